"""The steps of a run: each a transaction of its own, kept, or in a rehearsal taken back."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from telesec.database import is_away, transaction
from telesec.reconciliation.repair import (
    Reconciliation,
    Repair,
    RepairKind,
    note_repair,
    repairs_of,
)

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of a run."""

    db: Session
    run: int
    now: datetime

    def repaired(
        self,
        kind: RepairKind,
        sid: str,
        *,
        client_id: int | None = None,
        before: str = "",
        after: str = "",
        needs_person: bool = False,
    ) -> bool:
        """Write the repair down; False when an earlier run has done so."""
        self.db.flush()
        return note_repair(
            self.db,
            self.run,
            kind,
            sid,
            self.now,
            client_id=client_id,
            before=before,
            after=after,
            needs_person=needs_person,
        )


@dataclass(slots=True)
class Steps:
    """The steps of one run. ``run`` is None in a rehearsal: nothing of it stays."""

    engine: Engine
    run: int | None
    since: datetime
    until: datetime
    now: datetime
    rehearsed: list[Repair] = field(default_factory=list)

    @contextmanager
    def step(self) -> Iterator[Step]:
        """A transaction, for one thing of the carrier's and what we have of it."""
        if self.run is not None:
            with transaction(self.engine) as db:
                yield Step(db, self.run, self.now)
            return
        with Session(self.engine) as db, db.begin() as unit:
            run = Reconciliation(since=self.since, until=self.until, begun_at=self.now)
            db.add(run)
            db.flush()
            yield Step(db, run.id, self.now)
            db.flush()
            for repair in repairs_of(db, run.id):
                if repair.client:
                    db.expunge(repair.client)
                db.expunge(repair)
                self.rehearsed.append(repair)
            unit.rollback()

    def each(self, things: Iterable[Thing], mend: Callable[[Step, Thing], object]) -> int:
        """Mend each in a step of its own; how many could not be.

        One that cannot be holds up no other, and is tried again by the next run. Raises
        SQLAlchemyError while the database is away.
        """
        failed = 0
        for thing in things:
            try:
                with self.step() as step:
                    mend(step, thing)
            except Exception as error:
                if isinstance(error, SQLAlchemyError) and is_away(error):
                    raise
                failed += 1
                sid = getattr(thing, "sid", "")
                logger.exception("reconciliation_fault", extra={"sid": sid, "run": self.run})
        return failed
