"""Callers who wish for an appointment if something becomes free: they are offered the list."""

import pytest

from tests.beforehand import has_appointment
from tests.own_links import CALLER
from tests.telephone import PRACTICE, Telephone
from tests.test_waiting_by_telephone import (
    ASKED,
    BOOKS,
    FAR,
    LATER,
    TUESDAY,
    entries,
    is_full,
    keeps_a_list,
    own,
    says_who,
)

ASIDE = "dites : prévenez-moi"


@pytest.fixture
def practice(telephone: Telephone) -> Telephone:
    return keeps_a_list(telephone)


@pytest.mark.parametrize(
    "hope",
    [
        "si quelqu'un se libère",
        "si une place se libère",
        "si jamais un patient annule",
        "s'il y a un désistement",
        "dès que vous avez une annulation",
    ],
)
def test_what_is_offered_does_not_suit_and_the_list_is_offered_at_once(
    practice: Telephone, hope: str
) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi {hope}")
    call.hears("Je peux vous proposer", "14 décembre").says("non")
    call.hears(f"{ASKED} si une place se libère").does_not_hear("Quel jour").says("oui")
    call.hears("C’est noté", "autre chose").hangs_up()
    [entry] = entries(practice)
    assert (entry.first_on, entry.last_on, entry.appointment_id) == (TUESDAY, TUESDAY, None)


def test_who_takes_a_later_time_is_asked_once_it_stands(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says(f"{BOOKS} dès que possible si quelqu'un se libère").hears("14 décembre")
    call.says("le premier").says("3 mars 1980").says("oui").hears("confirmé", ASKED).hangs_up()


def test_who_gets_what_was_wished_hears_how_to_ask_for_more(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says(f"{BOOKS} mardi matin si une place se libère").says("le premier")
    call.says("3 mars 1980").says("oui").hears("confirmé", ASIDE).does_not_hear(ASKED)
    call.says("prévenez-moi").hears("C’est noté").hangs_up()
    [entry] = entries(practice)
    assert (entry.appointment_id, entry.last_on) == (own(practice).id, TUESDAY)


def test_who_would_rather_leave_a_message_does(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE)
    call.says("je voudrais une consultation si quelqu'un annule")
    call.says("peu importe").says("non aucun").hears(ASKED).says("non merci")
    call.hears("je prends votre message").hangs_up()
    assert entries(practice) == []


def test_said_alone_it_is_a_wish_for_the_list(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says(BOOKS).hears("Quel jour")
    call.says("si une place se libère").hears("C’est noté pour la liste", "Quel jour")
    call.says("mardi").says("aucun").hears("C’est noté").hangs_up()
    assert [one.first_on for one in entries(practice)] == [TUESDAY]


def test_with_the_day_it_is_the_day_that_is_looked_for(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(BOOKS).hears("Quel jour")
    call.says("mardi après-midi si quelqu'un se libère").hears("mardi 1er décembre à 14 heures")
    call.hangs_up()


@pytest.mark.parametrize("hope", ["if something comes up", "if anyone cancels"])
def test_in_english(practice: Telephone, hope: str) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).presses("9")
    call.says(f"this is Mary Smith a consultation with doctor Martin on Tuesday {hope}")
    call.says("no").hears("Would you like a text message").says("yes").hears("Noted").hangs_up()
    assert len(entries(practice)) == 1


def test_an_appointment_they_have_is_kept_and_waits(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    is_full(practice, FAR.replace(day=11))
    call = says_who(practice, "je voudrais avancer mon rendez-vous si quelqu'un se libère")
    call.hears("vendredi 11 décembre").says("non").hears(ASKED).does_not_hear("Quel jour")
    call.says("oui").hears("C’est noté").hangs_up()
    assert [one.appointment_id for one in entries(practice)] == [mine]


def test_where_the_client_keeps_no_list_nothing_is_offered(telephone: Telephone) -> None:
    is_full(telephone, FAR)
    call = telephone.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi si une place se libère")
    call.says("non").hears("Quel jour").does_not_hear("SMS").hangs_up()


@pytest.mark.parametrize(
    "words", ["je voudrais savoir si quelqu'un a annulé", "si quelqu'un se libère je suis preneuse"]
)
def test_said_at_the_beginning_what_is_free_is_looked_at_first(
    practice: Telephone, words: str
) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(words)
    call.hears("Voyons d’abord ce qui est libre", "Pour quel motif").hangs_up()


@pytest.mark.parametrize(
    "words",
    [
        "si j'annule est-ce que c'est payant",
        "je ne sais pas si mon rendez-vous est annulé",
        "si le docteur annule",
    ],
)
def test_what_only_sounds_like_it_offers_nothing(practice: Telephone, words: str) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(words).does_not_hear("SMS", "liste")
    call.hangs_up()
    assert entries(practice) == []
