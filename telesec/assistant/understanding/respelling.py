"""Days as a hurried recogniser spells them: "tues", "oclock", "aprèm", "matiné"."""

import re

from telesec.values.language import Language

# "10h-12h", "9-11am", "10 & 12": written signs, before they are lost.
_WRITTEN = {
    Language.FR: (
        (
            re.compile(
                r"(?<![\d/.-])(\d{1,2} ?(?:h|H|:)(?: ?\d\d)?) ?[-–] ?(\d{1,2} ?(?:h|H|:)(?: ?\d\d)?)(?![\d-])"
            ),
            r"de \1 à \2",
        ),
        (re.compile(r"(?<![\d/.-])(\d{1,2}) ?[-–] ?(\d{1,2} ?[hH])(?![\d-])"), r"de \1 h à \2"),
        (re.compile(r" & "), " et "),
    ),
    Language.EN: (
        (
            re.compile(
                r"(?i)(?<![\d/.-])(\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?) ?[-–] ?"
                r"(\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?)(?![\d/-])"
            ),
            r"from \1 to \2",
        ),
        (re.compile(r" & "), " and "),
    ),
}
_SPELT: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.FR: (
        (re.compile(r"\bs il (?:vous|te) plait\b"), "merci"),  # "il plaît" is no clause here
        (re.compile(r"\bmatine\b"), "matinee"),
        (re.compile(r"\b(?:mecredi|mercedi|mercrdi|mercreedi|mercerdi)(s?)\b"), r"mercredi\1"),
        (re.compile(r"\b(?:vendrdi|venderdi|vandredi|vendedi)(s?)\b"), r"vendredi\1"),
        (re.compile(r"\b(?:jedi|jeudit|jeudy)\b"), "jeudi"),
        (re.compile(r"\b(?:samdi|sammedi)\b"), "samedi"),
        (re.compile(r"\b(?:apres demin|apredemain)\b"), "apres demain"),
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
        (re.compile(r"\btomm?orr?ow\b|\btomm?or?o\b|\btomoz\b|\b2 ?moro\b"), "tomorrow"),
        (re.compile(r"\barvo\b"), "afternoon"),
        (re.compile(r"\boclock\b"), "o clock"),
        (re.compile(r"\bin the a ?m\b"), "in the morning"),
        (re.compile(r"\bin the p ?m\b"), "in the afternoon"),
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


def signs_in_words(text: str, language: Language) -> str:
    """What a recogniser or a keyboard wrote, its dashes between hours as words."""
    for pattern, words in _WRITTEN[language]:
        text = pattern.sub(words, text)
    return text


def respelt(said: str, language: Language) -> str:
    """Plain ``said`` with its days and hours in one spelling."""
    for pattern, spelling in _SPELT[language]:
        said = pattern.sub(spelling, said)
    return said
