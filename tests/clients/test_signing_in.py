"""Passwords and the lock behind them."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from telesec.clients.account import Account, Role
from telesec.clients.signing_in import (
    LOCKED_FOR,
    AccountExists,
    WeakPassword,
    add_account,
    change_password,
    hash_password,
    kept_hash,
    note_attempt,
    password_fits,
)
from telesec.database import transaction
from tests.makers import NOW, make_account, make_client

pytestmark = pytest.mark.sqlite_on_a_desk

PASSWORD = "une bonne phrase de passe"


def new(db: Session, email: str = "sec@example.fr", **fields: object) -> Account:
    values: dict[str, object] = {
        "name": "Sophie",
        "role": Role.OWNER,
        "password": PASSWORD,
        "clients": [],
        "telephone": None,
        "takes_calls": False,
        "now": NOW,
    }
    return add_account(db, email=email, **(values | fields))  # type: ignore[arg-type]


def test_a_password_is_kept_as_argon2id_only(db: Session) -> None:
    account = new(db)
    assert account.password_hash.startswith("$argon2id$")
    assert password_fits(account.password_hash, PASSWORD)
    assert not password_fits(account.password_hash, PASSWORD + " ")
    assert not password_fits(None, "nobody has this password")
    assert not password_fits("!", PASSWORD)


@pytest.mark.parametrize(
    "password",
    ["", "onze signes", "motdepasse1234", "PasswordPassword", "aaaaaaaaaaaaaaaa", "x" * 201],
)
def test_passwords_that_will_not_do(password: str) -> None:
    with pytest.raises(WeakPassword):
        hash_password(password)


def test_the_fifth_failure_locks_and_the_lock_opens_by_itself(db: Session) -> None:
    account = new(db)
    kept = account.password_hash
    for _ in range(5):
        assert not note_attempt(db, account.email, kept, NOW, right=False)
    assert not note_attempt(db, account.email, kept, NOW, right=True)
    assert note_attempt(db, account.email, kept, NOW + LOCKED_FOR, right=True)
    assert (account.failed_logins, account.locked_until) == (0, None)


def test_failures_while_locked_do_not_lengthen_the_lock(db: Session) -> None:
    account = new(db)
    for _ in range(5):
        note_attempt(db, account.email, account.password_hash, NOW, right=False)
    until = account.locked_until
    later = NOW + timedelta(minutes=5)
    note_attempt(db, account.email, account.password_hash, later, right=False)
    assert account.locked_until == until


@pytest.mark.postgresql_on_a_desk
def test_a_password_changed_meanwhile_is_wrong(db: Session) -> None:
    account = new(db)
    compared = account.password_hash
    change_password(account, "une autre phrase de passe")
    assert account.session_number == 1
    assert not note_attempt(db, account.email, compared, NOW, right=True)


def test_an_unknown_address_costs_as_much_and_leaves_nothing(engine: Engine) -> None:
    with transaction(engine) as db:
        assert kept_hash(db, "nobody@example.fr") is None
        assert not note_attempt(db, "nobody@example.fr", None, NOW, right=True)


def test_accounts_that_make_no_sense(db: Session) -> None:
    practice = make_client(db)
    make_account(db, "taken@example.fr")
    with pytest.raises(AccountExists):
        new(db, "Taken@Example.fr")
    for email in ("", "sec", "@", "sec@", "@example.fr", "a b@example.fr", "a@" + "b" * 260):
        with pytest.raises(ValueError, match="e-mail"):
            new(db, email)
    with pytest.raises(ValueError, match="exactly one client"):
        new(db, role=Role.CLIENT)
    with pytest.raises(ValueError, match="name"):
        new(db, name="  ")
    with pytest.raises(ValueError, match="telephone"):
        new(db, takes_calls=True)
    assert new(db, role=Role.CLIENT, clients=[practice]).clients == [practice]
