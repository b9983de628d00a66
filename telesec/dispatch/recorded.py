"""A recorded message has come: it goes with the call's message; if that is urgent, it alarms."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.message import MessageStatus, RecordingKind, Urgency
from telesec.messages.recordings import note_recording
from telesec.messages.taking import draft_of

SHORTEST_RECORDING = 2  # seconds; less is the tone and a hang-up


def keep_recording(
    db: Session, call: Call, recording_sid: str, seconds: int, now: datetime
) -> bool:
    """Put a recorded message with the call's message; False for one that is too short to say
    anything. The carrier may tell of it twice, in two ways.
    """
    if not recording_sid:
        return False
    if seconds < SHORTEST_RECORDING:  # they hung up at the tone
        note_recording(db, call, recording_sid, seconds, now, wanted=False)
        return False
    message = draft_of(db, call, now)
    message.recording_sid = recording_sid
    message.status = MessageStatus.COMPLETE
    note_recording(db, call, recording_sid, seconds, now)
    if message.urgency == Urgency.URGENT:
        alert_urgent(db, message, now)
    return True


def keep_talk(db: Session, call: Call, recording_sid: str, seconds: int, now: datetime) -> None:
    """Note the recording of a caller's talk with a person. Told again, it changes nothing."""
    if recording_sid:
        note_recording(db, call, recording_sid, seconds, now, kind=RecordingKind.TALK)
