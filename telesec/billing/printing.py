"""The frozen content of an invoice as strings for the page: dates, money and lengths in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from telesec.billing.alphabet import printable
from telesec.billing.content import InvoiceContent, Line, fingerprint
from telesec.billing.month import Month
from telesec.billing.statement import Statement, StatementCall
from telesec.billing.wording import (
    DISPOSITIONS,
    NOT_BILLED,
    long_date,
    period,
    span,
)
from telesec.values.language import Language
from telesec.values.money import euros
from telesec.values.telephone import NotATelephoneNumber, national, parse_number

FR, EN = Language.FR, Language.EN

LABELS: dict[Language, dict[str, str]] = {
    FR: {
        "invoice": "Facture",
        "number": "Numéro",
        "issued": "Date d’émission",
        "period": "Période",
        "due": "À régler avant le",
        "category": "Nature",
        "billed_to": "Facturé à",
        "designation": "Désignation",
        "quantity": "Quantité",
        "unit_price": "Prix unitaire HT",
        "amount": "Montant HT",
        "net": "Total HT",
        "vat": "TVA",
        "no_vat": "TVA non applicable",
        "gross": "Total TTC",
        "to_pay": "Net à payer",
        "payment": "Règlement par virement",
        "reference": "Référence à rappeler",
        "holder": "Titulaire",
        "small_print": "Comment cette facture est calculée",
        "statement": "Relevé détaillé des appels",
        "date": "Date",
        "time": "Heure",
        "caller": "Appelant",
        "outcome": "Issue",
        "ring": "Sonnerie",
        "assistant": "Assistant",
        "person": "Avec une personne",
        "wrap_up": "Suite",
        "raw": "Durée",
        "counted": "Compté",
        "billed": "Facturé",
        "price": "Montant",
        "call_sid": "Identifiant de l’opérateur",
        "total": "Total",
        "units": "Durées en minutes:secondes. Durée : décompte de l’opérateur, soit assistant,"
        " personne et sonnerie. Avec une personne : la secrétaire, ou qui de chez vous a"
        " pris l’appel."
        " Suite : travail après l’appel, tel qu’il est compté. Compté : assistant, personne et"
        " suite.",
        "hash": "Empreinte SHA-256 du contenu de cette facture et de son relevé",
        "page": "Page",
    },
    EN: {
        "invoice": "Invoice",
        "number": "Number",
        "issued": "Issued on",
        "period": "Period",
        "due": "Due by",
        "category": "Nature",
        "billed_to": "Billed to",
        "designation": "Description",
        "quantity": "Quantity",
        "unit_price": "Unit price excl. VAT",
        "amount": "Amount excl. VAT",
        "net": "Total excl. VAT",
        "vat": "VAT",
        "no_vat": "VAT not applicable",
        "gross": "Total incl. VAT",
        "to_pay": "Amount due",
        "payment": "Payment by bank transfer",
        "reference": "Reference to quote",
        "holder": "Account holder",
        "small_print": "How this invoice is worked out",
        "statement": "Itemised statement of calls",
        "date": "Date",
        "time": "Time",
        "caller": "Caller",
        "outcome": "Outcome",
        "ring": "Ringing",
        "assistant": "Assistant",
        "person": "With a person",
        "wrap_up": "Wrap-up",
        "raw": "Length",
        "counted": "Counted",
        "billed": "Billed",
        "price": "Amount",
        "call_sid": "Carrier’s call id",
        "total": "Total",
        "units": "Times in minutes:seconds. Length: the carrier’s count, that is assistant,"
        " person and ringing. With a person: the secretary, or whoever of your own people"
        " took the call."
        " Wrap-up: the work after the call, as counted. Counted: assistant, person and wrap-up.",
        "hash": "SHA-256 of the content of this invoice and its statement",
        "page": "Page",
    },
}
VAT_NUMBER = {FR: "TVA intracommunautaire", EN: "VAT number"}


def page_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the template sets: strings only. ``stored`` is an invoice's frozen content."""
    content = InvoiceContent.model_validate(stored)
    language = content.language
    month = Month.parse(content.month)
    return {
        "labels": LABELS[language],
        "language": language.value,
        "number": content.number,
        "issued_on": long_date(content.issued_on, language),
        "issued_parts": [content.issued_on.year, content.issued_on.month, content.issued_on.day],
        "due_on": long_date(content.due_on, language),
        "period": span(content.period_first_on, content.period_last_on, language),
        "month": period(month.first_on, month.last_on, month, language),
        "category": content.category,
        "seller": _seller(content),
        "buyer": _buyer(content),
        "lines": [_line(line, language) for line in content.lines],
        "totals": _totals(content),
        "payment": _payment(content),
        "mentions": list(content.mentions),
        "small_print": list(content.small_print),
        "calls": [_call(call, language) for call in content.statement.calls],
        "sums": _sums(content.statement, language),
        "hash": fingerprint(stored),
    }


def _seller(content: InvoiceContent) -> dict[str, Any]:
    seller, language = content.seller, content.language
    about = [
        seller.legal_form,
        f"SIREN {_grouped(seller.siren)} · SIRET {_grouped(seller.siret)}",
        seller.registration,
        f"{VAT_NUMBER[language]} {seller.vat_number}" if seller.vat_number else "",
        seller.email,
        _telephone(seller.telephone),
    ]
    return _party(seller.name, seller.address, about)


def _buyer(content: InvoiceContent) -> dict[str, Any]:
    buyer, language = content.buyer, content.language
    about = [
        f"SIREN {_grouped(buyer.siren)}" if buyer.siren else "",
        f"{VAT_NUMBER[language]} {buyer.vat_number}" if buyer.vat_number else "",
    ]
    return _party(buyer.name, buyer.address, about)


def _party(name: str, address: str, about: list[str]) -> dict[str, Any]:
    """Who sells or buys. Only here does text stand that others wrote."""
    return {
        "name": printable(name),
        "address": printable(address),
        "about": [printable(one) for one in about if one],
    }


def _grouped(digits: str) -> str:
    """SIREN and SIRET as they are written: "732 829 320 00074"."""
    siren, rest = digits[:9], digits[9:]
    return " ".join([siren[:3], siren[3:6], siren[6:], *([rest] if rest else [])])


def _telephone(number: str) -> str:
    try:
        return national(parse_number(number)) if number else ""
    except NotATelephoneNumber:
        return number


def _line(line: Line, language: Language) -> list[str]:
    return [line.designation, line.quantity, line.unit_price, euros(line.net_cents, language)]


def _totals(content: InvoiceContent) -> list[list[str]]:
    """Label and amount of each sum; the last is what is to be paid."""
    labels, language = LABELS[content.language], content.language
    to_pay = [labels["to_pay"], euros(content.gross_cents, language)]
    net = [labels["net"], euros(content.net_cents, language)]
    if not content.vat_rate_basis_points:
        return [net, [labels["no_vat"], euros(0, language)], to_pay]
    percent = format_decimal(Decimal(content.vat_rate_basis_points) / 100, locale=language.value)
    vat = [f"{labels['vat']} {percent} %", euros(content.vat_cents, language)]
    return [net, vat, [labels["gross"], euros(content.gross_cents, language)], to_pay]


def _payment(content: InvoiceContent) -> list[list[str]]:
    """Label and value of what a bank transfer needs; nothing without an IBAN."""
    seller, labels = content.seller, LABELS[content.language]
    if not seller.iban:
        return []
    iban = " ".join(seller.iban[at : at + 4] for at in range(0, len(seller.iban), 4))
    rows = [["IBAN", iban], ["BIC", seller.bic or ""], [labels["holder"], printable(seller.name)]]
    return [row for row in [*rows, [labels["reference"], content.number]] if row[1]]


def _call(call: StatementCall, language: Language) -> dict[str, Any]:
    outcome = DISPOSITIONS[language][call.disposition] if call.disposition else "—"
    reason = NOT_BILLED[language][call.not_billed] if call.not_billed else ""
    return {
        "cells": [
            call.started_at.strftime("%d/%m/%Y"),
            call.started_at.strftime("%H:%M:%S"),
            call.caller,
        ],
        "outcome": reason or outcome,
        "free": bool(reason),
        "times": [*(_clock(seconds) for seconds in _times(call)), euros(call.cents, language)],
        "call_sid": call.call_sid,
    }


def _times(call: StatementCall) -> tuple[int, ...]:
    """The seconds of a row, in the order of the columns."""
    return (
        call.ring_seconds,
        call.assistant_seconds,
        call.secretary_seconds,
        call.counted_wrap_up_seconds,
        call.raw_seconds,
        call.counted_seconds,
        call.billed_seconds,
    )


def _sums(statement: Statement, language: Language) -> list[str]:
    """The last row of the statement, under the columns from ringing to amount."""
    sums = [sum(column) for column in zip(*map(_times, statement.calls), strict=True)]
    return [*(_clock(seconds) for seconds in sums), euros(statement.cents, language)]


def _clock(seconds: int) -> str:
    """A length of time in a narrow column: "2:05"; nothing for nothing, so that gaps show."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else "–"
