"""``telesec run`` and ``telesec migrate``: the whole house, and its database brought up to date."""

import sys

import click

from telesec.billing.command import told_plainly
from telesec.database import prepare_file
from telesec.migrations.upgrading import upgrade
from telesec.processes.keeper import run_house
from telesec.processes.listening import LOOPBACK, check_address
from telesec.processes.opened import Opened


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.pass_obj
def run(opened: Opened, host: str, port: int) -> None:
    """Serve the whole house: web and worker. Brings the database up to date first."""
    check_address(host, port)
    with told_plainly():
        prepare_file(opened.engine)
        upgrade(opened.engine)
    opened.engine.dispose()
    click.echo(f"telesec serves {opened.settings.public_url} on {host}, port {port}; Ctrl-C ends")
    sys.exit(run_house(host, port))


@click.command()
@click.pass_obj
def migrate(opened: Opened) -> None:
    """Bring the database up to date with this release."""
    with told_plainly():
        prepare_file(opened.engine)
        click.echo(f"Database at {upgrade(opened.engine)}.")
