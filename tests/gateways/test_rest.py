"""Asking the carrier: over real HTTP, of the pretended network and of one that answers oddly."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from telesec.gateways.telephony import rest
from telesec.gateways.telephony.rest import (
    Busy,
    NotReady,
    OutcomeUnknown,
    Refused,
    TelephonyRest,
)
from telesec.settings import read_settings
from telesec.simulator.clock import ManualClock
from telesec.simulator.network import Network
from telesec.simulator.serving import Serving
from tests.makers import NOW

SID, TOKEN = "AC" + "0" * 32, "token"
MOBILE = "+33612345678"
BODY = "Un message vous attend."


def carrier_at(base_url: str, directory: Path, token: str = TOKEN) -> TelephonyRest:
    return TelephonyRest(
        read_settings(
            {
                "TWILIO_ACCOUNT_SID": SID,
                "TWILIO_AUTH_TOKEN": token,
                "TWILIO_API_BASE_URL": base_url,
                "TELESEC_PUBLIC_URL": "http://127.0.0.1:9",
                "TELESEC_DATA_DIR": str(directory),
                "SMTP_URL": "smtp://127.0.0.1:1",
                "TELESEC_MAIL_FROM": "secretariat@telesec.example",
            }
        )
    )


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Tests print nothing."""


@dataclass
class OddCarrier:
    """Answers every request as the test says, and keeps what it was asked."""

    url: str = ""
    answer: Callable[[Request], Response] = field(default=lambda _: Response(status=500))
    asked: list[Request] = field(default_factory=list)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        request.get_data()
        self.asked.append(request)
        return self.answer(request)(environ, start_response)

    def refuses(self, status: int, code: int | None) -> None:
        content = {"status": status, "message": "no"} | ({"code": code} if code else {})
        self.answers(json.dumps(content), status)

    def answers(self, text: str | bytes, status: int = 200, **more: Any) -> None:
        self.answer = lambda _: Response(text, status, **more)


@pytest.fixture
def odd() -> Iterator[OddCarrier]:
    odd = OddCarrier()
    server = make_server("127.0.0.1", 0, odd, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    odd.url = f"http://127.0.0.1:{server.port}"
    serving = Serving(server)
    yield odd
    serving.end()


@pytest.fixture
def network() -> Iterator[Network]:
    network = Network(account_sid=SID, auth_token=TOKEN, clock=ManualClock(NOW))
    network.serve()
    yield network
    network.close()


def test_a_text_message_is_handed_over_with_where_to_report(
    network: Network, tmp_path: Path
) -> None:
    carrier = carrier_at(network.rest_url, tmp_path)
    sent = carrier.send_text_message(MOBILE, BODY, "http://127.0.0.1:9/sms/status/1#rc=2")
    [message] = network.text_messages
    assert (sent.sid, sent.status) == (message.sid, "queued")
    assert (message.to, message.from_, message.body) == (MOBILE, "telesec", BODY)
    assert message.status_callback == "http://127.0.0.1:9/sms/status/1#rc=2"


def test_the_base_may_have_a_path_and_the_environment_no_say(
    odd: OddCarrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    odd.answers(json.dumps({"sid": "SM" + "1" * 32, "status": "queued"}), 201)
    sent = carrier_at(f"{odd.url}/behind/a/proxy", tmp_path).send_text_message(MOBILE, BODY, "")
    assert sent.sid == "SM" + "1" * 32
    [asked] = odd.asked
    assert asked.path == f"/behind/a/proxy/2010-04-01/Accounts/{SID}/Messages.json"
    assert asked.authorization
    assert asked.authorization.password == TOKEN


def test_of_several_tokens_the_first_is_used(odd: OddCarrier, tmp_path: Path) -> None:
    odd.answers(json.dumps({"sid": "SM1", "status": "queued"}), 201)
    carrier_at(odd.url, tmp_path, "new,old").send_text_message(MOBILE, BODY, "")
    assert odd.asked[0].authorization
    assert odd.asked[0].authorization.password == "new"


@pytest.mark.parametrize(
    ("status", "code", "named"),
    [
        (400, 21211, Refused),  # not a number
        (400, 21408, Refused),  # no permission for that country
        (403, 21408, Refused),
        (400, 21610, Refused),  # the person has answered STOP
        (400, 21614, Refused),  # a landline
        (400, 21617, Refused),  # too long
        (400, None, Refused),
        (429, 20429, Busy),
        (429, None, Busy),
        (401, 20003, Busy),  # our credentials: nothing was sent, and a person puts that right
        (403, 20403, Busy),
        (404, 20404, Busy),  # our TWILIO_API_BASE_URL
        (302, None, Busy),
        (400, 30001, Busy),
        (500, 20500, OutcomeUnknown),
        (502, None, OutcomeUnknown),
        (503, 20503, OutcomeUnknown),
    ],
)
def test_each_refusal_by_what_it_means(
    odd: OddCarrier, tmp_path: Path, status: int, code: int | None, named: type[Exception]
) -> None:
    odd.refuses(status, code)
    with pytest.raises(named) as caught:
        carrier_at(odd.url, tmp_path).send_text_message(MOBILE, BODY, "")
    assert len(odd.asked) == 1, "the library must not try again by itself"
    if isinstance(caught.value, Refused):
        assert caught.value.code == (code or status)


@pytest.mark.parametrize("answer", ["<html>502 Bad Gateway</html>", "", '{"sid": "SM1', "[]"])
def test_an_answer_that_is_not_one_leaves_the_outcome_unknown(
    odd: OddCarrier, tmp_path: Path, answer: str
) -> None:
    odd.answers(answer, 201)
    with pytest.raises(OutcomeUnknown):
        carrier_at(odd.url, tmp_path).send_text_message(MOBILE, BODY, "")


def test_nobody_there_is_an_unknown_outcome(tmp_path: Path) -> None:
    with pytest.raises(OutcomeUnknown):
        carrier_at("http://127.0.0.1:1", tmp_path).send_text_message(MOBILE, BODY, "")


def test_a_carrier_that_never_answers_is_not_waited_for(
    odd: OddCarrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "READ_SECONDS", 0.2)

    enough = Event()

    def stalls(_: Request) -> Response:
        enough.wait(5)
        return Response("{}", 201)

    odd.answer = stalls
    with pytest.raises(OutcomeUnknown, match="Timeout"):
        carrier_at(odd.url, tmp_path).send_text_message(MOBILE, BODY, "")
    enough.set()


def test_four_threads_each_get_their_own_answer(network: Network, tmp_path: Path) -> None:
    carrier = carrier_at(network.rest_url, tmp_path)

    def send(number: int) -> tuple[str, str]:
        body = f"message {number}"
        return carrier.send_text_message(MOBILE, body, "").sid, body

    with ThreadPoolExecutor(4) as threads:
        told = dict(threads.map(send, range(40)))
    assert told == {message.sid: message.body for message in network.text_messages}


def test_what_was_sent_is_found_by_its_words_and_nothing_else(
    network: Network, tmp_path: Path
) -> None:
    carrier = carrier_at(network.rest_url, tmp_path)
    sent = carrier.send_text_message(MOBILE, BODY, "")
    carrier.send_text_message(MOBILE, "Autre chose.", "")
    carrier.send_text_message("+33687654321", BODY, "")
    found = carrier.find_text_message(MOBILE, BODY, NOW)
    assert found
    assert found.sid == sent.sid
    assert carrier.find_text_message(MOBILE, "Jamais dit.", NOW) is None
    assert carrier.find_text_message(MOBILE, BODY, NOW + timedelta(hours=1)) is None


def test_the_same_words_of_another_notification_are_not_taken_for_ours(
    network: Network, tmp_path: Path
) -> None:
    carrier = carrier_at(network.rest_url, tmp_path)
    other = carrier.send_text_message(MOBILE, BODY, "")
    assert carrier.find_text_message(MOBILE, BODY, NOW, {other.sid}) is None
    ours = carrier.send_text_message(MOBILE, BODY, "")
    found = carrier.find_text_message(MOBILE, BODY, NOW, {other.sid})
    assert found
    assert found.sid == ours.sid


def test_one_that_failed_is_not_found(network: Network, tmp_path: Path) -> None:
    network.person(MOBILE).text_messages_fail(30003)
    carrier = carrier_at(network.rest_url, tmp_path)
    carrier.send_text_message(MOBILE, BODY, "")
    network.settle()
    assert carrier.find_text_message(MOBILE, BODY, NOW) is None


def test_one_that_still_waits_at_the_carrier_is_found(odd: OddCarrier, tmp_path: Path) -> None:
    """It has no sending date yet, so the carrier's own filter on that date would hide it."""
    waiting = {
        "sid": "SM" + "1" * 32,
        "status": "accepted",
        "body": BODY,
        "to": MOBILE,
        "date_sent": None,
        "date_created": "Thu, 26 Nov 2026 09:00:00 +0000",
    }
    odd.answers(json.dumps({"messages": [waiting], "next_page_uri": None}))
    found = carrier_at(odd.url, tmp_path).find_text_message(MOBILE, BODY, NOW)
    assert found
    assert found.sid == "SM" + "1" * 32
    assert "DateSent" not in odd.asked[0].url


def test_when_the_list_cannot_be_had_nothing_is_claimed(odd: OddCarrier, tmp_path: Path) -> None:
    odd.refuses(503, 20503)
    with pytest.raises(OutcomeUnknown):
        carrier_at(odd.url, tmp_path).find_text_message(MOBILE, BODY, NOW)


def test_a_recording_is_fetched_with_our_credentials(odd: OddCarrier, tmp_path: Path) -> None:
    odd.answers(b"RIFF....WAVE", 200, content_type="audio/x-wav")
    sound = carrier_at(odd.url, tmp_path).fetch_recording("RE" + "1" * 32)
    assert sound == b"RIFF....WAVE"
    [asked] = odd.asked
    assert asked.path == f"/2010-04-01/Accounts/{SID}/Recordings/RE{'1' * 32}.wav"
    assert asked.authorization
    assert (asked.authorization.username, asked.authorization.password) == (SID, TOKEN)


def test_a_recording_that_is_not_ready_is_asked_for_again_later(
    odd: OddCarrier, tmp_path: Path
) -> None:
    odd.refuses(404, 20404)
    with pytest.raises(NotReady):
        carrier_at(odd.url, tmp_path).fetch_recording("RE" + "1" * 32)


def test_a_sound_larger_than_any_message_is_not_taken_in(
    odd: OddCarrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "LARGEST_RECORDING", 100_000)
    odd.answers(b"\0" * 100_001)
    with pytest.raises(Refused):
        carrier_at(odd.url, tmp_path).fetch_recording("RE" + "1" * 32)


def test_a_recording_is_deleted_and_one_that_is_gone_is_no_error(
    odd: OddCarrier, tmp_path: Path
) -> None:
    carrier = carrier_at(odd.url, tmp_path)
    odd.answers("", 204)
    carrier.delete_recording("RE" + "1" * 32)
    assert odd.asked[0].method == "DELETE"
    odd.refuses(404, 20404)
    carrier.delete_recording("RE" + "1" * 32)
    odd.refuses(500, 20500)
    with pytest.raises(OutcomeUnknown):
        carrier.delete_recording("RE" + "1" * 32)
