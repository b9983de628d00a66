"""Whose appointment is cancelled or moved, in a call that has made one for somebody, or two."""

import pytest

from telesec.agenda.appointment import AppointmentStatus
from telesec.assistant.changing.whose_words import whose_is_meant
from telesec.assistant.understanding import introduced_name
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.beforehand import has_appointment
from tests.telephone import PRACTICE, Telephone
from tests.test_proved_in_the_call import booked, statuses

CONFIRMED, CANCELLED = AppointmentStatus.CONFIRMED, AppointmentStatus.CANCELLED


def booked_for_two(telephone: Telephone) -> PlacedCall:
    """Marie's own on Thursday, then her husband Paul's on Friday."""
    call = booked(telephone).says("je voudrais aussi un rendez-vous pour mon mari vendredi")
    call.hears("vendredi 4 décembre").says("le premier").says("Paul Dupont").says("5 mai 1978")
    return call.hears("au nom de Paul Dupont").says("oui").hears("est confirmé", "autre chose")


def booked_for_two_in_english(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").hears("anything else")
    call.says("I'd also like an appointment for my husband on Friday").says("the first one")
    call.says("Paul Lowe").says("5 May 1978").hears("Paul Lowe")
    return call.says("yes").hears("confirmed", "anything else")


def test_a_husband_who_does_not_come_cancels_not_ones_own(telephone: Telephone) -> None:
    has_appointment(telephone, caller_name="Paul Dupont")
    call = booked(telephone).says("mon mari ne viendra pas finalement")
    call.does_not_hear("J’annule").hears("À quel nom").says("Paul Dupont").hears("naissance")
    call.says("3 mars 1980").hears("J’annule", "mardi 1er décembre", "au nom de Paul Dupont")
    call.says("oui").hears("est annulé").says("non").has_ended()
    assert statuses(telephone) == {1: CANCELLED, 3: CONFIRMED}


def test_nor_does_he_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").says("my husband can't come after all")
    call.does_not_hear("cancelling").hears("In what name").hangs_up()
    assert statuses(telephone) == {3: CONFIRMED}


@pytest.mark.parametrize(
    ("said", "day", "name"),
    [
        ("finalement annulez le mien", 3, "Marie"),
        ("je voudrais annuler mon rendez-vous à moi", 3, "Marie"),
        ("finalement annulez mon rendez-vous", 3, "Marie"),
        ("finalement je ne peux pas venir", 3, "Marie"),
        ("annulez celui de Marie", 3, "Marie"),
        ("annulez le mien pas celui de mon mari", 3, "Marie"),
        ("mon mari ne viendra pas finalement", 4, "Paul"),
        ("annulez celui de mon mari", 4, "Paul"),
        ("il faudrait annuler le rendez-vous de Paul", 4, "Paul"),
        ("annulez le rendez-vous de vendredi", 4, "Paul"),
        ("annulez le rendez-vous de jeudi", 3, "Marie"),
    ],
)
def test_of_two_people_it_is_whose_is_said(
    telephone: Telephone, said: str, day: int, name: str
) -> None:
    call = booked_for_two(telephone).says(said).hears("J’annule", f"au nom de {name} Dupont")
    call.does_not_hear("naissance").says("oui").hears("est annulé").says("non").has_ended()
    other = {3: 4, 4: 3}[day]
    assert statuses(telephone) == {day: CANCELLED, other: CONFIRMED}


@pytest.mark.parametrize(
    ("said", "day", "name"),
    [
        ("actually cancel mine", 3, "Martha"),
        ("my husband can't come after all", 4, "Paul"),
        ("please cancel my husband's appointment", 4, "Paul"),
    ],
)
def test_and_in_english(telephone: Telephone, said: str, day: int, name: str) -> None:
    call = booked_for_two_in_english(telephone).says(said).hears("I’m cancelling")
    call.hears(f"in the name of {name} Lowe").says("yes").says("no").has_ended()
    assert statuses(telephone)[day] is CANCELLED
    assert statuses(telephone)[7 - day] is CONFIRMED


@pytest.mark.parametrize(
    ("answer", "name"),
    [("le mien", "Marie"), ("celui de mon mari", "Paul"), ("jeudi", "Marie"), ("Paul", "Paul")],
)
def test_where_nothing_says_whose_it_is_asked(telephone: Telephone, answer: str, name: str) -> None:
    call = booked_for_two(telephone).says("finalement il faut annuler un rendez-vous")
    call.hears("jeudi 3 décembre", "au nom de Marie Dupont", "au nom de Paul Dupont")
    call.does_not_hear("J’annule").says(answer).hears("J’annule", f"au nom de {name} Dupont")
    call.hangs_up()


def test_so_it_is_in_english(telephone: Telephone) -> None:
    call = booked_for_two_in_english(telephone).says("actually cancel the appointment")
    call.hears("Martha Lowe", "Paul Lowe", "Which one").says("mine")
    call.hears("I’m cancelling", "in the name of Martha Lowe").hangs_up()


def test_who_hears_the_wrong_name_says_which(telephone: Telephone) -> None:
    call = booked_for_two(telephone).says("annulez-le").hears("au nom de Paul Dupont")
    call.says("non le mien").hears("J’annule", "au nom de Marie Dupont").says("oui")
    call.says("non").has_ended()
    assert statuses(telephone) == {3: CANCELLED, 4: CONFIRMED}


def test_ones_own_is_moved_and_the_other_stays(telephone: Telephone) -> None:
    call = booked_for_two(telephone).says("finalement déplacez le mien à lundi")
    call.hears("lundi 7 décembre").says("le premier")
    call.hears("Je remplace le rendez-vous prévu jeudi 3 décembre", "au nom de Marie Dupont")
    call.says("oui").says("non").has_ended()
    assert statuses(telephone) == {7: CONFIRMED, 4: CONFIRMED}


def test_each_of_the_two_can_be_cancelled(telephone: Telephone) -> None:
    call = booked_for_two(telephone).says("annulez celui de mon mari").says("oui")
    call.says("et annulez le mien").hears("J’annule", "au nom de Marie Dupont").says("oui")
    call.says("non").has_ended()
    assert statuses(telephone) == {3: CANCELLED, 4: CANCELLED}


def test_a_stranger_to_the_call_is_still_proved(telephone: Telephone) -> None:
    has_appointment(telephone, caller_name="Zoé Dupont")
    call = booked_for_two(telephone).says("annulez celui de ma fille")
    call.does_not_hear("J’annule").says("Zoé Dupont").hears("naissance").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "mon mari ne pourra pas m'accompagner jeudi",
        "mon mari travaille jeudi il faudrait déplacer mon rendez-vous",
        "my husband can't drive me that day",
    ],
)
def test_a_relative_who_is_the_reason_is_not_whose_it_is(said: str) -> None:
    assert whose_is_meant(said) is None


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        (
            "c'est Marie Dupont née le 3 mars 1980 rendez-vous chez le docteur Martin",
            Language.FR,
            "Marie Dupont",
        ),
        (
            "it's Martha Lowe born 3 April 1960 appointment with doctor Martin",
            Language.EN,
            "Martha Lowe",
        ),
    ],
)
def test_a_doctor_named_after_the_birth_date_is_not_whose_it_is(
    said: str, language: Language, name: str
) -> None:
    told = introduced_name(said, language)
    assert told is not None
    assert told.full == name


ONE_MORE = [
    "un autre pour moi vendredi",
    "j'en voudrais un deuxième vendredi",
    "il m'en faudrait un de plus pour moi vendredi",
    "non mais j'en voudrais un autre pour moi vendredi",
]


@pytest.mark.parametrize("said", ONE_MORE)
def test_one_more_for_oneself_moves_nothing(telephone: Telephone, said: str) -> None:
    call = booked(telephone).says(said).says("une consultation avec le docteur Martin")
    call.hears("vendredi 27 novembre").says("le premier").does_not_hear("Je remplace").says(
        "3 mars 1980"
    ).hears("Je note", "au nom de Marie")
    call.says("oui").hears("est confirmé").says("non").has_ended()
    assert statuses(telephone) == {3: CONFIRMED, 27: CONFIRMED}


@pytest.mark.parametrize("said", ["another one for me on Friday", "one more on Friday please"])
def test_nor_does_it_in_english(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin Thursday")
    call.says("the first one").says("yes").says(said)
    call.says("a consultation with doctor Martin").hears("Friday the 27th")
    call.says("the first one").does_not_hear("Instead of").says("3 March 1980")
    call.hears("I have", "Martha Lowe").says("yes").hears("confirmed").says("no").has_ended()
    assert statuses(telephone) == {3: CONFIRMED, 27: CONFIRMED}


@pytest.mark.parametrize("said", ["plutôt un autre jour", "finalement un autre jour vendredi"])
def test_another_day_is_still_a_move(telephone: Telephone, said: str) -> None:
    call = booked(telephone).says(said).says("vendredi").says("le premier")
    call.hears("Je remplace").hangs_up()


def test_one_for_oneself_after_that_of_a_child_is_not_the_childs(telephone: Telephone) -> None:
    who = "bonjour c'est Marie Dupont pour ma fille Léa Dupont née le 3 mars 2015"
    call = booked(telephone, who).says("un autre pour moi vendredi")
    call.says("une consultation avec le docteur Martin").says("le premier")
    call.does_not_hear("Léa").says("Marie Dupont").does_not_hear("Léa").hangs_up()
