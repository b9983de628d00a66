"""The seconds of a call: its parts add up to the carrier's duration, whatever was reported."""

import random
from dataclasses import astuple
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from telesec.calls.call import EventKind as E
from telesec.calls.timeline import Moment, Seconds, seconds_of

NINE = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


def at(kind: E, seconds: float) -> Moment:
    return (kind, NINE + timedelta(seconds=seconds), {})


def test_a_call_with_the_assistant_alone() -> None:
    moments = [at(E.STARTED, 0), at(E.ANSWERED, 0), at(E.ENDED, 95)]
    assert seconds_of(moments, 95) == Seconds(assistant=95)


def test_a_call_passed_on_and_taken() -> None:
    moments = [
        at(E.ANSWERED, 0),
        at(E.RING_STARTED, 20),
        at(E.TAKEN, 31),
        at(E.RING_ENDED, 92),
        at(E.ENDED, 92),
    ]
    assert seconds_of(moments, 92) == Seconds(assistant=20, ring=11, secretary=61)


def test_ringing_before_we_answered_is_no_part_of_the_call() -> None:
    moments = [
        at(E.STARTED, 0),
        at(E.RING_STARTED, 0),
        at(E.RING_ENDED, 20),
        at(E.ANSWERED, 20),
        at(E.ENDED, 50),
    ]
    assert seconds_of(moments, 30) == Seconds(assistant=30)


def test_a_caller_who_hangs_up_while_it_rings() -> None:
    moments = [at(E.ANSWERED, 0), at(E.RING_STARTED, 10), at(E.ENDED, 18)]
    assert seconds_of(moments, 18) == Seconds(assistant=10, ring=8)


def test_a_caller_waits_in_the_queue_is_put_on_hold_and_comes_back() -> None:
    moments = [
        at(E.ANSWERED, 0),
        at(E.QUEUED, 12),
        at(E.TAKEN, 52),
        at(E.HELD, 70),
        at(E.RESUMED, 100),
        at(E.RING_ENDED, 110),
        at(E.ENDED, 110),
    ]
    expected = Seconds(assistant=12, queue=40, secretary=28, hold=30)
    assert seconds_of(moments, 110) == expected


def test_wrap_up_runs_from_the_end_to_the_last_word_and_is_apart() -> None:
    moments = [at(E.ANSWERED, 0), at(E.ENDED, 60), at(E.WRAPPED_UP, 75), at(E.WRAPPED_UP, 100)]
    assert seconds_of(moments, 60) == Seconds(assistant=60, wrap_up=40)


kinds = st.sampled_from(list(E))


@given(
    st.lists(st.tuples(kinds, st.integers(0, 500)), max_size=12),
    st.integers(0, 600),
    st.randoms(use_true_random=False),
)
def test_the_parts_always_add_up_in_any_order(
    found: list[tuple[E, int]], duration: int, order: random.Random
) -> None:
    # Two moments of one instant have no order of their own, so each gets an instant of its own.
    moments = [at(kind, second + place / 1000) for place, (kind, second) in enumerate(found)]
    seconds = seconds_of(moments, duration)
    talk = seconds.secretary + seconds.hold
    assert seconds.assistant + seconds.ring + seconds.queue + talk == duration
    assert min(astuple(seconds)) >= 0
    order.shuffle(moments)
    assert seconds_of(moments, duration) == seconds
