"""Clients: the businesses we answer for, their lines and contacts; accounts that may look in."""
