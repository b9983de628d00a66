"""Another language asked for in the middle of a sentence: "the first one please do you speak
English".

Asked of us, or told of the caller; not of others, who may speak what they like: "est-ce que le
docteur parle anglais", "un certificat en anglais".
"""

import re

from telesec.assistant.understanding.text import any_of, lazily
from telesec.values.language import Language

# "Could we perhaps speak English", of either language.
_COULD_WE = (
    r"(?:can|could|may|might|shall|would|do|did|does anyone|does anybody|is it possible to"
    r"|(?:i d|i would) (?:like|prefer|rather) to|(?:i d|i would) rather)"
    r"(?: (?:we|i|you|they|possibly|maybe|perhaps|please|by any chance|also|there|just|all|mind"
    r"|someone|somebody|anyone|anybody)){0,3}"
    r" (?:speak|talk|continue|carry on|go on|do (?:this|it)|switch|speaking|change)"
    r"(?: (?:to|with|in|into|over|any|some|a bit of|a little|me|us|this|it)){0,3}"
)
_SOMEBODY = (
    r"(?:is there )?(?:anyone|anybody|someone|somebody)(?: (?:there|here|else))?"
    r"(?: (?:who|that))?(?: (?:can|could))? (?:speaks?|speaking|talks?)"
)
_ON_PEUT = (
    r"(?:on (?:peut|pourrait)|peut on|pourrait on|pouvons nous|pouvez vous|pourriez vous"
    r"|vous (?:pouvez|pourriez)|possible (?:de|que vous)|je (?:prefere|prefererais|voudrais))"
    r" (?:\w+ ){0,2}?(?:parler|parlez|continuer|passer|faire|repondre)"
    r"(?: (?:en|a l|l|le|au|me|nous|ca))*"
)
_NOT_GOOD = (
    r"(?:(?:very|really|so|pretty|quite|too|a bit) )*(?:bad|poor|terrible|awful|rusty|limited|weak"
    r"|not (?:(?:very|that|so|really|too) )*(?:good|great|strong)|isn t (?:(?:very|that|so) )*good)"
)
_PAS_BON = (
    r"(?:(?:est|n est) )?(?:(?:tres|vraiment|pas|assez|trop|un peu) )*"
    r"(?:mauvais|bon|limite|faible|rouille|terrible)"
)
_I_DO_NOT = (
    r"\b(?:i|we)(?: m| am| re)?(?: (?:really|just|sorry|afraid i))*"
    r" (?:don t|do not|can t|cannot|couldn t|not able to) (?:(?:really|actually) )*"
    r"(?:speak|understand|follow)(?: (?:any|much|good|very good|enough|the|so much))*"
)
_TAIL = r"(?:(?: (?:here|very well|with me|please|at all|by any chance|svp|s il vous plait))*)"
_JE_NE = (
    r"\b(?:je|j|on|nous) (?:(?:ne|n) )?(?:parle|comprends|parlons|comprenons) "
    r"(?:pas|mal|peu|tres mal|tres peu)(?: (?:bien|tres|tres bien|trop|du tout|beaucoup|l|le|d|de"
    r"|un mot d|un mot de))*"
)
_ENGLISH, _FRENCH = r"(?:english|anglais)", r"(?:french|francais)"
_REQUESTS = {
    (spoken, wanted): lazily(
        rf"\b(?:(?:{_COULD_WE}|{_SOMEBODY}|{_ON_PEUT}) {mine}"
        rf"|(?:do|did|can|could) you(?: \w+){{0,3}} (?:speak|talk)(?: \w+)? {mine}"
        r"|(?:est ce que )?(?:vous (?:parlez|comprenez|parleriez)|(?:parlez|comprenez) vous)"
        rf" (?:(?:aussi|un peu|l|le|en|d) )*{mine}"
        rf"|quelqu un (?:\w+ ){{0,2}}qui parle (?:l |le )?{mine}"
        rf"|(?:(?:in|en) |(?<!d )(?<!l )(?<!an )(?<!a )){mine}"
        r" (?:please|s il vous plait|svp|if (?:you can|possible)|si possible)"
        rf"|i (?:only|just) (?:speak|understand) {mine}"
        rf"|je (?:ne )?parle (?:que|qu) (?:l |le )?{mine}"
        rf"|(?:my|mon) {theirs} (?:is |s )?(?:{_NOT_GOOD}|{_PAS_BON}))\b{_TAIL}"
        rf"|(?:{_I_DO_NOT}|{_JE_NE}) {theirs}\b{_TAIL}"
    )
    for spoken, wanted, mine, theirs in (
        (Language.FR, Language.EN, _ENGLISH, _FRENCH),
        (Language.EN, Language.FR, _FRENCH, _ENGLISH),
    )
}
_NO_NEED = any_of(
    r"no need", r"(?:don t|needn t) (?:need|have)", r"pas (?:besoin|la peine|obligee?)"
)


def language_request(said: str, spoken: Language) -> tuple[Language, re.Match[str]] | None:
    """The language that is asked for while ``spoken`` is, and where in plain ``said``, however long
    that is; None where none is asked for, or it is said that there is no need.
    """
    for (ours, wanted), pattern in _REQUESTS.items():
        found = pattern.search(said) if ours is spoken else None
        if found and not _NO_NEED.search(said[: found.end()]):
            return wanted, found
    return None
