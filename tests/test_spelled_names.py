"""Whoever spells a name hears it back letter by letter, and can mend a letter."""

import pytest
from sqlalchemy import select

from telesec.messages.message import Message
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"


@pytest.mark.parametrize(
    ("said", "letters"),
    [
        ("Sylvie Garnié g a r n i e accent aigu", "G, A, R, N, I, E accent aigu"),
        ("Dupond d u p o n d", "D, U, P, O, N, D"),
        ("d comme Denise u p o n t", "D, U, P, O, N, T"),
        ("Garnier avec deux n", "G, A, R, N, N, I, E, R"),
    ],
)
def test_a_name_that_is_spelled_is_read_back_so(
    telephone: Telephone, said: str, letters: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says(said)
    call.hears(f"s’écrit : {letters}.", "date de naissance").hangs_up()


def test_a_name_that_is_only_said_is_not(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Sylvie Garnier")
    call.does_not_hear("s’écrit").hears("date de naissance").hangs_up()


def test_a_letter_may_be_mended_while_something_else_is_asked(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier")
    call.says("Sylvie Dupont d u p o n t").hears("Dupont s’écrit : D, U, P, O, N, T.")
    call.says("non d u p o n d").hears("Dupond s’écrit : D, U, P, O, N, D.", "naissance")
    call.says("3 mars 1980").hears("au nom de Sylvie Dupond").hangs_up()


def test_the_surname_of_a_child_is_spelled_back_too(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} pour mon fils Tom").says("le premier")
    call.hears("nom de famille de Tom").says("Weil w e i l").hears("Weil s’écrit : W, E, I, L.")
    call.hangs_up()


def test_so_is_the_name_of_a_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("je vais mieux")
    call.says("Paul Roux r o u x").hears("Roux s’écrit : R, O, U, X.").says("oui").says("non")
    call.has_ended()
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().caller_name == "Paul Roux"


def test_an_english_name_is_spelled_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on thursday morning").says("the first one")
    call.says("Jane Smythe s m y t h e").hears("Smythe, spelled: S, M, Y, T, H, E.").hangs_up()
