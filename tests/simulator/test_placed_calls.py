"""Calls the account places, and rooms in which two meet."""

from collections.abc import Callable

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from telesec.simulator.clock import ManualClock
from telesec.simulator.network import Network
from tests.simulator.product import LINE, Product, nothing, say

MARTINE, DOCTOR = "+33612345678", "+33611111111"
ROOM = (
    '<Dial><Conference beep="false" waitUrl="" endConferenceOnExit="true">salle-1</Conference>'
    "</Dial>"
)


@pytest.fixture
def place(client: Client, product: Product) -> Callable[..., str]:
    """Ring the doctor; the sid."""
    product.answers["/leg"] = say("Un appel pour vous.") + ROOM + "<Hangup/>"
    product.answers["/told"] = nothing()

    def placed(**wishes: object) -> str:
        values: dict[str, object] = {
            "to": DOCTOR,
            "from_": LINE,
            "url": f"{product.url}/leg",
            "status_callback": f"{product.url}/told",
            "status_callback_event": ["initiated", "ringing", "answered", "completed"],
            "timeout": 20,
        }
        return str(client.calls.create(**(values | wishes)).sid)

    return placed


def passes(network: Network, clock: ManualClock, seconds: int) -> None:
    """Time, second by second, and what happens in it."""
    for _ in range(seconds):
        clock.advance(1)
        network.settle()


def told(product: Product) -> list[str]:
    return [asked.fields["CallStatus"] for asked in product.asked if asked.path == "/told"]


def test_a_telephone_rings_and_is_picked_up(
    network: Network, product: Product, clock: ManualClock, place: Callable[..., str]
) -> None:
    doctor = network.person(DOCTOR).answers(after=4)
    sid = place()
    passes(network, clock, 10)
    assert doctor.heard == ["Un appel pour vous."]
    assert told(product)[:3] == ["initiated", "ringing", "in-progress"]
    leg = product.asked_at("/leg")
    assert leg.signature_is_true
    assert (leg.fields["CallSid"], leg.fields["Direction"]) == (sid, "outbound-api")
    assert (leg.fields["From"], leg.fields["To"]) == (LINE, DOCTOR)


@pytest.mark.parametrize(
    "nobody",
    [("is_busy", "busy"), ("does_not_answer", "no-answer"), ("is_unreachable", "failed")],
)
def test_nobody_picks_up(
    network: Network,
    product: Product,
    clock: ManualClock,
    place: Callable[..., str],
    nobody: tuple[str, str],
) -> None:
    what, status = nobody
    getattr(network.person(DOCTOR), what)()
    place()
    passes(network, clock, 30)
    assert told(product)[-1] == status
    assert "/leg" not in product.paths()


def test_two_meet_in_a_room_until_one_goes(
    network: Network, product: Product, clock: ManualClock, place: Callable[..., str]
) -> None:
    network.person(DOCTOR).answers(after=2, talks=40)
    place()
    passes(network, clock, 3)
    product.answers["/voice"] = say("Je vous mets en relation.") + ROOM
    call = network.caller(MARTINE).dials(LINE).waits(60).has_ended()
    assert call.talked_with == [DOCTOR]
    network.settle()
    assert told(product)[-1] == "completed"
    assert 40 <= call.duration_seconds <= 50
    network.check()


def test_a_call_is_ended_by_the_account(
    network: Network, product: Product, client: Client, place: Callable[..., str]
) -> None:
    network.person(DOCTOR).answers(after=15)
    sid = place()
    client.calls(sid).update(status="completed")
    network.settle()
    assert told(product)[-1] == "canceled"
    assert client.calls(sid).fetch().status == "canceled"


@pytest.mark.parametrize("wishes", [{"to": "docteur"}, {"from_": "+33999999999"}, {"url": "ici"}])
def test_a_wish_that_makes_no_sense(place: Callable[..., str], wishes: dict[str, str]) -> None:
    with pytest.raises(TwilioRestException) as refused:
        place(**wishes)
    assert refused.value.status == 400


def test_time_passes_for_who_works_meanwhile(network: Network, product: Product) -> None:
    """The product's own work goes on while a caller waits."""
    worked: list[int] = []
    network.meanwhile(lambda: worked.append(1))
    product.answers["/voice"] = '<Pause length="10"/>' + say("Merci d’avoir attendu.")
    network.caller(MARTINE).dials(LINE).hears("d’avoir attendu").has_ended()
    assert len(worked) >= 5
