"""What is near to the time that was wished for, and what is later on the day that was offered."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from telesec.assistant.booking.later import rest_of_day
from telesec.assistant.booking.offering import NEARBY_DAYS, widening
from telesec.values.language import Language
from tests.trials import calling, heard

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "wish", "near", "far"),
    [
        (Language.FR, "je voudrais un rendez-vous demain après 18 heures", "17 heures 30", "à 9 "),
        (Language.FR, "je voudrais un rendez-vous demain à 13 heures", "14 heures", "à 9 "),
        (Language.FR, "un rendez-vous demain entre midi et deux", "14 heures", "à 9 "),
        (Language.EN, "I'd like an appointment tomorrow evening", "5 30 p.m.", "9 a.m."),
        (Language.EN, "I'd like an appointment tomorrow at one", "2 p.m.", "9 a.m."),
    ],
)
def test_nothing_then_and_the_nearest_of_that_day_is_offered(
    language: Language, wish: str, near: str, far: str
) -> None:
    with calling("medical", language) as call:
        offered = heard(call.says(wish))
    assert near in offered
    assert far not in offered
    assert ("plus proche" if language is Language.FR else "the nearest") in offered


def test_whoever_wants_a_whole_day_is_not_asked_for_it_twice() -> None:
    day = (datetime(2026, 12, 1, 23, tzinfo=UTC), datetime(2026, 12, 2, 23, tzinfo=UTC))
    assert len(list(widening([day], NOW, PARIS))) == 1 + len(NEARBY_DAYS) + 1


def test_around_an_hour_it_stays_on_that_day() -> None:
    evening = datetime(2026, 12, 2, 22, tzinfo=UTC)  # 23:00 in Paris
    first, near, *_ = widening([(evening, evening)], NOW, PARIS)
    assert first == [(evening, evening)]
    assert near == [(datetime(2026, 12, 2, 21, tzinfo=UTC), datetime(2026, 12, 2, 23, tzinfo=UTC))]


@pytest.mark.parametrize(
    ("language", "wish", "later"),
    [
        (Language.FR, "je voudrais un rendez-vous demain", "plus tard dans la journée"),
        (Language.FR, "je voudrais un rendez-vous demain", "vous n'auriez pas un peu plus tard"),
        (Language.EN, "I'd like an appointment tomorrow", "later in the day please"),
        (Language.EN, "I'd like an appointment tomorrow", "a bit later"),
    ],
)
def test_later_is_after_what_was_offered_and_on_that_day(
    language: Language, wish: str, later: str
) -> None:
    with calling("medical", language) as call:
        assert ("14 heures" if language is Language.FR else "2 p.m.") in heard(call.says(wish))
        offered = heard(call.says(later))
    assert ("demain mardi" if language is Language.FR else "tomorrow Tuesday") in offered
    assert ("14 heures 15" if language is Language.FR else "2 15 p.m.") in offered
    assert not any(hour in offered for hour in ("aujourd", "today", "à 9 ", "9 a.m.", "10 "))


def test_with_nothing_later_left_what_is_near_to_it_is_offered() -> None:
    with calling("medical") as call:
        call.says("je voudrais un rendez-vous demain à 17 heures 30")
        offered = heard(call.says("plus tard dans la journée"))
    assert "plus proche" in offered
    assert "demain mardi" in offered
    assert "17 heures 30" not in offered


@pytest.mark.parametrize(
    "words",
    ["le plus tard", "non je rappellerai plus tard", "une heure plus tard", "plus tard vendredi"],
)
def test_what_says_more_or_something_else_is_not_later_on_that_day(words: str) -> None:
    assert rest_of_day(words, Language.FR, [NOW], PARIS) is None


def test_of_offers_on_several_days_the_last_is_meant_where_the_day_is_told() -> None:
    offered = [NOW, datetime(2026, 12, 1, 8, tzinfo=UTC)]
    assert rest_of_day("plus tard", Language.FR, offered, PARIS) is None
    assert rest_of_day("plus tard le même jour", Language.FR, offered, PARIS) == (
        datetime(2026, 12, 1, 8, 1, tzinfo=UTC),
        datetime(2026, 12, 1, 23, tzinfo=UTC),
    )
