"""Reconciliation: what the carrier knows beside what we know, and every difference repaired."""
