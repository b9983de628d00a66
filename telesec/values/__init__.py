"""Values: small things that are parsed once at the border and trusted inside. No database."""
