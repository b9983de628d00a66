"""What callers say right beside their name: whose mother they are, what friends call them.

Each function gives the pieces that asides.py leaves out.
"""

from collections.abc import Iterator, Sequence

from telesec.assistant.understanding.names.lists import TITLES
from telesec.assistant.understanding.names.others import NAMELIKE, Looks, named_until
from telesec.assistant.understanding.names.wanted import matches, name_after
from telesec.assistant.understanding.relatives import FRIENDS, RELATIVES
from telesec.assistant.understanding.text import lazily, word_set

_FIRST = word_set("G GS") | {"hyphened G"}
_KIN = (
    RELATIVES
    | FRIENDS
    | word_set("""
    infirmier infirmiere auxiliaire tutrice tuteur curatrice curateur mam carer nurse secretaire
    assistante assistant aide nounou nanny neighbour
""")
)
_THEIR = word_set("la le l the")
_OF = word_set("de d du of to")
_SO_CALLED = (
    ["dit"], ["dite"], ["alias"], ["surnomme"], ["surnommee"], ["known", "as"], ["aka"],
    ["but", "i", "go", "by"], ["i", "go", "by"], ["goes", "by"], ["mais", "on", "dit"],
)  # fmt: skip
_ENDEARMENTS = word_set("love darling dear mate pet duck hen sweetheart flower petal")
_BEFORE_ENDEARMENTS = word_set("sorry no yes yeah thanks ta hello hiya hi oh ok okay right alright")
_AT_THE_END = (["a", "la", "fin"], ["at", "the", "end"], ["on", "the", "end"])
_APART = ["plus", "loin"]
_SHORTLY = (["for", "short"], ["pour", "faire"], ["en", "abrege"])
_TURNS = word_set("but mais now maintenant before avant maiden married actually jeune")
_FILED = lazily(
    r"\b(?:(?:you|they) (?:(?:might|may|must|will|ll|probably|could|still) )*(?:have|ve got|ve|got)"
    r" (?:got )?me (?:down |still )?(?:as|under|in as|filed under)"
    r"|vous m avez (?:(?:peut etre|encore|surement|toujours|note|notee|inscrite?) )*"
    r"(?:sous|comme|au nom de)(?: le nom de)?)(?: (?:mr|mrs|ms|miss|madame|monsieur))?(?= |$)"
)
_THAT_IS_MY = (["c", "est", "mon"], ["c", "est", "ma"], ["that", "s", "my"], ["that", "is", "my"])
_OFFICES_OF = word_set("secretariat cabinet etude bureau")


def said_beside(said: Sequence[str], looks: Looks) -> set[int]:
    """All of it."""
    return {
        *_whose_kin(said, looks),
        *_of_whom_kin(said, looks),
        *_nicknames(said, looks),
        *_endearments(said, looks),
        *_endings(said, looks),
        *_words_apart(said),
        *_for_short(said, looks),
        *_filed_as(said, looks),
        *_that_is_kin(said, looks),
        *_office_of(said, looks),
        *_order(said, looks),
    }


def _whose_kin(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Lucie, la maman de Théo"; not where the other's whole name is said, and not hers."""
    for at in range(2, len(said) - 2):
        kin = said[at] in _KIN and said[at - 1] in _THEIR and said[at + 1] in _OF
        end = named_until(said, at + 2, looks) if kin else 0
        if end <= at + 2 or looks(at - 2) not in NAMELIKE:
            continue
        titled = said[at + 2] in TITLES or said[at - 3 : at - 2] in _TITLED
        whole = end - at > 3 and not titled
        if not whole or (at > 2 and looks(at - 3) in NAMELIKE):
            yield from range(at - 1, end)


_TITLED = tuple([title] for title in TITLES)


def _of_whom_kin(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Karen Whitfield, Josh's mum": of whom one is the mother."""
    for at in range(2, len(said) - 1):
        kin = said[at] == "s" and said[at + 1] in _KIN
        again = at > 3 and said[at - 1] in said[: at - 2]
        if kin and again and looks(at - 2) in NAMELIKE:
            yield from range(at - 2, at + 2)  # "Mrs Doherty, Caoimhe Doherty's mum"
        elif kin and looks(at - 1) in _FIRST and looks(at - 2) in NAMELIKE:
            yield from range(at - 1, at + 2)


def _nicknames(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Georges Delvaux, dit Jojo", "Margaret Holt, but I go by Peggy"."""
    for at in range(2, len(said) - 1):
        lead = next((one for one in _SO_CALLED if list(said[at : at + len(one)]) == one), [])
        end = at + len(lead)
        whole = looks(at - 1) in NAMELIKE and looks(at - 2) in NAMELIKE
        if lead and whole and end < len(said) and looks(end) in NAMELIKE:
            yield from range(at, end + 1)


def _endearments(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "It's Douglas Fraser, love": the secretary."""
    for at in range(1, len(said)):
        if said[at] not in _ENDEARMENTS:
            continue
        whole = at > 1 and looks(at - 1) in NAMELIKE and looks(at - 2) in NAMELIKE
        if (whole and at == len(said) - 1) or said[at - 1] in _BEFORE_ENDEARMENTS:
            yield at


def _endings(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Martineau, eau à la fin": how the name before ends."""
    for at in range(1, len(said) - 3):
        ends = said[at - 1].endswith(said[at]) and 1 < len(said[at]) < len(said[at - 1])
        if ends and looks(at - 1) in NAMELIKE and list(said[at + 1 : at + 4]) in _AT_THE_END:
            yield from range(at, at + 4)


def _words_apart(said: Sequence[str]) -> Iterator[int]:
    """ "Bel Hadj, Bel plus loin Hadj": the same again, word by word."""
    for at in range(2, len(said) - 3):
        again = said[at] == said[at - 2] and said[at + 3] == said[at - 1]
        if again and list(said[at + 1 : at + 3]) == _APART:
            yield from range(at, at + 4)


def _for_short(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Oluwaseun Adebayo, Seun for short"."""
    for at in range(2, len(said) - 2):
        if list(said[at + 1 : at + 3]) in _SHORTLY and looks(at - 1) in NAMELIKE:
            yield from range(at, at + 3)


def _filed_as(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "I'm Walsh, but you may have me under Breathnach": where another name is said."""
    if _TURNS.isdisjoint(said):
        return
    for first, end in matches(_FILED, said):
        named = name_after(said, end, looks)
        others = [
            at for at in range(len(said))
            if at not in named and looks(at) in NAMELIKE and not first <= at < end
        ]  # fmt: skip
        again = any(said[at] == said[other] for at in named for other in others)
        if named and others and not again:
            yield from {*range(first, end), *named}


def _that_is_kin(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Marie Lacoste, Pierre c'est mon mari": beside a whole name."""
    for at in range(2, len(said) - 3):
        led = list(said[at + 1 : at + 4]) in _THAT_IS_MY and said[at + 4 : at + 5]
        whole = looks(at - 1) in NAMELIKE and looks(at - 2) in NAMELIKE
        if led and said[at + 4] in _KIN and whole and looks(at) in _FIRST | {"GO"}:
            yield from range(at, at + 5)


def _office_of(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Sandrine du secrétariat de maître Delcourt": where a first name is said."""
    for at in range(len(said) - 2):
        if said[at].removeprefix("l ") not in _OFFICES_OF or said[at + 1] not in _OF:
            continue
        end = named_until(said, at + 2, looks)
        left = {*range(len(said))} - {*range(at, end)}
        if end > at + 2 and said[at + 2] in TITLES and any(looks(one) in _FIRST for one in left):
            yield from range(at, end)


def _order(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Marquez Fournel": what the secretary shall do, where no first name follows."""
    if len(said) > 1 and said[0] == "marquez" and looks(1) in NAMELIKE - _FIRST:
        yield 0
