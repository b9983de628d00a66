"""The telephone in the browser: its page, and the calls it places."""

import time
from typing import Any

import pytest
import requests

from telesec.simulator.network import Network
from telesec.simulator.phone_page import MOST_OPEN_CALLS
from tests.simulator.product import LINE, Product, say

ASK = "<Gather input='dtmf speech' language='fr-FR' action='/heard'>" + say("Qui ?") + "</Gather>"

SOPHIE = "+33600000190"


class Browser:
    def __init__(self, base: str) -> None:
        self.base = base

    def get(self, path: str) -> requests.Response:
        return requests.get(self.base + path, timeout=5)

    def post(self, path: str, **content: Any) -> requests.Response:
        return requests.post(self.base + path, json=content, timeout=5)

    def call(self, deed: str, call_id: str, **content: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.post(f"/phone/calls/{call_id}/{deed}", **content).json()
        return answer

    def dials(self, caller: str = "06 12 34 56 78") -> dict[str, Any]:
        answer: dict[str, Any] = self.post("/phone/calls", line=LINE, caller=caller).json()
        return answer


@pytest.fixture
def browser(network: Network, product: Product) -> Browser:
    product.answers["/voice"] = ASK
    product.answers["/heard"] = say("Merci.")
    return Browser(network.serve())


def test_the_page_and_its_parts_are_served_safely(browser: Browser) -> None:
    for path in ("/", "/phone/phone.css", "/phone/phone.js", "/phone/words.js"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert browser.get("/phone/../__init__.py").status_code == 404
    assert browser.get("/nothing").status_code == 404


def test_a_call_from_the_browser(network: Network, product: Product, browser: Browser) -> None:
    (line,) = browser.get("/phone/lines").json()
    assert line == {"number": LINE, "label": "Cabinet du docteur Martin"}
    call = browser.dials()
    assert product.asked_at("/voice").fields["From"] == "+33612345678"
    assert call["status"] == "in-progress"
    assert call["listening"]["language"] == "fr-FR"
    assert [(e["kind"], e["text"]) for e in call["entries"]] == [("said", "Qui ?")]

    call = browser.call("says", call["id"], text="Martine", since=call["next"])
    assert [e["kind"] for e in call["entries"]] == ["caller_said", "said", "ended"]
    assert call["ended"]
    assert browser.get(f"/phone/calls/{call['id']}?since=1").json()["entries"] == call["entries"]
    network.check()


@pytest.fixture
def sophies_browser(network: Network, product: Product, browser: Browser) -> Browser:
    """The line rings a person, who hears twice who calls, takes the call, and is named."""
    product.answers["/voice"] = (
        f'<Dial action="/heard"><Number url="/screen">{SOPHIE}</Number></Dial>'
    )
    product.answers["/screen"] = (
        f"<Gather numDigits='1' action='/taken'>{say('Appel. Tapez 1.') * 2}</Gather><Hangup/>"
    )
    product.answers["/taken"] = ""
    network.person(SOPHIE).is_called("Sophie Bernard").answers(presses="1", talks=134)
    return browser


def test_a_person_who_takes_the_call_talks_until_one_hangs_up(
    network: Network, product: Product, sophies_browser: Browser
) -> None:
    browser = sophies_browser
    call = browser.dials()
    assert not call["ended"]
    assert call["talking"] == {"number": SOPHIE, "name": "Sophie Bernard"}
    told = [(e["kind"], e["name"]) for e in call["entries"]]
    kinds = ("ringing", "person_heard", "person_answered")  # what she hears twice is shown once
    assert told == [(kind, "Sophie Bernard") for kind in kinds]

    call = browser.call("hangs_up", call["id"], since=call["next"])
    assert (call["ended"], call["talking"]) == (True, None)
    assert product.asked_at("/heard").fields["DialBridged"] == "true"
    network.check()


def test_the_person_may_hang_up_first(product: Product, sophies_browser: Browser) -> None:
    call = sophies_browser.dials()
    call = sophies_browser.call("stays_silent", call["id"], since=call["next"])
    assert product.asked_at("/heard").fields["DialCallStatus"] == "completed"
    assert [entry["kind"] for entry in call["entries"]] == ["said", "ended"]


def test_keys_silence_and_hanging_up(product: Product, browser: Browser) -> None:
    call = browser.dials("")
    assert product.asked_at("/voice").fields["From"] == "anonymous"
    call = browser.call("presses", call["id"], keys="12#")
    assert product.asked_at("/heard").fields["Digits"] == "12"
    call = browser.call("hangs_up", browser.dials()["id"])
    assert call["ended"]
    call = browser.call("stays_silent", browser.dials()["id"])
    assert call["ended"]


def test_a_recorded_message(product: Product, browser: Browser) -> None:
    product.answers["/voice"] = "<Record action='/heard' maxLength='60' finishOnKey='#'/>"
    call = browser.dials()
    assert call["recording"] == {"most_seconds": 60, "key": "#"}
    call = browser.call("speaks_message", call["id"], text="Rappelez-moi", seconds=9, then="#")
    assert product.asked_at("/heard").fields["RecordingDuration"] == "9"
    assert "recorded" in [entry["kind"] for entry in call["entries"]]


@pytest.mark.parametrize(
    ("deed", "content", "status"),
    [
        ("says", {}, 400),
        ("says", {"text": "a" * 2_001}, 400),
        ("says", {"text": 5}, 400),
        ("presses", {"keys": "A"}, 400),
        ("speaks_message", {"text": "a"}, 409),
        ("speaks_message", {"text": "a", "seconds": 0}, 400),
        ("dances", {}, 404),
    ],
)
def test_what_the_page_may_not_ask(
    browser: Browser, deed: str, content: dict[str, Any], status: int
) -> None:
    call = browser.dials()
    assert browser.post(f"/phone/calls/{call['id']}/{deed}", **content).status_code == status
    assert not browser.get(f"/phone/calls/{call['id']}").json()["ended"]


def test_bad_requests(browser: Browser) -> None:
    assert browser.post("/phone/calls", line="+33180000099").status_code == 400
    assert browser.post("/phone/calls/nobody/says", text="a").status_code == 404
    assert browser.get("/phone/calls/nobody").status_code == 404
    url = f"{browser.base}/phone/calls"
    assert requests.post(url, {"line": LINE}, timeout=5).status_code == 415
    as_json = {"Content-Type": "application/json"}
    assert requests.post(url, "[]", headers=as_json, timeout=5).status_code == 400
    assert requests.post(url, "{", headers=as_json, timeout=5).status_code == 400
    assert requests.post(url, "a" * 300_000, headers=as_json, timeout=5).status_code == 413


def test_calls_are_limited_and_forgotten_ones_hung_up(network: Network, browser: Browser) -> None:
    for _ in range(MOST_OPEN_CALLS):
        browser.dials()
    assert browser.post("/phone/calls", line=LINE).status_code == 429
    network.phone_page.hang_up_idle_calls(time.monotonic())
    assert not any(call.ended for call in network.calls.values())
    network.phone_page.hang_up_idle_calls(time.monotonic() + 181)
    assert all(call.ended for call in network.calls.values())
    assert browser.dials()["status"] == "in-progress"


def test_closing_the_network_hangs_up(network: Network, browser: Browser) -> None:
    browser.dials()
    network.close()
    network.check()
