"""The demonstration: a house of its own, a working day of calls, and what came of them."""
