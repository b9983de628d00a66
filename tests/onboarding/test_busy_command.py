"""``telesec busy``, as a person types it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from telesec.agenda.busy.calendar import BusyCalendar, CalendarKind
from telesec.agenda.busy.calendars import Access, Named, put_calendar
from telesec.database import transaction
from telesec.onboarding.busy_command import busy
from telesec.settings import Settings, read_settings
from tests.agenda.busy.calendars import calendar, event
from tests.agenda.practice import Practice, make_practice, utc
from tests.makers import NOW
from tests.outside import Given, outside_server
from tests.radicale_server import PASSWORD, USER, radicale_server

TEN = "DTSTART:20261130T100000Z\nDURATION:PT1H"


class House:
    """What the commands are given."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.settings = engine, settings

    def now(self) -> datetime:
        return NOW

    def run(self, *arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(busy, arguments, obj=self, input=typed)

    def names(self, practice: Practice, url: str) -> None:
        named = Named("Privé", CalendarKind.ICS, Access(url=url))
        with transaction(self.engine) as db:
            key = self.settings.secret_key
            put_calendar(db, practice.martin, named, secret_key=key, now=NOW)


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> House:
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "token",
            "TELESEC_PUBLIC_URL": "https://telesec.example",
            "SMTP_URL": "smtp://localhost",
            "TELESEC_MAIL_FROM": "a@telesec.example",
            "TELESEC_DATA_DIR": str(tmp_path / "data"),
            "TELESEC_CALL_SCRIPTS": str(Path(__file__).parents[2] / "call_scripts"),
            "TELESEC_INNER_HOSTS": "127.0.0.1",
        }
    )
    return House(engine, settings)


def test_listed_read_and_told_without_a_secret(house: House) -> None:
    assert house.run("list").output == "no calendars\n"
    with transaction(house.engine) as db:
        practice = make_practice(db)
        practice.booked(db, utc("2026-11-30T10:20"))
    lost = event("DTSTART:soon", "lost")
    with outside_server(lambda _: Given(calendar(event(TEN), lost))) as server:
        house.names(practice, f"{server.url}/secret.ics")
        assert "never read" in house.run("list").output
        done = house.run("read", "--client", "cabinet-martin")
        assert done.exit_code == 0, done.output
        assert done.output.splitlines() == [
            "cabinet-martin, le docteur Martin, Privé  (ics, 127.0.0.1)",
            "  read 2026-11-26 10:00, 1 busy, 1 cannot be read",
            "conflict: 2026-11-30 11:20, Privé",
        ]
        server.answers = lambda _: Given(status=404)
        failed = house.run("read")
    assert failed.exit_code == 1
    assert "FAILS: not_found, 1 times" in failed.output
    assert "secret" not in failed.output
    assert house.run("list", "--client", "nobody").exit_code == 1


def test_an_inner_address_is_not_asked_unless_the_house_allows_it(house: House) -> None:
    with transaction(house.engine) as db:
        practice = make_practice(db)
    house.settings = replace(house.settings, inner_hosts=frozenset())
    with outside_server(lambda _: Given(calendar(event(TEN)))) as server:
        house.names(practice, server.url)
        assert "inner_address" in house.run("read").output
        assert server.asked == []
    with transaction(house.engine) as db:
        assert db.scalars(select(BusyCalendar)).one().read_at is None


def test_an_accounts_calendars_are_found(house: House, tmp_path: Path) -> None:
    with radicale_server(tmp_path) as radicale:
        radicale.makes_calendar()
        found = house.run("find", radicale.url, USER, "--password-stdin", typed=f"{PASSWORD}\n")
        assert found.output.splitlines() == ["Privé", f"  {radicale.calendar}"]
        wrong = house.run("find", radicale.url, USER, "--password-stdin", typed="wrong\n")
        assert wrong.exit_code == 1
        assert "refuses the password" in wrong.output
    away = house.run("find", radicale.url, USER, "--password-stdin", typed=f"{PASSWORD}\n")
    assert "not_reached" in away.output
