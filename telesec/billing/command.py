"""``telesec invoices``: issue a month, list what was issued, print a statement."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import click
from sqlalchemy import Engine, select

from telesec.billing.document import DamagedInvoice, store_document
from telesec.billing.invoice import Invoice
from telesec.billing.issuing import IssueReport, issue_month
from telesec.billing.month import Month, NotAMonth
from telesec.billing.refusals import CannotIssue
from telesec.billing.statement import StatementCall, statement_of
from telesec.clients.client import Client, client_by_key
from telesec.database import BEHIND, is_away, is_behind, transaction
from telesec.settings import Settings
from telesec.values.money import euros
from telesec.values.whole_file import write_atomically


class Opened(Protocol):
    """What a command is given: the settings, the database and the time of this process."""

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        ...

    @property
    def engine(self) -> Engine:
        """The database of this process."""
        ...

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class MonthText(click.ParamType[Month]):
    """A month given on the command line."""

    name = "month"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Month:
        """The month, or a usage error that says what one looks like."""
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(str(value))
        except NotAMonth as error:
            self.fail(str(error), param, ctx)


MONTH = MonthText()

STATEMENT_COLUMNS = (
    "started_at",
    "caller",
    "disposition",
    "assistant_seconds",
    "ring_seconds",
    "secretary_seconds",
    "wrap_up_seconds",
    "raw_seconds",
    "counted_wrap_up_seconds",
    "counted_seconds",
    "billed_seconds",
    "cents",
    "not_billed",
    "call_sid",
)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Named refusals, and a database that is away, as one line and exit code 1."""
    try:
        yield
    except (CannotIssue, DamagedInvoice) as error:
        raise click.ClickException(str(error)) from error
    except Exception as error:
        if is_behind(error):
            raise click.ClickException(BEHIND) from error
        if not is_away(error):
            raise
        raise click.ClickException("the database cannot be reached, or is locked") from error


@click.group()
def invoices() -> None:
    """Issue and list invoices."""


@invoices.command("issue")
@click.option("--month", type=MONTH, required=True, help="The month to bill, such as 2026-11.")
@click.option("--client", "client_key", help="Only this client (its key).")
@click.pass_obj
def issue(opened: Opened, month: Month, client_key: str | None) -> None:
    """Issue the invoices of a month and write their PDFs. Doing it twice changes nothing.

    Exit 1 when an invoice could not be issued or written; the others are issued all the same.
    """
    with told_plainly():
        if client_key is not None:
            _client_id(opened.engine, client_key)
        now = opened.now()
        report = issue_month(opened.engine, month, now, client_key=client_key)
        for invoice in report.invoices:
            path = _written(opened, invoice, now)
            total = euros(invoice.gross_cents)
            click.echo(f"{invoice.number}  {invoice.client.key}  {total}  {path}")
    _tell_the_rest(report)


@invoices.command("list")
@click.option("--client", "client_key", help="Only this client (its key).")
@click.pass_obj
def list_invoices(opened: Opened, client_key: str | None) -> None:
    """List the invoices issued so far."""
    wanted = [Client.key == client_key] if client_key is not None else []
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        rows = db.execute(
            select(Invoice, Client.key).join(Invoice.client).where(*wanted).order_by(Invoice.id)
        )
        for invoice, key in rows:
            click.echo(
                f"{invoice.number}  {invoice.month}  {key}  issued {invoice.issued_on}"
                f"  due {invoice.due_on}  {euros(invoice.gross_cents)}"
            )


@invoices.command("statement")
@click.option("--client", "client_key", required=True, help="The client's key.")
@click.option("--month", type=MONTH, required=True, help="The month, such as 2026-11.")
@click.pass_obj
def statement(opened: Opened, client_key: str, month: Month) -> None:
    """Print a client's calls of a month as CSV (RFC 4180): seconds, cents, and why not billed."""
    with told_plainly():
        client_id = _client_id(opened.engine, client_key)
        with transaction(opened.engine, reads_only=True) as db:
            made = statement_of(db, db.get_one(Client, client_id), month, opened.now())
        out = csv.writer(sys.stdout)
        out.writerow(STATEMENT_COLUMNS)
        out.writerows(_row(call) for call in made.calls)
    for call_sid in made.unfinished:
        click.echo(f"{call_sid} is not over yet and not in the statement", err=True)


def _client_id(engine: Engine, client_key: str) -> int:
    with transaction(engine, reads_only=True) as db:
        client = client_by_key(db, client_key)
        if client is None:
            raise click.ClickException(f"no client is called {client_key!r}")
        return client.id


def _written(opened: Opened, invoice: Invoice, now: datetime) -> Path:
    pdf = store_document(opened.engine, invoice.id, now)
    path = opened.settings.data_dir / "invoices" / f"{invoice.number}.pdf"
    try:
        write_atomically(path, pdf)
    except OSError as error:
        raise click.ClickException(
            f"{invoice.number} is issued, but {path} could not be written: {error.strerror}."
            " Run the same command again when there is room."
        ) from error
    return path


def _tell_the_rest(report: IssueReport) -> None:
    for key in report.nothing:
        click.echo(f"{key}: nothing to invoice for {report.month}")
    if not (report.invoices or report.nothing or report.blocked):
        click.echo("No client yet.")
    for blocked in report.blocked:
        click.echo(f"{blocked.client_key}: not issued: {blocked.reason}", err=True)
    if report.blocked:
        raise click.exceptions.Exit(1)


def _row(call: StatementCall) -> list[str]:
    values = call.model_dump(mode="json")
    return ["" if values[name] is None else str(values[name]) for name in STATEMENT_COLUMNS]
