"""A leg: one person's telephone, rung for one call. Ring and talk are counted leg by leg."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.calls.call import Call
from telesec.database import AsJson, Base
from telesec.values.conversation import Sentence

LONGEST_RING = timedelta(seconds=120)  # nobody rings for ever, whatever the carrier says


class LegEnd(StrEnum):
    """How a leg ended."""

    TALKED = "talked"  # the person took the call and was joined with the caller
    ACCEPTED = "accepted"  # the person took it, but the caller had gone
    REFUSED = "refused"
    NO_KEY = "no_key"  # something picked up and pressed nothing: a voicemail box, mostly
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    FAILED = "failed"
    LET_GO = "let_go"  # another was quicker, or the caller had gone


class Leg(Base):
    """One person's telephone, rung for one call.

    Wished for first (``wished_at``); the worker places it with the carrier. Legs that the caller's
    own document dials have been placed from the start.
    """

    __tablename__ = "legs"
    __table_args__ = (Index("ix_legs_call_id", "call_id"), Index("ix_legs_ended_at", "ended_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    telephone: Mapped[str] = mapped_column(String(64))  # E.164, or client:identity of a browser
    leg_sid: Mapped[str | None] = mapped_column(String(34), unique=True)
    announce: Mapped[Sentence | None] = mapped_column(AsJson(Sentence))
    seconds: Mapped[int]  # how long it may ring
    wished_at: Mapped[datetime]
    placed_at: Mapped[datetime | None]  # handed to the carrier
    picked_up_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]  # the accept key
    joined_at: Mapped[datetime | None]  # talking with the caller
    joined_turn: Mapped[int | None]  # the turn of the call at which the caller was sent to them
    let_go_at: Mapped[datetime | None]  # no longer wanted; the worker ends it with the carrier
    ended_at: Mapped[datetime | None]
    end: Mapped[LegEnd | None]

    @property
    def is_wanted(self) -> bool:
        """Whether the person rung may still take the call."""
        return self.ended_at is None and self.let_go_at is None

    @property
    def ring_seconds(self) -> int:
        """How long it rang, until somebody picked up or it ended."""
        return _between(self.placed_at, self.picked_up_at or self.ended_at)

    @property
    def talk_seconds(self) -> int:
        """How long the person talked with the caller."""
        return _between(self.joined_at, self.ended_at)


def wish_leg(
    db: Session,
    call: Call,
    telephone: str,
    now: datetime,
    *,
    announce: Sentence | None,
    seconds: int,
    placed: bool = False,
) -> Leg:
    """A wish that this telephone be rung for the call; ``placed`` when the caller's document
    dials it itself.
    """
    leg = Leg(
        call_id=call.id,
        client_id=call.client_id,
        telephone=telephone,
        announce=announce,
        seconds=seconds,
        wished_at=now,
        placed_at=now if placed else None,
    )
    db.add(leg)
    db.flush()
    return leg


def legs_of(db: Session, call_id: int) -> list[Leg]:
    """The legs of a call, in the order they were wished for."""
    return list(db.scalars(select(Leg).where(Leg.call_id == call_id).order_by(Leg.id)))


_OPEN = (
    select(Leg).where(Leg.call_id == bindparam("call_id"), Leg.ended_at.is_(None)).order_by(Leg.id)
)


def open_legs_of(db: Session, call_id: int) -> list[Leg]:
    """Those of a call that have not ended."""
    return list(db.scalars(_OPEN, {"call_id": call_id}))


def refused_telephones(db: Session, call_id: int) -> frozenset[str]:
    """Who has pressed the key to have a message taken: nobody rings them again for this call."""
    refused = select(Leg.telephone).where(Leg.call_id == call_id, Leg.end == LegEnd.REFUSED)
    return frozenset(db.scalars(refused))


def accepted_leg(db: Session, call_id: int) -> Leg | None:
    """The leg of the person who has taken the call and waits for the caller."""
    return next((leg for leg in open_legs_of(db, call_id) if leg.accepted_at), None)


def leg_under_lock(db: Session, leg_id: int) -> Leg | None:
    """The leg, for a change. Lock its call first where both are changed."""
    return db.scalar(select(Leg).where(Leg.id == leg_id).with_for_update())


def room_of(call: Call, leg: Leg) -> str:
    """Where the two meet: unique in the carrier's account, and without anything personal."""
    return f"{call.call_sid}-{leg.id}"


def end_leg(leg: Leg, end: LegEnd, now: datetime) -> None:
    """It is over; the first word on how stays."""
    if leg.ended_at is None:
        leg.ended_at = max(now, leg.wished_at)
        leg.end = end


def let_go(leg: Leg, now: datetime) -> None:
    """It is no longer wanted. One not yet placed ends at once; the worker ends the others."""
    if not leg.is_wanted:
        return
    leg.let_go_at = now
    if leg.placed_at is None:
        end_leg(leg, LegEnd.LET_GO, now)


def let_go_all(db: Session, call: Call, now: datetime, *, but: Leg | None = None) -> None:
    """Nobody but ``but`` is wanted for this call any more."""
    for leg in open_legs_of(db, call.id):
        if but is None or leg.id != but.id:
            let_go(leg, now)


def telephones_in_use(db: Session, now: datetime) -> frozenset[str]:
    """Telephones that ring or talk now, for whichever call."""
    rows = db.scalars(select(Leg.telephone).where(Leg.ended_at.is_(None), Leg.wished_at <= now))
    return frozenset(rows)


def _between(start: datetime | None, end: datetime | None) -> int:
    if start is None or end is None:
        return 0
    return max(0, round((end - start).total_seconds()))
