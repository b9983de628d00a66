"""Yes, no, please repeat, a person please: the short answers."""

import re
from dataclasses import dataclass
from enum import StrEnum

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
        "avec plaisir", "je (?:le )?veux bien", "je confirme", "je valide", "confirme", "valide",
        "pas de (?:probleme|soucis?)", "aucun (?:probleme|soucis?)", "pourquoi pas", "allez y",
        "vas y", "va pour", "vous pouvez", "mhm", "hum hum",
        "ca (?:me )?(?:va|convient)(?: tres)?(?: bien)?",
        "cela (?:me )?(?:va|convient)", "carrement", "vous avez bien (?:compris|entendu|note)",
    ),
    mild_yes=any_of(
        "ok", "okay", "d accord", "entendu", "parfait", "tres bien",
        "c est (?:tres )?(?:bon|bien|parfait|note)",
        "impeccable", "nickel", "super", "ca marche", "ca roule", "ca ira", "voila", "correct",
        "bien",
        "juste", "merci", "s il vous plait", "si", "bon", "c est gentil", "je vous remercie",
    ),
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
        "^(?:(?:euh|non|oui|alors|la|le|un|une|je veux|je voudrais|je prefere) )*"
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
        "that s (?:right|correct|it|me|fine|the one)", "right",
        "exactly", "absolutely", "definitely", "of course", "sure(?: thing)?", "certainly",
        "indeed", "i do", "it is", "i would",
        "i d (?:love|like) (?:to|that)", "go ahead", "please do", "no (?:problem|worries)",
        "affirmative", "uh huh", "mhm",
        "that (?:works|suits me|suits|sounds good|would be (?:great|fine|good|perfect))",
        "sounds (?:good|great)", "works for me", "i confirm", "confirmed", "you can",
    ),
    mild_yes=any_of(
        "ok", "okay", "fine", "good", "great", "perfect", "lovely", "all right", "alright",
        "please", "thanks", "thank you",
        "cool", "very well", "brilliant", "that s (?:all right|okay|ok|good|great)",
    ),
    no=any_of(
        "no", "nope", "nah", "non", "not really", "not at all",
        "not (?:quite|exactly|right|correct|now|today|that|possible|good|sure about that)", "never",
        "wrong",
        "incorrect", "negative", "that s (?:not|wrong)(?: (?:right|it|correct|me|good))?",
        "(?:of course|absolutely|certainly|definitely) not", "that isn t (?:right|it|correct)?",
        "it s not", "it isn t", "that is not",
        "i don t (?:think so|want(?: to)?)", "i do not", "i d rather not", "i can t",
        "that (?:doesn t|does not|won t) (?:work|suit(?: me)?)", "none", "neither",
        "nothing(?: else)?",
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
    repeat_alone=any_of("pardon", "sorry", "pardon me", "excuse me", "what", "what was that", "eh",
    "huh", "hello"),
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
    return Answer.YES if words.mild_yes.search(said) else Answer.UNCLEAR


def answering_words(said: str, language: Language) -> tuple[str, ...]:
    """Which groups of answering words plain ``said`` has, in the order they are said."""
    words = _WORDS[language]
    groups = ("yes", "mild_yes", "no", "doubt", "correction", "person", "repeat", "repeat_alone")
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
