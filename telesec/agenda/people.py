"""People found again, by name or number; a family on one number is kept apart.

There is no table of people: a person is what appointments of one client have in common, the name
as it was told and, where it is known, the date of birth.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.names import folded, has_first_name, is_alike
from telesec.clients.client import Client

FEWEST_DIGITS = 4  # that are looked for in telephone numbers
MOST_APPOINTMENTS = 400  # that are gone through, the newest first
MOST_NAMES = 20_000  # that are compared when a name is written otherwise


@dataclass(slots=True)
class Person:
    """Somebody with appointments at one client; the newest of them first."""

    client: Client
    name: str
    birth_date: date | None
    telephones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)

    def coming(self, now: datetime) -> list[Appointment]:
        """Those that stand and are not over, the next one first."""
        return [
            one
            for one in reversed(self.appointments)
            if one.status == AppointmentStatus.CONFIRMED and one.ends_at > now
        ]

    def past(self, now: datetime) -> list[Appointment]:
        """Those that are over, and cancelled ones, the newest first."""
        coming = {one.id for one in self.coming(now)}
        return [one for one in self.appointments if one.id not in coming]


def find_people(db: Session, client_ids: Collection[int], words: str) -> list[Person]:
    """Who is meant by these words: parts of a name in any order, digits of a number, or an e-mail
    address.

    A name that nobody has is looked for as a recogniser might have written it. Nobody when there
    is nothing to look for.
    """
    if "@" in words.strip("@ "):
        return _people(db, client_ids, Appointment.email == words.strip().lower())
    digits = "".join(c for c in words if c.isdigit() and c.isascii()).removeprefix("0")
    parts = folded("".join(c for c in words if not c.isdigit())).split()
    if len(digits) >= FEWEST_DIGITS:
        return _people(db, client_ids, Appointment.telephone.contains(digits, autoescape=True))
    if not parts:
        return []
    named = [Appointment.folded_name.contains(part, autoescape=True) for part in parts]
    found = _people(db, client_ids, and_(*named))
    return found or _alike(db, client_ids, " ".join(parts))


def people_with_number(db: Session, client_id: int, telephone: str | None) -> list[Person]:
    """Everybody whose appointments at this client were made with that number."""
    if not telephone:
        return []
    return _people(db, [client_id], Appointment.telephone == telephone)


def _alike(db: Session, client_ids: Collection[int], name: str) -> list[Person]:
    """Those with a name like that one: Lefebvre where Lefèvre is meant."""
    names = db.scalars(
        select(Appointment.folded_name)
        .where(Appointment.client_id.in_(client_ids), Appointment.folded_name.is_not(None))
        .distinct()
        .limit(MOST_NAMES)
    )
    meant = [one for one in names if one and is_alike(name, one)]
    return _people(db, client_ids, Appointment.folded_name.in_(meant)) if meant else []


def _people(db: Session, client_ids: Collection[int], which: ColumnElement[bool]) -> list[Person]:
    rows = db.scalars(
        select(Appointment)
        .where(
            Appointment.client_id.in_(client_ids),
            Appointment.status != AppointmentStatus.HELD,
            which,
        )
        .options(
            joinedload(Appointment.client),
            joinedload(Appointment.practitioner),
            joinedload(Appointment.appointment_type),
        )
        .order_by(Appointment.starts_at.desc(), Appointment.id.desc())
        .limit(MOST_APPOINTMENTS)
    ).all()
    return _told_apart(rows)


def _told_apart(rows: Iterable[Appointment]) -> list[Person]:
    """Appointments by person: of one client, by one name, and not with two dates of birth.

    Who gave no date of birth is who gave one, if there is one only of that name and number.
    """
    dated: dict[tuple[int, tuple[str, ...], date], Person] = {}
    undated: dict[tuple[int, tuple[str, ...], str], list[Appointment]] = {}
    for row in rows:
        name = tuple(sorted((row.folded_name or "").split()))
        if row.birth_date:
            key = row.client_id, name, row.birth_date
            person = dated.setdefault(key, _person(row))
            _add(person, row)
        else:
            undated.setdefault((row.client_id, name, _mark(row)), []).append(row)
    people = list(dated.values())
    for (client_id, name, telephone), theirs in undated.items():
        same = [
            person
            for (of_client, named, _), person in dated.items()
            if (of_client, named) == (client_id, name) and telephone in person.telephones
        ]
        person = same[0] if len(same) == 1 and telephone else _person(theirs[0])
        for row in theirs:
            _add(person, row)
        if person not in people:
            people.append(person)
    for person in people:
        person.appointments.sort(key=lambda one: (one.starts_at, one.id), reverse=True)
    return sorted(people, key=lambda person: person.appointments[0].starts_at, reverse=True)


def _mark(row: Appointment) -> str:
    """What beside the name tells whose it is. A surname alone, as other houses' agendas have it,
    tells of no one: without number and address each stands for somebody else.
    """
    if row.telephone or has_first_name(row.caller_name or ""):
        return row.telephone or ""
    return row.email or f"appointment {row.id}"


def _person(row: Appointment) -> Person:
    return Person(row.client, row.caller_name or "", row.birth_date)


def _add(person: Person, row: Appointment) -> None:
    person.appointments.append(row)
    if row.telephone and row.telephone not in person.telephones:
        person.telephones.append(row.telephone)
    if row.email and row.email not in person.emails:
        person.emails.append(row.email)
