"""The demonstration's own house: real processes over a directory made anew each time."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from telesec.database import make_engine
from telesec.demonstration.directory import DemonstrationFailed
from telesec.settings import Settings, read_settings

ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "a-token-of-the-demonstration-only"  # noqa: S105 - the pretended carrier's
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20


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
    raise DemonstrationFailed("aucun port n’est libre sur cette machine.")


class DemonstrationHouse:
    """Starts ``telesec run`` as its own processes, with settings for the pretended carrier."""

    def __init__(self, directory: Path, carrier_url: str, smtp_url: str, port: int) -> None:
        self.directory = directory
        self.port = free_port(port)
        self.clock_file = directory / "clock"
        self.log = directory / "telesec.log"
        # Every setting is named: those of a real house, in the environment or in .env, must not
        # lead a demonstration into its database.
        self.environ = {
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_API_BASE_URL": carrier_url,
            "TWILIO_SUBACCOUNTS": "",
            "TWILIO_API_KEY_SID": "",
            "TELESEC_MODEL_URL": "",
            "TELESEC_MODEL": "",
            "TELESEC_MODEL_KEY": "",
            "TWILIO_API_KEY_SECRET": "",
            "TELESEC_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "TELESEC_DATA_DIR": str(directory / "data"),
            "TELESEC_CLOCK_FILE": str(self.clock_file),
            "TELESEC_CALL_SCRIPTS": str(Path("call_scripts").resolve()),
            "SMTP_URL": smtp_url,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
            "TELESEC_SMS_FROM": "telesec",
            "TELESEC_WEB_WORKERS": "2",
            "TELESEC_WEB_THREADS": "8",
            "TELESEC_SECRET_KEY": "",
            "TELESEC_FEED_OCTETS": "",
            "TELESEC_FEED_GZIP": "",
            "TELESEC_FEED_REQUESTS": "",
            "TELESEC_INNER_HOSTS": "",
            "DATABASE_URL": "",
            "TELESEC_RECORDINGS_URL": "",
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
        """Start web and worker, in a group of their own."""
        port = str(self.port)
        log = self.log.open("ab")
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "telesec", "run", "--port", port],
            env=os.environ | self.environ,
            stdout=log,
            stderr=log,
            process_group=0,  # a Ctrl-C is ours alone: we stop them, in their order
        )
        log.close()

    def wait_until_well(self) -> None:
        """Until web and worker answer. Raises DemonstrationFailed when they do not."""
        until = time.monotonic() + SECONDS_TO_START
        while not self._is_well():
            if self._process is None or self._process.poll() is not None:
                raise DemonstrationFailed(f"le standard ne démarre pas ; voir {self.log}.")
            if time.monotonic() > until:
                raise DemonstrationFailed(f"le standard ne répond pas ; voir {self.log}.")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop web and worker; whatever is left of them after a while is killed."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(SECONDS_TO_STOP)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=1) as answer:  # noqa: S310
                return bool(json.load(answer)["worker"] == "well")
        except (urllib.error.URLError, OSError, ValueError, KeyError):
            return False
