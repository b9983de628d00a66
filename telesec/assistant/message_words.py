"""Words of callers around a message: how they may be called back, and what is the matter itself."""

import re
from collections.abc import Iterable

from telesec.assistant.believed_names import bare_introduction, own_introduction
from telesec.assistant.understanding import plain
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.names.birth_words import without_birth
from telesec.assistant.understanding.relatives import RELATIVE
from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language

FEWEST_WORDS = 2  # beside those of the choice, for a sentence to tell something of the matter

_NO_CALL_BACK = re.compile(
    r"\b(?:pas la peine|pas (?:\w+ )?besoin|inutile|(?:ne )?me rappel\w+ pas|pas me rappeler"
    r"|pas etre rappele\w*|(?:je|moi qui) (?:vous )?rappellerai|no need|don t (?:need to )?call"
    r"|do not call|i ll call (?:you )?back|not necessary)\b"
)
_CALL_BACK = re.compile(
    r"\b(?:(?<!je )(?:me|nous|m) (?:rappel\w+|contact\w+)|(?:rappel|contact)ez (?:moi|nous)"
    r"|etre (?:rappele|contacte)\w*|call (?:me|us)|call back)\b"
)
# Beside a number: it is the caller's own, to be called back at.
_MY_NUMBER = re.compile(
    r"\b(?:mon (?:numero|portable|mobile|fixe|telephone)\b(?! (?:de|d) (?!telephone|portable))"
    r"|mes coordonnees|joign\w+|me joindre|m appeler|m avoir|appelez moi|me (?:re)?telephoner"
    r"|my (?:(?:phone|mobile|cell|telephone|own) )?number|my (?:mobile|cell|phone)"
    r"|reach me|ring me|phone me|get me|i m on|i am on|je suis au)\b"
)
# Right after their name, a number is where they are: "c'est Paul Durand au 06 …".
_AT = (
    r"(?: (?:je|suis|et|mon|numero|c|est|au|sur|le|a|du|joignable|l|appareil|and|i|m|am|my|number"
    r"|is|on|at|the|it|s|here|speaking)){0,6} (?:\d|zero|plus|oh|double)"
)
# "Rappelez Martine au 06 …": the caller's own number, where she is Martine.
_TO_BE_CALLED = re.compile(
    r"\b(?:(?:rappelez|appelez|recontactez|contactez|joignez|telephonez)"
    r"|(?:faut|faudrait|falloir|peut|pouvez|pourriez|doit|merci de|priere de|vous) (?:vous )?"
    r"(?:(?:la|le|les|lui|me|nous|m) )?(?:rappeler|appeler|recontacter|contacter|joindre)"
    r"|(?<!to )(?<!i )(?<!we )(?<!will )(?:call|ring|phone|contact|reach))"
    r"(?P<whom>(?: (?!(?:au|sur|on|at|ou|or)\b)\w+){1,5}?) (?:au|sur le|on|at)(?: numero| number)?"
    r" (?:le |the )?(?:\d|zero|plus|oh|double)"
)
_NO_THANKS = re.compile(
    rf"(?:(?:{ANY_SIGH}) )*(?:non|nan|no)(?: (?:non|no))?"
    r" (?:(?:c est bon|ca ira|it s fine) )?(?:merci|thanks?|thank you)"
    r"(?: (?:beaucoup|bien|madame|monsieur|you|very much|that s fine))*"
)
_NO_MESSAGE = re.compile(r"\b(?:pas|sans|aucun|no|not) (?:\w+ ){0,3}message\b")
_THIS_NUMBER = re.compile(
    r"\b(?:(?:a |au |sur |c est )?(?:ce|le meme) numero|celui (?:ci|la|qui s affiche|d ou|que vous)"
    r"|numero (?:qui s affiche|d ou j appelle|affiche)|this (?:number|one)|same number"
    r"|number i m calling from)\b"
)
_KEEPS_THE_NAME = re.compile(
    r"\b(?:pas (?:vous )?(?:donner|dire|laisser) (?:mon|de) nom|pas dire qui je suis|anonyme"
    r"|rather not (?:say|give)|not (?:give|say) my name|anonymous)\b"
)
# Said around any matter, they are none.
_AROUND_A_NAME = word_set(
    "nom prenom famille jeune fille s epouse nee veuve epele epelle ecrit lettre lettres double"
    " deux tiret espace trait union accent aigu grave circonflexe cedille majuscule minuscule comme"
    " sans avec fin debut milieu entre apres avant pas pardon non desole appareil voici ici"
    " est suis etes tout simplement mot seul part chez numero telephone portable patient patiente"
    " client cliente voila attendez excusez erreur trompe plutot enfin first last name surname"
    " family given married maiden spelled spelt spell spelling letters hyphen dash apostrophe"
    " capital without end middle start like not sorry i was am are here speaking number mobile"
    " mister mr mrs miss ms wait mean meant actually under one two word then"
)
# Who they are: "la fille de", "je suis le mari de", "de la société".
_RELATION = re.compile(
    rf"\b(?:(?:la|le|sa|son|ma|mon|the|his|her|my) )?(?:{RELATIVE}|secrétaire|assistante?|voisine?"
    r"|société|cabinet|entreprise|étude|agence|company|agency)(?: (?:de|du|d['’]|of))?\b",
    re.IGNORECASE,
)
# "Dites au docteur que j'ai perdu ma carte": what follows is the message.
_TELL_THAT = re.compile(
    r"\b(?:(?:dites|dire|transmett\w+|preven\w+|previen\w+|inform\w+|signal\w+|savoir|expliqu\w+"
    r"|rappel\w+)(?: \w+){0,5}? (?:qu|que|comme quoi|si|d|de)(?: \w+){2}"
    r"|(?:tell|inform|remind|let) (?:the |my |dr |mr |mrs |your )?\w+(?: \w+)?? (?:that |know )?"
    r"(?:i|we|my|our|he|she|it|they|the|there|to)(?: \w+){2}"
    r"|(?:say|pass on|mention) that(?: \w+){2})"
)
# It is said that something will be told, or asked: not what.
_ANNOUNCES = re.compile(
    r"\b(?:messages?|questions?|renseignements?|informations?|demande|remarque|parler|rappel\w*"
    r"|joindre|contact\w*|appeler|quelque chose|conseils?|speak|talk|call\w*|ask|information"
    r"|enquiry|something|note|advice)\b"
)
FEWEST_BESIDE = 3
_IDLE = {
    Language.FR: word_set(
        "bonjour bonsoir allo oui non euh heu alors voila bien je j ai me m moi on nous vous"
        " voudrais voulais veux souhaite souhaiterais aimerais aurais dois peux pouvez pourriez"
        " serait possible est c ca ce cela s il te plait merci madame monsieur docteur maitre"
        " appelle appeler appel telephone contacte pour un une des de du d le la les l au aux a"
        " en et ou que qu qui y avec par sur mon ma mes votre vos son sa ses laisser prendre"
        " donner demander demande avoir savoir parler faire dire besoin sujet propos concernant"
        " concerne message rendez rdv quelque chose aussi autre petit petite juste encore"
    ),
    Language.EN: word_set(
        "hello hi good morning afternoon evening yes no er um well so i id d like would want"
        " need to a an the my your for about of on in is it s this that please thanks thank you"
        " calling call called phone could can may make leave take give ask get have speak talk"
        " message appointment something else regarding concerning with and or me us we am m ve"
        " just also another"
    ),
}


def tells_something(
    words: str, language: Language, phrases: Iterable[str], fewest: int = FEWEST_WORDS
) -> bool:
    """Whether a caller who made a choice by ``phrases`` has said something of the matter too."""
    known = _IDLE[language] | {word for phrase in phrases for word in plain(phrase).split()}
    stems = tuple(word for word in known if len(word) > 4)
    told = [
        word for word in plain(words).split() if word not in known and not word.startswith(stems)
    ]
    return len(told) >= fewest


def tells_the_message(words: str) -> bool:
    """Whether who leaves a message, and tells something, has told it: "dites au docteur que …",
    "c'est pour un certificat de sport"; not "une question sur ma facture".
    """
    said = plain(words)
    return bool(_TELL_THAT.search(said)) or not _ANNOUNCES.search(said)


def tells_beside_name(words: str, name: str, language: Language) -> bool:
    """Whether a caller who was asked for the name has said more than it: "Jean Dupont, et dites-lui
    que le colis est arrivé". How it is written, and whose relative they are, is no more.
    """
    said = plain(_RELATION.sub(" ", without_birth(words)))
    rest = " ".join(word for word in said.split() if len(word) > 1 and not word.isdecimal())
    return tells_something(rest, language, [name, *_AROUND_A_NAME], fewest=FEWEST_BESIDE)


def without(words: str, phrases: Iterable[str]) -> str:
    """Plain ``words`` without those of ``phrases`` that are said, the longest first."""
    rest = plain(words)
    for phrase in sorted(map(plain, phrases), key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(phrase)}\b", " ", rest)
    return " ".join(rest.split())


def wants_no_call_back(words: str) -> bool:
    """Whether nobody need call: "ce n'est pas la peine de me rappeler"."""
    return bool(_NO_CALL_BACK.search(plain(words)))


def declines_a_call_back(words: str) -> bool:
    """Whether "non merci" is said to "peut-on vous rappeler ?": no other number is meant."""
    return wants_no_call_back(words) or bool(_NO_THANKS.fullmatch(plain(words)))


def wants_a_call_back(words: str) -> bool:
    """Whether somebody is to call: "c'est pour que le docteur me rappelle"."""
    return bool(_CALL_BACK.search(plain(words))) and not wants_no_call_back(words)


def tells_own_number(words: str) -> bool:
    """Whether a number that is told is the one to call back: "rappelez-moi au", "mon portable"."""
    said = plain(words)
    return bool(_MY_NUMBER.search(said)) or wants_a_call_back(words)


def tells_their_number(words: str, language: Language) -> bool:
    """Whether a number in ``words`` is where to call back: by what is said of it, or because it
    stands right after the name by which callers said who they are: "c'est Paul au 06 …".
    """
    if tells_own_number(words):
        return True
    name = own_introduction(words, language) or bare_introduction(words)
    last = plain(name).split()[-1:]
    return bool(last) and bool(re.search(rf"\b{re.escape(last[0])}{_AT}", plain(words)))


def tells_number_of(name: str, words: str) -> bool:
    """Whether a number in ``words`` is where the person of that ``name`` is to be called."""
    named = set(plain(name).split())
    found = _TO_BE_CALLED.finditer(plain(words))
    return any(named & set(one["whom"].split()) for one in found)


def declines_a_message(words: str) -> bool:
    """Whether there is nothing to be told: "non, pas de message"."""
    return bool(_NO_MESSAGE.search(plain(words)))


def means_this_number(words: str) -> bool:
    """Whether the number one calls from is meant: "à ce numéro"."""
    return bool(_THIS_NUMBER.search(plain(words)))


def keeps_the_name(words: str) -> bool:
    """Whether the caller would not give a name."""
    return bool(_KEEPS_THE_NAME.search(plain(words)))
