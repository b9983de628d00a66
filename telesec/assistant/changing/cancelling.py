"""Whether an appointment is really to be cancelled. Pure.

Nothing else that is done here is as hard to undo: the place is given to somebody else. It takes a
yes in so many words, or the order itself.
"""

import re

from telesec.assistant.corrections import asks_back
from telesec.assistant.understanding import Answer, plain, spoken_answer
from telesec.assistant.understanding.hesitations import SIGH
from telesec.values.language import Language

_CANCELLING = {
    Language.FR: re.compile(r"\bannul\w+|\bsupprim\w+"),
    Language.EN: re.compile(r"\bcancel\w*"),
}
# "C'est le docteur qui a annulé" tells of it, and orders nothing.
_ORDER = {
    Language.FR: re.compile(
        r"\b(?:annul(?:ez|er|ons)|supprim(?:ez|er)|(?:j|je l|je le|on l|on) annule)\b"
    ),
    Language.EN: re.compile(r"\bcancel\b(?! (?:on|fee|charge)\b)"),
}
_NO_ORDER = {
    Language.FR: re.compile(
        r"\b(?:pas|jamais|rien|sans|si|avant|au lieu|quand|plutot que|parce que|docteur|cabinet"
        r"|secretaire)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:not|n t|don t|didn t|won t|wouldn t|never|without|if|before|instead of|rather than"
        r"|when|doctor|practice)\b"
    ),
}
_NEVER = {
    Language.FR: re.compile(
        r"\b(?:n annul\w+|annul\w+ (?:pas|rien|surtout pas)|pas (?:a |l )?annuler)\b"
    ),
    Language.EN: re.compile(r"\b(?:don t|do not|never|not|didn t say) (?:want to )?cancel\b"),
}
# "Non non c'est bon" may as well be "leave it as it is".
_A_NO = {
    Language.FR: re.compile(
        rf"^(?:(?:{SIGH[Language.FR]}|mais) )*(?:non|nan)\b|(?<!dis pas )\bnon$"
    ),
    Language.EN: re.compile(rf"^(?:(?:{SIGH[Language.EN]}|but) )*(?:no|nope|nah)\b|\bno$"),
}


def says_cancel(words: str, language: Language) -> bool:
    """Whether cancelling is spoken of in so many words: "annulez-le", "cancel it"."""
    return bool(_CANCELLING[language].search(plain(words)))


def agrees_to_cancel(words: str, language: Language) -> Answer:
    """What ``words`` answer to "J'annule votre rendez-vous, c'est bien cela ?".

    YES only for a yes in words, or for the order; NO; UNCLEAR for all else, for a question, and
    for what may be either: "non non c'est bon".
    """
    said = plain(words)
    if asks_back(words, language):
        return Answer.UNCLEAR
    if _NEVER[language].search(said):
        return Answer.NO
    answer = spoken_answer(words, language)
    if answer is Answer.YES and _A_NO[language].search(said):
        answer = Answer.UNCLEAR
    if not _CANCELLING[language].search(said):
        return answer
    if _NO_ORDER[language].search(said):
        return Answer.NO if answer is Answer.NO else Answer.UNCLEAR
    ordered = bool(_ORDER[language].search(said))
    if answer is Answer.NO:
        return Answer.UNCLEAR if ordered else Answer.NO
    return Answer.YES if ordered or answer is Answer.YES else Answer.UNCLEAR
