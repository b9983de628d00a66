"""A doctor on call who is a patient too: one telephone gets alerts and reminders, and says OUI."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.reminder import assured_among
from telesec.clients.client import Contact
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.notifications.outbox import queue
from telesec.worker import Worker
from tests.assistant.test_caller_answers import answers, appointment, messages, read, reminded
from tests.telephone import DOCTOR_ON_CALL, PRACTICE, Telephone


def alerted(telephone: Telephone, matter: str = "douleur dans la poitrine") -> int:
    """Something urgent, of which the doctor on call has been told by SMS just now."""
    with telephone.looking() as db:
        now = telephone.clock.now()
        client = telephone.client_of(db, PRACTICE)
        message = Message(
            client_id=client.id,
            status=MessageStatus.COMPLETE,
            urgency=Urgency.URGENT,
            subject="Urgence",
            body=matter,
            transcript="",
            created_at=now,
        )
        db.add(message)
        db.flush()
        queue(
            db,
            client_id=client.id,
            call_id=None,
            kind=NotificationKind.URGENT,
            channel=Channel.SMS,
            recipient=DOCTOR_ON_CALL,
            subject="",
            body=f"Urgence : {matter}",
            once_key=f"urgent:{message.id}",
            now=now,
        )
        found = message.id
    delivers(telephone)
    return found


def delivers(telephone: Telephone) -> None:
    Worker(telephone.settings, telephone.engine, telephone.clock).deliver(Channel.SMS)
    read(telephone)


def minutes_pass(telephone: Telephone, minutes: float) -> None:
    telephone.clock.set(telephone.clock.now() + timedelta(minutes=minutes))


def says(telephone: Telephone, body: str) -> str:
    return answers(telephone, body, number=DOCTOR_ON_CALL)


def is_acknowledged(telephone: Telephone, message_id: int) -> bool:
    with telephone.looking() as db:
        return db.get_one(Message, message_id).acknowledged_at is not None


def is_assured(telephone: Telephone, appointment_id: int) -> bool:
    with telephone.looking() as db:
        return assured_among(db, [appointment_id]) == {appointment_id}


@pytest.mark.parametrize("word", ["OUI", "Ok", "oui merci"])
def test_a_reminder_after_an_alert_is_what_yes_answers(telephone: Telephone, word: str) -> None:
    alert = alerted(telephone)
    minutes_pass(telephone, 60)
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    told = says(telephone, word)
    assert "Nous vous attendons jeudi 03/12" in told
    assert "urgence attend" in told  # nobody believes that it is dealt with
    assert is_assured(telephone, own)
    assert not is_acknowledged(telephone, alert)


@pytest.mark.parametrize("word", ["OUI", "ok", "Oui merci", "oui je viens"])
def test_an_alert_after_a_reminder_is_what_yes_answers(telephone: Telephone, word: str) -> None:
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    minutes_pass(telephone, 60)
    alert = alerted(telephone)
    assert "l’urgence est prise en compte" in says(telephone, word)
    assert is_acknowledged(telephone, alert)
    assert not is_assured(telephone, own)
    # And what is left is the reminder.
    assert "Nous vous attendons" in says(telephone, word)
    assert is_assured(telephone, own)


def test_no_to_an_alert_cancels_no_appointment(telephone: Telephone) -> None:
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    minutes_pass(telephone, 60)
    alert = alerted(telephone)
    assert "transmis" in says(telephone, "Non")
    assert appointment(telephone, own).status is AppointmentStatus.CONFIRMED
    assert not is_acknowledged(telephone, alert)
    assert messages(telephone)[-1] == "Non"


def test_no_to_a_reminder_that_came_after_the_alert_cancels(telephone: Telephone) -> None:
    alert = alerted(telephone)
    minutes_pass(telephone, 60)
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    assert "est annulé" in says(telephone, "NON")
    assert appointment(telephone, own).status is AppointmentStatus.CANCELLED
    assert not is_acknowledged(telephone, alert)


@pytest.mark.parametrize("alert_first", [True, False])
@pytest.mark.parametrize("word", ["OUI", "ok", "non"])
def test_where_either_may_be_meant_nothing_is_guessed(
    telephone: Telephone, word: str, alert_first: bool
) -> None:
    if alert_first:
        telephone.clock.set(datetime.fromisoformat("2026-12-01 09:56:00+01:00"))
        alert = alerted(telephone)
    own = reminded(telephone, number=DOCTOR_ON_CALL)  # at ten
    if not alert_first:
        minutes_pass(telephone, 4)
        alert = alerted(telephone)
    minutes_pass(telephone, 1)
    told = says(telephone, word)
    assert "VU" in told
    assert "OUI RDV" in told
    assert not is_acknowledged(telephone, alert)
    assert not is_assured(telephone, own)
    assert appointment(telephone, own).status is AppointmentStatus.CONFIRMED


def test_the_words_that_say_which_are_understood(telephone: Telephone) -> None:
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    minutes_pass(telephone, 4)
    alert = alerted(telephone)
    assert "Nous vous attendons" in says(telephone, "oui rdv")
    assert is_assured(telephone, own)
    assert not is_acknowledged(telephone, alert)
    assert "prise en compte" in says(telephone, "Vu")
    assert is_acknowledged(telephone, alert)


def test_the_word_of_alerts_never_answers_a_reminder(telephone: Telephone) -> None:
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    assert "aucune urgence" in says(telephone, "VU")
    assert not is_assured(telephone, own)


def test_yes_without_any_alert_is_a_callers_yes(telephone: Telephone) -> None:
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    for _ in range(2):
        assert "Nous vous attendons" in says(telephone, "OUI")
    assert is_assured(telephone, own)


def test_an_alert_that_has_not_gone_out_is_not_what_is_answered(telephone: Telephone) -> None:
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    minutes_pass(telephone, 60)
    telephone.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=429)
    alert = alerted(telephone)
    assert "Nous vous attendons" in says(telephone, "OUI")
    assert is_assured(telephone, own)
    assert not is_acknowledged(telephone, alert)


def test_an_alert_told_again_counts_from_when_it_was_told_last(telephone: Telephone) -> None:
    alert = alerted(telephone)
    minutes_pass(telephone, 60)
    own = reminded(telephone, number=DOCTOR_ON_CALL)
    minutes_pass(telephone, 30)
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        contact = db.scalars(select(Contact).where(Contact.mobile == DOCTOR_ON_CALL)).one()
        queue(
            db,
            client_id=client.id,
            call_id=None,
            kind=NotificationKind.URGENT,
            channel=Channel.SMS,
            recipient=DOCTOR_ON_CALL,
            subject="",
            body="Sans réponse depuis 90 minutes",
            once_key=f"escalated:{alert}:1:{contact.id}:sms",
            now=telephone.clock.now(),
        )
    delivers(telephone)
    assert "prise en compte" in says(telephone, "OUI")
    assert is_acknowledged(telephone, alert)
    assert not is_assured(telephone, own)


def test_the_yes_of_somebody_else_acknowledges_nothing(telephone: Telephone) -> None:
    alert = alerted(telephone)
    own = reminded(telephone)
    assert "Nous vous attendons" in answers(telephone, "OUI")
    assert is_assured(telephone, own)
    assert not is_acknowledged(telephone, alert)
    with telephone.looking() as db:
        assert db.scalars(select(Notification.recipient)).all().count(DOCTOR_ON_CALL) == 1
