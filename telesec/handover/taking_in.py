"""Taking an agenda in: each appointment is booked by the ordinary verb, or told why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import Absent, DayFull, ResourceTaken, SlotTaken, book
from telesec.agenda.free_time import Slot
from telesec.agenda.locks import lock_agendas
from telesec.agenda.names import folded
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.client import Client
from telesec.handover.incoming import Incoming, Refused
from telesec.values.language import Language

_WHY = {
    DayFull: "the practitioner has as many of this kind on that day as there may be",
    ResourceTaken: "what it needs (a room, a van) is taken then",
    Absent: "the practitioner is absent then",
}


@dataclass(slots=True)
class Report:
    """What became of a file."""

    taken: int = 0
    known: int = 0  # there already, by an earlier run
    past: int = 0  # over; not wanted
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class House:
    """Into which agendas, as which kinds; ``kind`` and ``whom`` where the file says nothing."""

    client: Client
    kinds: Sequence[AppointmentType]
    people: Sequence[Practitioner]
    kind: AppointmentType
    whom: Practitioner | None

    def kind_of(self, words: str) -> AppointmentType:
        """The kind that the words name; else the usual one."""
        said = folded(words)
        for one in self.kinds:
            names = [*one.names.values(), one.key, *_all_words(one.words)]
            if said and any(folded(name) == said for name in names):
                return one
        return self.kind

    def person_of(self, name: str) -> Practitioner | None:
        """The practitioner whom the file names; without a name, the one who was chosen."""
        said = set(folded(name).split())
        if not said:
            return self.whom
        named = [one for one in self.people if said & _telling(one.name)]
        return named[0] if len(named) == 1 else None


def _all_words(words: dict[Language, tuple[str, ...]]) -> Iterable[str]:
    return (word for some in words.values() for word in some)


def _telling(name: str) -> set[str]:
    """The words of a practitioner's name that tell one from another."""
    return set(folded(name).split()) - {"le", "la", "docteur", "docteure", "dr", "maitre", "me"}


def house_of(db: Session, client: Client, kind_key: str, whom_key: str) -> House:
    """The client's agendas. Raises LookupError, which says what there is, for a wrong key."""
    kinds = db.scalars(
        select(AppointmentType)
        .where(AppointmentType.client_id == client.id, AppointmentType.active)
        .order_by(AppointmentType.position, AppointmentType.id)
    ).all()
    people = db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id == client.id, Practitioner.active)
        .order_by(Practitioner.position, Practitioner.id)
    ).all()
    if not kinds or not people:
        raise LookupError(f"{client.key} has no practitioner or no appointment type to book with")
    kind = _by_key(kinds, kind_key, "type") if kind_key else kinds[0]
    whom = _by_key(people, whom_key, "practitioner") if whom_key else None
    return House(client, kinds, people, kind, whom or (people[0] if len(people) == 1 else None))


def _by_key(rows: Sequence[Any], key: str, what: str) -> Any:
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        there = ", ".join(row.key for row in rows)
        raise LookupError(f"there is no {what} {key!r}; there are: {there}")
    return found


def take_in(
    db: Session,
    house: House,
    rows: Iterable[Incoming],
    report: Report,
    *,
    now: datetime,
    with_past: bool = False,
    source: str = "",
) -> None:
    """Book what these rows say. The same row twice, also of an earlier run, is taken once.

    ``source`` stands in the history. Nobody is told by SMS or e-mail: all of them know.
    """
    lock_agendas(db, house.client.id)  # all, before the first of many that are with any of them
    for row in rows:
        if row.ends_at <= now and not with_past:
            report.past += 1
            continue
        if db.scalar(select(Appointment.id).where(Appointment.uid == _uid(house, row))):
            report.known += 1
            continue
        reason = _why_not(db, house, row, now, source)
        if reason:
            when = house.client.local(row.starts_at)
            report.refused.append(Refused(row.where, f"{when:%Y-%m-%d %H:%M} {row.name}", reason))
        else:
            report.taken += 1


def _uid(house: House, row: Incoming) -> str:
    """Of this client only: two clients may bring the same file."""
    return str(uuid5(NAMESPACE_URL, f"telesec:{house.client.key}:{row.uid}"))


def _why_not(db: Session, house: House, row: Incoming, now: datetime, source: str) -> str:
    """Book it; or why not."""
    whom = house.person_of(row.practitioner)
    if whom is None:
        if row.practitioner:
            return f"{row.practitioner!r} is no practitioner of this client"
        return "with whom? Name the practitioner (--practitioner), or give a column for it"
    slot = Slot(whom.id, house.kind_of(row.kind).id, row.starts_at, row.ends_at)
    try:
        book(
            db,
            slot,
            client_id=house.client.id,
            booked_by_id=None,
            caller_name=row.name,
            telephone=row.telephone,
            email=row.email,
            birth_date=row.birth_date,
            notes=row.notes,
            now=now,
            reason=source,
            uid=_uid(house, row),
            despite_busy=True,  # they stand already, whatever other calendars say
        )
    except SlotTaken as error:
        return _WHY.get(type(error), "there is another appointment then")
    except ValueError as error:
        return str(error)
    return ""
