"""<Record>, and the recordings it leaves."""

import io
import wave

import pytest
import requests

from telesec.simulator.network import Network
from tests.simulator.product import ACCOUNT_SID, AUTH_TOKEN, LINE, Product, nothing, say

MARTINE = "+33612345678"
RECORD = (
    '<Record action="/kept" maxLength="60" finishOnKey="#" recordingStatusCallback="/ready#rp=all"'
    ' recordingStatusCallbackEvent="completed absent"/>'
)


@pytest.fixture(autouse=True)
def _answers(product: Product) -> None:
    product.answers["/voice"] = say("Parlez après le bip.") + RECORD + say("Rien entendu.")
    product.answers["/kept"] = say("C'est noté.")
    product.answers["/ready"] = nothing()


def test_a_message_ended_by_a_key(network: Network, product: Product) -> None:
    call = network.caller(MARTINE).dials(LINE).hears("après le bip")
    assert call.is_recording
    call.speaks_message("Rappelez-moi", seconds=12, then="#").hears("C’est noté").has_ended()

    fields = product.asked_at("/kept").fields
    assert fields["Digits"] == "#"
    assert fields["RecordingDuration"] == "12"
    assert fields["RecordingUrl"].endswith(fields["RecordingSid"])
    network.settle()
    ready = product.asked_at("/ready")
    assert ready.signature_is_true
    assert ready.fields["RecordingStatus"] == "completed"
    assert ready.fields["CallSid"] == call.sid
    assert "From" not in ready.fields
    network.check()


def test_hanging_up_saves_the_message_before_the_call_is_told_over(
    network: Network, product: Product
) -> None:
    call = network.caller(MARTINE).dials(LINE).speaks_message("Rappelez-moi", seconds=8)
    call.does_not_hear("noté").has_ended("completed")
    assert product.paths() == ["/voice", "/kept", "/status"]
    fields = product.asked_at("/kept").fields
    assert (fields["Digits"], fields["CallStatus"]) == ("hangup", "completed")
    assert fields["RecordingDuration"] == "8"


def test_hanging_up_at_the_tone_leaves_a_second_of_noise(
    network: Network, product: Product
) -> None:
    network.caller(MARTINE).dials(LINE).hangs_up()
    assert product.asked_at("/kept").fields["RecordingDuration"] == "1"
    assert product.asked_at("/kept").fields["Digits"] == "hangup"


def test_patience_may_end_within_the_message(network: Network, product: Product) -> None:
    call = network.caller(MARTINE).dials(LINE).loses_patience_after(5)
    call.speaks_message("une longue histoire", seconds=30, then="#").has_ended()
    assert product.asked_at("/kept").fields["RecordingDuration"] == "5"
    assert product.asked_at("/kept").fields["Digits"] == "hangup"


def test_an_empty_recording_asks_nothing_and_the_next_verb_runs(
    network: Network, product: Product
) -> None:
    network.caller(MARTINE).dials(LINE).stays_silent().hears("Rien entendu").has_ended()
    network.settle()
    assert "/kept" not in product.paths()
    assert product.asked_at("/ready").fields["RecordingStatus"] == "absent"


@pytest.mark.parametrize(
    ("seconds", "then", "kept"), [(600, "#", "60"), (10, "", "10"), (10, "5", "10")]
)
def test_a_message_ends_by_silence_or_when_it_is_full(
    network: Network, product: Product, seconds: int, then: str, kept: str
) -> None:
    network.caller(MARTINE).dials(LINE).speaks_message("...", seconds, then).hears("noté")
    fields = product.asked_at("/kept").fields
    assert fields["RecordingDuration"] == kept
    assert "Digits" not in fields


def test_the_audio_is_ready_a_little_later_and_needs_credentials(
    network: Network, product: Product
) -> None:
    network.serve()
    network.caller(MARTINE).dials(LINE).speaks_message("Rappelez-moi", seconds=3)
    url = product.asked_at("/kept").fields["RecordingUrl"]
    account = (ACCOUNT_SID, AUTH_TOKEN)
    assert requests.get(url, auth=account, timeout=5).status_code == 404
    network.settle()
    assert requests.get(url, timeout=5).status_code == 401
    for ending in ("", ".wav", ".mp3"):
        answer = requests.get(url + ending, auth=account, timeout=5)
        assert answer.headers["Content-Type"] == "audio/x-wav"
        with wave.open(io.BytesIO(answer.content)) as audio:
            assert audio.getframerate() == 8_000
            assert audio.getnchannels() == 1
            assert audio.getnframes() == 24_000
    assert requests.delete(url + ".json", auth=account, timeout=5).status_code == 204
    assert requests.get(url, auth=account, timeout=5).status_code == 404
    network.expects_problem("wrong credentials")
    network.check()
