"""Opening hours as people say them: "du lundi au vendredi, de 9 heures à midi et de 14 …"."""

from datetime import date, time, timedelta
from itertools import groupby

from babel.dates import format_date

from telesec.assistant.speaking.moments import spoken_time
from telesec.values.language import Language
from telesec.values.opening_hours import DAYS, MINUTES_A_DAY, Range, WeeklyHours

_MONDAY = date(2026, 1, 5)
_AND = {Language.FR: " et ", Language.EN: " and "}


def spoken_hours(hours: WeeklyHours, language: Language) -> str:
    """The hours of an ordinary week, days that are alike together; empty when never open.

    "du lundi au vendredi, de 9 heures à midi et de 14 heures à 18 heures, et le samedi, de …".
    """
    week = [(place, getattr(hours, day)) for place, day in enumerate(DAYS)]
    said = []
    for ranges, days in groupby(week, key=lambda day: day[1]):
        places = [place for place, _ in days]
        if ranges:
            said.append(f"{_days(places, language)}, {_ranges(ranges, language)}")
    return _joined(said, language)


def _days(places: list[int], language: Language) -> str:
    first, last = (
        format_date(_MONDAY + timedelta(days=place), "EEEE", locale=language.value)
        for place in (places[0], places[-1])
    )
    if len(places) == 1:
        return f"le {first}" if language is Language.FR else f"on {first}"
    if len(places) == 2:
        both = f"le {first} et le {last}", f"on {first} and {last}"
    else:
        both = f"du {first} au {last}", f"from {first} to {last}"
    return both[0] if language is Language.FR else both[1]


def _ranges(ranges: tuple[Range, ...], language: Language) -> str:
    if ranges == ((0, MINUTES_A_DAY),):
        return ("à toute heure", "round the clock")[language is Language.EN]
    words = ("de {} à {}", "from {} to {}")[language is Language.EN]
    return _AND[language].join(
        words.format(_clock(opens, language), _clock(closes, language)) for opens, closes in ranges
    )


def _clock(minute: int, language: Language) -> str:
    hour, rest = divmod(minute % MINUTES_A_DAY, 60)
    return spoken_time(time(hour, rest), language)


def _joined(parts: list[str], language: Language) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])},{_AND[language]}{parts[-1]}"
