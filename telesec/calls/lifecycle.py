"""A call from its first webhook to its last, whatever order they come in and however often."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from telesec.calls.call import (
    Call,
    CallEvent,
    CallStatus,
    EventKind,
    StrayCall,
    Turn,
)
from telesec.calls.script_versions import Version
from telesec.calls.timeline import seconds_of
from telesec.clients.client import Client, Line
from telesec.prepared import Prepared, read_at_once
from telesec.values.conversation import Heard, Prompt
from telesec.values.language import Language
from telesec.values.telephone import caller_number

LONGEST_HINT = 64
DURATION = "duration_seconds"  # the carrier's; the others are its parts


# A turn needs not all of the call, little of the client and often nothing; the rest is read when
# it is asked for.
_CALLS, _CLIENTS = Call.metadata.tables["calls"], Client.metadata.tables["clients"]
_COLUMNS = tuple(column.name for column in _CALLS.columns)
_LATER = frozenset(name for name in _COLUMNS if name.endswith("_seconds")) | {
    "forwarded_from",
    "handled_by_id",
    "disposition",
    "ended_at",
}
_OF_CALL = tuple(name for name in _COLUMNS if name not in _LATER)
_OF_CLIENT = ("id", "key", "name", "trade", "country", "time_zone", "language", "summary_detail")
_CALL_UNDER_LOCK = Prepared(
    select(*(_CALLS.c[name] for name in _OF_CALL))
    .where(_CALLS.c.call_sid == bindparam("call_sid"))
    .with_for_update()
)
_PARTS = tuple(name for name in _COLUMNS if name.endswith("_seconds") and name != DURATION)
_NEW_CALL = Prepared(
    _CALLS.insert().returning(_CALLS.c.id),
    *("call_sid", "client_id", "line_id", "caller_number", "dialed_number", "account_sid"),
    *("forwarded_from", "status", "language", "script", "script_sha256", "state", "turn_number"),
    *("started_at", *_PARTS),
)
_ANSWERED = Prepared(
    _CALLS.update().where(_CALLS.c.id == bindparam("call_id")), "status", "answered_at"
)
_CLIENT = Prepared(
    select(*(_CLIENTS.c[name] for name in _OF_CLIENT)).where(
        _CLIENTS.c.id == bindparam("client_id")
    )
)
_EVENTS = CallEvent.metadata.tables["call_events"]
_KNOWN_EVENT = Prepared(
    select(_EVENTS.c.id).where(
        _EVENTS.c.call_id == bindparam("call_id"), _EVENTS.c.once_key == bindparam("once_key")
    )
)
_NEW_EVENT = Prepared(_EVENTS.insert(), "call_id", "client_id", "at", "kind", "once_key", "details")
_MOMENTS = Prepared(
    select(_EVENTS.c.kind, _EVENTS.c.at, _EVENTS.c.details)
    .where(_EVENTS.c.call_id == bindparam("call_id"))
    .order_by(_EVENTS.c.at, _EVENTS.c.id)
)
_NEW_TURN = Prepared(
    Turn.metadata.tables["turns"].insert(),
    "call_id",
    "client_id",
    "number",
    "at",
    "heard",
    "prompt",
)
_TURNS = Turn.metadata.tables["turns"]
_EXCHANGES = Prepared(
    select(_TURNS.c.heard, _TURNS.c.prompt)
    .where(_TURNS.c.call_id == bindparam("call_id"))
    .order_by(_TURNS.c.number)
)
_HAPPENINGS = Prepared(
    select(_EVENTS.c.kind, _EVENTS.c.once_key).where(_EVENTS.c.call_id == bindparam("call_id"))
)
_PRESENT_TURN = Prepared(
    _CALLS.update().where(_CALLS.c.id == bindparam("call_id")),
    "state",
    "language",
    "turn_number",
    "last_prompt",
)


def call_under_lock(db: Session, call_sid: str) -> Call | None:
    """The call, for a change: two webhooks of one call at once are dealt with one by one."""
    found = _CALL_UNDER_LOCK.first(db, {"call_sid": call_sid})
    if found is None:
        return None
    return read_at_once(db, Call, dict(zip(_OF_CALL, found, strict=True)))


def client_of(db: Session, call: Call) -> Client:
    """Whose call it is: what a turn needs of them is read in one small look."""
    found = None if "client" in vars(call) else _CLIENT.first(db, {"client_id": call.client_id})
    if found:
        client = read_at_once(db, Client, dict(zip(_OF_CLIENT, found, strict=True)))
        set_committed_value(call, "client", client)
    return call.client


def claim_call_sid(db: Session, call_sid: str) -> None:
    """Let only one transaction at a time begin this call. SQLite has one writer anyway."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(call_sid, 0))))


def start(
    db: Session,
    *,
    call_sid: str,
    line: Line,
    client: Client,
    sent_from: str,
    forwarded_from: str,
    version: Version,
    now: datetime,
    account_sid: str = "",
    language: Language | None = None,
) -> Call:
    """A call that has just reached ``line``. The line decides the client, nothing else.

    It begins in ``language``; None: in the client's.
    """
    values: dict[str, Any] = {
        "call_sid": call_sid,
        "client_id": client.id,
        "line_id": line.id,
        "caller_number": caller_number(sent_from),
        "dialed_number": line.number,
        "account_sid": account_sid,
        "forwarded_from": forwarded_from[:LONGEST_HINT] or None,
        "status": CallStatus.RINGING,
        "language": language or client.language,
        "script": version.script,
        "script_sha256": version.sha256,
        "state": {},
        "turn_number": 0,
        "started_at": now,
    }
    db.flush()
    (call_id,) = _NEW_CALL.first(db, dict.fromkeys(_PARTS, 0) | values) or ()
    unset = dict.fromkeys(_COLUMNS) | dict.fromkeys(_PARTS, 0)
    call = read_at_once(db, Call, unset | values | {"id": call_id})
    set_committed_value(call, "client", client)
    _write_event(db, call, EventKind.STARTED, "started", now)
    return call


def note(
    db: Session,
    call: Call,
    kind: EventKind,
    once_key: str,
    now: datetime,
    **details: Any,
) -> bool:
    """Put a moment on the timeline; False when this very moment is there already."""
    if _KNOWN_EVENT.first(db, {"call_id": call.id, "once_key": once_key}):
        return False
    _write_event(db, call, kind, once_key, now, **details)
    if call.status.is_final:
        _count(db, call)
    return True


def _write_event(
    db: Session, call: Call, kind: EventKind, once_key: str, now: datetime, **details: Any
) -> None:
    values = {
        "call_id": call.id,
        "client_id": call.client_id,
        "at": now,
        "kind": kind,
        "once_key": once_key,
        "details": details,
    }
    _NEW_EVENT.run(db, values)


def take_back(db: Session, call: Call, once_key: str) -> None:
    """Strike from the timeline what turned out not to have happened."""
    db.execute(
        delete(CallEvent).where(CallEvent.call_id == call.id, CallEvent.once_key == once_key)
    )


def has_happened(db: Session, call: Call, once_key: str, **details: Any) -> bool:
    """Whether that moment is on the timeline, with those details."""
    found = db.scalar(
        select(CallEvent).where(CallEvent.call_id == call.id, CallEvent.once_key == once_key)
    )
    return found is not None and details.items() <= found.details.items()


def answered(db: Session, call: Call, now: datetime) -> None:
    """The caller hears us: from here on the carrier counts seconds."""
    if call.answered_at is None:
        ringing = call.status == CallStatus.RINGING
        status = CallStatus.IN_PROGRESS if ringing else call.status
        _update_call(db, call, _ANSWERED, status=status, answered_at=now)
        note(db, call, EventKind.ANSWERED, "answered", now)


def prompt_of_turn(db: Session, call: Call, number: int) -> Prompt | None:
    """What was answered at that turn, if it has been: a repeated webhook gets it again."""
    return db.scalar(select(Turn.prompt).where(Turn.call_id == call.id, Turn.number == number))


def remember(call: Call, state: dict[str, Any]) -> None:
    """What the assistant will know at the next turn; ``keep_turn`` writes it."""
    set_committed_value(call, "state", state)


def keep_turn(db: Session, call: Call, heard: Heard, prompt: Prompt, now: datetime) -> None:
    """Write down one exchange; it becomes the call's present turn."""
    number = call.turn_number + 1
    now_said = {"language": call.language, "turn_number": number, "last_prompt": prompt}
    _update_call(db, call, _PRESENT_TURN, state=call.state, **now_said)
    # Straight into the table: nobody looks at this row again in this transaction.
    _NEW_TURN.run(
        db,
        {
            "call_id": call.id,
            "client_id": call.client_id,
            "number": number,
            "at": now,
            "heard": heard,
            "prompt": prompt,
        },
    )


def _update_call(db: Session, call: Call, update: Prepared, **values: Any) -> None:
    """Write these values now, at a third of what the unit of work takes for one row: this runs
    once for every sentence of every caller.
    """
    update.run(db, {"call_id": call.id, **values})
    for name, value in values.items():
        set_committed_value(call, name, value)


def turns_of(db: Session, call: Call) -> list[Turn]:
    """The exchanges of a call, in order."""
    return list(db.scalars(select(Turn).where(Turn.call_id == call.id).order_by(Turn.number)))


class Exchange(NamedTuple):
    """What was heard, and what was said then."""

    heard: Heard
    prompt: Prompt


class Happening(NamedTuple):
    """What was on the timeline at some moment."""

    kind: EventKind
    once_key: str


def exchanges_of(db: Session, call: Call) -> list[Exchange]:
    """What was heard and said in a call, in order."""
    return [Exchange(*found) for found in _EXCHANGES.all(db, {"call_id": call.id})]


def happenings_of(db: Session, call: Call) -> list[Happening]:
    """All that has happened in a call, in any order."""
    return [Happening(*found) for found in _HAPPENINGS.all(db, {"call_id": call.id})]


def events_of(db: Session, call: Call) -> list[CallEvent]:
    """The timeline of a call, in order."""
    return list(
        db.scalars(
            select(CallEvent)
            .where(CallEvent.call_id == call.id)
            .order_by(CallEvent.at, CallEvent.id)
        )
    )


def finish(
    db: Session, call: Call, status: CallStatus, duration_seconds: int, now: datetime
) -> bool:
    """Note the end as the carrier reports it; False when it was known already.

    ``duration_seconds`` is the carrier's own count from answer to end (``CallDuration``).
    """
    if call.status.is_final:
        return False
    call.status = status
    call.ended_at = now
    call.duration_seconds = duration_seconds
    if not note(db, call, EventKind.ENDED, "ended", now, status=status.value):
        _count(db, call)  # a new moment of an ended call has been counted already
    return True


def correct_end(db: Session, call: Call, status: CallStatus, duration_seconds: int) -> None:
    """How an ended call ended, and how long it was, by the carrier after all; its parts follow."""
    call.status, call.duration_seconds = status, duration_seconds
    _count(db, call)


def _count(db: Session, call: Call) -> None:
    """The parts of the call's seconds: always from the whole timeline, so any order will do."""
    seconds = seconds_of(_MOMENTS.all(db, {"call_id": call.id}), call.duration_seconds or 0)
    call.assistant_seconds = seconds.assistant
    call.ring_seconds = seconds.ring
    call.queue_seconds = seconds.queue
    call.secretary_seconds = seconds.secretary
    call.hold_seconds = seconds.hold
    call.wrap_up_seconds = seconds.wrap_up


def note_stray(
    db: Session, *, call_sid: str, dialed_number: str, sent_from: str, now: datetime
) -> None:
    """Keep a call to a number of nobody's."""
    if db.scalar(select(StrayCall.id).where(StrayCall.call_sid == call_sid)) is None:
        db.add(
            StrayCall(
                call_sid=call_sid,
                dialed_number=dialed_number[:LONGEST_HINT],
                caller_number=caller_number(sent_from),
                at=now,
            )
        )


def call_of(db: Session, client_ids: Collection[int], call_id: int) -> Call | None:
    """The call, if it belongs to one of these clients."""
    return db.scalar(select(Call).where(Call.id == call_id, Call.client_id.in_(client_ids)))
