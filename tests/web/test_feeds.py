"""Feeds over HTTP, as calendar programs ask for them."""

import gzip
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from telesec.agenda.booking import cancel
from telesec.agenda.feed import Feed
from telesec.agenda.feeds import open_feed, revoke, secret_of
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.switching import by_feed, by_invitations
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.gateways.sound_store import DirectoryStore
from telesec.scripts.library import ScriptLibrary
from telesec.settings import read_settings
from telesec.web.feeds import feeds, give_feeds_memory
from telesec.web.house import EXTENSION, House
from tests.agenda.ics_checker import defects
from tests.agenda.practice import Practice, make_practice, utc
from tests.makers import NOW

pytestmark = pytest.mark.sqlite_on_a_desk

KEY = "k" * 48
TEN = utc("2026-12-01T09:00")
LATER = NOW + timedelta(minutes=30)


class WallClock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Subscription:
    """A calendar program that has subscribed to Dr Martin's feed."""

    browser: FlaskClient
    engine: Engine
    clock: WallClock
    practice: Practice
    feed_id: int
    secret: str

    @property
    def path(self) -> str:
        return f"/calendars/{self.secret}.ics"

    def get(self, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.browser.get(self.path, headers=named)

    def row(self) -> Feed:
        with transaction(self.engine, reads_only=True) as db:
            return db.get_one(Feed, self.feed_id)


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def app(engine: Engine, clock: WallClock, tmp_path: Path) -> Flask:
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "token",
            "TELESEC_PUBLIC_URL": "https://telesec.example.fr",
            "TELESEC_DATA_DIR": str(tmp_path),
            "TELESEC_SECRET_KEY": KEY,
            "TELESEC_MAIL_FROM": "telesec@example.fr",
            "SMTP_URL": "smtp://127.0.0.1:2525",
        }
    )
    app = Flask("test")
    app.extensions[EXTENSION] = House(
        settings, engine, clock, ScriptLibrary(tmp_path), DirectoryStore(tmp_path), None
    )
    give_feeds_memory(app)
    app.register_blueprint(feeds)
    return app


@pytest.fixture
def subscription(app: Flask, engine: Engine, clock: WallClock) -> Iterator[Subscription]:
    with transaction(engine) as db:
        practice = make_practice(db)
        practice.booked(db, TEN)
        feed = open_feed(db, practice.martin, "Téléphone", secret_key=KEY, now=NOW)
        secret = secret_of(feed, KEY)
    with app.test_client() as browser:
        yield Subscription(browser, engine, clock, practice, feed.id, secret)


@pytest.mark.postgresql_on_a_desk
def test_the_feed_is_a_calendar_that_programs_accept(subscription: Subscription) -> None:
    answer = subscription.get()
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert defects(answer.data) == []
    assert b"SUMMARY:Jean Dupont" in answer.data
    assert "Content-Disposition" not in answer.headers
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in answer.headers


def test_gzip_is_sent_to_who_asks_for_it_with_a_tag_of_its_own(subscription: Subscription) -> None:
    plain = subscription.get()
    zipped = subscription.get(Accept_Encoding="br, gzip;q=0.8")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.data[4:8] == bytes(4), "a time inside would make the bytes differ"
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    for refusing in ("identity", "gzip;q=0", "", "br"):
        assert "Content-Encoding" not in subscription.get(Accept_Encoding=refusing).headers


def test_who_has_the_feed_is_told_that_nothing_changed(subscription: Subscription) -> None:
    first = subscription.get()
    tag = first.headers["ETag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = subscription.get(If_None_Match=held)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Last-Modified"] == first.headers["Last-Modified"]
        assert again.headers["Vary"] == "Accept-Encoding"
        assert "Content-Type" not in again.headers
    assert subscription.get(If_None_Match='"other"').status_code == 200


def test_the_tag_of_either_coding_shows_that_nothing_changed(subscription: Subscription) -> None:
    plain = subscription.get().headers["ETag"]
    zipped = subscription.get(Accept_Encoding="gzip").headers["ETag"]
    assert subscription.get(If_None_Match=zipped).headers["ETag"] == zipped
    again = subscription.get(If_None_Match=plain, Accept_Encoding="gzip")
    assert (again.status_code, again.headers["ETag"]) == (304, plain)


def test_head_says_what_get_would(subscription: Subscription) -> None:
    full = subscription.get()
    head = subscription.browser.head(subscription.path)
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == full.headers[name]
    tag = full.headers["ETag"]
    assert (
        subscription.browser.head(subscription.path, headers={"If-None-Match": tag}).status_code
        == 304
    )


def test_a_date_alone_is_compared_and_never_trusted(subscription: Subscription) -> None:
    stamp = subscription.get().headers["Last-Modified"]
    subscription.clock.at = LATER
    assert subscription.get(If_Modified_Since=stamp).status_code == 304
    earlier = format_datetime(parsedate_to_datetime(stamp) - timedelta(seconds=1), usegmt=True)
    tomorrow = format_datetime(NOW + timedelta(days=1), usegmt=True)
    for date in (earlier, tomorrow, "yesterday", ""):
        assert subscription.get(If_Modified_Since=date).status_code == 200
    # The tag comes first, whatever the date says.
    both = subscription.get(If_None_Match='"other"', If_Modified_Since=stamp)
    assert both.status_code == 200


def test_every_change_is_seen_at_the_next_poll_by_tag_and_by_date(
    subscription: Subscription,
) -> None:
    """Also changes within one second, and one that only takes away."""
    practice = subscription.practice
    held = subscription.get()

    def changed(expected: int) -> None:
        nonlocal held
        for validators in (
            {"If_None_Match": held.headers["ETag"]},
            {"If_Modified_Since": held.headers["Last-Modified"]},
        ):
            answer = subscription.get(**validators)
            assert answer.status_code == 200
            assert answer.data.count(b"BEGIN:VEVENT") == expected
        held = subscription.get()

    with transaction(subscription.engine) as db:
        second = practice.booked(db, TEN + timedelta(hours=1)).id
    changed(2)
    with transaction(subscription.engine) as db:
        practice.booked(db, TEN + timedelta(hours=2))
    changed(3)
    with transaction(subscription.engine) as db:
        cancel(db, db.get_one(type(practice.booked(db, TEN + timedelta(days=1))), second), NOW)
    changed(3)
    with transaction(subscription.engine) as db:
        db.get_one(Practitioner, practice.martin.id).place = "Rennes"
        db.get_one(Client, practice.client.id).updated_at = NOW + timedelta(seconds=20)
    changed(3)


def test_nothing_is_said_to_be_newer_than_now(subscription: Subscription) -> None:
    with transaction(subscription.engine) as db:
        for hour in range(1, 5):
            subscription.practice.booked(db, TEN + timedelta(hours=hour))
    stamp = parsedate_to_datetime(subscription.get().headers["Last-Modified"])
    assert stamp <= subscription.clock.at


def test_while_the_agenda_goes_another_way_the_address_shows_an_empty_calendar(
    subscription: Subscription, engine: Engine
) -> None:
    """Or a program that reads it would show all that was coming for ever, beside the new copies."""
    full = subscription.get()
    assert b"VEVENT" in full.data
    with transaction(engine) as db:
        by_invitations(db, db.get_one(Practitioner, subscription.practice.martin.id), "a@b.fr", NOW)
    answer = subscription.get(If_Modified_Since=full.headers["Last-Modified"])
    assert answer.status_code == 200, "also for a program that knows dates only"
    assert b"VEVENT" not in answer.data
    assert b"VTIMEZONE" in answer.data, "without any component it would be no calendar"
    assert Calendar.from_ical(answer.data).walk("VEVENT") == []
    assert subscription.get(If_None_Match=answer.headers["ETag"]).status_code == 304
    with transaction(engine) as db:
        by_feed(db, db.get_one(Practitioner, subscription.practice.martin.id), NOW)
    assert b"VEVENT" in subscription.get().data
    with transaction(engine) as db:
        by_invitations(db, db.get_one(Practitioner, subscription.practice.martin.id), "a@b.fr", NOW)
        revoke(db.get_one(Feed, subscription.feed_id), NOW)
    assert subscription.get().status_code == 404


def test_unknown_revoked_and_malformed_addresses_look_alike(subscription: Subscription) -> None:
    subscription.get()
    with transaction(subscription.engine) as db:
        revoke(db.get_one(Feed, subscription.feed_id), NOW)
    answers = [subscription.get()]
    for secret in ("x" * 43, "short", "é" * 43, "a" * 5_000):
        answers.append(subscription.browser.get(f"/calendars/{secret}.ics"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    bare = [{k: v for k, v in a.headers.items() if k != "Date"} for a in answers]
    assert all(headers == bare[0] for headers in bare)
    assert "no-store" in bare[0]["Cache-Control"]


def test_a_feed_shows_its_own_practitioner_only(subscription: Subscription) -> None:
    with transaction(subscription.engine) as db:
        stranger = make_practice(db, "cabinet-x", "+33180000002")
        stranger.booked(db, TEN, name="Patient Secret")
        feed = open_feed(db, stranger.martin, "x", secret_key=KEY, now=NOW)
        theirs = secret_of(feed, KEY)
    assert b"Patient Secret" not in subscription.get().data
    assert b"Patient Secret" in subscription.browser.get(f"/calendars/{theirs}.ics").data


@pytest.mark.postgresql_on_a_desk
def test_the_last_fetch_is_noted_once_a_minute(subscription: Subscription) -> None:
    subscription.get(User_Agent="Thunderbird/153")
    assert subscription.row().last_fetched_at == NOW
    subscription.clock.at = NOW + timedelta(seconds=59)
    subscription.get(User_Agent="iOS/19")
    row = subscription.row()
    assert (row.last_fetched_at, row.last_user_agent) == (NOW, "Thunderbird/153")
    subscription.clock.at = NOW + timedelta(seconds=60)
    subscription.get(User_Agent="iOS/19")
    assert subscription.row().last_user_agent == "iOS/19"


def test_the_answer_304_costs_one_statement(subscription: Subscription) -> None:
    tag = subscription.get().headers["ETag"]
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(subscription.engine, "before_cursor_execute", note)
    assert subscription.get(If_None_Match=tag).status_code == 304
    event.remove(subscription.engine, "before_cursor_execute", note)
    assert [s for s in statements if not s.startswith("BEGIN")] == statements[-1:]


def fail_statements(engine: Engine, beginning: str) -> Any:
    """From now on the database refuses statements that begin so, as if it were away."""

    def refuse(*arguments: Any) -> None:
        if arguments[2].startswith(beginning):
            raise OperationalError(arguments[2], {}, Exception("away"))

    event.listen(engine, "before_cursor_execute", refuse)
    return lambda: event.remove(engine, "before_cursor_execute", refuse)


def test_that_a_fetch_cannot_be_noted_is_no_reason_not_to_serve(
    subscription: Subscription, caplog: pytest.LogCaptureFixture
) -> None:
    fail_statements(subscription.engine, "UPDATE feeds")
    with caplog.at_level(logging.WARNING):
        assert subscription.get().status_code == 200
    assert [record.message for record in caplog.records] == ["feed_fetch_not_noted"]


@pytest.mark.postgresql_on_a_desk
def test_while_the_database_is_away_the_last_known_feed_is_served(
    subscription: Subscription, caplog: pytest.LogCaptureFixture
) -> None:
    before = subscription.get()
    back = fail_statements(subscription.engine, "SELECT")
    with caplog.at_level(logging.WARNING):
        stale = subscription.get()
        unchanged = subscription.get(If_None_Match=before.headers["ETag"])
        unknown = subscription.browser.get(f"/calendars/{'x' * 43}.ics")
    assert (stale.status_code, stale.data) == (200, before.data)
    assert unchanged.status_code == 304
    assert (unknown.status_code, unknown.headers["Retry-After"]) == (503, "60")
    messages = [record.message for record in caplog.records]
    assert messages == ["feed_served_stale", "feed_served_stale", "feed_unavailable"]
    back()
    assert subscription.get().status_code == 200


@pytest.mark.postgresql_on_a_desk
def test_a_feed_known_to_be_revoked_stays_closed_while_the_database_is_away(
    subscription: Subscription,
) -> None:
    subscription.get()
    with transaction(subscription.engine) as db:
        revoke(db.get_one(Feed, subscription.feed_id), NOW)
    assert subscription.get().status_code == 404
    fail_statements(subscription.engine, "SELECT")
    assert subscription.get().status_code == 503


def test_a_fault_of_ours_is_logged_without_the_address(
    subscription: Subscription, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(subscription.engine) as db:
        db.execute(text("UPDATE clients SET time_zone = 'Mars/Olympus'"))
    with caplog.at_level(logging.DEBUG):
        answer = subscription.get()
    assert answer.status_code == 500
    assert [record.message for record in caplog.records] == ["feed_failed"]
    assert subscription.secret not in answer.text


def test_the_secret_is_never_logged(
    subscription: Subscription, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        subscription.get()
        fail_statements(subscription.engine, "SELECT")
        subscription.get()
    for record in caplog.records:
        assert subscription.secret not in str(vars(record))


def test_a_program_gone_wild_is_asked_to_wait_and_others_are_not(
    app: Flask, engine: Engine, clock: WallClock, subscription: Subscription
) -> None:
    with transaction(engine) as db:
        other = secret_of(
            open_feed(db, subscription.practice.martin, "x", secret_key=KEY, now=NOW), KEY
        )
    clock.at = NOW.replace(second=20)
    answers = [subscription.get() for _ in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert answers[-1].headers["Retry-After"] == "40"
    assert subscription.browser.get(f"/calendars/{other}.ics").status_code == 200
    clock.at += timedelta(seconds=40)
    assert subscription.get().status_code == 200


def test_compression_can_be_turned_off_for_a_program_that_cannot_read_it(
    app: Flask, subscription: Subscription
) -> None:
    house: House = app.extensions[EXTENSION]
    settings = replace(house.settings, feed_gzip=False)
    app.extensions[EXTENSION] = replace(house, settings=settings)
    answer = subscription.get(Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers
    assert defects(answer.data) == []


def test_robots_may_fetch_feeds_and_nothing_else(subscription: Subscription) -> None:
    answer = subscription.browser.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines() == ["User-agent: *", "Allow: /calendars/", "Disallow: /"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_feed_can_only_be_read(subscription: Subscription, method: str) -> None:
    answer = subscription.browser.open(subscription.path, method=method)
    assert answer.status_code == 405
