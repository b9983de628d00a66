"""What goes wrong on a telephone network, and what the caller hears all the same."""

import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, text

from telesec.calls.call import Call, CallStatus, Turn
from telesec.database import make_engine
from telesec.messages.message import Message, MessageStatus
from telesec.settings import BadSettings, read_settings
from telesec.simulator.faults import Fault
from tests.amounts import examples
from tests.databases import KIND
from tests.telephone import PLUMBER, PRACTICE, Telephone
from tests.webhooks import SID, post, ringing


def count(telephone: Telephone, table: Any) -> int:
    with telephone.looking() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("token", [None, "not-our-token"])
@pytest.mark.parametrize(
    "path",
    [
        "/voice/incoming",
        "/voice/turn/1",
        "/voice/status",
        "/voice/recording",
        "/voice/fallback",
        "/voice/fallback/recorded",
        f"/voice/screen/{SID}/1",
        f"/voice/screened/{SID}/1",
        "/sms/status/1",
    ],
)
def test_forged_and_unsigned_webhooks_are_refused_and_logged_by_id(
    telephone: Telephone, path: str, token: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = post(telephone, path, ringing(SpeechResult="mon secret"), token)
    assert answer.status_code == 403
    assert count(telephone, Call) == 0
    [refused] = [r for r in caplog.records if r.message == "webhook_refused"]
    assert refused.__dict__["call_sid"] == SID
    assert "secret" not in caplog.text
    assert "12345678" not in caplog.text


def test_a_missing_secret_refuses_to_start_and_says_which(tmp_path: Path) -> None:
    environ = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TELESEC_DATA_DIR": str(tmp_path)}
    with pytest.raises(BadSettings, match="TWILIO_AUTH_TOKEN"):
        read_settings(environ | {"TWILIO_AUTH_TOKEN": " , "})


def test_a_replayed_webhook_gets_the_same_answer_and_nothing_is_done_twice(
    telephone: Telephone,
) -> None:
    first = post(telephone, "/voice/incoming", ringing())
    assert post(telephone, "/voice/incoming", ringing()).text == first.text
    words = ringing(CallStatus="in-progress", SpeechResult="laisser un message")
    second = post(telephone, "/voice/turn/1", words)
    assert "quel message" in second.text
    assert post(telephone, "/voice/turn/1", words).text == second.text
    other = ringing(CallStatus="in-progress", SpeechResult="un rendez-vous")
    assert post(telephone, "/voice/turn/1", other).text == second.text
    assert count(telephone, Call) == 1
    assert count(telephone, Turn) == 2
    ended = ringing(CallStatus="completed", CallDuration="31")
    for _ in range(3):
        assert post(telephone, "/voice/status", ended).status_code == 204


def test_two_webhooks_at_once_for_one_call_are_one_turn(telephone: Telephone) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: post(telephone, "/voice/incoming", ringing()), range(6)))
        assert len({answer.text for answer in answers}) == 1
        words = ringing(CallStatus="in-progress", SpeechResult="laisser un message")
        turns = list(pool.map(lambda _: post(telephone, "/voice/turn/1", words), range(6)))
    assert {answer.status_code for answer in (*answers, *turns)} == {200}
    assert len({answer.text for answer in turns}) == 1
    assert count(telephone, Call) == 1
    assert count(telephone, Turn) == 2


def test_the_carriers_own_duplicates_change_nothing(telephone: Telephone) -> None:
    telephone.network.faults.add(
        path_contains="/voice/turn", nth=1, what=Fault.DUPLICATE, concurrently=True
    )
    telephone.network.faults.add(path_contains="/voice/status", what=Fault.DUPLICATE)
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("c'est pour une ordonnance").says("Paul Petit").says("oui").hangs_up()
    telephone.network.settle()
    assert count(telephone, Message) == 1


def test_an_end_that_comes_before_the_last_turn(telephone: Telephone) -> None:
    """The final status first, then what was recorded: the same end as in order."""
    telephone.network.faults.add(path_contains="/voice/turn", nth=3, what=Fault.LATE, seconds=90)
    call = telephone.caller().dials(PRACTICE).says("brr").says("khm").says("tss")
    call.hears("après le bip").speaks_message("c'est Kovač", seconds=9)
    telephone.clock.advance(120)
    telephone.network.settle()
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
    assert message.recording_sid
    assert message.status is MessageStatus.COMPLETE


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.STALL, Fault.DROP])
def test_when_we_answer_nothing_the_fallback_takes_a_message(
    telephone: Telephone, fault: Fault
) -> None:
    telephone.network.faults.add(path_contains="/voice/incoming", what=fault)
    call = telephone.caller().dials(PRACTICE).hears("souci technique")
    call.speaks_message("ici Mme Girard, rappelez-moi", seconds=8).has_ended()
    telephone.network.settle()
    [spooled] = telephone.settings.spool_dir.glob("*.json")
    facts = json.loads(spooled.read_text())
    assert facts["call_sid"] == call.sid
    assert facts["to"] == PRACTICE


class Away:
    """Takes the database away and brings it back, as a person pulling a plug would."""

    def __init__(self, telephone: Telephone) -> None:
        self.telephone = telephone
        self.url = telephone.engine.url

    def goes(self) -> None:
        self.telephone.engine.dispose()
        if KIND == "postgresql":
            self._admin(
                f"ALTER DATABASE {self.url.database} ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{self.url.database}'",
            )
            return
        path = Path(str(self.url.database))
        for file in path.parent.glob(f"{path.name}*"):
            shutil.move(file, file.with_name(f"away-{file.name}"))
        path.mkdir()

    def returns(self) -> None:
        if KIND == "postgresql":
            self._admin(f"ALTER DATABASE {self.url.database} ALLOW_CONNECTIONS true")
            return
        path = Path(str(self.url.database))
        path.rmdir()
        for file in path.parent.glob(f"away-{path.name}*"):
            shutil.move(file, file.with_name(file.name.removeprefix("away-")))

    def _admin(self, *statements: str) -> None:
        admin = make_engine(self.url.set(database="postgres").render_as_string(hide_password=False))
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))
        admin.dispose()


def test_while_the_database_is_away_the_caller_is_kept_and_no_word_is_lost(
    telephone: Telephone,
) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    away = Away(telephone)
    away.goes()
    waits = []

    def comes_back(event: object) -> None:
        if "Un instant" in str(getattr(event, "text", "")):
            waits.append(event)
            if len(waits) == 2:
                away.returns()

    telephone.network.on_event(comes_back)
    call.says("dites au docteur que le plâtre me serre").hears("Un instant", "votre nom")
    assert len(waits) >= 2, "the caller was asked to wait for about ten seconds"
    call.says("Paul Petit").says("oui").hangs_up()
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
    assert message.body == "dites au docteur que le plâtre me serre"


def test_a_database_that_stays_away_means_a_recorded_message(telephone: Telephone) -> None:
    away = Away(telephone)
    away.goes()
    call = telephone.caller().dials(PRACTICE).hears("Un instant", "souci technique")
    call.speaks_message("rappelez-moi", seconds=6)
    away.returns()
    assert len(list(telephone.settings.spool_dir.glob("*.json"))) == 1
    telephone.network.expects_problem("/voice/status")


@pytest.mark.sqlite_only
def test_a_locked_database_is_waited_for(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    # Somebody else's program, which knows nothing of our turns to write.
    other = sqlite3.connect(str(telephone.engine.url.database), check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    released: list[object] = []

    def lets_go(event: object) -> None:
        if "Un instant" in str(getattr(event, "text", "")) and not released:
            released.append(event)
            other.rollback()

    telephone.network.on_event(lets_go)
    call.says("laisser un message").hears("Un instant", "quel message").hangs_up()
    other.close()
    assert released


def test_an_error_of_our_own_becomes_a_recorded_message(telephone: Telephone) -> None:
    with telephone.looking() as db:
        db.execute(text("UPDATE clients SET time_zone = 'Mars/Olympus'"))
    call = telephone.caller().dials(PRACTICE).hears("souci technique")
    call.speaks_message("rappelez-moi", seconds=6).has_ended()
    assert len(list(telephone.settings.spool_dir.glob("*.json"))) == 1


def test_a_full_disk_still_answers(telephone: Telephone, caplog: pytest.LogCaptureFixture) -> None:
    """The spool cannot be written: the recording's id goes to the log, the way back to it."""
    telephone.network.faults.add(path_contains="/voice/incoming", what=Fault.ERROR_500)
    telephone.settings.spool_dir.parent.mkdir(parents=True, exist_ok=True)
    telephone.settings.spool_dir.write_text("not a directory")
    call = telephone.caller().dials(PRACTICE).hears("souci technique")
    call.speaks_message("rappelez-moi", seconds=6).has_ended()
    [unkept] = [r for r in caplog.records if r.message == "fallback_recording_unkept"]
    assert unkept.__dict__["recording_sid"].startswith("RE")


@pytest.mark.parametrize(
    "words",
    [
        "😀 mon rendez-vous 😡",
        "a\x00b\x07c\x1b[31m",
        "blabla " * 400,
        "<Say>pirate</Say> & ]]>",
        "'; DROP TABLE calls; --",
        "\u202egauche\u2028",
        "é" * 2000,
    ],
)
def test_strange_words_are_kept_as_a_message_and_never_break_the_call(
    telephone: Telephone, words: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says(words)
    call.says(words[:60]).says(words[:60]).says(words[:60]).hangs_up()
    assert count(telephone, Call) == 1


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_any_words_at_any_step_are_answered(telephone: Telephone, words: list[str]) -> None:
    call = telephone.caller().dials(PRACTICE)
    for said in words:
        if call.is_listening:
            call.says(said) if said.strip() else call.stays_silent()
    if not call.ended:
        call.hangs_up()


def test_fields_of_the_wrong_kind_are_answered(telephone: Telephone) -> None:
    post(telephone, "/voice/incoming", ringing())
    odd = ringing(
        CallStatus="in-progress", Digits="abc;1", Confidence="nan%", RecordingDuration="-1e9"
    )
    assert post(telephone, "/voice/turn/1", odd).status_code == 200
    assert post(telephone, "/voice/turn/99999", odd).status_code == 200
    assert post(telephone, "/voice/turn/1", odd | {"CallSid": "CA" + "9" * 32}).status_code == 200
    bad_end = ringing(CallStatus="exploded", CallDuration="many")
    assert post(telephone, "/voice/status", bad_end).status_code == 204
    end = ringing(CallStatus="completed", CallDuration="many")
    assert post(telephone, "/voice/status", end).status_code == 204
    with telephone.looking() as db:
        assert db.scalars(select(Call)).one().status is CallStatus.COMPLETED


def test_one_callers_words_never_reach_another_client(telephone: Telephone) -> None:
    """A webhook that names another line of ours changes nothing about whose call it is."""
    post(telephone, "/voice/incoming", ringing())
    for step, words in enumerate(("laisser un message", "mon secret médical"), start=1):
        moved = ringing(CallStatus="in-progress", To=PLUMBER, SpeechResult=words)
        post(telephone, f"/voice/turn/{step}", moved)
    post(telephone, "/voice/status", ringing(To=PLUMBER, CallStatus="completed", CallDuration="9"))
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
        assert message.client.key == "cabinet-martin"


@pytest.mark.sqlite_only
def test_a_database_on_a_full_disk_means_a_recorded_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    telephone.engine.dispose()

    @event.listens_for(telephone.engine, "connect")
    def full(connection: Any, record: Any) -> None:
        del record
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    long = "je voudrais que le docteur sache tout ceci " * 40
    for _ in range(6):  # what room there is in the last pages is soon used up
        if call.is_listening:
            call.says(long)
    call.hears("Un instant", "souci technique")
    event.remove(telephone.engine, "connect", full)
    telephone.engine.dispose()
    call.speaks_message("rappelez-moi", seconds=6).has_ended()
    [recorded] = telephone.settings.spool_dir.glob("*-RE*.json")
    [words] = set(telephone.settings.spool_dir.glob("*.json")) - {recorded}
    assert json.loads(words.read_text())["words"] in long
