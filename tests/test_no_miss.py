"""What is said beside the question and understood is no answer that was not understood."""

import pytest

from telesec.simulator.caller import PlacedCall
from tests.telephone import PRACTICE, Telephone

AGAIN, KEYS = "Excusez-moi", "Utilisons les touches"
WIFI = """\
facts:
  wifi:
    words: {fr: [wifi], en: [wifi]}
    say: {fr: "Le wifi est gratuit.", en: "The wifi is free."}
"""


def asked_when(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).says("une consultation avec le docteur Martin")
    return call.hears("Quel jour")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("la vente de ma maison", "C’est noté"),
        ("combien ça coûte", "je transmets votre question"),
        ("je peux avoir aussi une ordonnance", "Je transmets aussi cette demande"),
        ("vous fermez à quelle heure", "Il est ouvert du lundi au vendredi"),
        ("Romain Duval", "Romain Duval, c’est noté"),
        ("le 3 avril mille neuf cent soixante", "C’est noté"),
    ],
)
def test_after_an_aside_the_first_miss_is_the_first(
    telephone: Telephone, said: str, answer: str
) -> None:
    call = asked_when(telephone).says(said).hears(answer, "Quel jour")
    call.says("le machin chose").hears(AGAIN, "Quel jour").does_not_hear(KEYS)
    call.says("jeudi matin").hears("Je peux vous proposer jeudi 3 décembre").hangs_up()


def test_and_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("a consultation with Martin")
    call.hears("Which day").says("how much does it cost").hears("Which day")
    call.says("the whatsit").hears("I’m sorry").does_not_hear("keys").hangs_up()


def test_two_misses_are_two_all_the_same(telephone: Telephone) -> None:
    call = asked_when(telephone).says("combien ça coûte").says("le machin chose").hears(AGAIN)
    call.says("le truc bidule").hears(KEYS).hangs_up()


def test_one_aside_after_another_is_noise(telephone: Telephone) -> None:
    call = asked_when(telephone).says("la vente de ma maison").hears("C’est noté")
    call.says("le chat de ma voisine").hears(AGAIN).hangs_up()


def test_the_next_question_has_its_own(telephone: Telephone) -> None:
    call = asked_when(telephone).says("la vente de ma maison").says("jeudi matin")
    call.says("le premier").hears("À quel nom").says("c'est combien au fait")
    call.hears("je transmets votre question", "À quel nom").hangs_up()


def test_a_date_of_birth_told_instead_of_the_day_is_not_asked_again(telephone: Telephone) -> None:
    call = asked_when(telephone).says("Romain Duval").says("le 3 avril mille neuf cent soixante")
    call.hears("Quel jour").says("jeudi matin").says("le premier")
    call.hears("au nom de Romain Duval, naissance le 3 avril 1960").hangs_up()


def test_who_was_answered_begins_anew(telephone: Telephone) -> None:
    script = telephone.script("cabinet-martin")
    script.write_text(f"{script.read_text(encoding='utf-8')}\n{WIFI}", encoding="utf-8")
    call = telephone.caller().dials(PRACTICE).says("le machin chose").hears(AGAIN)
    call.says("vous avez le wifi").hears("Le wifi est gratuit.", "faire pour vous")
    call.says("le machin chose").hears(AGAIN).does_not_hear(KEYS)
    call.says("le truc bidule").hears(KEYS).hangs_up()


def test_and_so_does_who_asks_at_a_question(telephone: Telephone) -> None:
    call = asked_when(telephone).says("le machin chose").hears(AGAIN)
    call.says("vous fermez à quelle heure").hears("du lundi au vendredi", "Quel jour")
    call.says("le machin chose").hears(AGAIN).does_not_hear(KEYS).hangs_up()


def test_and_who_asks_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("a consultation with Martin")
    call.hears("Which day").says("the whatsit").hears("I’m sorry")
    call.says("what time do you close").hears("Monday to Friday", "Which day")
    call.says("the thingummy").hears("I’m sorry").does_not_hear("keys").hangs_up()


def test_a_question_that_is_only_passed_on_leaves_them(telephone: Telephone) -> None:
    call = asked_when(telephone).says("le machin chose").says("le truc bidule").hears(KEYS)
    call.hangs_up()
