"""Callers who would wait for an earlier time, ask whether they do, or wait no more."""
