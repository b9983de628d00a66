"""What callers answer to a yes-or-no question of a script in its own words: "j'ai une ordonnance".

Pure: from words to a value.
"""

import re
from functools import lru_cache

from telesec.assistant.corrections import asks_back
from telesec.assistant.understanding import Answer, plain, spoken_answer
from telesec.assistant.understanding.answers.answers import answering_words
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language

SHORTEST_NOUN = 4  # letters; what is shorter joins words
_I_HAVE = (
    r"(?:j ai|je suis|nous (?:avons|sommes)|on (?:a|est)|i (?:have|ve|m|am)|we (?:have|ve|are|re))"
)
_BETWEEN = (
    r"(?:(?:une?|mon|ma|mes|le|la|l|les|des|du|deja|bien|toujours|encore|effectivement|eu|recu"
    r"|an?|the|my|some|already|got|been|still|had|[a-z]+ s) ){0,4}"
)
# They stand in any question.
_OF_ANY_QUESTION = word_set(
    "avez vous etes deja bien toujours encore avec pour dans chez votre notre cette cela quel"
    " quelle have been your already still with from this that there here does will would like"
)
_LISTENS = re.compile(r"\b(?:allo|bonjour|ecoute|entend\w*|hello|listening|hear|there)\b")
_NOT_ANY = (
    r"(?:pas|plus|jamais|aucune?|sans|not|no|never|without|(?:don|haven|hasn|didn|aren|isn) t)"
)
_NOT_BETWEEN = (
    r"(?:(?:de|d|encore|une?|mon|ma|l|la|le|eu|recu|fait|deja|any|an?|the|my|got|yet|have|been)"
    r" ){0,4}"
)
# "Il faut venir avec une ordonnance ?" asks; "si j'ai une ordonnance" supposes.
_SUPPOSES = re.compile(r"\b(?:faut|obligatoire|si|if|whether|do i|must i|required)\b")
_BUT = {Language.FR: "mais", Language.EN: "but"}
# Between an answer and what is remarked on it.
_REMARKING = re.compile(
    r"\b(?:mais|enfin|par contre|sauf qu\w*|sauf|seulement|quoiqu\w*|meme si|but|although|though"
    r"|except|only)\b"
)
MOST_BEFORE = 5  # words of an answer; more are a story with a "but" in it
_HAS_IT = re.compile(
    rf"(?:(?:{ANY_SIGH}|oui|si|ouais|yes|yeah) )*(?:j en ai (?:bien )?une?"
    r"|(?:je l|on l|nous l) ?(?:ai|a|avons)(?: bien)?|(?:i|we) (?:do|have)"
    r"(?: (?:have )?(?:one|it))?|(?:i|we) ve got (?:one|it))"
)
# "Mais finalement non", "mais je ne l'ai plus": then it is no yes, nor "mais si" a no.
_TAKEN_BACK = {
    Answer.YES: re.compile(
        r"(?:^| )(?:non|no|nope)(?: |$)|(?:pas encore|not yet|pas vraiment|not really)$"
        r"|\b(?:en|l) ?(?:ai|a|avons|aura\w*) (?:plus|jamais"
        r"|pas(?! (?:sur|avec|la|ici|en|sous|a)\b))"
        r"|\b(?:don t|do not|haven t|no longer) (?:have |got )+(?:it|one)\b"
        r"(?! (?:with|on|here|to)\b)"
    ),
    Answer.NO: re.compile(r"(?:^| )(?:oui|si|yes)(?: |$)|\b(?:en|l) ?(?:ai|a) (?:bien )?une?\b"),
}
_AGAINST = {
    Answer.YES: {"no", "doubt", "correction", "repeat", "person"},
    Answer.NO: {"yes", "doubt", "correction", "repeat", "person"},
}


def answers_question(words: str, question: str, language: Language) -> Answer:
    """What ``words`` answer to ``question`` where they are no plain yes or no; else UNCLEAR.

    "Oui, j'ai une ordonnance pour le genou", and without the "oui": the question's own words.
    """
    said = plain(words)
    if supposes(words) or "doubt" in answering_words(said, language):
        return Answer.UNCLEAR
    begun = _begins_with(said, language)
    if begun is not Answer.UNCLEAR or asks_back(words, language):
        return begun
    having, lacking = _of_question(plain(question))
    if lacking.search(said):
        return Answer.NO
    return Answer.YES if having.search(said) else Answer.UNCLEAR


def answer_with_remark(words: str, language: Language) -> Answer:
    """The yes or no before what is remarked on it: "oui mais elle est vieille"; else UNCLEAR.

    Of what is offered that is a refusal as often as not; to a question of what is, it is a yes.
    """
    said = plain(words)
    remark = _REMARKING.search(said)
    before, after = (said[: remark.start()], said[remark.end() :]) if remark else ("", "")
    before, told = before.strip(), bool(before and after) and not asks_back(after, language)
    if not told or len(before.split()) > MOST_BEFORE:
        return Answer.UNCLEAR
    answer = Answer.YES if _HAS_IT.fullmatch(before) else spoken_answer(before, language)
    if answer not in _TAKEN_BACK or _TAKEN_BACK[answer].search(after):
        return Answer.UNCLEAR
    return answer


def supposes(words: str) -> bool:
    """Whether what is asked about is only supposed: "si j'ai une ordonnance", "il en faut une"."""
    return bool(_SUPPOSES.search(plain(words)))


def _begins_with(said: str, language: Language) -> Answer:
    """The yes or no that stands first, where what follows asks nothing and takes nothing back."""
    first, _, rest = said.partition(" ")
    answer = spoken_answer(first, language) if first else Answer.UNCLEAR
    if answer not in _AGAINST or {"yes", "no"}.isdisjoint(answering_words(first, language)):
        return Answer.UNCLEAR
    against = _AGAINST[answer] & set(answering_words(rest, language)) or _LISTENS.search(rest)
    if against or asks_back(rest, language) or _BUT[language] in rest.split():
        return Answer.UNCLEAR
    return answer


@lru_cache(maxsize=64)
def _of_question(question: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that say that one has, or has not, what plain ``question`` asks for."""
    found = [one for one in re.findall(r"\w+\b(?! s\b)", question) if len(one) >= SHORTEST_NOUN]
    asked = "|".join(re.escape(one) for one in found if one not in _OF_ANY_QUESTION)
    nouns = rf"(?:{asked or '(?!)'})e?s?\b"
    return (
        re.compile(rf"\b{_I_HAVE} {_BETWEEN}{nouns}"),
        re.compile(rf"\b{_NOT_ANY} {_NOT_BETWEEN}{nouns}"),
    )
