"""telesec accounts, as a person at the terminal uses it."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from telesec.clients.account import Account, Role, secretaries_to_ring
from telesec.clients.client import Client
from telesec.clients.command import accounts
from telesec.clients.signing_in import password_fits
from telesec.database import transaction
from tests.makers import NOW, make_account, make_client

pytestmark = pytest.mark.sqlite_on_a_desk

PASSWORD = "une bonne phrase de passe"


@dataclass
class Opened:
    engine: Engine

    def now(self) -> datetime:
        return NOW


def run(engine: Engine, *words: str, given: str = "") -> Result:
    return CliRunner().invoke(accounts, words, obj=Opened(engine), input=given)


@pytest.fixture
def house(engine: Engine) -> Engine:
    with transaction(engine) as db:
        make_client(db)
        make_client(db, "plomberie-moreau")
    return engine


ADD = ("add", "Sophie@Example.fr", "--name", "Sophie", "--role", "operator", "--password-stdin")


@pytest.mark.postgresql_on_a_desk
def test_adding_a_secretary(house: Engine) -> None:
    more = ("--client", "cabinet-martin", "--client", "plomberie-moreau")
    phone = ("--telephone", "06 12 34 56 78", "--takes-calls")
    done = run(house, *ADD, *more, *phone, given=PASSWORD + "\n")
    assert done.output == "sophie@example.fr may sign in as operator.\n"
    with transaction(house) as db:
        account = db.scalars(select(Account)).one()
        assert (account.role, account.telephone) == (Role.OPERATOR, "+33612345678")
        assert account.takes_calls
        assert len(account.clients) == 2
        assert password_fits(account.password_hash, PASSWORD)
    listed = run(house, "list").output
    assert "sophie@example.fr" in listed
    assert "06 12 34 •• ••" in listed
    assert "5678" not in listed


def test_the_password_is_asked_for_twice_and_not_shown(house: Engine) -> None:
    words = [word for word in ADD if word != "--password-stdin"]
    done = run(house, *words, given=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output


@pytest.mark.parametrize(
    ("more", "given", "complaint"),
    [
        ((), "court\n", "12 to 200 characters"),
        ((), "", "12 to 200 characters"),
        (("--client", "nobody"), PASSWORD, "no client 'nobody'; there are: cabinet-martin, plomb"),
        (("--telephone", "06"), PASSWORD, "'06' is not a"),
        (("--takes-calls",), PASSWORD, "--telephone"),
        (("--role", "client"), PASSWORD, "exactly one client"),
    ],
)
def test_what_cannot_be_added(
    house: Engine, more: tuple[str, ...], given: str, complaint: str
) -> None:
    done = run(house, *ADD, *more, given=given)
    assert done.exit_code == 1
    assert complaint in done.output
    with transaction(house) as db:
        assert db.scalars(select(Account)).all() == []


@pytest.mark.postgresql_on_a_desk
def test_nobody_is_added_twice(house: Engine) -> None:
    assert run(house, *ADD, given=PASSWORD).exit_code == 0
    again = run(house, *ADD, given=PASSWORD)
    assert again.exit_code == 1
    assert "there is an account with the address" in again.output


def test_a_new_password_ends_open_sessions(house: Engine) -> None:
    with transaction(house) as db:
        make_account(db)
    done = run(house, "password", "SEC@example.fr", "--password-stdin", given=PASSWORD)
    assert done.exit_code == 0
    with transaction(house) as db:
        account = db.scalars(select(Account)).one()
        assert account.session_number == 1
        assert password_fits(account.password_hash, PASSWORD)
    assert run(house, "password", "x@example.fr", "--password-stdin", given="x").exit_code == 1
    weak = run(house, "password", "sec@example.fr", "--password-stdin", given="x")
    assert "12 to 200 characters" in weak.output


def test_a_secretary_who_leaves_is_let_in_and_rung_no_more(house: Engine) -> None:
    phone = ("--telephone", "06 12 34 56 78", "--takes-calls")
    run(house, *ADD, "--client", "cabinet-martin", *phone, given=PASSWORD + "\n")
    with transaction(house) as db:
        client_id = db.scalars(select(Client.id).where(Client.key == "cabinet-martin")).one()
        assert secretaries_to_ring(db, client_id, NOW) == ["+33612345678"]
        before = db.scalars(select(Account)).one().session_number
    assert run(house, "close", "sophie@example.fr").output == "sophie@example.fr is closed.\n"
    with transaction(house) as db:
        account = db.scalars(select(Account)).one()
        assert not password_fits(account.password_hash, PASSWORD)
        assert account.session_number > before
        assert secretaries_to_ring(db, client_id, NOW) == []
    assert run(house, "list").output.rstrip().endswith("closed")
    assert run(house, "close", "nobody@example.fr").exit_code == 1


def test_changing_who_is_rung_and_for_whom(house: Engine) -> None:
    run(house, *ADD, "--client", "cabinet-martin", given=PASSWORD + "\n")
    refused = run(house, "change", "sophie@example.fr", "--takes-calls")
    assert refused.exit_code == 1
    assert "--telephone" in refused.output
    new = ("--takes-calls", "--telephone", "06 12 34 56 79", "--client", "plomberie-moreau")
    assert run(house, "change", "sophie@example.fr", *new).exit_code == 0
    with transaction(house) as db:
        account = db.scalars(select(Account)).one()
        assert [client.key for client in account.clients] == ["plomberie-moreau"]
        assert secretaries_to_ring(db, account.clients[0].id, NOW) == ["+33612345679"]
    assert run(house, "change", "sophie@example.fr", "--no-calls").exit_code == 0
    with transaction(house) as db:
        assert not db.scalars(select(Account)).one().takes_calls
