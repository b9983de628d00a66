"""What every route has at hand: settings, database, clock, call scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from telesec.database import transaction
from telesec.gateways.language_model import LanguageModel
from telesec.gateways.sound_store import SoundStore
from telesec.scripts.library import ScriptLibrary
from telesec.settings import Settings
from telesec.values.clock import Clock

EXTENSION = "telesec"


@dataclass(frozen=True, slots=True)
class House:
    """The parts that create_app joined, for the routes."""

    settings: Settings
    engine: Engine
    clock: Clock
    scripts: ScriptLibrary
    sounds: SoundStore
    model: LanguageModel | None

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.clock.now()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The one transaction of a request that changes something."""
        with transaction(self.engine) as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """The one transaction of a request that only looks."""
        with transaction(self.engine, reads_only=True) as db:
            yield db


def house() -> House:
    """The house of the application that handles this request."""
    found: House = current_app.extensions[EXTENSION]
    return found
