"""Who is one person on the waiting list: a family on one number is kept apart."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import cancel
from telesec.agenda.by_link import cancel_by_link, move_by_link
from telesec.agenda.by_text import cancel_by_text
from telesec.agenda.reminder import Reminder
from telesec.agenda.waiting_list import (
    DaysInWrongOrder,
    WaitingEntry,
    WaitingStatus,
    note_own_on_list,
    put_on_list,
    put_on_list_once,
    waiting_at,
    waits_already,
)
from telesec.values.language import Language
from telesec.values.opening_hours import MINUTES_A_DAY
from tests.agenda.practice import DUPONT, Practice, make_practice, visit
from tests.makers import NOW

FATHER, SON = date(1950, 1, 1), date(2015, 1, 1)
LATER = NOW + timedelta(minutes=5)
WEEK = timedelta(days=7)


def wish(
    practice: Practice, name: str, born_on: date | None = None, last_on: date | None = None
) -> WaitingEntry:
    return WaitingEntry(
        client_id=practice.client.id,
        appointment_type_id=practice.consultation.id,
        first_on=NOW.date(),
        last_on=last_on,
        practitioner_ids=(),
        first_minute=0,
        last_minute=MINUTES_A_DAY,
        caller_name=name,
        telephone=DUPONT,
        birth_date=born_on,
        language=Language.FR,
    )


def waits_with(practice: Practice, db: Session, own: Appointment) -> WaitingEntry:
    """Louis waits for something earlier than what he has."""
    practice.client.caller_links = True
    return put_on_list_once(db, wish(practice, "Louis Dupont"), own, NOW)


def test_who_cancels_by_link_waits_for_nothing_earlier(db: Session) -> None:
    practice = make_practice(db)
    his = visit(db, practice, "Louis Dupont", 48)
    entry = waits_with(practice, db, his)
    assert cancel_by_link(db, his, LATER, seen=his.sequence)
    assert (entry.status, entry.ended_at) == (WaitingStatus.TAKEN_BACK, LATER)


def test_who_cancels_by_text_neither(db: Session) -> None:
    practice = make_practice(db)
    his = visit(db, practice, "Louis Dupont", 48)
    entry = waits_with(practice, db, his)
    reminder = Reminder(
        client_id=his.client_id,
        appointment=his,
        sequence=his.sequence,
        starts_at=his.starts_at,
        created_at=NOW,
    )
    db.add(reminder)
    db.flush()
    assert cancel_by_text(db, reminder, LATER)
    assert entry.status is WaitingStatus.TAKEN_BACK


def test_who_moves_by_link_and_can_get_nothing_earlier_is_served(db: Session) -> None:
    practice = make_practice(db)
    his = visit(db, practice, "Louis Dupont", 96)
    entry = waits_with(practice, db, his)
    entry.first_on = his.starts_at.date()
    sooner = visit(db, practice, "Paul Roux", 24)
    cancel(db, sooner, NOW)
    assert move_by_link(db, his, sooner.starts_at, LATER, seen=his.sequence)
    assert entry.status is WaitingStatus.SERVED


def test_the_client_who_cancels_leaves_them_on_the_list(db: Session) -> None:
    practice = make_practice(db)
    his = visit(db, practice, "Louis Dupont", 48)
    entry = waits_with(practice, db, his)
    cancel(db, his, LATER)
    assert entry.status is WaitingStatus.WAITING


@pytest.mark.parametrize(
    ("one", "born", "other", "other_born"),
    [
        ("Louis Dupont", SON, "Louise Dupont", date(2018, 1, 1)),
        ("Léa Martin", None, "Léo Martin", None),
        ("Paul Dupont", FATHER, "Paul Dupont", SON),
        ("Dupont", None, "Marie Dupont", None),
        ("Louis Dupont", None, "Louise Dupont", None),
        ("Michel Dupont", None, "Michèle Dupont", None),
        ("Julie Dupont", SON, "Julien Dupont", SON),  # twins
    ],
)
def test_brother_and_sister_or_father_and_son_both_wait(
    db: Session, one: str, born: date | None, other: str, other_born: date | None
) -> None:
    practice = make_practice(db)
    put_on_list_once(db, wish(practice, one, born), None, NOW)
    put_on_list_once(db, wish(practice, other, other_born), None, LATER)
    waiting = waiting_at(db, practice.client, NOW)
    assert [(e.caller_name, e.birth_date) for e in waiting] == [(one, born), (other, other_born)]


@pytest.mark.parametrize(("name", "born"), [("DUPONT Louis", SON), ("Louis Dupont", None)])
def test_the_same_person_is_there_once_however_the_name_is_told(
    db: Session, name: str, born: date | None
) -> None:
    practice = make_practice(db)
    put_on_list_once(db, wish(practice, "Louis Dupont"), None, NOW)
    put_on_list_once(db, wish(practice, name, born), None, LATER)
    [entry] = waiting_at(db, practice.client, NOW)
    assert (entry.created_at, entry.birth_date) == (NOW, born)


@pytest.mark.parametrize(
    ("heard", "then", "born", "again"),
    [
        ("Marie Dupont", "Marie Dupond", None, None),
        ("Hélène Lefèvre", "Lefebvre Hélène", SON, None),
        ("Karim Benali", "Karim Ben Ali", None, SON),
        ("Marie Dupont", "Marie Dumont", SON, SON),
    ],
)
def test_a_misheard_name_renews_the_wish(
    db: Session, heard: str, then: str, born: date | None, again: date | None
) -> None:
    practice = make_practice(db)
    put_on_list_once(db, wish(practice, heard, born), None, NOW)
    put_on_list_once(db, wish(practice, then, again, NOW.date() + WEEK), None, LATER)
    [entry] = waiting_at(db, practice.client, NOW)
    assert (entry.caller_name, entry.created_at, entry.birth_date) == (heard, NOW, born or again)
    assert entry.last_on == NOW.date() + WEEK


def test_the_sisters_appointment_is_not_replaced(db: Session) -> None:
    practice = make_practice(db)
    put_on_list_once(db, wish(practice, "Louis Dupont", SON), None, NOW)
    hers = visit(db, practice, "Louise Dupont", 24, born=date(2018, 1, 1))
    assert not note_own_on_list(db, hers, NOW)
    put_on_list_once(db, wish(practice, "Louis Dupont", SON), None, LATER)
    [entry] = waiting_at(db, practice.client, NOW)
    assert entry.appointment_id is None
    his = visit(db, practice, "Louis Dupont", 48, born=SON)
    assert note_own_on_list(db, his, NOW)
    assert entry.appointment_id == his.id


def test_nor_the_fathers_of_the_same_name(db: Session) -> None:
    practice = make_practice(db)
    his = visit(db, practice, "Paul Dupont", 24, born=FATHER)
    assert put_on_list(db, wish(practice, "Paul Dupont", SON), NOW).appointment_id is None
    assert put_on_list(db, wish(practice, "Paul Dupont", FATHER), NOW).appointment_id == his.id


def test_whoever_keeps_the_same_appointment_is_one_person(db: Session) -> None:
    """A recogniser may write the name in two ways."""
    practice = make_practice(db)
    his = visit(db, practice, "Louis Lefèvre", 24)
    put_on_list_once(db, wish(practice, "Louis Lefèvre"), his, NOW)
    put_on_list_once(db, wish(practice, "Louis Lefebvre"), his, LATER)
    assert len(waiting_at(db, practice.client, NOW)) == 1


def test_days_in_the_wrong_order_are_refused(db: Session) -> None:
    practice = make_practice(db)
    over = NOW.date() - timedelta(days=1)
    with pytest.raises(DaysInWrongOrder):
        put_on_list(db, wish(practice, "Louis Dupont", last_on=over), NOW)
    with pytest.raises(DaysInWrongOrder):
        put_on_list_once(db, wish(practice, "Louis Dupont", last_on=over), None, NOW)
    assert waiting_at(db, practice.client, NOW) == []


def test_whether_somebody_was_there_before(db: Session) -> None:
    practice = make_practice(db)
    put_on_list_once(db, wish(practice, "Louis Dupont"), None, NOW)
    assert waits_already(db, put_on_list(db, wish(practice, "Louis Dupont"), LATER))
    assert not waits_already(db, put_on_list(db, wish(practice, "Louise Dupont"), LATER))
