"""Whoever asks something at the read-back has not refused it: answered or noted, it comes again."""

import pytest
from sqlalchemy import select

from telesec.messages.message import Message
from telesec.simulator.caller import PlacedCall
from tests.kept import all_booked
from tests.telephone import PRACTICE, Telephone

WISH = "bonjour c'est Romain Duval né le 3 avril 1960 une consultation avec le docteur Martin"
MARTHA = "hello it's Martha Lowe born on the 3rd of April 1960 a consultation with Martin"
RIGHT, WRONG = "C’est bien cela", "Que faut-il corriger"
PARKING = """\
facts:
  parking:
    words: {fr: [parking, se garer], en: [car park, parking]}
    say: {fr: "Un parking gratuit est derrière le cabinet.", en: "There is free parking behind."}
"""


def read_back(telephone: Telephone, day: str = "jeudi 3 décembre") -> PlacedCall:
    script = telephone.script("cabinet-martin")
    if "facts:" not in script.read_text(encoding="utf-8"):
        script.write_text(f"{script.read_text(encoding='utf-8')}\n{PARKING}", encoding="utf-8")
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} {day}").says("le premier")
    return call.hears(day, RIGHT)


def read_back_in_english(telephone: Telephone, day: str = "Thursday the 3rd") -> PlacedCall:
    read_back(telephone).hangs_up()
    call = telephone.caller().dials(PRACTICE).presses("9")
    return call.says(f"{MARTHA} {day} of December").says("the first one").hears("Is that right")


@pytest.mark.parametrize("said", ["oui mais est-ce qu'il y a un parking", "non mais où se garer"])
def test_a_fact_is_told_and_the_appointment_read_back_again(
    telephone: Telephone, said: str
) -> None:
    call = read_back(telephone).says(said).hears("Un parking gratuit", "Je note", RIGHT)
    call.does_not_hear(WRONG).says("oui").hears("confirmé").says("non").has_ended()
    assert [one.caller_name for one in all_booked(telephone)] == ["Romain Duval"]


@pytest.mark.parametrize(
    "said",
    ["oui mais combien ça coûte", "oui par contre vous prenez la carte vitale", "non c'est combien",
     "oui mais pouvez-vous me dire combien ça coûte"],
)  # fmt: skip
def test_what_we_cannot_answer_is_noted_and_it_is_read_back_again(
    telephone: Telephone, said: str
) -> None:
    call = read_back(telephone).says(said).hears("transmets votre question", RIGHT)
    call.does_not_hear(WRONG).says("oui").hears("confirmé").hangs_up()
    [appointment] = all_booked(telephone)
    assert said.rsplit(maxsplit=1)[-1] in appointment.notes


@pytest.mark.parametrize(
    ("said", "answer"),
    [("yes but how much is it", "pass your question"), ("yes but is there a car park", "parking")],
)
def test_an_english_caller_may_ask_too(telephone: Telephone, said: str, answer: str) -> None:
    call = read_back_in_english(telephone).says(said).hears(answer, "Is that right")
    call.does_not_hear("What should I correct").says("yes").hears("confirmed").hangs_up()
    assert len(all_booked(telephone)) == 1


@pytest.mark.parametrize(
    "said",
    ["oui et vous pouvez m'envoyer un SMS ?", "oui et pouvez-vous m'envoyer un SMS",
     "oui c'est ça et est-ce que je recevrai un SMS"],
)  # fmt: skip
def test_what_is_asked_beside_the_yes_is_not_passed_over_in_silence(
    telephone: Telephone, said: str
) -> None:
    read_back(telephone).says(said).hears("transmets votre question", "confirmé").hangs_up()
    [appointment] = all_booked(telephone)
    assert "SMS" in appointment.notes


@pytest.mark.parametrize(
    "said", ["yes and would it be possible to get a text", "yes and will you send a text reminder"]
)
def test_nor_is_it_in_english(telephone: Telephone, said: str) -> None:
    call = read_back_in_english(telephone).says(said).hears("pass your question", "confirmed")
    call.hangs_up()
    [appointment] = all_booked(telephone)
    assert "text" in appointment.notes


def test_an_english_request_is_taken_as_a_message(telephone: Telephone) -> None:
    call = read_back_in_english(telephone).says("yes and could you send me a text")
    call.hears("confirmed", "passing your message on").hangs_up()
    with telephone.looking() as db:
        assert "could you send me a text" in [one.body for one in db.scalars(select(Message))]


def test_what_a_fact_answers_beside_the_yes_is_told(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui et vous pouvez me dire pour le parking")
    call.hears("confirmé", "Un parking gratuit").does_not_hear("transmets votre question")
    call.hangs_up()


@pytest.mark.parametrize("said", ["oui vous pouvez réserver", "oui c'est ça merci beaucoup"])
def test_a_yes_that_asks_nothing_is_no_question(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says(said).hears("confirmé")
    call.does_not_hear("transmets votre question").hangs_up()


@pytest.mark.parametrize(
    "said", ["oui mais vous n'avez rien d'autre", "non vous n'avez rien d'autre"]
)
def test_who_asks_for_another_time_is_asked_what_to_correct(
    telephone: Telephone, said: str
) -> None:
    read_back(telephone).says(said).hears(WRONG).hangs_up()


@pytest.mark.parametrize("said", ["le 4 pas le 3", "non le 4, pas le 3"])
def test_another_day_of_the_month_is_that_of_the_visit(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says(said).hears("vendredi 4 décembre").does_not_hear(WRONG)
    call.says("le premier").hears("vendredi 4 décembre", "naissance le 3 avril 1960", RIGHT)
    call.hangs_up()


@pytest.mark.parametrize("said", ["le 4 pas le 3", "non pas le 3 le 4", "c'est le 4, pas le 3"])
def test_or_of_the_birth_where_that_has_the_wrong_one(telephone: Telephone, said: str) -> None:
    call = read_back(telephone, "vendredi 4 décembre").says(said).does_not_hear(WRONG)
    call.hears("vendredi 4 décembre", "naissance le 4 avril 1960", RIGHT).hangs_up()


def test_so_it_is_in_english(telephone: Telephone) -> None:
    call = read_back_in_english(telephone).says("the 4th not the 3rd").hears("Friday the 4th")
    call.hangs_up()
    call = read_back_in_english(telephone, "Friday the 4th").says("the 4th, not the 3rd")
    call.hears("Friday the 4th", "born on the 4th of April", "Is that right").hangs_up()
