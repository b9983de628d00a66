"""Voice webhooks. Each checks its signature, calls one verb, and always answers the caller.

When the database is away the caller is asked to wait a moment, and what was said is carried
along, sealed, until it can be written. When it stays away, or we fail, the caller leaves a
recorded message that needs nothing of ours but the disk.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from telesec.assistant.answering import (
    Answer,
    Incoming,
    note_refused,
    note_taken,
    ring_at,
    take_call,
    take_turn,
)
from telesec.assistant.readings import ReadingWanted, checked
from telesec.assistant.speaking import phrase
from telesec.calls.call import CallStatus
from telesec.calls.lifecycle import call_under_lock
from telesec.calls.spool import SpooledWords, write_spooled
from telesec.database import is_away
from telesec.dispatch.ending import end_call, settle
from telesec.gateways.telephony import addresses as paths
from telesec.gateways.telephony.twiml import (
    ACCEPT_KEY,
    REFUSE_KEY,
    CallPlace,
    render,
    render_fallback_record,
    render_goodbye,
    render_hang_up,
    render_join,
    render_screen,
    render_wait,
)
from telesec.values.conversation import (
    Heard,
    HeardKind,
    Reading,
    RingOutcome,
    Sentence,
    Unclear,
)
from telesec.values.language import Language
from telesec.web.carrier import (
    addresses,
    field,
    nothing,
    require_signature,
    subaccount,
    twiml,
    whole_number,
)
from telesec.web.house import house
from telesec.web.own_account import require_own_account
from telesec.web.sealing import Carried, seal, unseal

logger = logging.getLogger(__name__)

voice = Blueprint("voice", __name__)
voice.before_request(require_signature)
voice.before_request(require_own_account)

MOST_WAITS = 4  # each about five seconds, after up to three of waiting for the database
WAIT_SECONDS = 3
KEYS = frozenset("0123456789*#")
MOST_KEYS = 32

OUTCOMES = {
    "busy": RingOutcome.BUSY,
    "no-answer": RingOutcome.NO_ANSWER,
}

PICKED_UP = frozenset({"completed", "answered"})
BRIDGED = {"true": RingOutcome.TAKEN, "false": RingOutcome.REFUSED}

Arguments = ParamSpec("Arguments")


def never_silent(route: Callable[Arguments, Response]) -> Callable[Arguments, Response]:
    """Whatever happens in ``route``, the caller hears a sentence and can leave a message."""

    @wraps(route)
    def spoken(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        try:
            return route(*args, **kwargs)
        except Exception as error:
            away = isinstance(error, SQLAlchemyError) and is_away(error)
            event = "voice_database_away" if away else "voice_fault"
            logger.exception(event, extra={"call_sid": field("CallSid")[:34]})
            _spool_words()
            return _wait_or_record(away=away)

    return spoken


@voice.post(paths.INCOMING)
@never_silent
def incoming() -> Response:
    """A call has reached one of our numbers."""
    with house().writing() as db:
        facts = Incoming(
            call_sid=field("CallSid"),
            dialed_number=field("To"),
            sent_from=field("From"),
            forwarded_from=field("ForwardedFrom"),
            account_sid=subaccount(),
        )
        answer = take_call(db, house().scripts, facts, house().now())
    if answer is None:
        logger.warning("call_to_unknown_line", extra={"call_sid": facts.call_sid})
        return twiml(render_goodbye(_in_all_languages("unknown_line")))
    return _answer(answer)


@voice.post("/voice/turn/<int:number>")
@never_silent
def turn(number: int) -> Response:
    """The caller has answered prompt ``number``: with words, keys, silence, a recording."""
    heard = _heard()
    try:
        answer = _taken(number, heard)
    except ReadingWanted as wanted:  # nothing was written; the model is asked with no lock held
        reading = _reading(wanted.question)
        answer = _taken(number, heard.model_copy(update={"reading": reading}))
    if answer is None:
        # The call began while the database was away; it can still leave a message.
        logger.warning("turn_of_unknown_call", extra={"call_sid": field("CallSid")})
        return _record()
    return _answer(answer)


def _taken(number: int, heard: Heard) -> Answer | None:
    with house().writing() as db:
        answer = take_turn(db, field("CallSid"), number, heard, house().now())
        if answer and answer.call.status.is_final:  # what has come late changes the summary
            settle(db, answer.call, house().now())
    return answer


def _reading(question: Unclear | None) -> Reading:
    """What the model proposes, if there is one and it may be; never raises."""
    model = house().model
    if question is None or model is None:
        return Reading()
    return checked(model.reading_of(question), question)


@voice.post("/voice/screen/<call_sid>/<int:number>")
def screen(call_sid: str, number: int) -> Response:
    """A person rung has picked up: who calls, for whom; the accept key takes the call."""
    try:
        with house().reading() as db:
            ring = ring_at(db, call_sid, number)
    except SQLAlchemyError:
        logger.exception("screen_fault", extra={"call_sid": call_sid})
        return twiml(render_hang_up())
    if ring is None or ring.announce is None:
        return twiml(render_hang_up())
    place = CallPlace(call_sid, number, "")
    once = ring.before_answering
    return twiml(render_screen(ring.announce, place, addresses(), once=once))


@voice.post("/voice/screened/<call_sid>/<int:number>")
def screened(call_sid: str, number: int) -> Response:
    """That person has pressed a key, or none: a voicemail box presses none."""
    pressed, now = field("Digits"), house().now()
    if pressed not in {ACCEPT_KEY, REFUSE_KEY}:
        return twiml(render_hang_up())
    first = False
    try:
        with house().writing() as db:
            if pressed == ACCEPT_KEY:
                first = note_taken(db, call_sid, number, field("CallSid"), now)
            else:
                note_refused(db, call_sid, number, now)
    except SQLAlchemyError:
        # Who accepted shall talk all the same; the carrier tells us at the end that they did.
        logger.exception("screened_fault", extra={"call_sid": call_sid})
        return twiml(render_join() if pressed == ACCEPT_KEY else render_hang_up())
    return twiml(render_join() if first else render_hang_up())


@voice.post(paths.STATUS)
def status() -> Response:
    """A call has ended: its seconds are known."""
    reported = field("CallStatus")
    if reported not in set(CallStatus) or not CallStatus(reported).is_final:
        return nothing()
    with house().writing() as db:
        call = call_under_lock(db, field("CallSid"))
        if call is not None:
            seconds = whole_number("CallDuration")
            end_call(db, call, CallStatus(reported), seconds, house().now())
    return nothing()


@voice.post(paths.CHECK)
def check() -> Response:
    """`telesec doctor` asks itself, signed like the carrier: 204 when the signature is true."""
    return nothing()


def _answer(answer: Answer) -> Response:
    place = CallPlace(answer.call.call_sid, answer.turn, answer.call.dialed_number)
    return twiml(render(answer.prompt, place, addresses()))


def _heard() -> Heard:
    """What the carrier says the caller did; what was carried over an outage comes first."""
    carried = _carried()
    if carried and carried.heard:
        return carried.heard
    if field("DialCallStatus"):  # with a recording of the talk, perhaps; that is told apart
        return _ring_over()
    if field("RecordingSid"):
        return Heard(
            kind=HeardKind.RECORDING,
            recording_sid=field("RecordingSid")[:34],
            recording_seconds=whole_number("RecordingDuration"),
        )
    if field("SpeechResult"):
        return Heard(kind=HeardKind.SPEECH, text=field("SpeechResult"), confidence=_confidence())
    keys = "".join(key for key in field("Digits") if key in KEYS)[:MOST_KEYS]
    return Heard(kind=HeardKind.DIGITS if keys else HeardKind.SILENCE, text=keys)


def _ring_over() -> Heard:
    """DialBridged says whether they talked; a refused call is "completed" all the same."""
    outcome = OUTCOMES.get(field("DialCallStatus"), RingOutcome.FAILED)
    if field("DialCallStatus") in PICKED_UP:
        outcome = BRIDGED.get(field("DialBridged").lower(), RingOutcome.PICKED_UP)
    return Heard(
        kind=HeardKind.RING_OVER,
        ring_outcome=outcome,
        ring_seconds=whole_number("DialCallDuration"),
    )


def _confidence() -> float | None:
    try:
        confidence = float(field("Confidence"))
    except ValueError:
        return None
    return confidence if 0 <= confidence <= 1 else None


def _carried() -> Carried | None:
    text = request.args.get("carried", "")
    return unseal(text, field("CallSid"), house().settings.secret_key) if text else None


def _wait_or_record(*, away: bool) -> Response:
    """Keep the caller for a moment and come back to the same place; then take a recording."""
    before = _carried()
    tries = before.tries + 1 if before else 1
    if not away or tries > MOST_WAITS:
        return _record()
    heard = None if request.path == paths.INCOMING else _heard()
    carried = Carried(call_sid=field("CallSid"), tries=tries, heard=heard)
    sealed = seal(carried, house().settings.secret_key)
    again = f"{house().settings.public_url}{request.path}?carried={sealed}"
    moment = Sentence(text=phrase("one_moment", Language.FR), language=Language.FR)
    return twiml(render_wait(moment, WAIT_SECONDS, again))


def _spool_words() -> None:
    """What was just said is noted on the disk, whatever becomes of the call now. Never raises."""
    try:
        heard = _heard()
        if "number" not in (request.view_args or {}) or heard.kind != HeardKind.SPEECH:
            return
        facts = SpooledWords(
            call_sid=field("CallSid"),
            to=field("To"),
            sent_from=field("From"),
            forwarded_from=field("ForwardedFrom"),
            account_sid=subaccount(),
            turn=(request.view_args or {})["number"],
            words=heard.text,
            at=house().now(),
        )
        write_spooled(house().settings.spool_dir, facts)
    except Exception:
        logger.exception("words_not_spooled", extra={"call_sid": field("CallSid")[:34]})


def _record() -> Response:
    says, goodbye = _in_all_languages("technical_fault_record"), _in_all_languages("goodbye")
    return twiml(render_fallback_record(says, goodbye, addresses()))


def _in_all_languages(key: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text=phrase(key, code), language=code) for code in Language)
