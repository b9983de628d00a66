"""The text of a feed (RFC 5545), so that the same agenda always gives the same bytes.

Written by hand: rendering 5,000 appointments through a library takes over a second, this a
twentieth of it. What calendar programs really do with each line decided what is written:

- no METHOD: with it DTSTAMP would be the moment of writing, and no two bodies alike;
- DTSTAMP and LAST-MODIFIED are the appointment's last change, SEQUENCE counts its changes;
- cancelled appointments are absent: some programs show STATUS:CANCELLED as if it stood;
- no VALARM, which wakes people, and no CLASS, which hides appointments from their owner.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from telesec.agenda.appointment import Appointment
from telesec.agenda.colours import named_colour
from telesec.agenda.feed import FeedDetails
from telesec.agenda.time_zones import has_rules, zone_lines
from telesec.clients.account import Role
from telesec.values.content_line import content_line as _line
from telesec.values.language import Language
from telesec.values.telephone import national
from telesec.values.trade import OF_PATIENTS

REFRESH = "PT15M"

# What no text may hold (RFC 5545 3.3.11): control characters, and other ends of line that some
# programs take for one.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ARTICLE = re.compile(r"(?:le|la|the)\s+|l['’]", re.IGNORECASE)

_END = b"END:VCALENDAR\r\n"

_WORDS = {
    Language.FR: {
        "nobody": "Rendez-vous",
        "busy": "Occupé",
        "of": "{} : {}",
        "telephone": "Tél. {}",
        "email": "E-mail : {}",
        "by_assistant": "Pris par l’assistant le {} à {}",
        "by_person": "Pris par le secrétariat le {} à {}",
        "by_client": "Pris par vos soins le {} à {}",
        "moved": "Modifié le {} à {}",
        "date": "%d/%m/%Y",
    },
    Language.EN: {
        "nobody": "Appointment",
        "busy": "Busy",
        "of": "{}: {}",
        "telephone": "Tel. {}",
        "email": "E-mail: {}",
        "by_assistant": "Booked by the assistant on {} at {}",
        "by_person": "Booked by the secretary on {} at {}",
        "by_client": "Booked by you on {} at {}",
        "moved": "Changed on {} at {}",
        "date": "%d %b %Y",
    },
}

_BY = {None: "by_assistant", Role.CLIENT: "by_client"}


@dataclass(frozen=True, slots=True)
class Display:
    """What a feed says of a practitioner and client; with another one the text is another."""

    practitioner: str  # as said aloud: "le docteur Martin"
    place: str
    trade: str
    country: str
    zone: str
    language: Language
    colour: str  # "#rrggbb", the client's
    details: FeedDetails = FeedDetails.FULL
    client: str = ""  # its name, where all its practitioners stand in one calendar

    @property
    def person(self) -> str:
        """The practitioner, as it stands in a list: without the article, with a capital."""
        name = _ARTICLE.sub("", self.practitioner.strip(), count=1)
        return name[:1].upper() + name[1:]

    @property
    def title(self) -> str:
        """The calendar's name."""
        return self.client or self.person


class Visit(NamedTuple):
    """What of an appointment is written. UTC instants."""

    id: int
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    kind_id: int
    caller_name: str | None
    telephone: str | None
    booked_by: Role | None  # None: by the assistant
    created_at: datetime
    updated_at: datetime
    notes: str
    place: str | None = None  # None: the practitioner's usual one
    email: str | None = None  # only in what is given out whole: feeds go to firms we know little of


def visit_of(appointment: Appointment) -> Visit:
    """What of this appointment is written."""
    return Visit(
        id=appointment.id,
        uid=appointment.uid,
        sequence=appointment.sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        kind_id=appointment.appointment_type_id,
        caller_name=appointment.caller_name,
        telephone=appointment.telephone,
        booked_by=appointment.booked_by.role if appointment.booked_by else None,
        created_at=appointment.created_at,
        updated_at=appointment.updated_at,
        notes=appointment.notes,
        place=appointment.place.address if appointment.place else None,
    )


def calendar(display: Display, events: Iterable[bytes]) -> bytes:
    """The whole calendar around its events, each the bytes of ``event``, in order."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//telesec//telesec//FR",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(display.title)}",
        f"X-WR-CALNAME:{_escaped(display.title)}",
        f"X-WR-TIMEZONE:{display.zone}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",  # RFC 7986 5.7
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"COLOR:{named_colour(display.colour)}",  # RFC 7986 5.9
        *zone_lines(display.zone),
    ]
    return b"".join([*map(_line, lines), *events, _END])


def event(visit: Visit, kind_name: str, display: Display) -> bytes:
    """One VEVENT. ``kind_name`` is the appointment type's name in the client's language."""
    zone = ZoneInfo(display.zone)
    description = _description(visit, zone, display)
    is_busy = display.details == FeedDetails.BUSY
    changed, place = _utc(visit.updated_at), "" if is_busy else visit.place or display.place
    # These lines are short: they need no folding, and most of the time would go into it.
    head = (
        "BEGIN:VEVENT\r\n"
        f"UID:{visit.uid}\r\n"
        f"DTSTAMP:{changed}\r\n"
        f"LAST-MODIFIED:{changed}\r\n"
        f"SEQUENCE:{visit.sequence}\r\n"
        f"{_times(visit, zone, display)}"
    )
    return b"".join(
        (
            head.encode(),
            _line(f"SUMMARY:{_escaped(_summary(visit, kind_name, display))}"),
            _line(f"DESCRIPTION:{_escaped(description)}") if description else b"",
            _line(f"LOCATION:{_escaped(place)}") if place else b"",
            b"STATUS:CONFIRMED\r\nEND:VEVENT\r\n",
        )
    )


def _times(visit: Visit, zone: ZoneInfo, display: Display) -> str:
    starts_at, ends_at = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
    # An hour that October has twice is the first one when written as wall time (RFC 5545
    # 3.3.5); the second can be written in UTC only.
    if starts_at.fold or ends_at.fold or not has_rules(display.zone):
        return f"DTSTART:{_utc(visit.starts_at)}\r\nDTEND:{_utc(visit.ends_at)}\r\n"
    tzid = f"TZID={display.zone}"
    return f"DTSTART;{tzid}:{_wall(starts_at)}\r\nDTEND;{tzid}:{_wall(ends_at)}\r\n"


def _wall(local: datetime) -> str:
    """20261201T100000, of 2026-12-01T10:00:00; twice as fast as strftime."""
    return local.isoformat()[:19].replace("-", "").replace(":", "")


def _utc(instant: datetime) -> str:
    return f"{_wall(instant)}Z"


def _summary(visit: Visit, kind_name: str, display: Display) -> str:
    words = _WORDS[display.language]
    name = _cleaned(visit.caller_name or "") or words["nobody"]
    if display.details == FeedDetails.BUSY:
        said = words["busy"]
    elif display.details == FeedDetails.INITIALS:
        said = _initials(visit.caller_name or "") or words["nobody"]
    # A secret of health stays in the house: calendars are synced to firms we know nothing of.
    elif display.trade in OF_PATIENTS:
        said = name
    else:
        said = f"{name} — {kind_name}"
    return words["of"].format(display.person, said) if display.client else said


def _initials(name: str) -> str:
    """ "J.-P. D." of Jean-Pierre Dupont."""
    words = (re.split("-+", word) for word in _cleaned(name).split())
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in parts if part) for parts in words if any(parts)
    )


def _description(visit: Visit, zone: ZoneInfo, display: Display) -> str:
    if display.details == FeedDetails.BUSY:
        return ""
    words, full = _WORDS[display.language], display.details == FeedDetails.FULL
    lines = [
        _when(
            words[_BY.get(visit.booked_by, "by_person")], visit.created_at.astimezone(zone), words
        )
    ]
    if visit.email and full:
        lines.insert(0, words["email"].format(visit.email))
    if visit.telephone and full:
        lines.insert(0, words["telephone"].format(_number(visit.telephone, display.country)))
    if visit.sequence:
        lines.append(_when(words["moved"], visit.updated_at.astimezone(zone), words))
    if visit.notes and full and display.trade not in OF_PATIENTS:
        lines.append(visit.notes)
    return "\n".join(lines)


def _when(sentence: str, local: datetime, words: dict[str, str]) -> str:
    return sentence.format(local.strftime(words["date"]), local.strftime("%H:%M"))


def _number(number: str, country: str) -> str:
    # Nearly every number is a French one, and libphonenumber takes 40 microseconds for each.
    if country == "FR" and number.startswith("+33") and len(number) == 12:
        pairs = (number[at : at + 2] for at in range(4, 12, 2))
        return " ".join((f"0{number[3]}", *pairs))
    return national(number, country)


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545 3.3.11), without what no program could read."""
    text = _cleaned(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _cleaned(text: str) -> str:
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n")).strip()
