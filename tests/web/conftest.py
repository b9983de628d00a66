"""The console, for tests of its pages, and a real browser to see them in."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy import Engine

from tests.web.visiting import Console, open_console

HOW = "no browser; apt-get install chromium provides it"


@pytest.fixture
def console(tmp_path: Path, database_url: str, engine: Engine) -> Iterator[Console]:
    with open_console(tmp_path, database_url, engine) as console:
        yield console


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if found is None:
        if os.environ.get("TELESEC_TEST_NO_SKIP") == "1":
            pytest.fail(HOW)
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
