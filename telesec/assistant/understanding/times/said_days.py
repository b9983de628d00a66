"""Days that were said before, and days written so that the grammar reads them."""

from datetime import date, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.clocks import mark_clocks
from telesec.assistant.understanding.times.day_items import DayItem, monday_of
from telesec.assistant.understanding.times.days import find_days
from telesec.values.language import Language

_DAYS = "|".join(day for language in Language for day in WEEKDAYS[language])
_WHICH_DAY_IT_IS = lazily(  # "Halloween's a Sunday, so the Monday after"
    rf"\b(?:c est (?:un|1)|(?:s|is|falls?|falling|lands?|landing) (?:on )?(?:a|the)) (?:{_DAYS})\b"
)
_WEEK_OF = {Language.FR: "la semaine du", Language.EN: "the week of"}


def last_day(said: str, language: Language, today: date) -> DayItem | None:
    """The last day or stretch of days named in plain ``said``."""
    told = _WHICH_DAY_IT_IS.sub(" ", said)
    days, _ = find_days(mark_clocks(told, language), language, today)
    return _dated(days) if days else None


def last_week(said: str, language: Language, today: date) -> DayItem | None:
    """``last_day``; the week, where that is a weekday of one: "la semaine prochaine, mardi"."""
    told = _WHICH_DAY_IT_IS.sub(" ", said)
    days, _ = find_days(mark_clocks(told, language), language, today)
    for day in reversed(days):
        if day.several and (day.last - day.first).days == 7:
            return day
        if day.weekday is None:
            break
    return _dated(days) if days else None


def _dated(days: list[DayItem]) -> DayItem:
    """The last one; its date, where it is the weekday of one: "Christmas is Friday, the Monday
    after".
    """
    last = days[-1]
    of_its_weekday = (
        day
        for day in reversed(days[:-1])
        if day.weekday is None and day.first.weekday() == last.weekday and not day.several
    )
    return next(of_its_weekday, last)


def day_pointed_to(said: DayItem) -> date:
    """Its first day; that of the year before where a date of this year is only just past."""
    return said.first - timedelta(days=365) if said.doubtful else said.first


def first_day(said: str, language: Language, today: date) -> DayItem | None:
    """The first one named in it."""
    days, _ = find_days(mark_clocks(said, language), language, today)
    return days[0] if days else None


def written(day: date, language: Language) -> str:
    """The date in words that the grammar reads."""
    month = next(name for name, number in MONTHS[language].items() if number == day.month)
    return f"le {day.day} {month}" if language is Language.FR else f"the {day.day} th of {month}"


def week_written(day: date, language: Language, today: date, weeks: int = 0) -> str:
    """The week so many after that of ``day``, in words that the grammar reads."""
    begins = max(monday_of(day, weeks), today)  # a date that is past would be next year's
    return f"{_WEEK_OF[language]} {written(begins, language).split(' ', 1)[1]}"
