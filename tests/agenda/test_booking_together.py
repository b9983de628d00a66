"""Many calls at once want the same time: threads, and processes of their own."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from multiprocessing.synchronize import Barrier as ProcessBarrier
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import (
    HoldLost,
    SlotTaken,
    book,
    cancel,
    confirm,
    hold,
    move,
    release_expired,
    release_holds,
)
from telesec.agenda.free_time import Slot
from telesec.agenda.practitioner import Practitioner
from telesec.database import transaction
from tests.agenda.practice import make_practice, overlaps, utc
from tests.at_once import at_once
from tests.databases import opened
from tests.makers import NOW, make_appointment_type, make_call, make_practitioner

TEN = utc("2026-12-01T09:00")
LATER = NOW + timedelta(minutes=10)
CALLERS = 8


def agenda_of_many_calls(engine: Engine) -> tuple[int, int, int, list[int]]:
    """Ids of client, practitioner, kind and calls."""
    with transaction(engine) as db:
        practice = make_practice(db, buffer_after_minutes=5)
        calls = [make_call(db, practice.client, practice.line).id for _ in range(CALLERS)]
        return practice.client.id, practice.martin.id, practice.consultation.id, calls


def try_to_hold(engine: Engine, slot: Slot, client_id: int, call_id: int) -> str:
    try:
        with transaction(engine) as db:
            hold(db, slot, client_id=client_id, call_id=call_id, now=NOW)
    except SlotTaken:
        return "taken"
    return "held"


def test_of_callers_who_want_one_slot_one_gets_it(engine: Engine) -> None:
    client_id, martin_id, kind_id, calls = agenda_of_many_calls(engine)
    slot = Slot(martin_id, kind_id, TEN, TEN + timedelta(minutes=20))
    works = [partial(try_to_hold, engine, slot, client_id, call) for call in calls]
    assert sorted(at_once(works)) == ["held"] + ["taken"] * (CALLERS - 1)


def test_overlapping_but_unequal_slots_never_stand_together(engine: Engine) -> None:
    client_id, martin_id, kind_id, calls = agenda_of_many_calls(engine)

    def slot(number: int) -> Slot:
        start = TEN + timedelta(minutes=7 * number)
        return Slot(martin_id, kind_id, start, start + timedelta(minutes=10 + 5 * number))

    works = [
        partial(try_to_hold, engine, slot(number), client_id, call)
        for number, call in enumerate(calls)
    ]
    results = at_once(works)
    with transaction(engine, reads_only=True) as db:
        assert overlaps(db) == 0
        assert len(list(db.scalars(select(Appointment)))) == results.count("held") >= 1


def book_in_another_process(
    url: str, barrier: ProcessBarrier, ids: tuple[int, int, int, int], answers: Any
) -> None:
    """The work of one process: many bookings, each overlapping some other process's."""
    client_id, martin_id, kind_id, number = ids
    won = 0
    with opened(url) as engine:
        barrier.wait(30)
        for nth in range(12):
            start = TEN + timedelta(minutes=40 * nth + 6 * number)
            slot = Slot(martin_id, kind_id, start, start + timedelta(minutes=20 + number))
            try:
                with transaction(engine) as db:
                    book(
                        db,
                        slot,
                        client_id=client_id,
                        booked_by_id=None,
                        caller_name=f"process {number}",
                        telephone=None,
                        now=NOW,
                    )
                won += 1
            except SlotTaken:
                pass
    answers.put(won)


@pytest.mark.full_only  # test_booking_processes.py has processes that do more
def test_processes_of_their_own_do_not_double_book(engine: Engine, database_url: str) -> None:
    client_id, martin_id, kind_id, _ = agenda_of_many_calls(engine)
    processes = multiprocessing.get_context("spawn")
    barrier, answers = processes.Barrier(3), processes.Queue()
    workers = [
        processes.Process(
            target=book_in_another_process,
            args=(database_url, barrier, (client_id, martin_id, kind_id, number), answers),
        )
        for number in range(3)
    ]
    for worker in workers:
        worker.start()
    won = sum(answers.get(timeout=45) for _ in workers)
    for worker in workers:
        worker.join(10)
        assert worker.exitcode == 0
    with transaction(engine, reads_only=True) as db:
        assert overlaps(db) == 0
        assert len(list(db.scalars(select(Appointment)))) == won == 12
        assert db.get_one(Practitioner, martin_id).agenda_version == won


def test_confirming_races_with_the_worker_and_a_taker_and_one_wins(engine: Engine) -> None:
    client_id, martin_id, kind_id, calls = agenda_of_many_calls(engine)
    for nth in range(5):
        start = TEN + timedelta(hours=nth)
        slot = Slot(martin_id, kind_id, start, start + timedelta(minutes=20))
        with transaction(engine) as db:
            kept = hold(db, slot, client_id=client_id, call_id=calls[0], now=NOW, seconds=1).id

        def confirming(kept: int = kept) -> str:
            try:
                with transaction(engine) as db:
                    confirm(
                        db,
                        appointment_id=kept,
                        client_id=client_id,
                        call_id=calls[0],
                        caller_name="Jean",
                        telephone=None,
                        now=LATER,
                    )
            except HoldLost:
                return "lost"
            return "confirmed"

        def taking(slot: Slot = slot) -> str:
            try:
                with transaction(engine) as db:
                    hold(db, slot, client_id=client_id, call_id=calls[1], now=LATER)
            except SlotTaken:
                return "taken"
            return "held"

        def clearing() -> str:
            with transaction(engine) as db:
                return f"cleared {release_expired(db, LATER)}"

        confirmation, taker, _ = at_once([confirming, taking, clearing])
        assert (confirmation, taker) in {("confirmed", "taken"), ("lost", "held")}
        with transaction(engine, reads_only=True) as db:
            standing = list(db.scalars(select(Appointment).where(Appointment.starts_at == start)))
            expected = {"confirmed": AppointmentStatus.CONFIRMED, "lost": AppointmentStatus.HELD}
            assert [found.status for found in standing] == [expected[confirmation]]


def test_confirming_twice_at_once_changes_the_agenda_once(engine: Engine) -> None:
    client_id, martin_id, kind_id, calls = agenda_of_many_calls(engine)
    slot = Slot(martin_id, kind_id, TEN, TEN + timedelta(minutes=20))
    with transaction(engine) as db:
        kept = hold(db, slot, client_id=client_id, call_id=calls[0], now=NOW).id

    def confirming() -> str:
        with transaction(engine) as db:
            found = confirm(
                db,
                appointment_id=kept,
                client_id=client_id,
                call_id=calls[0],
                caller_name="Jean",
                telephone=None,
                now=LATER,
            )
            return str(found.id)

    assert at_once([confirming] * 4) == [str(kept)] * 4
    with transaction(engine, reads_only=True) as db:
        assert db.get_one(Practitioner, martin_id).agenda_version == 1


def test_calls_that_hold_with_two_practitioners_in_any_order_do_not_wait_for_each_other(
    engine: Engine,
) -> None:
    with transaction(engine) as db:
        practice = make_practice(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        kind = make_appointment_type(db, practice.client, practice.martin, lefevre, key="both")
        both = [practice.martin.id, lefevre.id]
        client_id, kind_id = practice.client.id, kind.id
        calls = [make_call(db, practice.client, practice.line).id for _ in range(CALLERS)]

    def offering(number: int) -> str:
        order = both if number % 2 else both[::-1]
        with transaction(engine) as db:
            for practitioner_id in order:
                start = TEN + timedelta(minutes=20 * number)
                slot = Slot(practitioner_id, kind_id, start, start + timedelta(minutes=20))
                hold(db, slot, client_id=client_id, call_id=calls[number], now=NOW)
        with transaction(engine) as db:
            return str(release_holds(db, call_id=calls[number]))

    works = [partial(offering, number) for number in range(CALLERS)]
    assert at_once(works) == ["2"] * CALLERS


def two_practitioners(engine: Engine, **rules: Any) -> tuple[int, int, list[int]]:
    """Ids of a client, of a kind of appointment, and of the two with whom it can be."""
    with transaction(engine) as db:
        practice = make_practice(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        both = (practice.martin, lefevre)
        kind = make_appointment_type(db, practice.client, *both, key="both", **rules)
        return practice.client.id, kind.id, [one.id for one in both]


def book_with(db: Session, client_id: int, whom: int, kind_id: int, minute: int = 0) -> None:
    start = TEN + timedelta(minutes=minute)
    slot = Slot(whom, kind_id, start, start + timedelta(minutes=20))
    book(
        db,
        slot,
        client_id=client_id,
        booked_by_id=None,
        caller_name="Jean",
        telephone=None,
        now=NOW,
    )


@pytest.mark.postgresql_only
def test_whoever_books_with_one_makes_nobody_wait_who_books_with_another(engine: Engine) -> None:
    client_id, kind_id, (martin, lefevre) = two_practitioners(engine)
    with transaction(engine) as first, transaction(engine) as second:
        book_with(first, client_id, martin, kind_id)
        second.execute(text("SET LOCAL lock_timeout = '200ms'"))
        book_with(second, client_id, lefevre, kind_id)


def test_bookings_that_are_limited_do_not_wait_for_each_other_in_a_ring(engine: Engine) -> None:
    """Each counts what there is with the other practitioner too, and locks for it."""
    client_id, kind_id, both = two_practitioners(engine, most_a_day=99)

    def caller(number: int) -> str:
        for nth in range(10):
            with transaction(engine) as db:
                minute = 25 * (10 * (number // 2) + nth)
                book_with(db, client_id, both[number % 2], kind_id, minute)
        return "booked"

    assert at_once([partial(caller, number) for number in range(4)]) == ["booked"] * 4


@pytest.mark.postgresql_only
def test_who_waits_first_is_served_first(engine: Engine) -> None:
    client_id, kind_id, (martin, _) = two_practitioners(engine)
    served: list[int] = []

    def caller(number: int) -> None:
        with transaction(engine) as db:
            book_with(db, client_id, martin, kind_id, 30 * number)
            served.append(number)

    with ThreadPoolExecutor(6) as pool:
        with transaction(engine) as db:
            book_with(db, client_id, martin, kind_id)
            waiting = []
            for number in range(1, 7):
                waiting.append(pool.submit(caller, number))
                until_so_many_wait(engine, number)
        for one in waiting:
            one.result(20)
    assert served == [1, 2, 3, 4, 5, 6]


def until_so_many_wait(engine: Engine, number: int) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with engine.connect() as connection:
        while connection.scalar(waiting) != number:
            connection.rollback()  # each transaction sees the same activity all the time


def test_moving_and_booking_into_one_gap_leaves_one(engine: Engine) -> None:
    client_id, martin_id, kind_id, _ = agenda_of_many_calls(engine)

    def slot(minute: int) -> Slot:
        start = TEN + timedelta(minutes=minute)
        return Slot(martin_id, kind_id, start, start + timedelta(minutes=20))

    def booked(minute: int) -> int:
        with transaction(engine) as db:
            return book(
                db,
                slot(minute),
                client_id=client_id,
                booked_by_id=None,
                caller_name="Jean",
                telephone=None,
                now=NOW,
            ).id

    standing, gone = booked(300), booked(60)
    with transaction(engine) as db:
        cancel(db, db.get_one(Appointment, gone), NOW)

    def moving() -> str:
        try:
            with transaction(engine) as db:
                move(db, db.get_one(Appointment, standing), slot(70), LATER)
        except SlotTaken:
            return "taken"
        return "moved"

    def booking() -> str:
        try:
            booked(65)
        except SlotTaken:
            return "taken"
        return "booked"

    assert sorted(at_once([moving, booking])) in (["moved", "taken"], ["booked", "taken"])
    with transaction(engine, reads_only=True) as db:
        assert overlaps(db) == 0
