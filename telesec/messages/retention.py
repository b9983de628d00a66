"""Sounds are kept by us alone, and only so long: gone at the carrier once they are ours, and gone
here at the client's limit. The row stays: that there was one, and when it went.

GDPR article 5(1)(e): no longer than is needed; the client says how long that is.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from telesec.clients.client import Client
from telesec.database import transaction
from telesec.gateways.telephony.rest import CarrierError
from telesec.messages.message import Recording
from telesec.messages.recordings import recording_path

logger = logging.getLogger(__name__)

BATCH = 50
# What cannot be deleted now is tried again with the next batch; others come first meanwhile.
TRY_AGAIN = timedelta(hours=1)

Delete = Callable[[str], None]


def delete_at_carrier(engine: Engine, delete: Delete, now: datetime) -> int:
    """Remove at the carrier what we have stored; how many. One that is gone already counts too.

    A failure leaves it for a later time.
    """
    with transaction(engine, reads_only=True) as db:
        due = select(Recording.recording_sid).where(
            Recording.fetched_at.is_not(None),
            Recording.carrier_deleted_at.is_(None),
            Recording.next_deletion_at.is_(None) | (Recording.next_deletion_at <= now),
        )
        sids = db.scalars(due.order_by(Recording.fetched_at).limit(BATCH)).all()
    done = 0
    for sid in sids:
        try:
            delete(sid)
        except CarrierError:
            logger.warning("recording_not_deleted_at_carrier", extra={"recording_sid": sid})
            with transaction(engine) as db:
                db.get_one(Recording, sid).next_deletion_at = now + TRY_AGAIN
            continue
        with transaction(engine) as db:
            db.get_one(Recording, sid).carrier_deleted_at = now
        done += 1
    return done


def delete_at_limit(engine: Engine, directory: Path, now: datetime) -> int:
    """Remove our own copy where the client's limit is reached; how many.

    The file goes first: a crash in between only means that it is found gone the next time.
    """
    with transaction(engine, reads_only=True) as db:
        found = db.execute(
            select(Recording, Client.voicemail_days)
            .join(Client, Client.id == Recording.client_id)
            .where(Recording.fetched_at.is_not(None), Recording.deleted_at.is_(None))
            .order_by(Recording.created_at)
            .limit(BATCH * 20)
        ).all()
        old = [one for one, days in found if one.created_at + timedelta(days=days) <= now]
    for recording in old:
        recording_path(directory, recording).unlink(missing_ok=True)
        with transaction(engine) as db:
            db.get_one(Recording, recording.recording_sid).deleted_at = now
        logger.info("recording_deleted", extra={"recording_sid": recording.recording_sid})
    return len(old)
