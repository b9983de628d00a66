"""``telesec doctor``: everything a call needs, looked at from outside and inside."""

import logging
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

import click
from sqlalchemy import Engine

from telesec.doctor.finding import Finding, Health, wrong
from telesec.doctor.house_checks import (
    DATABASE,
    check_database,
    check_disk,
    check_issuer,
    check_scripts,
    check_worker,
)
from telesec.doctor.outside_checks import (
    check_carrier,
    check_clock,
    check_mail,
    check_public_address,
    check_store,
)
from telesec.migrations.upgrading import newest
from telesec.scripts.library import ScriptLibrary
from telesec.settings import Settings
from telesec.values.language import Language

logger = logging.getLogger(__name__)

Check = Callable[[], Finding | Iterator[Finding]]


class Opened(Protocol):
    """What a command is given (processes/opened.py)."""

    @property
    def engine(self) -> Engine:
        """The database."""
        ...

    @property
    def settings(self) -> Settings:
        """Everything that may be set."""
        ...

    def now(self) -> datetime:
        """The present instant."""
        ...


@click.command()
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.pass_obj
def doctor(opened: Opened, language: str) -> None:
    """Check everything a call needs, and say what to mend. Exit code 1 when something is wrong.

    Run it beside a telesec that runs. Nothing is changed, nothing is sent to anybody.
    """
    sick = False
    for finding in findings(opened.engine, opened.settings, opened.now()):
        sick |= finding.health is Health.WRONG
        for line in finding.lines(Language(language)):
            click.echo(line)
    sys.exit(1 if sick else 0)


def findings(engine: Engine, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Every check's findings; one that fails by itself is told too, and stops no other."""
    database = check_database(engine, newest())
    yield database
    library = ScriptLibrary(settings.call_scripts_dir)
    inside: tuple[Check, ...] = (
        lambda: check_worker(engine, now),
        lambda: check_scripts(engine, library),
        lambda: check_issuer(engine),
        lambda: check_carrier(engine, settings),
    )
    outside: tuple[Check, ...] = (
        lambda: check_disk(settings.data_dir),
        lambda: check_store(settings),
        lambda: check_public_address(settings),
        lambda: check_clock(settings, now),
        lambda: check_mail(settings),
    )
    well = database.health is Health.FINE
    for check in (*(inside if well else ()), *outside):
        yield from _made(check)


def _made(check: Check) -> Iterator[Finding]:
    try:
        found = check()
        yield from (found,) if isinstance(found, Finding) else found
    except Exception as error:  # of whatever kind: the other checks matter too
        logger.exception("check_failed")
        name = type(error).__name__
        yield wrong(DATABASE, (f"contrôle interrompu ({name})", f"check failed ({name})"), ("", ""))
