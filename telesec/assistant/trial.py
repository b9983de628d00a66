"""Trying a call script out: a house of one client, alone in a database that is thrown away."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from sqlalchemy import Engine, select
from sqlalchemy.orm import selectinload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.waiting_list import WaitingEntry, WaitingStatus
from telesec.assistant.answering import Incoming, take_call, take_turn
from telesec.assistant.readings import ReadingWanted
from telesec.calls.call import Call, CallStatus
from telesec.clients.client import Client
from telesec.database import make_engine, transaction
from telesec.dispatch.ending import end_call
from telesec.dispatch.ringing import ON_CALL, SECRETARY
from telesec.messages.message import Message
from telesec.onboarding.loading import load_clients
from telesec.scripts.document import script_document
from telesec.scripts.library import ScriptLibrary
from telesec.scripts.reading import checked_script, complete_text
from telesec.scripts.script import Script
from telesec.scripts.steps import AppointmentStep, TransferStep
from telesec.tables import metadata
from telesec.values.conversation import Heard, HeardKind, Prompt, Reading
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile, Mistake, YamlDocument, parse_yaml, read_text

LINE = "+33199000099"  # of the range that ARCEP keeps for fiction
CALL_SID = "CA" + "0" * 32
NAME = "trial"
SECONDS_A_TURN = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call came to."""

    disposition: str
    turns: int
    ended_at: datetime
    messages: tuple[Message, ...]
    appointments: tuple[Appointment, ...]
    waiting: tuple[WaitingEntry, ...]
    client: Client


class Trial:
    """One call through one script. Each turn is written, as on the telephone, and thrown away."""

    def __init__(
        self, engine: Engine, library: ScriptLibrary, caller: str | None, at: datetime
    ) -> None:
        self.engine, self.library, self.caller, self.now = engine, library, caller or "", at
        self.language = Language.FR  # the call's, once it has begun
        self._began, self._turn = at, 0

    def picks_up(self) -> Prompt:
        """What the caller hears first."""
        incoming = Incoming(CALL_SID, LINE, self.caller, "")
        with transaction(self.engine) as db:
            answer = take_call(db, self.library, incoming, self.now)
            if answer is None:
                raise LookupError("nobody owns the trial's line")
            self.language = db.scalars(select(Call.language)).one()
            self._turn = answer.turn
            return answer.prompt

    def hears(self, heard: Heard) -> Prompt:
        """What the caller hears in answer."""
        self.now += timedelta(seconds=SECONDS_A_TURN)
        try:
            return self._answered(heard)
        except ReadingWanted:  # no language model is asked in a trial
            return self._answered(heard.model_copy(update={"reading": Reading()}))

    def _answered(self, heard: Heard) -> Prompt:
        with transaction(self.engine) as db:
            answer = take_turn(db, CALL_SID, self._turn, heard, self.now)
            if answer is None:
                raise LookupError("there is no such call")
            self._turn = answer.turn
            return answer.prompt

    def says(self, words: str) -> Prompt:
        """The same, of words."""
        return self.hears(Heard(kind=HeardKind.SPEECH, text=words, confidence=1.0))

    def ends(self) -> Outcome:
        """Hang up; what has come of the call."""
        seconds = round((self.now - self._began).total_seconds())
        with transaction(self.engine) as db:
            call = db.scalars(select(Call).where(Call.call_sid == CALL_SID)).one()
            end_call(db, call, CallStatus.COMPLETED, seconds, self.now)
            db.flush()
            booked = select(Appointment).options(
                selectinload(Appointment.practitioner), selectinload(Appointment.appointment_type)
            )
            confirmed = booked.where(Appointment.status == AppointmentStatus.CONFIRMED)
            listed = select(WaitingEntry).options(selectinload(WaitingEntry.appointment_type))
            listed = listed.where(WaitingEntry.status == WaitingStatus.WAITING)
            return Outcome(
                disposition=call.disposition.value if call.disposition else "",
                turns=call.turn_number,
                ended_at=self.now,
                messages=tuple(db.scalars(select(Message))),
                appointments=tuple(db.scalars(confirmed)),
                waiting=tuple(db.scalars(listed)),
                client=call.client,
            )


@contextmanager
def open_trial(
    file: Path,
    *,
    at: Callable[[Client], datetime],
    clients: YamlDocument | None = None,
    caller: str | None = None,
    language: Language | None = None,
) -> Iterator[Trial]:
    """A call to whoever uses the script in ``file``, at the instant that ``at`` tells for them.

    The client is the one of ``clients`` that uses the script, or one made up, with an agenda. The
    call begins in ``language``; None: as calls to that client do. Raises BadFile for a script or a
    client that cannot be used, and for a language that the script does not speak.
    """
    text = read_text(file)
    document = script_document(text, str(file))
    script = checked_script(document)
    if language and language not in script.languages:
        raise BadFile([Mistake(str(file), 1, "languages", f"does not name {language.value}")])
    chosen = _entry_of(clients, script, language) if clients else _made_up(script, language)
    with TemporaryDirectory(prefix="telesec-trial-") as directory:
        Path(directory, f"{NAME}.yaml").write_text(
            complete_text(document, text, script), encoding="utf-8"
        )
        Path(directory, "trial.db").write_bytes(_empty_database())
        engine = make_engine(f"sqlite:///{directory}/trial.db")
        try:
            with transaction(engine) as db:
                load_clients(db, chosen, datetime.now(UTC), "of a trial: nothing is kept")
                moment = at(db.scalars(select(Client)).one())
            yield Trial(engine, ScriptLibrary(Path(directory)), caller, moment)
        finally:
            engine.dispose()


@cache
def _empty_database() -> bytes:
    """The file of a database with all tables; to make them takes longer than many a call."""
    engine = make_engine("sqlite://")
    try:
        with engine.connect() as connection:
            metadata.create_all(connection)
            connection.commit()
            return cast(sqlite3.Connection, connection.connection.driver_connection).serialize()
    finally:
        engine.dispose()


def _entry_of(clients: YamlDocument, script: Script, language: Language | None) -> YamlDocument:
    """The entry that uses the script, with the trial's line in place of its first; its price and
    issuer left out.
    """
    entries = clients.content.get("clients")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("script") == script.name:
            left_out = {"price", "twilio_account", "text_from"}
            kept = {key: value for key, value in entry.items() if key not in left_out}
            wanted = {"language": language.value} if language else {}
            kept |= {"script": NAME, "lines": [_first_line(entry) | {"number": LINE} | wanted]}
            return YamlDocument(clients.file, {"clients": [kept]})
    what = f"no client uses the script {script.name!r}"
    raise BadFile([Mistake(clients.file, 1, "clients", what)])


def _first_line(entry: dict[str, Any]) -> dict[str, Any]:
    lines = entry.get("lines")
    first = lines[0] if isinstance(lines, list) and lines else None
    return (
        {"language": first["language"]} if isinstance(first, dict) and "language" in first else {}
    )


def _made_up(script: Script, language: Language | None) -> YamlDocument:
    """A client as the script supposes it: open on weekdays, everybody it names on the telephone."""
    steps = list(script.steps.values())
    bookings = [step.appointment for step in steps if isinstance(step, AppointmentStep)]
    people = dict.fromkeys(name for one in bookings for name in one.practitioners)
    types = dict.fromkeys(name for one in bookings for name in one.types)
    rung = {step.transfer.to for step in steps if isinstance(step, TransferStep)}
    named = sorted(rung - {SECRETARY, ON_CALL}) or ["somebody"]
    name = script.name.replace("-", " ").replace("_", " ").capitalize()
    client = {
        "key": NAME,
        "name": name,
        "trade": script.trade.value,
        "script": NAME,
        "language": (language or script.languages[0]).value,
        "opening_hours": {"mon-fri": "09:00-12:00, 14:00-18:00"},
        "billing": {"legal_name": name, "address": "1, rue de l’Essai, 75000 Paris"},
        "lines": [{"number": LINE}],
        "contacts": [
            {"key": key, "name": key, "mobile": f"+336000000{place:02}", "on_call": place}
            for place, key in enumerate(named, start=1)
        ],
        "practitioners": [
            {"key": key, "name": _label(key)} for key in people or ["camille-exemple"]
        ],
        "appointment_types": [
            {
                "key": key,
                "names": {"fr": _visit(key, "rendez-vous"), "en": _visit(key, "visit")},
                "minutes": 30,
            }
            for key in types or ["visit"]
        ],
    }
    return parse_yaml(json.dumps({"clients": [client]}, ensure_ascii=False), "the trial")


def _label(key: str) -> str:
    return key.replace("-", " ").replace("_", " ").title()


def _visit(key: str, usual: str) -> str:
    return usual if key == "visit" else _label(key).lower()
