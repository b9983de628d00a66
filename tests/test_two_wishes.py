"""Two wishes in one sentence, and a message that was told at once: neither is asked for again."""

import pytest

from telesec.assistant.message_words import tells_the_message
from telesec.assistant.two_matters import beside_a_yes, two_matters
from telesec.messages.message import MessageStatus
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.kept import all_booked, message
from tests.telephone import PRACTICE, Telephone

FR, EN = Language.FR, Language.EN
WISH = "une consultation avec le docteur Martin jeudi matin"


def books(call: PlacedCall) -> PlacedCall:
    return call.says("le premier").says("Marie Dupont").says("3 mars 1980").says("oui")


@pytest.mark.parametrize(
    "said",
    [
        f"il me faudrait {WISH} et aussi renouveler mon ordonnance de Levothyrox",
        f"je voudrais {WISH} et une ordonnance de Levothyrox",
    ],
)
def test_the_prescription_comes_after_the_appointment(telephone: Telephone, said: str) -> None:
    call = books(telephone.caller().dials(PRACTICE).says(said).hears("Je peux vous proposer"))
    call.hears("confirmé", "quel traitement").says("il m'en reste pour deux jours")
    call.hears("autre chose").says("non merci").has_ended()
    assert len(all_booked(telephone)) == 1
    left = message(telephone)
    assert left.status is MessageStatus.COMPLETE
    assert left.body.count("Levothyrox") == 1
    assert "deux jours" in left.body


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("un rendez-vous pour mon fils Léo et un renouvellement d'ordonnance de Ventoline", FR),
        ("il me faudrait un rendez-vous pour jeudi et une ordonnance de Ventoline", FR),
        ("un rendez-vous pour moi et une ordonnance pour mon mari", FR),
        ("an appointment for my son Leo and a repeat prescription for Ventolin", EN),
        ("I need an appointment for Thursday and a repeat prescription for Ventolin", EN),
    ],
)
def test_whom_it_is_for_and_when_is_not_what_for(said: str, language: Language) -> None:
    halves = two_matters(said, language, "medical")
    assert halves is not None
    visit, medicine = ("rendez-vous", "ordonnance") if language is FR else ("appointment", "presc")
    assert visit in halves.now
    assert medicine in halves.later


def test_the_appointment_of_a_son_comes_before_the_prescription(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("une consultation pour mon fils Léo jeudi et un renouvellement d'ordonnance")
    call.hears("Avec qui").says("le docteur Martin").hears("Je peux vous proposer")
    call.says("le premier").hears("nom de famille de Léo").says("Dupont")
    call.says("3 mars 2020").hears("au nom de Léo Dupont").says("oui")
    call.hears("confirmé", "quel traitement").says("de la Ventoline").says("Marie Dupont")
    call.says("non").has_ended()
    assert [one.caller_name for one in all_booked(telephone)] == ["Léo Dupont"]
    assert "Ventoline" in message(telephone).body


def test_and_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation for my son Leo and a repeat prescription for Ventolin")
    call.does_not_hear("May I have your name").says("with doctor Martin").says("Thursday")
    call.says("the first one").hears("Leo’s surname").says("Lowe").says("3 March 2020")
    call.says("yes").hears("confirmed", "medication").hangs_up()
    assert [one.caller_name for one in all_booked(telephone)] == ["Leo Lowe"]
    assert "Ventolin" in message(telephone).body


def test_so_it_does_for_an_english_caller(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says(
        "I'd like a consultation with doctor Martin on Thursday morning"
        " and also to renew my prescription of Levothyrox"
    )
    call.says("the first one").says("Martha Lowe").says("3 March 1980").says("yes")
    call.hears("confirmed", "medication").hangs_up()
    assert len(all_booked(telephone)) == 1
    assert "Levothyrox" in message(telephone).body


def test_who_hangs_up_before_the_second_leaves_both(telephone: Telephone) -> None:
    said = "je voudrais un rendez-vous et une ordonnance"
    telephone.caller().dials(PRACTICE).says(said).hears("Pour quel motif").hangs_up()
    assert message(telephone).body == said


def test_what_can_be_answered_at_once_comes_first(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says(f"je voudrais {WISH} et savoir à quelle heure vous fermez")
    call.hears("Il est ouvert", "Je peux vous proposer").hangs_up()


def test_a_yes_counts_and_what_is_said_beside_it_is_a_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Marie Dupont")
    call.says("3 mars 1980").hears("bien cela")
    call.says("oui et dites au docteur que j'ai plus de Kardegic")
    call.hears("confirmé", "C’est noté").does_not_hear("Je note :").hangs_up()
    assert len(all_booked(telephone)) == 1
    left = message(telephone)
    assert left.body == "dites au docteur que j'ai plus de Kardegic"
    assert left.caller_name == "Marie Dupont"


def test_a_yes_to_cancelling_counts_too(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Marie Dupont")
    call.says("3 mars 1980").says("oui").says("oui je veux annuler mon rendez-vous")
    if "naissance" in call.said:
        call.says("3 mars 1980")
    call.hears("J’annule").says("oui et il me faudrait une ordonnance")
    call.hears("annulé", "quel traitement").hangs_up()
    assert all_booked(telephone) == []
    assert "il me faudrait une ordonnance" in message(telephone).body


@pytest.mark.parametrize("said", ["oui et plutôt à neuf heures vingt", "oui mais au nom de Durand"])
def test_a_correction_beside_the_yes_is_no_yes(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Marie Dupont")
    call.says("3 mars 1980").says(said).does_not_hear("confirmé").hangs_up()
    assert all_booked(telephone) == []


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("j'ai un rendez-vous mardi et je voudrais une ordonnance", FR),
        ("je voudrais annuler mon rendez-vous de mardi et en prendre un autre", FR),
        ("dites au docteur que j'ai un rendez-vous et que je veux une ordonnance", FR),
        ("un rendez-vous pour un vaccin et un certificat", FR),
        ("un rendez-vous pour mon fils pour un vaccin et un certificat", FR),
        ("un rendez-vous pour moi et mon mari", FR),
        ("my son has a fever and I'd like an appointment", EN),
        ("I can't come till the 30th and my antidepressants stop on the 20th can she help", EN),
        ("we're redoing the bathroom and I'd like somebody round to measure up and quote", EN),
        ("I'd like to cancel my appointment and book another one", EN),
    ],
)
def test_an_and_does_not_make_two_wishes(said: str, language: Language) -> None:
    assert two_matters(said, language, "medical") is None


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("oui et c'est pour un vaccin", FR),
        ("oui et à dix heures", FR),
        ("yes and make it Friday", EN),
    ],
)
def test_what_is_about_the_same_stays_with_the_yes(said: str, language: Language) -> None:
    assert beside_a_yes(said, language, "medical") is None


@pytest.mark.parametrize(
    "said",
    [
        "dites au docteur que j'ai perdu ma carte vitale",
        "je voudrais laisser un message pour dire que je serai absente mardi",
        "c'est pour un certificat de sport",
    ],
)
def test_a_message_that_was_told_is_not_asked_for(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(said).hears("C’est noté", "votre nom")
    call.does_not_hear("Je vous écoute").says("Paul Roux").says("oui").says("non").has_ended()
    assert message(telephone).body == said


@pytest.mark.parametrize(
    "said", ["tell the doctor I lost my insurance card", "could you let him know that I'm better"]
)
def test_nor_is_an_english_one(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says(said)
    call.hears("I’ve noted that", "your name").does_not_hear("Go ahead").hangs_up()
    assert message(telephone).body == said


@pytest.mark.parametrize(
    "said",
    ["laisser un message au docteur Martin", "j'ai une question sur ma facture"],
)
def test_who_only_announces_one_is_asked_for_it(telephone: Telephone, said: str) -> None:
    assert not tells_the_message(said)
    telephone.caller().dials(PRACTICE).says(said).hears("Je vous écoute").hangs_up()


def test_one_name_of_a_medicine_is_kept_with_the_rest(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("une ordonnance de Kardegic")
    call.hears("quel traitement").says("il m'en reste un").says("Paul Roux").says("oui").says("non")
    assert "Kardegic" in message(telephone).body
