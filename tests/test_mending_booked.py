"""What was noted wrongly is mended also when the appointment stands already."""

from datetime import date

import pytest

from telesec.agenda.change import ChangeKind, changes_to
from telesec.simulator.caller import PlacedCall
from tests.kept import booked
from tests.telephone import PRACTICE, Telephone


def at_the_end(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE)
    call.says("une consultation avec le docteur Martin jeudi matin").says("le premier")
    call.says("Sylvie Dupont").says("3 mars 1960").says("oui")
    return call.hears("est confirmé", "autre chose")


@pytest.mark.parametrize("said", ["non le 4 mars 1960", "non pardon le quatre mars"])
def test_the_date_of_birth(telephone: Telephone, said: str) -> None:
    call = at_the_end(telephone).says(said).hears("Naissance le 4 mars 1960", "autre chose")
    call.says("non").has_ended()
    assert booked(telephone).birth_date == date(1960, 3, 4)


def test_the_name(telephone: Telephone) -> None:
    call = at_the_end(telephone).says("pardon c'est Dupond d u p o n d")
    call.hears("Sylvie Dupond, c’est noté.", "D, U, P, O, N, D", "autre chose").hangs_up()
    assert booked(telephone).caller_name == "Sylvie Dupond"


def test_the_number_and_the_client_sees_that_it_was_mended(telephone: Telephone) -> None:
    call = at_the_end(telephone).says("attendez plutôt au 06 98 76 54 32")
    call.hears("J’ai noté le 06, 98, 76, 54, 32", "autre chose").hangs_up()
    mended = booked(telephone)
    assert mended.telephone == "+33698765432"
    with telephone.looking() as db:
        assert ChangeKind.CORRECTED in {one.kind for one in changes_to(db, mended.id)}


def test_an_english_caller_mends_it_too(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on thursday morning").says("the first one")
    call.says("Jane Jones").says("3 March 1960").says("yes").hears("confirmed")
    call.says("sorry the 4th of March 1960").hears("Born on the 4th of March 1960").hangs_up()
    assert booked(telephone).birth_date == date(1960, 3, 4)


@pytest.mark.parametrize("said", ["non merci", "non c'est tout au revoir", "non rien d'autre"])
def test_who_only_says_no_is_done(telephone: Telephone, said: str) -> None:
    at_the_end(telephone).says(said).has_ended()
    assert booked(telephone).caller_name == "Sylvie Dupont"


def test_a_date_that_is_wished_for_is_no_birth(telephone: Telephone) -> None:
    call = at_the_end(telephone).says("non finalement je voudrais le déplacer au 4 décembre")
    call.does_not_hear("c’est noté").hangs_up()
    assert booked(telephone).birth_date == date(1960, 3, 3)
