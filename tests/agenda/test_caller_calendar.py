"""The file for a caller's own calendar: octet for octet, and as two parsers read it."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import move
from telesec.agenda.caller_calendar import caller_calendar
from telesec.agenda.free_time import Slot
from telesec.agenda.place import Place
from telesec.values.language import Language
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_client,
    make_practitioner,
)

WINTER = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
SUMMER = datetime(2027, 7, 1, 7, 0, tzinfo=UTC)
BRING = {Language.FR: "votre carte Vitale ; vos lunettes, s’il y en a", Language.EN: "your glasses"}


def an_appointment(
    db: Session, starts_at: datetime = WINTER, trade: str = "medical", zone: str = "Europe/Paris"
) -> Appointment:
    client = make_client(db, trade=trade, time_zone=zone)
    practitioner = make_practitioner(db, client, place="Cabinet, 1er étage; 12 rue\nd’Ô, Paris")
    kind = make_appointment_type(db, client, practitioner, bring=BRING)
    return make_appointment(db, practitioner, kind, starts_at, notes="mal au dos")


def unfolded(file: bytes) -> list[str]:
    """The content lines; folded and ended as RFC 5545 3.1 has it."""
    assert file.endswith(b"\r\n")
    for line in file[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()  # no character is cut in two
    return file[:-2].replace(b"\r\n ", b"").decode().split("\r\n")


def test_line_by_line(db: Session) -> None:
    appointment = an_appointment(db)
    lines = unfolded(caller_calendar(appointment, Language.FR))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert not any(line.startswith(("METHOD", "ATTENDEE", "BEGIN:VALARM")) for line in lines)
    for line in (
        "VERSION:2.0",
        "TZID:Europe/Paris",
        f"UID:{appointment.uid}",
        "DTSTART;TZID=Europe/Paris:20261201T090000",
        "DTEND;TZID=Europe/Paris:20261201T092000",
        "DTSTAMP:20261126T090000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "SUMMARY:Rendez-vous : le docteur Martin",
        "LOCATION:Cabinet\\, 1er étage\\; 12 rue\\nd’Ô\\, Paris",
        "DESCRIPTION:À apporter : votre carte Vitale \\; vos lunettes\\, s’il y en a",
    ):
        assert line in lines, lines
    text = "\n".join(lines)
    for secret in ("Dupont", "consultation", "mal au dos", "612345678"):
        assert secret not in text


def test_both_languages_and_what_to_bring(db: Session) -> None:
    lines = unfolded(caller_calendar(an_appointment(db), Language.EN))
    assert "SUMMARY:Appointment: Doctor Martin" in lines
    assert "DESCRIPTION:Please bring: your glasses" in lines


def test_where_it_is_no_secret_it_says_with_which_firm(db: Session) -> None:
    lines = unfolded(caller_calendar(an_appointment(db, trade="artisan"), Language.FR))
    assert "SUMMARY:Rendez-vous : Cabinet du docteur Martin" in lines


def test_at_another_place_it_says_which(db: Session) -> None:
    appointment = an_appointment(db)
    place = Place(
        client_id=appointment.client_id,
        key="clinique",
        names={Language.FR: "à la clinique"},
        address="Clinique des Lilas",
    )
    db.add(place)
    appointment.place = place
    db.flush()
    assert "LOCATION:Clinique des Lilas" in unfolded(caller_calendar(appointment, Language.FR))


@pytest.mark.parametrize(
    ("starts_at", "zone", "line"),
    [
        (SUMMER, "Europe/Paris", "DTSTART;TZID=Europe/Paris:20270701T090000"),
        (WINTER, "Indian/Reunion", "DTSTART;TZID=Indian/Reunion:20261201T120000"),
        # The hour that October has twice: the second of it has no wall time of its own.
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "Europe/Paris", "DTSTART:20271031T013000Z"),
        (
            datetime(2027, 10, 31, 0, 10, tzinfo=UTC),
            "Europe/Paris",
            "DTSTART;TZID=Europe/Paris:20271031T021000",
        ),
        (WINTER, "America/New_York", "DTSTART:20261201T080000Z"),
    ],
)
def test_the_hour_is_right_in_every_zone(
    db: Session, starts_at: datetime, zone: str, line: str
) -> None:
    file = caller_calendar(an_appointment(db, starts_at, zone=zone), Language.FR)
    lines = unfolded(file)
    assert line in lines
    for tzid in {one.partition("TZID=")[2].partition(":")[0] for one in lines if "TZID=" in one}:
        assert f"TZID:{tzid}" in lines, "a zone that nobody defines"
    [event] = Calendar.from_ical(file).walk("VEVENT")
    starts = getattr(event["DTSTART"], "dt", None)
    assert isinstance(starts, datetime)
    assert starts.astimezone(UTC) == starts_at


def test_opened_again_after_a_move_it_replaces_what_was_there(db: Session) -> None:
    appointment = an_appointment(db)
    before = unfolded(caller_calendar(appointment, Language.FR))
    assert before == unfolded(caller_calendar(appointment, Language.FR)), "the same octets"
    start = WINTER + timedelta(days=1)
    slot = Slot(
        appointment.practitioner_id,
        appointment.appointment_type_id,
        start,
        start + timedelta(minutes=20),
    )
    move(db, appointment, slot, NOW + timedelta(minutes=5))
    after = unfolded(caller_calendar(appointment, Language.FR))
    assert f"UID:{appointment.uid}" in before
    assert f"UID:{appointment.uid}" in after
    assert "SEQUENCE:1" in after
    assert "DTSTAMP:20261126T090500Z" in after
