"""A run: the carrier's lists of a period, compared one by one; and the run of each night."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from telesec.calls.lifecycle import call_under_lock
from telesec.database import insert_if_absent, transaction
from telesec.dispatch.ending import settle
from telesec.dispatch.recorded import keep_recording
from telesec.gateways.telephony.listing import ListedCall, ListedRecording, ListedText
from telesec.messages.message import Recording
from telesec.notifications.notification import Notification
from telesec.notifications.receipts import DELIVERED, FAILED, record_receipt
from telesec.reconciliation.calls import Mender
from telesec.reconciliation.repair import Reconciliation, RepairKind, note_repair
from telesec.scripts.library import ScriptLibrary

logger = logging.getLogger(__name__)

AT = time(2, 10)  # UTC: after three in Paris, winter and summer
LOOKS_BACK = timedelta(days=3)
SETTLES = timedelta(minutes=15)  # what is younger may still be told
GIVEN_UP_AFTER = timedelta(hours=1)  # a run that has not ended by then has died


class Lists(Protocol):
    """The carrier's lists (gateways/telephony/listing.py)."""

    def calls(self, since: datetime, until: datetime) -> list[ListedCall]:
        """Calls to our numbers."""
        ...

    def recordings(self, since: datetime, until: datetime) -> list[ListedRecording]:
        """Recordings it still has."""
        ...

    def texts(self, since: datetime, until: datetime) -> list[ListedText]:
        """Text messages of ours."""
        ...


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Compares the carrier's lists with our rows."""

    engine: Engine
    lists: Lists
    library: ScriptLibrary
    now: Callable[[], datetime]

    def run(self, since: datetime, until: datetime) -> int:
        """Reconcile a period on demand; the run's id. Done twice, the second finds nothing.

        Raises CarrierError when the carrier does not answer: what was mended stays mended, and
        the run may simply be made again.
        """
        with transaction(self.engine) as db:
            run = Reconciliation(since=since, until=until, begun_at=self.now())
            db.add(run)
            db.flush()
            number = run.id
        self._reconcile(number, since, until)
        return number

    def nightly(self) -> int | None:
        """The run of this night, if it is time and no other worker is at it; its id."""
        now = self.now()
        day = (now - timedelta(hours=AT.hour, minutes=AT.minute)).date()
        until = now - SETTLES
        number = self._claim(str(day), until - LOOKS_BACK, until)
        if number is not None:
            self._reconcile(number, until - LOOKS_BACK, until)
        return number

    def _claim(self, day: str, since: datetime, until: datetime) -> int | None:
        now = self.now()
        values = {"nightly_on": day, "since": since, "until": until, "begun_at": now, "seen": 0}
        with transaction(self.engine) as db:
            if not insert_if_absent(db, Reconciliation, values):
                dead = update(Reconciliation).where(
                    Reconciliation.nightly_on == day,
                    Reconciliation.ended_at.is_(None),
                    Reconciliation.begun_at < now - GIVEN_UP_AFTER,
                )
                taken = dead.values(begun_at=now).returning(Reconciliation.id)
                return db.execute(taken).scalar()
            return db.scalar(select(Reconciliation.id).where(Reconciliation.nightly_on == day))

    def _reconcile(self, run: int, since: datetime, until: datetime) -> None:
        # Everything is read before anything is mended: a list cut short changes nothing.
        calls = self.lists.calls(since, until)
        recordings = self.lists.recordings(since, until)
        texts = self.lists.texts(since, until)
        mender = Mender(self.engine, self.library, run, self.now())
        repairs = sum(mender.mend_call(one) for one in calls)
        repairs += sum(self._mend_recording(run, one) for one in recordings)
        repairs += sum(self._mend_text(run, one) for one in texts)
        seen = len(calls) + len(recordings) + len(texts)
        with transaction(self.engine) as db:
            ended = db.get_one(Reconciliation, run)
            ended.ended_at, ended.seen = self.now(), seen
        logger.info("reconciled", extra={"run": run, "seen": seen, "repairs": repairs})

    def _mend_recording(self, run: int, listed: ListedRecording) -> bool:
        with transaction(self.engine) as db:
            if db.get(Recording, listed.sid) is not None:
                return False
            call = call_under_lock(db, listed.call_sid)
            if call is None:
                return False  # the call's own repair tells of it
            if not keep_recording(db, call, listed.sid, listed.seconds, self.now()):
                return False
            db.flush()
            settle(db, call, self.now())
            return note_repair(
                db,
                run,
                RepairKind.RECORDING,
                listed.sid,
                self.now(),
                client_id=call.client_id,
                after=f"{listed.seconds} s",
            )

    def _mend_text(self, run: int, listed: ListedText) -> bool:
        if listed.status not in DELIVERED | FAILED:
            return False
        with transaction(self.engine) as db:
            found = _notification_of(db, listed.sid)
            if found is None or found.provider_status == listed.status:
                return False
            before = found.provider_status or ""
            if before in DELIVERED | FAILED:
                return False
            record_receipt(
                db,
                found.id,
                message_sid=listed.sid,
                status=listed.status,
                error_code=listed.error_code,
                now=self.now(),
            )
            return note_repair(
                db,
                run,
                RepairKind.TEXT_STATE,
                listed.sid,
                self.now(),
                client_id=found.client_id,
                before=before,
                after=listed.status,
            )


def _notification_of(db: Session, sid: str) -> Notification | None:
    return db.scalar(select(Notification).where(Notification.provider_sid == sid))
