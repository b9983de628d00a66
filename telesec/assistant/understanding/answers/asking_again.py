"""What is said to us rather than answered, and nothing else: "pardon ?", "do you speak English?".

Where any words may be the answer, a message or the reason of a visit, such a sentence is none; but
"pardon je suis en retard" is. So all that is said must be of that kind.
"""

from telesec.assistant.understanding.answers.answers import wants_other_language, without_repeat
from telesec.assistant.understanding.text import any_of, lazily, plain, word_set
from telesec.values.language import Language

# They ask for it only where nothing else is said.
_AGAIN = any_of(
    "repetiez", "redisiez", "redire", "reposer?", "reposez", "reformul(?:er|iez)",
    "recommenc(?:er|ez)",
    "(?:vous (?:avez )?|tu (?:as )?)?(?:dit|dites|demandez|disiez|voulez|dis) quoi", "c est quoi",
    "c etait quoi", "de quoi", "que (?:dites|disiez|voulez|demandez) vous",
    "quelle?s?(?: est| etait)?(?: la| le| votre| est| cette)? (?:question|message|phrase)",
    "(?:pas|mal|rien) (?:bien |tout |tres bien )?(?:compris|entendu|saisi|capte|suivi|percu)",
    "(?:entends|comprends|capte|saisis) (?:pas|plus|mal|rien|tres mal)",
    "(?:rate|loupe|manque) (?:la|le|votre|ce|cette|un|une)", "la question", "votre question",
    "la (?:ligne|communication|voix) (?:coupe|est (?:tres )?mauvaise|gresille|passe mal)",
    "ca coupe", "ca (?:passe|capte) (?:tres )?mal", "plus (?:fort|doucement|distinctement|haut)",
    "say again", "ask (?:that |it |me |the question )?again", "again",
    "missed (?:that|it|the|your|what)", "what (?:was|is|s) (?:that|it|the|your)",
    "what (?:did|do|are) you \\w+", "you what", "say what",
    "(?:cut|cutting|breaking|broke|broken) (?:out|off|up)", "louder", "the question",
    "speak slowly",
    "(?:didn t|did not|couldn t|could not|can t|cannot|don t|do not) (?:quite "
    "|really )?(?:catch|hear|get|understand|follow|make out)", "hear you", "run that by me",
    "bad line", "line is \\w+ ?bad",
)  # fmt: skip
# "My repeat, please" is a prescription.
_A_THING = lazily(r"\b(?:an?|my|our|his|her|their|another) repeats?\b")
_AROUND = word_set(
    "vous tu pouvez pourriez pouvais peux pourrais peut pourrait puis on me m moi nous la le les l"
    " un une de du d en ce c cela ca s il te plait svp merci bien tout tres trop question"
    " phrase message dernier derniere debut fin demande demandez demandiez demander mot mots je j"
    " ai n ne pas est etait et mais ou a que qu qui dit dites disiez dire voulez vouliez voudrais"
    " voulu poser posee votre vos non oui ah oh euh heu hum ben bah bonjour madame monsieur"
    " attendez attends vite fort haut peu entendre comprendre quoi si juste fois plus doucement"
    " lentement possible voila alors avais avez dois parler"
    " i m s t d ve re you your can could would will may please thanks thank sorry the that it this"
    " what was is said say says saying did do of to for me again quite really just bit a an last"
    " first part word words end beginning sentence time once more and but so well er um uh oh ah"
    " no yes mind like hello hi sir madam miss there slowly louder little loud up ask asked asking"
    " want wanted know not didn couldn my ear ears"
)
# Around the name of a language, where it is asked for.
_AROUND_A_LANGUAGE = word_set(
    "parlez parler parle parlons vous tu on pouvez pourriez peut peux pourrait je j ne n pas le l"
    " la en un une de peu qu que est ce il y a quelqu qui s te plait svp merci excusez moi pardon"
    " desole desolee bonjour bonsoir madame monsieur si possible mieux tres bien mon mauvais non"
    " oui mais suis comprends tout du seulement juste euh voudrais veux prefere continuer c"
    " do does you speak speaks speaking i m am we can could would will may is there someone anyone"
    " anybody who in a the any little bit please sorry excuse me pardon hello hi good morning"
    " afternoon only my very not bad well no yes but it be possible prefer d like talk to continue"
    " switch understand don t doesn at all by chance thank thanks you um uh er so"
)
_BARE_NAME = {Language.FR: "anglais", Language.EN: "french"}
_NAMES_OF_LANGUAGES = word_set("english anglais anglaise french francais francaise")


def only_asks_again(text: str, language: Language) -> bool:
    """Whether nothing is said but that it should be said again: "je n'ai pas compris la question".

    In either language's words: who does not follow may fall back upon their own.
    """
    said = plain(text)
    rest = without_repeat(without_repeat(said, language), _other(language))
    rest = _AGAIN.sub(" ", rest)
    return rest != said and not _A_THING.search(said) and set(rest.split()) <= _AROUND


def only_asks_language(text: str, language: Language) -> Language | None:
    """The language that is asked for by a sentence that says nothing else; None without one.

    Its bare name in the language we speak may be an answer: "anglais", to "quel cours ?".
    """
    wanted, words = wants_other_language(text, language), plain(text).split()
    rest = set(words) - _NAMES_OF_LANGUAGES
    if wanted is None or not rest <= _AROUND_A_LANGUAGE:
        return None
    return wanted if rest or not words[0].startswith(_BARE_NAME[language]) else None


def _other(language: Language) -> Language:
    return Language.EN if language is Language.FR else Language.FR
