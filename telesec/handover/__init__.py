"""Handing over: an agenda taken in from another house; everything given to who leaves."""
