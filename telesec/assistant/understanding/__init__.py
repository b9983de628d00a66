"""What callers say, read: pure functions over a recogniser's words, none of which ever raises.

text and numbers come first; answers, phones, names, dates, choices, mentions, subjects stand alone;
introductions are names that were not asked for, greetings are nothing else, nor is asking again;
what raises an alarm passes through word_forms, idioms, ruled_out, alarm_phrases and alarms;
clues are words good for the same; judging weighs them with all else, by what teaching has learnt
from sentences and contrasts: for dangers, intents and replies;
a wish for a time passes through paraphrase, not_wishes, clocks, days, hours and wishes.
"""

from telesec.assistant.understanding.alarms import Alarm
from telesec.assistant.understanding.answers import (
    Answer,
    requests_person,
    says_goodbye,
    wants_other_language,
    wants_person,
    wants_repeat,
)
from telesec.assistant.understanding.asking_again import only_asks_again, only_asks_language
from telesec.assistant.understanding.choices import (
    OfferAnswer,
    choose_offer,
    understand_choice,
    understand_ordinal,
)
from telesec.assistant.understanding.dangers import heard_danger
from telesec.assistant.understanding.dates import numbers_in, understand_date
from telesec.assistant.understanding.greetings import says_hello
from telesec.assistant.understanding.intents import (
    likelier_of,
    likely_intent,
    supposed_intent,
    understand_intent,
)
from telesec.assistant.understanding.introductions import introduced_name
from telesec.assistant.understanding.mentions import mentions
from telesec.assistant.understanding.names import understand_name
from telesec.assistant.understanding.phones import understand_digits_phone, understand_phone
from telesec.assistant.understanding.readings import Wish
from telesec.assistant.understanding.replies import spoken_answer, understand_answer
from telesec.assistant.understanding.subjects import (
    Intent,
    is_about_ones_own,
    subject_intent,
)
from telesec.assistant.understanding.text import normalise, plain
from telesec.assistant.understanding.windows import Window
from telesec.assistant.understanding.wishes import understand_wish
from telesec.assistant.understanding.written_names import Name

__all__ = [
    "Alarm",
    "Answer",
    "Intent",
    "Name",
    "OfferAnswer",
    "Window",
    "Wish",
    "choose_offer",
    "heard_danger",
    "introduced_name",
    "is_about_ones_own",
    "likelier_of",
    "likely_intent",
    "mentions",
    "normalise",
    "numbers_in",
    "only_asks_again",
    "only_asks_language",
    "plain",
    "requests_person",
    "says_goodbye",
    "says_hello",
    "spoken_answer",
    "subject_intent",
    "supposed_intent",
    "understand_answer",
    "understand_choice",
    "understand_date",
    "understand_digits_phone",
    "understand_intent",
    "understand_name",
    "understand_ordinal",
    "understand_phone",
    "understand_wish",
    "wants_other_language",
    "wants_person",
    "wants_repeat",
]
