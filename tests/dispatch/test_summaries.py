"""Summaries and alerts: to whom, by which way, once, and what when it cannot go."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.calls.call import Call, CallStatus, Disposition
from telesec.clients.client import Contact, SummaryDetail
from telesec.dispatch.ending import end_call, settle
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from tests.makers import (
    NOW,
    make_call,
    make_client,
    make_contact,
    make_line,
    make_message,
)

BY_EMAIL = {"summary_by_sms": False, "summary_by_email": True}


def a_call(db: Session, **client: object) -> Call:
    made = make_client(db, **client)  # type: ignore[arg-type]
    return make_call(db, made, make_line(db, made))


def notifications(db: Session) -> list[Notification]:
    db.flush()
    return list(db.scalars(select(Notification).order_by(Notification.id)))


def end(db: Session, call: Call) -> None:
    db.flush()
    db.expire_all()
    end_call(db, call, CallStatus.COMPLETED, 60, NOW)


def test_each_contact_is_told_by_the_ways_it_has_chosen(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client, "claire", summary_by_sms=True, summary_by_email=True)
    make_contact(db, call.client, "paul", summary_by_sms=False, summary_by_email=False)
    make_message(db, call)
    end(db, call)
    told = notifications(db)
    assert {(n.channel, n.recipient) for n in told} == {
        (Channel.SMS, "+33611111111"),
        (Channel.EMAIL, "claire@cabinet-martin.example"),
    }


def test_contacts_of_one_rank_are_told_in_the_order_in_which_they_were_noted(db: Session) -> None:
    call = a_call(db)
    # Written in another order than they were numbered, as a database may keep them.
    make_contact(db, call.client, "paul", id=2, email="paul@example.fr", **BY_EMAIL)
    make_contact(db, call.client, "claire", id=1, email="claire@example.fr", **BY_EMAIL)
    make_message(db, call)
    end(db, call)
    assert [told.recipient for told in notifications(db)] == [
        "claire@example.fr",
        "paul@example.fr",
    ]


def test_told_again_nothing_is_added(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client)
    make_message(db, call)
    end(db, call)
    for row in notifications(db):
        row.status = DeliveryStatus.SENT
    settle(db, call, NOW)
    end(db, call)
    assert len(notifications(db)) == 1


def test_a_summary_not_yet_gone_is_written_anew_from_late_facts(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client)
    message = make_message(db, call, body="d'abord")
    end(db, call)
    message.body = "puis autre chose"
    settle(db, call, NOW)
    [told] = notifications(db)
    assert "puis autre chose" in told.body


def test_a_call_that_left_nothing_has_no_summary(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client)
    end(db, call)
    assert call.disposition is Disposition.HUNG_UP
    assert not notifications(db)


def test_spam_set_by_a_person_stays_and_is_not_told(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client)
    make_message(db, call)
    call.disposition = Disposition.SPAM
    call.disposition_by_id = None
    end(db, call)
    assert call.disposition is Disposition.MESSAGE, "the house's own word is settled anew"


def test_a_landline_is_told_by_e_mail_else_kept_as_undeliverable(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client, "desk", mobile="+33142000001", email="desk@example.fr")
    make_contact(db, call.client, "old", mobile="+33142000002", email=None)
    make_message(db, call)
    end(db, call)
    by_mail, kept = notifications(db)
    assert (by_mail.channel, by_mail.recipient) == (Channel.EMAIL, "desk@example.fr")
    assert kept.status is DeliveryStatus.UNDELIVERABLE
    assert kept.last_error


def test_an_alert_goes_at_once_to_who_is_on_call_and_once(db: Session) -> None:
    call = a_call(db)
    make_contact(db, call.client, "claire", on_call_rank=2, email=None)
    make_contact(db, call.client, "paul", on_call_rank=1, mobile="+33622222222", email=None)
    make_contact(db, call.client, "desk", on_call_rank=None)
    message = make_message(db, call, urgency=Urgency.URGENT)
    for _ in range(2):
        alert_urgent(db, message, NOW)
    told = notifications(db)
    assert [n.recipient for n in told] == ["+33622222222", "+33611111111"]
    assert {n.kind for n in told} == {NotificationKind.URGENT}


def test_a_discreet_alert_is_not_said_again_by_the_summary(db: Session) -> None:
    call = a_call(db, summary_detail=SummaryDetail.DISCREET)
    make_contact(db, call.client, on_call_rank=1, email=None)
    message = make_message(db, call, urgency=Urgency.URGENT)
    alert_urgent(db, message, NOW)
    end(db, call)
    assert [n.kind for n in notifications(db)] == [NotificationKind.URGENT]


def an_alert_then_the_end(db: Session) -> tuple[Call, Message, Notification]:
    call = a_call(db)
    make_contact(db, call.client, on_call_rank=1, email=None, summary_by_sms=True)
    message = make_message(db, call, urgency=Urgency.URGENT)
    alert_urgent(db, message, NOW)
    [alert] = notifications(db)
    return call, message, alert


def test_an_alert_that_says_it_all_is_not_sent_again_as_the_summary(db: Session) -> None:
    call, _, alert = an_alert_then_the_end(db)
    end(db, call)
    assert notifications(db) == [alert]


def test_what_came_after_the_alert_is_told_by_the_summary(db: Session) -> None:
    call, message, alert = an_alert_then_the_end(db)
    message.caller_name = "Madame Petit"
    end(db, call)
    _, summary = notifications(db)
    assert "Madame Petit" in summary.body
    assert "Madame Petit" not in alert.body


def test_an_alert_that_did_not_arrive_is_told_by_the_summary(db: Session) -> None:
    call, _, alert = an_alert_then_the_end(db)
    alert.status = DeliveryStatus.UNDELIVERABLE
    end(db, call)
    _, summary = notifications(db)
    assert summary.body == alert.body


def test_contacts_are_the_clients_own(db: Session) -> None:
    call = a_call(db)
    other = make_client(db, "other")
    make_contact(db, other, "spy", mobile="+33699999999")
    make_message(db, call)
    end(db, call)
    assert db.scalars(select(Contact)).all()
    assert not notifications(db)
