"""What we claim about speed: each module has run(), which gives lines to print."""
