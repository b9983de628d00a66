"""A reminder by e-mail, wished for by a caller on the page of their link: no account, no script."""

import logging
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import cancel
from telesec.agenda.change import AppointmentChange
from telesec.web.translations import french
from tests.makers import NOW
from tests.web.test_own_appointment import TUESDAY, booked
from tests.web.visiting import Console

FORM = re.compile(
    r'<form class="acts" method="post" action="([^"]+/email[^"]*)">(.*?)</form>', re.S
)
HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')
DECEMBER = TUESDAY + timedelta(days=14)  # the reminder goes out on the 8th
JEANNE = "jeanne@mel.example"


@pytest.fixture
def token(console: Console) -> str:
    made = booked(console, reminder_email_days=7)
    put(console, starts_at=DECEMBER, created_at=NOW)
    return made


def put(console: Console, *, starts_at: datetime, created_at: datetime) -> None:
    with console.looking() as db:
        one = db.scalars(select(Appointment)).one()
        one.starts_at = one.blocked_from = starts_at
        one.ends_at = one.blocked_until = starts_at + timedelta(minutes=20)
        one.created_at = created_at


def page_of(console: Console, token: str, query: str = "") -> str:
    answer = console.app.test_client().get(f"/r/{token}{query}")
    assert answer.status_code == 200
    return answer.text


def forms(console: Console, token: str) -> list[dict[str, str]]:
    """What each form about the address brings, as it stands on the page."""
    found = FORM.findall(page_of(console, token))
    return [dict(HIDDEN.findall(inside)) for _action, inside in found]


def sends(console: Console, token: str, **fields: str) -> tuple[int, str]:
    answer = console.app.test_client().post(f"/r/{token}/email", data=fields)
    return answer.status_code, answer.text


def address(console: Console) -> str | None:
    with console.looking() as db:
        return db.scalars(select(Appointment.email)).one()


def test_an_address_is_given_shown_in_part_and_taken_back(console: Console, token: str) -> None:
    page = page_of(console, token)
    assert french("Il part le mardi 8 décembre.") in page
    (form,) = forms(console, token)
    assert sends(console, token, **form, email=" Jeanne@mel.example ")[0] == 303
    assert address(console) == JEANNE
    page = page_of(console, token, "?said=email")
    assert "un rappel ira à cette adresse" in page
    assert "j…@mel.example" in page
    assert "jeanne" not in page.lower().replace("jeanne secret", "")
    another, forget = forms(console, token)
    assert sends(console, token, **another, email="paul@mel.example")[0] == 303
    assert address(console) == "paul@mel.example"
    assert sends(console, token, **forget)[0] == 303
    assert address(console) is None
    page = page_of(console, token, "?said=no_email")
    assert "aucun rappel ne viendra plus par e-mail" in page
    assert "aucun rappel" not in page_of(console, token, "?said=email")


def test_the_page_speaks_english_too(console: Console, token: str) -> None:
    page = page_of(console, token, "?language=en")
    assert "A reminder by e-mail" in page
    assert "It goes out on Tuesday 8 December." in page


@pytest.mark.parametrize(
    "written", ["", "jeanne", "a@b.fr, c@d.fr", "a@b.fr\r\nBcc: c@d.fr", "a" * 5_000 + "@b.fr"]
)
def test_what_is_no_address_is_told_and_not_taken(
    console: Console, token: str, written: str
) -> None:
    (form,) = forms(console, token)
    status, page = sends(console, token, **form, email=written)
    assert (status, french("Cette adresse e-mail n’est pas valable.") in page) == (400, True)
    assert address(console) is None


def test_only_our_own_whole_form_is_taken(console: Console, token: str) -> None:
    (form,) = forms(console, token)
    cancelling = dict(HIDDEN.findall(page_of(console, token, "/cancel")))
    for wrong in ({}, form | {"seal": "x"}, form | {"seen": "7"}, cancelling):
        assert sends(console, token, **(wrong | {"email": JEANNE}))[0] == 400
    assert address(console) is None


def test_the_same_form_twice_changes_once(console: Console, token: str) -> None:
    (form,) = forms(console, token)
    for _ in range(2):
        assert sends(console, token, **form, email=JEANNE)[0] == 303
    with console.looking() as db:
        assert len(db.scalars(select(AppointmentChange.id)).all()) == 1


def test_a_form_kept_open_too_long_says_what_has_become_of_it(console: Console, token: str) -> None:
    (form,) = forms(console, token)
    console.later(days=13)  # past the reminder
    assert sends(console, token, **form, email=JEANNE)[0] == 409
    with console.looking() as db:
        cancel(db, db.scalars(select(Appointment)).one(), console.now())
    assert sends(console, token, **form, forget="yes")[0] == 409
    assert address(console) is None


def test_it_is_offered_only_while_a_reminder_is_to_come(console: Console, token: str) -> None:
    with console.looking() as db:
        console.client(db).reminder_email_days = None
    assert forms(console, token) == []
    with console.looking() as db:
        console.client(db).reminder_email_days = 7
    assert len(forms(console, token)) == 1
    put(console, starts_at=TUESDAY, created_at=NOW)  # in five days
    assert forms(console, token) == []


def test_who_gave_an_address_to_the_secretary_can_always_take_it_back(
    console: Console, token: str
) -> None:
    with console.looking() as db:
        console.client(db).reminder_email_days = None
        db.scalars(select(Appointment)).one().email = JEANNE
    (forget,) = forms(console, token)
    assert sends(console, token, **forget)[0] == 303
    assert address(console) is None


def test_no_address_is_ever_logged(
    console: Console, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    (form,) = forms(console, token)
    with caplog.at_level(logging.DEBUG):
        sends(console, token, **form, email=JEANNE)
        sends(console, token, **form, email="zoé@mel.example")
    assert not any("mel.example" in str(vars(record)) for record in caplog.records)
