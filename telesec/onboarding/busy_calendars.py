"""The practitioners' other calendars, as the clients file lists them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.busy.calendar import BusyCalendar, CalendarKind
from telesec.agenda.busy.calendars import Access, Named, put_calendar, remove_calendar
from telesec.agenda.practitioner import Practitioner
from telesec.onboarding.client_file import CalendarEntry, ClientEntry


def put_busy_calendars(
    db: Session,
    practitioners: dict[str, Practitioner],
    entry: ClientEntry,
    secret_key: str,
    now: datetime,
) -> bool:
    """Those listed are read; those that a file listed before are no more. Whether any changed.

    What was named in the console stays, unless the file names it too: then it is the file's.
    """
    changed = False
    for one in entry.practitioners:
        practitioner = practitioners[one.key]
        changed |= _take_out(db, practitioner, {calendar.label for calendar in one.busy_calendars})
        for calendar in one.busy_calendars:
            changed |= _put(db, practitioner, calendar, secret_key, now)
    return changed


def _put(
    db: Session, practitioner: Practitioner, entry: CalendarEntry, secret_key: str, now: datetime
) -> bool:
    kind = CalendarKind.CALDAV if entry.caldav else CalendarKind.ICS
    access = Access(url=entry.caldav or entry.ics or "", user=entry.user, password=entry.password)
    named = Named(entry.label, kind, access, entry.tentative_is_free)
    return put_calendar(db, practitioner, named, secret_key=secret_key, now=now, from_file=True)


def _take_out(db: Session, practitioner: Practitioner, listed: set[str]) -> bool:
    gone = db.scalars(
        select(BusyCalendar).where(
            BusyCalendar.practitioner_id == practitioner.id,
            BusyCalendar.from_file,
            BusyCalendar.label.not_in(listed),
        )
    ).all()
    for calendar in gone:
        remove_calendar(db, calendar)
    return bool(gone)
