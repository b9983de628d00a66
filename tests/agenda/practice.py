"""A small medical practice, ready to be called: what most tests of the agenda start from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import book
from telesec.agenda.free_time import Slot
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.calls.call import Call
from telesec.clients.client import Client, Line
from telesec.values.telephone import E164
from tests.makers import (
    NOW,
    make_appointment_type,
    make_call,
    make_client,
    make_line,
    make_practitioner,
)

DUPONT = E164("+33612345678")


@dataclass(frozen=True)
class Practice:
    client: Client
    line: Line
    martin: Practitioner
    consultation: AppointmentType
    call: Call

    def slot(self, starts_at: datetime, minutes: int | None = None) -> Slot:
        length = timedelta(minutes=minutes or self.consultation.minutes)
        return Slot(self.martin.id, self.consultation.id, starts_at, starts_at + length)

    def booked(self, db: Session, starts_at: datetime, name: str = "Jean Dupont") -> Appointment:
        return book(
            db,
            self.slot(starts_at),
            client_id=self.client.id,
            booked_by_id=None,
            caller_name=name,
            telephone=DUPONT,
            now=NOW,
        )


def make_practice(
    db: Session, key: str = "cabinet-martin", number: str = "+33180000001", **kind: object
) -> Practice:
    client = make_client(db, key)
    line = make_line(db, client, number)
    martin = make_practitioner(db, client)
    consultation = make_appointment_type(db, client, martin, **kind)
    return Practice(client, line, martin, consultation, make_call(db, client, line))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


TEN = utc("2026-12-01T09:00")


def visit(
    db: Session,
    practice: Practice,
    name: str,
    hours: int,
    *,
    email: str | None = None,
    born: date | None = None,
    telephone: E164 | None = DUPONT,
) -> Appointment:
    """Somebody has an appointment, so many hours after ten."""
    return book(
        db,
        practice.slot(TEN + timedelta(hours=hours)),
        client_id=practice.client.id,
        booked_by_id=None,
        caller_name=name,
        telephone=telephone,
        email=email,
        birth_date=born,
        now=NOW,
    )


def overlaps(db: Session) -> int:
    """How many pairs of standing appointments of one practitioner overlap, asked in plain SQL."""
    found = db.scalar(
        text("""
            SELECT count(*) FROM appointments AS a JOIN appointments AS b
            ON a.practitioner_id = b.practitioner_id AND a.id < b.id
            AND a.blocked_from < b.blocked_until AND b.blocked_from < a.blocked_until
            WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'
        """)
    )
    return int(found or 0)
