from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.agenda.calendars.keeping import Keeping, keeping
from tests.agenda.calendars.server import CalendarServer, calendar_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path / "calendars") as server:
        yield server


@pytest.fixture
def house(engine: Engine) -> Keeping:
    return keeping(engine)
