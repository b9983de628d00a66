"""Whoever does not mind whom they see has not taken back when they would come."""

import pytest

from tests.telephone import PRACTICE, Telephone

TOMORROW = "demain vendredi 27 novembre"


@pytest.mark.parametrize(
    "said",
    [
        "ça m'est égal",
        "peu importe",
        "n'importe lequel",
        "pas de préférence",
        "c'est égal",
        "le premier disponible",
        "aucune importance merci",
        "celui qui est libre",
    ],
)
def test_the_day_that_was_told_stays(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation demain")
    call.hears("Avec qui").says(said).hears(f"Je peux vous proposer {TOMORROW}")
    call.does_not_hear("aujourd’hui", "Quel jour").hangs_up()


@pytest.mark.parametrize(
    "said", ["I don't mind", "either is fine", "whoever is free", "doesn't matter", "up to you"]
)
def test_it_stays_in_english_too(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("a consultation tomorrow please")
    call.says(said).hears("tomorrow Friday the 27th of November").does_not_hear("today").hangs_up()


@pytest.mark.parametrize(
    "said", ["peu importe mais plutôt lundi matin", "n'importe qui mais lundi matin"]
)
def test_another_day_told_with_it_is_taken(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation demain")
    call.says(said).hears("Je peux vous proposer lundi 30 novembre à 8 heures").hangs_up()


def test_who_has_told_no_day_has_wished_for_none(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.hears("Avec qui").says("peu importe").hears("Voici les premières places").hangs_up()


def test_who_has_told_none_and_takes_the_first_is_offered_it(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.says("le premier disponible").hears("Je peux vous proposer aujourd’hui").hangs_up()


def test_where_the_time_does_not_matter_either_the_first_is_offered(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.says("peu importe et n'importe quand").hears("Je peux vous proposer aujourd’hui")
    call.hangs_up()


@pytest.mark.parametrize("said", ["le premier", "le deuxième s'il vous plaît"])
def test_the_first_of_two_people_is_no_first_of_the_month(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.hears("Avec qui").says(said).does_not_hear("1er décembre").hears("premières places")
    call.hangs_up()


def test_the_first_of_the_month_is_still_a_day(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.says("le premier et plutôt le premier décembre").hears("mardi 1er décembre").hangs_up()
