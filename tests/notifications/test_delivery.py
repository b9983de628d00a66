"""Delivery: over real HTTP to the pretended carrier and real SMTP, with what goes wrong there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from telesec.database import transaction
from telesec.notifications.attempts import DELAYS
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
)
from telesec.simulator.faults import TIMEOUT_AFTER_DOING
from tests.notifications.post import MOBILE, Post


def test_a_text_message_goes_out_once(post: Post) -> None:
    post.wish()
    post.wish()
    assert post.deliver() == 1
    assert post.deliver() == 0
    [sent] = post.network.text_messages
    assert (sent.to, sent.body, sent.from_) == (MOBILE, "Un message vous attend.", "telesec")
    assert post.row().status is DeliveryStatus.SENT
    assert post.row().provider_sid == sent.sid


def test_an_e_mail_goes_out_with_its_headers(post: Post) -> None:
    post.wish("claire@cabinet.example", Channel.EMAIL)
    assert post.deliver() == 1
    [mail] = post.mailbox.messages
    assert mail.subject == "Un appel pour vous"
    assert "Un message vous attend." in mail.text
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert mail.message["Message-ID"].endswith("@telesec.example>")
    assert post.row().status is DeliveryStatus.SENT


def test_429_was_never_done_and_is_tried_again_later(post: Post) -> None:
    post.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=429)
    post.wish()
    assert post.deliver() == 0
    assert post.row().status is DeliveryStatus.QUEUED
    assert post.deliver() == 0, "not before its time"
    post.clock.advance(DELAYS[0].total_seconds())
    assert post.deliver() == 1
    assert len(post.network.text_messages) == 1


@pytest.mark.parametrize("fault", [500, TIMEOUT_AFTER_DOING])
def test_an_unknown_outcome_is_looked_up_before_anything_is_sent_again(
    post: Post, fault: int | str
) -> None:
    post.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=fault)
    post.wish()
    post.deliver()
    assert (post.row().last_error or "").startswith("unknown")
    post.clock.advance(60)
    assert post.deliver() == 1
    assert len(post.network.text_messages) == 1
    assert post.row().provider_sid == post.network.text_messages[0].sid


def test_a_worker_that_died_after_sending_does_not_send_twice(post: Post) -> None:
    post.wish()
    post.deliver()
    with transaction(post.engine) as db:  # as if it had died before it wrote the outcome
        db.execute(
            update(Notification).values(
                status=DeliveryStatus.SENDING,
                provider_sid=None,
                provider_status=None,
                claimed_until=post.clock.now() - timedelta(seconds=1),
            )
        )
    assert post.deliver() == 1
    assert len(post.network.text_messages) == 1
    assert post.row().status is DeliveryStatus.SENT


def test_a_refusal_is_for_good_and_shown(post: Post) -> None:
    post.wish("+33142000001")
    post.deliver()
    row = post.row()
    assert row.status is DeliveryStatus.UNDELIVERABLE
    assert "21614" in (row.last_error or "")
    assert row.next_attempt_at is None


def test_what_never_works_becomes_undeliverable_and_is_not_lost(post: Post) -> None:
    post.mailbox.fail_next(99, code=451)
    post.wish("claire@cabinet.example", Channel.EMAIL)
    for delay in (*DELAYS, timedelta(0)):
        post.deliver()
        post.clock.advance(delay.total_seconds() + 1)
    assert post.row().status is DeliveryStatus.UNDELIVERABLE
    assert post.row().attempts == len(DELAYS) + 1


def test_a_mail_server_that_says_later_and_one_that_says_no(post: Post) -> None:
    post.mailbox.fail_next(1, code=451)
    post.wish("claire@cabinet.example", Channel.EMAIL)
    post.deliver()
    assert post.row().status is DeliveryStatus.QUEUED
    post.clock.advance(10)
    assert post.deliver() == 1
    post.mailbox.fail_next(1, code=550)
    post.wish("nobody@cabinet.example", Channel.EMAIL, "two")
    post.deliver()
    assert post.row("two").status is DeliveryStatus.UNDELIVERABLE


def test_a_line_break_cannot_add_a_header(post: Post) -> None:
    post.wish("claire@cabinet.example\nBcc: spy@example.com", Channel.EMAIL)
    post.deliver()
    assert post.row().status is DeliveryStatus.UNDELIVERABLE
    assert not post.mailbox.messages


def test_two_workers_at_once_send_each_wish_once(post: Post) -> None:
    for number in range(12):
        post.wish(key=f"wish {number}")
    with ThreadPoolExecutor(4) as workers:
        sent = list(workers.map(lambda _: post.deliver(), range(4)))
    while post.deliver():
        pass
    assert sum(sent) <= 12
    assert len(post.network.text_messages) == 12
