"""An appointment the caller has: proved, told, moved, cancelled, mended."""
