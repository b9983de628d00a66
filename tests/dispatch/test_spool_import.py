"""What was recorded while the database was away is brought in, once, to the right client."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from telesec.calls.call import Call, CallStatus, Disposition, StrayCall
from telesec.calls.spool import SpooledRecording, SpoolFailed, spooled_files, write_spooled
from telesec.database import make_engine, transaction
from telesec.dispatch.ending import end_call
from telesec.dispatch.spool_import import import_spooled
from telesec.messages.message import Message, MessageStatus, Recording
from telesec.notifications.notification import Notification
from telesec.scripts.library import ScriptLibrary
from telesec.values.language import Language
from tests.makers import NOW, make_call, make_client, make_contact, make_line, make_message

pytestmark = pytest.mark.sqlite_on_a_desk

CALL = "CA" + "7" * 32
LIBRARY = ScriptLibrary(Path("call_scripts"))


def facts(**more: object) -> SpooledRecording:
    values: dict[str, object] = {
        "call_sid": CALL,
        "to": "+33180000001",
        "sent_from": "+33612345678",
        "recording_sid": "RE" + "1" * 32,
        "recording_seconds": 12,
        "at": NOW - timedelta(minutes=5),
    }
    return SpooledRecording.model_validate(values | more)


def facts_text(**more: object) -> str:
    """A file with something in it that we would not write."""
    return json.dumps(facts().model_dump(mode="json") | more)


def bring_in(engine: Engine, directory: Path) -> int:
    return import_spooled(engine, directory, LIBRARY, NOW)


@pytest.mark.postgresql_on_a_desk
def test_a_call_we_never_saw_becomes_a_call_with_its_message(
    engine: Engine, tmp_path: Path
) -> None:
    with transaction(engine) as db:
        make_line(db, make_client(db))
    write_spooled(tmp_path, facts())
    assert bring_in(engine, tmp_path) == 1
    assert bring_in(engine, tmp_path) == 0
    assert not spooled_files(tmp_path)
    with transaction(engine) as db:
        call = db.scalars(select(Call)).one()
        message = db.scalars(select(Message)).one()
        assert db.scalars(select(Recording)).one().seconds == 12
    assert (call.status, call.duration_seconds) == (CallStatus.COMPLETED, 12)
    assert message.status is MessageStatus.COMPLETE
    assert message.callback_number == "+33612345678"
    assert "incident technique" in message.body


def test_a_call_we_know_keeps_its_words_and_gets_its_recording(
    engine: Engine, tmp_path: Path
) -> None:
    with transaction(engine) as db:
        client = make_client(db)
        call = make_call(db, client, make_line(db, client), call_sid=CALL)
        make_message(db, call, body="le plâtre me serre", status=MessageStatus.PARTIAL)
        end_call(db, call, CallStatus.COMPLETED, 61, NOW)
    write_spooled(tmp_path, facts())
    write_spooled(tmp_path, facts())
    assert bring_in(engine, tmp_path) == 1
    with transaction(engine) as db:
        assert db.scalars(select(Call)).one().duration_seconds == 61
        message = db.scalars(select(Message)).one()
        assert message.recording_sid == "RE" + "1" * 32
        assert message.body == "le plâtre me serre"


def test_the_end_of_a_call_that_still_runs_is_awaited(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as db:
        client = make_client(db)
        make_contact(db, client)
        make_call(db, client, make_line(db, client), call_sid=CALL)
    write_spooled(tmp_path, facts(at=NOW - timedelta(seconds=10)))
    assert bring_in(engine, tmp_path) == 0
    assert len(spooled_files(tmp_path)) == 1
    with transaction(engine) as db:
        end_call(db, db.scalars(select(Call)).one(), CallStatus.COMPLETED, 61, NOW)
    assert bring_in(engine, tmp_path) == 1
    with transaction(engine) as db:
        assert db.scalars(select(Call)).one().duration_seconds == 61
        [told] = db.scalars(select(Notification))
        assert "enregistré" in told.body


def test_a_call_whose_end_was_lost_in_the_outage_ends_and_is_told(
    engine: Engine, tmp_path: Path
) -> None:
    with transaction(engine) as db:
        client = make_client(db)
        make_contact(db, client)
        started_at = NOW - timedelta(minutes=6)
        make_call(
            db,
            client,
            make_line(db, client),
            call_sid=CALL,
            started_at=started_at,
            answered_at=started_at,
        )
    write_spooled(tmp_path, facts(at=NOW - timedelta(minutes=5)))
    assert bring_in(engine, tmp_path) == 1
    with transaction(engine) as db:
        call = db.scalars(select(Call)).one()
        assert (call.status, call.duration_seconds) == (CallStatus.COMPLETED, 60)
        assert call.disposition is Disposition.MESSAGE
        assert len(db.scalars(select(Notification)).all()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "",
        "[]",
        '{"call_sid": "CA1"}',
        facts_text(call_sid="../../x"),
        facts_text(recording_sid=""),
        facts_text(recording_sid="RE" + "1" * 40),
        facts_text(at="yesterday"),
        facts_text(to="x" * 200_000),
        "\ud83d".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_none_of_ours_is_set_aside_and_holds_nobody_up(
    engine: Engine, tmp_path: Path, text: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(engine) as db:
        make_line(db, make_client(db))
    (tmp_path / "aaa.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    write_spooled(tmp_path, facts())
    assert bring_in(engine, tmp_path) == 1
    assert [p.name for p in (tmp_path / "broken").iterdir()] == ["aaa.json"]
    assert [r for r in caplog.records if r.message == "spooled_file_broken"]


def test_one_that_cannot_even_be_set_aside_holds_nobody_up(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as db:
        make_line(db, make_client(db))
    (tmp_path / "aaa.json").write_text("{")
    (tmp_path / "broken").write_text("a file where the directory should be")
    write_spooled(tmp_path, facts())
    assert bring_in(engine, tmp_path) == 1


@pytest.mark.postgresql_on_a_desk
def test_two_workers_bring_each_in_once(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as db:
        client = make_client(db)
        make_contact(db, client)
        make_line(db, client)
    for number in range(8):
        sids = {"call_sid": f"CA{number:032d}", "recording_sid": f"RE{number:032d}"}
        write_spooled(tmp_path, facts(**sids))
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda _: bring_in(engine, tmp_path), range(2)))
    assert not spooled_files(tmp_path)
    assert not (tmp_path / "broken").exists()
    with transaction(engine) as db:
        for table in (Call, Message, Recording, Notification):
            assert len(db.scalars(select(table)).all()) == 8


def test_the_database_being_away_loses_no_file(tmp_path: Path) -> None:
    write_spooled(tmp_path, facts())
    away = make_engine(f"sqlite:///{tmp_path / 'nowhere' / 'telesec.db'}")
    with pytest.raises(OperationalError):
        bring_in(away, tmp_path)
    assert len(spooled_files(tmp_path)) == 1


def test_a_line_of_the_law_firm_brings_it_to_the_law_firm(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as db:
        make_line(db, make_client(db))
        firm = make_client(db, "maitre-durand", trade="legal", language=Language.EN)
        make_line(db, firm, "+33180000002")
    write_spooled(tmp_path, facts(to="+33180000002", sent_from="anonymous"))
    assert bring_in(engine, tmp_path) == 1
    with transaction(engine) as db:
        message = db.scalars(select(Message)).one()
        assert message.client.key == "maitre-durand"
        assert message.callback_number is None
        assert message.body == "Message recorded during a technical fault: please listen to it."


def test_a_line_of_nobodys_is_set_aside_and_noted(engine: Engine, tmp_path: Path) -> None:
    write_spooled(tmp_path, facts(to="+33199999999"))
    assert bring_in(engine, tmp_path) == 0
    assert len(list((tmp_path / "unclaimed").iterdir())) == 1
    with transaction(engine) as db:
        assert db.scalars(select(StrayCall)).one().dialed_number == "+33199999999"


def test_a_directory_that_cannot_be_written_has_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SpoolFailed):
        write_spooled(tmp_path / "file" / "below", facts())


def test_a_full_disk_has_a_named_error_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SpoolFailed, match="No space left"):
        write_spooled(tmp_path, facts())
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".json"]


def test_names_cannot_lead_out_of_the_directory(tmp_path: Path) -> None:
    path = write_spooled(tmp_path, facts(call_sid="../../etc/passwd", recording_sid="/x"))
    assert path.parent == tmp_path
