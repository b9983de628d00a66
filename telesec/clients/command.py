"""``telesec accounts``: who may sign in."""

import sys
from datetime import datetime
from typing import Protocol

import click
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.clients.account import Account, Role, account_by_email
from telesec.clients.client import Client, client_by_key
from telesec.clients.signing_in import (
    CLOSED,
    add_account,
    all_accounts,
    change_account,
    change_password,
    close_account,
)
from telesec.database import transaction
from telesec.values.telephone import masked, parse_number


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
def accounts() -> None:
    """Who may sign in, in which role, for which clients."""


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="As shown to colleagues.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--client", "keys", multiple=True, help="Key of a client; may be repeated.")
@click.option("--telephone", help="Where a secretary is rung.")
@click.option("--takes-calls", is_flag=True, help="Is rung from now on.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def add(  # noqa: PLR0917 - click gives them by name
    opened: Opened,
    email: str,
    name: str,
    role: str,
    keys: tuple[str, ...],
    telephone: str | None,
    takes_calls: bool,
    password_stdin: bool,
) -> None:
    """Add an account; the password is asked for."""
    password = _password(password_stdin)
    try:
        with transaction(opened.engine) as db:
            account = add_account(
                db,
                email=email,
                name=name,
                role=Role(role),
                password=password,
                clients=[named_client(db, key) for key in keys],
                telephone=parse_number(telephone) if telephone else None,
                takes_calls=takes_calls,
                now=opened.now(),
            )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{account.email} may sign in as {role}.")


def named_client(db: Session, key: str) -> Client:
    """The client with that key; a ClickException that names those there are."""
    client = client_by_key(db, key)
    if client is None:
        known = ", ".join(db.scalars(select(Client.key).order_by(Client.key))) or "none"
        raise click.ClickException(f"no client {key!r}; there are: {known}")
    return client


@accounts.command("list")
@click.pass_obj
def list_accounts(opened: Opened) -> None:
    """List the accounts."""
    with transaction(opened.engine, reads_only=True) as db:
        for account in all_accounts(db):
            keys = ", ".join(client.key for client in account.clients) or "-"
            rung = masked(account.telephone) if account.takes_calls else "is not rung"
            if account.password_hash == CLOSED:
                rung = "closed"
            click.echo(f"{account.email:<36} {account.role.value:<9} {keys:<30} {rung}")


@accounts.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def password(opened: Opened, email: str, password_stdin: bool) -> None:
    """Set a new password; every open session of the account ends."""
    new = _password(password_stdin)
    with transaction(opened.engine) as db:
        try:
            change_password(_account(db, email), new)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"The password of {email} is changed.")


@accounts.command()
@click.argument("email")
@click.option("--takes-calls/--no-calls", default=None, help="Whether they are rung from now on.")
@click.option("--telephone", help="Where they are rung.")
@click.option("--client", "keys", multiple=True, help="Key of a client; these alone from now on.")
@click.pass_obj
def change(
    opened: Opened,
    email: str,
    takes_calls: bool | None,
    telephone: str | None,
    keys: tuple[str, ...],
) -> None:
    """Change whether and where somebody is rung, and for which clients they work."""
    try:
        with transaction(opened.engine) as db:
            clients = [named_client(db, key) for key in keys] or None
            change_account(
                _account(db, email),
                takes_calls=takes_calls,
                telephone=parse_number(telephone) if telephone else None,
                clients=clients,
            )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{email} is changed.")


@accounts.command()
@click.argument("email")
@click.pass_obj
def close(opened: Opened, email: str) -> None:
    """Let somebody in no more, and ring them no more. A new password opens it again."""
    with transaction(opened.engine) as db:
        close_account(_account(db, email))
    click.echo(f"{email} is closed.")


def _account(db: Session, email: str) -> Account:
    account = account_by_email(db, email)
    if account is None:
        raise click.ClickException(f"no account {email!r}; see telesec accounts list")
    return account


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
