"""``telesec understand``: what was said, as we read it. One JSON object a line, in and out.

Each line is read by itself and answered at once, in order, so that another program may keep this
one running and ask it sentence by sentence.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import Any

import click

from telesec.assistant.understanding.answers.replies import understand_answer
from telesec.assistant.understanding.matters.intents import understand_intent
from telesec.assistant.understanding.matters.subjects import Intent
from telesec.assistant.understanding.names.names import understand_name
from telesec.assistant.understanding.phones.phones import understand_phone
from telesec.assistant.understanding.times.wishes import understand_wish
from telesec.values.language import Language
from telesec.values.trade import Trade

LONGEST_LINE = 20_000  # characters; a caller's minute of speech has about 1,000
COUNTRY = "FR"
MARK = "\ufeff"  # of byte order: Windows' editors and shells begin a file with it
YEARS = range(1900, 2200)  # of calls; what is wished for may lie years on


class BadRequest(ValueError):
    """A line that asks for nothing we know; the message says which field, and what it may be."""


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence, and what it may be about; its id is the asker's."""

    kind: str
    text: str
    language: Language
    region: str  # of the language: BE in fr-BE
    country: str
    trade: Trade
    now: datetime | None  # wall time at the client's; "when" needs it


@click.command()
def understand() -> None:
    """Read what callers said: JSON lines on standard input, one JSON answer a line.

    Fields: id, kind (when, phone, name, intent, yesno), text, language (fr-FR), country (FR),
    trade (medical, dental ... for "intent"), now (2026-11-26T10:00, for "when"). A line that makes
    no sense is answered with an error; exit 1 then, at the end. See docs/understanding.md.
    """
    failed = False
    for number, line in enumerate(_lines(), start=1):
        answer = answer_to(line, number)
        failed = failed or "error" in answer
        # ASCII, whatever the terminal writes: an id may have halves of signs.
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


def _lines() -> Iterator[str]:
    """Those of standard input; what is no UTF-8 is no letter."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    yield from sys.stdin


def answer_to(line: str, number: int = 1) -> dict[str, Any]:
    """The answer to one line; with ``error``, which names the line and the field, to a bad one.

    Never raises: whoever asks line by line waits for one answer each.
    """
    own: Any = None
    try:
        given = _content_of(line)
        own = _id_of(given)
        request = _request_of(given)
        return {"id": own, **_KINDS[request.kind](request)}
    except BadRequest as error:
        return {"id": own, "error": f"line {number}: {error}"}
    except Exception as error:  # noqa: BLE001 - of a fault of ours the other lines know nothing
        return {"id": own, "error": f"line {number}: cannot be read ({type(error).__name__})"}


def _id_of(given: Mapping[str, Any]) -> Any:
    """The asker's own, if it can be given back: NaN and Infinity are no JSON."""
    own = given.get("id")
    try:
        json.dumps(own, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"id: {error}") from error
    return own


def _content_of(line: str) -> Mapping[str, Any]:
    line = line.removeprefix(MARK)
    if not line.strip():
        raise BadRequest("is empty")
    if len(line) > LONGEST_LINE:
        raise BadRequest(f"is {len(line)} characters long; at most {LONGEST_LINE}")
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"is no JSON: {error}") from error
    if not isinstance(content, dict):
        raise BadRequest('is no object: {"id": 1, "kind": "when", "text": "…"} is meant')
    return content


def _request_of(given: Mapping[str, Any]) -> Request:
    kind = _text(given, "kind")
    if kind not in _KINDS:
        raise BadRequest(f"kind: {kind!r} is none of {', '.join(_KINDS)}")
    code, _, region = _text(given, "language", "fr").lower().replace("_", "-").partition("-")
    if code not in set(Language):
        raise BadRequest(f"language: {given['language']!r} is none of ours (fr-FR, en-GB, …)")
    country = _text(given, "country", COUNTRY).upper()
    if len(country) != len(COUNTRY) or not country.isalpha():
        raise BadRequest(f"country: {country!r} is no ISO 3166 code such as FR")
    return Request(
        kind=kind,
        text=_text(given, "text"),
        language=Language(code),
        region=region.upper(),
        country=country,
        trade=_trade(given) if kind == "intent" else Trade.OTHER,
        now=_moment(given) if kind == "when" else None,
    )


def _text(given: Mapping[str, Any], name: str, usual: str | None = None) -> str:
    value = given.get(name, usual)
    if value is None and usual is not None:
        return usual
    if not isinstance(value, str):
        raise BadRequest(f"{name}: {'is missing' if value is None else 'must be a text'}")
    return value


def _trade(given: Mapping[str, Any]) -> Trade:
    """What is danger depends on it: a plumber's leak, weighed as anybody's, would be none."""
    named = _text(given, "trade", Trade.OTHER)
    try:
        return Trade(named.strip().lower())
    except ValueError as error:
        raise BadRequest(f"trade: {named!r} is none of {', '.join(Trade)}") from error


def _moment(given: Mapping[str, Any]) -> datetime:
    """Wall time to the minute; a zone said with it is left out, since all of it is local."""
    written = _text(given, "now")
    try:
        now = datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError as error:
        raise BadRequest(f"now: {written!r} is no time such as 2026-11-26T10:00") from error
    if now.year not in YEARS:
        raise BadRequest(f"now: {written!r} is not between {YEARS.start} and {YEARS.stop - 1}")
    return now


def _when(request: Request) -> dict[str, Any]:
    if request.now is None:
        raise BadRequest("now: is missing")
    wish = understand_wish(request.text, request.language, request.now, request.region)
    windows = [[f"{one.start:%Y-%m-%dT%H:%M}", f"{one.end:%Y-%m-%dT%H:%M}"] for one in wish.windows]
    return {"windows": windows, "ask": wish.ask}


def _phone(request: Request) -> dict[str, Any]:
    return {"e164": understand_phone(request.text, request.country, request.language)}


def _name(request: Request) -> dict[str, Any]:
    name = understand_name(request.text, request.language)
    return {
        "surname": name.surname if name else None,
        "first_name": name.first_name if name else None,
    }


def _intent(request: Request) -> dict[str, Any]:
    intent = understand_intent(request.text, request.language, request.trade)
    # Who is late for an appointment has a message taken.
    return {"intent": Intent.MESSAGE if intent is Intent.LATE else intent}


def _yesno(request: Request) -> dict[str, Any]:
    return {"answer": understand_answer(request.text, request.language)}


_KINDS: Mapping[str, Callable[[Request], dict[str, Any]]] = {
    "when": _when,
    "phone": _phone,
    "name": _name,
    "intent": _intent,
    "yesno": _yesno,
}
