"""The doctor: is everything set up that a call needs? What is not, and how to mend it."""
