"""Onboarding: one YAML file brings in a client with all that belongs to it."""
