"""The process that keeps web and worker running. It loads neither: it is up at once, and so are
they after a crash.
"""

import logging
import os
import signal
import subprocess
import sys
from threading import Thread
from time import monotonic, sleep

from telesec.processes.opened import set_up_logging

logger = logging.getLogger(__name__)

SECONDS_TO_STOP = 15
SECONDS_TO_BE_WELL = 10
MOST_EARLY_DEATHS = 3


class Keeper:
    """Starts the house's processes, and starts one again that has died."""

    def __init__(
        self, commands: dict[str, list[str]], *, seconds_before_restart: float = 1
    ) -> None:
        self.commands = commands
        self.seconds_before_restart = seconds_before_restart
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started_at: dict[str, float] = {}
        self.deaths: dict[str, int] = {}
        self.has_been_well: set[str] = set()
        self.stopping = False

    def keep(self) -> int:
        """Run until SIGTERM or SIGINT; 1 when a part cannot even start."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stop())
        for name in self.commands:
            self._start(name)
        while not self.stopping:
            sleep(0.2)
            for name, process in list(self.running.items()):
                if process.poll() is not None and not self.stopping:
                    logger.error("process_died", extra={"part": name, "code": process.returncode})
                    if self._is_hopeless(name, process.returncode):
                        logger.error("part_cannot_start", extra={"part": name})
                        self._end()
                        return 1
                    sleep(self.seconds_before_restart)
                    self._start(name)
        self._end()
        return 0

    def _is_hopeless(self, name: str, code: int) -> bool:
        """Whether it has never been well, and another start would not help.

        A part that has been well before is started again for ever: the others still serve. So is
        one that was killed (a code below zero): that says nothing about its next start.
        """
        if code < 0:
            return False
        if monotonic() - self.started_at[name] >= SECONDS_TO_BE_WELL:
            self.has_been_well.add(name)
        self.deaths[name] = self.deaths.get(name, 0) + 1
        return name not in self.has_been_well and self.deaths[name] >= MOST_EARLY_DEATHS

    def _start(self, name: str) -> None:
        self.started_at[name] = monotonic()
        # The commands are our own; nothing in them comes from outside.
        self.running[name] = subprocess.Popen(self.commands[name])  # noqa: S603

    def stop(self) -> None:
        """End all parts, soon."""
        self.stopping = True

    def _end(self) -> None:
        for process in self.running.values():
            process.terminate()
        until = monotonic() + SECONDS_TO_STOP
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def run_house(host: str, port: int) -> int:
    """Web and worker together, each restarted if it dies, until told to stop."""
    set_up_logging()
    telesec = [sys.executable, "-m", "telesec"]
    keeper = ["--keeper", str(os.getpid())]
    web = [*telesec, "web", "--host", host, "--port", str(port), *keeper]
    return Keeper({"web": web, "worker": [*telesec, "worker", *keeper]}).keep()


def end_with(keeper: int | None) -> None:
    """End this process when the one that keeps it has gone, however it went.

    Else calls would go on being answered with nobody left to deliver what they say.
    """

    def watch() -> None:
        while os.getppid() == keeper:
            sleep(1)
        logger.error("keeper_gone")
        os.kill(os.getpid(), signal.SIGTERM)

    if keeper is not None:
        Thread(target=watch, daemon=True).start()
