"""Who says nothing but "bonjour" is greeted back, and asked again."""

import pytest
from sqlalchemy import select

from telesec.messages.message import Message
from tests.telephone import LAW_FIRM, PRACTICE, Telephone

QUESTION = "Que puis-je faire pour vous ?"


@pytest.mark.parametrize(
    "said",
    ["bonjour", "bonjour madame", "bonsoir", "allô bonjour", "oui bonjour monsieur",
     "euh bonjour comment allez-vous", "bonjour docteur", "rebonjour", "bonjour je vous appelle",
     "hello", "bonjour bonjour", "allô", "allô allô"],
)  # fmt: skip
def test_a_greeting_is_given_back(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).hears(QUESTION).says(said)
    call.hears("Bonjour.", QUESTION).does_not_hear("Excusez-moi", "Je vous entends mal")
    call.says("un rendez-vous").hears("Pour quel motif").hangs_up()


@pytest.mark.parametrize("said", ["good morning", "good afternoon", "hi", "hello", "hi there"])
def test_and_in_english(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says(said)
    call.hears("Hello.", "How can I help you?").does_not_hear("I’m sorry").hangs_up()


@pytest.mark.parametrize(
    ("keys", "wish", "said", "greeting"),
    [
        ("", "un rendez-vous", "allô", "Bonjour."),
        ("9", "an appointment", "hello", "Hello."),
    ],
)
def test_later_it_asks_whether_we_are_still_there(
    telephone: Telephone, keys: str, wish: str, said: str, greeting: str
) -> None:
    call = telephone.caller().dials(PRACTICE)
    call = call.presses(keys) if keys else call
    call.says(wish).hears("vaccination").says(said)
    call.hears("vaccination").does_not_hear(greeting, "sorry")
    call.hangs_up()


def test_it_counts_as_no_miss(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("bonjour madame").hears("Bonjour.", QUESTION)
    call.says("le machin").hears("Excusez-moi", QUESTION).does_not_hear("tapez 1")
    call.says("un rendez-vous").hears("Pour quel motif").hangs_up()


def test_over_and_over_it_is_noise(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("bonjour").says("bonjour").hears("Excusez-moi")
    call.says("bonjour").hears("tapez 1").hangs_up()


def test_it_is_no_message_and_no_name(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("bonjour madame")
    call.does_not_hear("C’est noté").says("merci au docteur").says("Jeanne Roux").says("oui")
    call.hangs_up()
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().body == "merci au docteur"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("bonjour je voudrais un rendez-vous", "Pour quel motif"),
        ("bonjour c'est Marie Dupont", "Excusez-moi"),
    ],
)
def test_what_is_said_with_it_is_heard(telephone: Telephone, said: str, heard: str) -> None:
    telephone.caller().dials(PRACTICE).says(said).hears(heard).hangs_up()


def test_at_the_law_firm_too(telephone: Telephone) -> None:
    call = telephone.caller().dials(LAW_FIRM).says("bonjour maître")
    call.does_not_hear("Excusez-moi").hangs_up()
