"""The small words around days and times: or, except, from, as soon as possible."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from telesec.assistant.understanding.text import any_of, lazily
from telesec.values.language import Language

Item_co = TypeVar("Item_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Joint(Generic[Item_co]):
    """Something said, and how it is joined to what was said before it."""

    item: Item_co
    union: bool  # "ou", "et": both
    corrects: bool  # "non, pardon": instead
    apart: bool = False  # "sinon": with times of its own
    listed: bool = False  # "mardi et jeudi je ne peux pas": ruled out as the day before it
    beside: bool = False  # "Monday of next week": nothing but "of" between


@dataclass(frozen=True, slots=True)
class LinkWords:
    """The link words of one language, as patterns over the text between days and times."""

    earliest: re.Pattern[str]
    any_time: re.Pattern[str]
    range_opens: re.Pattern[str]  # "entre" Noël …
    range_goes_on: re.Pattern[str]  # … "et" le 3
    puts_off: re.Pattern[str]  # the caller will call again, and wishes for nothing now
    union: re.Pattern[str]
    plain_union: re.Pattern[str]
    narrowing: re.Pattern[str]  # between two times of day: both at once
    example: re.Pattern[str]  # what follows says which of the days before
    as_before: re.Pattern[str]  # "mardi je suis pris, mercredi aussi"
    that_is: re.Pattern[str]  # what follows gives the date of the day before
    own_clause: re.Pattern[str]  # what follows stands by itself, with times of its own
    correction: re.Pattern[str]
    rather: re.Pattern[str]  # among the days before, not in their place
    negated_before: re.Pattern[str]
    negated_after: re.Pattern[str]
    from_on: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    until: re.Pattern[str]


_FRENCH = LinkWords(
    earliest=any_of(
        "(?<!a )bientot",
        "des que (?:le|la|l) \\w+ (?:rentre|revient|reprend|sera la|est la|est de retour)"
        "(?: de (?:vacances|conges?))?(?! (?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi))",
        "(?:le |au )?(?<!pas )(?<!un jour )(?<!1 jour )(?<!heure )(?<!heures )(?<!minutes )"
        "(?<!demie )(?<!jours )"
        "(?<!semaine )(?<!semaines )plus (?:tot|vite|rapidement)(?! que (?:\\w+di|demain|le \\d))"
        "(?: que(?! (?:le|la|l|ca|prevu|\\w+di|\\d)\\b))?"
        "(?: (?:vous )?possible)?(?! que)",
        "des que (?:vous (?:le )?)?(?:possible|pouvez|pourrez)", "des que possible", "aussitot"
        " que (?:possible|vous \\w+)", "(?:une |1 )?annulation",
        "(?:un |1 )?desistement", "au premier desistement",
        "des que vous (?:avez|aurez|auriez) (?:un |une |1 |quelque )?(?:petite? )?(?:place|creneau"
        "|trou|chose|rendez vous|date|moment|dispo\\w*|desistement)",
        "des que (?:ca|c) (?:est |vous est )?possible", "des qu il y (?:a|aura) (?:un|une|1|de la)"
        " (?:place|creneau|trou|desistement)",
        "le plus (?:tot|vite|rapidement) possible", "au plus (?:tot|vite)",
        "(?<!un )(?<!1 )(?<!mon )(?<!son )(?:le |votre |la )?(?:premiere?|1 er|prochaine?)"
        " (?:rendez vous |creneau |date "
        "|place |dispo(?:nibilite)? )+(?:disponible|possible|libre|venue?)?",
        "(?:le |la )?(?:premier|premiere) (?:disponible|possible)",
        "(?:votre|vos|la|le|une) (?:premiere?s?|prochaine?s?) (?:disponibilites?|dispos?|places?"
        "|dates?"
        "|creneaux?|horaires?)", "rapidement",
        "(?<!dis )(?<!dis ca )(?<!dirai )(?<!previens )tout de suite",
        "(?:le |la )premiere? (?:\\w+ ){1,2}(?:disponible|de libre|que vous (?:avez|aurez))",
        "le moins loin possible", "le plus pres possible dans le temps",
        "(?:ven(?:ez|ir)|pass(?:ez|er)|interven(?:ez|ir)|quelqu un|fai(?:re|tes)) (?:tres )?vite",
        "immediatement", "sans attendre", "au plus (?:presse|court)",
        "(?:des|aussitot|quand) (?:que|qu)? ?(?:(?!je\\b|j\\b|on\\b|nous\\b|le\\b)\\w+"
        " ){1,4}?(?:se libere"
        "|s ouvre|se libereront|se presente)", "a la premiere (?:occasion|possibilite|opportunite)",
        "aussi (?:vite|tot|rapidement) que (?:possible|vous (?:le )?(?:pouvez|pourrez))",
        "des (?:maintenant|que ca se libere)", "(?:le |un )?plus (?:proche|rapproche) possible",
        "dans les (?:meilleurs|plus brefs) delais", "sitot que \\w+(?: \\w+){1,4}",
        "si (?:quelqu un|une personne|un patient|1 patient) (?:annule|se desiste|decommande)",
    ),
    any_time=any_of(
        "n importe (?:quand|quel jour|quel moment|quelle heure|lequel)",
        "(?:ca m est |c est )?(?:egal|pareil)", "peu importe",
        "(?:quand|comme) vous (?:voulez|pouvez)", "tous les jours", "toute la semaine",
        "a (?:tout|n importe quel) moment",
        "je suis (?:libre|disponible|dispo) (?:tout le temps|toujours|quand)", "quand vous avez",
        "je m adapte", "pas de preference", "aucune preference", "ce que vous (?:avez|aurez"
        "|voulez)",
        "(?:a )?votre convenance", "je vous laisse (?:choisir|voir|decider)", "tout me (?:va"
        "|convient)",
        "(?:comme|quand) (?:ca|c est)? ?(?:vous )?arrange", "selon vos (?:disponibilites|dispos"
        "|possibilites)",
        "c est vous qui voyez", "vous me dites?(?: quand|(?= *$))", "je prends tout",
        "peu (?:m )?importe",
        "vous me direz",
        "a toute heure", "tout m arrange",
    ),
    range_opens=lazily(r"\b(?:entre|du|de|depuis)(?: le| la| l)?\s*$"),
    range_goes_on=lazily(r"(?:et|au|a|jusqu a|jusqu au)(?: le| la| l)?"),
    puts_off=any_of(
        "(?:je|on|nous) (?:vous |te |le |la |les )?(?:rappell?e(?!z)\\w*|rappelons|recontacte\\w*"
        "|reverrai|reprendrai contact)", "je vais (?:vous )?(?:rappeler|recontacter|reflechir)",
        "laiss(?:ez|e) tomber", "annul(?:ez|er) (?:la|le|l|mon|ma|tout)\\b",
        "(?:je|on) verra(?:i)? plus tard",
    ),
    union=lazily(r"\b(?:ou|et|(?<!ce )soit|ni|sinon|voire|mais)\b"),
    narrowing=lazily(r"\bmais\b(?! (?:aussi|egalement|sinon))"),
    plain_union=lazily(r"(?:ou|et|ni|ou bien|et meme|ni meme)(?: (?:le|la|les|l|un|en|au))*"),
    example=lazily(r"\b(?:disons|mettons|par exemple|donc|alors|(?<!ce )soit|plus precisement)\b"),
    as_before=lazily(r"^\s*(?:aussi|non plus|pareil|egalement|idem)\b"),
    that_is=lazily(r"(?:(?:donc|alors|c est a dire|c est|soit|ca fait|ca doit etre|le|du|euh"
        r"|je crois|si je"
        r" ne me trompe pas|autrement dit|a savoir)(?: |$))*"),
    own_clause=lazily(r"\b(?:sinon|a defaut|au pire|si ce n est pas possible|ou alors)\b"),
    correction=lazily(
        r"(?:(?:oh|ah|euh) )*non c est (?:ferie|ferme|pris|complet|dimanche|samedi|le week end)"
        r"|(?:(?:oh|ah|euh|heu|bon|attendez|attends|zut|mince|c est a dire|enfin) )*(?:non|pardon"
        r"|ah) .*"
        r"\b(?:plutot|disons|mettez|mettons|donc|alors|finalement|faites)(?: (?:le|la|a|vers))*"
        r"|(?:(?:mais|et|bon|ah) )*(?:en fait|finalement|reflexion faite|a la reflexion|au final"
        r"|tout compte fait|tout bien reflechi)(?: (?:ce sera|ce serait|disons|plutot|mettons"
        r"|je prefere"
        r"|je prefererais|le|la|a|non|oui|c est))*"
        r"|(?:\w+ ){0,4}?(?:et |ah |oh )?non (?:bon |attendez |enfin )*(?:je (?:prefere|prends"
        r"|prendrais|prefererais|raconte n importe quoi|dis n importe quoi|dis des betises"
        r"|me trompe)"
        r"|qu est ce que je (?:raconte|dis)|pas du tout|attendez)(?: (?:le|la|a|vers|c est))*"
        r"|(?:(?:ah|euh|heu|le|la|a|ou) )*(?:non|pardon|enfin|plutot|je dirais|je veux dire|en fait"
        r"|ou plutot)(?: (?:ah|euh|heu|non|pardon|enfin|plutot|je veux dire|en fait|c est|le"
        r"|la|a|attendez))*"),
    rather=lazily(r"(?:plutot|de preference|si possible|idealement)(?: (?:le|la|au))?"),
    negated_before=lazily(
        r"(?:(?<!pourquoi )\bpas|\bsauf|\bhormis|\bexcepte|\ba part|\bexception (?:de|du)?"
        r"|\ben dehors"
        r"|\bjamais|\bhors|\bni|\bevit(?:er|ez|e)|\bimpossible|\bindisponible|\boccupee?"
        r"|\bje travaille|\bplutot que|\bau lieu|\ba la place)"
        r"(?: (?:possible|libre|disponible|dispo|la|le|les|l|un|1|en|de|du|au|a|ce|dans|pour"
        r"|surtout|forcement|specialement|venir|si possible|non plus|cette|tous les|me liberer"
        r"|etre la))*\s*$"
    ),
    negated_after=lazily(
        r"^\s*(?:(?:c|ce|ca|cela|je|j|moi|la|par contre|non|en revanche"
        r"|malheureusement) )*(?:(?:ne|n|me|m) )*"
        r"(?:(?:(?:est|sera|peux|peut|suis|serai|va|vais|marche|pourrai|convient"
        r"|arrange)(?: (?:vraiment|me|m|pas trop|malheureusement))* )+(?:pas\b(?! (?:loin|presse"
        r"|difficile|contre|trop loin|sur|certain|encore|oblige|de souci"
        r"|de probleme|complique|tres loin|du tout presse|plus|avant|apres|autrement|mieux|trop"
        r" tard"
        r"|rester))|impossible|exclu"
        r"|complique|mort|fichu|foutu|rape)\b|est (?:mort|fichu|foutu|rape|pas bon)\b"
        r"|jamais\b(?! (?:avant|apres|plus))|non plus\b"
        r"|travaille\b|impossible\b|suis (?:prise?|occupee?|absente?|coincee?"
        r"|en (?:deplacement|reunion|vacances)|a l etranger|pas la)\b"
        r"|ai (?:deja |tout le temps )?(?:(?:un|une|1|le|la|l|mon|ma|mes|des|du|de la) )?"
        r"(?!envie|besoin|libre|dispo|creneau|possibilite|vu|dit|que\b|rien|toute?\b|jusqu|apres"
        r"|(?:mon|ma|mes) *$"
        r"|matin|journee|soiree|jour\b|conge)\w+"
        r"|(?:etais|etait|est trop|c est trop|avais) \w+|est (?:trop |vraiment |un peu |tres "
        r"|assez |deja )*(?:charge\w*"
        r"|plein\w*|tendu\w*|la course|non\b|hors de question|chaud\b|l enfer|la folie|juste\b"
        r"|difficile|exclu|complet|pris\b|mort|loupe|cuit|niet|delicat|galere|infaisable|tot\b"
        r"|tard\b|court\b)|est ferie\b|etes fermee?s?\b|est"
        r" fermee?\b)"
    ),
    from_on=lazily(
    r"\b(?:a partir|a compter|des|pas avant|jamais avant|pas plus tot que)(?: de| du"
    r"| d)?(?: le| la| l)?\s*$"),
    after=lazily(r"(?:\b(?:apres|(?<!pas )plus tard que|au dela)"
        r"|(?:^\s*|\b(?:plutot|une fois|donc|mais|ou|alors) )passe)(?: de| du)?(?: le| la| l|"
        r" les| les fetes de| les vacances de)?\s*$"),
    before=lazily(r"\b(?:avant|plus (?:tot|vite) que)(?: le| la| l)?\s*$"),
    until=lazily(
        r"\b(?:d ici|jusqu|au plus tard|pas apres|pas plus tard que)(?: a| au)?(?: le| la"
        r"| l)?\s*$"),
)  # fmt: skip

_ENGLISH = LinkWords(
    earliest=any_of(
        "how (?:soon|quickly|early) (?:can|could|would|might)",
        "as (?:soon|early|quickly|quick|fast) as (?:\\w+ ){0,3}?(?:possible|can|able|could)",
        "as soon as (?:you|there|something|anything|a|an|one|the doctor|he|she|they)(?: (?:have"
        "|has|had"
        "|ve|got|get|gets|s|is|a|an|any|some|one|bit of|free|up|comes|opens|becomes|can|see|fit"
        "|me|us"
        "|in|slot|space|place|gap|opening|vacancy|appointment|available|availability|room|doctor"
        "|someone|somebody|something|anything|pops|spot|cancellation))+",
        "(?:whatever|whichever)(?: (?:is|s|comes))?(?: up)? (?:first|soonest|earliest|quickest)",
        "the very first thing you (?:have|ve got)", "asap", "a s a p",
        "the very next \\w+", "(?:at )?(?:the )?earliest opportunity",
        "(?:the )?(?:first|next|1 st|1 th) (?:slot|gap|space|opening|appointment|one|1|spot)"
        " (?:going"
        "|available|you have|you ve got|free|that comes up)",
        "(?:the |your )?(?:earliest|soonest|next available|first available)(?: (?:possible"
        "|available|slot|appointment|opening|time|one|you have))*",
        "the (?:minute|moment|second) (?:you|there|something|anything|a|an|one)(?: (?:opens"
        "|comes|pops) up)?", "(?:any )?cancellations?", "right away",
        "if (?:anyone|someone|somebody|anybody|any patient) (?:cancels|drops out|pulls out)",
        "straight ?away", "the (?:sooner|earlier|quicker|faster) the better",
        "(?:whatever|whichever|whenever)(?: is| s)? (?:your|the|his|her)"
        " (?:first|1 (?:st|th)|next|earliest|soonest) (?:slot|gap|space|opening|appointment|one|1"
        "|spot|time|date)(?: is)?",
        "immediately", "right now", "quickly", "urgently", "sharpish", "pronto",
        "(?:come|out|round|over|here|in|seen|sorted|fixed|up) (?:quick|fast)(?! one)",
    ),
    any_time=any_of(
        "any ?time(?! (?:after|before|from|until|between|on))", "any day",
        "whenever(?: you (?:want|like|can))?", "i don t mind", "doesn t matter", "don t care",
        "it s all the same", "i m flexible", "no preference",
        "when do you have", "what do you have", "every ?day", "whatever you (?:have|ve got|can)",
        "(?:it s |that s )?up to you", "your choice", "(?:whenever|whatever) (?:suits|works"
        "|is best)(?: you)?",
        "i m easy", "any slot", "(?:at )?your convenience",
        "(?<!owe )(?<!owe you )(?<!has )(?<!i book )anything(?! else| (?:come|came) back)"
        "(?: you have| you ve got| at all)?", "you choose",
        "(?<!can )(?<!could )you tell me",
    ),
    range_opens=lazily(r"\b(?:between|from)(?: the)?\s*$"),
    range_goes_on=lazily(r"(?:and|to|until|till|through)(?: the)?"),
    puts_off=any_of(
        "(?:i|we) (?:ll|will) (?:call|ring|phone|get)(?: you)? (?:back|again|later|another time)",
        "(?:let me|i ll) (?:think about it|get back to you|leave it)", "leave it for now",
    ),
    union=lazily(r"\b(?:or|and|either|but|nor|else)\b"),
    narrowing=lazily(r"\bbut\b(?! also)"),
    plain_union=lazily(r"(?:or|and|nor)(?: (?:the|on|in|at))*"),
    example=lazily(r"\b(?:say|for example|for instance|so|that s|ideally|specifically)\b"),
    as_before=lazily(r"^\s*(?:too|either|as well|also|neither)\b"),
    that_is=lazily(r"(?:(?:so|that s|that is|that would be|that d be|it s|i e|the|on|i think"
        r"|i believe|which"
        r" is|being|er|um)(?: |$))*"),
    own_clause=lazily(r"\b(?:otherwise|or else|if not|failing that|alternatively)\b"),
    correction=lazily(
        r"(?:(?:oh|uh|um|er|wait|hang on) )*(?:no|sorry|wait) .*"
        r"\b(?:make it|let s say|let s do|let s go for|say|then|instead|so|try|how about"
        r"|what about)(?: (?:the|on|at))*"
        r"|(?:(?:but|and|well|oh) )*(?:actually|in the end|on second thoughts?|on reflection"
        r"|come to think of it)(?: (?:it ll have to be|it d be|make it|let s say|on|the|i d prefer"
        r"|i d rather|no|maybe))*"
        r"|(?:(?:oh|uh|um|er|or) )*(?:no|sorry|rather|i mean|i d (?:say|go for)|i ll (?:say|go for)"
        r"|actually|or better(?: still| yet)?|or"
        r" rather"
        r"|make that)(?: (?:no|sorry|rather|i mean|actually|wait|make that|make it|on|the|oh))*"),
    rather=lazily(r"(?:rather|preferably|ideally|if possible)(?: (?:the|on))*"),
    negated_before=lazily(
        r"\b(?:(?<!why )not|neither|except|excluding|but not|apart from|other than|besides"
        r"|anything but|bar"
        r"|rather than|instead of|in place of|i work|i m working|i teach|i m at work|i ve got work"
        r"|any day but|any time but|never|nor|can t|cannot|can not|won t|don t|isn t|avoid"
        r"|unavailable|unable|busy)"
        r"(?: (?:on|over|during|in|the|at|for|a|do|make|come|work|be|available|possible|free|this"
        r"|able|to"
        r"|possibly|it|any))*\s*$"
    ),
    negated_after=lazily(
        r"^\s*(?:(?:i|it|that|is|s|am|m|you|re|are|probably|unfortunately|obviously|clearly"
        r"|really) )*"
        r"(?:can t(?! (?:wait|(?:do |make )?(?:any )?(?:later|earlier)))|cannot(?! wait)|won t"
        r"|doesn t(?! matter)|isn t(?! (?:it|he|she"
        r"|that))|not"
        r"|impossible|busy|working|away|no good|shut|closed|too \w+|a bit \w+"
        r"|a (?:write off|no go|nightmare|no|non starter|disaster|struggle|mad \w+)|no use|full\b"
        r"|gone\b|tricky|difficult|hopeless|hectic|mad\b|booked|ruled out|off the table|chock"
        r"|manic|packed|taken|rammed|pushing it|awkward|tight|out\b|bad\b|"
        r"(?:ve got|have) (?:an? |my |the )?"
        r"(?!to\b(?! work)|time|nothing|any|some|plenty|free|all|got)\w+)\b"
    ),
    from_on=lazily(
    r"\b(?:(?<!apart )from|starting|starting from|as of|(?:not|nothing|nobody|never|no (?:one"
    r"|1)) (?:before|until|till)|no (?:earlier|sooner) than"
    r"|on or after)(?: the| on)?\s*$"),
    after=lazily(r"\b(?:after|(?<!no )(?<!not )later than)(?: the| on)?\s*$"),
    before=lazily(r"\b(?:before|earlier than|sooner than)(?: the)?\s*$"),
    until=lazily(
        r"\b(?:by|until|till|not after|no later than|up to)(?: and including)?(?: the)?\s*$"
    ),
)  # fmt: skip

WORDS = {Language.FR: _FRENCH, Language.EN: _ENGLISH}
