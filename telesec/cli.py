"""The telesec command: one group, a command for each thing a person does."""

import sys

import click
from sqlalchemy import select

from telesec.agenda.feed import Feed
from telesec.agenda.feeds import feed_url
from telesec.assistant.command import callers, rehearse, status
from telesec.assistant.trial_command import rehearse_script
from telesec.assistant.understanding.command import understand
from telesec.billing.command import invoices, told_plainly
from telesec.clients.client import Line
from telesec.clients.command import accounts
from telesec.database import prepare_file, transaction
from telesec.demonstration.command import demo
from telesec.doctor.command import doctor
from telesec.gateways.telephony.addresses import Addresses
from telesec.handover.command import agenda
from telesec.migrations.upgrading import upgrade
from telesec.onboarding.busy_command import busy
from telesec.onboarding.calendars_command import calendars
from telesec.onboarding.command import clients
from telesec.processes import (
    CannotListen,
    Opened,
    check_address,
    end_with,
    run_house,
    serve_web,
    set_up_logging,
)
from telesec.reconciliation.command import reconcile
from telesec.reconciliation.lines_command import lines
from telesec.scripts.command import scripts
from telesec.settings import BadSettings
from telesec.values.yaml_file import BadFile
from telesec.worker import run_worker

LOOPBACK = "127.0.0.1"


@click.group()
@click.version_option(package_name="telesec")
@click.pass_context
def telesec(context: click.Context) -> None:
    """A telephone secretariat: calls answered in each client's name, from ring to invoice."""
    context.obj = Opened()


scripts.add_command(rehearse_script)

for command in (
    accounts,
    busy,
    calendars,
    agenda,
    callers,
    clients,
    demo,
    doctor,
    invoices,
    lines,
    reconcile,
    rehearse,
    scripts,
    status,
    understand,
):
    telesec.add_command(command)


@telesec.command()
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


@telesec.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--keeper", type=int, hidden=True)
@click.pass_obj
def web(opened: Opened, host: str, port: int, keeper: int | None) -> None:
    """Serve webhooks, console and feeds, without the worker."""
    end_with(keeper)
    serve_web(opened.settings, host, port)


@telesec.command()
@click.option("--keeper", type=int, hidden=True)
@click.pass_obj
def worker(opened: Opened, keeper: int | None) -> None:
    """Deliver, import and issue: what needs no caller on the line."""
    end_with(keeper)
    set_up_logging()
    run_worker(opened.settings, opened.engine, opened.clock)


@telesec.command()
@click.pass_obj
def migrate(opened: Opened) -> None:
    """Bring the database up to date with this release."""
    with told_plainly():
        prepare_file(opened.engine)
        click.echo(f"Database at {upgrade(opened.engine)}.")


@telesec.command()
@click.pass_obj
def urls(opened: Opened) -> None:
    """Print every webhook address to configure at the carrier, and every feed."""
    settings = opened.settings
    addresses = Addresses(settings.public_url)
    with transaction(opened.engine, reads_only=True) as db:
        click.echo("For each line, in the Twilio console (Phone Numbers, Voice):")
        click.echo(f"  A call comes in (POST)     {addresses.incoming()}")
        click.echo(f"  Primary handler fails      {addresses.fallback()}")
        click.echo(f"  Call status changes (POST) {addresses.status()}")
        click.echo(f"  A message comes in (POST)  {addresses.text_incoming()}")
        click.echo("\nLines:")
        for line in db.scalars(select(Line).where(Line.active).order_by(Line.number)):
            click.echo(f"  {line.number}  {line.client.name} ({line.client.key})")
        click.echo("\nFeeds (secret: whoever has one can read the agenda):")
        live = select(Feed).where(Feed.revoked_at.is_(None)).order_by(Feed.client_id, Feed.id)
        for feed in db.scalars(live):
            url = feed_url(settings.public_url, feed, settings.secret_key)
            click.echo(f"  {feed.client.key}, {feed.whose}, {feed.label} ({feed.details.value})")
            click.echo(f"    {url}")


def main() -> None:
    """The entry point: mistakes of settings and files are told in one line, with exit code 1."""
    try:
        telesec(standalone_mode=True)
    except (BadSettings, BadFile, CannotListen) as error:
        click.echo(f"telesec: {error}", err=True)
        sys.exit(1)
