"""The telephone page in a real browser, by mouse and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from telesec.simulator.network import Network
from tests.simulator.product import Product, say

pytestmark = pytest.mark.browser

ASK = (
    "<Gather input='dtmf speech' numDigits='1' language='fr-FR' action='/heard'>"
    + say("Cabinet du docteur Martin. Que désirez-vous ?")
    + "</Gather>"
)
RECORD = say("Parlez après le bip.") + "<Record action='/kept' finishOnKey='#'/>"


@pytest.fixture
def page(network: Network, product: Product, chromium: Chromium) -> Iterator[Page]:
    product.answers["/voice"] = ASK
    product.answers["/heard"] = RECORD
    product.answers["/kept"] = say("C’est noté.")
    url = network.serve()
    with chromium.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR") as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(url)
        yield page
    assert errors == []


def test_a_whole_call_by_keyboard(page: Page, network: Network, product: Product) -> None:
    expect(page.locator("#line option")).to_have_text(
        ["Cabinet du docteur Martin (01 80 00 00 01)"]
    )
    page.get_by_role("button", name="Appeler").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#bubbles .theirs")).to_have_text(
        ["Cabinet du docteur Martin. Que désirez-vous ?"]
    )
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("un rendez-vous")
    page.keyboard.press("Enter")
    expect(page.locator("#recording")).to_be_visible()
    assert product.asked_at("/heard").fields["SpeechResult"] == "un rendez-vous"
    page.keyboard.type("Rappelez-moi")
    page.get_by_role("button", name="Terminer le message").click()
    expect(page.locator("#bubbles .theirs").last).to_have_text("C’est noté.")
    expect(page.locator("#state")).to_contain_text("Appel terminé")
    assert product.asked_at("/kept").fields["Digits"] == "#"
    network.check()


@pytest.mark.full_only
def test_keys_hanging_up_and_english(page: Page, network: Network, product: Product) -> None:
    page.get_by_role("button", name="English").click()
    page.get_by_label("Withhold my number").check()
    page.get_by_role("button", name="Call", exact=True).click()
    page.get_by_role("button", name="2", exact=True).click()
    expect(page.locator("#recording")).to_be_visible()
    fields = product.asked_at("/heard").fields
    assert (fields["Digits"], fields["From"]) == ("2", "anonymous")
    page.get_by_role("button", name="Hang up", exact=True).click()
    expect(page.locator("#state")).to_contain_text("Call ended")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_visible()
    network.check()


def test_a_person_who_takes_the_call(page: Page, network: Network, product: Product) -> None:
    network.person("+33600000190").is_called("Sophie Bernard").answers()
    product.answers["/voice"] = '<Dial action="/kept">+33600000190</Dial>'
    page.get_by_role("button", name="Appeler").click()
    expect(page.locator("#bubbles .aside")).to_have_text(
        [
            "On appelle Sophie Bernard (06 00 00 01 90)…",
            "Sophie Bernard (06 00 00 01 90) a pris l’appel : vous êtes en ligne.",
        ]
    )
    expect(page.locator("#state")).to_contain_text("Vous parlez avec Sophie Bernard")
    page.get_by_role("button", name="L’autre personne raccroche").click()
    expect(page.locator("#bubbles .theirs")).to_have_text(["C’est noté."])
    expect(page.locator("#state")).to_contain_text("Appel terminé")
    network.check()


@pytest.mark.full_only
def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
