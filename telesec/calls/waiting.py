"""Callers who wait for a person: since when, until when, and who comes before whom."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.calls.call import Call
from telesec.calls.leg import open_legs_of
from telesec.database import AsJson, Base
from telesec.values.conversation import Sentence

LISTENING = timedelta(seconds=15)
UNWATCHED_AFTER = timedelta(seconds=6)  # the worker looks every half second


class WaitEnd(StrEnum):
    """How waiting ended."""

    JOINED = "joined"
    MESSAGE = "message"  # the caller chose to leave one
    REFUSED = "refused"  # whoever was rung asked for a message to be taken
    NOBODY = "nobody"  # the time was over, or there was nobody to ring
    UNWATCHED = "unwatched"  # the worker was away; the assistant rings by itself
    HUNG_UP = "hung_up"


class Waiting(Base):
    """One wait of one caller. Served by urgency, then the client's promise, then time."""

    __tablename__ = "waitings"
    __table_args__ = (Index("ix_waitings_ended_at", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    urgent: Mapped[bool]
    promise_seconds: Mapped[int]  # within which the client is promised that a person answers
    announce: Mapped[Sentence] = mapped_column(AsJson(Sentence))  # what who is rung hears
    ring_seconds: Mapped[int]  # how long each telephone rings
    since: Mapped[datetime]
    until: Mapped[datetime]  # nobody waits longer
    seen_at: Mapped[datetime | None]  # when the worker last looked
    fetched_at: Mapped[datetime | None]  # when the carrier was last asked to bring the caller
    ended_at: Mapped[datetime | None]
    end: Mapped[WaitEnd | None]

    call: Mapped[Call] = relationship()

    def is_unwatched(self, now: datetime) -> bool:
        """Whether the worker, which rings people, has not looked for too long."""
        return now - (self.seen_at or self.since) > UNWATCHED_AFTER


_IN_ORDER = (Waiting.urgent.desc(), Waiting.promise_seconds, Waiting.since, Waiting.id)


def begin_waiting(
    db: Session,
    call: Call,
    *,
    urgent: bool,
    announce: Sentence,
    promise_seconds: int,
    ring_seconds: int,
    limit_seconds: int,
    now: datetime,
) -> Waiting:
    """The caller begins to wait for a person, for ``limit_seconds`` at most."""
    waiting = Waiting(
        call_id=call.id,
        client_id=call.client_id,
        urgent=urgent,
        announce=announce,
        promise_seconds=promise_seconds,
        ring_seconds=ring_seconds,
        since=now,
        until=now + timedelta(seconds=limit_seconds),
    )
    db.add(waiting)
    db.flush()
    return waiting


def waiting_of(db: Session, call_id: int) -> Waiting | None:
    """The wait that this caller is in, or was in last."""
    of_call = select(Waiting).where(Waiting.call_id == call_id)
    return db.scalar(of_call.order_by(Waiting.id.desc()).limit(1))


def is_over(db: Session, waiting: Waiting, now: datetime) -> bool:
    """Whether the caller has waited long enough; not while somebody who has picked up still
    listens to who calls.
    """
    if now < waiting.until:
        return False
    listens = any(leg.is_wanted and leg.picked_up_at for leg in open_legs_of(db, waiting.call_id))
    return not listens or now >= waiting.until + LISTENING


def end_waiting(waiting: Waiting, end: WaitEnd, now: datetime) -> None:
    """The wait is over; the first word on how stays."""
    if waiting.ended_at is None:
        waiting.ended_at, waiting.end = now, end


def all_waiting(db: Session) -> list[Waiting]:
    """Everyone who waits, in the order in which they shall be served."""
    return list(db.scalars(select(Waiting).where(Waiting.ended_at.is_(None)).order_by(*_IN_ORDER)))


def place_of(db: Session, waiting: Waiting) -> int:
    """The caller's place among those who wait for the same people: 1 is served next.

    Only callers of the same client are counted: who else has called is nobody's business, and
    no caller could do anything with it.
    """
    ids = db.scalars(
        select(Waiting.id)
        .where(Waiting.ended_at.is_(None), Waiting.client_id == waiting.client_id)
        .order_by(*_IN_ORDER)
    ).all()
    return ids.index(waiting.id) + 1 if waiting.id in ids else 1
