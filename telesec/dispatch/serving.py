"""Serving those who wait: who is rung for whom, and when nobody is to be had any more.

The worker does it every half second, one caller after another in the order of the queue, each
under the call's lock. Whoever is rung or talks already is not rung for another.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.calls.leg import (
    Leg,
    LegEnd,
    legs_of,
    let_go_all,
    telephones_in_use,
    wish_leg,
)
from telesec.calls.lifecycle import call_under_lock
from telesec.calls.waiting import WaitEnd, Waiting, all_waiting, end_waiting, is_over
from telesec.clients.account import secretaries_to_ring
from telesec.database import glance, transaction

_WAITINGS = Waiting.metadata.tables["waitings"]
_ANYBODY = select(_WAITINGS.c.id).where(_WAITINGS.c.ended_at.is_(None)).limit(1)

MOST_TOGETHER = 10
# Who let it ring is given a moment before the next try; who refused is not asked again.
RESTS = {LegEnd.NO_ANSWER: timedelta(seconds=10), LegEnd.NO_KEY: timedelta(seconds=60)}
FAILED_RESTS = timedelta(seconds=20)


def serve_waiting(engine: Engine, now: datetime) -> int:
    """Look after everyone who waits; how many wait on."""
    with glance(engine) as connection:
        if connection.execute(_ANYBODY).first() is None:
            return 0
    with transaction(engine, reads_only=True) as db:
        waiting = [(one.id, one.call.call_sid) for one in all_waiting(db)]
    return sum(_serve(engine, waiting_id, call_sid, now) for waiting_id, call_sid in waiting)


def _serve(engine: Engine, waiting_id: int, call_sid: str, now: datetime) -> bool:
    with transaction(engine) as db:
        call = call_under_lock(db, call_sid)
        waiting = db.get(Waiting, waiting_id)
        if call is None or waiting is None or waiting.ended_at is not None:
            return False
        waiting.seen_at = now
        if call.status.is_final:
            _over(db, call, waiting, WaitEnd.HUNG_UP, now)
        elif is_over(db, waiting, now):
            _over(db, call, waiting, WaitEnd.NOBODY, now)
        else:
            _ring_whoever_is_free(db, call, waiting, now)
        return waiting.ended_at is None


def _ring_whoever_is_free(db: Session, call: Call, waiting: Waiting, now: datetime) -> None:
    legs = [leg for leg in legs_of(db, call.id) if leg.wished_at >= waiting.since]
    if any(leg.is_wanted for leg in legs):
        return  # they are being rung, or the one who took it waits for the caller
    able = secretaries_to_ring(db, call.client_id, now)
    tired = {leg.telephone for leg in legs if _rests(leg, now)}
    refused = {leg.telephone for leg in legs if leg.end == LegEnd.REFUSED}
    willing = [number for number in able if number not in refused]
    if not willing:
        _over(db, call, waiting, WaitEnd.REFUSED if refused else WaitEnd.NOBODY, now)
        return
    in_use = telephones_in_use(db, now)
    free = [number for number in willing if number not in tired and number not in in_use]
    for number in free[:MOST_TOGETHER]:
        seconds = waiting.ring_seconds
        wish_leg(db, call, number, now, announce=waiting.announce, seconds=seconds)


def _rests(leg: Leg, now: datetime) -> bool:
    if leg.ended_at is None or leg.end is None:
        return False
    return now - leg.ended_at < RESTS.get(leg.end, FAILED_RESTS)


def _over(db: Session, call: Call, waiting: Waiting, end: WaitEnd, now: datetime) -> None:
    end_waiting(waiting, end, now)
    let_go_all(db, call, now)
