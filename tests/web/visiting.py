"""A console with two clients, somebody at the browser, and the means to sign in and send forms."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from telesec.clients.account import Account, Role
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.settings import Settings
from telesec.simulator.clock import ManualClock
from tests.applications import lent_application
from tests.databases import fill
from tests.makers import NOW, make_account
from tests.shipped import lent_scripts
from tests.telephone import make_plumber, make_practice, settings_for

PASSWORD = "une bonne phrase de passe"
OWNER, SECRETARY, DOCTOR, PLUMBER = (
    "owner@telesec.example",
    "sec@telesec.example",
    "docteur@cabinet.example",
    "luc@plomberie.example",
)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """Somebody who looks at pages and fills in forms, as the pages ask for it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def opens(self, path: str, status: int = 200) -> str:
        """Look at a page; what it shows."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        return answer.text

    def asks(self, path: str, status: int = 200) -> dict[str, object]:
        """Ask for data as a script in a page does."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.text[:500])
        told: dict[str, object] = answer.get_json()
        return told

    def lists(self, path: str, name: str) -> list[dict[str, str | int]]:
        """A list in such data."""
        listed: list[dict[str, str | int]] = self.client.get(path).get_json()[name]
        return listed

    def sends(self, path: str, **fields: str) -> TestResponse:
        """Send a form, with the token that the pages give; the one at the door is made soonest."""
        found = TOKEN.search(self.client.get("/login").text)
        assert found
        return self.client.post(path, data={"csrf_token": found[1], **fields})

    def signs_in(self, email: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Fill in the form at the door."""
        found = TOKEN.search(self.client.get("/login").text)
        assert found
        data = {"csrf_token": found[1], "email": email, "password": password, **fields}
        return self.client.post("/login", data=data)


class Console:
    """The application, its database and its clock."""

    def __init__(self, app: Flask, engine: Engine, settings: Settings, clock: ManualClock) -> None:
        self.app = app
        self.engine = engine
        self.settings = settings
        self.clock = clock

    def now(self) -> datetime:
        return self.clock.now()

    def later(self, **much: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(**much).total_seconds())

    def browser(self) -> Browser:
        """Somebody who has not signed in."""
        return Browser(self.app.test_client())

    def signed_in(self, email: str) -> Browser:
        """Somebody who has; pages in French."""
        browser = self.browser()
        assert browser.signs_in(email).status_code == 302
        return browser

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """A look into the database."""
        with transaction(self.engine) as db:
            yield db

    def client(self, db: Session, key: str = "cabinet-martin") -> Client:
        return db.scalars(select(Client).where(Client.key == key)).one()

    def account(self, db: Session, email: str = SECRETARY) -> Account:
        return db.scalars(select(Account).where(Account.email == email)).one()


@cache
def kept() -> str:
    """The hash of the one password; quick to compare, which no real one is."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@contextmanager
def open_console(directory: Path, database_url: str, engine: Engine) -> Iterator[Console]:
    """A practice with a secretary and a doctor's account, a plumber with his, and the owner."""
    clock = ManualClock(NOW)
    fill(engine, _make_clients_and_accounts)
    here = ("http://localhost", database_url, "http://127.0.0.1:1")
    with lent_scripts(beside=directory) as scripts:
        settings = settings_for(directory, *here, scripts)
        with lent_application(settings, engine, clock) as app:
            yield Console(app, engine, settings, clock)


def _make_clients_and_accounts(db: Session) -> None:
    practice, plumber = make_practice(db), make_plumber(db)
    for email, role, clients in (
        (OWNER, Role.OWNER, []),
        (SECRETARY, Role.OPERATOR, [practice]),
        (DOCTOR, Role.CLIENT, [practice]),
        (PLUMBER, Role.CLIENT, [plumber]),
    ):
        name = email.partition("@")[0].title()
        account = make_account(db, email, name=name, role=role, password_hash=kept())
        account.clients = clients
