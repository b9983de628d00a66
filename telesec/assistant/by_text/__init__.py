"""What is sent to a line in writing: clients' commands, and answers to what we asked."""
