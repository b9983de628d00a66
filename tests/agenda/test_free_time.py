"""Free time: what a caller can be offered, on ordinary days and when the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.free_time import Slot, free_slots, offers
from telesec.values.opening_hours import WeeklyHours
from tests.agenda.practice import Practice, make_practice, utc
from tests.amounts import examples
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_client,
    make_practitioner,
)

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = (utc("2026-12-01T00:00"), utc("2026-12-02T00:00"))  # Paris is an hour ahead
TUESDAY_MORNING = (utc("2026-12-01T07:00"), utc("2026-12-01T11:00"))


def clock(slots: list[Slot]) -> list[str]:
    """When they start, as a caller in Paris would say it."""
    return [f"{slot.starts_at.astimezone(PARIS):%a %H:%M}" for slot in slots]


def found(
    db: Session, practice: Practice, *windows: tuple[datetime, datetime], limit: int | None = 3
) -> list[str]:
    slots = free_slots(
        db, practice.consultation, [practice.martin], list(windows), NOW, limit=limit
    )
    return clock(slots)


def test_an_empty_morning_is_filled_from_its_opening(db: Session) -> None:
    practice = make_practice(db)
    assert found(db, practice, TUESDAY) == ["Tue 08:00", "Tue 08:20", "Tue 08:40"]


def test_a_day_has_as_many_slots_as_fit_its_opening_hours(db: Session) -> None:
    practice = make_practice(db)
    slots = found(db, practice, TUESDAY, limit=None)
    assert len(slots) == 24  # 8 hours of 20 minutes
    assert slots[11:13] == ["Tue 11:40", "Tue 14:00"]  # nobody works over lunch
    assert slots[-1] == "Tue 17:40"  # and the last one ends at closing time


def test_appointments_and_holds_block_but_expired_holds_and_cancelled_ones_do_not(
    db: Session,
) -> None:
    practice = make_practice(db)
    held = {"status": AppointmentStatus.HELD}
    soon, past = NOW + timedelta(minutes=4), NOW
    for start, fields in (
        ("07:00", {}),
        ("07:20", {**held, "hold_expires_at": soon}),
        ("07:40", {**held, "hold_expires_at": past}),
        ("08:00", {"status": AppointmentStatus.CANCELLED}),
    ):
        starts_at = utc(f"2026-12-01T{start}")
        make_appointment(db, practice.martin, practice.consultation, starts_at, **fields)
    assert found(db, practice, TUESDAY) == ["Tue 08:40", "Tue 09:00", "Tue 09:20"]


def test_a_gap_after_a_longer_visit_is_used_from_its_beginning(db: Session) -> None:
    practice = make_practice(db)
    long = make_appointment_type(db, practice.client, practice.martin, key="long", minutes=30)
    make_appointment(db, practice.martin, long, utc("2026-12-01T07:00"))
    assert found(db, practice, TUESDAY) == ["Tue 08:30", "Tue 08:50", "Tue 09:10"]


def test_an_odd_end_is_rounded_up_to_a_time_one_can_say(db: Session) -> None:
    practice = make_practice(db)
    odd = make_appointment_type(db, practice.client, practice.martin, key="odd", minutes=7)
    make_appointment(db, practice.martin, odd, utc("2026-12-01T07:00"))
    assert found(db, practice, TUESDAY, limit=1) == ["Tue 08:10"]


def test_buffers_keep_clear_of_others_but_may_reach_outside_opening_hours(db: Session) -> None:
    practice = make_practice(db, buffer_before_minutes=10, buffer_after_minutes=10)
    make_appointment(db, practice.martin, practice.consultation, utc("2026-12-01T08:30"))
    slots = found(db, practice, TUESDAY_MORNING, limit=None)
    # 08:00 begins at the opening although its buffer lies before it. 08:40 would end at 09:00,
    # its buffer at 09:10, and the next one's buffer begins at 09:20.
    assert slots == ["Tue 08:00", "Tue 08:40", "Tue 10:10", "Tue 10:50", "Tue 11:30"]
    between = utc("2026-12-01T08:10"), utc("2026-12-01T09:00")
    assert found(db, practice, between) == []


def test_a_gap_shorter_than_the_visit_is_not_offered(db: Session) -> None:
    practice = make_practice(db)
    for start in ("07:00", "07:30"):
        make_appointment(db, practice.martin, practice.consultation, utc(f"2026-12-01T{start}"))
    assert found(db, practice, TUESDAY, limit=1) == ["Tue 08:50"]


def test_an_exact_start_is_that_start_or_nothing(db: Session) -> None:
    practice = make_practice(db)
    at = utc("2026-12-01T08:05")
    assert found(db, practice, (at, at)) == ["Tue 09:05"]
    make_appointment(db, practice.martin, practice.consultation, utc("2026-12-01T08:00"))
    assert found(db, practice, (at, at)) == []
    over_lunch = utc("2026-12-01T10:50")  # would end at 12:10
    assert found(db, practice, (over_lunch, over_lunch)) == []


def test_a_window_is_about_starts_and_excludes_its_end(db: Session) -> None:
    practice = make_practice(db)
    window = utc("2026-12-01T08:10"), utc("2026-12-01T09:00")
    assert found(db, practice, window, limit=None) == ["Tue 09:10", "Tue 09:30", "Tue 09:50"]


def test_windows_that_meet_or_repeat_give_no_slot_twice(db: Session) -> None:
    practice = make_practice(db)
    ten = utc("2026-12-01T09:00")
    windows = [(ten, ten + timedelta(hours=1)), (ten, ten), (ten, ten), TUESDAY_MORNING]
    slots = found(db, practice, *windows, limit=None)
    assert len(slots) == len(set(slots)) == 12
    assert found(db, practice, (ten, ten), (ten, ten + timedelta(minutes=20))) == ["Tue 10:00"]


def test_a_visit_that_fills_two_windows_that_meet_is_offered_once(db: Session) -> None:
    practice = make_practice(db)
    half = make_appointment_type(db, practice.martin.client, practice.martin, key="h", minutes=30)
    quarter = TUESDAY_MORNING[0] + timedelta(minutes=15)
    windows = [(TUESDAY_MORNING[0], quarter), (quarter, TUESDAY_MORNING[1])]
    slots = free_slots(db, half, [practice.martin], windows, NOW, limit=3)
    assert clock(slots) == ["Tue 08:00", "Tue 08:30", "Tue 09:00"]


def test_notice_and_horizon_bound_every_wish(db: Session) -> None:
    practice = make_practice(db, notice_minutes=90, horizon_days=1)
    # It is Thursday 10:00; not before 11:30, and nothing after Friday 10:00.
    slots = found(db, practice, limit=None)
    assert slots[0] == "Thu 11:30"
    assert slots[-1] == "Fri 09:40"
    assert found(db, practice, TUESDAY) == []
    assert found(db, practice, (NOW, NOW)) == []
    yesterday = NOW - timedelta(days=1)
    assert found(db, practice, (yesterday, yesterday)) == []


def test_a_backward_window_is_no_window(db: Session) -> None:
    practice = make_practice(db)
    assert found(db, practice, (TUESDAY[1], TUESDAY[0])) == []


def test_with_a_step_every_start_is_listed_for_a_person_to_choose(db: Session) -> None:
    practice = make_practice(db)
    make_appointment(db, practice.martin, practice.consultation, utc("2026-12-01T07:20"))
    window = utc("2026-12-01T07:00"), utc("2026-12-01T08:00")
    slots = free_slots(
        db, practice.consultation, [practice.martin], [window], NOW, limit=None, step_minutes=5
    )
    assert clock(slots) == ["Tue 08:00", "Tue 08:40", "Tue 08:45", "Tue 08:50", "Tue 08:55"]


def test_at_equal_times_who_has_the_emptier_day_comes_first(db: Session) -> None:
    practice = make_practice(db)
    lefevre = make_practitioner(db, practice.client, "lefevre")
    make_appointment(db, practice.martin, practice.consultation, utc("2026-12-01T07:00"))
    slots = free_slots(db, practice.consultation, [practice.martin, lefevre], [TUESDAY], NOW)
    assert [(s.practitioner_id, *clock([s])) for s in slots] == [
        (lefevre.id, "Tue 08:00"),
        (lefevre.id, "Tue 08:20"),
        (practice.martin.id, "Tue 08:20"),
    ]
    wednesday = utc("2026-12-02T00:00"), utc("2026-12-03T00:00")  # both days are empty
    slots = free_slots(db, practice.consultation, [lefevre, practice.martin], [wednesday], NOW)
    assert [s.practitioner_id for s in slots[:2]] == [lefevre.id, practice.martin.id]


def test_who_has_left_or_belongs_to_another_client_is_not_offered(db: Session) -> None:
    practice = make_practice(db)
    left = make_practitioner(db, practice.client, "left", active=False)
    assert free_slots(db, practice.consultation, [left], [TUESDAY], NOW) == []
    assert free_slots(db, practice.consultation, [], [TUESDAY], NOW) == []
    assert offers(db, practice.consultation, [], [TUESDAY], NOW) == []
    stranger = make_practitioner(db, make_client(db, "other"))
    with pytest.raises(ValueError, match="another client"):
        free_slots(db, practice.consultation, [stranger], [TUESDAY], NOW)


def test_closed_dates_are_closed(db: Session) -> None:
    practice = make_practice(db)
    practice.martin.opening_hours = WeeklyHours.model_validate(
        {"mon-fri": "08:00-12:00", "closed_on": ["2026-12-01"]}
    )
    assert found(db, practice, TUESDAY) == []


NIGHTS = WeeklyHours.model_validate({"mon-sun": "00:00-06:00"})


def test_in_march_the_hour_that_is_skipped_is_not_offered(db: Session) -> None:
    practice = make_practice(db, minutes=60, horizon_days=200)
    practice.martin.opening_hours = NIGHTS
    night = utc("2027-03-27T23:00"), utc("2027-03-28T22:00")
    slots = found(db, practice, night, limit=None)
    assert slots == ["Sun 00:00", "Sun 01:00", "Sun 03:00", "Sun 04:00", "Sun 05:00"]


def test_in_october_the_hour_that_comes_twice_is_offered_twice(db: Session) -> None:
    practice = make_practice(db, minutes=60, horizon_days=400)
    practice.martin.opening_hours = NIGHTS
    night = utc("2027-10-30T22:00"), utc("2027-10-31T22:00")
    slots = free_slots(db, practice.consultation, [practice.martin], [night], NOW, limit=None)
    assert clock(slots) == [f"Sun 0{hour}:00" for hour in (0, 1, 2, 2, 3, 4, 5)]
    assert len({slot.starts_at for slot in slots}) == 7
    assert all(slot.ends_at - slot.starts_at == timedelta(hours=1) for slot in slots)


def test_eight_in_the_morning_stays_eight_on_both_sides_of_the_change(db: Session) -> None:
    practice = make_practice(db, horizon_days=200)
    for day, before in (("2027-03-26", "07:00"), ("2027-03-29", "06:00")):
        window = utc(f"{day}T00:00"), utc(f"{day}T20:00")
        first = free_slots(db, practice.consultation, [practice.martin], [window], NOW, limit=1)
        assert first[0].starts_at == utc(f"{day}T{before}")
        assert clock(first)[0].endswith("08:00")


def test_far_months_are_searched_like_the_next_week(db: Session) -> None:
    practice = make_practice(db, horizon_days=300)
    slots = free_slots(db, practice.consultation, [practice.martin], [], NOW, limit=None)
    assert len(slots) == len({slot.starts_at for slot in slots})
    assert slots == sorted(slots, key=lambda slot: slot.starts_at)
    for slot in slots:
        local = slot.starts_at.astimezone(PARIS)
        assert (local.minute, local.weekday() < 5) in {(0, True), (20, True), (40, True)}


class TestOffers:
    def test_who_takes_any_time_is_offered_the_next_half_days(self, db: Session) -> None:
        practice = make_practice(db)
        slots = offers(db, practice.consultation, [practice.martin], [], NOW)
        assert clock(slots) == ["Thu 11:00", "Thu 14:00", "Fri 08:00"]

    def test_a_morning_is_offered_from_end_to_end(self, db: Session) -> None:
        practice = make_practice(db)
        slots = offers(db, practice.consultation, [practice.martin], [TUESDAY_MORNING], NOW)
        assert clock(slots) == ["Tue 08:00", "Tue 09:20", "Tue 10:40"]

    def test_a_day_is_offered_in_the_morning_and_in_the_afternoon(self, db: Session) -> None:
        practice = make_practice(db)
        slots = offers(db, practice.consultation, [practice.martin], [TUESDAY], NOW)
        assert clock(slots) == ["Tue 08:00", "Tue 10:00", "Tue 14:00"]

    def test_what_little_there_is_is_offered_whole(self, db: Session) -> None:
        practice = make_practice(db)
        half_hour = utc("2026-12-01T08:00"), utc("2026-12-01T08:30")
        slots = offers(db, practice.consultation, [practice.martin], [half_hour], NOW)
        assert clock(slots) == ["Tue 09:00", "Tue 09:20"]
        assert offers(db, practice.consultation, [practice.martin], [half_hour], NOW, limit=0) == []

    def test_no_time_is_offered_twice_when_two_are_free(self, db: Session) -> None:
        practice = make_practice(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        both = [practice.martin, lefevre]
        ten = utc("2026-12-01T09:00")
        assert clock(offers(db, practice.consultation, both, [(ten, ten)], NOW)) == ["Tue 10:00"]


@pytest.mark.sqlite_on_a_desk
@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    visits=st.lists(st.tuples(st.integers(0, 140), st.integers(5, 90)), max_size=12),
    length=st.integers(5, 70),
    buffers=st.tuples(st.integers(0, 20), st.integers(0, 20)),
    step=st.sampled_from([None, 5, 15]),
)
def test_whatever_is_booked_slots_are_free_in_hours_and_none_is_missed(
    db: Session,
    visits: list[tuple[int, int]],
    length: int,
    buffers: tuple[int, int],
    step: int | None,
) -> None:
    """Against a search that tries every five minutes of the day, one by one."""
    zero = timedelta(0)
    with db.begin_nested() as savepoint:
        before, after = buffers
        practice = make_practice(
            db, minutes=length, buffer_before_minutes=before, buffer_after_minutes=after
        )
        taken: list[tuple[datetime, datetime]] = []
        for at, minutes in visits:
            start = TUESDAY[0] + timedelta(minutes=at * 10)
            end = start + timedelta(minutes=minutes)
            if all(end <= s or e <= start for s, e in taken):
                taken.append((start, end))
                make_appointment(
                    db,
                    practice.martin,
                    practice.consultation,
                    start,
                    ends_at=end,
                    blocked_from=start,
                    blocked_until=end,
                )
        slots = free_slots(
            db,
            practice.consultation,
            [practice.martin],
            [TUESDAY],
            NOW,
            limit=None,
            step_minutes=step,
        )
        free = list(every_free_start(taken, length, before, after))
        starts = [slot.starts_at for slot in slots]
        assert set(starts) <= set(free)
        whole = timedelta(minutes=before + length + after)
        grid = step or next((m for m in (15, 10, 5) if whole % timedelta(minutes=m) == zero), 5)
        on_grid = [s for s in free if (s.hour * 60 + s.minute) % grid == 0]
        if step:
            assert starts == on_grid
        else:
            # What is not listed would overlap with one that is.
            assert all(any(abs(s - t) < whole for t in starts) for s in on_grid)
        savepoint.rollback()


def every_free_start(
    taken: list[tuple[datetime, datetime]], length: int, before: int, after: int
) -> list[datetime]:
    starts = []
    for opens, closes in ((7 * 60, 11 * 60), (13 * 60, 17 * 60)):
        for minute in range(opens, closes - length + 1, 5):
            start = TUESDAY[0] + timedelta(minutes=minute)
            blocked = (
                start - timedelta(minutes=before),
                start + timedelta(minutes=length + after),
            )
            if all(blocked[1] <= s or e <= blocked[0] for s, e in taken):
                starts.append(start.astimezone(UTC))
    return starts
