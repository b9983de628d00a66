"""Busy: the times at which a practitioner's other calendars say that they are taken."""
