"""Clients' other calendars, read by the worker from servers good and bad."""

import gzip
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from telesec.agenda.booking import PractitionerBusy
from telesec.agenda.busy.calendar import BusyCalendar, BusyTime, CalendarKind
from telesec.agenda.busy.calendars import (
    Access,
    Named,
    calendars_of,
    conflicts_of,
    put_calendar,
    read_anew,
    remove_calendar,
)
from telesec.agenda.busy.spans import Span
from telesec.agenda.free_time import free_slots
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.dispatch.calendar_alarms import ALARM_AFTER
from telesec.dispatch.calendar_reading import CalendarReader
from telesec.gateways.outside_http import OutsideHttp
from telesec.notifications.notification import Notification, NotificationKind
from tests.agenda.busy.calendars import TOO_MANY, calendar, event, told
from tests.agenda.practice import Practice, make_practice, utc
from tests.at_once import at_once
from tests.makers import NOW, make_contact
from tests.outside import Asked, Given, OutsideServer, outside_server

pytestmark = pytest.mark.sqlite_on_a_desk

KEY = "k" * 40
TEN = "DTSTART;TZID=Europe/Paris:20261130T100000\nDTEND;TZID=Europe/Paris:20261130T120000"
MONDAY = (utc("2026-11-29T23:00"), utc("2026-11-30T23:00"))


def ics(*events: str) -> Given:
    return Given(calendar(*events))


@dataclass
class House:
    """A practice whose doctor has another calendar, on a server of somebody else's."""

    engine: Engine
    server: OutsideServer
    practice: Practice
    reader: CalendarReader = field(init=False)
    now: datetime = NOW

    def __post_init__(self) -> None:
        http = OutsideHttp((f"127.0.0.1:{self.server.port}",))
        self.reader = CalendarReader(self.engine, http, KEY, lambda: self.now)

    def names(self, path: str = "/a.ics", label: str = "Agenda privé", **fields: object) -> None:
        access = Access(url=f"{self.server.url}{path}", user="marie", password="wonderland")
        named = Named(label, CalendarKind.ICS, access, **fields)  # type: ignore[arg-type]
        with transaction(self.engine) as db:
            martin = db.get_one(Practitioner, self.practice.martin.id)
            put_calendar(db, martin, named, secret_key=KEY, now=self.now)

    def reads(self, given: Given | None = None, *, after: timedelta = timedelta()) -> BusyCalendar:
        """The worker passes, ``after`` a while; what is known of the calendar then."""
        if given is not None:
            self.server.answers = lambda _: given
        self.now += after
        self.reader.read_due()
        return self.calendar

    @property
    def calendar(self) -> BusyCalendar:
        with transaction(self.engine, reads_only=True) as db:
            return calendars_of(db, [self.practice.client.id])[0]

    def busy(self) -> list[tuple[datetime, datetime]]:
        with transaction(self.engine, reads_only=True) as db:
            rows = db.execute(
                select(BusyTime.starts_at, BusyTime.ends_at).order_by(BusyTime.starts_at)
            )
            return [(start, end) for start, end in rows]

    def is_free(self, at: str) -> bool:
        start = utc(at)
        with transaction(self.engine, reads_only=True) as db:
            kind = db.get_one(AppointmentType, self.practice.consultation.id)
            martin = db.get_one(Practitioner, self.practice.martin.id)
            return bool(free_slots(db, kind, [martin], [(start, start)], self.now))


@pytest.fixture
def house(engine: Engine) -> Iterator[House]:
    with transaction(engine) as db:
        practice = make_practice(db)
        make_contact(db, practice.client)
    with outside_server(lambda _: ics(event(TEN))) as server:
        yield House(engine, server, practice)


LATER = timedelta(minutes=10)


@pytest.mark.postgresql_on_a_desk
def test_what_another_calendar_says_is_not_offered_and_cannot_be_booked(house: House) -> None:
    assert house.is_free("2026-11-30T09:00")
    house.names()
    known = house.reads()
    assert known.read_at == NOW
    assert known.busy_count == 1
    assert house.busy() == [(utc("2026-11-30T09:00"), utc("2026-11-30T11:00"))]
    assert not house.is_free("2026-11-30T09:00")
    assert not house.is_free("2026-11-30T08:50")  # it would reach into it
    assert house.is_free("2026-11-30T08:40")
    assert not house.is_free("2026-11-30T10:55")
    with pytest.raises(PractitionerBusy), transaction(house.engine) as db:
        house.practice.booked(db, utc("2026-11-30T10:00"))


def test_it_is_asked_only_whether_it_has_changed(house: House) -> None:
    whole = calendar(event(TEN))

    def answers(asked: Asked) -> Given:
        if asked.headers.get("if-none-match") == '"7"':
            return Given(status=304)
        return Given(whole, headers={"ETag": '"7"', "Last-Modified": "yesterday"})

    house.server.answers = answers
    house.names()
    house.reads()
    known = house.reads(after=LATER)
    assert len(house.server.asked) == 2
    assert house.server.asked[1].headers["if-modified-since"] == "yesterday"
    assert house.server.asked[1].headers["authorization"].startswith("Basic ")
    assert known.read_at == house.now
    assert len(house.busy()) == 1
    # Not before it is due, and whole again before what is known comes to its end.
    house.reads(after=timedelta(seconds=10))
    assert len(house.server.asked) == 2
    house.reads(after=timedelta(days=8))
    assert "if-none-match" not in house.server.asked[2].headers


def test_a_moment_of_writing_in_each_event_is_no_change(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """As Google writes it: without ETag, and DTSTAMP always now."""
    house.names()
    first = calendar(event(TEN))
    house.reads(Given(first))
    before = house.calendar.covered_until
    house.reads(Given(first.replace(b"DTSTAMP:20261101", b"DTSTAMP:20261126")), after=LATER)
    assert house.calendar.read_at == house.now
    assert house.calendar.covered_until == before


def test_a_change_takes_the_old_time_back(house: House) -> None:
    house.names()
    house.reads()
    house.reads(ics(event(TEN.replace("T1", "T0"))), after=LATER)
    assert house.busy() == [(utc("2026-11-30T00:00") - timedelta(hours=1), utc("2026-11-30T01:00"))]
    assert house.is_free("2026-11-30T10:00")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (Given(b"", 500), "server_error"),
        (Given(b"", 401), "refused"),
        (Given(b"", 404), "not_found"),
        (Given(b"", 429, {"Retry-After": "7200"}), "overloaded"),
        (Given(b"", 418), "unexpected"),
        (Given(b"", 304), "unexpected"),
        (Given(b"<!doctype html><html>Sign in</html>"), "not_a_calendar"),
        (Given(calendar(event(TEN))[:-30]), "not_a_calendar"),
        (Given(b""), "not_a_calendar"),
        (Given(status=302, headers={"Location": "http://169.254.169.254/latest"}), "inner_address"),
        (Given(status=302, headers={"Location": "http://127.0.0.1:8081/a.ics"}), "inner_address"),
        (Given(status=302, headers={"Location": "http://[::1]:8081/a.ics"}), "inner_address"),
        (
            Given(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}),
            "too_large",
        ),
        (Given(TOO_MANY), "too_much"),
    ],
)
def test_whatever_goes_wrong_what_was_busy_stays_so(house: House, given: Given, fault: str) -> None:
    house.names()
    house.reads()
    known = house.reads(given, after=LATER)
    assert (known.fault, known.failures) == (fault, 1)
    assert known.read_at == NOW
    assert known.failing_since == house.now
    assert len(house.busy()) == 1
    assert not house.is_free("2026-11-30T09:00")


def test_a_server_that_asks_for_patience_gets_it_and_no_more_than_six_hours(house: House) -> None:
    house.names()
    known = house.reads(Given(b"", 503, {"Retry-After": "7200"}))
    assert timedelta(hours=2) <= known.next_read_at - house.now < timedelta(hours=2, minutes=2)
    house.now = known.next_read_at
    known = house.reads(Given(b"", 503, {"Retry-After": "9999999"}))
    assert known.next_read_at - house.now < timedelta(hours=6, minutes=2)


def test_after_some_failures_in_a_row_the_clients_people_are_told_once(house: House) -> None:
    house.names()
    house.reads()

    def fails(times: int) -> int:
        house.server.answers = lambda _: Given(b"", 500)
        for _ in range(times):
            house.now = house.calendar.next_read_at
            house.reader.read_due()
        with transaction(house.engine, reads_only=True) as db:
            query = select(func.count()).where(Notification.kind == NotificationKind.CALENDAR)
            return db.scalar(query) or 0

    assert fails(ALARM_AFTER - 1) == 0
    assert fails(1) == 1
    assert fails(5) == 1
    house.reads(ics(event(TEN)), after=timedelta(hours=2))
    assert house.calendar.failures == 0
    assert fails(ALARM_AFTER) == 2
    with transaction(house.engine, reads_only=True) as db:
        told = db.scalars(select(Notification).order_by(Notification.id)).all()
        assert "Agenda privé" in told[0].body
        assert "a.ics" not in told[0].body
        assert "wonderland" not in told[0].body


def test_an_import_that_lands_on_an_appointment_is_kept_and_shown(house: House) -> None:
    with transaction(house.engine) as db:
        house.practice.booked(db, utc("2026-11-30T10:00"))
    house.names()
    assert house.reads().busy_count == 1
    assert not house.is_free("2026-11-30T09:00")
    with transaction(house.engine) as db:
        [conflict] = conflicts_of(db, [house.practice.client.id], house.now)
        assert conflict.appointment.caller_name == "Jean Dupont"
        assert conflict.calendar.label == "Agenda privé"
        assert conflicts_of(db, [house.practice.client.id + 1], house.now) == []
        conflict.appointment.despite_busy = True
    with transaction(house.engine, reads_only=True) as db:
        assert conflicts_of(db, [house.practice.client.id], house.now) == []


def test_our_own_appointment_in_their_calendar_is_no_conflict(house: House) -> None:
    """They have accepted our invitation, or subscribed to our feed, in the calendar we read."""
    with transaction(house.engine) as db:
        uid = house.practice.booked(db, utc("2026-11-30T10:00")).uid
    house.names()
    house.reads(ics(event(TEN, uid)))
    assert house.busy() == []


def test_secrets_are_sealed_never_logged_and_gone_when_it_is_removed(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house.names("/secret-token/a.ics")
    house.reads()
    house.reads(Given(b"", 500), after=LATER)
    kept = house.calendar
    assert kept.host == "127.0.0.1"
    for shown in (kept.sealed, kept.host, kept.label, caplog.text):
        assert "secret-token" not in shown
        assert "wonderland" not in shown
    with transaction(house.engine) as db:
        remove_calendar(db, db.get_one(BusyCalendar, kept.id))
    assert house.busy() == []
    assert house.is_free("2026-11-30T09:00")


def test_another_key_of_the_house_is_told_and_loses_nothing(house: House) -> None:
    house.names()
    house.reads()
    http = OutsideHttp(("127.0.0.1",))
    house.reader = CalendarReader(house.engine, http, "another" * 8, lambda: house.now)
    assert house.reads(after=LATER).fault == "key_changed"
    assert len(house.busy()) == 1


def test_a_year_of_absence_and_thousands_of_times_are_kept_in_steps(house: House) -> None:
    house.names()
    quarters = [utc("2026-11-26T00:00") + timedelta(minutes=15 * nth) for nth in range(2_976)]
    many = [event(f"DTSTART:{at:%Y%m%dT%H%M%SZ}\nDURATION:PT1M", f"{at}") for at in quarters]
    house.reads(ics(*many))
    assert len(house.busy()) == len(many) == 2_976
    away = event("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20271201")
    house.reads(ics(away), after=LATER)
    assert house.busy()[0][0] == utc("2026-11-30T23:00")
    assert house.busy()[-1][1] == utc("2027-11-30T23:00")
    assert all(end - start <= timedelta(days=1) for start, end in house.busy())


@pytest.mark.postgresql_on_a_desk
def test_what_changes_while_it_is_read_is_read_again(house: House) -> None:
    house.names()

    def answers(_: Asked) -> Given:
        with transaction(house.engine) as db:
            read_anew(db.scalars(select(BusyCalendar)).one(), house.now)
        house.server.answers = lambda _: ics(event(TEN, "two"))
        return ics(event(TEN.replace("1130", "1201")))

    house.server.answers = answers
    house.reads()
    assert house.busy() == [(utc("2026-11-30T09:00"), utc("2026-11-30T11:00"))]
    assert len(house.server.asked) == 2


def test_removed_while_it_is_read_leaves_nothing(house: House) -> None:
    house.names()

    def answers(_: Asked) -> Given:
        with transaction(house.engine) as db:
            remove_calendar(db, db.scalars(select(BusyCalendar)).one())
        return ics(event(TEN))

    house.server.answers = answers
    house.reader.read_due()
    assert house.busy() == []


def test_whoever_books_further_ahead_is_busy_further_ahead(house: House) -> None:
    far = event("DTSTART:20280901T090000Z\nDURATION:PT1H")
    house.names()
    house.reads(ics(far))
    assert house.busy() == []
    with transaction(house.engine) as db:
        db.get_one(AppointmentType, house.practice.consultation.id).horizon_days = 700
        read_anew(db.scalars(select(BusyCalendar)).one(), house.now)
    house.reads()
    assert len(house.busy()) == 1


def test_all_day_is_the_clients_day_and_tentative_as_the_client_says(house: House) -> None:
    with transaction(house.engine) as db:
        db.get_one(Client, house.practice.client.id).time_zone = "Indian/Reunion"
    house.names(tentative_is_free=True)
    maybe = event(f"{TEN}\nSTATUS:TENTATIVE", "maybe")
    house.reads(ics(event("DTSTART;VALUE=DATE:20261201"), maybe))
    assert house.busy() == [(utc("2026-11-30T20:00"), utc("2026-12-01T20:00"))]


def test_doubts_are_counted_and_shown(house: House) -> None:
    odd = event("DTSTART;TZID=Chez moi:20261130T100000\nDURATION:PT1H", "odd")
    house.names()
    known = house.reads(ics(odd, event("DTSTART:soon", "lost")))
    assert known.doubts == {"zone": 1}
    assert known.unknown_zones == ("Chez moi",)
    assert known.unplaced == 1
    assert not house.is_free("2026-11-30T09:00")


# In UTC; what the file means, told by hand.
TRAPS = """
11-30 07:00/08:00
12-01 13:00/14:00 zone
12-02 14:00/15:00
12-02 23:00/23:00
12-04 09:00/10:00
12-05 09:00/10:00 often
12-05 23:00/23:00 time
12-22 09:00/10:00
01-04 07:30/08:30
01-11 07:30/08:30
01-18 07:30/08:30
03-28 01:30/02:00
04-01 12:00/13:00
"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_with_every_trap_is_read_as_it_is_meant(house: House, packed: bool) -> None:
    text = (Path(__file__).parent / "traps.ics").read_bytes().replace(b"\n", b"\r\n")
    given = Given(text)
    if packed:
        given = Given(gzip.compress(text), headers={"Content-Encoding": "gzip"})
    house.names()
    known = house.reads(given)
    with transaction(house.engine, reads_only=True) as db:
        spans = [
            Span(int(row.starts_at.timestamp()), int(row.ends_at.timestamp()), row.doubt)
            for row in db.scalars(select(BusyTime).order_by(BusyTime.starts_at, BusyTime.id))
        ]
    # The first of the seconds stands for itself, inside of what is taken as a whole.
    found = [span for span in told(spans) if not span.endswith("09:00/09:00 often")]
    assert found == TRAPS.split("\n")[1:-1]
    assert known.doubts == {"zone": 1, "often": 1, "time": 1}
    assert known.unknown_zones == ("Bureau 12",)


@pytest.mark.postgresql_on_a_desk
def test_of_two_workers_one_reads(house: House) -> None:
    house.names()
    http = OutsideHttp(("127.0.0.1",))
    other = CalendarReader(house.engine, http, KEY, lambda: house.now)
    tried = at_once([partial(_reads, one) for one in (house.reader, other)])
    assert sorted(tried) == ["0", "1"]
    assert len(house.server.asked) == 1
    assert house.calendar.busy_count == 1


def _reads(reader: CalendarReader) -> str:
    return str(reader.read_due())


def test_none_is_begun_when_the_worker_is_to_stop(house: House) -> None:
    house.names()
    assert house.reader.read_due(stopping=lambda: True) == 0
    assert house.server.asked == []


def test_a_practitioner_out_of_use_is_not_read_for(house: House) -> None:
    house.names()
    with transaction(house.engine) as db:
        db.get_one(Practitioner, house.practice.martin.id).active = False
    assert house.reader.read_due() == 0
