"""A short answer is no cry for help; a cry for help is heard whatever was asked."""

import pytest
from sqlalchemy import select

from telesec.messages.message import Message, Urgency
from telesec.simulator.caller import PlacedCall
from tests.beforehand import answered_by, preset
from tests.telephone import PRACTICE, Telephone

WISH = "un rendez-vous avec le docteur Martin jeudi matin"
BOOKING = {  # what is said until the question is open
    "Pour quel motif": [WISH],
    "Lequel préférez-vous": [WISH, "une consultation"],
    "À quel nom": [WISH, "une consultation", "le premier"],
    "date de naissance": [WISH, "une consultation", "le premier", "Marie Dupont"],
}


def is_urgent(telephone: Telephone) -> bool:
    with telephone.looking() as db:
        return any(one.urgency is Urgency.URGENT for one in db.scalars(select(Message)))


def until(telephone: Telephone, question: str) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE)
    for said in BOOKING[question]:
        call.says(said)
    return call.hears(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Pour quel motif", "j'ai mal à la gorge"),
        ("Pour quel motif", "j'ai la voix cassée"),
        ("Pour quel motif", "j'ai vomi cette nuit"),
        ("Lequel préférez-vous", "je vais voir avec ma femme et je rappelle"),
        ("Lequel préférez-vous", "mon mari travaille ce jour-là"),
        ("À quel nom", "je suis enceinte de trois mois"),
        ("date de naissance", "je ne la connais pas c'est ma mère"),
    ],
)
def test_a_remark_in_a_booking_is_no_danger(telephone: Telephone, question: str, said: str) -> None:
    until(telephone, question).says(said).does_not_hear("composez le 15").hangs_up()
    assert not is_urgent(telephone)


@pytest.mark.parametrize("question", BOOKING)
@pytest.mark.parametrize("said", ["mon mari ne respire plus", "il est tombé il ne bouge plus"])
def test_a_danger_is_heard_whatever_was_asked(
    telephone: Telephone, question: str, said: str
) -> None:
    until(telephone, question).says(said).hears("composez le 15").hangs_up()
    assert is_urgent(telephone)


@pytest.mark.parametrize(
    ("trade", "before", "said"),
    [
        ("association", ["je voudrais inscrire ma fille", "le judo"], "elle a huit ans"),
        ("association", ["je voudrais inscrire mon fils", "la natation"], "il a dix ans et demi"),
        ("veterinary", ["un rendez-vous pour un vaccin"], "un chat Félix"),
        ("notary", ["je voudrais un rendez-vous"], "la vente de ma maison"),
        ("legal", ["je voudrais un rendez-vous"], "mon voisin et sa haie"),
    ],
)  # fmt: skip
def test_an_answer_to_a_presets_own_question_is_no_danger(
    telephone: Telephone, trade: str, before: list[str], said: str
) -> None:
    preset(telephone, "cabinet-martin", trade)
    call = telephone.caller().dials(PRACTICE)
    for one in before:
        call.says(one)
    call.says(said).hangs_up()
    assert not is_urgent(telephone)


@pytest.mark.parametrize(
    ("trade", "before", "said"),
    [
        ("association", ["je voudrais inscrire ma fille", "le judo"], "elle ne respire plus"),
        ("veterinary", ["un rendez-vous pour un vaccin"], "mon chien a mangé du raticide"),
        ("notary", ["je voudrais un rendez-vous"], "je vais me pendre"),
    ],
)
def test_and_a_danger_told_there_is_one(
    telephone: Telephone, trade: str, before: list[str], said: str
) -> None:
    preset(telephone, "cabinet-martin", trade)
    call = telephone.caller().dials(PRACTICE)
    for one in before:
        call.says(one)
    call.says(said).hangs_up()
    assert is_urgent(telephone)


def test_the_same_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("an appointment with doctor Martin")
    call.hears("What is it for").says("my throat hurts").does_not_hear("112")
    call.says("my husband isn't breathing").hears("112").hangs_up()
    assert is_urgent(telephone)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "un rendez-vous pour mes jumeaux Léo et Léa"),
        ("9", "an appointment for my twins Leo and Lea"),
    ],
)
def test_two_children_are_no_cry_for_help(telephone: Telephone, keys: str, said: str) -> None:
    call = answered_by(telephone, "paediatrics").caller().dials(PRACTICE)
    call = call.presses(keys) if keys else call
    call.says(said).does_not_hear("composez le 15", "urgent").hangs_up()
    assert not is_urgent(telephone)
