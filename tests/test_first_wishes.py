"""What callers say first: they name the thing, and are led where it is seen to."""

import pytest

from telesec.values.language import Language
from tests.trials import ADDRESS, ANIMAL, WHEN, calling, heard


@pytest.mark.parametrize(
    "wish",
    [
        "j'ai besoin d'un plombier",
        "je voudrais un plombier",
        "bonjour je cherche un bon électricien",
        "c'est pour un robinet à changer",
        "c'est pour un lavabo à déboucher",
        "j'ai un mitigeur à remplacer",
        "il faudrait me poser une baignoire",
        "ma chaudière a besoin d'un entretien",
        "je voudrais un rendez-vous jeudi pour changer un robinet",
        "je voudrais un rendez-vous la semaine prochaine pour déplacer une prise",
        "c'est pour changer mon évier je voudrais un rendez-vous",
    ],
)
def test_who_wants_a_plumber_is_asked_where_to_come(wish: str) -> None:
    with calling("artisan") as call:
        assert ADDRESS in heard(call.says(wish))


@pytest.mark.parametrize(
    "wish",
    [
        "I need a plumber",
        "could you send me an electrician",
        "it's for a blocked shower",
        "it's about a new shower",
        "my tap needs changing",
        "the bathroom tap wants replacing",
        "I need someone to change a tap some time next week",
        "I'd like an appointment on Thursday to change a tap",
    ],
)
def test_in_english_too(wish: str) -> None:
    with calling("artisan", Language.EN) as call:
        assert "What address should we come to" in heard(call.says(wish))


def test_the_address_is_in_the_appointment_of_who_hangs_up_once_it_is_made() -> None:
    with calling("artisan") as call:
        call.says("c'est pour un robinet à changer")
        assert WHEN in heard(call.says("4 rue des Lilas à Tours deuxième étage code 12 B"))
        call.says("mardi matin")
        call.says("le premier")
        call.says("Marie Dupont")
        assert "confirmé" in heard(call.says("oui"))
        outcome = call.ends()
    [visit] = outcome.appointments
    assert "4 rue des Lilas à Tours deuxième étage code 12 B" in visit.notes
    assert "c'est pour un robinet à changer" in visit.notes


def test_the_address_of_who_hangs_up_before_is_not_lost() -> None:
    with calling("artisan") as call:
        call.says("un chauffe-eau à remplacer")
        call.says("4 rue des Lilas à Tours")
        [message] = call.ends().messages
    assert "4 rue des Lilas à Tours" in message.body
    assert "chauffe-eau" in message.body


@pytest.mark.parametrize(
    ("trade", "wish", "question"),
    [
        ("veterinary", "pour faire vacciner mon chat", ANIMAL),
        ("veterinary", "mon lapin ne mange plus très bien", ANIMAL),
        ("dental", "ma couronne est partie", WHEN),
        ("dental", "c'est pour mon bridge", WHEN),
        ("dental", "un plombage qui bouge", WHEN),
        ("legal", "je cherche une avocate", WHEN),
        ("notary", "je voudrais voir un notaire pour un pacs", WHEN),
        ("accounting", "j'ai besoin d'un expert-comptable", WHEN),
        ("association", "inscrire mon fils au tennis", "Quel âge"),
        ("association", "inscrire mon fils", "Quelle activité"),
        ("real_estate", "la maison rue Pasteur elle est encore à vendre", WHEN),
        ("real_estate", "j'ai une maison à vendre", "votre bien"),
        ("physiotherapy", "de la rééducation pour mon épaule", "ordonnance"),
    ],
)
def test_callers_of_every_trade_name_the_thing(trade: str, wish: str, question: str) -> None:
    with calling(trade) as call:
        assert question in heard(call.says(wish))


@pytest.mark.parametrize(
    ("trade", "wish"),
    [
        ("legal", "une copie de mon jugement"),
        ("medical", "un arrêt maladie"),
        ("accounting", "vos honoraires pour une SARL"),
        ("veterinary", "c'est pour l'analyse de mon chat"),
    ],
)
def test_a_short_wish_that_no_choice_has_is_passed_on_as_it_was_said(trade: str, wish: str) -> None:
    with calling(trade) as call:
        assert "Quel est votre nom" in heard(call.says(wish))
        call.says("Jeanne Roux")
        call.says("oui")
        [message] = call.ends().messages
    assert (message.body, message.caller_name) == (wish, "Jeanne Roux")


@pytest.mark.parametrize(
    "words", ["mon rendez-vous de jeudi je voudrais le changer", "changer la date de la visite"]
)
def test_an_appointment_that_is_to_be_changed_still_is(words: str) -> None:
    with calling("artisan") as call:
        assert "À quel nom est le rendez-vous" in heard(call.says(words))


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("I'd like to sign my daughter up for judo", "How old"),
        ("sign my son Tom up please", "Which activity"),
        ("can I put my little boy down for swimming", "How old"),
        ("I want to sign up for yoga", "How old"),
    ],
)
def test_words_of_the_menu_are_heard_with_others_between(said: str, question: str) -> None:
    with calling("association", Language.EN) as call:
        assert question in heard(call.says(said))


@pytest.mark.parametrize(
    ("trade", "language", "asked"),
    [
        ("real_estate", Language.FR, "De quel bien s’agit-il ?"),
        ("real_estate", Language.EN, "Which property is it about?"),
        ("legal", Language.FR, "quel est le motif du rendez-vous"),
    ],
)
def test_the_reason_is_asked_in_the_words_of_the_trade(
    trade: str, language: Language, asked: str
) -> None:
    french = language is Language.FR
    with calling(trade, language) as call:
        call.says("je voudrais un rendez-vous" if french else "I'd like an appointment")
        call.says("jeudi matin" if french else "Thursday morning")
        assert asked in heard(call.says("le premier" if french else "the first one"))


@pytest.mark.parametrize("trade", ["legal", "notary"])
def test_nobody_is_said_to_be_on_the_line_before_they_are(trade: str) -> None:
    with calling(trade) as call:
        said = heard(call.says("c'est très urgent mon fils est en garde à vue"))
    assert "Je cherche à joindre" in said
    assert "en relation" not in said


def test_an_animal_that_has_died_is_not_asked_its_name_and_nobody_wishes_a_nice_day() -> None:
    with calling("veterinary") as call:
        said = "mon chien est mort cette nuit je voudrais savoir pour l'incinération"
        assert ANIMAL not in heard(call.says(said))
        assert said in call.ends().messages[0].body
    with calling("veterinary") as call:
        assert "Bonne journée" not in heard(call.says("non merci au revoir"))
