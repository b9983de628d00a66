"""Reminders: by the wall clock, by day, once, and only of an appointment as it stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import cancel, move
from telesec.agenda.free_time import Slot
from telesec.agenda.reminder import Reminder
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.dispatch.going_out import may_go
from telesec.dispatch.reminder_wording import reminder_text
from telesec.dispatch.reminding import remind_due
from telesec.dispatch.segments import segments_of
from telesec.gateways.telephony.rest import SentMessage
from telesec.notifications.delivery import TextMessages, deliver_due
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.notifications.opt_out import opt_out
from telesec.values.caller_link import mark_of
from telesec.values.language import Language
from telesec.values.quiet_hours import by_day
from tests.dispatch.killing import killed_before_it_commits
from tests.makers import (
    NOW,
    PARIS,
    make_appointment,
    make_appointment_type,
    make_line,
    make_practitioner,
)
from tests.notifications.post import MOBILE, Post, open_post

pytestmark = pytest.mark.sqlite_on_a_desk

LONG_AGO = NOW - timedelta(days=30)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.fixture
def post(engine: Engine, tmp_path: Path) -> Iterator[Post]:
    with open_post(engine, tmp_path) as post:
        with transaction(engine) as db:
            db.get_one(Client, post.client_id).reminder_days = 2
        yield post


def booked(
    post: Post,
    starts: str,
    *,
    at: datetime = LONG_AGO,
    rules: dict[str, Any] | None = None,
    **of: Any,
) -> int:
    """An appointment of the client's, made at ``at``."""
    with transaction(post.engine) as db:
        client = db.get_one(Client, post.client_id)
        for name, value in (rules or {}).items():
            setattr(client, name, value)
        whom = make_practitioner(db, client, f"m{db.scalar(select(func.count(Appointment.id)))}")
        kind = make_appointment_type(db, client, whom, key=f"k{whom.id}")
        fields = {"created_at": at} | of
        return make_appointment(db, whom, kind, paris(starts), **fields).id


def passes(post: Post, when: str) -> list[str]:
    """The worker is at work then; all texts that have gone out so far."""
    post.clock.set(paris(when))
    remind_due(post.engine, post.clock.now())
    for _ in range(3):
        deliver_due(post.engine, post.outside, post.clock.now, may_go=may_go)
    return [text.body for text in post.network.text_messages]


def with_it(post: Post, appointment_id: int, then: Any) -> None:
    with transaction(post.engine) as db:
        then(db, db.get_one(Appointment, appointment_id))


@pytest.mark.postgresql_on_a_desk
def test_a_caller_is_reminded_once_two_days_before(post: Post) -> None:
    booked(post, "2026-12-03 09:00")
    assert passes(post, "2026-12-01 09:59") == []
    [text] = passes(post, "2026-12-01 10:00")
    assert text.startswith(
        "Cabinet du docteur Martin : rappel, RDV jeudi 03/12 à 9h00. Détails : h"
    )
    assert segments_of(text) == 1
    assert passes(post, "2026-12-01 10:01") == [text]
    assert passes(post, "2026-12-02 10:00") == [text]


def test_nobody_is_unless_the_client_wants_it(post: Post) -> None:
    booked(post, "2026-12-03 09:00", rules={"reminder_days": None})
    assert passes(post, "2026-12-02 10:00") == []


@pytest.mark.parametrize(
    ("starts", "due"),
    [
        ("2027-03-29 09:00", "2027-03-27 10:00"),  # the clocks went forward on the 28th
        ("2026-10-26 09:00", "2026-10-24 10:00"),  # and back on the 25th
    ],
)
def test_the_wall_clock_counts_when_the_clocks_change(post: Post, starts: str, due: str) -> None:
    booked(post, starts, at=paris("2026-09-01 10:00"))
    before = (datetime.fromisoformat(due) - timedelta(minutes=1)).isoformat(" ", "minutes")
    assert passes(post, before) == []
    assert len(passes(post, due)) == 1


@pytest.mark.parametrize(
    ("zone", "when", "day"),
    [
        ("Europe/Paris", "2026-12-01 21:00", "2026-12-02 08:00"),
        ("Europe/Paris", "2026-12-02 03:00", "2026-12-02 08:00"),
        ("Europe/Paris", "2026-12-01 20:59", "2026-12-01 20:59"),
        ("Europe/Paris", "2027-03-28 01:30", "2027-03-28 08:00"),
        ("Indian/Reunion", "2026-12-01 18:00", "2026-12-02 05:00"),
    ],
)
def test_the_night_ends_at_eight_by_the_clock_there(zone: str, when: str, day: str) -> None:
    assert by_day(paris(when), ZoneInfo(zone)) == paris(day)


def test_a_late_reminder_goes_out_in_the_morning(post: Post) -> None:
    booked(post, "2026-12-03 14:00")
    assert passes(post, "2026-12-02 23:00") == []
    assert passes(post, "2026-12-03 07:59") == []
    assert len(passes(post, "2026-12-03 08:00")) == 1


def test_one_that_comes_too_late_to_be_useful_never_goes_out(post: Post) -> None:
    booked(post, "2026-12-03 09:00")
    assert passes(post, "2026-12-03 08:00") == []
    with transaction(post.engine) as db:
        assert db.scalars(select(Reminder)).one().notification_id is None


def test_one_that_waits_over_night_in_the_queue_goes_out_in_the_morning(post: Post) -> None:
    booked(post, "2026-12-03 14:00")
    post.clock.set(paris("2026-12-01 20:59"))
    remind_due(post.engine, post.clock.now())
    assert passes(post, "2026-12-01 21:05") == []
    assert passes(post, "2026-12-02 07:59") == []
    assert len(passes(post, "2026-12-02 08:00")) == 1


class Died(BaseException):
    """The worker is gone: nothing after this line runs."""


class Deadly:
    """The carrier, in whose hands the worker dies before or after the text is gone."""

    def __init__(self, carrier: TextMessages, *, after: bool) -> None:
        self.carrier, self.after = carrier, after
        self.find_text_message = carrier.find_text_message

    def send_text_message(
        self, to: str, body: str, status_callback: str, account: str, sender: str
    ) -> SentMessage:
        if self.after:
            self.carrier.send_text_message(to, body, status_callback, account, sender)
        raise Died


@pytest.mark.parametrize("after", [True, False])
def test_a_worker_that_died_at_dusk_reminds_once_all_the_same(post: Post, after: bool) -> None:
    booked(post, "2026-12-03 14:00")
    post.clock.set(paris("2026-12-01 20:59"))
    remind_due(post.engine, post.clock.now())
    alive = post.outside
    deadly = replace(alive, text_messages=Deadly(alive.text_messages, after=after))
    with pytest.raises(Died):
        deliver_due(post.engine, deadly, post.clock.now, may_go=may_go)
    assert len(passes(post, "2026-12-01 21:05")) == after
    assert len(passes(post, "2026-12-02 07:59")) == after
    [text] = passes(post, "2026-12-02 08:00")
    with transaction(post.engine) as db:
        told = db.scalars(select(Notification)).one()
        assert told.provider_sid == post.network.text_messages[0].sid
        assert (told.status, told.last_error) == (DeliveryStatus.SENT, None)
    assert passes(post, "2026-12-02 12:00") == [text]


def test_one_that_may_have_gone_out_at_dusk_says_so_when_it_is_withdrawn(post: Post) -> None:
    found = booked(post, "2026-12-03 14:00")
    post.clock.set(paris("2026-12-01 20:59"))
    remind_due(post.engine, post.clock.now())
    deadly = replace(post.outside, text_messages=Deadly(post.outside.text_messages, after=True))
    with pytest.raises(Died):
        deliver_due(post.engine, deadly, post.clock.now, may_go=may_go)
    with_it(post, found, lambda db, a: cancel(db, a, post.clock.now()))
    assert len(passes(post, "2026-12-02 08:00")) == 1
    with transaction(post.engine) as db:
        told = db.scalars(select(Notification)).one()
        assert told.status is DeliveryStatus.WITHDRAWN
        assert (told.last_error or "").startswith("unknown")


def test_a_cancellation_before_it_is_sent_withdraws_it(post: Post) -> None:
    found = booked(post, "2026-12-03 09:00")
    post.clock.set(paris("2026-12-01 10:00"))
    assert remind_due(post.engine, post.clock.now()) == 1
    with_it(post, found, lambda db, a: cancel(db, a, post.clock.now()))
    assert passes(post, "2026-12-01 10:01") == []
    with transaction(post.engine) as db:
        assert db.scalars(select(Notification)).one().status is DeliveryStatus.WITHDRAWN


def moved(post: Post, appointment_id: int, to: str) -> None:
    def then(db: Session, appointment: Appointment) -> None:
        start = paris(to)
        slot = Slot(
            appointment.practitioner_id,
            appointment.appointment_type_id,
            start,
            start + timedelta(minutes=20),
        )
        move(db, appointment, slot, post.clock.now())

    with_it(post, appointment_id, then)


def test_a_move_withdraws_it_and_the_new_time_is_reminded_of(post: Post) -> None:
    found = booked(post, "2026-12-03 09:00")
    post.clock.set(paris("2026-12-01 10:00"))
    remind_due(post.engine, post.clock.now())
    moved(post, found, "2026-12-10 09:00")
    assert passes(post, "2026-12-01 10:01") == []
    assert passes(post, "2026-12-08 09:59") == []
    [text] = passes(post, "2026-12-08 10:00")
    assert "jeudi 10/12" in text


def test_a_move_after_it_was_sent_has_a_reminder_of_its_own(post: Post) -> None:
    found = booked(post, "2026-12-03 09:00")
    assert len(passes(post, "2026-12-01 10:00")) == 1
    moved(post, found, "2026-12-10 09:00")
    assert len(passes(post, "2026-12-08 10:00")) == 2


def test_another_address_at_the_same_time_is_no_second_reminder(post: Post) -> None:
    found = booked(post, "2026-12-03 09:00")
    assert len(passes(post, "2026-12-01 10:00")) == 1

    def renumbered(db: Session, appointment: Appointment) -> None:
        del db
        appointment.sequence += 1

    with_it(post, found, renumbered)
    assert len(passes(post, "2026-12-01 11:00")) == 1


@pytest.mark.parametrize(("made", "reminded"), [("2026-11-30 09:59", 1), ("2026-11-30 10:01", 0)])
def test_who_booked_just_before_knows(post: Post, made: str, reminded: int) -> None:
    booked(post, "2026-12-03 09:00", at=paris(made))
    assert len(passes(post, "2026-12-01 10:02")) == reminded


@pytest.mark.parametrize("number", [None, "+33142000000"])
def test_without_a_mobile_nobody_is_reminded(post: Post, number: str | None) -> None:
    booked(post, "2026-12-03 09:00", telephone=number)
    assert passes(post, "2026-12-01 10:00") == []


def test_stop_counts_until_the_last_moment(post: Post) -> None:
    booked(post, "2026-12-03 09:00")
    post.clock.set(paris("2026-12-01 10:00"))
    remind_due(post.engine, post.clock.now())
    with transaction(post.engine) as db:
        opt_out(db, post.client_id, MOBILE, post.clock.now())
    assert passes(post, "2026-12-01 10:01") == []


@pytest.mark.postgresql_on_a_desk
def test_two_workers_at_once_remind_once(post: Post) -> None:
    for hour in range(8, 18):
        booked(post, f"2026-12-03 {hour:02d}:00", telephone=f"+336123456{hour:02d}")
    post.clock.set(paris("2026-12-01 10:00"))
    together = Barrier(2)
    queued: list[int] = []

    def work() -> None:
        together.wait()
        queued.append(remind_due(post.engine, post.clock.now()))

    workers = [Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(queued) == 10
    assert len(passes(post, "2026-12-01 10:01")) == 10


def test_killed_in_between_nothing_is_half_done(post: Post) -> None:
    booked(post, "2026-12-03 09:00")
    post.clock.set(paris("2026-12-01 10:00"))

    with killed_before_it_commits():
        remind_due(post.engine, post.clock.now())
    assert len(passes(post, "2026-12-01 10:01")) == 1


def test_it_asks_for_an_answer_only_where_one_comes_back(post: Post) -> None:
    booked(post, "2026-12-03 12:00")
    with transaction(post.engine) as db:
        client = db.get_one(Client, post.client_id)
        client.text_from = make_line(db, client).number
    post.network.add_number("+33180000001")
    [text] = passes(post, "2026-12-01 10:00")
    assert "rappel, RDV jeudi 03/12 à 12h00. Répondez OUI ou NON (annuler). Détails : h" in text
    assert segments_of(text) == 1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("trade", ["medical", "artisan"])
def test_the_longest_text_is_one_segment(post: Post, language: Language, trade: str) -> None:
    rules = {"name": "Cabinet pluridisciplinaire des docteurs Martin-Lefèvre et associés"}
    found = booked(post, "2026-09-30 10:30", rules=rules | {"trade": trade})
    with transaction(post.engine) as db:
        appointment = db.get_one(Appointment, found)
        acts = frozenset(appointment.client.callers_may)
        text = reminder_text(appointment, language, link=mark_of("abcdefgh"), acts=acts, asks=True)
    assert segments_of(text) == 1
    assert "Jean" not in text
    assert "consultation" not in text
