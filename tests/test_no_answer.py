"""What answers neither yes nor no: nothing is done upon it, and it is not lost."""

import pytest

from telesec.agenda.appointment import AppointmentStatus
from telesec.simulator.caller import PlacedCall
from tests.beforehand import CALLER, SCRIPT, has_appointment
from tests.kept import message, now_of
from tests.telephone import PRACTICE, Telephone

WISH = "un rendez-vous pour une consultation avec le docteur Martin"


@pytest.fixture
def practice(telephone: Telephone) -> Telephone:
    """The practice, with a question of its own before a time is looked for."""
    telephone.script("cabinet-martin").write_text(SCRIPT, encoding="utf-8")
    return telephone


def asked_to_cancel(telephone: Telephone) -> PlacedCall:
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    return call.says("Marie Dupont").says("le 3 mars 80").hears("J’annule le rendez-vous prévu")


@pytest.mark.parametrize(
    "said",
    [
        "vendredi", "dix heures", "le premier", "je conduis là", "lundi s'il vous plaît",
        "oui vendredi", "d'accord jeudi à dix heures", "est-ce que je paye si j'annule",
        "combien coûte l'annulation", "si j'annule je perds ma place", "je suis malade",
        "c'est le docteur qui a annulé", "vous pouvez lui dire que je passe à midi",
    ],
)  # fmt: skip
def test_no_such_word_cancels_an_appointment(telephone: Telephone, said: str) -> None:
    own = has_appointment(telephone)
    call = asked_to_cancel(telephone).says(said)
    call.does_not_hear("est annulé")
    call.hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


@pytest.mark.parametrize("said", ["n'annulez pas", "je ne veux pas l'annuler", "surtout pas"])
def test_who_would_not_cancel_keeps_it(telephone: Telephone, said: str) -> None:
    own = has_appointment(telephone)
    asked_to_cancel(telephone).says(said).hears("ne change pas").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


@pytest.mark.parametrize(
    "said",
    ["oui", "d'accord", "annulez-le", "oui annulez", "c'est ça", "vous pouvez l'annuler",
     "oui celui de mardi", "ça marche", "allez-y"],
)  # fmt: skip
def test_a_yes_or_the_order_itself_cancels(telephone: Telephone, said: str) -> None:
    own = has_appointment(telephone)
    asked_to_cancel(telephone).says(said).hears("est annulé").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CANCELLED


@pytest.mark.parametrize(
    "said",
    ["non non c'est bon", "non c'est bon", "ah non non c'est parfait", "non pas de problème"],
)  # fmt: skip
def test_a_no_before_a_yes_is_asked_again(telephone: Telephone, said: str) -> None:
    own = has_appointment(telephone)
    call = asked_to_cancel(telephone).says(said).hears("J’annule le rendez-vous prévu")
    call.does_not_hear("est annulé").says("oui").hears("est annulé").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CANCELLED


@pytest.mark.parametrize("said", ["no that's fine", "no problem", "no no that's okay"])
def test_nor_does_an_english_no_before_a_yes_cancel(telephone: Telephone, said: str) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).presses("9")
    call.says("I want to cancel my appointment").says("Marie Dupont").says("the 3rd of March 1980")
    call.says(said).hears("I’m cancelling").does_not_hear("is cancelled").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


@pytest.mark.parametrize(
    ("said", "cancelled"),
    [("friday", False), ("ten o'clock", False), ("the first", False),
     ("do i pay if i cancel", False), ("don't cancel it", False), ("yes please", True),
     ("cancel it", True), ("go ahead", True)],
)  # fmt: skip
def test_the_same_in_english(telephone: Telephone, said: str, cancelled: bool) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).presses("9")
    call.says("I want to cancel my appointment").says("Marie Dupont").says("the 3rd of March 1980")
    call.hears("cancel").says(said).hangs_up()
    left = AppointmentStatus.CANCELLED if cancelled else AppointmentStatus.CONFIRMED
    assert now_of(telephone, own).status is left


@pytest.mark.parametrize("said", ["jeudi matin", "le jeudi trois vers neuf heures", "plutôt jeudi"])
def test_a_day_told_at_a_question_is_the_day_that_is_looked_at(
    practice: Telephone, said: str
) -> None:
    call = practice.caller().dials(PRACTICE).says(WISH).hears("Êtes-vous déjà suivi")
    call.says(said).hears("C’est noté", "Êtes-vous déjà suivi").says("oui")
    call.hears("Je peux vous proposer jeudi 3 décembre").hangs_up()


def test_what_is_told_beside_a_yes_is_used_too(practice: Telephone) -> None:
    call = practice.caller().dials(PRACTICE).says(WISH).says("oui et je voudrais jeudi matin")
    call.hears("Je peux vous proposer jeudi 3 décembre").hangs_up()


@pytest.mark.parametrize(
    "said", ["un chat", "dix heures dix", "marie dupont", "je sors du travail", "le premier"]
)
def test_what_is_no_answer_is_not_filed_as_one(practice: Telephone, said: str) -> None:
    call = practice.caller().dials(PRACTICE).says(WISH).says(said).hears("Êtes-vous déjà suivi")
    call.says("non").hears("date de naissance").says("3 mars 1960").says("deux")
    call.says("mon dos").says("Léa Roy").says("oui").hangs_up()
    body = message(practice).body
    assert "Déjà suivi : non" in body
    assert "Déjà suivi : oui" not in body


@pytest.mark.parametrize(
    "said",
    ["et puis dites-lui que je serai absent jeudi", "je sors du travail à dix-huit heures",
     "mon mari est là toute la journée", "non appelez plutôt mon mari au bureau"],
)  # fmt: skip
def test_what_is_told_at_the_number_is_in_the_message(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("merci au docteur")
    call.says("Jeanne Roux").hears("Peut-on vous rappeler au").says(said).hangs_up()
    assert said in message(telephone).body


def test_and_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("leave a message")
    call.says("thank the doctor for me").says("Jane Miller")
    call.says("and tell him I'm away on Thursday").hears("I’ve noted that").says("yes").hangs_up()
    assert "away on Thursday" in message(telephone).body
