"""Sentences as the carrier's voices say them: plain words, or SSML where the voice knows it.

Of SSML only ``break`` and ``sub``, which every voice of Amazon Polly has; ``say-as`` would change a
neural voice for an older one in the middle of a call.
https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from twilio.twiml.voice_response import Gather, Say, SsmlBreak, SsmlSub, VoiceResponse

from telesec.values.conversation import Aloud, Sentence
from telesec.values.language import Language

# Voices of Amazon Polly as Twilio offers them; each must fit its language or Say fails.
VOICES = {
    Language.FR: ("Polly.Lea-Neural", "fr-FR"),
    Language.EN: ("Polly.Amy-Neural", "en-GB"),
}

# Say takes 3,000 characters, and 4,500 once URL-encoded, where an é counts six (error 13521).
LONGEST_SAY = 700

BETWEEN_GROUPS = "200ms"  # beside what a comma gives: time to write two figures down
BETWEEN_LETTERS = "150ms"
BEFORE_A_CHOICE = "300ms"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_A_NUMBER = re.compile(r"(?:plus )?\d[\d ]*(?:, \d[\d ]*)*")
_NEXT_GROUP = re.compile(r",(?= \d)")
_NEXT_LETTER = re.compile(r",(?= )")
_LETTER = re.compile(r"(?:^|(?<= ))[A-Z](?=$|[, ])")
# Letters that alone are a word, or that voices name otherwise than people do.
_NAMED = {
    Language.FR: {"W": "double vé", "Y": "i grec"},
    Language.EN: {"A": "ay", "Z": "zed"},
}
_LEADING_ZERO = re.compile(r"\b0(\d)\b")
# Voices read "1 heure" as "un heure"; "21 heures" is feminine too.
_FEMININE_HOURS = re.compile(r"\b(?:1 heure|21 heures)\b")
_HOURS = {"1 heure": "une heure", "21 heures": "vingt et une heures"}


@dataclass(frozen=True, slots=True)
class _Sign:
    """What SSML adds to the words from ``start`` to ``end``: a pause, or other words for them."""

    start: int
    end: int
    pause: str = ""
    alias: str = ""


def say(parent: VoiceResponse | Gather, sentences: tuple[Sentence, ...]) -> None:
    """Let the voice of each sentence's language say it."""
    for sentence in sentences:
        voice, language = VOICES[sentence.language]
        for piece in pieces(sentence.text):
            if not knows_ssml(voice):
                parent.say(piece, voice=voice, language=language)
                continue
            words = parent.say(voice=voice, language=language)
            _write(words, piece, sorted(_signs(piece, sentence), key=lambda sign: sign.start))


def knows_ssml(voice: str) -> bool:
    """Whether pauses and other words may be given to a voice; the oldest would read the tags."""
    maker, _, name = voice.partition(".")
    return maker == "Polly" or (maker == "Google" and "Chirp" not in name)


def pieces(text: str) -> Iterator[str]:
    """``text`` without what XML forbids, in pieces short enough for one Say, cut at spaces."""
    rest = " ".join(without_control(text).split())
    while len(rest) > LONGEST_SAY:
        cut = max(rest.rfind(mark, 0, LONGEST_SAY) for mark in (". ", " ; ", ", "))
        if cut <= 0:
            cut = rest.rfind(" ", 0, LONGEST_SAY)
        if cut <= 0:
            cut = LONGEST_SAY - 1
        yield rest[: cut + 1].strip()
        rest = rest[cut + 1 :].strip()
    if rest:
        yield rest


def without_control(text: str) -> str:
    """``text`` with spaces in place of what XML forbids."""
    return _NOT_XML.sub(" ", text)


def _signs(piece: str, sentence: Sentence) -> Iterator[_Sign]:
    done = 0
    for place, part in enumerate(sentence.parts):
        start = piece.find(part.text, done)
        if start < 0:  # in another piece, or cut in two
            continue
        done = start + len(part.text)
        if part.aloud is Aloud.CHOICE and place:
            yield _Sign(start, start, pause=BEFORE_A_CHOICE)
        elif part.aloud is Aloud.NUMBER and _A_NUMBER.fullmatch(part.text):
            yield from _signs_of_number(part.text, start, sentence.language)
        elif part.aloud is Aloud.LETTERS:
            yield from _signs_of_letters(part.text, start, sentence.language)
    if sentence.language is Language.FR:
        for hour in _FEMININE_HOURS.finditer(piece):
            yield _Sign(hour.start(), hour.end(), alias=_HOURS[hour[0]])


def _signs_of_number(number: str, start: int, language: Language) -> Iterator[_Sign]:
    for group in _NEXT_GROUP.finditer(number):
        yield _Sign(start + group.end(), start + group.end(), pause=BETWEEN_GROUPS)
    if language is Language.FR:  # in English each figure stands alone
        for pair in _LEADING_ZERO.finditer(number):
            yield _Sign(start + pair.start(), start + pair.end(), alias=f"zéro {pair[1]}")


def _signs_of_letters(letters: str, start: int, language: Language) -> Iterator[_Sign]:
    for comma in _NEXT_LETTER.finditer(letters):
        yield _Sign(start + comma.end(), start + comma.end(), pause=BETWEEN_LETTERS)
    for letter in _LETTER.finditer(letters):
        alias = _NAMED[language].get(letter[0])
        if alias:
            yield _Sign(start + letter.start(), start + letter.end(), alias=alias)


def _write(words: Say, piece: str, signs: list[_Sign]) -> None:
    """The builder escapes the words: whatever callers said stays words."""
    done = 0
    for sign in signs:
        if sign.start > done:
            words.append(piece[done : sign.start])
        if sign.pause:
            words.append(SsmlBreak(time=sign.pause))
        else:
            words.append(SsmlSub(piece[sign.start : sign.end], alias=sign.alias))
        done = sign.end
    if piece[done:]:
        words.append(piece[done:])
