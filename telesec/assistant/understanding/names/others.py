"""Those who are spoken to, addressed by their office or named as an example, and firms.

Beside the caller's name in what name_asides.py leaves out; each function gives the pieces.
"""

from collections.abc import Callable, Iterator, Sequence

from telesec.assistant.understanding.names.lists import PARTICLES, TITLES
from telesec.assistant.understanding.names.spelling import likeness
from telesec.assistant.understanding.relatives import FRIENDS, RELATIVES
from telesec.assistant.understanding.text import lazily, word_set

Looks = Callable[[int], str]

NAMELIKE = word_set("G S GS X GO SO GSO spelled") | {"hyphened G", "hyphened X"}
_FIRST = word_set("G GS") | {"hyphened G"}
_LIKE = word_set("comme like")
_DENIED = word_set("pas not ni nor neither")
_OFFICES = word_set("""
    secretaire notaire maire maitre directeur directrice president presidente juge procureur
    procureure docteur docteure professeur conseiller conseillere greffier greffiere assistante
    assistant comptable expert experte veterinaire avocat avocate cure commissaire prefet ministre
    abbe baron comte marquis standardiste receptionniste pharmacien pharmacienne dentiste medecin
    kine inspecteur inspectrice principal proviseur syndic huissier gerant gerante
""")
IS_THERE = word_set("""
    est sera serait peut pourrait recoit prend travaille consulte exerce in there available around
    free about back still ever be
""")
_TO_YOU = (["c", "est", "toi"], ["c", "est", "vous"], ["is", "that", "you"], ["c", "est", "bien"])
_GENERATIONS = word_set("junior senior jr")
_BUSINESS = word_set("""
    conveyancing solicitors services service solutions assurances assurance insurance plumbing
    immobilier immobiliere ltd limited plc llp sarl sas sa srl group groupe bank banque energie
    consulting conseil transports transport logistics logistique builders construction
    constructions ambulances ambulance taxis taxi motors garage optique optical dental clinic
    clinique pharmacie pharmacy travel voyages lettings estates properties
    gestion habitat renovation batiment electricite plomberie chauffage toitures sons co partners
    associates associes
""")
_FIRM_LEADS = word_set("""
    garage ambulances ambulance taxi taxis pharmacie societe entreprise cabinet etude agence
    boulangerie boucherie clinique hotel restaurant transports etablissements ets maison salon
""")
_ARTICLES = word_set("the la le l les")
_FROM = word_set("from de chez at du d")
_KINDS_OF_FIRM = word_set("""
    dentaire medical medicale veterinaire notariale comptable comptables immobiliere orthopedique
    infirmier infirmiers kine juridique municipal municipale primaire maternelle
""")
_PLACES_OF_FIRMS = word_set("""
    laboratoire labo residence ecole creche college lycee mairie centre maison hopital ehpad foyer
    association syndic pompes ems home menuiserie plomberie boulangerie boucherie serrurerie
    fromagerie auberge brasserie domaine ferme ecuries haras camping bar cafe bistrot pizzeria
    mairie gendarmerie commissariat prefecture tribunal gare ville commune
""")
_STREETS = word_set("rue avenue boulevard impasse quai chemin")
_SCHOOLS = word_set("ecole college lycee stade gymnase rue avenue boulevard place")
_AGENCIES = word_set("regie agence")
_INVENTED = lazily(r"immo|bati|tech|elec|clim|services?$|pharm|plus$|energ|gest|assur|net$|pro$")
_OF_TOWNS = word_set(
    "mairie ville commune gendarmerie commissariat prefecture hopital gare tribunal"
)
_HOMES = word_set("residence ehpad foyer ems home domaine camping clinique")
_OF_PLACES = word_set("des du les aux")
_MAIDEN = lazily(
    r"\b(?:nom de (?:naissance|jeune fille)|(?:maiden|birth) name)"
    r"(?: (?:c est|c etait|est|etait|is|s|was))?(?= |$)"
)
_THAT_IS_MY = (["c", "est", "mon"], ["that", "s", "my"], ["that", "is", "my"],
               ["which", "is", "my"])  # fmt: skip
_ONCE_MARRIED = word_set("mari femme epoux epouse conjoint conjointe husband wife partner")
# And whoever rings for those they look after.
_KIN = (
    RELATIVES
    | FRIENDS
    | word_set("infirmier infirmiere auxiliaire tutrice tuteur curatrice curateur mam carer")
)
_I_AM_THEIRS = (
    ["je", "suis", "sa"], ["je", "suis", "son"], ["je", "suis", "leur"], ["i", "m", "her"],
    ["i", "m", "his"], ["i", "m", "their"], ["i", "am", "her"], ["i", "am", "his"],
    ["moi", "je", "suis"],
)  # fmt: skip


def other_people_beside(said: Sequence[str], looks: Looks) -> set[int]:
    """All of them."""
    return {
        *_offices(said),
        *denied_beside(said, looks),
        *_examples(said, looks),
        *_addressed(said, looks),
        *_firms(said, looks),
        *_firms_called(said, looks),
        *_firms_of_places(said),
        *_generations(said, looks),
        *_churches(said, looks),
        *_former(said, looks),
        *_formerly_married(said, looks),
        *_born(said, looks),
        *_who_rings_for(said, looks),
        *_and_it_is_me(said, looks),
        *_at_somebodys(said, looks),
        *_as_in_both(said, looks),
        *_streets(said, looks),
        *_schools(said, looks),
        *_agencies(said, looks),
    }


def _offices(said: Sequence[str]) -> Iterator[int]:
    """ "Monsieur le secrétaire", "madame la notaire": no name at all."""
    for at in range(len(said) - 2):
        if said[at] in TITLES and said[at + 1] in {"le", "la", "l"} and said[at + 2] in _OFFICES:
            yield from range(at - (at > 0 and said[at - 1] in _DENIED), at + 3)


def named_until(said: Sequence[str], first: int, looks: Looks) -> int:
    """Where the name that begins at ``first`` ends, its title and "le" included; else ``first``."""
    at = first
    while at < len(said) and said[at] in TITLES | PARTICLES:
        at += 1
    end = at
    while end < len(said) and end < at + 2 and looks(end) in NAMELIKE:
        if "O" in looks(end) and said[end] in IS_THERE:
            break
        end += 1
    return end if end > at else first


def denied_beside(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Claes, pas Klaas", "ni Imbert ni Humbert": what sounds like the name and is not it."""
    for at in range(1, len(said)):
        if said[at - 1] not in _DENIED or looks(at) not in NAMELIKE:
            continue
        others = [
            one for place, one in enumerate(said)
            if place != at and looks(place) in NAMELIKE and said[place - 1] not in _DENIED
        ]  # fmt: skip
        alike = [one for one in others if one != said[at] and likeness(one, said[at]) >= 0.5]
        if alike and said[at] not in others:
            yield from (at - 1, at)
            if at + 1 < len(said) and looks(at + 1) == "remark":  # "pas Gomes avec un s"
                yield at + 1


def _examples(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Jeanne comme Jeanne d'Arc": somebody of that name; "Kerdraon, ker comme la maison"."""
    for at in range(1, len(said) - 1):
        if said[at] not in _LIKE:
            continue
        if said[at + 1] == said[at - 1] and looks(at + 1) in NAMELIKE:
            end = at + 2
            while end < len(said) and said[end] in PARTICLES:
                end += 1
            follows = end < len(said) and (end > at + 2 or looks(end) not in {"O", "G"})
            yield from range(at, min(end + follows, len(said)))
        part = said[at - 1]
        whole = any(one.startswith(part) and one != part for one in said[: at - 1])
        if whole and len(part) > 1 and looks(at - 1) in {"X", "particle"}:
            yield at - 1


def _addressed(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "C'est toi, Valérie ?": the one who answers the call."""
    for at in range(len(said) - 3):
        if list(said[at : at + 3]) in _TO_YOU and looks(at + 3) in NAMELIKE:
            others = {*range(len(said))} - {*range(at, at + 4)}
            if any(looks(place) in NAMELIKE for place in others):
                yield from range(at, at + 4)


def _firms(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Debbie from Swift Conveyancing", "Mamadou de Bâtiment Services"."""
    for at in range(1, len(said)):
        if said[at] not in _FROM or not any(looks(place) in NAMELIKE for place in range(at)):
            continue
        firm = [
            place for place in range(at + 1, min(at + 5, len(said))) if said[place] in _BUSINESS
        ]
        inside = {*said[at + 1 : firm[-1]]} - _ARTICLES if firm else set()
        if inside and not TITLES & inside:
            # "Hafem from builders" still tells that Hafem is a first name.
            yield from range(at + 1, firm[-1]) if said[at] == "from" else range(at, firm[-1] + 1)


def _firms_called(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Le garage Perrin, Pascal à l'appareil": what the firm is called, where a name remains."""
    for at in range(len(said) - 1):
        end = named_until(said, at + 1, looks) if said[at] in _FIRM_LEADS else 0
        titled = not TITLES.isdisjoint(said[at + 1 : end])
        end = min(end, at + 2) if end and said[at + 1] not in PARTICLES else end
        left = {*range(len(said))} - {*range(at, end)}
        if end > at + 1 and not titled and any(looks(one) in _FIRST | {"GSO"} for one in left):
            led = said[at - 1] in _FROM | {"des"} if at else False
            yield from range(at - 1 if led else at + 1, end)


def _generations(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Bertrand Lacaze junior"."""
    for at in range(2, len(said)):
        if said[at] in _GENERATIONS and all(looks(at - back) in NAMELIKE for back in (1, 2)):
            yield at


def _churches(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Peter Ainsworth, St Mark's"."""
    for at in range(2, len(said) - 2):
        saint = said[at] in {"st", "saint"} and said[at + 2] == "s"
        if saint and looks(at - 1) in NAMELIKE and looks(at - 2) in NAMELIKE:
            yield from range(at, at + 3)


def _former(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Aline Delcourt, ex-Fournier"."""
    for at in range(1, len(said)):
        if said[at].startswith("ex ") and looks(at - 1) in NAMELIKE:
            yield at
        if said[at - 1] == "ex" and at > 1 and looks(at) in NAMELIKE and looks(at - 2) in NAMELIKE:
            yield from (at - 1, at)


def _formerly_married(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Au nom de mon ex-mari Arnoux": where another name remains."""
    for at in range(len(said) - 1):
        ex = said[at].removeprefix("ex ") if said[at] != "ex" else ""
        led = ex in _ONCE_MARRIED and said[at].startswith("ex ")
        led = led or (at > 0 and said[at - 1] == "ex" and said[at] in _ONCE_MARRIED)
        end = named_until(said, at + 1, looks) if led else 0
        if end > at + 1 and _remains(said, range(at, end), looks):
            yield from range(at + 1, end)


def _born(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Tessier, nom de naissance Guillon": where another surname remains.

    "Anaïs Fournel, Carré c'est mon nom de jeune fille" too.
    """
    starts = [sum(len(one) + 1 for one in said[:at]) for at in range(len(said))]
    for found in _MAIDEN.finditer(" ".join(said)):
        at = sum(start < found.end() for start in starts)
        begin = sum(start < found.start() for start in starts)
        if list(said[max(begin - 3, 0) : begin]) in _THAT_IS_MY:
            at = begin - 4
        end = at + 1
        if not 0 <= at < len(said) or looks(at) not in NAMELIKE - _FIRST:
            continue
        others = [
            one for place, one in enumerate(said)
            if place != at and looks(place) in NAMELIKE - _FIRST - {"GO", "SO", "GSO"}
        ]  # fmt: skip
        if others and said[at] not in others:
            yield from range(at, end)


def _who_rings_for(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "C'est pour madame Ferrand Suzanne, je suis sa fille Monique": the one it is for counts."""
    for at in range(2, len(said) - 4):
        end = at + 4
        if list(said[at : at + 3]) not in _I_AM_THEIRS or said[at + 3] not in _KIN:
            continue
        before = [place for place in range(at) if looks(place) in NAMELIKE]
        if len(before) > 1 and looks(end) in _FIRST and said[end] not in said[:at]:
            yield from range(end, min(named_until(said, end, looks), len(said)))


def _firms_of_places(said: Sequence[str]) -> Iterator[int]:
    """ "Le cabinet dentaire des Halles", "la pharmacie du Marché": never somebody."""
    for at in range(len(said) - 2):
        kind = said[at].removeprefix("l ")
        if kind not in _FIRM_LEADS | _PLACES_OF_FIRMS:
            continue
        lead = at + 1 + (said[at + 1] in _KINDS_OF_FIRM)
        named = said[lead + 1 : lead + 2]
        person = not TITLES.isdisjoint(named) or named in (["nom"], ["pere"], ["prenom"])
        if lead + 1 < len(said) and said[lead] in _OF_PLACES and not person:
            yield from range(at if kind != said[at] else lead, lead + 2)
        if list(said[lead : lead + 2]) in (["de", "la"], ["de", "l"]) and not _KIN & {
            *said[lead + 2 : lead + 3]
        }:
            yield from range(lead, min(lead + 3, len(said)))
        if kind in _OF_TOWNS and said[at + 1] in {"de", "d"} and said[at + 2] not in TITLES:
            yield from range(at + 1, at + 3)
        if kind in _HOMES and said[at + 1] in {"la", "le", "l"}:
            yield from range(at if kind != said[at] else at + 1, at + 3)


def _remains(said: Sequence[str], places: range, looks: Looks) -> bool:
    """Whether there is a name elsewhere."""
    return any(looks(at) in NAMELIKE for at in range(len(said)) if at not in places)


def _and_it_is_me(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Pour mon père, il s'appelle Lucien Fouquet, et moi c'est Sandrine": no whole name."""
    for at in range(4, len(said) - 3):
        end = at + 3
        led = list(said[at:end]) in (["moi", "c", "est"], ["moi", "je", "suis"])
        whole = any(
            looks(one) in _FIRST and looks(one + 1) in NAMELIKE - _FIRST for one in range(at - 1)
        )
        other = not (_KIN | {"pour"}).isdisjoint(said[:at]) and said[end] not in said[:at]
        alone = end + 1 == len(said) or looks(end + 1) == "O"
        if led and whole and other and alone and looks(end) in _FIRST:
            yield from range(at, end + 1)


def _at_somebodys(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Brigitte, la comptable de chez monsieur Lavergne": whose office it is."""
    for at in range(1, len(said) - 2):
        end = named_until(said, at + 1, looks)
        titled = said[at] == "chez" and said[at + 1] in TITLES and end > at + 2
        if titled and any(looks(one) in _FIRST for one in range(at)):
            yield from range(at, end)


def _as_in_both(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Hope as in faith, hope and charity": all that it stands beside."""
    for at in range(1, len(said) - 4):
        end = at + 2
        while end < len(said) and (looks(end) in NAMELIKE or said[end] == "and"):
            end += 1
            if said[end - 2] == "and":
                break
        likened = list(said[at : at + 2]) == ["as", "in"] and said[at - 1] in said[at + 2 : end]
        if likened and "and" in said[at + 2 : end]:
            yield from range(at, end)


def _streets(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Monsieur Tabouret de la rue Neuve": what the street is called, where something is left."""
    for at in range(1, len(said) - 1):
        if said[at] not in _STREETS:
            continue
        end = at + 1
        while end < len(said) - 1 and said[end] in PARTICLES | {"saint", "sainte", "general"}:
            end += 1
        begin = at
        while begin > 1 and said[begin - 1] in PARTICLES:
            begin -= 1
        if any(looks(one) in NAMELIKE or said[one] in TITLES for one in range(begin)):
            yield from range(begin, end + 1)


def _schools(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "L'école Jules Ferry": after whom it is called."""
    for at in range(len(said) - 2):
        end = named_until(said, at + 1, looks)
        if said[at].removeprefix("l ") in _SCHOOLS and end > at + 2 and looks(at + 1) in _FIRST:
            yield from range(at, end)


def _agencies(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "La régie Immocentre": a firm by an invented name, and no other name is said."""
    for at in range(len(said) - 1):
        invented = looks(at + 1) == "X" and _INVENTED.search(said[at + 1])
        agency = said[at].removeprefix("l ") in _AGENCIES and looks(at + 1) == "X"
        firm = said[at].removeprefix("l ") in _FIRM_LEADS and invented
        if (agency or firm) and not _remains(said, range(at + 1, at + 2), looks):
            yield at + 1
