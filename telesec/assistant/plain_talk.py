"""Whole sentences that tell no matter, whatever a likelihood makes of them: greetings that are
passed on, leave that is taken, trouble that is not named, what is over. Pure.
"""

from telesec.assistant.closing_words import only_ends
from telesec.assistant.understanding import plain
from telesec.assistant.understanding.text import any_of, lazily, word_set
from telesec.values.language import Language

_TROUBLE = lazily(
    r"\b(?:problemes?|soucis?|ennuis?|pepins?|aide|aider|embete\w*|problems?|issues?|trouble"
    r"|help|situation)\b"
)
_AROUND_A_TROUBLE = {
    Language.FR: word_set(
        "bonjour bonsoir allo euh alors voila en fait oui non je j ai aurais me m moi on nous vous"
        " avons il elle y a c est ce de d du un une des le la l les petit petite gros grosse"
        " grand grave serieux vrai autre encore besoin voudrais veux faudrait faut que qu pour"
        " parce car s plait merci"
        " pouvez pourriez votre mon ma mes quelques chez ici la avec et suis bien tres"
    ),
    Language.EN: word_set(
        "hello hi er um well so yes no i ve got have had a an some the bit of little big small"
        " serious real another my me we us our you your could can would like need want there is"
        " s it this that with and please thanks thank good morning afternoon evening to get in m"
    ),
}
_NO_MATTER = {
    Language.FR: any_of(
        "(?:vous |te |lui )?(?:passe|passent|donne|donnent|envoie) (?:bien )?(?:le bonjour|le salut"
        "|ses amities|ses salutations)", "(?:dit|disent|disait) bonjour",
        "(?:vous |te |lui )(?:salue|saluent|embrasse|embrassent)",
        "(?:pour |de la |une )+(?:publicite|pub|sondage|enquete)",
        "(?:mais|et|maintenant) (?:la |maintenant |depuis )?(?:ca|cela|tout) (?:va|est passe)"
        "(?: (?:bien|mieux|mieux maintenant|maintenant|tres bien))?(?! (?:pas|plus mal)\\b)",
        "(?:ai|a|fait) (?:beaucoup |deja )?moins mal(?: \\w+){0,3}$",
        "(?:pars|part|partons|suis|vais) en vacances",
        "(?:entre|rentre|passe|est) (?:en|au) (?:sixieme|cinquieme|quatrieme|troisieme|seconde"
        "|premiere|terminale|cp|ce1|cm1|cm2|college|lycee|maternelle|6e|6eme)",
    ),
    Language.EN: any_of(
        "(?:says|say|said|saying|sends?) (?:hello|hi|his|her|their) ?(?:regards|love)?",
        "for (?:an? )?(?:advert\\w*|survey)",
        "(?:hurts?|aches?|itches) (?:\\w+ )?less", "(?:but|and|now) (?:i m|it s|he s|she s|all is"
        "|it is|i am) (?:all |much |a lot |feeling )?(?:fine|better|gone|ok|okay|right)(?: now)?",
        "going (?:away )?on holidays?", "(?:starts?|starting|going to|goes to) (?:secondary|primary"
        "|high|big|nursery) school",
    ),
}  # fmt: skip

# Beside any of these, somebody wants something: "je pars en vacances, il me faut un vaccin".
_WANTS = lazily(
    r"\b(?:voudr\w+|veux|faudrait|faut|besoin|souhait\w+|aimer\w+|pouvez|pourriez|possible|toujours"
    r"|(?<!moins )mal (?:a|au|aux)|need|want|like|could|can you|have to|still)\b"
)


def has_unnamed_trouble(words: str, language: Language) -> bool:
    """Whether there is some trouble, and nobody can tell which: "j'ai un problème"."""
    said = plain(words)
    if not _TROUBLE.search(said):
        return False
    rest = _TROUBLE.sub(" ", said).split()
    return all(word in _AROUND_A_TROUBLE[language] for word in rest)


def names_no_matter(words: str, language: Language) -> bool:
    """Whether nothing is told that we could act on: "see you next week then", "my neighbour says
    hello", "j'ai un souci". Known words of a matter beside it are for others to hear.
    """
    if has_unnamed_trouble(words, language) or only_ends(words, language):
        return True
    said = plain(words)
    return bool(_NO_MATTER[language].search(said)) and not _WANTS.search(said)
