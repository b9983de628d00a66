"""From a call's seconds to billed seconds, and from billed seconds to cents. Pure.

What counts is written in docs, in the contract and on every statement: talking counts, be it
with the assistant or with a person (the secretary, or one of the client's own to whom the call
was put through: the carrier bills us that time like any other); ringing never does; the work
after the call counts up to a minute, if the rule says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from telesec.billing.price_rule import PriceUnit
from telesec.calls.call import Disposition
from telesec.values.money import half_up

# The work after a call is billed up to here, however long it took: VoiceNation's cap.
WRAP_UP_CAP_SECONDS = 60

SECONDS_IN = {PriceUnit.MINUTE: 60, PriceUnit.HOUR: 3600}


class NotBilled(StrEnum):
    """Why a call costs nothing."""

    SPAM = "spam"
    WRONG_NUMBER = "wrong_number"
    TEST = "test"
    NOT_ANSWERED = "not_answered"  # nobody of ours spoke: the caller gave up while it rang
    SHORT = "short"  # below the rule's free seconds


FREE_DISPOSITIONS = {
    Disposition.SPAM: NotBilled.SPAM,
    Disposition.WRONG_NUMBER: NotBilled.WRONG_NUMBER,
    Disposition.TEST: NotBilled.TEST,
}


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What metering needs to know of a call that has ended. The parts are disjoint."""

    disposition: Disposition | None = None
    assistant_seconds: int = 0
    ring_seconds: int = 0
    secretary_seconds: int = 0
    wrap_up_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price rule as plain values: it can be frozen into an invoice. See PriceRule."""

    unit: PriceUnit
    rate_cents: int
    increment_seconds: int = 1
    minimum_seconds: int = 0
    free_below_seconds: int = 0
    counts_wrap_up: bool = True


@dataclass(frozen=True, slots=True)
class BilledCall:
    """One call as it is billed. ``raw_seconds`` is the carrier's count, ringing included."""

    raw_seconds: int
    counted_wrap_up_seconds: int
    counted_seconds: int
    billed_seconds: int
    not_billed: NotBilled | None


def billed(call: CallFacts, tariff: Tariff) -> BilledCall:
    """The seconds of ``call`` that are billed, or the reason why none are."""
    spoken = call.assistant_seconds + call.secretary_seconds
    wrap_up = min(call.wrap_up_seconds, WRAP_UP_CAP_SECONDS) if tariff.counts_wrap_up else 0
    counted = spoken + wrap_up
    reason = _reason_not_billed(call, spoken, counted, tariff)
    return BilledCall(
        raw_seconds=spoken + call.ring_seconds,
        counted_wrap_up_seconds=wrap_up,
        counted_seconds=counted,
        billed_seconds=0 if reason else _stepped(counted, tariff),
        not_billed=reason,
    )


def exact_cents(call: BilledCall, tariff: Tariff) -> Fraction:
    """What the call costs, before any rounding. A rate for each call does not look at seconds."""
    if call.not_billed:
        return Fraction(0)
    if tariff.unit == PriceUnit.CALL:
        return Fraction(tariff.rate_cents)
    return Fraction(call.billed_seconds * tariff.rate_cents, SECONDS_IN[tariff.unit])


def whole_cents(exact: Iterable[Fraction]) -> list[int]:
    """Whole cents for each exact amount, such that they add up to the rounded total, always.

    Rounding each line by itself lets 400 lines drift from the total by several cents. Here the
    running total is rounded instead: a line's cents are the rounded total with it, less the
    rounded total without it. A line differs from its own rounding by at most one cent; the sum
    is exactly half-up(total seconds × rate), so that a client can redo it with one product.
    """
    cents: list[int] = []
    total = Fraction(0)
    for amount in exact:
        before = half_up(total)
        total += amount
        cents.append(half_up(total) - before)
    return cents


def _reason_not_billed(
    call: CallFacts, spoken: int, counted: int, tariff: Tariff
) -> NotBilled | None:
    if call.disposition in FREE_DISPOSITIONS:
        return FREE_DISPOSITIONS[call.disposition]
    if spoken == 0:
        return NotBilled.NOT_ANSWERED
    return NotBilled.SHORT if counted < tariff.free_below_seconds else None


def _stepped(counted: int, tariff: Tariff) -> int:
    """Rounded up to whole increments, and not below the minimum."""
    steps = -(-counted // tariff.increment_seconds)
    return max(tariff.minimum_seconds, steps * tariff.increment_seconds)
