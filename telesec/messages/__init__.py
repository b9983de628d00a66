"""Messages: what a caller left, for exactly one client."""
