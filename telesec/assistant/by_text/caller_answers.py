"""What a caller answers to a reminder, understood and done: never guessed.

Only from the number that was reminded, to a line of the same client. Where one number has several
appointments and the answer could mean any of them, the caller gets their links instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.by_link import ChangedMeanwhile, NotOpen
from telesec.agenda.by_text import assure, cancel_by_text
from telesec.agenda.caller_link import link_for
from telesec.agenda.leaving_list import has_given_up
from telesec.agenda.reminder import WENT_OUT, Reminder, reminded_to
from telesec.agenda.waiting_list import OfferStatus, SlotOffer, offers_to
from telesec.assistant.by_text.offer_answers import answer_offer
from telesec.assistant.speaking import phrase
from telesec.clients.client import Client
from telesec.dispatch.caller_wording import when_in_words
from telesec.dispatch.near_appointments import tell_changed_by_text
from telesec.dispatch.telling_callers import language_of_caller
from telesec.dispatch.wording import gsm_7
from telesec.notifications.notification import Notification
from telesec.values.caller_link import mark_of
from telesec.values.telephone import E164

MOST_NAMED = 5  # appointments in one answer
ANSWERED_WITHIN = timedelta(hours=24)  # so long a late answer to an offer is told that it is late


@dataclass(frozen=True, slots=True)
class Answered:
    """What the caller is answered. With a ``note``, a person must see to it: it becomes a message
    for the client.
    """

    reply: str
    note: str = ""


def take_answer(
    db: Session, client: Client, sender: E164, said: bool, now: datetime
) -> Answered | None:
    """Do what ``said`` (True: yes) asks of the appointment it is about; None when it is about none
    that the caller was reminded of, or could be about several.
    """
    found = reminded_to(db, client.id, sender, now)
    standing = [one for one in found if one.appointment.status == AppointmentStatus.CONFIRMED]
    meant = [one for one in standing if one.assured_at is None] if said else standing
    offers = offers_to(db, client.id, sender, now - ANSWERED_WITHIN)
    asked = [one for one in offers if one.status == OfferStatus.OPEN]
    if len(meant) + len(asked) > 1:
        return _which(db, client, [one.appointment for one in meant], asked, now)
    if meant:
        return _done(db, meant[0], said, now)
    if asked or (offers and not found):
        told = answer_offer(db, client, (asked or offers)[0], said, now)
        return Answered(told) if told else None
    if said and standing:
        return _told(db, "text_assured", standing[0].appointment)
    if not said and found:
        return _told_cancelled(db, found[0].appointment)
    return None


def went_out_at(notification: Notification) -> datetime | None:
    """When it went out, as far as anybody knows; None: it has not."""
    if notification.status not in WENT_OUT:
        return None
    return notification.sent_at or notification.created_at


def asked_last_at(db: Session, client: Client, sender: E164, now: datetime) -> datetime | None:
    """When the last text went out to that number that asked a caller something, and awaits an
    answer still: a reminder or an offer.
    """
    told = [
        one.notification
        for one in reminded_to(db, client.id, sender, now)
        if one.assured_at is None and one.appointment.status == AppointmentStatus.CONFIRMED
    ]
    told += [
        db.get(Notification, one.notification_id)
        for one in offers_to(db, client.id, sender, now - ANSWERED_WITHIN)
        if one.status == OfferStatus.OPEN and one.notification_id
    ]
    sent = [went_out_at(one) for one in told if one is not None]
    return max((at for at in sent if at), default=None)


def what_no_may_be_about(
    db: Session, client: Client, sender: E164, now: datetime
) -> Sequence[datetime]:
    """When the appointments begin that this number was reminded of or offered, and that a no could
    mean.
    """
    reminders = reminded_to(db, client.id, sender, now)
    offers = offers_to(db, client.id, sender, now - ANSWERED_WITHIN)
    found = [
        one.starts_at for one in reminders if one.appointment.status == AppointmentStatus.CONFIRMED
    ]
    return found + [one.starts_at for one in offers if one.status == OfferStatus.OPEN]


def _done(db: Session, reminder: Reminder, said: bool, now: datetime) -> Answered | None:
    appointment = reminder.appointment
    try:
        if said:
            assure(db, reminder, now)
            return _told(db, "text_assured", appointment)
        if cancel_by_text(db, reminder, now):
            tell_changed_by_text(db, appointment, now)
        return _told_cancelled(db, appointment)
    except NotOpen:
        told = _told(db, "text_too_late", appointment)
        note = phrase(
            "text_too_late_note", appointment.client.language, when=_when(db, appointment)
        )
        return Answered(told.reply, note)
    except ChangedMeanwhile:
        return None


def _which(
    db: Session,
    client: Client,
    appointments: Sequence[Appointment],
    asked: Sequence[SlotOffer],
    now: datetime,
) -> Answered | None:
    """Each with its link; None where the client's callers have none."""
    language = language_of_caller(db, appointments[0]) if appointments else asked[0].entry.language
    marks = [(one.starts_at, link_for(db, one, now)) for one in appointments]
    marks += [(one.starts_at, mark_of(one.nonce) if client.caller_links else "") for one in asked]
    if not all(link for _, link in marks):
        return None
    named = [
        f"{when_in_words(client.local(starts_at), language)} {link}"
        for starts_at, link in marks[:MOST_NAMED]
    ]
    told = phrase("text_which", language, client=client.name, links=" ; ".join(named))
    return Answered(gsm_7(told))


def _told_cancelled(db: Session, appointment: Appointment) -> Answered:
    """With it goes the wish for something earlier."""
    off_list = has_given_up(db, appointment)
    return _told(db, "text_cancelled_off" if off_list else "text_cancelled", appointment)


def _told(db: Session, key: str, appointment: Appointment) -> Answered:
    language = language_of_caller(db, appointment)
    client, when = appointment.client.name, _when(db, appointment)
    return Answered(gsm_7(phrase(key, language, client=client, when=when)))


def _when(db: Session, appointment: Appointment) -> str:
    local = appointment.client.local(appointment.starts_at)
    return when_in_words(local, language_of_caller(db, appointment))
