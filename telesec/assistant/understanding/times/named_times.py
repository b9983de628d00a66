"""How a day or an hour shows in plain text, without being read yet."""

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.values.language import Language

_DAYS = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTHS = {language: "|".join(MONTHS[language]) for language in Language}
_FEASTS = "|".join(FEASTS)

# A day named for itself; without one the first half still tells which day is meant.
A_DAY = {
    Language.FR: lazily(
        rf"\b(?:(?:{_DAYS[Language.FR]})s?|demain|apres demain|aujourd hui|(?:le|du) \d+|semaine"
        rf"|lendemain"
        rf"|(?:\d+|en|debut|mi|fin|courant) (?:{_MONTHS[Language.FR]})|{_FEASTS})\b"
    ),
    Language.EN: lazily(
        rf"\b(?:(?:{_DAYS[Language.EN]})s?|tomorrow|today|the \d+|week|\d+ (?:st|nd|rd|th)"
        rf"|(?:{_MONTHS[Language.EN]}) \d+|{_FEASTS})\b"
    ),
}
A_TIME = {
    Language.FR: lazily(
        rf"{A_DAY[Language.FR].pattern}|\b(?:\d+ (?:h|heures?)|matins?|apres midi|soirs?|midi"
        rf"|(?:mi|mid|debut|fin|en|de) (?:{_MONTHS[Language.FR]}))\b"
    ),
    Language.EN: lazily(
        rf"{A_DAY[Language.EN].pattern}|\b(?:\d+|mornings?|afternoons?|evenings?|nights?|noon"
        rf"|lunchtime|(?:mid|early|late|in|of) (?:{_MONTHS[Language.EN]}))\b"
    ),
}
AN_HOUR = {
    Language.FR: lazily(
        r"\b(?:\d{1,2} (?:h|heures?)|midi|matin\w*|apres midi|soir\w*)\b|[@=]\d{4}\b"
    ),
    Language.EN: lazily(
        r"\b(?:(?:at|around|about|after|before|by|half|past|to|between|from) \d{1,2}\b(?! (?:st|nd"
        r"|rd|th))|\d{1,2} (?:o clock|a m|p m|am|pm|15|30|45)\b|mornings?|afternoons?|evenings?"
        r"|noon)\b|[@=]\d{4}\b"
    ),
}
