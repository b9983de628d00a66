"""Recordings: noted when the carrier tells of them, fetched by the worker, then ours."""

import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.database import insert_if_absent, transaction
from telesec.gateways.telephony.rest import CarrierError
from telesec.messages.message import Recording

logger = logging.getLogger(__name__)

# The sound may not be there when its existence is told; an outage of the carrier may last.
# After the last try the row stays without a sound, and the console says that it is missing.
DELAYS = tuple(timedelta(seconds=s) for s in (5, 15, 60, 300, 1800, 3600, 6 * 3600, 24 * 3600))
MOST_AT_ONCE = 10

Fetch = Callable[[str], bytes]


def note_recording(
    db: Session, call: Call, recording_sid: str, seconds: int, now: datetime
) -> None:
    """Note that there is a recording of this call. Told again, it changes nothing."""
    values = {
        "recording_sid": recording_sid,
        "client_id": call.client_id,
        "call_id": call.id,
        "seconds": seconds,
        "created_at": now,
        "attempts": 0,
        "next_attempt_at": now,
    }
    insert_if_absent(db, Recording, values)


def recording_path(directory: Path, recording: Recording) -> Path:
    """Where the sound is kept, below the data directory; each client's apart."""
    return directory / "recordings" / str(recording.client_id) / f"{recording.recording_sid}.wav"


def fetch_due(engine: Engine, fetch: Fetch, directory: Path, now: datetime) -> int:
    """Fetch the sounds that are due, each outside any transaction; how many arrived."""
    arrived = 0
    for recording in _claim(engine, now):
        try:
            sound = fetch(recording.recording_sid)
            _keep(recording_path(directory, recording), sound)
        except (CarrierError, OSError) as error:
            ids = {"recording_sid": recording.recording_sid, "error": type(error).__name__}
            logger.warning("recording_not_fetched", extra=ids)
            continue
        with transaction(engine) as db:
            kept = db.get_one(Recording, recording.recording_sid)
            kept.fetched_at = now
            kept.next_attempt_at = None
        arrived += 1
    return arrived


def _claim(engine: Engine, now: datetime) -> list[Recording]:
    """Those due now, with their next attempt set already: a crash only means another try."""
    with transaction(engine) as db:
        due = db.scalars(
            select(Recording)
            .where(Recording.next_attempt_at <= now)
            .order_by(Recording.next_attempt_at)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        for recording in due:
            last = recording.attempts >= len(DELAYS)
            recording.next_attempt_at = None if last else now + DELAYS[recording.attempts]
            recording.attempts += 1
        return list(due)


def _keep(path: Path, sound: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("wb") as file:
        file.write(sound)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
