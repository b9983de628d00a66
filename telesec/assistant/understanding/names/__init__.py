"""Names as callers say and spell them."""
