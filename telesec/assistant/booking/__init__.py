"""A new appointment: what for, with whom, when, in what name; offered, read back, booked."""
