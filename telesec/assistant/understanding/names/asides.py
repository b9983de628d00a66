"""What is said beside a name, left out before it is read.

Where the name comes from ("c'est congolais"), what it is like ("comme la fête"), and other people:
the colleague one has spoken to, the doctor, the husband who rang.
"""

from collections.abc import Sequence

from telesec.assistant.understanding.names.lists import TITLES
from telesec.assistant.understanding.names.others import (
    NAMELIKE,
    Looks,
    denied_beside,
    other_people_beside,
)
from telesec.assistant.understanding.names.said_beside import said_beside
from telesec.assistant.understanding.names.wanted import matches, name_after, wanted_beside
from telesec.assistant.understanding.relatives import RELATIVE
from telesec.assistant.understanding.text import any_listed, lazily, word_set

_ORIGINS = r"""
    (?:afri|camerou|cong|antill|haiti|hait|guadeloup|martiniqu|reunionn|guyan|mauric|malgach
    |alger|algeri|maroc|tunis|egypt|liban|syri|turc|turqu|kurd|irani|irak|afghan|arabe|berber|kabyl
    |senegal|mali(?!k)|ivoir|gabon|togol|benin|guine|burkin|nigeri|ghane|rwand|angol|comor|tchad
    |portug|espagn|ital|sarde|sicil|cors|grec|polon|roum|russ|ukrain|serb|croat|bosni|alban|kosovar
    |bulgar|hongr|tchequ|slov|lituan|letton|allem|autrich|suiss|tessin|belg|flamand|wallon|holland
    |neerland|danois|suedois|norveg|finland|anglai|irland|ecoss|gallois|americ|canad|quebec|mexic
    |bresil|argentin|chil|colomb|peruv|cubain|chinoi|japon|coreen|vietnam|cambodg|laoti|thail|indien
    |pakist|sri lank|tamoul|philippin|basqu|breton|catalan|alsaci|normand|auvergn|provenc|savoyard
    |lithuan|latvian|eston|occitan|lorrain|picard|juif|juiv|irish|scottish|welsh|english|cornish|french|german|dutch|belgian|swiss
    |italian|spanish|portuguese|greek|polish|romanian|russian|ukrainian|hungarian|czech|serbian
    |croatian|albanian|bulgarian|danish|swedish|norwegian|finnish|icelandic|turkish|kurdish|iranian
    |persian|afghan|arabic|lebanese|syrian|egyptian|moroccan|algerian|tunisian|nigerian|ghanaian
    |kenyan|somali|ethiopian|ugandan|african|south african|zimbabwean|jamaican|caribbean|american
    |canadian|australian|brazilian|chinese|japanese
    |lithuanian|latvian|estonian|slovakian|slovenian|moldovan|mauritian|congolese|senegalese
    |cameroonian|eritrean|sudanese|palestinian|israeli|iraqi|malaysian|indonesian|korean|vietnamese|thai|indian|pakistani|punjabi|goan
    |gujarati|bengali|bangladeshi|tamil|sri lankan|filipino|maltese|cypriot|jewish|basque|breton)
"""
# Endings of adjectives, and no more: Russo, Slovik and Argento are names.
_ORIGIN = "".join(_ORIGINS.split("\n")).replace("    ", "") + (
    r"(?:(?:ol|al|an|and|c|n|l|gu|g|t)?(?:ais|ois|ien|en|ain|een|ol|al|and)(?:n?e)?"
    r"|aque|iaque|ene|eque|que|abe|ate?|ne|e|is|ise|se)?s?"
)
_WHOLE_ORIGIN = lazily(_ORIGIN)
_SURNAMES_TOO = word_set("welsh english french german lorrain catalan flamand breton")
# Of the name before: left out where one was said.
_REMARKS = lazily(
    rf"\b(?:(?:parce que |car |because )?(?:(?:c est|ca vient|je suis|on est|it s|i m|that s|we re)"
    rf"(?: (?:d origine|un|a|an|of|from))?(?: (?:nom|prenom))?|d origine|of) {_ORIGIN}"
    r"(?: (?:name|surname|d origine|origin|descent))?"
    r"|en (?:un|deux|trois|1|2)(?: seuls?)? mots?|tout attache|attache|(?:tout )?(?:colle|soude)"
    r"|(?:short for|diminutif (?:de|d)) \w+|(?:not|pas) (?:mac|mc)"
    r"|(?:avec|sans|with|without|no) (?:(?:l|une|un|the|an) )?apostrophe"
    r"|double barrell?ed|(?:all )?(?:in )?one word|two words|three words"
    r"|(?:avec |with )?(?:un |a )?(?:petit|grand|small|little|capital|big) (?!a l\b)[a-z]"
    r"|(?:sans|without) (?:le|la|the) (?:de|du|da|le|la|van|von|di|el|d|o|mc|mac)(?: devant)?"
    r"|(?:oui |mais )?(?:pas |not )?(?:comme|like|as in) (?:dans |in )?"
    r"(?:le|la|les|l|du|au|the|my|mon|ma)"
    r" (?!_|nom\b|prenom\b|\w*name\b)\w+(?: (?:de|du|des|d|of|in) (?:(?:la|le|l|les|the) )?\w+)?"
    r"|(?:like|as) (?:half|everyone|everybody|all|most)(?: (?:of|in|the))* \w+)\b"
)
_ORIGIN_FIRST = lazily(
    rf"\b(?:c est|it s|that s|i ve got)(?: (?:un|a|an))?(?: nom| very)? {_ORIGIN}(?: name|surname)?"
    r"(?= |$)"
)
_I_AM = lazily(
    rf"\b(?:i m|we re|i am|je suis|on est|(?:my|the) (?:sur)?name (?:s|is)) {_ORIGIN}(?= |$)"
)
# Who else is spoken of: left out where another name remains.
_OTHERS = lazily(
    r"\b(?:(?:votre|vos|your|the|le|la|l|une|un) (?:\w+ )?(?:collegues?|consoeur|confrere"
    r"|secretaire|assistante?|remplacante?|standardiste|colleague|receptionist|secretary|nurse)"
    r"|(?:j ai|on a|i ve|i|we) (?:eu|vu|rencontre|parle a|parle avec|spoke to|spoken to|saw|seen)"
    r"|(?:de la part|le voisin|la voisine|un ami|une amie|l ami|l amie) (?:de|d|du)"
    r"|(?:mon|my) (?:medecin|generaliste|doctor|gp)(?: c est| is| s)?"
    rf"|(?:c est )?(?:mon|ma|my) {RELATIVE}"
    r"(?= \w+ (?:qui|est deja|rang|called|told|said|has|m a|a (?:deja|pris)))"
    r"|(?:tout le monde|les gens|on|everyone|everybody|people|they|friends)"
    r" (?:m appelle|me dit|me disent|dit|disent|calls? me)"
    r"|(?:pour|for)(?= (?:(?:le|la|the) )?(?:docteure?|doctor|dr|professeure?|professor)\b)"
    r"|(?:pas comme|not like|unlike|rien a voir avec|(?:aucun|pas de) (?:rapport|lien) avec"
    r"|no relation (?:to|of)|not to be confused with|a ne pas confondre avec)"
    r"|(?:recommandee?|conseillee?|adressee?|donnee?) par"
    r"|(?:recommended|given|passed) (?:\w+ ){0,3}by"
    r"|(?:on |it s )?(?<!comme ca )(?:se )?(?<!ca se )(?:prononcez?|pronounced)(?: as| like)?"
    r"|(?:je n ai|j ai) pas (?:ecrit|chante|peint|joue|invente)"
    r"|i (?:didn t|did not) (?:write|sing|paint)"
    r"|used to be|before (?:that )?i was|j etais(?: avant)?|avant c etait"
    r"|(?:du|de la|of|from)(?= (?:docteure?|doctor|dr|professeure?|professor|maitre)\b)"
    r")(?: (?:le|la|l|the|an?|une?))*(?= |$)"
)
_TELLING = any_listed("""
    qui (?:m|nous) a, (?:who )?told me, who said, said (?:to|that|i|you|he|she|it|we),
    m a (?:dit|conseille)
""")
_GIVEN_OVER = lazily(  # at the end: who is wanted
    rf"\b(?:pour|for) (?:{'|'.join(TITLES)})(?= (?:\w+ ){{1,3}}(?:please|s il vous plait|svp)$)"
)
_FOR_THEM = any_listed(r"""
    pour (?:lui|elle|eux), (?:lui|elle) qui, for (?:him|her), (?:le|la) patiente?, the patient,
    (?:his|her) appointment, (?:rendez vous|rdv) (?:est )?(?:pour|au nom), au nom
""")
_DOCTORS = word_set("docteur doctor dr professeur professor")


def places_beside(said: Sequence[str], looks: Looks) -> tuple[set[int], set[int]]:
    """Which pieces are said beside the name, and which a remark is made of.

    ``said``: each piece, plain, "_" for letters.
    """
    noted: set[int] = set()
    beside = wanted_beside(said, looks)
    beside |= _first_and_last(said, looks) | _only_origins(said, looks)
    beside |= other_people_beside(said, looks) | _bare_origins(said, looks)
    beside |= said_beside(said, looks) | _origins_first(said, looks)
    for first, matched in matches(_REMARKS, said):
        likened = not {"comme", "like", "as"}.isdisjoint(said[first:matched])
        ends = likened and matched == len(said) - 1 and looks(matched) == "O"
        end = matched + ends  # "comme le bourgeois gentilhomme"
        is_name = looks(end - 1) in {"G", "GS"} and not likened  # "it's Russell"
        is_name = is_name or (not likened and _is_the_surname(said, first, end, looks))
        if not is_name and any(looks(at) in NAMELIKE for at in {*range(first)} - beside):
            beside |= set(range(first, end))
            noted.add(first - 1)
    noted |= {
        at - 1 for at in denied_beside(said, looks) if at and looks(at - 1) in {"X", "S", "GS"}
    } - beside
    beside |= _namesakes(said, looks)
    if _FOR_THEM.search(" ".join(said)):
        return beside, noted
    for first, end in sorted(_other_people(said, looks), reverse=True):
        named = name_after(said, end, looks)
        places = {*range(first, end), *named}
        left = set(range(len(said))) - places - beside
        is_caller = said[first:end][2:3] == ["part"]  # "c'est de la part de Paul Durand"
        left &= set(range(first)) if is_caller else left
        if named and any(looks(at) in NAMELIKE for at in left):
            beside |= places
    return beside, noted


def _only_origins(said: Sequence[str], looks: Looks) -> set[int]:
    """ "I'm Irish", and no name; "my name's Irish, Murphy": before a surname that is said."""
    found: set[int] = set()
    for first, end in matches(_I_AM, said):
        origin, rest = end - 1, range(end, len(said))
        named = any(looks(at) in NAMELIKE for at in {*range(first), *rest})
        followed = bool(rest) and looks(end) in NAMELIKE and not looks(end).startswith("G")
        if "S" in looks(origin) or looks(origin).startswith("G"):
            continue
        is_i = said[first] in {"i", "we", "je", "on"}
        if followed or (is_i and not named):
            found.add(origin)
    return found


def _bare_origins(said: Sequence[str], looks: Looks) -> set[int]:
    """ "Bernasconi, tessinois, prénom Aldo": right after a surname, and none itself."""
    return {
        at
        for at in range(1, len(said))
        if looks(at) in {"X", "O"}
        and looks(at - 1) in {"S", "X", "spelled"}
        and _WHOLE_ORIGIN.fullmatch(said[at])
    }


def _origins_first(said: Sequence[str], looks: Looks) -> set[int]:
    """ "C'est malgache, Rakotomalala", "c'est un nom tamoul": before the name."""
    found: set[int] = set()
    for first, end in matches(_ORIGIN_FIRST, said):
        if end >= len(said) or any(looks(at) in NAMELIKE for at in {*range(first)}):
            continue
        named = any(looks(at) in {"S", "X", "GS", "spelled"} for at in range(end, len(said)))
        is_said = "nom" in said[first:end] or "name" in said[first:end]
        if named and (is_said or looks(end - 1) in {"X", "O"}):
            found |= set(range(first, end))
    return found


def _is_the_surname(said: Sequence[str], first: int, end: int, looks: Looks) -> bool:
    """Whether what looks like an origin is the only surname: "Paul, c'est Picard"."""
    others = {at for at in range(len(said)) if looks(at) in NAMELIKE} - {*range(first, end)}
    surnames = {at for at in others if not looks(at).startswith("G")}
    is_told = list(said[first : end - 1]) in (["c", "est"], ["it", "s"])
    is_one = "S" in looks(end - 1) or (is_told and said[end - 1] in _SURNAMES_TOO)
    is_titled = any(said[at - 1] in TITLES for at in others if at)
    return is_one and not surnames and len(others) == 1 and not is_titled


def _first_and_last(said: Sequence[str], looks: Looks) -> set[int]:
    """ "Paul, c'est Picard": no more than the two names; where "c'est" stands."""
    lead = set(range(1, len(said) - 1))
    if [said[at] for at in sorted(lead)] not in (["c", "est"], ["it", "s"]):
        return set()
    is_first = looks(0) in {"G", "GS", "GO"}
    last = looks(len(said) - 1)
    is_unknown = last == "X" and not _WHOLE_ORIGIN.fullmatch(said[-1])
    is_surname = last == "S" or is_unknown or said[-1] in _SURNAMES_TOO
    return lead if is_first and is_surname else set()


def _namesakes(said: Sequence[str], looks: Looks) -> set[int]:
    """ "Marceau comme Sophie Marceau": somebody famous of that name."""
    found: set[int] = set()
    for at, word in enumerate(said):
        name = name_after(said, at + 1, looks) if at and word in {"comme", "like"} else range(0)
        if len(name) > 1 and said[name[-1]] in said[:at]:
            found |= {at, *name}
    return found


def _other_people(said: Sequence[str], looks: Looks) -> list[tuple[int, int]]:
    """Where they are led in; right before their names."""
    found = matches(_OTHERS, said) + matches(_GIVEN_OVER, said)
    titled = [at for at, word in enumerate(said) if word in TITLES]
    if titled and said[titled[0]] not in _DOCTORS:
        found += [(at, at) for at in titled if said[at] in _DOCTORS]
    for first, _ in matches(_TELLING, said):
        if first and looks(first - 1) in {"G", "GS"} and (first < 2 or looks(first - 2) == "O"):
            found.append((first - 1, first - 1))
    return found
