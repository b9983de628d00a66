"""Telephone numbers as callers dictate them."""
