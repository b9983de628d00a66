"""Texts to callers that come late wait for the morning there; those to the client never do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import cancel, move
from telesec.agenda.change import ChangeKind
from telesec.agenda.free_time import Slot
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.dispatch.going_out import may_go
from telesec.dispatch.telling_callers import tell_caller
from telesec.notifications.delivery import deliver_due
from telesec.notifications.notification import DeliveryStatus, Notification, NotificationKind
from telesec.notifications.opt_out import opt_out
from telesec.notifications.receipts import record_receipt
from tests.makers import PARIS, make_appointment, make_appointment_type, make_practitioner
from tests.notifications.post import MOBILE, Post, open_post

pytestmark = pytest.mark.sqlite_on_a_desk

HANDSET_OFF = "30003"


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.fixture
def post(engine: Engine, tmp_path: Path) -> Iterator[Post]:
    with open_post(engine, tmp_path) as post:
        with transaction(engine) as db:
            db.get_one(Client, post.client_id).confirms_by_sms = True
        yield post


def told(
    post: Post,
    at: str,
    starts: str = "2026-12-03 14:00",
    happened: ChangeKind = ChangeKind.BOOKED,
    **client: Any,
) -> int:
    """An appointment whose caller is told of it then, as soon as the worker comes to it."""
    post.clock.set(paris(at))
    with transaction(post.engine) as db:
        whose = db.get_one(Client, post.client_id)
        for name, value in client.items():
            setattr(whose, name, value)
        whom = make_practitioner(db, whose, "martin")
        kind = make_appointment_type(db, whose, whom, key="consultation")
        made = make_appointment(db, whom, kind, paris(starts), created_at=post.clock.now())
        if happened == ChangeKind.CANCELLED:
            cancel(db, made, post.clock.now())
        assert tell_caller(db, made, happened, post.clock.now())
        return made.id


def passes(post: Post, when: str) -> int:
    """The worker is at work then; how many texts have gone out so far."""
    post.clock.set(paris(when))
    for _ in range(3):
        deliver_due(post.engine, post.outside, post.clock.now, may_go=may_go)
    return len(post.network.text_messages)


def row(post: Post) -> Notification:
    with transaction(post.engine) as db:
        return db.scalars(select(Notification)).one()


def status(post: Post) -> DeliveryStatus:
    return row(post).status


def handset_off(post: Post, when: str) -> None:
    """The carrier says then that the last text could not be delivered for now."""
    post.clock.set(paris(when))
    with transaction(post.engine) as db:
        record_receipt(
            db,
            row(post).id,
            message_sid=post.network.text_messages[-1].sid,
            status="undelivered",
            error_code=HANDSET_OFF,
            now=post.clock.now(),
        )


def test_who_has_just_booked_is_awake(post: Post) -> None:
    told(post, "2026-12-01 23:30")
    assert passes(post, "2026-12-01 23:31") == 1


def test_a_handset_that_was_off_is_tried_again_in_the_morning(post: Post) -> None:
    told(post, "2026-12-01 20:50")
    assert passes(post, "2026-12-01 20:50") == 1
    handset_off(post, "2026-12-01 20:55")
    assert passes(post, "2026-12-01 21:06") == 1
    assert passes(post, "2026-12-02 07:59") == 1
    assert passes(post, "2026-12-02 08:00") == 2


def test_by_day_it_is_tried_again_at_once(post: Post) -> None:
    told(post, "2026-12-01 10:00")
    passes(post, "2026-12-01 10:00")
    handset_off(post, "2026-12-01 10:01")
    assert passes(post, "2026-12-01 10:12") == 2


@pytest.mark.parametrize("fault", [429, 503])
def test_what_the_carrier_could_not_take_at_night_waits(post: Post, fault: int) -> None:
    post.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=fault)
    told(post, "2026-12-01 23:00")
    assert passes(post, "2026-12-01 23:00") == 0 or fault == 503
    before = len(post.network.text_messages)
    assert passes(post, "2026-12-01 23:05") == before
    assert passes(post, "2026-12-02 08:00") == 1  # one that had gone out was found
    assert status(post) in {DeliveryStatus.SENT, DeliveryStatus.DELIVERED}


def test_one_that_comes_late_because_nobody_was_at_work_waits(post: Post) -> None:
    told(post, "2026-12-01 20:30")
    assert passes(post, "2026-12-01 22:30") == 0
    assert passes(post, "2026-12-02 08:00") == 1


def test_the_morning_is_that_of_the_clients_own_place(post: Post) -> None:
    told(post, "2026-12-01 17:00", time_zone="Indian/Reunion")  # 20:00 there
    assert passes(post, "2026-12-01 18:30") == 0  # 21:30 there
    assert passes(post, "2026-12-02 04:59") == 0
    assert passes(post, "2026-12-02 05:00") == 1
    assert paris("2026-12-02 05:00").astimezone(ZoneInfo("Indian/Reunion")).hour == 8


def test_it_is_withdrawn_when_the_appointment_is_over_by_the_morning(post: Post) -> None:
    told(post, "2026-12-01 20:30", starts="2026-12-02 07:30")
    assert passes(post, "2026-12-01 22:30") == 0
    assert status(post) is DeliveryStatus.WITHDRAWN
    assert passes(post, "2026-12-02 08:00") == 0


def changed(post: Post, appointment_id: int, to: str | None) -> None:
    """It is moved or (None) cancelled, and nobody sends a text of it."""
    with transaction(post.engine) as db:
        found = db.get_one(Appointment, appointment_id)
        if to is None:
            cancel(db, found, post.clock.now())
            return
        start = paris(to)
        ids = (found.practitioner_id, found.appointment_type_id)
        move(db, found, Slot(*ids, start, start + timedelta(minutes=20)), post.clock.now())


@pytest.mark.parametrize("to", [None, "2026-12-04 09:00"])
def test_it_is_withdrawn_when_it_is_true_no_more(post: Post, to: str | None) -> None:
    found = told(post, "2026-12-01 20:30")
    assert passes(post, "2026-12-01 22:30") == 0
    changed(post, found, to)
    assert passes(post, "2026-12-02 08:00") == 0
    assert status(post) is DeliveryStatus.WITHDRAWN


def test_moved_away_and_back_it_is_true_again(post: Post) -> None:
    found = told(post, "2026-12-01 20:30")
    assert passes(post, "2026-12-01 22:30") == 0
    changed(post, found, "2026-12-04 09:00")
    changed(post, found, "2026-12-03 14:00")
    assert passes(post, "2026-12-02 08:00") == 1


def test_of_a_cancellation_it_is_told_in_the_morning_too(post: Post) -> None:
    told(post, "2026-12-01 20:30", happened=ChangeKind.CANCELLED)
    assert passes(post, "2026-12-01 22:30") == 0
    assert passes(post, "2026-12-02 08:00") == 1


def carrier_is_busy(post: Post) -> None:
    """It takes no text the next time."""
    post.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=429)


def test_nobody_comes_for_nothing_because_the_carrier_was_busy_at_night(post: Post) -> None:
    carrier_is_busy(post)
    told(post, "2026-12-01 20:59", starts="2026-12-02 07:45", happened=ChangeKind.CANCELLED)
    assert passes(post, "2026-12-01 20:59") == 0
    assert passes(post, "2026-12-01 21:05") == 1
    assert status(post) in {DeliveryStatus.SENT, DeliveryStatus.DELIVERED}


def moved_and_told(post: Post, at: str, starts: str, to: str) -> None:
    found = told(post, "2026-12-01 10:00", starts=starts)
    assert passes(post, "2026-12-01 10:00") == 1
    post.clock.set(paris(at))
    changed(post, found, to)
    with transaction(post.engine) as db:
        assert tell_caller(db, db.get_one(Appointment, found), ChangeKind.MOVED, post.clock.now())


def test_nor_to_the_time_from_which_it_was_moved(post: Post) -> None:
    moved_and_told(post, "2026-12-01 20:30", starts="2026-12-02 08:00", to="2026-12-04 14:00")
    assert passes(post, "2026-12-01 22:30") == 2


def test_nor_is_it_missed_because_it_was_moved_to_the_early_morning(post: Post) -> None:
    moved_and_told(post, "2026-12-01 20:30", starts="2026-12-02 14:00", to="2026-12-02 07:45")
    assert passes(post, "2026-12-01 22:30") == 2


@pytest.mark.postgresql_on_a_desk
def test_moved_twice_in_an_evening_nobody_comes_to_the_first_time(post: Post) -> None:
    found = told(post, "2026-12-01 10:00", starts="2026-12-02 07:30")
    passes(post, "2026-12-01 10:00")
    post.clock.set(paris("2026-12-01 20:30"))
    for to in ("2026-12-03 14:00", "2026-12-04 14:00"):
        changed(post, found, to)
        with transaction(post.engine) as db:
            assert tell_caller(
                db, db.get_one(Appointment, found), ChangeKind.MOVED, post.clock.now()
            )
    assert passes(post, "2026-12-01 22:30") == 2  # of the last, once
    assert "04/12" in post.network.text_messages[-1].body


def test_moved_from_a_later_time_it_is_told_in_the_morning(post: Post) -> None:
    moved_and_told(post, "2026-12-01 20:30", starts="2026-12-02 08:30", to="2026-12-04 14:00")
    assert passes(post, "2026-12-01 22:30") == 1
    assert passes(post, "2026-12-02 08:00") == 2


def test_of_what_was_cancelled_and_is_over_nobody_is_told(post: Post) -> None:
    told(post, "2026-12-01 20:30", starts="2026-12-02 07:30", happened=ChangeKind.CANCELLED)
    assert passes(post, "2026-12-02 07:31") == 0
    assert status(post) is DeliveryStatus.WITHDRAWN


def test_stop_overnight_withdraws_it(post: Post) -> None:
    told(post, "2026-12-01 20:30")
    assert passes(post, "2026-12-01 22:30") == 0
    with transaction(post.engine) as db:
        opt_out(db, post.client_id, MOBILE, post.clock.now())
    assert passes(post, "2026-12-02 08:00") == 0
    assert status(post) is DeliveryStatus.WITHDRAWN


@pytest.mark.parametrize(
    "kind", [NotificationKind.URGENT, NotificationKind.SUMMARY, NotificationKind.APPOINTMENT]
)
def test_what_goes_to_the_clients_own_people_is_never_held(
    post: Post, kind: NotificationKind
) -> None:
    post.clock.set(paris("2026-12-01 20:30"))
    post.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=429)
    post.wish(kind=kind)
    assert passes(post, "2026-12-01 23:00") == 0
    assert passes(post, "2026-12-01 23:01") == 1
