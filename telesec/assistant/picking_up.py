"""Picking up: who is tried before the assistant speaks, and how the assistant then greets."""

from telesec.assistant.answer_plan import Plan, facts_of, rings_first, who_answers
from telesec.assistant.by_text.statuses import said_of_status
from telesec.assistant.conversation import Conversation
from telesec.assistant.passing_on import (
    FIRST,
    PERSON_SECONDS,
    PICK_UP,
    QUEUE,
    SECRETARY,
    VIP,
    announcement,
    ring_in_turn,
    ring_secretaries_first,
    secretaries,
)
from telesec.assistant.recording_notice import notice_before
from telesec.assistant.speaking import phrase
from telesec.assistant.waiting import wait_for_person
from telesec.calls.call import Disposition
from telesec.dispatch.ringing import people_to_ring
from telesec.scripts.script import WhoAnswers
from telesec.values.conversation import Prompt, Refuse, Sentence


def plan_of(c: Conversation) -> Plan:
    """Who gets this call, as things stand now; looked up once a turn."""
    if c.plan is None:
        c.plan = who_answers(c.script, facts_of(c.db, c.client, c.call.caller_number, c.now))
    return c.plan


def pick_up(c: Conversation) -> Prompt | None:
    """The call's first prompt; None when the assistant answers at once."""
    plan = plan_of(c)
    if plan.refused:
        c.state.outcome = Disposition.SPAM
        return c.then(Refuse())
    return _notice(c, plan) or _straight_through(c, plan) or before_greeting(c, plan)


def _notice(c: Conversation, plan: Plan) -> Prompt | None:
    """Where a person is rung before the assistant speaks, and their talk is to be recorded, the
    caller hears the client's name and that first.
    """
    if not c.client.record_talks:
        return None
    if not rings_first(plan, has_secretaries=bool(secretaries(c))):
        return None
    before = list(c.says)
    _greeting(c)
    notice = notice_before(c, PICK_UP)
    if notice:
        c.state.greeted = True
    else:
        c.says = before
    return notice


def _straight_through(c: Conversation, plan: Plan) -> Prompt | None:
    if not plan.straight_to:
        return None
    if plan.straight_to == SECRETARY:
        return ring_secretaries_first(c, PERSON_SECONDS, VIP)
    numbers = people_to_ring(c.db, c.client, plan.straight_to, c.now)
    return ring_in_turn(c, numbers, VIP, PERSON_SECONDS)


def before_greeting(c: Conversation, plan: Plan) -> Prompt | None:
    """What the plan has instead of the assistant's greeting, or before it."""
    first = c.script.answer_first
    if plan.answerer == WhoAnswers.ASSISTANT:
        return None
    if plan.answerer == WhoAnswers.SECRETARY:
        return ring_secretaries_first(c, first.seconds)
    if plan.answerer == WhoAnswers.VOICEMAIL:
        greet(c)
        c.phrase("record_message")
        return c.record_message()
    if plan.answerer == WhoAnswers.QUEUE:
        return _queue(c)
    return ring_in_turn(c, (plan.answerer,), FIRST, first.seconds)


def _queue(c: Conversation) -> Prompt | None:
    """Wait for a secretary; None when none takes calls now."""
    if not secretaries(c):
        return None
    first = c.script.answer_first
    if not c.state.greeted:
        _greeting(c)
    c.phrase("queue_wait")
    return wait_for_person(
        c,
        QUEUE,
        announcement(c),
        limit_seconds=first.wait_seconds,
        ring_seconds=first.seconds,
        promise_seconds=first.promise_seconds,
    )


def greet(c: Conversation) -> None:
    """In the client's name; what is particular now; that an automatic assistant speaks."""
    if not c.state.greeted:
        _greeting(c)
    c.say(c.script.announce)
    for other in c.script.languages:
        if other != c.language:
            offer = phrase("other_language_offer", other)
            c.says.append(Sentence(text=offer, language=other))


def _greeting(c: Conversation) -> None:
    c.say(c.script.greeting.texts(is_open=c.is_open, local=c.local))
    plan = plan_of(c)
    if plan.status is None:
        return
    said = said_of_status(c.client, plan.status, plan.status_until, c.language, c.now)
    if said:
        c.says.append(Sentence(text=said, language=c.language))
