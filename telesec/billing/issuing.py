"""Issuing: a month that is over becomes one invoice, numbered without a gap, for ever.

Nothing slow happens here: the PDF is made afterwards, from the frozen content (document.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, bindparam, exists, or_, select, text
from sqlalchemy.orm import Session

from telesec.billing.content import InvoiceContent, fingerprint, plain
from telesec.billing.drafting import complete_statement, content_of, lines_of
from telesec.billing.invoice import Invoice, InvoiceCounter
from telesec.billing.issuer import Issuer
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceRule
from telesec.billing.refusals import (
    CannotIssue,
    ClockWentBack,
    MonthNotOver,
    NoIssuer,
    NothingToInvoice,
)
from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.database import transaction

SERIES = "F"

# Invoices are dated where their issuer is, and French law numbers them by that date.
ISSUER_ZONE = ZoneInfo("Europe/Paris")

# The worker waits so long after a month's end, so that a call whose first webhook was being
# dealt with at midnight is in the database (the carrier gives up on a webhook after 15 s).
SETTLING = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Blocked:
    """A client whose invoice could not be issued, and why."""

    client_key: str
    reason: CannotIssue


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What became of one run. ``invoices`` holds those issued before, too; ``new`` does not."""

    month: Month
    invoices: list[Invoice] = field(default_factory=list)
    new: list[Invoice] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)  # keys of clients with nothing to pay
    blocked: list[Blocked] = field(default_factory=list)


def invoice_of(db: Session, client_id: int, month: Month) -> Invoice | None:
    """The client's invoice of that month, if it has been issued."""
    return db.scalar(
        select(Invoice).where(Invoice.client_id == client_id, Invoice.month == str(month))
    )


def issue_invoice(db: Session, client: Client, month: Month, now: datetime) -> Invoice:
    """Issue the client's invoice for its local ``month``; the same one when it was issued before.

    Raises CannotIssue (see refusals.py); nothing is written then, and no number is lost.
    """
    known = invoice_of(db, client.id, month)
    if known:
        return known
    if now < month.ends_at(client.zone):
        raise MonthNotOver(f"{month} is not over yet for {client.key} ({client.time_zone})")
    issuer = the_issuer(db)
    statement = complete_statement(db, client, month, now)
    lines = lines_of(db, client, month, statement)
    if not any(line.net_cents for line in lines):
        raise NothingToInvoice(f"{client.key} has nothing to pay for {month}: no call, no fee")
    issued_on = now.astimezone(ISSUER_ZONE).date()
    counter = _locked_counter(db, issued_on)
    # Another process may have issued it while we waited for the lock.
    known = invoice_of(db, client.id, month)
    if known:
        return known
    number = f"{SERIES}{counter.year}-{counter.last_number + 1:04}"
    content = content_of(
        number=number,
        issuer=issuer,
        client=client,
        month=month,
        issued_on=issued_on,
        statement=statement,
        lines=lines,
    )
    counter.last_number += 1
    counter.last_issued_on = issued_on
    return _written(db, client, content, now)


def issue_month(
    engine: Engine, month: Month, now: datetime, *, client_key: str | None = None
) -> IssueReport:
    """Issue that month for every client, or for one; each in a transaction of its own.

    A client that cannot be invoiced stands in the report and holds nobody else up.
    """
    wanted = [Client.key == client_key] if client_key is not None else []
    with transaction(engine, reads_only=True) as db:
        ids = list(db.scalars(select(Client.id).where(*wanted).order_by(Client.key)))
    report = IssueReport(month)
    for client_id in ids:
        _issue_one(engine, client_id, month, now, report)
    return report


def issue_due(engine: Engine, now: datetime, *, months: int = 1) -> list[IssueReport]:
    """Issue the last months for every client that has no invoice of them yet, the oldest first;
    a report for each month.

    For the worker, each minute: from the first local minute of the 1st on; when there is nothing
    to do it costs one query per time zone. And each hour for a year of months, since what was
    blocked then may be mended now.
    """
    with transaction(engine, reads_only=True) as db:
        due = list(_due(db, now, months))
    reports: dict[Month, IssueReport] = {}
    for month, client_id in due:
        report = reports.setdefault(month, IssueReport(month))
        _issue_one(engine, client_id, month, now, report)
    return list(reports.values())


def the_issuer(db: Session) -> Issuer:
    """Who issues the invoices. Raises NoIssuer."""
    issuer = db.scalar(select(Issuer).order_by(Issuer.id))
    if issuer is None:
        raise NoIssuer("no issuer yet: add it to the clients file (issuer:) and load that")
    return issuer


def _issue_one(
    engine: Engine, client_id: int, month: Month, now: datetime, report: IssueReport
) -> None:
    key = ""
    try:
        with transaction(engine) as db:
            client = db.get_one(Client, client_id)
            key = client.key
            before = invoice_of(db, client_id, month)
            invoice = before or issue_invoice(db, client, month, now)
    except NothingToInvoice:
        report.nothing.append(key)
    except CannotIssue as reason:
        report.blocked.append(Blocked(key, reason))
    else:
        report.invoices.append(invoice)
        if before is None:
            report.new.append(invoice)


def _due(db: Session, now: datetime, count: int) -> Iterator[tuple[Month, int]]:
    """Clients without the invoice of a month that may have something to pay for it."""
    for name in db.scalars(select(Client.time_zone).distinct().order_by(Client.time_zone)):
        zone = ZoneInfo(name)
        for month in _months_over(now, zone, count):
            ids = _clients_to_invoice(db, month, name)
            yield from ((month, client_id) for client_id in ids)


def _months_over(now: datetime, zone: ZoneInfo, count: int) -> list[Month]:
    """The last months that are over there, the oldest first."""
    months = [Month.of((now - SETTLING).astimezone(zone).date()).previous()]
    while len(months) < count:
        months.append(months[-1].previous())
    return months[::-1]


_HAS_CALLS = exists().where(
    Call.client_id == Client.id,
    Call.started_at >= bindparam("starts_at"),
    Call.started_at < bindparam("ends_at"),
)
_HAS_FEE = exists().where(
    Client.created_at < bindparam("ends_at"),
    PriceRule.client_id == Client.id,
    PriceRule.valid_from <= bindparam("last_on"),
    PriceRule.monthly_fee_cents > 0,
)
# Made once: to make it costs more than to ask it.
_TO_INVOICE = (
    select(Client.id)
    .where(
        Client.time_zone == bindparam("zone"),
        ~exists().where(Invoice.client_id == Client.id, Invoice.month == bindparam("month")),
        or_(_HAS_CALLS, _HAS_FEE),
    )
    .order_by(Client.key)
)


def _clients_to_invoice(db: Session, month: Month, zone_name: str) -> Sequence[int]:
    zone = ZoneInfo(zone_name)
    asked = {
        "zone": zone_name,
        "month": str(month),
        "starts_at": month.starts_at(zone),
        "ends_at": month.ends_at(zone),
        "last_on": month.last_on,
    }
    return db.scalars(_TO_INVOICE, asked).all()


def _locked_counter(db: Session, issued_on: date) -> InvoiceCounter:
    """This year's counter, locked until the transaction ends. Raises ClockWentBack."""
    db.execute(
        text(
            "INSERT INTO invoice_counters (series, year, last_number) VALUES (:series, :year, 0)"
            " ON CONFLICT DO NOTHING"
        ),
        {"series": SERIES, "year": issued_on.year},
    )
    counters: Sequence[InvoiceCounter] = db.scalars(
        select(InvoiceCounter)
        .where(InvoiceCounter.series == SERIES)
        .order_by(InvoiceCounter.year)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    newest = max((c.last_issued_on for c in counters if c.last_issued_on), default=issued_on)
    if newest > issued_on:
        raise ClockWentBack(f"the newest invoice is of {newest}; none can be dated {issued_on}")
    return next(counter for counter in counters if counter.year == issued_on.year)


def _written(db: Session, client: Client, content: InvoiceContent, now: datetime) -> Invoice:
    stored = plain(content)
    invoice = Invoice(
        client=client,
        number=content.number,
        month=content.month,
        issued_on=content.issued_on,
        due_on=content.due_on,
        net_cents=content.net_cents,
        vat_cents=content.vat_cents,
        gross_cents=content.gross_cents,
        billed_seconds=content.statement.billed_seconds,
        content=stored,
        content_sha256=fingerprint(stored),
        created_at=now,
    )
    db.add(invoice)
    db.flush()
    return invoice
