"""A birth date cut out of what was said, before a name, a time or a reason is looked for."""

import re

from telesec.assistant.understanding.times.calendar_words import MONTHS
from telesec.values.language import Language

_MONTH = "|".join(
    sorted({*MONTHS[Language.FR], *MONTHS[Language.EN], "février", "août", "décembre"})
)
_NUMBER = (
    r"(?:\d+(?:st|nd|rd|th|er)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
    r"|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante"
    r"|octante|nonante|cents?|mille?|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|oh)(?:-[^\W\d_]+)*"
)
# What begins something else ends it; "et onze", "and one" are of a number.
_WORD = (
    r"(?:[ ,]+(?!(?:i|i['’ ]?(?:d|m)|je|j['’ ]\w+|it['’ ]?s|this|my|mon|c['’ ]est"
    r"|et(?! (?:une?|onze)\b)|and(?! (?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen"
    r"|\w+ty)\b)|for|pour|calling|can|could|est|est-ce|une|avec|with)\b)[^ ,]+)"
)
# "Born 3 April 1960", as far as the year or the next clause; not "née Martin", which is a name. A
# month can be a first name, and the name that was told would be lost to it.
_BIRTH = re.compile(
    r"[ ,]+(?:(?:qui est|il est|elle est|who was|he was|she was|i was|je suis) )?"
    rf"(?:née?s?(?=[ ,]+(?:le|en|au|{_NUMBER}|(?:{_MONTH}))\b)"
    rf"|born(?=(?:[ ,]+[\w'’]+){{0,4}}?[ ,]+(?:{_NUMBER}|{_MONTH})\b))"
    rf"(?:{_WORD}{{0,7}}?[ ,]+(?:19|20)\d\d\b|{_WORD}{{1,8}}(?:[ ,]+{_NUMBER}(?![^\W_]))*)",
    re.IGNORECASE,
)


def without_birth(text: str) -> str:
    """``text`` with a comma in place of a date of birth: "Léa Roux, pour lundi".

    Only the date goes, "née le 3 avril 1960"; a maiden name stays.
    """
    return _BIRTH.sub(",", text)
