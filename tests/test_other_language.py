"""Another language is asked for in the middle of anything: the call goes on in it."""

import pytest

from telesec.assistant.other_language import asked_language
from telesec.values.language import Language
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"


@pytest.mark.parametrize(
    "said",
    [
        "I'm sorry my French is very bad do you speak English by any chance",
        "excuse me could we perhaps speak English please I don't understand French very well",
        "hello is there anybody there who speaks English",
        "bonjour madame excusez-moi est-ce que vous parlez un peu anglais",
    ],
)
def test_however_long_the_sentence_it_is_heard(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(said).hears("How can I help you?")
    call.does_not_hear("Excusez-moi").says("an appointment").hears("Is it for").hangs_up()


def test_what_is_wanted_is_heard_with_it(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("hello do you speak English I need a consultation with doctor Martin on Thursday")
    call.hears("I can offer you Thursday the 3rd of December").hangs_up()


def test_and_so_is_an_answer(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("Lequel préférez-vous")
    call.says("the first one please do you speak English").hears("What name is it for")
    call.says("my name is Paul Smith").hears("date of birth").hangs_up()


def test_the_open_question_is_asked_in_it(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").hears("À quel nom")
    call.says("I'm so sorry I really don't speak any French").hears("What name is it for")
    call.hangs_up()


def test_french_is_asked_for_in_english_calls(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").hears("How can I help you?")
    call.says("parlez-vous français je voudrais une consultation avec le docteur Martin jeudi")
    call.hears("Je peux vous proposer jeudi 3 décembre").hangs_up()


def test_a_certificate_in_english_is_no_wish_to_speak_it(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("il me faudrait un certificat médical en anglais pour mon voyage")
    call.does_not_hear("I’m", "message shall", "help you").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "est-ce que le docteur parle anglais",
        "je cherche un médecin qui parle anglais pour ma belle-sœur",
        "un cours d'anglais s'il vous plaît",
        "vous n'avez pas besoin de parler anglais je comprends le français",
        "c'est Madame English pour le premier rendez-vous",
        "mon fils apprend l'anglais le mardi soir alors plutôt mercredi",
        "you don't need to speak English with me",
    ],
)
def test_what_is_no_wish_for_english(said: str) -> None:
    assert asked_language(said, Language.FR) is None


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("mon anglais n'est pas très bon je veux parler au docteur", "je veux parler au docteur"),
        ("can we speak French please my English is not very good", ""),
        ("en français s'il vous plaît jeudi matin", "jeudi matin"),
        ("I'd like an appointment with a French speaking doctor", None),
        ("does the doctor speak French", None),
        ("I need a French certificate", None),
        ("my husband doesn't speak English", None),
    ],
)
def test_wishes_for_french(said: str, rest: str | None) -> None:
    assert asked_language(said, Language.EN) == (None if rest is None else (Language.FR, rest))
