"""Recordings: noted when the carrier tells of them, fetched by the worker, then ours."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.database import insert_if_absent, transaction
from telesec.gateways.sound_store import SoundStore
from telesec.gateways.telephony.rest import CarrierError
from telesec.messages.message import Message, Recording, RecordingKind

logger = logging.getLogger(__name__)

# The sound may not be there when its existence is told; an outage of the carrier may last.
# The first is longer than a fetch takes, so that no other worker begins the same one.
# After the last try the row stays without a sound, and the console says that it is missing.
DELAYS = tuple(timedelta(seconds=s) for s in (20, 20, 60, 300, 1800, 3600, 6 * 3600, 24 * 3600))
MOST_AT_ONCE = 10
SID = re.compile(r"[A-Z]{2}[0-9A-Za-z]{1,32}")

Fetch = Callable[[str, str], bytes]  # recording sid, account


def note_recording(
    db: Session,
    call: Call,
    recording_sid: str,
    seconds: int,
    now: datetime,
    *,
    kind: RecordingKind = RecordingKind.MESSAGE,
    wanted: bool = True,
) -> None:
    """Note that there is a recording of this call. Told again, it changes nothing.

    One that is not wanted is not fetched, only deleted at the carrier.
    """
    values = {
        "recording_sid": recording_sid,
        "client_id": call.client_id,
        "call_id": call.id,
        "kind": kind,
        "seconds": seconds,
        "created_at": now,
        "attempts": 0,
        "next_attempt_at": now if wanted else None,
        "deleted_at": None if wanted else now,
    }
    insert_if_absent(db, Recording, values)


def fetch_again(recording: Recording, now: datetime) -> bool:
    """Try one more time for a sound that was given up, and may be had after all."""
    missing = recording.fetched_at is None and recording.deleted_at is None
    given_up = missing and recording.next_attempt_at is None
    if given_up:
        recording.attempts, recording.next_attempt_at = len(DELAYS) - 1, now
    return given_up


def recorded_seconds(db: Session, message: Message) -> int:
    """How long the message's recording is; 0 when it has none."""
    if message.recording_sid is None:
        return 0
    found = db.get(Recording, message.recording_sid)
    return found.seconds if found else 0


def recording_name(recording: Recording) -> str:
    """The name under which the sound is kept; each client's apart.

    ValueError when the id is none of the carrier's: it must not lead out of the store.
    """
    if not SID.fullmatch(recording.recording_sid):
        raise ValueError("not the id of a recording")
    return f"recordings/{recording.client_id}/{recording.recording_sid}.wav"


def fetch_due(
    engine: Engine,
    fetch: Fetch,
    store: SoundStore,
    now: Callable[[], datetime],
    *,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Fetch the sounds that are due, each outside any transaction; how many arrived.

    None is begun once ``stopping`` says so.
    """
    arrived = 0
    for _ in range(MOST_AT_ONCE):
        claimed = None if stopping() else _claim(engine, now())
        if claimed is None:
            break
        recording, account = claimed
        try:
            sound = fetch(recording.recording_sid, account)
            store.keep(recording_name(recording), sound)
        except (CarrierError, OSError, ValueError) as error:
            _not_fetched(recording, error)
            continue
        with transaction(engine) as db:
            kept = db.get_one(Recording, recording.recording_sid)
            kept.fetched_at = now()
            kept.next_attempt_at = None
        arrived += 1
    return arrived


def _claim(engine: Engine, now: datetime) -> tuple[Recording, str] | None:
    """One that is due, and the account it is in. Its next attempt is set already: a crash only
    means another try.
    """
    due = Recording.next_attempt_at <= now
    with transaction(engine, reads_only=True) as db:
        if db.scalar(select(Recording.recording_sid).where(due).limit(1)) is None:
            return None
    with transaction(engine) as db:
        recording = db.scalar(
            select(Recording)
            .where(due)
            .order_by(Recording.next_attempt_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if recording is None:
            return None
        last = recording.attempts >= len(DELAYS)
        recording.next_attempt_at = None if last else now + DELAYS[recording.attempts]
        recording.attempts += 1
        return recording, db.get_one(Call, recording.call_id).account_sid


def _not_fetched(recording: Recording, error: Exception) -> None:
    ids = {"recording_sid": recording.recording_sid, "error": type(error).__name__}
    if recording.next_attempt_at is None:
        logger.error("recording_given_up", extra=ids)
    else:
        logger.warning("recording_not_fetched", extra=ids)
