"""The names of days, months and feasts, in plain words (no accents)."""

from datetime import date, timedelta

from telesec.values.language import Language

WEEKDAYS: dict[Language, dict[str, int]] = {
    Language.FR: {
        "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5,
        "dimanche": 6,
    },
    Language.EN: {
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
        "sunday": 6,
    },
}  # fmt: skip
MONTHS: dict[Language, dict[str, int]] = {
    Language.FR: {
        "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
        "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    },
    Language.EN: {
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
        "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    },
}  # fmt: skip

_FIXED_FEASTS = {
    "noel": (12, 25),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "reveillon de noel": (12, 24),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "saint sylvestre": (12, 31),
    "new year s eve": (12, 31),
    "jour de l an": (1, 1),
    "nouvel an": (1, 1),
    "new year s day": (1, 1),
    "new year": (1, 1),
    "epiphanie": (1, 6),
    "assomption": (8, 15),
    "toussaint": (11, 1),
    "armistice": (11, 11),
    "fete nationale": (7, 14),
    "bastille day": (7, 14),
    "fete du travail": (5, 1),
}
_DAYS_AFTER_EASTER = {
    "lundi de paques": 1,
    "easter monday": 1,
    "vendredi saint": -2,
    "good friday": -2,
    "paques": 0,
    "easter sunday": 0,
    "easter": 0,
    "ascension": 39,
    "lundi de pentecote": 50,
    "pentecote": 49,
}
FEASTS = tuple(sorted([*_FIXED_FEASTS, *_DAYS_AFTER_EASTER], key=len, reverse=True))


def feast(name: str, today: date) -> date:
    """The next day of that name, today included. ``name`` is one of FEASTS."""
    this_year = _feast_in(name, today.year)
    return this_year if this_year >= today else _feast_in(name, today.year + 1)


def _feast_in(name: str, year: int) -> date:
    if name in _FIXED_FEASTS:
        month, day = _FIXED_FEASTS[name]
        return date(year, month, day)
    return easter(year) + timedelta(days=_DAYS_AFTER_EASTER[name])


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
