"""The page of other calendars: named, read anew, removed; what is wrong with one is told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.busy.calendar import BusyCalendar, BusyTime
from telesec.agenda.busy.calendars import access_of, conflicts_of
from telesec.agenda.busy.expansion import Doubt
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.dispatch.calendar_alarms import ALARM_AFTER
from telesec.gateways.outside_http import OutsideFault
from telesec.web.console.busy_calendars import doubts, faults
from telesec.web.translations import french
from tests.makers import NOW, make_appointment
from tests.web.visiting import DOCTOR, SECRETARY, Browser, Console

PAGE = "/other-calendars"
SECRET = "https://calendar.example/private-0123456789/basic.ics"
TEN = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def martin_of(console: Console) -> Practitioner:
    with console.looking() as db:
        return db.scalars(select(Practitioner).order_by(Practitioner.id)).all()[0]


def names(console: Console, secretary: Browser, **changed: str) -> int:
    given = {
        "practitioner": str(martin_of(console).id),
        "label": "Hôpital",
        "kind": "ics",
        "address": SECRET,
    }
    return secretary.sends(PAGE, **given | changed).status_code


def the_calendar(console: Console) -> BusyCalendar:
    with console.looking() as db:
        return db.scalars(select(BusyCalendar)).one()


def test_a_calendar_is_named_and_its_secrets_are_not_shown_again(
    console: Console, secretary: Browser
) -> None:
    status = names(console, secretary, user="marie", password="wonderland", tentative_is_free="yes")
    assert status == 302
    row = the_calendar(console)
    access = access_of(row, console.settings.secret_key)
    assert (access.url, access.user, access.password) == (SECRET, "marie", "wonderland")
    assert row.tentative_is_free
    page = secretary.opens(PAGE)
    assert "Hôpital" in page
    assert "calendar.example" in page
    for secret in ("0123456789", "wonderland", "marie"):
        assert secret not in page
    assert "0123456789" not in row.sealed


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"label": ""}, "Nom de l’agenda : à remplir."),
        ({"address": "calendar.example"}, "Adresse : à écrire en entier"),
        ({"address": "ftp://calendar.example/"}, "Adresse : à écrire en entier"),
        ({"address": "https://x/" + "a" * 2_000}, "Adresse : 2000 caractères au plus."),
        ({"kind": "carrier pigeon"}, "Sorte : à choisir"),
        ({"kind": "caldav"}, "Identifiant : à remplir"),
        ({"password": "x"}, "Identifiant : à remplir"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_comes_back(
    console: Console, secretary: Browser, changed: dict[str, str], told: str
) -> None:
    given = {"practitioner": str(martin_of(console).id), "label": "Hôpital", "kind": "ics"}
    answer = secretary.sends(PAGE, **given | {"address": SECRET} | changed)
    assert answer.status_code == 400
    assert french(told) in answer.text
    assert 'name="label"' in answer.text
    with console.looking() as db:
        assert db.scalars(select(BusyCalendar)).all() == []


def test_read_again_and_removed(console: Console, secretary: Browser) -> None:
    names(console, secretary)
    row = the_calendar(console)
    with console.looking() as db:
        db.get_one(BusyCalendar, row.id).next_read_at = NOW + timedelta(days=1)
    assert secretary.sends(f"{PAGE}/{row.id}/read").status_code == 302
    assert the_calendar(console).next_read_at == console.now()
    assert secretary.sends(f"{PAGE}/{row.id}/remove").status_code == 302
    assert "Aucun autre agenda" in secretary.opens(PAGE)


def busy_at_ten(console: Console, secretary: Browser) -> None:
    names(console, secretary)
    with console.looking() as db:
        row = db.scalars(select(BusyCalendar)).one()
        time = BusyTime(client_id=row.client_id, calendar_id=row.id, doubt="")
        time.practitioner_id = row.practitioner_id
        time.starts_at, time.ends_at = TEN, TEN + timedelta(hours=1)
        db.add(time)


def test_a_secretary_books_over_busy_time_only_when_she_says_so(
    console: Console, secretary: Browser
) -> None:
    busy_at_ten(console, secretary)
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).all()[0]
        fields = {
            "type": str(kind.id),
            "practitioner": str(kind.practitioners[0].id),
            "day": "2026-11-30",
            "time": "10:20",
            "caller_name": "Jeanne Roux",
        }
    path = "/clients/cabinet-martin/appointment"
    assert 'name="despite_busy"' not in secretary.opens("/clients/cabinet-martin")
    refused = secretary.sends(path, **fields)
    assert refused.status_code == 400
    assert "occupé à cette heure" in refused.text
    assert 'name="despite_busy"' in refused.text
    assert "Jeanne Roux" in refused.text
    assert secretary.sends(path, **fields, despite_busy="yes").status_code == 302
    with console.looking() as db:
        assert db.scalars(select(Appointment)).one().despite_busy


def test_a_conflict_is_shown_until_somebody_decides(console: Console, secretary: Browser) -> None:
    martin = martin_of(console)
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).all()[0]
        booked = make_appointment(db, martin, kind, TEN, caller_name="Jeanne Roux").id
    busy_at_ten(console, secretary)
    for page in (secretary.opens(PAGE), console.signed_in(DOCTOR).opens(PAGE)):
        assert "Jeanne Roux" in page
    assert french("Rendez-vous sur un horaire occupé ailleurs : 1.") in secretary.opens("/")
    assert secretary.sends(f"{PAGE}/conflicts/{booked}/keep").status_code == 302
    assert "Jeanne Roux" not in secretary.opens(PAGE)
    with console.looking() as db:
        assert conflicts_of(db, [console.client(db).id], NOW) == []


def test_a_failing_calendar_is_told_on_the_desk_with_its_age(
    console: Console, secretary: Browser
) -> None:
    names(console, secretary)
    before = secretary.asks("/desk/calls.json")["waiting"]
    with console.looking() as db:
        row = db.scalars(select(BusyCalendar)).one()
        row.failures, row.fault = ALARM_AFTER, "refused"
        row.failing_since, row.read_at = NOW - timedelta(hours=3), NOW - timedelta(hours=3)
        row.doubts, row.unknown_zones, row.unplaced = {"zone": 2}, ("<Chez moi>",), 3
    page = secretary.opens(PAGE)
    for told in ("identifiant ou mot de passe refusé", "il y a 3 heures", "&lt;Chez moi&gt;"):
        assert told in page
    assert "2 × fuseau inconnu" in page
    assert french("agendas qui ne peuvent plus être lus : 1") in secretary.opens("/")
    assert secretary.asks("/desk/calls.json")["waiting"] != before


def test_a_client_sees_its_own_and_changes_nothing(console: Console, secretary: Browser) -> None:
    names(console, secretary)
    page = console.signed_in(DOCTOR).opens(PAGE)
    assert "Hôpital" in page
    assert "Retirer" not in page
    assert 'name="address"' not in page


@pytest.mark.sqlite_only
def test_every_fault_and_doubt_has_its_words(console: Console) -> None:
    with console.app.test_request_context():
        assert {fault.value for fault in OutsideFault} <= faults().keys()
        assert {doubt.value for doubt in Doubt} == doubts().keys()
