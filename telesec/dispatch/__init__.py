"""Dispatch: who must know, and who is rung, in which order."""
