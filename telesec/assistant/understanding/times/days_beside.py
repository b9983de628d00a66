"""Feasts, and days told by what they are beside: "le lendemain de Noël"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS, feast
from telesec.assistant.understanding.times.day_items import (
    ALL_WEEKDAYS,
    Build,
    DayItem,
    Found,
    dated_day,
    day_of_month,
    item_of,
    monday_of,
    month_named,
    months_later,
    next_weekday,
)
from telesec.values.language import Language

_RULED_OUT = lazily(r"\b(?:pas|ni|sauf)(?: (?:pour|trop|possible|libre|dispo))? $|\bapres $")
_LISTED = lazily(rf" ou (?:le )?(?:{'|'.join(WEEKDAYS[Language.FR])})\b")


def named_twice(days: int) -> Build:
    """ "demain vendredi": asked back when tomorrow is no Friday.

    They are two days in "pas demain, vendredi" and in "demain, mercredi ou jeudi".
    """

    def build(found: Found, today: date) -> DayItem | None:
        day = today + timedelta(days=days)
        weekday = ALL_WEEKDAYS[found["weekday"]]
        item = item_of(found, day)
        text, number = found.string, found.groupdict().get("day")
        if day.weekday() == weekday and int(number or day.day) == day.day:
            return item
        if _RULED_OUT.search(text[: found.start()]) or _LISTED.match(text[found.end() :]):
            return None
        return (
            item if day.weekday() == weekday else replace(item, other=next_weekday(today, weekday))
        )

    return build


def month_end_day(found: Found, today: date) -> DayItem | None:
    """ "le dernier jour du mois", "le premier jour d'avril"."""
    first_one = found["place"].startswith(("premier", "1"))
    if found["month"]:
        month = month_named(found, today)
    else:
        month = months_later(1 if found["next"] or first_one else 0)(found, today)
    if month is None:
        return None
    if first_one:
        day = month.first
    else:
        day = month.last - timedelta(days=2 if found["place"].startswith("avant") else 1)
    return replace(item_of(found, day), dated=True) if day >= today else None


def half_of_this_month(found: Found, today: date) -> DayItem | None:
    """ "la deuxième quinzaine du mois", of this one or the next."""
    month = months_later(1 if found["next"] else 0)(found, today)
    if month is None:
        return None
    if found["half"].startswith(("premi", "1")):
        month = replace(month, last=month.first + timedelta(days=15))
    else:
        month = replace(month, first=month.first + timedelta(days=15))
    return month if month.last > today else None


def weekday_beside_feast(found: Found, today: date) -> DayItem | None:
    """ "le mardi après la Pentecôte", "the Friday before Christmas"."""
    day, weekday = feast(found["feast"], today), ALL_WEEKDAYS[found["weekday"]]
    side = found.groupdict().get("side") or ""
    if not side:
        return item_of(found, day + timedelta(days=(weekday - day.weekday()) % 7))
    if _is_before(side):
        return item_of(found, next_weekday(day - timedelta(days=8), weekday))
    return item_of(found, next_weekday(day, weekday))


def weekday_beside_date(found: Found, today: date) -> DayItem | None:
    """ "le lundi après le 12 janvier", "the Monday before the 5th of May"."""
    said = _date_said(found, today)
    if said is None:
        return None
    weekday, side = ALL_WEEKDAYS[found["beside"]], found["side"]
    if said.first.weekday() == weekday and (not found["month"] or _is_before(side)):
        return item_of(found, said.first)  # "the Monday after, the 28th"
    start = said.first - timedelta(days=8) if _is_before(side) else said.first
    return item_of(found, next_weekday(start, weekday))


def _date_said(found: Found, today: date) -> DayItem | None:
    return dated_day(found, today) if found["month"] else day_of_month(found, today)


def _is_before(side: str) -> bool:
    return "av" in side or "before" in side or "prec" in side


def week_beside_feast(found: Found, today: date) -> DayItem | None:
    """ "la semaine avant Noël", "the week after Easter": Monday to Sunday."""
    return _week_beside(found, feast(found["feast"], today))


def _week_beside(found: Found, day: date) -> DayItem:
    """Monday to Sunday; or the week-end, where that is said."""
    if found.groupdict().get("end"):
        saturday = next_weekday(day - timedelta(days=8) if _is_before(found["side"]) else day, 5)
        return replace(item_of(found, saturday, 2), several=True)
    monday = monday_of(day, -1 if _is_before(found["side"]) else 1)
    return replace(item_of(found, monday, 7), several=True, dated=True)


def week_of_feast(found: Found, today: date) -> DayItem | None:
    """ "la semaine de Pâques", "Thanksgiving week": Monday to Sunday."""
    monday = monday_of(feast(found["feast"], today))
    return replace(item_of(found, monday, 7), several=True, dated=True)


def week_beside_date(found: Found, today: date) -> DayItem | None:
    """ "la semaine après le premier mai": Monday to Sunday."""
    said = _date_said(found, today)
    return said and _week_beside(found, said.first)


def weekend_of_feast(found: Found, today: date) -> DayItem | None:
    """ "le week-end de Pâques", and "le week-end de l'Ascension", the one after it."""
    return _weekend_around(found, feast(found["feast"], today))


def _weekend_around(found: Found, day: date) -> DayItem:
    """The one it is in or next to; with the Monday when that is the feast."""
    if day.weekday() in {6, 0}:
        saturday = day - timedelta(days=1 if day.weekday() == 6 else 2)
    else:
        saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    return replace(item_of(found, saturday, 3 if day.weekday() == 0 else 2), several=True)


def _away(beside: str) -> timedelta:
    """ "la veille", "le surlendemain", "2 days before", "a week after"."""
    count = int(number[0]) if (number := re.search(r"\d+", beside)) else 1
    if beside.startswith(("sur", "avant veille")):
        count = 2
    if "jours" in beside:
        count = {8: 7, 15: 14}.get(count, count)  # as the French count
    if "semaine" in beside or "week" in beside:
        count *= 7
    back = any(word in beside for word in ("veille", "avant", "before"))
    return timedelta(days=-count if back else count)


def weekend_of_date(found: Found, today: date) -> DayItem | None:
    """ "the fourth of July week-end", "le week-end du 15"."""
    said = _date_said(found, today)
    return said and _weekend_around(found, said.first)


def day_beside_date(found: Found, today: date) -> DayItem | None:
    """ "la veille du 3 décembre", "the day after the fourth of July"."""
    said = _date_said(found, today)
    if said is None:
        return None
    day = said.first + _away(found["beside"])
    return replace(item_of(found, day), dated=said.dated) if day >= today else None


def until_weekday(found: Found, today: date) -> DayItem:
    """ "From tomorrow till Friday"."""
    first = today + timedelta(days=1 if found["a"] == "tomorrow" else 0)
    last = next_weekday(first, ALL_WEEKDAYS[found["b"]])
    return replace(item_of(found, first, (last - first).days + 1), several=True)


def feast_day(found: Found, today: date) -> DayItem | None:
    """A feast, or the day beside it."""
    day = feast(found["feast"], today)
    beside = found.groupdict().get("beside") or ""
    day += _away(beside) if beside else timedelta()
    return replace(item_of(found, day), dated=True)
