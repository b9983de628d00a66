"""Webhooks that are lost, late, doubled or answered badly."""

import time

import pytest
from werkzeug.wrappers import Response

from telesec.simulator.clock import ManualClock
from telesec.simulator.faults import Fault
from telesec.simulator.network import Network
from tests.simulator.product import LINE, Product, say, twiml

MARTINE = "+33612345678"


def asked_tokens(product: Product, path: str) -> list[str]:
    return [a.headers["I-Twilio-Idempotency-Token"] for a in product.asked if a.path == path]


def test_a_dropped_webhook_goes_to_the_fallback(network: Network, product: Product) -> None:
    network.faults.add(path_contains="/voice", what=Fault.DROP)
    network.caller(MARTINE).dials(LINE).hears("Un instant").has_ended()
    assert product.paths() == ["/fallback", "/status"]
    fields = product.asked_at("/fallback").fields
    assert fields["ErrorCode"] == "11205"
    assert fields["ErrorUrl"] == f"{product.url}/voice"
    network.check()


def test_a_retry_gets_through_with_the_same_token(network: Network, product: Product) -> None:
    network.faults.add(path_contains="/voice", what=Fault.ERROR_500, attempts=2)
    network.caller(MARTINE).dials(LINE).hears("Bonjour")
    network.check()


def test_a_stall_takes_fifteen_seconds_and_the_answer_is_not_heard(
    network: Network, product: Product, clock: ManualClock
) -> None:
    network.faults.add(path_contains="/voice", what=Fault.STALL)
    began = clock.now()
    network.caller(MARTINE).dials(LINE).does_not_hear("Bonjour").hears("Un instant")
    assert (clock.now() - began).total_seconds() >= 15
    assert product.paths() == ["/voice", "/fallback", "/status"]
    assert product.asked_at("/fallback").fields["ErrorCode"] == "11200"
    network.check()


def test_without_any_answer_the_caller_hears_the_carrier(
    network: Network, product: Product
) -> None:
    network.faults.add(path_contains="/voice", what=Fault.ERROR_500)
    network.faults.add(path_contains="/fallback", what=Fault.DROP)
    network.caller(MARTINE).dials(LINE).hears("application error").has_ended()
    assert any("the fallback failed too" in problem for problem in network.problems)


def test_a_number_without_fallback_is_a_problem(network: Network, product: Product) -> None:
    network.add_number("+33180000002", voice_url=f"{product.url}/voice")
    network.faults.add(path_contains="/voice", what=Fault.DROP)
    network.caller(MARTINE).dials("+33180000002").hears("application error").has_ended()
    assert any("no fallback URL" in problem for problem in network.problems)


@pytest.mark.parametrize("concurrently", [False, True])
def test_a_webhook_sent_twice_has_one_token_and_one_effect(
    network: Network, product: Product, concurrently: bool
) -> None:
    def slow(_fields: dict[str, str]) -> str:
        time.sleep(0.05)
        return say("Bonjour.")

    product.answers["/voice"] = slow
    network.faults.add(path_contains="/voice", what=Fault.DUPLICATE, concurrently=concurrently)
    call = network.caller(MARTINE).dials(LINE)
    assert [text for _, _, text in call.heard] == ["Bonjour."]
    first, second = asked_tokens(product, "/voice")
    assert first == second
    assert [e.is_copy for e in network.messenger.exchanges].count(True) == 1
    network.check()


def test_the_nth_of_many(network: Network, product: Product) -> None:
    network.faults.add(path_contains="/voice", nth=2, what=Fault.DROP)
    caller = network.caller(MARTINE)
    assert [caller.dials(LINE).said for _ in range(3)] == ["Bonjour.", "Un instant.", "Bonjour."]


def test_a_late_status_comes_when_its_time_has_come(
    network: Network, product: Product, clock: ManualClock
) -> None:
    network.faults.add(path_contains="/status", what=Fault.LATE, seconds=600)
    network.caller(MARTINE).dials(LINE).has_ended()
    network.settle()
    assert "/status" not in product.paths()
    clock.advance(600)
    network.settle()
    assert product.asked_at("/status").fields["CallStatus"] == "completed"
    network.check()


def test_a_callback_is_overtaken_by_the_next(network: Network, product: Product) -> None:
    network.faults.add(path_contains="/status", nth=1, what=Fault.REORDER)
    first = network.caller(MARTINE).dials(LINE)
    assert "/status" not in product.paths()
    second = network.caller(MARTINE).dials(LINE)
    told = [a.fields["CallSid"] for a in product.asked if a.path == "/status"]
    assert told == [second.sid, first.sid]
    network.faults.add(path_contains="/status", nth=1, what=Fault.REORDER)
    third = network.caller(MARTINE).dials(LINE)
    network.settle()
    assert product.asked_at("/status").fields["CallSid"] == third.sid


def test_a_late_turn_lets_time_pass(network: Network, product: Product, clock: ManualClock) -> None:
    network.faults.add(path_contains="/voice", what=Fault.LATE, seconds=9)
    began = clock.now()
    network.caller(MARTINE).dials(LINE).hears("Bonjour")
    assert (clock.now() - began).total_seconds() >= 9


def test_a_lost_status_stays_lost_unless_retries_are_asked_for(
    network: Network, product: Product
) -> None:
    network.faults.add(path_contains="/status", nth=1, what=Fault.ERROR_500)
    network.faults.add(path_contains="/status", nth=2, what=Fault.ERROR_500, attempts=1)
    network.caller(MARTINE).dials(LINE)
    network.settle()
    assert "/status" not in product.paths()
    network.numbers[LINE].status_callback += "#rc=5&rp=all"
    network.caller(MARTINE).dials(LINE)
    assert "/status" in product.paths()
    network.check()


def test_faults_may_look_at_fields(network: Network, product: Product) -> None:
    network.faults.add(what=Fault.DROP, fields={"From": "+33600000001"})
    network.caller("+33600000002").dials(LINE).hears("Bonjour")
    network.caller("+33600000001").dials(LINE).hears("Un instant")


def test_a_fault_that_never_happens_is_told(network: Network) -> None:
    network.faults.add(path_contains="/never", what=Fault.DROP)
    network.rest_faults.add("POST", "/Messages", status=429)
    with pytest.raises(AssertionError, match=r"never happened: drop for number 1 .* /never"):
        network.check()
    with pytest.raises(ValueError, match="neither"):
        network.rest_faults.add(status="slow")


def test_an_exchange_can_be_replayed(network: Network, product: Product) -> None:
    network.caller(MARTINE).dials(LINE)
    again = network.messenger.replay(network.messenger.exchanges[0])
    assert again.status == 200
    first, second = [a for a in product.asked if a.path == "/voice"]
    assert first == second


def without_content_type() -> Response:
    response = Response(status=200)
    del response.headers["Content-Type"]
    return response


@pytest.mark.parametrize(
    ("answer", "code", "problem"),
    [
        (Response("oops", 500), "11200", "answered 500"),
        (Response("gone", 404), "11200", "answered 404"),
        (Response("<Response>", content_type="text/xml"), "12100", "not well-formed"),
        (Response("<Respond/>", content_type="text/xml"), "12102", "root is <Respond>"),
        (Response("{}", content_type="application/json"), "12300", "content type"),
        (Response(b"", content_type="text/xml"), "12100", "not well-formed"),
        (without_content_type(), "12300", "missing"),
        (Response("<Response>\x00</Response>", content_type="text/xml"), "12100", "well-formed"),
        (twiml(f"<!--{'x' * 65_536}-->"), "11750", "64 kB"),
        (
            Response('<!DOCTYPE r [<!ENTITY a "b">]><Response/>', content_type="text/xml"),
            "12100",
            "DOCTYPE",
        ),
    ],
)
def test_bad_answers_go_to_the_fallback_and_are_problems(
    network: Network, product: Product, answer: Response, code: str, problem: str
) -> None:
    product.answers["/voice"] = answer
    network.numbers[LINE].voice_url = f"{product.url}/voice"
    network.caller(MARTINE).dials(LINE).hears("Un instant").has_ended()
    assert product.asked_at("/fallback").fields["ErrorCode"] == code
    assert len(network.problems) == 1
    assert problem in network.problems[0]
    with pytest.raises(AssertionError, match="telephone network saw"):
        network.check()


def test_plain_text_is_read_aloud(network: Network, product: Product) -> None:
    product.answers["/voice"] = Response("Hello caller", content_type="text/plain")
    network.caller(MARTINE).dials(LINE).hears("Hello caller")
    assert network.problems


def test_redirects_lose_the_fields(network: Network, product: Product) -> None:
    product.answers["/voice"] = Response(status=308, headers={"Location": "/voice/"})
    product.answers["/voice/"] = say("Bonjour.")
    network.caller(MARTINE).dials(LINE).hears("Bonjour")
    moved = product.asked_at("/voice/")
    assert (moved.method, moved.fields) == ("GET", {})
    assert moved.signature_is_true
    assert "loses its fields" in network.problems[0]


def test_nobody_listening_at_the_address(network: Network, product: Product) -> None:
    network.numbers[LINE].voice_url = "http://127.0.0.1:9/voice"
    network.caller(MARTINE).dials(LINE).hears("Un instant")
    assert product.asked_at("/fallback").fields["ErrorCode"] == "11205"
    # Tried twice: a connection that fails is retried once by default.
    assert sum("was not reached" in problem for problem in network.problems) == 2


def test_an_answer_that_comes_too_late_for_the_address(
    network: Network, product: Product, clock: ManualClock
) -> None:
    def slow(_fields: dict[str, str]) -> str:
        time.sleep(0.5)
        return say("Bonjour.")

    product.answers["/voice"] = slow
    network.numbers[LINE].voice_url = f"{product.url}/voice#rt=100&rc=0"
    network.caller(MARTINE).dials(LINE).hears("Un instant")
    assert "was not answered" in network.problems[0]
