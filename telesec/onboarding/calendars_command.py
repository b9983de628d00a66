"""``telesec calendars``: connect clients' own calendars, test them, and what is wrong with them."""

from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.calendar_claim import PURPOSE, Claimed, entering
from telesec.agenda.client_calendar import ConflictKind, current_calendar
from telesec.agenda.conflict import open_conflicts
from telesec.agenda.event_facts import Facts
from telesec.agenda.freshness import Freshness, freshness_of
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.switching import CalendarInUse, connect
from telesec.billing.command import Opened, told_plainly
from telesec.clients.client import Client, client_by_key
from telesec.database import transaction
from telesec.gateways.caldav import CalDav, FoundCalendar
from telesec.gateways.caldav_faults import CalDavError, Trouble
from telesec.gateways.outside_http import OutsideHttp
from telesec.values.sealed import seal

TROUBLES = {
    Trouble.UNREACHABLE: "the server is not reached: is its name right, does it run?",
    Trouble.NOT_TRUSTED: "the server's TLS certificate is not to be trusted",
    Trouble.BAD_ADDRESS: "this is no address of a server, such as https://cloud.example.fr",
    Trouble.NOT_PRIVATE: "the password would go unencrypted: the address must begin with https",
    Trouble.INNER_ADDRESS: "the server is in our own network; if that is meant, name it in"
    " TELESEC_INNER_HOSTS",
    Trouble.NOT_CALDAV: "something answers there, but it is no calendar server (CalDAV)",
    Trouble.PASSWORD: "user or password are refused; most providers want an app password,"
    " made in the account's security settings",
    Trouble.FORBIDDEN: "the calendar may be read, but not written to",
    Trouble.NO_CALENDAR: "the calendar is not there any more",
    Trouble.FULL: "the account has no room left",
    Trouble.BUSY: "the server wants to be left alone for a while",
    Trouble.SERVER: "the server answers with an error of its own",
    Trouble.REFUSED: "the server does not take the appointment",
    Trouble.KEY: "the password cannot be read: TELESEC_SECRET_KEY is another; connect again",
}
KINDS = {
    ConflictKind.MOVED: "moved there",
    ConflictKind.DELETED: "deleted there",
    ConflictKind.CANCELLED: "cancelled there",
    ConflictKind.EDITED: "edited there",
}


@click.group()
def calendars() -> None:
    """Connect, test and watch the calendars of clients."""


@calendars.command("list")
@click.argument("client", required=False)
@click.pass_obj
def list_calendars(opened: Opened, client: str | None) -> None:
    """Say how stale each practitioner's own copy of the agenda may be; what is wrong first."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        found = freshness_of(db, _client_ids(db, client), opened.now())
        for one in found:
            click.echo(_told(one, opened.now()))


@calendars.command("connect")
@click.argument("client")
@click.argument("practitioner")
@click.option(
    "--server",
    required=True,
    help="Address of the server, or icloud, fastmail, infomaniak, mailbox.org, posteo.",
)
@click.option("--user", required=True, help="User name there, often the e-mail address.")
@click.option("--calendar", help="Name or address of the calendar, when there are several.")
@click.pass_obj
def connect_calendar(
    opened: Opened, *, client: str, practitioner: str, server: str, user: str, calendar: str | None
) -> None:
    """Write the agenda of PRACTITIONER of CLIENT into a calendar of theirs, by CalDAV.

    The password is asked for: an app password, made in the settings of their account. What is
    coming is written at once, and taken out of where it was shown before.
    """
    password = click.prompt("App password", hide_input=True)
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        _practitioner(db, client, practitioner)
    try:
        found = CalDav(_http(opened), user, password).calendars(server)
    except CalDavError as error:
        raise click.ClickException(TROUBLES[error.trouble]) from error
    chosen = _chosen(found, calendar)
    with told_plainly(), transaction(opened.engine) as db:
        try:
            connect(
                db,
                _practitioner(db, client, practitioner),
                server=server,
                username=user,
                sealed_password=seal(password, opened.settings.secret_key, PURPOSE),
                collection=chosen.url,
                name=chosen.name,
                now=opened.now(),
            )
        except CalendarInUse as error:
            what = "another practitioner's agenda is written into this calendar; take another"
            raise click.ClickException(what) from error
    click.echo(f"Connected to {chosen.name}; the worker writes what is coming now.")


@calendars.command("test")
@click.argument("client")
@click.argument("practitioner")
@click.pass_obj
def test_calendar(opened: Opened, client: str, practitioner: str) -> None:
    """Try to get into the calendar of PRACTITIONER of CLIENT. Nothing is written."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        calendar = current_calendar(db, _practitioner(db, client, practitioner).id)
    if calendar is None or not calendar.is_connected:
        raise click.ClickException("no calendar is connected; telesec calendars connect")
    claimed = Claimed(
        calendar.id, 0, calendar.collection, calendar.username, calendar.sealed_password or ""
    )
    try:
        entering(_http(opened), opened.settings.secret_key)(claimed).check(calendar.collection)
    except CalDavError as error:
        raise click.ClickException(TROUBLES[error.trouble]) from error
    click.echo(f"{calendar.collection_name}: all is well.")


@calendars.command("conflicts")
@click.argument("client", required=False)
@click.pass_obj
def list_conflicts(opened: Opened, client: str | None) -> None:
    """List what clients changed in their own calendars; it is decided at the console."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        for one in open_conflicts(db, _client_ids(db, client)):
            whose = one.appointment.client
            click.echo(
                f"{whose.key}, {one.appointment.practitioner.name}:"
                f" {_when(whose, one.ours)}, {KINDS[one.kind]}"
                + (f": {_when(whose, one.theirs)}" if one.kind == ConflictKind.MOVED else "")
            )


def _http(opened: Opened) -> OutsideHttp:
    return OutsideHttp(opened.settings.inner_hosts)


def _client_ids(db: Session, key: str | None) -> list[int]:
    if key is None:
        return list(db.scalars(select(Client.id)))
    return [_client(db, key).id]


def _client(db: Session, key: str) -> Client:
    client = client_by_key(db, key)
    if client is None:
        raise click.ClickException(f"there is no client {key}; telesec clients list")
    return client


def _practitioner(db: Session, client: str, key: str) -> Practitioner:
    wanted = (Practitioner.client_id == _client(db, client).id, Practitioner.key == key)
    found = db.scalar(select(Practitioner).where(*wanted, Practitioner.active))
    if found is None:
        raise click.ClickException(f"no practitioner of {client} has the key {key}")
    return found


def _chosen(found: list[FoundCalendar], wanted: str | None) -> FoundCalendar:
    named = [one for one in found if not wanted or wanted in {one.url, one.name}]
    if len(named) == 1:
        return named[0]
    listed = "".join(f"\n  {one.name}  {one.url}" for one in found)
    if not found:
        raise click.ClickException("the account has no calendar that may be written to")
    raise click.ClickException(f"choose one of these with --calendar:{listed}")


def _told(one: Freshness, now: datetime) -> str:
    client = one.practitioner.client
    seen = f"{now - one.seen_at}".partition(".")[0] + " ago" if one.seen_at else "never"
    word = "last read" if one.way == "feed" else "last written"
    parts = [f"{client.key}, {one.practitioner.name}: {one.way.value}, {word} {seen}"]
    if one.lacks_changes:
        parts.append("  lacks changes")
    parts += [f"  ! {warning.value.replace('_', ' ')}" for warning in one.warnings]
    troubles = [one.calendar.trouble] if one.calendar and one.calendar.trouble else []
    parts += [f"    {TROUBLES[trouble]}" for trouble in troubles]
    return "\n".join(parts)


def _when(client: Client, facts: Facts | None) -> str:
    if facts is None or facts.starts_at is None:
        return "?"
    return f"{client.local(facts.starts_at):%d/%m/%Y %H:%M}"
