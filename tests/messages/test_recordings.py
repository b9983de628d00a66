"""Recordings: noted once, fetched from the carrier later, kept whole or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from telesec.database import transaction
from telesec.gateways.sound_store import DirectoryStore
from telesec.gateways.telephony.rest import NotReady, OutcomeUnknown
from telesec.messages.message import Recording
from telesec.messages.recordings import DELAYS, fetch_due, note_recording, recording_name
from telesec.simulator.clock import ManualClock
from tests.makers import NOW, make_call, make_client, make_line

SID = "RE" + "1" * 32
SOUND = b"RIFF....WAVE"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


def noted(engine: Engine, *sids: str) -> None:
    with transaction(engine) as db:
        client = make_client(db)
        call = make_call(db, client, make_line(db, client))
        for sid in sids or (SID,):
            for seconds in (9, 9):  # the carrier tells it twice
                note_recording(db, call, sid, seconds, NOW)


def row(engine: Engine, sid: str = SID) -> Recording:
    with transaction(engine) as db:
        return db.scalars(select(Recording).where(Recording.recording_sid == sid)).one()


def failing(error: Exception) -> Callable[[str, str], bytes]:
    def fetch(sid: str, account: str) -> bytes:
        raise error

    return fetch


def test_a_recording_is_fetched_once_and_kept_with_its_client(
    engine: Engine, tmp_path: Path, clock: ManualClock
) -> None:
    noted(engine)
    asked: list[str] = []

    def fetch(sid: str, account: str) -> bytes:
        asked.append(sid)
        return SOUND

    assert fetch_due(engine, fetch, DirectoryStore(tmp_path), clock.now) == 1
    clock.advance(7 * 24 * 3600)
    assert fetch_due(engine, fetch, DirectoryStore(tmp_path), clock.now) == 0
    assert asked == [SID]
    kept = row(engine)
    assert kept.fetched_at == NOW
    path = tmp_path / recording_name(kept)
    assert path.read_bytes() == SOUND
    assert path.parent.name == str(kept.client_id)
    assert [file.name for file in path.parent.iterdir()] == [f"{SID}.wav"]


def test_a_sound_that_is_not_ready_is_asked_for_later_and_in_the_end_given_up(
    engine: Engine, tmp_path: Path, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    noted(engine)
    fetch = failing(NotReady(SID))
    for delay in DELAYS:
        assert fetch_due(engine, fetch, DirectoryStore(tmp_path), clock.now) == 0
        assert row(engine).next_attempt_at == clock.now() + delay
        clock.advance(delay.total_seconds())
    fetch_due(engine, fetch, DirectoryStore(tmp_path), clock.now)
    given_up = row(engine)
    assert given_up.next_attempt_at is None
    assert given_up.fetched_at is None
    assert [r.message for r in caplog.records].count("recording_given_up") == 1


def test_one_that_fails_does_not_hold_up_the_next(
    engine: Engine, tmp_path: Path, clock: ManualClock
) -> None:
    other = "RE" + "2" * 32
    noted(engine, SID, other)

    def fetch(sid: str, account: str) -> bytes:
        if sid == SID:
            raise OutcomeUnknown("gone")
        return SOUND

    assert fetch_due(engine, fetch, DirectoryStore(tmp_path), clock.now) == 1
    assert row(engine, other).fetched_at


def test_a_full_disk_means_another_try_and_leaves_no_half_file(
    engine: Engine, tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(engine)

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        assert fetch_due(engine, lambda _, __: SOUND, DirectoryStore(tmp_path), clock.now) == 0
    assert not list((tmp_path / recording_name(row(engine))).parent.iterdir())
    clock.advance(DELAYS[0].total_seconds())
    assert fetch_due(engine, lambda _, __: SOUND, DirectoryStore(tmp_path), clock.now) == 1


def test_two_workers_fetch_each_once(engine: Engine, tmp_path: Path, clock: ManualClock) -> None:
    sids = [f"RE{number:032d}" for number in range(8)]
    noted(engine, *sids)
    store = DirectoryStore(tmp_path)
    asked: list[str] = []

    def fetch(sid: str, account: str) -> bytes:
        asked.append(sid)
        return SOUND

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda _: fetch_due(engine, fetch, store, clock.now), range(2)))
    fetch_due(engine, fetch, DirectoryStore(tmp_path), clock.now)
    assert sorted(asked) == sids


def test_none_is_begun_when_the_worker_is_told_to_stop(
    engine: Engine, tmp_path: Path, clock: ManualClock
) -> None:
    noted(engine)
    done = fetch_due(
        engine, lambda _, __: SOUND, DirectoryStore(tmp_path), clock.now, stopping=lambda: True
    )
    assert done == 0
    assert row(engine).attempts == 0


@pytest.mark.parametrize("sid", ["../../../etc/passwd", "RE/1", "", "RE..", "\\\\server"])
def test_an_id_that_is_none_leads_nowhere(
    engine: Engine, tmp_path: Path, clock: ManualClock, sid: str
) -> None:
    noted(engine, sid)
    assert fetch_due(engine, lambda _, __: SOUND, DirectoryStore(tmp_path / "data"), clock.now) == 0
    assert not [file for file in tmp_path.rglob("*") if file.suffix == ".wav"]
    with pytest.raises(ValueError, match="not the id"):
        recording_name(row(engine, sid))
