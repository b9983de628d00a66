"""A script's own questions are not asked where the caller has answered them with the matter."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.assistant.matters import would_come
from telesec.scripts.steps import QuestionStep
from telesec.values.language import Language
from tests.beforehand import answered_by
from tests.kept import message
from tests.makers import NOW
from tests.telephone import PRACTICE, Telephone


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("je voudrais un rendez-vous le docteur m'a prescrit dix séances", "oui"),
        ("j'ai une ordonnance de mon médecin je voudrais un rendez-vous", "oui"),
        ("je voudrais un rendez-vous mais je n'ai pas d'ordonnance", "non"),
        ("un rendez-vous sans ordonnance c'est possible ou pas", "non"),
    ],
)
def test_a_prescription_that_was_told_of_is_not_asked_for(
    telephone: Telephone, said: str, answer: str
) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE).says(said)
    call.does_not_hear("Avez-vous une ordonnance").hears("Pour quel motif").hangs_up()
    assert f"Ordonnance : {answer}" in message(telephone).body.splitlines()


def test_who_has_told_nothing_of_it_is_asked(telephone: Telephone) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous").hears("Avez-vous une ordonnance").hangs_up()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("oui j'ai une ordonnance", "oui"),
        ("j'ai une ordonnance", "oui"),
        ("oui j'ai une ordonnance du docteur Petit pour mon genou", "oui"),
        ("le docteur m'a fait une ordonnance", "oui"),
        ("oui j'en ai une", "oui"),
        ("non j'ai pas encore l'ordonnance", "non"),
        ("je n'ai pas d'ordonnance", "non"),
    ],
)
def test_a_prescription_is_told_of_in_the_words_of_the_question(
    telephone: Telephone, said: str, answer: str
) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous").hears("Avez-vous une ordonnance").says(said)
    call.does_not_hear("Excusez-moi", "Avez-vous une ordonnance").hears("Pour quel motif")
    call.hangs_up()
    assert f"Ordonnance : {answer}" in message(telephone).body.splitlines()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes I have a prescription it's for my knee", "oui"),
        ("I've got a doctor's prescription", "oui"),
        ("I don't have a prescription", "non"),
    ],
)
def test_and_so_in_english(telephone: Telephone, said: str, answer: str) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE).presses("9")
    call.says("I'd like an appointment").hears("prescription?").says(said)
    call.does_not_hear("I’m sorry", "prescription?").hangs_up()
    assert f"Ordonnance : {answer}" in message(telephone).body.splitlines()


@pytest.mark.parametrize(
    "said",
    [
        "oui mais elle est vieille",
        "oui mais elle date",
        "oui mais elle date de l'année dernière",
        "oui mais je l'ai pas sur moi",
        "oui enfin elle est un peu ancienne",
        "oui sauf qu'elle est au nom de mon mari",
        "tout à fait mais elle est périmée",
        "j'en ai une mais elle est vieille",
    ],
)
def test_a_yes_with_a_remark_is_a_yes_and_the_remark_is_passed_on(
    telephone: Telephone, said: str
) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous").hears("Avez-vous une ordonnance").says(said)
    call.does_not_hear("Excusez-moi", "Avez-vous une ordonnance").hears("Pour quel motif")
    call.hangs_up()
    lines = message(telephone).body.splitlines()
    assert "Ordonnance : oui" in lines
    assert f"Demande : {said}" in lines


@pytest.mark.parametrize(
    "said",
    [
        "yes but it's an old one",
        "yes but it has expired",
        "yes but I don't have it with me",
        "I have one but it's old",
        "I do but it's from last year",
    ],
)
def test_and_in_english_a_yes_with_a_remark(telephone: Telephone, said: str) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE).presses("9")
    call.says("I'd like an appointment").hears("prescription?").says(said)
    call.does_not_hear("I’m sorry", "prescription?").hangs_up()
    lines = message(telephone).body.splitlines()
    assert "Ordonnance : oui" in lines
    assert f"Demande : {said}" in lines


@pytest.mark.parametrize(
    "said",
    [
        "oui mais non",
        "oui mais finalement non",
        "oui mais je l'ai plus",
        "non mais j'en aurai une demain",
        "non mais le médecin va me la faire",
    ],
)
def test_a_yes_that_is_taken_back_is_none(telephone: Telephone, said: str) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous").says(said).hangs_up()
    lines = message(telephone).body.splitlines()
    assert "Ordonnance : oui" not in lines


@pytest.mark.parametrize(
    "said", ["oui bonjour", "il faut une ordonnance", "si j'ai une ordonnance c'est remboursé"]
)
def test_who_only_speaks_of_one_has_not_answered(telephone: Telephone, said: str) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous").says(said).says("non").hangs_up()
    lines = message(telephone).body.splitlines()
    assert "Ordonnance : non" in lines
    assert "Ordonnance : oui" not in lines


def test_a_story_with_a_day_is_an_appointment_not_a_message(telephone: Telephone) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE)
    call.says(
        "bonjour c'est Sylvie Garnier j'ai une ordonnance pour dix séances de rééducation du genou"
        " et je voudrais commencer lundi matin"
    )
    call.does_not_hear("Avez-vous une ordonnance", "Quel est votre nom").hears("Pour quel motif")
    call.says("une consultation").says("le docteur Martin").hears("lundi 30 novembre")
    call.says("le premier").hears("naissance").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "I've got the prescription I need an appointment",
        "hello I have the prescription for my knee I'd like to book",
        "I have got a prescription and need some sessions",
    ],
)
def test_the_prescription_of_an_english_caller_is_not_asked_for_again(
    telephone: Telephone, said: str
) -> None:
    call = answered_by(telephone, "physiotherapy").caller().dials(PRACTICE).presses("9")
    call.says(said).does_not_hear("Do you have a doctor’s prescription").hangs_up()
    assert "Ordonnance : oui" in message(telephone).body.splitlines()


def test_words_that_answer_the_question_are_noted_once(telephone: Telephone) -> None:
    """The animal and the reason were told in one sentence: the vet reads it once."""
    said = "un rendez-vous pour mon chat il s'appelle Félix il se gratte beaucoup"
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE).says(said)
    call.says("une consultation").says("le docteur Martin").says("le premier")
    call.says("Hélène Lefort").says("oui").hears("confirmé").hangs_up()
    with telephone.looking() as db:
        assert db.scalars(select(Appointment.notes)).one().count("se gratte") == 1


def test_an_animal_that_was_named_is_not_asked_for(telephone: Telephone) -> None:
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous pour vacciner mon chat il s'appelle Félix")
    call.does_not_hear("Quel animal").hangs_up()
    assert "mon chat il s'appelle Félix" in message(telephone).body.splitlines()[0]


def test_an_animal_without_a_name_is_asked_for_it(telephone: Telephone) -> None:
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous pour vacciner mon chat").hears("comment s’appelle-t-il")
    call.hangs_up()


def test_the_animal_is_told_in_english(telephone: Telephone) -> None:
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE).presses("9")
    call.says("I'd like an appointment for my dog he's called Rex a booster please")
    call.does_not_hear("What animal is it").hangs_up()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "je voudrais un rendez-vous pour mon chien Rex"),
        ("", "un rendez-vous pour un vaccin pour ma chatte Félicie"),
        ("9", "I'd like an appointment my cat Felix needs his booster"),
    ],
)
def test_a_name_right_after_the_animal_is_enough(
    telephone: Telephone, keys: str, said: str
) -> None:
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE)
    call = call.presses(keys) if keys else call
    call.says(said).does_not_hear("Quel animal", "What animal").hangs_up()
    assert f"Animal : {said}" in message(telephone).body.splitlines()


@pytest.mark.parametrize(
    "said",
    [
        "je voudrais un rendez-vous pour mon chien Lundi si possible",
        "je voudrais un rendez-vous pour mon chat qui vomit",
        "Je voudrais un rendez-vous pour mon chat. Il vomit",
    ],
)
def test_what_else_stands_after_the_animal_is_no_name(telephone: Telephone, said: str) -> None:
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE)
    call.says(said).hears("comment s’appelle-t-il").hangs_up()


@pytest.mark.parametrize(
    ("keys", "wish", "when", "question"),
    [
        ("", "un rendez-vous", "lundi matin", "Quel animal"),
        ("9", "an appointment", "Monday morning please", "What animal"),
    ],
)
def test_a_time_is_no_animal_and_is_not_lost(
    telephone: Telephone, keys: str, wish: str, when: str, question: str
) -> None:
    call = answered_by(telephone, "veterinary").caller().dials(PRACTICE)
    call = call.presses(keys) if keys else call
    call.says(wish).hears(question).says(when).hears(question).says("Félix").hangs_up()
    lines = message(telephone).body.splitlines()
    assert "Animal : Félix" in lines
    assert f"Animal : {when}" not in lines
    assert any(when in line for line in lines)


def test_a_letter_is_noise_and_a_date_stands_in_an_address(telephone: Telephone) -> None:
    call = answered_by(telephone, "artisan").caller().dials(PRACTICE)
    call.says("un rendez-vous pour changer un robinet").hears("quelle adresse")
    call.says("n").hears("quelle adresse").says("12 rue du 4 septembre").hangs_up()
    assert "Adresse : 12 rue du 4 septembre" in message(telephone).body.splitlines()


def test_activity_and_age_are_taken_from_the_wish(telephone: Telephone) -> None:
    call = answered_by(telephone, "association").caller().dials(PRACTICE)
    call.says("je voudrais une inscription au judo pour ma fille qui a huit ans")
    call.does_not_hear("Quelle activité", "Quel âge").hangs_up()
    assert "Âge : 8" in message(telephone).body.splitlines()


@pytest.mark.parametrize(
    ("said", "language", "comes"),
    [
        ("est-ce que je pourrais passer demain", Language.FR, True),
        ("could I come in on thursday", Language.EN, True),
        ("je voudrais que le docteur me rappelle lundi", Language.FR, False),
        ("dites-lui que je voudrais venir lundi", Language.FR, False),
        ("je voudrais venir", Language.FR, False),
    ],
)
def test_who_would_come_says_when(said: str, language: Language, comes: bool) -> None:
    assert would_come(said, language, NOW.replace(tzinfo=None)) is comes


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "text", "told_yes": {"fr": ["oui"]}, "go": "next"},
        {"answer": "yes_no", "told": [{"fr": ["oui"]}], "go": "next"},
        {"answer": "date", "told": [{"fr": ["né"]}], "go": "next"},
        {"answer": "text", "told_by_name": True, "go": "next"},
    ],
)
def test_a_question_is_told_by_what_it_is(wrong: dict[str, object]) -> None:
    texts = {"fr": "Vraiment ?"}
    with pytest.raises(ValueError, match="told"):
        QuestionStep.model_validate({"ask": texts, "note": texts} | wrong)
