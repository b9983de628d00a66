"""Feasts that fall on another day in another country, told by the date they have there.

"La fête nationale" is the 21st of July in Brussels and the first of August in Geneva; the August
bank holiday is the first Monday in Dublin, the last in London.
"""

import re
from datetime import date
from functools import cache

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, Feast, feast, next_feast
from telesec.values.language import Language

# A month and day, or the so many-eth weekday of a month.
_LOCAL: dict[str, dict[str, Feast]] = {
    "BE": {"fete nationale": (7, 21), "mother s day": (5, 6, 2)},
    "CH": {"fete nationale": (8, 1), "fete des meres": (5, 6, 2)},
    "IE": {
        "(?:early )?may bank holiday(?: monday)?": (5, 0, 1),
        "(?:august|summer) bank holiday(?: monday)?": (8, 0, 1),
        "(?:st |saint )?brigid s (?:day )?(?:bank holiday(?: monday)?|monday)": (2, 0, 1),
        "june bank holiday(?: monday)?": (6, 0, 1),
        "(?:october|autumn|halloween) bank holiday(?: monday)?": (10, 0, -1),
    },
    "US": {
        "mother s day": (5, 6, 2),
        "mothers day": (5, 6, 2),
        "labour day": (9, 0, 1),
    },
}
_HOLIDAY_IN_MONTH = lazily(  # "the last bank holiday in August"
    r"\b(?:the )?(?:(?P<place>first|early|1 (?:st|th)|second|2 (?:nd|th)|late|last) )?"
    r"bank holiday(?: monday)? (?:in|of|at the (?:end|start|beginning) of)"
    rf" (?P<month>{'|'.join(MONTHS[Language.EN])})\b"
)
_BANK_HOLIDAY = lazily(
    r"\b(?:the )?(?:next )?bank holiday monday\b|\bmonday (?:the )?bank holiday\b"
    r"|(?<!is )(?<!s )(?<!being )(?<!was )\bthe (?:next )?bank holiday\b"
)
_DATED = lazily(
    r"\b(?:the )?(?:next )?bank holiday(?: monday)? (?=(?:on )?(?:the )?\d{1,2} (?:st|nd|rd|th)\b)"
)
_MONDAYS = {
    "GB": ("easter monday", "may bank holiday", "spring bank holiday", "august bank holiday"),
    "IE": ("easter monday", "may bank holiday", "june bank holiday", "october bank holiday"),
}
_IRISH_MONDAYS: tuple[Feast, ...] = ((2, 0, 1), (8, 0, 1))  # Saint Brigid's, and of August


def with_local_feasts(figured: str, region: str, today: date) -> str:
    """Plain text with figures in which such feasts are dates; ``region``: ISO 3166, or empty."""
    for pattern, meant in _patterns(region):
        figured = pattern.sub(
            lambda found, meant=meant: _dated(found, next_feast(meant, today)),  # type: ignore[misc]
            figured,
        )
    if "bank holiday" not in figured:
        return figured
    figured = _HOLIDAY_IN_MONTH.sub(lambda found: _plain_holiday(found, region, today), figured)
    figured = _DATED.sub("", figured)
    return _BANK_HOLIDAY.sub(lambda _: _english(_next_monday(region, today)), figured)


@cache  # few countries, and only those that are heard
def _patterns(region: str) -> tuple[tuple[re.Pattern[str], Feast], ...]:
    return tuple(
        (
            lazily(
                rf"(?<!c est )(?<!c est la )\b(?P<of>(?:de |d )?)"
                rf"(?P<the>(?:la |l |le |the )?){name}\b"
            ),
            meant,
        )
        for name, meant in _LOCAL.get(region, {}).items()
    )


def _dated(found: re.Match[str], day: date) -> str:
    """The date, joined as the feast was: "le lendemain de la fête" is "le lendemain du 21"."""
    if "fete" not in found[0]:
        return _english(day)
    month = next(name for name, number in MONTHS[Language.FR].items() if number == day.month)
    return f"{'du' if found['of'] else 'le'} {day.day} {month}"


def _english(day: date) -> str:
    month = next(name for name, number in MONTHS[Language.EN].items() if number == day.month)
    return f"the {day.day} th of {month}"


def _plain_holiday(found: re.Match[str], region: str, today: date) -> str:
    """The only one of that month in Ireland; of those of May in Britain the one that is meant."""
    month = MONTHS[Language.EN][found["month"]]
    late = (found["place"] or "").startswith(("second", "2", "late", "last"))
    place = 1 if region == "IE" and month != 10 else -1
    if month == 5 and region != "IE":
        place = -1 if late else 1
    return _english(next_feast((month, 0, place), today))


def _next_monday(region: str, today: date) -> date:
    """The bank holiday Monday that comes next."""
    mondays = [feast(name, today) for name in _MONDAYS.get(region, _MONDAYS["GB"])]
    if region == "IE":
        mondays += [next_feast(one, today) for one in _IRISH_MONDAYS]
    return min(mondays)
