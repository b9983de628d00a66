"""Drafting: what an invoice will say, before it has been numbered."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from sqlalchemy.orm import Session

from telesec.billing.content import Buyer, InvoiceContent, Line, Seller
from telesec.billing.issuer import Issuer, VatRegime
from telesec.billing.month import Month
from telesec.billing.refusals import CallNotEnded
from telesec.billing.statement import Statement, statement_of
from telesec.billing.tariffs import fees_of, in_force
from telesec.billing.wording import (
    CATEGORY,
    calls_designation,
    calls_quantity,
    fee_designation,
    fee_quantity,
    mentions,
    rate,
    small_print,
)
from telesec.clients.client import Client
from telesec.values.money import euros, half_up

SHOWN = 5  # call_sids in an error; the statement has them all


def complete_statement(db: Session, client: Client, month: Month, now: datetime) -> Statement:
    """The statement, if every call of it is over. Raises CallNotEnded, NoPriceRule."""
    statement = statement_of(db, client, month, now)
    if statement.unfinished:
        raise CallNotEnded(
            f"{client.key} has calls of {month} whose end is not known yet:"
            f" {', '.join(statement.unfinished[:SHOWN])}"
        )
    return statement


def lines_of(db: Session, client: Client, month: Month, statement: Statement) -> tuple[Line, ...]:
    """The lines of the invoice: monthly fee, then calls, a line for each tariff used.

    A price rule may be older than the client is with us: no fee for months before.
    """
    language = client.language
    with_us = client.created_at < month.ends_at(client.zone)
    tariffs = in_force(db, client.id, month) if with_us else ()
    fees = [
        Line(
            designation=fee_designation(fee, month, language),
            quantity=fee_quantity(fee, month, language),
            unit_price=euros(fee.monthly_cents, language),
            net_cents=fee.cents,
        )
        for fee in fees_of(tariffs, month)
    ]
    calls = [
        Line(
            designation=calls_designation(part, month, language),
            quantity=calls_quantity(part, language),
            unit_price=rate(part.tariff, language),
            net_cents=part.cents,
        )
        for part in statement.parts
        if part.billed_calls
    ]
    return (*fees, *calls)


def content_of(
    *,
    number: str,
    issuer: Issuer,
    client: Client,
    month: Month,
    issued_on: date,
    statement: Statement,
    lines: tuple[Line, ...],
) -> InvoiceContent:
    """Everything that will be printed."""
    net = sum(line.net_cents for line in lines)
    franchise = issuer.vat_regime == VatRegime.FRANCHISE
    basis_points = 0 if franchise else issuer.vat_rate_basis_points
    # On the summed base, not line by line: the law wants tax per rate.
    vat = half_up(Fraction(net * basis_points, 10_000))
    return InvoiceContent(
        number=number,
        language=client.language,
        month=str(month),
        period_first_on=month.first_on,
        period_last_on=month.last_on,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=issuer.payment_days),
        category=CATEGORY[client.language],
        seller=_seller(issuer),
        buyer=_buyer(client),
        lines=lines,
        net_cents=net,
        vat_rate_basis_points=basis_points,
        vat_cents=vat,
        gross_cents=net + vat,
        mentions=mentions(issuer, client.language),
        small_print=small_print(statement.parts, month, client.language),
        statement=statement,
    )


def _seller(issuer: Issuer) -> Seller:
    return Seller(
        name=issuer.name,
        legal_form=issuer.legal_form,
        address=issuer.address,
        siret=issuer.siret,
        registration=issuer.registration,
        vat_number=issuer.vat_number,
        email=issuer.email,
        telephone=issuer.telephone,
        iban=issuer.iban,
        bic=issuer.bic,
    )


def _buyer(client: Client) -> Buyer:
    return Buyer(
        key=client.key,
        name=client.legal_name,
        address=client.address,
        siren=client.siren,
        vat_number=client.vat_number,
    )
