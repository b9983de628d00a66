"""Why somebody calls, danger included, for a client of one trade."""

from telesec.assistant.understanding.alarms import Alarm, heard_alarm
from telesec.assistant.understanding.subjects import Intent, matter_of
from telesec.values.language import Language

# A life comes before everything; the word "urgent" alone before nothing but an ordinary matter.
_ALARMS = {
    Alarm.LIFE_THREATENING: Intent.EMERGENCY_LIFE,
    Alarm.URGENT: Intent.URGENT,
}


def understand_intent(text: str, language: Language, trade: str = "other") -> Intent:
    """The one reason to act on first; OTHER when nothing known is said.

    Denied, past and idiomatic dangers are none: "il a eu un infarctus il y a dix ans".
    """
    alarm = heard_alarm(text, trade, language)
    if alarm:
        return _ALARMS[alarm]
    return matter_of(text, language) or Intent.OTHER
