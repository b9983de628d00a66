"""The text of a feed: what a calendar program shows of an appointment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from telesec.agenda.calendar_text import Display, Visit, calendar, event
from telesec.agenda.feed import FeedDetails
from telesec.agenda.time_zones import has_rules
from telesec.clients.account import Role
from telesec.values.language import Language
from tests.agenda.ics_checker import defects
from tests.agenda.practice import utc
from tests.makers import NOW

LAWYER = Display(
    "maître Durand",
    "3 rue du Palais, 35000 Rennes",
    "legal",
    "FR",
    "Europe/Paris",
    Language.FR,
    "#5b3f6b",
)
DOCTOR = replace(LAWYER, practitioner="le docteur Martin", trade="medical")
UID = "11111111-1111-4111-8111-111111111111"


TEN = utc("2026-12-01T09:00")


def visit(start: datetime = TEN, **fields: Any) -> Visit:
    usual = Visit(
        id=1,
        uid=UID,
        sequence=0,
        starts_at=start,
        ends_at=start + timedelta(minutes=20),
        kind_id=1,
        caller_name="Jean Dupont",
        telephone="+33612345678",
        booked_by=None,
        created_at=NOW,
        updated_at=NOW,
        notes="",
    )
    return usual._replace(**fields)


def text(display: Display = LAWYER, kind: str = "consultation", **fields: Any) -> bytes:
    feed = calendar(display, [event(visit(**fields), kind, display)])
    assert defects(feed) == []
    return feed


def read(feed: bytes) -> Any:
    """The one appointment, as a calendar program reads it."""
    (found,) = Calendar.from_ical(feed).walk("VEVENT")
    return found


def test_a_lawyer_sees_who_comes_why_where_and_how_to_ring_back() -> None:
    found = read(text())
    assert found["SUMMARY"] == "Jean Dupont — consultation"
    assert found["LOCATION"] == "3 rue du Palais, 35000 Rennes"
    assert found["DESCRIPTION"] == (
        "Tél. 06 12 34 56 78\nPris par l’assistant le 26/11/2026 à 10:00"
    )
    assert found["DTSTART"].dt == datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("trade", ["medical", "dental"])
def test_the_reason_of_a_visit_to_a_doctor_stays_out_of_the_feed(trade: str) -> None:
    feed = text(replace(DOCTOR, trade=trade), kind="suivi de grossesse")
    assert read(feed)["SUMMARY"] == "Jean Dupont"
    assert b"grossesse" not in feed


def test_a_change_and_a_secretary_are_told() -> None:
    found = read(text(sequence=2, booked_by=Role.OPERATOR, updated_at=utc("2026-11-27T13:30")))
    assert found["DESCRIPTION"].splitlines()[1:] == [
        "Pris par le secrétariat le 26/11/2026 à 10:00",
        "Modifié le 27/11/2026 à 14:30",
    ]
    assert found["SEQUENCE"] == 2
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt == utc("2026-11-27T13:30")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.FR, "Pris par vos soins le 26/11/2026 à 10:00"),
        (Language.EN, "Booked by you on 26 Nov 2026 at 10:00"),
    ],
)
def test_what_the_client_booked_itself_is_not_put_down_to_the_secretary(
    language: Language, said: str
) -> None:
    found = read(text(replace(DOCTOR, language=language), booked_by=Role.CLIENT))
    assert said in found["DESCRIPTION"]


def test_without_name_or_number_it_is_still_an_appointment() -> None:
    found = read(text(DOCTOR, caller_name=None, telephone=None))
    assert found["SUMMARY"] == "Rendez-vous"
    assert found["DESCRIPTION"].startswith("Pris par")


def test_an_english_client_reads_english() -> None:
    found = read(text(replace(LAWYER, language=Language.EN)))
    assert "Booked by the assistant on 26 Nov 2026 at 10:00" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+33612345678", "06 12 34 56 78"), ("+32470123456", "+32 470 12 34 56")],
)
def test_numbers_are_written_as_people_dial_them(number: str, shown: str) -> None:
    assert f"Tél. {shown}" in read(text(telephone=number))["DESCRIPTION"]
    abroad = replace(LAWYER, country="BE")
    assert "+33 6 12 34 56 78" in read(text(abroad))["DESCRIPTION"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("le docteur Martin", "Docteur Martin"),
        ("la docteure Le Goff", "Docteure Le Goff"),
        ("l’atelier", "Atelier"),
        ("maître Durand", "Maître Durand"),
        ("Léa", "Léa"),
    ],
)
def test_the_calendar_is_named_as_in_a_list(said: str, title: str) -> None:
    found = Calendar.from_ical(text(replace(DOCTOR, practitioner=said)))
    assert found["NAME"] == found["X-WR-CALNAME"] == title


def test_an_empty_agenda_is_a_valid_calendar() -> None:
    for zone in ("Europe/Paris", "Asia/Tokyo"):
        feed = calendar(replace(DOCTOR, zone=zone), [])
        assert defects(feed) == []
        assert b"BEGIN:VTIMEZONE" in feed


def test_a_zone_we_have_no_rules_for_is_written_in_utc() -> None:
    assert not has_rules("Asia/Tokyo")
    feed = text(replace(LAWYER, zone="Asia/Tokyo"))
    assert b"DTSTART:20261201T090000Z" in feed


@pytest.mark.parametrize(
    ("start", "line"),
    [
        ("2027-03-27T09:00", b"DTSTART;TZID=Europe/Paris:20270327T100000"),
        ("2027-03-28T00:30", b"DTSTART;TZID=Europe/Paris:20270328T013000"),
        ("2027-03-28T01:00", b"DTSTART;TZID=Europe/Paris:20270328T030000"),
        ("2027-03-29T08:00", b"DTSTART;TZID=Europe/Paris:20270329T100000"),
        ("2027-10-31T00:10", b"DTSTART;TZID=Europe/Paris:20271031T021000"),
        # The second 02:10 of that night, which wall time cannot say.
        ("2027-10-31T01:10", b"DTSTART:20271031T011000Z"),
        ("2027-11-01T09:00", b"DTSTART;TZID=Europe/Paris:20271101T100000"),
    ],
)
def test_both_clock_changes_keep_the_instant(start: str, line: bytes) -> None:
    feed = text(start=utc(start))
    assert line in feed
    assert read(feed)["DTSTART"].dt.astimezone(UTC) == utc(start)
    assert read(feed)["DTEND"].dt.astimezone(UTC) == utc(start) + timedelta(minutes=20)


def test_an_appointment_over_the_october_change_has_its_true_length() -> None:
    found = read(text(start=utc("2027-10-31T00:50")))
    start, end = (found[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
    assert (start, end) == (utc("2027-10-31T00:50"), utc("2027-10-31T01:10"))


@given(
    name=st.text(min_size=1, max_size=120),
    place=st.text(max_size=120),
    kind=st.text(min_size=1, max_size=60),
)
def test_whatever_is_said_the_feed_stays_readable(name: str, place: str, kind: str) -> None:
    found = read(text(replace(LAWYER, place=place), kind, caller_name=name))
    assert found["UID"] == UID
    assert " —" in found["SUMMARY"]


@pytest.mark.parametrize(
    "name",
    [
        "Dupont; Jean, dit \\n le \\ grand",
        "Éléonore-" * 12,
        "👩‍⚕️" * 30,
        "a" * 66 + "é" * 40,
        "a\nb\r\nc",
    ],
)
def test_long_and_odd_names_come_back_as_they_were(name: str) -> None:
    found = read(text(DOCTOR, caller_name=name))
    assert found["SUMMARY"] == name.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["a\x00b", "a\x07b", "a\x85b", "a\u2028b", "a\ufeffb", "a\tb"])
def test_control_characters_become_spaces(name: str) -> None:
    assert read(text(DOCTOR, caller_name=name))["SUMMARY"] == "a b"


def test_a_name_of_nothing_readable_is_no_name() -> None:
    assert read(text(DOCTOR, caller_name="\x00 \t"))["SUMMARY"] == "Rendez-vous"


def test_half_a_surrogate_does_not_break_the_feed() -> None:
    assert read(text(DOCTOR, caller_name="a\ud800b"))["SUMMARY"] == "a?b"


def test_the_same_agenda_gives_the_same_bytes() -> None:
    assert text() == text()


def test_the_colour_is_one_that_calendars_know_by_name() -> None:
    assert b"\r\nCOLOR:indigo\r\n" in calendar(replace(LAWYER, colour="#4b0080"), [])
    assert b"\r\nCOLOR:darkslategray\r\n" in calendar(replace(LAWYER, colour="#2f5d62"), [])


def test_an_email_address_is_told_in_full_only() -> None:
    found = read(text(email="jean@mel.example"))
    assert found["DESCRIPTION"].startswith("Tél. 06 12 34 56 78\nE-mail : jean@mel.example\n")
    initials = replace(LAWYER, details=FeedDetails.INITIALS)
    assert b"mel.example" not in text(initials, email="jean@mel.example")
