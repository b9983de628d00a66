"""Recordings: played here only, to whoever is signed in and may; who listened is written down."""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, abort, request, send_file
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from telesec.clients.account import Account
from telesec.messages.message import Recording, RecordingPlay
from telesec.messages.recordings import recording_name
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in

logger = logging.getLogger(__name__)

recordings = Blueprint("recordings", __name__)

# A browser asks for one sound in several pieces: that is listening once.
ONE_PLAY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Play:
    """Who has listened, and when."""

    by: str
    at: datetime


@recordings.get("/recordings/<sid>")
def sound(sid: str) -> AnyResponse:
    """The sound of a recording; only here, never at the carrier's address."""
    name: str | AnyResponse = _name_of(sid=sid)
    if not isinstance(name, str):
        return name  # to the sign-in page
    # Outside of the request's transaction: a store far away may be slow.
    try:
        audio = house().sounds.read(name)
    except OSError as error:
        logger.warning("recording_not_read", extra={"error": str(error)})
        abort(503)
    if audio is None:
        abort(404)
    if request.method == "GET":
        _note_play(sid=sid)
    answer = send_file(io.BytesIO(audio), mimetype="audio/wav", conditional=True, max_age=0)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@signed_in()
def _name_of(visitor: Visitor, sid: str) -> str:
    """The sound's name in the store."""
    recording = recording_of(visitor, sid)
    if recording is None or recording.fetched_at is None or recording.deleted_at:
        abort(404)
    return recording_name(recording)


@signed_in(writes=True)
def _note_play(visitor: Visitor, sid: str) -> str:
    """Write down that somebody listens."""
    recording = recording_of(visitor, sid)
    if recording is None:
        abort(404)
    now, db = house().now(), visitor.db
    known = select(RecordingPlay.id).where(
        RecordingPlay.recording_sid == sid,
        RecordingPlay.account_id == visitor.account.id,
        RecordingPlay.at > now - ONE_PLAY,
    )
    if db.scalar(known.limit(1)) is None:
        db.add(
            RecordingPlay(
                recording_sid=sid,
                client_id=recording.client_id,
                account_id=visitor.account.id,
                at=now,
            )
        )
    return sid


def recording_of(visitor: Visitor, sid: str) -> Recording | None:
    """The recording, if its client is open to the visitor."""
    if not sid.isalnum():
        return None
    return visitor.db.scalar(
        select(Recording).where(
            Recording.recording_sid == sid, Recording.client_id.in_(visitor.ids)
        )
    )


def plays_of(visitor: Visitor, *found: Recording | None) -> dict[str, list[Play]]:
    """Who has listened to these recordings, by the recording, latest first."""
    sids = [recording.recording_sid for recording in found if recording]
    rows = visitor.db.execute(
        select(RecordingPlay.recording_sid, Account.name, RecordingPlay.at)
        .join(Account, Account.id == RecordingPlay.account_id)
        .where(RecordingPlay.recording_sid.in_(sids), RecordingPlay.client_id.in_(visitor.ids))
        .order_by(RecordingPlay.at.desc(), RecordingPlay.id.desc())
    ).all()
    plays: dict[str, list[Play]] = {sid: [] for sid in sids}
    for sid, name, at in rows:
        plays[sid].append(Play(name, at))
    return plays


def talks_of(visitor: Visitor, call_id: int) -> Sequence[Recording]:
    """The recordings of a call's talks with people."""
    return visitor.db.scalars(
        select(Recording)
        .where(
            Recording.call_id == call_id,
            Recording.client_id.in_(visitor.ids),
            Recording.kind == "talk",
        )
        .order_by(Recording.created_at, Recording.recording_sid)
    ).all()
