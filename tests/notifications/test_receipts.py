"""Receipts: what the carrier says became of a text message; any order, any number of times."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest

from telesec.database import transaction
from telesec.gateways.telephony.rest import SentMessage
from telesec.notifications.attempts import DELAYS
from telesec.notifications.notification import DeliveryStatus
from telesec.notifications.receipts import HANDSET_MAY_BE_BACK, record_receipt
from tests.notifications.post import MOBILE, Post

pytestmark = pytest.mark.sqlite_on_a_desk

OTHER = "SM" + "9" * 32


class Quick:
    """A carrier whose receipt comes before its answer."""

    def __init__(self, post: Post) -> None:
        self.post, self.carrier = post, post.outside.text_messages

    def send_text_message(
        self, to: str, body: str, status_callback: str, account: str, sender: str
    ) -> SentMessage:
        answer = self.carrier.send_text_message(to, body, status_callback, account, sender)
        self.post.receipt(answer.sid, "delivered")
        return answer

    def find_text_message(
        self, to: str, body: str, since: datetime, others: Collection[str], account: str
    ) -> SentMessage | None:
        return self.carrier.find_text_message(to, body, since, others, account)


def sent(post: Post) -> str:
    """A text message that is on its way; its sid."""
    post.wish()
    assert post.deliver() == 1
    return post.row().provider_sid or ""


ORDERS = [
    *permutations(["queued", "sent", "delivered"]),
    ("sent", "delivered", "sent", "delivered"),
    ("delivered", "failed"),
    ("delivered", "undelivered"),
    ("delivered", "read"),
    ("delivered", "some word of next year"),
]


@pytest.mark.postgresql_on_a_desk
@pytest.mark.parametrize("order", ORDERS)
def test_in_any_order_and_twice_they_end_in_delivered(post: Post, order: tuple[str, ...]) -> None:
    sid = sent(post)
    for status in order:
        post.receipt(sid, status)
    row = post.row()
    assert row.status is DeliveryStatus.DELIVERED
    assert row.settled_at == post.clock.now()


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "undelivered"])))
def test_in_any_order_they_end_in_undeliverable(post: Post, order: tuple[str, ...]) -> None:
    sid = sent(post)
    for status in order:
        post.receipt(sid, status, "30005" if status == "undelivered" else "")
    row = post.row()
    assert row.status is DeliveryStatus.UNDELIVERABLE
    assert row.last_error == "carrier: undelivered, error 30005"
    assert row.settled_at


@pytest.mark.postgresql_on_a_desk
def test_one_that_comes_while_we_still_send_is_kept(post: Post) -> None:
    """The carrier reports before its answer to our own request has been written down."""
    post.outside = replace(post.outside, text_messages=Quick(post))
    post.wish()
    post.deliver()
    row = post.row()
    assert row.status is DeliveryStatus.DELIVERED
    assert row.provider_sid == post.network.text_messages[0].sid
    assert row.provider_status == "delivered"


def test_one_tells_what_became_of_an_unknown_outcome(post: Post) -> None:
    post.network.rest_faults.add("POST", "/Messages", status="timeout_after_doing")
    post.wish()
    post.deliver()
    [message] = post.network.text_messages
    post.receipt(message.sid, "delivered")
    post.clock.advance(3600)
    assert post.deliver() == 0
    assert len(post.network.text_messages) == 1
    row = post.row()
    assert (row.status, row.provider_sid) == (DeliveryStatus.DELIVERED, message.sid)
    assert row.last_error is None


def test_one_of_another_message_changes_nothing(post: Post) -> None:
    ours = sent(post)
    post.receipt(OTHER, "failed")
    row = post.row()
    assert (row.status, row.provider_sid) == (DeliveryStatus.SENT, ours)


@pytest.mark.parametrize("sid", ["", "SM", "x" * 200, "SM" + "9" * 31 + "/"])
def test_one_without_a_true_sid_is_not_believed(post: Post, sid: str) -> None:
    post.wish()
    post.receipt(sid, "delivered")
    row = post.row()
    assert (row.status, row.provider_sid) == (DeliveryStatus.QUEUED, None)


def test_one_for_a_notification_that_never_was_is_only_logged(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(post.engine) as db:
        record_receipt(
            db, 4711, message_sid=OTHER, status="sent", error_code="", now=post.clock.now()
        )
    [told] = [r for r in caplog.records if r.message == "receipt_of_unknown_message"]
    assert told.__dict__["notification_id"] == 4711


def test_a_handset_that_is_off_is_tried_again_with_a_new_message(post: Post) -> None:
    post.network.person(MOBILE).text_messages_fail(30003)
    first = sent(post)
    post.receipt(first, "undelivered", "30003")
    row = post.row()
    assert row.status is DeliveryStatus.QUEUED
    assert row.next_attempt_at == post.clock.now() + HANDSET_MAY_BE_BACK
    for stale in ("sent", "undelivered", "queued"):
        post.receipt(first, stale, "30003")
    assert post.row().next_attempt_at == row.next_attempt_at, "old news moves nothing"
    post.clock.advance(HANDSET_MAY_BE_BACK.total_seconds())
    assert post.deliver() == 1
    second = post.row().provider_sid or ""
    assert second != first
    post.receipt(first, "undelivered", "30003")
    post.receipt(second, "delivered")
    assert post.row().status is DeliveryStatus.DELIVERED
    assert len(post.network.text_messages) == 2


def test_the_receipt_of_a_second_attempt_may_be_quicker_than_our_record_too(post: Post) -> None:
    first = sent(post)
    post.receipt(first, "undelivered", "30003")
    post.clock.advance(HANDSET_MAY_BE_BACK.total_seconds())
    post.outside = replace(post.outside, text_messages=Quick(post))
    post.deliver()
    row = post.row()
    assert row.status is DeliveryStatus.DELIVERED
    assert row.provider_sid == post.network.text_messages[1].sid


def test_a_handset_that_stays_off_becomes_undeliverable(post: Post) -> None:
    post.wish()
    for _ in range(len(DELAYS) + 1):
        assert post.deliver() == 1
        post.receipt(post.row().provider_sid or "", "undelivered", "30003")
        post.clock.advance(DELAYS[-1].total_seconds())
    assert post.row().status is DeliveryStatus.UNDELIVERABLE
    assert post.deliver() == 0
    assert len(post.network.text_messages) == len(DELAYS) + 1
