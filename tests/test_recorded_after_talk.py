"""Whoever was not understood and speaks after the tone has told something before it."""

from telesec.messages.message import MessageStatus
from tests.kept import message
from tests.telephone import PRACTICE, Telephone


def test_what_was_said_goes_with_the_recording(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("c'est pour un rendez vous")
    call.says("mon mari il tousse la nuit").says("aucune idée").hears("Je peux vous proposer")
    call.says("bof bof").says("tralala").says("ben voyons").hears("après le bip")
    call.speaks_message("rappelez-moi").has_ended()
    left = message(telephone)
    assert left.status is MessageStatus.COMPLETE
    assert left.recording_sid
    assert left.body.startswith("c'est pour un rendez vous / mon mari il tousse la nuit")


def test_name_number_and_matter_go_with_it(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("une consultation avec le docteur Martin jeudi matin").says("le premier")
    call.says("Jean Dupont au 06 98 76 54 32").hears("naissance").says("3 mars 1980")
    call.says("ben voyons").says("bof").says("tralala").hears("après le bip").speaks_message(
        "rappelez-moi"
    ).has_ended()
    left = message(telephone)
    assert (left.caller_name, left.callback_number) == ("Jean Dupont", "+33698765432")
    assert left.subject == "Rendez-vous demandé, non confirmé"
    assert "jeudi matin" in left.body


def test_a_message_that_was_taken_is_not_told_twice(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un message").says("dites que je vais mieux")
    call.hears("votre nom").stays_silent().stays_silent().stays_silent().speaks_message(
        "rappelez-moi"
    ).has_ended()
    assert message(telephone).body == "dites que je vais mieux"
