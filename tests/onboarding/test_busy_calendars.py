"""Other calendars in the clients file: named, renamed, taken out, and told when wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.busy.calendar import BusyCalendar, CalendarKind
from telesec.agenda.busy.calendars import Access, Named, access_of, put_calendar
from telesec.agenda.practitioner import Practitioner
from tests.makers import NOW
from tests.onboarding.small_house import SECRET, SMALL, load, mistakes

WITHOUT = 'name: "le docteur Petit", feeds: ["Luc Petit"]'
ICS = '{label: "Hôpital", ics: "webcal://calendar.example/secret.ics"}'
DAV = '{label: Nuage, caldav: "https://cloud.example/dav/", user: luc, password: abcd}'


def having(*calendars: str) -> str:
    assert WITHOUT in SMALL
    return SMALL.replace(WITHOUT, f"{WITHOUT}, busy_calendars: [{', '.join(calendars)}]")


def calendars(db: Session) -> dict[str, BusyCalendar]:
    return {row.label: row for row in db.scalars(select(BusyCalendar))}


def test_calendars_are_named_once_and_what_is_no_longer_listed_goes(db: Session) -> None:
    load(db, having(ICS, DAV))
    found = calendars(db)
    assert found["Hôpital"].kind == CalendarKind.ICS
    assert found["Nuage"].kind == CalendarKind.CALDAV
    assert access_of(found["Nuage"], SECRET) == Access(
        url="https://cloud.example/dav/", user="luc", password="abcd"
    )
    assert "abcd" not in found["Nuage"].sealed
    assert load(db, having(ICS, DAV)).unchanged == ["cabinet-petit"]
    assert load(db, having(ICS)).updated == ["cabinet-petit"]
    assert calendars(db).keys() == {"Hôpital"}
    changed = ICS.replace("}", ", tentative_is_free: true}")
    assert load(db, having(changed)).updated == ["cabinet-petit"]
    assert calendars(db)["Hôpital"].tentative_is_free


def test_in_another_time_zone_they_are_read_anew(db: Session) -> None:
    load(db, having(ICS))
    known = calendars(db)["Hôpital"]
    known.fingerprint, known.next_read_at = "as before", NOW + timedelta(minutes=10)
    there = having(ICS).replace("trade:", "time_zone: Indian/Reunion\n    trade:", 1)
    assert load(db, there).updated == ["cabinet-petit"]
    assert (known.fingerprint, known.next_read_at) == ("", NOW)


def test_what_was_named_in_the_console_stays(db: Session) -> None:
    load(db)
    petit = db.scalars(select(Practitioner)).one()
    access = Access(url="https://calendar.example/other.ics")
    for label in ("Privé", "Hôpital"):
        named = Named(label, CalendarKind.ICS, access)
        put_calendar(db, petit, named, secret_key=SECRET, now=NOW)
    load(db, having(ICS))
    assert calendars(db)["Hôpital"].from_file
    load(db)
    assert calendars(db).keys() == {"Privé"}


@pytest.mark.parametrize(
    ("calendars", "told"),
    [
        ("{label: x}", "one of ics and caldav"),
        ('{label: x, ics: "https://a.example/", caldav: "https://a.example/"}', "one of ics"),
        ('{label: x, ics: "calendar.example/secret-1234"}', "must be an address"),
        ('{label: x, ics: "ftp://calendar.example/secret-1234"}', "must be an address"),
        ('{label: x, caldav: "https://a.example/"}', "caldav needs a user and a password"),
        ('{label: x, ics: "https://a.example/", password: y}', "password needs a user"),
        ('{ics: "https://a.example/"}', "label: is missing"),
        (f"{ICS}, {ICS}", "stands twice"),
        (", ".join(ICS.replace("Hôpital", f"n{n}") for n in range(11)), "busy_calendars"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_never_with_the_secret(
    db: Session, calendars: str, told: str
) -> None:
    found = "\n".join(mistakes(db, having(calendars)))
    assert told in found
    assert "clients.yaml:13" in found
    assert "secret-1234" not in found
