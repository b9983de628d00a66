"""Days as a hurried recogniser spells them: "tues", "oclock", "aprèm", "matiné"."""

import re

from telesec.values.language import Language

_SPELT: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.FR: (
        (re.compile(r"\bs il (?:vous|te) plait\b"), "merci"),  # "il plaît" is no clause here
        (re.compile(r"\bmatine\b"), "matinee"),
        (re.compile(r"\b(?:aprem|aprems|aprs midi|apresmidi|apres mid|am idi)\b"), "apres midi"),
        (re.compile(r"\b(?:demin|2 main)\b"), "demain"),
        (re.compile(r"\bjournee de demain\b"), "demain"),
        (
            re.compile(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)prochain\b"),
            r"\1 prochain",
        ),
        (re.compile(r"\baujourd ?hui\b|\bojourd ?hui\b"), "aujourd hui"),
        (re.compile(r"\bheurs?\b|\bh e?ures\b"), "heures"),
        (re.compile(r"\best demie?(?= |$)"), "et demie"),
    ),
    Language.EN: (
        (re.compile(r"\btues?\b"), "tuesday"),
        (re.compile(r"\bweds?\b"), "wednesday"),
        (re.compile(r"\bthurs?\b|\bthu\b"), "thursday"),
        (re.compile(r"\bfri\b"), "friday"),
        (re.compile(r"\bwendsday\b|\bwensday\b"), "wednesday"),
        (re.compile(r"\btomm?orr?ow\b|\btomoz\b|\b2 ?moro\b"), "tomorrow"),
        (re.compile(r"\barvo\b"), "afternoon"),
        (re.compile(r"\boclock\b"), "o clock"),
        (
            re.compile(
                r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|noon"
                r"|midday|lunchtime|\d+) ?ish\b"
            ),
            r"\1",
        ),
        (re.compile(r"\bthe morrow\b"), "tomorrow"),
    ),
}


def respelt(said: str, language: Language) -> str:
    """Plain ``said`` with its days and hours in one spelling."""
    for pattern, spelling in _SPELT[language]:
        said = pattern.sub(spelling, said)
    return said
