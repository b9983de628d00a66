"""<Dial>: ring people, let them hear something first, join one with the caller.

https://www.twilio.com/docs/voice/twiml/dial: of numbers rung together, the first to pick up is
taken and the others stop ringing, even if that person then refuses.
"""

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial

from telesec.simulator.events import PersonAnswered, Ringing
from telesec.simulator.leg import Leg, Turn
from telesec.simulator.people import Behaviour, Hand, Person
from telesec.simulator.recording_verb import record_talk
from telesec.simulator.twiml import Verb
from telesec.simulator.waiting import HungUp, Over, Reply, Request, Talking, Wait

MOST_TOGETHER = 10
BUSY_TONE_SECONDS = 1


@dataclass
class RungLeg:
    """The leg of one person who is rung."""

    leg: Leg
    noun: Verb
    person: Person
    behaviour: Behaviour
    callback_url: str = ""

    def end(self, status: str) -> None:
        """The leg is over; a second end changes nothing."""
        if not self.leg.ended:
            self.leg.end(status)
            self.tell("completed")

    def tell(self, event: str) -> None:
        """Tell the noun's callback, if it asked for this event."""
        wanted = self.noun.get("statusCallbackEvent", "completed").split()
        if not self.callback_url or event not in wanted:
            return
        leg = self.leg
        fields = leg.fields() | leg.progress_fields(leg.clock.now())
        if event == "initiated":
            fields["CallStatus"] = "initiated"
        method = self.noun.get("statusCallbackMethod", "POST")
        leg.switchboard.later(0, partial(leg.switchboard.notify, self.callback_url, fields, method))


@dataclass
class Outcome:
    """What a <Dial> came to."""

    status: str = "no-answer"
    sid: str = ""
    seconds: int | None = None
    bridged: bool = False
    extra: dict[str, str] = field(default_factory=dict)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """What the action is told."""
        found = {"DialCallStatus": self.status, "DialBridged": str(self.bridged).lower()}
        if self.sid:
            found["DialCallSid"] = self.sid
        if self.seconds is not None:
            found["DialCallDuration"] = str(self.seconds)
        return tuple((found | self.extra).items())


class Dialing:
    """One <Dial> of one leg, from the first ring to the end of the talk."""

    def __init__(self, leg: Leg, verb: Verb, follow: Callable[[Leg, Request], Turn]) -> None:
        self.leg, self.verb, self._follow = leg, verb, follow
        self.outcome = Outcome()

    def run(self) -> Turn:
        """Ring; then the request to the action, or None when there is no action.

        The action is asked even when the caller hangs up; nobody follows its answer then.
        """
        leg, verb = self.leg, self.verb
        if leg.parent_sid:
            leg.switchboard.problem(f"<Dial> on the leg of somebody who was rung ({leg.sid})")
            raise Over("completed")
        if not verb.says_yes("answerOnBridge", False):
            leg.answer()
        try:
            yield from self._ring_all()
        except HungUp:
            leg.end("completed" if leg.answered_at else "no-answer")
            if action := self._action():
                leg.ask_in_vain(action)
            raise
        leg.note(f"dial ended: {self.outcome.status}")
        return self._action()

    def _action(self) -> Request | None:
        url = self.verb.attributes.get("action")
        if url is None:
            return None
        return Request(url, self.verb.get("method", "POST"), self.outcome.fields())

    def _ring_all(self) -> Generator[Wait, Reply, None]:
        nouns = list(self.verb.children) or [Verb("Number", text=self.verb.text)]
        if len(nouns) > MOST_TOGETHER:
            self._complain(f"<Dial> rings {len(nouns)} people; {MOST_TOGETHER} is most")
            nouns = nouns[:MOST_TOGETHER]
        shown = self.verb.attributes.get("callerId")
        if shown not in {None, self.leg.from_, self.leg.to, *self.leg.switchboard.numbers}:
            self._complain(f"13214 callerId {shown} is not ours to show")
        if not self.verb.says_yes("sequential", False):
            yield from self._ring_together(nouns)
            return
        for noun in nouns:
            yield from self._ring_together([noun])
            if self.outcome.bridged:
                return

    def _complain(self, what: str) -> None:
        self.leg.switchboard.problem(f"{what} ({self.leg.sid})")

    def _ring_together(self, nouns: list[Verb]) -> Generator[Wait, Reply, None]:
        rung = [self._start_ringing(noun) for noun in nouns]
        try:
            first = self._first_to_pick_up(rung)
            if first is None:
                self._nobody(rung)
                return
            for other in rung:
                if other is not first:
                    other.end("canceled")
            yield from self._connect(first)
        except HungUp:
            if self.outcome.status != "completed":
                self.outcome.status, self.outcome.sid = "canceled", rung[-1].leg.sid
            raise
        finally:
            for one in rung:
                one.end("canceled")

    def _start_ringing(self, noun: Verb) -> RungLeg:
        leg = self.leg
        number = f"client:{_identity(noun)}" if noun.name == "Client" else noun.text
        person = leg.switchboard.person(number)
        child = Leg(
            leg.switchboard,
            self.verb.get("callerId", leg.from_),
            number,
            direction="outbound-dial",
            parent_sid=leg.sid,
            takes_time=leg.takes_time,
        )
        leg.switchboard.keep_call(child)
        child.document_url = leg.document_url
        callback = leg.callback_url(noun.get("statusCallback", ""))
        rung = RungLeg(child, noun, person, person.reacts(), callback)
        rung.tell("initiated")
        rung.tell("ringing")
        leg.note(f"rings {number}")
        leg.switchboard.tell(Ringing(leg.clock.now(), leg.sid, number))
        return rung

    def _first_to_pick_up(self, rung: list[RungLeg]) -> RungLeg | None:
        """Let it ring; who picks up first, within the timeout."""
        timeout = self.verb.whole("timeout", 30)
        for one in rung:
            if one.behaviour.busy or one.behaviour.unreachable:
                one.end("busy" if one.behaviour.busy else "failed")
        picking_up = [o for o in rung if o.behaviour.answers and o.behaviour.after < timeout]
        if picking_up:
            first = min(picking_up, key=lambda one: one.behaviour.after)
            self.leg.pass_time(first.behaviour.after)
            return first
        all_gone = all(one.leg.ended for one in rung)
        self.leg.pass_time(BUSY_TONE_SECONDS if all_gone else timeout)
        return None

    def _nobody(self, rung: list[RungLeg]) -> None:
        for one in rung:
            one.end("no-answer")
        found = {one.leg.status for one in rung}
        self.outcome.status = next(s for s in ("no-answer", "busy", "failed") if s in found)
        self.outcome.sid = rung[-1].leg.sid

    def _connect(self, first: RungLeg) -> Generator[Wait, Reply, None]:
        """Somebody picked up: their document, then the talk."""
        leg, child, outcome = self.leg, first.leg, self.outcome
        child.gives_up_at = leg.gives_up_at  # the caller's patience runs on meanwhile
        child.answer()
        outcome.sid = child.sid
        first.tell("answered")
        try:
            outcome.bridged = self._accepts(first)
            leg.switchboard.tell(
                PersonAnswered(leg.clock.now(), leg.sid, first.person.number, outcome.bridged)
            )
            if outcome.bridged:
                yield from self._talk(first)
        finally:
            first.end("completed")
            outcome.status, outcome.seconds = "completed", child.duration_seconds

    def _accepts(self, first: RungLeg) -> bool:
        """Whether the person's document ends by itself, which joins them, or by hanging up."""
        url = first.noun.get("url", "")
        if not url:
            return True
        hand = Hand(first.behaviour)
        steps = self._follow(first.leg, Request(url, first.noun.get("method", "POST")))
        try:
            wait = next(steps)
            while True:
                wait = steps.send(hand.replies_to(wait))
        except StopIteration:
            return True
        except Over:
            return False

    def _talk(self, first: RungLeg) -> Generator[Wait, Reply, None]:
        leg = self.leg
        leg.answer()
        leg.talked_with.append(first.person.number)
        leg.note(f"talks with {first.person.number}")
        began = leg.clock.now()
        try:
            if leg.takes_time:
                leg.pass_time(min(first.behaviour.talks, self.verb.whole("timeLimit", 14_400)))
            else:  # whoever calls from a browser talks as long as they like
                yield Talking(first.person.number)
        finally:
            if self.verb.get("record", "do-not-record") not in {"do-not-record", "false"}:
                seconds = max(1, math.ceil((leg.clock.now() - began).total_seconds()))
                self.outcome.extra |= record_talk(leg, self.verb, seconds)


def _identity(noun: Verb) -> str:
    inner = [child.text for child in noun.children if child.name == "Identity"]
    return inner[0] if inner else noun.text
