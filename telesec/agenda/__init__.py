"""Agenda: practitioners, appointment types, free time, holds, appointments and their feeds."""
