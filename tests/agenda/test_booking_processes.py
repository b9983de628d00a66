"""Real processes over one agenda: they hold, confirm, book, move, cancel and restore all at once,
and some are killed between the appointment and what is to be told of it.
"""

import multiprocessing
import os
import random
import signal
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import (
    HoldLost,
    NotBooked,
    SlotTaken,
    book,
    cancel,
    confirm,
    hold,
    move,
    release_expired,
)
from telesec.agenda.change import AppointmentChange, ChangeKind
from telesec.agenda.free_time import Slot
from telesec.agenda.mending import restore
from telesec.database import is_away, transaction
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.notifications.outbox import queue
from tests.agenda.practice import make_practice, overlaps, utc
from tests.databases import opened
from tests.makers import NOW, make_appointment_type, make_call, make_practitioner

pytestmark = pytest.mark.timeout(180)

TEN = utc("2026-12-01T09:00")
PROCESSES = 4
DEEDS = 60
QUARTERS = 10  # of an hour, in which everybody wants to come: somebody always has to give way


class Agenda(NamedTuple):
    """What each process is told of the house, by ids."""

    client_id: int
    practitioners: tuple[int, ...]
    kinds: tuple[int, ...]
    calls: tuple[int, ...]


def make_agenda(engine: Engine) -> Agenda:
    with transaction(engine) as db:
        practice = make_practice(db, buffer_after_minutes=5)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        both = (practice.martin, lefevre)
        practice.consultation.practitioners = list(both)
        most = make_appointment_type(
            db, practice.client, *both, key="limited", minutes=10, most_a_day=4
        )
        calls = [make_call(db, practice.client, practice.line).id for _ in range(PROCESSES)]
        kinds = (practice.consultation.id, most.id)
        return Agenda(practice.client.id, (both[0].id, both[1].id), kinds, tuple(calls))


class Caller:
    """One process: a caller with a call of its own, who does one thing after another."""

    def __init__(self, engine: Engine, agenda: Agenda, number: int, dies_at: int) -> None:
        self.engine = engine
        self.agenda = agenda
        self.call_id = agenda.calls[number]
        self.dice = random.Random(number)
        self.dies_at = dies_at  # which of its deeds; -1: none
        self.now: datetime = NOW

    def live(self) -> None:
        for deed in range(DEEDS):
            self.now = NOW + timedelta(seconds=30 * deed)
            self.dies = deed >= self.dies_at >= 0
            doing = self.dice.choice([self.book, self.hold, self.move, self.cancel, self.restore])
            try:
                doing()
            except (SlotTaken, HoldLost, NotBooked):
                continue
            except OperationalError as error:  # so many at once that one waited too long
                if not is_away(error):
                    raise

    def slot(self) -> Slot:
        minutes = 15 * self.dice.randrange(QUARTERS) + self.dice.choice([0, 5])
        start, length = TEN + timedelta(minutes=minutes), self.dice.choice([10, 20, 35])
        whom = self.dice.choice(self.agenda.practitioners)
        kind = self.dice.choice(self.agenda.kinds)
        return Slot(whom, kind, start, start + timedelta(minutes=length))

    def any(self, db: Session) -> Appointment | None:
        """One that stands or stood; a hold is nobody else's, and may be gone a moment later."""
        ids = db.scalars(
            select(Appointment.id)
            .where(Appointment.status != AppointmentStatus.HELD)
            .order_by(Appointment.id)
        ).all()
        return db.get(Appointment, self.dice.choice(ids)) if ids else None

    def told(self, db: Session, appointment: Appointment, what: str) -> None:
        """The SMS about it, in the same transaction; here is where a process may be killed."""
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        queue(
            db,
            client_id=self.agenda.client_id,
            call_id=None,
            kind=NotificationKind.APPOINTMENT,
            channel=Channel.SMS,
            recipient="+33612345678",
            subject="",
            body=what,
            once_key=f"{appointment.id}:{appointment.sequence}:{what}",
            now=self.now,
        )

    def book(self) -> None:
        with transaction(self.engine) as db:
            booked = book(
                db,
                self.slot(),
                client_id=self.agenda.client_id,
                booked_by_id=None,
                caller_name=f"call {self.call_id}",
                telephone=None,
                now=self.now,
            )
            self.told(db, booked, ChangeKind.BOOKED)

    def hold(self) -> None:
        """Hold, think about it longer than the hold lasts now and then, and confirm."""
        with transaction(self.engine) as db:
            held = hold(
                db,
                self.slot(),
                client_id=self.agenda.client_id,
                call_id=self.call_id,
                now=self.now,
                seconds=20,
            ).id
        later = self.now + timedelta(seconds=self.dice.choice([5, 40]))
        with transaction(self.engine) as db:
            release_expired(db, self.now)
        with transaction(self.engine) as db:
            confirmed = confirm(
                db,
                appointment_id=held,
                client_id=self.agenda.client_id,
                call_id=self.call_id,
                caller_name=f"call {self.call_id}",
                telephone=None,
                now=later,
            )
            self.told(db, confirmed, ChangeKind.BOOKED)

    def move(self) -> None:
        with transaction(self.engine) as db:
            if found := self.any(db):
                sequence = found.sequence
                move(db, found, self.slot(), self.now)
                if found.sequence != sequence:
                    self.told(db, found, ChangeKind.MOVED)

    def cancel(self) -> None:
        with transaction(self.engine) as db:
            found = self.any(db)
            if found and found.status == AppointmentStatus.CONFIRMED:
                cancel(db, found, self.now)

    def restore(self) -> None:
        with transaction(self.engine) as db:
            found = self.any(db)
            if found and found.status == AppointmentStatus.CANCELLED:
                restore(db, found, self.now)


def run_caller(url: str, barrier: Barrier, agenda: Agenda, number: int, dies_at: int) -> None:
    with opened(url) as engine:
        barrier.wait(60)
        Caller(engine, agenda, number, dies_at).live()


def test_processes_of_all_kinds_and_killed_ones_leave_an_agenda_without_overlap(
    engine: Engine, database_url: str
) -> None:
    agenda = make_agenda(engine)
    context = multiprocessing.get_context("forkserver")  # where all is imported once for all
    context.set_forkserver_preload([__name__])
    barrier = context.Barrier(PROCESSES)
    dies_at = [-1, -1, 8, 20]
    processes = [
        context.Process(target=run_caller, args=(database_url, barrier, agenda, n, dies_at[n]))
        for n in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(150)
    assert [process.exitcode for process in processes] == [0, 0, -signal.SIGKILL, -signal.SIGKILL]
    with transaction(engine, reads_only=True) as db:
        assert overlaps(db) == 0
        assert most_on_a_day(db, agenda.kinds[1]) <= 4
        assert told_and_done(db, ChangeKind.BOOKED) >= 10
        assert told_and_done(db, ChangeKind.MOVED) >= 1
        assert done(db, ChangeKind.RESTORED) >= 1


def most_on_a_day(db: Session, kind_id: int) -> int:
    counts = db.scalars(
        select(func.count())
        .select_from(Appointment)
        .where(
            Appointment.appointment_type_id == kind_id,
            Appointment.status != AppointmentStatus.CANCELLED,
        )
        .group_by(Appointment.practitioner_id, Appointment.starts_on)
    ).all()
    return max(counts, default=0)


def done(db: Session, kind: ChangeKind) -> int:
    found = select(func.count()).select_from(AppointmentChange)
    return db.scalar(found.where(AppointmentChange.kind == kind)) or 0


def told_and_done(db: Session, kind: ChangeKind) -> int:
    """How many changes of the kind there were; every one of them has its SMS, and none more."""
    told = db.scalar(
        select(func.count()).select_from(Notification).where(Notification.body == kind.value)
    )
    assert told == done(db, kind)
    return told or 0
