"""Looking up at the carrier what an earlier attempt may have sent, and what is made of it."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Barrier, BrokenBarrierError

from telesec.gateways.telephony.rest import SentMessage
from telesec.notifications.delivery import UNKNOWN_SETTLES, deliver_due
from telesec.notifications.notification import DeliveryStatus
from telesec.simulator.faults import TIMEOUT_AFTER_DOING
from tests.notifications.post import Post


def test_one_that_was_delivered_while_its_receipt_was_lost_is_delivered(post: Post) -> None:
    post.network.rest_faults.add("POST", "/Messages", status=TIMEOUT_AFTER_DOING)
    post.wish()
    post.deliver()
    post.network.settle()
    post.clock.advance(UNKNOWN_SETTLES.total_seconds())
    assert post.deliver() == 1
    row = post.row()
    assert row.status is DeliveryStatus.DELIVERED
    assert row.settled_at == post.clock.now()
    assert len(post.network.text_messages) == 1


class Together:
    """A carrier that two workers ask at the same moment: both see the same list."""

    def __init__(self, post: Post) -> None:
        self.carrier = post.outside.text_messages
        self.both = Barrier(2, timeout=2)

    def send_text_message(
        self, to: str, body: str, status_callback: str, account: str, sender: str
    ) -> SentMessage:
        return self.carrier.send_text_message(to, body, status_callback, account, sender)

    def find_text_message(
        self, to: str, body: str, since: datetime, others: Collection[str], account: str
    ) -> SentMessage | None:
        found = self.carrier.find_text_message(to, body, since, others, account)
        with suppress(BrokenBarrierError):
            self.both.wait()
        return found


def test_two_workers_who_find_one_message_do_not_take_it_for_two(post: Post) -> None:
    """Two summaries with the same words: one went out, one did not, and nobody knows which."""
    post.network.rest_faults.add("POST", "/Messages", nth=1, status=TIMEOUT_AFTER_DOING)
    post.network.rest_faults.add("POST", "/Messages", nth=2, status=500)
    post.wish(key="one")
    post.wish(key="two")
    assert post.deliver() == 0
    post.clock.advance(UNKNOWN_SETTLES.total_seconds())
    outside = replace(post.outside, text_messages=Together(post))
    with ThreadPoolExecutor(2) as workers:
        work = [
            workers.submit(deliver_due, post.engine, outside, post.clock.now, 1) for _ in range(2)
        ]
    for done in work:
        done.result()
    assert len(post.network.text_messages) == 1
    post.clock.advance(60)
    post.deliver()
    assert len(post.network.text_messages) == 2
    sids = {post.row(key).provider_sid for key in ("one", "two")}
    assert sids == {message.sid for message in post.network.text_messages}
