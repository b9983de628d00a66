"""``telesec agenda``: an agenda taken in from another house; everything given to who leaves."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Protocol

import click
from sqlalchemy import Engine

from telesec.clients.client import Client, client_by_key
from telesec.database import transaction
from telesec.handover.calendar_file import read_calendar
from telesec.handover.giving_out import give_out
from telesec.handover.incoming import Incoming, Refused, Unreadable
from telesec.handover.table import read_table
from telesec.handover.taking_in import House, Report, house_of, take_in

AT_A_TIME = 40  # appointments in one transaction: calls go on meanwhile, and want to write too
YEARS_BACK, YEARS_AHEAD = 10, 2
MOST_TOLD = 200


class Opened(Protocol):
    """What a command is given (processes/opened.py)."""

    @property
    def engine(self) -> Engine:
        """The database."""
        ...

    def now(self) -> datetime:
        """The present instant."""
        ...


@click.group()
def agenda() -> None:
    """Bring an existing agenda in, or give everything out."""


@agenda.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--client", "key", required=True, help="Key of the client.")
@click.option("--practitioner", default="", help="Whose agenda it is, where the file says nothing.")
@click.option("--type", "kind", default="", help="The appointment type, where none is recognised.")
@click.option("--past", is_flag=True, help="Take appointments that are over as well.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken and what not.")
@click.pass_obj
def import_agenda(  # noqa: PLR0917 - click gives them by name
    opened: Opened,
    file: Path,
    key: str,
    practitioner: str,
    kind: str,
    past: bool,
    dry_run: bool,
) -> None:
    """Take in the agenda in FILE (.ics or .csv), and report what was not taken.

    Callers' e-mail addresses come from a column "e-mail", from the attendee with their name, or
    from a line "E-mail: ..." of the description; never from an attendee without a name, nor by
    a surname alone.
    Again with the same file takes nothing twice. Exit code 1 when something was not taken.
    """
    report = Report()
    now = opened.now()
    try:
        rows = _rows(opened, file, key, (practitioner, kind), now)
        for batch in _batches(rows, report):
            _take(opened, batch, report, (key, kind, practitioner), now, past, dry_run, file.name)
    except (Unreadable, LookupError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    _tell(report, dry_run)
    if report.refused:
        raise click.exceptions.Exit(1)


def _client(opened: Opened, key: str) -> Client:
    with transaction(opened.engine, reads_only=True) as db:
        client = client_by_key(db, key)
    if client is None:
        raise LookupError(f"there is no client {key!r}")
    return client


def _rows(
    opened: Opened, file: Path, key: str, chosen: tuple[str, str], now: datetime
) -> Iterator[Incoming | Refused]:
    """The file's rows; every mistake in how the command was called is told before."""
    client, (practitioner, kind) = _client(opened, key), chosen
    with transaction(opened.engine, reads_only=True) as db:
        house = house_of(db, client, kind, practitioner)
        lengths = {one.id: one.minutes for one in house.kinds}
    body = file.read_bytes()
    if file.suffix.lower() in {".ics", ".ical", ".ifb"} or body[:15] == b"BEGIN:VCALENDAR":
        year = timedelta(days=366)
        span = {"first": now - YEARS_BACK * year, "last": now + YEARS_AHEAD * year}
        return read_calendar(body, zone=client.time_zone, country=client.country, **span)
    return read_table(
        body,
        zone=client.zone,
        country=client.country,
        minutes_of=lambda words: lengths[house.kind_of(words).id],
    )


def _batches(rows: Iterator[Incoming | Refused], report: Report) -> Iterator[list[Incoming]]:
    while found := list(islice(rows, AT_A_TIME)):
        report.refused += [row for row in found if isinstance(row, Refused)]
        yield [row for row in found if isinstance(row, Incoming)]


def _take(  # noqa: PLR0917 - one step of the command, with all its choices
    opened: Opened,
    batch: list[Incoming],
    report: Report,
    keys: tuple[str, str, str],
    now: datetime,
    past: bool,
    dry_run: bool,
    source: str,
) -> None:
    with transaction(opened.engine) as db:
        client = client_by_key(db, keys[0])
        if client is None:
            raise LookupError(f"there is no client {keys[0]!r}")
        house: House = house_of(db, client, keys[1], keys[2])
        take_in(db, house, batch, report, now=now, with_past=past, source=f"import: {source}")
        if dry_run:
            db.rollback()


def _tell(report: Report, dry_run: bool) -> None:
    verb = "to be taken" if dry_run else "taken"
    click.echo(
        f"{report.taken} {verb}, {report.known} there already, {report.past} over,"
        f" {len(report.refused)} not {verb}"
    )
    for one in report.refused[:MOST_TOLD]:
        click.echo(f"  {one.where}: {one.what}: {one.reason}")
    if len(report.refused) > MOST_TOLD:
        click.echo(f"  and {len(report.refused) - MOST_TOLD} more")


@agenda.command(name="export")
@click.option("--client", "key", required=True, help="Key of the client.")
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .zip file."
)
@click.pass_obj
def export_agenda(opened: Opened, key: str, output: Path) -> None:
    """Write everything kept for a client into a ZIP: agendas (.ics), and tables (.csv)."""
    try:
        client_id = _client(opened, key).id
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    half_written = output.with_name(f"{output.name}.part")
    try:
        with half_written.open("wb") as file, transaction(opened.engine, reads_only=True) as db:
            os.chmod(file.fileno(), 0o600)  # people's names and reasons: for one reader only
            count = give_out(db, db.get_one(Client, client_id), file, opened.now())
        half_written.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from error
    finally:
        half_written.unlink(missing_ok=True)
    click.echo(f"{output}: {count} appointments, with all messages and calls of {key}")
