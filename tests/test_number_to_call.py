"""Where to call back: the number that is told, or none at all."""

import pytest
from sqlalchemy import select

from telesec.messages.message import Message
from telesec.simulator.caller import PlacedCall
from tests.beforehand import has_booked, has_booked_in_english
from tests.kept import message
from tests.telephone import PRACTICE, Telephone

TOLD = "+33698765432"


@pytest.mark.parametrize(
    "said",
    ["rappelez Martine au 06 98 76 54 32", "il faut rappeler madame Lefort au 06 98 76 54 32"],
)
def test_who_asks_to_be_called_by_name_hears_the_number_that_goes_with_it(
    telephone: Telephone, said: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais laisser un message").says(said)
    call.says("Martine Lefort").hears("98, 76, 54, 32").says("oui").hangs_up()
    assert message(telephone).callback_number == TOLD


def test_so_does_who_has_told_the_name_before(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("c'est Martine Lefort pour laisser un message")
    call.says("rappelez Martine au 06 98 76 54 32").hears("98, 76, 54, 32").hangs_up()


def test_so_does_an_english_caller(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("I'd like to leave a message")
    call.says("please call Martha back on 06 98 76 54 32").says("Martha Lowe")
    call.hears("9 8, 7 6, 5 4, 3 2").says("yes").hangs_up()
    assert message(telephone).callback_number == TOLD


def test_a_number_that_was_called_is_not_where_to_call(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais laisser un message")
    call.says("j'ai appelé la pharmacie au 06 98 76 54 32 et ils n'ont rien reçu")
    call.says("Martine Lefort").does_not_hear("98, 76").says("oui").hangs_up()
    assert message(telephone).callback_number != TOLD


TELL = "dites au docteur que je viendrai avec ma fille"
TELL_IN_ENGLISH = "tell the doctor I'll come with my daughter"


def asked_for_the_number(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).says(f"c'est Marie Dupont {TELL}")
    return call.hears("Peut-on vous rappeler")


def test_no_thanks_to_being_called_back_asks_for_no_other_number(telephone: Telephone) -> None:
    call = asked_for_the_number(telephone).says("non merci").does_not_hear("quel numéro")
    call.says("non merci").hangs_up()
    assert "pas nécessaire de rappeler" in message(telephone).body


def test_so_it_is_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says(f"it's Martha Lowe {TELL_IN_ENGLISH}").hears("call you back")
    call.says("no thanks").does_not_hear("Which number").says("no thank you").hangs_up()
    assert "tell the doctor" in message(telephone).body


def test_no_but_another_number_is_asked_for(telephone: Telephone) -> None:
    asked_for_the_number(telephone).says("non").hears("quel numéro").hangs_up()


@pytest.mark.parametrize("said", [TELL, f"non par contre {TELL}"])
def test_after_a_booking_the_number_is_known(telephone: Telephone, said: str) -> None:
    call = has_booked(telephone).says(said).does_not_hear("rappeler", "quel numéro")
    call.hears("C’est noté, Marie Dupont", "autre chose").says("non").has_ended()
    left = message(telephone)
    assert left.body.endswith(TELL)
    assert left.callback_number == "+33612345678"


def test_and_in_english(telephone: Telephone) -> None:
    call = has_booked_in_english(telephone).says(TELL_IN_ENGLISH)
    call.does_not_hear("call you back").hears("anything else").says("no").has_ended()
    assert message(telephone).callback_number == "+33612345678"


def test_another_number_told_with_it_is_read_back_all_the_same(telephone: Telephone) -> None:
    call = has_booked(telephone).says(f"{TELL} et rappelez-moi au 06 98 76 54 32")
    call.hears("98, 76, 54, 32", "bien cela").says("oui").hears("autre chose").says("non")
    call.has_ended()
    assert message(telephone).callback_number == TOLD


def test_whoever_withheld_it_has_told_it_for_the_appointment(telephone: Telephone) -> None:
    call = telephone.caller("anonymous").dials(PRACTICE)
    call.says("c'est Marie Dupont née le 3 mars 1980 une consultation avec le docteur Martin jeudi")
    call.says("le premier").hears("numéro").says("06 98 76 54 32").says("oui").hears("confirmé")
    call.says(TELL).does_not_hear("numéro").hears("autre chose").hangs_up()
    assert message(telephone).callback_number == TOLD


def test_a_sign_alone_is_no_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais laisser un message")
    call.says("#").hears("quel message").says("mon dossier est complet").hangs_up()
    with telephone.looking() as db:
        assert "#" not in db.scalars(select(Message)).one().body
