"""``python -m telesec`` is the telesec command."""

from telesec.cli import main

main()
