"""A product of a few lines, and a network that calls it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from telesec.simulator.clock import ManualClock
from telesec.simulator.network import Network
from tests.simulator.product import ACCOUNT_SID, AUTH_TOKEN, LINE, Product, nothing, say


@pytest.fixture
def product() -> Iterator[Product]:
    product = Product()
    product.answers["/voice"] = say("Bonjour.")
    product.answers["/status"] = nothing()
    product.answers["/fallback"] = say("Un instant.") + "<Hangup/>"
    yield product
    product.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))


@pytest.fixture
def network(product: Product, clock: ManualClock) -> Iterator[Network]:
    network = Network(ACCOUNT_SID, AUTH_TOKEN, clock)
    network.add_number(
        LINE,
        label="Cabinet du docteur Martin",
        voice_url=f"{product.url}/voice#rc=2&rp=ct,5xx",
        voice_fallback_url=f"{product.url}/fallback",
        status_callback=f"{product.url}/status",
        sms_url=f"{product.url}/sms",
    )
    yield network
    network.close()
