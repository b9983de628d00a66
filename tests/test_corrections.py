"""Callers correct themselves whenever it comes to them, whatever is being asked."""

from datetime import date

import pytest

from telesec.simulator.caller import PlacedCall
from tests.kept import booked
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"


def asked_for_birth(telephone: Telephone) -> PlacedCall:
    """A call in which the time and the name are told, and the date of birth is asked for."""
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Jean Dupont")
    return call.hears("date de naissance")


def test_a_name_is_mended_while_the_birth_is_asked_for(telephone: Telephone) -> None:
    call = asked_for_birth(telephone).says("en fait c'est Dupond avec un d")
    call.hears("Jean Dupond, c’est noté.", "date de naissance").does_not_hear("pas bien compris")
    call.says("3 avril 1960").hears("au nom de Jean Dupond").says("oui").says("non").has_ended()
    assert booked(telephone).caller_name == "Jean Dupond"


@pytest.mark.parametrize("told", ["non plutôt vendredi", "finalement je préfère vendredi"])
def test_another_day_is_wished_for_while_the_name_is_asked(telephone: Telephone, told: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").hears("À quel nom")
    call.says(told).hears("vendredi 4 décembre").says("le premier").hears("À quel nom")
    call.says("Jean Dupont").says("3 avril 1960").hears("vendredi 4 décembre", "Jean Dupont")
    call.says("oui").says("non").has_ended()
    assert booked(telephone).starts_at.date() == date(2026, 12, 4)


def test_another_day_is_wished_for_while_the_birth_is_asked_for(telephone: Telephone) -> None:
    call = asked_for_birth(telephone).says("non plutôt jeudi après-midi")
    call.hears("jeudi 3 décembre à 14 heures").says("le premier").hears("date de naissance")
    call.says("3 avril 1960").says("oui").says("non").has_ended()
    assert booked(telephone).birth_date == date(1960, 4, 3)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("non c'est Dupond avec un d", "Jean Dupond"),
        ("non, le nom c'est Petitjean", "Jean Petitjean"),
        ("non pas Dupont, Dumont", "Jean Dumont"),
        ("oui mais mon prénom c'est Jacques", "Jacques Dupont"),
        ("non D U P O N D", "Jean Dupond"),
    ],
)
def test_a_name_is_mended_at_the_read_back(telephone: Telephone, said: str, name: str) -> None:
    call = asked_for_birth(telephone).says("3 avril 1960").hears("au nom de Jean Dupont")
    call.says(said).hears(f"au nom de {name}").does_not_hear("Que faut-il corriger")
    call.says("oui").says("non").has_ended()
    assert booked(telephone).caller_name == name


def test_a_number_and_a_practitioner_are_changed_at_the_read_back(telephone: Telephone) -> None:
    call = asked_for_birth(telephone).says("3 avril 1960")
    call.says("oui mais mon numéro c'est le 06 98 76 54 32").hears("J’ai noté le 06, 98", "Je note")
    call.says("finalement avec le docteur Lefèvre").hears("Je peux vous proposer jeudi 3 décembre")
    call.says("le premier").hears("avec le docteur Lefèvre").says("oui").says("non").has_ended()
    assert booked(telephone).telephone == "+33698765432"


def test_the_time_repeated_with_a_yes_is_no_correction(telephone: Telephone) -> None:
    call = asked_for_birth(telephone).says("3 avril 1960")
    call.says("oui jeudi matin c'est ça").hears("confirmé").says("non").has_ended()


def test_what_is_asked_at_the_read_back_is_no_yes(telephone: Telephone) -> None:
    call = asked_for_birth(telephone).says("3 avril 1960").says("vous êtes où exactement")
    call.does_not_hear("confirmé").hears("C’est bien cela ?").hangs_up()


def test_all_about_the_patient_in_one_breath(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH)
    call.says("le premier c'est pour Emma Dupont née le 3 avril 2015")
    call.hears("Je note", "au nom d’Emma Dupont").says("oui").says("non").has_ended()
    assert booked(telephone).birth_date == date(2015, 4, 3)


def test_who_calls_for_a_child_is_not_the_patient(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("bonjour c'est Sophie Bernard une consultation pour mon fils jeudi matin")
    call.says("avec le docteur Martin").says("le premier").hears("À quel nom").hangs_up()


@pytest.mark.parametrize(
    "said", ["combien ça coûte", "une question où est le parking", "pas besoin"]
)
def test_what_is_no_name_is_not_written_down_as_one(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").hears("À quel nom")
    call.says(said).hears("À quel nom").does_not_hear("date de naissance").hangs_up()


def test_an_hour_alone_is_of_the_day_talked_about(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("jeudi 3 décembre à 8 heures")
    call.says("plutôt vers 15 heures").hears("jeudi 3 décembre à 15 heures").hangs_up()


def test_an_offer_is_taken_by_about_its_hour(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("9 heures 20", "10 heures 40")
    call.says("celui de dix heures").hears("À quel nom").says("Jean Dupont né le 3 avril 1960")
    call.hears("jeudi 3 décembre à 10 heures 40").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "bonjour je suis Paul Durand né le 3 avril 1960 je voudrais une consultation"
        " avec le docteur Martin jeudi matin",
        "bonjour une consultation avec le docteur Martin jeudi matin c'est pour Paul Durand"
        " né le 3 avril 1960",
    ],
)
def test_who_tells_all_at_once_books_in_three_sentences(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(said).says("le premier").says("oui")
    call.hears("confirmé : jeudi 3 décembre").says("non").has_ended()
    appointment = booked(telephone)
    assert (appointment.caller_name, appointment.birth_date) == ("Paul Durand", date(1960, 4, 3))


@pytest.mark.parametrize("said", ["non le quatre avril", "non c'est le 4 avril"])
def test_another_day_of_the_birth_that_was_told_is_no_day_to_come(
    telephone: Telephone, said: str
) -> None:
    call = asked_for_birth(telephone).says("3 avril 1960").hears("jeudi 3 décembre").says(said)
    call.hears("jeudi 3 décembre").does_not_hear("Lequel").says("oui").says("non").has_ended()
    assert booked(telephone).birth_date == date(1960, 4, 4)


def test_another_day_of_the_birth_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on Thursday morning").says("the first")
    call.says("John Smith").says("3 April 1960").says("no the fourth of April").says("yes")
    call.says("no").has_ended()
    assert booked(telephone).birth_date == date(1960, 4, 4)
