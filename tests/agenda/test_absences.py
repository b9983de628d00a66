"""Absences: what is no longer offered, what is let go of, and what people have to move."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.agenda.absence import Absence
from telesec.agenda.absences import (
    NoSuchTime,
    absence_of,
    absences_by_day,
    change_absence,
    left_behind,
    note_absence,
    span_of,
    take_back,
)
from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import Absent, HoldLost, SlotTaken, confirm, hold
from telesec.agenda.free_time import free_slots
from telesec.database import transaction
from telesec.values.opening_hours import WeeklyHours
from tests.agenda.practice import Practice, make_practice, utc
from tests.at_once import at_once
from tests.makers import (
    NOW,
    PARIS,
    make_account,
    make_client,
    make_practitioner,
)

TUESDAY = date(2026, 12, 1)
NINE = utc("2026-12-01T08:00")


def note(db: Session, practice: Practice, first: date, last: date, **fields: Any) -> Absence:
    account = make_account(db, f"sec{first}{len(fields)}@example.fr")
    span = span_of(first, last, **fields)
    return note_absence(db, practice.client.id, span, "congés", made_by_id=account.id, now=NOW)


def days_and_hours(db: Session, practice: Practice, first: date, days: int) -> list[str]:
    start = datetime.combine(first, datetime.min.time(), PARIS)
    window = (start, start + timedelta(days=days))
    slots = free_slots(db, practice.consultation, [practice.martin], [window], NOW, limit=None)
    return [f"{slot.starts_at.astimezone(PARIS):%a %H:%M}" for slot in slots]


def test_nobody_is_offered_a_day_of_an_absence(db: Session) -> None:
    practice = make_practice(db)
    note(db, practice, TUESDAY, TUESDAY + timedelta(days=1))
    found = days_and_hours(db, practice, TUESDAY, 3)
    assert found[0] == "Thu 08:00"


def test_it_may_begin_and_end_within_a_day(db: Session) -> None:
    practice = make_practice(db)
    note(
        db,
        practice,
        TUESDAY,
        TUESDAY + timedelta(days=1),
        practitioner_id=practice.martin.id,
        first_minute=15 * 60,
        last_minute=9 * 60 + 30,
    )
    found = days_and_hours(db, practice, TUESDAY, 2)
    assert found[14] == "Tue 14:40"
    assert found[15] == "Wed 09:30"


def test_it_may_be_of_some_hours_of_each_day(db: Session) -> None:
    practice = make_practice(db)
    hours = {"first_minute": 8 * 60, "last_minute": 12 * 60, "daily": True}
    note(db, practice, TUESDAY, TUESDAY + timedelta(days=2), **hours)
    found = days_and_hours(db, practice, TUESDAY, 3)
    assert len(found) == 3 * 12
    assert not any(hour < "14:00" for _, hour in (one.split() for one in found))


def test_what_begins_in_the_middle_keeps_to_times_one_can_say(db: Session) -> None:
    practice = make_practice(db)
    note(db, practice, TUESDAY, TUESDAY, first_minute=8 * 60 + 47, last_minute=9 * 60 + 3)
    found = days_and_hours(db, practice, TUESDAY, 1)
    assert found[:4] == ["Tue 08:00", "Tue 08:20", "Tue 09:10", "Tue 09:30"]


def test_a_colleague_and_another_practice_are_there(db: Session) -> None:
    practice = make_practice(db)
    other = make_practice(db, "other", "+33180000009")
    lefevre = make_practitioner(db, practice.client, "lefevre")
    note(db, practice, TUESDAY, TUESDAY, practitioner_id=lefevre.id)
    assert len(days_and_hours(db, practice, TUESDAY, 1)) == 24
    note(db, practice, TUESDAY, TUESDAY)  # everybody
    assert days_and_hours(db, practice, TUESDAY, 1) == []
    assert len(days_and_hours(db, other, TUESDAY, 1)) == 24


@pytest.mark.parametrize("saturday", [date(2027, 3, 27), date(2027, 10, 30)])
def test_it_ends_by_the_clock_on_the_wall_when_the_clocks_change(
    db: Session, saturday: date
) -> None:
    practice = make_practice(db, minutes=60, horizon_days=400)
    practice.martin.opening_hours = WeeklyHours.model_validate({"sat-sun": "00:00-24:00"})
    note(
        db,
        practice,
        saturday,
        saturday + timedelta(days=1),
        first_minute=23 * 60,
        last_minute=6 * 60,
    )
    found = days_and_hours(db, practice, saturday, 2)
    assert found[22:24] == ["Sat 22:00", "Sun 06:00"]


def test_taken_back_it_is_as_if_it_had_never_been_and_stays_on_record(db: Session) -> None:
    practice = make_practice(db)
    absence = note(db, practice, TUESDAY, TUESDAY)
    take_back(db, absence, NOW)
    take_back(db, absence, NOW + timedelta(hours=1))
    assert len(days_and_hours(db, practice, TUESDAY, 1)) == 24
    assert absence.taken_back_at == NOW
    assert absence_of(db, [practice.client.id], absence.id) is None
    assert absences_by_day(db, [practice.client.id], TUESDAY, 1) == {TUESDAY: []}


def test_changed_it_leaves_the_old_time_free(db: Session) -> None:
    practice = make_practice(db)
    absence = note(db, practice, TUESDAY, TUESDAY)
    wednesday = TUESDAY + timedelta(days=1)
    change_absence(db, absence, span_of(wednesday, wednesday), "formation", NOW)
    assert {one.split()[0] for one in days_and_hours(db, practice, TUESDAY, 2)} == {"Tue"}
    assert absence.reason == "formation"


def test_the_appointments_within_are_shown_to_be_moved(db: Session) -> None:
    practice = make_practice(db)
    inside = practice.booked(db, NINE)
    practice.booked(db, NINE + timedelta(days=1))
    late = practice.booked(db, utc("2026-11-30T22:50"), "Anne Noël")  # until 0:10 of Tuesday
    absence = note(db, practice, TUESDAY, TUESDAY)
    assert left_behind(db, [absence], NOW) == {absence.id: [late, inside]}
    assert left_behind(db, [absence], NINE + timedelta(hours=1)) == {absence.id: []}


def test_what_a_caller_holds_within_it_is_let_go_of(db: Session) -> None:
    practice = make_practice(db)
    slot = practice.slot(NINE)
    ids: dict[str, Any] = {"client_id": practice.client.id}
    call_id = practice.call.id
    held = hold(db, slot, call_id=call_id, now=NOW, **ids).id
    kept = hold(db, practice.slot(NINE + timedelta(days=1)), call_id=call_id, now=NOW, **ids).id
    note(db, practice, TUESDAY, TUESDAY)
    assert db.scalars(select(Appointment.id)).all() == [kept]
    with pytest.raises(HoldLost):
        confirm(
            db,
            appointment_id=held,
            call_id=call_id,
            caller_name="Léa",
            telephone=None,
            now=NOW,
            **ids,
        )
    with pytest.raises(Absent):
        hold(db, slot, call_id=call_id, now=NOW, **ids)


def test_the_person_at_the_console_may_book_in_it_all_the_same(db: Session) -> None:
    practice = make_practice(db)
    note(db, practice, TUESDAY, TUESDAY)
    assert practice.booked(db, NINE).starts_at == NINE


def test_it_is_of_this_clients_people_only(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practitioner(db, make_client(db, "other"))
    with pytest.raises(LookupError):
        note(db, practice, TUESDAY, TUESDAY, practitioner_id=stranger.id)


@pytest.mark.parametrize(
    ("days", "fields"),
    [
        (-1, {}),
        (0, {"first_minute": 600, "last_minute": 600}),
        (0, {"first_minute": 600, "last_minute": 540}),
        (3, {"first_minute": 600, "last_minute": 540, "daily": True}),
        (0, {"first_minute": -1}),
        (0, {"last_minute": 1441}),
        (0, {"first_minute": 1440}),
        (800, {}),
    ],
)
def test_what_is_no_time_is_refused(days: int, fields: dict[str, Any]) -> None:
    with pytest.raises(NoSuchTime):
        span_of(TUESDAY, TUESDAY + timedelta(days=days), **fields)


def test_an_absence_and_a_hold_at_once_leave_no_hold_in_it(engine: Engine) -> None:
    with transaction(engine) as db:
        practice = make_practice(db)
        account = make_account(db).id

    def being_away() -> str:
        with transaction(engine) as db:
            span = span_of(TUESDAY, TUESDAY)
            note_absence(db, practice.client.id, span, "", made_by_id=account, now=NOW)
        return "away"

    def holding() -> str:
        try:
            with transaction(engine) as db:
                hold(
                    db,
                    practice.slot(NINE),
                    client_id=practice.client.id,
                    call_id=practice.call.id,
                    now=NOW,
                )
        except SlotTaken:
            return "refused"
        return "held"

    at_once([being_away, holding])
    with transaction(engine, reads_only=True) as db:
        assert db.scalars(select(Appointment.id)).all() == []
