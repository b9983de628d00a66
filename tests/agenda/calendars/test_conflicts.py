"""What a client changes in its own calendar: found, told, and decided by a person."""

from datetime import timedelta

import pytest

from telesec.agenda.booking import SlotTaken
from telesec.agenda.change import ChangedBy, ChangeKind, changes_to
from telesec.agenda.client_calendar import CalendarConflict, ConflictKind, CopyStatus, Resolution
from telesec.agenda.conflict import conflict_of, open_conflicts
from telesec.agenda.resolving import NoTimeToTake, give_up, keep_ours, take_theirs, their_slot
from telesec.gateways.caldav_faults import Trouble
from tests.agenda.calendars.keeping import TEN, Keeping
from tests.agenda.calendars.server import CalendarServer, Fault
from tests.agenda.calendars.test_writing import only, starts
from tests.makers import make_account

pytestmark = pytest.mark.sqlite_on_a_desk

ELEVEN = TEN + timedelta(hours=1)
FOUR = TEN + timedelta(hours=6)
MOVED = ((b":20261201T10", b":20261201T16"),)


@pytest.fixture
def uid(house: Keeping, server: CalendarServer) -> str:
    """An appointment that stands in the client's calendar."""
    house.connected(server)
    uid = house.books()
    house.writes(server)
    return uid


def decide(house: Keeping, how: str) -> None:
    """What the secretary chooses."""
    with house.looking() as db:
        account = make_account(db)
        [found] = open_conflicts(db, [house.client_id])
        conflict = conflict_of(db, [house.client_id], found.id)
        assert conflict
        by, now = ChangedBy(account_id=account.id), house.clock.now()
        if how == "ours":
            keep_ours(db, conflict, now, account.id)
        elif how == "theirs":
            take_theirs(db, conflict, now, by)
        else:
            give_up(db, conflict, now, by)


@pytest.mark.postgresql_on_a_desk
def test_a_move_there_is_found_though_we_write_nothing(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    assert house.checks(server)
    assert house.conflicts() == []
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    [conflict] = house.conflicts()
    assert conflict.kind is ConflictKind.MOVED
    assert conflict.theirs
    assert conflict.theirs.starts_at == FOUR
    with house.looking() as db:
        assert house.appointment(db, uid).starts_at == TEN
    house.checks(server)
    assert len(house.conflicts()) == 1, "told once"


def test_a_deletion_there_is_found_and_cancels_nothing(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    [conflict] = house.conflicts()
    assert (conflict.kind, conflict.theirs) == (ConflictKind.DELETED, None)
    with house.looking() as db:
        assert house.appointment(db, uid).status == "confirmed"


def test_one_moved_far_away_is_moved_and_not_deleted(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    """Before today, where nobody would look for it."""
    server.client_edits(f"{uid}.ics", (b":20261201T10", b":20251201T10"))
    house.checks(server)
    assert [one.kind for one in house.conflicts()] == [ConflictKind.MOVED]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ((b"STATUS:CONFIRMED", b"STATUS:CANCELLED"), ConflictKind.CANCELLED),
        ((b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nRRULE:FREQ=WEEKLY"), ConflictKind.MOVED),
    ],
)
def test_what_else_they_may_do_to_it(
    house: Keeping,
    server: CalendarServer,
    uid: str,
    change: tuple[bytes, bytes],
    kind: ConflictKind,
) -> None:
    server.client_edits(f"{uid}.ics", change)
    house.checks(server)
    assert [one.kind for one in house.conflicts()] == [kind]


def test_a_word_of_theirs_is_left_alone_until_we_would_overwrite_it(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", (b"SUMMARY:Jeanne Dupont", b"SUMMARY:Mme D. (radio)"))
    house.checks(server)
    before = len(server.asked)
    house.checks(server)
    assert house.conflicts() == []
    assert [one.method for one in server.asked[before:]] == ["REPORT"], "it is read once"
    house.moves(uid, ELEVEN)
    house.writes(server)
    assert [one.kind for one in house.conflicts()] == [ConflictKind.EDITED]
    assert b"radio" in only(server)


def test_a_word_of_theirs_does_not_keep_a_cancelled_one_there(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", (b"SUMMARY:Jeanne Dupont", b"SUMMARY:Mme D. (radio)"))
    house.cancels(uid)
    house.writes(server)
    assert server.events() == {}
    assert house.conflicts() == []


def test_cancelled_here_and_moved_there_is_for_a_person(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", *MOVED)
    house.cancels(uid)
    house.writes(server)
    assert [one.kind for one in house.conflicts()] == [ConflictKind.MOVED]
    assert starts(server) == [FOUR]
    decide(house, "cancel")
    house.writes(server)
    assert server.events() == {}


def test_cancelled_here_and_deleted_there_is_no_conflict(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_deletes(f"{uid}.ics")
    house.cancels(uid)
    house.writes(server)
    assert house.conflicts() == []
    assert house.copies()[0].status is CopyStatus.SETTLED


def test_a_conflict_ends_by_itself_when_both_say_the_same(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    house.moves(uid, FOUR)
    assert house.conflicts() == []
    house.writes(server)
    assert starts(server) == [FOUR]
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    assert len(house.conflicts()) == 1
    house.cancels(uid)
    assert house.conflicts() == []
    assert house.writes(server) == 0


def test_ours_is_written_over_theirs_when_so_decided(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    decide(house, "ours")
    assert house.writes(server) == 1
    assert (starts(server), house.conflicts()) == ([TEN], [])
    house.checks(server)
    assert house.conflicts() == []


def test_ours_is_written_again_where_it_was_deleted(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    decide(house, "ours")
    house.writes(server)
    assert (starts(server), house.conflicts()) == ([TEN], [])


def test_what_they_change_again_before_ours_is_written_is_another_conflict(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    decide(house, "ours")
    server.client_edits(f"{uid}.ics", (b":20261201T16", b":20261201T17"))
    house.writes(server)
    assert len(house.conflicts()) == 1
    assert starts(server) == [FOUR + timedelta(hours=1)]


def test_their_time_is_taken_by_the_ordinary_move(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    decide(house, "theirs")
    house.writes(server)
    assert (starts(server), house.conflicts()) == ([FOUR], [])
    with house.looking() as db:
        appointment = house.appointment(db, uid)
        assert (appointment.starts_at, appointment.sequence) == (FOUR, 1)
        last = changes_to(db, appointment.id)[-1]
        assert (last.kind, last.started_at) == (ChangeKind.MOVED, TEN)
        assert last.account_id is not None
        done = db.query(CalendarConflict).one()
        assert (done.resolution, done.resolved_by_id) == (Resolution.THEIRS, last.account_id)


def test_their_time_is_not_taken_when_it_is_somebody_elses(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    house.books(FOUR, "Paul Durand")
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    with pytest.raises(SlotTaken):
        decide(house, "theirs")
    assert len(house.conflicts()) == 1
    with house.looking() as db:
        assert house.appointment(db, uid).starts_at == TEN


def test_a_day_or_a_series_is_no_time_to_take(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(
        f"{uid}.ics", (b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nRRULE:FREQ=DAILY")
    )
    house.checks(server)
    with pytest.raises(NoTimeToTake):
        decide(house, "theirs")
    with house.looking() as db:
        [conflict] = open_conflicts(db, [house.client_id])
        assert their_slot(conflict) is None


def test_cancelling_takes_it_out_there_too(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", *MOVED)
    house.checks(server)
    decide(house, "cancel")
    house.writes(server)
    assert (server.events(), house.conflicts()) == ({}, [])
    with house.looking() as db:
        assert house.appointment(db, uid).status == "cancelled"


def test_what_is_over_needs_no_decision(house: Keeping, server: CalendarServer, uid: str) -> None:
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    house.clock.advance(7 * 24 * 3600)
    house.checks(server)
    assert house.conflicts() == []


def test_a_tag_that_changed_for_nothing_is_learnt(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_edits(f"{uid}.ics", (b"END:VEVENT", b"X-COLOUR:red\r\nEND:VEVENT"))
    house.checks(server)
    assert house.conflicts() == []
    before = len(server.asked)
    house.moves(uid, ELEVEN)
    house.writes(server)
    assert [one.method for one in server.asked[before:]] == ["PUT"]


def test_a_look_that_fails_says_so_and_changes_nothing(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.faults.append(Fault("REPORT", 401))
    house.checks(server)
    assert house.calendar().trouble is Trouble.PASSWORD
    assert house.conflicts() == []
    house.clock.advance(3601)
    house.checks(server)
    assert house.calendar().trouble is None


def test_another_clients_conflict_is_not_there(
    house: Keeping, server: CalendarServer, uid: str
) -> None:
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    with house.looking() as db:
        [conflict] = open_conflicts(db, [house.client_id])
        assert conflict_of(db, [house.client_id + 1], conflict.id) is None
        assert open_conflicts(db, [house.client_id + 1]) == []
