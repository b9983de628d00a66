"""Patients found again by name and number; a family on one number is kept apart."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.agenda.booking import cancel, hold
from telesec.agenda.people import find_people, people_with_number
from telesec.values.telephone import E164
from tests.agenda.practice import DUPONT, TEN, make_practice, visit
from tests.makers import NOW

OTHER = E164("+33698765432")


@pytest.mark.parametrize(
    "words",
    ["Lefèvre", "lefevre helene", "HÉLÈNE", "madame Lefèvre", "Lefebvre", "06 12 34 56 78", "3456"],
)
def test_somebody_is_found_by_what_one_remembers(db: Session, words: str) -> None:
    practice = make_practice(db)
    mine = visit(db, practice, "Hélène Lefèvre", 0)
    visit(db, practice, "Karim Benali", 1, telephone=OTHER)
    (person,) = find_people(db, [practice.client.id], words)
    assert (person.name, person.appointments) == ("Hélène Lefèvre", [mine])


@pytest.mark.parametrize("words", ["", "   ", "06", "%", "_", "M.", "Nobody Atall", "'"])
def test_what_says_nothing_finds_nobody(db: Session, words: str) -> None:
    practice = make_practice(db)
    visit(db, practice, "Hélène Lefèvre", 0)
    assert find_people(db, [practice.client.id], words) == []


def test_another_clients_patients_are_never_found(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practice(db, "cabinet-x", "+33180000002")
    visit(db, stranger, "Hélène Lefèvre", 0)
    for words in ("Lefèvre", "Lefebvre", "0612345678"):
        assert find_people(db, [practice.client.id], words) == []
        assert find_people(db, [], words) == []
    assert people_with_number(db, practice.client.id, DUPONT) == []


def test_a_family_on_one_number_is_kept_apart(db: Session) -> None:
    practice = make_practice(db)
    visit(db, practice, "Hélène Lefèvre", 0, born=date(1980, 1, 1))
    visit(db, practice, "Paul Lefèvre", 1, born=date(2015, 5, 5))
    visit(db, practice, "Lefèvre Hélène", 2)  # who gave no date of birth this time
    visit(db, practice, "Paul Lefèvre", 3, born=date(1950, 2, 2))  # the grandfather
    visit(db, practice, "Paul Lefèvre", 4)  # one of the two: nobody can say which
    people = people_with_number(db, practice.client.id, DUPONT)
    found = {
        (p.name.split()[-1 if p.name.startswith("Lef") else 0], p.birth_date): p for p in people
    }
    assert {key: len(person.appointments) for key, person in found.items()} == {
        ("Hélène", date(1980, 1, 1)): 2,
        ("Paul", date(2015, 5, 5)): 1,
        ("Paul", date(1950, 2, 2)): 1,
        ("Paul", None): 1,
    }


@pytest.mark.parametrize("name", ["Mme Roy", "ROY", "Le Roy", "Dr Roy"])
def test_a_surname_alone_makes_nobody_one_person(db: Session, name: str) -> None:
    """As another house's agenda may have it, taken in with neither number nor address."""
    practice = make_practice(db)
    visit(db, practice, "Léa Roy", 0, telephone=None)
    visit(db, practice, "Léa Roy", 1, telephone=None)
    for hours in (2, 3):
        visit(db, practice, name, hours, telephone=None)
    for hours in (4, 5):
        visit(db, practice, name, hours, telephone=None, email="roy@mel.example")
    for hours in (6, 7):
        visit(db, practice, name, hours, telephone=OTHER)
    found = find_people(db, [practice.client.id], "roy")
    assert sorted(len(person.appointments) for person in found) == [1, 1, 2, 2, 2]


def test_what_comes_is_told_from_what_is_past_or_cancelled(db: Session) -> None:
    practice = make_practice(db)
    past = visit(db, practice, "Léa Roy", -24 * 30)
    next_but_one, soon = visit(db, practice, "Léa Roy", 48), visit(db, practice, "Léa Roy", 1)
    gone = visit(db, practice, "Léa Roy", 24)
    cancel(db, gone, NOW)
    hold(
        db,
        practice.slot(TEN + timedelta(hours=3)),
        client_id=practice.client.id,
        call_id=practice.call.id,
        now=NOW,
    )
    (person,) = find_people(db, [practice.client.id], "roy")
    assert person.coming(NOW) == [soon, next_but_one]
    assert person.past(NOW) == [gone, past]
