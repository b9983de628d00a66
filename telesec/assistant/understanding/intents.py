"""Why somebody calls, danger included, for a client of one trade."""

from collections.abc import Collection

from telesec.assistant.understanding.alarms import Alarm
from telesec.assistant.understanding.dangers import heard_danger
from telesec.assistant.understanding.judging import features_of, judged
from telesec.assistant.understanding.subjects import Intent, subject_intent
from telesec.values.language import Language

# A life comes before everything; the word "urgent" alone before nothing but an ordinary matter.
_ALARMS = {
    Alarm.LIFE_THREATENING: Intent.EMERGENCY_LIFE,
    Alarm.URGENT: Intent.URGENT,
}
_GRAVE = frozenset(_ALARMS.values())
# Nobody is sent away, and no alarm raised, on the strength of a likelihood.
_NEVER_SUPPOSED = _GRAVE | {Intent.WRONG_NUMBER, Intent.SALES_CALL, Intent.OTHER}
SURE_ENOUGH = 0.6


def understand_intent(text: str, language: Language, trade: str = "other") -> Intent:
    """The one reason to act on first; OTHER when nothing known is said.

    Denied, past and idiomatic dangers are none: "il a eu un infarctus il y a dix ans".
    """
    alarm = heard_danger(text, trade, language)
    if alarm:
        return _ALARMS[alarm]
    shares = judged("intents", features_of(text, language, trade))
    calm = {Intent(label): share for label, share in shares.items() if label not in _GRAVE}
    return max(calm, key=calm.__getitem__)


def likelier_of(
    group: Collection[Intent], than: Intent, text: str, language: Language, trade: str
) -> Intent | None:
    """The likeliest of ``group``, where all of them together are likelier ``than`` that one."""
    shares = judged("intents", features_of(text, language, trade))
    if sum(shares[intent] for intent in group) <= shares[than]:
        return None
    return max(group, key=shares.__getitem__)


def likely_intent(text: str, language: Language, trade: str) -> Intent | None:
    """What it is about, danger aside: by known words, or else by what most likely is meant."""
    known = subject_intent(text, language)
    if known or not text.strip():
        return known
    shares = judged("intents", features_of(text, language, trade))
    likely = Intent(max(shares, key=shares.__getitem__))
    return likely if shares[likely] >= SURE_ENOUGH and likely not in _NEVER_SUPPOSED else None
