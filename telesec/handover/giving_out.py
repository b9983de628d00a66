"""Giving out: everything we keep for a client, in files that any other program reads.

A ZIP with an iCalendar file for each practitioner, tables (CSV) of appointments with every change
of them, messages, calls and the practice's own rules, and a page that says what is what.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.calendar_text import Display, calendar, event, visit_of
from telesec.agenda.change import AppointmentChange
from telesec.agenda.places import address_of
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.messages.message import Message
from telesec.values.language import text_in

AT_A_TIME = 500  # rows that are read together
# A cell that begins so would be a formula to a spreadsheet program.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")

READ_ME = """{client} — {now}

agendas/*.ics          les rendez-vous qui tiennent, un fichier par praticien (iCalendar, RFC 5545)
appointments.csv       tous les rendez-vous, annulés compris
appointment_changes.csv  tout ce qui leur est arrivé, quand, par qui, pourquoi
messages.csv           les messages
calls.csv              les appels, leurs durées à la seconde
practitioners.csv, appointment_types.csv  les règles du cabinet

Textes en UTF-8, séparés par des points-virgules ; heures locales de {zone}.

agendas/*.ics: appointments that stand, one file for each practitioner (iCalendar, RFC 5545).
The tables hold all appointments, what has happened to each, messages, calls with their seconds,
and the practice's rules. UTF-8, separated by semicolons; local times of {zone}.
"""

Rows = Iterable[Sequence[Any]]


def give_out(db: Session, client: Client, out: IO[bytes], now: datetime) -> int:
    """Write the ZIP of everything kept for this client; how many appointments are in it."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        read_me = READ_ME.format(
            client=client.name, now=client.local(now).strftime("%Y-%m-%d %H:%M"), zone=client.zone
        )
        archive.writestr("LISEZ-MOI.txt", read_me)
        people = db.scalars(
            select(Practitioner)
            .where(Practitioner.client_id == client.id)
            .order_by(Practitioner.position, Practitioner.id)
        ).all()
        for person in people:
            archive.writestr(f"agendas/{person.key}.ics", _agenda(db, person))
        for name, headings, rows in (
            ("appointments.csv", APPOINTMENTS, _appointments(db, client)),
            ("appointment_changes.csv", CHANGES, _changes(db, client)),
            ("messages.csv", MESSAGES, _messages(db, client)),
            ("calls.csv", CALLS, _calls(db, client)),
            ("practitioners.csv", PRACTITIONERS, map(_practitioner, people)),
            ("appointment_types.csv", TYPES, _types(db, client)),
        ):
            written = _table(archive, name, headings, rows)
            count = written if name == "appointments.csv" else count
    return count


def _table(archive: zipfile.ZipFile, name: str, headings: Sequence[str], rows: Rows) -> int:
    count = 0
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(headings)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            count += 1
    return count


def _cell(value: Any) -> str:
    """As text; what a spreadsheet would take for a formula begins with an apostrophe, but for
    telephone numbers, which are only a plus sign and figures.
    """
    said = "" if value is None else str(value)
    is_number = said[1:].isdecimal()
    return f"'{said}" if said.startswith(FORMULAS) and not is_number else said


def _all(db: Session, query: Any) -> Iterator[Any]:
    return iter(db.scalars(query.execution_options(yield_per=AT_A_TIME)))


def _agenda(db: Session, person: Practitioner) -> bytes:
    """All that stands, past and to come, as the fullest feed would show it."""
    client = person.client
    display = Display(
        person.name,
        person.place,
        client.trade,
        client.country,
        client.time_zone,
        client.language,
        client.colour,
    )
    rows = db.scalars(
        select(Appointment)
        .where(
            Appointment.practitioner_id == person.id,
            Appointment.client_id == client.id,
            Appointment.status == AppointmentStatus.CONFIRMED,
        )
        .options(joinedload(Appointment.appointment_type), joinedload(Appointment.place))
        .order_by(Appointment.starts_at, Appointment.uid)
    ).all()
    return calendar(display, (_event(row, display) for row in rows))


def _event(row: Appointment, display: Display) -> bytes:
    visit = visit_of(row)._replace(email=row.email)
    return event(visit, text_in(row.appointment_type.names, display.language), display)


APPOINTMENTS = (
    "id", "date", "start", "end", "name", "telephone", "email", "birth_date", "kind",
    "practitioner", "place", "status", "notes", "uid", "created_at", "updated_at",
)  # fmt: skip


def _appointments(db: Session, client: Client) -> Rows:
    query = (
        select(Appointment)
        .where(Appointment.client_id == client.id, Appointment.status != AppointmentStatus.HELD)
        .options(
            joinedload(Appointment.appointment_type),
            joinedload(Appointment.practitioner),
            joinedload(Appointment.place),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    for row in _all(db, query):
        starts, ends = client.local(row.starts_at), client.local(row.ends_at)
        yield (
            row.id,
            f"{starts:%Y-%m-%d}",
            f"{starts:%H:%M}",
            f"{ends:%H:%M}",
            row.caller_name,
            row.telephone,
            row.email,
            row.birth_date,
            text_in(row.appointment_type.names, client.language),
            row.practitioner.name,
            address_of(row),
            row.status.value,
            row.notes,
            row.uid,
            _local(client, row.created_at),
            _local(client, row.updated_at),
        )


CHANGES = ("appointment_id", "at", "what", "started_at", "starts_at", "by_call", "reason")


def _changes(db: Session, client: Client) -> Rows:
    query = (
        select(AppointmentChange)
        .join(Appointment, Appointment.id == AppointmentChange.appointment_id)
        .where(Appointment.client_id == client.id)
        .order_by(AppointmentChange.id)
    )
    for row in _all(db, query):
        yield (
            row.appointment_id,
            _local(client, row.at),
            row.kind.value,
            _local(client, row.started_at),
            _local(client, row.starts_at),
            row.call_id,
            row.reason,
        )


MESSAGES = (
    "id", "at", "caller_name", "callback_number", "urgency", "subject", "body", "recorded_words",
    "status", "acknowledged_at", "call_id",
)  # fmt: skip


def _messages(db: Session, client: Client) -> Rows:
    for row in _all(db, select(Message).where(Message.client_id == client.id).order_by(Message.id)):
        yield (
            row.id,
            _local(client, row.created_at),
            row.caller_name,
            row.callback_number,
            row.urgency.value,
            row.subject,
            row.body,
            row.recorded_words,
            row.status.value,
            _local(client, row.acknowledged_at),
            row.call_id,
        )


CALLS = (
    "id", "call_sid", "started_at", "ended_at", "caller_number", "dialed_number", "disposition",
    "duration_seconds", "assistant_seconds", "ring_seconds", "queue_seconds",
    "secretary_seconds", "hold_seconds", "wrap_up_seconds",
)  # fmt: skip


def _calls(db: Session, client: Client) -> Rows:
    for row in _all(db, select(Call).where(Call.client_id == client.id).order_by(Call.id)):
        yield (
            row.id,
            row.call_sid,
            _local(client, row.started_at),
            _local(client, row.ended_at),
            row.caller_number,
            row.dialed_number,
            row.disposition.value if row.disposition else "",
            *(getattr(row, name) for name in CALLS[7:]),
        )


PRACTITIONERS = ("key", "name", "place", "opening_hours", "active")


def _practitioner(row: Practitioner) -> Sequence[Any]:
    hours = row.opening_hours.model_dump_json(exclude_defaults=True)
    return row.key, row.name, row.place, hours, row.active


TYPES = (
    "key", "names", "minutes", "buffer_before_minutes", "buffer_after_minutes", "notice_minutes",
    "horizon_days", "most_a_day", "practitioners", "active",
)  # fmt: skip


def _types(db: Session, client: Client) -> Rows:
    query = (
        select(AppointmentType)
        .where(AppointmentType.client_id == client.id)
        .order_by(AppointmentType.position, AppointmentType.id)
    )
    for row in db.scalars(query):
        yield (
            row.key,
            " / ".join(row.names.values()),
            *(getattr(row, name) for name in TYPES[2:8]),
            ", ".join(one.key for one in row.practitioners),
            row.active,
        )


def _local(client: Client, at: datetime | None) -> str:
    return f"{client.local(at):%Y-%m-%d %H:%M:%S}" if at else ""
