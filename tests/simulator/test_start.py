"""<Start>: a recording, or a transcription, that goes on beside the document."""

import json

import pytest

from telesec.simulator.clock import ManualClock
from telesec.simulator.network import Network
from tests.simulator.product import LINE, Product, nothing, say

MARTINE = "+33612345678"


@pytest.fixture(autouse=True)
def _answers(product: Product) -> None:
    product.answers["/taped"] = product.answers["/words"] = nothing()
    product.answers["/kept"] = say("C’est noté.")


def starts(product: Product, noun: str) -> None:
    record = '<Record action="/kept" finishOnKey="#"/>'
    product.answers["/voice"] = f"<Start>{noun}</Start>" + say("Parlez après le bip.") + record


def told(product: Product, path: str) -> list[dict[str, str]]:
    return [asked.fields for asked in product.asked if asked.path == path]


def test_the_rest_of_a_call_is_recorded(
    network: Network, product: Product, clock: ManualClock
) -> None:
    starts(product, f'<Recording channels="mono" recordingStatusCallback="{product.url}/taped"/>')
    began = clock.now()
    call = network.caller(MARTINE).dials(LINE).hears("après le bip")
    call.speaks_message("Rappelez-moi", seconds=12, then="#").has_ended()
    seconds = (clock.now() - began).total_seconds()
    network.settle()
    [fields] = told(product, "/taped")
    assert fields["CallSid"] == call.sid
    assert fields["RecordingSource"] == "StartCallRecordingTwiML"
    assert int(fields["RecordingDuration"]) == pytest.approx(seconds, abs=1.5)
    assert network.recordings[fields["RecordingSid"]].audio.startswith(b"RIFF")
    network.check()


def test_what_the_caller_says_is_written_down_sentence_by_sentence(
    network: Network, product: Product
) -> None:
    starts(
        product,
        f'<Transcription languageCode="fr-FR" statusCallbackUrl="{product.url}/words"'
        ' track="inbound_track"/>',
    )
    call = network.caller(MARTINE).dials(LINE)
    call.speaks_message("C'est Martine. Rappelez-moi.", seconds=8, then="#").has_ended()
    network.settle()
    events = told(product, "/words")
    assert [one["TranscriptionEvent"].removeprefix("transcription-") for one in events] == [
        "started",
        "content",
        "content",
        "stopped",
    ]
    assert [one["SequenceId"] for one in events] == ["1", "2", "3", "4"]
    said = [json.loads(one["TranscriptionData"])["transcript"] for one in events[1:3]]
    assert said == ["C'est Martine.", "Rappelez-moi."]
    assert {one["CallSid"] for one in events} == {call.sid}
    network.check()


@pytest.mark.parametrize(
    "noun",
    [
        '<Recording recordingStatusCallback="/taped"/>',  # never called: it must be absolute
        '<Transcription statusCallbackUrl="/words"/>',
        '<Transcription languageCode="fr_FR"/>',
        '<Recording channels="both"/>',
        '<Stream url="wss://x.example"/>',
    ],
)
def test_what_the_carrier_would_not_understand(
    network: Network, product: Product, noun: str
) -> None:
    starts(product, noun)
    network.caller(MARTINE).dials(LINE).hangs_up()
    with pytest.raises(AssertionError, match="12200"):
        network.check()
