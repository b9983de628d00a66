"""A time and nothing else: what answers no question but when."""

from datetime import datetime

from telesec.assistant.understanding.text import lazily, word_set
from telesec.assistant.understanding.times.heard import hear
from telesec.assistant.understanding.times.wishes import understand_wish
from telesec.values.language import Language

_BESIDE = word_set(
    "plutot merci oui non ou et euh alors bonjour avant apres vers a de le la l un une jour pour"
    " s il vous plait svp je voudrais veux prefere c est possible si peux"
    " please thanks thank you yes no or and uh er well some time any rather on at in the a by i d"
    " like want before after about it s for can"
)
_NO_WORD = lazily("[~0-9]+")


def tells_only_a_time(text: str, language: Language, now: datetime) -> bool:
    """Whether nothing is said but when somebody would come: "plutôt lundi matin".

    ``now`` is naive wall time. A date inside an address, "12 rue du 4 septembre", is none.
    """
    wish = understand_wish(text, language, now)
    if not (wish.windows or wish.earliest):
        return False
    rest = hear(text, language, now).whole.rest.split()
    return all(word in _BESIDE or _NO_WORD.fullmatch(word) for word in rest)
