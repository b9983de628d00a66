"""Questions after an appointment that somebody has: no new one is begun, and nothing is told before
it is proved whose it is.
"""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.assistant.changing.whose_words import whose_is_meant
from telesec.assistant.understanding import Intent, subject_intent
from telesec.values.language import Language
from tests.beforehand import has_appointment
from tests.telephone import PRACTICE, Telephone

FR, EN = Language.FR, Language.EN


def count(telephone: Telephone) -> int:
    with telephone.looking() as db:
        return len(db.scalars(select(Appointment)).all())


@pytest.mark.parametrize(
    "said",
    [
        "Paul Dupont a rendez-vous quand ?",
        "mon mari a rendez-vous demain matin c'est à quelle heure",
        "est-ce que monsieur Dupont a bien rendez-vous mardi ?",
        "bonjour mon mari a rendez-vous mardi",
        "je voudrais savoir si mon mari a bien un rendez-vous mardi",
    ],
)
def test_it_is_told_once_the_name_and_the_birth_are(telephone: Telephone, said: str) -> None:
    has_appointment(telephone, caller_name="Paul Dupont")
    call = telephone.caller().dials(PRACTICE).says(said)
    call.does_not_hear("Quel jour", "Je peux vous proposer", "mardi 1er")
    if "nom" in call.said:
        call.hears("À quel nom").says("Paul Dupont")
    call.hears("date de naissance").does_not_hear("mardi 1er").says("3 mars 1980")
    call.hears("Le rendez-vous est", "mardi 1er décembre", "autre chose").hangs_up()
    assert count(telephone) == 1


@pytest.mark.parametrize(
    "said",
    [
        "when does Paul Dupont have his appointment?",
        "my husband has an appointment tomorrow morning what time is it",
        "does Mr Dupont have an appointment on Tuesday?",
        "can you tell me if my husband has an appointment on Tuesday",
    ],
)
def test_so_it_is_in_english(telephone: Telephone, said: str) -> None:
    has_appointment(telephone, caller_name="Paul Dupont")
    call = telephone.caller().dials(PRACTICE).presses("9").says(said)
    call.does_not_hear("Which day", "I can offer", "1st of December")
    if "name" in call.said:
        call.hears("In what name").says("Paul Dupont")
    call.hears("date of birth").says("3 March 1980").hears("Tuesday the 1st of December")
    call.hangs_up()


def test_a_stranger_hears_the_same_whether_there_is_one_or_not(telephone: Telephone) -> None:
    has_appointment(telephone, caller_name="Paul Dupont")
    call = telephone.caller().dials(PRACTICE).says("monsieur Dupont a bien rendez-vous mardi ?")
    call.says("Paul Dupont").says("4 avril 1990").hears("Je ne trouve pas")
    call.does_not_hear("mardi 1er").hangs_up()


def test_ones_own_name_and_appointment_are_not_taken_for_the_husbands(telephone: Telephone) -> None:
    has_appointment(telephone, caller_name="Marie Dupont")
    call = telephone.caller().dials(PRACTICE)
    call.says("bonjour c'est Marie Dupont née le 3 mars 1980 mon mari a rendez-vous quand ?")
    call.does_not_hear("mardi 1er").hears("À quel nom").hangs_up()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("est-ce que le docteur Martin a un rendez-vous de libre jeudi", FR),
        ("est-ce qu'il y a un rendez-vous possible demain", FR),
        ("quand est-ce que je peux avoir un rendez-vous", FR),
        ("j'ai rendez-vous demain vous fermez à quelle heure", FR),
        ("mon mari a besoin d'un rendez-vous jeudi", FR),
        ("mon mari a un rendez-vous à prendre", FR),
        ("mon fils a un rendez-vous mardi et il est malade", FR),
        ("does the doctor have an appointment free on Thursday", EN),
        ("when do you have an appointment", EN),
        ("could I have an appointment what time is best", EN),
        ("my husband needs an appointment tomorrow", EN),
    ],
)
def test_others_ask_after_no_appointment(said: str, language: Language) -> None:
    assert subject_intent(said, language) is not Intent.APPOINTMENT_QUERY


def test_it_is_of_whom_it_is_told() -> None:
    told = whose_is_meant("mon mari Paul a rendez-vous quand")
    assert told is not None
    assert told.kin == "mari"
    assert whose_is_meant("j'ai rendez-vous quand") is None
