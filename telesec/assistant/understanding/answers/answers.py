"""Yes, no, please repeat, a person please: the short answers."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telesec.assistant.understanding.hesitations import SIGH
from telesec.assistant.understanding.text import any_of, lazily, plain
from telesec.values.language import Language


class Answer(StrEnum):
    """What a caller answered to a question that can be answered by yes or no."""

    YES = "yes"
    NO = "no"
    REPEAT = "repeat"
    OPERATOR = "operator"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class _Words:
    """The answering words of one language, as patterns over plain text."""

    yes: re.Pattern[str]
    mild_yes: re.Pattern[str]  # counts only when nothing says no: "non, c'est bon, merci"
    courtesy: re.Pattern[str]  # a mild yes where nothing else is said: "lundi, s'il vous plaît"
    no: re.Pattern[str]
    doubt: re.Pattern[str]
    correction: re.Pattern[str]  # between two answers: the second one counts
    person: re.Pattern[str]
    repeat: re.Pattern[str]
    repeat_alone: re.Pattern[str]  # means "repeat" only when nothing else is said
    filler: re.Pattern[str]


_FRENCH = _Words(
    yes=any_of(
        "oui", "ouais?", "oue", "mouais", "yes", "si si", "affirmatif", "absolument", "exact",
        "exactement", "tout a fait", "effectivement", "evidemment", "certainement", "volontiers",
        "bien sur", "c est (?:bien )?(?:ca|cela|exact|correct|juste|le bon|moi)",
        "c est bien (?:le bon|mon)",
        "avec (?:grand )?(?:plaisir|joie)", "je (?:le )?veux bien", "je confirme",
        "je valide", "confirme", "valide",
        "pas de (?:probleme|soucis?)", "aucun (?:probleme|soucis?)", "pourquoi pas", "allez y",
        "vas y", "va pour", "vous pouvez(?! \\w)", "vous pouvez (?:y aller|l (?:annuler|envoyer)"
        "|le faire|noter|confirmer|annuler)", "mhm", "m+h? mmh?", "hum hum",
        "ca (?:me )?(?:va|convient|colle|joue|arrange)(?: tres)?(?: bien)?(?! pas)",
        "ca m (?:va|arrange\\w*)(?! pas)", "oue[ps]", "ouaip", "d ?ac+", "banco", "adjuge", "vendu",
        "positif", "assurement", "naturellement", "certes", "sur(?:ement)? et certain",
        "sans (?:probleme|soucis?|hesit\\w+|faute)", "pas d objection",
        "(?:ce n est |c est )?pas de refus", "je (?:(?:ne|n) )?(?:dis|dirais) pas non",
        "(?:je |j )?(?:n )?y vois pas d inconvenient", "je suis preneu(?:r|se)",
        "(?:ca |cela )?(?:(?:ne|n) )?(?:me|m) (?:derange|gene|embete) pas",
        "je (?:(?:le |la |les )?prends|(?:le|la) garde)"
        "(?! (?:un|une|du|des|le|la|mon|ma|\\d)\\b)",
        "(?:on (?:fait|part|garde)|faisons|faites) (?:donc )?(?:comme )?(?:ca|cela|la dessus)",
        "faites(?: donc)?$", "allons y", "notez(?: le| la)?$", "inscrivez (?:moi|le|la)",
        "reservez(?: le| la)?$", "gardez (?:le|la)", "j en ai(?: une?| deux| \\d)?$",
        "je l ai(?: (?:deja|ici|la|avec moi|sur moi))?$", "formidable", "genial", "impec",
        "je (?:serai|suis) la$", "j y serai",
        "cela (?:me )?(?:va|convient)", "carrement", "vous avez bien (?:compris|entendu|note)",
        "en effet", "(?:moi|lui|elle) meme", "yep", "voui", "tip top", "parfaitement", "surement",
        "precisement", "(?:tout|c est) (?:est )?tout bon", "tout est bon", "c est vrai", "soit$",
        "je (?:suis|serai) (?:libre|dispo|disponible|partante?)", "j accepte", "accorde",
        "vous pouvez (?:le |la )?(?:noter|valider)", "vous avez raison", "pas un probleme",
        "comme convenu", "ca (?:le )?fait", "ca tombe (?:bien|a pic)", "ca peut (?:aller|le faire)",
        "top$", "bonne idee", "comptez sur moi", "allez(?: hop| zou| on y va)?$",
    ),
    mild_yes=any_of(
        "ok", "okay", "d accord", "entendu", "parfait", "tres bien",
        "c est (?:tres )?(?:bon|bien|parfait|note)",
        "impeccable", "nickel", "super", "ca marche", "ca roule", "ca ira", "correct",
    ),
    courtesy=any_of("voila", "bien", "juste", "merci", "s il (?:vous|te) plait", "si", "bon",
        "c est gentil", "je vous remercie"),
    no=any_of(
        "non", "nan", "nope", "pas du tout", "absolument pas", "surtout pas", "jamais", "negatif",
        "aucun", "aucune", "incorrect", "inexact", "faux", "c est une erreur", "vous vous trompez",
        "pas (?:ca|cela)",
        "pas (?:vraiment|exactement|tout a fait|forcement|exact|correct|juste|bon|d accord"
        "|possible|bien|necessaire|la peine|besoin|celui la|le bon)",
        "pas bien (?:compris|note)",
        "(?:bien sur|evidemment|certainement|surement) (?:que )?(?:non|pas)",
        "(?:ca|cela) (?:(?:ne|n) )?(?:me )?(?:va|convient|marche|m arrange) pas(?: du tout)?",
        "je (?:(?:ne|n) )?(?:(?:le|en) )?(?:veux|prefere|souhaite|peux|pourrai) pas",
        "je prefere pas", "pas (?:maintenant|aujourd hui)",
        "ce n est pas (?:ca|cela|bon)", "ni l un ni l autre", "rien", "rien d autre", "sans facon",
        "(?:il n )?(?:en )?est (?:pas|hors de) question", "(?:c est )?(?:hors de|pas) question",
        "laissez tomber", "niet", "impossible", "inutile", "nullement", "aucunement",
        "pas (?:encore|pour (?:moi|le moment|l instant)|du tout|de tout|ce jour la|celui ci"
        "|celle (?:la|ci)|cette fois|deux)", "(?:il )?y a une (?:erreur|faute)",
        "ca (?:(?:ne|n) )?(?:me |m )?(?:colle|joue|arrange\\w*|ira|sera) pas",
        "(?:je |j )?(?:n )?en ai (?:pas|aucun\\w*|plus)(?: (?:encore|du tout))?$",
        "je (?:ne )?l ai (?:pas|plus)(?: (?:encore|recue?|ici|avec moi|sur moi))?$",
        "je (?:ne )?(?:suis|serai) pas (?:la|libre|disponible)",
        "je ne crois pas", "je crois pas", "je ne pense pas", "je pense pas",
    ),
    doubt=any_of(
        "je (?:ne )?sais pas(?: trop)?", "j sais pas", "peut etre", "(?:ca )?depend", "aucune idee",
        "je (?:ne )?suis pas sure?", "pas sure?", "j hesite",
    ),
    correction=any_of("enfin", "pardon", "plutot", "en fait", "je veux dire", "euh", "attendez",
        "ah"),
    person=any_of(
        "(?:parler|parlez|parle|discuter|causer) (?:a|avec) (?:une? )?(?:quelqu un|humain"
        "|etre humain|(?:vraie )?personne|conseiller|conseillere|operateur|operatrice"
        "|secretaire|collegue|responsable|assistante|vrai humain|vraie secretaire)",
        "parler (?:a |avec )?(?:la |le |une? |au |votre |l )(?:secretaire|secretariat|accueil"
        "|standard|conseiller|medecin|docteur|avocat|avocate|responsable|patron|operateur"
        "|operatrice|humain)",
        "parler (?:a|au|avec)(?: la| le| l)? (?:monsieur|madame|docteur|maitre|medecin)",
        "(?:avoir|joindre|contacter) (?:quelqu un|une? (?:vraie )?(?:personne|humain"
        "|conseiller|conseillere|operateur|operatrice|secretaire)|la secretaire|le secretariat)",
        "(?:passez|passe|passer|mettez|transferez|transferer)(?: moi)? (?:quelqu un"
        "|la secretaire|le secretariat|une? (?:vraie )?(?:personne|humain|conseiller|operateur"
        "|operatrice|secretaire|responsable)|l accueil|le standard|le docteur|maitre|monsieur"
        "|madame)",
        "quelqu un de (?:vivant|reel|humain|vrai)", "il y a quelqu un",
        r"(?:mettez moi|etre mise?|mise?) en relation(?: avec \w+(?: \w+)?)?",
        r"m entretenir avec \w+(?: \w+)?", "(?:joindre|avoir|voir avec) un responsable",
        "une? (?:vraie (?:personne|secretaire)|vrai humain|etre humain)",
        "une personne (?:reelle|humaine|physique)", "un (?:humain|operateur)",
        "une operatrice", "operateur", "operatrice", "standardiste",
        "parler (?:a|avec) (?:une? |des |les |la |le )?(?:robots?|machines?|ordinateur"
        "|repondeur|automate)", "pas (?:une? |des )(?:robots?|repondeur|automate|machine(?! a))",
        # These words alone ask for a person; in a sentence they speak of one.
        f"^(?:(?:{SIGH[Language.FR]}|non|oui|la|le|un|une|je veux|je voudrais|je prefere) )*"
        "(?:quelqu un|secretaire|secretariat|une personne|conseiller|conseillere)"
        "(?: s il vous plait| svp| merci)*$",
    ),
    repeat=any_of(
        "repete[rz]?", "redites(?: moi)?", "redire", "redis", "encore une fois", "une fois de plus",
        "(?:pas|rien|mal) (?:bien |tout )?(?:compris|entendu|saisi)",
        "qu est ce que vous (?:avez dit|dites)", "vous (?:dites|disiez|avez dit)",
        "vous pouvez reformuler", "reformulez", "plus lentement", "moins vite", "parlez plus fort",
        "je (?:ne )?vous (?:ai pas entendue?|entends (?:pas|mal|tres mal))",
        "j (?:entends|ai entendu) (?:pas|mal|rien)", "je (?:ne )?comprends pas", "j ai pas compris",
        "vous pouvez recommencer",
    ),
    repeat_alone=any_of("pardon", "comment", "comment ca", "quoi", "hein", "excusez moi",
    "excuse moi", "plait il", "desole", "desolee", "allo"),
    filler=any_of("euh", "heu", "ben", "bah", "ah", "oh", "alors", "donc", "monsieur", "madame",
    "mais", "bonjour"),
)  # fmt: skip

_ENGLISH = _Words(
    yes=any_of(
        "yes", "yeah", "yep", "yup", "ya", "aye", "oui", "correct",
        "that s (?:right|correct|it|me|fine|the one|grand|spot on)", "right you are", "righto",
        "exactly", "absolutely", "definitely", "of course", "sure(?: thing)?", "certainly",
        "indeed", "i do(?! (?:have|need|want|not|think|wonder|apologi[sz]e)\\b)",
        "i do have (?:one|it|that)",
        "it is(?! \\w)", "it is (?:please|indeed|thanks?|me|fine|ok|okay)",
        "i would(?! \\w)", "i would (?:please|indeed|like that|love)",
        "i d (?:love|like) (?:to|that)", "go ahead", "please do", "no (?:problem|worries)",
        "affirmative", "uh huh", "mhm",
        "that (?:works|suits me|suits|sounds good|would be (?:great|fine|good|perfect))",
        "sounds (?:good|great)", "works for (?:me|us)", "i confirm", "confirmed",
        "you can(?! \\w)", "you can (?:cancel|do that|book|send|confirm)\\b", "you bet", "spot on",
        "bang on", "go on(?: then)?$", "go for it", "i ll take (?:it|that)", "i ll have that one",
        "that ll do(?: nicely)?", "why not", "by all means", "(?:not a|no) bother", "let s do that",
        "let s go with that", "book (?:it|me)(?: in)?", "put me down", "suits me", "deal", "done",
        "precisely", "totally", "you(?: ve)? got it", "i have(?: (?:one|it|that|got one))?$",
        "i ve got (?:one|it)(?: (?:here|with me))?$", "i ve one$", "i can(?: do that)?$", "i am$",
        "i think so", "i believe so", "i (?:guess|suppose)(?: so)?", "do it$", "do that$",
        "(?:i m )?happy with that", "i ll be there", "agreed", "i agree", "that ll work", "sold",
        "true", "naturally", "gladly", "with pleasure", "(?:i|it|they|we) will$", "(?:i|we) did$",
        "(?:we|they) do$", "(?:it|he|she) does$", "(?:he|she) is$", "(?:we|they) are$",
        "you re (?:dead )?right", "quite (?:right|so)", "i (?:reckon|should think) so",
        "speaking$", "sounds about right", "that sounds right", "good idea", "as agreed",
        "i (?:can|could) (?:manage|make) that", "if you (?:would|don t mind|could)(?: please)?$",
        "i don t mind(?: at all)?$", "i m (?:free|game|good with that)", "not a problem",
    ),
    mild_yes=any_of(
        "ok", "okay", "okey dokey?", "fine", "great", "perfect", "lovely", "all right", "alright",
        "cool", "wonderful", "excellent", "very well", "brilliant",
        "that s (?:all right|okay|ok|good|great)",
    ),
    courtesy=any_of("good", "right", "please", "thanks", "thank you"),
    no=any_of(
        "no", "nope", "nah", "non", "not really", "not at all",
        "not (?:quite|exactly|right|correct|now|today|that|possible|good|sure about that)", "never",
        "wrong",
        "incorrect", "negative", "that s (?:not|wrong)(?: (?:right|it|correct|me|good))?",
        "(?:of course|absolutely|certainly|definitely) not", "that isn t (?:right|it|correct)?",
        "it s not", "it isn t", "that is not",
        "i don t (?:think so|want(?: to)?)", "i do not", "i d rather not", "i can t",
        "that (?:doesn t|does not|won t) (?:work|suit(?: me)?)", "none", "neither",
        "nothing(?: else)?", "i don t$", "i (?:haven t|don t have (?:one|it|any)|ve none)",
        "i haven t (?:got )?(?:one|it|any)", "not (?:yet|then|for me|that one|any more|this time)",
        "(?:i m )?afraid not", "unfortunately not", "i m not", "nay", "forget (?:it|about it)",
        "don t bother", "not likely", "out of the question", "i d prefer not(?: to)?",
        "(?:that|it) won t (?:do|work)", "(?:that )?does(?: not|n t) (?:suit|work)", "impossible",
        "leave it$", "there s a mistake", "that s not it", "not a chance",
    ),
    doubt=any_of("i don t know", "i do not know", "not sure", "maybe", "perhaps", "it depends",
        "i m not sure", "no idea"),
    correction=any_of("sorry", "i mean", "actually", "rather", "wait", "hang on", "oh"),
    person=any_of(
        "(?:speak|talk|speaking|talking) (?:to|with) (?:someone|somebody|an? (?:real "
        "|actual )?(?:person|human(?: being)?|operator|agent|receptionist|secretary|adviser"
        "|advisor)|the (?:secretary|receptionist|doctor|lawyer|office|manager)|reception"
        "|doctor|mr|mrs|ms|miss|dr)",
        "(?:put|pass) me through(?: to .*)?", "connect me", "transfer me",
        "(?:real|actual|live) (?:person|human(?: being)?)", "a human(?: being)?", "operator",
        "not (?:to )?a (?:robot|machine|computer)",
        "^(?:(?:uh|um|no|yes|well|i want|i d like|the|a) )*(?:person|secretary"
        "|receptionist|someone)(?: please| thanks)*$",
        "(?:get|give) me (?:someone|somebody|a person|a human)", "somebody please",
        "someone please",
    ),
    repeat=any_of(
        "repeat", "say (?:that|it) again", "once more", "one more time", "come again",
        "(?:didn t|did not|couldn t|can t|don t) (?:quite )?(?:catch|hear|get"
        "|understand)(?: (?:that|you|it))?",
        "what did you say", "speak up", "more slowly", "slow down", "slower", "i beg your pardon",
        "beg your pardon", "could you rephrase",
    ),
    repeat_alone=any_of("pardon", "say again", "sorry", "pardon me", "excuse me", "what",
        "what was that", "eh", "huh", "hello"),
    filler=any_of("uh", "um", "er", "erm", "well", "oh", "so", "but", "hello", "hi", "sir", "madam"
    ),
)  # fmt: skip

_WORDS = {Language.FR: _FRENCH, Language.EN: _ENGLISH}

_ENGLISH_PLEASE = any_of(
    "english", "anglais", "anglaise",
    "(?:je )?(?:(?:ne|n) )?(?:parle|comprends) pas (?:le )?francais",
    "(?:don t|do not|can t|cannot) (?:speak|understand) french", "no french",
)  # fmt: skip
_FRENCH_PLEASE = any_of(
    "french", "en francais", "(?:parlez|parler|parle) (?:vous )?(?:le )?francais",
    "francais s il vous plait", "francais",
    "parle pas (?:l )?anglais", "(?:don t|do not|can t) speak english", "no english",
)  # fmt: skip
_NAME_FOLLOWS = lazily(
    r"\b(?:madame|monsieur|mr|mrs|ms|mme|m) (?:english|french|francais|anglais)\b"
)


def answer_by_words(text: str, language: Language) -> Answer:
    """What was answered to a yes-or-no question, by known words alone; UNCLEAR without any."""
    words, said = _WORDS[language], plain(text)
    if wants_person(text, language):
        return Answer.OPERATOR
    if wants_repeat(text, language):
        return Answer.REPEAT
    without_doubt, doubts = words.doubt.subn(" ~ ", said)
    answers = _answers(without_doubt, words)
    if doubts:
        return Answer.UNCLEAR
    if answers:
        return _settled(answers, without_doubt, words)
    mild = words.mild_yes.search(said) or words.courtesy.search(said)
    return Answer.YES if mild else Answer.UNCLEAR


def answers_in_words(text: str, language: Language) -> bool:
    """Whether words stand there that say yes or no: "lundi" answers neither, nor does "lundi,
    s'il vous plaît", while "s'il vous plaît" alone does.
    """
    words, said = _WORDS[language], plain(text)
    if any(group.search(said) for group in (words.yes, words.mild_yes, words.no)):
        return True
    rest, courtesies = words.courtesy.subn(" ", said)
    return courtesies > 0 and not words.filler.sub(" ", rest).strip()


def answering_words(said: str, language: Language) -> tuple[str, ...]:
    """Which groups of answering words plain ``said`` has, in the order they are said."""
    words = _WORDS[language]
    groups = (
        "yes", "mild_yes", "courtesy", "no", "doubt", "correction", "person", "repeat",
        "repeat_alone",
    )  # fmt: skip
    found = [
        (match.start(), name) for name in groups for match in getattr(words, name).finditer(said)
    ]
    return tuple(name for _, name in sorted(found))


def wants_person(text: str, language: Language) -> bool:
    """Whether the caller asks for a human being."""
    return bool(_WORDS[language].person.search(plain(text)))


_REQUEST = lazily(
    r"\b(?:je (?:voudrais|voulais|veux|souhaite|souhaiterais|souhaitais|prefere|prefererais|peux"
    r"|pourrais|desire|cherche a|vais|dois|besoin de)|puis je|pourrais je|possible de"
    r"|(?:pouvez|pourriez) vous(?: me)?|i (?:would like|want|need|wish)|i d (?:like|prefer)"
    r"|(?:can|could|may) (?:i|you))(?: (?:\w+)){0,3} $"
)
_IMPERATIVE = lazily(r"(?:passe|mette|transfer|put|connect|transfer|il y a quelqu un)")


def requests_person(text: str, language: Language) -> bool:
    """Whether the caller asks to be put through, in however long and polite a sentence.

    "Je voudrais parler à la secrétaire", "passez-moi quelqu'un"; not a story about a person.
    """
    said = plain(text)
    found = _WORDS[language].person.search(said)
    if found is None:
        return False
    return bool(_IMPERATIVE.match(found[0]) or _REQUEST.search(said[: found.start()]))


_FAREWELL = lazily(
    r"(?:(?:non|merci(?: beaucoup| bien)?|au revoir|rien(?: d autre)?|c est (?:bon|tout)|ca ira"
    r"|ok|d accord|bonne (?:journee|soiree)|a bientot|laissez tomber|tant pis"
    r"|je (?:rappellerai|vais rappeler)"
    r"|no|thanks?|thank you|bye|goodbye|that s all|never mind|i ll call back)(?: |$))+"
)


def says_goodbye(text: str, language: Language) -> bool:
    """Whether nothing is said but thanks and goodbye."""
    del language  # both are understood
    said = plain(text)
    return bool(_FAREWELL.fullmatch(said)) and said not in {"ok", "d accord"}


def wants_repeat(text: str, language: Language) -> bool:
    """Whether the caller asks to hear it again. "Pardon" alone does; inside a sentence not."""
    words, said = _WORDS[language], plain(text)
    if words.repeat.search(said):
        return True
    bare, asked = words.repeat_alone.subn(" ", said)
    return asked > 0 and not words.filler.sub(" ", bare).strip()


def without_repeat(text: str, language: Language) -> str:
    """Plain ``text`` without what asks to hear it again."""
    words = _WORDS[language]
    return " ".join(words.repeat_alone.sub(" ", words.repeat.sub(" ", plain(text))).split())


def wants_other_language(text: str, language: Language) -> Language | None:
    """The language the caller asks for, when it is not the one being spoken."""
    said = _NAME_FOLLOWS.sub(" ", plain(text))
    if language is Language.FR:
        return Language.EN if _ENGLISH_PLEASE.search(said) else None
    return Language.FR if _FRENCH_PLEASE.search(said) else None


def _answers(said: str, words: _Words) -> list[tuple[int, int, Answer]]:
    """Every clear yes and no, with its place; the longer phrase wins where they overlap."""
    found = [
        (match.start(), match.end(), answer)
        for pattern, answer in ((words.yes, Answer.YES), (words.no, Answer.NO))
        for match in pattern.finditer(said)
    ]
    kept: list[tuple[int, int, Answer]] = []
    for start, end, answer in sorted(found, key=lambda one: one[0] - one[1]):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, answer))
    return sorted(kept)


def _settled(answers: list[tuple[int, int, Answer]], said: str, words: _Words) -> Answer:
    """The one answer of several: all alike, or the last one after a correction."""
    if len({answer for _, _, answer in answers}) == 1:
        return answers[0][2]
    between = said[answers[0][1] : answers[-1][0]]
    return answers[-1][2] if words.correction.search(between) else Answer.UNCLEAR
