"""One telephone connection, and how it follows the documents it is given."""

from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from urllib.parse import urljoin

from telesec.simulator.addresses import Address, BadAddress, parse_address
from telesec.simulator.call_facts import CallFacts
from telesec.simulator.events import PersonHeard, Said
from telesec.simulator.http_client import Answer
from telesec.simulator.switchboard import Switchboard
from telesec.simulator.twiml import BadDocument, Document, Verb, parse
from telesec.simulator.waiting import HungUp, Over, Reply, Request, TornAway, Wait
from telesec.simulator.webhooks import WebhookFailed, make_webhook

Turn = Generator[Wait, Reply, Request | None]

XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."
MOST_DOCUMENTS = 500


class Leg(CallFacts):
    """A leg that executes documents. ``heard``: (instant, language, text), in order."""

    def __init__(
        self,
        switchboard: Switchboard,
        from_: str,
        to: str,
        *,
        direction: str = "inbound",
        parent_sid: str = "",
        forwarded_from: str = "",
        takes_time: bool = True,
    ) -> None:
        super().__init__(
            switchboard.account_sid,
            from_,
            to,
            switchboard.clock.now(),
            direction,
            parent_sid,
            forwarded_from,
        )
        self.switchboard = switchboard
        self.clock = switchboard.clock
        self.takes_time = takes_time
        self.gives_up_at: datetime | None = None
        self.fallback: tuple[str, str] | None = None
        self.document_url = ""
        self.documents = 0
        self.heard: list[tuple[datetime, str, str]] = []
        self.timeline: list[tuple[datetime, str]] = []
        self.talked_with: list[str] = []
        self.listeners: list[Callable[[str], None]] = []  # to what is said to a recording
        self.at_end: list[Callable[[], object]] = []  # what ends with the leg
        self.records: Callable[[], None] | None = None  # makes the recording that is going on

    is_rung = False  # a person rung by the account
    talks_seconds = 0  # and how long they talk

    def answer(self) -> None:
        """From here on the call is answered, and billed."""
        if self.answered_at is None:
            self.answered_at = self.clock.now()
            self.status = "in-progress"
            self.note("answered")

    def stop_recording(self) -> bool:
        """End the recording that is going on; False when there is none."""
        records, self.records = self.records, None
        if records:
            records()
        return records is not None

    def end(self, status: str) -> None:
        """The leg is over; a second end changes nothing."""
        if not self.ended:
            self.status, self.ended_at = status, self.clock.now()
            self.note(f"ended: {status}")
            for ends in self.at_end:
                ends()

    def note(self, what: str) -> None:
        """Write a line of the timeline."""
        self.timeline.append((self.clock.now(), what))

    def hears(self, text: str, language: str) -> None:
        """Something is said on this leg."""
        now = self.clock.now()
        self.heard.append((now, language, text))
        self.note(f"hears: {text}")
        if self.parent_sid or self.is_rung:
            sid = self.parent_sid or self.sid
            self.switchboard.person(self.to).heard.append(text)
            self.switchboard.tell(PersonHeard(now, sid, self.to, text, language))
        else:
            self.switchboard.tell(Said(now, self.sid, text, language))

    def pass_time(self, seconds: float) -> None:
        """Let time pass on this leg. HungUp when the person's patience ends within it."""
        self.heed_interruption()
        end = self.clock.now() + timedelta(seconds=seconds)
        while True:
            gives_up_at = self.gives_up_at
            until = min(end, gives_up_at) if gives_up_at else end
            left = (until - self.clock.now()).total_seconds()
            if left <= 0:
                break
            self._sleep(self.switchboard.until_something_happens(left))
            self.switchboard.let_things_happen()
            self.heed_interruption()
            if not self.clock.stands_still:
                break  # real time has passed, or nobody waits for it
        if gives_up_at and gives_up_at <= max(end, self.clock.now()):
            raise HungUp
        self.heed_interruption()

    def heed_interruption(self) -> None:
        """Raise TornAway when the REST API has taken the call out of its document."""
        if self.torn_away is not None:
            torn_away, self.torn_away = self.torn_away, None
            raise torn_away

    def loses_patience_after(self, seconds: float) -> None:
        """The person hangs up at that moment from now, whatever goes on."""
        self.gives_up_at = self.clock.now() + timedelta(seconds=seconds)

    def _sleep(self, seconds: float) -> None:
        # A call in a browser takes the time it takes there; only a clock that somebody must
        # move needs to be told.
        if self.takes_time or self.clock.stands_still:
            self.clock.sleep(seconds)

    def fetch(self, request: Request) -> Document:
        """Ask for the next document; the fallback when that fails. Application error if both do.

        HungUp after an application error: the caller is cut off.
        """
        self.documents += 1
        if self.documents > MOST_DOCUMENTS:
            self.switchboard.problem(f"{self.sid}: more than {MOST_DOCUMENTS} documents; a loop?")
            return Document(())
        try:
            return self._ask(request)
        except (WebhookFailed, BadDocument, BadAddress) as error:
            self.note(f"failed: {error}")
            return self._ask_fallback(error, request)

    def _ask_fallback(self, error: Exception, request: Request) -> Document:
        code = getattr(error, "code", 11100)
        if not self.fallback or not self.fallback[0]:
            self.switchboard.problem(f"{self.sid}: no fallback URL after: {error}")
            return self._application_error()
        fields = (("ErrorCode", str(code)), ("ErrorUrl", self.document_url or request.url))
        url, method = self.fallback
        try:
            return self._ask(Request(url, method, fields))
        except (WebhookFailed, BadDocument, BadAddress) as second:
            self.switchboard.problem(f"{self.sid}: the fallback failed too: {second}")
            return self._application_error()

    def _application_error(self) -> Document:
        say = Verb("Say", {"language": "en-US"}, (), APPLICATION_ERROR)
        return Document((say, Verb("Hangup")))

    def address_of(self, url: str) -> Address:
        """An address as written in the current document."""
        return parse_address(url, self.document_url) if url else parse_address(self.document_url)

    def _ask(self, request: Request) -> Document:
        address = self.address_of(request.url)
        self.document_url = address.url
        fields = self.fields() | dict(request.fields)
        answer = self.switchboard.messenger.ask(make_webhook(address, request.method, fields))
        return self.read(answer, address.url)

    def callback_url(self, url: str) -> str:
        """A callback's address, made absolute; its connection overrides stay on it."""
        return urljoin(self.document_url, url) if url else ""

    def ask_in_vain(self, request: Request) -> None:
        """Tell a URL what happened; there is no call left that could follow its answer."""
        try:
            self._ask(request)
        except (WebhookFailed, BadDocument, BadAddress) as error:
            self.note(f"failed: {error}")

    def read(self, answer: Answer, url: str) -> Document:
        """An answer as a document; what is wrong with it becomes a problem."""
        kind = answer.content_type.partition(";")[0].strip().lower()
        if kind.startswith("audio/"):
            return Document((Verb("Play", text=url),))
        if kind not in XML_TYPES | {"text/plain"}:
            self._complain(url, f"12300 content type {kind or 'missing'!r}")
            raise BadDocument(12300, f"content type {kind!r}")
        if kind not in {"text/xml", "application/xml"}:
            self._complain(url, f"TwiML should be text/xml, not {kind}")
        try:
            document = parse(answer.body)
        except BadDocument as error:
            self._complain(url, str(error))
            if kind == "text/plain" and error.code in {12100, 12102} and answer.body.strip():
                text = answer.body.decode(errors="replace")
                return Document((Verb("Say", {}, (), text),))
            raise
        for problem in document.problems:
            self._complain(url, problem)
        return document

    def _complain(self, url: str, what: str) -> None:
        self.switchboard.problem(f"{what} (answer of {url}, call {self.sid})")

    def restart_from(self, torn_away: TornAway) -> Request | Document:
        """What to do after an interruption: a request to make, or a document to follow.

        Over when the REST API ended the call.
        """
        if torn_away.document is not None:
            return self.read(Answer(200, "text/xml", torn_away.document), "REST Twiml")
        if torn_away.request is None:
            raise Over("completed")
        return torn_away.request
