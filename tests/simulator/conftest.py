"""A product of a few lines, and a network that calls it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

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


class ToTheSimulator(TwilioHttpClient):  # type: ignore[misc]
    def __init__(self, base_url: str) -> None:
        super().__init__(timeout=5)
        self._base = urlsplit(base_url)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        parts = urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        return super().request(method, urlunsplit(parts), *args, **options)


@pytest.fixture
def client(network: Network) -> Client:
    """The carrier's own library; only where it sends differs."""
    return Client(ACCOUNT_SID, AUTH_TOKEN, http_client=ToTheSimulator(network.serve()))
