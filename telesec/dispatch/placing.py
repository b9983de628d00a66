"""What the carrier is asked to do about people who are rung: ring them, let them go, and bring
the caller to the one who took the call.

Claimed by rows, then done outside of any transaction, then written down. A request that failed
is made again while it still makes sense; one whose outcome is unknown shows by its callbacks.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine, bindparam, or_, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call, CallStatus, RecordingConsent
from telesec.calls.leg import Leg, LegEnd, end_leg, leg_under_lock, let_go
from telesec.calls.waiting import Waiting
from telesec.database import glance, transaction
from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.rest import CarrierError, OutcomeUnknown

logger = logging.getLogger(__name__)

BATCH = 20
# The carrier's word on the end of a leg may be lost.
OVERDUE = timedelta(seconds=20)
LONGEST_TALK = timedelta(hours=4)  # the carrier's own limit
ASK_AGAIN = timedelta(seconds=3)
LEFT_ALONE = timedelta(seconds=2)
LEFT_ALONE_UNTIL = timedelta(minutes=2)


class Carrier(Protocol):
    """What is asked of the carrier here (gateways/telephony/rest.py)."""

    def place_call(
        self,
        to: str,
        shown: str,
        url: str,
        status_callback: str,
        seconds: int,
        *,
        account: str,
    ) -> str:
        """Ring a telephone."""
        ...

    def end_call(self, call_sid: str, account: str) -> bool:
        """End a call."""
        ...

    def redirect_call(self, call_sid: str, url: str, account: str) -> bool:
        """Have a call go on elsewhere."""
        ...

    def stop_recording(self, call_sid: str, account: str) -> bool:
        """End the recording of a call that goes on."""
        ...


_LEGS = Leg.metadata.tables["legs"]
_ANYBODY = (
    select(_LEGS.c.id)
    .where(or_(_LEGS.c.ended_at.is_(None), _LEGS.c.ended_at > bindparam("since")))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Placing:
    """The ways to the carrier and back."""

    engine: Engine
    carrier: Carrier
    addresses: Addresses
    now: Callable[[], datetime]

    def step(self) -> None:
        """Everything that is due, what a caller waits for first. Mostly there is nothing."""
        with glance(self.engine) as connection:
            if (
                connection.execute(_ANYBODY, {"since": self.now() - LEFT_ALONE_UNTIL}).first()
                is None
            ):
                return
        self.bring_callers()
        self.place_wished()
        self.end_let_go()
        self.end_overdue()

    def place_wished(self) -> None:
        """Ring the telephones that are wished for."""
        for _ in range(BATCH):
            claimed = self._claim()
            if claimed is None:
                return
            leg_id, to, shown, seconds, account = claimed
            way = (self.addresses.leg(leg_id), self.addresses.leg_status(leg_id))
            try:
                sid: str | None = self.carrier.place_call(to, shown, *way, seconds, account=account)
            except OutcomeUnknown:
                # It may ring all the same: then its callbacks tell us the sid.
                logger.warning("leg_outcome_unknown", extra={"leg": leg_id})
                continue
            except CarrierError:
                logger.warning("leg_not_placed", extra={"leg": leg_id})
                sid = None
            with transaction(self.engine) as db:
                _note_placed(db, leg_id, sid, self.now())

    def _claim(self) -> tuple[int, str, str, int, str] | None:
        with transaction(self.engine) as db:
            leg = db.scalar(
                select(Leg)
                .where(Leg.placed_at.is_(None), Leg.ended_at.is_(None))
                .order_by(Leg.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if leg is None:
                return None
            leg.placed_at = self.now()
            call = db.get_one(Call, leg.call_id)
            return leg.id, leg.telephone, call.dialed_number, leg.seconds, call.account_sid

    def end_let_go(self) -> None:
        """End the calls to those who are not wanted any more."""
        with transaction(self.engine, reads_only=True) as db:
            gone = db.execute(
                select(Leg.id, Leg.leg_sid, Call.account_sid)
                .join(Call, Call.id == Leg.call_id)
                .where(Leg.let_go_at.is_not(None), Leg.ended_at.is_(None), Leg.leg_sid.is_not(None))
                .limit(BATCH)
            ).all()
        for leg_id, sid, account in gone:
            if sid is None:
                continue
            try:
                self.carrier.end_call(sid, account)
            except CarrierError:
                logger.warning("leg_not_ended", extra={"leg": leg_id})
                continue
            with transaction(self.engine) as db:
                leg = leg_under_lock(db, leg_id)
                if leg:
                    end_leg(leg, LegEnd.LET_GO, self.now())

    def bring_callers(self) -> None:
        """Bring callers to who took their call, and back from who has hung up on them: what they
        say to the assistant then is no talk with a person, and is not recorded.
        """
        alone = self._left_alone()
        for call_sid, turn, account in [*self._to_be_joined(), *alone]:
            try:
                if (call_sid, turn, account) in alone:
                    self._stop_recording(call_sid, account)
                self.carrier.redirect_call(call_sid, self.addresses.turn(turn), account)
            except CarrierError:
                # A caller who waits asks by himself within ten seconds.
                logger.warning("caller_not_brought", extra={"call_sid": call_sid})

    def _stop_recording(self, call_sid: str, account: str) -> None:
        with transaction(self.engine, reads_only=True) as db:
            consent = select(Call.recording_consent).where(Call.call_sid == call_sid)
            if db.scalar(consent) != RecordingConsent.TOLD:
                return
        try:
            self.carrier.stop_recording(call_sid, account)
        except CarrierError:  # the caller waits in silence: that comes first
            logger.exception("recording_not_stopped", extra={"call_sid": call_sid})

    def _to_be_joined(self) -> list[tuple[str, int, str]]:
        now = self.now()
        with transaction(self.engine) as db:
            rows = db.execute(
                select(Waiting, Call.call_sid, Call.turn_number, Call.account_sid)
                .join(Call, Call.id == Waiting.call_id)
                .join(Leg, Leg.call_id == Call.id)
                .where(
                    Waiting.ended_at.is_(None),
                    or_(Waiting.fetched_at.is_(None), Waiting.fetched_at < now - ASK_AGAIN),
                    Leg.accepted_at.is_not(None),
                    Leg.ended_at.is_(None),
                )
                .limit(BATCH)
            ).all()
            for waiting, *_ in rows:
                waiting.fetched_at = now
            return [(sid, turn, account) for _, sid, turn, account in rows]

    def _left_alone(self) -> list[tuple[str, int, str]]:
        """Callers sent to somebody who hung up just before they came."""
        now = self.now()
        with transaction(self.engine, reads_only=True) as db:
            rows = db.execute(
                select(Call.call_sid, Call.turn_number, Call.account_sid)
                .join(Leg, Leg.call_id == Call.id)
                .where(
                    Call.status == CallStatus.IN_PROGRESS,
                    Leg.joined_turn == Call.turn_number,
                    Leg.ended_at.between(now - LEFT_ALONE_UNTIL, now - LEFT_ALONE),
                )
                .limit(BATCH)
            ).all()
        return [(sid, turn, account) for sid, turn, account in rows]

    def end_overdue(self) -> None:
        """What must be over by now, though nobody told us."""
        now = self.now()
        with transaction(self.engine) as db:
            for leg in _overdue(db, now):
                logger.warning("leg_end_was_lost", extra={"leg": leg.id})
                let_go(leg, now)
                if leg.leg_sid is None or now - leg.wished_at > LONGEST_TALK:
                    end_leg(leg, LegEnd.FAILED, now)


def _note_placed(db: Session, leg_id: int, sid: str | None, now: datetime) -> None:
    leg = leg_under_lock(db, leg_id)
    if leg is None:
        return
    if sid is None:
        end_leg(leg, LegEnd.FAILED, now)
    elif leg.leg_sid is None:
        leg.leg_sid = sid


def _overdue(db: Session, now: datetime) -> list[Leg]:
    """Legs that should have rung out, or lasted longer than any talk."""
    placed = db.scalars(
        select(Leg).where(
            Leg.placed_at < now - OVERDUE, Leg.ended_at.is_(None), Leg.let_go_at.is_(None)
        )
    )
    return [
        leg
        for leg in placed
        if (leg.picked_up_at is None and _rung_out(leg, now)) or now - leg.wished_at > LONGEST_TALK
    ]


def _rung_out(leg: Leg, now: datetime) -> bool:
    return leg.placed_at is not None and now - leg.placed_at > OVERDUE + timedelta(
        seconds=leg.seconds
    )
