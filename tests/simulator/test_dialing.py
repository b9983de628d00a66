"""People who are rung: who picks up, who refuses, who talks."""

import pytest

from telesec.simulator.events import Event, PersonAnswered, PersonHeard, Ringing
from telesec.simulator.network import Network
from tests.simulator.product import LINE, Product, nothing, say

MARTINE, DOCTOR, NURSE = "+33612345678", "+33611111111", "+33622222222"


def dial(numbers: str, attributes: str = "") -> str:
    return f'<Dial action="/after" timeout="20" callerId="{LINE}" {attributes}>{numbers}</Dial>'


def screened(number: str) -> str:
    return (
        f'<Number url="/screen" statusCallback="/leg" statusCallbackEvent="initiated ringing'
        f' answered completed">{number}</Number>'
    )


@pytest.fixture(autouse=True)
def _answers(product: Product) -> None:
    product.answers["/voice"] = say("Je vous passe le docteur.") + dial(screened(DOCTOR))
    product.answers["/screen"] = (
        '<Gather numDigits="1" timeout="8" action="/screened">'
        f"{say('Appel de Martine. Pour accepter, tapez 1.')}</Gather><Hangup/>"
    )
    product.answers["/screened"] = lambda f: "" if f["Digits"] == "1" else "<Hangup/>"
    product.answers["/leg"] = nothing()
    product.answers["/after"] = say("Au revoir.")


def test_a_person_accepts_and_talks(network: Network, product: Product) -> None:
    doctor = network.person(DOCTOR).answers(after=4, presses="1", talks=75)
    call = network.caller(MARTINE).dials(LINE).has_ended("completed")

    assert call.talked_with == [DOCTOR]
    assert doctor.heard == ["Appel de Martine. Pour accepter, tapez 1."]
    call.does_not_hear("tapez 1").hears("passe le docteur", "au revoir")
    fields = product.asked_at("/after").fields
    assert fields["DialCallStatus"] == "completed"
    assert fields["DialBridged"] == "true"
    assert 75 <= int(fields["DialCallDuration"]) <= 85
    screen = product.asked_at("/screen")
    assert screen.signature_is_true
    assert screen.fields["ParentCallSid"] == call.sid
    assert screen.fields["CallSid"] == fields["DialCallSid"] != call.sid
    assert (screen.fields["From"], screen.fields["To"]) == (LINE, DOCTOR)
    assert screen.fields["Direction"] == "outbound-dial"
    assert screen.fields["CallStatus"] == "in-progress"
    assert product.asked_at("/status").fields["CallSid"] == call.sid
    network.check()


def test_the_leg_tells_its_progress(network: Network, product: Product) -> None:
    network.person(DOCTOR).answers(presses="1")
    network.caller(MARTINE).dials(LINE)
    network.settle()
    told = [a.fields for a in product.asked if a.path == "/leg"]
    assert [f["CallStatus"] for f in told] == ["initiated", "ringing", "in-progress", "completed"]
    assert [f["SequenceNumber"] for f in told] == ["0", "1", "2", "3"]
    assert int(told[-1]["CallDuration"]) >= 60


@pytest.mark.parametrize("how", ["refuses", "has_voicemail"])
def test_who_does_not_accept_is_not_joined(network: Network, product: Product, how: str) -> None:
    getattr(network.person(DOCTOR), how)()
    call = network.caller(MARTINE).dials(LINE).has_ended()
    assert call.talked_with == []
    fields = product.asked_at("/after").fields
    # Somebody picked up, so the leg completed; that nobody was joined stands in DialBridged.
    assert (fields["DialCallStatus"], fields["DialBridged"]) == ("completed", "false")


@pytest.mark.parametrize(
    ("how", "status"),
    [("does_not_answer", "no-answer"), ("is_busy", "busy"), ("is_unreachable", "failed")],
)
def test_who_is_not_reached(network: Network, product: Product, how: str, status: str) -> None:
    getattr(network.person(DOCTOR), how)()
    call = network.caller(MARTINE).dials(LINE).hears("au revoir")
    fields = product.asked_at("/after").fields
    assert fields["DialCallStatus"] == status
    assert fields["DialBridged"] == "false"
    assert "DialCallDuration" not in fields
    assert (call.duration_seconds >= 20) == (status == "no-answer")


def test_nobody_is_at_home_unless_told(network: Network, product: Product) -> None:
    network.caller(MARTINE).dials(LINE)
    assert product.asked_at("/after").fields["DialCallStatus"] == "no-answer"


def test_behaviours_queue_and_the_last_repeats(network: Network, product: Product) -> None:
    network.person(DOCTOR).is_busy().answers(after=25).answers(presses="1")
    caller, seen = network.caller(MARTINE), []
    for _ in range(4):
        caller.dials(LINE)
        seen.append(product.asked_at("/after").fields["DialCallStatus"])
    assert seen == ["busy", "no-answer", "completed", "completed"]


def test_what_was_done_already_is_not_done_again_when_something_new_is_told(
    network: Network, product: Product
) -> None:
    doctor = network.person(DOCTOR).answers(presses="1")
    assert network.caller(MARTINE).dials(LINE).talked_with == [DOCTOR]
    doctor.does_not_answer()
    for _ in range(2):
        assert network.caller(MARTINE).dials(LINE).talked_with == []
        assert product.asked_at("/after").fields["DialCallStatus"] == "no-answer"


def test_rung_together_the_first_to_pick_up_is_taken(network: Network, product: Product) -> None:
    product.answers["/voice"] = dial(screened(DOCTOR) + screened(NURSE))
    network.person(DOCTOR).answers(after=9, presses="1")
    network.person(NURSE).answers(after=3, presses="1", talks=10)
    call = network.caller(MARTINE).dials(LINE)
    assert call.talked_with == [NURSE]
    network.settle()
    ends = {f["To"]: f["CallStatus"] for f in (a.fields for a in product.asked if a.path == "/leg")}
    assert ends == {DOCTOR: "canceled", NURSE: "completed"}


def test_a_refusal_does_not_let_the_others_ring_on(network: Network, product: Product) -> None:
    product.answers["/voice"] = dial(screened(DOCTOR) + screened(NURSE))
    network.person(DOCTOR).answers(after=9, presses="1")
    network.person(NURSE).refuses(after=3)
    assert network.caller(MARTINE).dials(LINE).talked_with == []


def test_one_after_the_other(network: Network, product: Product) -> None:
    product.answers["/voice"] = dial(screened(NURSE) + screened(DOCTOR), 'sequential="true"')
    network.person(NURSE).refuses()
    network.person(DOCTOR).answers(presses="1")
    assert network.caller(MARTINE).dials(LINE).talked_with == [DOCTOR]


def test_answering_only_when_joined(network: Network, product: Product) -> None:
    product.answers["/voice"] = dial(screened(DOCTOR), 'answerOnBridge="true"')
    network.caller(MARTINE).dials(LINE)
    assert product.asked_at("/after").fields["CallStatus"] == "ringing"

    network.person(DOCTOR).answers(after=10, presses="1", talks=30)
    product.answers["/after"] = "<Hangup/>"
    call = network.caller(MARTINE).dials(LINE)
    assert call.duration_seconds == 30


def test_without_action_the_next_verb_runs(network: Network, product: Product) -> None:
    product.answers["/voice"] = f"<Dial>{DOCTOR}</Dial>" + say("Personne.")
    network.caller(MARTINE).dials(LINE).hears("Personne")
    network.check()


def test_the_caller_hangs_up_while_it_rings_or_talks(network: Network, product: Product) -> None:
    call = network.caller(MARTINE).dials(LINE, hangs_up_after=8).has_ended("completed")
    fields = product.asked_at("/after").fields
    assert (fields["DialCallStatus"], fields["CallStatus"]) == ("canceled", "completed")

    network.person(DOCTOR).answers(after=2, presses="1", talks=500)
    call = network.caller(MARTINE).dials(LINE, hangs_up_after=60)
    assert call.duration_seconds == 60
    fields = product.asked_at("/after").fields
    assert (fields["DialCallStatus"], fields["DialBridged"]) == ("completed", "true")
    call.does_not_hear("au revoir")
    network.check()


def test_a_caller_who_is_not_answered_while_it_rings(network: Network, product: Product) -> None:
    product.answers["/voice"] = dial(screened(DOCTOR), 'answerOnBridge="true"')
    network.caller(MARTINE).dials(LINE, hangs_up_after=8).has_ended("no-answer")
    assert product.asked_at("/status").fields["CallDuration"] == "0"


def test_recorded_talks_browser_phones_and_time_limits(network: Network, product: Product) -> None:
    product.answers["/voice"] = dial(
        "<Client><Identity>alice</Identity><Parameter name='a' value='b'/></Client>",
        'record="record-from-answer-dual" timeLimit="20"',
    )
    network.person("client:alice").answers(talks=300)
    call = network.caller(MARTINE).dials(LINE)
    assert call.talked_with == ["client:alice"]
    assert product.asked_at("/after").fields["RecordingDuration"] == "20"
    network.check()


def test_what_a_dial_must_not_do(network: Network, product: Product) -> None:
    product.answers["/voice"] = (
        f'<Dial callerId="+33199999999"><Number url="/nested">{DOCTOR}</Number></Dial>'
    )
    product.answers["/nested"] = f"<Dial>{NURSE}</Dial>"
    network.person(DOCTOR).answers()
    assert network.caller(MARTINE).dials(LINE).talked_with == []
    assert any("13214" in problem for problem in network.problems)
    assert any("<Dial> on the leg" in problem for problem in network.problems)


def test_ringing_is_told_live(network: Network) -> None:
    network.person(DOCTOR).answers(presses="1")
    events: list[Event] = []
    network.on_event(events.append)
    network.caller(MARTINE).dials(LINE)
    told = [type(e) for e in events if isinstance(e, Ringing | PersonHeard | PersonAnswered)]
    assert told == [Ringing, PersonHeard, PersonAnswered]
