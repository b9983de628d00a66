"""Appointments restored and corrected, and what is written down of each change."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.booking import DayFull, NotBooked, SlotTaken, cancel, hold, move
from telesec.agenda.change import ChangedBy, ChangeKind, changes_to
from telesec.agenda.mending import correct, restore
from tests.agenda.practice import DUPONT, make_practice, overlaps, utc
from tests.makers import NOW, make_account, make_practitioner

TEN = utc("2026-12-01T09:00")


def test_what_was_cancelled_by_mistake_stands_again_under_its_uid(db: Session) -> None:
    practice = make_practice(db)
    booked = practice.booked(db, TEN)
    uid = booked.uid
    cancel(db, booked, NOW, ChangedBy(reason="ne vient plus"))
    restore(db, booked, NOW, ChangedBy(reason="s’était trompée de jour"))
    assert (booked.status, booked.uid, booked.sequence) == (AppointmentStatus.CONFIRMED, uid, 2)
    restore(db, booked, NOW)  # twice is once
    told = [(one.kind, one.reason) for one in changes_to(db, booked.id)]
    assert told == [
        (ChangeKind.BOOKED, ""),
        (ChangeKind.CANCELLED, "ne vient plus"),
        (ChangeKind.RESTORED, "s’était trompée de jour"),
    ]
    db.refresh(practice.martin)
    assert practice.martin.agenda_version == 3


def test_it_does_not_stand_again_where_somebody_else_comes_now(db: Session) -> None:
    practice = make_practice(db)
    booked = practice.booked(db, TEN)
    cancel(db, booked, NOW)
    practice.booked(db, TEN + timedelta(minutes=10), "Léa Roy")
    with pytest.raises(SlotTaken):
        restore(db, booked, NOW)
    db.refresh(booked)
    assert (booked.status, booked.sequence) == (AppointmentStatus.CANCELLED, 1)
    assert overlaps(db) == 0


def test_a_hold_in_its_way_keeps_it_out_only_until_it_expires(db: Session) -> None:
    practice = make_practice(db)
    booked = practice.booked(db, TEN)
    cancel(db, booked, NOW)
    held = hold(
        db, practice.slot(TEN), client_id=practice.client.id, call_id=practice.call.id, now=NOW
    )
    with pytest.raises(SlotTaken):
        restore(db, booked, NOW)
    with pytest.raises(NotBooked):
        restore(db, held, NOW)
    restore(db, booked, NOW + timedelta(minutes=10))
    assert booked.status == AppointmentStatus.CONFIRMED


def test_the_most_of_a_day_holds_for_what_comes_back_too(db: Session) -> None:
    practice = make_practice(db, most_a_day=1)
    booked = practice.booked(db, TEN)
    cancel(db, booked, NOW)
    practice.booked(db, TEN + timedelta(hours=2))
    with pytest.raises(DayFull):
        restore(db, booked, NOW)


def test_a_misheard_name_is_put_right_without_a_new_time(db: Session) -> None:
    practice = make_practice(db)
    booked = practice.booked(db, TEN, "Jean Dupond")
    secretary = make_account(db, "sophie@telesec.example")
    said = {"telephone": DUPONT, "email": "jean@mel.example", "birth_date": date(1960, 3, 3)}
    said |= {"notes": "béquilles"}
    by = ChangedBy(account_id=secretary.id)
    later = NOW + timedelta(minutes=5)
    assert correct(db, booked, caller_name="Jean Dupont", now=later, by=by, **said)  # type: ignore[arg-type]
    assert not correct(db, booked, caller_name="Jean Dupont", now=later, by=by, **said)  # type: ignore[arg-type]
    assert (booked.caller_name, booked.folded_name) == ("Jean Dupont", "jean dupont")
    assert (booked.sequence, booked.updated_at) == (0, later)
    kinds = [(one.kind, one.account_id) for one in changes_to(db, booked.id)]
    assert kinds == [(ChangeKind.BOOKED, None), (ChangeKind.CORRECTED, secretary.id)]
    cancel(db, booked, later)
    with pytest.raises(NotBooked):
        correct(db, booked, caller_name="X", now=later, by=by, **said)  # type: ignore[arg-type]


def test_the_history_says_with_whom_it_was_before(db: Session) -> None:
    practice = make_practice(db)
    lefevre = make_practitioner(db, practice.client, "lefevre")
    practice.consultation.practitioners.append(lefevre)
    booked = practice.booked(db, TEN)
    slot = practice.slot(TEN + timedelta(hours=1))
    move(db, booked, slot, NOW)
    move(db, booked, type(slot)(lefevre.id, slot.appointment_type_id, TEN, slot.ends_at), NOW)
    was = [(one.started_at, one.was_with_id) for one in changes_to(db, booked.id)]
    assert was == [(None, None), (TEN, None), (TEN + timedelta(hours=1), practice.martin.id)]
