"""Seconds to billed seconds to cents."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesec.billing.metering import (
    WRAP_UP_CAP_SECONDS,
    CallFacts,
    NotBilled,
    Tariff,
    billed,
    exact_cents,
    whole_cents,
)
from telesec.billing.price_rule import PriceUnit
from telesec.calls.call import Disposition
from telesec.values.money import half_up

BY_MINUTE = Tariff(PriceUnit.MINUTE, 90)
MESSAGE = Disposition.MESSAGE


def test_talking_and_wrap_up_count_and_ringing_does_not() -> None:
    call = billed(CallFacts(MESSAGE, 40, 12, 90, 30), BY_MINUTE)
    assert (call.raw_seconds, call.counted_seconds, call.billed_seconds) == (142, 160, 160)
    assert call.not_billed is None


def test_wrap_up_counts_a_minute_at_most_and_only_if_the_rule_says_so() -> None:
    facts = CallFacts(MESSAGE, 40, wrap_up_seconds=600)
    assert billed(facts, BY_MINUTE).counted_wrap_up_seconds == 60
    assert billed(facts, BY_MINUTE).billed_seconds == 100
    without = Tariff(PriceUnit.MINUTE, 90, counts_wrap_up=False)
    assert billed(facts, without).billed_seconds == 40


@pytest.mark.parametrize(
    ("counted", "increment", "minimum", "expected"),
    [
        (61, 1, 0, 61),
        (61, 6, 0, 66),
        (66, 6, 0, 66),
        (61, 60, 0, 120),
        (5, 6, 30, 30),
        (1, 60, 90, 90),
    ],
)
def test_billed_time_is_rounded_up_to_steps_and_not_below_the_minimum(
    counted: int, increment: int, minimum: int, expected: int
) -> None:
    tariff = Tariff(PriceUnit.MINUTE, 90, increment_seconds=increment, minimum_seconds=minimum)
    assert billed(CallFacts(MESSAGE, counted), tariff).billed_seconds == expected


@pytest.mark.parametrize(
    ("disposition", "reason"),
    [
        (Disposition.SPAM, NotBilled.SPAM),
        (Disposition.WRONG_NUMBER, NotBilled.WRONG_NUMBER),
        (Disposition.TEST, NotBilled.TEST),
    ],
)
def test_what_is_nobodys_fault_is_not_billed(disposition: Disposition, reason: NotBilled) -> None:
    tariff = Tariff(PriceUnit.MINUTE, 90, minimum_seconds=60)
    call = billed(CallFacts(disposition, 300, 0, 100), tariff)
    assert (call.billed_seconds, call.not_billed, call.raw_seconds) == (0, reason, 400)
    assert exact_cents(call, tariff) == 0


def test_a_short_call_is_free_and_the_bound_itself_is_not() -> None:
    tariff = Tariff(PriceUnit.MINUTE, 90, minimum_seconds=30, free_below_seconds=10)
    assert billed(CallFacts(MESSAGE, 9), tariff).not_billed == NotBilled.SHORT
    assert billed(CallFacts(MESSAGE, 10), tariff).billed_seconds == 30


@pytest.mark.parametrize("unit", list(PriceUnit))
def test_a_call_that_nobody_answered_costs_nothing_whatever_the_minimum(unit: PriceUnit) -> None:
    tariff = Tariff(unit, 90, minimum_seconds=60)
    call = billed(CallFacts(None, 0, 20, 0, 15), tariff)
    assert call.not_billed == NotBilled.NOT_ANSWERED
    assert exact_cents(call, tariff) == 0


def test_a_rate_for_each_call_does_not_look_at_its_length() -> None:
    tariff = Tariff(PriceUnit.CALL, 110)
    assert exact_cents(billed(CallFacts(MESSAGE, 900), tariff), tariff) == 110


def test_hours_and_minutes_of_one_price_cost_the_same() -> None:
    hourly, minutely = Tariff(PriceUnit.HOUR, 5400), BY_MINUTE
    call = billed(CallFacts(MESSAGE, 77), minutely)
    assert exact_cents(call, hourly) == exact_cents(call, minutely) == Fraction(231, 2)


def test_three_thirds_of_a_cent_make_one_cent_not_none() -> None:
    assert whole_cents([Fraction(1, 3)] * 3) == [0, 1, 0]


seconds = st.integers(0, 4000)
calls = st.builds(
    CallFacts, st.sampled_from([None, *Disposition]), seconds, seconds, seconds, seconds
)
tariffs = st.builds(
    Tariff,
    st.sampled_from(PriceUnit),
    st.integers(0, 10_000),
    st.sampled_from([1, 6, 15, 30, 60, 300]),
    st.integers(0, 120),
    st.integers(0, 60),
    st.booleans(),
)


@given(calls, tariffs)
def test_billed_time_exceeds_counted_time_by_less_than_a_step(
    facts: CallFacts, tariff: Tariff
) -> None:
    call = billed(facts, tariff)
    assert call.counted_seconds <= facts.assistant_seconds + facts.secretary_seconds + (
        WRAP_UP_CAP_SECONDS if tariff.counts_wrap_up else 0
    )
    if call.not_billed:
        assert call.billed_seconds == 0
    else:
        assert call.billed_seconds >= call.counted_seconds
        above = max(call.counted_seconds + tariff.increment_seconds, tariff.minimum_seconds + 1)
        assert call.billed_seconds < above


@given(st.lists(calls, max_size=60), tariffs)
def test_lines_add_up_to_total_seconds_times_rate(facts: list[CallFacts], tariff: Tariff) -> None:
    metered = [billed(one, tariff) for one in facts]
    cents = whole_cents(exact_cents(one, tariff) for one in metered)
    if tariff.unit == PriceUnit.CALL:
        expected = sum(one.not_billed is None for one in metered) * tariff.rate_cents
    else:
        unit = 60 if tariff.unit == PriceUnit.MINUTE else 3600
        expected = half_up(
            Fraction(sum(one.billed_seconds for one in metered) * tariff.rate_cents, unit)
        )
    assert sum(cents) == expected
    for one, amount in zip(metered, cents, strict=True):
        assert abs(amount - exact_cents(one, tariff)) <= 1
        assert amount == 0 or one.not_billed is None
