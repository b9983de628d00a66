"""Telephone numbers read aloud, digit by digit or in pairs, with pauses."""

import re

from telesec.values.language import Language
from telesec.values.telephone import national

PLUS = {Language.FR: "plus", Language.EN: "plus"}


def spoken_number(e164: str, language: Language, country: str = "FR") -> str:
    """The number as a secretary reads it back: "06, 12, 34, 56, 78"; English "0 6, 1 2, …".

    Commas make the voice pause and keep it from reading one long number. A foreign number begins
    with "plus" and its country code. What is no number is spelled digit by digit.
    """
    written = national(e164, country)
    groups = [pair for group in re.findall(r"\d+", written) for pair in _pairs(group)]
    if language is Language.EN:
        groups = [" ".join(group) for group in groups]
    read = ", ".join(groups)
    return f"{PLUS[language]} {read}" if written.startswith("+") and read else read


def _pairs(digits: str) -> list[str]:
    """Groups of two, a group of three at the end when their number is odd; up to three stay."""
    if len(digits) <= 3:
        return [digits]
    return [digits[:2], *_pairs(digits[2:])]
