"""The text of an appointment's copy: as an invitation (RFC 5546), or as a resource (RFC 4791).

The event itself is written as in a feed, so that every way tells the same.
"""

import hashlib
from urllib.parse import quote

from telesec.agenda.appointment import Appointment
from telesec.agenda.calendar_text import Display, event, visit_of
from telesec.agenda.client_calendar import ClientCalendar
from telesec.agenda.time_zones import zone_lines
from telesec.values.content_line import content_line
from telesec.values.invitation import SENDER_MARK, SENT_MARK
from telesec.values.language import text_in

_CONFIRMED, _CANCELLED = b"STATUS:CONFIRMED\r\n", b"STATUS:CANCELLED\r\n"
_END = b"END:VEVENT\r\n"
_MAILTO = "@!$&'*+-=_.~"  # what an address may hold as it is (RFC 6068 2)


def display_of(calendar: ClientCalendar) -> Display:
    """What copies in this calendar show."""
    practitioner, client = calendar.practitioner, calendar.client
    return Display(
        practitioner=practitioner.name,
        place=practitioner.place,
        trade=client.trade,
        country=client.country,
        zone=client.time_zone,
        language=client.language,
        colour=client.colour,
        details=calendar.details,
    )


def fingerprint_of(display: Display) -> str:
    """Another one when copies would say something else."""
    shown = (display.place, display.trade, display.country, display.zone, display.language)
    said = "\n".join([*map(str, shown), display.details])
    return hashlib.sha256(said.encode()).hexdigest()


def invitation(
    appointment: Appointment, calendar: ClientCalendar, sequence: int, *, stands: bool
) -> str:
    """An invitation to the appointment, or the word that it does not stand (any more).

    Who sends it and when is filled in by whoever sends it: values/invitation.py.
    """
    lines = _event(appointment, calendar, sequence).splitlines(keepends=True)
    people = (
        content_line(f"ORGANIZER:{SENDER_MARK}"),
        content_line(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:"
            f"mailto:{quote(calendar.address, safe=_MAILTO)}"
        ),
    )
    stamp = content_line(f"DTSTAMP:{SENT_MARK}")
    inner = b"".join(stamp if line.startswith(b"DTSTAMP:") else line for line in lines)
    inner = inner.replace(_END, b"".join(people) + _END)
    if not stands:
        inner = inner.replace(_CONFIRMED, _CANCELLED)
    return _around(inner, calendar, method="REQUEST" if stands else "CANCEL").decode()


def resource(appointment: Appointment, calendar: ClientCalendar, alarms: bytes = b"") -> bytes:
    """The copy as it is put into the client's calendar, with the reminders they have set."""
    inner = _event(appointment, calendar, appointment.sequence)
    return _around(inner.replace(_END, alarms + _END), calendar)


def sha256_of(appointment: Appointment, calendar: ClientCalendar) -> str:
    """The same as long as a copy says the same; that it was changed is no news by itself."""
    said = _event(appointment, calendar, 0, unmarked=True)
    return hashlib.sha256(said).hexdigest()


def _event(
    appointment: Appointment, calendar: ClientCalendar, sequence: int, *, unmarked: bool = False
) -> bytes:
    display = display_of(calendar)
    updated_at = appointment.created_at if unmarked else appointment.updated_at
    visit = visit_of(appointment)._replace(sequence=sequence, updated_at=updated_at)
    return event(visit, text_in(appointment.appointment_type.names, display.language), display)


def _around(inner: bytes, calendar: ClientCalendar, method: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//telesec//telesec//FR"]
    lines += ["CALSCALE:GREGORIAN"] + ([f"METHOD:{method}"] if method else [])
    lines += zone_lines(calendar.client.time_zone)
    return b"".join([*map(content_line, lines), inner, b"END:VCALENDAR\r\n"])
