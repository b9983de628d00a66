"""The statement of a month: every call of a client, its seconds, what is billed and why not.

A call belongs to the local month and day on which it began, whatever the clocks do meanwhile.
Nothing of what callers said is in it: the statement goes to accountants.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from telesec.billing.metering import (
    BilledCall,
    CallFacts,
    NotBilled,
    Tariff,
    billed,
    exact_cents,
    whole_cents,
)
from telesec.billing.month import Month
from telesec.billing.refusals import NoPriceRule
from telesec.billing.tariffs import InForce, in_force
from telesec.calls.call import Call, CallStatus, Disposition
from telesec.clients.client import Client
from telesec.values.telephone import masked


class Frozen(BaseModel):
    """A value that is kept in an invoice as JSON, and read back the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StatementCall(Frozen):
    """One call of the statement. ``started_at`` is local wall time with its offset."""

    call_sid: str
    started_at: datetime
    caller: str  # last four digits hidden
    disposition: Disposition | None
    assistant_seconds: int
    ring_seconds: int  # ringing, and waiting in the queue or on hold
    secretary_seconds: int  # with a person: her, or one of the client's own
    wrap_up_seconds: int
    raw_seconds: int  # the carrier's count: assistant, ringing and person
    counted_wrap_up_seconds: int
    counted_seconds: int
    billed_seconds: int
    cents: int
    not_billed: NotBilled | None


class StatementPart(Frozen):
    """The calls under one tariff. ``cents`` is half-up(billed seconds × rate), or calls × rate."""

    first_on: date
    last_on: date
    tariff: Tariff
    calls: int
    billed_calls: int
    billed_seconds: int
    cents: int


class Statement(Frozen):
    """All calls of a client's month, in order, with their sums."""

    client_key: str
    client_name: str
    month: str
    time_zone: str
    made_at: datetime
    calls: tuple[StatementCall, ...]
    parts: tuple[StatementPart, ...]
    unfinished: tuple[str, ...]  # call_sid of calls whose seconds are not final yet

    @cached_property
    def raw_seconds(self) -> int:
        """The seconds the carrier counted."""
        return sum(call.raw_seconds for call in self.calls)

    @cached_property
    def billed_seconds(self) -> int:
        """The seconds that are billed."""
        return sum(call.billed_seconds for call in self.calls)

    @cached_property
    def billed_calls(self) -> int:
        """The calls that are billed."""
        return sum(call.not_billed is None for call in self.calls)

    @cached_property
    def cents(self) -> int:
        """What all calls cost."""
        return sum(call.cents for call in self.calls)


# The columns a statement needs: a call's row also holds the assistant's state, which is long.
COLUMNS = (
    Call.call_sid,
    Call.caller_number,
    Call.status,
    Call.disposition,
    Call.started_at,
    Call.ended_at,
    Call.duration_seconds,
    Call.assistant_seconds,
    (Call.ring_seconds + Call.queue_seconds + Call.hold_seconds).label("ring_seconds"),
    Call.secretary_seconds,
    Call.wrap_up_seconds,
)


CallRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Metered:
    row: CallRow
    local: datetime
    facts: CallFacts
    call: BilledCall


def statement_of(db: Session, client: Client, month: Month, now: datetime) -> Statement:
    """The client's calls of its local ``month`` as far as they are over at ``now``.

    The price rule of each call's own local day applies. Raises NoPriceRule when a day with a
    call has none.
    """
    rows = _rows(db, client, month)
    over = [row for row in rows if _is_over(row)]
    parts = in_force(db, client.id, month)
    by_part = _by_part(client, over, parts)
    printed = [
        _part(part, calls, client.country) for part, calls in zip(parts, by_part, strict=True)
    ]
    return Statement(
        client_key=client.key,
        client_name=client.name,
        month=str(month),
        time_zone=client.time_zone,
        made_at=now,
        calls=tuple(call for _, calls in printed for call in calls),
        parts=tuple(part for part, _ in printed),
        unfinished=tuple(row.call_sid for row in rows if not _is_over(row)),
    )


def _rows(db: Session, client: Client, month: Month) -> Sequence[CallRow]:
    return db.execute(
        select(*COLUMNS)
        .where(
            Call.client_id == client.id,
            Call.started_at >= month.starts_at(client.zone),
            Call.started_at < month.ends_at(client.zone),
        )
        .order_by(Call.started_at, Call.id)
    ).all()


def _is_over(row: CallRow) -> bool:
    status: CallStatus = row.status
    return status.is_final and row.ended_at is not None and row.duration_seconds is not None


def _by_part(client: Client, rows: list[CallRow], parts: Sequence[InForce]) -> list[list[_Metered]]:
    sorted_in: list[list[_Metered]] = [[] for _ in parts]
    for row in rows:
        local = client.local(row.started_at)
        position = next((n for n, p in enumerate(parts) if p.holds_on(local.date())), None)
        if position is None:
            raise NoPriceRule(client.key, local.date())
        facts = CallFacts(
            row.disposition,
            row.assistant_seconds,
            row.ring_seconds,
            row.secretary_seconds,
            row.wrap_up_seconds,
        )
        metered = _Metered(row, local, facts, billed(facts, parts[position].tariff))
        sorted_in[position].append(metered)
    return sorted_in


def _part(
    part: InForce, metered: list[_Metered], country: str
) -> tuple[StatementPart, list[StatementCall]]:
    """The calls of one tariff; the running total begins anew with each tariff."""
    cents = whole_cents(exact_cents(one.call, part.tariff) for one in metered)
    calls = [_printed(one, amount, country) for one, amount in zip(metered, cents, strict=True)]
    return StatementPart(
        first_on=part.first_on,
        last_on=part.last_on,
        tariff=part.tariff,
        calls=len(calls),
        billed_calls=sum(call.not_billed is None for call in calls),
        billed_seconds=sum(call.billed_seconds for call in calls),
        cents=sum(cents),
    ), calls


def _printed(one: _Metered, cents: int, country: str) -> StatementCall:
    return StatementCall(
        call_sid=one.row.call_sid,
        started_at=one.local.replace(microsecond=0),
        caller=masked(one.row.caller_number, country),
        disposition=one.facts.disposition,
        assistant_seconds=one.facts.assistant_seconds,
        ring_seconds=one.facts.ring_seconds,
        secretary_seconds=one.facts.secretary_seconds,
        wrap_up_seconds=one.facts.wrap_up_seconds,
        raw_seconds=one.call.raw_seconds,
        counted_wrap_up_seconds=one.call.counted_wrap_up_seconds,
        counted_seconds=one.call.counted_seconds,
        billed_seconds=one.call.billed_seconds,
        cents=cents,
        not_billed=one.call.not_billed,
    )
