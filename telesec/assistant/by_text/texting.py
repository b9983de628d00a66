"""Text messages to a line: a command of the client's, a word on receiving them, or a message."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.assistant.by_text.caller_answers import MOST_NAMED, take_answer, what_no_may_be_about
from telesec.assistant.by_text.statuses import begin_status
from telesec.assistant.by_text.text_commands import (
    ACKNOWLEDGE,
    ASK,
    HELP,
    OPEN,
    STOP,
    SetStatus,
    Subscription,
    Unclear,
    asks_carrier_for_help,
    status_asked_for,
    subscription,
    word_of,
)
from telesec.assistant.by_text.whose_answer import Answers, OpenAlert, open_alerts, what_is_answered
from telesec.assistant.by_text.yes_or_no import yes_or_no
from telesec.assistant.speaking import phrase, spoken_until
from telesec.assistant.understanding import Alarm, heard_danger
from telesec.clients.client import Client, Contact, Line, line_dialled
from telesec.clients.status import BadStatus, ClientStatus, SetBy, end_statuses, status_at
from telesec.dispatch.caller_wording import when_in_words
from telesec.dispatch.hand_taken import tell_hand_taken
from telesec.messages.inbound_text import InboundText, TextMeaning
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.messages.taking import LONGEST_BODY
from telesec.notifications.opt_out import has_opted_out, opt_in, opt_out
from telesec.scripts.script import Script
from telesec.values.language import Language, text_in
from telesec.values.telephone import E164, caller_number


@dataclass(frozen=True, slots=True)
class TextFacts:
    """A text message as the carrier tells of it."""

    message_sid: str
    to: str
    sent_from: str
    body: str
    account_sid: str = ""  # the subaccount it came by; empty: the account itself
    opt_out_type: str = ""  # the carrier's own word, where it deals with STOP itself


def line_of(db: Session, facts: TextFacts) -> Line | None:
    """The line it was sent to: that alone decides the client."""
    return line_dialled(db, facts.to, facts.account_sid)


def take_text(
    db: Session, line: Line, script: Script | None, facts: TextFacts, now: datetime
) -> str:
    """Do what the text message asks, and give the answer to it; empty: none.

    Only contacts of the client who may set its status are obeyed; what anybody else writes is a
    message for the client, also while its call script cannot be read (None). Repeated, it changes
    nothing and is answered alike.
    """
    db.flush()
    known = db.get(InboundText, facts.message_sid)
    if known is not None:
        return known.reply
    taking = _Taking(db, line.client, script, facts, now)
    taken = taking.take()
    if _too_many_answers(db, taken) or taking.wants_no_texts():
        taken.reply = ""
    db.add(taken)
    db.flush()
    return taken.reply


def _too_many_answers(db: Session, taken: InboundText) -> bool:
    """Whether this number has been answered enough for now: a machine may answer us in turn."""
    lately = taken.at - ANSWERS_WITHIN
    answered = select(func.count()).where(
        InboundText.client_id == taken.client_id,
        InboundText.sender == taken.sender,
        InboundText.at > lately,
        InboundText.reply != "",
    )
    return (db.scalar(answered) or 0) >= MOST_ANSWERS


MOST_ANSWERS, ANSWERS_WITHIN = 10, timedelta(hours=1)


class _Taking:
    def __init__(
        self, db: Session, client: Client, script: Script | None, facts: TextFacts, now: datetime
    ) -> None:
        self.db, self.client, self.script = db, client, script
        self.statuses = script.statuses if script else {}
        self.facts, self.now = facts, now
        self.sender = caller_number(facts.sent_from)
        self.contact = self._contact()
        self.language = self.contact.language if self.contact else client.language
        self.must_be_told = False  # whatever they wish

    def wants_no_texts(self) -> bool:
        """Whether they answered STOP: then an answer of ours would not even arrive."""
        if self.sender is None or self.must_be_told:
            return False
        return has_opted_out(self.db, self.client.id, self.sender)

    def take(self) -> InboundText:
        said = word_of(self.facts.body)
        wish = subscription(self.facts.body, self.facts.opt_out_type)
        if self.sender and wish == Subscription.STOP:
            return self._stopped(self.sender, said)
        if self.sender and wish == Subscription.START:
            was_out = has_opted_out(self.db, self.client.id, self.sender)
            opt_in(self.db, self.client.id, self.sender)
            if yes_or_no(said) is None or (was_out and not self.contact):
                return self._answered() or self._started()
        is_answer = said in ACKNOWLEDGE or yes_or_no(said) is not None
        if self.contact and self.sender and is_answer:
            return self._answered_by_contact(self.sender, said)
        if self.contact and self.contact.may_set_status:
            commanded = self._commanded(said)
            if commanded:
                return commanded
        if asks_carrier_for_help(self.facts.body, self.facts.opt_out_type):
            return self._done(TextMeaning.HELP, "")  # the carrier has answered
        return self._answered() or self._message()

    def _stopped(self, number: E164, said: str) -> InboundText:
        """No text goes to them from now on: the carrier has said so itself, or would be asked to.

        To the carrier CANCEL is STOP, too. Where it answers a reminder the appointment is neither
        cancelled, of which they could not be told, nor kept without a word: a person rings them.
        """
        opt_out(self.db, self.client.id, number, self.now)
        if self.contact and self.contact.may_set_status and said in OPEN:
            end_statuses(self.db, self.client, self.now)
        note = self._note_on_stop(number, said)
        message = self._for_the_client(note) if note else None
        return self._done(TextMeaning.STOP, "", message_id=message.id if message else None)

    def _note_on_stop(self, number: E164, said: str) -> str:
        """What a person must know of it; empty: whoever wrote it meant just that."""
        language = self.client.language
        if yes_or_no(said) is False:
            starts = what_no_may_be_about(self.db, self.client, number, self.now)
            when = [when_in_words(self.client.local(one), language) for one in starts[:MOST_NAMED]]
            if when:
                return phrase("text_stop_note", language, when=", ".join(when))
        if self.contact and said not in STOP:
            return phrase("text_stop_of_contact_note", language, name=self.contact.name)
        return ""

    def _started(self) -> InboundText:
        """They get texts again. Where the carrier has said so in its own words, we do not."""
        told = phrase("text_started", self.language)
        return self._done(TextMeaning.START, "" if self.facts.opt_out_type else told)

    def _answered_by_contact(self, number: E164, said: str) -> InboundText:
        """Yes, no or a word of receipt, by one of the client's people. No to an alert is for a
        person to read: whoever says it does not deal with it.
        """
        is_yes = said in ACKNOWLEDGE or yes_or_no(said) is True
        meant = what_is_answered(self.db, self.client, number, said, self.now)
        if meant == Answers.EITHER:
            return self._done(TextMeaning.HELP, phrase("text_which_is_meant", self.language))
        if meant == Answers.ALERT:
            return self._acknowledged() if is_yes else self._message()
        answered = self._answered()
        if answered is None:
            return self._acknowledged() if said in ACKNOWLEDGE else self._message()
        if self._open_alerts():
            answered.reply += f" {phrase('text_alert_waits', self.language)}"
        return answered

    def _answered(self) -> InboundText | None:
        """A caller's OUI or NON to what we asked them; None for anything else."""
        said = yes_or_no(self.facts.body)
        if said is None or self.sender is None:
            return None
        answered = take_answer(self.db, self.client, self.sender, said, self.now)
        if answered is None:
            return None
        if answered.note:
            return self._message(answered.note, answered.reply)
        return self._done(TextMeaning.ANSWER, answered.reply)

    def _contact(self) -> Contact | None:
        if self.sender is None:
            return None
        return next((one for one in self.client.contacts if one.mobile == self.sender), None)

    def _commanded(self, said: str) -> InboundText | None:
        if said in HELP:
            kinds = ", ".join(
                text_in(one.label, self.language).upper() for one in self.statuses.values()
            )
            return self._done(TextMeaning.HELP, phrase("text_help", self.language, kinds=kinds))
        if said in ASK:
            return self._done(TextMeaning.STATUS, self._status_now())
        if said in OPEN:
            end_statuses(self.db, self.client, self.now)
            return self._done(TextMeaning.STATUS, phrase("text_status_ended", self.language))
        try:
            local = self.client.local(self.now).replace(tzinfo=None)
            wish = status_asked_for(self.facts.body, self.statuses, local)
            if wish is None or self.script is None:
                return None
            begun = self._begin(self.script, wish)
        except (Unclear, BadStatus):
            return self._done(TextMeaning.HELP, phrase("text_unclear", self.language))
        return self._done(TextMeaning.STATUS, self._told_of(begun))

    def _begin(self, script: Script, wish: SetStatus) -> ClientStatus:
        zone = self.client.zone
        return begin_status(
            self.db,
            self.client,
            script,
            wish.kind,
            self.now,
            set_by=SetBy.SMS,
            whom=str(self.sender),
            begins_at=wish.begins_at.replace(tzinfo=zone) if wish.begins_at else None,
            until=wish.until.replace(tzinfo=zone) if wish.until else None,
        )

    def _status_now(self) -> str:
        status = status_at(self.db, self.client.id, self.now)
        if status is None or status.kind not in self.statuses:
            return phrase("text_no_status", self.language)
        return self._told_of(status)

    def _told_of(self, status: ClientStatus) -> str:
        label = text_in(self.statuses[status.kind].label, self.language)
        local = self.client.local
        words = [label]
        if status.begins_at > self.now:
            words.append(f"{local(status.begins_at):%d/%m}")
        if status.until:
            today = local(self.now).date()
            words.append(spoken_until(local(status.until), self.language, today))
        return phrase("text_status", self.language, status=" ".join(words))

    def _acknowledged(self) -> InboundText:
        """What they were alerted to last, and nobody has dealt with, is what they answer. Others go
        on until they are acknowledged too.
        """
        alerts = self._open_alerts()
        if not alerts:
            nothing = phrase("text_nothing_urgent", self.language)
            return self._done(TextMeaning.ACKNOWLEDGED, nothing)
        found, *others = alerts
        found.message.acknowledged_at = self.now
        reply = phrase("text_acknowledged", self.language)
        if others:
            more = phrase("text_acknowledge_more", self.language, count=str(len(others)))
            reply = f"{reply} {more}"
        return self._done(TextMeaning.ACKNOWLEDGED, reply, message_id=found.message.id)

    def _open_alerts(self) -> list[OpenAlert]:
        if self.sender is None or self.contact is None:
            return []
        return open_alerts(self.db, self.client, self.sender)

    def _message(self, note: str = "", reply: str = "") -> InboundText:
        """Anything else is for the client, as if it had been said on the telephone."""
        message = self._for_the_client(note)
        reply = reply or phrase("text_passed_on", self.language, client=self.client.name)
        if Alarm.LIFE_THREATENING in self._dangers():
            self.must_be_told = True
            reply = f"{phrase('life_threatening', self.language)} {reply}"
        return self._done(TextMeaning.MESSAGE, reply, message_id=message.id)

    def _dangers(self) -> set[Alarm]:
        heard = {heard_danger(self.facts.body, self.client.trade, one) for one in Language}
        return {one for one in heard if one}

    def _for_the_client(self, note: str) -> Message:
        body = "\n".join(filter(None, (self.facts.body, note)))
        message = Message(
            client_id=self.client.id,
            status=MessageStatus.COMPLETE,
            urgency=Urgency.URGENT if self._dangers() else Urgency.ROUTINE,
            callback_number=self.sender,
            subject="SMS",
            body=body[:LONGEST_BODY],
            transcript="",
            created_at=self.now,
        )
        self.db.add(message)
        self.db.flush()
        tell_hand_taken(self.db, message, self.now)
        return message

    def _done(
        self, meaning: TextMeaning, reply: str, *, message_id: int | None = None
    ) -> InboundText:
        return InboundText(
            message_sid=self.facts.message_sid,
            client_id=self.client.id,
            sender=self.facts.sent_from[:64],
            body=self.facts.body,
            meaning=meaning,
            message_id=message_id,
            reply=reply,
            at=self.now,
        )
