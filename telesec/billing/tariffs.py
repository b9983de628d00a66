"""Which price rule is in force on which days of a month, and the monthly fee that follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.billing.metering import Tariff, whole_cents
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceRule

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InForce:
    """A tariff, its monthly fee, and the local days of one month on which they hold."""

    tariff: Tariff
    monthly_fee_cents: int
    first_on: date
    last_on: date

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee of some days of a month; the whole fee when they are all its days."""

    monthly_cents: int
    first_on: date
    last_on: date
    cents: int

    @property
    def days(self) -> int:
        """How many days it is for."""
        return (self.last_on - self.first_on).days + 1


def in_force(db: Session, client_id: int, month: Month) -> tuple[InForce, ...]:
    """The client's tariffs in that month, in order; days before its first rule have none."""
    rules = list(
        db.scalars(
            select(PriceRule)
            .where(PriceRule.client_id == client_id, PriceRule.valid_from <= month.last_on)
            .order_by(PriceRule.valid_from)
        )
    )
    # Each rule ends the day before the next begins, and the last one with the month.
    ends = [*(rule.valid_from - ONE_DAY for rule in rules[1:]), month.last_on]
    return tuple(
        InForce(_tariff(rule), rule.monthly_fee_cents, max(rule.valid_from, month.first_on), end)
        for rule, end in zip(rules, ends, strict=False)
        if end >= month.first_on
    )


def fees_of(parts: Iterable[InForce], month: Month) -> list[Fee]:
    """The monthly fee, by days where it begins or changes inside the month.

    Rounded on the running total, so that parts of one and the same fee add up to it.
    """
    spans: list[InForce] = []
    for part in parts:
        if spans and spans[-1].monthly_fee_cents == part.monthly_fee_cents:
            first = spans.pop()
            part = InForce(part.tariff, part.monthly_fee_cents, first.first_on, part.last_on)  # noqa: PLW2901 - the two are one span
        spans.append(part)
    amounts = whole_cents(
        Fraction(s.monthly_fee_cents * ((s.last_on - s.first_on).days + 1), month.days)
        for s in spans
    )
    return [
        Fee(span.monthly_fee_cents, span.first_on, span.last_on, cents)
        for span, cents in zip(spans, amounts, strict=True)
        if span.monthly_fee_cents
    ]


def _tariff(rule: PriceRule) -> Tariff:
    return Tariff(
        unit=rule.unit,
        rate_cents=rule.rate_cents,
        increment_seconds=rule.increment_seconds,
        minimum_seconds=rule.minimum_seconds,
        free_below_seconds=rule.free_below_seconds,
        counts_wrap_up=rule.counts_wrap_up,
    )
