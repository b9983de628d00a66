"""What is mended of an appointment right after it was made: "non, c'est le quatre mars"."""

import re

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import ChangedBy
from telesec.agenda.mending import correct
from telesec.assistant.booking.whom_words import told_whom
from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import (
    mends_something,
    says_also,
    takes_back,
    told_birth_date,
)
from telesec.assistant.identity import hear_corrected_name, hear_other_number
from telesec.assistant.matters import told_intent
from telesec.assistant.pointing import mended_birth_date
from telesec.assistant.speaking import spoken_day
from telesec.assistant.understanding import plain
from telesec.values.telephone import E164

# For the client to be told, or only said at the end: "non merci Romane".
_OF_OTHERS = re.compile(
    r"\b(?:docteure?|doctor|dr|maitre|dites|dire|tell|merci|thanks?|thank you|au revoir|bye)\b"
)
MOST_WORDS = 10  # beside figures and letters; more tell another matter


def mend_booked(c: Conversation) -> bool:
    """Take back the number, the name or the date of birth of what this call has booked, and say so.

    The one that was told last is not read back before it is noted. False where nothing is mended.
    """
    own = _just_booked(c)
    beside = [one for one in c.words.split() if len(one) > 1 and not one.isdecimal()]
    if own is None or len(beside) > MOST_WORDS or not _puts_right(c):
        return False
    if not (hear_other_number(c, c.words) or hear_corrected_name(c) or _hear_other_birth(c)):
        return False
    number = c.state.callback_number or c.call.caller_number
    correct(
        c.db,
        own,
        caller_name=c.state.caller_name or "",
        telephone=E164(number) if number else None,
        email=own.email,
        birth_date=c.state.birth_date,
        notes=own.notes or "",
        now=c.now,
        by=ChangedBy(call_id=c.call.id),
    )
    return True


def _puts_right(c: Conversation) -> bool:
    """Whether callers take something back, or speak of the name, and of nobody else."""
    words, language = c.words, c.language
    if told_whom(words) or says_also(words, language) or _OF_OTHERS.search(plain(words)):
        return False
    if takes_back(words, language):
        return True
    told = mends_something(words, language) or told_birth_date(words, language, c.now_local.date())
    return bool(told) and told_intent(words, language, c.script.trade) is None


def _just_booked(c: Conversation) -> Appointment | None:
    """While it stands, and the talk is about whoever comes to it."""
    own = c.db.get(Appointment, c.state.booked_id) if c.state.booked_id else None
    if own is None or own.call_id != c.call.id or own.status != AppointmentStatus.CONFIRMED:
        return None
    return own if own.caller_name == (c.state.caller_name or None) else None


def _hear_other_birth(c: Conversation) -> bool:
    known, today = c.state.birth_date, c.now_local.date()
    if known is None:
        return False
    own = _just_booked(c)
    visit = c.client.local(own.starts_at).date() if own else None
    told = told_birth_date(c.words, c.language, today)
    mended = mended_birth_date(c.words, c.language, today, known, visit=visit)
    born = told or mended
    if born is None or born == known:
        return False
    c.state.birth_date = born
    c.phrase("birth_date_noted", born=spoken_day(born, c.language))
    return True
