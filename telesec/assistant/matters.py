"""What a call is about, as a menu or a step takes it: which way to go, what was told already."""

import re
from datetime import datetime

from telesec.assistant.booking.one_more_words import asks_for_one_more
from telesec.assistant.changing.cancelling import says_cancel
from telesec.assistant.corrections import asks_back, says_also, takes_back
from telesec.assistant.plain_talk import names_no_matter
from telesec.assistant.understanding import (
    Intent,
    is_about_ones_own,
    likelier_of,
    likely_intent,
    plain,
    subject_intent,
    understand_intent,
    understand_wish,
)
from telesec.assistant.understanding.matters.move_orders import mends_the_time, prefers_a_time
from telesec.values.language import Language

# Who says this much at a menu has told us the matter, and would not like to say it again.
WORDS_OF_A_STORY = 12
WORDS_ASKING = 4  # "vous faites les soins à domicile", about the house itself
WORDS_OF_A_QUESTION = 5  # "vous êtes ouvert samedi matin"; not "l'adresse et les horaires"
ASKED = frozenset({Intent.OPENING_HOURS, Intent.ADDRESS})
# Asked in between, without leaving what one is at.
BY_THE_WAY = frozenset({Intent.OPENING_HOURS, Intent.ADDRESS, Intent.BILLING_QUERY})
OWN = frozenset(
    {Intent.APPOINTMENT_MOVE, Intent.APPOINTMENT_CANCEL, Intent.APPOINTMENT_QUERY}
)  # an appointment that the caller has
# Where else a caller may be led who is at something else and says so.
MATTERS = frozenset(
    {
        Intent.APPOINTMENT_NEW,
        Intent.APPOINTMENT_MOVE,
        Intent.APPOINTMENT_CANCEL,
        Intent.APPOINTMENT_QUERY,
        Intent.PRESCRIPTION_RENEWAL,
        Intent.RESULTS_QUERY,
        Intent.DOCUMENT_REQUEST,
        Intent.MESSAGE,
    }
)

# What somebody of the client's must see to: passed on as it was said, where no menu leads to it.
PASSED_ON = frozenset(
    {
        Intent.APPOINTMENT_NEW,
        Intent.PRESCRIPTION_RENEWAL,
        Intent.RESULTS_QUERY,
        Intent.DOCUMENT_REQUEST,
        Intent.BILLING_QUERY,
        Intent.CALLBACK_REQUEST,
        Intent.SPEAK_TO_PERSON,
    }
)

# "Prendre un rendez-vous" is one to be made, whatever else is told.
_A_NEW_ONE = re.compile(
    r"\b(?:prendre|une?|premiere?|nouveau|nouvelle|an?|make|book|new|first)"
    r" (?:(?:premiere?|nouveau|nouvelle|new|first|petit) )?(?:rendez vous|rdv|consultation|seance"
    r"|visite|intervention|creneau|appointment|visit|session|slot)\b"
)


# One the caller has: "mon rendez-vous de mardi", "la séance de ma fille".
_ONE_THEY_HAVE = re.compile(
    r"\b(?:mon|ma|son|sa|notre|leur|le|la|my|our|his|her|their|the) (?:prochaine? |next )?"
    r"(?:rendez vous|rdv|consultation|seance|visite|intervention|appointment|visit|session)\b"
)

# Who would come, and says when, wants an appointment, whatever it is called.
_WOULD_COME = {
    Language.FR: re.compile(
        r"\b(?:je (?:voudrais|veux|souhaite|souhaiterais|aimerais|peux|pourrais|desire)|j aimerais"
        r"|on (?:voudrait|aimerait)|nous (?:voudrions|aimerions)|possible de) (?:\w+ ){0,2}?"
        r"(?:commencer|recommencer|debuter|reprendre|venir|passer|consulter|voir|amener"
        r"|etre (?:vue?|recue?))\b"
    ),
    Language.EN: re.compile(
        r"\b(?:i d like|i would like|i want|we d like|can i|could i|may i|hoping)"
        r" (?:to )?(?:\w+ ){0,2}?(?:start|begin|resume|come|come in|be seen|see|bring)\b"
    ),
}
# A part of a message, whatever it is about.
_TO_TELL = re.compile(
    r"\b(?:dites|(?<!voulais )dire|dire (?:au?|aux|qu|que)|transmettez|transmettre|prevenez"
    r"|prevenir|informe[rz]|signale[rz]|expliquez|tell (?:him|her|them|the)"
    r"|let (?:him|her|them|the \w+) know|pass on|say that)\b"
)

# Whether the house does something, takes somebody, or when something takes place there.
_ASKS_OF_THE_HOUSE = {
    Language.FR: re.compile(
        r"\b(?:(?:est ce que )?(?:vous|le cabinet|la clinique|l association|le club) (?:vous )?"
        r"(?:faites|fait|prenez|prend|acceptez|accepte|proposez|propose|soignez|traitez|recevez"
        r"|vendez|gardez|gerez|intervenez|travaillez|deplacez|venez|avez (?:des|un|une) (?:cours"
        r"|ateliers?|stages?|service))|(?:faites|prenez|acceptez|proposez|soignez|traitez|venez"
        r"|travaillez|intervenez) vous"
        r"|(?:c est|elle est|il est|ce sera|a lieu) (?:quand|quel jour|a quelle date)"
        r"(?! (?:vous|je|j|on|tu|il|elle|ca|meme)\b)"
        r"|quand (?:est ce que|a lieu|ont lieu|aura lieu|auront lieu|est|sont)"
        r"|c est quel jour|a quelle date)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:(?:do|does|are|can) (?:you|they|the (?:doctor|dentist|physio|vet|club|firm))"
        r" (?:also |still |even )?(?:do|take|accept|offer|provide|treat|see|sell|deal|handle|cover"
        r"|work|come|go|run|taking)|(?:when|what (?:date|day|time)) (?:is|are) (?:the|your|this))\b"
    ),
}

# A question of the price and nothing else; what it is of may be what a menu leads to.
_ASKS_THE_PRICE = {
    Language.FR: re.compile(
        r"(?:(?:bonjour|bonsoir|allo|euh|alors|et|oui|excusez moi|pardon|madame|monsieur"
        r"|je voudrais savoir|je voulais savoir|pour savoir|dites moi) )*"
        r"(?:(?:ca|cela|c est|ce serait) (?:(?:coute|couterait|fait|ferait|va couter|revient a) )?"
        r"combien|combien (?:ca|cela|c est|coute|couterait)(?: coute| fait)?)"
        r"(?: (?:pour )?(?:une?|la|le|l|les|vos|votre|chaque)(?: (?:premiere?|simple"
        r"|petite?))?(?: \w+)(?: (?:chez|avec) (?:vous|\w+ \w+))?)?"
        r"(?: (?:chez vous|environ|a peu pres|en moyenne|s il vous plait|svp|merci))*"
    ),
    Language.EN: re.compile(
        r"(?:(?:hello|hi|good morning|good afternoon|er|so|and|yes|sorry|excuse me|please"
        r"|can you tell me|could you tell me|i d like to know|i wanted to know) )*"
        r"(?:how much|what) (?:is|are|does|do|would|will) (?:an?|the|your|each)"
        r"(?: (?:first|simple|initial))? \w+ (?:cost|set me back)"
        r"(?: (?:with you|roughly|about|please|thanks))*"
    ),
}


def asks_of_the_house(words: str, language: Language, trade: str) -> bool:
    """Whether the caller asks what we do, or when something takes place, and no more than that:
    neither an appointment, nor what a fact or the hours tell.
    """
    if len(words.split()) < WORDS_ASKING or not _ASKS_OF_THE_HOUSE[language].search(plain(words)):
        return False
    return understand_intent(words, language, trade) is Intent.OTHER


def is_about_their_own(words: str, language: Language) -> bool:
    """Whether the caller may speak of an appointment that they have, whatever is to be done."""
    said = plain(words)
    has_one = _ONE_THEY_HAVE.search(said) and not _A_NEW_ONE.search(said)
    return bool(has_one) or is_about_ones_own(words, language)


def told_intent(words: str, language: Language, trade: str, *, made: bool = False) -> Intent | None:
    """What it is about, danger aside.

    The word "rendez-vous" alone tells little: an appointment one has is known by all that is said.
    Who would rather come at another time cancels nothing, unless it is said in so many words.
    Where an appointment was ``made`` in this call, "finalement vendredi" moves it.
    """
    found = _told(words, language, trade)
    if says_cancel(words, language):
        return found
    if found is Intent.APPOINTMENT_CANCEL and prefers_a_time(words, language):
        return Intent.APPOINTMENT_MOVE
    return _of_what_was_made(found, words, language, trade) if made else found


def _of_what_was_made(
    found: Intent | None, words: str, language: Language, trade: str
) -> Intent | None:
    """What is wanted beside it, "aussi", or for somebody to be told, moves nothing; nor does one
    more: "un autre pour moi vendredi".
    """
    said = plain(words)
    if asks_for_one_more(words, language) and not _TO_TELL.search(said):
        return Intent.APPOINTMENT_NEW
    if says_also(words, language) or _A_NEW_ONE.search(said) or _TO_TELL.search(said):
        return found
    supposed = understand_intent(words, language, trade) if found is None else None
    moved = mends_the_time(words, language) or supposed is Intent.APPOINTMENT_MOVE
    return Intent.APPOINTMENT_MOVE if moved else found


def _told(words: str, language: Language, trade: str) -> Intent | None:
    found = likely_intent(words, language, trade)
    if found is Intent.APPOINTMENT_NEW and asks_of_the_house(words, language, trade):
        return None  # "do you do home visits" is no wish for one
    if found is Intent.APPOINTMENT_NEW and is_only_supposed(words, language):
        return None
    if found is Intent.APPOINTMENT_NEW and _ASKS_THE_PRICE[language].fullmatch(plain(words)):
        return Intent.BILLING_QUERY
    if found not in {*OWN, Intent.APPOINTMENT_NEW} or is_about_ones_own(words, language):
        return found
    if _A_NEW_ONE.search(plain(words)):
        return Intent.APPOINTMENT_NEW
    taught = understand_intent(words, language, trade)
    asks = taught in BY_THE_WAY and asks_back(words, language)
    if asks or not is_about_their_own(words, language):
        return taught if asks else found
    if taught is Intent.APPOINTMENT_NEW:  # "un empêchement pour mon rendez-vous de mardi"
        return likelier_of(OWN, taught, words, language, trade) or found
    return taught if taught in OWN else found


def is_only_supposed(words: str, language: Language) -> bool:
    """Whether an appointment could but be guessed, from words that tell no matter at all."""
    return subject_intent(words, language) is None and names_no_matter(words, language)


def is_to_be_told(words: str) -> bool:
    """Whether somebody is to be told of it: "dites au docteur que …"."""
    return bool(_TO_TELL.search(plain(words)))


def would_come(words: str, language: Language, now: datetime) -> bool:
    """Whether callers say that and when they would come: "je voudrais commencer lundi matin".

    ``now`` is the client's wall time.
    """
    said = plain(words)
    if not _WOULD_COME[language].search(said) or _TO_TELL.search(said):
        return False
    wish = understand_wish(words, language, now)
    return bool(wish.windows or wish.earliest)


def other_matter(words: str, language: Language, trade: str) -> Intent | None:
    """What is wanted rather than what one is at: "en fait non, je voulais un rendez-vous".

    None where it is added, or for somebody to be told.
    """
    if (
        not takes_back(words, language)
        or says_also(words, language)
        or _TO_TELL.search(plain(words))
    ):
        return None
    intent = told_intent(words, language, trade)
    return intent if intent in MATTERS else None


def tells_the_matter(words: str, language: Language) -> bool:
    """Whether what was said is the matter itself, not the answer to a menu: it is a story, about
    an appointment that the caller has, or a whole question.
    """
    count = sum(not word.isdecimal() for word in words.split())  # a number that is dictated is none
    if count >= WORDS_OF_A_STORY:
        return True
    if count >= WORDS_OF_A_QUESTION and subject_intent(words, language) in ASKED:
        return True
    return bool(words) and is_about_ones_own(words, language)
