"""What takes the alarm out of words: a negation, the past, papers about it, a manner of speaking.

Only what surely belongs to the words themselves. The same caller may go on "et maintenant j'ai
mal à la poitrine", commas do not reach us, and a danger missed is worse than one too many.
"""

from telesec.assistant.understanding.text import lazily
from telesec.values.language import Language

# "Il ne répond pas, fuite d'eau": "pas" alone, directly before a noun, does not rule it out.
NEGATED = {
    Language.FR: lazily(
        r"(?:\bpas (?:de|d)(?: (?:la|l))?|\bn (?:\w+ )?(?:a|ai|avons|avez|ont|est"
        r"|y a) plus (?:de|d)|\by a plus (?:de|d)"
        r"|\b(?:est|etait|sont|suis|soit|sera|semble|parait|veux|voudrais|prends"
        r"|prefere) (?:absolument |vraiment |du tout )?pas(?: (?:du tout|tres|vraiment|si|trop"
        r"|forcement|specialement|particulierement|encore|une?|la|le|l|d|de|tellement|pour"
        r"|pour une?))*"
        r"|\bpas (?:tres|vraiment|si|trop|forcement|specialement|particulierement|du tout"
        r"|encore|tellement|la|le|l|une?|celui de|celle de)"
        r"|\baucune?|\bsans|\bni(?: (?:de|d|la|le|une?))?|^pas|\bnon pas)\s*$"
    ),
    Language.EN: lazily(
        r"\b(?:not|no|never|without|nor|isn t|aren t|wasn t|don t (?:have|need|want)"
        r"|doesn t have|haven t(?: got)?)"
        r"(?: (?:an?|any|the|very|really|that|so|got|at all|for|of))*\s*$"
    ),
}  # fmt: skip

# Of an alarm, besides: "il n'a pas perdu connaissance", "pas fait de malaise", "aucun signe de".
_HAVE = r"(?:ai|as|a|avons|avez|ont|avait|avais|aurait|suis|es|est|sommes|etes|sont|etait)"
_ARTICLES = r"(?:(?:de|d|du|des|en|le|la|l|les|une?|mon|ma|mes|son|sa|ses|leurs?|an?|the) )*"
_NEGATED_ALARM = (
    *NEGATED.values(),
    lazily(
        rf"\b(?:{_HAVE} (?:pas|jamais)|n (?:\w+ )?{_HAVE} plus)"
        r" (?:du tout |encore |vraiment |jamais )?"
        rf"(?:(?:eu|fait|senti|ete) |\w+(?:e|u|i|is|it) (?=(?:de|d|en) ))?{_ARTICLES}$"
    ),
    lazily(
        r"\b(?:pas|aucune?|sans|ni)(?: de| d)? (?:\w+ )?(?:signes?|symptomes?|notions?|risques?"
        r"|problemes?|episodes?|traces?|sensations?|impressions?) (?:de|d) "
        rf"{_ARTICLES}$"
    ),
    lazily(r"\brien (?:de |d )(?:\w+ )?$|\bmoins $"),
    lazily(r"\b(?:pas|plus|ni) (?:de |d )(?:\w+ ){1,2}(?:ou|ni|et) (?:de |d |une? )*$"),
    lazily(
        r"\b(?:not|never|no)(?: (?:been|be|having|had|have|got|feeling|in|any|an?|actually"
        r"|currently|signs?|history|of|longer|more))*\s*$"
    ),
)
# "Ça saigne plus": the verb stands first. Not "il est inconscient, pas moyen de le réveiller".
_VERB_BEFORE = lazily(
    r"\b(?:j|je|il|elle|on|ca|c|nous|vous|ils|elles)(?: (?:ne|n|m|s|se|me|nous|vous|y|en|lui))* $"
)
_NOT_AFTER = lazily(
    r"^ (?:pas|plus|jamais)\b(?! (?:moyen|de|d|possible|reveille\w*|mal|(?:qu|que)(?! est))\b)"
)
# "J'ai jamais eu mal à la poitrine comme ça" is the worst pain ever, not none.
_LIKE_NEVER = lazily(r"\bjamais\b.*\b(?:comme|autant|pareil|a ce point|aussi)\b|\blike this\b")

# Long over: "il a fait un infarctus il y a dix ans". A pain of two days is a pain.
_SPAN = r"(?:ans?|annees?|mois|semaines?)"
_LONG_AGO = lazily(
    r"^(?: (?!comme|commenc|debut|depuis|apparu|survenu|like\b|started|since|et\b|mais\b|j\b|je\b"
    r"|elle\b|on\b|ca\b|c\b|la j|i\b|and\b|but\b|now\b|maintenant)\w+){0,4}"
    rf" (?:il y a (?:\w+ ){{1,3}}{_SPAN}|il y a (?:tres )?longtemps"
    r"|(?:la |l )?(?:semaine|annee|mois|an|ete|hiver) (?:derniere|dernier|passee|passe)"
    r"|autrefois|a l epoque|dans (?:le temps|sa jeunesse|mon enfance)|en (?:19|20) ?\d\d"
    r"|en (?:deux mille|mille neuf)|quand (?:j|il|elle) etai[ts] (?:petite?|jeune|enfant|bebe"
    r"|enceinte|etudiante?|ado)"
    r"|(?:\w+ ){0,2}(?:years?|months?|weeks?) ago|last (?:year|month|week|summer|winter)"
    r"|in the past|(?:back )?in (?:19|20)\d\d|when (?:i|he|she) was (?:a )?(?:young|child|kid))\b"
)
_WAS_LONG_AGO = lazily(
    rf"\b(?:il y a|ca fait) (?:\w+ ){{1,2}}{_SPAN}"
    r"(?: (?!la\b|maintenant|aujourd|et\b|mais\b|depuis|ce\b|cette\b)\w+){0,5} $"
    r"|\b(?:l an|l annee|le mois|la semaine) (?:dernier|derniere|passe|passee)"
    r"(?: (?!maintenant|aujourd|et\b|mais\b|depuis|ce\b|cette\b)\w+){0,4} $"
    r"|\b(?:years?|months?|weeks?) ago (?:(?!now|and|but|today)\w+ ){0,4}$"
    r"|\blast (?:year|month|week) (?:(?!now|and|but|today)\w+ ){0,4}$"
)
# Known to the practice: "depuis son AVC", "mort d'un infarctus", "un traitement contre les".
_KNOWN = lazily(
    r"\b(?:antecedents? (?:de|d)|history of|deja (?:eu|fait)|sequelles? (?:de|d)"
    r"|suites? (?:de|d)|post|morte? (?:de|d)|decedee? (?:de|d)|deces (?:par|suite a)"
    r"|(?:depuis|apres|suite a|lors de|pendant) (?:mon|ma|son|sa|leur)"
    r"|(?:traitements?|medicaments?|ordonnances?|cachets?) (?:pour|contre|apres)"
    r"|(?:reeducation|prevention|formation|bilan|controle|suivi|stage)s?"
    r"(?: (?:apres|de|du|d|des|contre|pour|post))?|risques? (?:de|d)|temoin (?:de|d)"
    r"|(?:since|after|following) (?:my|his|her|the)|died (?:of|from)|family history of"
    r"|(?:treatment|medication|tablets) (?:for|against|after)|risk of"
    rf"|recovering from|recovered from|survived) {_ARTICLES}$"
)
_JUST_NOW = lazily(
    r"\b(?:ce matin|cette nuit|tout a l heure|a l instant|hier|aujourd hui|la maintenant"
    r"|this morning|tonight|today|last night|yesterday|just now|right now|maintenant)\b"
)
# Mended: "la fuite que vous avez réparée"; and papers: "la facture de la fuite".
_MENDER = r"(?:vous|il|elle|on|ils|votre \w+|le \w+|un \w+|you|he|they|your \w+)"
_MENDED = (
    r"(?:repare|resolu|colmate|regle|passe|debouche|fini|termine|retabli|annule"
    r"|abandonne)(?:e|s|es)?"
)
_SETTLED = lazily(
    rf"^(?: \w+){{0,3}} (?:que|qu) {_MENDER} (?:nous |m )?(?:avez|a|ont|aviez|avait)"
    r" \w+(?:e|es|it|is)\b"
    rf"|^(?: \w+){{0,3}} (?:que|qu|pour laquelle|pour lequel|ou) {_MENDER}"
    r" (?:etes|est|sont|etiez|etait) (?:deja )?(?:venu|passe|intervenu)\w*"
    rf"|^(?: \w+){{0,3}} (?:est|etait|sont|a ete|ont ete) (?:bien |enfin |deja )?{_MENDED}\b"
    rf"|^(?: d eau)? {_MENDED}\b"
    r"|^(?: \w+){0,3} (?:that |which )?(?:you|he|they|your \w+) (?:have |ve )?"
    r"(?:already )?(?:fixed|repaired|mended|came|stopped|unblocked)"
    r"|^(?: \w+){0,2} (?:is|was|has been|got|have been) (?:now |already )?"
    r"(?:fixed|repaired|mended|sorted|over)\b"
)
_PAPERS = lazily(
    r"\b(?:factures?|constats?|declarations?|attestations?|rapports?|expertises?|remboursements?"
    r"|reglements?|dossiers?|indemnisations?|compte rendu|paperwork|invoices?|bills?|claims?"
    r"|reports?|certificates?)(?: (?:de|du|d|pour|sur|concernant|apres|suite a|for|about|of|after))"
    rf" {_ARTICLES}(?:my |our )?$"
)
# All of which is undone by "et ça recommence".
_AGAIN = lazily(
    r"recommenc|\brefui|\brefait une?|\brecoul|(?:de|a) nouveau|\brevien|\brevenu|\brepris\b"
    r"|pas tenu"
    r"|(?:re)?lache\b|empir|\bpire\b|les memes|meme chose|comme la derniere|\bpareil"
    r"|\b(?:fuit|coule|goutte|saigne|mal) (?:encore|toujours|autant)"
    r"|\b(?:encore|toujours) (?:mal|autant|une fuite)|ca (?:fuit|coule|goutte)"
    r"|\bagain\b|\bstill (?:leak|bleed|hurt)|c(?:o|a)me back|\bworse\b"
)
# "C'est urgent, enfin non, c'est pas urgent."
_URGENT = lazily(r"\burgen|emergency")
_AFTER_ALL_NOT = lazily(
    r"\b(?:non|enfin|en fait|pardon|finalement|no|sorry|actually)\b.*"
    r"\b(?:pas|rien|not|no|isn t)\b(?: \w+){0,2} (?:urgen|emergency)"
)


def is_denied(before: str, after: str) -> bool:
    """Whether the words between are denied."""
    if any(pattern.search(before) for pattern in _NEGATED_ALARM):
        return not _LIKE_NEVER.search(before + after)
    return bool(_NOT_AFTER.search(after) and _VERB_BEFORE.search(before))


def is_over(before: str, after: str) -> bool:
    """Whether the words between tell of something past, known or settled."""
    past = _LONG_AGO.search(after) or _WAS_LONG_AGO.search(before) or _SETTLED.search(after)
    known = (_KNOWN.search(before) or _PAPERS.search(before)) and not _JUST_NOW.search(after)
    return bool((past or known) and not _AGAIN.search(after))


def is_taken_back(words: str, after: str) -> bool:
    """Whether "urgent" is followed by the caller's better judgement."""
    return bool(_URGENT.search(words) and _AFTER_ALL_NOT.search(after))
