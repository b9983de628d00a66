"""The pages about clients' own copies of their agendas, and the calendar they are written into."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.calendar_checking import check_due
from telesec.agenda.calendar_claim import entering
from telesec.agenda.calendar_search import KEPT, CalendarSearch, search_due
from telesec.agenda.calendar_writing import write_due
from telesec.agenda.feed import Feed
from telesec.agenda.feeds import open_feed
from telesec.agenda.practitioner import AppointmentType, CalendarWay, Practitioner
from telesec.notifications.notification import Notification, NotificationKind
from tests.agenda.calendars.server import PASSWORD, USER, CalendarServer, Fault, calendar_server
from tests.makers import NOW, make_appointment, make_contact
from tests.web.visiting import OWNER, SECRETARY, Browser, Console

PAGE = "/clients/cabinet-martin/calendars"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path / "calendars") as server:
        yield server


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def martin(console: Console) -> int:
    with console.looking() as db:
        return db.scalars(select(Practitioner.id).where(Practitioner.key == "martin")).one()


def booked(console: Console, hours: float = 30) -> int:
    with console.looking() as db:
        person = db.get_one(Practitioner, martin(console))
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        at = NOW + timedelta(hours=hours)
        return make_appointment(db, person, kind, at, caller_name="Jeanne Dupont").id


def searches(
    console: Console,
    secretary: Browser,
    server: CalendarServer,
    other: dict[str, str] | None = None,
) -> str:
    """Give server, user and password; what the page shows when the worker has been there."""
    fields = {"server": server.url, "username": USER, "password": PASSWORD} | (other or {})
    answer = secretary.sends(f"{PAGE}/{martin(console)}/search", **fields)
    assert answer.status_code == 302, answer.text
    assert 'http-equiv="refresh"' in secretary.opens(PAGE)
    key = console.settings.secret_key
    assert search_due(console.engine, server.http(), key, console.now)
    page = secretary.opens(PAGE)
    assert 'http-equiv="refresh"' not in page
    return page


def connects(console: Console, secretary: Browser, server: CalendarServer) -> None:
    searches(console, secretary, server)
    answer = secretary.sends(f"{PAGE}/{martin(console)}/choose", url=server.collection)
    assert answer.status_code == 302


def works(console: Console, server: CalendarServer) -> None:
    enter = entering(server.http(), console.settings.secret_key)
    while write_due(console.engine, enter, console.now):
        pass


def looks(console: Console, server: CalendarServer) -> None:
    console.later(minutes=11)
    check_due(console.engine, entering(server.http(), console.settings.secret_key), console.now)


def test_a_calendar_is_found_chosen_and_written_into(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    booked(console)
    server.new_calendar("Vacances")
    server.new_calendar("Tâches", "VJOURNAL")
    page = searches(console, secretary, server)
    assert "Consultations" in page
    assert "Vacances" in page
    assert "Tâches" not in page
    assert PASSWORD not in page
    answer = secretary.sends(f"{PAGE}/{martin(console)}/choose", url=server.collection)
    assert answer.status_code == 302
    works(console, server)
    assert len(server.events()) == 1
    page = secretary.opens(PAGE)
    assert "écriture dans son calendrier" in page
    with console.looking() as db:
        assert db.scalars(select(CalendarSearch)).all() == []


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"password": "faux"}, "mot de passe d’application"),
        ({"server": "https://127.0.0.1:5232"}, "notre propre réseau"),
        ({"server": "ftp://cloud.example.fr"}, "pas une adresse de serveur"),
    ],
)
def test_what_is_wrong_is_told_clearly(
    console: Console,
    secretary: Browser,
    server: CalendarServer,
    other: dict[str, str],
    told: str,
) -> None:
    assert told in searches(console, secretary, server, other)


def test_a_password_that_led_to_nothing_is_forgotten(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    searches(console, secretary, server)
    console.later(seconds=KEPT.total_seconds() + 1)
    search_due(console.engine, server.http(), console.settings.secret_key, console.now)
    with console.looking() as db:
        assert db.scalars(select(CalendarSearch)).all() == []
    answer = secretary.sends(f"{PAGE}/{martin(console)}/choose", url=server.collection)
    assert answer.status_code == 400
    assert "a expiré" in answer.text


def test_a_search_can_be_given_up(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    searches(console, secretary, server)
    assert secretary.sends(f"{PAGE}/{martin(console)}/choose").status_code == 302
    assert "Consultations" not in secretary.opens(PAGE)


def test_only_what_was_found_can_be_chosen(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    searches(console, secretary, server)
    url = "https://elsewhere.example/calendar/"
    answer = secretary.sends(f"{PAGE}/{martin(console)}/choose", url=url)
    assert answer.status_code == 400


def test_invitations_are_set_and_mistakes_told(console: Console, secretary: Browser) -> None:
    booked(console)
    path = f"{PAGE}/{martin(console)}/way"
    answer = secretary.sends(path, way="invitations", address="pas une adresse")
    assert answer.status_code == 400
    assert "n’est pas une adresse e-mail" in answer.text
    assert secretary.sends(path, way="nothing").status_code == 400
    assert (
        secretary.sends(path, way="invitations", address="c@d.fr", details="x").status_code == 400
    )
    answer = secretary.sends(path, way="invitations", address="claire@cabinet.example")
    assert answer.status_code == 302
    with console.looking() as db:
        wish = db.scalars(select(Notification)).one()
        assert (wish.kind, wish.recipient) == (
            NotificationKind.INVITATION,
            "claire@cabinet.example",
        )
    page = secretary.opens(PAGE)
    assert "invitations par e-mail" in page
    assert "claire@cabinet.example" in page
    assert secretary.sends(path, way="feed").status_code == 302
    with console.looking() as db:
        assert db.get_one(Practitioner, martin(console)).calendar_by is CalendarWay.FEED


def moved_there(console: Console, secretary: Browser, server: CalendarServer) -> int:
    """An appointment that the client has moved in its calendar; the conflict's id."""
    booked(console, hours=5)  # Thursday at 15:00
    connects(console, secretary, server)
    works(console, server)
    [name] = server.events()
    server.client_edits(name, (b":20261126T15", b":20261126T17"))
    looks(console, server)
    page = secretary.opens("/client-calendars")
    found = re.search(r"/calendar-conflicts/(\d+)", page)
    assert found
    assert "Jeanne Dupont" in page
    assert "déplacé" in page
    assert "17:00" in page
    return int(found[1])


def test_a_conflict_is_on_the_desk_and_the_clients_page(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    moved_there(console, secretary, server)
    assert "Agendas des clients" in secretary.opens("/")
    assert "changé par le client" in secretary.opens("/clients/cabinet-martin")
    assert "changed by the client" in console_in_english(console)


def console_in_english(console: Console) -> str:
    browser = console.signed_in(OWNER)
    browser.sends("/language/en")
    return browser.opens("/client-calendars")


def test_taking_their_time_moves_the_appointment_and_tells_the_client(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    conflict = moved_there(console, secretary, server)
    with console.looking() as db:
        make_contact(db, console.client(db), "c", mobile="+33612000000", email=None)
    answer = secretary.sends(f"/calendar-conflicts/{conflict}", how="theirs")
    assert answer.status_code == 302
    with console.looking() as db:
        appointment = db.scalars(select(Appointment)).one()
        assert f"{appointment.client.local(appointment.starts_at):%H:%M}" == "17:00"
        told = db.scalars(select(Notification)).all()
        assert {one.kind for one in told} == {NotificationKind.APPOINTMENT}
    works(console, server)
    assert "À décider" not in secretary.opens("/client-calendars")
    again = secretary.sends(f"/calendar-conflicts/{conflict}", how="theirs")
    assert again.status_code == 404, "it is decided"


def test_a_time_that_is_taken_is_told_and_nothing_changes(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    conflict = moved_there(console, secretary, server)
    booked(console, hours=7)
    answer = secretary.sends(f"/calendar-conflicts/{conflict}", how="theirs")
    assert answer.status_code == 400
    assert "déjà pris" in answer.text
    assert "À décider" in secretary.opens("/client-calendars")


@pytest.mark.parametrize(("how", "there"), [("ours", b":20261126T15"), ("cancel", None)])
def test_ours_is_kept_or_it_is_cancelled(
    console: Console, secretary: Browser, server: CalendarServer, how: str, there: bytes | None
) -> None:
    conflict = moved_there(console, secretary, server)
    assert secretary.sends(f"/calendar-conflicts/{conflict}", how="x").status_code == 400
    assert secretary.sends(f"/calendar-conflicts/{conflict}", how=how).status_code == 302
    works(console, server)
    texts = list(server.events().values())
    assert len(texts) == (1 if there else 0)
    assert all(there in text for text in texts if there)


def test_a_feed_that_nobody_reads_for_a_day_is_warned_of(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        person = db.scalars(select(Practitioner).where(Practitioner.key == "lefevre")).one()
        open_feed(db, person, "Téléphone", secret_key="k" * 48, now=NOW)
    assert "pas lu depuis" not in secretary.opens("/client-calendars")
    assert "Agendas des clients" not in secretary.opens("/")
    console.later(hours=25)
    secretary = console.signed_in(SECRETARY)
    page = secretary.opens("/client-calendars")
    assert "pas lu depuis un jour" in page
    assert page.index(">le docteur Lefèvre") < page.index(">le docteur Martin"), "wrong first"
    assert "Agendas des clients" in secretary.opens("/")
    with console.looking() as db:
        db.scalars(select(Feed)).one().last_fetched_at = console.now()
    assert "pas lu depuis un jour" not in secretary.opens("/client-calendars")
    assert "Agendas des clients" not in secretary.opens("/")


def test_writings_that_wait_are_told_with_their_age(
    console: Console, secretary: Browser, server: CalendarServer
) -> None:
    connects(console, secretary, server)
    server.faults.append(Fault("PUT", 507))
    booked(console)
    secretary.sends(f"{PAGE}/{martin(console)}/way", way="caldav")
    works(console, server)
    console.later(minutes=20)
    page = secretary.opens("/client-calendars")
    assert "Le compte du client est plein." in page
    assert "en retard" in page
    assert "changements pas encore arrivés\xa0: 1" in page
    assert "Agendas des clients" in secretary.opens("/")
