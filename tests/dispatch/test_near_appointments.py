"""Appointments that are soon are told at once: a subscribed calendar may lag for hours."""

import ast
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import cancel, move
from telesec.agenda.free_time import Slot
from telesec.clients.client import SummaryDetail
from telesec.dispatch.near_appointments import SOON, tell_near_appointment
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.values.language import Language
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_client,
    make_contact,
    make_practitioner,
)

HOUSE = Path(__file__).parents[2] / "telesec"
TOMORROW = NOW + timedelta(days=1)


def an_appointment(
    db: Session, starts_at: datetime = TOMORROW, detail: SummaryDetail = SummaryDetail.FULL
) -> Appointment:
    client = make_client(db, summary_detail=detail)
    make_contact(db, client, email=None)
    practitioner = make_practitioner(db, client)
    names = {Language.FR: "vaccination", Language.EN: "jab"}
    kind = make_appointment_type(db, client, practitioner, names=names)
    return make_appointment(db, practitioner, kind, starts_at)


def told(db: Session) -> list[Notification]:
    return list(db.scalars(select(Notification).order_by(Notification.id)))


def moved(db: Session, appointment: Appointment, to: datetime) -> None:
    before = appointment.starts_at
    ends_at = to + (appointment.ends_at - before)
    slot = Slot(appointment.practitioner_id, appointment.appointment_type_id, to, ends_at)
    move(db, appointment, slot, NOW)
    tell_near_appointment(db, appointment, NOW, moved_from=before)


def test_one_that_is_soon_is_told_and_told_once(db: Session) -> None:
    appointment = an_appointment(db)
    for _ in range(2):
        tell_near_appointment(db, appointment, NOW)
    [text] = told(db)
    assert (text.kind, text.channel) == (NotificationKind.APPOINTMENT, Channel.SMS)
    assert text.body == (
        "Cabinet du docteur Martin\n"
        "Rendez-vous 27/11 10:00, le docteur Martin : Jean Dupont (vaccination)"
    )


@pytest.mark.parametrize(
    ("starts_at", "times"),
    [
        (NOW - timedelta(minutes=1), 0),
        (NOW, 1),
        (NOW + SOON, 1),
        (NOW + SOON + timedelta(minutes=1), 0),
    ],
)
def test_soon_means_within_48_hours_and_not_over(
    db: Session, starts_at: datetime, times: int
) -> None:
    tell_near_appointment(db, an_appointment(db, starts_at), NOW)
    assert len(told(db)) == times


def test_made_moved_and_cancelled_are_three_things_to_tell(db: Session) -> None:
    appointment = an_appointment(db)
    tell_near_appointment(db, appointment, NOW)
    moved(db, appointment, TOMORROW + timedelta(hours=1))
    cancel(db, appointment, NOW)
    tell_near_appointment(db, appointment, NOW)
    lines = [text.body.splitlines()[1] for text in told(db)]
    assert [line.partition(",")[0] for line in lines] == [
        "Rendez-vous 27/11 10:00",
        "Rendez-vous déplacé au 27/11 11:00",
        "Rendez-vous annulé 27/11 11:00",
    ]


def test_one_moved_from_tomorrow_to_next_week_is_told(db: Session) -> None:
    """The doctor would otherwise wait tomorrow for somebody who does not come."""
    appointment = an_appointment(db)
    moved(db, appointment, TOMORROW + timedelta(days=7))
    assert "déplacé au 04/12 10:00" in told(db)[0].body


@pytest.mark.parametrize("language", list(Language))
def test_discreet_names_nobody_and_nothing(db: Session, language: Language) -> None:
    appointment = an_appointment(db, detail=SummaryDetail.DISCREET)
    appointment.client.contacts[0].language = language
    moved(db, appointment, TOMORROW + timedelta(hours=1))
    [text] = told(db)
    assert "27/11 11:00" in text.body
    for secret in ("Dupont", "vaccination", "jab", "06", "+33"):
        assert secret not in text.body


def test_an_english_contact_reads_english(db: Session) -> None:
    appointment = an_appointment(db)
    appointment.client.contacts[0].language = Language.EN
    cancel(db, appointment, NOW)
    tell_near_appointment(db, appointment, NOW)
    assert told(db)[0].body.endswith(
        "Appointment cancelled 27/11 10:00, Doctor Martin: Jean Dupont (jab)"
    )


TOLD_BY_THEIR_CALLERS = ("resolving", "by_link", "by_text", "offers_of_slots", "mending")


def test_whoever_changes_an_appointment_tells_of_it_if_it_is_soon() -> None:
    """Read in the source: no place that books, moves or cancels may forget it."""
    verbs = {"book", "confirm", "move", "cancel", "restore"}
    forgot = set()
    for path in HOUSE.rglob("*.py"):
        source = path.read_text()
        imported = {
            name.name
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("telesec.agenda")
            for name in node.names
        }
        if imported & verbs and not re.search(r"\btell_\w+\(", source):
            forgot.add(str(path.relative_to(HOUSE)))
    # Verbs of the agenda itself: whoever calls them tells of it. An agenda that is brought in from
    # another house is news to nobody.
    verbs_of_the_agenda = {path for path in forgot if path.startswith("agenda/")}
    assert verbs_of_the_agenda <= {f"agenda/{name}.py" for name in TOLD_BY_THEIR_CALLERS}
    assert forgot - verbs_of_the_agenda == {"handover/taking_in.py"}
