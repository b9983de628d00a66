"""Runs: rehearsed, caught up, by two at once, page by page, and with one thing that fails."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from telesec.calls.call import Call, CallStatus, StrayCall
from telesec.clients.client import Contact
from telesec.database import Base
from telesec.gateways.telephony import listing
from telesec.messages.message import Message, MessageStatus, Recording
from telesec.messages.recordings import DELAYS
from telesec.notifications.notification import Notification
from telesec.reconciliation.repair import Reconciliation, Repair, RepairKind
from telesec.worker import Worker
from tests.reconciliation.reconciling import house_is_gone, only_call, reconciler, repairs
from tests.telephone import LAW_FIRM, PLUMBER, PRACTICE, Telephone


def everything(telephone: Telephone) -> dict[str, list[Any]]:
    """Every row of every table, to be compared."""
    with telephone.engine.connect() as connection:
        return {
            table.name: sorted(map(str, connection.execute(select(table))))
            for table in Base.metadata.sorted_tables
        }


def lose_some(telephone: Telephone) -> None:
    """A lost end, a call while we were away, and one to a number of nobody's."""
    telephone.network.faults.add("/voice/status")
    telephone.caller().dials(PRACTICE).says("laisser un message").hangs_up()
    telephone.line("+33199000099")
    house_is_gone(telephone)
    telephone.caller("+33612345678").dials(PLUMBER).has_ended()
    telephone.caller("anonymous").dials("+33199000099").has_ended()


LOST = {RepairKind.CALL_END, RepairKind.CALL_MISSED, RepairKind.STRANGE_NUMBER}


def test_a_rehearsal_tells_all_and_changes_nothing(telephone: Telephone) -> None:
    lose_some(telephone)
    before = everything(telephone)
    now = telephone.clock.now()
    period = now - timedelta(hours=5), now + timedelta(hours=1)
    _, would = reconciler(telephone).rehearse(*period)
    assert {one.kind for one in would} == LOST
    assert {one.client.key for one in would if one.client} == {
        "cabinet-martin",
        "plomberie-moreau",
    }
    assert everything(telephone) == before
    assert {kind for kind, _ in repairs(telephone)} == LOST
    assert reconciler(telephone).rehearse(*period)[1] == []


def test_four_at_once_mend_each_thing_once(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    lose_some(telephone)
    now = telephone.clock.now()
    period = now - timedelta(hours=5), now + timedelta(hours=1)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: reconciler(telephone).run(*period), range(4)))
    with telephone.looking() as db:
        assert len(db.scalars(select(Repair)).all()) == 3
        assert len(db.scalars(select(Call)).all()) == 2
        assert len(db.scalars(select(StrayCall)).all()) == 1
        told = [one.call_id for one in db.scalars(select(Notification))]
        assert len(told) == len(set(told))


def test_one_worker_does_the_night(telephone: Telephone) -> None:
    lose_some(telephone)
    telephone.clock.advance(24 * 3600)
    with ThreadPoolExecutor(4) as pool:
        nights = list(pool.map(lambda _: reconciler(telephone).nightly(), range(4)))
    assert sum(one is not None for one in nights) == 1
    with telephone.looking() as db:
        assert len(db.scalars(select(Reconciliation)).all()) == 1
        assert len(db.scalars(select(Repair)).all()) == 3


def test_a_worker_that_was_away_for_a_week_catches_up(telephone: Telephone) -> None:
    assert reconciler(telephone).nightly() is not None
    telephone.clock.advance(3600)
    house_is_gone(telephone)
    telephone.caller().dials(PLUMBER).has_ended()
    telephone.clock.advance(7 * 24 * 3600)
    assert reconciler(telephone).nightly() is not None
    assert only_call(telephone).disposition == "missed"


def test_the_first_night_looks_back_some_days_only(telephone: Telephone) -> None:
    house_is_gone(telephone)
    telephone.caller().dials(PLUMBER).has_ended()
    telephone.clock.advance(7 * 24 * 3600)
    assert reconciler(telephone).nightly() is not None
    with telephone.looking() as db:
        assert db.scalar(select(func.count()).select_from(Call)) == 0


def test_long_lists_are_read_page_by_page(
    telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    house_is_gone(telephone)
    for _ in range(7):
        telephone.caller().dials(PLUMBER).has_ended()
        telephone.clock.advance(60)
    assert len(repairs(telephone)) == 7


def test_a_second_page_that_fails_mends_nothing(
    telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    house_is_gone(telephone)
    for _ in range(4):
        telephone.caller().dials(PLUMBER).has_ended()
    telephone.network.rest_faults.add("GET", "/Calls.json", nth=2, status=429, retry_after="3")
    with pytest.raises(Exception, match="too many requests"):
        repairs(telephone)
    with telephone.looking() as db:
        assert not db.scalars(select(Call)).all()
        assert db.scalars(select(Reconciliation)).one().ended_at is None
    assert len(repairs(telephone)) == 4


def test_a_night_that_fails_is_made_again_an_hour_later(
    telephone: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    house_is_gone(telephone)
    telephone.caller().dials(PLUMBER).has_ended()
    telephone.clock.advance(24 * 3600)
    telephone.network.rest_faults.add("GET", "/Recordings.json", status=503)
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    caplog.set_level(logging.INFO)
    for _ in range(15):
        worker.safely("reconcile", worker.reconcile)
        telephone.clock.advance(300)
    [told] = [r.__dict__ for r in caplog.records if r.message == "reconciled"]
    assert (told["seen"], told["repairs"], told["failed"]) == (1, 1, 0)
    with telephone.looking() as db:
        assert db.scalars(select(Reconciliation)).one().ended_at is not None


def test_one_thing_that_cannot_be_mended_holds_up_no_other(
    telephone: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    house_is_gone(telephone)
    bad = telephone.caller().dials(PLUMBER).has_ended()
    telephone.caller().dials(LAW_FIRM).has_ended()

    def refuse(*arguments: Any) -> None:
        if "INSERT INTO repairs" in arguments[2] and bad.sid in str(arguments[3]):
            raise RuntimeError("this row cannot be written")

    event.listen(telephone.engine, "before_cursor_execute", refuse)
    assert repairs(telephone) == [(RepairKind.CALL_MISSED, False)]
    [fault] = [r.__dict__ for r in caplog.records if r.message == "reconciliation_fault"]
    assert fault["sid"] == bad.sid
    event.remove(telephone.engine, "before_cursor_execute", refuse)
    assert repairs(telephone) == [(RepairKind.CALL_MISSED, False)]


def test_a_missed_call_and_what_it_recorded_are_told_at_once(telephone: Telephone) -> None:
    """Told apart, the client would hear that nobody answered, then that there is a message."""
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    call = telephone.caller().dials(PLUMBER)
    for _ in range(3):
        call.stays_silent()
    telephone.network.faults.add("/voice/recording", nth=None)
    telephone.network.faults.add("/voice/turn/", nth=1, attempts=9)
    telephone.network.faults.add("/voice/fallback", nth=1, attempts=9)
    telephone.network.faults.add("/voice/status", nth=None)
    telephone.network.expects_problem("the fallback failed too")
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    with telephone.looking() as db:  # our server lost its disk that night
        db.execute(Call.metadata.tables["turns"].delete())
        for table in ("call_events", "legs", "notifications", "transcript_pieces", "messages"):
            db.execute(Call.metadata.tables[table].delete())
        db.execute(Call.metadata.tables["calls"].delete())
    assert repairs(telephone) == [(RepairKind.RECORDING, False), (RepairKind.CALL_MISSED, False)]
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
        assert message.status == MessageStatus.COMPLETE
        assert message.recording_sid == db.scalars(select(Recording)).one().recording_sid
        assert "à écouter" in message.body
        assert "personne" not in message.body
        assert len(db.scalars(select(Notification)).all()) == 1


def test_a_sound_that_was_given_up_is_fetched_after_all(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("brr").says("khm").says("tss")
    call.speaks_message("c'est Kovač", seconds=9).has_ended()
    telephone.clock.advance(30)
    telephone.network.settle()
    with telephone.looking() as db:
        recording = db.scalars(select(Recording)).one()
        recording.attempts, recording.next_attempt_at = len(DELAYS) + 1, None
    assert repairs(telephone) == [(RepairKind.RECORDING, False)]
    assert repairs(telephone) == []
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.bring_in_recordings()
    with telephone.looking() as db:
        assert db.scalars(select(Recording)).one().fetched_at is not None
        assert db.scalars(select(Call)).one().status == CallStatus.COMPLETED


def test_times_are_the_carriers_own(telephone: Telephone) -> None:
    house_is_gone(telephone)
    began: datetime = telephone.clock.now()
    telephone.caller().dials(PLUMBER).has_ended()
    telephone.clock.advance(9 * 3600)
    assert repairs(telephone, hours=10) == [(RepairKind.CALL_MISSED, False)]
    call = only_call(telephone)
    assert abs(call.started_at - began) < timedelta(minutes=2)
    assert call.ended_at is not None
    assert call.ended_at - call.started_at == timedelta(seconds=call.duration_seconds or 0)
