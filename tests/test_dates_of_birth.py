"""Dates of birth as people say them: with their hesitations, in figures, corrected on the way."""

from datetime import date

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.assistant.understanding import understand_date
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.telephone import PRACTICE, Telephone

WISH = "bonjour c'est Martine Lefort une consultation avec le docteur Martin jeudi matin"
ENGLISH_WISH = "hello it's Martha Lowe a consultation with doctor Martin on Thursday morning"
TODAY = date(2026, 12, 1)


def born_on(telephone: Telephone) -> date | None:
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        return db.scalars(query).one().birth_date


def asked_for_birth(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("jeudi 3 décembre")
    return call.says("le deuxième").hears("date de naissance")


@pytest.mark.parametrize(
    "said", ["le quinze mars euh soixante-quatre", "quinze zéro trois soixante-quatre"]
)
def test_a_hesitation_in_it_keeps_the_time_that_was_chosen(telephone: Telephone, said: str) -> None:
    call = asked_for_birth(telephone).says(said)
    call.hears("jeudi 3 décembre", "naissance le 15 mars 1964").does_not_hear("rien de libre")
    call.says("oui").hears("confirmé").hangs_up()
    assert born_on(telephone) == date(1964, 3, 15)


@pytest.mark.parametrize(
    "said", ["the um fifteenth of um March sixty four", "fifteenth of the third sixty-four"]
)
def test_and_in_english(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says(ENGLISH_WISH)
    call.says("the second one").hears("date of birth").says(said)
    call.hears("Thursday the 3rd of December", "15th of March 1964").does_not_hear("nothing free")
    call.says("yes").hangs_up()
    assert born_on(telephone) == date(1964, 3, 15)


@pytest.mark.parametrize("said", ["le quinze mars", "le quinze", "pardon le quinze mars"])
def test_without_its_year_it_is_asked_again_and_no_other_time(
    telephone: Telephone, said: str
) -> None:
    call = asked_for_birth(telephone).says(said)
    call.hears("Quelle est la date de naissance").does_not_hear("rien de libre", "proposer")
    call.says("le quinze mars soixante-quatre").hears("jeudi 3 décembre", "15 mars 1964")
    call.hangs_up()


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("non plutôt le quinze décembre", "mardi 15 décembre"),
        ("finalement vendredi après-midi", "vendredi 4 décembre"),
    ],
)
def test_another_time_is_one_where_it_is_said_to_be(
    telephone: Telephone, said: str, offered: str
) -> None:
    asked_for_birth(telephone).says(said).hears(f"proposer {offered}").hangs_up()


@pytest.mark.parametrize(
    "said",
    [
        "le quinze euh mars mille neuf cent euh soixante-quatre",
        "alors euh le quinze du trois soixante-quatre",
        "le quinze ben mars je crois soixante-quatre",
        "le quinze mars mars soixante-quatre",
        "le quatorze mars pardon le quinze mars soixante-quatre",
        "c'est le quinze attendez mars soixante-quatre",
        "le quinze mars de l'année 64",
        "le quinze zéro trois dix-neuf cent soixante-quatre",
        "15 03 64",
        "15/03/1964",
    ],
)
def test_it_is_understood(said: str) -> None:
    assert understand_date(said, Language.FR, TODAY) == date(1964, 3, 15)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("zéro quatre zéro cinq quatre-vingt", date(1980, 5, 4)),
        ("le premier du trois soixante", date(1960, 3, 1)),
        ("deux zéro quatre mille neuf cent soixante", date(1960, 4, 2)),
        ("quinze zéro un mille neuf cent soixante", date(1960, 1, 15)),
        ("vingt et un euh zéro neuf deux mille un", date(2001, 9, 21)),
        ("douze douze douze", date(2012, 12, 12)),
        ("3 avril 60 et mon numéro c'est le 06 12 34 56 78", date(1960, 4, 3)),
        ("06 12 34 56 78", None),
        ("le 31 février 64", None),
        ("jeudi à 10 heures 30", None),
    ],
)
def test_figures_are_a_date_where_they_are_one(said: str, told: date | None) -> None:
    assert understand_date(said, Language.FR, TODAY) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("it's uh the 15th of March uh 1964", date(1964, 3, 15)),
        ("March um the fifteenth nineteen uh sixty four", date(1964, 3, 15)),
        ("fifteen oh three sixty four", date(1964, 3, 15)),
        ("the fifteenth of March I think sixty four", date(1964, 3, 15)),
        ("oh four oh five eighty", date(1980, 5, 4)),
        ("the third of the fourth nineteen sixty", date(1960, 4, 3)),
        ("second of May nineteen oh five", date(1905, 5, 2)),
        ("nineteen oh three sixty four", date(1964, 3, 19)),
        ("first of January two thousand and one", date(2001, 1, 1)),
        ("twentieth of March two thousand and twelve", date(2012, 3, 20)),
        ("oh six twelve thirty four fifty six seventy eight", None),
    ],
)
def test_it_is_understood_in_english(said: str, told: date | None) -> None:
    assert understand_date(said, Language.EN, TODAY) == told
