"""What is said where a name is asked for, and is none: dates, numbers, sentences."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.assistant.corrections import corrected_name, told_name
from telesec.values.language import Language
from tests.kept import booked, message
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"


def test_a_date_of_birth_said_early_is_no_name(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"bonjour c'est Marie Dupont {WISH}")
    call.says("12 mai 2010").does_not_hear("Mai Dupont", "rien de libre").hears("jeudi 3 décembre")
    call.hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "l'audience est reportée au douze",
        "il faut que vous me rappeliez avant midi",
        "une relance de TVA à payer avant le 15",
        "le locataire du troisième a encore une fuite",
    ],
)
def test_a_sentence_is_no_name_and_stands_in_the_message(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("dites au docteur que j'ai une question").says(said)
    call.hears("C’est noté.", "Quel est votre nom").says("Jeanne Roux").says("oui").says("non")
    assert said in message(telephone).body
    assert message(telephone).caller_name == "Jeanne Roux"


def test_what_is_told_with_the_name_is_in_the_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("dites au docteur que je vais mieux")
    call.says("Jeanne Roux et je serai absente jusqu'à lundi").says("oui").says("non").has_ended()
    assert "je serai absente jusqu'à lundi" in message(telephone).body
    assert message(telephone).caller_name == "Jeanne Roux"


def test_a_name_alone_adds_nothing_to_the_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("dites au docteur que je vais mieux")
    call.says("je m'appelle Jeanne Roux avec un x à la fin").says("oui").says("non").has_ended()
    assert message(telephone).body == "dites au docteur que je vais mieux"


def test_what_is_told_with_the_name_stands_with_the_appointment(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier")
    call.says("Jean Dupont et il me faudrait un certificat pour le sport").says("3 avril 1960")
    call.hears("au nom de Jean Dupont").says("oui").says("non").has_ended()
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        assert "certificat pour le sport" in (db.scalars(query).one().notes or "")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("12 mai 2010", Language.FR),
        ("le douze mai", Language.FR),
        ("dix heures trente", Language.FR),
        ("l'assemblée est repoussée à mardi", Language.FR),
        ("c'est la TVA", Language.FR),
        ("12 august 2023", Language.EN),
        ("ten thirty", Language.EN),
        ("may 3rd", Language.EN),
        ("the hearing has been postponed to friday", Language.EN),
        ("tell him the cheque is gone", Language.EN),
    ],
)
def test_no_name_is_found_in_it(said: str, language: Language) -> None:
    assert told_name(said, language) is None
    assert corrected_name(said, language, "Marie Dupont") is None


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        ("Jean Mars", Language.FR, "Jean Mars"),
        ("je m'appelle madame Mai", Language.FR, "Mai"),
        ("Garreau, e a u à la fin", Language.FR, "Garreau"),
        ("vous avez dû me noter sous Delcourt", Language.FR, "Delcourt"),
        ("le dossier est au nom de Martin", Language.FR, "Martin"),
        ("April Jones", Language.EN, "April Jones"),
        ("May Smith", Language.EN, "May Smith"),
        ("you'll find me under Osborne", Language.EN, "Osborne"),
    ],
)
def test_names_like_months_or_in_sentences_are_names(
    said: str, language: Language, name: str
) -> None:
    found = told_name(said, language)
    assert found is not None
    assert found.full == name


@pytest.mark.parametrize("turns_late", [0, 1])
def test_a_name_that_comes_late_is_taken_all_the_same(
    telephone: Telephone, turns_late: int
) -> None:
    """By a key they have said that they cannot say it; then the line is better."""
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").presses("1")
    call.hears("date de naissance")
    if turns_late:
        call.says("3 mars 1980").hears("C’est bien cela")
    call.says("Jeanne Roux").hears("Jeanne Roux, c’est noté")
    if not turns_late:
        call.says("3 mars 1980")
    call.hears("au nom de Jeanne Roux").says("oui").hears("confirmé").says("non").has_ended()
    assert booked(telephone).caller_name == "Jeanne Roux"
    assert "Nom à demander" not in (booked(telephone).notes or "")


def test_a_name_said_instead_of_choosing_a_time_is_not_asked_for(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("Jeanne Roux")
    call.hears("Jeanne Roux, c’est noté", "Je peux vous proposer").says("le premier")
    call.does_not_hear("quel nom").says("3 mars 1980").says("oui").says("non").has_ended()
    assert booked(telephone).caller_name == "Jeanne Roux"
