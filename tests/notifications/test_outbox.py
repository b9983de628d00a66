"""The outbox and the worker's heartbeat: what is written with the fact, and what is shown."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.notifications.heartbeat import FORGOTTEN_AFTER, WorkerHeartbeat, beat, last_seen
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.outbox import LONGEST_REASON, queue, undeliverable_of
from tests.makers import NOW, make_client


def wish(db: Session, client_id: int, once_key: str, **changed: object) -> Notification | None:
    fields: dict[str, object] = {
        "call_id": None,
        "kind": NotificationKind.SUMMARY,
        "channel": Channel.SMS,
        "recipient": "+33612345678",
        "subject": "",
        "body": "Un message vous attend.",
        "now": NOW,
    }
    return queue(db, client_id=client_id, once_key=once_key, **(fields | changed))  # type: ignore[arg-type]


def test_the_same_fact_told_twice_is_one_wish_and_the_first_stays(db: Session) -> None:
    client = make_client(db)
    first = wish(db, client.id, "call 1 to Claire")
    assert first
    assert first.status is DeliveryStatus.QUEUED
    assert first.next_attempt_at == NOW
    assert wish(db, client.id, "call 1 to Claire", body="Autre chose.") is None
    assert wish(db, client.id, "call 1 to Luc")
    assert db.scalar(select(func.count()).select_from(Notification)) == 2
    assert first.body == "Un message vous attend."


def test_a_repeat_leaves_the_callers_transaction_alive(db: Session) -> None:
    client = make_client(db)
    wish(db, client.id, "one")
    wish(db, client.id, "one")
    another = make_client(db, "plomberie-moreau", siren=None)
    assert wish(db, another.id, "two")


def test_what_cannot_go_out_is_kept_with_its_reason(db: Session) -> None:
    client = make_client(db)
    kept = wish(db, client.id, "one", undeliverable="r" * 1_000)
    assert kept
    assert kept.status is DeliveryStatus.UNDELIVERABLE
    assert kept.last_error == "r" * LONGEST_REASON
    assert kept.next_attempt_at is None
    assert kept.settled_at == NOW


def test_undeliverable_ones_are_shown_to_their_own_client_until_dealt_with(db: Session) -> None:
    client, other = make_client(db), make_client(db, "maitre-durand", siren=None)
    older = wish(db, client.id, "older", undeliverable="no mobile number")
    newer = wish(db, client.id, "newer", undeliverable="no", now=NOW + timedelta(hours=1))
    wish(db, client.id, "on its way")
    wish(db, other.id, "of the lawyer", undeliverable="no mobile number")
    assert undeliverable_of(db, [client.id]) == [newer, older]
    assert undeliverable_of(db, []) == []
    assert newer
    newer.dealt_with_at = NOW
    assert undeliverable_of(db, [client.id]) == [older]


def test_the_worker_was_last_seen_when_any_of_them_was(db: Session) -> None:
    assert last_seen(db) is None
    beat(db, "one", NOW)
    beat(db, "two", NOW + timedelta(seconds=15))
    beat(db, "one", NOW + timedelta(seconds=30))
    assert last_seen(db) == NOW + timedelta(seconds=30)
    assert db.scalar(select(func.count()).select_from(WorkerHeartbeat)) == 2


@pytest.mark.parametrize(("late", "kept"), [(timedelta(0), 2), (timedelta(seconds=1), 1)])
def test_a_worker_that_is_gone_for_a_day_is_forgotten(
    db: Session, late: timedelta, kept: int
) -> None:
    beat(db, "gone", NOW)
    beat(db, "here", NOW + FORGOTTEN_AFTER + late)
    assert db.scalar(select(func.count()).select_from(WorkerHeartbeat)) == kept
