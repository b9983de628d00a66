"""For every test: a fresh database, a fixed now, no network but the loopback, and its turn."""

import gc
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests.amounts import FULL, examples
from tests.databases import KIND, Databases, fill, open_databases, opened
from tests.makers import NOW
from tests.telephone import (
    LAW_FIRM,
    PLUMBER,
    PRACTICE,
    Telephone,
    make_law_firm,
    make_plumber,
    make_practice,
    open_telephone,
)


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """Any connection that leaves this machine fails the test."""
    really_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = address[0]
            assert host in {"127.0.0.1", "::1", "localhost"}, f"a test tried to reach {host}"
        really_connect(self, address)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(socket.socket, "connect", connect)
        yield


settings.register_profile("amounts", max_examples=examples(100))
settings.load_profile("amounts")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On each database what is for it; on PostgreSQL only what touches it: the rest is run once.

    Unless the run is full, what is tested on PostgreSQL is what itself goes to the database; whole
    calls and pages use the same verbs, and have been tested on SQLite. So is what is not about
    the database, though it has one: ``sqlite_on_a_desk``. Of a file where all is so marked,
    PostgreSQL is shown what it does in its own way: ``postgresql_on_a_desk``.
    """
    wanted = {True: list[pytest.Item](), False: list[pytest.Item]()}
    for item in items:
        wanted[_is_wanted(item)].append(item)
    config.hook.pytest_deselected(items=wanted[False])
    items[:] = sorted(wanted[True], key=_takes_long, reverse=True)


def _takes_long(item: pytest.Item) -> bool:
    """What is allowed more time than others begins first: at the end no core waits for it. What
    needs the browser comes together, so that one test process starts one.
    """
    return bool(item.get_closest_marker("timeout") or item.get_closest_marker("browser"))


def pytest_collection_finish() -> None:
    """What is imported by now stays: nobody need look through it for rubbish again and again."""
    gc.freeze()
    gc.enable()  # see tests/__init__.py
    gc.set_threshold(20_000, 20)


def _is_wanted(item: pytest.Item) -> bool:
    other = "sqlite_only" if KIND == "postgresql" else "postgresql_only"
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker(other) or (item.get_closest_marker("full_only") and not FULL):
        return False
    if KIND != "postgresql":
        return True
    if FULL or item.get_closest_marker("postgresql_on_a_desk"):
        return "databases" in fixtures
    elsewhere = item.get_closest_marker("sqlite_on_a_desk") or fixtures & {"telephone", "console"}
    return "databases" in fixtures and not elsewhere


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")
    base = tmp_path_factory.getbasetemp()
    databases = open_databases(base.parent if process != "main" else base, process)
    yield databases
    databases.close()


@event.listens_for(Engine, "connect")
def _unordered_rows_come_backwards(connection: Any, record: object) -> None:
    """On SQLite rows that nobody asked to be ordered come last first; on PostgreSQL mostly as they
    were written. What counts on either order fails in one of the two runs, not now and then.
    """
    del record
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    with databases.lent() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with opened(database_url) as engine:
        yield engine


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session inside one transaction that is never committed."""
    with Session(engine, expire_on_commit=False) as session, session.begin() as unit:
        yield session
        if unit.is_active:
            unit.rollback()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A real browser; the visitors of one test process share it, each with cookies of their own."""
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if found is None:
        how = "no browser; apt-get install chromium provides it"
        if FULL:
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def telephone(tmp_path: Path, database_url: str, engine: Engine) -> Iterator[Telephone]:
    """A house with a practice, a law firm and a plumber, on a simulated telephone network."""
    with open_telephone(tmp_path, database_url, engine) as telephone:
        fill(engine, make_practice, make_law_firm, make_plumber)
        for number in (PRACTICE, LAW_FIRM, PLUMBER):
            telephone.line(number)
        yield telephone
