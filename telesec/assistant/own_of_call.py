"""The appointment that this call has made, or has found by its proofs; and what changes it."""

from datetime import datetime

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.looking_up import made_or_changed_by
from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import asks_back, takes_back
from telesec.assistant.matters import OWN
from telesec.assistant.understanding import understand_intent, understand_wish


def own_of_call(c: Conversation) -> Appointment | None:
    """The latest of them that stands and is to come; None without one."""
    made = made_or_changed_by(c.db, c.call.id)
    known = [*(one.id for one in made), *([c.state.own_id] if c.state.own_id else [])]
    found = (c.db.get_one(Appointment, one) for one in reversed(known))
    return next((one for one in found if _stands(one, c.now)), None)


def _stands(appointment: Appointment, now: datetime) -> bool:
    return appointment.status == AppointmentStatus.CONFIRMED and appointment.starts_at > now


def changes_own_of_call(c: Conversation) -> bool:
    """Whether the appointment that has just been talked about is taken back: "ah zut, jeudi je
    peux pas, plutôt vendredi".
    """
    if not c.words or asks_back(c.words, c.language) or own_of_call(c) is None:
        return False
    if understand_intent(c.words, c.language, c.script.trade) in OWN:
        return True
    if not takes_back(c.words, c.language):
        return False
    wish = understand_wish(c.words, c.language, c.now_local)
    return bool(wish.windows or wish.earliest)
