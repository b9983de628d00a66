"""Another time for an appointment: "changez-le pour vendredi", "make it Friday", "plutôt lundi".

What is changed is called by "it" alone, or by no more than "the appointment". A verb that may be
of anything ("changez", "mettez") needs the time beside it; what is said not to be done is no
order.
"""

from telesec.assistant.understanding.text import any_of, plain
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_DAYS = {language: "|".join(days) for language, days in WEEKDAYS.items()}
_MONTHS = {language: "|".join(months) for language, months in MONTHS.items()}

_FRENCH_TIME = (
    rf"(?:{_DAYS[Language.FR]}|{_MONTHS[Language.FR]}|demain|apres demain|aujourd hui|semaine"
    r"|matin(?:ee)?|apres midi|midi|soir(?:ee)?|\w+ (?:heures?|h)|lendemain|surlendemain"
    r"|autre (?:jour|jours|date|heure|moment|creneau|horaire|fois)|plus (?:tard|tot)|quinzaine"
    r"|mois prochain|\d+|\w+ (?:jours|semaines) plus)\b"
)
_FRENCH_JOINTS = (
    r"(?:(?:a|au|aux|pour|vers|sur|dans|en|de|des|d|le|la|l|les|un|une|ce|cette|plutot|alors|donc"
    r"|si possible|svp|stp|s il (?:vous|te) plait|la place|finalement|euh|mais|debut|fin|du)"
    r" ){0,5}"
)
_FRENCH_IT = (
    r"(?:(?:le|la(?! (?:semaine|matinee|quinzaine)\b)|les)(?: moi| nous)?"
    r"|(?:moi |nous )?(?:ca|cela))"
)
_FRENCH_OWN = (
    r"(?:le|la|mon|ma|notre|ce|cette|son|sa) (?:rendez vous|rdv|seance|consultation|visite)"
)
_OF_APPOINTMENTS = r"(?:deplac|decal|report|repouss|avanc|recul|reprogramm|replanifi)"
_OF_ANYTHING = r"(?:chang|mett|remett|pass|modifi|bascul|cal|plac|replac|boug)"
_END = (
    r"(?= (?:s il|svp|stp|plutot|merci|alors|donc|un peu|d (?:un|une|\d)|de \w+ (?:jours|heures))"
    r"\b|$)"
)

_ENGLISH_TIME = (
    rf"(?:{_DAYS[Language.EN]}|{_MONTHS[Language.EN]}|tomorrow|today|week|morning|afternoon"
    r"|evening|noon|month|\w+ (?:o clock|a ?m|p ?m|thirty|fifteen)|half past|quarter (?:past|to)"
    r"|(?:another|different|other) (?:day|date|time|slot)|later|earlier|\d+|weekend)\b"
)
_ENGLISH_JOINTS = (
    r"(?:(?:to|for|on|onto|until|till|at|in|into|the|a|an|this|next|some|instead|please|back|out"
    r"|forward|along|over|around|about|up|rather|maybe|um|uh|of|day after|well|by|following"
    r"|early|late) ){0,5}"
)
_ENGLISH_IT = (
    r"(?:it|that|this|mine|(?:the|my|our|that|this) (?:appointment|booking|visit|slot|session))"
)
_NOT = r"(?<!don t )(?<!not )(?<!never )(?<!not to )(?<!t )"

MOVE_ORDERS = {
    Language.FR: any_of(
        rf"{_OF_APPOINTMENTS}ez (?:{_FRENCH_IT} {_FRENCH_JOINTS}{_FRENCH_TIME}|{_FRENCH_IT}{_END})",
        rf"{_OF_ANYTHING}(?:ez|ons) {_FRENCH_IT} {_FRENCH_JOINTS}{_FRENCH_TIME}",
        rf"(?:{_OF_ANYTHING}|{_OF_APPOINTMENTS})(?:ez|er|tre) {_FRENCH_OWN} "
        rf"{_FRENCH_JOINTS}{_FRENCH_TIME}",
        r"(?<!pas )(?<!pas de )(?<!venir )(?<!venez )(?<!passer )(?<!sans )(?:me |nous )?"
        r"(?:le|la|l)"
        rf" (?:changer|mettre|remettre|modifier|basculer|caler|placer|bouger) {_FRENCH_JOINTS}"
        rf"{_FRENCH_TIME}",
    ),
    Language.EN: any_of(
        rf"{_NOT}(?:move|change|switch|swap|shift|push|put|bring|reschedule|rebook|rearrange"
        rf"|postpone) {_ENGLISH_IT} {_ENGLISH_JOINTS}{_ENGLISH_TIME}",
        rf"{_NOT}(?:push|bring) {_ENGLISH_IT} (?:back|forward)",
        rf"(?:^|(?:you|please|actually|no|yes|yeah|just|s|then|and|but|oh|ah|sorry|or|rather"
        rf"|thought|well) )make {_ENGLISH_IT} {_ENGLISH_JOINTS}{_ENGLISH_TIME}",
    ),
}

_FRENCH_PART = r"(?:matin|apres midi|soir|prochaine?|(?:a|vers) \w+ heures?)"
_ENGLISH_PART = r"(?:morning|afternoon|evening|(?:at|around) \w+(?: (?:o clock|a ?m|p ?m))?)"
# "Plutôt vendredi", "Friday instead": another time, in so many words.
_RATHER = {
    Language.FR: any_of(
        r"(?:plutot|de preference|je prefere|je prefererais|on prefererait|j aimerais mieux"
        rf"|ca m arrange(?:rait)? (?:mieux|plus)) {_FRENCH_JOINTS}{_FRENCH_TIME}",
        rf"{_FRENCH_TIME}(?: {_FRENCH_PART})? (?:plutot|de preference"
        r"|ca m arrange(?:rait)? (?:mieux|plus)|(?:ce serait|ca serait|serait|c est|irait|ca irait)"
        r" mieux)",
    ),
    Language.EN: any_of(
        rf"(?:rather|instead|prefer|better) {_ENGLISH_JOINTS}{_ENGLISH_TIME}",
        rf"{_ENGLISH_TIME}(?: {_ENGLISH_PART})? (?:(?:instead|rather)(?! (?:of|than)\b)"
        r"|(?:would be|is|s|d be|suits me) better)",
    ),
}
# Said of what was just agreed, these mend it: "finalement vendredi", "actually Friday".
_AFTER_ALL = {
    Language.FR: any_of(
        r"(?:finalement|en fait|au final|pardon|ou alors|je voulais(?: dire)?|j ai dit|trompee?)"
        rf" (?:c est )?{_FRENCH_JOINTS}{_FRENCH_TIME}(?: {_FRENCH_PART})?"
        r"(?: que je (?:veux|voulais|voudrais)| qu il me faut)?(?: s il vous plait| merci)?$"
    ),
    Language.EN: any_of(
        r"(?:actually|sorry|on second thoughts?|after all|i meant|i said|i mean)(?: it s)?"
        rf" {_ENGLISH_JOINTS}{_ENGLISH_TIME}(?: {_ENGLISH_PART})?(?: please)?$"
    ),
}


def preferred_time(text: str, language: Language) -> str:
    """Plain ``text`` from where another time is wished for: "vendredi ce serait mieux" of "jeudi
    je travaille, vendredi ce serait mieux"; empty where none is.
    """
    said = plain(text)
    found = _RATHER[language].search(said)
    return said[found.start() :] if found else ""


def prefers_a_time(text: str, language: Language) -> bool:
    """Whether another time is wished for: "plutôt vendredi"."""
    return bool(preferred_time(text, language))


def mends_the_time(text: str, language: Language) -> bool:
    """Whether the time that was just agreed is changed: "en fait vendredi", "plutôt vendredi"."""
    return prefers_a_time(text, language) or bool(_AFTER_ALL[language].search(plain(text)))


# Of several that a caller has, the one just spoken of; or rather not that one.
_IT = {
    Language.FR: any_of(
        r"\w+(?:ez|ons) (?:moi )?(?:le|la|ca|cela)(?! (?:rendez|rdv|seance|consultation|visite)\b)",
        r"(?:le|l) \w+(?:er|tre)",
    ),
    Language.EN: any_of(r"\w+ (?:it|that)(?! (?:appointment|booking|visit|slot|session)\b)"),
}
_ANOTHER = {
    Language.FR: any_of(
        r"autre|ancien(?:ne)?|d avant|deja|precedente?|premiere?|aussi|egalement|que j avais"
    ),
    Language.EN: any_of(
        r"other|another|old|previous|existing|already|earlier one|as well|also|too|i had"
    ),
}


def means_what_was_made(text: str, language: Language) -> bool:
    """Whether an order is about what was agreed a moment ago: "changez-le", "en fait vendredi"."""
    return bool(_IT[language].search(plain(text))) or mends_the_time(text, language)


def says_another(text: str, language: Language) -> bool:
    """Whether another one is spoken of than was agreed a moment ago: "mon ancien rendez-vous"."""
    return bool(_ANOTHER[language].search(plain(text)))
