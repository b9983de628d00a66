"""Reminders by e-mail: beside those by SMS, by the client's rule, by day, once, and discreet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, select

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import cancel
from telesec.agenda.by_link import put_address_by_link
from telesec.agenda.mending import correct
from telesec.agenda.reminder import MOST_WRITTEN, Reminder, email_reminder_at, reminded_to
from telesec.clients.client import Client
from telesec.clients.own_hand import OwnAct
from telesec.database import transaction
from telesec.dispatch.going_out import may_go
from telesec.dispatch.reminder_mail import reminder_mail
from telesec.dispatch.reminding import remind_due
from telesec.notifications.delivery import CLAIMS, deliver_due
from telesec.notifications.notification import Channel, DeliveryStatus, Notification
from telesec.notifications.opt_out import opt_out
from telesec.notifications.outbox import undeliverable_of
from telesec.simulator.mailbox import Mail
from telesec.values.caller_link import mark_of
from telesec.values.language import Language
from tests.dispatch.killing import Killed, killed_before_it_commits
from tests.dispatch.test_reminding import booked, moved, paris, with_it
from tests.makers import make_line
from tests.notifications.post import MOBILE, Post, open_post

pytestmark = pytest.mark.sqlite_on_a_desk

JEAN = "jean@mel.example"
THURSDAY = "2026-12-10 09:00"


@pytest.fixture
def post(engine: Engine, tmp_path: Path) -> Iterator[Post]:
    with open_post(engine, tmp_path) as post:
        with transaction(engine) as db:
            db.get_one(Client, post.client_id).reminder_email_days = 7
        yield post


def passes(post: Post, when: str) -> list[Mail]:
    """The worker is at work then; all e-mails that have gone out so far."""
    post.clock.set(paris(when))
    remind_due(post.engine, post.clock.now())
    for _ in range(3):
        deliver_due(post.engine, post.outside, post.clock.now, may_go=may_go)
    return post.mailbox.messages


@pytest.mark.postgresql_on_a_desk
def test_a_caller_is_reminded_once_seven_days_before(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    assert passes(post, "2026-12-03 09:59") == []
    [mail] = passes(post, "2026-12-03 10:00")
    assert mail.message["To"] == JEAN
    assert mail.message["Subject"] == "Rappel : rendez-vous jeudi 10/12 à 9h00"
    assert "Cabinet du docteur Martin vous rappelle votre rendez-vous :" in mail.text
    assert "Le déplacer, l’annuler ou l’ajouter à votre agenda :\nhttps://telesec.ex" in mail.text
    assert "%link" not in mail.text
    for later in ("2026-12-03 10:01", "2026-12-08 10:00", "2026-12-10 08:00"):
        assert len(passes(post, later)) == 1
    assert post.network.text_messages == []


def test_sms_and_email_go_each_by_its_own_rule(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN, rules={"reminder_days": 2})
    assert len(passes(post, "2026-12-03 10:00")) == 1
    assert post.network.text_messages == []
    assert len(passes(post, "2026-12-08 09:59")) == 1
    assert post.network.text_messages == []
    assert len(passes(post, "2026-12-08 10:00")) == 1
    assert len(post.network.text_messages) == 1
    assert len(passes(post, "2026-12-09 10:00")) == 1
    assert len(post.network.text_messages) == 1


def test_nobody_is_by_email_unless_the_client_wants_it(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN, rules={"reminder_email_days": None, "reminder_days": 2})
    assert passes(post, "2026-12-08 10:00") == []
    assert len(post.network.text_messages) == 1


def test_without_an_address_nobody_is_and_one_given_later_is_too_late(post: Post) -> None:
    found = booked(post, THURSDAY)
    assert passes(post, "2026-12-03 10:00") == []
    with_it(post, found, lambda db, a: put_address_by_link(db, a, JEAN, post.clock.now()))
    assert passes(post, "2026-12-03 10:01") == []


def test_both_of_one_day_go_both(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN, rules={"reminder_days": 7})
    assert len(passes(post, "2026-12-03 10:00")) == 1
    assert len(post.network.text_messages) == 1


@pytest.mark.parametrize(("made", "reminded"), [("2026-12-02 09:59", 1), ("2026-12-02 10:01", 0)])
def test_who_booked_just_before_knows(post: Post, made: str, reminded: int) -> None:
    booked(post, THURSDAY, at=paris(made), email=JEAN)
    assert len(passes(post, "2026-12-03 10:02")) == reminded


def test_never_at_night(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    assert passes(post, "2026-12-03 22:00") == []
    assert passes(post, "2026-12-04 07:59") == []
    assert len(passes(post, "2026-12-04 08:00")) == 1


def test_one_that_waits_over_night_in_the_queue_goes_out_in_the_morning(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    post.clock.set(paris("2026-12-03 20:59"))
    remind_due(post.engine, post.clock.now())
    assert passes(post, "2026-12-03 21:05") == []
    assert len(passes(post, "2026-12-04 08:00")) == 1


def queued(post: Post) -> None:
    """It is decided, and not yet sent."""
    post.clock.set(paris("2026-12-03 10:00"))
    assert remind_due(post.engine, post.clock.now()) == 1


def taken_back(post: Post) -> list[DeliveryStatus]:
    assert passes(post, "2026-12-03 10:01") == []
    with transaction(post.engine) as db:
        return list(db.scalars(select(Notification.status)))


def test_a_cancellation_before_it_is_sent_withdraws_it(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    queued(post)
    with_it(post, found, lambda db, a: cancel(db, a, post.clock.now()))
    assert taken_back(post) == [DeliveryStatus.WITHDRAWN]


def test_so_does_an_address_that_is_taken_back(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    queued(post)
    with_it(post, found, lambda db, a: put_address_by_link(db, a, None, post.clock.now()))
    assert taken_back(post) == [DeliveryStatus.WITHDRAWN]


# An address put right after the reminder was decided

JEANNE = "jeanne@mel.example"


def put_right(post: Post, appointment_id: int, email: str | None) -> None:
    """A secretary corrects the address."""
    with_it(
        post,
        appointment_id,
        lambda db, a: correct(
            db,
            a,
            caller_name=a.caller_name,
            telephone=a.telephone,
            email=email,
            birth_date=None,
            notes="",
            now=post.clock.now(),
        ),
    )


def recipients(post: Post) -> list[str]:
    return [str(mail.message["To"]) for mail in post.mailbox.messages]


def test_one_that_is_still_queued_goes_to_the_right_address_instead(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    queued(post)
    put_right(post, found, JEANNE)
    passes(post, "2026-12-03 10:01")
    assert recipients(post) == [JEANNE]


def test_one_that_bounced_goes_to_the_right_address_once(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    post.mailbox.fail_next(1, code=550)
    assert passes(post, "2026-12-03 10:00") == []
    put_right(post, found, JEANNE)
    for when in ("2026-12-03 15:00", "2026-12-03 15:01", "2026-12-08 10:00"):
        passes(post, when)
        assert recipients(post) == [JEANNE]
    assert "jeudi 10/12 à 9h00" in post.mailbox.messages[0].text
    with transaction(post.engine) as db:
        assert undeliverable_of(db, [post.client_id]) == []  # somebody has dealt with it


def test_so_does_one_that_went_to_a_stranger_and_back_is_not_again(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    passes(post, "2026-12-03 10:00")
    for email in (JEANNE, JEAN, JEANNE):
        put_right(post, found, email)
        passes(post, "2026-12-04 10:00")
    assert recipients(post) == [JEAN, JEANNE]


def test_back_to_one_that_never_went_it_goes(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    queued(post)
    for email, when in ((JEANNE, "10:01"), (JEAN, "10:02")):
        put_right(post, found, email)
        passes(post, f"2026-12-03 {when}")
    assert recipients(post) == [JEANNE, JEAN]


def test_a_new_time_is_reminded_of_at_that_address_too(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    passes(post, "2026-12-03 10:00")
    put_right(post, found, JEANNE)
    passes(post, "2026-12-03 10:01")
    moved(post, found, "2026-12-17 09:00")
    passes(post, "2026-12-10 10:00")
    assert recipients(post) == [JEAN, JEANNE, JEANNE]
    put_right(post, found, JEAN)
    passes(post, "2026-12-10 10:01")
    assert recipients(post)[3:] == [JEAN]


def test_not_at_night_nor_too_late_nor_once_it_is_cancelled(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    other = booked(post, "2026-12-10 10:30", email="paul@mel.example")
    gone = booked(post, "2026-12-10 11:00", email="anne@mel.example")
    assert len(passes(post, "2026-12-03 20:00")) == 3
    put_right(post, found, JEANNE)
    put_right(post, gone, "anna@mel.example")
    with_it(post, gone, lambda db, a: cancel(db, a, post.clock.now()))
    assert len(passes(post, "2026-12-03 21:30")) == 3
    assert len(passes(post, "2026-12-04 08:00")) == 4
    assert recipients(post)[3] == JEANNE
    put_right(post, other, "pol@mel.example")
    assert len(passes(post, "2026-12-10 09:00")) == 4


def test_however_often_it_is_put_right_there_is_an_end(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    passes(post, "2026-12-03 10:00")
    for number in range(8):
        put_right(post, found, f"jean{number}@mel.example")
        passes(post, f"2026-12-03 11:{number:02d}")
    assert len(post.mailbox.messages) == MOST_WRITTEN


def test_an_address_that_is_emptied_and_one_that_comes_in_late_wait(post: Post) -> None:
    found = booked(post, THURSDAY)
    emptied = booked(post, "2026-12-10 10:00", email=JEAN)
    passes(post, "2026-12-03 10:00")
    put_right(post, found, JEANNE)
    put_right(post, emptied, None)
    passes(post, "2026-12-03 10:01")
    assert recipients(post) == [JEAN]


@pytest.mark.postgresql_on_a_desk
def test_two_workers_put_it_right_once(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    passes(post, "2026-12-03 10:00")
    put_right(post, found, JEANNE)
    together = Barrier(2)
    queued_by: list[int] = []

    def work() -> None:
        together.wait()
        queued_by.append(remind_due(post.engine, post.clock.now()))

    workers = [Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(queued_by) == [0, 1]
    passes(post, "2026-12-03 10:02")
    assert recipients(post) == [JEAN, JEANNE]


def test_a_move_withdraws_it_and_the_new_time_is_reminded_of(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    queued(post)
    moved(post, found, "2026-12-17 09:00")
    assert taken_back(post) == [DeliveryStatus.WITHDRAWN]
    [mail] = passes(post, "2026-12-10 10:00")
    assert "jeudi 17/12" in mail.text


def test_moved_back_to_a_time_reminded_of_it_is_not_reminded_of_again(post: Post) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    assert len(passes(post, "2026-12-03 10:00")) == 1
    moved(post, found, "2026-12-18 09:00")
    moved(post, found, THURSDAY)
    assert len(passes(post, "2026-12-04 10:00")) == 1


def test_stop_is_about_text_messages(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    with transaction(post.engine) as db:
        opt_out(db, post.client_id, MOBILE, post.clock.now())
    assert len(passes(post, "2026-12-03 10:00")) == 1


@pytest.mark.postgresql_on_a_desk
def test_two_workers_at_once_remind_once(post: Post) -> None:
    for hour in range(8, 18):
        booked(post, f"2026-12-10 {hour:02d}:00", email=f"a{hour}@mel.example")
    post.clock.set(paris("2026-12-03 10:00"))
    together = Barrier(2)
    found: list[int] = []

    def work() -> None:
        together.wait()
        found.append(remind_due(post.engine, post.clock.now()))
        for _ in range(3):
            deliver_due(post.engine, post.outside, post.clock.now, may_go=may_go)

    workers = [Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(found) == 10
    mails = passes(post, "2026-12-03 10:01")
    assert len(mails) == len({mail.message["To"] for mail in mails}) == 10


@pytest.mark.postgresql_on_a_desk
def test_killed_while_deciding_nothing_is_half_done(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN, rules={"reminder_days": 7})
    post.clock.set(paris("2026-12-03 10:00"))

    with killed_before_it_commits():
        remind_due(post.engine, post.clock.now())
    assert len(passes(post, "2026-12-03 10:01")) == 1
    assert len(post.network.text_messages) == 1


def test_killed_before_it_is_sent_it_goes_out_when_the_claim_is_over(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    queued(post)

    class Dies:
        """A worker that is killed while it talks to the mail server."""

        def send(self, **_: Any) -> None:
            raise Killed

    dying = replace(post.outside, mail=Dies())
    with pytest.raises(Killed):
        deliver_due(post.engine, dying, post.clock.now, may_go=may_go)
    assert passes(post, "2026-12-03 10:01") == []
    post.clock.advance(CLAIMS[Channel.EMAIL].total_seconds())
    deliver_due(post.engine, post.outside, post.clock.now, may_go=may_go)
    assert len(post.mailbox.messages) == 1


def test_a_mail_server_that_is_away_delays_it_by_day_only(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    post.mailbox.fail_next(5, code=451)
    assert passes(post, "2026-12-03 19:30") == []
    for when in ("19:31", "19:33", "19:45", "20:50"):
        assert passes(post, f"2026-12-03 {when}") == []
    assert passes(post, "2026-12-04 03:00") == []
    assert len(passes(post, "2026-12-04 08:00")) == 1
    assert len(passes(post, "2026-12-05 10:00")) == 1


def test_an_address_that_does_not_exist_is_shown_and_hinders_nobody(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    booked(post, "2026-12-10 10:00", email="paul@mel.example")
    post.mailbox.fail_next(1, code=550)
    assert len(passes(post, "2026-12-03 10:00")) == 1
    with transaction(post.engine) as db:
        states = set(db.scalars(select(Notification.status)))
    assert states == {DeliveryStatus.UNDELIVERABLE, DeliveryStatus.SENT}


def test_nobody_answers_an_email_by_text(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN)
    assert len(passes(post, "2026-12-03 10:00")) == 1
    with transaction(post.engine) as db:
        assert reminded_to(db, post.client_id, MOBILE, post.clock.now()) == []
        assert db.scalars(select(Reminder.channel)).all() == [Channel.EMAIL]


def test_who_may_still_give_an_address(post: Post) -> None:
    found = booked(post, THURSDAY)
    due = paris("2026-12-03 10:00")

    def at(when: str) -> Any:
        with transaction(post.engine) as db:
            return email_reminder_at(db, db.get_one(Appointment, found), paris(when))

    assert at("2026-11-20 10:00") == due
    assert at("2026-12-03 10:00") is None  # it is decided
    with_it(post, found, lambda db, a: cancel(db, a, post.clock.now()))
    assert at("2026-11-20 10:00") is None
    found = booked(post, "2026-12-10 11:00", at=due - timedelta(hours=5))
    assert at("2026-12-03 09:00") is None  # just told
    found = booked(post, "2026-12-10 12:00", rules={"reminder_email_days": None})
    assert at("2026-11-20 10:00") is None


@pytest.mark.parametrize(
    ("trade", "said"),
    [("medical", False), ("legal", False), ("notary", False), ("artisan", True), ("other", True)],
)
@pytest.mark.parametrize("language", list(Language))
def test_what_for_and_where_stand_in_none_where_that_is_a_secret(
    post: Post, trade: str, said: bool, language: Language
) -> None:
    found = booked(post, THURSDAY, email=JEAN, notes="béquilles", rules={"trade": trade})
    with transaction(post.engine) as db:
        appointment = db.get_one(Appointment, found)
        words = reminder_mail(appointment, language, link=mark_of("abcdefgh"))
    subject, body = words
    assert ("consultation" in body, "rue de la Paix" in body) == (said, said)
    for secret in ("Dupont", "béquilles", "0612345678", "06 12", JEAN, "docteur Martin,"):
        assert secret not in subject + body
    assert "Martin" not in subject
    assert len(subject) <= 200


@pytest.mark.parametrize(
    ("acts", "link", "told"),
    [
        ({OwnAct.SEE}, "L", ["Le voir ou l’ajouter", "L", "appelez le 01 80 00 00 01"]),
        ({OwnAct.SEE, OwnAct.MOVE}, "L", ["Le déplacer ou l’ajouter", "appelez le 01 80"]),
        ({OwnAct.SEE, OwnAct.CANCEL}, "L", ["L’annuler ou l’ajouter", "appelez le 01 80"]),
        (set(OwnAct), "", ["Pour le changer, appelez le 01 80 00 00 01.", "au secrétariat"]),
    ],
)
def test_it_says_what_can_be_done_and_how(
    post: Post, acts: set[OwnAct], link: str, told: list[str]
) -> None:
    found = booked(post, THURSDAY, email=JEAN)
    with transaction(post.engine) as db:
        make_line(db, db.get_one(Client, post.client_id))
        appointment = db.get_one(Appointment, found)
        _, body = reminder_mail(appointment, Language.FR, link=link, acts=acts)
    for words in told:
        assert words in body


def test_it_is_in_the_callers_language(post: Post) -> None:
    booked(post, THURSDAY, email=JEAN, rules={"language": Language.EN})
    [mail] = passes(post, "2026-12-03 10:00")
    assert mail.message["Subject"] == "Reminder: appointment Thursday 10 Dec at 09:00"
    assert "Move it, cancel it or add it to your calendar:" in mail.text
