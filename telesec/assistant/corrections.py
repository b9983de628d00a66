"""What callers take back or add while something else is asked: "non, plutôt jeudi".

Pure: from words to a value. What the open question wants is heard elsewhere.
"""

import re
from datetime import date
from difflib import SequenceMatcher

from telesec.assistant.believed_names import is_believable
from telesec.assistant.understanding import (
    Name,
    introduced_name,
    plain,
    understand_date,
    understand_name,
)
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.names.birth_words import without_birth
from telesec.assistant.understanding.names.lists import first_names
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.times.calendar_words import MONTH, MONTHS, WEEKDAY
from telesec.values.language import Language

ALIKE = 0.6  # of two names that may be one, heard twice

_TAKES_BACK = {
    Language.FR: re.compile(
        r"\b(?:non|en fait|finalement|plutot|pardon|excusez moi|attendez|attends|trompee?|erreur"
        r"|j ai dit|je voulais dire|je prefere|je prefererais|desolee?|enfin|au final)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:no|actually|rather|sorry|wait|i mean|i meant|i said|instead|i d prefer|i prefer"
        r"|mistake|better)\b"
    ),
}
# Of these, all but what only says that one misspoke: "pardon", "je me suis trompée".
_RATHER = {
    Language.FR: re.compile(
        r"\b(?:non|en fait|finalement|plutot|je prefere|je prefererais|au final)\b"
    ),
    Language.EN: re.compile(r"\b(?:no|actually|rather|instead|i d prefer|i prefer|better)\b"),
}
# These say that a name is being told or mended.
_OF_A_NAME = {
    Language.FR: re.compile(
        r"\b(?:noms?|prenom|m appelle|s appelle|epelle|ecrit|au nom de"
        r"|avec (?:un|une|deux|1|2) [a-z]\b(?! [a-z]\b))"
    ),
    Language.EN: re.compile(
        r"\b(?:name|surname|called|spell(?:ed|t)?|with (?:an?|one|two|double) [a-z]\b)"
    ),
}
# And these, how it is written: as good as spelling it.
_BY_LETTERS = {
    Language.FR: re.compile(
        r"\b(?:avec|sans|prend|met\w*) (?:(?:un|une|deux|1|2|pas de) )?(?:[a-z]|tiret|accent \w+)\b"
        r"(?! [a-z]\b)"
    ),
    Language.EN: re.compile(
        r"\b(?:with|without) (?:an?|one|two|double) (?:[a-z]|hyphen|dash)\b(?! [a-z]\b)"
    ),
}
_GIVEN = re.compile(r"\b(?:prenom|first name|given name)\b")
_SURNAME = re.compile(r"\b(?:nom|(?<!first )(?<!given )name|surname)\b")
# "Vendredi" alone, said of an offer: the Friday of that week.
_A_DAY_ALONE = {
    Language.FR: re.compile(
        r"(?!.*\b(?:prochaine?|ce(?! ser\w+ )|cette|demain|huit|quinze|dans|semaine|suivante?|\d+"
        r"|er)\b)"
        rf".*\b(?:{WEEKDAY[Language.FR]})\b"
    ),
    Language.EN: re.compile(
        r"(?!.*\b(?:next|this|tomorrow|week|in|following|\d+|st|nd|rd|th)\b)"
        rf".*\b(?:{WEEKDAY[Language.EN]})\b"
    ),
}
# "À mon nom de jeune fille Durand": of one's names, this one.
_KIND_OF_NAME = re.compile(
    r"\b(?:à |sous |au |c['’]est )*(?:mon |le |son )?nom (?:de (?:jeune fille|naissance|famille"
    r"|mariage|femme mariée)|d['’](?:épouse|usage))(?: (?:c['’]est|qui est))?"
    r"|\b(?:in |under )?(?:my |her |the )?(?:maiden|married|birth) name(?: is|['’]s)?(?=[ ,])",
    re.IGNORECASE,
)
_SHOULD_BE = re.compile(r"\b(?:it|that|this|the name) should (?:be|read|say)\b", re.IGNORECASE)
_THE_NAME_IS = {Language.FR: "mon nom c'est", Language.EN: "my name is"}
_NOT = r"\b(?:not|isn t|pas|n est pas)(?: (?:an?|un|une|it|c est|madame|monsieur|mr|mrs|ms))?"
_REFUSED = re.compile(r"[ ,]+(?:et )?(?:pas|not) (\w+)\s*$", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:nee?s?|naissance|born|birth)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A day is said beside the hour.
_WHICH_DAY = {
    Language.FR: re.compile(
        rf"\b(?:{WEEKDAY[Language.FR]}|{MONTH[Language.FR]}|demain|aujourd hui|semaines?|jours?"
        r"|mois|le \d+|\d+ er|premier|des que|plus tot|plus vite)\b"
    ),
    Language.EN: re.compile(
        rf"\b(?:{WEEKDAY[Language.EN]}|{MONTH[Language.EN]}|tomorrow|today|weeks?|days?|months?"
        r"|the \d+|as soon|earliest|soonest)\b"
    ),
}
# For whom: "c'est pour ma fille Léa Martin".
_FOR_SOMEBODY = re.compile(
    r"\b(?:pour|for) (?:(?:mon|ma|notre|my|our) [^\W\d_]+ )?(?P<name>[^\W\d_]+ [^\W\d_]+.*)",
    re.IGNORECASE,
)
_IN_WHOSE_NAME = re.compile(
    r"\b(?:au nom de|in the name of|under the name(?: of)?) (?P<name>[^\W\d_]+ [^\W\d_]+.*)",
    re.IGNORECASE,
)
_ASKS = {
    Language.FR: re.compile(
        r"\b(?:combien|comment|pourquoi|est ce que|qu est ce|quel(?:le)?s?|c est quoi|c est qui"
        r"|ou (?:est|etes|se|dois|puis|c est|sont|je|on)|(?:etes|est|c est|vous etes) ou)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:where|how (?:much|many|long|do)|what|which|when|why|who|do you|is there"
        r"|are (?:you|there)|can (?:i|you))\b"
    ),
}
_DAY = {
    Language.FR: re.compile(
        rf"\b(?:{WEEKDAY[Language.FR]}|demain|semaine|matin|apres midi|soir)\b"
    ),
    Language.EN: re.compile(
        rf"\b(?:{WEEKDAY[Language.EN]}|tomorrow|week|morning|afternoon|evening)\b"
    ),
}
_BARE_HOUR = {
    Language.FR: re.compile(r"\b(\d{1,2}) ?(?:heures?|h)\b(?! (?:\d|et|moins))"),
    Language.EN: re.compile(r"(?<!\d )\b(\d{1,2}) (?:o clock|a ?m|p ?m)\b"),
}
# Asked of a day, they make a question of what is wished for.
_WHAT_IS_FREE = {
    Language.FR: re.compile(
        r"\b(?:qu est ce que |est ce que )?(?:vous |n )*(?:avez|auriez)(?: vous)?(?: pas| plus)?"
        r"(?: (?:quoi|quelque chose|de la place|des? (?:places?|creneaux?|dispos?)|rien"
        r"|un creneau|une place))?(?: de (?:libre|disponible))?"
        rf"(?=(?: (?:le|la|pour|dans|en|vers))? (?:{WEEKDAY[Language.FR]}|demain"
        r"|semaine|matin|\d)|$)"
        r"|\b(?:il )?y (?:a|aurait) (?:quoi|quelque chose|de la place|des places)\b"
        r"|\bc est quoi\b"
    ),
    Language.EN: re.compile(
        r"\b(?:what(?: else| times?| slots?)? (?:have you(?: got)?|do you have|is (?:there|free)"
        r"|s (?:there|free)|about|are you like)|how about|(?:have you|do you have|is there)"
        r"(?: got)?(?: anything| something| any(?:thing)?(?: free)?| a slot| slots)?"
        r"|anything(?: free)?|(?:could|can) (?:you|we) do)\b"
    ),
}
_ALSO = {
    Language.FR: re.compile(r"\b(?:aussi|egalement|en plus|en meme temps|par ailleurs)\b"),
    Language.EN: re.compile(r"\b(?:also|too|as well|at the same time)\b"),
}
_AGREES = re.compile(rf"(?:(?:{ANY_SIGH}) )*(?:oui|ouais|yes|yeah|d accord|ok)\b")


def takes_back(words: str, language: Language) -> bool:
    """Whether something said before is to be changed: "non", "en fait", "plutôt"."""
    return bool(_TAKES_BACK[language].search(plain(words)))


def would_rather(words: str, language: Language) -> bool:
    """Whether something else is wanted than was said before, not only said better."""
    return bool(_RATHER[language].search(plain(words)))


def mends_something(words: str, language: Language) -> bool:
    """Whether something is put right, or a name is spoken of: "c'est Lefèvre, pas Lefort"."""
    said = plain(words)
    mends = takes_back(words, language) or _OF_A_NAME[language].search(said)
    return bool(mends or re.search(r"\b(?:not|pas)\b", said))


def asks_back(words: str, language: Language) -> bool:
    """Whether the caller asks something instead of agreeing: "vous êtes où exactement"."""
    said = plain(words)
    return bool(_ASKS[language].search(said)) and not _AGREES.match(said)


def says_also(words: str, language: Language) -> bool:
    """Whether it is wanted beside what is being done, not instead: "une ordonnance aussi"."""
    return bool(_ALSO[language].search(plain(words)))


def names_a_day(words: str, language: Language) -> bool:
    """Whether a day of the week or a part of the day is said, as no date of birth has it."""
    return bool(_DAY[language].search(plain(words)))


def says_which_day(words: str, language: Language) -> bool:
    """Whether a wish says the day, not only the hour: "à dix heures" is of the day talked about."""
    return bool(_WHICH_DAY[language].search(plain(words)))


def bare_hour(words: str, language: Language) -> int | None:
    """The one full hour that is said, "celui de dix heures"; None without one, or with minutes."""
    found = _BARE_HOUR[language].findall(figures(plain(words), language))
    return int(found[0]) if len(found) == 1 else None


def names_a_day_alone(words: str, language: Language) -> bool:
    """Whether a day of the week is said without a word that tells which: "plutôt vendredi"."""
    return bool(_A_DAY_ALONE[language].match(plain(words)))


def told_name(words: str, language: Language) -> Name | None:
    """The name in an answer; None where what looks like one is a question or a command.

    "Martin, pas Martine" is Martin.
    """
    words = _SHOULD_BE.sub("it's", _KIND_OF_NAME.sub(_THE_NAME_IS[language], words))
    cut = _REFUSED.sub("", without_birth(words))
    name = understand_name(cut, language)
    return name if name and is_believable(name, cut, language) else None


def letters_told(name: Name, words: str, language: Language) -> bool:
    """Whether the caller has told how that name is written: spelled, or "avec deux n"."""
    return name.spelled or bool(_BY_LETTERS[language].search(plain(words)))


def told_of_whom(words: str, language: Language) -> str | None:
    """The name of a person given unasked: "c'est pour ma fille Léa Martin née le 12 mai"."""
    found = _FOR_SOMEBODY.search(without_birth(words))
    name = introduced_name(f"c'est {found['name']}", language) if found else None
    return name.full if name and is_believable(name, words, language) else None


def told_in_whose_name(words: str, language: Language) -> str:
    """First name and surname of "au nom de Luc Bernard"; empty where not both are told."""
    found = _IN_WHOSE_NAME.search(without_birth(words))
    name = introduced_name(f"c'est {found['name']}", language) if found else None
    whole = name and name.first_name and name.surname
    return name.full if name and whole and is_believable(name, words, language) else ""


def corrected_name(words: str, language: Language, known: str) -> str | None:
    """``known`` as the caller wants it written: "en fait c'est Dupond avec un d".

    Only where words say that it is a name, it is spelled, it is like the one we have, or that one
    is denied; None otherwise, and where nothing changes.
    """
    said = plain(words)
    denied = [part for part in known.split() if _denied(part, said)]
    name = _instead(told_name(words, language), denied)
    if name is None:
        return None
    of_a_name = name.spelled or denied or _OF_A_NAME[language].search(said)
    if not of_a_name and plain(name.full) in MONTHS[language]:
        return None
    if not (of_a_name or any(_alike(name.full, one) for one in (known, *known.split()))):
        return None
    full = mended(known, name, words)
    return full if full != known else None


def _instead(name: Name | None, denied: list[str]) -> Name | None:
    """``name`` without what was ``denied`` just before it: "not Lowe, Lawson" is Lawson."""
    parts = name.full.split() if name else []
    kept = [part for part in parts if plain(part) not in map(plain, denied)]
    if name is None or len(kept) == len(parts):
        return name
    return Name(None, " ".join(kept), name.spelled) if kept else None


def told_birth_date(words: str, language: Language, today: date) -> date | None:
    """A date of birth that stands in ``words``: "née le 3 avril 1960"; None without one."""
    said = figures(plain(words), language)  # "mille neuf cent soixante"
    if not (_BIRTH.search(said) or _YEAR.search(said)):
        return None
    found = understand_date(words, language, today)
    return found if found and found <= today else None


def without_asking(words: str, language: Language) -> str:
    """``words`` without what makes a question of a wish: "vendredi" of "vous avez quoi vendredi".

    Plain words; what asks nothing of the kind comes back as it was.
    """
    rest, asked = _WHAT_IS_FREE[language].subn(" ", plain(words))
    return rest if asked else words


def mended(known: str, name: Name, words: str) -> str:
    """``known`` with what ``words`` make of it: one new word takes the place of the first name or
    of the surname; more replace both.
    """
    (first_name, _, surname), said = known.partition(" "), plain(words)
    if " " in name.full or not surname:
        return name.full
    nearness = _likeness(name.full, first_name)
    a_first_name = nearness >= ALIKE or plain(name.full) in first_names()
    nearer_first = a_first_name and nearness > _likeness(name.full, surname)
    of_surname = _SURNAME.search(said) or _denied(surname, said)
    if _GIVEN.search(said) or _denied(first_name, said) or (nearer_first and not of_surname):
        return f"{name.full} {surname}"
    return f"{first_name} {name.full}"


def _denied(part: str, said: str) -> bool:
    """Whether that part of a name is said not to be it: "not Lowe", "pas Dupont"."""
    return bool(re.search(rf"{_NOT} {plain(part)}\b", said))


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= ALIKE


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, plain(one), plain(other)).ratio()
