"""Short answers: yes, no, again, a person, which of several."""
