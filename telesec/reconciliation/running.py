"""A run: the carrier's lists of a period, compared one by one; and the run of each night."""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from telesec.database import insert_if_absent, transaction
from telesec.gateways.telephony.listing import ListedCall, ListedRecording, ListedText
from telesec.reconciliation.calls import CallMender, mend_recording
from telesec.reconciliation.invoiced import late_calls, note_late
from telesec.reconciliation.repair import Reconciliation, Repair
from telesec.reconciliation.steps import Steps
from telesec.reconciliation.texts import SETTLES, mend_text, mend_unsettled, unsettled
from telesec.scripts.library import ScriptLibrary

logger = logging.getLogger(__name__)

AT = time(2, 10)  # UTC: after three in Paris, winter and summer
LOOKS_BACK = timedelta(days=3)
LOOKS_BACK_AT_MOST = timedelta(days=60)  # after a longer outage a person names the period
GIVEN_UP_AFTER = timedelta(hours=1)  # a run that has not ended by then has died


class Lists(Protocol):
    """The carrier's lists (gateways/telephony/listing.py)."""

    unlisted: set[str]  # subaccounts that gave none

    def calls(self, since: datetime, until: datetime) -> list[ListedCall]:
        """Calls to our numbers."""
        ...

    def recordings(self, since: datetime, until: datetime) -> list[ListedRecording]:
        """Recordings it still has."""
        ...

    def texts(self, since: datetime, until: datetime) -> list[ListedText]:
        """Text messages, ours and those to our numbers."""
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

    def rehearse(self, since: datetime, until: datetime) -> tuple[int, list[Repair]]:
        """How much would be compared and what would be repaired; nothing is. Raises as ``run``."""
        steps = Steps(self.engine, None, since, until, self.now())
        seen, _ = self._mend_all(steps)
        return seen, steps.rehearsed

    def nightly(self) -> int | None:
        """The run of this night, if it is time and no other worker is at it; its id."""
        now = self.now()
        day = (now - timedelta(hours=AT.hour, minutes=AT.minute)).date()
        claimed = self._claim(str(day), now)
        if claimed is None:
            return None
        number, since = claimed
        self._reconcile(number, since, now - SETTLES)
        return number

    def _claim(self, day: str, now: datetime) -> tuple[int, datetime] | None:
        """The run of that day made ours, and from when on it looks; None: it is somebody's."""
        until = now - SETTLES
        with transaction(self.engine) as db:
            since = _since(db, until)
            period = {"since": since, "until": until, "begun_at": now}
            if insert_if_absent(db, Reconciliation, {"nightly_on": day, "seen": 0} | period):
                mine = select(Reconciliation.id).where(Reconciliation.nightly_on == day)
                return db.scalars(mine).one(), since
            dead = update(Reconciliation).where(
                Reconciliation.nightly_on == day,
                Reconciliation.ended_at.is_(None),
                Reconciliation.begun_at < now - GIVEN_UP_AFTER,
            )
            taken = db.execute(dead.values(**period).returning(Reconciliation.id)).scalar()
            return None if taken is None else (taken, since)

    def _reconcile(self, run: int, since: datetime, until: datetime) -> None:
        steps = Steps(self.engine, run, since, until, self.now())
        seen, failed = self._mend_all(steps)
        with transaction(self.engine) as db:
            ended = db.get_one(Reconciliation, run)
            ended.ended_at, ended.seen = self.now(), seen
            repairs = _count(db, run)
        logger.info(
            "reconciled", extra={"run": run, "seen": seen, "repairs": repairs, "failed": failed}
        )

    def _mend_all(self, steps: Steps) -> tuple[int, int]:
        """Compare everything: how many things were looked at, and how many could not be mended."""
        # Everything is read before anything is mended: a list cut short changes nothing.
        calls = self.lists.calls(steps.since, steps.until)
        recordings = self.lists.recordings(steps.since, steps.until)
        texts = self.lists.texts(steps.since, steps.until)
        by_call = defaultdict(list)
        for recording in recordings:
            by_call[recording.call_sid].append(recording)
        with transaction(self.engine, reads_only=True) as db:
            unknown = [one.id for one in unsettled(db, steps.since)]
        failed = steps.each(calls, CallMender(self.library, by_call).mend)
        failed += steps.each(recordings, mend_recording)
        failed += steps.each(texts, mend_text)
        failed += steps.each(unknown, mend_unsettled)
        failed += steps.each(late_calls(self.engine, steps.now), note_late)
        return len(calls) + len(recordings) + len(texts), failed + len(self.lists.unlisted)


def _since(db: Session, until: datetime) -> datetime:
    """Where a night begins: at the end of the last one that was done, and some days before."""
    last = db.scalar(
        select(func.max(Reconciliation.until)).where(
            Reconciliation.nightly_on.is_not(None), Reconciliation.ended_at.is_not(None)
        )
    )
    usual = until - LOOKS_BACK
    return max(min(usual, last or usual), until - LOOKS_BACK_AT_MOST)


def _count(db: Session, run: int) -> int:
    counted = select(func.count()).select_from(Repair).where(Repair.reconciliation_id == run)
    return db.scalar(counted) or 0
