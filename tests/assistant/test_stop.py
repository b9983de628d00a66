"""STOP, START, and the words that the carrier takes for them though people answer with them."""

import re

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import changes_to
from telesec.agenda.reminder import assured_among
from telesec.agenda.waiting_list import SlotOffer, WaitingEntry
from telesec.assistant.by_text.text_commands import (
    CARRIERS_HELP,
    CARRIERS_START,
    CARRIERS_STOP,
    Subscription,
    subscription,
)
from telesec.assistant.speaking import phrase
from telesec.clients.client import Contact
from telesec.clients.own_hand import EVERY_ACT, OwnAct
from telesec.clients.status import status_at
from telesec.dispatch.offer_wording import offer_text
from telesec.dispatch.reminder_wording import reminder_text
from telesec.dispatch.wording import WORDS
from telesec.messages.inbound_text import InboundText, TextMeaning
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.opt_out import has_opted_out
from telesec.notifications.outbox import queue
from telesec.notifications.receipts import record_receipt
from telesec.values.language import Language
from telesec.values.telephone import E164
from telesec.worker import Worker
from tests.assistant.test_caller_answers import (
    THURSDAY,
    answers,
    appointment,
    messages,
    read,
    reminded,
)
from tests.own_links import CALLER
from tests.telephone import DOCTOR_ON_CALL, PRACTICE, Telephone

RESERVED = CARRIERS_STOP | CARRIERS_START | CARRIERS_HELP


@pytest.mark.parametrize(
    ("text", "carriers", "expected"),
    [
        ("STOP", "", Subscription.STOP),
        ("Stop.", "", Subscription.STOP),
        ("arrêt", "", Subscription.STOP),
        (" cancel ", "", Subscription.STOP),
        ("END", "", Subscription.STOP),
        ("cancel please", "", None),  # the carrier obeys a text of one word only
        ("Yes", "", Subscription.START),
        ("yes please", "", None),
        ("unstop", "", Subscription.START),
        ("NON", "STOP", Subscription.STOP),
        ("oui", "START", Subscription.START),
        ("STOP", "HELP", None),
        ("help", "", None),
        ("", "", None),
    ],
)
def test_what_is_taken_for_stop_and_start(
    text: str, carriers: str, expected: Subscription | None
) -> None:
    assert subscription(text, carriers) is expected


def capitals(text: str) -> set[str]:
    """The words that a text asks for."""
    return {word.lower() for word in re.findall(r"\b[A-Z]{2,}\b", text)}


@pytest.mark.parametrize("language", list(Language))
def test_no_text_asks_for_a_word_of_the_carriers(telephone: Telephone, language: Language) -> None:
    reminded(telephone)
    with telephone.looking() as db:
        found = db.scalars(select(Appointment)).one()
        told = [
            reminder_text(found, language, acts=acts, asks=True, link=link)
            for acts in (frozenset(EVERY_ACT), frozenset[OwnAct]())
            for link in ("", "x" * 60)
        ]
        offer = SlotOffer(
            entry=WaitingEntry(language=language), starts_at=THURSDAY, expires_at=THURSDAY
        )
        told.append(offer_text(offer, found.client, link="", asks=True))
    told += [WORDS[language]["acknowledge"], phrase("text_unclear", language)]
    told += [phrase(key, language) for key in ("text_which_is_meant", "text_alert_waits")]
    told += [phrase("text_acknowledge_more", language, count="2")]
    told += [phrase("text_help", language, kinds="")]
    assert any(capitals(text) for text in told)
    assert not {word for text in told for word in capitals(text)} & RESERVED
    assert not any("cancel" in text.lower() for text in told)


def is_out(telephone: Telephone, number: str = CALLER) -> bool:
    with telephone.looking() as db:
        return has_opted_out(db, telephone.client_of(db, PRACTICE).id, number)


@pytest.mark.parametrize(
    ("word", "advanced"),
    [
        ("CANCEL", {}),
        ("Cancel", {}),
        ("ANNULER", {"annuler": "STOP", "stop": "STOP"}),
        ("Non", {"non": "STOP"}),
    ],
)
def test_cancel_is_neither_done_nor_passed_over(
    telephone: Telephone, word: str, advanced: dict[str, str]
) -> None:
    telephone.network.subscriptions.words = advanced
    found = reminded(telephone)
    assert answers(telephone, word) == ""  # no answer of ours would arrive
    assert appointment(telephone, found).status is AppointmentStatus.CONFIRMED
    with telephone.looking() as db:
        assert changes_to(db, found) == []
        message = db.scalars(select(Message)).one()
        assert message.callback_number == CALLER
        assert message.body.startswith(f"{word}\n(Pour l’opérateur, ce mot veut dire STOP")
        assert "jeudi 03/12 à 12h00" in message.body
        taken = db.scalars(select(InboundText)).one()
        assert (taken.meaning, taken.message_id) == (TextMeaning.STOP, message.id)
    assert is_out(telephone)


def test_cancel_twice_is_one_message(telephone: Telephone) -> None:
    reminded(telephone)
    telephone.network.faults.add("/sms/incoming", what="duplicate")  # type: ignore[arg-type]
    answers(telephone, "CANCEL")
    assert len(messages(telephone)) == 1


def test_what_says_more_than_the_carriers_word_cancels_as_ever(telephone: Telephone) -> None:
    found = reminded(telephone)
    assert "est annulé" in answers(telephone, "cancel please")
    assert appointment(telephone, found).status is AppointmentStatus.CANCELLED
    assert not is_out(telephone)


@pytest.mark.parametrize("word", ["STOP", "UNSUBSCRIBE", "QUIT", "arrêt"])
def test_who_wants_no_texts_has_said_no_more_than_that(telephone: Telephone, word: str) -> None:
    found = reminded(telephone)
    assert answers(telephone, word) == ""
    assert is_out(telephone)
    assert messages(telephone) == []
    assert appointment(telephone, found).status is AppointmentStatus.CONFIRMED


def test_cancel_of_nothing_is_just_stop(telephone: Telephone) -> None:
    assert answers(telephone, "CANCEL") == ""
    assert is_out(telephone)
    assert messages(telephone) == []


@pytest.mark.parametrize("word", ["YES", "yes"])
def test_yes_opts_in_again_and_is_the_answer_too(telephone: Telephone, word: str) -> None:
    found = reminded(telephone)
    answers(telephone, "STOP")
    assert "Nous vous attendons" in answers(telephone, word)
    assert not is_out(telephone)
    with telephone.looking() as db:
        assert assured_among(db, [found]) == {found}


@pytest.mark.parametrize(
    ("word", "advanced"),
    [("HELP", {}), (" info ", {}), ("AIDE", {"aide": "HELP"})],
)
def test_what_the_carrier_answers_itself_is_no_message(
    telephone: Telephone, word: str, advanced: dict[str, str]
) -> None:
    telephone.network.subscriptions.words = advanced
    for _ in range(2):
        assert answers(telephone, word) == ""
    assert messages(telephone) == []
    with telephone.looking() as db:
        assert {one.meaning for one in db.scalars(select(InboundText))} == {TextMeaning.HELP}


@pytest.mark.parametrize("word", ["help me please", "info sur mon rdv", "AIDE"])
def test_what_it_does_not_answer_is_one(telephone: Telephone, word: str) -> None:
    assert "transmis" in answers(telephone, word)
    assert len(messages(telephone)) == 1


def test_help_still_tells_the_clients_people_their_commands(telephone: Telephone) -> None:
    with telephone.looking() as db:
        db.scalars(
            select(Contact).where(Contact.mobile == DOCTOR_ON_CALL)
        ).one().may_set_status = True
    assert "BLOC" in answers(telephone, "HELP", number=DOCTOR_ON_CALL)


def test_yes_to_nothing_after_stop_is_start(telephone: Telephone) -> None:
    answers(telephone, "STOP")
    assert "à nouveau" in answers(telephone, "YES")
    assert not is_out(telephone)
    assert messages(telephone) == []
    assert "transmis" in answers(telephone, "yes")  # as ever: it is for the client


def test_start_is_answered_by_the_carrier_where_it_says_so(telephone: Telephone) -> None:
    telephone.network.subscriptions.words = {"stop": "STOP", "debut": "START"}
    answers(telephone, "STOP")
    assert is_out(telephone)
    assert answers(telephone, "DEBUT") == ""
    assert not is_out(telephone)


def test_danger_is_answered_whatever_they_wish(telephone: Telephone) -> None:
    answers(telephone, "arrêt")  # a word of ours, not of the carrier's
    assert "15" in answers(telephone, "j arrive plus à respirer")
    with telephone.looking() as db:
        assert db.scalars(select(Message)).one().urgency == Urgency.URGENT


def test_end_of_one_of_the_clients_people_ends_the_status_and_is_told(
    telephone: Telephone,
) -> None:
    with telephone.looking() as db:
        db.scalars(
            select(Contact).where(Contact.mobile == DOCTOR_ON_CALL)
        ).one().may_set_status = True
    assert "Au bloc" in answers(telephone, "BLOC", number=DOCTOR_ON_CALL)
    assert answers(telephone, "END", number=DOCTOR_ON_CALL) == ""
    assert is_out(telephone, DOCTOR_ON_CALL)
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        assert status_at(db, client.id, telephone.clock.now()) is None
    [message] = messages(telephone)
    assert "pas même les alertes" in message


def wished(telephone: Telephone, key: str) -> None:
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        queue(
            db,
            client_id=client.id,
            call_id=None,
            kind=NotificationKind.SUMMARY,
            channel=Channel.SMS,
            recipient=CALLER,
            subject="",
            body=f"Un texte : {key}",
            once_key=key,
            now=telephone.clock.now(),
        )
    Worker(telephone.settings, telephone.engine, telephone.clock).deliver(Channel.SMS)
    read(telephone)


def sends_from_its_line(telephone: Telephone) -> None:
    with telephone.looking() as db:
        telephone.client_of(db, PRACTICE).text_from = E164(PRACTICE)


def test_a_stop_that_never_reached_us_is_known_by_the_carriers_refusal(
    telephone: Telephone,
) -> None:
    sends_from_its_line(telephone)
    telephone.network.faults.add("/sms/incoming", nth=1)  # lost on its way to us
    telephone.network.expects_problem("/sms/incoming")
    answers(telephone, "STOP")
    assert not is_out(telephone)
    wished(telephone, "one")
    with telephone.looking() as db:
        told = db.scalars(select(Notification).where(Notification.once_key == "one")).one()
        assert told.status is DeliveryStatus.UNDELIVERABLE
        assert "21610" in (told.last_error or "")
    assert is_out(telephone)
    assert "à nouveau" in answers(telephone, "START")
    wished(telephone, "two")
    with telephone.looking() as db:
        told = db.scalars(select(Notification).where(Notification.once_key == "two")).one()
        assert told.status is not DeliveryStatus.UNDELIVERABLE


@pytest.mark.parametrize("own_line", [True, False])
def test_the_same_word_in_a_receipt_counts_where_start_would_reach_us(
    telephone: Telephone, own_line: bool
) -> None:
    if own_line:
        sends_from_its_line(telephone)
    wished(telephone, "one")
    with telephone.looking() as db:
        told = db.scalars(select(Notification).where(Notification.once_key == "one")).one()
        record_receipt(
            db,
            told.id,
            message_sid=told.provider_sid or "",
            status="failed",
            error_code="21610",
            now=telephone.clock.now(),
        )
    assert is_out(telephone) is own_line
