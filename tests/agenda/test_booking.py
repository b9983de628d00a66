"""Booking: from the hold kept for a caller to the appointment, its moves and its end."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telesec.agenda.appointment import OVERLAP, Appointment, AppointmentStatus
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
    release_holds,
)
from telesec.agenda.looking_up import appointment_of, appointments_between
from telesec.database import transaction
from tests.agenda.practice import DUPONT, Practice, make_practice, utc
from tests.makers import (
    NOW,
    make_account,
    make_appointment,
    make_appointment_type,
    make_call,
    make_practitioner,
)

TEN = utc("2026-12-01T09:00")
LATER = NOW + timedelta(minutes=10)


def held(db: Session, practice: Practice, **fields: int) -> Appointment:
    call_id = fields.pop("call_id", practice.call.id)
    slot = practice.slot(TEN)
    return hold(db, slot, client_id=practice.client.id, call_id=call_id, now=NOW, **fields)


def confirmed(db: Session, practice: Practice, appointment_id: int, **fields: Any) -> Appointment:
    values: dict[str, Any] = {"client_id": practice.client.id, "call_id": practice.call.id} | fields
    return confirm(
        db,
        appointment_id=appointment_id,
        caller_name="Jean Dupont",
        telephone=DUPONT,
        now=LATER,
        **values,
    )


def count(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Appointment)) or 0


def test_a_hold_keeps_the_slot_until_it_expires(db: Session) -> None:
    practice = make_practice(db)
    other_call = make_call(db, practice.client, practice.line)
    first = held(db, practice, seconds=120)
    assert first.status == AppointmentStatus.HELD
    assert first.hold_expires_at == NOW + timedelta(seconds=120)
    assert UUID(first.uid).version == 4
    with pytest.raises(SlotTaken):
        held(db, practice, call_id=other_call.id)
    slot = practice.slot(TEN + timedelta(minutes=10))
    expired = NOW + timedelta(seconds=120)
    hold(db, slot, client_id=practice.client.id, call_id=other_call.id, now=expired)
    assert list(db.scalars(select(Appointment.starts_at))) == [slot.starts_at]


def test_a_call_that_holds_a_slot_already_keeps_it_longer(db: Session) -> None:
    practice = make_practice(db)
    first = held(db, practice, seconds=60)
    again = held(db, practice, seconds=240)
    assert again.id == first.id
    assert again.hold_expires_at == NOW + timedelta(seconds=240)


def test_what_was_not_taken_is_let_go(db: Session) -> None:
    practice = make_practice(db)
    times = [TEN, TEN + timedelta(hours=1), TEN + timedelta(hours=2)]
    ids = [
        hold(
            db, practice.slot(at), client_id=practice.client.id, call_id=practice.call.id, now=NOW
        ).id
        for at in times
    ]
    assert release_holds(db, call_id=practice.call.id, keep=ids[1]) == 2
    assert list(db.scalars(select(Appointment.id))) == [ids[1]]
    assert release_holds(db, call_id=practice.call.id) == 1
    assert release_holds(db, call_id=practice.call.id) == 0


def test_letting_go_leaves_appointments_and_other_calls_alone(db: Session) -> None:
    practice = make_practice(db)
    other_call = make_call(db, practice.client, practice.line)
    held(db, practice, call_id=other_call.id)
    slot = practice.slot(TEN + timedelta(hours=1))
    mine = hold(db, slot, client_id=practice.client.id, call_id=practice.call.id, now=NOW)
    confirmed(db, practice, mine.id)
    assert release_holds(db, call_id=practice.call.id) == 0
    assert count(db) == 2


def test_the_worker_clears_expired_holds_only(db: Session) -> None:
    practice = make_practice(db)
    held(db, practice, seconds=60)
    slot = practice.slot(TEN + timedelta(hours=1))
    hold(db, slot, client_id=practice.client.id, call_id=practice.call.id, now=NOW, seconds=600)
    practice.booked(db, TEN + timedelta(hours=2))
    assert release_expired(db, NOW + timedelta(seconds=59)) == 0
    assert release_expired(db, NOW + timedelta(seconds=60)) == 1
    assert count(db) == 2


def test_a_confirmed_hold_is_an_appointment(db: Session) -> None:
    practice = make_practice(db)
    kept = held(db, practice)
    appointment = confirmed(db, practice, kept.id)
    assert appointment.status == AppointmentStatus.CONFIRMED
    assert (appointment.caller_name, appointment.telephone) == ("Jean Dupont", DUPONT)
    assert appointment.hold_expires_at is None
    assert (appointment.sequence, appointment.updated_at) == (0, LATER)
    assert practice.martin.agenda_version == 1


def test_confirming_twice_is_confirming_once(db: Session) -> None:
    practice = make_practice(db)
    kept = held(db, practice)
    first = confirmed(db, practice, kept.id)
    seen = first.updated_at, first.sequence, practice.martin.agenda_version
    again = confirm(
        db,
        appointment_id=kept.id,
        client_id=practice.client.id,
        call_id=practice.call.id,
        caller_name="Someone Else",
        telephone=None,
        now=LATER + timedelta(minutes=1),
    )
    assert again.id == first.id
    assert again.caller_name == "Jean Dupont"
    assert (again.updated_at, again.sequence, practice.martin.agenda_version) == seen


def test_an_expired_hold_that_nobody_took_is_still_confirmed(db: Session) -> None:
    practice = make_practice(db)
    kept = held(db, practice, seconds=1)
    assert confirmed(db, practice, kept.id).status == AppointmentStatus.CONFIRMED


def test_an_expired_hold_that_somebody_took_is_lost(db: Session) -> None:
    practice = make_practice(db)
    kept = held(db, practice, seconds=1)
    kept_id = kept.id
    late = make_call(db, practice.client, practice.line)
    taker = hold(db, practice.slot(TEN), client_id=practice.client.id, call_id=late.id, now=LATER)
    with pytest.raises(HoldLost):
        confirmed(db, practice, kept_id)
    assert taker.status == AppointmentStatus.HELD


def test_another_client_or_another_call_confirms_nothing(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practice(db, "cabinet-x", "+33180000002")
    kept = held(db, practice)
    for wrong in (
        {"client_id": stranger.client.id},
        {"call_id": stranger.call.id},
        {"client_id": stranger.client.id, "call_id": stranger.call.id},
    ):
        with pytest.raises(HoldLost):
            confirmed(db, practice, kept.id, **wrong)
    assert kept.status == AppointmentStatus.HELD
    with pytest.raises(HoldLost):
        confirmed(db, practice, 4711)


def test_nobody_books_with_another_clients_practitioner_or_kind(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practice(db, "cabinet-x", "+33180000002")
    with pytest.raises(LookupError):
        hold(
            db,
            practice.slot(TEN),
            client_id=stranger.client.id,
            call_id=stranger.call.id,
            now=NOW,
        )
    appointment = practice.booked(db, TEN)
    with pytest.raises(LookupError):
        move(db, appointment, stranger.slot(TEN), LATER)
    assert count(db) == 1


def test_a_secretary_books_by_hand_even_outside_opening_hours(db: Session) -> None:
    practice = make_practice(db)
    sophie = make_account(db)
    sunday = utc("2026-11-29T19:00")
    booked = book(
        db,
        practice.slot(sunday, minutes=45),
        client_id=practice.client.id,
        booked_by_id=sophie.id,
        caller_name="  Léa Martin ",
        telephone=None,
        now=NOW,
    )
    assert booked.booked_by_id == sophie.id
    assert booked.caller_name == "Léa Martin"
    assert booked.ends_at - booked.starts_at == timedelta(minutes=45)
    with pytest.raises(SlotTaken):
        practice.booked(db, sunday + timedelta(minutes=40))
    assert practice.martin.agenda_version == 1


def test_the_buffers_of_the_kind_are_taken_too(db: Session) -> None:
    practice = make_practice(db, buffer_before_minutes=5, buffer_after_minutes=10)
    booked = practice.booked(db, TEN)
    assert booked.blocked_from == TEN - timedelta(minutes=5)
    assert booked.blocked_until == TEN + timedelta(minutes=30)
    with pytest.raises(SlotTaken):
        practice.booked(db, TEN + timedelta(minutes=30))
    practice.booked(db, TEN + timedelta(minutes=35))


@pytest.mark.parametrize("minutes", [-20, 24 * 60 + 1])
def test_an_appointment_that_ends_before_it_starts_or_after_a_day_is_refused(
    db: Session, minutes: int
) -> None:
    practice = make_practice(db)
    with pytest.raises(ValueError, match="within a day"):
        hold(
            db,
            practice.slot(TEN, minutes=minutes),
            client_id=practice.client.id,
            call_id=practice.call.id,
            now=NOW,
        )


def test_a_cancelled_appointment_gives_its_time_back(db: Session) -> None:
    practice = make_practice(db)
    appointment = practice.booked(db, TEN)
    cancel(db, appointment, LATER)
    assert appointment.status == AppointmentStatus.CANCELLED
    assert (appointment.sequence, appointment.updated_at) == (1, LATER)
    assert practice.martin.agenda_version == 2
    cancel(db, appointment, LATER + timedelta(minutes=1))
    assert (appointment.sequence, appointment.updated_at) == (1, LATER)
    assert practice.martin.agenda_version == 2
    practice.booked(db, TEN)


def test_a_moved_appointment_keeps_its_uid_and_counts_the_change(db: Session) -> None:
    practice = make_practice(db)
    appointment = practice.booked(db, TEN)
    uid = appointment.uid
    move(db, appointment, practice.slot(TEN + timedelta(minutes=10)), LATER)  # over itself
    assert appointment.starts_at == TEN + timedelta(minutes=10)
    assert appointment.ends_at == TEN + timedelta(minutes=30)
    assert (appointment.uid, appointment.sequence, appointment.updated_at) == (uid, 1, LATER)
    assert practice.martin.agenda_version == 2
    move(db, appointment, practice.slot(TEN + timedelta(minutes=10)), LATER)
    assert (appointment.sequence, practice.martin.agenda_version) == (1, 2)


def test_a_move_to_another_practitioner_changes_both_agendas(db: Session) -> None:
    practice = make_practice(db)
    lefevre = make_practitioner(db, practice.client, "lefevre")
    long = make_appointment_type(
        db, practice.client, lefevre, key="long", minutes=40, buffer_after_minutes=20
    )
    appointment = practice.booked(db, TEN)
    slot = type(practice.slot(TEN))(lefevre.id, long.id, TEN, TEN + timedelta(minutes=40))
    move(db, appointment, slot, LATER)
    assert (appointment.practitioner_id, appointment.appointment_type_id) == (lefevre.id, long.id)
    assert appointment.blocked_until == TEN + timedelta(minutes=60)
    assert (practice.martin.agenda_version, lefevre.agenda_version) == (2, 1)


def test_a_move_onto_another_appointment_changes_nothing(db: Session) -> None:
    practice = make_practice(db)
    appointment = practice.booked(db, TEN)
    practice.booked(db, TEN + timedelta(hours=1))
    with pytest.raises(SlotTaken):
        move(db, appointment, practice.slot(TEN + timedelta(minutes=50)), LATER)
    db.refresh(appointment)
    assert (appointment.starts_at, appointment.sequence) == (TEN, 0)
    assert practice.martin.agenda_version == 2


def test_a_move_may_take_the_place_of_an_expired_hold(db: Session) -> None:
    practice = make_practice(db)
    held(db, practice, seconds=1)
    appointment = practice.booked(db, TEN + timedelta(hours=1))
    move(db, appointment, practice.slot(TEN), LATER)
    assert appointment.starts_at == TEN


def test_only_what_stands_is_moved(db: Session) -> None:
    practice = make_practice(db)
    kept = held(db, practice)
    cancelled = practice.booked(db, TEN + timedelta(hours=1))
    cancel(db, cancelled, LATER)
    for appointment in (kept, cancelled):
        with pytest.raises(NotBooked):
            move(db, appointment, practice.slot(TEN + timedelta(hours=3)), LATER)


def test_changes_in_one_second_are_told_apart(db: Session) -> None:
    practice = make_practice(db)
    seen = set()
    for hour in range(3):
        practice.booked(db, TEN + timedelta(hours=hour))
        seen.add(practice.martin.agenda_changed_at)
    assert len(seen) == 3


def test_any_other_refusal_of_the_database_is_not_called_a_taken_slot(db: Session) -> None:
    practice = make_practice(db)
    with pytest.raises(IntegrityError), db.begin_nested():
        book(
            db,
            practice.slot(TEN),
            client_id=practice.client.id,
            booked_by_id=None,
            call_id=999_999,  # no such call
            caller_name=OVERLAP,  # a caller may say anything
            telephone=None,
            now=NOW,
        )


def test_a_refused_slot_leaves_the_rest_of_the_transaction_standing(engine: Engine) -> None:
    with transaction(engine) as db:
        practice = make_practice(db)
        practice.booked(db, TEN)
        with pytest.raises(SlotTaken):
            held(db, practice)
        slot = practice.slot(TEN + timedelta(hours=1))
        hold(db, slot, client_id=practice.client.id, call_id=practice.call.id, now=NOW)
    with transaction(engine, reads_only=True) as db:
        assert count(db) == 2


def test_a_client_sees_its_own_appointments_in_order(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practice(db, "cabinet-x", "+33180000002")
    late = practice.booked(db, TEN + timedelta(hours=1))
    early = practice.booked(db, TEN)
    foreign = stranger.booked(db, TEN)
    make_appointment(
        db,
        practice.martin,
        practice.consultation,
        TEN + timedelta(hours=2),
        status=AppointmentStatus.CANCELLED,
    )
    day = TEN, TEN + timedelta(hours=8)
    assert appointments_between(db, [practice.client.id], *day) == [early, late]
    both = [AppointmentStatus.CONFIRMED, AppointmentStatus.CANCELLED]
    assert len(appointments_between(db, [practice.client.id], *day, both)) == 3
    assert appointments_between(db, [practice.client.id], TEN, TEN + timedelta(hours=1)) == [early]
    assert appointments_between(db, [], *day) == []
    assert appointment_of(db, [practice.client.id], early.id) == early
    assert appointment_of(db, [practice.client.id], foreign.id) is None
