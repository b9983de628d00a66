"""A practice whose doctor's own calendar we keep, and the worker that keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import book, cancel, move
from telesec.agenda.calendar_checking import check_due
from telesec.agenda.calendar_claim import PURPOSE, entering
from telesec.agenda.calendar_writing import write_due
from telesec.agenda.client_calendar import CalendarConflict, CalendarCopy, ClientCalendar
from telesec.agenda.copying import catch_up
from telesec.agenda.free_time import Slot
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.switching import connect
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.simulator.clock import ManualClock
from telesec.values.sealed import seal
from telesec.values.telephone import E164
from tests.agenda.calendars.server import PASSWORD, USER, CalendarServer
from tests.agenda.practice import make_practice, utc
from tests.makers import NOW, make_appointment_type, make_practitioner

KEY = "k" * 48
TEN = utc("2026-12-01T09:00")  # in Paris


@dataclass
class Keeping:
    """One practitioner's agenda, changed by hand, and the worker's steps."""

    engine: Engine
    clock: ManualClock = field(default_factory=lambda: ManualClock(NOW))
    martin_id: int = 0
    kind_id: int = 0
    client_id: int = 0

    @contextmanager
    def looking(self) -> Iterator[Session]:
        with transaction(self.engine) as db:
            yield db

    def slot(self, starts_at: datetime, practitioner_id: int | None = None) -> Slot:
        ends_at = starts_at + timedelta(minutes=20)
        return Slot(practitioner_id or self.martin_id, self.kind_id, starts_at, ends_at)

    def books(self, starts_at: datetime = TEN, name: str = "Jeanne Dupont") -> str:
        """Its UID."""
        with self.looking() as db:
            return book(
                db,
                self.slot(starts_at),
                client_id=self.client_id,
                booked_by_id=None,
                caller_name=name,
                telephone=E164("+33612345678"),
                now=self.clock.now(),
            ).uid

    def moves(self, uid: str, to: datetime, practitioner_id: int | None = None) -> None:
        with self.looking() as db:
            move(db, self.appointment(db, uid), self.slot(to, practitioner_id), self.clock.now())

    def cancels(self, uid: str) -> None:
        with self.looking() as db:
            cancel(db, self.appointment(db, uid), self.clock.now())

    def appointment(self, db: Session, uid: str) -> Appointment:
        return db.scalars(select(Appointment).where(Appointment.uid == uid)).one()

    def practitioner(self, db: Session) -> Practitioner:
        return db.get_one(Practitioner, self.martin_id)

    def client(self, db: Session) -> Client:
        return db.get_one(Client, self.client_id)

    def colleague(self, key: str = "lefevre") -> int:
        """Another practitioner of the practice, who offers the same."""
        with self.looking() as db:
            other = make_practitioner(db, self.client(db), key, name="le docteur Lefèvre")
            kind = db.get_one(AppointmentType, self.kind_id)
            kind.practitioners.append(other)
            return other.id

    def connected(self, server: CalendarServer, practitioner_id: int | None = None) -> None:
        with self.looking() as db:
            connect(
                db,
                db.get_one(Practitioner, practitioner_id or self.martin_id),
                server=server.url,
                username=USER,
                sealed_password=seal(PASSWORD, KEY, PURPOSE),
                collection=server.collection,
                name="Consultations",
                now=self.clock.now(),
            )

    def writes(self, server: CalendarServer) -> int:
        """The worker writes until nothing is due; how many copies were brought about."""
        catch_up(self.engine, self.clock.now)
        total = 0
        while done := write_due(self.engine, entering(server.http(), KEY), self.clock.now):
            total += done
        return total

    def checks(self, server: CalendarServer) -> bool:
        self.clock.advance(601)
        return check_due(self.engine, entering(server.http(), KEY), self.clock.now)

    def copies(self) -> list[CalendarCopy]:
        with self.looking() as db:
            return list(db.scalars(select(CalendarCopy).order_by(CalendarCopy.id)))

    def conflicts(self) -> list[CalendarConflict]:
        with self.looking() as db:
            return list(
                db.scalars(
                    select(CalendarConflict)
                    .where(CalendarConflict.resolved_at.is_(None))
                    .order_by(CalendarConflict.id)
                )
            )

    def calendar(self) -> ClientCalendar:
        with self.looking() as db:
            return db.scalars(
                select(ClientCalendar).where(
                    ClientCalendar.practitioner_id == self.martin_id,
                    ClientCalendar.left_at.is_(None),
                )
            ).one()


def keeping(engine: Engine) -> Keeping:
    with transaction(engine) as db:
        practice = make_practice(db, "cabinet-neuf", "+33180000009")
        make_appointment_type(db, practice.client, practice.martin, key="other")
        return Keeping(
            engine,
            martin_id=practice.martin.id,
            kind_id=practice.consultation.id,
            client_id=practice.client.id,
        )
