"""Invitations by e-mail: a real mail server, and two programs that read what arrives."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar
from sqlalchemy import Engine, select, update

from telesec.agenda.agendas import rename_kind
from telesec.agenda.booking import book
from telesec.agenda.feed import FeedDetails
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.switching import by_invitations
from telesec.clients.client import SummaryDetail
from telesec.database import transaction
from telesec.notifications.attempts import DELAYS
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.simulator.mailbox import Mail
from telesec.values.language import Language
from tests.agenda.calendars.keeping import TEN, Keeping
from tests.agenda.ics_checker import _read, instant
from tests.notifications.post import Post, open_post

pytestmark = pytest.mark.sqlite_on_a_desk

CLAIRE = "claire.martin@cabinet.example"
ELEVEN = TEN + timedelta(hours=1)


@pytest.fixture
def post(engine: Engine, tmp_path: Path) -> Iterator[Post]:
    with open_post(engine, tmp_path) as post:
        yield post


@pytest.fixture
def invited(house: Keeping, post: Post) -> Keeping:
    """The practice, whose doctor is invited to each appointment."""
    house.clock = post.clock
    invites(house, CLAIRE)
    return house


def invites(house: Keeping, address: str, practitioner_id: int | None = None) -> None:
    with house.looking() as db:
        person = db.get_one(Practitioner, practitioner_id or house.martin_id)
        by_invitations(db, person, address, house.clock.now())


def parts(mail: Mail) -> dict[str, Any]:
    return {part.get_content_type(): part for part in mail.message.walk()}


def calendar_of(mail: Mail) -> bytes:
    payload = parts(mail)["text/calendar"].get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


def said(mail: Mail) -> dict[str, Any]:
    """What two parsers, which must agree, and our own reading of octets make of it."""
    octets = calendar_of(mail)
    read = Calendar.from_ical(octets)
    events: list[Any] = read.walk("VEVENT")
    [event] = events
    other = vobject.readOne(octets.decode())
    root, wrong = _read(octets)
    assert wrong == []
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    [third] = [part for part in root.inside[0].inside if part.name == "VEVENT"]
    start: datetime = event["DTSTART"].dt
    assert start == other.vevent.dtstart.value == instant(third, "DTSTART")
    assert str(read["METHOD"]) == other.method.value
    assert str(event["UID"]) == other.vevent.uid.value
    assert str(event["SUMMARY"]) == other.vevent.summary.value
    return {
        "method": str(read["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(str(event["SEQUENCE"])),
        "status": str(event["STATUS"]),
        "start": start.astimezone(UTC),
        "stamp": event["DTSTAMP"].dt,
        "summary": str(event["SUMMARY"]),
        "organizer": str(event["ORGANIZER"]),
        "attendee": str(event["ATTENDEE"]),
        "text": octets.decode(),
    }


def mails(post: Post, to: str = CLAIRE) -> list[dict[str, Any]]:
    post.clock.advance(5)
    while post.deliver():
        pass
    return [said(mail) for mail in post.mailbox.to(to)]


def test_booked_moved_and_cancelled_are_three_messages_about_one_thing(
    invited: Keeping, post: Post
) -> None:
    uid = invited.books()
    mails(post)
    invited.moves(uid, ELEVEN)
    mails(post)
    invited.cancels(uid)
    told = mails(post)
    assert [one["method"] for one in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one["status"] for one in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [one["sequence"] for one in told] == [0, 1, 2]
    assert [one["start"] for one in told] == [TEN, ELEVEN, ELEVEN]
    assert {one["uid"] for one in told} == {uid}
    stamps = [one["stamp"] for one in told]
    assert stamps == sorted(set(stamps)), "each is dated when it was sent"


def test_the_mail_is_one_that_calendar_programs_act_on(invited: Keeping, post: Post) -> None:
    invited.books()
    [told] = mails(post)
    [mail] = post.mailbox.to(CLAIRE)
    found = parts(mail)
    assert list(found) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    given = dict(found["text/calendar"].get_params())
    assert (given["method"], given["charset"]) == ("REQUEST", "utf-8")
    assert found["application/ics"].get_filename() == "invite.ics"
    assert found["application/ics"].get_payload(decode=True) == calendar_of(mail)
    assert told["organizer"] == "mailto:secretariat@telesec.example"
    assert mail.message["From"].addresses[0].addr_spec == "secretariat@telesec.example"
    assert told["attendee"] == f"mailto:{CLAIRE}"
    assert "TZID:Europe/Paris" in told["text"]
    assert mail.subject == "Rendez-vous le 01/12/2026 à 10:00"
    assert "Dupont" not in mail.text


def test_it_tells_what_the_feed_tells(invited: Keeping, post: Post) -> None:
    invited.books(name="Jeanne Dupont")
    [told] = mails(post)
    assert told["summary"] == "Jeanne Dupont"
    assert "consultation" not in told["text"], "of patients only who, never why"


def test_where_summaries_are_discreet_so_are_invitations(house: Keeping, post: Post) -> None:
    house.clock = post.clock
    with house.looking() as db:
        house.client(db).summary_detail = SummaryDetail.DISCREET
    invites(house, CLAIRE)
    house.books(name="Jeanne Dupont")
    [told] = mails(post)
    assert told["summary"] == "J. D."
    assert "Dupont" not in told["text"]
    assert "06 12" not in told["text"]


def test_in_english_to_an_english_client(house: Keeping, post: Post) -> None:
    house.clock = post.clock
    with house.looking() as db:
        house.client(db).language = Language.EN
    invites(house, CLAIRE)
    house.cancels(house.books())
    uid = house.books()
    mails(post)
    house.cancels(uid)
    mails(post)
    assert [mail.subject for mail in post.mailbox.to(CLAIRE)] == [
        "Appointment on 01 Dec 2026 at 10:00",
        "Cancelled: appointment on 01 Dec 2026 at 10:00",
    ]


def test_the_wish_is_written_with_the_change_or_not_at_all(invited: Keeping, post: Post) -> None:
    with suppress(ZeroDivisionError), invited.looking() as db:
        book(
            db,
            invited.slot(ELEVEN),
            client_id=invited.client_id,
            booked_by_id=None,
            caller_name="Jeanne",
            telephone=None,
            now=invited.clock.now(),
        )
        raise ZeroDivisionError
    assert mails(post) == []
    invited.books()
    with transaction(post.engine) as db:
        row = db.scalars(select(Notification)).one()
        assert (row.kind, row.channel) == (NotificationKind.INVITATION, Channel.EMAIL)


def test_of_several_that_wait_only_the_last_goes_out(invited: Keeping, post: Post) -> None:
    uid = invited.books()
    invited.moves(uid, ELEVEN)
    invited.moves(uid, TEN + timedelta(hours=5))
    [told] = mails(post)
    assert told["start"] == TEN + timedelta(hours=5)
    assert told["method"] == "REQUEST"


@pytest.mark.postgresql_on_a_desk
def test_booked_and_cancelled_at_once_tells_nobody(invited: Keeping, post: Post) -> None:
    invited.cancels(invited.books())
    assert mails(post) == []


def test_an_update_never_overtakes_its_creation(invited: Keeping, post: Post) -> None:
    """The creation waits for a server that is busy; when it may go it is old news."""
    post.mailbox.fail_next(1)
    uid = invited.books()
    assert mails(post) == []
    invited.moves(uid, ELEVEN)
    assert [one["start"] for one in mails(post)] == [ELEVEN]
    for _ in range(3):
        post.clock.advance(4 * 3600)
        assert len(mails(post)) == 1
    with transaction(post.engine) as db:
        states = [row.status for row in db.scalars(select(Notification).order_by(Notification.id))]
    assert states == [DeliveryStatus.SUPERSEDED, DeliveryStatus.SENT]


def test_a_cancellation_of_what_may_have_arrived_is_sent(invited: Keeping, post: Post) -> None:
    post.mailbox.fail_next(1)
    uid = invited.books()
    mails(post)
    invited.cancels(uid)
    assert [one["method"] for one in mails(post)] == ["CANCEL"]


@pytest.mark.postgresql_on_a_desk
def test_while_one_is_on_its_way_the_next_waits(invited: Keeping, post: Post) -> None:
    uid = invited.books()
    with transaction(post.engine) as db:  # another worker is sending it, or died at it
        until = invited.clock.now() + timedelta(minutes=3)
        db.execute(
            update(Notification).values(
                status=DeliveryStatus.SENDING, claimed_until=until, attempts=1
            )
        )
    invited.moves(uid, ELEVEN)
    assert mails(post) == []
    post.clock.advance(200)
    assert [one["start"] for one in mails(post)] == [ELEVEN]


def test_what_does_not_arrive_is_tried_again_then_shown(invited: Keeping, post: Post) -> None:
    post.mailbox.fail_next(99)
    invited.books()
    for delay in (*DELAYS, timedelta(0)):
        mails(post)
        post.clock.advance(delay.total_seconds() + 1)
    with transaction(post.engine) as db:
        row = db.scalars(select(Notification)).one()
        assert row.status is DeliveryStatus.UNDELIVERABLE


def test_a_change_that_says_the_same_is_not_told(invited: Keeping, post: Post) -> None:
    invited.books()
    mails(post)
    with invited.looking() as db:
        kind = db.get_one(AppointmentType, invited.kind_id)
        kind.names = {Language.FR: "visite", Language.EN: "visit"}
        db.flush()
        rename_kind(db, kind, invited.clock.now())
    assert len(mails(post)) == 1, "patients' reasons are not told, so nothing is new"


def test_other_details_are_told_of_all_that_is_coming(invited: Keeping, post: Post) -> None:
    invited.books(TEN)
    invited.books(ELEVEN)
    mails(post)
    with invited.looking() as db:
        person, now = invited.practitioner(db), invited.clock.now()
        assert by_invitations(db, person, CLAIRE, now, details=FeedDetails.BUSY)
        assert not by_invitations(db, person, CLAIRE, now, details=FeedDetails.BUSY)
    told = mails(post)[2:]
    assert [(one["summary"], one["sequence"]) for one in told] == [("Occupé", 1)] * 2


def test_of_what_is_over_nothing_more_is_told(invited: Keeping, post: Post) -> None:
    invited.books(TEN)
    mails(post)
    post.clock.advance(7 * 24 * 3600)
    with invited.looking() as db:
        person, now = invited.practitioner(db), invited.clock.now()
        by_invitations(db, person, CLAIRE, now, details=FeedDetails.BUSY)
    assert len(mails(post)) == 1


def test_one_that_goes_to_a_colleague_is_cancelled_for_the_first(
    invited: Keeping, post: Post
) -> None:
    other = invited.colleague()
    invites(invited, "paul@cabinet.example", other)
    uid = invited.books()
    mails(post)
    invited.moves(uid, TEN, other)
    assert [one["method"] for one in mails(post)] == ["REQUEST", "CANCEL"]
    assert [one["method"] for one in mails(post, "paul@cabinet.example")] == ["REQUEST"]
    invited.moves(uid, TEN, invited.martin_id)
    told = mails(post)
    assert [one["method"] for one in told] == ["REQUEST", "CANCEL", "REQUEST"]
    assert [one["sequence"] for one in told] == sorted({one["sequence"] for one in told})


@pytest.mark.parametrize("first", [True, False])
def test_colleagues_with_one_address_see_it_move_and_not_vanish(
    invited: Keeping, post: Post, first: bool
) -> None:
    other = invited.colleague()
    invites(invited, CLAIRE, other)
    uid = invited.books()
    if first:
        mails(post)
    invited.moves(uid, ELEVEN, other)
    told = mails(post)
    assert [one["method"] for one in told] == ["REQUEST"] * (2 if first else 1)
    assert told[-1]["start"] == ELEVEN
    assert told[-1]["sequence"] == 1


def test_an_odd_but_good_address_arrives_whole(house: Keeping, post: Post) -> None:
    house.clock = post.clock
    address = "c.o'neil+agenda%25@cabinet.example"
    invites(house, address)
    house.books(name="Élodie " + "é" * 70)
    [told] = mails(post, address)
    assert told["attendee"] == "mailto:c.o'neil+agenda%2525@cabinet.example"


def test_what_is_over_is_told_to_nobody(invited: Keeping, post: Post) -> None:
    uid = invited.books()
    mails(post)
    post.clock.advance(30 * 24 * 3600)
    invites(invited, "new@cabinet.example")
    assert mails(post, "new@cabinet.example") == []
    assert len(mails(post)) == 1
    assert uid
