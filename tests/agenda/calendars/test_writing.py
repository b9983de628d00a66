"""Writing into a client's own calendar: a real server, and what goes wrong on the way to it."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from telesec.agenda import copying
from telesec.agenda.agendas import move_to_another_place
from telesec.agenda.calendar_claim import CLAIM, entering
from telesec.agenda.calendar_writing import write_due
from telesec.agenda.client_calendar import CalendarCopy, ClientCalendar, ConflictKind, CopyStatus
from telesec.agenda.event_facts import facts_in
from telesec.agenda.mending import restore
from telesec.agenda.switching import CalendarInUse, by_caldav, by_feed
from telesec.gateways.caldav_faults import Trouble
from tests.agenda.calendars.keeping import KEY, TEN, Keeping
from tests.agenda.calendars.server import LOST, Asked, CalendarServer, Fault

pytestmark = pytest.mark.sqlite_on_a_desk

PARIS = ZoneInfo("Europe/Paris")
ELEVEN = TEN + timedelta(hours=1)


def only(server: CalendarServer) -> bytes:
    [text] = server.events().values()
    return text


def starts(server: CalendarServer) -> list[datetime]:
    found = [facts_in(text, PARIS) for text in server.events().values()]
    return sorted(one.starts_at for one in found if one and one.starts_at)


def test_what_is_coming_is_written_when_a_calendar_is_connected(
    house: Keeping, server: CalendarServer
) -> None:
    house.books(TEN)
    house.books(ELEVEN)
    house.connected(server)
    assert server.writes() == [], "not on the path of whoever books or connects"
    assert house.writes(server) == 2
    assert starts(server) == [TEN, ELEVEN]
    assert house.writes(server) == 0


def test_the_event_tells_what_the_feed_tells(house: Keeping, server: CalendarServer) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    text = only(server)
    assert list(server.events()) == [f"{uid}.ics"]
    assert b"METHOD" not in text
    assert b"SUMMARY:Jeanne Dupont\r\n" in text
    assert b"consultation" not in text, "why a patient comes stays in the house"
    assert b"TZID:Europe/Paris" in text
    assert b"DTSTART;TZID=Europe/Paris:20261201T100000" in text


def test_moves_and_cancellations_follow_under_their_conditions(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    house.moves(uid, ELEVEN)
    house.writes(server)
    assert starts(server) == [ELEVEN]
    house.cancels(uid)
    house.writes(server)
    assert server.events() == {}
    changes = [one for one in server.asked if one.method in {"PUT", "DELETE"}]
    assert [one.headers.get("if-none-match") for one in changes] == ["*", None, None]
    assert all("if-match" in one.headers for one in changes[1:])


@pytest.mark.postgresql_on_a_desk
def test_many_changes_that_wait_are_one_writing(house: Keeping, server: CalendarServer) -> None:
    house.connected(server)
    uid = house.books()
    for hour in (1, 2, 3):
        house.moves(uid, TEN + timedelta(hours=hour))
    assert house.writes(server) == 1
    assert server.writes() == ["PUT"]
    assert starts(server) == [TEN + timedelta(hours=3)]


def test_booked_and_cancelled_before_it_was_written_is_never_written(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.cancels(house.books())
    assert house.writes(server) == 0
    assert server.writes() == []


def test_a_new_place_is_written_into_all_that_is_coming(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books(TEN)
    house.books(ELEVEN)
    house.writes(server)
    with house.looking() as db:
        martin = house.practitioner(db)
        martin.place = "2 rue Neuve, 75002 Paris"
        db.flush()
        move_to_another_place(db, martin, house.clock.now())
    assert house.writes(server) == 2
    assert all(b"rue Neuve" in text for text in server.events().values())


def test_one_that_goes_to_a_colleague_leaves_the_calendar(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    house.moves(uid, TEN, house.colleague())
    house.writes(server)
    assert server.events() == {}


def test_two_practitioners_are_not_written_into_one_calendar(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    with pytest.raises(CalendarInUse):
        house.connected(server, house.colleague())


def test_nobody_goes_back_to_a_calendar_that_is_a_colleagues_now(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    with house.looking() as db:
        by_feed(db, house.practitioner(db), house.clock.now())
    house.connected(server, house.colleague())
    with house.looking() as db:
        by_caldav(db, house.practitioner(db), house.clock.now())
    assert house.calendar().collection == "", "it has to be connected"


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (503, Trouble.BUSY),
        (429, Trouble.BUSY),
        (401, Trouble.PASSWORD),
        (507, Trouble.FULL),
    ],
)
def test_what_fails_is_tried_again_and_the_others_of_the_calendar_wait(
    house: Keeping, server: CalendarServer, status: int, trouble: Trouble
) -> None:
    house.connected(server)
    house.books(TEN)
    house.books(ELEVEN)
    server.faults.append(Fault("PUT", status))
    assert house.writes(server) == 0
    assert server.writes() == ["PUT"], "one answer tells enough"
    assert house.calendar().trouble is trouble
    assert house.calendar().trouble_since == house.clock.now()
    house.clock.advance(1)
    assert house.writes(server) == 0, "not before its time"
    house.clock.advance(3600)
    assert house.writes(server) == 2
    assert house.calendar().trouble is None
    assert starts(server) == [TEN, ELEVEN]


@pytest.mark.parametrize(("status", "trouble"), [(500, "server"), (403, "forbidden")])
def test_one_event_that_a_server_cannot_digest_holds_up_no_other(
    house: Keeping, server: CalendarServer, status: int, trouble: str
) -> None:
    house.connected(server)
    poison = house.books(TEN)
    house.books(ELEVEN)

    def chokes(asked: Asked) -> None:
        if asked.method == "PUT" and poison in asked.path:
            server.faults.appendleft(Fault("PUT", status))

    server.before = chokes
    assert house.writes(server) == 1
    assert (starts(server), house.calendar().trouble) == ([ELEVEN], None)
    for nth in range(1, 7):
        house.books(ELEVEN + timedelta(hours=nth))
        house.clock.advance(3601)
        assert house.writes(server) == 1
    [copy] = [one for one in house.copies() if one.status != CopyStatus.SETTLED]
    assert (copy.status, copy.trouble) == (CopyStatus.WAITING, trouble)
    server.before = lambda _: None
    house.clock.advance(3601)
    assert house.writes(server) == 1, "it is never given up: the server may be mended"


@pytest.mark.parametrize(("status", "trouble"), [(500, Trouble.SERVER), (403, Trouble.FORBIDDEN)])
def test_two_that_fail_alike_are_the_calendars_trouble(
    house: Keeping, server: CalendarServer, status: int, trouble: Trouble
) -> None:
    house.connected(server)
    for nth in range(3):
        house.books(TEN + timedelta(hours=nth))
    server.faults.extend([Fault("PUT", status)] * 2)
    assert house.writes(server) == 0
    assert server.writes() == ["PUT", "PUT"]
    assert house.calendar().trouble is trouble
    house.clock.advance(3601)
    assert house.writes(server) == 3
    assert house.calendar().trouble is None


def test_a_server_that_says_for_how_long_is_left_alone_for_so_long(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books()
    server.faults.append(Fault("PUT", 503, (("Retry-After", "1200"),)))
    house.writes(server)
    house.clock.advance(1100)
    assert house.writes(server) == 0
    house.clock.advance(101)
    assert house.writes(server) == 1


def test_one_that_the_server_will_not_take_does_not_hold_up_the_others(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books(TEN)
    house.books(ELEVEN)
    server.faults.append(Fault("PUT", 415))
    assert house.writes(server) == 1
    for _ in range(3):
        server.faults.append(Fault("PUT", 415))
        house.clock.advance(3601)
        house.writes(server)
    assert [one.status for one in house.copies()] == [CopyStatus.REFUSED, CopyStatus.SETTLED]
    assert house.calendar().trouble is None
    house.connected(server)
    assert house.writes(server) == 1, "connected again it is tried again"


def test_an_answer_that_is_lost_after_the_event_was_stored_is_no_conflict(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    server.faults.append(Fault("PUT", LOST))
    assert house.writes(server) == 0
    assert len(server.events()) == 1, "it is there, and we do not know it"
    house.clock.advance(60)
    assert house.writes(server) == 1
    assert house.conflicts() == []
    house.moves(uid, ELEVEN)
    server.faults.append(Fault("PUT", LOST))
    house.writes(server)
    house.clock.advance(60)
    house.writes(server)
    assert (house.conflicts(), starts(server)) == ([], [ELEVEN])


def test_one_that_was_moved_on_after_a_lost_answer_is_known_again(
    house: Keeping, server: CalendarServer
) -> None:
    """What is found there is neither what we last heard of nor what we want now."""
    house.connected(server)
    uid = house.books()
    house.writes(server)
    house.moves(uid, ELEVEN)
    server.faults.append(Fault("PUT", LOST))
    house.writes(server)
    house.moves(uid, TEN + timedelta(hours=5))
    house.clock.advance(60)
    assert house.writes(server) == 1
    assert house.conflicts() == []
    assert starts(server) == [TEN + timedelta(hours=5)]


def test_what_was_taken_unheard_is_known_again_after_hours_of_trying_something_newer(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    server.faults.append(Fault("PUT", LOST))
    house.writes(server)
    house.moves(uid, ELEVEN)
    server.faults.extend([Fault("PUT", 503)] * 20)
    for _ in range(20):
        house.clock.advance(3601)
        assert house.writes(server) == 0
    house.clock.advance(3601)
    assert house.writes(server) == 1
    assert (house.conflicts(), starts(server)) == ([], [ELEVEN])


def test_a_lost_answer_to_taking_out_is_as_good_as_one(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    house.cancels(uid)
    server.faults.append(Fault("DELETE", LOST))
    house.writes(server)
    house.clock.advance(60)
    assert house.writes(server) == 1
    assert house.conflicts() == []
    assert house.copies()[0].status is CopyStatus.SETTLED


def test_what_was_taken_out_unheard_and_is_restored_comes_back(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    house.cancels(uid)
    server.faults.append(Fault("DELETE", LOST))
    house.writes(server)
    assert server.events() == {}
    with house.looking() as db:
        restore(db, house.appointment(db, uid), house.clock.now())
    house.clock.advance(60)
    assert house.writes(server) == 1
    assert (house.conflicts(), starts(server)) == ([], [TEN])
    server.client_deletes(f"{uid}.ics")
    house.moves(uid, ELEVEN)
    house.writes(server)
    assert [one.kind for one in house.conflicts()] == [ConflictKind.DELETED], "that was not us"


def test_a_worker_that_dies_after_the_writing_is_taken_over(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books()
    dead = os.fork()
    if dead == 0:  # the worker: killed when the event is stored, before it can be noted
        house.engine.dispose(close=False)
        server_pid = os.getpid()
        real = entering(server.http(), KEY)

        def enter(claimed: object) -> object:
            dav = real(claimed)  # type: ignore[arg-type]
            write = dav.write

            def and_die(*arguments: object) -> None:
                write(*arguments)  # type: ignore[arg-type]
                os.kill(server_pid, signal.SIGKILL)

            dav.write = and_die  # type: ignore[method-assign, assignment]
            return dav

        write_due(house.engine, enter, house.clock.now)  # type: ignore[arg-type]
        os._exit(0)
    _, status = os.waitpid(dead, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert len(server.events()) == 1
    assert house.writes(server) == 0, "its claim has not run out"
    house.clock.advance(CLAIM.total_seconds() + 1)
    assert house.writes(server) == 1
    assert house.conflicts() == []
    assert len(server.events()) == 1


@pytest.mark.postgresql_on_a_desk
def test_several_workers_at_once_write_each_once_and_in_order(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    for nth in range(12):
        house.books(TEN + timedelta(minutes=30 * nth))
    server.before = lambda _: time.sleep(0.005)
    with ThreadPoolExecutor(4) as workers:
        written = list(workers.map(lambda _: house.writes(server), range(4)))
    while (more := house.writes(server)) > 0:
        written.append(more)
    assert sum(written) == 12
    assert server.writes() == ["PUT"] * 12
    assert house.conflicts() == []
    assert len(server.events()) == 12


@pytest.mark.postgresql_on_a_desk
def test_a_change_while_it_is_being_written_is_written_too(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    changes = [ELEVEN]
    server.before = lambda asked: (
        house.moves(uid, changes.pop()) if asked.method == "PUT" and changes else None
    )
    house.writes(server)
    assert starts(server) == [ELEVEN]
    assert house.copies()[0].status is CopyStatus.SETTLED


@pytest.mark.postgresql_on_a_desk
def test_a_change_while_the_writing_is_noted_is_written_too(
    house: Keeping, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The move has read the copy, and the worker notes the writing before it is written."""
    house.connected(server)
    uid = house.books()
    has_read = Event()
    wishes = copying._wish

    def wishes_late(*given: Any, **more: Any) -> None:
        has_read.set()
        wait([worker], timeout=1)
        wishes(*given, **more)

    def until_it_has_read(asked: Asked) -> None:
        if asked.method == "PUT" and not has_read.is_set():
            mover.submit(house.moves, uid, ELEVEN)
            has_read.wait(5)

    monkeypatch.setattr(copying, "_wish", wishes_late)
    server.before = until_it_has_read
    with ThreadPoolExecutor(1) as mover, ThreadPoolExecutor(1) as writer:
        worker = writer.submit(house.writes, server)
    house.writes(server)
    assert starts(server) == [ELEVEN]
    assert house.copies()[0].status is CopyStatus.SETTLED


def test_a_calendar_that_hangs_holds_up_nobody_elses(
    house: Keeping, server: CalendarServer
) -> None:
    """Its claim is kept by whoever waits for it; the next worker finds another calendar's."""
    house.connected(server)
    house.books()
    with house.looking() as db:
        db.execute(update(ClientCalendar).values(claimed_until=house.clock.now() + CLAIM))
    assert house.writes(server) == 0
    assert server.asked[-1].method == "MKCALENDAR"


def test_a_calendar_that_is_gone_is_told_and_loses_nothing(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books()
    server.asks("DELETE", server.collection)
    house.writes(server)
    assert house.calendar().trouble is Trouble.NO_CALENDAR
    server.new_calendar("Consultations")
    house.clock.advance(3601)
    assert house.writes(server) == 1


def test_a_house_with_another_key_says_that_it_cannot_read_the_password(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books()
    other = entering(server.http(), "another" * 8)
    assert write_due(house.engine, other, house.clock.now) == 0
    assert house.calendar().trouble is Trouble.KEY
    assert server.writes() == []


def test_no_password_stands_in_the_database_or_the_log(
    house: Keeping, server: CalendarServer, caplog: pytest.LogCaptureFixture
) -> None:
    house.connected(server)
    house.books()
    server.faults.append(Fault("PUT", 401))
    house.writes(server)
    assert "mot-de-passe" not in (house.calendar().sealed_password or "")
    said = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "calendar_trouble" in said
    assert "mot-de-passe" not in said
    assert "Dupont" not in said


def test_reminders_that_the_client_set_survive_a_move(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    alarm = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\n"
    server.client_edits(f"{uid}.ics", (b"END:VEVENT", alarm + b"END:VEVENT"))
    house.moves(uid, ELEVEN)
    house.writes(server)
    assert starts(server) == [ELEVEN]
    assert b"TRIGGER:-PT10M" in only(server)
    assert house.conflicts() == []


def test_what_the_client_moved_is_not_overwritten(house: Keeping, server: CalendarServer) -> None:
    house.connected(server)
    uid = house.books()
    house.writes(server)
    server.client_edits(f"{uid}.ics", (b":20261201T10", b":20261201T16"))
    house.moves(uid, ELEVEN)
    house.writes(server)
    [conflict] = house.conflicts()
    assert conflict.kind is ConflictKind.MOVED
    assert conflict.ours
    assert conflict.theirs
    assert conflict.ours.starts_at == TEN
    assert conflict.theirs.starts_at == TEN + timedelta(hours=6)
    assert starts(server) == [TEN + timedelta(hours=6)], "nobody has decided"
    with house.looking() as db:
        assert house.appointment(db, uid).starts_at == ELEVEN, "our agenda is the truth"
    assert house.writes(server) == 0


def test_copies_are_one_for_each_appointment(house: Keeping, server: CalendarServer) -> None:
    house.connected(server)
    uid = house.books()
    house.moves(uid, ELEVEN)
    house.connected(server)
    assert len(house.copies()) == 1
    assert isinstance(house.copies()[0], CalendarCopy)
