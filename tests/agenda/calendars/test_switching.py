"""From one way to another: what is coming is taken out where it was and told where it goes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from telesec.agenda.appointment import Appointment
from telesec.agenda.calendar_checking import forget_left, forget_over
from telesec.agenda.client_calendar import CalendarCopy, ClientCalendar
from telesec.agenda.copying import AT_ONCE, catch_up, look_again
from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.feeds import emptied_at, open_feed, revoke
from telesec.agenda.freshness import FEED_LATE, Freshness, Warning, freshness_of, how_many_wrong
from telesec.agenda.practitioner import CalendarWay, Practitioner
from telesec.agenda.switching import by_caldav, by_feed, by_invitations
from telesec.notifications.notification import DeliveryStatus, Notification
from tests.agenda.calendars.keeping import KEY, TEN, Keeping
from tests.agenda.calendars.server import CalendarServer, Fault
from tests.agenda.calendars.test_invitations import CLAIRE, invites, mails
from tests.agenda.calendars.test_writing import starts
from tests.notifications.post import Post, open_post

pytestmark = pytest.mark.sqlite_on_a_desk

ELEVEN = TEN + timedelta(hours=1)


@pytest.fixture
def post(engine: Engine, tmp_path: Path) -> Iterator[Post]:
    with open_post(engine, tmp_path) as post:
        yield post


def to_feeds(house: Keeping) -> None:
    with house.looking() as db:
        by_feed(db, house.practitioner(db), house.clock.now())


def fresh(house: Keeping) -> Freshness:
    with house.looking() as db:
        [found] = [
            one
            for one in freshness_of(db, [house.client_id], house.clock.now())
            if one.practitioner.id == house.martin_id
        ]
        return found


@pytest.mark.postgresql_on_a_desk
def test_from_invitations_to_caldav_and_on_to_feeds(
    house: Keeping, post: Post, server: CalendarServer
) -> None:
    house.clock = post.clock
    house.books(TEN)
    house.books(ELEVEN)
    invites(house, CLAIRE)
    assert [one["method"] for one in mails(post)] == ["REQUEST", "REQUEST"]
    house.connected(server)
    told = mails(post)
    assert [one["method"] for one in told[2:]] == ["CANCEL", "CANCEL"]
    assert [one["sequence"] for one in told[2:]] == [1, 1], "higher, or it would be ignored"
    house.writes(server)
    assert starts(server) == [TEN, ELEVEN]
    to_feeds(house)
    house.writes(server)
    assert server.events() == {}
    invites(house, CLAIRE)
    assert [one["sequence"] for one in mails(post)[4:]] == [2, 2]


def test_another_address_is_told_all_and_the_old_one_that_it_is_over(
    house: Keeping, post: Post
) -> None:
    house.clock = post.clock
    invites(house, CLAIRE)
    house.books()
    mails(post)
    invites(house, "cabinet@cabinet.example")
    assert [one["method"] for one in mails(post)] == ["REQUEST", "CANCEL"]
    assert [one["method"] for one in mails(post, "cabinet@cabinet.example")] == ["REQUEST"]


def test_the_same_again_tells_nothing(house: Keeping, post: Post, server: CalendarServer) -> None:
    house.clock = post.clock
    house.books()
    invites(house, CLAIRE)
    mails(post)
    invites(house, CLAIRE)
    assert len(mails(post)) == 1
    house.connected(server)
    house.writes(server)
    house.connected(server)
    assert house.writes(server) == 0


def test_into_another_calendar_of_the_account(house: Keeping, server: CalendarServer) -> None:
    first = server.collection
    house.books()
    house.connected(server)
    house.writes(server)
    server.collection = server.new_calendar("Privé")
    house.connected(server)
    house.writes(server)
    assert (server.events(first), len(server.events())) == ({}, 1)


def test_a_whole_agenda_is_handed_over_in_short_steps_and_what_is_new_comes_first(
    house: Keeping, post: Post
) -> None:
    """No caller waits for hundreds of copies; and no change waits for those before it."""
    house.clock = post.clock
    many = 2 * AT_ONCE + 6
    for nth in range(many - 1):
        house.books(TEN + timedelta(minutes=20 * nth))
    house.clock.advance(60)
    invites(house, CLAIRE)
    assert len(house.copies()) == AT_ONCE
    late = house.books(TEN + timedelta(days=20))
    with house.looking() as db:
        new = house.appointment(db, late).id
    assert new in {one.appointment_id for one in house.copies()}
    assert catch_up(house.engine, house.clock.now) > 0
    assert catch_up(house.engine, house.clock.now) == 0
    assert len(mails(post)) == many
    to_feeds(house)
    catch_up(house.engine, house.clock.now)
    assert [one["method"] for one in mails(post)].count("CANCEL") == many


def test_what_was_changed_behind_our_back_is_found_within_the_hour(
    house: Keeping, server: CalendarServer
) -> None:
    house.books()
    house.connected(server)
    house.writes(server)
    with house.looking() as db:
        db.execute(
            update(Appointment).values(
                starts_at=ELEVEN,
                ends_at=ELEVEN + timedelta(minutes=20),
                blocked_from=ELEVEN,
                blocked_until=ELEVEN + timedelta(minutes=20),
                updated_at=house.clock.now() + timedelta(seconds=1),
            )
        )
    assert house.writes(server) == 0
    look_again(house.engine)
    assert house.writes(server) == 1
    assert starts(server) == [ELEVEN]


def test_back_before_it_was_taken_out_leaves_it_there(
    house: Keeping, server: CalendarServer
) -> None:
    house.books()
    house.connected(server)
    house.writes(server)
    to_feeds(house)
    house.connected(server)
    house.writes(server)
    assert starts(server) == [TEN]
    with house.looking() as db:
        assert len(db.scalars(select(ClientCalendar)).all()) == 1


def test_by_the_file_it_goes_back_into_the_calendar_of_before(
    house: Keeping, server: CalendarServer
) -> None:
    house.books()
    house.connected(server)
    house.writes(server)
    to_feeds(house)
    with house.looking() as db:
        assert by_caldav(db, house.practitioner(db), house.clock.now())
    house.writes(server)
    assert starts(server) == [TEN]


def test_what_is_over_stays_in_the_calendar_that_is_left(
    house: Keeping, server: CalendarServer
) -> None:
    house.books(TEN)
    house.connected(server)
    house.writes(server)
    house.clock.advance(10 * 24 * 3600)
    to_feeds(house)
    house.writes(server)
    assert starts(server) == [TEN]


def test_passwords_are_forgotten_once_nothing_is_left_to_take_out(
    house: Keeping, server: CalendarServer
) -> None:
    house.books()
    house.connected(server)
    house.writes(server)
    to_feeds(house)
    assert forget_left(house.engine) == 0
    house.writes(server)
    assert forget_left(house.engine) == 1
    with house.looking() as db:
        assert db.scalars(select(ClientCalendar.sealed_password)).all() == [None]
        assert by_caldav(db, house.practitioner(db), house.clock.now())
    assert fresh(house).warnings == [Warning.NOT_CONNECTED]


def test_copies_of_what_is_long_over_are_forgotten(house: Keeping, server: CalendarServer) -> None:
    uid = house.books()
    house.connected(server)
    house.writes(server)
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    house.clock.advance(60 * 24 * 3600)
    assert forget_over(house.engine, house.clock.now()) == 0
    house.clock.advance(6 * 24 * 3600)
    assert forget_over(house.engine, house.clock.now()) == 1
    with house.looking() as db:
        assert db.scalars(select(CalendarCopy)).all() == []


def test_feeds_are_emptied_while_the_agenda_goes_another_way(
    house: Keeping, server: CalendarServer
) -> None:
    with house.looking() as db:
        feed = open_feed(db, house.practitioner(db), "Téléphone", secret_key=KEY, now=TEN)
        given_up = open_feed(db, house.practitioner(db), "Perdu", secret_key=KEY, now=TEN)
        revoke(given_up, TEN)
        digest, lost = feed.secret_sha256, given_up.secret_sha256
    house.connected(server)
    with house.looking() as db:
        assert emptied_at(db, digest)
        assert not emptied_at(db, lost)
    to_feeds(house)
    with house.looking() as db:
        assert not emptied_at(db, digest)
        states = {one.label: one.revoked_at for one in db.scalars(select(Feed))}
        assert states == {"Téléphone": None, "Perdu": TEN}


def test_details_are_kept_when_nobody_says_another_word(house: Keeping, post: Post) -> None:
    house.clock = post.clock
    with house.looking() as db:
        person, now = house.practitioner(db), house.clock.now()
        by_invitations(db, person, CLAIRE, now, details=FeedDetails.BUSY)
        assert not by_invitations(db, person, CLAIRE, now)
    assert house.calendar().details is FeedDetails.BUSY


def test_a_new_name_of_the_place_reaches_what_was_written(
    house: Keeping, server: CalendarServer
) -> None:
    """Also one changed without the verb that tells of it: the next change of the agenda does."""
    house.books()
    house.connected(server)
    house.writes(server)
    with house.looking() as db:
        house.practitioner(db).place = "2 rue Neuve"
    house.books(ELEVEN)
    assert house.writes(server) == 2


def test_how_stale_a_feed_may_be(house: Keeping) -> None:
    with house.looking() as db:
        feed_id = open_feed(
            db, house.practitioner(db), "Téléphone", secret_key=KEY, now=house.clock.now()
        ).id
    assert (fresh(house).seen_at, fresh(house).lacks_changes) == (None, False)
    house.books()
    assert fresh(house).lacks_changes
    house.clock.advance(3600)
    with house.looking() as db:
        db.get_one(Feed, feed_id).last_fetched_at = house.clock.now()
    assert not fresh(house).lacks_changes
    assert fresh(house).seen_at == house.clock.now()
    assert fresh(house).warnings == []
    house.clock.advance(FEED_LATE.total_seconds())
    assert fresh(house).warnings == [Warning.LATE_FEED]
    with house.looking() as db:
        assert how_many_wrong(db, [house.client_id], house.clock.now()) == 1
        assert how_many_wrong(db, [house.client_id + 1], house.clock.now()) == 0


def test_how_stale_invitations_may_be(house: Keeping, post: Post) -> None:
    house.clock = post.clock
    invites(house, CLAIRE)
    house.books()
    assert (fresh(house).waiting, fresh(house).lacks_changes) == (1, True)
    assert fresh(house).behind_since == house.clock.now()
    mails(post)
    assert (fresh(house).waiting, fresh(house).warnings) == (0, [])
    post.mailbox.fail_next(1, code=550)
    house.books(ELEVEN)
    mails(post)
    assert fresh(house).undelivered == 1
    assert fresh(house).warnings == [Warning.UNDELIVERED]
    with house.looking() as db:
        row = db.scalars(
            select(Notification).where(Notification.status == DeliveryStatus.UNDELIVERABLE)
        ).one()
        row.dealt_with_at = house.clock.now()
    assert fresh(house).warnings == []


def test_how_stale_a_written_calendar_may_be(house: Keeping, server: CalendarServer) -> None:
    house.connected(server)
    uid = house.books()
    house.clock.advance(60)
    house.books(ELEVEN)
    began = house.clock.now() - timedelta(seconds=60)
    assert (fresh(house).waiting, fresh(house).behind_since) == (2, began)
    server.faults.extend([Fault("PUT", 500)] * 2)
    house.writes(server)
    assert fresh(house).warnings == [Warning.TROUBLE]
    house.clock.advance(900)
    assert fresh(house).warnings == [Warning.TROUBLE, Warning.LATE_WRITING]
    house.writes(server)
    assert (fresh(house).waiting, fresh(house).warnings) == (0, [])
    assert fresh(house).seen_at == house.clock.now()
    server.client_deletes(f"{uid}.ics")
    house.checks(server)
    assert fresh(house).warnings == [Warning.CONFLICT]
    assert fresh(house).conflicts == 1


def test_a_password_that_was_revoked_is_on_the_desk_before_anything_waits(
    house: Keeping, server: CalendarServer
) -> None:
    house.connected(server)
    house.books()
    house.writes(server)
    server.faults.append(Fault("REPORT", 401))
    house.checks(server)
    with house.looking() as db:
        assert how_many_wrong(db, [house.client_id], house.clock.now()) == 1
    assert fresh(house).warnings == [Warning.TROUBLE]


def test_what_is_still_to_be_taken_out_of_a_calendar_that_was_left_is_told(
    house: Keeping, server: CalendarServer
) -> None:
    house.books()
    house.connected(server)
    house.writes(server)
    to_feeds(house)
    server.faults.append(Fault("DELETE", 401))
    house.writes(server)
    house.clock.advance(1000)
    found = fresh(house)
    assert (found.way, found.waiting) == (CalendarWay.FEED, 1)
    assert found.warnings == [Warning.TROUBLE, Warning.LATE_WRITING]
    with house.looking() as db:
        assert db.get_one(Practitioner, house.martin_id).calendar_by is CalendarWay.FEED
