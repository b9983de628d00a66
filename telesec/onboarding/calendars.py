"""How practitioners' own calendars are kept, from the clients file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.copying import copy_changes
from telesec.agenda.practitioner import CalendarWay, Practitioner
from telesec.agenda.switching import by_caldav, by_feed, by_invitations
from telesec.onboarding.client_file import PractitionerEntry


def put_calendars(
    db: Session,
    practitioners: Mapping[str, Practitioner],
    entries: Sequence[PractitionerEntry],
    now: datetime,
) -> bool:
    """Each practitioner's calendar by the way that the file says; without a word it stays as it is.

    Whether any is another now. What is coming is handed over: telesec/agenda/switching.py.
    """
    changed = False
    for entry in entries:
        changed |= _put(db, practitioners[entry.key], entry, now)
    return changed


def _put(db: Session, row: Practitioner, entry: PractitionerEntry, now: datetime) -> bool:
    details = entry.calendar_details
    if entry.calendar_by == CalendarWay.FEED:
        return by_feed(db, row, now)
    if entry.calendar_by == CalendarWay.INVITATIONS and entry.invitations_to:
        return by_invitations(db, row, entry.invitations_to, now, details=details)
    if entry.calendar_by == CalendarWay.CALDAV:
        return by_caldav(db, row, now, details=details)
    copy_changes(db, [row.id], now)  # what copies show may have changed with the client
    return False
