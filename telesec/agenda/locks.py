"""Locks of an agenda, always in this order: the client's practitioners, then a calendar of theirs.

What waits for one another in different orders would wait for ever.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from telesec.agenda.client_calendar import ClientCalendar
from telesec.agenda.practitioner import Practitioner
from telesec.prepared import Found, Prepared, Step, in_one_journey

QUEUE = 1  # the first half of an advisory lock's number, so that it is no other's

_id, _client_id = Practitioner.__table__.c.id, Practitioner.__table__.c.client_id


def _locks(whose: ColumnElement[bool]) -> tuple[Prepared, Prepared]:
    """First the queue: with the rows alone, the longest wait of forty who came at once was twice
    as long. Then the rows, to which other rows may still refer (``FOR NO KEY UPDATE``), against
    whoever does not queue.
    """
    of_them = select(_id).where(whose).order_by(_id)
    turn = func.pg_advisory_xact_lock(QUEUE, of_them.subquery().c.id)
    return Prepared(select(turn)), Prepared(of_them.with_for_update(key_share=True))


_all, _one = (_locks(one == bindparam("whose")) for one in (_client_id, _id))


def lock_agendas(db: Session, client_id: int, *looks: Step) -> list[Found]:
    """Lock the practitioners of this client, always in the same order, until the commit; then take
    the ``looks`` in the same journey: what each finds.

    All of them, because one call may hold slots of several: two calls that locked one after
    another in different orders would wait for each other. SQLite has one writer at a time and
    needs no lock.
    """
    return _locked(db, _all, client_id, looks)


def lock_one_agenda(db: Session, practitioner_id: int, *looks: Step) -> list[Found]:
    """The same of this practitioner only: for what changes no other agenda in its transaction."""
    return _locked(db, _one, practitioner_id, looks)


def lock_changed_agendas(db: Session, client_id: int) -> None:
    """The same of all, past the queue: for whoever may have changed a practitioner before. The
    first in the queue would wait for them, and they for the queue.
    """
    _locked(db, _all[1:], client_id, ())


def _locked(
    db: Session, locks: Sequence[Prepared], whose: int, looks: Sequence[Step]
) -> list[Found]:
    needed = () if db.get_bind().dialect.name == "sqlite" else locks
    found = in_one_journey(db, *((one, {"whose": whose}) for one in needed), *looks)
    return found[len(needed) :]


def lock_calendar(db: Session, calendar: ClientCalendar) -> None:
    """Keep the worker that writes into this calendar from noting what came of it meanwhile.

    What it noted just before is read anew by whoever asks after this.
    """
    db.scalar(
        select(ClientCalendar)
        .where(ClientCalendar.id == calendar.id)
        .with_for_update(key_share=True, of=ClientCalendar)
        .execution_options(populate_existing=True)
    )
