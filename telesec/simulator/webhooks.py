"""Webhooks on their way to the product: signed, retried, and struck by planned faults."""

import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Barrier, Lock, Thread
from time import monotonic
from urllib.parse import urlencode, urljoin, urlsplit

from telesec.simulator.addresses import Address
from telesec.simulator.clock import Clock
from telesec.simulator.faults import Fault, FaultPlan, PlannedFault
from telesec.simulator.http_client import Answer, NoAnswer, NotReached, ask
from telesec.simulator.signing import signature, signed_url

MOST_REDIRECTS = 10
MOST_REMEMBERED = 10_000
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class WebhookFailed(Exception):
    """The product gave no usable answer; ``code`` is the carrier's error code."""

    def __init__(self, code: int, url: str, why: str) -> None:
        super().__init__(f"{code} {url}: {why}")
        self.code, self.url, self.why = code, url, why


@dataclass(frozen=True, slots=True)
class Webhook:
    """One thing the product is told or asked; ``token`` is the same for all its deliveries."""

    address: Address
    method: str
    fields: tuple[tuple[str, str], ...]
    for_voice: bool = True
    token: str = ""

    @property
    def path(self) -> str:
        """Path and query of its address."""
        return "/" + self.address.url.split("://", 1)[1].partition("/")[2]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One delivery that reached the product, and its answer."""

    instant: datetime
    webhook: Webhook
    headers: dict[str, str]
    answer: Answer | None  # None: no answer in time
    seconds: float  # real seconds it took
    is_copy: bool = False

    @property
    def path(self) -> str:
        """Path and query that were asked."""
        return self.webhook.path


class Messenger:
    """Delivers webhooks for one account."""

    def __init__(
        self, auth_token: str, clock: Clock, faults: FaultPlan, problem: Callable[[str], None]
    ) -> None:
        self.auth_token = auth_token
        self.clock = clock
        self.faults = faults
        self.problem = problem
        self.exchanges: deque[Exchange] = deque(maxlen=MOST_REMEMBERED)
        self._lock = Lock()

    def ask(self, webhook: Webhook) -> Answer:
        """Deliver something that must be answered now (a call waits). WebhookFailed if not."""
        webhook, fault = self._outset(webhook)
        if fault and fault.what is Fault.REORDER:
            self.problem(f"REORDER cannot strike {webhook.path}: a call waits for its answer")
        if fault and fault.what is Fault.LATE:
            self.clock.sleep(fault.seconds)
        return self.deliver(webhook, fault)

    def planned(self, webhook: Webhook) -> tuple[Webhook, PlannedFault | None]:
        """The webhook with its token, and the fault that is going to strike it."""
        return self._outset(webhook)

    def deliver(self, webhook: Webhook, fault: PlannedFault | None = None) -> Answer:
        """Deliver with the retries its address asks for. WebhookFailed after the last."""
        address = webhook.address
        left_seconds = address.total_ms / 1000
        failure = WebhookFailed(11205, address.url, "no time for any attempt")
        for attempt in range(address.retries + 1):
            hitting = fault if fault and fault.hits_attempt(attempt) else None
            reason, took, result = self._attempt(webhook, hitting, left_seconds)
            left_seconds -= took
            if isinstance(result, Answer):
                return result
            failure = result
            if left_seconds <= 0.1 or not address.retries_after(reason):
                break
        raise failure

    def replay(self, exchange: Exchange) -> Answer:
        """Send an earlier delivery again, byte for byte, as an attacker or a retry would."""
        return self._send(exchange.webhook, exchange.headers, is_copy=True)

    def _outset(self, webhook: Webhook) -> tuple[Webhook, PlannedFault | None]:
        webhook = replace(webhook, token=webhook.token or str(uuid.uuid4()))
        return webhook, self.faults.strike(webhook.path, dict(webhook.fields))

    def _attempt(
        self, webhook: Webhook, fault: PlannedFault | None, left_seconds: float
    ) -> tuple[str, float, Answer | WebhookFailed]:
        """One try: why it failed (ct, rt, 4xx, 5xx), the pretended seconds it took, the result."""
        url = webhook.address.url
        wait = min(webhook.address.read_ms / 1000, left_seconds)
        what = fault.what if fault else None
        if what is Fault.DROP:
            return "ct", 0.0, WebhookFailed(11205, url, "planned: not reached")
        if what is Fault.ERROR_500:
            return "5xx", 0.0, WebhookFailed(11200, url, "planned: answered 500")
        began = monotonic()
        try:
            answer = self._deliver_once(webhook, fault)
        except NotReached as error:
            self.problem(f"{webhook.method} {url} was not reached: {error}")
            return "ct", monotonic() - began, WebhookFailed(11205, url, str(error))
        except NoAnswer as error:
            self.problem(f"{webhook.method} {url} was not answered: {error}")
            return "rt", self._wait_out(began, wait), WebhookFailed(11200, url, str(error))
        if what is Fault.STALL:
            return "rt", self._wait_out(began, wait), WebhookFailed(11200, url, "planned: stalled")
        return self._judge(webhook, answer, monotonic() - began)

    def _wait_out(self, began: float, wait: float) -> float:
        """Let the time limit pass for everyone; a real clock has already shown part of it."""
        real = monotonic() - began
        self.clock.sleep(wait if self.clock.stands_still else max(0.0, wait - real))
        return wait

    def _judge(
        self, webhook: Webhook, answer: Answer, took: float
    ) -> tuple[str, float, Answer | WebhookFailed]:
        if 200 <= answer.status < 300:
            return "", took, answer
        url = webhook.address.url
        why = f"answered {answer.status}"
        self.problem(f"{webhook.method} {url} {why}: {answer.body[:200].decode(errors='replace')}")
        return f"{answer.status // 100}xx", took, WebhookFailed(11200, url, why)

    def _deliver_once(self, webhook: Webhook, fault: PlannedFault | None) -> Answer:
        headers = self._headers(webhook)
        if fault is None or fault.what is not Fault.DUPLICATE:
            return self._send(webhook, headers)
        if fault.concurrently:
            return self._send_both_at_once(webhook, headers)
        answer = self._send(webhook, headers)
        self._judge(webhook, self._send(webhook, headers, is_copy=True), 0)
        return answer

    def _send_both_at_once(self, webhook: Webhook, headers: dict[str, str]) -> Answer:
        start = Barrier(2)
        copies: list[Answer | OSError] = []

        def send_copy() -> None:
            start.wait(5)
            try:
                copies.append(self._send(webhook, headers, is_copy=True))
            except OSError as error:
                copies.append(error)

        thread = Thread(target=send_copy, name="duplicate webhook", daemon=True)
        thread.start()
        start.wait(5)
        answer = self._send(webhook, headers)
        thread.join(20)
        for copy in copies:
            if isinstance(copy, Answer):
                self._judge(webhook, copy, 0)
            else:
                self.problem(f"the copy of {webhook.method} {webhook.path} failed: {copy}")
        return answer

    def _headers(self, webhook: Webhook) -> dict[str, str]:
        return {
            "X-Twilio-Signature": self._sign(webhook),
            "I-Twilio-Idempotency-Token": webhook.token,
            "X-Home-Region": "ie1",
        }

    def _sign(self, webhook: Webhook) -> str:
        url = signed_url(webhook.address.url, webhook.for_voice)
        return signature(self.auth_token, url, webhook.fields if webhook.method == "POST" else ())

    def _send(self, webhook: Webhook, headers: dict[str, str], is_copy: bool = False) -> Answer:
        """One delivery, redirects followed: they lose the fields, as the carrier's do."""
        instant, began = self.clock.now(), monotonic()
        address = webhook.address
        answer: Answer | None = None
        try:
            answer = ask(
                webhook.method,
                address.url,
                list(webhook.fields),
                headers,
                connect_seconds=address.connect_ms / 1000,
                read_seconds=address.read_ms / 1000,
            )
        finally:
            exchange = Exchange(instant, webhook, headers, answer, monotonic() - began, is_copy)
            with self._lock:
                self.exchanges.append(exchange)
        return self._follow(webhook, answer) if answer.status in REDIRECTS else answer

    def _follow(self, webhook: Webhook, answer: Answer) -> Answer:
        self.problem(f"{webhook.method} {webhook.path} was redirected, which loses its fields")
        for _ in range(MOST_REDIRECTS):
            url = urljoin(webhook.address.url, answer.location)
            webhook = replace(
                webhook, address=replace(webhook.address, url=url), method="GET", fields=()
            )
            answer = ask("GET", url, None, self._headers(webhook))
            if answer.status not in REDIRECTS:
                return answer
        raise NoAnswer(f"11215 more than {MOST_REDIRECTS} redirects")


def make_webhook(
    address: Address, method: str, fields: dict[str, str], for_voice: bool = True
) -> Webhook:
    """A webhook; by GET its fields go into the query of the address, and are signed there."""
    if method == "GET" and fields:
        joint = "&" if urlsplit(address.url).query else "?"
        address = replace(address, url=f"{address.url}{joint}{urlencode(fields)}")
    return Webhook(address, method, tuple(fields.items()), for_voice)
