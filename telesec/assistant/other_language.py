"""The caller would speak another language of the script's: on in that, with what else was said."""

import re
from typing import Any

from telesec.assistant.conversation import Conversation
from telesec.assistant.matters import told_intent
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import only_asks_language, plain, wants_other_language
from telesec.assistant.understanding.answers.language_requests import language_request
from telesec.assistant.waiting_list.waiting_words import beside, spoken
from telesec.values.conversation import Prompt
from telesec.values.language import Language

MOST_ASKED = 3  # "can we speak English please, my French is very bad"
SHORT = 6  # words; in a longer sentence the language alone, "anglais", may be a part of the answer
# What is named by its language, or spoken by somebody else: "un cours d'anglais".
_OF_SOMETHING = {
    Language.FR: re.compile(
        r"\bd anglais\b|\b(?:docteure?|medecin|maitre|avocate?|dentiste|notaire|il|elle|equipe)"
        r" parle\b"
    ),
    Language.EN: re.compile(
        r"\ban? french \w+|\bfrench (?:speaking|lessons?|class(?:es)?|course)\b"
        r"|\bdoes (?:the|your) \w+ speak\b"
    ),
}


def asked_language(words: str, language: Language) -> tuple[Language, str] | None:
    """Which language is asked for while ``language`` is spoken, and what else was said."""
    wanted, rest = None, words
    for _ in range(MOST_ASKED):
        pieces, said = spoken(rest)
        asked = language_request(said, language)
        if asked is None:
            break
        wanted, rest = asked[0], beside(pieces, asked[1])
    if wanted:
        return wanted, rest
    if len(words.split()) > SHORT or _OF_SOMETHING[language].search(plain(words)):
        return None
    named = wants_other_language(words, language)
    return (named, "") if named else None


def in_other_language(c: Conversation, talk: Talk[Any], *, by_key: bool) -> Prompt | None:
    """The open question in the other language, unless what else was said answers it.

    None where no other is asked for, or the script has none.
    """
    others = [code for code in c.script.languages if code != c.language]
    if not others:
        return None
    if by_key:
        c.call.language, c.answered = others[0], True
        return talk.ask()
    alone = only_asks_language(c.words, c.language)
    asked = (alone, "") if alone else None
    if asked is None and not talk.keeps_words():
        asked = asked_language(c.words, c.language)
    if asked is None or asked[0] not in others:
        return None
    c.call.language, c.rest = asked
    prompt = _hear_rest(c, talk)
    c.answered = c.answered or prompt is None
    return prompt or talk.ask()


def _hear_rest(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """Where anything may be said, only what tells a matter is more than an excuse."""
    tells = talk.wants_an_answer() or told_intent(c.words, c.language, c.script.trade)
    return talk.hear() if c.words and tells else None
