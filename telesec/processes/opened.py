"""What a process of the house opens: settings, database, clock, its log."""

import logging
from datetime import datetime
from functools import cached_property

from sqlalchemy import Engine

from telesec.database import make_engine
from telesec.settings import Settings, read_settings
from telesec.values.clock import Clock, SharedClock, SystemClock


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
