"""Callbacks twice, in the wrong order, a day late or never: the end is the same.

Each story is told once on a network without faults; then, with each fault, all that is left of it
must be the same: calls, seconds, messages, recordings, and what people were told.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from telesec.app import create_app
from telesec.calls.call import Call, CallStatus
from telesec.clients.client import Contact
from telesec.messages.message import Message, MessageStatus, Recording
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.simulator.faults import Fault
from telesec.worker import Worker
from tests.reconciliation.reconciling import repairs
from tests.telephone import PLUMBER, PRACTICE, Telephone
from tests.webhooks import post

DAY = 24 * 3600


@dataclass(frozen=True)
class End:
    """What is left when all is over."""

    calls: list[tuple[Any, ...]]
    messages: list[tuple[Any, ...]]
    recordings: int
    told: list[tuple[Any, ...]]
    sent: list[tuple[str, str]]


def end_of(telephone: Telephone) -> End:
    """After the worker, the carrier and a night have had their time."""
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    for seconds in (1, 30, 600, DAY, DAY, 3600):
        telephone.network.settle()
        worker.run_once()
        telephone.clock.advance(seconds)
    assert repairs(telephone, hours=60) == [], "the nights have found everything"
    with telephone.looking() as db:
        calls = db.scalars(select(Call).order_by(Call.started_at)).all()
        for call in calls:
            parts = call.assistant_seconds + call.ring_seconds + call.queue_seconds
            parts += call.secretary_seconds + call.hold_seconds
            assert call.duration_seconds == parts, "the parts add up to the second"
        return End(
            [(c.client_id, c.status, c.duration_seconds, c.disposition) for c in calls],
            [
                (m.client_id, m.status, m.body, m.caller_name, bool(m.recording_sid))
                for m in db.scalars(select(Message).order_by(Message.id))
            ],
            len(db.scalars(select(Recording).where(Recording.fetched_at.is_not(None))).all()),
            [
                (n.client_id, n.kind, n.recipient, n.status)
                for n in db.scalars(select(Notification).order_by(Notification.id))
            ],
            [(m.to, m.body) for m in telephone.network.text_messages],
        )


def everyone_gets_texts(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True


def told(telephone: Telephone) -> None:
    for message in telephone.network.text_messages:
        telephone.network.expects_text(message.to, message.body)


def leaves_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PLUMBER).says("laisser un message")
    call.says("rappelez-moi pour un devis").says("Paul Petit").says("oui").hangs_up()


STATUS, SMS_STATUS = "/voice/status", "/sms/status"
Faults = list[tuple[str, int | None, Fault, dict[str, Any]]]
FAULTS: dict[str, Faults] = {
    "the end told twice": [(STATUS, 1, Fault.DUPLICATE, {})],
    "the end told twice at once": [(STATUS, 1, Fault.DUPLICATE, {"concurrently": True})],
    "the end a day late": [(STATUS, 1, Fault.LATE, {"seconds": DAY})],
    "the end never told": [(STATUS, None, Fault.DROP, {})],
    "the end answered too late": [(STATUS, 1, Fault.STALL, {})],
    "receipts twice": [(SMS_STATUS, None, Fault.DUPLICATE, {"concurrently": True})],
    "receipts overtaken": [(SMS_STATUS, 1, Fault.REORDER, {})],
    "receipts a day late": [(SMS_STATUS, None, Fault.LATE, {"seconds": DAY})],
    "receipts never told": [(SMS_STATUS, None, Fault.DROP, {})],
    "the first call twice at once": [
        ("/voice/incoming", 1, Fault.DUPLICATE, {"concurrently": True})
    ],
    "every turn twice at once": [("/voice/turn", None, Fault.DUPLICATE, {"concurrently": True})],
    "a turn not reached at first": [("/voice/turn", 2, Fault.DROP, {"attempts": 1})],
    "a turn answered 500 at first": [("/voice/turn", 2, Fault.ERROR_500, {"attempts": 1})],
    "all of it": [
        ("/voice/turn", None, Fault.DUPLICATE, {}),
        (STATUS, None, Fault.DROP, {}),
        (SMS_STATUS, None, Fault.DROP, {}),
    ],
}


@pytest.fixture
def expected(telephone: Telephone) -> End:
    """The story's end for Paul Petit, in words."""
    with telephone.looking() as db:
        plumber = telephone.client_of(db, PLUMBER)
        [luc] = plumber.contacts
    body = "rappelez-moi pour un devis"
    return End(
        calls=[(plumber.id, "completed", None, "message")],
        messages=[(plumber.id, "complete", body, "Paul Petit", False)],
        recordings=0,
        told=[(plumber.id, "summary", luc.mobile, "delivered")],
        sent=[(str(luc.mobile), "")],
    )


def same(end: End, expected: End) -> None:
    assert [(c[0], c[1], None, c[3]) for c in end.calls] == expected.calls
    assert end.messages == expected.messages
    assert end.recordings == expected.recordings
    assert end.told == expected.told
    assert [(to, "") for to, _ in end.sent] == expected.sent


def test_the_story_without_a_fault(telephone: Telephone, expected: End) -> None:
    everyone_gets_texts(telephone)
    leaves_message(telephone)
    same(end_of(telephone), expected)
    told(telephone)


@pytest.mark.parametrize("name", FAULTS)
def test_the_end_is_the_same(telephone: Telephone, expected: End, name: str) -> None:
    everyone_gets_texts(telephone)
    for path, nth, what, more in FAULTS[name]:
        telephone.network.faults.add(path, nth=nth, what=what, **more)
    leaves_message(telephone)
    same(end_of(telephone), expected)
    told(telephone)


def records(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("brr").says("khm").says("tss")
    call.speaks_message("c'est Kovač, rappelez-moi", seconds=9).has_ended()


@pytest.mark.parametrize(
    ("what", "more"),
    [
        (Fault.DUPLICATE, {"concurrently": True}),
        (Fault.LATE, {"seconds": DAY}),
        (Fault.DROP, {}),
        (Fault.STALL, {}),
    ],
)
@pytest.mark.parametrize("path", ["/voice/recording", "/voice/status"])
def test_a_recorded_message_is_kept_and_told_once(
    telephone: Telephone, path: str, what: Fault, more: dict[str, Any]
) -> None:
    everyone_gets_texts(telephone)
    telephone.network.faults.add(path, nth=None, what=what, **more)
    records(telephone)
    end = end_of(telephone)
    assert [call[1] for call in end.calls] == [CallStatus.COMPLETED]
    assert [(m[1], m[4]) for m in end.messages] == [(MessageStatus.COMPLETE, True)]
    assert end.recordings == 1
    assert [n[3] for n in end.told] == [DeliveryStatus.DELIVERED]
    assert len(end.sent) == 1
    told(telephone)


def test_a_turn_that_is_lost_ends_in_a_recorded_message(telephone: Telephone) -> None:
    """The carrier goes on at the static fallback; what was said before is not lost either."""
    everyone_gets_texts(telephone)
    call = telephone.caller().dials(PLUMBER).says("laisser un message")
    telephone.network.faults.add("/voice/turn", nth=1, attempts=9)
    call.says("rappelez-moi pour un devis").hears("souci technique")
    call.speaks_message("ici Paul Petit, rappelez-moi", seconds=8).has_ended()
    end = end_of(telephone)
    assert [c[1] for c in end.calls] == [CallStatus.COMPLETED]
    assert len(end.messages) == 1
    assert end.messages[0][4], "with its recording"
    assert end.recordings == 1
    told(telephone)


def test_the_house_restarted_in_the_middle_of_a_call(telephone: Telephone, expected: End) -> None:
    everyone_gets_texts(telephone)
    call = telephone.caller().dials(PLUMBER).says("laisser un message")
    again = create_app(telephone.settings, telephone.engine, telephone.clock)
    telephone.app.wsgi_app = again.wsgi_app  # type: ignore[method-assign]
    call.says("rappelez-moi pour un devis").says("Paul Petit").says("oui").hangs_up()
    same(end_of(telephone), expected)
    told(telephone)


def test_fields_lost_by_a_redirect_change_nothing(telephone: Telephone) -> None:
    """A redirect in front of us makes a GET without fields of a POST: refused, nothing is noted."""
    leaves_message(telephone)
    before = end_of(telephone)
    client = telephone.app.test_client()
    for path in ("/voice/status", "/voice/turn/1", "/sms/status/1", "/voice/recording"):
        assert client.get(path).status_code in {403, 404, 405}
        assert post(telephone, path, {}).status_code < 500
    assert end_of(telephone) == before
    told(telephone)


def test_the_end_and_its_repetitions_from_many_sides_at_once(
    telephone: Telephone, expected: End
) -> None:
    """The callback, the worker's look and a reconciliation come together."""
    everyone_gets_texts(telephone)
    telephone.network.faults.add("/voice/status", nth=None)
    leaves_message(telephone)
    telephone.clock.advance(600)
    telephone.network.settle()
    with telephone.looking() as db:
        call = db.scalars(select(Call)).one()
    seconds = str(telephone.network.calls[call.call_sid].duration_seconds)
    fields = {"CallSid": call.call_sid, "CallStatus": "completed", "CallDuration": seconds}
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    deeds: list[Callable[[], object]] = [
        lambda: post(telephone, "/voice/status", fields),
        worker.end_unended,
        lambda: repairs(telephone),
    ] * 2
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda deed: deed(), deeds))
    same(end_of(telephone), expected)
    told(telephone)
