"""How we say things aloud: numbers, dates, names, and the assistant's own sentences."""

from telesec.assistant.speaking.hours import spoken_hours
from telesec.assistant.speaking.moments import (
    spoken_date,
    spoken_day,
    spoken_moment,
    spoken_time,
    spoken_until,
)
from telesec.assistant.speaking.numbers import spoken_number
from telesec.assistant.speaking.phrases import UnknownPhrase, phrase, phrase_keys, sentence
from telesec.assistant.speaking.sounds import sound_wav
from telesec.assistant.speaking.words import listed, speakable, spelled

__all__ = [
    "UnknownPhrase",
    "listed",
    "phrase",
    "phrase_keys",
    "sentence",
    "sound_wav",
    "speakable",
    "spelled",
    "spoken_date",
    "spoken_day",
    "spoken_hours",
    "spoken_moment",
    "spoken_number",
    "spoken_time",
    "spoken_until",
]
