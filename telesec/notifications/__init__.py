"""Notifications: what we tell people; queued in the fact's transaction, delivered by the worker."""
