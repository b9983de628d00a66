"""Recurrence rules (RFC 5545 3.3.10) of others: expanded on the wall clock, within limits."""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time, timedelta

from dateutil.rrule import rrulestr

MOST_OF_ONE = 12_000  # occurrences of one rule in what is looked at; hourly for a year has 8,760
SECONDS_FOR_ONE = 1.0  # of processor time; a rule that nothing fits is searched to the year 9999

# How far a rule without a count may be moved ahead without changing which days it gives.
_PERIODS = {"HOURLY": timedelta(hours=1), "DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
_REFUSED = frozenset({"SECONDLY", "MINUTELY"})
_KNOWN = frozenset(
    {
        *("FREQ", "INTERVAL", "COUNT", "WKST", "BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY"),
        *("BYWEEKNO", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"),
    }
)
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?", re.IGNORECASE)
END_OF_DAY = time(23, 59, 59)

ToWall = Callable[[datetime], datetime]  # from naive UTC to the rule's own wall clock


class BadRule(ValueError):
    """A rule that cannot be read."""


class TooOften(BadRule):
    """A rule of seconds or minutes, or one that would take us for ever."""


def wall_times(
    start: datetime, rule: str, first: datetime, last: datetime, to_wall: ToWall, *, days: bool
) -> Iterator[datetime]:
    """When it happens between ``first`` and ``last``, both included; naive wall time throughout.

    ``start`` is DTSTART, which need not fit the rule and is then not among them. ``days``: of
    events of whole days. In the main thread of a process only. Raises BadRule, TooOften.
    """
    parts = _parts(rule)
    last = min(last, until(parts, to_wall, days=days) or last)
    start = _moved_ahead(start, parts, first)
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    found = 0
    with _limited():
        try:
            expanded = rrulestr(text, dtstart=start)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise BadRule from error
        with suppress(OverflowError):  # it goes on to the end of time
            for wall in expanded:
                if wall > last:
                    return
                if wall >= first:
                    found += 1
                    if found > MOST_OF_ONE:
                        raise TooOften
                    yield wall


def until_of(rule: str, to_wall: ToWall, *, days: bool) -> datetime | None:
    """The last wall time that the rule may give; None when it says none that can be read."""
    with suppress(BadRule):
        return until(_pairs(rule), to_wall, days=days)
    return None


def until(parts: dict[str, str], to_wall: ToWall, *, days: bool) -> datetime | None:
    """UNTIL as wall time. As a day it holds to the end of that day, as most programs mean it."""
    if "UNTIL" not in parts:
        return None
    moment, is_utc = read_moment(parts["UNTIL"])
    if is_utc:
        moment = to_wall(moment)
    only_a_day = "T" not in parts["UNTIL"].upper()
    return datetime.combine(moment.date(), END_OF_DAY) if days or only_a_day else moment


def read_moment(text: str) -> tuple[datetime, bool]:
    """A day or a time as iCalendar writes it, naive, and whether it is in UTC. Raises BadRule."""
    matched = _MOMENT.fullmatch(text.strip())
    if matched is None:
        raise BadRule
    year, month, day, *rest = (int(part or 0) for part in matched.groups()[:6])
    hour, minute, second = rest
    try:
        # A leap second is the second before it.
        moment = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001
    except ValueError as error:
        raise BadRule from error
    return moment, bool(matched[7])


def _pairs(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.strip().upper().split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _parts(rule: str) -> dict[str, str]:
    """Its parts, checked as far as the library below does not."""
    parts = _pairs(rule)
    if parts.pop("RSCALE", "GREGORIAN") == "GREGORIAN":
        parts.pop("SKIP", None)
    if parts.get("FREQ") in _REFUSED:
        raise TooOften
    if not parts.get("FREQ") or parts.keys() - _KNOWN - {"UNTIL"}:
        raise BadRule
    for name in ("INTERVAL", "COUNT"):
        value = parts.get(name, "1")
        if not re.fullmatch(r"\d{1,6}", value) or int(value) == 0:
            raise BadRule
    return parts


def _moved_ahead(start: datetime, parts: dict[str, str], first: datetime) -> datetime:
    """The start, by whole periods nearer to what is looked at: a rule of 1970 is long to walk."""
    period = _PERIODS.get(parts["FREQ"])
    if period is None or "COUNT" in parts or start >= first:
        return start
    step = period * int(parts.get("INTERVAL", "1"))
    return start + max((first - start) // step - 1, 0) * step


@contextmanager
def _limited() -> Iterator[None]:
    """Ends what is inside after some processor time, with TooOften."""

    def stop(*_: object) -> None:
        raise TooOften

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_FOR_ONE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
