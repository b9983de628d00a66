"""Delivery: over real HTTP to the pretended carrier and real SMTP, with what goes wrong there."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from telesec.database import transaction
from telesec.gateways.mail import MailDelayed
from telesec.notifications.attempts import DELAYS
from telesec.notifications.delivery import CLAIMS, UNKNOWN_SETTLES, Mail, deliver_due
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.simulator.faults import TIMEOUT_AFTER_DOING
from telesec.values.caller_link import mark_of, token_of
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


def test_what_is_urgent_goes_first(post: Post) -> None:
    for number in range(3):
        post.wish(key=f"summary {number}", body=f"résumé {number}")
    post.wish(key="alert", kind=NotificationKind.URGENT, body="URGENT")
    assert deliver_due(post.engine, post.outside, post.clock.now, batch=2) == 2
    assert [m.body for m in post.network.text_messages] == ["URGENT", "résumé 0"]


def test_a_mail_server_that_hangs_does_not_hold_up_text_messages(post: Post) -> None:
    post.wish("claire@cabinet.example", Channel.EMAIL, "mail")
    post.wish(key="text")
    sent = deliver_due(post.engine, post.outside, post.clock.now, channels=[Channel.SMS])
    assert sent == 1
    assert post.row("mail").attempts == 0
    assert post.row("text").status is DeliveryStatus.SENT


def test_none_is_begun_when_the_worker_is_told_to_stop(post: Post) -> None:
    for number in range(3):
        post.wish(key=f"wish {number}")
    said = iter([False, True])
    now = post.clock.now
    assert deliver_due(post.engine, post.outside, now, stopping=lambda: next(said)) == 1
    assert len(post.network.text_messages) == 1
    assert post.row("wish 2").status is DeliveryStatus.QUEUED, "no claim is left behind"


def test_two_texts_with_the_same_words_both_go_out_after_an_unknown_outcome(post: Post) -> None:
    """Two discreet summaries of one minute read alike; one must not be taken for the other."""
    post.wish(key="one")
    assert post.deliver() == 1
    post.network.rest_faults.add("POST", "/Messages", nth=1, status=500)  # not done
    post.wish(key="two")
    post.deliver()
    post.clock.advance(UNKNOWN_SETTLES.total_seconds())
    assert post.deliver() == 1
    assert len(post.network.text_messages) == 2
    assert post.row("one").provider_sid != post.row("two").provider_sid


class Broken:
    """A mailer with a mistake of ours in it, for one address."""

    def __init__(self, mail: Mail) -> None:
        self.mail = mail

    def send(
        self,
        *,
        to: str,
        subject: str,
        body: str,
        message_id: str,
        at: datetime,
        calendar: str | None = None,  # noqa: ARG002
    ) -> None:
        if to.startswith("odd"):
            raise ZeroDivisionError
        self.mail.send(to=to, subject=subject, body=body, message_id=message_id, at=at)


def test_an_error_nobody_foresaw_holds_up_no_other_and_is_not_tried_for_ever(post: Post) -> None:
    post.outside = replace(post.outside, mail=Broken(post.outside.mail))
    post.wish("odd@cabinet.example", Channel.EMAIL, "odd")
    post.wish("claire@cabinet.example", Channel.EMAIL, "well")
    assert post.deliver() == 1
    assert post.row("well").status is DeliveryStatus.SENT
    for _ in DELAYS:
        post.clock.advance(DELAYS[-1].total_seconds())
        post.deliver()
    row = post.row("odd")
    assert row.status is DeliveryStatus.UNDELIVERABLE
    assert row.last_error == "unknown: ZeroDivisionError"


class Died(BaseException):
    """The process is gone: nothing after this line runs."""


class Deadly:
    """A mailer in whose hands the worker dies, before or after the mail is gone."""

    def __init__(self, mail: Mail, *, after: bool) -> None:
        self.mail, self.after = mail, after

    def send(
        self,
        *,
        to: str,
        subject: str,
        body: str,
        message_id: str,
        at: datetime,
        calendar: str | None = None,  # noqa: ARG002
    ) -> None:
        if self.after:
            self.mail.send(to=to, subject=subject, body=body, message_id=message_id, at=at)
        raise Died


def test_a_worker_that_dies_every_time_gives_up_in_the_end(post: Post) -> None:
    post.outside = replace(post.outside, mail=Deadly(post.outside.mail, after=False))
    post.wish("claire@cabinet.example", Channel.EMAIL)
    for _ in range(len(DELAYS) + 1):
        with pytest.raises(Died):
            post.deliver()
        assert post.deliver() == 0, "the claim has not run out"
        post.clock.advance(CLAIMS[Channel.EMAIL].total_seconds())
    assert post.deliver() == 0
    row = post.row()
    assert row.status is DeliveryStatus.UNDELIVERABLE
    assert "died" in (row.last_error or "")


def test_a_mail_that_went_out_before_the_worker_died_may_come_twice_and_is_known(
    post: Post,
) -> None:
    mail = post.outside.mail
    post.outside = replace(post.outside, mail=Deadly(mail, after=True))
    post.wish("claire@cabinet.example", Channel.EMAIL)
    with pytest.raises(Died):
        post.deliver()
    post.outside = replace(post.outside, mail=mail)
    post.clock.advance(CLAIMS[Channel.EMAIL].total_seconds())
    assert post.deliver() == 1
    first, second = post.mailbox.messages
    assert first.message["Message-ID"] == second.message["Message-ID"]


class Slow:
    """A mailer that fails so late that another worker has the notification by then."""

    def __init__(self, post: Post) -> None:
        self.post, self.outside = post, post.outside

    def send(self, **_: object) -> None:
        self.post.clock.advance(CLAIMS[Channel.EMAIL].total_seconds())
        again = replace(self.outside, mail=Deadly(self.outside.mail, after=False))
        with suppress(Died):
            deliver_due(self.post.engine, again, self.post.clock.now)
        raise MailDelayed("at last")


def test_a_failure_told_after_the_claim_ran_out_leaves_the_other_workers_claim(
    post: Post,
) -> None:
    post.outside = replace(post.outside, mail=Slow(post))
    post.wish("claire@cabinet.example", Channel.EMAIL)
    post.deliver()
    row = post.row()
    assert row.status is DeliveryStatus.SENDING
    assert row.claimed_until == post.clock.now() + CLAIMS[Channel.EMAIL]
    assert row.attempts == 2


def test_the_carriers_credentials_being_wrong_loses_nothing(post: Post) -> None:
    post.network.auth_token = "another"
    post.wish()
    post.deliver()
    assert post.row().status is DeliveryStatus.QUEUED
    post.network.auth_token = "token"
    post.clock.advance(60)
    assert post.deliver() == 1


def test_a_callers_link_becomes_its_address_only_when_it_is_sent(post: Post) -> None:
    post.wish(body=f"RDV mardi : {mark_of('abcdefgh')}")
    assert post.deliver() == 1
    [sent] = post.network.text_messages
    token = token_of("abcdefgh", post.outside.secret_key)
    assert sent.body == f"RDV mardi : https://telesec.example/r/{token}"
    assert token not in post.row().body
    assert post.outside.secret_key not in repr(post.outside)
