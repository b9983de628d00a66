"""Why somebody calls."""
