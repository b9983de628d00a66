"""The carrier: everything that is Twilio, and nothing else."""
