"""The console: who did not come, noted by the secretary or the client, counted for the staff."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.practitioner import AppointmentType, Practitioner
from tests.makers import NOW, make_appointment, make_call
from tests.web.test_console_forms import ids
from tests.web.visiting import DOCTOR, PLUMBER, SECRETARY, Console

YESTERDAY = "/appointments?day=2026-11-25"


@pytest.fixture
def missed(console: Console) -> int:
    """Yesterday's appointment."""
    with console.looking() as db:
        whom, kind = (
            db.scalars(select(Practitioner)).first(),
            db.scalars(select(AppointmentType)).first(),
        )
        assert whom
        assert kind
        return make_appointment(db, whom, kind, NOW - timedelta(days=1)).id


@pytest.mark.parametrize("who", [SECRETARY, DOCTOR])
def test_it_is_noted_and_taken_back(console: Console, missed: int, who: str) -> None:
    browser = console.signed_in(who)
    assert "N’est pas venu" in browser.opens(YESTERDAY)
    assert browser.sends(f"/appointments/{missed}/missed").status_code == 302
    page = browser.opens(YESTERDAY)
    assert "n’est pas venu" in page
    assert ("rendez-vous manqués\u00a0: 1" in page) == (who == SECRETARY)
    browser.sends(f"/appointments/{missed}/came")
    page = browser.opens(YESTERDAY)
    assert "rendez-vous manqués" not in page


def test_it_is_told_when_they_book_or_call_again(console: Console, missed: int) -> None:
    secretary = console.signed_in(SECRETARY)
    secretary.sends(f"/appointments/{missed}/missed")
    with console.looking() as db:
        practice = console.client(db)
        call_id = make_call(db, practice, practice.lines[0]).id
    assert "Rendez-vous manqués, à ce numéro" in secretary.opens(f"/calls/{call_id}")
    assert "Rendez-vous manqués" not in console.signed_in(DOCTOR).opens(f"/calls/{call_id}")
    chosen = ids(console)
    answer = secretary.sends(
        f"/calls/{call_id}/appointment",
        caller_name="Jean Dupont",
        telephone="06 12 34 56 78",
        at="2026-12-01T09:00:00+00:00",
        **chosen,
    )
    assert answer.status_code == 302, answer.text[-3000:]
    assert "rendez-vous manqués par cette personne\u00a0: 1" in secretary.opens(f"/calls/{call_id}")
    with console.looking() as db:
        assert len(db.scalars(select(Appointment)).all()) == 2


def test_it_is_nobody_elses(console: Console, missed: int) -> None:
    console.signed_in(PLUMBER).opens("/")
    assert console.signed_in(PLUMBER).sends(f"/appointments/{missed}/missed").status_code == 404
