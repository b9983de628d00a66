""" "Non, mais …": who says no to what else there might be, and tells something, is heard."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.assistant.closing_words import only_ends, surely_tells_more
from telesec.messages.message import Message, MessageStatus
from telesec.values.language import Language
from tests.beforehand import has_booked, has_booked_in_english
from tests.kept import message
from tests.telephone import PRACTICE, Telephone

FR, EN = Language.FR, Language.EN


def left_nothing(telephone: Telephone) -> bool:
    with telephone.looking() as db:
        return db.scalar(select(Message)) is None


@pytest.mark.parametrize(
    "said",
    [
        "ah non zut jeudi je peux pas finalement plutôt vendredi après-midi",
        "non attendez je me suis trompée je voulais dire vendredi",
    ],
)
def test_who_cannot_come_after_all_is_led_to_the_change(telephone: Telephone, said: str) -> None:
    call = has_booked(telephone).says(said).does_not_hear("Merci de votre appel")
    if "naissance" in call.said:
        call.says("3 mars 1980")
    call.hears("Je peux vous proposer", "vendredi").says("le premier").says("oui").hangs_up()
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        [moved] = db.scalars(query)
        assert telephone.client_of(db, PRACTICE).local(moved.starts_at).strftime("%a") == "Fri"


def test_so_is_an_english_caller(telephone: Telephone) -> None:
    call = has_booked_in_english(telephone)
    call.says("no wait I can't on Thursday actually, Friday afternoon instead")
    if "birth" in call.said:
        call.says("3 March 1980")
    call.hears("Friday").hangs_up()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("non il me faut aussi une ordonnance de Kardegic", "quel traitement"),
        ("non enfin si je voudrais encore un rendez-vous", "Pour quel motif"),
        ("non mais j'attends aussi mes résultats de prise de sang", "quel examen"),
    ],
)
def test_another_wish_is_gone_on_with(telephone: Telephone, said: str, asked: str) -> None:
    has_booked(telephone).says(said).hears(asked).does_not_hear("Merci de votre appel").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "non sauf que je suis allergique au latex",
        "non je viendrai avec une interprète en langue des signes",
        "non c'est juste que je viendrai avec mon chien d'aveugle",
    ],
)
def test_whatever_else_is_told_becomes_a_message(telephone: Telephone, said: str) -> None:
    call = has_booked(telephone).says(said).hears("C’est noté", "autre chose")
    call.says("non merci").has_ended()
    left = message(telephone)
    assert left.status is MessageStatus.COMPLETE
    assert left.body == said.removeprefix("non ")
    assert left.caller_name == "Marie Dupont"


@pytest.mark.parametrize(
    "said",
    ["no but I will be bringing my guide dog along", "no just so he knows I'm allergic to latex"],
)
def test_so_does_what_an_english_caller_tells(telephone: Telephone, said: str) -> None:
    call = has_booked_in_english(telephone).says(said).hears("passing your message on")
    call.hears("anything else").says("no thanks").has_ended()
    assert said.removeprefix("no ").endswith(message(telephone).body)


@pytest.mark.parametrize(
    "said",
    [
        "non",
        "non merci",
        "non merci à jeudi",
        "non c'est tout bon je vous remercie bonne journée",
        "non vous avez été très gentille merci beaucoup au revoir madame",
        "non pas d'autre question bon week-end",
        "non rien d'autre pour aujourd'hui à mardi prochain dix heures",
    ],
)
def test_a_plain_no_still_ends_the_call(telephone: Telephone, said: str) -> None:
    has_booked(telephone).says(said).hears("Merci de votre appel").has_ended()
    assert left_nothing(telephone)


@pytest.mark.parametrize(
    "said",
    ["no", "no thank you", "no that's great see you Thursday", "no you've been very helpful bye"],
)
def test_so_does_a_plain_no_in_english(telephone: Telephone, said: str) -> None:
    has_booked_in_english(telephone).says(said).hears("Thank you for calling").has_ended()
    assert left_nothing(telephone)


@pytest.mark.parametrize(
    "said", ["parfait merci beaucoup madame bonne journée", "très bien je vous remercie à jeudi"]
)
def test_so_do_mere_thanks(telephone: Telephone, said: str) -> None:
    has_booked(telephone).says(said).does_not_hear("autre chose").has_ended()
    assert left_nothing(telephone)


def test_what_is_not_sure_to_tell_anything_is_asked_back_once(telephone: Telephone) -> None:
    call = has_booked(telephone).says("non merci ma poulette").hears("autre chose")
    call.says("non merci ma poulette").hears("Merci de votre appel").has_ended()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("non ça répond à toutes mes questions merci bien", FR),
        ("non ça ira je vous rappelle plus tard si besoin", FR),
        ("non merci docteur joyeux noël à vous", FR),
        ("no I think that's everything thanks ever so have a lovely day", EN),
        ("no I don't need anything else cheers", EN),
    ],
)
def test_farewells_have_many_words(said: str, language: Language) -> None:
    assert not surely_tells_more(said, language)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("non annulez", FR),
        ("non c'est pas la bonne date", FR),
        ("non j'ai une demande", FR),
        ("no cancel it", EN),
        ("no I have a problem", EN),
    ],
)
def test_a_word_is_enough_not_to_end(said: str, language: Language) -> None:
    assert not only_ends(said, language)
