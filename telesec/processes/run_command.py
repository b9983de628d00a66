"""``telesec run`` and ``telesec migrate``: the whole house, and its database brought up to date."""

import sys

import click
from sqlalchemy import Engine

from telesec.billing.command import told_plainly
from telesec.database import prepare_file
from telesec.migrations.upgrading import BrokenReferences, upgrade
from telesec.processes.keeper import run_house
from telesec.processes.listening import LOOPBACK, check_address
from telesec.processes.opened import Opened

REFUSED = (
    "the database was not brought up to date, and nothing in it was changed: rows would refer to"
    " rows that are gone, in {rows} of {database}; keep a copy of it, mend or delete these rows,"
    " and run: telesec migrate"
)


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.pass_obj
def run(opened: Opened, host: str, port: int) -> None:
    """Serve the whole house: web and worker. Brings the database up to date first."""
    check_address(host, port)
    _bring_up_to_date(opened.engine)
    opened.engine.dispose()
    click.echo(f"telesec serves {opened.settings.public_url} on {host}, port {port}; Ctrl-C ends")
    sys.exit(run_house(host, port))


@click.command()
@click.pass_obj
def migrate(opened: Opened) -> None:
    """Bring the database up to date with this release."""
    click.echo(f"Database at {_bring_up_to_date(opened.engine)}.")


def _bring_up_to_date(engine: Engine) -> str:
    """The number of the migration it is at then. A refusal is one line that says how to mend it."""
    with told_plainly():
        prepare_file(engine)
        try:
            return upgrade(engine)
        except BrokenReferences as error:
            refused = REFUSED.format(rows=error, database=engine.url.render_as_string())
            raise click.ClickException(refused) from error
