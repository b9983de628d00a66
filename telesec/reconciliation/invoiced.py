"""Calls that came in, or came right, after their month was invoiced: a person decides.

What is issued never changes (billing/invoice.py). So such a call is only told of, once.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.billing.content import InvoiceContent
from telesec.billing.invoice import Invoice
from telesec.billing.month import Month
from telesec.billing.refusals import CannotIssue
from telesec.billing.statement import StatementCall, statement_of
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.reconciliation.repair import RepairKind
from telesec.reconciliation.steps import Step

LOOKED_AT = timedelta(days=62)  # how old an invoice may be for a late call still to be looked for


def is_invoiced(db: Session, client: Client, at: datetime) -> bool:
    """Whether the month of that instant has its invoice, which never changes."""
    month = Month.of(client.local(at).date())
    issued = select(Invoice.id).where(Invoice.client_id == client.id, Invoice.month == str(month))
    return db.scalar(issued) is not None


def late_calls(engine: Engine, now: datetime) -> Iterator[tuple[int, str, StatementCall]]:
    """Calls to be billed that no invoice of their month has: client_id, invoice number, call."""
    with transaction(engine, reads_only=True) as db:
        fresh = select(Invoice.id).where(Invoice.created_at >= now - LOOKED_AT)
        ids = db.scalars(fresh.order_by(Invoice.id)).all()
    for invoice_id in ids:
        # One at a time: an invoice's content is long.
        with transaction(engine, reads_only=True) as db:
            invoice = db.get_one(Invoice, invoice_id)
            found = _left_out(db, invoice, now)
        yield from ((invoice.client_id, invoice.number, call) for call in found)


def note_late(step: Step, late: tuple[int, str, StatementCall]) -> bool:
    """Tell of one of them."""
    client_id, number, call = late
    return step.repaired(
        RepairKind.LATE_CALL,
        call.call_sid,
        client_id=client_id,
        after=f"{number}, {call.billed_seconds} s",
        needs_person=True,
    )


def _left_out(db: Session, invoice: Invoice, now: datetime) -> list[StatementCall]:
    frozen = InvoiceContent.model_validate(invoice.content).statement.calls
    known = {call.call_sid for call in frozen}
    try:
        present = statement_of(db, invoice.client, Month.parse(invoice.month), now).calls
    except CannotIssue:
        return []  # a day without a price rule: nothing could be billed for it
    return [one for one in present if one.call_sid not in known and one.not_billed is None]
