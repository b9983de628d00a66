"""Prompts as TwiML. https://www.twilio.com/docs/voice/twiml

twilio's builder checks nothing, so only what we know to be valid is written here; the simulator
refuses everything else.
"""

from dataclasses import dataclass

from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.speech import say, without_control
from telesec.values.conversation import Hold, Join, Listen, Prompt, RecordMessage, Ring, Sentence
from telesec.values.language import Language

HEARS = {Language.FR: "fr-FR", Language.EN: "en-GB"}

MOST_HINTS = 500
SCREEN_SECONDS = 8
BROWSER = "client:"
ACCEPT_KEY, REFUSE_KEY = "1", "2"

# From the moment the person rung picks up. In mono: two channels would be one voice in each ear.
_RECORDED = {"record": "record-from-answer", "recording_status_callback_event": "completed"}


@dataclass(frozen=True, slots=True)
class CallPlace:
    """Where a prompt is spoken: in which call, as which turn, on which of our numbers."""

    call_sid: str
    turn: int
    line_number: str


def render(prompt: Prompt, place: CallPlace, addresses: Addresses) -> str:
    """The TwiML of one prompt."""
    response = VoiceResponse()
    then = prompt.then
    if isinstance(then, Listen):
        _listen(response, prompt, then, addresses.turn(place.turn))
        return str(response)
    if isinstance(then, Hold):
        _hold(response, prompt, then, place, addresses)
        return str(response)
    if isinstance(then, RecordMessage) and then.transcribed:
        response.start().transcription(
            status_callback_url=addresses.transcript(),
            language_code=HEARS[then.transcribed],
            track="inbound_track",
        )
    say(response, prompt.says)
    if isinstance(then, Ring):
        _ring(response, then, place, addresses)
    elif isinstance(then, Join):
        if then.recorded:
            response.start().recording(
                recording_status_callback=addresses.talk(),
                recording_status_callback_event="completed",
                channels="mono",
                track="both",
            )
        _conference(response, then.room, addresses.turn(place.turn))
    elif isinstance(then, RecordMessage):
        _record(response, then.max_seconds, addresses.turn(place.turn), addresses)
        # Asked only when nothing at all was said: then the carrier has no recording to tell of.
        response.redirect(addresses.turn(place.turn), method="POST")
    elif then.kind == "refuse":
        response.reject()
    else:
        response.hangup()
    return str(response)


def render_screen(announce: Sentence, place: CallPlace, addresses: Addresses, *, once: bool) -> str:
    """What the person rung hears before taking the call. No key: a voicemail box, so no.

    Said ``once`` only where the caller hears nothing but the ring tone meanwhile.
    """
    response = VoiceResponse()
    gather = response.gather(
        input="dtmf",
        num_digits=1,
        timeout=SCREEN_SECONDS,
        action=addresses.screened(place.call_sid, place.turn),
        method="POST",
    )
    say(gather, (announce,))
    if not once:
        gather.pause(length=1)
        say(gather, (announce,))
    response.hangup()
    return str(response)


def render_leg_screen(announce: Sentence, leg_id: int, addresses: Addresses) -> str:
    """What a person rung by us hears before taking the call. No key: a voicemail box, so no."""
    response = VoiceResponse()
    gather = response.gather(
        input="dtmf",
        num_digits=1,
        timeout=SCREEN_SECONDS,
        action=addresses.leg_key(leg_id),
        method="POST",
    )
    say(gather, (announce,))
    gather.pause(length=1)
    say(gather, (announce,))
    response.hangup()
    return str(response)


def render_room(room: str) -> str:
    """Let the person who accepted wait for the caller, in silence: it takes a second."""
    response = VoiceResponse()
    _conference(response, room, None)
    response.hangup()
    return str(response)


def render_join() -> str:
    """Let the person who accepted and the caller talk: an empty document joins them."""
    return str(VoiceResponse())


def render_hang_up() -> str:
    """End this leg."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def render_wait(sentence: Sentence, seconds: int, again: str) -> str:
    """Say something, wait, and ask ``again``: the caller is kept while we are unwell."""
    response = VoiceResponse()
    say(response, (sentence,))
    response.pause(length=seconds)
    response.redirect(again, method="POST")
    return str(response)


def render_fallback_record(
    says: tuple[Sentence, ...], goodbye: tuple[Sentence, ...], addresses: Addresses
) -> str:
    """A plain recorded message that needs nothing of ours but this text."""
    response = VoiceResponse()
    say(response, says)
    _record(response, 180, addresses.fallback_recorded(), addresses)
    say(response, goodbye)  # heard only by who said nothing
    response.hangup()
    return str(response)


def render_goodbye(says: tuple[Sentence, ...]) -> str:
    """Say something and end the call."""
    response = VoiceResponse()
    say(response, says)
    response.hangup()
    return str(response)


def render_text_reply(text: str) -> str:
    """The answer to a text message; an empty text answers nothing."""
    response = MessagingResponse()
    if text:
        response.message(without_control(text))
    return str(response)


def _listen(response: VoiceResponse, prompt: Prompt, listen: Listen, action: str) -> None:
    attributes: dict[str, object] = {
        "input": "dtmf speech" if listen.speech else "dtmf",
        "action": action,
        "method": "POST",
        "timeout": listen.seconds,
        # Silence is heard too: without this the call would fall through to nothing.
        "action_on_empty_result": True,
    }
    if listen.speech:
        attributes["language"] = HEARS[listen.language]
        # "auto" stops at the first pause: right for a yes, wrong for a dictated number.
        attributes["speech_timeout"] = str(listen.pause_seconds or "auto")
        if listen.hints:
            attributes["hints"] = ",".join(listen.hints[:MOST_HINTS])
    if listen.max_digits:
        attributes["num_digits"] = listen.max_digits
    gather = response.gather(**attributes)
    say(gather, prompt.says)


def _ring(response: VoiceResponse, ring: Ring, place: CallPlace, addresses: Addresses) -> None:
    dial = response.dial(
        action=addresses.turn(place.turn),
        method="POST",
        timeout=ring.seconds,
        # Our own number: a caller's number shown abroad or by a third party may be blocked.
        caller_id=place.line_number,
        ring_tone="fr",
        answer_on_bridge=ring.before_answering,
        **(_RECORDED | {"recording_status_callback": addresses.talk()} if ring.recorded else {}),
    )
    for number in ring.numbers:
        if number.startswith(BROWSER):
            dial.client(number.removeprefix(BROWSER))  # no voicemail box: no accept key
            continue
        if ring.announce is None:
            dial.number(number)
            continue
        dial.number(number, url=addresses.screen(place.call_sid, place.turn), method="POST")


def _hold(
    response: VoiceResponse, prompt: Prompt, hold: Hold, place: CallPlace, addresses: Addresses
) -> None:
    gather = response.gather(
        input="dtmf",
        num_digits=1,
        timeout=1,
        action=addresses.turn(place.turn),
        method="POST",
        action_on_empty_result=True,
    )
    say(gather, prompt.says)
    gather.play(addresses.sound(hold.sound))


def _conference(response: VoiceResponse, room: str, action: str | None) -> None:
    """A room for two: it begins when both are there, and ends when one of them goes."""
    dial = response.dial(method="POST", action=action) if action else response.dial()
    dial.conference(
        room,
        beep="false",
        start_conference_on_enter=True,
        end_conference_on_exit=True,
        wait_url="",
        max_participants=2,
    )


def _record(response: VoiceResponse, max_seconds: int, action: str, addresses: Addresses) -> None:
    response.record(
        action=action,
        method="POST",
        max_length=max_seconds,
        timeout=5,
        finish_on_key="#",
        play_beep=True,
        recording_status_callback=addresses.recording(),
        recording_status_callback_event="completed absent",
    )
