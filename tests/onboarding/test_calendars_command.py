"""``telesec calendars``, as a person types it, and what the clients file says of calendars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.agenda.client_calendar import ClientCalendar
from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.practitioner import AppointmentType, CalendarWay, Practitioner
from telesec.database import transaction
from telesec.gateways.caldav_faults import Trouble
from telesec.notifications.notification import Notification, NotificationKind
from telesec.onboarding.calendars_command import TROUBLES, calendars
from telesec.settings import Settings, read_settings
from tests.agenda.calendars.keeping import Keeping, keeping
from tests.agenda.calendars.server import PASSWORD, USER, CalendarServer, calendar_server
from tests.makers import NOW, make_appointment
from tests.onboarding.small_house import SMALL, changed, load, mistakes, the_client

pytestmark = pytest.mark.sqlite_on_a_desk

LINE = '- {key: petit, name: "le docteur Petit", feeds: ["Luc Petit"]}'


@dataclass
class House:
    """What the commands are given."""

    engine: Engine
    settings: Settings

    def now(self) -> datetime:
        return NOW

    def run(self, *arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(calendars, arguments, obj=self, input=typed)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path / "calendars") as server:
        yield server


@pytest.fixture
def practice(engine: Engine) -> Keeping:
    return keeping(engine)


@pytest.fixture
def house(engine: Engine, tmp_path: Path, server: CalendarServer, practice: Keeping) -> House:
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "token",
            "TELESEC_PUBLIC_URL": "https://telesec.example",
            "SMTP_URL": "smtp://localhost",
            "TELESEC_MAIL_FROM": "a@telesec.example",
            "TELESEC_DATA_DIR": str(tmp_path / "data"),
            "TELESEC_INNER_HOSTS": f"127.0.0.1:{server.port}",
        }
    )
    return House(engine, settings)


def connect(house: House, server: CalendarServer, *more: str, password: str = PASSWORD) -> Result:
    where = ("connect", "cabinet-neuf", "martin", "--server", server.url, "--user", USER)
    return house.run(*where, *more, typed=f"{password}\n")


@pytest.mark.postgresql_on_a_desk
def test_connecting_asks_for_the_password_and_tests_it(
    house: House, server: CalendarServer
) -> None:
    result = connect(house, server)
    assert result.exit_code == 0, result.output
    assert "Connected to Consultations" in result.output
    assert PASSWORD not in result.output
    with transaction(house.engine) as db:
        calendar = db.scalars(select(ClientCalendar)).one()
        assert calendar.is_connected
        assert calendar.collection == server.collection
    result = house.run("test", "cabinet-neuf", "martin")
    assert (result.exit_code, result.output) == (0, "Consultations: all is well.\n")


def test_what_is_wrong_is_told_and_nothing_is_changed(house: House, server: CalendarServer) -> None:
    result = connect(house, server, password="wrong")
    assert result.exit_code == 1
    assert TROUBLES[Trouble.PASSWORD] in result.output
    result = house.run("connect", "cabinet-neuf", "nobody", "--server", "x", "--user", "y")
    assert result.exit_code == 1
    result = house.run("test", "cabinet-neuf", "martin")
    assert "telesec calendars connect" in result.output
    assert "there is no client" in house.run("test", "cabinet-x", "martin").output
    with transaction(house.engine) as db:
        assert db.scalars(select(ClientCalendar)).all() == []


def test_of_several_calendars_one_is_chosen_by_name(house: House, server: CalendarServer) -> None:
    server.new_calendar("Vacances")
    result = connect(house, server)
    assert result.exit_code == 1
    assert "choose one of these with --calendar" in result.output
    assert "Vacances" in result.output
    assert connect(house, server, "--calendar", "Consultations").exit_code == 0


def test_a_password_that_was_revoked_is_found_by_the_test(
    house: House, server: CalendarServer
) -> None:
    connect(house, server)
    server.users.write_text(f"{USER}:another\n")
    result = house.run("test", "cabinet-neuf", "martin")
    assert result.exit_code == 1
    assert "app password" in result.output


def test_a_calendar_of_two_is_refused(
    house: House, server: CalendarServer, practice: Keeping
) -> None:
    practice.colleague()
    connect(house, server)
    where = ("connect", "cabinet-neuf", "lefevre", "--server", server.url, "--user", USER)
    result = house.run(*where, typed=f"{PASSWORD}\n")
    assert result.exit_code == 1
    assert "another practitioner" in result.output


def test_the_list_and_the_conflicts(
    house: House, server: CalendarServer, practice: Keeping
) -> None:
    connect(house, server)
    assert "caldav, last written never" in house.run("list").output
    uid = practice.books()
    assert "lacks changes" in house.run("list", "cabinet-neuf").output
    practice.connected(server)
    practice.writes(server)
    server.client_edits(f"{uid}.ics", (b":20261201T10", b":20261201T16"))
    practice.checks(server)
    assert "! conflict" in house.run("list").output
    assert house.run("conflicts").output == (
        "cabinet-neuf, le docteur Martin: 01/12/2026 10:00, moved there: 01/12/2026 16:00\n"
    )
    assert house.run("conflicts", "cabinet-x").exit_code == 1


def way(db: Session) -> CalendarWay:
    return db.scalars(select(Practitioner)).one().calendar_by


def with_way(line: str) -> str:
    return changed((LINE, f'- {{key: petit, name: "le docteur Petit", {line}}}'))


def test_the_file_says_how_a_calendar_is_kept(db: Session) -> None:
    load(db)
    assert way(db) is CalendarWay.FEED
    invited = with_way("calendar_by: invitations, invitations_to: Luc@Petit.example")
    assert load(db, invited).updated == ["cabinet-petit"]
    assert load(db, invited).unchanged == ["cabinet-petit"]
    calendar = db.scalars(select(ClientCalendar)).one()
    assert (calendar.address, calendar.details) == ("luc@petit.example", FeedDetails.INITIALS)
    assert db.scalars(select(Feed)).one().emptied_at == NOW
    assert load(db).unchanged == ["cabinet-petit"], "without a word it stays as it is"
    assert way(db) is CalendarWay.INVITATIONS
    busy = with_way("calendar_by: caldav, calendar_details: busy")
    assert load(db, busy).updated == ["cabinet-petit"]
    assert way(db) is CalendarWay.CALDAV
    assert load(db, with_way("calendar_by: feed")).updated == ["cabinet-petit"]
    assert (way(db), db.scalars(select(Feed)).one().emptied_at) == (CalendarWay.FEED, None)


def test_what_is_coming_is_handed_over_when_the_file_is_loaded(db: Session) -> None:
    load(db)
    client, person = the_client(db), db.scalars(select(Practitioner)).one()
    kind = db.scalars(select(AppointmentType)).one()
    make_appointment(db, person, kind, NOW + timedelta(days=3))
    load(db, with_way("calendar_by: invitations, invitations_to: luc@petit.example"))
    wishes = db.scalars(select(Notification).where(Notification.client_id == client.id)).all()
    assert [one.kind for one in wishes] == [NotificationKind.INVITATION]
    assert SMALL


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("calendar_by: invitations", "needs invitations_to"),
        ("invitations_to: luc@petit.example", "needs calendar_by: invitations"),
        ("calendar_by: caldav, invitations_to: luc@petit.example", "needs calendar_by"),
        ("calendar_by: invitations, invitations_to: luc", "not an e-mail address"),
        ("calendar_by: pigeon", "feed"),
        ('calendar_by: caldav, feeds: ["Luc"]', "twice"),
        ("calendar_details: busy", "calendar_details needs"),
        ("calendar_by: caldav, calendar_details: all", "full"),
    ],
)
def test_mistakes_are_told_with_line_and_field(db: Session, line: str, told: str) -> None:
    [mistake] = mistakes(db, with_way(line))
    assert told in mistake
    assert "clients.yaml:13" in mistake
    assert "clients.0.practitioners.0" in mistake
