"""Words with which callers end a call, and what is said beside them: "non, mais dites-lui que …".

Pure: from words to words.
"""

import re

from telesec.assistant.understanding import plain
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.text import any_of, lazily, word_set
from telesec.assistant.understanding.times.calendar_words import MONTH, WEEKDAY
from telesec.values.language import Language

FEWEST_BESIDE = 2  # words beside those of a farewell, to be sure that something is told

_DAY = "|".join([*WEEKDAY.values(), MONTH[Language.FR]])
_HOUR = r"(?: (?:a |at |vers )?(?:\d+|\w+) ?(?:h\b|heures?|o clock|a m|p m)(?: (?:\d+|et \w+))?)?"
# "À mardi prochain dix heures" wishes for nothing: it is when one will meet.
_UNTIL_THEN = lazily(
    rf"\b(?:a|see you(?: (?:all|both))?(?: on)?|until|till|on se voit|on se revoit|vivement)"
    rf" (?:(?:le|la|on|this|next|ce|cette|mercredi|lors) )?(?:{_DAY}|demain|tout a l heure|tantot"
    r"|semaine|l annee|tomorrow|week|soon|later|then|tonight|bientot|plus tard|la prochaine)"
    rf"(?: (?:prochaine?|next|matin|midi|soir|apres midi|morning|afternoon|evening|{_DAY}|\d+|fois"
    rf"|first|premier))*{_HOUR}\b(?! (?:plutot|finalement|si possible|instead|rather|please)\b)"
)
_WISHES_WELL = lazily(
    r"\b(?:(?:passez |je vous souhaite )?(?:une? |de )?(?:tres )?(?:bon|bonne|bonnes|bons|belle"
    r"|belles|joyeux|joyeuses|excellente?) (?:(?:fin|reste) (?:de |d )?)?(?:journee|soiree|matinee"
    r"|nuit|apres midi|semaine|week end|weekend|vacances|fetes?|annee|noel|dimanche|courage|route"
    r"|continuation|chance|retablissement|conges?|reveillon|paques)"
    r"|(?:have |enjoy )(?:yourself )?(?:a|the|your)? ?(?:very )?(?:\w+ )?(?:day|weekend|evening|one"
    r"|morning|afternoon|week|time|rest of (?:the|your) \w+)"
    r"|(?:merry|happy) (?:christmas|new year|easter|holidays)|prenez soin de vous|take care"
    r"|keep (?:well|safe|warm))\b"
)
_NOTHING_MORE = any_of(
    "rien d autre", "rien (?:de )?(?:plus|special)", "pas d autres? \\w+", "pas besoin d? ?\\w+ ?",
    "pas (?:que je sache|specialement|vraiment|forcement|du tout|pour l instant"
    "|pour le moment|pour aujourd hui)", "(?:je (?:ne )?)?(?:pense|crois|vois) pas",
    "nothing (?:else|more)", "no (?:other|more) \\w+", "aucune?(?: autres?)? \\w+",
    "plus d(?: autres?|e) (?:questions?|demandes?)",
    "repond(?:u)? a (?:ma|mes|toutes mes) questions?", "(?:that )?answers my questions?",
    "(?:don t|do not) (?:think so|need anything(?: else)?)",
    "not (?:at the moment|right now|today|for now|really|that i know(?: of)?|that i can think of)",
    "je (?:vous )?(?:rappelle|rappellerai|recontacte\\w*"
    "|vais rappeler)(?: plus tard)?(?: si (?:besoin|necessaire|il y a (?:un )?(?:besoin"
    "|probleme|souci)|jamais))?",
    "i ll (?:call|ring)(?: you)?(?: back)?(?: later)?(?: if (?:i )?(?:need(?:ed)?(?: to)?))?",
)  # fmt: skip
_FAREWELL = {
    Language.FR: word_set(
        "non nan si merci beaucoup bien infiniment encore mille fois grand c est etait sera"
        " serait ce ca cela va ira aller suffit tout toute tous rien bon bonne parfait parfaite"
        " super genial nickel impeccable excellent tres trop assez gentil gentille aimable"
        " aimables adorable charmante charmant sympa amour ange efficace rapide pro clair claire"
        " note notee d accord ok okay entendu voila alors donc et mais euh ah oh ben bah eh hein"
        " madame monsieur mademoiselle docteur maitre au revoir adieu a la le les un une de du"
        " des pour moi nous vous te tu toi je j ai n ne pas plus avez as ete etes suis sommes il"
        " elle on me m faut fallait que qu l en y s plait svp remercie remercions votre vos aide"
        " accueil ecoute reponse reponses disponibilite amabilite gentillesse temps service"
        " services patience courage aussi egalement pareillement meme vraiment juste seulement"
        " simplement autre autres chose choses repond repondu besoin besoins aujourd hui moment"
        " instant pense crois espere sais vouloir voulais savoir souhaitais desirais regle reglee"
        " fait faite fini finie termine terminee avec plaisir quoi tant mieux peu oui ouais salut"
        " ciao bye bientot prochaine prochain jour sur part vu ainsi comme parfaitement"
        " completement possible compris comprise bonjour bonsoir ma mon assistance aimablement"
        " chaleureusement heureuse heureux contente content ravie ravi"
    ),
    Language.EN: word_set(
        "no nope nah not yes yeah thanks thank you ta cheers very much so a an lot lots million"
        " again that s is it was will be all everything just for now then today the this these i"
        " m ve ll d am re are we good great fine lovely perfect ok okay alright right brilliant"
        " super wonderful fantastic excellent cool grand sorted set done happy pleased satisfied"
        " clear nothing else anything more bye goodbye cheerio care well oh er um uh and but to"
        " your of help helpful kind nice sweet been have had has really quite too sir madam miss"
        " doctor mate love dear think guess suppose believe don t do know need needed want wanted"
        " needs there here my me time patience service efficient quick appreciate appreciated"
        " what as far same likewise indeed got can could would like in at by on bothered see"
        " later soon moment"
    ),
}
# One of these alone tells what is to be done.
_DOING = lazily(
    r"\b(?:annul\w+|chang\w+|deplac\w+|decal\w+|report\w+|ajout\w+|rajout\w+|dites|dire|previen\w+"
    r"|prevenez|transmett\w+|rappel(?:ez|er)|enlev\w+|modifi\w+|corrig\w+|gardez|garde|laissez"
    r"|keep|leave|cancel\w*|move|moved|reschedul\w+|add|tell|remind|correct|mistake|erreur|trompee?s?)\b"
)
_REFUSAL = re.compile(
    rf"^(?:(?:{ANY_SIGH}|non|nan|no|nope|merci(?: beaucoup)?|thanks"
    r"|thank you|mais|but)\b[ ,.;:!?…-]*)+",
    re.IGNORECASE,
)


def words_beside_farewell(words: str, language: Language) -> tuple[str, ...]:
    """What is said, plain, that nobody says who only ends a call: none in "non merci, à jeudi"."""
    said = plain(words)
    for phrases in (_NOTHING_MORE, _UNTIL_THEN, _WISHES_WELL):
        said = phrases.sub(" ", said)
    return tuple(word for word in said.split() if word not in _FAREWELL[language])


def only_ends(words: str, language: Language) -> bool:
    """Whether a caller who says no to what else there might be has said nothing but that."""
    return not words_beside_farewell(words, language)


_THANKS = lazily(
    r"\b(?:merci|remercie|remercions|au revoir|bonne (?:journee|soiree|fin)|bon week end|a bientot"
    r"|c est tout|ce sera tout|thanks?|cheers|bye|goodbye|that s (?:all|everything|it))\b"
)


def takes_leave(words: str, language: Language) -> bool:
    """Whether a caller thanks or takes leave and says nothing else: "parfait merci beaucoup"."""
    said = plain(words)
    parts = (_THANKS, _UNTIL_THEN, _WISHES_WELL)
    return only_ends(words, language) and any(part.search(said) for part in parts)


def surely_tells_more(words: str, language: Language) -> bool:
    """Whether something is told beside the no: "non, mais je suis allergique au latex"."""
    beside = words_beside_farewell(words, language)
    return len(beside) >= FEWEST_BESIDE or bool(_DOING.search(" ".join(beside)))


def after_refusal(words: str) -> str:
    """``words`` without the no they begin with; all of them where there is nothing else."""
    return _REFUSAL.sub("", words, count=1) or words
