"""Feasts that fall on another day in another country, told by the date they have there.

"La fête nationale" is the 21st of July in Brussels and the first of August in Geneva; the August
bank holiday is the first Monday in Dublin, the last in London.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from telesec.assistant.understanding.calendar_words import MONTHS, feast
from telesec.assistant.understanding.text import lazily
from telesec.values.language import Language

# Written as a date, or as the so many-eth weekday of a month, which the grammar reads.
_LOCAL = {
    "BE": {"fete nationale": "le 21 juillet", "mother s day": "2 nd sunday in may"},
    "CH": {"fete nationale": "le 1 er aout", "fete des meres": "2 eme dimanche de mai"},
    "IE": {
        "(?:early )?may bank holiday(?: monday)?": "1 st monday in may",
        "(?:the )?august bank holiday(?: monday)?": "1 st monday in august",
        "(?:the )?summer bank holiday(?: monday)?": "1 st monday in august",
        "(?:the )?june bank holiday(?: monday)?": "1 st monday in june",
        "(?:the )?(?:october|autumn|halloween) bank holiday(?: monday)?": "last monday in october",
    },
    "US": {
        "mother s day": "2 nd sunday in may",
        "mothers day": "2 nd sunday in may",
        "labour day": "1 st monday in september",
    },
}
_BANK_HOLIDAY_MONDAY = lazily(
    r"\b(?:the )?(?:next )?bank holiday monday\b(?! (?:the )?\d)|\bmonday (?:the )?bank holiday\b"
    r"|\bthe next bank holiday\b"
)
_MONDAYS = {
    "GB": ("easter monday", "may bank holiday", "spring bank holiday", "august bank holiday"),
    "IE": ("easter monday", "may bank holiday", "june bank holiday", "october bank holiday"),
}


def with_local_feasts(figured: str, region: str, today: date) -> str:
    """Plain text with figures in which such feasts are dates; ``region``: ISO 3166, or empty."""
    for pattern, meant in _patterns(region):
        figured = pattern.sub(meant, figured)
    return _BANK_HOLIDAY_MONDAY.sub(lambda _: _next_monday(region, today), figured)


@cache  # few countries, and only those that are heard
def _patterns(region: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (lazily(rf"(?<!c est )(?<!c est la )\b{name}\b"), meant)
        for name, meant in _LOCAL.get(region, {}).items()
    )


def _next_monday(region: str, today: date) -> str:
    """The bank holiday Monday that comes next, as a date."""
    mondays = [feast(name, today) for name in _MONDAYS.get(region, _MONDAYS["GB"])]
    if region == "IE":
        mondays.append(_first_monday_of_august(today))
    day = min(mondays)
    month = next(name for name, number in MONTHS[Language.EN].items() if number == day.month)
    return f"the {day.day} th of {month}"


def _first_monday_of_august(today: date) -> date:
    for year in (today.year, today.year + 1):
        days = (date(year, 8, day) for day in range(1, monthrange(year, 8)[1] + 1))
        first = next(day for day in days if day.weekday() == 0)
        if first >= today:
            return first
    return today + timedelta(days=1)  # never: next year's is to come
