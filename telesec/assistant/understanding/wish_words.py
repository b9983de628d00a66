"""The small words around days and times: or, except, from, as soon as possible."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from telesec.assistant.understanding.text import any_of
from telesec.values.language import Language

Item_co = TypeVar("Item_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Joint(Generic[Item_co]):
    """Something said, and how it is joined to what was said before it."""

    item: Item_co
    union: bool  # "ou", "et": both
    corrects: bool  # "non, pardon": instead


@dataclass(frozen=True, slots=True)
class LinkWords:
    """The link words of one language, as patterns over the text between days and times."""

    earliest: re.Pattern[str]
    any_time: re.Pattern[str]
    union: re.Pattern[str]
    plain_union: re.Pattern[str]
    correction: re.Pattern[str]
    negated_before: re.Pattern[str]
    negated_after: re.Pattern[str]
    from_on: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    until: re.Pattern[str]


_FRENCH = LinkWords(
    earliest=any_of(
        "(?:le |au )?plus (?:tot|vite|rapidement)(?: que)?(?: (?:vous )?possible)?(?! que)",
        "des que (?:vous (?:le )?)?(?:possible|pouvez|pourrez)", "des que possible",
        "le plus (?:tot|vite|rapidement) possible", "au plus (?:tot|vite)",
        "(?:le |votre |la )?(?:premiere?|1 er|prochaine?) (?:rendez vous |creneau |date "
        "|place |dispo(?:nibilite)? )+(?:disponible|possible|libre|venue?)?",
        "(?:le |la )?(?:premier|premiere) (?:disponible|possible)", "rapidement", "tout de suite",
        "immediatement", "sans attendre", "au plus (?:presse|court)",
    ),
    any_time=any_of(
        "n importe (?:quand|quel jour|quel moment|quelle heure|lequel)",
        "(?:ca m est |c est )?(?:egal|pareil)", "peu importe",
        "(?:quand|comme) vous (?:voulez|pouvez)", "tous les jours", "toute la semaine",
        "a (?:tout|n importe quel) moment",
        "je suis (?:libre|disponible|dispo) (?:tout le temps|toujours|quand)", "quand vous avez",
        "je m adapte", "pas de preference", "aucune preference",
    ),
    union=re.compile(r"\b(?:ou|et|soit|ni|sinon|voire|mais)\b"),
    plain_union=re.compile(r"(?:ou|et|ni|ou bien|et meme|ni meme)(?: (?:le|la|les|l|un|en|au))*"),
    correction=re.compile(
        r"(?:(?:ah|euh|heu|le|la|a) )*(?:non|pardon|enfin|plutot|je veux dire|en fait"
        r"|ou plutot)(?: (?:ah|euh|heu|non|pardon|enfin|plutot|je veux dire|en fait|c est|le"
        r"|la|a|attendez))*"),
    negated_before=re.compile(
        r"(?:(?<!pourquoi )\bpas|\bsauf|\bhormis|\bexcepte|\ba part|\bexception (?:de|du)?"
        r"|\bjamais|\bhors|\bni|\bevit(?:er|ez|e)|\bimpossible|\bindisponible|\boccupee?"
        r"|\bje travaille)"
        r"(?: (?:possible|libre|disponible|dispo|la|le|les|l|un|en|de|du|au|a|ce|dans|pour"
        r"|surtout|venir|si possible|non plus|cette|tous les|me liberer|etre la))*\s*$"
    ),
    negated_after=re.compile(
        r"^\s*(?:(?:c|ce|ca|cela|je|j|moi|la|par contre|non|en revanche"
        r"|malheureusement) )*(?:(?:ne|n|me|m) )*"
        r"(?:(?:(?:est|sera|peux|peut|suis|serai|va|vais|marche|pourrai|convient"
        r"|arrange)(?: (?:vraiment|me|m|pas trop|malheureusement))* )+(?:pas|impossible|exclu"
        r"|complique)\b|travaille\b|impossible\b|suis (?:prise?|occupee?|absente?"
        r"|en deplacement)\b)"
    ),
    from_on=re.compile(
    r"\b(?:a partir|a compter|des|pas avant|jamais avant|pas plus tot que)(?: de| du"
    r"| d)?(?: le| la| l)?\s*$"),
    after=re.compile(r"\b(?:apres|passe)(?: le| la| l| les| les fetes de| les vacances de)?\s*$"),
    before=re.compile(r"\b(?:avant|plus tot que)(?: le| la| l)?\s*$"),
    until=re.compile(
        r"\b(?:d ici|jusqu|au plus tard|pas apres|pas plus tard que)(?: a| au)?(?: le| la"
        r"| l)?\s*$"),
)  # fmt: skip

_ENGLISH = LinkWords(
    earliest=any_of(
        "as (?:soon|early|quickly) as (?:possible|you can)", "asap", "a s a p",
        "(?:the |your )?(?:earliest|soonest|next available|first available)(?: (?:possible"
        "|available|slot|appointment|opening|time|one|you have))*",
        "right away", "straight ?away", "immediately", "right now", "quickly", "urgently",
    ),
    any_time=any_of(
        "any ?time(?! (?:after|before|from|until|between|on))", "any day",
        "whenever(?: you (?:want|like|can))?", "i don t mind", "doesn t matter", "don t care",
        "it s all the same", "i m flexible", "no preference",
        "when do you have", "what do you have", "every ?day",
    ),
    union=re.compile(r"\b(?:or|and|either|but|nor|else)\b"),
    plain_union=re.compile(r"(?:or|and|nor)(?: (?:the|on|in|at))*"),
    correction=re.compile(
        r"(?:(?:oh|uh|um|er) )*(?:no|sorry|rather|i mean|actually|or rather"
        r"|make that)(?: (?:no|sorry|rather|i mean|actually|wait|make that|make it|on|the|oh))*"),
    negated_before=re.compile(
        r"\b(?:not|except|excluding|but not|apart from|other than|besides|anything but"
        r"|any day but|any time but|never|nor|can t|cannot|can not|won t|don t|isn t|avoid"
        r"|unavailable|unable|busy)"
        r"(?: (?:on|in|the|at|for|a|do|make|come|work|be|available|possible|free|this|able|to"
        r"|possibly|it|any))*\s*$"
    ),
    negated_after=re.compile(
        r"^\s*(?:(?:i|it|that|is|s|am|m|unfortunately) )*(?:can t|cannot|won t|doesn t|isn t"
        r"|not|impossible|busy|working|away|no good)\b"
    ),
    from_on=re.compile(
    r"\b(?:from|starting|starting from|as of|not before|not until|no earlier than"
    r"|on or after)(?: the| on)?\s*$"),
    after=re.compile(r"\b(?:after)(?: the| on)?\s*$"),
    before=re.compile(r"\b(?:before|earlier than)(?: the)?\s*$"),
    until=re.compile(r"\b(?:by|until|till|not after|no later than|up to)(?: the)?\s*$"),
)  # fmt: skip

WORDS = {Language.FR: _FRENCH, Language.EN: _ENGLISH}
