"""What puts a life or a house in danger, and what only sounds like it."""
