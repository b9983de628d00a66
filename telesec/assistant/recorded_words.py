"""What a caller said after the tone, as the carrier writes it down while they speak."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.assistant.scripts_in_use import script_of
from telesec.assistant.understanding import heard_danger
from telesec.calls.lifecycle import call_under_lock
from telesec.dispatch.ending import settle
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.message import Urgency
from telesec.messages.recorded_words import keep_piece
from telesec.messages.taking import draft_of


def hear_recorded(db: Session, call_sid: str, sequence: int, text: str, now: datetime) -> None:
    """Keep a piece of a recorded message with the call's message; danger in it alarms at once.

    Pieces come in any order, perhaps twice, and perhaps after the call. None of an unknown call
    is kept.
    """
    call = call_under_lock(db, call_sid)
    if call is None:
        return
    message = draft_of(db, call, now)
    db.flush()
    if not keep_piece(db, message, call.id, sequence, text):
        return
    script = script_of(db, call)
    alarm = script.urgent and heard_danger(
        message.recorded_words,
        script.trade,
        call.language,
        script.urgent.words,
        script.urgent.life_threatening,
    )
    if alarm and message.urgency != Urgency.URGENT:
        message.urgency = Urgency.URGENT
        alert_urgent(db, message, now)
    settle(db, call, now)
