"""The network as a process of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from telesec.simulator.__main__ import main
from tests.simulator.product import ACCOUNT_SID, AUTH_TOKEN, LINE

ACCOUNT = ["--account-sid", ACCOUNT_SID, "--auth-token", AUTH_TOKEN]


def test_it_serves_until_told_to_stop(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.json"
    numbers.write_text(json.dumps([{"number": LINE, "voice_url": "http://127.0.0.1:9/voice"}]))
    command = [sys.executable, "-m", "telesec.simulator", "--numbers", str(numbers), *ACCOUNT]
    options = ["--port", "0", "--smtp-port", "0", "--clock-file", str(tmp_path / "clock")]
    options += ["--mail-dir", str(tmp_path / "mails")]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split(": ")[1].strip()
        assert process.stdout.readline().startswith("mailbox: smtp://127.0.0.1:")
        assert requests.get(f"{url}/phone/lines", timeout=5).json()[0]["number"] == LINE
        assert (tmp_path / "clock").stat().st_size == 24
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "is not JSON"),
        ("{}", "must hold a list"),
        ('[{"number": "+33180000001", "colour": "red"}]', "colour"),
        ('[{"voice_url": "http://127.0.0.1/"}]', "number"),
    ],
)
def test_a_bad_file_of_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, complaint: str
) -> None:
    numbers = tmp_path / "numbers.json"
    numbers.write_text(content)
    assert main(["--numbers", str(numbers), *ACCOUNT]) == 2
    assert complaint in capsys.readouterr().err


def test_a_missing_file_and_a_bad_account(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--numbers", str(tmp_path / "none"), *ACCOUNT]) == 2
    assert main(["--numbers", "x", "--account-sid", "AC1", "--auth-token", "t"]) == 2
    assert "account SID" in capsys.readouterr().err
