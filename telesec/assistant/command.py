"""Commands on who answers: rehearse a call, set a client's status, block a caller or not."""

from datetime import datetime
from typing import Protocol

import click
from sqlalchemy import Engine

from telesec.assistant.by_text.statuses import begin_status
from telesec.assistant.rehearsal import rehearse as rehearsed
from telesec.billing.command import told_plainly
from telesec.clients.caller_rule import CallerKind, parse_callers, put_rule, remove_rule, rules_of
from telesec.clients.client import Client
from telesec.clients.command import named_client
from telesec.clients.status import (
    BadStatus,
    SetBy,
    end_statuses,
    statuses_to_come,
)
from telesec.database import transaction
from telesec.dispatch.ringing import ON_CALL, SECRETARY
from telesec.scripts.library import ScriptLibrary, UnknownScript
from telesec.scripts.script import Script
from telesec.settings import Settings
from telesec.values.language import Language
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number
from telesec.values.yaml_file import BadFile


class Opened(Protocol):
    """What a command is given (processes/opened.py)."""

    @property
    def engine(self) -> Engine:
        """The database."""
        ...

    @property
    def settings(self) -> Settings:
        """Where the call scripts are."""
        ...

    def now(self) -> datetime:
        """The present instant."""
        ...


FIRST_YEAR, LAST_YEAR = 2000, 2200

client_option = click.option("--client", "client_key", required=True, help="Key of the client.")
number_argument = click.argument("number")


@click.command()
@client_option
@click.option("--at", "at", help='Local time of the client, "2026-12-06 22:10"; default: now.')
@click.option("--from", "caller", help="The caller's number; default: withheld.")
@click.option(
    "--language",
    type=click.Choice([code.value for code in Language]),
    default="fr",
    show_default=True,
)
@click.pass_obj
def rehearse(
    opened: Opened, client_key: str, at: str | None, caller: str | None, language: str
) -> None:
    """Who gets this call? Print the way it would take, and why."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        client = named_client(db, client_key)
        found = rehearsed(
            db,
            client,
            _script(opened, client),
            _number(client, caller) if caller else None,
            local_instant(client, at) if at else opened.now(),
            language=Language(language),
        )
    click.echo(f"{client.name} · {found.when}")
    for reason in found.reasons:
        click.echo(f"  · {reason}")
    for number, step in enumerate(found.steps, 1):
        click.echo(f"  {number}. {step}")


@click.group()
def status() -> None:
    """A client's status: in surgery until 15:00, on leave in August."""


@status.command("set")
@client_option
@click.argument("kind")
@click.option("--from", "begins", help='Local time, "2026-08-01 00:00"; default: now.')
@click.option("--until", help='Local time, "2026-08-16 00:00"; default: as its script says.')
@click.pass_obj
def set_(opened: Opened, client_key: str, kind: str, begins: str | None, until: str | None) -> None:
    """Set a status of the client's call script, now or in advance."""
    now = opened.now()
    with told_plainly(), transaction(opened.engine) as db:
        client = named_client(db, client_key)
        try:
            begin_status(
                db,
                client,
                _script(opened, client),
                kind,
                now,
                set_by=SetBy.COMMAND,
                begins_at=local_instant(client, begins) if begins else None,
                until=local_instant(client, until) if until else None,
            )
        except BadStatus as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{client_key}: {kind}.")


@status.command("end")
@client_option
@click.pass_obj
def end(opened: Opened, client_key: str) -> None:
    """End what holds now: the client is as usual again."""
    with told_plainly(), transaction(opened.engine) as db:
        ended = end_statuses(db, named_client(db, client_key), opened.now())
    click.echo(f"{client_key}: {ended} ended.")


@status.command("list")
@client_option
@click.pass_obj
def list_statuses(opened: Opened, client_key: str) -> None:
    """What holds now, and what is set in advance."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        client = named_client(db, client_key)
        for one in statuses_to_come(db, client.id, opened.now()):
            until = f"{client.local(one.until):%Y-%m-%d %H:%M}" if one.until else "ended by hand"
            begins = f"{client.local(one.begins_at):%Y-%m-%d %H:%M}"
            click.echo(f"{one.kind:<20} {begins} - {until}  ({one.set_by.value})")


@click.group()
def callers() -> None:
    """Callers whom a client wants put straight through, or refused."""


@callers.command()
@client_option
@number_argument
@click.option(
    "--to", default="", help="secretary, on_call or a contact; default: as its script says."
)
@click.option("--note", default="")
@click.pass_obj
def vip(opened: Opened, client_key: str, number: str, to: str, note: str) -> None:
    """Put this caller straight through. A star stands for any ending: "+33 899*"."""
    with told_plainly(), transaction(opened.engine) as db:
        client = named_client(db, client_key)
        people = [SECRETARY, ON_CALL, *(contact.key for contact in client.contacts)]
        if to and to not in people:
            raise click.ClickException(f"--to {to!r} is none of {', '.join(people)}")
        caller = _callers(client, number)
        put_rule(db, client, caller, CallerKind.VIP, opened.now(), to=to, note=note)
    click.echo(f"{client_key}: {caller} goes straight to {to or 'whom its script says'}.")


@callers.command()
@client_option
@number_argument
@click.option("--note", default="")
@click.pass_obj
def block(opened: Opened, client_key: str, number: str, note: str) -> None:
    """Refuse this caller: not answered, not billed. A star stands for any ending: "+33 899*"."""
    with told_plainly(), transaction(opened.engine) as db:
        client = named_client(db, client_key)
        caller = _callers(client, number)
        put_rule(db, client, caller, CallerKind.BLOCKED, opened.now(), note=note)
    click.echo(f"{client_key}: {caller} is refused.")


@callers.command()
@client_option
@number_argument
@click.pass_obj
def remove(opened: Opened, client_key: str, number: str) -> None:
    """Treat this caller like everybody else again."""
    with told_plainly(), transaction(opened.engine) as db:
        client = named_client(db, client_key)
        caller = _callers(client, number)
        if not remove_rule(db, client, caller):
            raise click.ClickException(f"{client_key} has no rule for {caller}")
    click.echo(f"{client_key}: {caller} is answered like everybody.")


@callers.command("list")
@client_option
@click.pass_obj
def list_callers(opened: Opened, client_key: str) -> None:
    """All rules of a client."""
    with told_plainly(), transaction(opened.engine, reads_only=True) as db:
        client = named_client(db, client_key)
        for rule in rules_of(db, client.id):
            number = rule.written(client.country)
            click.echo(f"{rule.kind.value:<8} {number:<18} {rule.to:<16} {rule.note}".rstrip())


def _script(opened: Opened, client: Client) -> Script:
    try:
        return ScriptLibrary(opened.settings.call_scripts_dir).text_and_script(client.script)[1]
    except (UnknownScript, BadFile) as error:
        raise click.ClickException(str(error)) from error


def _number(client: Client, written: str) -> E164:
    try:
        return parse_number(written, client.country)
    except NotATelephoneNumber as error:
        raise click.ClickException(str(error)) from error


def _callers(client: Client, written: str) -> str:
    try:
        return parse_callers(written, client.country)
    except NotATelephoneNumber as error:
        raise click.ClickException(str(error)) from error


def local_instant(client: Client, written: str) -> datetime:
    """A local wall time of the client's, as an instant."""
    try:
        given = datetime.fromisoformat(written.strip())
    except ValueError as error:
        what = 'is not a time such as "2026-12-06 22:10"'
        raise click.ClickException(f"{written!r} {what}") from error
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise click.ClickException(f"{written!r} is too far from today")
    return given if given.tzinfo else given.replace(tzinfo=client.zone)
