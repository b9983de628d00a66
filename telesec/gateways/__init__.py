"""Gateways: the vendors outside, one module each; they know values, never a noun."""
