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
        ("fr", "repousser de huit jours mon rendez-vous de mardi 8 h 45", "08/12 08:45"),
        ("fr", "reculer d'une quinzaine j'étais noté mardi à 10 h", "15/12 10:00"),
        (
            "fr",
            "vous m'avez mis mardi à 14 h 30 pouvez-vous l'avancer d'une heure"
            " mon petit-fils a un spectacle à quinze heures",
            "01/12 13:30",
        ),
        ("en", "I have Tuesday at nine could it be put back a fortnight", "15/12 09:00"),
        (
            "en",
            "bring tomorrow's forward half an hour it's at two I've a bus at three",
            "27/11 13:30",
        ),
        ("en", "push it on a couple of weeks it's the first of December at four", "15/12 16:00"),
    ],
)
def test_an_appointment_is_moved_by_so_much(language: str, said: str, moment: str) -> None:
    assert windows(said, Language(language)) == [f"{moment}-{moment}"]


@pytest.mark.parametrize(
    ("language", "said", "moments"),
    [
        (
            "fr",
            "vous m'aviez noté mardi 15 h je peux venir une demi-heure plus tôt",
            ["01/12 14:30"],
        ),
        (
            "fr",
            "j'ai rendez-vous mardi à 10 h un quart d'heure plus tard ça irait",
            ["01/12 10:15"],
        ),
        ("fr", "arriver vingt minutes plus tôt j'ai rendez-vous demain à 9 h", ["27/11 08:40"]),
        ("fr", "j'ai rendez-vous mardi à 10 h le lendemain une heure plus tard", ["02/12 11:00"]),
        ("fr", "mardi à 10 h ou une heure plus tard", ["01/12 10:00", "01/12 11:00"]),
        (
            "en",
            "I'm booked in Friday at five could we make it twenty minutes later",
            ["27/11 17:20"],
        ),
        ("en", "you've got me in Tuesday at eleven any chance of an hour earlier", ["01/12 10:00"]),
        ("en", "Monday at ten or half an hour later", ["30/11 10:00", "30/11 10:30"]),
    ],
)
def test_an_hour_is_told_by_how_far_it_is_from_the_one_before(
    language: str, said: str, moments: list[str]
) -> None:
    assert windows(said, Language(language)) == [f"{moment}-{moment}" for moment in moments]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "je voudrais décaler d'une heure"),  # from when?
        ("fr", "je voudrais venir une heure plus tôt"),
        ("en", "could I come an hour earlier"),
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
        ("fr", "je suis là jusque vendredi", "28/11 00:00"),
        ("fr", "mardi matin au plus tard", "01/12 12:00"),
        ("fr", "demain au plus tard", "28/11 00:00"),
        (
            "fr",
            "les Anglais arrivent le 9 décembre il faut passer avant leur arrivée",
            "09/12 00:00",
        ),
        ("fr", "on part le 9 décembre il faut la garder avant qu'on parte", "09/12 00:00"),
        ("fr", "je prends l'avion le 9 décembre il me le faudrait d'ici là", "10/12 00:00"),
        ("fr", "avant l'assemblée de mardi", "01/12 00:00"),
        ("fr", "l'examen est le 8 décembre il me la faut la veille au plus tard", "08/12 00:00"),
        ("fr", "le 8 décembre je reçois du monde donc le four doit marcher avant", "08/12 00:00"),
        ("en", "Friday morning at the latest", "27/11 12:00"),
        ("en", "tomorrow at the latest", "28/11 00:00"),
        ("en", "any time up to and including the fourth", "05/12 00:00"),
        ("en", "by the end of the week", "30/11 00:00"),
        ("en", "before the clocks go back on Tuesday", "01/12 00:00"),
        ("en", "my sister lands on the ninth and the room needs a radiator by then", "10/12 00:00"),
        (
            "en",
            "it's the club meeting on Tuesday so I need to see him before that day",
            "01/12 00:00",
        ),
    ],
)
def test_a_deadline_is_told_with_its_hour_or_by_what_it_is_for(
    language: str, said: str, until: str
) -> None:
    assert windows(said, Language(language)) == [f"26/11 10:00-{until}"]


@pytest.mark.parametrize(
    ("language", "said", "read"),
    [
        ("fr", "mardi 14 h avant l'opération", "01/12 14:00-01/12 14:00"),
        ("fr", "mardi jusque midi", "01/12 08:00-01/12 12:00"),
        ("en", "tomorrow at two I'll have finished by then", "27/11 14:00-27/11 14:00"),
        (
            "fr",
            "mardi je l'emmène au judo à 17 heures avant ça je suis libre dès quatorze heures",
            "01/12 14:00-01/12 17:00",
        ),
        ("fr", "le lendemain de Noël est pris l'avant-veille à 9 h", "24/12 09:00-24/12 09:00"),
        ("en", "Tuesday as long as it's gone four", "01/12 16:00-01/12 21:00"),
        ("en", "I'm at work while five so after that on Tuesday", "01/12 17:00-01/12 21:00"),
        (
            "en",
            "it's the quiz tomorrow so Tuesday after six would be better",
            "01/12 18:00-01/12 21:00",
        ),
    ],
)
def test_an_hour_bounds_the_day_it_is_said_with(language: str, said: str, read: str) -> None:
    assert windows(said, Language(language)) == [read]


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
        (
            "fr",
            "l'audience est le 15 décembre je voudrais le voir la semaine d'avant",
            "07/12",
            "14/12",
        ),
        ("fr", "le mariage est le 15 décembre donc la semaine précédente", "07/12", "14/12"),
        ("fr", "le baptême est le dimanche 13 décembre le week-end d'avant", "05/12", "07/12"),
        ("en", "the hearing is listed for the fifteenth so the week before", "07/12", "14/12"),
        ("en", "I start on the fifteenth so the week before that any day", "07/12", "14/12"),
        ("en", "the wedding's on the twelfth of December so the weekend after", "19/12", "21/12"),
        ("fr", "l'audience est le 1er décembre donc cette semaine-là", "30/11", "07/12"),
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
        (
            "fr",
            "on a assemblée le 15 on voudrait le comptable deux jours avant à 19 heures",
            "13/12",
        ),
        ("fr", "le contrôle est le 15 décembre puis le rappel quinze jours plus tard", "29/12"),
        ("fr", "j'ai été opéré le 25 novembre les fils dix jours après vers 10 h", "05/12"),
        (
            "fr",
            "on opère le 26 novembre on se voit trois semaines après le jeudi 17 décembre",
            "17/12",
        ),
        ("fr", "même jour la semaine prochaine à quatorze heures", "03/12"),
        ("en", "six weeks on Monday the cast comes off so two days later at nine", "13/01"),
        ("en", "I see the surgeon on the fifteenth so two days before in the morning", "13/12"),
        ("en", "I was down for Tuesday at ten same day next week if possible", "08/12"),
        (
            "en",
            "same time a week later please she's down for the eighth at two",
            "15/12",
        ),
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
