"""The console, for tests of its pages."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.web.visiting import Console, open_console


@pytest.fixture
def console(tmp_path: Path, database_url: str, engine: Engine) -> Console:
    return open_console(tmp_path, database_url, engine)
