"""Tests read like the trade; see CONTRIBUTING.md."""

import gc

# While all is imported nothing is thrown away. fixtures.py looks for rubbish again, after that.
gc.disable()
