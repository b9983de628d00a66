"""Locks of an agenda, always in this order: the client's practitioners, then a calendar of theirs.

What waits for one another in different orders would wait for ever.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.client_calendar import ClientCalendar
from telesec.agenda.practitioner import Practitioner


def lock_agendas(db: Session, client_id: int) -> None:
    """Lock the practitioners of this client, always in the same order, until the commit.

    All of them, because one call may hold slots of several: two calls that locked one after
    another in different orders would wait for each other. Their other rows may still refer to
    them (``FOR NO KEY UPDATE``). SQLite has one writer at a time and needs no lock.
    """
    if db.get_bind().dialect.name == "sqlite":
        return
    db.execute(
        select(Practitioner.id)
        .where(Practitioner.client_id == client_id)
        .order_by(Practitioner.id)
        .with_for_update(key_share=True)
    ).all()


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
