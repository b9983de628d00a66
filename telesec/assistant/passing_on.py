"""Passing a call on: who is rung, one after another, and what if nobody takes it."""

from collections.abc import Sequence

from telesec.assistant.conversation import Conversation
from telesec.assistant.identity import aloud
from telesec.assistant.recording_notice import is_recorded, notice_before
from telesec.assistant.speaking import phrase, sentence
from telesec.assistant.talk import Talk
from telesec.assistant.waiting import wait_for_person
from telesec.calls.leg import refused_telephones
from telesec.dispatch.ringing import people_to_ring
from telesec.scripts.steps import TransferStep
from telesec.values.conversation import Prompt, Ring, Sentence, Sound

ON_CALL, SECRETARY = "on_call", "secretary"
# State.ring_for and waits_for. The first two: before the call is answered.
FIRST, VIP, PERSON, STEP, QUEUE = "first", "vip", "person", "step", "queue"
UNANSWERED = (FIRST, VIP)
PICK_UP = "pick_up"  # State.notice_before: as the call comes in; else PERSON or STEP
PERSON_SECONDS = 20
TOGETHER = 2
SLACK_SECONDS = 5  # for placing the calls
SHORTEST_RING = 5  # seconds; nobody picks up sooner
ON_CALL_ROUNDS = 2
LONGEST_SECONDS = 240  # of ringing in rounds; everybody is rung once whatever it takes


def announcement(c: Conversation) -> Sentence:
    """What the person rung hears: for which client, who calls, whether it is urgent."""
    unknown = phrase("unknown_caller", c.client.language)
    caller = aloud(c, c.call.caller_number) if c.call.caller_number else unknown
    reason = phrase("urgent_reason", c.client.language) if c.state.urgent else ""
    return sentence(
        "transfer_announce",
        c.client.language,
        client=c.client.name,
        caller=c.state.caller_name or caller,
        reason=reason,
    )


def ring_in_turn(
    c: Conversation, numbers: Sequence[str], why: str, seconds: int, *, announced: bool = True
) -> Prompt | None:
    """Ring the first, keeping the others for ``ring_next``; None when there is nobody.

    Never several in one go: the carrier lets go of the others as soon as one picks up, even if
    that one is a voicemail box or refuses.
    """
    if not numbers:
        return None
    first, *c.state.ring_left = numbers
    c.state.ring_for = why
    c.state.ring_seconds = seconds
    c.state.ring_announced = announced
    ring = Ring(
        numbers=(first,),
        seconds=seconds,
        announce=announcement(c) if announced else None,
        before_answering=why in UNANSWERED and c.call.answered_at is None,
        recorded=is_recorded(c),
    )
    return c.then(ring)


def ring_next(c: Conversation) -> Prompt | None:
    """Ring the next of those who are left; None when nobody is, or the time of all is over."""
    if c.state.ring_for == FIRST:
        rung = round((c.now - c.call.started_at).total_seconds())
        return ring_first(c, c.state.ring_left, c.script.answer_first.seconds - rung)
    refused = refused_telephones(c.db, c.call.id)
    left = [number for number in c.state.ring_left if number not in refused]
    if left and c.state.ring_for not in UNANSWERED:
        c.phrase("ring_next")
    announced = c.state.ring_announced
    return ring_in_turn(c, left, c.state.ring_for, c.state.ring_seconds, announced=announced)


def ring_first(c: Conversation, numbers: Sequence[str], seconds: int) -> Prompt | None:
    """Ring before the assistant answers: ``seconds`` are for all together, in equal parts.

    None when there is nobody, or not time enough to pick up.
    """
    if seconds < SHORTEST_RING:
        return None
    share = max(SHORTEST_RING, seconds // max(1, len(numbers)))
    return ring_in_turn(c, numbers, FIRST, min(share, seconds))


def ring_secretaries_first(c: Conversation, seconds: int, why: str = FIRST) -> Prompt | None:
    """Ring the secretaries before the assistant answers; None when there is nobody.

    One alone is rung by the caller's own document: the call is then not yet answered, and not
    billed. Several ring together, which that document could not do: the first voicemail box to
    pick up would stop the others.
    """
    numbers = secretaries(c)
    if len(numbers) < TOGETHER:
        return ring_in_turn(c, numbers, why, seconds)
    return wait_for_person(
        c,
        why,
        announcement(c),
        limit_seconds=seconds,
        ring_seconds=seconds,
        sound=Sound.RING,
    )


def ring_secretaries(c: Conversation, why: str, seconds: int) -> Prompt | None:
    """Ring the secretaries, all together if there are several; None when there is nobody."""
    numbers = secretaries(c)
    if len(numbers) < TOGETHER:
        return ring_in_turn(c, numbers, why, seconds)
    return wait_for_person(
        c, why, announcement(c), limit_seconds=seconds + SLACK_SECONDS, ring_seconds=seconds
    )


def secretaries(c: Conversation) -> Sequence[str]:
    """The numbers of the secretaries who take calls now."""
    return people_to_ring(c.db, c.client, SECRETARY, c.now)


class TransferTalk(Talk[TransferStep]):
    """Rings who the script names, one after another, until somebody accepts."""

    def ask(self) -> Prompt:
        """Say so, then ring; straight to ``otherwise`` when there is nobody."""
        c, terms = self.c, self.step.transfer
        numbers = people_to_ring(c.db, c.client, terms.to, c.now)
        if not numbers:
            return self.hear()
        notice = notice_before(c, STEP)
        if notice:
            return notice
        c.say(terms.say)
        if terms.to == SECRETARY and terms.announce:
            return ring_secretaries(c, STEP, terms.seconds) or self.hear()
        rounds = terms.rounds or (ON_CALL_ROUNDS if terms.to == ON_CALL else 1)
        most = max(len(numbers), LONGEST_SECONDS // terms.seconds)
        in_turn = (numbers * rounds)[:most]
        ring = ring_in_turn(c, in_turn, STEP, terms.seconds, announced=terms.announce)
        return ring or self.hear()

    def hear(self) -> Prompt:
        """Nobody has taken the call: the script says what then."""
        return self.go(self.step.otherwise)
