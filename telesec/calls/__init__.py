"""Calls: one call, its turns and its timeline, from the first ring to its counted seconds."""
