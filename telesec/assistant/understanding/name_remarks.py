"""What people say around a name: "prénom Linh", "c'est pour ma fille", "née Garnier", "sans h".

A sentence is cut into segments, each a surname, a first name or a whole name; remarks that are no
part of any name are left out. Works on plain words; what stands in a name is read in names.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from telesec.assistant.understanding.text import word_set


class Part(StrEnum):
    """What a segment tells."""

    WHOLE = "whole"
    SURNAME = "surname"
    FIRST_NAME = "first name"


@dataclass(frozen=True, slots=True)
class Segment:
    """The places of the words that tell one part; ``said_after``: "Henri, c'est mon prénom"."""

    part: Part
    words: tuple[int, ...]
    said_after: bool = False


_RELATIVES = (
    r"(?:(?:petite?|beaux?|belle|grande?|demi|arriere) )*(?:fils|fille|femme|mari|epoux|epouse|mere"
    r"|pere|maman|papa|soeur|frere|bebe|enfant|conjointe?|compagnon|compagne|amie?|voisine?|tante"
    r"|oncle|niece|neveu|cousine?|patronne?|cliente?|patiente?|mamie|papi|copine|copain"
    r"|infirmiere?|assistante?|secretaire|proprietaire|locataire|gardienne?|tutrice|tuteur"
    r"|husband|wife|son|daughter|mother|mum|father|dad|sister|brother|baby|partner|friend"
    r"|neighbour|grandson|granddaughter|grandmother|grandfather|gran|boss|client|patient)"
)
# What comes after these counts, if a name can begin there.
_RATHER = re.compile(
    r"\b(?:(?:il|elle|qui|il se|elle se) s? ?appelle"
    r"|(?:his|her|their) (?:full )?name (?:is|s)|(?:she|he) (?:s|is) called|called"
    r"|(?:le|la|l) (?:patiente?|enfant|cliente?|petite?|bebe) (?:c est|s appelle)"
    r"|(?:c est |je (?:rappelle|telephone|vous appelle|appelle) |i m calling |it s )?"
    rf"(?:pour|for) (?:mon|ma|notre|le|la|l|un|une|my|our|the) {_RELATIVES}"
    rf"|(?:au )?nom de (?:mon|ma|notre) {_RELATIVES}"
    r"|(?:je suis|m avez|est|suis) (?:notee?|inscrite?|enregistree?|mise?) (?:sous|au nom de|comme)"
    rf"|(?:the|la|le) {_RELATIVES} (?:is|est)|it s about my {_RELATIVES}"
    r"|(?:c est |it s )?(?:pour|for) (?:le petit|la petite|little|baby|bebe|le bebe)"
    r"|going to be|gonna be|got me as|note sous"
    rf"|(?:je suis|c est) (?:le|la|l|un|une) {_RELATIVES} (?:de la |de l |de |du |d )"
    rf"|i m (?:the |an? )?\w+ s {_RELATIVES}"
    r"|(?:mettez|notez|inscrivez|marquez|ecrivez)(?! ca| cela| le\b| bien)"
    r"|(?:have|put|got|find) me (?:down )?(?:as|under)|down as|it s under"
    r"|toujours|encore|maintenant"
    r"|nom d usage|nom marital|married name(?: is| s)?)\b"
)
_TITLED = re.compile(r"\b(?:madame|monsieur|mademoiselle|mister|mrs|mr|miss|ms)\b")


def _patterns(*written: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in written)


# None of this is part of a name; to the end, or to where another part begins.
_ANOTHER = r"(?=(?:\b(?:le |mon |et )?prenom\b|\bfirst name\b|$))"
_LETTERS = r"\w \w(?: \w)*\b"  # spelled
_WHERE = r"(?:a la fin|au milieu|au debut|at the end|in the middle|at the start)"
_FORMER_NAMES = _patterns(
    r"\bc est pour (?:elle|lui)\b",
    r"\b(?:nee?|born|formerly|anciennement) (?!$).*?" + _ANOTHER,
    r"\b(?:avant|autrefois) (?:c etait|j etais).*?" + _ANOTHER,
    r"\b(?:used to be|previously|which was)\b.*?" + _ANOTHER,
    r"\b(?:(?:de|mon) )?nom de (?:jeune fille|naissance)\b.*?" + _ANOTHER,
    r"\b(?:my )?maiden name\b.*?" + _ANOTHER,
    r"\b(?:mon |ma )?nom d epouse (?:et|mais)\b",
    r"\b(?:et |en |de )*jeune fille\b(?: c est| c etait)? .*?" + _ANOTHER,
)
_ASIDES = _patterns(
    r"(?<=\w\w )(?:(?:et |and |avec |with )?(?:(?:deux|double|2|two) \w|un \w|une \w)\b ?){2,}"
    r"(?=(?:prenom|first name|$))",
    r"\b(?:avec|with) (?:un|une|an?) \w (?:apres|avant|entre|after|before) (?:le|la|l|the) \w\b",
    r"\bno \w(?: just| only)?(?= \w \w)|\b(?:tout )?attache\b|\baussi$|\bwhich is\b",
    r"\b(?:monsieur et|m et|mr and|mister and)(?= (?:madame|mme|mrs|missus)\b)|\bla famille\b",
    r"\b(?:madame|monsieur) (?:le|la) (?:maire|presidente?|directrice|directeur|juge|prefet\w*)\b",
    r"\b(?:short for|diminutif de) \w+|\b(?:the )?same (?:as|again)(?: (?:before|last time"
    r"|usual))?\b"
    r"|\bla meme (?:que .*|chose)?$|\b(?:moi|lui|elle) meme\b|\bof course\b",
    r"^that s\b|\btout simplement\b|\bcomma\b|\bvirgule\b|\bsimply\b|(?<=it s )just\b|\bca s"
    r" ecrit comme"
    r" ca se prononce\b|\bplease\b|\bas it sounds\b",
    rf"^(?:(?:um|er|euh|alors|bonjour|hello) )*(?:my|our|mon|ma|notre) {_RELATIVES}\b",
    r"\b(?:un |c est un |an? )?nom (?:compose|double|a particule|a rallonge|etranger|breton|corse"
    r"|basque|arabe|juif|\w+(?:ais|ien|ois))\b|\bdouble barrelled\b",
    r"(?<=\w\w )(?:comme|as in|like)\b(?!.* \w \w \w).*?" + _ANOTHER,
    r"(?<=\w\w )(?:avec|sans) (?:un |les |l |d )?(?:accents?|tremas?)\b(?!.* \w \w \w).*?"
    + _ANOTHER,
    r"(?<=\w\w )sans (?:les )?(?:accents?|tremas?)\b",
    r"\bc est (?:un peu |assez |tres )?(?:complique|difficile|dur)\b|\bit s (?:a bit )?"
    r"(?:tricky|hard)\b",
    r"^(?:the )?name of\b",
    r"\b(?:not|without|sans|pas) (?:an? |un |une |le |l )?\w\b"
    r"(?: (?:on the|at the|in it|a la).*)?$",
    r"\b(?:de |pour )?(?:la |the )?(?:societe|entreprise|company|firm|maison)\b",
    r"\b(?:du|de la|de l|des|from|of) (?:the )?(?:laboratoire|labo|cabinet|garage|service|mairie"
    r"|lycee|hopital|clinique|pharmacie|ecole|creche|banque|agence|laboratory|hospital|surgery"
    r"|clinic|school|bank|office|council)\b.*?" + _ANOTHER,
    r"\b(?:avocate?|notaire|infirmiere?|kinesitherapeute|comptable|huissier|solicitor|barrister"
    r"|nurse)\b.*?" + _ANOTHER,
    r"\b(?:put|get|have|book)(?: (?:it|me|us|him|her))?(?: down| in)? (?:under|as|for)\b"
    r"|\bjust put\b|\b(?:my |the )?(?:mum|mother|dad|father|wife|husband|son|daughter|partner"
    r"|patient) s (?:full )?name(?: is| s)?\b|\b(?:veuve|veuf)\b",
    r"\bc est a quel nom\b(?: deja)?|\bdeja\b|\bje me presente(?: c est)?\b",
    r"\bc est (?:pour )?(?:lui|elle)(?: qui .*)?\b",
    r"\bmoi je suis\b.*",
    r"\b(?:je suis|i m) (?:son|sa|his|her) .*",
    r"\b(?:il|elle|he|she) (?:a|est|entend|peut|ne|va|has|is|can) .*?"
    r"(?=(?:\bmonsieur\b|\bmadame\b|\bmrs?\b|$))",
    r"\b(?:donc |alors )?(?:mettez|notez) (?:ca|cela|le)\b.*",
    rf"\b(?:parce qu\w*|because|since)\b.*?(?=(?:\bc est \w \w\b| {_LETTERS}|$))",
    r"\bcomme (?:le|un|mon) prenom\b",
    r"(?<=\w\w )(?:mais )?(?:pas )?comme (?:d habitude|toujours"
    rf"|(?:le|la|les|l|un|une|dans|en|on|ca|du|des)\b)(?: \w\w+){{0,2}}?"
    rf"(?=(?: prenom| {_LETTERS}|$))",
    r"(?<=\w\w )like (?:the|a|an|in) \w+(?: \w\w+)?",
    r"\ben (?:un|1|deux|2)(?: seuls?)? mots?\b|\btout attache\b|\btout court\b|\ball one word\b"
    r"|\b(?:one|two|2) words?\b|\bau complet\b|\bc est tout\b",
    r"\b(?:sans|without)(?: (?:le|la|les|l|the|an?))? (?!\w \w)\w+\b(?: just \w(?: \w)*)?",
    r"\b(?:sans|no|pas de) \w\b(?= \w \w)",
    r"\bavec (?:un|une) seule? \w\b|\b(?:un|une) seule? \w\b|\bwith (?:just )?one \w\b",
    r"\bthere (?:s|is) an? \w in it\b",
    r"\bavec (?:un|une) i grec\b|\bwith an? y\b",
    rf"\b(?:avec |with )?(?:\w ){(2,)}{_WHERE}",
    rf"\b(?:(?:avec|with|et|and) )?(?:(?:un|une|deux|2|a|an|two|double) )?(?:\w )?{_WHERE}",
    r"\b(?:avec|with) (?:un|une|a|an) \w\b(?=(?: \w(?: \w)+| \w\w\w))",
    r"\b(?:avec|with) (?:un |une |a |an )?(?:hyphen|tiret)(?: (?:in|a|dans|entre) .*)?$",
    r"\bavec (?:un |l )?(?=accent\b)",
    r"(?<=\w\w )(?:deux|2|double|two) \w$",
    r"\b(?:deux|trois|2|3|two|three) lettres\b|\bplus loin\b|\bhonestly\b|\bjuste\b|\bhein\b",
    r"\bunder the name of\b",
    r"\b(?:puis|ensuite|then)\b|\bde l appartement\b.*?(?=(?:\bmadame\b|\bmonsieur\b|$))",
)
_FIRST = re.compile(
    r"\b(?:(?:et |and )?(?:le |mon |son |ma |my |the |his |her )?"
    r"(?:prenom|first name|given name|christian name|forename)(?: (?:c est|est|is|s))?)\b"
)
_SURNAME = re.compile(
    r"\b(?:(?:et |and )?(?:le |mon |son |notre |my |the |his |her )?"
    r"(?:nom de famille|surname|last name|family name|(?<!au )(?<!of )nom)"
    r"(?: (?:c est|est|is|s))?)\b"
)
_AFTER_IT = re.compile(
    r"\b(?:(?:ah |ca )?(?:c est|est|that s|that is|is|s) (?:le |mon |son |the |my |his |her )"
    r"(?P<part>prenom|first name|nom de famille|nom|surname|last name|family name))\b"
)
_CORRECTED = re.compile(
    r"\b(?:(?P<before>[\w]+) )?(?:non pas|pas|not|enfin|non|no|je veux dire|i mean|plutot)"
    r" (?P<after>\w+)\b"
)
_TAKEN_BACK = re.compile(
    r"\b\w+ (?:no wait|wait no|non attendez|non pardon|oh no sorry|ah non c est|no sorry it"
    r" s)\b(?= \w)"
)
_SPELLED = re.compile(rf"^ {_LETTERS}")
ALIKE = 0.5
FEWEST_BEFORE_A_TITLE = 3  # words of a sentence; "Roux, madame Roux" has one


def segments(plain_words: Sequence[str]) -> list[Segment]:
    """The parts of a name in what was said, each with the places of its words."""
    said = _Said(plain_words)
    said.forget_mistakes()
    for aside in _FORMER_NAMES:
        said.drop(aside)
    said.keep_what_counts()
    for aside in _ASIDES:
        said.drop(aside)
    return said.cut()


class _Said:
    """Words, some of them left out, always findable again by their places."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.kept = [at for at, word in enumerate(words) if " " not in word]

    @property
    def text(self) -> str:
        return " ".join(self.words[at] for at in self.kept)

    def drop(self, pattern: re.Pattern[str]) -> None:
        """Leave out what matches, as long as something is left."""
        for _ in range(4):
            found = pattern.search(self.text)
            if not found or not found[0].strip():
                return
            first, last = self._span(found)
            rest = self.kept[:first] + self.kept[last:]
            if not rest:
                return
            self.kept = rest

    def _span(self, found: re.Match[str]) -> tuple[int, int]:
        begin = found.start() + len(found[0]) - len(found[0].lstrip())
        words = len(found[0].split())
        first = self.text[:begin].count(" ")
        return first, first + words

    def forget_mistakes(self) -> None:
        """ "Durand non Durant": what is like what comes after it was a slip. "Pas Hubert"."""
        for found in _TAKEN_BACK.finditer(self.text):
            _, last = self._span(found)
            if len(self.kept[last:]) > 0:
                self.kept = self.kept[last:]
                return
        for found in _CORRECTED.finditer(self.text):
            before, after = found["before"], found["after"]
            if after in {"comme", "like", "un", "une", "an"}:
                continue
            _, last = self._span(found)
            marked = found[0].removeprefix(f"{before} ") if before else found[0]
            rest = self.kept[last:]
            denied = marked.startswith(("pas ", "not "))
            if denied and before and len(before) > 1 and not rest and _alike(before, after):
                self.kept = self.kept[: last - len(marked.split())]
                return
            if marked.startswith(("pas ", "non pas ", "not ")) and rest:
                self.kept = rest
                return
            spelled = len(after) == 1 or bool(_SPELLED.search(self.text[found.end() :]))
            if before and len(before) > 1 and (spelled or _alike(before, after)):
                self.kept = self.kept[last - 1 :]
                return

    def keep_what_counts(self) -> None:
        """The person it is for, the name to be written: what is said after such words."""
        for found in reversed(list(_RATHER.finditer(self.text))):
            _, last = self._span(found)
            rest = self.kept[last:]
            if rest and self.words[rest[0]] not in _NO_NAME_FOLLOWS:
                self.kept = rest
                break
        titles = [self._span(found)[0] for found in _TITLED.finditer(self.text)]
        if titles and titles[-1] >= FEWEST_BEFORE_A_TITLE:
            self.kept = self.kept[titles[-1] :]

    def cut(self) -> list[Segment]:
        """Segments by what introduces them or is said of them after."""
        text, marks = self.text, []
        for found in _AFTER_IT.finditer(text):
            part = Part.FIRST_NAME if found["part"] in {"prenom", "first name"} else Part.SURNAME
            marks.append((*self._span(found), part, True))
        taken = [range(first, last) for first, last, *_ in marks]
        for pattern, part in ((_FIRST, Part.FIRST_NAME), (_SURNAME, Part.SURNAME)):
            for found in pattern.finditer(text):
                first, last = self._span(found)
                if not any(first in span or last - 1 in span for span in taken):
                    marks.append((first, last, part, False))
        return self._segments(sorted(marks, key=lambda mark: mark[0]))

    def _segments(self, marks: list[tuple[int, int, Part, bool]]) -> list[Segment]:
        found: list[Segment] = []
        begin, part = 0, Part.WHOLE
        for first, last, marked, after in [
            *marks,
            (len(self.kept), len(self.kept), Part.WHOLE, False),
        ]:
            words = tuple(self.kept[begin:first])
            if words:
                found.append(Segment(marked if after else part, words, said_after=after))
            begin, part = last, Part.WHOLE if after else marked
        return found


_NO_NAME_FOLLOWS = word_set(
    "il elle qui et je c j un une le la les de du est a ne pas en pour bon he she who and i is to"
)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
