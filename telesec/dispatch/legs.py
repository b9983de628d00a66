"""What happens on the telephone of a person we rang: picked up, a key pressed, the end."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.calls.leg import Leg, LegEnd, end_leg, leg_under_lock, let_go_all, room_of
from telesec.calls.lifecycle import call_under_lock
from telesec.calls.waiting import waiting_of
from telesec.values.conversation import Sentence
from telesec.values.language import Language

BROWSER = "client:"  # whoever picks up there has seen who calls, and is no voicemail box

ENDS = {
    "busy": LegEnd.BUSY,
    "no-answer": LegEnd.NO_ANSWER,
    "failed": LegEnd.FAILED,
    "canceled": LegEnd.LET_GO,
}


@dataclass(frozen=True, slots=True)
class Screening:
    """What the person hears who has picked up."""

    leg_id: int
    announce: Sentence | None  # None: the call is not to be taken any more
    language: Language
    asks_for_key: bool


def picked_up(db: Session, leg_id: int, leg_sid: str, now: datetime) -> Screening | None:
    """Somebody, or something, has picked up. None for a leg we do not know."""
    found = _call_and_leg(db, leg_id)
    if found is None:
        return None
    call, leg = found
    leg.leg_sid = leg.leg_sid or leg_sid
    leg.picked_up_at = leg.picked_up_at or now
    announce = leg.announce if leg.is_wanted and not call.status.is_final else None
    asks = not leg.telephone.startswith(BROWSER)
    return Screening(leg.id, announce, call.client.language, asks)


def accept(db: Session, leg_id: int, now: datetime) -> str | None:
    """The person takes the call: the room in which the caller will join them.

    The first to accept wins; a repeat of theirs gives the same room. None for all others, and
    when the caller has gone or waits no more.
    """
    found = _call_and_leg(db, leg_id)
    if found is None:
        return None
    call, leg = found
    if leg.accepted_at is None:
        waiting = waiting_of(db, call.id)
        waits = waiting is not None and waiting.ended_at is None
        if call.status.is_final or not waits or not leg.is_wanted:
            return None
        leg.accepted_at = now
        let_go_all(db, call, now, but=leg)
    return room_of(call, leg) if leg.is_wanted else None


def decline(db: Session, leg_id: int, *, refuses: bool, now: datetime) -> None:
    """The person will not take the call; or nobody pressed a key, as voicemail boxes do not."""
    found = _call_and_leg(db, leg_id)
    if found and found[1].accepted_at is None:
        end_leg(found[1], LegEnd.REFUSED if refuses else LegEnd.NO_KEY, now)


def leg_told(db: Session, leg_id: int, leg_sid: str, status: str, now: datetime) -> None:
    """The carrier tells how the leg fares: in any order, repeated, or late."""
    found = _call_and_leg(db, leg_id)
    if found is None:
        return
    leg = found[1]
    leg.leg_sid = leg.leg_sid or leg_sid
    if status == "in-progress":
        leg.picked_up_at = leg.picked_up_at or now
    elif status == "completed":
        end_leg(leg, _end_of_completed(leg), now)
    elif status in ENDS:
        end_leg(leg, ENDS[status], now)


def _end_of_completed(leg: Leg) -> LegEnd:
    if leg.joined_at:
        return LegEnd.TALKED
    if leg.accepted_at:
        return LegEnd.ACCEPTED
    return LegEnd.LET_GO if leg.let_go_at else LegEnd.NO_KEY


def _call_and_leg(db: Session, leg_id: int) -> tuple[Call, Leg] | None:
    """Both under lock, the call first: so does everybody else."""
    sid = db.scalar(select(Call.call_sid).join(Leg, Leg.call_id == Call.id).where(Leg.id == leg_id))
    call = call_under_lock(db, sid) if sid else None
    leg = leg_under_lock(db, leg_id) if call else None
    return (call, leg) if call and leg else None
