"""Danger, heard inside any sentence of a call: told to whoever must know, and acted on once."""

import re
from typing import Any

from telesec.assistant.conversation import Conversation
from telesec.assistant.identity import hear_caller
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import Alarm, heard_danger, plain
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.message import Urgency
from telesec.messages.taking import add_words

# Whom to call first where the danger is gas or fire rather than the body.
EMERGENCY_PHRASE = {"artisan": "danger_in_the_house", "real_estate": "danger_in_the_house"}
# To the question of a day it is an answer: "le plus vite possible".
_HOW_SOON = re.compile(
    rf"(?:(?:{ANY_SIGH}|oui|le|la|au|celui|celle|je voudrais|ce serait|yes|the|one) )*"
    r"(?:plus (?:vite|tot|rapidement|proche)|soonest|earliest|quickest|as soon as|asap)"
    r"(?:(?: (?:possible|s il vous plait|svp|merci|please|thanks|one|you can)))*"
)


def raise_alarm(c: Conversation, talk: Talk[Any]) -> str | None:
    """Alert whoever is on call, and say what to do first; the step to go on with.

    None without a danger, and where it has been heard before.
    """
    urgent = c.script.urgent
    if not urgent or not c.said or c.state.danger_told:
        return None
    alarm = heard_danger(
        c.said,
        c.script.trade,
        c.language,
        urgent.words,
        urgent.life_threatening,
        answering=talk.wants_an_answer(),
    )
    if alarm is None or (alarm is Alarm.URGENT and c.state.urgent):
        return None
    if alarm is Alarm.URGENT and talk.wants_an_answer() and _HOW_SOON.fullmatch(plain(c.said)):
        return None
    vital = alarm is Alarm.LIFE_THREATENING
    hear_caller(c, c.said)
    was_urgent, c.state.urgent = c.state.urgent, True
    c.state.danger_told = vital
    message = c.message
    message.urgency = Urgency.URGENT
    add_words(message, c.said)
    alert_urgent(c.db, message, c.now, vital=vital and was_urgent)
    if vital:
        c.phrase(EMERGENCY_PHRASE.get(c.client.trade, "life_threatening"))
    else:
        c.say(urgent.say)
    return urgent.then
