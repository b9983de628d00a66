"""The telephone network as tests and the demonstration hold it: numbers, callers, people, texts."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from threading import Event as Flag
from threading import Thread

from telesec.simulator.addresses import BadAddress, parse_address
from telesec.simulator.caller import Caller
from telesec.simulator.clock import Clock
from telesec.simulator.messages import SentMessage
from telesec.simulator.phone_page import PhonePage
from telesec.simulator.rest import RestApi
from telesec.simulator.server import Server
from telesec.simulator.switchboard import OwnNumber, plain_number
from telesec.simulator.texting import Texting

HOUSEKEEPING_SECONDS = 0.2


@dataclass
class Expectation:
    """A text message, or a problem, that somebody announced."""

    what: str
    fits: Callable[[str, str], bool]
    met: bool = False


class Network(Texting):
    """One account of the carrier, with the world around it."""

    def __init__(
        self, account_sid: str, auth_token: str, clock: Clock, public_url: str | None = None
    ) -> None:
        super().__init__(account_sid, auth_token, clock)
        self._public_url = public_url
        self._server: Server | None = None
        self._housekeeper: Thread | None = None
        self._closing = Flag()
        self._expected_texts: list[Expectation] = []
        self._expected_problems: list[str] = []
        self.rest_api = RestApi(self)
        self.phone_page = PhonePage(self)

    def add_number(self, number: str, label: str = "", **urls: str) -> OwnNumber:
        """Own a number. ``urls``: voice_url, voice_fallback_url, status_callback, sms_url.

        They may carry connection overrides (#rc=2&rp=5xx). ValueError for a bad address.
        """
        allowed = {f.name for f in fields(OwnNumber)} - {"number", "label", "sid"}
        if unknown := urls.keys() - allowed:
            raise ValueError(f"a number has no {sorted(unknown)}; it has {sorted(allowed)}")
        for name, url in urls.items():
            if url and not name.endswith(("_method", "_sid")):
                try:
                    parse_address(url)
                except BadAddress as error:
                    raise ValueError(f"{name} of {number}: {error}") from error
        own = OwnNumber(plain_number(number), label, **urls)
        with self.lock:
            self.numbers[own.number] = own
        return own

    def add_subaccount(self, account_sid: str, auth_token: str) -> "Network":
        """A subaccount: numbers, calls and a token of its own; this account's REST API serves it.

        Call it after ``serve``.
        """
        other = Network(account_sid, auth_token, self.clock)
        other.rest_url = self.rest_url
        self.subaccounts[account_sid] = other
        return other

    def caller(self, number: str, name: str = "") -> Caller:
        """Somebody who calls from that number ("anonymous" or "" when withheld)."""
        return Caller(self, number, name)

    # What was expected, and whether anything else happened.

    def expects_text(self, to: str, contains: str = "") -> SentMessage | None:
        """A text message to that person is in order; the first that fits, if sent already.

        ``check`` fails when none comes, and for every text message nobody expected.
        """
        self._expected_texts.append(
            Expectation(
                f"a text message to {to} with {contains!r}",
                lambda number, body: number == plain_number(to) and contains in body,
            )
        )
        fitting = self._expected_texts[-1].fits
        return next((m for m in self.text_messages if fitting(m.to, m.body)), None)

    def expects_problem(self, contains: str) -> None:
        """A problem with these words is what the test is about."""
        self._expected_problems.append(contains)

    def check(self) -> None:
        """AssertionError with everything unexpected: problems, open calls, text messages."""
        unexpected = [
            problem
            for problem in self.problems
            if not any(words in problem for words in self._expected_problems)
        ]
        unexpected += [
            f"problem {words!r} was expected and never came"
            for words in self._expected_problems
            if not any(words in problem for problem in self.problems)
        ]
        unexpected += [
            f"call {call.sid} from {call.from_!r} never ended ({call.status})"
            for call in self.calls.values()
            if not call.ended
        ]
        unexpected += [f"never happened: {f}" for f in self.faults.never_happened()]
        unexpected += [f"never happened: {f}" for f in self.rest_faults.never_happened()]
        unexpected += self._unexpected_texts()
        if unexpected:
            raise AssertionError("\n".join(["the telephone network saw:", *unexpected]))

    def _unexpected_texts(self) -> list[str]:
        """Each expectation takes one text message; what is left on either side is told."""
        open_expectations = list(self._expected_texts)
        found = []
        for message in self.text_messages:
            for expectation in open_expectations:
                if expectation.fits(message.to, message.body):
                    open_expectations.remove(expectation)
                    break
            else:
                found.append(f"nobody expected a text message to {message.to}: {message.body!r}")
        return found + [f"{expectation.what} never came" for expectation in open_expectations]

    # The carrier's own server.

    def serve(self, host: str = "127.0.0.1", port: int = 0, automatic: bool = False) -> str:
        """Serve the REST API and the telephone page; the base URL.

        ``automatic``: callbacks that are due are delivered by themselves. OSError when the
        port is taken, RuntimeError when it is served already.
        """
        if self._server is not None:
            raise RuntimeError("this network is served already")
        self._server = Server(host, port, [self.rest_api, self.phone_page])
        self.rest_url = (self._public_url or self._server.url).rstrip("/")
        self._closing.clear()
        self._housekeeper = Thread(
            target=self._keep_house, args=(automatic,), name="telephone network", daemon=True
        )
        self._housekeeper.start()
        return self._server.url

    def _keep_house(self, automatic: bool) -> None:
        while not self._closing.wait(HOUSEKEEPING_SECONDS):
            self.phone_page.hang_up_idle_calls(time.monotonic())
            if automatic:
                self.settle()

    def close(self) -> None:
        """Stop serving; whatever still calls from the telephone page hangs up."""
        self._closing.set()
        if self._housekeeper is not None:
            self._housekeeper.join(20)
            self._housekeeper = None
        self.phone_page.hang_up_idle_calls(math.inf)
        if self._server is not None:
            self._server.close()
            self._server = None
