"""E-mail addresses told once are there the next time; a family on one number is kept apart."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel, confirm, hold
from telesec.agenda.by_link import ChangedMeanwhile, put_address_by_link
from telesec.agenda.change import ChangeKind, changes_to
from telesec.agenda.mending import correct
from telesec.agenda.people import find_people, people_with_number
from telesec.values.telephone import E164
from tests.agenda.practice import DUPONT, TEN, make_practice, visit
from tests.makers import NOW

HELENE, PAUL = "helene@mel.example", "paul@mel.example"
OTHER = E164("+33698765432")


def corrected(db: Session, one: Appointment, email: str | None, name: str | None = None) -> bool:
    return correct(
        db,
        one,
        caller_name=name or one.caller_name or "",
        telephone=one.telephone,
        email=email,
        birth_date=one.birth_date,
        notes=one.notes,
        now=NOW,
    )


def test_it_is_there_the_next_time_however_the_name_is_written(db: Session) -> None:
    practice = make_practice(db)
    visit(db, practice, "Hélène Lefèvre", 0, email=HELENE)
    assert visit(db, practice, "Mme LEFEVRE Hélène", 1).email == HELENE
    assert visit(db, practice, "Hélène Lefèvre", 2, email=PAUL).email == PAUL
    (person,) = people_with_number(db, practice.client.id, DUPONT)
    assert person.emails == [PAUL, HELENE]
    (found,) = find_people(db, [practice.client.id], " Helene@Mel.example")
    assert [one.caller_name for one in found.appointments] == [
        "Mme LEFEVRE Hélène",
        "Hélène Lefèvre",
    ]
    assert find_people(db, [practice.client.id], "@") == []


def test_it_is_there_when_the_assistant_books(db: Session) -> None:
    practice = make_practice(db)
    visit(db, practice, "Hélène Lefèvre", 0, email=HELENE)
    slot = practice.slot(TEN + timedelta(hours=1))
    whose = {"client_id": practice.client.id, "call_id": practice.call.id, "now": NOW}
    held = hold(db, slot, **whose)  # type: ignore[arg-type]
    said = {"caller_name": "Hélène Lefèvre", "telephone": DUPONT}
    one = confirm(db, appointment_id=held.id, **whose, **said)  # type: ignore[arg-type]
    assert one.email == HELENE


@pytest.mark.parametrize(
    ("name", "born", "telephone"),
    [
        ("Paul Lefèvre", None, DUPONT),  # of the same number
        ("Lefèvre", None, DUPONT),  # one of them, but which?
        ("", None, DUPONT),
        ("Hélène Lefèvre", None, OTHER),
        ("Hélène Lefèvre", None, None),
        ("Hélène Lefèvre", date(2015, 5, 5), DUPONT),  # the granddaughter
    ],
)
def test_it_is_nobody_elses(
    db: Session, name: str, born: date | None, telephone: E164 | None
) -> None:
    practice = make_practice(db)
    visit(db, practice, "Hélène Lefèvre", 0, email=HELENE, born=date(1950, 2, 2))
    assert visit(db, practice, name, 1, born=born, telephone=telephone).email is None


def test_of_two_with_one_name_only_who_tells_the_date_of_birth_is_known(db: Session) -> None:
    practice = make_practice(db)
    visit(db, practice, "Paul Lefèvre", 0, email=PAUL, born=date(1950, 2, 2))
    visit(db, practice, "Paul Lefèvre", 1, born=date(2015, 5, 5))
    assert visit(db, practice, "Paul Lefèvre", 2).email is None
    assert visit(db, practice, "Paul Lefèvre", 3, born=date(1950, 2, 2)).email == PAUL
    assert visit(db, practice, "Paul Lefèvre", 4, born=date(2015, 5, 5)).email is None


def test_it_is_not_another_clients(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practice(db, "cabinet-x", "+33180000002")
    visit(db, stranger, "Hélène Lefèvre", 0, email=HELENE)
    assert visit(db, practice, "Hélène Lefèvre", 0).email is None
    assert find_people(db, [practice.client.id], HELENE) == []


def test_put_right_or_taken_out_it_is_so_everywhere(db: Session) -> None:
    practice = make_practice(db)
    first = visit(db, practice, "Hélène Lefèvre", 0, email="helen@mel.example")
    second = visit(db, practice, "Hélène Lefèvre", 1)
    husband = visit(db, practice, "Paul Lefèvre", 2, email="helen@mel.example")
    assert corrected(db, second, HELENE)
    assert not corrected(db, second, HELENE)
    assert (first.email, second.email, husband.email) == (HELENE, HELENE, "helen@mel.example")
    assert corrected(db, first, None)
    assert (first.email, second.email) == (None, None)
    assert visit(db, practice, "Hélène Lefèvre", 3).email is None


def test_given_by_a_link_it_is_good_for_that_appointment_only(db: Session) -> None:
    practice = make_practice(db)
    one = visit(db, practice, "Hélène Lefèvre", 0)
    assert put_address_by_link(db, one, PAUL, NOW)
    assert not put_address_by_link(db, one, PAUL, NOW)
    assert visit(db, practice, "Hélène Lefèvre", 1).email is None
    kinds = [(change.kind, change.by_link) for change in changes_to(db, one.id)]
    assert kinds == [(ChangeKind.BOOKED, False), (ChangeKind.CORRECTED, True)]
    assert corrected(db, one, HELENE)  # told to a person, it is the caller's own
    assert visit(db, practice, "Hélène Lefèvre", 2).email == HELENE


def test_taken_back_by_a_link_it_does_not_come_again(db: Session) -> None:
    practice = make_practice(db)
    past = visit(db, practice, "Hélène Lefèvre", -24 * 40, email=HELENE)
    one = visit(db, practice, "Hélène Lefèvre", 0)
    assert put_address_by_link(db, one, None, NOW)
    assert (past.email, one.email) == (None, None)
    assert visit(db, practice, "Hélène Lefèvre", 1).email is None


def test_of_two_with_one_name_the_others_address_is_left_alone(db: Session) -> None:
    practice = make_practice(db)
    shared, born, younger = "famille@mel.example", date(1950, 2, 2), date(1985, 5, 5)
    father = visit(db, practice, "Paul Lefèvre", 0, email=shared, born=born)
    son = visit(db, practice, "Paul Lefèvre", 1, email=shared, born=younger)
    moved_out = visit(db, practice, "Paul Lefèvre", 2, email=shared, telephone=OTHER)
    which = visit(db, practice, "Paul Lefèvre", 3, email=shared)
    assert corrected(db, father, PAUL)
    assert (father.email, son.email, moved_out.email, which.email) == (PAUL, *[shared] * 3)
    assert put_address_by_link(db, son, None, NOW)
    assert (father.email, son.email, moved_out.email) == (PAUL, None, shared)
    assert corrected(db, which, None)
    assert (father.email, moved_out.email) == (PAUL, shared)


def test_it_is_put_right_however_the_name_is_written(db: Session) -> None:
    practice = make_practice(db)
    first = visit(db, practice, "Hélène Lefèvre", 0, email="helen@mel.example")
    second = visit(db, practice, "Mme LEFEVRE Hélène", 1)
    assert corrected(db, first, HELENE)
    assert second.email == HELENE
    assert put_address_by_link(db, second, None, NOW)
    assert first.email is None
    assert visit(db, practice, "LEFEVRE Hélène", 2).email is None


def test_taken_back_no_older_one_comes_back(db: Session) -> None:
    practice = make_practice(db)
    oldest = visit(db, practice, "Hélène Lefèvre", -24 * 400, email="old@mel.example")
    visit(db, practice, "Hélène Lefèvre", -24 * 40, email=HELENE)
    one = visit(db, practice, "Hélène Lefèvre", 0)
    assert put_address_by_link(db, one, None, NOW)
    assert oldest.email is None
    assert visit(db, practice, "Hélène Lefèvre", 1).email is None


def test_another_given_and_taken_back_the_former_is_not_used_either(db: Session) -> None:
    practice = make_practice(db)
    visit(db, practice, "Hélène Lefèvre", -24 * 40, email=HELENE)
    one = visit(db, practice, "Hélène Lefèvre", 0)
    coming = visit(db, practice, "Hélène Lefèvre", 24)
    by_link = visit(db, practice, "Hélène Lefèvre", 25)
    assert put_address_by_link(db, by_link, "holiday@mel.example", NOW)
    assert put_address_by_link(db, one, "work@mel.example", NOW)
    assert put_address_by_link(db, one, None, NOW)
    assert (one.email, coming.email, by_link.email) == (None, None, "holiday@mel.example")
    assert visit(db, practice, "Hélène Lefèvre", 26).email is None


def test_without_a_number_it_goes_where_name_and_address_are_the_same(db: Session) -> None:
    practice = make_practice(db)
    whose = (("Hélène Lefèvre", HELENE), ("Hélène Lefèvre", PAUL), ("Paul Lefèvre", HELENE))
    one, *others = [
        visit(db, practice, name, hours, email=email, telephone=None)
        for hours, (name, email) in enumerate((whose[0], *whose))
    ]
    assert put_address_by_link(db, one, None, NOW)
    assert [other.email for other in others] == [None, PAUL, HELENE]


def test_nothing_is_given_for_what_does_not_stand_or_is_over(db: Session) -> None:
    practice = make_practice(db)
    gone = visit(db, practice, "Hélène Lefèvre", 0)
    over = visit(db, practice, "Hélène Lefèvre", -24 * 10)
    cancel(db, gone, NOW)
    for one in (gone, over):
        with pytest.raises(ChangedMeanwhile):
            put_address_by_link(db, one, HELENE, NOW)
        assert one.email is None
    assert gone.status == AppointmentStatus.CANCELLED
