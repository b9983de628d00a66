"""Everything of a client in files that other programs read, and nothing of another client."""

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy.orm import Session

from telesec.agenda.booking import cancel
from telesec.agenda.change import ChangedBy
from telesec.handover.giving_out import give_out
from tests.agenda.ics_checker import defects
from tests.agenda.practice import Practice, make_practice, utc
from tests.makers import NOW, make_message

TEN = utc("2026-12-01T09:00")


def given(db: Session, practice: Practice) -> zipfile.ZipFile:
    out = io.BytesIO()
    give_out(db, practice.client, out, NOW)
    return zipfile.ZipFile(out)


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_everything_is_there_and_reads_back(db: Session) -> None:
    practice = make_practice(db)
    stands = practice.booked(db, TEN, "Hélène Lefèvre")
    gone = practice.booked(db, TEN + timedelta(hours=1), "Léa Roy")
    cancel(db, gone, NOW, ChangedBy(reason="malade"))
    make_message(db, practice.call, caller_name="Karim", body="Rappeler ; merci\nvite")
    archive = given(db, practice)
    assert archive.testzip() is None
    agenda = archive.read("agendas/martin.ics")
    assert defects(agenda) == []
    events: list[Any] = Calendar.from_ical(agenda).walk("VEVENT")
    assert [str(one["UID"]) for one in events] == [stands.uid]
    assert [
        (row["name"], row["status"], row["start"]) for row in rows(archive, "appointments.csv")
    ] == [
        ("Hélène Lefèvre", "confirmed", "10:00"),
        ("Léa Roy", "cancelled", "11:00"),
    ]
    assert [row["reason"] for row in rows(archive, "appointment_changes.csv")] == ["", "", "malade"]
    assert rows(archive, "messages.csv")[0]["body"] == "Rappeler ; merci\nvite"
    assert rows(archive, "calls.csv")[0]["call_sid"] == practice.call.call_sid
    assert rows(archive, "practitioners.csv")[0]["key"] == "martin"
    assert rows(archive, "appointment_types.csv")[0]["practitioners"] == "martin"
    assert "Europe/Paris" in archive.read("LISEZ-MOI.txt").decode()


def test_nothing_of_another_client_is_in_it(db: Session) -> None:
    practice = make_practice(db)
    stranger = make_practice(db, "cabinet-x", "+33180000002")
    stranger.booked(db, TEN, "Patient Secret")
    make_message(db, stranger.call, caller_name="Patient Secret")
    archive = given(db, practice)
    for name in archive.namelist():
        assert b"Secret" not in archive.read(name), name


def test_a_cell_is_never_a_formula(db: Session) -> None:
    practice = make_practice(db)
    practice.booked(db, TEN, '=HYPERLINK("http://evil")')
    (row,) = rows(given(db, practice), "appointments.csv")
    assert row["name"].startswith("'=")
    assert row["telephone"] == "+33612345678"
