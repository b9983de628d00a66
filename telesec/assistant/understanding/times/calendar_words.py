"""The names of days, months and feasts, in plain words (no accents)."""

from calendar import monthrange
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
        "jan": 1, "feb": 2, "apr": 4, "aug": 8, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    },
}  # fmt: skip

# As a pattern of plain words reads them.
WEEKDAY = {language: "|".join(days) for language, days in WEEKDAYS.items()}
MONTH = {language: "|".join(months) for language, months in MONTHS.items()}

# A month and day; or a month, weekday (Monday 0) and which one, from the month's end below zero.
Feast = tuple[int, int] | tuple[int, int, int]

_FIXED_FEASTS: dict[str, Feast] = {
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
    "premier de l an": (1, 1),
    "reveillon du 24": (12, 24),
    "reveillon du 31": (12, 31),
    "reveillon": (12, 31),
    "saint nicolas": (12, 6),
    "st nicolas": (12, 6),
    "saint valentin": (2, 14),
    "st valentin": (2, 14),
    "valentine s day": (2, 14),
    "chandeleur": (2, 2),
    "halloween": (10, 31),
    "remembrance day": (11, 11),
    "bonfire night": (11, 5),
    "st patrick s day": (3, 17),
    "saint jean": (6, 24),
    "14 juillet": (7, 14),
    "15 aout": (8, 15),
    "twelfth night": (1, 5),
    "jour des morts": (11, 2),
    "all souls": (11, 2),
    "all saints day": (11, 1),
    "all saints": (11, 1),
    "jour des rois": (1, 6),
    "fete des rois": (1, 6),
    "epiphany": (1, 6),
    "st stephen s day": (12, 26),
    "saint stephen s day": (12, 26),
    "saint patrick": (3, 17),
    "st patrick": (3, 17),
    "saint patrick s day": (3, 17),
    "st david s day": (3, 1),
    "st george s day": (4, 23),
    "st andrew s day": (11, 30),
    "burns night": (1, 25),
    "guy fawkes": (11, 5),
    "may day": (5, 1),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "independence day": (7, 4),
    "fete de la musique": (6, 21),
    "fete de la victoire": (5, 8),
    "immaculee conception": (12, 8),
    "fete du roi": (11, 15),
    "new years eve": (12, 31),
    "new years day": (1, 1),
    "new years": (1, 1),
    "hogmanay": (12, 31),
    "little christmas": (1, 6),
    "women s christmas": (1, 6),
    "saint brigid s day": (2, 1),
    "st brigid s day": (2, 1),
    "brigid s day": (2, 1),
    "imbolc": (2, 1),
    "patrick s day": (3, 17),
    "st swithin s day": (7, 15),
    "swithin s day": (7, 15),
    "st patricks day": (3, 17),
    "saint patricks day": (3, 17),
    "paddy s day": (3, 17),
    "paddys day": (3, 17),
    "st stephens day": (12, 26),
    "saint stephens day": (12, 26),
    "stephen s day": (12, 26),
    "stephens day": (12, 26),
    "valentines day": (2, 14),
    "groundhog day": (2, 2),
    "cinco de mayo": (5, 5),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "midsummer s day": (6, 24),
    "midsummer day": (6, 24),
    "lady day": (3, 25),
    "michaelmas": (9, 29),
    "feast of the assumption": (8, 15),
    "immaculate conception": (12, 8),
    "all souls day": (11, 2),
    "halloween night": (10, 31),
    "april fool s day": (4, 1),
    "april fools day": (4, 1),
    "labour day": (5, 1),
    "christmas day morning": (12, 25),
    "saint martin": (11, 11),
    "st martin": (11, 11),
    "sainte catherine": (11, 25),
    "sainte barbe": (12, 4),
    "saint joseph": (3, 19),
    "saint michel": (9, 29),
    "saint berchtold": (1, 2),
    "berchtold": (1, 2),
    "escalade": (12, 12),
    "fete de la communaute francaise": (9, 27),
    "fete des morts": (11, 2),
    "jour de la toussaint": (11, 1),
    "jour de noel": (12, 25),
    "jour de l armistice": (11, 11),
    "jour de la victoire": (5, 8),
    "jour du nouvel an": (1, 1),
    "fete de l armistice": (11, 11),
    "poisson d avril": (4, 1),
    "journee de la femme": (3, 8),
    "st sylvestre": (12, 31),
    "reveillon de la saint sylvestre": (12, 31),
    "reveillon du jour de l an": (12, 31),
    "reveillon du nouvel an": (12, 31),
    "st jean": (6, 24),
    "st etienne": (12, 26),
    "saint etienne": (12, 26),
}
# So many days after the so many-eth weekday of a month.
_DAYS_AFTER_A_FEAST = {
    "black friday": ("thanksgiving", 1),
    "cyber monday": ("thanksgiving", 4),
    "lundi du jeune federal": ("jeune federal", 1),
    "lundi du jeune": ("jeune federal", 1),
    "jeune genevois": ("premier dimanche de septembre", 4),
}
_WEEKDAY_FEASTS: dict[str, Feast] = {
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
    "columbus day": (10, 0, 2),
    "presidents day": (2, 0, 3),
    "martin luther king day": (1, 0, 3),
    "early may bank holiday": (5, 0, 1),
    "may bank holiday": (5, 0, 1),
    "spring bank holiday": (5, 0, -1),
    "august bank holiday": (8, 0, -1),
    "summer bank holiday": (8, 0, -1),
    "fete des meres": (5, 6, -1),
    "fete des peres": (6, 6, 3),
    "father s day": (6, 6, 3),
    "jeune federal": (9, 6, 3),
    "fete des grands meres": (3, 6, 1),
    "remembrance sunday": (11, 6, 2),
    "october bank holiday": (10, 0, -1),
    "june bank holiday": (6, 0, 1),
    "late may bank holiday": (5, 0, -1),
    "whitsun bank holiday": (5, 0, -1),
    "whit bank holiday": (5, 0, -1),
    "end of may bank holiday": (5, 0, -1),
    "late august bank holiday": (8, 0, -1),
    "february bank holiday": (2, 0, 1),
    "st brigid s bank holiday": (2, 0, 1),
    "president s day": (2, 0, 3),
    "washington s birthday": (2, 0, 3),
    "martin luther king junior day": (1, 0, 3),
    "martin luther king jr day": (1, 0, 3),
    "mlk day": (1, 0, 3),
    "premier dimanche de septembre": (9, 6, 1),
    "m l k day": (1, 0, 3),
    "indigenous peoples day": (10, 0, 2),
    "indigenous people s day": (10, 0, 2),
}
_DAYS_AFTER_EASTER = {
    "lundi de paques": 1,
    "easter monday": 1,
    "vendredi saint": -2,
    "good friday": -2,
    "paques": 0,
    "easter sunday": 0,
    "easter": 0,
    "mardi gras": -47,
    "shrove tuesday": -47,
    "pancake day": -47,
    "mercredi des cendres": -46,
    "ash wednesday": -46,
    "rameaux": -7,
    "palm sunday": -7,
    "jeudi saint": -3,
    "maundy thursday": -3,
    "samedi saint": -1,
    "mothering sunday": -21,
    "mothers day": -21,
    "dimanche de paques": 0,
    "jour de paques": 0,
    "easter saturday": -1,
    "easter tuesday": 2,
    "samedi de paques": -1,
    "easter bank holiday": 1,
    "pancake tuesday": -47,
    "fat tuesday": -47,
    "jour de l ascension": 39,
    "ascension thursday": 39,
    "holy thursday": -3,
    "holy saturday": -1,
    "lundi de la pentecote": 50,
    "dimanche de pentecote": 49,
    "dimanche des rameaux": -7,
    "mother s day": -21,
    "jeudi de l ascension": 39,
    "ascension day": 39,
    "ascension": 39,
    "whit monday": 50,
    "whit sunday": 49,
    "whitsun": 49,
    "pentecost": 49,
    "corpus christi": 60,
    "fete dieu": 60,
    "lundi de pentecote": 50,
    "pentecote": 49,
}
FEASTS = tuple(
    sorted(
        [*_FIXED_FEASTS, *_WEEKDAY_FEASTS, *_DAYS_AFTER_EASTER, *_DAYS_AFTER_A_FEAST],
        key=len,
        reverse=True,
    )
)


def feast(name: str, today: date) -> date:
    """The next day of that name, today included. ``name`` is one of FEASTS."""
    this_year = _feast_in(name, today.year)
    return this_year if this_year >= today else _feast_in(name, today.year + 1)


def next_feast(rule: Feast, today: date) -> date:
    """The next such day, today included."""
    this_year = _day_in(rule, today.year)
    return this_year if this_year >= today else _day_in(rule, today.year + 1)


def _feast_in(name: str, year: int) -> date:
    rule = _FIXED_FEASTS.get(name) or _WEEKDAY_FEASTS.get(name)
    if rule:
        return _day_in(rule, year)
    if name in _DAYS_AFTER_A_FEAST:
        earlier, later = _DAYS_AFTER_A_FEAST[name]
        return _feast_in(earlier, year) + timedelta(days=later)
    return easter(year) + timedelta(days=_DAYS_AFTER_EASTER[name])


def _day_in(rule: Feast, year: int) -> date:
    if len(rule) == 2:
        return date(year, *rule)
    month, weekday, place = rule
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    fitting = [day for day in days if day.weekday() == weekday]
    return fitting[place - 1 if place > 0 else place]


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
