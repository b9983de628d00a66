"""The assistant: advance(db, call, heard, now) says what the caller hears next."""
