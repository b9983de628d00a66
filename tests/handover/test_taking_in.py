"""An agenda of another house is taken in, once, and what is not taken is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.change import changes_to
from telesec.database import transaction
from telesec.dispatch.reminding import remind_due
from telesec.handover.calendar_file import read_calendar
from telesec.handover.incoming import Incoming, Refused, Unreadable
from telesec.handover.table import read_table
from telesec.handover.taking_in import Report, house_of, take_in
from telesec.notifications.notification import Notification
from tests.agenda.practice import Practice, make_practice, overlaps
from tests.makers import NOW, make_practitioner

PARIS = ZoneInfo("Europe/Paris")
CSV = """Date;Heure;Durée;Nom;Prénom;Téléphone;Né(e) le;Motif;Praticien;Notes
01/12/2026;10h00;30;Lefèvre;Hélène;06 12 34 56 78;03/03/1960;consultation;Dr Martin;béquilles
2026-12-01;11:00;;Benali;;;;;;
2026-12-02;14h;20 min;Roy;Léa;;;;;
"""
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//another//EN
BEGIN:VEVENT
UID:one@another
DTSTART;TZID=Europe/Paris:20261201T100000
DTEND;TZID=Europe/Paris:20261201T103000
SUMMARY:Hélène Lefèvre — consultation
DESCRIPTION:Tél. 06 12 34 56 78
END:VEVENT
BEGIN:VEVENT
UID:series@another
DTSTART;TZID=Romance Standard Time:20261207T090000
DURATION:PT20M
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Romance Standard Time:20261221T090000
SUMMARY:Karim Benali
END:VEVENT
BEGIN:VEVENT
UID:holiday@another
DTSTART;VALUE=DATE:20261224
SUMMARY:Fermé
END:VEVENT
BEGIN:VEVENT
UID:gone@another
STATUS:CANCELLED
DTSTART;TZID=Europe/Paris:20261203T100000
SUMMARY:Léa Roy
END:VEVENT
BEGIN:VEVENT
UID:nobody@another
DTSTART;TZID=Europe/Paris:20261203T110000
DURATION:PT20M
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def table(text: str) -> list[Incoming | Refused]:
    lengths = {"": 15}
    found = read_table(
        text.encode(), zone=PARIS, country="FR", minutes_of=lambda kind: lengths.get(kind, 15)
    )
    return list(found)


def calendar(text: str) -> list[Incoming | Refused]:
    span = {"first": NOW - timedelta(days=30), "last": NOW + timedelta(days=400)}
    return list(read_calendar(text.encode(), zone="Europe/Paris", country="FR", **span))


def taken(rows: list[Incoming | Refused]) -> list[Incoming]:
    return [row for row in rows if isinstance(row, Incoming)]


def refused(rows: list[Incoming | Refused]) -> list[Refused]:
    return [row for row in rows if isinstance(row, Refused)]


def take(db: Session, practice: Practice, rows: list[Incoming | Refused], **choice: bool) -> Report:
    report = Report()
    house = house_of(db, practice.client, "", "")
    take_in(db, house, taken(rows), report, now=NOW, source="import: agenda.csv", **choice)
    return report


class TestTables:
    def test_each_row_is_read_as_its_columns_say(self) -> None:
        first, second, third = taken(table(CSV))
        assert first.starts_at == datetime(2026, 12, 1, 9, tzinfo=UTC)
        assert first.ends_at - first.starts_at == timedelta(minutes=30)
        assert (first.name, first.telephone) == ("Hélène Lefèvre", "+33612345678")
        assert (first.birth_date, first.kind) == (date(1960, 3, 3), "consultation")
        assert (first.practitioner, first.notes) == ("Dr Martin", "béquilles")
        assert second.ends_at - second.starts_at == timedelta(minutes=15)
        assert third.starts_at == datetime(2026, 12, 2, 13, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("31/02/2027;10h;20;Roy;;;;;;", "is not a date"),
            ("demain;10h;20;Roy;;;;;;", "is not a date"),
            ("01/12/2026;25h;20;Roy;;;;;;", "is not a time"),
            ("01/12/2026;dix;20;Roy;;;;;;", "is not a time"),
            ("01/12/2026;10h;long;Roy;;;;;;", "is not a length"),
            ("01/12/2026;10h;20;Roy;;12;;;;", "is not a telephone number"),
            ("01/12/2026;10h;20;Roy;;;jadis;;;", "is not a date"),
        ],
    )
    def test_a_row_that_makes_no_sense_is_told_with_its_line(self, row: str, reason: str) -> None:
        (found,) = refused(table(f"{CSV}{row}\n"))
        assert found.where == "line 5"
        assert reason in found.reason
        assert "Roy" in found.what

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b"", "line 1: no column for date"),
            (b"Nom;Motif\nRoy;x\n", "no column for date (date, jour"),
            (b"PK\x03\x04\x00\x00", "binary"),
        ],
    )
    def test_what_is_no_table_is_refused_as_a_whole(self, body: bytes, told: str) -> None:
        with pytest.raises(Unreadable) as refusal:
            list(read_table(body, zone=PARIS, country="FR", minutes_of=lambda _: 20))
        assert told in str(refusal.value)

    @pytest.mark.parametrize(
        "heading", ["E-mail", "Email", "Courriel", "Adresse e-mail", "adresse_mail", "Mél"]
    )
    def test_an_email_address_is_read_from_its_column(self, heading: str) -> None:
        first, second = taken(
            table(
                f"Date;Heure;Nom;{heading}\n"
                "01/12/2026;10h;Roy; Lea@Mel.example \n"
                "01/12/2026;11h;Petit;\n"
            )
        )
        assert (first.email, second.email) == ("lea@mel.example", None)

    def test_an_address_that_is_none_is_told_with_its_line(self) -> None:
        (found,) = refused(table("Date;Heure;Nom;E-mail\n01/12/2026;10h;Roy;lea chez mel\n"))
        assert (found.where, "is not an e-mail address" in found.reason) == ("line 2", True)

    def test_old_encodings_and_commas_are_read_too(self) -> None:
        text = "Day,Time,Name\n2026-12-01,10:00,Hélène\n"
        (row,) = read_table(
            text.encode("cp1252"), zone=PARIS, country="FR", minutes_of=lambda _: 20
        )
        assert isinstance(row, Incoming)
        assert row.name == "Hélène"


class TestCalendars:
    def test_single_and_recurring_events_are_read_one_by_one(self) -> None:
        found = taken(calendar(ICS))
        assert [(one.name, one.starts_at.astimezone(PARIS).isoformat()[:16]) for one in found] == [
            ("Hélène Lefèvre", "2026-12-01T10:00"),
            ("Karim Benali", "2026-12-07T09:00"),
            ("Karim Benali", "2026-12-14T09:00"),
            ("Karim Benali", "2026-12-28T09:00"),
        ]
        assert (found[0].kind, found[0].telephone) == ("consultation", "+33612345678")
        assert len({one.uid for one in found}) == 4

    def test_what_is_no_appointment_is_told_with_its_reason(self) -> None:
        told = {one.what.rpartition(" ")[2]: one.reason for one in refused(calendar(ICS))}
        assert told == {
            "Fermé": "it takes whole days: note it as an absence",
            "Roy": "it is cancelled",
            "title)": "nobody is named: it has no title",
        }

    @pytest.mark.parametrize("text", ["", "<html>", "BEGIN:VCALENDAR\r\nEND:NOTHING\r\n"])
    def test_what_is_no_calendar_is_refused_as_a_whole(self, text: str) -> None:
        with pytest.raises(Unreadable):
            calendar(text)

    def test_an_unknown_zone_is_told_and_not_guessed(self) -> None:
        odd = ICS.replace("TZID=Europe/Paris:20261201", "TZID=Mars/Olympus:20261201")
        (found,) = [one for one in refused(calendar(odd)) if "Lefèvre" in one.what]
        assert "time zone" in found.reason


def with_lines(*lines: str) -> str | None:
    """The address read from the first event, with these lines in it."""
    inside = "".join(f"{line}\r\n" for line in lines)
    found = taken(calendar(ICS.replace("DESCRIPTION:", f"{inside}DESCRIPTION:", 1)))
    return found[0].email


DOCTOR = "ORGANIZER;CN=Dr Martin:mailto:martin@cabinet.example"
HER_DOCTOR = "ATTENDEE;CN=Dr Martin:mailto:martin@cabinet.example"
HELENE = "mailto:helene@mel.example"
NAMED = f"ATTENDEE;CN=Hélène Lefèvre:{HELENE}"
# As Google exports whoever keeps the agenda: by their address alone.
GOOGLE = "ATTENDEE;PARTSTAT=ACCEPTED;CN=dr.martin@mel.example:mailto:dr.martin@mel.example"
GROUP = "ORGANIZER;CN=Agenda:mailto:abc@group.calendar.example"


class TestAttendees:
    @pytest.mark.parametrize(
        "lines",
        [
            (f"ATTENDEE;CN=Hélène LEFÈVRE:{HELENE}",),
            (f"ATTENDEE;CN=Hélène Lefèvre:{HELENE.upper()}",),
            (DOCTOR, HER_DOCTOR, f"ATTENDEE;CN=Mme Hélène Lefèvre;PARTSTAT=ACCEPTED:{HELENE}"),
            (HER_DOCTOR, "ATTENDEE:mailto:x@y.example", f"ATTENDEE;CN=Lefevre Helene:{HELENE}"),
            (NAMED, "ATTENDEE;CUTYPE=ROOM;CN=Lefèvre Hélène:mailto:salle@c.example"),
            (NAMED, NAMED),
        ],
    )
    def test_the_callers_address_is_taken(self, lines: tuple[str, ...]) -> None:
        assert with_lines(*lines) == "helene@mel.example"

    @pytest.mark.parametrize(
        "lines",
        [
            (),
            (DOCTOR, "ATTENDEE:mailto:martin@cabinet.example"),
            ("ATTENDEE:mailto:dr.martin@mel.example",),
            (GROUP, GOOGLE),
            (GROUP, "ATTENDEE;CN=helene.lefevre@mel.example:mailto:helene.lefevre@mel.example"),
            (HER_DOCTOR,),
            ("ATTENDEE;CN=Karim Benali:mailto:karim@mel.example",),
            (f"ATTENDEE:{HELENE}", "ATTENDEE:mailto:who@mel.example"),
            (f"ATTENDEE;CN=Hélène Lefèvre:{HELENE}", "ATTENDEE;CN=Lefèvre:mailto:l@mel.example"),
            (f"ATTENDEE;CN=Lefèvre:{HELENE}",),
            (f"ATTENDEE;CN=Mme Lefèvre:{HELENE}",),
            (f"ATTENDEE;CN=Docteur Lefèvre:{HELENE}",),
            (f"ATTENDEE;CN=Lefèvre H.:{HELENE}",),
            ("ATTENDEE:tel:+33612345678",),
            ("ATTENDEE:mailto:helene",),
        ],
    )
    def test_nobody_elses_is(self, lines: tuple[str, ...]) -> None:
        assert with_lines(*lines) is None

    @pytest.mark.parametrize("title", ["Lefèvre", "Mme Lefèvre", "Mme Lefèvre-Roy"])
    def test_nor_is_anybodys_whose_title_tells_the_surname_only(self, title: str) -> None:
        """It may be her daughter who comes, and the mother who was invited."""
        text = ICS.replace("DESCRIPTION:", f"{NAMED}\r\nDESCRIPTION:", 1)
        text = text.replace("SUMMARY:Hélène Lefèvre", f"SUMMARY:{title}")
        assert taken(calendar(text))[0].email is None

    def test_a_surname_will_do_where_the_description_tells_that_address(self) -> None:
        lines = f"ATTENDEE;CN=Lefèvre:{HELENE}\r\nDESCRIPTION:E-mail : helene@mel.example\\n"
        found = taken(calendar(ICS.replace("DESCRIPTION:", lines, 1)))
        assert found[0].email == "helene@mel.example"

    def test_one_written_as_such_is_taken_and_no_other(self) -> None:
        for said, email in (
            ("E-mail : helene@mel.example", "helene@mel.example"),
            ("Courriel: helene@mel.example.", "helene@mel.example"),
            ("question à aide@logiciel.example", None),
            ("E-mail : a@mel.example\\nE-mail : b@mel.example", None),
        ):
            text = ICS.replace("DESCRIPTION:Tél.", f"DESCRIPTION:{said}\\nTél.")
            assert taken(calendar(text))[0].email == email, said


class TestTakingIn:
    def test_everything_is_booked_once_however_often_the_file_comes(self, db: Session) -> None:
        practice = make_practice(db)
        for expected in ((3, 0), (0, 3)):
            report = take(db, practice, table(CSV))
            assert (report.taken, report.known, report.refused) == (*expected, [])
        rows = db.scalars(select(Appointment).order_by(Appointment.starts_at)).all()
        assert [row.caller_name for row in rows] == ["Hélène Lefèvre", "Benali", "Léa Roy"]
        (change,) = changes_to(db, rows[0].id)
        assert change.reason == "import: agenda.csv"
        assert db.scalars(select(Notification)).all() == []

    def test_an_address_is_kept_and_no_reminder_goes_out_for_what_all_know(
        self, db: Session, engine: Engine
    ) -> None:
        practice = make_practice(db)
        practice.client.reminder_email_days = 7
        text = ICS.replace("DESCRIPTION:", f"{NAMED}\r\nDESCRIPTION:", 1)
        assert take(db, practice, calendar(text)).taken == 4
        kept = db.scalars(select(Appointment.email).order_by(Appointment.starts_at)).all()
        assert kept == ["helene@mel.example", None, None, None]
        db.commit()
        assert remind_due(engine, NOW) == 0

    def test_two_clients_may_bring_the_same_file(self, db: Session) -> None:
        practice = make_practice(db)
        other = make_practice(db, "cabinet-x", "+33180000002")
        assert take(db, practice, table(CSV)).taken == take(db, other, table(CSV)).taken == 3

    def test_what_meets_an_appointment_is_told_and_nothing_overlaps(self, db: Session) -> None:
        practice = make_practice(db)
        practice.booked(db, datetime(2026, 12, 1, 9, 10, tzinfo=UTC))
        report = take(db, practice, table(CSV))
        assert (report.taken, len(report.refused)) == (2, 1)
        assert report.refused[0].reason == "there is another appointment then"
        assert report.refused[0].what == "2026-12-01 10:00 Hélène Lefèvre"
        assert overlaps(db) == 0

    def test_what_is_over_is_taken_only_when_it_is_wanted(self, db: Session) -> None:
        practice = make_practice(db)
        old = CSV.replace("2026", "2025")
        assert take(db, practice, table(old)).past == 3
        assert take(db, practice, table(old), with_past=True).taken == 3

    def test_with_whom_is_asked_where_nothing_says_it(self, db: Session) -> None:
        practice = make_practice(db)
        practice.consultation.practitioners.append(
            make_practitioner(db, practice.client, "roux", name="la docteure Roux")
        )
        report = take(db, practice, table(CSV))
        assert report.taken == 1  # Dr Martin is named
        assert {"with whom?" in one.reason for one in report.refused} == {True}
        named = table(CSV.replace("Dr Martin", "Docteure Roux").replace("Lefèvre", "Petit"))
        assert take(db, practice, named).taken == 1
        strange = take(
            db, practice, table(CSV.replace("Dr Martin", "Dr House").replace("Lefèvre", "Grand"))
        )
        assert "no practitioner of this client" in strange.refused[0].reason

    def test_a_wrong_key_says_what_there_is(self, db: Session) -> None:
        practice = make_practice(db)
        with pytest.raises(LookupError, match="there are: consultation"):
            house_of(db, practice.client, "unknown", "")
        with pytest.raises(LookupError, match="there are: martin"):
            house_of(db, practice.client, "", "unknown")


def events(*parts: str) -> str:
    """A calendar of these events' lines."""
    inside = "".join(f"BEGIN:VEVENT\n{part}\nEND:VEVENT\n" for part in parts)
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//another//EN\n{inside}END:VCALENDAR\n"
    return whole.replace("\n", "\r\n")


HALF_HOURS = """UID:half-hours@another
DTSTART;TZID=Europe/Paris:20261201T090000
DTEND;TZID=Europe/Paris:20261201T093000
RRULE:FREQ=DAILY;COUNT=4;BYHOUR=9,10;BYMINUTE=0,30
SUMMARY:Karim Benali"""


class TestOneAfterAnother:
    """Occurrences that touch are one busy time, and as many appointments as there are."""

    def test_each_is_an_appointment_of_its_own(self, db: Session) -> None:
        practice = make_practice(db)
        report = take(db, practice, calendar(events(HALF_HOURS)))
        assert (report.taken, report.refused) == (4, [])
        rows = db.scalars(select(Appointment).order_by(Appointment.starts_at)).all()
        times = [f"{row.starts_at.astimezone(PARIS):%H:%M}" for row in rows]
        assert times == ["09:00", "09:30", "10:00", "10:30"]
        assert {row.lasts for row in rows} == {timedelta(minutes=30)}
        again = take(db, practice, calendar(events(HALF_HOURS)))
        assert (again.taken, again.known) == (0, 4)

    def test_what_overlaps_within_one_series_is_told_and_not_lengthened(self, db: Session) -> None:
        longer = HALF_HOURS.replace("DTEND;TZID=Europe/Paris:20261201T093000", "DURATION:PT40M")
        report = take(db, make_practice(db), calendar(events(longer)))
        assert (report.taken, len(report.refused)) == (2, 2)
        assert {one.reason for one in report.refused} == {"there is another appointment then"}
        rows = db.scalars(select(Appointment)).all()
        assert {row.lasts for row in rows} == {timedelta(minutes=40)}

    def test_an_occurrence_written_twice_is_one(self) -> None:
        twice = f"{HALF_HOURS}\nRDATE;TZID=Europe/Paris:20261201T093000"
        assert len(taken(calendar(events(twice)))) == 4

    def test_one_that_was_put_right_behind_another_stays_apart(self) -> None:
        moved = HALF_HOURS.replace("BYHOUR=9,10;BYMINUTE=0,30", "BYHOUR=9;BYMINUTE=0")
        override = """UID:half-hours@another
RECURRENCE-ID;TZID=Europe/Paris:20261202T090000
DTSTART;TZID=Europe/Paris:20261201T093000
DURATION:PT1H
SUMMARY:Karim Benali"""
        found = taken(calendar(events(moved, override)))
        lengths = [one.ends_at - one.starts_at for one in found]
        assert lengths == [timedelta(minutes=m) for m in (30, 60, 30, 30)]

    def test_an_occurrence_of_more_than_a_day_is_told_and_not_cut_in_pieces(self) -> None:
        override = """UID:half-hours@another
RECURRENCE-ID;TZID=Europe/Paris:20261201T103000
DTSTART;TZID=Europe/Paris:20261205T103000
DURATION:PT50H
SUMMARY:Karim Benali"""
        rows = calendar(events(HALF_HOURS, override))
        assert len(taken(rows)) == 3
        (found,) = refused(rows)
        assert found.reason == "it takes more than a day: note it as an absence"
        assert "2026-12-05" in found.what


@pytest.mark.postgresql_only
def test_while_an_agenda_is_taken_in_nobody_books_with_any_of_the_practice(
    engine: Engine,
) -> None:
    """It books with one after another: somebody who did so in another order would be in its way."""
    with transaction(engine) as db:
        practice = make_practice(db)
        make_practitioner(db, practice.client, "lefevre")
        client, martin = practice.client, practice.martin.key
    row = table(CSV)[1]
    assert isinstance(row, Incoming)
    with transaction(engine) as first:
        take_in(first, house_of(first, client, "", martin), [row], Report(), now=NOW)
        with transaction(engine) as second:
            second.execute(text("SET LOCAL lock_timeout = '200ms'"))
            house = house_of(second, client, "", "lefevre")
            with pytest.raises(OperationalError):
                take_in(second, house, [replace(row, uid="another")], Report(), now=NOW)
            second.rollback()
