"""Conditions of a call script: what holds when, and what is refused."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from telesec.scripts.conditions import CallerIs, Condition
from telesec.values.language import Language

MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


@dataclass
class Turn:
    """A turn of a call: open on a Monday at ten, somebody new, in French."""

    is_open: bool = True
    local: datetime = MONDAY
    status: str | None = None
    caller: CallerIs = CallerIs.NEW
    language: Language = Language.FR


@pytest.mark.parametrize(
    ("given", "turn", "holds"),
    [
        ({"open": True}, Turn(), True),
        ({"open": False}, Turn(), False),
        ({"days": "mon-fri"}, Turn(), True),
        ({"days": "sat, sun"}, Turn(), False),
        ({"days": ["tue", "fri-sun"]}, Turn(local=datetime(2026, 12, 5, 9, 0, tzinfo=UTC)), True),
        ({"hours": "08:00-10:00, 14:00-18:00"}, Turn(), False),
        ({"hours": "10:00-12:00"}, Turn(), True),
        ({"dates": "2026-11-30"}, Turn(), True),
        (
            {"dates": ["2026-12-24/2027-01-03"]},
            Turn(local=datetime(2027, 1, 3, 23, 59, tzinfo=UTC)),
            True,
        ),
        ({"dates": ["2026-12-24/2027-01-03"]}, Turn(), False),
        ({"status": "leave"}, Turn(status="leave"), True),
        ({"status": ["leave", "surgery"]}, Turn(), False),
        ({"caller": "known"}, Turn(caller=CallerIs.KNOWN), True),
        ({"caller": ["new", "withheld"]}, Turn(caller=CallerIs.VIP), False),
        ({"language": "en"}, Turn(language=Language.EN), True),
        ({"open": True, "days": "mon", "caller": "new"}, Turn(), True),
        ({"open": True, "days": "tue", "caller": "new"}, Turn(), False),
    ],
)
def test_all_that_is_given_must_hold(given: dict[str, Any], turn: Turn, holds: bool) -> None:
    assert Condition.model_validate(given).holds(turn) is holds


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "must have at least one of open, days"),
        ({"days": "lundi"}, "'lundi' is no day or span of days such as mon or mon-fri"),
        ({"days": "fri-mon"}, "'fri-mon' ends before it begins; a week begins on mon"),
        ({"hours": "18:00-08:00"}, "ends before it begins"),
        ({"hours": "closed"}, "must be hours such as 08:00-12:00"),
        ({"dates": "Noël"}, "is not a date 2026-12-24 or a span"),
        ({"caller": "friend"}, "'known', 'new', 'withheld' or 'vip'"),
        ({"weather": "rain"}, "Extra inputs are not permitted"),
    ],
)
def test_a_condition_that_means_nothing_is_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Condition.model_validate(given)
    assert why in str(refused.value)
