"""What callers say, read: pure functions over a recogniser's words, none of which ever raises.

text and numbers come first, hesitations are left out. clues are words good for the same; judging
weighs them with all else, by what teaching has learnt from sentences (stored, as letters). Rooms:

answers     yes, no, again, a person, which of several
matters     why somebody calls
danger      what puts a life or a house in danger, and what only sounds like it
names       as callers say and spell them
phones      numbers as they dictate them
times       when they would like to come
"""

from telesec.assistant.understanding.answers.answers import (
    Answer,
    requests_person,
    says_goodbye,
    wants_other_language,
    wants_person,
    wants_repeat,
)
from telesec.assistant.understanding.answers.asking_again import only_asks_again, only_asks_language
from telesec.assistant.understanding.answers.asking_for_time import only_asks_for_time
from telesec.assistant.understanding.answers.choices import (
    OfferAnswer,
    choose_offer,
    understand_choice,
    understand_ordinal,
)
from telesec.assistant.understanding.answers.greetings import says_hello
from telesec.assistant.understanding.answers.replies import spoken_answer, understand_answer
from telesec.assistant.understanding.danger.alarms import Alarm
from telesec.assistant.understanding.danger.dangers import heard_danger
from telesec.assistant.understanding.matters.intents import (
    likelier_of,
    likely_intent,
    supposed_intent,
    understand_intent,
)
from telesec.assistant.understanding.matters.mentions import mentions
from telesec.assistant.understanding.matters.subjects import (
    Intent,
    is_about_ones_own,
    subject_intent,
)
from telesec.assistant.understanding.names.introductions import introduced_name
from telesec.assistant.understanding.names.names import understand_name
from telesec.assistant.understanding.names.written_names import Name
from telesec.assistant.understanding.phones.phones import understand_digits_phone, understand_phone
from telesec.assistant.understanding.text import normalise, plain
from telesec.assistant.understanding.times.dates import numbers_in, understand_date
from telesec.assistant.understanding.times.readings import Wish
from telesec.assistant.understanding.times.windows import Window
from telesec.assistant.understanding.times.wishes import understand_wish

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
    "only_asks_for_time",
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
