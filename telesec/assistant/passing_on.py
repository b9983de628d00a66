"""Passing a call on: who is rung, one after another where there is an order, and what if nobody."""

from telesec.assistant.conversation import Conversation
from telesec.assistant.identity import aloud
from telesec.assistant.speaking import phrase
from telesec.assistant.talk import Talk
from telesec.calls.call import Disposition
from telesec.dispatch.ringing import people_to_ring
from telesec.scripts.script import TransferStep
from telesec.values.conversation import Prompt, Ring, RingOutcome, Sentence

ON_CALL, SECRETARY = "on_call", "secretary"
FIRST, PERSON, STEP = "first", "person", "step"  # State.ring_for
PERSON_SECONDS = 20


def announcement(c: Conversation) -> Sentence:
    """What the person rung hears: for which client, who calls, whether it is urgent."""
    unknown = phrase("unknown_caller", c.client.language)
    caller = aloud(c, c.call.caller_number) if c.call.caller_number else unknown
    reason = phrase("urgent_reason", c.client.language) if c.state.urgent else ""
    text = phrase(
        "transfer_announce",
        c.client.language,
        client=c.client.name,
        caller=c.state.caller_name or caller,
        reason=reason,
    )
    return Sentence(text=text, language=c.client.language)


def ring_secretaries(c: Conversation, why: str, seconds: int) -> Prompt | None:
    """Ring every secretary who takes calls, together; None when there is none."""
    numbers = people_to_ring(c.db, c.client, SECRETARY)
    if not numbers:
        return None
    c.state.ring_for = why
    c.state.ring_left = []
    return c.then(
        Ring(
            numbers=numbers,
            seconds=seconds,
            announce=announcement(c),
            before_answering=why == FIRST,
        )
    )


class TransferTalk(Talk[TransferStep]):
    """Rings who the script names; the on-call list one after another until somebody accepts."""

    def ask(self) -> Prompt:
        """Say so, then ring; straight to ``otherwise`` when there is nobody."""
        c, terms = self.c, self.step.transfer
        numbers = list(people_to_ring(c.db, c.client, terms.to))
        if not numbers:
            return self._nobody()
        c.say(terms.say)
        c.state.ring_for = STEP
        together = terms.to == SECRETARY
        c.state.ring_left = [] if together else numbers[1:]
        return self._ring(numbers if together else numbers[:1])

    def hear(self) -> Prompt | None:
        """After a ring: the call is done, the next is rung, or there is nobody."""
        c = self.c
        if c.heard.ring_outcome == RingOutcome.TAKEN:
            c.state.outcome = Disposition.TRANSFER
            return c.hang_up()
        if c.state.ring_left:
            number, *c.state.ring_left = c.state.ring_left
            c.phrase("ring_next")
            return self._ring([number])
        return self._nobody()

    def _ring(self, numbers: list[str]) -> Prompt:
        seconds = self.step.transfer.seconds
        ring = Ring(numbers=tuple(numbers), seconds=seconds, announce=announcement(self.c))
        return self.c.then(ring)

    def _nobody(self) -> Prompt:
        self.c.phrase("nobody_available")
        return self.go(self.step.otherwise)
