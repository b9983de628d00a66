"""Bringing in what was recorded while the database was away."""

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
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
from telesec.calls.spool import SpooledRecording, read_spooled, spooled_files
from telesec.clients.client import Line, line_dialled
from telesec.database import transaction
from telesec.dispatch.ending import settle
from telesec.messages.message import MessageStatus
from telesec.messages.recordings import note_recording
from telesec.messages.taking import draft_of
from telesec.scripts.library import ScriptLibrary, UnknownScript
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 20
EXPLAINED = {
    Language.FR: "Message enregistré pendant un incident technique : à écouter.",
    Language.EN: "Message recorded during a technical fault: please listen to it.",
}


def import_spooled(engine: Engine, directory: Path, library: ScriptLibrary, now: datetime) -> int:
    """Bring in what is waiting, a transaction for each; how many. Again, it finds nothing new.

    A file that is not ours goes to ``broken/``, one for a line of nobody's to ``unclaimed/``.
    """
    brought = 0
    for path in spooled_files(directory)[:MOST_AT_ONCE]:
        try:
            facts = read_spooled(path)
        except (OSError, ValueError):
            logger.exception("spooled_file_broken", extra={"file": path.name})
            _set_aside(path, "broken")
            continue
        with transaction(engine) as db:
            owned = _bring_in(db, facts, library, now)
        if owned:
            path.unlink(missing_ok=True)
            brought += 1
        else:
            logger.warning("spooled_file_unclaimed", extra={"call_sid": facts.call_sid})
            _set_aside(path, "unclaimed")
    return brought


def _bring_in(db: Session, facts: SpooledRecording, library: ScriptLibrary, now: datetime) -> bool:
    claim_call_sid(db, facts.call_sid)
    call = call_under_lock(db, facts.call_sid)
    if call is None:
        line = line_dialled(db, facts.to)
        if line is None:
            note_stray(
                db,
                call_sid=facts.call_sid,
                dialed_number=facts.to,
                sent_from=facts.sent_from,
                now=facts.at,
            )
            return False
        call = _call_of(db, facts, line, library)
    message = draft_of(db, call, facts.at)
    message.recording_sid = facts.recording_sid
    message.status = MessageStatus.COMPLETE
    message.body = message.body or EXPLAINED[call.client.language]
    note_recording(db, call, facts.recording_sid, facts.recording_seconds, now)
    db.flush()
    settle(db, call, now)
    return True


def _call_of(db: Session, facts: SpooledRecording, line: Line, library: ScriptLibrary) -> Call:
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
        version=version_for(db, client.script, text, facts.at),
        now=facts.at,
    )
    answered(db, call, facts.at)
    finish(db, call, CallStatus.COMPLETED, facts.recording_seconds, facts.at)
    return call


def _set_aside(path: Path, where: str) -> None:
    target = path.parent / where
    target.mkdir(exist_ok=True)
    path.replace(target / path.name)
