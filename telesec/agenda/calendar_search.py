"""Searching for a client's calendars: somebody gave a server, a user and a password at the console.

The worker goes there, because a server may let one wait longer than a page may; what it finds,
or what is wrong, stands in the row a moment later, and a person chooses one of the calendars.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, ForeignKey, String, Text, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.agenda.calendar_claim import PURPOSE
from telesec.agenda.client_calendar import ClientCalendar
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.switching import connect
from telesec.database import AsJson, Base, transaction
from telesec.gateways.caldav import CalDav, FoundCalendar
from telesec.gateways.caldav_faults import CalDavError, Trouble
from telesec.gateways.outside_http import OutsideHttp
from telesec.values.sealed import SealBroken, seal, unseal

CLAIM = timedelta(minutes=3)  # some ten requests, of at most 10 s each
KEPT = timedelta(hours=1)  # a password that led to nothing is not kept for longer


class CalendarSearch(Base):
    """A search for calendars in one account. A practitioner has one at most."""

    __tablename__ = "calendar_searches"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), unique=True)
    server: Mapped[str] = mapped_column(String(500))
    username: Mapped[str] = mapped_column(String(254))
    sealed_password: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    trouble: Mapped[Trouble | None]
    found: Mapped[list[FoundCalendar]] = mapped_column(AsJson(list[FoundCalendar]), default=list)

    practitioner: Mapped[Practitioner] = relationship()


def begin_search(
    db: Session,
    practitioner: Practitioner,
    *,
    server: str,
    username: str,
    password: str,
    secret_key: str,
    now: datetime,
) -> CalendarSearch:
    """Have the worker look for calendars in that account; an earlier search is given up."""
    end_search(db, practitioner.id)
    search = CalendarSearch(
        client_id=practitioner.client_id,
        practitioner_id=practitioner.id,
        server=server,
        username=username,
        sealed_password=seal(password, secret_key, PURPOSE),
        asked_at=now,
        found=[],
    )
    db.add(search)
    db.flush()
    return search


def end_search(db: Session, practitioner_id: int) -> None:
    """Forget the search, and the password with it."""
    db.execute(delete(CalendarSearch).where(CalendarSearch.practitioner_id == practitioner_id))


def search_of(db: Session, practitioner_id: int) -> CalendarSearch | None:
    """The search for this practitioner's calendars, if there is one."""
    wanted = CalendarSearch.practitioner_id == practitioner_id
    return db.scalar(select(CalendarSearch).where(wanted))


def choose(db: Session, search: CalendarSearch, url: str, now: datetime) -> ClientCalendar:
    """Write into this one of the calendars that were found. LookupError when it is none of them;
    CalendarInUse when another practitioner's agenda is written there.
    """
    chosen = next((one for one in search.found if one.url == url), None)
    if chosen is None:
        raise LookupError("none of the calendars that were found")
    calendar = connect(
        db,
        search.practitioner,
        server=search.server,
        username=search.username,
        sealed_password=search.sealed_password,
        collection=chosen.url,
        name=chosen.name,
        now=now,
    )
    end_search(db, search.practitioner_id)
    return calendar


def search_due(
    engine: Engine, http: OutsideHttp, secret_key: str, now: Callable[[], datetime]
) -> bool:
    """Carry out one search; whether there was one."""
    search = _claim(engine, now())
    if search is None:
        return False
    found: list[FoundCalendar] = []
    trouble: Trouble | None = None
    try:
        password = unseal(search.sealed_password, secret_key, PURPOSE)
        found = CalDav(http, search.username, password).calendars(search.server)
    except SealBroken:
        trouble = Trouble.KEY
    except CalDavError as error:
        trouble = error.trouble
    with transaction(engine) as db:
        row = db.get(CalendarSearch, search.id, with_for_update=True)
        # SQLite gives the id of one that was taken back to the next: is it still the same question?
        if row is not None and row.sealed_password == search.sealed_password:
            row.answered_at, row.found, row.trouble = now(), found, trouble
    return True


def _claim(engine: Engine, now: datetime) -> CalendarSearch | None:
    free = (
        CalendarSearch.answered_at.is_(None),
        or_(CalendarSearch.claimed_until.is_(None), CalendarSearch.claimed_until <= now),
    )
    with transaction(engine, reads_only=True) as db:
        old = db.scalar(select(CalendarSearch.id).where(CalendarSearch.asked_at <= now - KEPT))
        if old is None and db.scalar(select(CalendarSearch.id).where(*free).limit(1)) is None:
            return None
    with transaction(engine) as db:
        db.execute(delete(CalendarSearch).where(CalendarSearch.asked_at <= now - KEPT))
        search = db.scalar(
            select(CalendarSearch)
            .where(*free)
            .order_by(CalendarSearch.asked_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if search is not None:
            search.claimed_until = now + CLAIM
    return search
