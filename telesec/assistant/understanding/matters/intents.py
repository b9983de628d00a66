"""Why somebody calls, danger included, for a client of one trade."""

from collections.abc import Collection

from telesec.assistant.understanding.danger.alarms import Alarm
from telesec.assistant.understanding.danger.dangers import heard_danger
from telesec.assistant.understanding.judging import features_of, judged
from telesec.assistant.understanding.matters.subjects import Intent, subject_intent
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
# Of a whole sentence where nothing but the matter is asked, less is enough, if nothing else comes
# near: to ask again would bring the same words.
LIKELY_ENOUGH, TIMES_THE_NEXT, WHOLE_SENTENCE = 0.35, 4, 3


def understand_intent(text: str, language: Language, trade: str = "other") -> Intent:
    """The one reason to act on first; OTHER when nothing known is said.

    Denied, past and idiomatic dangers are none: "il a eu un infarctus il y a dix ans".
    """
    alarm = heard_danger(text, trade, language)
    if alarm:
        return _ALARMS[alarm]
    calm = _calm_shares(text, language, trade)
    return max(calm, key=calm.__getitem__)


def _calm_shares(text: str, language: Language, trade: str) -> dict[Intent, float]:
    """How likely each matter is where no danger was heard: of that another judge decides."""
    shares = judged("intents", features_of(text, language, trade))
    calm = {Intent(label): share for label, share in shares.items() if label not in _GRAVE}
    whole = sum(calm.values())
    return {intent: share / whole for intent, share in calm.items()}


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


def supposed_intent(text: str, language: Language, trade: str) -> Intent | None:
    """What a whole sentence is most likely about, said where nothing but that is asked; None for
    few words, where it is anybody's guess, and for what is never supposed.
    """
    if len(text.split()) < WHOLE_SENTENCE or heard_danger(text, trade, language):
        return None
    shares = _calm_shares(text, language, trade)
    likely, following = sorted(shares, key=shares.__getitem__, reverse=True)[:2]
    if likely in _NEVER_SUPPOSED or likely is Intent.MESSAGE:  # "je suis la fille de madame Roux"
        return None
    clear = shares[likely] >= TIMES_THE_NEXT * shares[following]
    return likely if clear and shares[likely] >= LIKELY_ENOUGH else None
