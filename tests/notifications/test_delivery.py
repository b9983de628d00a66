"""Delivery: over real HTTP to the pretended carrier and real SMTP, with what goes wrong there."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from telesec.database import transaction
from telesec.gateways.mail import Mailer
from telesec.gateways.telephony.rest import TelephonyRest
from telesec.notifications.delivery import DELAYS, Outside, deliver_due
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.outbox import queue
from telesec.notifications.receipts import record_receipt
from telesec.settings import read_settings
from telesec.simulator.clock import ManualClock
from telesec.simulator.faults import TIMEOUT_AFTER_DOING
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network
from tests.makers import NOW, make_client

SID = "AC" + "0" * 32
MOBILE = "+33612345678"


@dataclass
class Post:
    """The worker's way out: a carrier and a mailbox on the loopback."""

    engine: Engine
    network: Network
    mailbox: Mailbox
    outside: Outside
    clock: ManualClock
    client_id: int

    def wish(self, to: str = MOBILE, channel: Channel = Channel.SMS, key: str = "one") -> None:
        with transaction(self.engine) as db:
            queue(
                db,
                client_id=self.client_id,
                call_id=None,
                kind=NotificationKind.SUMMARY,
                channel=channel,
                recipient=to,
                subject="Un appel pour vous" if channel == Channel.EMAIL else "",
                body="Un message vous attend.",
                once_key=key,
                now=self.clock.now(),
            )

    def deliver(self) -> int:
        return deliver_due(self.engine, self.outside, self.clock.now)

    def row(self, key: str = "one") -> Notification:
        with transaction(self.engine) as db:
            return db.scalars(select(Notification).where(Notification.once_key == key)).one()


@pytest.fixture
def post(engine: Engine, tmp_path: Path) -> Iterator[Post]:
    clock = ManualClock(NOW)
    network = Network(account_sid=SID, auth_token="token", clock=clock)
    mailbox = Mailbox()
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": SID,
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_API_BASE_URL": network.serve(),
            "TELESEC_PUBLIC_URL": "http://127.0.0.1:9",
            "TELESEC_DATA_DIR": str(tmp_path / "data"),
            "SMTP_URL": mailbox.url,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
        }
    )
    outside = Outside(
        TelephonyRest(settings), Mailer(settings.smtp_url, settings.mail_from), lambda _: ""
    )
    with transaction(engine) as db:
        client_id = make_client(db).id
    yield Post(engine, network, mailbox, outside, clock, client_id)
    network.close()
    mailbox.close()


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
    assert mail.message["Message-ID"].endswith("@telesec.invalid>")
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


ORDERS = [
    ["queued", "sent", "delivered"],
    ["delivered", "sent", "queued"],
    ["sent", "delivered", "sent", "delivered"],
    ["delivered", "failed"],
]


@pytest.mark.parametrize("order", ORDERS)
def test_receipts_in_any_order_and_twice_end_in_delivered(post: Post, order: list[str]) -> None:
    post.wish()
    post.deliver()
    row = post.row()
    for status in order:
        with transaction(post.engine) as db:
            record_receipt(
                db,
                row.id,
                message_sid=row.provider_sid or "",
                status=status,
                error_code="",
                now=NOW,
            )
    assert post.row().status is DeliveryStatus.DELIVERED


def test_a_receipt_that_comes_before_we_wrote_the_sid_is_kept(post: Post) -> None:
    post.wish()
    row = post.row()
    sid = "SM" + "1" * 32
    with transaction(post.engine) as db:
        record_receipt(
            db, row.id, message_sid=sid, status="undelivered", error_code="30003", now=NOW
        )
    assert post.row().status is DeliveryStatus.UNDELIVERABLE
    assert post.row().provider_sid == sid
    assert "30003" in (post.row().last_error or "")
    assert post.deliver() == 0


def test_a_receipt_of_another_message_changes_nothing(post: Post) -> None:
    post.wish()
    post.deliver()
    with transaction(post.engine) as db:
        record_receipt(
            db,
            post.row().id,
            message_sid="SM" + "9" * 32,
            status="failed",
            error_code="",
            now=NOW,
        )
    assert post.row().status is DeliveryStatus.SENT
