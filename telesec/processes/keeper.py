"""The processes of the house: web, worker, and the one that keeps both running."""

import logging
import os
import signal
import socket
import subprocess
import sys
from datetime import datetime
from functools import cached_property
from threading import Thread
from time import monotonic, sleep
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy import Engine

from telesec.app import create_app
from telesec.database import make_engine, prepare_file
from telesec.settings import Settings, read_settings
from telesec.values.clock import Clock, SharedClock, SystemClock

logger = logging.getLogger(__name__)

SECONDS_TO_STOP = 15
SECONDS_TO_BE_WELL = 10
MOST_EARLY_DEATHS = 3


class Opened:
    """Settings, database and clock, each opened when first asked for: for commands."""

    @cached_property
    def settings(self) -> Settings:
        """The settings of this process."""
        return read_settings()

    @cached_property
    def engine(self) -> Engine:
        """The database of this process."""
        return open_engine(self.settings)

    @cached_property
    def clock(self) -> Clock:
        """The clock of this process."""
        return clock_of(self.settings)

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.clock.now()


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, unless a demonstration shares one of its own."""
    return SharedClock(settings.clock_file) if settings.clock_file else SystemClock()


def open_engine(settings: Settings) -> Engine:
    """The database that the settings name; its directory is made if it is not there."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    # A thread holds one connection at a time, and the console's pages never two.
    return make_engine(settings.database_url, pool_size=settings.web_threads + 2)


def set_up_logging() -> None:
    """One line an event: its name and its ids."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s %(ids)s"
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(_with_ids)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("twilio").setLevel(logging.WARNING)


_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "ids", "taskName"}


def _with_ids(record: logging.LogRecord) -> bool:
    """Show what an event was given as ``extra``: ids only, by the rule of the house."""
    ids = {key: value for key, value in vars(record).items() if key not in _ORDINARY}
    record.ids = " ".join(f"{key}={value}" for key, value in ids.items())
    return True


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with our application; each of its processes opens its own database."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self.settings = settings
        self.options: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": settings.web_workers,
            "threads": settings.web_threads,
            "worker_class": "gthread",
            "timeout": 30,
            "graceful_timeout": 10,
            "keepalive": 20,
            "control_socket_disable": True,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in each of gunicorn's processes."""
        return create_app(self.settings, open_engine(self.settings), clock_of(self.settings))


def serve_web(settings: Settings, host: str, port: int) -> None:
    """Serve the web application until told to stop."""
    set_up_logging()
    engine = open_engine(settings)
    prepare_file(engine)  # once, before gunicorn's processes open the file together
    engine.dispose()
    WebServer(settings, host, port).run()


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


class CannotListen(RuntimeError):
    """The address is not this machine's, or somebody listens there already."""


def check_address(host: str, port: int) -> None:
    """Raises CannotListen, with what to do, when ``port`` of ``host`` is not to be had."""
    try:
        family, kind, protocol, *_ = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotListen(
            f"cannot listen on {host}, port {port}: {reason}; give others with --host and --port"
        ) from error


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
