"""``telesec busy``: practitioners' other calendars, how fresh they are, read now, found."""

import sys
from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.busy.calendar import BusyCalendar
from telesec.agenda.busy.calendars import calendars_of, conflicts_of, read_anew
from telesec.billing.command import Opened, told_plainly
from telesec.clients.client import Client
from telesec.clients.command import named_client
from telesec.database import transaction
from telesec.dispatch.calendar_reading import CalendarReader
from telesec.gateways.caldav_finding import NoCalendars, find_calendars
from telesec.gateways.outside_http import Credentials, OutsideError, OutsideHttp


@click.group()
def busy() -> None:
    """Other calendars of practitioners, whose busy times are not offered."""


@busy.command("list")
@click.option("--client", "key", help="Only this client's (its key).")
@click.pass_obj
def list_busy(opened: Opened, key: str | None) -> None:
    """List the calendars that are read: when last, and what is wrong. Exit 1 when one fails.

    Addresses and passwords are not shown.
    """
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        failing = _tell(db, _client_ids(db, key), opened.now())
    sys.exit(1 if failing else 0)


@busy.command("read")
@click.option("--client", "key", help="Only this client's (its key).")
@click.pass_obj
def read(opened: Opened, key: str | None) -> None:
    """Read the calendars now, whole, as the worker does; then list them."""
    settings = opened.settings
    with told_plainly(), transaction(opened.engine) as db:
        ids = _client_ids(db, key)
        for calendar in calendars_of(db, ids):
            read_anew(calendar, opened.now())
    http = OutsideHttp(settings.inner_hosts)
    with told_plainly():
        CalendarReader(opened.engine, http, settings.secret_key, opened.now).read_due()
        with transaction(opened.engine, reads_only=True) as db:
            failing = _tell(db, ids, opened.now())
    sys.exit(1 if failing else 0)


@busy.command("find")
@click.argument("address")
@click.argument("user")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def find(opened: Opened, address: str, user: str, password_stdin: bool) -> None:
    """Print the addresses of the calendars that USER has on the CalDAV server at ADDRESS."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt("Password", hide_input=True)
    http = OutsideHttp(opened.settings.inner_hosts)
    try:
        found = find_calendars(http, address, Credentials(user, password))
    except NoCalendars as error:
        raise click.ClickException(str(error)) from error
    except OutsideError as error:
        raise click.ClickException(f"the server cannot be asked: {error.fault.value}") from error
    for one in found:
        click.echo(f"{one.name or '(no name)'}\n  {one.url}")


def _client_ids(db: Session, key: str | None) -> list[int]:
    return [named_client(db, key).id] if key else list(db.scalars(select(Client.id)))


def _tell(db: Session, ids: list[int], now: datetime) -> bool:
    """Print them; whether any fails."""
    found = calendars_of(db, ids)
    for calendar in found:
        whose = f"{calendar.client.key}, {calendar.practitioner.name}, {calendar.label}"
        click.echo(f"{whose}  ({calendar.kind.value}, {calendar.host})")
        click.echo(f"  {_state(calendar, now)}")
    for conflict in conflicts_of(db, ids, now):
        local = conflict.appointment.client.local(conflict.appointment.starts_at)
        click.echo(f"conflict: {local:%Y-%m-%d %H:%M}, {conflict.calendar.label}")
    if not found:
        click.echo("no calendars")
    return any(calendar.failures for calendar in found)


def _state(calendar: BusyCalendar, now: datetime) -> str:
    read_at = calendar.client.local(calendar.read_at) if calendar.read_at else None
    parts = [f"read {read_at:%Y-%m-%d %H:%M}" if read_at else "never read"]
    parts.append(f"{calendar.busy_count} busy")
    if calendar.fault:
        hours = (now - (calendar.failing_since or now)).total_seconds() / 3600
        parts.append(f"FAILS: {calendar.fault}, {calendar.failures} times in {hours:.1f} h")
    parts += [f"{count} in doubt: {doubt}" for doubt, count in calendar.doubts.items()]
    if calendar.unplaced:
        parts.append(f"{calendar.unplaced} cannot be read")
    return ", ".join(parts)
