"""A caller's link on a phone, in a real browser: 390 pixels wide, by thumb, without scripts."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.caller_link import link_for
from telesec.agenda.practitioner import AppointmentType
from telesec.values.caller_link import with_links
from tests.makers import make_appointment
from tests.own_links import lets_callers, only_appointment
from tests.telephone import Telephone

pytestmark = pytest.mark.browser

TUESDAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # 9:00 in Paris
SMALLEST_TARGET = 44  # pixels; what a thumb hits


@pytest.fixture
def link(telephone: Telephone) -> str:
    """The address in the text after a booking."""
    lets_callers(telephone)
    with telephone.looking() as db:
        consultation = select(AppointmentType).where(AppointmentType.key == "consultation")
        kind = db.scalars(consultation).one()
        name = {"caller_name": "Marie Dupont", "telephone": None}
        one = make_appointment(db, kind.practitioners[0], kind, TUESDAY, **name)
        settings = telephone.settings
        mark = link_for(db, one, telephone.clock.now())
        return with_links(mark, settings.public_url, settings.secret_key)


@pytest.fixture(params=["fr-FR", "en-GB"])
def page(link: str, chromium: Chromium, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of the link on a phone that runs no scripts and keeps no cookies."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        locale=request.param,
        java_script_enabled=False,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if m.type in {"error", "warning"} else None)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(link)
    yield page
    assert context.cookies() == []
    context.close()
    assert refused == []
    house = link[: link.index("/r/")]
    assert all(url.startswith(house) for url in asked)


def fits(page: Page, name: str) -> None:
    """Nothing is wider than the phone, and a thumb hits every button. Kept to be looked at."""
    page.wait_for_load_state()  # the style sheet too
    wide = page.locator("body").bounding_box()
    assert wide
    assert wide["width"] <= 390
    for target in page.locator(".button, button").all():
        box = target.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= SMALLEST_TARGET
    if directory := os.environ.get("TELESEC_SCREENSHOTS"):
        page.screenshot(path=Path(directory) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("page", ["fr-FR"], indirect=True)
def test_moving_it_by_thumb(page: Page, telephone: Telephone) -> None:
    expect(page.get_by_role("heading", name="Votre rendez-vous")).to_be_visible()
    expect(page.locator(".when")).to_contain_text("mardi 1er décembre 2026")
    fits(page, "own-appointment")
    page.get_by_role("link", name="Choisir un autre horaire").tap()
    fits(page, "own-times")
    page.get_by_role("link", name="plus tard").tap()
    wednesday = page.locator("section", has_text="mercredi 2 décembre")
    wednesday.get_by_role("link", name="10:00").tap()
    expect(page.get_by_role("heading", name="Déplacer le rendez-vous ?")).to_be_visible()
    fits(page, "own-move")
    page.get_by_role("button", name="Oui, déplacer").tap()
    expect(page.get_by_role("status")).to_contain_text("nouveau rendez-vous")
    expect(page.locator(".when")).to_contain_text("mercredi 2 décembre 2026")
    fits(page, "own-moved")
    with telephone.looking() as db:
        assert only_appointment(db).starts_at == datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    page.reload()  # the page of the new time, not the form once more
    with telephone.looking() as db:
        assert only_appointment(db).sequence == 1


@pytest.mark.parametrize("page", ["en-GB"], indirect=True)
def test_cancelling_it_in_english(page: Page, telephone: Telephone) -> None:
    expect(page.get_by_role("heading", name="Your appointment")).to_be_visible()
    page.get_by_role("link", name="Cancel the appointment").tap()
    fits(page, "own-cancel")
    page.get_by_role("link", name="Change nothing").tap()
    page.get_by_role("link", name="Cancel the appointment").tap()
    page.get_by_role("button", name="Yes, cancel it").tap()
    expect(page.get_by_role("status")).to_contain_text("the appointment is cancelled")
    fits(page, "own-cancelled")
    page.go_back()  # to the question, which is settled
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".tag")).to_have_text("cancelled")
    with telephone.looking() as db:
        one = db.scalars(select(Appointment)).one()
        assert (one.status, one.sequence) == (AppointmentStatus.CANCELLED, 1)


@pytest.mark.full_only
@pytest.mark.parametrize("page", ["fr-FR"], indirect=True)
def test_a_reminder_by_email_is_wished_for_and_taken_back(page: Page, telephone: Telephone) -> None:
    lets_callers(telephone, reminder_email_days=1)
    page.reload()
    fits(page, "own-email")
    page.get_by_label("Votre adresse e-mail").fill("marie@mel.example")
    page.get_by_role("button", name="Recevoir un rappel par e-mail").tap()
    expect(page.get_by_role("status")).to_contain_text("un rappel ira à cette adresse")
    expect(page.locator("#email")).to_contain_text("m…@mel.example")
    fits(page, "own-email-given")
    with telephone.looking() as db:
        assert only_appointment(db).email == "marie@mel.example"
    page.get_by_role("button", name="Retirer mon adresse").tap()
    expect(page.get_by_role("status")).to_contain_text("aucun rappel ne viendra plus")
    with telephone.looking() as db:
        assert only_appointment(db).email is None
