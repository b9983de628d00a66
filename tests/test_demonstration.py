"""``make demo ONCE=1``: the whole main job, in real processes, ends by itself and told all."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from telesec.demonstration.command import working_day_before
from telesec.demonstration.house import DemonstrationFailed, emptied

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parent.parent


@pytest.mark.timeout(120)
def test_a_day_of_calls_from_the_first_ring_to_the_invoices(tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("TWILIO", "TELESEC"))}
    directory = tmp_path / "demo"
    telesec = [sys.executable, "-m", "telesec", "demo", "--once"]
    done = subprocess.run(
        [*telesec, "--directory", str(directory), "--port", "0", "--phone-port", "0"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    told = done.stdout
    assert done.returncode == 0, done.stderr + told
    assert "inattendu" not in told
    for expected in (
        "Cabinet des docteurs Martin et Lefèvre, bonjour.",
        "Hélène Lefort",
        "urgent",
        "partiel",
        "Traceback",
    ):
        assert (expected in told) == (expected != "Traceback")
    assert re.search(r"F\d{4}-0001", told)
    assert re.search(r"http://127.0.0.1:\d+/calendars/\S+\.ics", told)
    assert list((directory / "data" / "invoices").glob("*.pdf"))
    assert list((directory / "mail").glob("*.eml"))


def test_the_day_is_a_working_day_of_a_month_that_is_over() -> None:
    assert working_day_before(date(2026, 11, 23)) == date(2026, 10, 30)
    assert working_day_before(date(2026, 3, 1)) == date(2026, 2, 27)
    assert working_day_before(date(2026, 1, 1)) == date(2025, 12, 31)


def test_a_directory_with_somebodys_things_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(DemonstrationFailed, match="not a directory of the demonstration"):
        emptied(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "ten years of work"
