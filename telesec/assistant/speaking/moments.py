"""Dates and times as people say them."""

from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from telesec.values.language import Language

YEAR_SAID_AFTER_DAYS = 334  # eleven months: nearer dates need no year

_TODAY = {Language.FR: "aujourd’hui", Language.EN: "today"}
_TOMORROW = {Language.FR: "demain", Language.EN: "tomorrow"}


def spoken_date(local_date: date, language: Language, today: date) -> str:
    """ "aujourd’hui", "demain mardi 24 novembre", "mardi 1er décembre"; both dates are local."""
    days = (local_date - today).days
    if days == 0:
        return _TODAY[language]
    said = _weekday_and_date(local_date, language)
    if abs(days) > YEAR_SAID_AFTER_DAYS:
        return f"{said} {local_date.year}"
    return f"{_TOMORROW[language]} {said}" if days == 1 else said


def spoken_day(day: date, language: Language) -> str:
    """ "3 avril 1960"; English "the 3rd of April 1960"."""
    month = format_date(day, "MMMM", locale=language.value)
    if language is Language.EN:
        return f"the {_english_ordinal(day.day)} of {month} {day.year}"
    return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"


def spoken_time(local_time: time, language: Language) -> str:
    """ "10 heures 30", "midi", "minuit"; English "10 30 a.m.", "noon". Seconds are left out."""
    if language is Language.EN:
        return _english_time(local_time)
    hour, minute = local_time.hour, local_time.minute
    if minute == 0 and hour in {0, 12}:
        return "midi" if hour else "minuit"
    hours = f"{hour} heure" if hour < 2 else f"{hour} heures"
    return f"{hours} {minute}" if minute else hours


def spoken_moment(local_datetime: datetime, language: Language, today: date) -> str:
    """Date and time: "mardi 1er décembre à 10 heures 30"; naive local wall time."""
    day = spoken_date(local_datetime.date(), language, today)
    link = "à" if language is Language.FR else "at"
    return f"{day} {link} {spoken_time(local_datetime.time(), language)}"


def spoken_until(local_end: datetime, language: Language, today: date) -> str:
    """ "jusqu’à 15 heures", "jusqu’au samedi 15 août inclus"; English "until 3 p.m.".

    An end at midnight means the whole day before it; both dates are local.
    """
    if local_end.time() == time():
        last = local_end.date() - timedelta(days=1)
        if last == today:
            return "until tonight" if language is Language.EN else "jusqu’à ce soir"
        if language is Language.EN:
            return f"until {spoken_date(last, language, today)} inclusive"
        return f"jusqu’au {_weekday_and_date(last, language)} inclus"
    if local_end.date() == today:
        said = spoken_time(local_end.time(), language)
        return f"until {said}" if language is Language.EN else f"jusqu’à {said}"
    said = spoken_moment(local_end, language, today)
    if language is Language.EN:
        return f"until {said}"
    return f"jusqu’à {said}" if said.startswith(_TOMORROW[language]) else f"jusqu’au {said}"


def _weekday_and_date(day: date, language: Language) -> str:
    weekday, month = (format_date(day, form, locale=language.value) for form in ("EEEE", "MMMM"))
    if language is Language.EN:
        return f"{weekday} the {_english_ordinal(day.day)} of {month}"
    return f"{weekday} {'1er' if day.day == 1 else day.day} {month}"


def _english_ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}th" if 11 <= number <= 13 else f"{number}{last}"


def _english_time(local_time: time) -> str:
    hour, minute = local_time.hour, local_time.minute
    if minute == 0 and hour in {0, 12}:
        return "noon" if hour else "midnight"
    half = "a.m." if hour < 12 else "p.m."
    minutes = f" oh {minute}" if 0 < minute < 10 else f" {minute}" if minute else ""
    return f"{(hour - 1) % 12 + 1}{minutes} {half}"
