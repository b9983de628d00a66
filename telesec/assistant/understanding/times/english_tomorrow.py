"""English days and weeks told from today on: "the week that starts tomorrow".

Works on plain text with figures.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.day_items import monday_of, next_weekday
from telesec.assistant.understanding.times.said_days import written
from telesec.values.language import Language

_WEEKDAYS = WEEKDAYS[Language.EN]
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTH = "|".join(MONTHS[Language.EN])
_WEEK_FROM = lazily(
    r"\b(?:the )?week (?:that |which )?(?:starts|starting|begins|beginning|commences|commencing)"
    rf" (?:on |from )?(?:this |next )?(?P<day>tomorrow|{_WEEKDAY})\b(?! (?:the )?\d)"
)
# "Tomorrow, Wednesday or Thursday": three days, unless tomorrow is a Wednesday.
_TOMORROW_OR = lazily(
    rf"\b(?P<today>today|tomorrow) (?P<day>{_WEEKDAY}) (?P<joined>or|and) (?=(?:on"
    rf" )?(?:{_WEEKDAY})\b)"
)
# "Not tomorrow, Friday", said on a Wednesday.
_NOT_TOMORROW = lazily(rf"\bnot (?P<today>today|tomorrow) (?:but )?(?:on )?(?P<day>{_WEEKDAY})\b")
_LAST_DAY = lazily(
    r"\b(?:the )?last day (?:of|in) (?:(?:the|this) month(?! of)|(?P<next>next"
    rf" month)|(?P<month>{_MONTH})\b)"
)


def with_tomorrow_resolved(figured: str, today: date) -> str:
    """Plain English with such days and weeks as the grammar of days says them."""
    if "week" in figured:
        figured = _WEEK_FROM.sub(lambda found: _week_from(found, today), figured)
    if "last day" in figured:
        figured = _LAST_DAY.sub(lambda found: _last_day_of_month(found, today), figured)
    if "tomorrow" in figured or "today" in figured:
        figured = _TOMORROW_OR.sub(lambda found: _each_day(found, today), figured)
        figured = _NOT_TOMORROW.sub(lambda found: _another_day(found, today), figured)
    return figured


def _week_from(found: re.Match[str], today: date) -> str:
    """Of a Monday its week, of any other day the seven days from it on."""
    if found["day"] == "tomorrow":
        first = today + timedelta(days=1)
    else:
        first = next_weekday(today, _WEEKDAYS[found["day"]])
    if first == monday_of(first):
        return f"the week of {written(first, Language.EN)}"
    last = first + timedelta(days=6)
    return f"from {written(first, Language.EN)} to {written(last, Language.EN)}"


def _last_day_of_month(found: re.Match[str], today: date) -> str:
    month = today.month % 12 + 1 if found["next"] else MONTHS[Language.EN].get(found["month"] or "")
    year = today.year + ((month or today.month) < today.month)
    month = month or today.month
    return written(date(year, month, monthrange(year, month)[1]), Language.EN)


def _is_that_day(found: re.Match[str], today: date) -> bool:
    """Whether today, or tomorrow, is the weekday named behind it."""
    named = today + timedelta(days=1 if found["today"] == "tomorrow" else 0)
    return named.weekday() == _WEEKDAYS[found["day"]]


def _each_day(found: re.Match[str], today: date) -> str:
    if _is_that_day(found, today):
        return found[0]
    return f"{found['today']} or {found['day']} {found['joined']} "


def _another_day(found: re.Match[str], today: date) -> str:
    if _is_that_day(found, today):
        return found[0]
    return f"not {found['today']} ~ so {found['day']}"
