"""Time that is busy elsewhere is booked by nobody, whoever writes and however many at once."""

from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import (
    HoldLost,
    PractitionerBusy,
    SlotTaken,
    book,
    cancel,
    confirm,
    hold,
    move,
)
from telesec.agenda.busy.calendar import CalendarKind
from telesec.agenda.busy.calendars import Access, BadCalendar, Named, conflicts_of, put_calendar
from telesec.agenda.busy.keeping import claim_next, keep_some
from telesec.agenda.busy.spans import Span
from telesec.agenda.looking_up import appointments_between
from telesec.database import transaction
from tests.agenda.practice import Practice, make_practice, utc
from tests.at_once import at_once
from tests.makers import NOW

KEY = "k" * 40
TEN = utc("2026-11-30T10:00")
HOUR = timedelta(hours=1)


def a_calendar(db: Session, practice: Practice, label: str = "Privé") -> None:
    access = Access(url="https://calendar.example/a.ics")
    named = Named(label, CalendarKind.ICS, access)
    put_calendar(db, practice.martin, named, secret_key=KEY, now=NOW)


def import_busy(db: Session, start: datetime = TEN, length: timedelta = HOUR) -> None:
    """What a reading does at its end."""
    task = claim_next(db, KEY, NOW)
    assert task
    span = Span(int(start.timestamp()), int((start + length).timestamp()))
    assert keep_some(db, task, [span])


@pytest.fixture
def practice(db: Session) -> Practice:
    practice = make_practice(db, buffer_before_minutes=5, buffer_after_minutes=10)
    a_calendar(db, practice)
    return practice


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    "start", [TEN, TEN - minutes(25), TEN + HOUR + minutes(4), TEN + minutes(20)]
)
def test_neither_held_nor_booked_with_its_buffers(
    db: Session, practice: Practice, start: datetime
) -> None:
    import_busy(db)
    with pytest.raises(PractitionerBusy):
        practice.booked(db, start)
    with pytest.raises(SlotTaken):
        hold(
            db,
            practice.slot(start),
            client_id=practice.client.id,
            call_id=practice.call.id,
            now=NOW,
        )


@pytest.mark.parametrize("start", [TEN - minutes(30), TEN + HOUR + minutes(5)])
def test_what_ends_or_begins_at_its_edge_is_booked(
    db: Session, practice: Practice, start: datetime
) -> None:
    import_busy(db)
    assert practice.booked(db, start)


def test_a_person_may_book_all_the_same(db: Session, practice: Practice) -> None:
    import_busy(db)
    booked = book(
        db,
        practice.slot(TEN),
        client_id=practice.client.id,
        booked_by_id=None,
        caller_name="Jean",
        telephone=None,
        now=NOW,
        despite_busy=True,
    )
    assert booked.despite_busy
    # But never where somebody else has an appointment.
    with pytest.raises(SlotTaken) as refused:
        practice.booked(db, TEN + minutes(10))
    assert refused.value


def test_neither_moved_there_nor_stood_up_again(db: Session, practice: Practice) -> None:
    import_busy(db)
    standing = practice.booked(db, TEN + 3 * HOUR)
    with pytest.raises(PractitionerBusy):
        move(db, standing, practice.slot(TEN), NOW)
    assert standing.starts_at == TEN + 3 * HOUR
    move(db, standing, practice.slot(TEN), NOW, despite_busy=True)
    cancel(db, standing, NOW)
    standing.despite_busy = False
    db.flush()
    stand_up = update(Appointment).values(status=AppointmentStatus.CONFIRMED)
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(stand_up.where(Appointment.id == standing.id))
    db.refresh(standing)
    assert standing.status == AppointmentStatus.CANCELLED


def test_moved_again_it_must_be_said_again(db: Session, practice: Practice) -> None:
    import_busy(db)
    standing = practice.booked(db, TEN + 3 * HOUR)
    move(db, standing, practice.slot(TEN), NOW, despite_busy=True)
    with pytest.raises(PractitionerBusy):
        move(db, standing, practice.slot(TEN + minutes(30)), NOW)
    move(db, standing, practice.slot(TEN + 4 * HOUR), NOW)
    assert not standing.despite_busy


def test_what_stands_goes_on_standing_when_busy_time_lands_on_it(
    db: Session, practice: Practice
) -> None:
    standing = practice.booked(db, TEN)
    import_busy(db)
    standing.notes = "Apporter les radios"
    standing.status = AppointmentStatus.CONFIRMED
    db.flush()
    statement = "UPDATE appointments SET status = status, blocked_until = ends_at"
    db.execute(text(statement))
    cancel(db, standing, NOW)


def test_a_hold_on_which_busy_time_lands_is_not_confirmed(db: Session, practice: Practice) -> None:
    ids: dict[str, Any] = {"client_id": practice.client.id, "call_id": practice.call.id}
    held = hold(db, practice.slot(TEN), now=NOW, **ids)
    import_busy(db)
    with pytest.raises(HoldLost):
        confirm(db, appointment_id=held.id, caller_name="Jean", telephone=None, now=NOW, **ids)


def test_another_practitioner_is_not_kept_from_working(db: Session, practice: Practice) -> None:
    other = make_practice(db, "other", "+33180000002")
    import_busy(db)
    assert other.booked(db, TEN)


def test_an_absence_of_weeks_keeps_every_day(db: Session, practice: Practice) -> None:
    task = claim_next(db, KEY, NOW)
    assert task
    days = [int((TEN + timedelta(days=n)).timestamp()) for n in range(15)]
    assert keep_some(db, task, [Span(day, day + 86_400) for day in days])
    for day in range(15):
        with pytest.raises(PractitionerBusy):
            practice.booked(db, TEN + timedelta(days=day, hours=5))
    assert practice.booked(db, TEN + timedelta(days=15, minutes=5))


def test_any_writer_is_refused(db: Session, practice: Practice) -> None:
    """As one who knows nothing of our verbs: plain SQL."""
    import_busy(db)
    standing = practice.booked(db, TEN + 3 * HOUR)
    values = {"at": TEN.replace(tzinfo=None), "id": standing.id}
    if db.get_bind().dialect.name == "postgresql":
        values["at"] = TEN
    statement = "UPDATE appointments SET blocked_from = :at WHERE id = :id"
    with pytest.raises(IntegrityError, match="busy_elsewhere"), db.begin_nested():
        db.execute(text(statement), values)


def test_imports_and_bookings_at_once_never_both_win_unseen(engine: Engine) -> None:
    """Whoever is first: the booking is refused, or it stands and the conflict is there to see."""
    for number in range(6):
        with transaction(engine) as db:
            practice = make_practice(db, f"practice-{number}", f"+3318000001{number}")
            a_calendar(db, practice)
            client_id = practice.client.id
        works = [partial(booking, engine, practice, minutes(7 * nth)) for nth in range(3)]
        results = at_once([works[0], partial(importing, engine), *works[1:]])
        assert results[1] == "imported"
        with transaction(engine, reads_only=True) as db:
            booked = appointments_between(db, [client_id], NOW, NOW + timedelta(days=30))
            assert len(booked) == results.count("booked") <= 1
            assert len(conflicts_of(db, [client_id], NOW)) == len(booked)


def booking(engine: Engine, practice: Practice, later: timedelta) -> str:
    try:
        with transaction(engine) as db:
            practice.booked(db, TEN + later)
    except PractitionerBusy:
        return "busy"
    except SlotTaken:
        return "taken"
    return "booked"


def importing(engine: Engine) -> str:
    with transaction(engine) as db:
        import_busy(db)
    return "imported"


@pytest.mark.postgresql_only
def test_an_import_that_has_begun_makes_a_booking_wait_and_then_refuses_it(engine: Engine) -> None:
    with transaction(engine) as db:
        practice = make_practice(db)
        a_calendar(db, practice)

    has_begun = Event()

    def begins() -> str:
        with transaction(engine) as db:
            import_busy(db)
            has_begun.set()
            # The booking is there and waits, before we are done.
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            with engine.connect() as connection:
                while not connection.scalar(text(waiting)):
                    connection.rollback()
        return "imported"

    def books() -> str:
        has_begun.wait(20)
        return booking(engine, practice, timedelta())

    assert at_once([begins, books]) == ["imported", "busy"]


def test_a_label_names_a_calendar_and_the_same_twice_changes_nothing(
    db: Session, practice: Practice
) -> None:
    def put(label: str, url: str = "https://calendar.example/a.ics", **more: object) -> bool:
        named = Named(label, CalendarKind.ICS, Access(url=url), **more)  # type: ignore[arg-type]
        return put_calendar(db, practice.martin, named, secret_key=KEY, now=NOW)

    assert not put("Privé")
    assert put("Privé", "https://calendar.example/b.ics")
    assert put("Privé", "https://calendar.example/b.ics", tentative_is_free=True)
    for number in range(9):
        assert put(f"n{number}")
    with pytest.raises(BadCalendar, match="many"):
        put("one too many")
    with pytest.raises(BadCalendar, match="address"):
        put("bad", "ftp://calendar.example/")
    named = Named("bad", CalendarKind.CALDAV, Access(url="https://calendar.example/"))
    with pytest.raises(BadCalendar, match="user"):
        put_calendar(db, practice.martin, named, secret_key=KEY, now=NOW)
