"""Wishes told by a day named before them. It is Thursday 26 November 2026, 10 o'clock."""

from datetime import datetime

import pytest

from telesec.assistant.understanding import understand_wish
from telesec.values.language import Language

NOW = datetime.fromisoformat("2026-11-26T10:00")


def windows(said: str, language: Language) -> list[str]:
    wish = understand_wish(said, language, NOW)
    return [f"{one.start:%d/%m %H:%M}-{one.end:%d/%m %H:%M}" for one in wish.windows]


@pytest.mark.parametrize(
    ("language", "said", "moment"),
    [
        (
            "fr",
            "je voudrais décaler mon rendez-vous de jeudi dix heures d'une heure",
            "03/12 11:00",
        ),
        ("fr", "on peut avancer d'une demi-heure j'ai rendez-vous mardi à 11 h", "01/12 10:30"),
        ("fr", "repousser d'une semaine j'avais le 3 décembre à 15 heures", "10/12 15:00"),
        ("en", "could you push my Friday ten o'clock back by half an hour", "27/11 10:30"),
        ("en", "can we move it back a week it's the first of December at two", "08/12 14:00"),
        ("en", "can you bring my Tuesday eleven o'clock forward an hour", "01/12 10:00"),
    ],
)
def test_an_appointment_is_moved_by_so_much(language: str, said: str, moment: str) -> None:
    assert windows(said, Language(language)) == [f"{moment}-{moment}"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "je voudrais décaler d'une heure"),  # from when?
        ("fr", "je voudrais décaler mon rendez-vous de jeudi d'une heure"),
        ("en", "could you push it back an hour"),
    ],
)
def test_nothing_is_guessed_when_there_is_nothing_to_move(language: str, said: str) -> None:
    assert not any(" 01:00-" in one for one in windows(said, Language(language)))


def test_an_hour_late_in_the_evening_goes_over_to_the_next_day() -> None:
    said = "décaler mon rendez-vous de mardi à 23 h 30 d'une heure"
    assert windows(said, Language.FR) == ["02/12 00:30-02/12 00:30"]


@pytest.mark.parametrize(
    ("language", "said", "until"),
    [
        ("fr", "d'ici mercredi midi", "02/12 12:00"),
        ("fr", "avant jeudi 10 heures", "03/12 10:00"),
        ("fr", "mon arrêt se termine le dix-huit il faudrait que je le voie avant", "18/12 00:00"),
        ("en", "before Tuesday noon", "01/12 12:00"),
        ("en", "we complete on the tenth so it needs doing before", "10/12 00:00"),
        ("en", "the appointment on the seventh is no good I need something sooner", "07/12 00:00"),
    ],
)
def test_a_deadline_is_told_with_its_hour_or_by_what_it_is_for(
    language: str, said: str, until: str
) -> None:
    assert windows(said, Language(language)) == [f"26/11 10:00-{until}"]


@pytest.mark.parametrize(
    ("language", "said", "first", "last"),
    [
        (
            "fr",
            "le rendez-vous de jeudi je peux pas il faudrait la semaine d'après",
            "07/12",
            "14/12",
        ),
        ("fr", "ni cette semaine ni la semaine prochaine mais celle d'après", "07/12", "14/12"),
        ("en", "the results are due on the tenth so some time that week", "07/12", "14/12"),
    ],
)
def test_a_week_is_the_one_beside_the_day_named(
    language: str, said: str, first: str, last: str
) -> None:
    read = understand_wish(said, Language(language), NOW).windows
    assert f"{read[0].start:%d/%m}" == first
    assert f"{read[-1].end:%d/%m}" == last


@pytest.mark.parametrize(
    ("language", "said", "day"),
    [
        ("fr", "le lundi de Pâques c'est férié donc le mardi", "30/03"),
        ("fr", "lundi ou mardi moi ce serait plutôt mardi", "01/12"),
        ("fr", "mon bail court jusqu'au trente novembre donc l'état des lieux ce jour-là", "30/11"),
        ("en", "the twenty fifth's Christmas so the twenty eighth", "28/12"),
        ("en", "Halloween's on a Sunday so the Monday after", "01/11"),
    ],
)
def test_a_day_is_told_by_the_one_before_it(language: str, said: str, day: str) -> None:
    (read,) = understand_wish(said, Language(language), NOW).windows
    assert f"{read.start:%d/%m}" == day


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "avant le quinze décembre mais après le cinq"),
        ("fr", "après le cinq décembre mais avant le quinze"),
        ("en", "before the fifteenth of December but after the fifth"),
    ],
)
def test_both_bounds_of_a_stretch_are_said_in_either_order(language: str, said: str) -> None:
    assert windows(said, Language(language)) == ["06/12 00:00-15/12 00:00"]


@pytest.mark.parametrize(
    "said", ["l'expert passe jeudi à quatorze heures", "je passe jeudi à quatorze heures"]
)
def test_who_passes_on_a_day_is_not_past_it(said: str) -> None:
    assert windows(said, Language.FR) == ["03/12 14:00-03/12 14:00"]
