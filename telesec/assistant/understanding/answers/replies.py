"""Yes, no, again, a person: by the words of answers.py, weighed with all else that was said.

"Non non c'est parfait" has words of both; which of them counts is learnt from sentences.
"""

from functools import lru_cache
from itertools import pairwise

from telesec.assistant.understanding.answers.answers import (
    Answer,
    answer_by_words,
    answering_words,
    answers_in_words,
)
from telesec.assistant.understanding.judging import judged, known, pieces_of
from telesec.assistant.understanding.text import plain
from telesec.values.language import Language

LONGEST = 30  # words; more is a story, of which the first ones answer
MOST_COUNTED = 8
PIECES = (3, 4, 5)
ENDS = (3, 5, 7, 9)  # signs with which an answer begins or ends


def understand_answer(text: str, language: Language) -> Answer:
    """What was answered to a yes-or-no question; UNCLEAR when it is neither, or both."""
    if not plain(text):
        return Answer.UNCLEAR
    features = features_of_answer(text, language)
    if not known("answers", (one for one in features if one.startswith("word:"))):
        return answer_by_words(text, language)
    shares = judged("answers", features)
    return Answer(max(shares, key=shares.__getitem__))


def spoken_answer(text: str, language: Language) -> Answer:
    """The same, where something is done upon it: yes or no only where words say so.

    What resembles an answer is none: "vendredi" to "C'est bien cela ?" cancels nothing.
    """
    answer = understand_answer(text, language)
    told = answer not in {Answer.YES, Answer.NO} or answers_in_words(text, language)
    return answer if told else Answer.UNCLEAR


@lru_cache(maxsize=64)
def features_of_answer(text: str, language: Language) -> frozenset[str]:
    """What is weighed: words, pieces, ends, neighbours, and the answering words in order."""
    words = plain(text).split()[:LONGEST]
    said = " ".join(words)
    heard = answering_words(said, language)
    found = {f"word:{word}" for word in words} | pieces_of(said, PIECES)
    found |= {f"next:{one} {other}" for one, other in pairwise(["^", *words, "$"])}
    found |= {f"heard:{name}" for name in heard}
    found |= {f"rule:{answer_by_words(text, language)}", f"length:{min(len(words), MOST_COUNTED)}"}
    found |= {f"~^{said[:size]}" for size in ENDS} | {f"~{said[-size:]}$" for size in ENDS}
    found |= {"always", f"language:{language.value}"}
    if heard:
        found |= {f"first:{heard[0]}", f"last:{heard[-1]}", f"both:{heard[0]} {heard[-1]}"}
    return frozenset(found)
