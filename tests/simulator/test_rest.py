"""The REST API, asked by the carrier's real client library; only where it sends differs."""

from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from telesec.simulator.clock import ManualClock
from telesec.simulator.network import Network
from tests.simulator.product import ACCOUNT_SID, AUTH_TOKEN, LINE, Product, nothing, say, twiml

MARTINE = "+33612345678"
ASK = f"<Gather input='dtmf' action='/keys'>{say('Tapez.')}</Gather>"


def test_a_text_message_is_queued_sent_and_delivered(
    network: Network, product: Product, client: Client
) -> None:
    product.answers["/sms/status"] = nothing()
    sent = client.messages.create(
        to=MARTINE,
        from_="telesec",
        body="Rendez-vous noté : jeudi à 10 h.",
        status_callback=f"{product.url}/sms/status#rc=5&rp=all",
    )
    assert (sent.status, sent.num_segments, sent.direction) == ("queued", "1", "outbound-api")
    assert network.person(MARTINE).text_messages[0].body == "Rendez-vous noté : jeudi à 10 h."

    network.settle()

    told = [asked.fields for asked in product.asked]
    assert [fields["MessageStatus"] for fields in told] == ["sent", "delivered"]
    assert told[-1]["MessageSid"] == told[-1]["SmsSid"] == sent.sid
    assert told[-1]["RawDlrDoneDate"] == "2611260900"
    assert "Body" not in told[-1]
    assert all(asked.signature_is_true for asked in product.asked)
    assert client.messages(sent.sid).fetch().status == "delivered"
    network.expects_text(MARTINE, "Rendez-vous")
    network.check()


def test_an_undelivered_text_message_says_why(
    network: Network, product: Product, client: Client
) -> None:
    product.answers["/sms/status"] = nothing()
    network.person(MARTINE).text_messages_fail(30003)
    sent = client.messages.create(
        to=MARTINE, from_=LINE, body="a", status_callback=f"{product.url}/sms/status"
    )
    network.settle()
    assert product.asked_at("/sms/status").fields["MessageStatus"] == "undelivered"
    assert product.asked_at("/sms/status").fields["ErrorCode"] == "30003"
    assert client.messages(sent.sid).fetch().error_code == 30003
    network.person(MARTINE).text_messages_arrive()
    client.messages.create(to=MARTINE, from_=LINE, body="b")
    network.settle()
    assert [m.status for m in network.text_messages] == ["undelivered", "delivered"]


@pytest.mark.parametrize(
    ("to", "sender", "body", "code"),
    [
        ("0612345678", "telesec", "a", 21211),
        ("anonymous", "telesec", "a", 21211),
        ("+33180000009", "telesec", "a", 21614),
        ("+33970000009", "telesec", "a", 21614),
        (MARTINE, "+33199999999", "a", 21606),
        (MARTINE, "douze lettres", "a", 21606),
        (MARTINE, "12345", "a", 21606),
        (MARTINE, "telesec", " ", 21602),
        (MARTINE, "telesec", "a" * 1_601, 21617),
    ],
)
def test_text_messages_the_carrier_refuses(
    network: Network, client: Client, *, to: str, sender: str, body: str, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=to, from_=sender, body=body)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert network.text_messages == []
    network.check()


def test_messages_are_found_again_and_forgotten(
    network: Network, client: Client, clock: ManualClock
) -> None:
    for text in ("un", "deux", "trois"):
        client.messages.create(to=MARTINE, from_="telesec", body=text)
        clock.advance(60)
    client.messages.create(to="+33611111111", from_="telesec", body="autre")

    since = datetime(2026, 11, 26, 9, 1, tzinfo=UTC)
    assert [m.body for m in client.messages.list(to=MARTINE)] == ["trois", "deux", "un"]
    found = client.messages.list(to=MARTINE, date_sent_after=since)
    assert [m.body for m in found] == ["trois", "deux"]
    before = client.messages.list(to=MARTINE, date_sent_before=since - timedelta(seconds=1))
    assert [m.body for m in before] == ["un"]
    assert len(client.messages.list(date_sent=since)) == 4
    assert client.messages.list(date_sent=since + timedelta(days=1)) == []
    assert client.messages(found[0].sid).update(body="").body == ""
    assert client.messages(found[1].sid).delete()
    with pytest.raises(TwilioRestException, match="was not found"):
        client.messages(found[1].sid).fetch()
    assert len(client.messages.list(page_size=1)) == 3


def test_calls_are_listed_in_pages(
    network: Network, product: Product, client: Client, clock: ManualClock
) -> None:
    calls = []
    for _ in range(5):
        calls.append(network.caller(MARTINE).dials(LINE, forwarded_from="+33142000000"))
        clock.advance(600)
    found = client.calls.list(page_size=2)
    assert [call.sid for call in found] == [call.sid for call in reversed(calls)]
    assert found[0].duration == "1"
    assert found[0].forwarded_from == "+33142000000"
    assert found[0].start_time == calls[-1].call.created_at.replace(microsecond=0)
    recent = client.calls.list(
        start_time_after=clock.now() - timedelta(minutes=25), status="completed"
    )
    assert len(recent) == 2
    assert client.calls.list(start_time=clock.now().date()) != []
    assert client.calls(calls[0].sid).fetch().status == "completed"


def test_a_call_that_was_not_answered_has_no_duration(
    network: Network, product: Product, client: Client
) -> None:
    product.answers["/voice"] = "<Reject/>"
    call = network.caller(MARTINE).dials(LINE)
    fetched = client.calls(call.sid).fetch()
    assert (fetched.status, fetched.duration, fetched.end_time) == ("no-answer", None, None)


def test_a_live_call_is_ended_redirected_or_given_a_document(
    network: Network, product: Product, client: Client
) -> None:
    product.answers["/voice"] = ASK
    product.answers["/elsewhere"] = say("Ailleurs.") + ASK
    call = network.caller(MARTINE).dials(LINE)
    assert client.calls(call.sid).fetch().status == "in-progress"
    client.calls(call.sid).update(url=f"{product.url}/elsewhere", method="POST")
    call.hears("Ailleurs")
    client.calls(call.sid).update(
        twiml=f"<Response>{say('Ici.')}{ASK.replace('/keys', product.url + '/keys')}</Response>"
    )
    call.hears("Ici")
    client.calls(call.sid).update(status="completed")
    call.has_ended("completed")
    assert product.paths()[-1] == "/status"
    with pytest.raises(TwilioRestException) as refused:
        client.calls(call.sid).update(status="completed")
    assert refused.value.code == 21220
    network.check()


def test_a_webhook_may_end_its_own_call(network: Network, product: Product, client: Client) -> None:
    def end(fields: dict[str, str]) -> str:
        client.calls(fields["CallSid"]).update(status="completed")
        return say("Jamais entendu.")

    product.answers["/voice"] = end
    network.caller(MARTINE).dials(LINE).does_not_hear("Jamais").has_ended("completed")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"Status": "paused"},
        {"Url": "nowhere"},
        {"Status": "completed", "Twiml": "a"},
        {"Twiml": "a" * 4_001},
    ],
)
def test_bad_updates_of_a_call(
    network: Network, product: Product, client: Client, fields: dict[str, str]
) -> None:
    product.answers["/voice"] = ASK
    call = network.caller(MARTINE).dials(LINE)
    url = f"{network.rest_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Calls/{call.sid}.json"
    answer = requests.post(url, fields, auth=(ACCOUNT_SID, AUTH_TOKEN), timeout=5)
    assert answer.status_code == 400
    assert answer.json()["more_info"].endswith(str(answer.json()["code"]))
    assert not call.ended


def test_recordings_are_listed_and_deleted(
    network: Network, product: Product, client: Client
) -> None:
    product.answers["/voice"] = "<Record action='/kept'/>"
    product.answers["/kept"] = "<Hangup/>"
    call = network.caller(MARTINE).dials(LINE).speaks_message("bonjour", 5)
    network.settle()
    (recording,) = client.recordings.list(call_sid=call.sid)
    assert (recording.status, recording.duration, recording.call_sid) == (
        "completed",
        "5",
        call.sid,
    )
    assert [r.sid for r in client.calls(call.sid).recordings.list()] == [recording.sid]
    assert client.recordings(recording.sid).fetch().source == "RecordVerb"
    assert client.recordings(recording.sid).delete()
    assert client.recordings.list() == []


def test_numbers_are_audited_and_set(network: Network, product: Product, client: Client) -> None:
    (number,) = client.incoming_phone_numbers.list(phone_number=LINE)
    assert number.friendly_name == "Cabinet du docteur Martin"
    product.answers["/new"] = say("Nouveau.")
    number.update(voice_url=f"{product.url}/new", status_callback="")
    network.caller(MARTINE).dials(LINE).hears("Nouveau")
    assert product.paths() == ["/new"]
    assert client.incoming_phone_numbers(number.sid).fetch().voice_url == f"{product.url}/new"
    with pytest.raises(TwilioRestException) as refused:
        number.update(voice_url="", voice_fallback_url=f"{product.url}/fallback")
    assert refused.value.code == 21405
    with pytest.raises(TwilioRestException):
        number.update(voice_url="not a url")


def test_planned_faults_of_the_api(network: Network, client: Client) -> None:
    network.rest_faults.add("POST", "/Messages", nth=1, status=429)
    network.rest_faults.add("POST", "/Messages", nth=2, status=500)
    network.rest_faults.add("POST", "/Messages", nth=3, status="timeout_after_doing")
    for code in (20429, 20500):
        with pytest.raises(TwilioRestException) as refused:
            client.messages.create(to=MARTINE, from_="telesec", body="a")
        assert refused.value.code == code
        assert network.text_messages == []
    with pytest.raises(requests.ConnectionError):
        client.messages.create(to=MARTINE, from_="telesec", body="a")
    assert len(network.text_messages) == 1
    network.expects_text(MARTINE)
    network.check()


def test_misuse_is_a_problem(network: Network, client: Client) -> None:
    base = f"{network.rest_url}/2010-04-01/Accounts/{ACCOUNT_SID}"
    account = (ACCOUNT_SID, AUTH_TOKEN)
    wrong = requests.get(f"{base}/Calls.json", auth=(ACCOUNT_SID, "wrong"), timeout=5)
    assert (wrong.status_code, wrong.json()["code"]) == (401, 20003)
    assert requests.get(f"{base}/Faxes.json", auth=account, timeout=5).status_code == 404
    assert requests.put(f"{base}/Calls.json", auth=account, timeout=5).status_code == 405
    fields = {"To": MARTINE, "From": "telesec", "Bodyy": "a"}
    assert (
        requests.post(f"{base}/Messages.json", fields, auth=account, timeout=5).status_code == 400
    )
    bad = requests.get(f"{base}/Calls.json?PageSize=5000", auth=account, timeout=5)
    assert bad.status_code == 400
    assert (
        requests.get(f"{base}/Calls.json?StartTime=today", auth=account, timeout=5).status_code
        == 400
    )
    assert len(network.problems) == 4
    other = f"{network.rest_url}/2010-04-01/Accounts/AC{'9' * 32}/Calls.json"
    assert requests.get(other, auth=account, timeout=5).status_code == 404


def test_a_person_texts_and_is_answered(network: Network, product: Product) -> None:
    product.answers["/sms"] = lambda f: twiml(f"<Message>Reçu : {f['Body']}</Message>")
    network.person(MARTINE).texts(LINE, "OK 😀")
    fields = product.asked_at("/sms").fields
    assert (fields["From"], fields["To"], fields["NumMedia"]) == (MARTINE, LINE, "0")
    assert product.asked_at("/sms").signature_is_true
    network.settle()
    assert network.expects_text(MARTINE, "Reçu : OK") is not None
    network.check()
    product.answers["/sms"] = nothing()
    network.person(MARTINE).texts(LINE, "STOP")
    network.check()


def test_text_messages_nobody_expected_fail_the_test(network: Network) -> None:
    network.send_text(MARTINE, "telesec", "un")
    network.send_text(MARTINE, "telesec", "deux")
    network.expects_text(MARTINE, "un")
    with pytest.raises(AssertionError, match=r"nobody expected a text message .* 'deux'"):
        network.check()
    network.expects_text(MARTINE, "deux")
    network.check()
    network.expects_text(MARTINE, "trois")
    with pytest.raises(AssertionError, match="'trois' never came"):
        network.check()


@pytest.mark.parametrize(
    ("body", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("é" * 160, 1), ("ê" * 70, 1), ("ê" * 71, 2), ("€" * 81, 2)],
)
def test_segments(network: Network, body: str, count: int) -> None:
    assert network.send_text(MARTINE, "telesec", body).segments == count


def test_it_can_do_the_work_and_answer_500_or_late_or_ask_for_a_pause(
    network: Network, client: Client
) -> None:
    network.rest_faults.add("POST", "/Messages", nth=1, status="500_after_doing")
    network.rest_faults.add("POST", "/Messages", nth=2, status="answers_late", seconds=0.3)
    with pytest.raises(TwilioRestException):
        client.messages.create(to=MARTINE, from_="telesec", body="a")
    assert len(network.text_messages) == 1
    began = monotonic()
    client.messages.create(to=MARTINE, from_="telesec", body="b")
    assert monotonic() - began >= 0.3
    assert len(network.text_messages) == 2
    network.rest_faults.add("GET", "/Messages", status=429, retry_after="7")
    url = f"{network.rest_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    refused = requests.get(url, auth=(ACCOUNT_SID, AUTH_TOKEN), timeout=5)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")


def test_what_was_received_is_listed_with_what_was_sent(network: Network, client: Client) -> None:
    network.add_number(LINE)
    received = network.receive_text(MARTINE, LINE, "bonjour")
    network.clock.sleep(1)
    client.messages.create(to=MARTINE, from_="telesec", body="b")
    network.expects_problem("has no SMS URL")
    listed = client.messages.list()
    assert [one.direction for one in listed] == ["outbound-api", "inbound"]
    assert client.messages(received.sid).fetch().body == "bonjour"


def test_stop_is_obeyed_by_the_carrier_until_start(
    network: Network, product: Product, client: Client
) -> None:
    product.answers["/sms"] = nothing()

    def is_refused(to: str = MARTINE) -> bool:
        try:
            client.messages.create(to=to, from_=LINE, body="Bonjour")
        except TwilioRestException as refusal:
            return int(refusal.code) == 21610
        network.expects_text(to, "Bonjour")
        return False

    for word, refused in ((" Cancel ", True), ("please start", True), ("YES", False)):
        network.person(MARTINE).texts(LINE, word)
        assert "OptOutType" not in product.asked_at("/sms").fields
        assert is_refused() is refused
        assert not is_refused("+33612345670")  # who said nothing of the kind


def test_words_of_advanced_opt_out_are_told_to_the_webhook(
    network: Network, product: Product
) -> None:
    product.answers["/sms"] = nothing()
    network.subscriptions.words = {"non": "STOP", "start": "START"}
    told = []
    for word in ("NON", "stop", "start"):
        network.person(MARTINE).texts(LINE, word)
        told.append(product.asked_at("/sms").fields.get("OptOutType", ""))
    assert told == ["STOP", "", "START"]
