"""Short calls: what was volunteered is used, few questions are asked, and said more simply."""

import pytest
from sqlalchemy import select

from telesec.calls.call import Call
from telesec.clients.client import Line
from telesec.values.language import Language
from tests.kept import all_booked
from tests.telephone import PRACTICE, Telephone

MOST_TURNS, MOST_TURNS_VOLUNTEERED = 6, 4

ANSWERS = {
    "Pour quel motif": "une consultation",
    "Avec qui": "le docteur Lefèvre",
    "Quel jour": "mardi matin",
    "Lequel préférez-vous": "le premier",
    "Cela vous convient-il": "oui",
    "À quel nom": "Hélène Lefort",
    "date de naissance": "3 mars 1980",
    "C’est bien cela": "oui c'est ça",
}


def turns_to_book(telephone: Telephone, first: str) -> int:
    """How many sentences a caller needs who answers just what is asked."""
    call = telephone.caller().dials(PRACTICE).says(first)
    turns = 1
    while not all_booked(telephone):
        asked = call.heard[-1][2]
        [answer] = [said for question, said in ANSWERS.items() if question in asked]
        call.says(answer)
        turns += 1
    call.hangs_up()
    return turns


@pytest.mark.parametrize(
    "first",
    [
        "je voudrais un rendez-vous",
        "je voudrais un rendez-vous avec le docteur Martin",
        "je voudrais un rendez-vous pour une consultation",
        "un rendez-vous mardi matin s'il vous plaît",
        "un rendez-vous avec le docteur Lefèvre mardi matin",
    ],
)
def test_a_plain_appointment_takes_six_sentences(telephone: Telephone, first: str) -> None:
    assert turns_to_book(telephone, first) <= MOST_TURNS


@pytest.mark.parametrize(
    "first",
    [
        "bonjour c'est Marie Dupont je voudrais une consultation avec le docteur Martin mardi",
        "Paul Petit à l'appareil une consultation avec le docteur Lefèvre dès que possible",
    ],
)
def test_a_volunteered_one_takes_four(telephone: Telephone, first: str) -> None:
    if first.startswith("Paul"):
        first = f"bonjour monsieur {first}"
    assert turns_to_book(telephone, first) <= MOST_TURNS_VOLUNTEERED
    [appointment] = all_booked(telephone)
    assert appointment.caller_name in {"Marie Dupont", "Paul Petit"}


def test_another_practitioner_may_be_wished_for_at_the_offers(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais un rendez-vous")
    call.says("une consultation").hears("Voici les premières places", "Avec le docteur Martin.")
    call.says("je préfère le docteur Lefèvre").hears("Je peux vous proposer")
    call.says("le premier").says("Hélène Lefort").says("3 mars 1980").hears("le docteur Lefèvre")
    call.hangs_up()


def test_pardon_is_answered_more_simply(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("pardon")
    call.hears("Que puis-je faire pour vous ?", "Par exemple : pour", "un rendez-vous")
    call.says("une consultation avec le docteur Martin").hears("Quel jour").says("comment ?")
    call.hears("par exemple : mardi matin").says("mardi matin").hears("Je peux vous proposer")
    call.says("vous pouvez répéter").hears(
        "Premier choix : mardi 1er décembre", "Dites : le premier"
    )
    call.says("le premier").says("pardon ?").hears("nom de famille").says("Hélène Lefort")
    call.says("pardon").hears("3 avril 1960").says("3 mars 1980")
    call.says("pardon").hears("Dites oui ou non").says("oui").hears("confirmé").hangs_up()


def test_the_star_key_repeats_it_as_it_was(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un rendez-vous").presses("*")
    call.hears("Pour quel motif").does_not_hear("Dites l’un").hangs_up()


def test_a_line_has_a_language_of_its_own(telephone: Telephone) -> None:
    with telephone.looking() as db:
        line = db.scalars(select(Line).where(Line.number == PRACTICE)).one()
        line.language = Language.EN
    telephone.caller().dials(PRACTICE).hears("hello", "How can I help you?").hangs_up()
    with telephone.looking() as db:
        assert db.scalars(select(Call)).one().language is Language.EN


def test_an_english_caller_hears_english_titles(telephone: Telephone) -> None:
    with telephone.looking() as db:
        db.scalars(select(Line).where(Line.number == PRACTICE)).one().language = Language.EN
    call = telephone.caller().dials(PRACTICE).says("a consultation please")
    call.hears("Doctor Martin or Doctor Lefèvre").says("with doctor Martin").says("Tuesday morning")
    call.says("the first one").says("John Smith").says("3 March 1980")
    call.hears("with Doctor Martin").does_not_hear("le docteur").says("yes")
    call.hears("confirmed", "with Doctor Martin").hangs_up()
