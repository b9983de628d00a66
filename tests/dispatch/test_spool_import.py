"""What was recorded while the database was away is brought in, once, to the right client."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from telesec.calls.call import Call, CallStatus, StrayCall
from telesec.calls.spool import SpooledRecording, SpoolFailed, spooled_files, write_spooled
from telesec.database import transaction
from telesec.dispatch.spool_import import import_spooled
from telesec.messages.message import Message, MessageStatus, Recording
from telesec.scripts.library import ScriptLibrary
from tests.makers import NOW, make_call, make_client, make_line

LIBRARY = ScriptLibrary(Path("call_scripts"))


def facts(**more: object) -> SpooledRecording:
    values: dict[str, object] = {
        "call_sid": "CA" + "7" * 32,
        "to": "+33180000001",
        "sent_from": "+33612345678",
        "recording_sid": "RE" + "1" * 32,
        "recording_seconds": 12,
        "at": NOW - timedelta(minutes=5),
    }
    return SpooledRecording.model_validate(values | more)


def bring_in(engine: Engine, directory: Path) -> int:
    return import_spooled(engine, directory, LIBRARY, NOW)


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
        make_call(db, client, make_line(db, client), call_sid="CA" + "7" * 32)
    write_spooled(tmp_path, facts())
    write_spooled(tmp_path, facts())
    assert bring_in(engine, tmp_path) == 1
    with transaction(engine) as db:
        assert db.scalars(select(Call)).one().status is CallStatus.IN_PROGRESS
        assert db.scalars(select(Message)).one().recording_sid == "RE" + "1" * 32


def test_a_line_of_nobodys_is_set_aside_and_noted(engine: Engine, tmp_path: Path) -> None:
    write_spooled(tmp_path, facts(to="+33199999999"))
    assert bring_in(engine, tmp_path) == 0
    assert len(list((tmp_path / "unclaimed").iterdir())) == 1
    with transaction(engine) as db:
        assert db.scalars(select(StrayCall)).one().dialed_number == "+33199999999"


def test_a_broken_file_is_set_aside_and_holds_nobody_up(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as db:
        make_line(db, make_client(db))
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "aaa.json").write_text("{")
    write_spooled(tmp_path, facts())
    assert bring_in(engine, tmp_path) == 1
    assert [p.name for p in (tmp_path / "broken").iterdir()] == ["aaa.json"]


def test_a_directory_that_cannot_be_written_has_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SpoolFailed):
        write_spooled(tmp_path / "file" / "below", facts())


def test_names_cannot_lead_out_of_the_directory(tmp_path: Path) -> None:
    path = write_spooled(tmp_path, facts(call_sid="../../etc/passwd", recording_sid="/x"))
    assert path.parent == tmp_path
