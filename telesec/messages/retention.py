"""Sounds are kept by us alone, and only so long: gone at the carrier once they are ours, and gone
everywhere at the client's limit. The row stays: that there was one, and when it went.

GDPR article 5(1)(e): no longer than is needed; the client says how long that is.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, delete, select

from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.gateways.sound_store import SoundStore
from telesec.gateways.telephony.rest import CarrierError
from telesec.messages.message import Recording, RecordingKind, TranscriptPiece
from telesec.messages.recordings import recording_name

logger = logging.getLogger(__name__)

BATCH = 50
KINDS = (RecordingKind.MESSAGE, RecordingKind.TALK)
# What cannot be deleted now is tried again with the next batch; others come first meanwhile.
TRY_AGAIN = timedelta(hours=1)

Delete = Callable[[str, str], None]  # recording sid, account


def delete_at_carrier(engine: Engine, delete: Delete, now: datetime) -> int:
    """Remove at the carrier what we have stored or do not want; how many. One that is gone
    already counts too.

    A failure leaves it for a later time.
    """
    with transaction(engine, reads_only=True) as db:
        due = (
            select(Recording.recording_sid, Call.account_sid)
            .join(Call, Call.id == Recording.call_id)
            .where(
                Recording.fetched_at.is_not(None) | Recording.deleted_at.is_not(None),
                Recording.carrier_deleted_at.is_(None),
                Recording.next_deletion_at.is_(None) | (Recording.next_deletion_at <= now),
            )
        )
        found = db.execute(
            due.order_by(Recording.created_at, Recording.recording_sid).limit(BATCH)
        ).all()
    done = 0
    for sid, account in found:
        try:
            delete(sid, account)
        except CarrierError:
            logger.warning("recording_not_deleted_at_carrier", extra={"recording_sid": sid})
            with transaction(engine) as db:
                db.get_one(Recording, sid).next_deletion_at = now + TRY_AGAIN
            continue
        with transaction(engine) as db:
            db.get_one(Recording, sid).carrier_deleted_at = now
        done += 1
    return done


def delete_at_limit(engine: Engine, store: SoundStore, now: datetime) -> int:
    """Remove our own copy where the client's limit is reached; how many. What we could never
    fetch goes at the carrier then, with the next ``delete_at_carrier``.

    The sound goes first: a crash in between only means that it is found gone the next time. One
    that cannot be removed now is left for the next hour.
    """
    with transaction(engine, reads_only=True) as db:
        limits = db.execute(select(Client.id, Client.voicemail_days, Client.talk_days)).all()
        old = [
            recording
            for client_id, *days in limits
            for kind, kept_days in zip(KINDS, days, strict=True)
            for recording in db.scalars(_older(client_id, kind, now - timedelta(days=kept_days)))
        ]
    return sum(_delete(engine, store, recording, now) for recording in old)


def _older(client_id: int, kind: RecordingKind, limit: datetime) -> Select[Recording]:
    return (
        select(Recording)
        .where(
            Recording.client_id == client_id,
            Recording.kind == kind,
            Recording.deleted_at.is_(None),
            Recording.created_at <= limit,
        )
        .limit(BATCH)
    )


def _delete(engine: Engine, store: SoundStore, recording: Recording, now: datetime) -> bool:
    sid = recording.recording_sid
    try:
        store.delete(recording_name(recording))
    except OSError:
        logger.warning("recording_not_deleted", extra={"recording_sid": sid})
        return False
    with transaction(engine) as db:
        gone = db.get_one(Recording, sid)
        gone.deleted_at, gone.next_attempt_at = now, None
        if gone.kind == RecordingKind.MESSAGE:  # its words stay in the message, once
            db.execute(delete(TranscriptPiece).where(TranscriptPiece.call_id == gone.call_id))
    logger.info("recording_deleted", extra={"recording_sid": sid})
    return True
