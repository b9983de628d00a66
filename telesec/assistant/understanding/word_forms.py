"""One shape for every form of a word: "respirer", "respirait" and "respires" are one word.

Alarms are compared in this shape, on both sides. It need not be good grammar: two words that
wrongly become one do harm only where a whole phrase is made of such words.
"""

from functools import lru_cache

from telesec.assistant.understanding.text import lazily, word_set

NOT = "!"  # "pas" and "plus", since "il respire pas" and "il ne respire plus" say the same
GAP = "..."
HURDLE = "|"  # nothing that is matched reaches across it
PASSED_OVER = "~"  # ends every word that may stand between the words of a phrase

# Carry nothing: a phrase and the caller may each have them or not.
EMPTY = word_set(
    """ne n euh heu hum hein ben bah bon bin voila donc alors genre le la les l un une mon ma mes
    ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces des
    uh um er well the an my his her our your their this that"""
)
# Only add to what is said: "une douleur horrible dans la poitrine". What a phrase has of them
# must be said ("très urgent"); what the caller adds is passed over.
_ADDING = word_set(
    """vraiment presque quasiment tres trop super hyper vachement carrement completement
    totalement toujours encore meme bien peu petit petite gros grosse grand grande enorme enormes
    comme fort forte fortes violent violente violents violentes terrible terribles horrible
    horribles intense intenses affreuse affreux atroce bizarre y en quoi soudain brutalement
    subitement maintenant aussi juste deja actuellement vite clairement sorte espece tellement
    really very so quite just still almost completely totally barely hardly even now all suddenly
    some any bad severe sharp terrible awful like kind sort of"""
)

# Verbs that have more than one stem, each with its forms.
_VERBS = {
    "etre": "suis es est sommes etes sont etais etait etaient ete sera serait soit etre",
    "a": "ai as a avons avez ont avais avait avaient aura aurait eu eue avoir",
    "pouvoir": "peux peut pouvons pouvez peuvent pouvais pouvait pouvaient pu pourra pouvoir",
    "vouloir": "veux veut voulons voulez veulent voulais voulait voulaient voulu vouloir"
    " voudrais voudrait",
    "faire": "fais fait faite faits faisons faites font faisais faisait fera faire fasse",
    "repondre": "repond reponds repondent repondez repondait repondaient repondu repondre",
    "perdre": "perd perds perdent perdait perdu perdue perdues perdus perdre",
    "mourir": "meurs meurt meurent mourir mourait mourrait mourra",
    "boire": "bois boit boivent bu bue boire buvait",
    "prendre": "prend prends prennent pris prenait prendre",
    "vomir": "vomi vomis vomit vomissent vomissait vomir",
    "sentir": "sent sens sentent sentait sentir senti",
    "voir": "vois voit voient voyait vu voir",
    "tuer": "tue tues tuent tuait tuer",
    "battre": "bat bats battent battait battu battue battre",
    "tordre": "tord tords tordu tordue tordent tordait",
    "mordre": "mord mordu mordue mords mordre mordus",
    "pendre": "pend pends pendu pendue pendre",
    "noyer": "noie noies noient noye noyee noyer noyait",
    "vivre": "vis vit vivre vivait vivent",
    "ouvrir": "ouvre ouvres ouvrent ouvrir ouvert ouverte ouverts ouvertes ouvrait",
    "dormir": "dors dort dormi dormir dormait dorment",
    "fuite": "fuite fuites fuit fuient fuyait fuir",
    "mettre": "met mets mis mettre mettait mettent",
    "se": "me m te t se s",
    "de": "de d du",
    "ca": "ca cela",
    "be": "am is are was were be been being",
    "have": "have has had having ve",
    "bleed": "bleed bleeds bleeding bled",
    "break": "break breaks breaking broke broken",
    "drown": "drown drowns drowning drowned",
    "stop": "stop stops stopped stopping",
    "cut": "cut cuts cutting",
    "burst": "burst bursts bursting",
    "fall": "fall falls fallen fell falling",
    "fit": "fit fits fitting",
    "drop": "drop drops dropped dropping drooping droops drooped droop",
    "hit": "hit hits hitting",
    "swell": "swell swells swelling swollen swelled",
    "speak": "speak speaks speaking spoke",
    "wake": "wake wakes waking woke",
    "breath": "breath breathe breathes breathing breathed",
}
_ROOT = {form: root for root, forms in _VERBS.items() for form in forms.split()} | {
    "au": "a",
    "aux": "a",
    "pas": NOT,
    "plus": NOT,
    "not": NOT,
}
COMMON = frozenset({"etre", "a", "pouvoir", "vouloir", "faire", "se", "de", "be", "have", NOT})
LONGEST_WORD = 40  # letters that are looked at; more are noise
_LEAST = 4  # letters that stay: "finir" is not "fin"
_ENDING = lazily(
    rf"(?<=\w{{{_LEAST}}})(?:aient|aits?|issent|issait|isses?|antes?|ants?|ing|ees?|ers?|ent|ont"
    r"|ez|ai|as|on|ed|es|ir|it|ie|is|[aeisx])$"
)

# "Il parle plus fort": no "no more". "Vite" is not among them, for "il respire plus, vite !".
_MORE = word_set(
    """tard tot fort mieux facilement souvent lentement doucement calmement tranquillement
    longtemps ou loin bas haut precis precisement ample"""
)
_SUPERLATIVE = word_set("le la les en de non au des")
_CONTRACTED = lazily(
    r"\b(is|are|was|were|do|does|did|have|has|had|would|could|should|ca|wo) ?n ?t\b"
    r"|\b(can)(?: t|not)\b"
)
_SHORTENED = lazily(r"\b(it|he|she|there|that|what|who) s\b|\b(i) m\b|\b(you|we|they) re\b")


def spelt_out(said: str) -> str:
    """Plain words with English contractions in full, and initials as one word."""
    said = said.replace("a v c", "avc").replace("g a v", "gav")
    said = _CONTRACTED.sub(
        lambda found: {"ca": "can", "wo": "will"}.get(found[1], found[1] or found[2]) + " not",
        said,
    )
    return _SHORTENED.sub(lambda found: next(filter(None, found.groups())) + " is", said)


def shaped(words: list[str]) -> str:
    """The words in their one shape, between blanks; as many as went in."""
    shapes = [_shape(word) for word in words]
    for at, word in enumerate(words):
        before, after = words[at - 1 : at] or [""], words[at + 1 : at + 2] or [""]
        if word == "plus" and (after[0] in _MORE or before[0] in _SUPERLATIVE):
            shapes[at] = word
        elif word == "tout" and before[0] == "du":
            shapes[at - 1 : at + 1] = "de" + PASSED_OVER, "tout" + PASSED_OVER
    return f" {' '.join(shapes)} "


@lru_cache(maxsize=10_000)
def _shape(word: str) -> str:
    shape = _ROOT.get(word) or _without_endings(word[:LONGEST_WORD])
    return shape + PASSED_OVER if word in EMPTY or word in _ADDING else shape


def _without_endings(word: str) -> str:
    """ "Inconsciente" loses its "e" like "inconscient", and then both their "ent"."""
    shorter = _ENDING.sub("", word)
    while shorter != word:
        word, shorter = shorter, _ENDING.sub("", shorter)
    return word
