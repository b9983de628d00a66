"""A second appointment of the same person: the date of birth was told in this call."""

from datetime import date

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.simulator.caller import PlacedCall
from tests.beforehand import has_appointment
from tests.telephone import PRACTICE, Telephone
from tests.test_proved_in_the_call import MORE, booked

BORN = date(1980, 3, 3)


def visits(telephone: Telephone) -> list[Appointment]:
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        return list(db.scalars(query.order_by(Appointment.id)))


def takes_a_time(call: PlacedCall) -> PlacedCall:
    """Up to what is asked once the time is known."""
    for asked, answer in (
        ("Pour quel motif", "une consultation"),
        ("Avec qui", "le docteur Martin"),
        ("Quel jour", "vendredi"),
    ):
        if asked in call.said:
            call.says(answer)
    return call.hears("Je peux vous proposer").says("le premier")


@pytest.mark.parametrize(
    "said",
    [
        "il m'en faudrait un deuxième la semaine d'après",
        "je voudrais un autre rendez-vous vendredi",
        "un de plus pour moi vendredi",
    ],
)
def test_it_is_not_asked_again(telephone: Telephone, said: str) -> None:
    call = takes_a_time(booked(telephone).says(said)).hears("Marie Dupont, naissance le 3 mars")
    call.does_not_hear("Quelle est la date").says("oui").hears("confirmé").says("non").has_ended()
    assert [(one.caller_name, one.birth_date) for one in visits(telephone)] == [
        ("Marie Dupont", BORN),
        ("Marie Dupont", BORN),
    ]


def test_nor_is_it_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").hears("confirmed")
    call.says("I'd need a second consultation with Martin on Friday").says("the first one")
    call.does_not_hear("What is the date").hears("Martha Lowe, born on the 3rd of March 1980")
    call.hangs_up()


def test_nor_of_whoever_proved_who_they_are_to_hear_of_the_first(telephone: Telephone) -> None:
    has_appointment(telephone)
    call = telephone.caller().dials(PRACTICE).says("c'est quand mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("mardi 1er décembre", MORE)
    call = takes_a_time(call.says("il m'en faudrait un deuxième vendredi"))
    call.hears("Marie Dupont, naissance le 3 mars 1980").hangs_up()


def test_who_would_not_tell_it_is_not_asked_again_either(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("bonjour c'est Marie Dupont une consultation avec le docteur Martin jeudi matin")
    call.says("le premier").hears("naissance").says("je préfère ne pas la dire").says("oui")
    call = takes_a_time(call.hears("confirmé").says("je voudrais un autre rendez-vous vendredi"))
    call.hears("Marie Dupont").does_not_hear("naissance").hangs_up()


@pytest.mark.parametrize("who", ["au nom de Luc Bernard vendredi", "vendredi pour mon frère Luc"])
def test_it_is_asked_of_anybody_else(telephone: Telephone, who: str) -> None:
    call = takes_a_time(booked(telephone).says(f"je voudrais un deuxième rendez-vous {who}"))
    if "nom" in call.said:
        call.says("Luc Bernard")
    call.hears("date de naissance").does_not_hear("3 mars 1980").says("4 juin 1970")
    call.hears("au nom de Luc Bernard, naissance le 4 juin 1970").hangs_up()


def test_so_it_is_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").hears("confirmed")
    call.says("another consultation with Martin on Friday in the name of Luke Barnes")
    call.says("the first one").hears("date of birth").says("4 June 1970").hears("Luke Barnes")
    call.hangs_up()
