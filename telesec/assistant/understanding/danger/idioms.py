"""Manners of speaking that use a danger's words: "mort de rire", "ça me tue", "on a été coupés"."""

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.word_forms import HURDLE

_COUNTLESS = r"(?:mails?|messages?|travail|boulot|appels?|demandes?|courriers?|pub\w*|dossiers?"
_COUNTLESS += r"|papiers?|paperasse|dettes|factures|procedures|emails?|calls|work|paperwork)"
_ANYONE = r"(?:vous|personne|ca|on|le secretariat|le docteur|le medecin|le cabinet|le telephone"
_ANYONE += r"|le standard|maitre \w+|votre \w+)"

_FALLEN_STILL = lazily(r"\btomb\w+ (?=en panne\b)")  # a boiler does; nobody was hurt
_IDIOMS = lazily(
    "|".join(
        (
            # To die, to kill
            r"\bmorte?s? (?:de )+(?:rire|fatigue|peur|faim|soif|froid|chaud|trouille|honte"
            r"|inquietude)\b",
            r"\b(?:meurs|meurt|mourir|mourrai|creve\w*) (?:litteralement )?(?:de |d )(?:faim|soif"
            r"|rire|envie|chaud|froid|curiosite|ennui|honte|peur|impatience|trouille)\b",
            r"\bennui\w* a mourir\b",
            r"\b(?:ca|cela) (?:va )?(?:me|m|nous|le|la|les|se) (?:tue|tuer|tuera)\b",
            r"(?<!\bje )\b(?:me|nous) tuent?\b|\bse tue\w* (?:au|a la) (?:travail|tache)\b",
            r"\bje me tue a\b",
            r"\bva (?:me|nous) tuer (?:quand|si|s|en)\b",
            r"\b(?:ma|mon) \w+ va me tuer (?:quand|si|s)\b",
            r"\b(?:is|are|s|was) killing me\b|\bdying (?:to|for|of (?:laughter|boredom))\b",
            r"\bdied (?:laughing|of (?:laughter|boredom))\b|\bdie of (?:laughter|boredom|shame)\b",
            r"\b(?:will|would|going to|gonna) kill me (?:if|when)\b|\bkilling time\b",
            r"\ben fini\w* avec (?!la vie|tout\b|tout ca|ma vie|cette vie|moi\b|l existence)",
            r"\b(?:pour|faut|faudrait|puisse|vivement) (?:en |qu on en )?(?:enfin )?en fini\w*"
            r" (?:au plus|avec (?:ce|cette|mon|ma)\b)",
            r"\b(?:c est|ce serait|serait) du suicide\b|\bsuicide (?:commercial\w*|fiscal\w*)\b",
            # Hearts, breath, nerves
            r"\b(?:failli|manque|presque|going to|nearly|almost) (?:de |d )?(?:faire |avoir "
            r"|eu |had"
            r" |have |fait )?(?:une? |an? )?(?:crise cardiaque|attaque|avc|infarctus|heart attack"
            r"|stroke) (?:en|quand|avec|devant|a cause|when|over|at)\b",
            r"\b(?:heart attack|crise cardiaque|infarctus) (?:when i saw|en voyant|quand j ai (?:vu"
            r"|recu|lu|ouvert))\b",
            r"\betouff\w* (?:sous|l affaire|de (?:chaleur|travail|rire))\b",
            r"\b(?:strokes? of (?:luck|genius)|choking hazards?|overdoses? (?:de|d|of) (?:travail"
            r"|boulot|chocolat|paperasse|work|chocolate))\b",
            r"\bparalys\w* (?:par|a cause de) (?:la |le |les |l )?(?:peur|greve\w*|travaux"
            r"|neige)\b",
            r"\b(?:c est|serait|etait|est) (?:completement |totalement )?inconscient (?:de|d)\b",
            r"\bc est (?:completement |totalement )?inconscient\b",
            r"\bsaign\w* (?:a blanc|financierement)\b|\bbleed\w* (?:money|us dry)\b",
            r"\b(?:bouche|visage|voix) familier\w*\b|\bvisage\w* connu\w*\b",
            r"\brespire\w* (?:pas |plus )?(?:la|le) (?:sante|joie|forme|bonheur)\b",
            r"\bbouge\w* (?:pas|plus) (?:de chez|d ici|avant|de la maison|pour)\b",
            r"\bi can not (?:speak|talk) (?:for long|right now|now|long|at the moment|freely)\b",
            r"\b(?:retirer|enlever|oter|remove|removing) (?:\w+ )?(?:points|fils|stitches)\b(?: de"
            r" suture)?",
            r"\barret\w* par (?:mon|le|son|la|ma) (?:medecin|docteur|generaliste|psy\w*)\b",
            # Fire, water, flood
            r"\bfeux? (?:vert|rouge|orange|tricolore|arriere|avant|au lac|d artifice)s?\b",
            r"\b(?:pas|plus) le feu\b|\bfire (?:alarm test|door|extinguishers?|safety|insurance)\b",
            rf"\b(?:inond|noy|submerg|debord|flood|drown)\w* (?:de|d|sous|dans|with|in"
            rf"|by) (?:les |mes"
            rf" |la |le |ma |my |all )?{_COUNTLESS}\b",
            rf"\bfloods? of {_COUNTLESS}\b|\b(?:news|story|data|information) leak\w*\b",
            r"\b(?:prendre|pris|prend|delit de) (?:la )?fuite\b|\bfuites? de (?:donnees"
            r"|capitaux|cerveaux|memoire)\b",
            # The telephone, and falling or hearing badly
            r"\btomb\w+ (?:toujours |encore )?sur (?:votre|vous|(?:le|la|l|un|une|cette?|son|des)"
            r" (?:repondeur|messagerie|annonces?|site|article|numero|standard|boite|page|personne"
            r"|collegue|secretaire|cabinet)\b)",
            r"\b(?:tombee?s?|tomber) (?:d accord|enceinte|malade|amoureu\w*|bien|a pic"
            r"|mal)\b|\blaiss\w* tomber\b|\btomb\w* a l eau\b",
            r"\b(?:ete|a|fut|etait|etions) coupee?s?(?: (?:la|le|au telephone|en pleine)\b| *$)"
            r"|\bcoup\w* (?:la parole|les cheveux|court|du monde|la communication|la ligne)\b",
            r"\b(?:entends?|entendez|entend|recois|capte|passe|tombe|comprends?|compris|recu|place"
            r"|renseigne|debrouille|capt\w+) (?:tres|super|vraiment|hyper) mal\b",
            rf"\b{_ANYONE} (?:me |m |nous |ne |n |y |ca )*(?:repond\w*|reagi\w*) (?:pas|plus"
            rf"|jamais)\b",
            rf"\b{_ANYONE} (?:me |m |nous |ne |n )*(?:a|ont|avez|avons) (?:toujours )?(?:pas|plus"
            r"|jamais) repondu\b",
            r"\brepond\w* (?:pas|plus|jamais) (?:au|a (?:mes|mon|ma|vos|nos|votre|la|l|son"
            r"|cette)|aux"
            r"|sur|par)\b",
            r"\bnot (?:responding|responded|answering) to (?:my|our|the|any)\b",
            r"\b(?:pend\w* au telephone)\b",
            # Swallowing one's medicine is hard, or is what should be done
            r"\b(?:a|d|de|veut|veux|peut|peux|arrive|doit|dois|faut|pour|l|lui|faire) (?:pas |plus"
            r" )?(?:lui faire |bien )?avaler (?:\w+ ){0,2}(?:comprimes?|cachets?|medicaments?"
            r"|pilules?|gelules?)\b",
            r"\bpar terre (?:\w+ ){0,4}en train de (?:bricoler|jouer|demonter|monter|reparer)\b",
            # Emergencies that are places and telephone numbers
            r"\b(?:sor[st]\w*|revien\w*|revenu\w*|pass\w+|alle\w*|ete|vue?s?|hospitalis\w*|compte"
            r" rendu|lettre|courrier|medecins?|service|internes?) (?:\w+ ){0,2}(?:aux|des|les"
            r"|par les)"
            r" urgences\b",
            r"\b(?:numero|contact|personne|ligne|sortie|issue|arret|bouton|trousse|cas) (?:d |de"
            r" |en cas d )urgences?\b|\bemergency (?:contact|number|exit|line|services? number)\b"
            r"|\bin case of (?:an )?emergency\b",
            r"\b(?:plainte|main courante|deposition) (?:\w+ ){0,3}(?:au commissariat"
            r"|a la gendarmerie|au poste)\b",
        )
    )
)


def without_idioms(said: str) -> str:
    """Plain words, with a hurdle in place of each manner of speaking."""
    return _IDIOMS.sub(f" {HURDLE} ", _FALLEN_STILL.sub("", said))
