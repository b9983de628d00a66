"""When somebody would like to come: days and hours, read by a grammar and weighed."""
