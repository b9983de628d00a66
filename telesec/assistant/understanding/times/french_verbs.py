"""French subjects and their verbs, and what is told by them: "j'ai piscine", "il a vomi".

What may be wished for is said with few verbs (to come, to suit, to prefer); what people do
instead with any. So a verb that is not among these few keeps its subject busy.
"""

import re
from collections.abc import Sequence

from telesec.assistant.understanding.text import lazily, word_set
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.assistant.understanding.times.verb_roles import Role, Said
from telesec.values.language import Language

_PRONOUNS = word_set("je j tu il elle on nous vous ils elles")
_NO_VERBS = _PRONOUNS | word_set("avant apres au entre vers de du des pour ~ et ou mais donc dis")
_CLITICS = word_set("ne n me m te t se s le la l les lui leur y en nous vous")
_ADVERBS = word_set(
    "deja bien encore toujours juste aussi tous toutes tout souvent surement vraiment"
    " malheureusement normalement justement seulement plutot egalement finalement"
)
_STAFF = lazily(r"(?:docteure?|dr|medecin|dentiste|notaire|maitre|avocate?|veterinaire)$")
_NOT = word_set("pas plus jamais guere")
_DETERMINERS = word_set("mon ma mes son sa ses notre nos votre vos leur leurs le la les l un une 1")
_NOT_NOUNS = word_set(
    "plus prochain prochaine semaine matin soir midi jour jours mois week meme moins seul seule"
    " lundi mardi mercredi jeudi vendredi samedi dimanche premier premiere quinzaine apres autre"
    " journee matinee soiree heure heures fin debut milieu lendemain veille"
)

_HAVE = word_set("ai as a avons avez ont")
_BE = word_set("suis es est sommes etes sont")
_HAD = word_set("avais avait avions aviez avaient etais etait etions etiez etaient")
_WILL_HAVE = word_set("aurai aura aurons aurez auront")
_WILL_BE = word_set("serai sera serons serez seront")

# Of these the past is spoken of to wish: "j'ai pensé à mardi", "j'ai posé mon mercredi".
_WISHED = lazily(
    r"(?:pens|pose$|libere|reussi|regarde|note|choisi|prevu|vu$|trouve|reserve|garde|bloque"
    r"|demande|oublie|dispo|envie|besoin|hate|entendu|compris|cru|dit$|mis$|pris$|propose)"
)
_PARTICIPLE = lazily(
    r"(?:\w{2,}(?:ee?s?|ie?s?|ue?s?|ise?s?|ite?s?|erte?s?|inte?s?)|eue?s?|dit|dus?|pu|su|lu|ne|nee)"
)
_NOT_PARTICIPLES = word_set("""
    une quelque quelques toute toutes cette peur envie libre disponible rendez piscine danse ecole
    cantine gymnastique musique chorale poterie natation kinesitherapie psychotherapie classe garde
    audience permanence messe theatre catechisme prise seance chimiotherapie dialyse radio visite
    conference assemblee livraison reunion cours tennis judo kine mardi lundi jeudi personne
    entre apres comme de le je me ce ne que pile reste moins depuis puis aussi oui ici midi avis
    ennuis soucis plusieurs gym stage match pique beaucoup autre meme encore presque jusque
    audition formation rien peu plus vendredi samedi mercredi cinquante trente quarante juste
    conge seule seules libres disponibles mobile flexible retraite retraitee ouvert ouverte ouverts
    fermes fermee ferme prete pres tres dispose disposee decidee preferee ravie desolee desole
    embete embetee obligee oblige inquiete enceinte malade fatiguee fatigue presse pressee
    interesse interessee joignable content contente absente occupe occupee coincee coince bloquee
    bloque prises pris
""")
_GONE = lazily(
    r"(?:alle|venu|passe|tombe|arrive|parti|rentre|mort|reste|revenu|sorti|monte|descendu|devenu"
    r"|nee?$|decede|intervenu|repasse|reparti|retourne)(?:e|s|es)?$"
)

_FREE_WORDS = word_set("""
    libre libres disponible disponibles dispo dispos la open flexible retraite retraitee ouvert
    ouverte ouverts partant partante preneur preneuse joignable d accord content contente ravi
    ravie rentre rentree revenu revenue
""")
_AT_HOME = lazily(
    r"(?:juste )?(?:a )?(?:chez (?:moi|nous|vous)|a (?:la|ma) (?:maison|retraite|disposition)"
    r"|a (?:vous|votre)"
    r"|(?:tout(?:e)? )?(?:a vous)|en (?:repos|conges?|rtt|teletravail|retraite|recuperation)\b"
    r"|de (?:repos|recup|retour)|du matin au soir|sur place|dans le (?:quartier|coin|secteur)"
    r"|au (?:chomage|repos|foyer)|a (?:cote|deux pas|2 pas|l heure|proximite)|(?:en|sur la) route"
    r"|pas loin)"
)
_AWAY = lazily(
    r"(?:prise?s?|occupee?s?|absente?s?|coincee?s?|bloquee?s?|indisponibles?|fermee?s?|debordee?s?"
    r"|injoignables?|partie?s?|a |au |aux |en |chez |dialysee?s?"
    r"|de (?:garde|nuit|service|permanence|matin|apres|sortie|mariage|astreinte|corvee|journee"
    r"|l apres|permanence)|d astreinte|d apres midi"
    r"|dans (?:le train|l avion|les)|sur (?:un |le |la |les )|pas la\b|hospitalise\w*)"
)

_FREE_THINGS = lazily(
    r"(?:(?:le |du |de la |un peu de |tout le |tout mon )?temps\b|rien\b|(?:toute )?(?:ma|mon|la|l)"
    r" (?:journee|apres midi|matinee|soiree|matin|mardi|mercredi|lundi|jeudi|vendredi|samedi|choix"
    r"|possibilite|habitude)"
    r"|(?:un |des |1 |le |quelques? )?(?:petite? )?(?:creneau|trou|place|disponibilite|dispo"
    r"|possibilite|preference|choix|moment|chose|marge|battement|apres midi|matinee)\w*"
    r"|(?:mon |l )?(?:agenda|planning|calendrier)\b|besoin|envie|hate|peur|conge\b|tout\b|toute\b"
    r"|pas mal|quartier libre|cru|que\b|qu\b|plus\b"
    r"|deux|2\b|d autre|beaucoup|aussi|encore|comme|\d+ (?:heures?|h|minutes|jours)\b)"
)
_PAINS = lazily(
    r"(?:tres |super |trop |vraiment |encore |toujours |un peu )*(?:mal\b|de la|du\b|des\b|une"
    r" (?:douleur|rage|fuite|panne|infection|urgence|dent|carie|bosse|boule|plaie|toux|angine)"
    r"|un (?:probleme|souci|doute|bouton|abces|degat|message|papier|courrier|empechement|doigt"
    r"|rhume)|1 \w+"
    r"|\d+(?: \d)? (?:de|ans|mois)\b|39|38|40|froid|faim|soif|chaud|raison|tort|l impression"
    r"|les (?:resultats|papiers|documents|yeux|dents|jambes|mains|pieds))"
)
_BOOKED = lazily(r"(?:deja |un |1 |bien |toujours |mon )*(?:rendez vous|rdv)\b")

_ELSEWHERE = lazily(r"\b(?:rendez vous|rdv) (?:a (?:la|l)|au|chez (?!vous)|en|aux)\b")
_TO_WISH = lazily(
    r"(?:p(?:eu[txs]?|ourr\w+|ouvai\w+|ouv\w+|uis)|veu[xt]?|veul\w+|voul\w+|voudr\w+|pass\w*"
    r"|pr[ei]fer\w+"
    r"|vien[tsdn]?\w*|ven(?:ir|ons|ez)|aim\w+|souhait\w+|prend(?:s|ons|ez|rai\w*|rons|re)?|prenne|prenez"
    r"|prenons|propos\w+"
    r"|pens\w+|croi[st]|di(?:s|t|re|rai\w*|sons|tes|rons|sais)|disai[st]|met\w*|fai(?:s|t|re"
    r"|sons|tes)|fer\w+"
    r"|su(?:is|gger)\w*|arrang\w+|march\w+|convien\w+|conviend\w+|jou\w+|attend\w*|laiss\w+"
    r"|amen\w+|emmen\w+|apport\w+|accompagn\w+|arriv\w+|cherch\w+|hesit\w+|not\w+|reserv\w+"
    r"|confirm\w+|choisi\w*|retien\w*|valid\w+|bloqu\w+|cal[ea]\w*|opt\w+|accept\w+|envisag\w+"
    r"|prevoi\w*|planifi\w+"
    r"|demand\w+|sollicit\w+|esper\w+|suppos\w+|imagin\w+|trouv\w+|regard\w+|voi\w+|verr\w+|voir|vois"
    r"|rest\w+|dispos\w+"
    r"|liber\w+|compt\w+|tent\w+|essa\w+|adapt\w+|debrouill\w+|sai[st]|savoir|sach\w+|connai\w+"
    r"|pari\w+|vis\w+|remerci\w+"
    r"|comprend\w*|entend\w*|repond\w*|appell?\w*|telephon\w+|contact\w+|faudr\w+|faut|fallait"
    r"|all(?:ons|ez)|va|vais|vont"
    r"|ir\w+|recoi\w*|recev\w+|consult\w+|ouvr\w+|ferm\w+|offr\w+|fix\w+|pos\w+|donn\w+|ecout\w+"
    r"|repete?\w*"
    r"|decal\w+|deplac\w+|repouss\w+|report\w+|avanc\w+|chang\w+|annul\w+|fun|oblige\w*|excus\w+"
    r"|permet\w*|tien\w+|racont\w+|agit|respir\w+|profit\w+"
    r"|habit\w+|sort\w+|repar\w+|rentr\w+|finis\w*|finit|termin\w+|debauch\w+|embauch\w+"
    r"|commenc\w+|repren\w+"
    r"|quitt\w+|par[st]|partons|revien\w*|retourn\w+|absent\w*|envol\w+|demenag\w+|repos\w+"
    r"|teletravail\w+|chom\w+"
    r"|souffr\w+|sais|saign\w+|sembl\w+|parai\w+|tombe|tombent|vaut|vaudr\w+|dur\w+|coul\w+"
    r"|fui\w+|dort|doi\w+|dev\w+|pourrai\w*)$"
)
_TO_BE_THERE = lazily(r"(?:pouvoir )?(?:venir|etre la|me deplacer|assister|honorer|me presenter)\b")
# "Je prends le train à dix heures" is no "je prends le créneau de dix heures".
_TAKES = lazily(
    r"(?:prends|prend|prenons|prennent) (?:mon|ma|mes|son|sa|ses|l|le|la|les|un|une|1|du) "
    r"(?!rendez|creneau|premier|premiere|rdv|place|date|temps|matin|apres|soir|\d|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|dernier|petit|peu|moment|consultation|seance)"
)
_MEDICINE = lazily(r"\b(?:traitement|medicament|cachet|comprime|pilule|goutte|antibiotique)")
_ENDS = lazily(r"(?:expire|court|courent|termine|echoit|prend fin)")
_CALLS_BACK = lazily(
    r"(?:rappell?e\w*|retelephon\w+|recontact\w+|rappeler\w*|telephonerai|appellerai|repasserai)$"
)
_BUSY_INFINITIVE = lazily(
    r"(?:partir|aller|deposer|chercher|recuperer|emmener|conduire|travailler|garder|assister"
    r"|accompagner|m occuper|bosser|courir)$"
)
_TO_DO = word_set("dois doit devons doivent vais va allons vont faut")
_CALL = lazily(r"(?:rappeler|retelephoner|recontacter)$")
_SUPPOSED = lazily(
    r"(?:dev(?:ais|ait|ions|iez|aient)|disai[st]|\w{3,}(?<!r)(?:ait|aient|iez)|\w{3,}eai[st])$"
)
_POLITE_PAST = lazily(r"(?:voul|souhait|ven|appel|cherch|pens|esper|aim|desir|pouv|fall|all)")
_COMES = lazily(
    r"(?:de |qu il faut |qu il faudrait |qu il fallait )?(?:revenir|reprendre|prendre|revoir"
    r"|repasser|venir|passer|le voir|la voir|vous voir|refaire|faire|consulter|le revoir|fixer"
    r"|(?:rappeler|appeler) pour)|(?:dans|sous|d ici|pas avant|avant|a partir) (?!un an|que)"
)
# "Mon train arrive à", "la facture est datée du", "la réunion est prévue": things, no wishes.
_ON_ITS_OWN = lazily(
    r"(?:arrive|atterrit|decolle|(?:est|sera|sont|etait) (?:bien )?(?:valables?|valides?"
    r"|datee?s?|prevue?s?"
    r"|fixee?s?|programmee?s?"
    r"|planifiee?s?|notee?s?|marquee?s?|signee?s?|payee?s?|reglee?s?|echue?s?|livree?s?"
    r"|attendue?s?))\b"
)
# A noun as subject shows in its verb: "le plombier devait", "la fuite a commencé".
_NOUNS_DO = lazily(
    r"(?:recupere|recuperent|depose|deposent|ramene|recoit|recoivent|travaille|garde|dort|joue|passe|rentre|finit|sort|part|commence|reprend|revient|arrive"
    r"|fait|opere|marie|demenage|livre|ferme|vient|prend|prennent|utilise|emmene|amene|va|vont|doit"
    r"|doivent|peut|peuvent|veut|attend|conduit|court|expire|expirent|termine|echoit)$"
)


def said_at(tokens: Sequence[str], at: int) -> Said | None:
    """A subject at ``at`` with its verb, and what they make of times; None when there is none."""
    if tokens[at] in _PRONOUNS:
        if at > 1 and tokens[at - 1] in {"que", "qu"} and _WANTS.match(tokens[at - 2]):
            return Said(min(at + 2, len(tokens)), Role.WISH)  # "il faut que je revoie le docteur"
        if at > 1 and tokens[at - 1] in {"que", "qu"} and tokens[at - 2] == "fois":
            return Said(min(at + 2, len(tokens)), Role.TOLD)  # "la troisième fois que j'appelle"
        return _pronoun(tokens, at)
    if tokens[at] == "qui" and at + 1 < len(tokens):
        return _who(tokens, at)
    if tokens[at] in {"c", "ca", "ce", "cela"}:
        return _that(tokens, at)
    if tokens[at] in _DETERMINERS:
        return _noun(tokens, at)
    return None


_WANTS = lazily(r"(?:faut|faudr\w+|fallait|voudr\w+|souhait\w+|aimer\w+|besoin|prefer\w+)$")


def _who(tokens: Sequence[str], at: int) -> Said | None:
    """ "Les vacances qui finissent dimanche": what is told of a thing is no wish."""
    said = _pronoun([*tokens[:at], "il", *tokens[at + 1 :]], at)
    ends = (
        bool(re.match(r"(?:fini|termin|commenc|repren|ferm|ouvr)", tokens[said.end - 1]))
        if said
        else False
    )
    if said and (ends or said.role in {Role.BUSY, Role.TOLD}):
        return Said(said.end, Role.TOLD)
    return None


def _pronoun(tokens: Sequence[str], at: int) -> Said | None:
    if at and tokens[at] in {"il", "elle"} and _STAFF.match(tokens[at - 1]):
        return Said(min(at + 2, len(tokens)), Role.WISH)  # "le docteur il travaille le samedi"
    if tokens[at] in {"nous", "vous"} and not _conjugated(tokens, at + 1):
        return None
    verb = at + 1
    while verb < len(tokens) and tokens[verb] in _CLITICS:
        verb += 1
    if verb >= len(tokens) or tokens[verb] in _NO_VERBS:
        return None
    impersonal = tokens[at] == "il" and tokens[verb] in {"faut", "faudrait", "a", "reste", "y"}
    if impersonal and "y" in tokens[at:verb]:
        was = tokens[verb + 1 : verb + 2] == ["eu"]  # "il y a eu une coupure"
        return Said(verb + 1, Role.TOLD if was else Role.WISH)
    reflexive = any(token in {"m", "s", "me", "se"} for token in tokens[at + 1 : verb])
    return _role(tokens, verb, tokens[at], reflexive=reflexive)


def _conjugated(tokens: Sequence[str], at: int) -> bool:
    """Whether "nous" or "vous" is the subject of what follows."""
    while at < len(tokens) and tokens[at] in _CLITICS:
        at += 1
    return at < len(tokens) and bool(
        re.fullmatch(r"\w+(?:ons|ez)|etes|sommes|faites|dites", tokens[at])
    )


def _role(tokens: Sequence[str], verb: int, subject: str, *, reflexive: bool) -> Said:
    word = tokens[verb]
    at = verb + 1
    denied = False
    while at < len(tokens) and (tokens[at] in _ADVERBS or tokens[at] in _NOT):
        denied = denied or tokens[at] in _NOT
        at += 1
    rest = " ".join(tokens[at : at + 6])
    if word in _HAVE | _WILL_HAVE:
        return _have(rest, at, subject, denied=denied)
    if word in _BE | _WILL_BE:
        return _be(rest, at, subject, denied=denied, reflexive=reflexive)
    if word in _HAD or (_SUPPOSED.match(word) and not _POLITE_PAST.match(word)):
        supposed = _IF.search(" ".join(tokens[max(verb - 3, 0) : verb]))  # "si vous aviez"
        wished = supposed or _COMES.match(rest.partition(" ")[2]) or _OFFERS.match(rest)
        return Said(at, Role.WISH if wished else Role.TOLD)
    if subject in {"je", "j", "on", "nous"} and _CALLS_BACK.match(word) and not denied:
        return Said(at, Role.WISH if rest.startswith(("pour", "au sujet", "parce")) else Role.TOLD)
    if word in _TO_DO:
        return _to_do(tokens, at, denied=denied)
    if denied and word.startswith(("peu", "pour")) and _TO_BE_THERE.match(rest):
        return Said(at, Role.BUSY)  # "je ne pourrai pas venir demain"
    if _TAKES.match(f"{word} {rest}"):
        return Said(at, Role.TOLD if _MEDICINE.search(rest) else Role.BUSY)
    return Said(at, _plain_verb(word, subject, denied=denied))


_GIVEN = lazily(r"(?:donne|accorde|libere|laisse)$")
_IF = lazily(r"\b(?:si|s ils?)\b")
_OFFERS = lazily(
    r"(?:de la place|une place|1 place|un creneau|1 creneau|des creneaux|une dispo|1 dispo"
    r"|quelque chose|quelqu un|rien)"
)
_OWN_ROUND = word_set("prend prennent commence commencent rentre rentrent part partent")


def _plain_verb(word: str, subject: str, *, denied: bool) -> Role:
    """Of no auxiliary: "il vaudrait mieux", "mon bail se termine", "mon mari prend la voiture"."""
    if re.fullmatch(r"\w{2,}r(?:ais|ait|ions|iez|aient)", word):
        return Role.WISH
    if subject in {"il", "elle"} and _ENDS.match(word):
        return Role.TOLD
    takes = subject in {"il", "elle"} and word in _OWN_ROUND
    if _TO_WISH.match(word) and not takes:
        return Role.WISH
    return Role.FREE if denied else Role.BUSY


def _to_do(tokens: Sequence[str], at: int, *, denied: bool) -> Said:
    infinitive = at
    while infinitive < len(tokens) and tokens[infinitive] in _CLITICS:
        infinitive += 1
    word = tokens[infinitive] if infinitive < len(tokens) else ""
    if _CALL.match(word):
        return Said(infinitive + 1, Role.TOLD)
    busy = _BUSY_INFINITIVE.match(word) or word in {"a", "au", "en", "chez"}
    return Said(at, Role.BUSY if busy and not denied else Role.WISH)


def _have(rest: str, at: int, subject: str, *, denied: bool) -> Said:
    first = rest.partition(" ")[0]
    if _BOOKED.match(rest):  # not_wishes.py knows what is booked here
        return Said(at, Role.BUSY if _ELSEWHERE.search(rest) else Role.WISH)
    if _PARTICIPLE.fullmatch(first) and first not in _NOT_PARTICIPLES:
        if _WISHED.match(first) and subject in {"je", "j", "on", "nous"}:
            return Said(at + 1, Role.WISH)
        told = rest.partition(" ")[2]
        if _GIVEN.match(first) and _FREE_THINGS.match(told):
            return Said(at + 1, Role.WISH)  # "mon patron m'a donné ma matinée"
        return Said(at + 1, Role.WISH if _COMES.match(told) else Role.TOLD)
    if not rest or _FREE_THINGS.match(rest) or subject == "vous":
        return Said(at, Role.WISH)
    if _PAINS.match(rest):
        return Said(at, Role.WISH)
    return Said(at, Role.FREE if denied else Role.BUSY)


def _be(rest: str, at: int, subject: str, *, denied: bool, reflexive: bool) -> Said:
    first = rest.partition(" ")[0]
    participle = _PARTICIPLE.fullmatch(first) and first not in _NOT_PARTICIPLES
    if (reflexive and participle) or _GONE.match(first):
        return Said(at + 1, Role.TOLD)
    if subject == "vous" or first in _FREE_WORDS or _AT_HOME.match(rest):
        return Said(at, Role.WISH)
    if _AWAY.match(rest):
        return Said(at + 1, Role.FREE if denied else Role.BUSY)
    return Said(at, Role.WISH)


_A_THING = lazily(
    r"(?:les|le|la|l|notre|ma|mon|mes) (?!\d|mieux|seul|seule|meilleur|meilleure|plus|jour|jours"
    r"|moment"
    r"|heure|creneau|matin|soir|apres|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week"
    r"|semaine"
    r"|ideal|premier|premiere|dernier|derniere|noel|ascension|pentecote|toussaint|assomption"
    r"|armistice"
    r"|epiphanie|fete|bon|bonne|date|docteur|cabinet|numero|rendez|midi|medecin|maman|papa|fille"
    r"|fils"
    r"|mari|femme|mere|pere|veille|lendemain|reveillon|nouvel|paques|saint|medecine|conge|repos)\w+"
)
_CE_IS = lazily(r"(?:est|etait|soit|ser\w+|sont|doit|devrait|pourrait)$")


def _that(tokens: Sequence[str], at: int) -> Said | None:
    """ "C'était mardi" and "ça a commencé lundi" tell; "ce serait mardi", "ça me va" wish."""
    verb = at + 1
    while verb < len(tokens) and tokens[verb] in _CLITICS:
        verb += 1
    if verb >= len(tokens) or (tokens[at] == "ce" and not _CE_IS.match(tokens[verb])):
        return None
    rest = tokens[verb + 1] if verb + 1 < len(tokens) else ""
    told = tokens[verb] in _HAVE and _PARTICIPLE.fullmatch(rest) and rest not in _NOT_PARTICIPLES
    gone = tokens[verb] in _BE and tokens[verb - 1] == "s" and _PARTICIPLE.fullmatch(rest)
    if tokens[verb] == "est" and _A_THING.match(" ".join(tokens[verb + 1 : verb + 4])):
        return Said(verb + 1, Role.BUSY)  # "mercredi c'est les enfants"
    if tokens[verb] == "etait" and rest == "pour":
        return Said(verb + 1, Role.WISH)  # "c'était pour un rendez-vous"
    if told or gone or tokens[verb] == "etait":
        return Said(verb + 1, Role.TOLD)
    return Said(verb + 1, Role.WISH) if tokens[at] in {"ca", "c", "ce"} else None


def _takes_place(tokens: Sequence[str], at: int, verb: int) -> bool:
    """ "La réunion est mardi"; not "le mieux est mardi"."""
    when = tokens[verb + 1] if verb + 1 < len(tokens) else ""
    suits = _SUITS.match(" ".join(tokens[at + 1 : verb]))
    return (when in WEEKDAYS[Language.FR] or when in {"demain", "le"}) and not suits


_NO_PREDICATE = word_set("qui que mais donc pour si c ca")
_SUITS = lazily(r"(?:mieux|ideal|plus simple|meilleur|jour|moment|preference|choix|seul|creneau)")


def _noun(tokens: Sequence[str], at: int) -> Said | None:
    """A noun of up to four words and a verb that can be no noun."""
    if at + 2 >= len(tokens) or tokens[at + 1] in _NOT_NOUNS or tokens[at + 1].isdigit():
        return None
    for verb in range(at + 2, min(at + 6, len(tokens))):
        word, before = tokens[verb], tokens[verb - 1]
        if _ON_ITS_OWN.match(" ".join(tokens[verb : verb + 2])):
            return Said(verb + 1, Role.TOLD)
        if word in {"est", "sera"} and _takes_place(tokens, at, verb):
            return Said(verb + 1, Role.TOLD)
        if word in _PRONOUNS or word in _NO_PREDICATE:
            return None
        rest = tokens[verb + 1] if verb + 1 < len(tokens) else ""
        clitic = before in {"m", "s", "l", "nous", "vous", "n", "ne"}
        if word in _HAVE - {"a", "as"} | _BE | _HAD | {"devait", "devaient"}:
            return _role(tokens, verb, "il", reflexive=before == "s")
        if word == "a" and (clitic or (_PARTICIPLE.fullmatch(rest) and not rest.isdigit())):
            role = _role(tokens, verb, "il", reflexive=False)
            return role if clitic or role.role is Role.TOLD else None
        if word == "a" and rest in _NOT_PARTICIPLES and rest not in {"le", "de", "une", "partir"}:
            return Said(verb + 1, Role.BUSY)
        if _NOUNS_DO.match(word) and before not in {"de", "d", "du", "la", "le", "l", "en"}:
            return _role(tokens, verb, "il", reflexive=before == "s")
    return None
