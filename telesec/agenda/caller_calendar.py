"""One appointment as a file for its caller's own calendar (RFC 5545).

Without METHOD: it is no invitation, and PUBLISH would need an organizer (RFC 5546 3.2.1). The
same UID and a higher SEQUENCE after a move, so that opened again it replaces what was there. Why
the caller comes stands nowhere: calendars are synced to firms we know nothing of.
"""

from datetime import UTC, datetime

from icalendar import Calendar, Event, Timezone

from telesec.agenda.appointment import Appointment
from telesec.agenda.places import address_of
from telesec.agenda.time_zones import has_rules, zone_lines
from telesec.values.language import Language
from telesec.values.trade import SECRETIVE

TITLE = {Language.FR: "Rendez-vous : {}", Language.EN: "Appointment: {}"}
BRING = {Language.FR: "À apporter : {}", Language.EN: "Please bring: {}"}


def caller_calendar(appointment: Appointment, language: Language) -> bytes:
    """The file, with where it is and what to bring."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//telesec//telesec//FR")
    calendar.add("calscale", "GREGORIAN")
    zone_text = "\r\n".join([*zone_lines(appointment.client.time_zone), ""])
    calendar.add_component(Timezone.from_ical(zone_text))
    calendar.add_component(_event(appointment, language))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, language: Language) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", appointment.updated_at)
    event.add("last-modified", appointment.updated_at)
    event.add("sequence", appointment.sequence)
    starts_at, ends_at = _written(appointment, appointment.starts_at, appointment.ends_at)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    client = appointment.client
    practitioner = appointment.practitioner.name_in(language)
    whom = practitioner if client.trade in SECRETIVE else client.name
    event.add("summary", TITLE[language].format(whom))
    if address := address_of(appointment):
        event.add("location", address)
    if bring := appointment.appointment_type.to_bring(language):
        event.add("description", BRING[language].format(bring))
    event.add("status", "CONFIRMED")
    return event


def _written(appointment: Appointment, *instants: datetime) -> list[datetime]:
    """In the client's wall time; in UTC where that would be the wrong hour of two (October)."""
    client = appointment.client
    local = [client.local(instant) for instant in instants]
    if has_rules(client.time_zone) and not any(one.fold for one in local):
        return local
    return [instant.astimezone(UTC) for instant in instants]
