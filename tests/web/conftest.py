"""The console, for tests of its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.web.visiting import Console, open_console


@pytest.fixture
def console(tmp_path: Path, database_url: str, engine: Engine) -> Iterator[Console]:
    with open_console(tmp_path, database_url, engine) as console:
        yield console
