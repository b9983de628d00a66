"""A condition as one would say it: "le samedi ou le dimanche, si vous êtes fermé"."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from babel.dates import format_date

from telesec.scripts.conditions import CallerIs, Condition, TimeCondition
from telesec.scripts.drawing.words import set_in_type
from telesec.scripts.script import StatusRule
from telesec.values.language import Language, text_in
from telesec.values.opening_hours import DAYS

WEEK = {
    Language.FR: ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    Language.EN: (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ),
}  # fmt: skip
PHRASES: Mapping[Language, Mapping[str, str]] = {
    Language.FR: {
        "if": "si",
        "and": " et ",
        "or": " ou ",
        "open": "vous êtes ouvert",
        "closed": "vous êtes fermé",
        "status": "vous êtes « {} »",
        "caller": "l’appelant {}",
        CallerIs.KNOWN: "est déjà connu",
        CallerIs.NEW: "appelle pour la première fois",
        CallerIs.WITHHELD: "masque son numéro",
        CallerIs.VIP: "est prioritaire",
        "language": "on parle {}",
        Language.FR: "français",
        Language.EN: "anglais",
        "day": "le {}",
        "date": "le {}",
        "span": "du {} au {}",
        "hours": "entre {} et {}",
    },
    Language.EN: {
        "if": "if",
        "and": " and ",
        "or": " or ",
        "open": "you are open",
        "closed": "you are closed",
        "status": "you are “{}”",
        "caller": "the caller {}",
        CallerIs.KNOWN: "is known",
        CallerIs.NEW: "calls for the first time",
        CallerIs.WITHHELD: "withholds the number",
        CallerIs.VIP: "has priority",
        "language": "we speak {}",
        Language.FR: "French",
        Language.EN: "English",
        "day": "on {}",
        "date": "on {}",
        "span": "from {} to {}",
        "hours": "between {} and {}",
    },
}


def condition_in_words(
    condition: TimeCondition, statuses: Mapping[str, StatusRule], language: Language
) -> str:
    """All that must hold, in ``language``: first by the clock, then who calls and how it is."""
    words = PHRASES[language]
    when = ", ".join(_by_the_clock(condition, language))
    such = words["and"].join(_by_the_call(condition, statuses, language))
    parts = (when, f"{words['if']} {such}" if such else "")
    return set_in_type(", ".join(part for part in parts if part), language)


def _by_the_call(
    condition: TimeCondition, statuses: Mapping[str, StatusRule], language: Language
) -> Iterator[str]:
    words = PHRASES[language]
    either = words["or"]
    if condition.open is not None:
        yield words["open" if condition.open else "closed"]
    if not isinstance(condition, Condition):
        return
    if condition.status:
        labels = [
            text_in(statuses[one].label, language) if one in statuses else one
            for one in condition.status
        ]
        yield words["status"].format(either.join(labels))
    if condition.caller:
        yield words["caller"].format(either.join(words[one] for one in condition.caller))
    if condition.language:
        yield words["language"].format(either.join(words[one] for one in condition.language))


def _by_the_clock(condition: TimeCondition, language: Language) -> Iterator[str]:
    words = PHRASES[language]
    either = words["or"]
    if condition.days:
        yield either.join(_runs(condition.days, language))
    if condition.dates:
        yield either.join(_span(first, last, language) for first, last in condition.dates)
    if condition.hours:
        yield either.join(words["hours"].format(clock(a), clock(b)) for a, b in condition.hours)


def _runs(days: tuple[str, ...], language: Language) -> Iterator[str]:
    """The days, three and more in a row as "du lundi au vendredi"."""
    week, words = WEEK[language], PHRASES[language]
    runs: list[list[int]] = []
    for number in sorted(DAYS.index(day) for day in days):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        if len(run) > 2:
            yield words["span"].format(week[run[0]], week[run[-1]])
        else:
            yield from (words["day"].format(week[number]) for number in run)


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _span(first: date, last: date, language: Language) -> str:
    words, days = PHRASES[language], [_day(first, language), _day(last, language)]
    return words["date"].format(days[0]) if first == last else words["span"].format(*days)


def _day(day: date, language: Language) -> str:
    text = str(format_date(day, "d MMM y", locale=language.value))
    return re.sub("^1 ", "1er ", text) if language is Language.FR else text
