"""A greeting and nothing else: most calls begin with one, and wait for it to be given back."""

from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.text import lazily, plain

_GREETING = (
    r"(?:(?:re ?)?bonjour|bonsoir|salut|coucou|(?:good )?(?:morning|afternoon|evening|day)"
    r"|hello|hi(?: there)?|hiya|hey|how do you do|allo)"
)
# Said around it, and of nothing.
_BESIDE = (
    rf"(?:{ANY_SIGH}|oui|ouais|voila|donc|et|a (?:vous|tous)|mesdames?|madame"
    r"|messieurs|monsieur|mademoiselle|mesdemoiselles|docteur|maitre|le cabinet|le secretariat"
    r"|comment allez vous|vous allez bien|ca va|s il vous plait|excusez moi(?: de vous deranger)?"
    r"|je vous appelle|enchantee?|yes|to you|sir|madam|doctor|everyone|please"
    r"|how are you(?: doing)?(?: today)?|sorry to bother you|i m (?:calling|ringing))"
)
_ONLY_A_GREETING = lazily(rf"(?:{_BESIDE} )*{_GREETING}(?: (?:{_GREETING}|{_BESIDE}))*")


def says_hello(text: str) -> bool:
    """Whether a caller has said nothing yet but a greeting, in either language."""
    return bool(_ONLY_A_GREETING.fullmatch(plain(text)))
