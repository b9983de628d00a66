"""The demonstration's own house: real processes over a directory made anew each time."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from telesec.database import make_engine
from telesec.settings import Settings, read_settings

ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "a-token-of-the-demonstration-only"  # noqa: S105 - the pretended carrier's
SECONDS_TO_START = 30


class DemonstrationFailed(RuntimeError):
    """A part of the demonstration did not come up; the message says which and where its log is."""


def free_port(wanted: int) -> int:
    """``wanted`` if nobody listens there, else any free port of the loopback."""
    for port in (wanted, 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise DemonstrationFailed("no free port on this machine")


class DemonstrationHouse:
    """Starts ``telesec run`` as its own processes, with settings for the pretended carrier."""

    def __init__(self, directory: Path, carrier_url: str, smtp_url: str, port: int) -> None:
        self.directory = directory
        self.port = free_port(port)
        self.clock_file = directory / "clock"
        self.log = directory / "telesec.log"
        self.environ = {
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_API_BASE_URL": carrier_url,
            "TELESEC_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "TELESEC_DATA_DIR": str(directory / "data"),
            "TELESEC_CLOCK_FILE": str(self.clock_file),
            "TELESEC_CALL_SCRIPTS": str(Path("call_scripts").resolve()),
            "SMTP_URL": smtp_url,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
            "TELESEC_SMS_FROM": "telesec",
            "TELESEC_WEB_WORKERS": "2",
        }
        self.settings: Settings = read_settings(self.environ)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the console is."""
        return self.settings.public_url

    def engine(self) -> Engine:
        """The house's database, for looking into it."""
        return make_engine(self.settings.database_url)

    def command(self, *words: str, given: str = "") -> str:
        """Run a telesec command as a person would; what it printed. Raises if it fails."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "telesec", *words],
            env=os.environ | self.environ,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DemonstrationFailed(f"telesec {' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout

    def start(self) -> None:
        """Start web and worker, and wait until both are well."""
        port = str(self.port)
        log = self.log.open("ab")
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "telesec", "run", "--port", port],
            env=os.environ | self.environ,
            stdout=log,
            stderr=log,
        )
        log.close()
        until = time.monotonic() + SECONDS_TO_START
        while not self._is_well():
            if self._process.poll() is not None or time.monotonic() > until:
                raise DemonstrationFailed(f"the house did not start; see {self.log}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop web and worker."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)

    def _is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=1) as answer:  # noqa: S310
                return bool(json.load(answer)["worker"] == "well")
        except (urllib.error.URLError, OSError, ValueError, KeyError):
            return False


def emptied(directory: Path) -> Path:
    """The demonstration's directory, empty. Refuses one that it did not make itself."""
    mark = directory / ".made-by-telesec-demo"
    if directory.exists() and any(directory.iterdir()) and not mark.exists():
        raise DemonstrationFailed(f"{directory} is not a directory of the demonstration's")
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    mark.touch()
    return directory.resolve()
