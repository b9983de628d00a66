"""What all calls and messages of one account share: clock, numbers, people, callbacks, problems."""

import heapq
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import RLock
from typing import Any

from telesec.simulator.addresses import BadAddress, parse_address
from telesec.simulator.call_facts import CallFacts, new_sid
from telesec.simulator.clock import Clock
from telesec.simulator.events import Event
from telesec.simulator.faults import Fault, FaultPlan, PlannedFault, RestFaultPlan
from telesec.simulator.messages import SentMessage
from telesec.simulator.people import Person
from telesec.simulator.recordings import Recording
from telesec.simulator.subscriptions import Subscriptions
from telesec.simulator.webhooks import Messenger, Webhook, WebhookFailed, make_webhook

logger = logging.getLogger(__name__)

MOST_CALLS = 100_000
MOST_PROBLEMS = 1_000
MOST_DELIVERIES = 10_000


@dataclass
class OwnNumber:
    """A number of the account, and where its webhooks go."""

    number: str
    label: str = ""
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    sms_url: str = ""
    sms_method: str = "POST"
    voice_application_sid: str = ""
    trunk_sid: str = ""
    sid: str = field(default_factory=lambda: new_sid("PN"))


def plain_number(text: str) -> str:
    """A number as people write it, in E.164 where that is clear; anything else unchanged."""
    digits = "".join(c for c in text if c not in " .-()/\u00a0\u202f")
    if not digits.lstrip("+").isdecimal():
        return text.strip()
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+33{digits[1:]}" if digits.startswith("0") and len(digits) == 10 else digits


class Switchboard(ABC):
    """The account's inside. Its lists may be read by anyone, at any time."""

    def __init__(self, account_sid: str, auth_token: str, clock: Clock) -> None:
        if not (len(account_sid) == 34 and account_sid.startswith("AC")):
            raise ValueError("an account SID is AC and 32 letters or digits")
        self.account_sid, self.auth_token, self.clock = account_sid, auth_token, clock
        self.lock = RLock()
        self.faults, self.rest_faults = FaultPlan(), RestFaultPlan()
        self.problems: list[str] = []
        self.messenger = Messenger(auth_token, clock, self.faults, self.problem)
        self.numbers: dict[str, OwnNumber] = {}
        self.calls: dict[str, CallFacts] = {}
        self.text_messages: list[SentMessage] = []
        self.texts_received: list[SentMessage] = []
        self.subscriptions = Subscriptions()
        self.recordings: dict[str, Recording] = {}
        self.rest_url = "https://api.twilio.com"
        self.subaccounts: dict[str, Any] = {}  # networks of their own, by account SID
        self._people: dict[str, Person] = {}
        self._listeners: list[Callable[[Event], None]] = []
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._overtaken: list[Callable[[], None]] = []
        self._order = count()
        self.rooms: dict[str, Any] = {}  # conferences by name
        self._meanwhile: Callable[[], None] | None = None
        self._every_seconds = 1.0
        self._happening = RLock()
        self._is_happening = False

    def problem(self, text: str) -> None:
        """Note something that should not have happened."""
        with self.lock:
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(text)

    def on_event(self, callback: Callable[[Event], None]) -> None:
        """Call ``callback`` with every event, in the thread where it happens."""
        self._listeners.append(callback)

    def tell(self, event: Event) -> None:
        """Something happened."""
        for listener in self._listeners:
            listener(event)

    def person(self, number: str) -> Person:
        """The person whose telephone has this number ("client:name" for a browser telephone)."""
        number = plain_number(number)
        with self.lock:
            return self._people.setdefault(number, Person(number, self.receive_text))

    @abstractmethod
    def receive_text(self, sender: str, to: str, body: str) -> SentMessage:
        """A person's text message reaches one of the account's numbers."""

    def keep_call(self, call: CallFacts) -> None:
        """Remember a leg; the oldest are forgotten when there are very many."""
        with self.lock:
            self.calls[call.sid] = call
            while len(self.calls) > MOST_CALLS:
                del self.calls[next(iter(self.calls))]

    def later(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do something when ``settle`` is called and that much time has passed."""
        due = self.clock.now().timestamp() + seconds
        with self.lock:
            heapq.heappush(self._due, (due, next(self._order), deed))

    def meanwhile(self, deed: Callable[[], None], every_seconds: float = 1.0) -> None:
        """What the world does while time passes in a call, at least so often.

        From now on everything scheduled is also carried out at its instant, not only by
        ``settle``. Only for a clock that somebody moves.
        """
        self._meanwhile, self._every_seconds = deed, every_seconds

    def until_something_happens(self, seconds: float) -> float:
        """How much of that time may pass at once."""
        if self._meanwhile is None or not self.clock.stands_still:
            return seconds
        with self.lock:
            due = self._due[0][0] - self.clock.now().timestamp() if self._due else seconds
        return max(0.001, min(seconds, due, self._every_seconds))

    def let_things_happen(self) -> None:
        """Carry out what is due, then what the world does meanwhile; never inside of itself."""
        if self._meanwhile is None or not self.clock.stands_still:
            return
        self.settle()
        with self._happening:
            if self._is_happening:
                return
            self._is_happening = True
        try:
            self._meanwhile()
            self.settle()
        finally:
            self._is_happening = False

    def settle(self) -> int:
        """Deliver everything that is due by now, and what follows from it; how many deeds."""
        done = 0
        while done < MOST_DELIVERIES and (deed := self._next_due()):
            try:
                deed()
            except Exception as error:  # it must not end whoever carries things out
                logger.exception("deed failed")
                self.problem(f"a mistake of the simulator: {error!r}")
            done += 1
        return done

    def _next_due(self) -> Callable[[], None] | None:
        with self.lock:
            if self._due and self._due[0][0] <= self.clock.now().timestamp():
                return heapq.heappop(self._due)[2]
            return self._overtaken.pop(0) if self._overtaken else None

    def notify(
        self, url: str, fields: dict[str, str], method: str = "POST", for_voice: bool = True
    ) -> None:
        """Send a callback nobody waits for. Its failure is noted, never raised."""
        try:
            address = parse_address(url)
        except BadAddress as error:
            self.problem(f"a callback cannot be sent: {error}")
            return
        webhook = make_webhook(address, method, fields, for_voice)
        webhook, fault = self.messenger.planned(webhook)
        if fault and fault.what is Fault.LATE:
            self.later(fault.seconds, lambda: self._deliver(webhook, None))
        elif fault and fault.what is Fault.REORDER:
            with self.lock:
                self._overtaken.append(lambda: self._deliver(webhook, None))
        else:
            self._deliver(webhook, fault)
            self._deliver_overtaken()

    def _deliver(self, webhook: Webhook, fault: PlannedFault | None) -> None:
        try:
            self.messenger.deliver(webhook, fault)
        except WebhookFailed as error:
            # The carrier only logs it (15003). What was not planned is a problem already.
            if fault is None:
                self.problem(f"15003 callback lost: {error}")

    def _deliver_overtaken(self) -> None:
        with self.lock:
            deeds, self._overtaken = self._overtaken, []
        for deed in deeds:
            deed()
