"""Whether a caller may wait for an earlier time, whether that is worth a question, and for what."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from telesec.agenda.appointment import Appointment
from telesec.agenda.waiting_list import WaitingEntry
from telesec.assistant.booking.offering import Windows
from telesec.assistant.changing.own_of_call import own_of_call
from telesec.assistant.conversation import WAITING_LIST, Conversation, ListWish
from telesec.assistant.corrections import asks_back
from telesec.assistant.identity import answer_of
from telesec.assistant.matters import told_intent
from telesec.assistant.message_words import declines_a_message
from telesec.assistant.speaking import phrase
from telesec.assistant.understanding import Answer, Intent
from telesec.assistant.waiting_list.leaving_words import asked_off_list
from telesec.assistant.waiting_list.waiting_words import (
    asked_to_wait,
    is_only_to_be_told,
    mentions_text,
    misses_a_text,
    without_hope,
)
from telesec.dispatch.filling import ON_THE_WAY, can_offer
from telesec.messages.taking import LONGEST_NAME
from telesec.notifications.opt_out import has_opted_out
from telesec.values.opening_hours import MINUTES_A_DAY
from telesec.values.telephone import E164, takes_text_messages

A_MINUTE = timedelta(minutes=1)
ANY_TIME = timedelta(days=14)  # who wishes as many from now on wishes none in particular
SOON = timedelta(days=3)  # what is as near as that is no long wait


def list_is_kept(c: Conversation) -> bool:
    """Whether the client wants callers on a waiting list, and they could answer an offer."""
    return c.client.waiting_by_telephone and can_offer(c.client)


def may_be_asked(c: Conversation) -> bool:
    """Whether the caller can be asked: not whose number has refused our texts."""
    if not list_is_kept(c):
        return False
    number = mobile_of(c)
    return number is None or not has_opted_out(c.db, c.client.id, number)


def note_wish_to_wait(c: Conversation) -> bool:
    """Pass on that who has just made an appointment would come earlier, where the list is kept by
    people; False where there is no such appointment, or the caller can be on the list.
    """
    if may_be_asked(c) or own_of_call(c) is None:
        return False
    c.state.list_noted = True
    c.note_for_client(c.said)
    c.phrase("waiting_by_people")
    return True


def mobile_of(c: Conversation) -> E164 | None:
    """The number of this caller's that takes text messages; None as far as we know of none."""
    told = c.state.waiting.mobile if c.state.waiting else None
    known = (told, c.state.callback_number, c.call.caller_number)
    return next((E164(one) for one in known if one and takes_text_messages(one)), None)


def rest_of_request(c: Conversation) -> str | None:
    """What else was said by a caller who asks to be told of an earlier time; None: does not ask.

    Where a text has been proposed, "oui, le SMS" asks for it too.
    """
    if not c.words:
        return None
    if asked_off_list(c.words, c.language) is not None:
        return None
    rest = asked_to_wait(c.words, c.language)
    if rest is None and _is_proposed(c) and mentions_text(c.words, c.language):
        refused = asks_back(c.words, c.language) or answer_of(c) == Answer.NO
        return None if refused or is_for_the_client(c) else ""
    return rest


def take_hope(c: Conversation, words: str) -> str:
    """Note that a caller speaks of what may become free: "mardi si quelqu'un annule"; the rest of
    ``words``, of which the other one who cancels is none of their matters.
    """
    rest = without_hope(words, c.language) if words else None
    if rest is None or asked_to_wait(words, c.language) is not None:
        return words
    c.state.would_wait = may_be_asked(c)
    return rest


def is_for_the_client(c: Conversation) -> bool:
    """Whether what is said instead of yes or no is a message: "prévenez le docteur que …"."""
    if not c.words or declines_a_message(c.words) or is_only_to_be_told(c.words, c.language):
        return False
    intent = told_intent(c.words, c.language, c.script.trade)
    return intent in {Intent.MESSAGE, Intent.LATE} or misses_a_text(c.words, c.language)


def _is_proposed(c: Conversation) -> bool:
    """Whether the caller has just heard that they could have a text."""
    said = c.call.last_prompt.says if c.call.last_prompt else ()
    aside = phrase("waiting_aside", c.language)
    return c.state.step == WAITING_LIST or any(one.text == aside for one in said)


def wish_left(c: Conversation, own: Appointment) -> Windows | None:
    """What a caller who has this appointment may still wait for: the times that were wished, or
    (empty) any earlier time; None where it is at such a time, on such a day, or soon.
    """
    windows = c.state.windows
    if not windows or any(_is_any_time(start, end, c.now) for start, end in windows):
        return [] if own.starts_at - c.now >= SOON else None
    last = max(end for _, end in windows)
    day, last_day = (c.client.local(one).date() for one in (own.starts_at, last - A_MINUTE))
    return windows if day > last_day and _can_still_be_had(c, last) else None


def _is_any_time(start: datetime, end: datetime, now: datetime) -> bool:
    """ "Peu importe" is a wish from now on for some weeks."""
    return start <= now + timedelta(days=1) and end - start >= ANY_TIME


def wish_of_call(c: Conversation) -> ListWish | None:
    """To wait for an earlier time than that of the appointment which this call has made, or has
    found by its proofs; None without one. Then the same menu goes on.
    """
    state, here = c.state, c.state.step
    onward = {"asked_for": True, "then": here, "otherwise": here}
    if state.waiting:
        return state.waiting.model_copy(update=onward)
    own = own_of_call(c)
    if own is None:
        return None
    return ListWish(
        type_id=own.appointment_type_id,
        practitioner_ids=[own.practitioner_id],
        own_id=own.id,
        asked_for=True,
        then=here,
        otherwise=here,
    )


def _can_still_be_had(c: Conversation, end: datetime) -> bool:
    """Whether there is time for an offer, an answer to it and the way, before then."""
    return end > c.now + timedelta(minutes=c.client.offer_minutes) + ON_THE_WAY


def before_it(windows: Windows, own: Appointment) -> Windows:
    """Those of ``windows`` in which something earlier than this appointment can be."""
    return [(start, end) for start, end in windows if start < own.starts_at]


def entry_of(c: Conversation, wish: ListWish, own: Appointment | None, to: E164) -> WaitingEntry:
    """The place on the list, not yet written."""
    # An appointment that was moved meanwhile may lie before what was wished then.
    windows = wish.windows if own is None else before_it(wish.windows, own)
    first, last, minutes = _days_and_minutes(c, windows)
    if own is not None:
        own_day = c.client.local(own.starts_at).date()
        last = min(last or own_day, own_day)
    name = (own.caller_name if own else None) or c.state.caller_name or ""
    return WaitingEntry(
        client_id=c.client.id,
        appointment_type_id=wish.type_id,
        practitioner_ids=tuple(wish.practitioner_ids),
        first_on=first,
        last_on=last,
        first_minute=minutes[0],
        last_minute=minutes[1],
        caller_name=name[:LONGEST_NAME],
        telephone=to,
        birth_date=own.birth_date if own else c.state.birth_date,
        language=c.language,
        call_id=c.call.id,
    )


def _days_and_minutes(
    c: Conversation, windows: Sequence[tuple[datetime, datetime]]
) -> tuple[date, date | None, tuple[int, int]]:
    """First and last day and the minutes of the day that hold all these windows."""
    today = c.now_local.date()
    starts = [c.client.local(start) for start, _ in windows]
    # An end belongs to no window; one that is only an instant ends with that minute.
    lasts = [c.client.local(max(s, e - A_MINUTE)) for s, e in windows]
    if not windows or max(lasts).date() < today:
        return today, None, (0, MINUTES_A_DAY)
    days = max(today, min(starts).date()), max(lasts).date()
    if any(one.date() != other.date() for one, other in zip(starts, lasts, strict=True)):
        return *days, (0, MINUTES_A_DAY)
    begins = min(one.hour * 60 + one.minute for one in starts)
    ends = max(one.hour * 60 + one.minute for one in lasts) + 1
    return *days, (begins, ends)
