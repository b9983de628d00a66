"""Whoever made an appointment a moment ago is not asked again who they are to change it."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.simulator.caller import PlacedCall
from tests.beforehand import has_appointment
from tests.kept import now_of
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"
MARIE = "bonjour c'est Marie Dupont née le 3 mars 1980"
MORE = "Puis-je faire autre chose"


def booked(telephone: Telephone, who: str = MARIE) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).says(f"{who} {WISH}").says("le premier")
    return call.says("oui").hears("confirmé : jeudi 3 décembre", MORE)


def statuses(telephone: Telephone) -> dict[int, AppointmentStatus]:
    """By the day of the month."""
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status != AppointmentStatus.HELD)
        return {one.starts_at.day: one.status for one in db.scalars(query)}


@pytest.mark.parametrize("said", ["finalement annulez-le", "oui en fait il faut l'annuler"])
def test_what_was_just_made_is_cancelled_without_more_questions(
    telephone: Telephone, said: str
) -> None:
    call = booked(telephone).says(said).hears("J’annule", "jeudi 3 décembre")
    call.does_not_hear("naissance", "À quel nom").says("oui").hears("est annulé")
    call.says("non").has_ended()
    assert statuses(telephone) == {3: AppointmentStatus.CANCELLED}


def test_and_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").hears("anything else").says("cancel it please")
    call.hears("I’m cancelling", "Thursday the 3rd of December").does_not_hear("date of birth")
    call.says("yes").says("no").has_ended()
    assert statuses(telephone) == {3: AppointmentStatus.CANCELLED}


def test_who_would_not_tell_the_date_of_birth_may_change_it_all_the_same(
    telephone: Telephone,
) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"bonjour c'est Marie Dupont {WISH}")
    call.says("le premier").hears("naissance").says("je préfère ne pas la dire").says("oui")
    call.hears("confirmé").says("changez-le pour vendredi").hears("vendredi 4 décembre")
    call.does_not_hear("naissance").says("le premier").says("oui").says("non").has_ended()
    assert statuses(telephone) == {4: AppointmentStatus.CONFIRMED}


def test_of_two_it_is_the_one_just_made(telephone: Telephone) -> None:
    tuesday = has_appointment(telephone)
    call = booked(telephone).says("changez-le pour vendredi").hears("vendredi 4 décembre")
    call.says("le premier").hears("Je remplace le rendez-vous prévu jeudi 3 décembre").says("oui")
    call.says("non").has_ended()
    assert now_of(telephone, tuesday).status is AppointmentStatus.CONFIRMED
    assert statuses(telephone) == dict.fromkeys([1, 4], AppointmentStatus.CONFIRMED)


@pytest.mark.parametrize("said", ["annulez celui de mardi", "annulez mon rendez-vous de mardi"])
def test_the_other_one_is_known_by_its_day(telephone: Telephone, said: str) -> None:
    has_appointment(telephone)
    call = booked(telephone).says(said).hears("J’annule", "mardi 1er décembre").says("oui")
    call.says("non").has_ended()
    assert statuses(telephone) == {1: AppointmentStatus.CANCELLED, 3: AppointmentStatus.CONFIRMED}


def test_which_of_two_is_asked_where_another_is_spoken_of(telephone: Telephone) -> None:
    has_appointment(telephone)
    call = booked(telephone).says("je voudrais aussi annuler mon ancien rendez-vous")
    call.hears("mardi 1er décembre", "jeudi 3 décembre").does_not_hear("J’annule").hangs_up()


def test_somebody_elses_is_proved_as_ever(telephone: Telephone) -> None:
    has_appointment(telephone, caller_name="Paul Dupont")
    call = booked(telephone).says("je voudrais annuler le rendez-vous de mon mari")
    call.does_not_hear("J’annule").says("Paul Dupont").hears("naissance").hangs_up()


def test_and_so_is_ones_own_after_that_of_a_child(telephone: Telephone) -> None:
    has_appointment(telephone)
    who = "bonjour c'est Marie Dupont pour ma fille Léa Dupont née le 3 mars 2015"
    call = booked(telephone, who).says("je voudrais annuler mon rendez-vous à moi")
    call.does_not_hear("jeudi 3 décembre").hears("naissance").says("3 mars 1980")
    call.hears("J’annule", "mardi 1er décembre").hangs_up()


def test_the_next_call_proves_it_anew(telephone: Telephone) -> None:
    booked(telephone).says("non").has_ended()
    call = telephone.caller().dials(PRACTICE)
    call.says("c'est Marie Dupont je voudrais annuler mon rendez-vous").hears("naissance")
    call.hangs_up()


def test_what_was_cancelled_is_no_longer_it(telephone: Telephone) -> None:
    call = booked(telephone).says("annulez-le").says("oui").hears("est annulé", MORE)
    call.says("en fait vendredi").does_not_hear("Je remplace", "J’annule").hangs_up()
