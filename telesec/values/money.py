"""Money is whole cents. Rounding happens here and nowhere else."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import format_currency

from telesec.values.language import Language


def half_up(amount: Decimal | Fraction) -> int:
    """The whole number nearest to ``amount``, halves away from zero (as on French invoices)."""
    if isinstance(amount, Fraction):
        doubled = abs(amount) * 2
        whole = (doubled.numerator // doubled.denominator + 1) // 2
        return whole if amount >= 0 else -whole
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def euros(cents: int, language: Language = Language.FR) -> str:
    """An amount for people: ``123456`` is "1 234,56 €" in French."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=language.value)
