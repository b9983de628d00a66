"""The processes of the house: web, worker, the one that keeps both running, and commands."""
