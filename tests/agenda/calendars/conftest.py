from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agenda.calendars.server import CalendarServer, calendar_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path / "calendars") as server:
        yield server
