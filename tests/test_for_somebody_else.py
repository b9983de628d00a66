"""Appointments for somebody else than who calls: whose name and date of birth are theirs."""

from datetime import date

import pytest

from telesec.agenda.appointment import AppointmentStatus
from telesec.assistant.booking.whom_words import Whom, is_for_several, name_of_relative, told_whom
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.beforehand import CALLER, has_appointment
from tests.kept import booked, now_of
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"
ASKS_WHO_COMES = "comment s’appelle la personne qui vient ?"


def read_back(telephone: Telephone) -> PlacedCall:
    """A call in which the father has given his own name and date of birth."""
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier")
    call.says("Paul Roux").says("3 mars 1980")
    return call.hears("au nom de Paul Roux, naissance le 3 mars 1980. C’est bien cela ?")


@pytest.mark.parametrize(
    "said",
    [
        "non en fait c'est pour mon fils",
        "attendez ce n'est pas pour moi c'est pour mon fils",
        "c'est mon fils qui vient",
        "pardon c'est pas moi c'est mon fils",
    ],
)
def test_a_son_has_a_name_and_a_birth_of_his_own(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says(said).hears("pour une autre personne", ASKS_WHO_COMES)
    call.says("Tom Roux").hears("date de naissance").says("5 mai 2015")
    call.hears("au nom de Tom Roux, naissance le 5 mai 2015").says("oui").says("non").has_ended()
    assert (booked(telephone).caller_name, booked(telephone).birth_date) == (
        "Tom Roux",
        date(2015, 5, 5),
    )


@pytest.mark.parametrize(
    ("surname", "name"), [("Martin", "Léa Martin"), ("le même que moi", "Léa Roux")]
)
def test_her_first_name_is_not_asked_again(telephone: Telephone, surname: str, name: str) -> None:
    call = read_back(telephone).says("attendez c'est pas moi c'est pour ma fille léa")
    call.hears("Quel est le nom de famille de Léa ?").says(surname).hears("date de naissance")
    call.says("12 mai 2010").hears(f"au nom de {name}, naissance le 12 mai 2010")
    call.says("oui").says("non").has_ended()
    assert (booked(telephone).caller_name, booked(telephone).birth_date) == (
        name,
        date(2010, 5, 12),
    )


@pytest.mark.parametrize(
    ("told", "surname", "name"),
    [("Lucas", "Martin", "Lucas Martin"), ("Thomas", "Roux", "Thomas Roux"),
     ("Martin", "Léo", "Léo Martin"), ("Lucas", "Lucas", "Lucas")],
)  # fmt: skip
def test_a_first_name_that_is_a_surname_too_is_not_all(
    telephone: Telephone, told: str, surname: str, name: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} pour mon fils").says("le premier")
    call.says(told).hears(f"Quel est le nom de famille de {told} ?").says(surname)
    call.hears("date de naissance").does_not_hear("Excusez-moi").says("12 mai 2010")
    call.hears(f"au nom de {name}, naissance").hangs_up()


@pytest.mark.parametrize("told", ["Lucas Martin", "madame Martin", "nom de famille Martin"])
def test_a_surname_that_is_told_as_one_is_enough(telephone: Telephone, told: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} pour ma mère").says("le premier")
    call.says(told).hears("date de naissance").does_not_hear("nom de famille").hangs_up()


def test_an_english_first_name_that_is_a_surname_too(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on thursday morning for my son")
    call.says("the first one").says("Thomas").hears("What is Thomas’s surname?").says("Jones")
    call.says("the 12th of May 2010").hears("for Thomas Jones").hangs_up()


def test_a_birth_told_instead_of_the_surname_is_kept(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} pour ma fille Emma")
    call.says("le premier").hears("nom de famille d’Emma").says("12 juin 2012")
    call.hears("C’est noté", "nom de famille d’Emma").does_not_hear("Excusez-moi")
    call.says("Roux").does_not_hear("la date de naissance ?")
    call.hears("au nom d’Emma Roux, naissance le 12 juin 2012").hangs_up()


def test_and_instead_of_the_name(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").hears("À quel nom")
    call.says("le douze juin deux mille douze").hears("C’est noté", "À quel nom")
    call.says("Paul Roux").hears("au nom de Paul Roux, naissance le 12 juin 2012").hangs_up()


def test_and_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on thursday morning for my daughter Emma")
    call.says("the first one").hears("Emma’s surname?").says("the 12th of June 2012")
    call.hears("I’ve noted that", "Emma’s surname?").says("Jones")
    call.hears("for Emma Jones, born on the 12th of June 2012").hangs_up()


def test_a_day_without_a_year_is_no_birth(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("le 3 décembre")
    call.does_not_hear("naissance le").says("Paul Roux").hears("date de naissance").hangs_up()


def test_all_of_her_is_told_at_once(telephone: Telephone) -> None:
    call = read_back(telephone).says("non c'est pour ma fille Léa Martin née le 12 mai 2010")
    call.hears("au nom de Léa Martin, naissance le 12 mai 2010").says("oui").says("non")
    assert booked(telephone).caller_name == "Léa Martin"


def test_it_may_be_said_while_the_birth_is_asked_for(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Marie Dupont")
    call.hears("date de naissance").says("c'est pour ma fille léa")
    call.hears("nom de famille de Léa").says("Dupont").hears("date de naissance")
    call.says("12 mai 2010").hears("au nom de Léa Dupont").hangs_up()


def test_a_mother_who_gave_her_name_first_says_so_at_the_offers(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"bonjour c'est Marie Dupont {WISH}")
    call.says("le premier c'est pour mon fils").hears(ASKS_WHO_COMES).says("Tom Roux")
    call.says("5 mai 2015").hears("au nom de Tom Roux").hangs_up()


def test_one_child_and_then_the_other(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier pour ma fille")
    call.says("Léa").hears("nom de famille de Léa").says("Roux").says("12 mai 2010")
    call.says("non c'est pour mon autre fille Emma").hears("nom de famille d’Emma")
    call.says("pareil").says("13 mai 2012").hears("au nom d’Emma Roux, naissance le 13 mai 2012")
    call.hangs_up()


def test_it_is_for_the_caller_after_all(telephone: Telephone) -> None:
    call = (
        telephone.caller().dials(PRACTICE).says(f"bonjour c'est Marie Dupont {WISH} pour ma fille")
    )
    call.says("le premier").hears(ASKS_WHO_COMES).says("Léa Martin").says("12 mai 2010")
    call.says("non finalement c'est pour moi").hears("c’est pour vous", "date de naissance")
    call.says("3 mars 1980").hears("au nom de Marie Dupont, naissance le 3 mars 1980").hangs_up()


@pytest.mark.parametrize(
    "whom", ["pour mon fils Tom et ma fille Léa", "pour moi et mon fils", "pour nous deux"]
)
def test_one_of_several_is_booked_and_the_others_are_not_lost(
    telephone: Telephone, whom: str
) -> None:
    said = f"une consultation avec le docteur Martin {whom}"
    call = telephone.caller().dials(PRACTICE).says(said)
    call.hears("pour plusieurs personnes", "un seul rendez-vous").says("jeudi matin")
    call.says("le premier").does_not_hear("plusieurs personnes").says("Tom Roux")
    call.says("5 mai 2015").hears("C’est bien cela").says("oui").says("non").says("non").has_ended()
    assert f"Demande : {said}" in booked(telephone).notes


def test_that_it_is_for_several_may_be_said_later(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH)
    call.says("le premier c'est pour mon fils et ma fille").hears("pour plusieurs personnes")
    call.says("Tom Roux").says("5 mai 2015").says("oui").says("non").says("non").has_ended()
    assert "mon fils et ma fille" in booked(telephone).notes


@pytest.mark.parametrize(
    "whom", ["for my son Tom and my daughter Emma", "for me and my son", "for both my children"]
)
def test_an_english_caller_is_told_that_it_is_one(telephone: Telephone, whom: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says(f"a consultation with doctor Martin on thursday morning {whom}")
    call.hears("several people", "one appointment").hangs_up()


@pytest.mark.parametrize(
    ("said", "several"),
    [
        ("un rendez-vous pour mon fils et un autre pour ma fille", True),
        ("pour mes jumeaux Léo et Léa", True),
        ("for the two of us", True),
        ("pour mon fils et ma femme viendra avec lui", False),
        ("pour mon genou et mon dos", False),
        ("for my mum and my husband will drive her", False),
        ("pour deux heures", False),
    ],
)
def test_for_how_many_it_is(said: str, several: bool) -> None:
    assert is_for_several(said) is several


@pytest.mark.parametrize("said", ["oui c'est pour mon fils", "oui voilà c'est pour mon fils Paul"])
def test_who_agrees_has_named_whom_it_is_for(telephone: Telephone, said: str) -> None:
    read_back(telephone).says(said).hears("confirmé").hangs_up()


def test_a_date_of_birth_is_corrected_by_its_name(telephone: Telephone) -> None:
    call = read_back(telephone).says("non").hears("le nom, la date de naissance ou le numéro ?")
    call.says("la date de naissance").hears("la date de naissance ?").says("4 mars 1980")
    call.hears("naissance le 4 mars 1980").says("non").presses("4").hears("date de naissance ?")
    call.says("5 mars 1980").hears("naissance le 5 mars 1980").hangs_up()


def test_an_english_caller_speaks_for_her_daughter(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on thursday morning").says("the first one")
    call.says("Mary Jones").says("the 3rd of March 1980").hears("born on the 3rd of March 1980")
    call.says("no it's not for me it's for my daughter Emma").hears("What is Emma’s surname?")
    call.says("same as mine").says("the 12th of May 2010")
    call.hears("for Emma Jones, born on the 12th of May 2010").says("yes").hangs_up()
    assert booked(telephone).caller_name == "Emma Jones"


def test_nothing_is_cancelled_of_whom_it_is_not(telephone: Telephone) -> None:
    hers = has_appointment(telephone)
    has_appointment(
        telephone,
        now_of(telephone, hers).starts_at.replace(hour=9),
        caller_name="Léo Bernard",
        birth_date=date(2015, 5, 5),
    )
    call = telephone.caller(CALLER).dials(PRACTICE).says("je veux annuler mon rendez-vous")
    call.says("Marie Dupont née le 3 mars 1980").hears("J’annule", "à 9 heures")
    call.says("oui enfin celui de mon fils").hears("À quel nom").does_not_hear("est annulé")
    call.says("Léo Bernard").says("5 mai 2015").hears("J’annule", "à 10 heures").hangs_up()
    assert now_of(telephone, hers).status is AppointmentStatus.CONFIRMED


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("c'est pour ma belle-mère", Whom("mere")),
        ("c'est pour le petit", Whom("petit")),
        ("c'est mon fils qui a huit ans", Whom("fils")),
        ("je prends pour une amie", Whom("amie")),
        ("non celui de mon mari", Whom("mari")),
        ("c'est pour mon autre fils", Whom("fils", another=True)),
        ("je suis la maman de Tom", Whom("*")),
        ("c'est pour quelqu'un d'autre", Whom("*")),
        ("it's for my mum", Whom("mum")),
        ("it's my son who's coming", Whom("son")),
        ("it isn't for me", Whom("*")),
        ("no it's for me", Whom("")),
        ("lundi ça ne va pas pour moi", None),
        ("c'est bien pour moi", None),
        ("nine's not for me", None),
        ("that works for me", None),
        ("c'est mon mari qui m'amène", None),
        ("pour mon petit souci de dos", None),
        ("jeudi c'est mon jour de repos", None),
        ("je viendrai avec ma fille", None),
    ],
)
def test_whom_it_is_for_is_told_in_many_ways(said: str, whom: Whom | None) -> None:
    assert told_whom(said) == whom


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("pour ma fille Emma jeudi matin", ("Emma", "")),
        ("c'est pour ma fille qui s'appelle léa roux", ("Léa", "Roux")),
        ("ma femme, Sylvie Garnier", ("Sylvie", "Garnier")),
        ("my daughter's called Emma", ("Emma", "")),
        ("pour mon fils aussi", ("", "")),
        ("pour mon fils qui tousse", ("", "")),
    ],
)
def test_their_name_stands_beside_them(said: str, name: tuple[str, str]) -> None:
    assert name_of_relative(said, Language.FR) == name
