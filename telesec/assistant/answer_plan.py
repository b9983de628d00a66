"""Who gets this call: one decision from the client's rules, its status, its hours and the script.

``who_answers`` is pure; the telephone uses it, and ``telesec rehearse`` prints it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from telesec.clients.caller_rule import CallerKind, rule_for
from telesec.clients.client import Client
from telesec.clients.status import status_at
from telesec.scripts.script import Script, StatusRule, WhoAnswers
from telesec.values.telephone import E164


class Because(StrEnum):
    """Why a call takes its way."""

    BLOCKED = "blocked"
    VIP = "vip"
    STATUS = "status"
    STATUS_UNKNOWN = "status_unknown"  # its script knows no such status any more
    DATE = "date"  # hours of that date in particular
    HOLIDAY = "holiday"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """What decides besides the script, as it stands at one instant."""

    is_open: bool
    is_dated: bool = False
    holiday: str | None = None
    status: str | None = None
    status_until: datetime | None = None
    caller: CallerKind | None = None
    caller_to: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The way of a call. ``answerer``: a WhoAnswers, or the number that is rung first."""

    answerer: str
    because: tuple[Because, ...]
    refused: bool = False
    straight_to: str = ""  # of a VIP: secretary, on_call or a contact, before all else
    status: StatusRule | None = None
    status_until: datetime | None = None


def rings_first(plan: Plan, *, has_secretaries: bool) -> bool:
    """Whether a person is rung, or waited for, before the assistant speaks."""
    to = plan.straight_to or plan.answerer
    if to in {WhoAnswers.ASSISTANT, WhoAnswers.VOICEMAIL}:
        return False
    return has_secretaries or to not in {WhoAnswers.SECRETARY, WhoAnswers.QUEUE}


def facts_of(db: Session, client: Client, caller: E164 | None, at: datetime) -> ClientFacts:
    """What decides who answers ``client``'s call from ``caller`` at that instant."""
    local = client.local(at)
    hours = client.opening_hours
    status = status_at(db, client.id, at)
    rule = rule_for(db, client.id, caller)
    return ClientFacts(
        is_open=hours.open_at(local),
        is_dated=hours.dated(local.date()) is not None,
        holiday=hours.holiday(local.date()),
        status=status.kind if status else None,
        status_until=status.until if status else None,
        caller=rule.kind if rule else None,
        caller_to=rule.to if rule else "",
    )


def who_answers(script: Script, facts: ClientFacts) -> Plan:
    """The way of the call: what is most particular decides.

    A blocked caller is refused; a VIP rings the person first and goes on like everybody else if
    nobody comes; then the client's status decides, then its hours.
    """
    first = script.answer_first
    by_hours = first.open if facts.is_open else first.closed
    because = (*_status_reason(script, facts), _hours_reason(facts))
    if facts.caller == CallerKind.BLOCKED:
        return Plan(by_hours, (Because.BLOCKED,), refused=True)
    status = script.statuses.get(facts.status or "")
    vip = facts.caller == CallerKind.VIP
    return Plan(
        answerer=(status.answer_first if status else None) or by_hours,
        because=(Because.VIP, *because) if vip else because,
        straight_to=(facts.caller_to or script.vip) if vip else "",
        status=status,
        status_until=facts.status_until if status else None,
    )


def _status_reason(script: Script, facts: ClientFacts) -> tuple[Because, ...]:
    if facts.status is None:
        return ()
    return (Because.STATUS if facts.status in script.statuses else Because.STATUS_UNKNOWN,)


def _hours_reason(facts: ClientFacts) -> Because:
    if facts.holiday:
        return Because.HOLIDAY
    if facts.is_dated:
        return Because.DATE
    return Because.OPEN if facts.is_open else Because.CLOSED
