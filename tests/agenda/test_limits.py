"""How many of a kind in a day, and of a room at a time: kept whoever writes, and however many."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import (
    DayFull,
    ResourceTaken,
    SlotTaken,
    book,
    cancel,
    confirm,
    hold,
    move,
)
from telesec.agenda.free_time import Slot, free_slots
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.resource import Resource
from telesec.agenda.taken import at_least, united
from telesec.database import transaction
from tests.agenda.practice import Practice, make_practice, utc
from tests.at_once import at_once
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_practitioner,
)

MORNING = utc("2026-12-01T07:00")  # a Tuesday, 8:00 in Paris
LATER = NOW + timedelta(minutes=10)
CALLERS = 8


def at(practice: Practice, minutes: int, whom: Practitioner | None = None) -> Slot:
    start = MORNING + timedelta(minutes=minutes)
    slot = practice.slot(start)
    return slot._replace(practitioner_id=whom.id) if whom else slot


def booked(db: Session, practice: Practice, slot: Slot) -> Appointment:
    return book(
        db,
        slot,
        client_id=practice.client.id,
        booked_by_id=None,
        caller_name="Jean Dupont",
        telephone=None,
        now=NOW,
    )


def with_a_room(db: Session, capacity: int = 1, **kind: Any) -> Practice:
    """A practice whose consultations need the one room there is."""
    practice = make_practice(db, **kind)
    room = Resource(client_id=practice.client.id, key="room", name="salle", capacity=capacity)
    practice.consultation.resources = [room]
    db.flush()
    return practice


class TestOfADay:
    def test_the_last_one_is_the_last(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=2)
        for minutes in (0, 20):
            booked(db, practice, at(practice, minutes))
        with pytest.raises(DayFull):
            booked(db, practice, at(practice, 40))
        with pytest.raises(DayFull):
            hold(
                db,
                at(practice, 40),
                client_id=practice.client.id,
                call_id=practice.call.id,
                now=NOW,
            )
        booked(db, practice, at(practice, 24 * 60))  # the next day is another

    def test_each_practitioner_and_each_kind_is_counted_alone(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=1)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        other = make_appointment_type(db, practice.client, practice.martin, key="other")
        booked(db, practice, at(practice, 0))
        booked(db, practice, at(practice, 0, lefevre))
        booked(db, practice, at(practice, 20)._replace(appointment_type_id=other.id))

    def test_the_day_is_the_clients_own(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=1)
        booked(db, practice, practice.slot(utc("2026-12-01T22:30")))  # 23:30 in Paris
        booked(db, practice, practice.slot(utc("2026-12-01T23:30")))  # 0:30 of the next day
        with pytest.raises(DayFull):
            booked(db, practice, practice.slot(utc("2026-12-01T08:00")))

    def test_moving_within_the_day_is_no_more_and_into_it_is(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=1)
        own = booked(db, practice, at(practice, 0))
        move(db, own, at(practice, 60), LATER)
        next_day = booked(db, practice, at(practice, 24 * 60))
        with pytest.raises(DayFull):
            move(db, next_day, at(practice, 0), LATER)
        db.refresh(next_day)
        assert next_day.starts_at == MORNING + timedelta(days=1)

    def test_what_is_cancelled_makes_room_and_cannot_come_back_into_a_full_day(
        self, db: Session
    ) -> None:
        practice = make_practice(db, most_a_day=1)
        own = booked(db, practice, at(practice, 0))
        cancel(db, own, LATER)
        booked(db, practice, at(practice, 60))
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(
                update(Appointment)
                .where(Appointment.id == own.id)
                .values(status=AppointmentStatus.CONFIRMED)
            )

    def test_what_is_held_may_be_confirmed_after_the_limit_was_lowered(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=2)
        booked(db, practice, at(practice, 0))
        held = hold(
            db, at(practice, 20), client_id=practice.client.id, call_id=practice.call.id, now=NOW
        )
        practice.consultation.most_a_day = 1
        db.flush()
        confirm(
            db,
            appointment_id=held.id,
            client_id=practice.client.id,
            call_id=practice.call.id,
            caller_name="Léa",
            telephone=None,
            now=NOW,
        )
        assert held.status is AppointmentStatus.CONFIRMED

    def test_an_expired_hold_is_in_nobodys_way(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=1)
        hold(db, at(practice, 0), client_id=practice.client.id, call_id=practice.call.id, now=NOW)
        slot = at(practice, 60)
        book(
            db,
            slot,
            client_id=practice.client.id,
            booked_by_id=None,
            caller_name="Léa",
            telephone=None,
            now=LATER,
        )

    def test_a_full_day_is_not_offered(self, db: Session) -> None:
        practice = make_practice(db, most_a_day=1)
        make_appointment(db, practice.martin, practice.consultation, MORNING)
        window = (MORNING, MORNING + timedelta(days=1))
        slots = free_slots(db, practice.consultation, [practice.martin], [window], NOW)
        assert [slot.starts_at.date().day for slot in slots] == []
        wider = (MORNING, MORNING + timedelta(days=2))
        slots = free_slots(db, practice.consultation, [practice.martin], [wider], NOW)
        assert {slot.starts_at.date().day for slot in slots} == {2}


class TestOfARoom:
    def test_two_doctors_share_one(self, db: Session) -> None:
        practice = with_a_room(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        booked(db, practice, at(practice, 0))
        with pytest.raises(ResourceTaken):
            booked(db, practice, at(practice, 10, lefevre))
        booked(db, practice, at(practice, 20, lefevre))  # as soon as it is free

    def test_buffers_need_it_too(self, db: Session) -> None:
        practice = with_a_room(db, buffer_after_minutes=10)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        booked(db, practice, at(practice, 0))
        with pytest.raises(ResourceTaken):
            booked(db, practice, at(practice, 20, lefevre))
        booked(db, practice, at(practice, 30, lefevre))

    def test_of_two_rooms_only_those_at_the_same_time_count(self, db: Session) -> None:
        practice = with_a_room(db, capacity=2)
        people = [make_practitioner(db, practice.client, f"p{n}") for n in range(3)]
        booked(db, practice, at(practice, 0, people[0]))
        booked(db, practice, at(practice, 20, people[1]))
        # It overlaps with both, but these two never with each other: one room is left.
        long = make_appointment_type(db, practice.client, *people, key="long", minutes=40)
        long.resources = list(practice.consultation.resources)
        db.flush()
        slot = Slot(people[2].id, long.id, MORNING, MORNING + timedelta(minutes=40))
        booked(db, practice, slot)
        with pytest.raises(ResourceTaken):
            booked(db, practice, at(practice, 10))

    def test_who_needs_none_or_another_clients_room_is_in_nobodys_way(self, db: Session) -> None:
        practice = with_a_room(db)
        other = with_a_room_of(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        plain = make_appointment_type(db, practice.client, lefevre, key="plain")
        booked(db, practice, at(practice, 0))
        booked(db, other, at(other, 0))
        booked(db, practice, at(practice, 0, lefevre)._replace(appointment_type_id=plain.id))

    def test_an_expired_hold_of_another_doctor_gives_it_up(self, db: Session) -> None:
        practice = with_a_room(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        hold(db, at(practice, 0), client_id=practice.client.id, call_id=practice.call.id, now=NOW)
        with pytest.raises(ResourceTaken):
            booked(db, practice, at(practice, 0, lefevre))
        book(
            db,
            at(practice, 0, lefevre),
            client_id=practice.client.id,
            booked_by_id=None,
            caller_name="Léa",
            telephone=None,
            now=LATER,
        )

    def test_moving_where_it_is_taken_is_refused_and_changes_nothing(self, db: Session) -> None:
        practice = with_a_room(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        booked(db, practice, at(practice, 0))
        theirs = booked(db, practice, at(practice, 60, lefevre))
        with pytest.raises(ResourceTaken):
            move(db, theirs, at(practice, 10, lefevre), LATER)
        db.refresh(theirs)
        assert (theirs.starts_at, theirs.sequence) == (MORNING + timedelta(minutes=60), 0)
        move(db, theirs, at(practice, 70, lefevre), LATER)  # over its own old time

    def test_it_is_offered_to_nobody_while_it_is_taken(self, db: Session) -> None:
        practice = with_a_room(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        make_appointment(db, practice.martin, practice.consultation, MORNING)
        window = (MORNING, MORNING + timedelta(hours=1))
        slots = free_slots(db, practice.consultation, [lefevre], [window], NOW)
        assert [slot.starts_at - MORNING for slot in slots] == [
            timedelta(minutes=20),
            timedelta(minutes=40),
        ]


def with_a_room_of(db: Session) -> Practice:
    other = make_practice(db, "other", "+33180000009")
    other.consultation.resources = [
        Resource(client_id=other.client.id, key="room", name="salle", capacity=1)
    ]
    db.flush()
    return other


def test_intervals() -> None:
    assert united([(5, 7), (1, 3), (3, 4), (6, 9)]) == [(1, 4), (5, 9)]
    assert at_least(2, [(0, 10), (5, 7), (6, 12)]) == [(5, 10)]
    assert at_least(2, [(0, 5), (5, 10)]) == []
    assert united(at_least(1, [(0, 5), (5, 10)])) == [(0, 10)]
    assert at_least(3, []) == []


# Many at once


def attempts(engine: Engine, slots: list[Slot], client_id: int) -> list[str]:
    def attempt(slot: Slot) -> str:
        try:
            with transaction(engine) as db:
                book(
                    db,
                    slot,
                    client_id=client_id,
                    booked_by_id=None,
                    caller_name="x",
                    telephone=None,
                    now=NOW,
                )
        except SlotTaken as error:
            return type(error).__name__
        return "booked"

    return sorted(at_once([partial(attempt, slot) for slot in slots]))


def test_of_many_who_want_one_day_as_many_as_may_get_it(engine: Engine) -> None:
    with transaction(engine) as db:
        practice = make_practice(db, most_a_day=3)
    slots = [at(practice, 20 * number) for number in range(CALLERS)]
    results = attempts(engine, slots, practice.client.id)
    assert results == ["DayFull"] * (CALLERS - 3) + ["booked"] * 3


def test_of_many_doctors_who_want_a_room_as_many_as_there_are_get_one(engine: Engine) -> None:
    with transaction(engine) as db:
        practice = with_a_room(db, capacity=2)
        people = [make_practitioner(db, practice.client, f"p{n}") for n in range(CALLERS)]
    slots = [at(practice, number % 3, whom) for number, whom in enumerate(people)]
    results = attempts(engine, slots, practice.client.id)
    assert results == ["ResourceTaken"] * (CALLERS - 2) + ["booked"] * 2


def write_past_the_verbs(
    engine: Engine, whom: int, kind: int, starts_at: datetime, number: int
) -> str:
    """As somebody would who knows nothing of locks."""
    try:
        with transaction(engine) as db:
            practitioner, the_kind = (
                db.get_one(Practitioner, whom),
                db.get_one(AppointmentType, kind),
            )
            make_appointment(db, practitioner, the_kind, starts_at, uid=f"{starts_at}-{number}")
    except IntegrityError as error:
        return str(error.orig).split("\n", maxsplit=1)[0]
    return "written"


@pytest.mark.parametrize("limit", ["day_full", "resource_full"])
def test_the_database_counts_whoever_writes(engine: Engine, limit: str) -> None:
    with transaction(engine) as db:
        practice = with_a_room(db) if limit == "resource_full" else make_practice(db, most_a_day=1)
        people = [make_practitioner(db, practice.client, f"p{n}") for n in range(CALLERS)]
    works: list[Callable[[], str]] = []
    for number, whom in enumerate(people):
        starts_at = MORNING + timedelta(minutes=20 * number)
        chosen = whom.id if limit == "resource_full" else practice.martin.id
        start = MORNING if limit == "resource_full" else starts_at
        kind = practice.consultation.id
        works.append(partial(write_past_the_verbs, engine, chosen, kind, start, number))
    assert sorted(at_once(works)) == [limit] * (CALLERS - 1) + ["written"]
    with transaction(engine, reads_only=True) as db:
        assert len(db.scalars(select(Appointment.id)).all()) == 1
        assert db.scalar(text("SELECT count(*) FROM appointments WHERE status = 'confirmed'")) == 1
