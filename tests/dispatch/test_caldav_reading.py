"""A real CalDAV server: its calendar is found, read, and read again only when it has changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from telesec.agenda.busy.calendar import BusyCalendar, BusyTime, CalendarKind
from telesec.agenda.busy.calendars import Access, Named, put_calendar
from telesec.agenda.practitioner import Practitioner
from telesec.database import transaction
from telesec.dispatch.calendar_reading import CalendarReader
from telesec.gateways.caldav_finding import NoCalendars, find_calendars
from telesec.gateways.outside_http import Credentials, OutsideHttp
from tests.agenda.busy.calendars import calendar, event
from tests.agenda.practice import make_practice, utc
from tests.makers import NOW
from tests.outside import Given, outside_server
from tests.radicale_server import PASSWORD, USER, Radicale, radicale_server

pytestmark = pytest.mark.sqlite_on_a_desk

KEY = "k" * 40
TEN = "DTSTART;TZID=Europe/Paris:20261130T100000\nDTEND;TZID=Europe/Paris:20261130T110000"
PAIR = Credentials(USER, PASSWORD)
HTTP = OutsideHttp(("127.0.0.1",))


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    with radicale_server(tmp_path) as server:
        server.makes_calendar()
        server.puts("one", calendar(event(f"{TEN}\nRRULE:FREQ=WEEKLY;COUNT=3", "one")))
        yield server


class Reading:
    """A practice that reads one calendar of the server."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now = engine, NOW
        with transaction(engine) as db:
            self.practitioner_id = make_practice(db).martin.id
        self.reader = CalendarReader(engine, HTTP, KEY, lambda: self.now)

    def names(self, url: str, password: str = PASSWORD) -> None:
        access = Access(url=url, user=USER, password=password)
        named = Named("Nuage", CalendarKind.CALDAV, access)
        with transaction(self.engine) as db:
            martin = db.get_one(Practitioner, self.practitioner_id)
            put_calendar(db, martin, named, secret_key=KEY, now=self.now)

    def reads(self) -> list[datetime]:
        """When the busy times begin, a quarter of an hour later."""
        self.now += timedelta(minutes=15)
        self.reader.read_due()
        with transaction(self.engine, reads_only=True) as db:
            return list(db.scalars(select(BusyTime.starts_at).order_by(BusyTime.starts_at)))

    @property
    def calendar(self) -> BusyCalendar:
        with transaction(self.engine, reads_only=True) as db:
            return db.scalars(select(BusyCalendar)).one()


@pytest.fixture
def reading(engine: Engine) -> Reading:
    return Reading(engine)


THREE = [utc("2026-11-30T09:00"), utc("2026-12-07T09:00"), utc("2026-12-14T09:00")]


@pytest.mark.postgresql_on_a_desk
def test_a_calendar_is_read_and_each_change_of_it(radicale: Radicale, reading: Reading) -> None:
    reading.names(radicale.calendar)
    assert reading.reads() == THREE
    assert reading.calendar.mark
    before = reading.calendar.covered_until
    reading.now += timedelta(days=1)
    assert reading.reads() == THREE
    assert reading.calendar.covered_until == before  # its mark said that nothing has changed
    assert reading.calendar.read_at == reading.now
    radicale.puts("two", calendar(event("DTSTART:20261201T090000Z\nDURATION:PT1H", "two")))
    moved = "RECURRENCE-ID:20261207T090000Z\nDTSTART:20261208T090000Z\nDURATION:PT1H"
    rule = event(f"{TEN}\nRRULE:FREQ=WEEKLY;COUNT=3", "one")
    radicale.puts("one", calendar(rule, event(moved, "one")))
    expected = [THREE[0], utc("2026-12-01T09:00"), utc("2026-12-08T09:00"), THREE[2]]
    assert reading.reads() == expected
    radicale.deletes("one")
    assert reading.reads() == [utc("2026-12-01T09:00")]


def test_what_is_long_over_or_far_ahead_is_not_even_sent(
    radicale: Radicale, reading: Reading
) -> None:
    radicale.puts("old", calendar(event("DTSTART:20200101T090000Z\nDURATION:PT1H", "old")))
    radicale.puts("far", calendar(event("DTSTART:20350101T090000Z\nDURATION:PT1H", "far")))
    reading.names(radicale.calendar)
    assert reading.reads() == THREE


def test_a_wrong_password_is_told(radicale: Radicale, reading: Reading) -> None:
    reading.names(radicale.calendar, password="wrong")
    assert reading.reads() == []
    assert reading.calendar.fault == "refused"


def test_an_address_that_is_no_calendar_is_told(radicale: Radicale, reading: Reading) -> None:
    reading.names(radicale.home)
    reading.reads()
    assert reading.calendar.fault == "not_a_collection"


def test_a_server_that_gives_only_a_part_is_not_believed(
    radicale: Radicale, reading: Reading
) -> None:
    reading.names(radicale.calendar)
    assert reading.reads() == THREE
    part = (
        '<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>'
        "<d:href>/x/</d:href><d:propstat><d:prop><d:resourcetype><c:calendar/></d:resourcetype>"
        "</d:prop></d:propstat></d:response></d:multistatus>"
    )
    with outside_server(lambda _: Given(part.encode(), 207)) as cut_off:
        reading.names(cut_off.url)
        assert reading.reads() == THREE
        assert reading.calendar.fault == "not_dav"


def test_the_calendars_of_an_account_are_found_from_its_server(radicale: Radicale) -> None:
    radicale.makes_calendar(f"{radicale.home}other/")
    found = find_calendars(HTTP, radicale.url, PAIR)
    assert {one.url for one in found} == {radicale.calendar, f"{radicale.home}other/"}
    assert {one.name for one in found} == {"Privé"}
    assert find_calendars(HTTP, radicale.calendar, PAIR) == found
    with pytest.raises(NoCalendars):
        find_calendars(HTTP, radicale.url, Credentials(USER, "wrong"))
    with outside_server(lambda _: Given(b"<html/>")) as website, pytest.raises(NoCalendars):
        find_calendars(HTTP, website.url, PAIR)
