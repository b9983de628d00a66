"""Calls as their callers live them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from telesec.simulator.clock import ManualClock
from telesec.simulator.events import CallEnded, CallerSaid, CallStarted, Event, Said
from telesec.simulator.network import Network
from tests.simulator.product import LINE, Product, nothing, say

MARTINE = "+33612345678"
ASK = f'<Gather input="dtmf speech" language="fr-FR" action="/heard">{say("Qui parle ?")}</Gather>'


def test_the_first_webhook_says_everything_and_is_signed(
    network: Network, product: Product
) -> None:
    call = network.caller(MARTINE).dials("+33 1 80 00 00 01", forwarded_from="01 42 00 00 00")

    asked = product.asked_at("/voice")
    assert asked.method == "POST"
    assert asked.signature_is_true
    assert asked.headers["I-Twilio-Idempotency-Token"]
    assert asked.headers["X-Home-Region"]
    expected = {
        "CallSid": call.sid,
        "From": MARTINE,
        "Caller": MARTINE,
        "To": LINE,
        "Called": LINE,
        "CallStatus": "ringing",
        "Direction": "inbound",
        "ApiVersion": "2010-04-01",
        "FromCountry": "FR",
        "ToCountry": "FR",
        "FromCity": "",
        "ForwardedFrom": "+33142000000",
    }
    assert expected.items() <= asked.fields.items()
    assert asked.fields["CallToken"]
    assert call.sid.startswith("CA")
    assert len(call.sid) == 34


def test_a_document_that_ends_ends_the_call_and_tells_it_once(
    network: Network, product: Product
) -> None:
    product.answers["/voice"] = say("Bonjour. " * 20) + '<Pause length="70"/>'
    call = network.caller(MARTINE).dials(LINE)

    call.hears("bonjour").has_ended("completed")
    assert product.paths() == ["/voice", "/status"]
    told = product.asked_at("/status").fields
    assert told["CallStatus"] == "completed"
    assert told["CallDuration"] == str(call.duration_seconds) == "82"
    assert told["Duration"] == "2"
    assert told["CallbackSource"] == "call-progress-events"
    assert told["SequenceNumber"] == "0"
    assert told["Timestamp"].startswith("Thu, 26 Nov 2026 09:01:")
    network.check()


@pytest.mark.parametrize("number", ["anonymous", "", "+266696687", "sip:x@y"])
def test_withheld_callers_are_shown_as_the_carrier_shows_them(
    network: Network, product: Product, number: str
) -> None:
    network.caller(number).dials(LINE)
    assert product.asked_at("/voice").fields["From"] == number
    assert product.asked_at("/voice").signature_is_true


def test_words_reach_the_action_with_their_confidence(network: Network, product: Product) -> None:
    product.answers["/voice"] = ASK
    product.answers["/heard"] = say("Merci.")
    call = network.caller(MARTINE).dials(LINE)
    assert call.is_listening

    call.hears("QUI PARLE").says("c’est Martine, à l'hôpital", confidence=0.81)

    asked = product.asked_at("/heard")
    assert asked.fields["SpeechResult"] == "c’est Martine, à l'hôpital"
    assert asked.fields["Confidence"] == "0.81"
    assert asked.fields["CallStatus"] == "in-progress"
    assert asked.signature_is_true
    call.hears("merci").does_not_hear("qui parle").has_ended()


def test_what_a_caller_hears_forgives_case_accents_and_apostrophes(
    network: Network, product: Product
) -> None:
    product.answers["/voice"] = say("L’état  de la sœur") + say("s'améliore.")
    call = network.caller(MARTINE).dials(LINE)
    call.hears("l'etat de la soeur", "S’AMÉLIORE")
    with pytest.raises(AssertionError, match="L’état de la sœur"):
        call.hears("s'améliore", "l'état")
    with pytest.raises(AssertionError):
        call.does_not_hear("Sœur")


def test_speech_longer_than_a_minute_is_cut(network: Network, product: Product) -> None:
    product.answers["/voice"] = ASK
    product.answers["/heard"] = "<Hangup/>"
    network.caller(MARTINE).dials(LINE).says("et puis " * 500)
    assert len(product.asked_at("/heard").fields["SpeechResult"]) == 720


@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ("", "1234#", "1234"),
        ("", "1234", "1234"),  # the pause after the last key ends it
        ('numDigits="2"', "1234", "12"),
        ('finishOnKey="*"', "12#*", "12#"),
        ('finishOnKey=""', "12#", "12#"),
    ],
)
def test_keys(network: Network, product: Product, attributes: str, keys: str, digits: str) -> None:
    product.answers["/voice"] = f'<Gather action="/keys" {attributes}/>'
    product.answers["/keys"] = "<Hangup/>"
    network.caller(MARTINE).dials(LINE).presses(keys)
    assert product.asked_at("/keys").fields["Digits"] == digits
    network.check()


def test_nobody_listens_for_what_was_not_asked(network: Network, product: Product) -> None:
    product.answers["/voice"] = '<Gather input="speech" action="/keys"/>'
    call = network.caller(MARTINE).dials(LINE)
    with pytest.raises(AssertionError, match="in vain"):
        call.presses("1")
    with pytest.raises(AssertionError, match="nothing records"):
        call.speaks_message("bonjour")
    with pytest.raises(ValueError, match="not keys"):
        call.presses("A")
    call.hangs_up()
    with pytest.raises(AssertionError, match="unheard"):
        call.says("allô")


def test_silence_falls_through_without_a_request(
    network: Network, product: Product, clock: ManualClock
) -> None:
    product.answers["/voice"] = '<Gather timeout="7" action="/keys"/>' + say("Au revoir.")
    call = network.caller(MARTINE).dials(LINE)
    before = clock.now()
    call.stays_silent().hears("Au revoir").has_ended()
    assert (clock.now() - before).total_seconds() >= 7
    assert product.paths() == ["/voice", "/status"]


@pytest.mark.parametrize("keys", ["", "#"])
def test_silence_is_told_when_asked_for(network: Network, product: Product, keys: str) -> None:
    product.answers["/voice"] = '<Gather actionOnEmptyResult="true" action="/keys"/>'
    product.answers["/keys"] = "<Hangup/>"
    call = network.caller(MARTINE).dials(LINE)
    call.presses(keys) if keys else call.stays_silent()
    fields = product.asked_at("/keys").fields
    assert fields["Digits"] == ""
    assert "SpeechResult" not in fields


def test_a_gather_without_action_asks_the_current_document_again(
    network: Network, product: Product
) -> None:
    product.answers["/voice"] = "<Gather/>"
    network.caller(MARTINE).dials(LINE).presses("1#").presses("2#").hangs_up()
    assert product.paths() == ["/voice", "/voice", "/voice", "/status"]


def test_relative_addresses_and_get(network: Network, product: Product) -> None:
    product.answers["/voice"] = '<Redirect method="GET">deep/one?b=2&amp;a=1#rc=1</Redirect>'
    product.answers["/deep/one"] = "<Gather action='two'/>"
    product.answers["/deep/two"] = "<Hangup/>"
    network.caller(MARTINE).dials(LINE).presses("1#")
    asked = product.asked_at("/deep/one")
    assert asked.method == "GET"
    assert asked.fields["b"] == "2"
    assert asked.fields["From"] == MARTINE
    assert asked.signature_is_true
    assert product.asked_at("/deep/two").method == "POST"
    network.check()


def test_hanging_up_while_asked_tells_only_the_status(network: Network, product: Product) -> None:
    product.answers["/voice"] = ASK
    call = network.caller(MARTINE).dials(LINE).hangs_up().hangs_up()
    assert product.paths() == ["/voice", "/status"]
    call.has_ended("completed")


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("<Reject/>", "no-answer"),
        ('<Reject reason="busy"/>', "busy"),
        ("<Hangup/>", "completed"),
        ('<Pause length="3"/><Reject/>', "no-answer"),
        ("", "completed"),
    ],
)
def test_refused_calls_are_not_answered(
    network: Network, product: Product, verb: str, status: str
) -> None:
    product.answers["/voice"] = verb
    call = network.caller(MARTINE).dials(LINE).has_ended(status)
    answered = status == "completed"
    assert call.duration_seconds == (1 if answered else 0)
    assert product.asked_at("/status").fields["CallDuration"] == ("1" if answered else "0")
    network.check()


def test_a_caller_loses_patience_in_the_middle_of_a_sentence(
    network: Network, product: Product
) -> None:
    product.answers["/voice"] = say("blabla " * 60) + ASK
    call = network.caller(MARTINE).dials(LINE, hangs_up_after=10)
    assert call.has_ended("completed").duration_seconds == 10
    call = network.caller(MARTINE).dials(LINE).loses_patience_after(1)
    call.says("une phrase qui dure")
    call.has_ended()
    assert "/heard" not in product.paths()


def test_a_sentence_repeated_for_ever_ends_when_the_caller_hangs_up(
    network: Network, product: Product
) -> None:
    product.answers["/voice"] = '<Say loop="0">Please wait</Say>'
    call = network.caller(MARTINE).dials(LINE).stays_silent()
    assert not call.ended
    call.hangs_up().has_ended()


def test_played_audio_is_fetched(network: Network, product: Product) -> None:
    product.answers["/voice"] = "<Play>/jingle.wav</Play>"
    call = network.caller(MARTINE).dials(LINE).has_ended()
    call.hears("[/jingle.wav]")
    assert any("/jingle.wav answered 404" in problem for problem in network.problems)


def test_a_loop_of_documents_ends(network: Network, product: Product) -> None:
    product.answers["/voice"] = "<Redirect/>"
    network.caller(MARTINE).dials(LINE).has_ended()
    assert len(product.paths()) == 501
    network.expects_problem("a loop?")
    network.check()


def test_many_calls_at_once(network: Network, product: Product) -> None:
    product.answers["/voice"] = ASK
    product.answers["/heard"] = lambda fields: say(f"Vous êtes {fields['SpeechResult']}.")

    def one(number: int) -> str:
        caller = network.caller(f"+336000000{number:02d}")
        call = caller.dials(LINE).says(f"client {number}").hears(f"client {number}.")
        return call.has_ended().sid

    with ThreadPoolExecutor(8) as threads:
        sids = list(threads.map(one, range(40)))
    assert len(set(sids)) == 40
    assert len(product.asked) == 120
    assert all(asked.signature_is_true for asked in product.asked)
    network.check()


def test_events_tell_the_conversation_live(network: Network, product: Product) -> None:
    product.answers["/voice"] = ASK
    product.answers["/heard"] = say("Merci.")
    events: list[Event] = []
    network.on_event(events.append)
    network.caller(MARTINE, "Martine").dials(LINE).says("Martine")
    assert [type(e) for e in events] == [CallStarted, Said, CallerSaid, Said, CallEnded]
    assert isinstance(events[0], CallStarted)
    assert (events[0].name, events[0].label) == ("Martine", "Cabinet du docteur Martin")


def test_calls_that_cannot_be_placed(network: Network, product: Product) -> None:
    with pytest.raises(ValueError, match="not a number of this network"):
        network.caller(MARTINE).dials("+33180000099")
    network.add_number("+33180000002")
    network.caller(MARTINE).dials("+33180000002").has_ended("failed")
    assert network.problems == ["+33180000002 has no voice URL: the call fails"]
    with pytest.raises(ValueError, match="voice_urls"):
        network.add_number("+33180000003", voice_urls="http://127.0.0.1/")
    with pytest.raises(ValueError, match="not an address"):
        network.add_number("+33180000003", voice_url="/voice")


def test_the_end_of_a_test_tells_calls_still_open(network: Network, product: Product) -> None:
    product.answers["/voice"] = ASK
    network.caller(MARTINE).dials(LINE)
    with pytest.raises(AssertionError, match="never ended"):
        network.check()


def test_a_status_callback_may_be_answered_with_nothing(network: Network, product: Product) -> None:
    product.answers["/status"] = nothing()
    network.caller(MARTINE).dials(LINE)
    network.check()
