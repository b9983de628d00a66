"""The house's processes: where they listen, and what if one cannot start."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from click.testing import CliRunner

from telesec.cli import telesec
from telesec.database import make_engine
from telesec.processes.keeper import Keeper
from telesec.processes.listening import CannotListen, check_address
from telesec.tables import metadata


def test_a_busy_port_is_told_before_anything_starts() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(CannotListen, match=rf"port {port}: .*in use.*--port"):
            check_address("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99_999), ("999.1.1.1", 8000)])
def test_an_address_that_cannot_be_is_told(host: str, port: int) -> None:
    with pytest.raises(CannotListen, match="--host and --port"):
        check_address(host, port)


def test_a_part_that_cannot_start_ends_the_house(caplog: pytest.LogCaptureFixture) -> None:
    command = [sys.executable, "-c", "raise SystemExit(3)"]
    assert Keeper({"web": command}, seconds_before_restart=0).keep() == 1
    died = [r for r in caplog.records if r.message == "process_died"]
    assert len(died) == 3
    assert died[0].__dict__["code"] == 3
    assert [r for r in caplog.records if r.message == "part_cannot_start"]


def stops_after(deaths: int, caplog: pytest.LogCaptureFixture, keeper: Keeper) -> None:
    """Tell it to stop when its part has died so often."""

    def watch() -> None:
        while len([r for r in caplog.records if r.message == "process_died"]) < deaths:
            sleep(0.02)
        keeper.stop()

    Thread(target=watch, daemon=True).start()


def test_a_part_that_is_killed_is_started_again_however_often(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    keeper = Keeper({"web": [sys.executable, "-c", script]}, seconds_before_restart=0)
    stops_after(4, caplog, keeper)
    assert keeper.keep() == 0
    assert len([r for r in caplog.records if r.message == "process_died"]) > 3


def test_a_part_that_dies_once_is_started_again(tmp_path: Path) -> None:
    mark = tmp_path / "once"
    # The second start tells the keeper to stop: it is its parent.
    script = (
        "import os, pathlib, signal, sys, time\n"
        f"mark = pathlib.Path({str(mark)!r})\n"
        "first = not mark.exists()\n"
        "mark.touch()\n"
        "sys.exit(1) if first else os.kill(os.getppid(), signal.SIGTERM)\n"
        "time.sleep(30)\n"
    )
    assert Keeper({"web": [sys.executable, "-c", script]}, seconds_before_restart=0).keep() == 0


def test_a_part_that_has_been_well_is_started_again_for_ever(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The telephone is answered even while the worker cannot work."""
    keeper = Keeper({"worker": [sys.executable, "-c", "raise SystemExit(3)"]})
    keeper.seconds_before_restart = 0
    keeper.has_been_well.add("worker")
    stops_after(4, caplog, keeper)
    assert keeper.keep() == 0
    assert len([r for r in caplog.records if r.message == "process_died"]) > 3


def test_a_closed_terminal_ends_all_of_the_house() -> None:
    """It tells every process of its group; gunicorn alone would take it for "load again"."""
    script = "import os, signal, time; os.kill(os.getppid(), signal.SIGHUP); time.sleep(30)"
    assert Keeper({"web": [sys.executable, "-c", script]}).keep() == 0


def test_who_is_kept_ends_with_its_keeper() -> None:
    """However the keeper went: here it is killed, and has no time to say anything."""
    kept = (
        "import os, time\n"
        "from telesec.processes.keeper import end_with\n"
        "end_with(os.getppid())\n"
        "print('up', flush=True)\n"
        "time.sleep(30)\n"
    )
    keeper = "import subprocess, sys, time; subprocess.Popen(sys.argv[1:]); time.sleep(30)"
    command = [sys.executable, "-c", keeper, sys.executable, "-c", kept]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        process.kill()
        killed_at = monotonic()
        process.stdout.read()  # until nobody can write there any more
    assert monotonic() - killed_at < 10, "it lives on"


def house(directory: Path, database: str) -> dict[str, str]:
    return {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "one",
        "TELESEC_PUBLIC_URL": "https://telesec.example",
        "SMTP_URL": "smtp://localhost:25",
        "TELESEC_MAIL_FROM": "secretariat@telesec.example",
        "TELESEC_DATA_DIR": str(directory),
        "TELESEC_SECRET_KEY": "k" * 32,
        "DATABASE_URL": database,
    }


def test_an_unreachable_database_is_one_line(tmp_path: Path) -> None:
    environ = house(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:1/none")
    done = CliRunner().invoke(telesec, ["migrate"], env=environ)
    assert done.exit_code == 1
    assert done.output == "Error: the database cannot be reached, or is locked\n"


@pytest.mark.parametrize(
    "command",
    [
        "urls",
        pytest.param(
            "accounts add a@b.example --name Anne --role owner --password-stdin",
            marks=pytest.mark.sqlite_on_a_desk,
        ),
        pytest.param("invoices list", marks=pytest.mark.full_only),
    ],
)
def test_a_database_of_no_release_is_one_line_that_says_how_to_mend_it(
    tmp_path: Path, database_url: str, command: str
) -> None:
    engine = make_engine(database_url)
    metadata.drop_all(engine)
    engine.dispose()
    done = subprocess.run(
        [sys.executable, "-m", "telesec", *command.split()],
        env=os.environ | house(tmp_path, database_url),
        input="une bonne phrase de passe\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("not up to date with this release; run: telesec migrate\n")
    assert done.stderr.count("\n") == 1
