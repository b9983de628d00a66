"""The console in a real browser: by mouse, by keyboard, on a phone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.practitioner import AppointmentType
from telesec.calls.call import Call
from telesec.clients.account import Role
from telesec.messages.message import Message, Urgency
from telesec.worker import Worker
from tests.makers import make_account, make_appointment
from tests.telephone import PRACTICE, Telephone
from tests.web.browsing import NARROWEST_FIRST, looking_on
from tests.web.visiting import OWNER, kept

pytestmark = pytest.mark.browser


@pytest.fixture(params=[1280])
def page(
    telephone: Telephone, chromium: Chromium, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The owner at the desk, signed in."""
    with telephone.looking() as db:
        make_account(db, OWNER, name="Sophie", role=Role.OWNER, password_hash=kept())
    with looking_on(chromium, telephone, OWNER, request.param) as page:
        expect(page.get_by_role("heading", name="Standard")).to_be_visible()
        yield page


def test_a_call_appears_on_the_desk_and_grows(page: Page, telephone: Telephone) -> None:
    expect(page.get_by_text("Personne en ligne.")).to_be_visible()
    call = telephone.caller("+33612345678").dials(PRACTICE)
    row = page.locator("a.live-call")
    expect(row).to_contain_text("Cabinet des docteurs Martin et Lefèvre")
    call.hears("Que puis-je faire").says("je voudrais laisser un message")
    expect(row).to_contain_text("je voudrais laisser un message")
    row.click()
    expect(page.locator("#talk")).to_contain_text("quel message")
    call.says("c'est pour le certificat de mon fils")
    expect(page.locator("#talk .caller").last).to_contain_text("certificat de mon fils")
    expect(page.locator("#talk .assistant").last).to_contain_text("nom")
    call.hangs_up()
    expect(page.locator("#timeline")).to_contain_text("fin de l’appel")
    expect(page.locator("#outcome")).not_to_have_text("en cours")
    page.goto("/")
    expect(page.get_by_text("Personne en ligne.")).to_be_visible()
    expect(page.locator("#waiting")).to_contain_text("certificat de mon fils")


def test_a_message_by_keyboard_only(page: Page, telephone: Telephone) -> None:
    call = telephone.caller("+33612345678").dials(PRACTICE)
    expect(page.locator("a.live-call")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("a.live-call")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Prendre un message")).to_be_visible()
    page.wait_for_load_state()  # keys are heeded once the page is whole
    page.keyboard.press("m")
    expect(page.locator("#take-message").get_by_label("Nom")).to_be_focused()
    page.keyboard.type("Jeanne Roux")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Rappeler au")).to_have_value("06 12 34 56 78")
    page.keyboard.press("Tab")
    page.keyboard.type("Ordonnance")
    page.keyboard.press("Tab")
    page.keyboard.type("Renouveler, m et j sont des lettres ici")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Message noté")
    with telephone.looking() as db:
        message = db.scalars(select(Message).where(Message.taken_by_id.is_not(None))).one()
        assert message.caller_name == "Jeanne Roux"
        assert message.body == "Renouveler, m et j sont des lettres ici"
        assert message.urgency is Urgency.URGENT
    call.hangs_up()


def test_the_script_is_followed_by_keyboard(page: Page, telephone: Telephone) -> None:
    call = telephone.caller("+33612345678").dials(PRACTICE)
    page.get_by_role("link", name="Suivre le script").first.click()
    expect(page.get_by_text("Que puis-je faire pour vous ?")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("1")
    form = page.locator("#guide")
    expect(form.get_by_label("Horaire libre")).to_contain_text("15:00")
    expect(form.get_by_label("Téléphone")).to_have_value("06 12 34 56 78")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.get_by_text("Je cherche à joindre le médecin.")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("2")
    expect(form.get_by_role("textbox", name="Message")).to_be_focused()
    page.keyboard.type("Malaise, 1 et u sont des signes ici")
    form.get_by_label("Nom").fill("Jeanne Roux")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("Message noté")
    with telephone.looking() as db:
        message = db.scalars(select(Message).where(Message.taken_by_id.is_not(None))).one()
        assert message.body == "Malaise, 1 et u sont des signes ici"
        assert message.urgency is Urgency.URGENT
    call.hangs_up()


def test_booking_a_free_time(page: Page, telephone: Telephone) -> None:
    page.goto("/clients/cabinet-martin")
    form = page.locator("#book")
    form.get_by_label("Motif").select_option(label="vaccination, 10 min")
    form.get_by_label("Jour").fill("2026-11-29")
    expect(form.locator(".hint")).to_contain_text("Rien de libre ce jour-là.")
    form.get_by_role("button", name="lundi 30 novembre, 08:00").click()
    expect(form.get_by_label("Jour")).to_have_value("2026-11-30")
    form.get_by_label("Horaire libre").select_option(label="08:10")
    form.get_by_label("Nom").fill("Hélène Lefort")
    form.get_by_role("button", name="Réserver").click()
    expect(page.locator(".flash")).to_contain_text("Rendez-vous pris")
    with telephone.looking() as db:
        booked = db.scalars(select(Appointment)).one()
        assert booked.starts_at == datetime(2026, 11, 30, 7, 10, tzinfo=UTC)
    form.get_by_label("Motif").select_option(label="vaccination, 10 min")
    form.get_by_label("Jour").fill("2026-11-30")
    expect(form.get_by_label("Horaire libre")).to_contain_text("08:20")
    expect(form.get_by_label("Horaire libre")).not_to_contain_text("08:10")


@pytest.mark.full_only
def test_the_free_times_of_the_day_asked_for_last_win(page: Page) -> None:
    """However late the answer for an earlier day comes in."""
    late: list[Route] = []
    page.route(re.compile("day=2026-11-30"), lambda route: late.append(route))  # noqa: PLW0108
    page.goto("/clients/cabinet-martin")
    form = page.locator("#book")
    form.get_by_label("Jour").fill("2026-11-30")
    form.get_by_label("Jour").fill("2026-11-29")
    expect(form.locator(".hint")).to_contain_text("Rien de libre ce jour-là.")
    with page.expect_response(re.compile("day=2026-11-30")) as answer:
        late[0].continue_()
    answer.value.finished()
    expect(form.locator(".hint")).to_contain_text("Rien de libre ce jour-là.")
    expect(form.get_by_label("Horaire libre").locator("option")).to_have_count(1)


@pytest.mark.full_only
def test_nobody_chooses_from_the_times_of_the_day_before(page: Page) -> None:
    """While the answer for another day is on its way."""
    late: list[Route] = []
    page.route(re.compile("day=2026-11-30"), lambda route: late.append(route))  # noqa: PLW0108
    page.goto("/clients/cabinet-martin")
    form = page.locator("#book")
    times = form.get_by_label("Horaire libre").locator("option")
    expect(times).not_to_have_count(1)
    form.get_by_label("Jour").fill("2026-11-30")
    expect(times).to_have_count(1)
    late[0].continue_()
    expect(times).not_to_have_count(1)


def test_keys_for_lists_search_and_help(page: Page, telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.hangs_up()
    page.goto("/calls")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("06j")
    expect(page.get_by_role("searchbox")).to_have_value("06j")
    page.get_by_role("searchbox").blur()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="La conversation")).to_be_visible()


@pytest.mark.full_only
def test_the_way_in_stands_in_the_middle(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/login")
    page.wait_for_load_state()  # the style sheet too
    card = page.locator("form.card").bounding_box()
    assert card
    assert abs(card["x"] + card["width"] / 2 - 1280 / 2) < 20
    assert card["y"] > 844 / 8


@pytest.mark.full_only
@pytest.mark.parametrize("page", [390], indirect=True)
def test_on_a_phone_filters_wait_behind_their_title(page: Page, telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).hangs_up()
    page.goto("/calls")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_label("Jour")).to_be_hidden()
    first = page.locator("tr[data-row]").bounding_box()
    assert first
    assert first["y"] < 844 / 3, "the list itself begins in the upper third"
    page.get_by_text("Filtrer la liste").click()
    page.get_by_label("Jour").fill("2026-11-26")
    page.get_by_role("button", name="Montrer").click()
    expect(page.get_by_text("Filtres en place")).to_be_visible()
    page.get_by_role("link", name="tout montrer").click()
    expect(page.get_by_text("Filtrer la liste")).to_be_visible()


@pytest.mark.full_only
def test_what_to_say_first_goes_when_the_call_ends(page: Page, telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    page.goto("/calls/1")
    expect(page.get_by_text("À dire en décrochant")).to_be_visible()
    call.hangs_up()
    expect(page.get_by_text("À dire en décrochant")).to_be_hidden()
    expect(page.get_by_role("button", name="Je m’en occupe")).to_be_hidden()


@pytest.mark.parametrize("page", NARROWEST_FIRST, indirect=True)
def test_nothing_is_wider_than_the_screen(page: Page, telephone: Telephone) -> None:
    call = telephone.caller("+33612345678").dials(PRACTICE)
    call.says("message").says("x" * 200).hangs_up()
    with telephone.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        at = datetime(2026, 11, 26, 14, tzinfo=UTC)
        make_appointment(db, kind.practitioners[0], kind, at, caller_name="W" * 80)
        message = db.scalars(select(Message)).one()
        message.caller_name, message.urgency = "W" * 80, Urgency.URGENT
    for path in (
        "/",
        "/calls",
        "/calls/1",
        "/messages",
        f"/messages/{message.id}",
        "/appointments",
        "/invoices",
        "/clients",
        "/clients/cabinet-martin",
        "/clients/cabinet-martin/guide",
        "/calls/1/guide",
    ):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{path} is {width} px too wide"


def test_a_recorded_talk_and_message_are_played_and_who_listened_is_told(
    page: Page, telephone: Telephone
) -> None:
    with telephone.looking() as db:
        telephone.client_of(db, PRACTICE).record_talks = True
        make_account(db, "a@x.fr", role=Role.OWNER, telephone="+33600000091", takes_calls=True)
    telephone.network.person("+33600000091").answers(after=4, presses="1", talks=65)
    talk = telephone.caller("+33612345678").dials(PRACTICE).presses("0").stays_silent().has_ended()
    call = telephone.caller("+33687654321").dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("Bonjour, c'est madame Morel. Il me faut le certificat.", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.bring_in_recordings()
    with telephone.looking() as db:
        call_id = db.scalars(select(Call.id).where(Call.call_sid == talk.sid)).one()
    page.goto(f"/calls/{call_id}")
    expect(page.get_by_role("heading", name="Conversation enregistrée")).to_be_visible()
    expect(page.get_by_text("annoncé, non refusé")).to_be_visible()
    expect(page.get_by_text("Écouté par")).to_have_count(0)
    with page.expect_response("**/recordings/RE*") as asked:
        page.locator("audio").evaluate("sound => { sound.play() }")
    assert asked.value.ok
    page.reload()
    expect(page.get_by_text("Écouté par Sophie")).to_be_visible()
    page.goto("/messages")
    page.locator("a.open").first.click()
    expect(page.get_by_text("Il me faut le certificat")).to_be_visible()
    expect(page.get_by_text("Transcription automatique")).to_be_visible()
