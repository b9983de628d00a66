"""Bringing in what callers said while the database was away."""

import logging
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from telesec.calls.call import Call, CallStatus
from telesec.calls.lifecycle import (
    answered,
    call_under_lock,
    claim_call_sid,
    finish,
    note_stray,
    start,
)
from telesec.calls.script_versions import version_for
from telesec.calls.spool import SpooledRecording, SpooledWords, read_spooled, spooled_files
from telesec.clients.client import Line, line_dialled
from telesec.database import is_away, transaction
from telesec.dispatch.ending import end_call, settle
from telesec.messages.late_words import keep_late_words
from telesec.messages.message import MessageStatus
from telesec.messages.recordings import note_recording
from telesec.messages.taking import draft_of
from telesec.scripts.library import ScriptLibrary, UnknownScript
from telesec.values.conversation import Heard, HeardKind
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 20
# The carrier tells the end of a call within seconds. When the database was away just then, that
# is lost, and the recording is the last we hear of the call.
END_MUST_HAVE_COME = timedelta(minutes=2)
EXPLAINED = {
    Language.FR: "Message enregistré pendant un incident technique : à écouter.",
    Language.EN: "Message recorded during a technical fault: please listen to it.",
}


class _Fate(Enum):
    """What became of one file."""

    BROUGHT_IN = auto()
    WAITS = auto()  # for the end of its call
    UNCLAIMED = auto()
    BROKEN = auto()


def import_spooled(engine: Engine, directory: Path, library: ScriptLibrary, now: datetime) -> int:
    """Bring in what is waiting, a transaction for each; how many. Again, it finds nothing new.

    A file that is not ours, or that cannot be brought in, goes to ``broken/``, one for a line of
    nobody's to ``unclaimed/``. Raises SQLAlchemyError while the database is away.
    """
    brought = 0
    for path in spooled_files(directory):
        if brought == MOST_AT_ONCE:
            break
        fate = _fate_of(engine, path, library, now)
        if fate == _Fate.BROUGHT_IN:
            path.unlink(missing_ok=True)
            brought += 1
        elif fate == _Fate.UNCLAIMED:
            _set_aside(path, "unclaimed")
        elif fate == _Fate.BROKEN:
            _set_aside(path, "broken")
    return brought


def _fate_of(engine: Engine, path: Path, library: ScriptLibrary, now: datetime) -> _Fate:
    try:
        facts = read_spooled(path)
        with transaction(engine) as db:
            return _bring_in(db, facts, library, now)
    except FileNotFoundError:
        return _Fate.WAITS  # another worker has brought it in
    except SQLAlchemyError as error:
        if is_away(error):
            raise
        logger.exception("spooled_file_broken", extra={"file": path.name})
    except Exception:  # of whatever kind: one file must not hold up the others
        logger.exception("spooled_file_broken", extra={"file": path.name})
    return _Fate.BROKEN


def _bring_in(
    db: Session, facts: SpooledRecording | SpooledWords, library: ScriptLibrary, now: datetime
) -> _Fate:
    claim_call_sid(db, facts.call_sid)
    call = call_under_lock(db, facts.call_sid)
    if call is None:
        line = line_dialled(db, facts.to, facts.account_sid)
        if line is None:
            _note_unclaimed(db, facts)
            return _Fate.UNCLAIMED
        call = _call_of(db, facts, line, library)
    if facts.account_sid not in {"", call.account_sid}:  # whoever signed it holds another's token
        return _Fate.BROKEN
    if isinstance(facts, SpooledWords) and call.turn_number > facts.turn:
        return _Fate.BROUGHT_IN  # they were carried along, and heard in time
    if not call.status.is_final and now < facts.at + END_MUST_HAVE_COME:
        return _Fate.WAITS
    if isinstance(facts, SpooledWords):
        keep_late_words(db, call, Heard(kind=HeardKind.SPEECH, text=facts.words), facts.at)
    else:
        _keep_recording(db, call, facts, now)
    db.flush()
    settle(db, call, now)
    return _Fate.BROUGHT_IN


def _keep_recording(db: Session, call: Call, facts: SpooledRecording, now: datetime) -> None:
    """The recording is the last that was heard of the call, unless its end is known."""
    message = draft_of(db, call, facts.at)
    message.recording_sid = facts.recording_sid
    message.status = MessageStatus.COMPLETE
    message.body = message.body or EXPLAINED[call.client.language]
    note_recording(db, call, facts.recording_sid, facts.recording_seconds, now)
    if not call.status.is_final:
        since = call.answered_at or call.started_at
        seconds = max(0, round((facts.at - since).total_seconds()))
        end_call(db, call, CallStatus.COMPLETED, seconds, facts.at)


def _note_unclaimed(db: Session, facts: SpooledRecording | SpooledWords) -> None:
    logger.warning("spooled_file_unclaimed", extra={"call_sid": facts.call_sid})
    note_stray(
        db,
        call_sid=facts.call_sid,
        dialed_number=facts.to,
        sent_from=facts.sent_from,
        now=facts.at,
    )


def _call_of(
    db: Session, facts: SpooledRecording | SpooledWords, line: Line, library: ScriptLibrary
) -> Call:
    """The call that never reached our database: what is known of it is its recording."""
    client = line.client
    try:
        text, _ = library.text_and_script(client.script)
    except (BadFile, UnknownScript):
        text = ""
    call = start(
        db,
        call_sid=facts.call_sid,
        line=line,
        client=client,
        sent_from=facts.sent_from,
        forwarded_from=facts.forwarded_from,
        account_sid=facts.account_sid,
        version=version_for(db, client.script, text, facts.at),
        now=facts.at,
    )
    answered(db, call, facts.at)
    seconds = facts.recording_seconds if isinstance(facts, SpooledRecording) else 0
    finish(db, call, CallStatus.COMPLETED, seconds, facts.at)
    return call


def _set_aside(path: Path, where: str) -> None:
    target = path.parent / where
    try:
        target.mkdir(exist_ok=True)
        path.replace(target / path.name)
    except FileNotFoundError:
        pass  # another worker has done it
    except OSError:  # it stays, and holds up no other
        logger.exception("spooled_file_not_set_aside", extra={"file": path.name})
