"""A telephone in the browser: the page, and the calls that are placed from it.

A browser's call runs in the same executor as any other. It waits for nobody: the browser takes
its own time to speak what was said. A talk with a person who was rung waits as well, until the
browser ends it.
"""

import json
import secrets
from dataclasses import dataclass, field
from importlib.resources import files
from threading import RLock
from time import monotonic
from typing import Any

from werkzeug.wrappers import Request, Response

from telesec.simulator.caller import Caller, PlacedCall
from telesec.simulator.events import (
    CallEnded,
    CallerPressed,
    CallerSaid,
    CallerSilent,
    Event,
    PersonAnswered,
    PersonHeard,
    Recorded,
    Ringing,
    Said,
)
from telesec.simulator.switchboard import Switchboard, plain_number
from telesec.simulator.waiting import HANGS_UP, Listening, Talking, Taping

MOST_OPEN_CALLS = 20
MOST_KEPT_CALLS = 100
IDLE_SECONDS = 180
LONGEST_TEXT = 2_000
LONGEST_MESSAGE_SECONDS = 600
PAGE_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/phone/icon.svg": ("icon.svg", "image/svg+xml"),
    "/phone/phone.css": ("phone.css", "text/css; charset=utf-8"),
    "/phone/phone.js": ("phone.js", "text/javascript; charset=utf-8"),
    "/phone/words.js": ("words.js", "text/javascript; charset=utf-8"),
}
SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
KINDS: dict[type[Event], str] = {
    Said: "said",
    CallerSaid: "caller_said",
    CallerPressed: "caller_pressed",
    CallerSilent: "caller_silent",
    Ringing: "ringing",
    PersonHeard: "person_heard",
    PersonAnswered: "person_answered",
    Recorded: "recorded",
    CallEnded: "ended",
}


class Unfit(Exception):
    """The page asked for something that cannot be; an HTTP status and a word for the page."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status, self.word = status, word


@dataclass
class OpenCall:
    """One call of one browser."""

    placed: PlacedCall
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    lock: Any = field(default_factory=RLock)
    entries: list[dict[str, Any]] = field(default_factory=list)
    used_at: float = field(default_factory=monotonic)

    def state(self, since: int) -> dict[str, Any]:
        """What the page shows: what happened since entry ``since``, and what is waited for."""
        call = self.placed.call
        waiting = call.waiting_for
        listening = recording = talking = None
        if isinstance(waiting, Listening):
            listening = {
                "words": waiting.for_words,
                "keys": waiting.for_keys,
                "language": waiting.language,
                "most_keys": waiting.most_keys,
                "finish_on_key": waiting.finish_on_key,
            }
        elif isinstance(waiting, Taping):
            recording = {"most_seconds": waiting.most_seconds, "key": waiting.finish_on_key[:1]}
        elif isinstance(waiting, Talking):
            talking = {
                "number": waiting.number,
                "name": call.switchboard.person(waiting.number).name,
            }
        return {
            "id": self.id,
            "status": call.status,
            "ended": call.ended,
            "listening": listening,
            "recording": recording,
            "talking": talking,
            "duration_seconds": call.duration_seconds,
            "entries": self.entries[since:],
            "next": len(self.entries),
        }


class PhonePage:
    """Serves the page at /, and its calls below /phone/."""

    def __init__(self, network: Switchboard) -> None:
        self.network = network
        self._calls: dict[str, OpenCall] = {}
        self._by_sid: dict[str, OpenCall] = {}
        self._lock = RLock()
        network.on_event(self._note)

    def serves(self, path: str) -> bool:
        """The page and what it asks for."""
        return path == "/" or path.startswith("/phone/")

    def answer(self, request: Request) -> Response:
        """One request of the page."""
        if request.path in PAGE_FILES:
            name, kind = PAGE_FILES[request.path]
            content = files("telesec.simulator").joinpath("page", name).read_bytes()
            return Response(content, 200, SAFE_HEADERS, content_type=kind)
        try:
            return _json(self._respond(request))
        except Unfit as unfit:
            return _json({"error": unfit.word}, unfit.status)

    def hang_up_idle_calls(self, now: float) -> None:
        """End calls whose browser has not been heard of for three minutes (monotonic time)."""
        with self._lock:
            idle = [c for c in self._calls.values() if now - c.used_at > IDLE_SECONDS]
        for open_call in idle:
            if not open_call.placed.ended and open_call.lock.acquire(blocking=False):
                try:
                    open_call.placed.hangs_up()
                finally:
                    open_call.lock.release()

    def _respond(self, request: Request) -> Any:
        parts = request.path.strip("/").split("/")[1:]
        if request.method == "GET" and parts == ["lines"]:
            return self._lines()
        if request.method == "GET" and len(parts) == 2 and parts[0] == "calls":
            return self._watch(parts[1], request.args.get("since", "0"))
        if request.method == "POST" and parts[:1] == ["calls"]:
            sent = _sent(request)
            if len(parts) == 1:
                return self._dial(sent)
            if len(parts) == 3:
                return self._act(parts[1], parts[2], sent)
        raise Unfit(404, "not_found")

    def _lines(self) -> list[dict[str, str]]:
        return [
            {"number": own.number, "label": own.label or own.number}
            for own in list(self.network.numbers.values())
        ]

    def _watch(self, call_id: str, since: str) -> dict[str, Any]:
        open_call = self._find(call_id)
        open_call.used_at = monotonic()
        with open_call.lock:
            return open_call.state(int(since) if since.isdecimal() else 0)

    def _dial(self, sent: dict[str, Any]) -> dict[str, Any]:
        line, caller = plain_number(_text(sent, "line", 40)), _text(sent, "caller", 40)
        if line not in self.network.numbers:
            raise Unfit(400, "unknown_line")
        person = Caller(self.network, caller or "anonymous")
        open_call = OpenCall(PlacedCall(person.new_call(line, takes_time=False)))
        self._keep(open_call)
        with open_call.lock:
            open_call.placed.call.begin()
            return open_call.state(0)

    def _keep(self, open_call: OpenCall) -> None:
        with self._lock:
            if sum(not c.placed.ended for c in self._calls.values()) >= MOST_OPEN_CALLS:
                raise Unfit(429, "too_many_calls")
            ended = [c for c in self._calls.values() if c.placed.ended]
            for old in ended[: max(0, len(self._calls) + 1 - MOST_KEPT_CALLS)]:
                del self._calls[old.id], self._by_sid[old.placed.sid]
            self._calls[open_call.id] = open_call
            self._by_sid[open_call.placed.sid] = open_call

    def _find(self, call_id: str) -> OpenCall:
        with self._lock:
            open_call = self._calls.get(call_id)
        if open_call is None:
            raise Unfit(404, "not_found")
        return open_call

    def _act(self, call_id: str, deed: str, sent: dict[str, Any]) -> dict[str, Any]:
        open_call = self._find(call_id)
        open_call.used_at = monotonic()
        with open_call.lock:
            try:
                _do(open_call.placed, deed, sent)
            except AssertionError as error:
                raise Unfit(409, "not_listening") from error
            except ValueError as error:
                raise Unfit(400, "not_possible") from error
            since = sent.get("since", 0)
            return open_call.state(since if isinstance(since, int) and since >= 0 else 0)

    def _note(self, event: Event) -> None:
        kind = KINDS.get(type(event))
        with self._lock:
            open_call = self._by_sid.get(event.call_sid)
        if kind is None or open_call is None:
            return
        entry: dict[str, Any] = {"kind": kind, "at": event.instant.isoformat()}
        for name in ("text", "language", "keys", "number", "joined", "seconds", "status"):
            if hasattr(event, name):
                entry[name] = getattr(event, name)
        if "number" in entry:
            entry["name"] = self.network.person(entry["number"]).name
        if kind != "person_heard" or not _is_repeated(entry, open_call.entries):
            open_call.entries.append(entry)


def _is_repeated(entry: dict[str, Any], entries: list[dict[str, Any]]) -> bool:
    """Whether the same was just said to the same person: once more, for who is slow."""
    last = entries[-1] if entries else {}
    return all(last.get(part) == entry[part] for part in ("kind", "number", "text"))


def _do(placed: PlacedCall, deed: str, sent: dict[str, Any]) -> None:
    if deed == "says":
        placed.says(_text(sent, "text", LONGEST_TEXT, needed=True))
    elif deed == "presses":
        placed.presses(_text(sent, "keys", 64, needed=True))
    elif deed == "stays_silent":
        placed.stays_silent()
    elif deed == "speaks_message":
        seconds = sent.get("seconds", 5)
        if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_MESSAGE_SECONDS:
            raise Unfit(400, "not_possible")
        then = _text(sent, "then", 10) or HANGS_UP
        placed.speaks_message(_text(sent, "text", LONGEST_TEXT), seconds, then)
    elif deed == "hangs_up":
        placed.hangs_up()
    else:
        raise Unfit(404, "not_found")


def _sent(request: Request) -> dict[str, Any]:
    """The JSON object that was sent. Only JSON: another site's form cannot send that."""
    if request.mimetype != "application/json":
        raise Unfit(415, "json_only")
    try:
        sent = json.loads(request.get_data())
    except ValueError as error:
        raise Unfit(400, "json_only") from error
    if not isinstance(sent, dict):
        raise Unfit(400, "json_only")
    return sent


def _text(sent: dict[str, Any], name: str, longest: int, needed: bool = False) -> str:
    text = sent.get(name, "")
    if not isinstance(text, str) or len(text) > longest or (needed and not text.strip()):
        raise Unfit(400, "not_possible")
    return text.strip()


def _json(content: Any, status: int = 200) -> Response:
    body = json.dumps(content, ensure_ascii=False)
    return Response(body, status, SAFE_HEADERS, content_type="application/json; charset=utf-8")
