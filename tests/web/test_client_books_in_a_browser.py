"""A doctor at the practice's own agenda, in a real browser: by keyboard, on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.clients.account import Role
from tests.makers import make_account
from tests.telephone import PRACTICE, Telephone
from tests.web.browsing import NARROWEST_FIRST, looking_on
from tests.web.visiting import DOCTOR, kept

pytestmark = pytest.mark.browser


@pytest.fixture(params=[1280])
def page(
    telephone: Telephone, chromium: Chromium, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The doctor, signed in."""
    with telephone.looking() as db:
        doctor = make_account(db, DOCTOR, name="Dr Martin", role=Role.CLIENT, password_hash=kept())
        doctor.clients = [telephone.client_of(db, PRACTICE)]
    with looking_on(chromium, telephone, DOCTOR, request.param) as page:
        page.get_by_role("link", name="Rendez-vous", exact=True).click()
        expect(page.get_by_role("heading", name="Rendez-vous", exact=True)).to_be_visible()
        yield page


def the_appointment(telephone: Telephone) -> Appointment:
    with telephone.looking() as db:
        return db.scalars(select(Appointment)).one()


@pytest.mark.full_only
def test_by_keyboard_only(page: Page, telephone: Telephone) -> None:
    page.wait_for_load_state()  # keys are heeded once the page is whole
    page.keyboard.press("r")
    form = page.locator("#book")
    expect(form.get_by_label("Horaire libre")).to_contain_text("16:00")
    page.wait_for_load_state()
    page.keyboard.press("r")
    expect(form.get_by_label("Motif")).to_be_focused()
    form.get_by_label("Jour").fill("2026-11-30")
    expect(form.get_by_label("Horaire libre")).to_contain_text("08:20")
    form.get_by_label("Horaire libre").select_option(label="08:20")
    form.get_by_label("Nom").focus()
    page.keyboard.type("Hélène Lefort")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Rendez-vous pris pour Hélène Lefort")
    booked = the_appointment(telephone)
    assert booked.starts_at == datetime(2026, 11, 30, 7, 20, tzinfo=UTC)
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hélène Lefort")).to_be_visible()


@pytest.mark.parametrize("page", [390], indirect=True)
def test_on_a_phone_it_is_booked_moved_and_cancelled(page: Page, telephone: Telephone) -> None:
    page.get_by_role("link", name="Prendre un rendez-vous").click()
    form = page.locator("#book")
    form.get_by_label("Jour").fill("2026-11-29")
    expect(form.locator(".hint")).to_contain_text("Rien de libre ce jour-là.")
    form.get_by_role("button", name="lundi 30 novembre").click()
    expect(form.get_by_label("Jour")).to_have_value("2026-11-30")
    form.get_by_label("Nom").fill("Hélène Lefort")
    form.get_by_role("button", name="Réserver").click()
    expect(page.locator(".flash")).to_contain_text("Rendez-vous pris pour Hélène Lefort")
    page.locator("tr[data-row] a.open").click()
    moving = page.locator("form", has=page.get_by_role("heading", name="Déplacer"))
    moving.get_by_label("Jour").fill("2026-12-01")
    expect(moving.get_by_label("Horaire libre")).to_contain_text("09:00")
    moving.get_by_label("Horaire libre").select_option(label="09:00")
    moving.get_by_role("button", name="Déplacer").click()
    expect(page.locator(".flash")).to_contain_text("Rendez-vous déplacé.")
    assert the_appointment(telephone).starts_at == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    expect(page.get_by_text("Dr Martin, chez le client").first).to_be_visible()
    page.get_by_role("button", name="Annuler ce rendez-vous").click()
    expect(page.locator(".flash")).to_contain_text("Rendez-vous annulé.")
    assert the_appointment(telephone).status == AppointmentStatus.CANCELLED


@pytest.mark.full_only
@pytest.mark.parametrize("page", NARROWEST_FIRST, indirect=True)
def test_nothing_is_wider_than_the_screen(page: Page, telephone: Telephone) -> None:
    page.goto("/clients/cabinet-martin/booking")
    page.get_by_label("Nom").fill("W" * 80)
    page.get_by_role("button", name="Réserver").click()
    booked = the_appointment(telephone)
    for path in (
        "/clients/cabinet-martin/booking",
        "/clients/cabinet-martin/absences",
        "/appointments",
        f"/appointments/{booked.id}",
    ):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{path} is {width} px too wide"
