"""What stands on an invoice: everything printed, as plain values that are frozen with a hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from telesec.billing.statement import Frozen, Statement
from telesec.values.language import Language


class Seller(Frozen):
    """Who issues the invoice."""

    name: str
    legal_form: str
    address: str
    siret: str
    registration: str
    vat_number: str | None
    email: str
    telephone: str
    iban: str | None
    bic: str | None

    @property
    def siren(self) -> str:
        """The business's own number: the first nine digits of its SIRET."""
        return self.siret[:9]


class Buyer(Frozen):
    """Who is billed."""

    key: str
    name: str
    address: str
    siren: str | None
    vat_number: str | None


class Line(Frozen):
    """One line. ``quantity`` and ``unit_price`` are as printed; ``net_cents`` is what counts."""

    designation: str
    quantity: str
    unit_price: str
    net_cents: int


class InvoiceContent(Frozen):
    """Everything printed on an invoice, itemised statement included."""

    version: Literal[1] = 1
    number: str
    language: Language
    month: str
    period_first_on: date
    period_last_on: date
    issued_on: date
    due_on: date
    category: str
    seller: Seller
    buyer: Buyer
    lines: tuple[Line, ...]
    net_cents: int
    vat_rate_basis_points: int  # 0 in franchise
    vat_cents: int
    gross_cents: int
    mentions: tuple[str, ...]
    small_print: tuple[str, ...]  # the price rule in words, and how to redo the sum
    statement: Statement


def plain(content: InvoiceContent) -> dict[str, Any]:
    """The content as it is stored: JSON values only, whole numbers only."""
    return content.model_dump(mode="json")


def fingerprint(stored: Mapping[str, Any]) -> str:
    """The SHA-256 of the stored content's canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
