"""``make demo``: the whole main job, in real processes; and how it begins and ends."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from telesec.calls.call import Disposition
from telesec.demonstration.days import (
    PARIS,
    day_in_words,
    first_of_next_month,
    working_day_before,
    working_day_from,
)
from telesec.demonstration.directory import MARK, DemonstrationFailed, own_directory
from telesec.demonstration.house import DemonstrationHouse
from telesec.demonstration.printing import Printer
from telesec.demonstration.wording import CHANNELS, DELIVERIES, ENDS, counted
from telesec.notifications.notification import Channel, DeliveryStatus
from telesec.simulator.events import CallEnded, CallStarted, Ringing

ROOT = Path(__file__).parent.parent


@contextmanager
def demonstration(directory: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """``telesec demo`` under way, its output as text."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("TWILIO", "TELESEC"))}
    where = ("--directory", str(directory), "--port", "0")
    process = subprocess.Popen(
        [sys.executable, "-m", "telesec", "demo", *where, *(words or ("--phone-port", "0"))],
        cwd=ROOT,
        env=environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as in a terminal of its own, for Ctrl-C
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def told_until(process: subprocess.Popen[str], words: str) -> str:
    """What it printed, up to the line with these words."""
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if words in line:
            return told
    raise AssertionError(f"it never said {words!r}:\n{told}")


def interrupted(
    process: subprocess.Popen[str], how: signal.Signals = signal.SIGINT
) -> tuple[int, str]:
    """Ctrl-C; the exit code, and all it still had to say."""
    os.killpg(process.pid, how)
    told, complaints = process.communicate(timeout=60)
    return process.returncode, told + complaints


def left_running(directory: Path) -> list[str]:
    """The processes that still serve this directory."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"TELESEC_DATA_DIR={directory}".encode() in environ.read_bytes():
                found.append(environ.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.timeout(120)
def test_a_day_of_calls_from_the_first_ring_to_the_invoices(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    with closing(socket.create_server(("127.0.0.1", 0))) as somebody:
        taken = somebody.getsockname()[1]
        with demonstration(directory, "--once", "--phone-port", str(taken)) as process:
            told, complaints = process.communicate(timeout=110)
    assert process.returncode == 0, complaints + told
    assert complaints == ""
    for expected in (
        "Cabinet des docteurs Martin et Lefèvre, bonjour.",
        "Hélène Lefort",
        "urgent",
        "partiel",
        "9 courriels envoyés, 12 SMS remis",
        "Sophie Bernard accuse réception du message urgent",
        "5 messages, 3 rendez-vous",
        "fin de l’appel (terminé)",
        "Sophie Bernard     accepte l’appel",
    ):
        assert expected in told
    for unfit in ("inattendu", "Traceback", "completed", "sms delivered", " ? ", "+336", "+331"):
        assert unfit not in told
    assert re.search(r"F\d{4}-0001", told)
    assert re.search(r"http://127.0.0.1:\d+/calendars/\S+\.ics", told)
    assert f":{taken}/" not in told
    assert list((directory / "data" / "invoices").glob("*.pdf"))
    assert list((directory / "mail").glob("*.eml"))
    assert_told_in_time(told, directory)
    assert left_running(directory) == []


def assert_told_in_time(told: str, directory: Path) -> None:
    """Whoever must know is told at the time of the call, and the output tells it there."""
    by_scene = dict(re.findall(r"^── (\d\d:\d\d) ──(.*?)(?=^──|^ ▸)", told, re.M | re.S))
    for at in ("08:42", "09:31", "10:12", "11:26", "14:17", "16:21", "17:48", "20:52"):
        assert "✉  SMS envoyé" in by_scene[at], at
        assert "Sans réponse" not in by_scene[at], at  # told again: it has been acknowledged
        assert f"à {at}" in by_scene[at].replace("\n                       ", "")
    with closing(sqlite3.connect(directory / "data" / "telesec.db")) as db:
        rows = db.execute(
            "SELECT n.sent_at, c.ended_at FROM notifications n JOIN calls c ON c.id = n.call_id"
        ).fetchall()
    for sent_at, ended_at in rows:
        wait = datetime.fromisoformat(sent_at) - datetime.fromisoformat(ended_at)
        assert wait < timedelta(minutes=2)


@pytest.mark.full_only  # a whole day of calls again
@pytest.mark.timeout(120)
def test_it_stays_up_on_a_working_day_until_it_is_told_to_stop(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    with demonstration(directory) as process:
        told = told_until(process, "Ctrl-C pour arrêter")
        day = working_day_from(datetime.now(PARIS).date().replace(day=1))
        assert f"Dans la démonstration, nous sommes {day_in_words(day)}, 9 h." in told
        with demonstration(directory) as second:
            second_told, complaint = second.communicate(timeout=30)
        assert (second.returncode, second_told) == (1, "")
        assert complaint.startswith("telesec : une démonstration tourne déjà dans ")
        assert complaint.count("\n") == 1
        assert (directory / "data" / "telesec.db").exists()
        code, rest = interrupted(process)
    assert (code, rest) == (0, "\nLa démonstration s’arrête.\n")
    assert left_running(directory) == []


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("moment", "how"),
    [
        ("démarrent", signal.SIGINT),
        pytest.param("démarrent", signal.SIGTERM, marks=pytest.mark.full_only),
        pytest.param("[2/13]", signal.SIGTERM, marks=pytest.mark.full_only),  # all is made first
    ],
)
def test_an_interruption_ends_it_quietly(tmp_path: Path, moment: str, how: signal.Signals) -> None:
    with demonstration(tmp_path / "demo") as process:
        told_until(process, moment)
        code, rest = interrupted(process, how)
    assert code == 130
    assert rest.endswith("\nLa démonstration est interrompue ; elle s’arrête.\n")
    assert "Traceback" not in rest
    assert left_running(tmp_path / "demo") == []


def test_the_day_is_a_working_day_of_a_month_that_is_over() -> None:
    assert working_day_before(date(2026, 11, 23)) == date(2026, 10, 30)
    assert working_day_before(date(2026, 3, 1)) == date(2026, 2, 27)
    assert working_day_before(date(2026, 1, 1)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("played", "stays_on"),
    [
        (date(2026, 10, 30), "lundi 2 novembre 2026"),  # after All Saints' Day, a Sunday
        (date(2026, 11, 30), "mardi 1er décembre 2026"),
        (date(2025, 12, 31), "vendredi 2 janvier 2026"),
        (date(2026, 4, 30), "lundi 4 mai 2026"),
    ],
)
def test_it_stays_up_on_the_first_working_day_of_the_next_month(
    played: date, stays_on: str
) -> None:
    assert day_in_words(working_day_from(first_of_next_month(played))) == stays_on


def test_a_directory_with_somebodys_things_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(DemonstrationFailed, match="autre chose qu’une démonstration"):
        own_directory(tmp_path).__enter__()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / ".demo").write_text("not a directory")
    with pytest.raises(DemonstrationFailed, match="est un fichier"):
        own_directory(tmp_path / ".demo").__enter__()
    with pytest.raises(DemonstrationFailed, match="ne peut pas servir"):
        own_directory(tmp_path / ".demo" / "below").__enter__()


def test_the_directory_is_one_demonstrations_at_a_time(tmp_path: Path) -> None:
    with own_directory(tmp_path) as directory:
        (directory / "data").mkdir()
        with pytest.raises(DemonstrationFailed, match="tourne déjà"):
            own_directory(tmp_path).__enter__()
        assert (directory / "data").is_dir()
    with own_directory(tmp_path) as directory:
        assert [path.name for path in directory.iterdir()] == [MARK]


def test_the_settings_of_a_real_house_do_not_reach_it(tmp_path: Path) -> None:
    house = DemonstrationHouse(tmp_path, "http://127.0.0.1:1", "smtp://127.0.0.1:1", 0)
    listed = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(listed) <= set(house.environ)
    assert house.settings.database_url == f"sqlite:///{tmp_path / 'data' / 'telesec.db'}"


def test_every_outcome_has_its_french_word() -> None:
    assert set(ENDS) == set(Disposition)
    assert set(CHANNELS) == set(Channel)
    assert set(DELIVERIES) == set(DeliveryStatus)
    assert counted(1, ENDS[Disposition.TRANSFER]) == "1 mise en relation"
    sent = counted(9, CHANNELS[Channel.EMAIL], DELIVERIES[DeliveryStatus.SENT])
    assert sent == "9 courriels envoyés"


def test_numbers_are_written_as_people_write_them(capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(PARIS)
    names = {"+33600000031": "Julien Moreau"}
    printer = Printer(name_of=lambda number: names.get(number, ""), pause_seconds=0)
    printer(CallStarted(now, "CA1", "+33600000103", "+33199000003", "", "", "+33472000002"))
    printer(Ringing(now, "CA1", "+33600000031"))
    printer(Ringing(now, "CA1", "+33600000032"))
    printer(CallEnded(now, "CA1", "no-answer", 0))
    printer(CallStarted(now, "CA2", "anonymous", "+33199000003", "Plomberie Moreau"))
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert told == [
        "☎ 06 00 00 01 03 appelle le 01 99 00 00 03, appel renvoyé par le 04 72 00 00 02",
        "… on appelle Julien Moreau (06 00 00 00 31)",
        "… on appelle le 06 00 00 00 32",
        "■ fin de l’appel (sans réponse) : 0 min 00 s",
        "☎ inconnu appelle Plomberie Moreau (01 99 00 00 03)",
    ]
