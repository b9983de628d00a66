"""Danger, by the phrases of the trade and by what sentences of danger have in common.

Phrases catch what is said as it is written down somewhere; the judge what is said otherwise.
Neither alone is enough: nobody writes down all the ways in which people say that they are dying.
"""

from telesec.assistant.understanding.alarm_phrases import Phrases
from telesec.assistant.understanding.alarms import Alarm, heard_alarm
from telesec.assistant.understanding.judging import features_of_danger, judged
from telesec.values.language import Language

LIKELY = 0.18  # a danger that is missed is worse than one that is not
FEWEST_WORDS = 3  # fewer raise an alarm by phrases alone

_NONE: Phrases = {}


def heard_danger(
    text: str,
    trade: str,
    language: Language,
    urgent: Phrases = _NONE,
    life_threatening: Phrases = _NONE,
) -> Alarm | None:
    """The danger in ``text`` for a client of ``trade``, the gravest there is, or None.

    ``urgent`` and ``life_threatening`` are the client's own phrases, besides those of the trade;
    what they catch is never weighed against anything.
    """
    phrased = heard_alarm(text, trade, language, urgent, life_threatening)
    if len(text.split()) < FEWEST_WORDS:
        return phrased
    shares = judged("dangers", features_of_danger(text, language, trade))
    if 1 - shares["none"] >= LIKELY:
        grave = phrased is Alarm.LIFE_THREATENING or shares["life"] >= shares["urgent"]
        return Alarm.LIFE_THREATENING if grave else Alarm.URGENT
    by_trade = heard_alarm(text, trade, language) if urgent or life_threatening else phrased
    return None if by_trade is phrased else phrased
