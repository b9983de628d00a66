"""A condition of a call script as one would say it: "fermé, samedi, dimanche"."""

from collections.abc import Iterator, Mapping
from datetime import date

from telesec.scripts.conditions import Condition
from telesec.scripts.script import StatusRule
from telesec.web.translations import _, in_page_language, language_name, short_day, weekday_name


def condition_in_words(condition: Condition, statuses: Mapping[str, StatusRule]) -> str:
    """All that must hold, in the page's language."""
    return _("si") + " " + ", ".join(_parts(condition, statuses))


def _parts(condition: Condition, statuses: Mapping[str, StatusRule]) -> Iterator[str]:
    callers = {
        "known": _("appelant connu"),
        "new": _("nouvel appelant"),
        "withheld": _("numéro masqué"),
        "vip": _("appelant prioritaire"),
    }
    either = " " + _("ou") + " "
    if condition.open is not None:
        yield _("ouvert") if condition.open else _("fermé")
    if condition.status:
        labels = [in_page_language(statuses[s].label) for s in condition.status if s in statuses]
        yield "« " + either.join(labels or condition.status) + " »"
    if condition.caller:
        yield either.join(callers[one] for one in condition.caller)
    if condition.language:
        yield either.join(language_name(one) for one in condition.language)
    if condition.days:
        yield either.join(weekday_name(day) for day in condition.days)
    if condition.hours:
        yield either.join(f"{_clock(a)}–{_clock(b)}" for a, b in condition.hours)
    if condition.dates:
        yield either.join(_span(first, last) for first, last in condition.dates)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _span(first: date, last: date) -> str:
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"
