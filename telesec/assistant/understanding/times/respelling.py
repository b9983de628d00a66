"""Days as a hurried recogniser spells them: "tues", "oclock", "aprèm", "matiné"."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAY
from telesec.values.language import Language

# "10h-12h", "9-11am", "10 & 12": written signs, before they are lost.
_WRITTEN = {
    Language.FR: (
        (
            lazily(
                r"(?<![\d/.-])(\d{1,2} ?(?:h|H|:)(?: ?\d\d)?) ?[-–] ?(\d{1,2} ?(?:h|H|:)(?:"
                r" ?\d\d)?)(?![\d-])"
            ),
            r"de \1 à \2",
        ),
        (lazily(r"(?<![\d/.-])(\d{1,2}) ?[-–] ?(\d{1,2} ?[hH])(?![\d-])"), r"de \1 h à \2"),
        (lazily(r" & "), " et "),
    ),
    Language.EN: (
        (
            lazily(
                r"(?i)(?<![\d/.-])(\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?) ?[-–] ?"
                r"(\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?)(?![\d/-])"
            ),
            r"from \1 to \2",
        ),
        (lazily(r" & "), " and "),
    ),
}
_SPELT: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.FR: (
        (
            lazily(r"\b(?:s il (?:vous|te) plait|svp|stp)\b"),
            "merci",
        ),  # "il plaît" is no clause here
        (  # as in Belgium: "jusque midi"
            lazily(r"\bjusque (?:vers )?(?!la\b|ou\b|quand\b|quel|maintenant|present|ici\b|dans)"),
            "jusqu a ",
        ),
        (lazily(r"\bapres midis\b"), "apres midi"),
        (lazily(r"\bmatine\b"), "matinee"),
        (lazily(r"\b(?:mecredi|mercedi|mercrdi|mercreedi|mercerdi)(s?)\b"), r"mercredi\1"),
        (lazily(r"\b(?:vendrdi|venderdi|vandredi|vendedi)(s?)\b"), r"vendredi\1"),
        (lazily(r"\b(?:jedi|jeudit|jeudy)\b"), "jeudi"),
        (lazily(r"\b(?:samdi|sammedi)\b"), "samedi"),
        (lazily(r"\b(?:apres demin|apredemain)\b"), "apres demain"),
        (lazily(r"\b(?:aprem|aprems|aprs midi|apresmidi|apres mid|am idi)\b"), "apres midi"),
        (lazily(r"\b(?:demin|2 main)\b"), "demain"),
        (lazily(r"\bjournee de demain\b"), "demain"),
        (
            lazily(rf"\b({WEEKDAY[Language.FR]})prochain\b"),
            r"\1 prochain",
        ),
        (lazily(r"\baujourd ?hui\b|\bojourd ?hui\b"), "aujourd hui"),
        (lazily(r"\bheurs?\b|\bh e?ures\b"), "heures"),
        (lazily(r"\best demie?(?= |$)"), "et demie"),
        # What sounds the same: "sa me va", "se soir", "ces possible", "ver dix heures".
        (lazily(r"\bsa (?=(?:me|m|nous|te|va|ira|marche|serait|joue|fait|depend)\b)"), "ca "),
        (lazily(r"\bse (?=(?:soir|matin|midi|sera|serait|lundi|mardi|jeudi)\b)"), "ce "),
        (
            lazily(r"\b(?:ces|ses|sait|s est) (?=(?:possible|bon|parfait|pour|mieux|pas)\b)"),
            "c est ",
        ),
        (lazily(r"\bver (?=\w+ heures?\b|\d)"), "vers "),
        (lazily(r"\bapre (?=\w)"), "apres "),
        (lazily(r"\bdis heures\b"), "dix heures"),
        (lazily(r"\ba pres demain\b"), "apres demain"),
    ),
    Language.EN: (
        (lazily(r"\btues?\b"), "tuesday"),
        (lazily(r"\bweds?\b"), "wednesday"),
        (lazily(r"\bthurs?\b|\bthu\b"), "thursday"),
        (lazily(r"\bfri\b"), "friday"),
        (lazily(r"\bwendsday\b|\bwensday\b"), "wednesday"),
        (lazily(r"\btomm?orr?ow\b|\btomm?or?o\b|\btomoz\b|\b2 ?moro\b"), "tomorrow"),
        (lazily(r"\barvo\b"), "afternoon"),
        (lazily(r"\boclock\b"), "o clock"),
        (
            lazily(
                r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
                r" clock\b"
            ),
            r"\1 o clock",
        ),
        # What sounds the same: "at too", "quarter too ten", "half for".
        (lazily(r"\b(half|quarter|five|ten|twenty) too (?=\w)"), r"\1 to "),
        (lazily(r"\bat too\b(?= ?$| (?:in|on|please|if|or)\b)"), "at two"),
        (lazily(r"\bat too? (?=(?:fifteen|thirty|forty five)\b)"), "at two "),
        (lazily(r"\btoo? o clock\b"), "two o clock"),
        (lazily(r"\bat ate\b"), "at eight"),
        (
            lazily(r"\b(at|half|half past) for\b(?= ?$| (?:in|on|please|if|or|so|thanks)\b)"),
            r"\1 four",
        ),
        (lazily(r"\bin the a ?m\b"), "in the morning"),
        (lazily(r"\bin the p ?m\b"), "in the afternoon"),
        (
            lazily(
                r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|noon"
                r"|midday|lunchtime|\d+) ?ish\b"
            ),
            r"\1",
        ),
        (lazily(r"\bthe morrow\b"), "tomorrow"),
        (
            lazily(r"\bmon(?= (?:\d|at|from|to|after|before|between|morning|afternoon|or|and)\b)"),
            "monday",
        ),
        (lazily(r"\btil\b"), "till"),
        (lazily(r"\bor (?:any ?time )?(?:thereafter|afterwards)\b"), "or later"),
        (lazily(r"\bi do be\b"), "i m"),  # as in Ireland
        (lazily(r"\b(we|you|ye|they) do be\b"), r"\1 are"),
        (lazily(r"\b(he|she|it) does be\b"), r"\1 is"),
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
