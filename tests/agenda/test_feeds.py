"""Feeds: secret addresses, and bodies that follow the agenda."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from telesec.agenda import feed_bodies
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import SlotTaken, book, cancel, move
from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.feed_bodies import Asked, FeedBodies, asked, note_fetch
from telesec.agenda.feeds import (
    feed_url,
    feeds_of,
    find_feed,
    fingerprint,
    open_feed,
    renew,
    revoke,
    secret_of,
)
from telesec.agenda.free_time import Slot
from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.places import place_has_moved
from telesec.clients.client import Client
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from tests.agenda.ics_checker import defects
from tests.agenda.practice import Practice, make_practice, utc
from tests.amounts import examples
from tests.makers import NOW, make_appointment, make_practitioner

KEY = "k" * 48
TEN = utc("2026-12-01T09:00")


def opened_feed(db: Session, practice: Practice, label: str = "Téléphone") -> Feed:
    return open_feed(db, practice.martin, label, secret_key=KEY, now=NOW)


def state(db: Session, feed: Feed, now: datetime = NOW) -> Asked:
    found = asked(db, feed.secret_sha256, now)
    assert found is not None
    return found


def body(db: Session, feed: Feed, bodies: FeedBodies | None = None, now: datetime = NOW) -> bytes:
    return (bodies or FeedBodies()).body(db, state(db, feed, now)).plain


def shown(feed: bytes) -> list[tuple[str, datetime, datetime, int]]:
    """What a calendar program makes of it: uid, start, end, sequence, in order."""
    assert defects(feed) == []
    events: list[Any] = Calendar.from_ical(feed).walk("VEVENT")
    read = [
        (str(e["UID"]), *instants(e["DTSTART"].dt, e["DTEND"].dt), int(e["SEQUENCE"]))
        for e in events
    ]
    assert read == shown_by_another(feed)
    return read


def shown_by_another(feed: bytes) -> list[tuple[str, datetime, datetime, int]]:
    """The same by a parser that has nothing in common with the other, zones included."""
    events = vobject.readOne(feed.decode()).contents.get("vevent", [])
    return [
        (e.uid.value, *instants(e.dtstart.value, e.dtend.value), int(e.sequence.value))
        for e in events
    ]


def instants(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """In UTC: wall times that October has twice equal nothing of another zone (PEP 495)."""
    return start.astimezone(UTC), end.astimezone(UTC)


class TestAddresses:
    def test_the_address_is_long_secret_and_can_be_shown_again(self, db: Session) -> None:
        feed = opened_feed(db, make_practice(db))
        secret = secret_of(feed, KEY)
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
        url = feed_url("https://telesec.example.fr/", feed, KEY)
        assert url == f"https://telesec.example.fr/calendars/{secret}.ics"
        assert len(url) < 256
        assert secret_of(feed, KEY) == secret
        assert secret_of(feed, KEY[1:]) != secret
        kept = {column: getattr(feed, column.key) for column in Feed.__table__.columns}
        assert secret not in kept.values()

    def test_two_feeds_of_one_agenda_have_nothing_in_common(self, db: Session) -> None:
        practice = make_practice(db)
        first, second = opened_feed(db, practice), opened_feed(db, practice, "Cabinet")
        assert secret_of(first, KEY) != secret_of(second, KEY)

    def test_only_the_right_secret_finds_it_and_only_until_it_is_revoked(self, db: Session) -> None:
        feed = opened_feed(db, make_practice(db))
        secret = secret_of(feed, KEY)
        assert find_feed(db, secret) == feed
        assert find_feed(db, secret[:-1] + "!") is None
        assert find_feed(db, feed.secret_sha256) is None
        assert find_feed(db, "\ud800é") is None
        revoke(feed, NOW)
        assert find_feed(db, secret) is None
        assert asked(db, fingerprint(secret), NOW) is None
        revoke(feed, NOW + timedelta(days=1))
        assert feed.revoked_at == NOW

    def test_a_client_sees_its_own_feeds_only(self, db: Session) -> None:
        practice = make_practice(db)
        stranger = make_practice(db, "cabinet-x", "+33180000002")
        mine, theirs = opened_feed(db, practice), opened_feed(db, stranger)
        assert feeds_of(db, [practice.client.id]) == [mine]
        assert feeds_of(db, [stranger.client.id]) == [theirs]
        assert feeds_of(db, []) == []

    def test_who_fetched_last_is_noted_without_what_cannot_be_printed(self, db: Session) -> None:
        feed = opened_feed(db, make_practice(db))
        note_fetch(db, feed.id, "Apple\x00 Calendar\n" + "x" * 300, NOW)
        db.refresh(feed)
        assert feed.last_fetched_at == NOW
        assert feed.last_user_agent is not None
        assert feed.last_user_agent.startswith("Apple Calendarxxx")
        assert len(feed.last_user_agent) == 200

    def test_a_renewed_address_takes_the_place_of_the_old_one(self, db: Session) -> None:
        practice = make_practice(db)
        old = open_feed(
            db, practice.martin, "Tél.", secret_key=KEY, now=NOW, details=FeedDetails.INITIALS
        )
        later = NOW + timedelta(days=1)
        new = renew(db, old, secret_key=KEY, now=later)
        assert find_feed(db, secret_of(old, KEY)) is None
        assert find_feed(db, secret_of(new, KEY)) == new
        assert (new.label, new.details, new.practitioner_id) == (
            "Tél.",
            FeedDetails.INITIALS,
            practice.martin.id,
        )
        with pytest.raises(ValueError, match="revoked"):
            renew(db, old, secret_key=KEY, now=later)


class TestWholeClients:
    def test_all_practitioners_stand_in_one_calendar_each_with_its_own_place(
        self, db: Session
    ) -> None:
        practice = make_practice(db)
        fields: dict[str, object] = {"name": "la docteure Roux", "place": "Rennes"}
        lefevre = make_practitioner(db, practice.client, "roux", **fields)
        feed = open_feed(db, practice.client, "Accueil", secret_key=KEY, now=NOW)
        practice.booked(db, TEN)
        make_appointment(db, lefevre, practice.consultation, TEN, caller_name="Léa Roy")
        found: list[Any] = Calendar.from_ical(body(db, feed)).walk("VEVENT")
        titles = {str(one["SUMMARY"]): str(one.get("LOCATION", "")) for one in found}
        assert titles == {
            "Docteur Martin : Jean Dupont": practice.martin.place,
            "Docteure Roux : Léa Roy": "Rennes",
        }
        calendar: Any = Calendar.from_ical(body(db, feed))
        assert calendar["X-WR-CALNAME"] == practice.client.name

    def test_a_change_of_any_of_them_is_seen_and_only_that_is_written_anew(
        self, db: Session
    ) -> None:
        practice = make_practice(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        feed, bodies = open_feed(db, practice.client, "A", secret_key=KEY, now=NOW), FeedBodies()
        first = practice.booked(db, TEN)
        second = make_appointment(db, lefevre, practice.consultation, TEN)
        before = body(db, feed, bodies)
        db.execute(update(Appointment).values(caller_name="Autre Personne"))
        cancel(db, second, NOW)
        after = body(db, feed, bodies)
        assert [uid for uid, *_ in shown(after)] == [first.uid]
        assert b"Autre Personne" not in after
        assert len(shown(before)) == 2

    def test_another_client_is_never_in_it(self, db: Session) -> None:
        practice = make_practice(db)
        stranger = make_practice(db, "cabinet-x", "+33180000002")
        stranger.booked(db, TEN, name="Patient Secret")
        feed = open_feed(db, practice.client, "A", secret_key=KEY, now=NOW)
        assert shown(body(db, feed)) == []


class TestDetails:
    @pytest.mark.parametrize("trade", ["medical", "legal"])
    def test_initials_and_busy_tell_nobodys_name_nor_number(self, db: Session, trade: str) -> None:
        practice = make_practice(db)
        practice.client.trade = trade
        practice.booked(db, TEN, name="Jean-Pierre Dupont Le Goff").notes = "divorce"
        bodies, said = FeedBodies(), {}
        for details in FeedDetails:
            feed = open_feed(db, practice.martin, "x", secret_key=KEY, now=NOW, details=details)
            said[details] = body(db, feed, bodies)
            assert said[details] == body(db, feed), "one level is never served for another"
        assert b"Jean-Pierre Dupont" in said[FeedDetails.FULL]
        for less in (FeedDetails.INITIALS, FeedDetails.BUSY):
            for secret in ("Dupont", "Pierre", "06 12", "+336", "divorce", "consultation"):
                assert secret.encode() not in said[less]
        assert b"SUMMARY:J.-P. D. L. G.\r\n" in said[FeedDetails.INITIALS]
        assert "SUMMARY:Occupé\r\n".encode() in said[FeedDetails.BUSY]
        assert b"DESCRIPTION" not in said[FeedDetails.BUSY]
        assert b"LOCATION" not in said[FeedDetails.BUSY]


class TestBodies:
    def test_the_feed_shows_what_stands_in_order(self, db: Session) -> None:
        practice = make_practice(db)
        feed = opened_feed(db, practice)
        late = practice.booked(db, TEN + timedelta(hours=1))
        early = practice.booked(db, TEN)
        for status in (AppointmentStatus.HELD, AppointmentStatus.CANCELLED):
            at = TEN + timedelta(hours=len(status))
            make_appointment(
                db, practice.martin, practice.consultation, at, status=status, hold_expires_at=at
            )
        lefevre = make_practitioner(db, practice.client, "lefevre")
        make_appointment(db, lefevre, practice.consultation, TEN)
        assert [uid for uid, *_ in shown(body(db, feed))] == [early.uid, late.uid]

    def test_what_is_long_past_or_far_off_is_left_out(self, db: Session) -> None:
        practice = make_practice(db)
        feed = opened_feed(db, practice)
        inside = [NOW - timedelta(days=60), NOW + timedelta(days=399)]
        outside = [NOW - timedelta(days=61), NOW + timedelta(days=401)]
        for at in inside + outside:
            practice.booked(db, at)
        assert [start for _, start, *_ in shown(body(db, feed))] == inside

    def test_an_old_appointment_leaves_at_midnight_of_the_clients_zone(self, db: Session) -> None:
        practice = make_practice(db)
        feed, bodies = opened_feed(db, practice), FeedBodies()
        practice.booked(db, NOW - timedelta(days=60))
        before, after = utc("2026-11-26T22:59"), utc("2026-11-26T23:00")
        assert len(shown(body(db, feed, bodies, before))) == 1
        assert shown(body(db, feed, bodies, after)) == []

    def test_only_what_changed_is_written_anew(self, db: Session) -> None:
        practice = make_practice(db)
        feed, bodies = opened_feed(db, practice), FeedBodies()
        appointments = [practice.booked(db, TEN + timedelta(hours=n)) for n in range(3)]
        first = body(db, feed, bodies)
        # Behind our back and without a trace, so that a rewritten one would show it.
        db.execute(update(Appointment).values(caller_name="Autre Personne"))
        move(db, appointments[1], practice.slot(TEN + timedelta(hours=5)), NOW)
        second = body(db, feed, bodies)
        assert second.count(b"Autre Personne") == 1
        assert first.count(b"Jean Dupont") == 3
        assert second.count(b"Jean Dupont") == 2

    @pytest.mark.parametrize("what", ["practitioner", "place", "kind", "zone", "trade"])
    def test_a_new_name_place_or_kind_shows_at_once(self, db: Session, what: str) -> None:
        practice = make_practice(db)
        practice.client.trade = "legal"
        feed, bodies = opened_feed(db, practice), FeedBodies()
        practice.booked(db, TEN)
        before = body(db, feed, bodies)
        if what == "practitioner":
            practice.martin.name = "la docteure Le Goff"
        elif what == "place":
            practice.martin.place = "Rennes"
        elif what == "kind":
            practice.consultation.names = {Language.FR: "premier rendez-vous"}
        elif what == "zone":
            practice.client.time_zone = "Indian/Reunion"
        else:
            practice.client.trade = "dental"
        db.flush()
        after = body(db, feed, bodies)
        assert after != before
        assert after == body(db, feed)

    def test_the_question_whether_anything_changed_is_one_statement(self, db: Session) -> None:
        practice = make_practice(db)
        feed, bodies = opened_feed(db, practice), FeedBodies()
        practice.booked(db, TEN)
        body(db, feed, bodies)
        statements: list[str] = []

        def note(*arguments: Any) -> None:
            statements.append(arguments[2])

        event.listen(db.get_bind(), "before_cursor_execute", note)
        bodies.body(db, state(db, feed))
        event.remove(db.get_bind(), "before_cursor_execute", note)
        assert len(statements) == 1

    def test_memory_is_bounded_and_the_least_used_is_given_up(self, db: Session) -> None:
        practice = make_practice(db)
        feed = opened_feed(db, practice)
        practice.booked(db, TEN)
        size = len(body(db, feed))
        bodies = FeedBodies(most_octets=8 * size, most_addresses=2)
        scopes = [(practice.client.id, n, FeedDetails.FULL) for n in range(8)]
        states = [state(db, feed)._replace(scope=scope) for scope in scopes]
        for one in states:
            bodies.body(db, one)
        assert bodies.known(states[-1]) is not None
        assert bodies.known(states[0]) is None
        for secret in ("a", "b", "c"):
            bodies.remember(secret, states[-1])
        assert bodies.last_known("a") is None
        assert bodies.last_known("c") is not None
        bodies.forget("c")
        assert bodies.last_known("c") is None

    def test_what_is_furthest_from_today_is_left_out_where_google_would_drop_it_all(
        self, db: Session, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The past first, the oldest before; then what comes last."""
        practice = make_practice(db)
        feed = opened_feed(db, practice)
        days = (-20, -10, 1, 2, 30)
        all_of_them = [practice.booked(db, TEN + timedelta(days=day)).uid for day in days]
        whole = body(db, feed)
        one = len(whole) - len(body(db, feed, now=NOW + timedelta(days=55)))
        for kept, expected in ((5, all_of_them), (4, all_of_them[1:]), (2, all_of_them[2:4])):
            most = len(whole) - (5 - kept) * one
            caplog.clear()
            with caplog.at_level(logging.WARNING):
                shortened = body(db, feed, FeedBodies(largest=most))
            assert [uid for uid, *_ in shown(shortened)] == expected
            assert len(shortened) <= most
            told = [record.message for record in caplog.records]
            assert told == (["feed_shortened"] if kept < 5 else [])
        assert shown(body(db, feed, FeedBodies(largest=1))) == []

    def test_many_changes_at_once_are_all_written(self, db: Session) -> None:
        practice = make_practice(db, minutes=5)
        feed, bodies = opened_feed(db, practice), FeedBodies()
        for n in range(feed_bodies.FEW + 20):
            make_appointment(
                db, practice.martin, practice.consultation, TEN + timedelta(minutes=5 * n)
            )
        assert len(shown(body(db, feed, bodies))) == feed_bodies.FEW + 20


@dataclass
class Agenda:
    """What the feed should show, kept in the simplest way there is."""

    stand: dict[str, tuple[datetime, datetime, int]] = field(default_factory=dict)

    def shown(self) -> list[tuple[str, datetime, datetime, int]]:
        rows = [(uid, *rest) for uid, rest in self.stand.items()]
        return sorted(rows, key=lambda row: (row[1], row[0]))

    def free(self, slot: Slot, but: str = "") -> bool:
        return all(
            slot.ends_at <= start or end <= slot.starts_at
            for uid, (start, end, _) in self.stand.items()
            if uid != but
        )


DEEDS = st.tuples(
    st.sampled_from(["book", "move", "cancel"]),
    # An ordinary day, and the nights in which the clocks change.
    st.sampled_from([TEN, utc("2027-03-28T00:00"), utc("2027-10-30T22:00")]),
    st.integers(0, 40),  # when, in quarters of an hour
    st.integers(1, 4),  # how long
    st.integers(0, 9),  # which
)


@pytest.mark.sqlite_on_a_desk
@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(DEEDS, max_size=12))
def test_after_any_bookings_moves_and_cancellations_the_feed_is_the_agenda(
    db: Session, deeds: list[tuple[str, datetime, int, int, int]]
) -> None:
    db.expunge_all()  # what an earlier example read has the same keys as what is booked now
    with db.begin_nested() as savepoint:
        practice = make_practice(db)
        feed, bodies, agenda = opened_feed(db, practice), FeedBodies(), Agenda()
        rows: list[Appointment] = []
        last = b""
        for what, day, quarter, quarters, which in deeds:
            slot = practice.slot(day + timedelta(minutes=15 * quarter), minutes=15 * quarters)
            do_and_expect(db, practice, agenda, rows, (what, slot, which))
            now = body(db, feed, bodies)
            assert shown(now) == agenda.shown()
            assert now == body(db, feed), "what was kept differs from what is written anew"
            last = now
        assert last == (body(db, feed, bodies) if deeds else b"")
        savepoint.rollback()


def do_and_expect(
    db: Session,
    practice: Practice,
    agenda: Agenda,
    rows: list[Appointment],
    deed: tuple[str, Slot, int],
) -> None:
    what, slot, which = deed
    row = rows[which % len(rows)] if rows else None
    stands = row is not None and row.uid in agenda.stand
    if what == "book" or row is None:
        if refused(agenda.free(slot), lambda: rows.append(by_hand(db, practice, slot))):
            return
        agenda.stand[rows[-1].uid] = (slot.starts_at, slot.ends_at, 0)
    elif what == "cancel":
        cancel(db, row, NOW)
        agenda.stand.pop(row.uid, None)
    elif stands:
        start, end, sequence = agenda.stand[row.uid]
        if refused(agenda.free(slot, row.uid), lambda: move(db, row, slot, NOW)):
            return
        changed = (start, end) != (slot.starts_at, slot.ends_at)
        agenda.stand[row.uid] = (slot.starts_at, slot.ends_at, sequence + changed)


def by_hand(db: Session, practice: Practice, slot: Slot) -> Appointment:
    return book(
        db,
        slot,
        client_id=practice.client.id,
        booked_by_id=None,
        caller_name="Jean Dupont",
        telephone=None,
        now=NOW,
    )


def refused(free: bool, deed: Callable[[], None]) -> bool:
    """Whether the slot was taken, which must be so exactly when it is not free."""
    if free:
        deed()
        return False
    with pytest.raises(SlotTaken):
        deed()
    return True


def test_the_client_row_counts_as_a_change(db: Session) -> None:
    practice = make_practice(db)
    feed = opened_feed(db, practice)
    before = state(db, feed).modified_at
    db.execute(
        update(Client)
        .where(Client.id == practice.client.id)
        .values(updated_at=NOW + timedelta(hours=3))
    )
    assert state(db, feed, NOW + timedelta(hours=4)).modified_at > before


def test_the_location_is_where_the_appointment_is(db: Session) -> None:
    practice = make_practice(db)
    names = {Language.FR: "à la clinique"}
    db.add(Place(client_id=practice.client.id, key="c", names=names, address="3 rue Haute"))
    hours = WeeklyHours.model_validate({"tue": "10:00-12:00"})
    practice.martin.elsewhere = (HoursElsewhere(place="c", hours=hours),)
    db.flush()
    practice.booked(db, TEN)
    practice.booked(db, utc("2026-12-01T07:00"))
    feed, bodies = opened_feed(db, practice), FeedBodies()
    events: list[Any] = Calendar.from_ical(body(db, feed, bodies)).walk("VEVENT")
    assert [str(one["LOCATION"]) for one in events] == [practice.martin.place, "3 rue Haute"]
    place_has_moved(db, db.scalars(select(Place)).one(), NOW + timedelta(minutes=1))
    place = db.scalars(select(Place)).one()
    place.address = "5 rue Basse"
    db.flush()
    events = Calendar.from_ical(body(db, feed, bodies)).walk("VEVENT")
    assert [str(one["LOCATION"]) for one in events] == [practice.martin.place, "5 rue Basse"]
