"""``telesec clients``: load the clients file, list the clients."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from telesec.agenda.caller_link import revoke_links_of
from telesec.agenda.waiting_list import revoke_offer_links_of
from telesec.billing.command import Opened, told_plainly
from telesec.clients.client import Client, client_by_key
from telesec.database import transaction
from telesec.onboarding.loading import LoadReport, load_clients
from telesec.values.yaml_file import LARGEST_FILE, BadFile, Mistake, YamlDocument, read_yaml

# A character of UTF-8 has four octets at most, so a larger file is too long in any case.
LARGEST_OCTETS = 4 * LARGEST_FILE


@click.group()
def clients() -> None:
    """Load and list the businesses we answer for."""


@clients.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def load(opened: Opened, file: Path) -> None:
    """Create or update the issuer and the clients that FILE names, all or nothing.

    Every mistake is told with file, line and field; exit 1 then, and nothing is changed.
    """
    settings = opened.settings
    scripts = {path.stem for path in settings.call_scripts_dir.glob("*.yaml")}
    try:
        document = read_clients_file(file)
        with told_plainly(), transaction(opened.engine) as db:
            report = load_clients(
                db,
                document,
                opened.now(),
                settings.secret_key,
                scripts=scripts,
                subaccounts=settings.twilio_subaccounts,
            )
    except BadFile as bad:
        raise click.ClickException(_told(bad)) from bad
    _tell(report)


@clients.command("list")
@click.pass_obj
def list_clients(opened: Opened) -> None:
    """List the clients and their lines."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        rows = db.scalars(select(Client).options(selectinload(Client.lines)).order_by(Client.key))
        for client in rows:
            lines = [line.number for line in client.lines if line.active]
            click.echo(f"{client.key}  {client.trade}  {', '.join(lines) or 'no line'}")
            click.echo(f"  {client.name}")


@clients.command("revoke-links")
@click.argument("key")
@click.pass_obj
def revoke_links(opened: Opened, key: str) -> None:
    """Make every link that callers of the client KEY have been sent useless, for good.

    They get a new one with the next text about their appointment, or by hand in the console.
    """
    with told_plainly(), transaction(opened.engine) as db:
        client = client_by_key(db, key)
        if client is None:
            raise click.ClickException(f"no client has the key {key!r}")
        number = revoke_links_of(db, [client.id], opened.now())
        number += revoke_offer_links_of(db, [client.id], opened.now())
    click.echo(f"{number} links revoked")


def read_clients_file(path: Path) -> YamlDocument:
    """The document, unless the file is far too long to be read at all. Raises BadFile."""
    if path.is_file() and path.stat().st_size > LARGEST_OCTETS:
        what = f"longer than {LARGEST_FILE} characters"
        raise BadFile([Mistake(str(path), 1, "", what)])
    return read_yaml(path)


def _told(bad: BadFile) -> str:
    number = len(bad.mistakes)
    mistakes = "1 mistake" if number == 1 else f"{number} mistakes"
    return f"nothing was loaded, {mistakes}:\n{bad}"


def _tell(report: LoadReport) -> None:
    if report.issuer_changed:
        click.echo("issuer: set")
    for said, keys in (
        ("created", report.created),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
    ):
        for key in keys:
            click.echo(f"{key}: {said}")
    for number in report.lines_closed:
        click.echo(f"{number}: out of use, since the file no longer lists it; calls are refused")
    if report.feeds_opened:
        click.echo(f"{report.feeds_opened} new feeds; `telesec urls` prints their addresses")
