"""Conditions: by the clock, by the client's status, by who calls. All that is given must hold."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from telesec.scripts.pieces import Piece, one_or_several
from telesec.scripts.texts import Slug
from telesec.values.language import Language
from telesec.values.opening_hours import DAYS, Range, parse_ranges, parse_span


class CallerIs(StrEnum):
    """Who calls, as far as the number tells. A known one has left a message or an appointment."""

    KNOWN = "known"
    NEW = "new"
    WITHHELD = "withheld"
    VIP = "vip"


class Situation(Protocol):
    """What conditions are held against: one turn of one call."""

    @property
    def is_open(self) -> bool:
        """The client is open now."""
        ...

    @property
    def local(self) -> datetime:
        """The client's wall time."""
        ...

    @property
    def status(self) -> str | None:
        """The client's status, such as ``leave``."""
        ...

    @property
    def caller(self) -> CallerIs:
        """Who calls."""
        ...

    @property
    def language(self) -> Language:
        """The language we speak with the caller."""
        ...


def _days(value: Any) -> Any:
    """The days of "mon-fri, sun", or of a list of such."""
    if not isinstance(value, str | list | tuple):
        return value
    named: list[str] = []
    for part in value.split(",") if isinstance(value, str) else value:
        first, dash, last = str(part).strip().partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise ValueError(f"{part!r} is no day or span of days such as mon or mon-fri")
        begins, ends = DAYS.index(first), DAYS.index(last or first)
        if ends < begins:
            raise ValueError(f"{part!r} ends before it begins; a week begins on mon")
        named += DAYS[begins : ends + 1]
    return tuple(dict.fromkeys(named))


def _ranges(value: Any) -> Any:
    return parse_ranges(value) if isinstance(value, str) else value


def _spans(value: Any) -> Any:
    """Dates and spans of dates; ISO 8601 writes a span with a slash."""
    several = one_or_several(value)
    return tuple(map(parse_span, several)) if isinstance(several, list | tuple) else several


def _given(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    if not ranges:
        raise ValueError("must be hours such as 08:00-12:00, 14:00-18:00")
    return ranges


_text_or_list = WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}})
Days = Annotated[tuple[str, ...], BeforeValidator(_days), _text_or_list]
Hours = Annotated[
    tuple[Range, ...],
    BeforeValidator(_ranges),
    AfterValidator(_given),
    WithJsonSchema({"type": "string", "examples": ["08:00-12:00, 14:00-18:00"]}),
]
Spans = Annotated[tuple[tuple[date, date], ...], BeforeValidator(_spans), _text_or_list]
Statuses = Annotated[tuple[Slug, ...], BeforeValidator(one_or_several)]
Callers = Annotated[tuple[CallerIs, ...], BeforeValidator(one_or_several)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(one_or_several)]


class TimeCondition(Piece):
    """By the client's clock, calendar and opening hours."""

    open: bool | None = None
    days: Days = ()  # "mon-fri, sun"
    hours: Annotated[Hours | None, Field(default=None)]  # "08:00-12:00, 14:00-18:00"
    dates: Spans = ()  # 2026-12-24, or 2026-12-24/2027-01-03: first and last included

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            fields = ", ".join(type(self).model_fields)
            raise ValueError(f"must have at least one of {fields}")
        return self

    def holds_at(self, local: datetime, *, is_open: bool) -> bool:
        """Whether it holds at that wall time of the client's."""
        minute = local.hour * 60 + local.minute
        return (
            (self.open is None or self.open == is_open)
            and (not self.days or DAYS[local.weekday()] in self.days)
            and (self.hours is None or any(a <= minute < b for a, b in self.hours))
            and (not self.dates or any(a <= local.date() <= b for a, b in self.dates))
        )


class Condition(TimeCondition):
    """Also by the client's status, by who calls, and by the language spoken."""

    status: Statuses = ()
    caller: Callers = ()
    language: Languages = ()

    def holds(self, situation: Situation) -> bool:
        """Whether all that is given holds in this turn of the call."""
        return (
            self.holds_at(situation.local, is_open=situation.is_open)
            and (not self.status or situation.status in self.status)
            and (not self.language or situation.language in self.language)
            and (not self.caller or situation.caller in self.caller)
        )
