"""Who are you? Callers who ask whose line it is, and whether a machine speaks, are told."""

import re
from typing import Any

from telesec.assistant.conversation import Conversation
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import plain
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.values.conversation import Prompt
from telesec.values.language import Language

# Said around the question; more than that is about something else.
_AROUND = (
    rf"(?:(?:{ANY_SIGH}|allo|bonjour|bonsoir|non|mais|excusez moi|pardon|s il vous plait|madame"
    r"|monsieur|attendez|dites|hello|hi|good morning|good afternoon|sorry|excuse me|please"
    r"|wait|la|hein|en fait|there|then|or what|ou quoi|actually|exactement) ?)*"
)
_A_MACHINE = (
    r"(?:une? |le |la |l )?(?:vrai |vraie |simple )?(?:robot|machine|ordinateur|repondeur|automate"
    r"|assistant|ia|intelligence artificielle|bot|computer|recording|answering machine|answerphone"
    r"|ai|humaine?|personne|etre humain|human(?: being)?|(?:real |actual )?person)"
    r"(?: (?:vocale?|automatique|humaine?|reelle?|artificielle|qui (?:me )?(?:parle|repond))){0,2}"
    r"(?: (?:ou|or) .{1,30})?"
)
_MACHINE = {
    Language.FR: re.compile(
        rf"{_AROUND}(?:est ce que )?(?:vous etes|etes vous|c est|est ce|je parle|je suis|je tombe"
        r"|suis je en train de parler|est ce que je parle)"
        rf"(?: bien)?(?: (?:a|avec|sur|au))? {_A_MACHINE} ?{_AROUND}"
    ),
    Language.EN: re.compile(
        rf"{_AROUND}(?:are you|is (?:this|that|it)|am i (?:talking|speaking) (?:to|with)"
        rf"|have i got)(?: just)?(?: an?)? {_A_MACHINE} ?{_AROUND}"
    ),
}
_PLACE = (
    r"(?:cabinet|clinique|secretariat|etude|agence|office|bureau|entreprise|societe|association"
    r"|club|centre|docteur|dr|medecin|dentiste|kine\w*|pediatre|veterinaire|veto|avocate?|maitre"
    r"|notaire|comptable|expert comptable|plombier|electricien|serrurier|chauffagiste|artisan"
    r"|bon (?:numero|endroit|cabinet))"
)
_WHO = {
    Language.FR: re.compile(
        rf"{_AROUND}(?:(?:est ce que )?(?:je suis|suis je|on est|nous sommes|j appelle) bien"
        rf" (?:chez|aux?|a la|a l) (?!moi |mon |ma ).{{1,40}}"
        rf"|(?:c est|vous etes|est ce|etes vous) bien (?:le |la |l |au |a la |a l |chez )?"
        rf"(?:le |la |l |un |une )?{_PLACE}\b(?: (?!que )\w+){{0,4}}"
        r"|(?:a|avec) qui (?:je parle|est ce que je parle|ai je l honneur|suis je)"
        r"|vous etes qui|(?<=allo )c est qui|qui etes vous|qui est a l appareil"
        r"|(?:je suis|on est|je tombe|je suis tombee?) (?:chez qui|ou)|chez qui (?:je suis|suis je)"
        rf"|c est (?:quel|quelle) (?:cabinet|clinique|agence|etude|entreprise)) ?{_AROUND}"
    ),
    Language.EN: re.compile(
        rf"{_AROUND}(?:is (?:this|that) (?:the|a|an|mr|mrs|ms|dr|doctor) (?:\w+ ){{0,3}}?"
        r"(?:surgery|practice|clinic|doctor\w*|dr|dentist\w*|physio\w*|paediatrician\w*|vet\w*"
        r"|lawyer\w*|solicitor\w*|notary\w*|accountant\w*|estate agent\w*|agency|office|firm|club"
        r"|association|plumber\w*|electrician\w*|locksmith\w*|company|right (?:number|place))"
        r"(?: s)?(?: \w+){0,3}"
        r"|(?:have i|did i) (?:reached?|got(?:ten)?|get|called|call|rung) (?:through to )?"
        r"(?:the|a|dr|doctor|mr|mrs|ms) .{1,40}"
        r"|am i (?:through to|speaking (?:to|with)|talking to) (?:the|dr|doctor|mr|mrs|ms) .{1,40}"
        r"|who (?:is (?:this|that|it|speaking)|are you|am i (?:speaking|talking) (?:to|with)"
        rf"|have i (?:got|reached))|where am i (?:calling|through to)) ?{_AROUND}"
    ),
}
# More than the question: what is wanted was said with it.
_AND_MORE = re.compile(
    r"\b(?:je (?!suis|parle|tombe)\w+|j (?!appelle)\w+|et|pour|il (?:me|nous) \w+"
    r"|i (?:d|need|want|m)|and|for|to (?:book|make|see|get))\b"
)


def asks_who_we_are(words: str, language: Language) -> bool:
    """Whether nothing is asked but whom one has on the line: "je suis bien chez le dentiste ?"."""
    said = plain(words)
    asks = bool(_WHO[language].fullmatch(said)) and not _AND_MORE.search(said)
    return asks or asks_for_machine(words, language)


def asks_for_machine(words: str, language: Language) -> bool:
    """Whether the caller would know if a machine speaks: "vous êtes un robot ?"."""
    return bool(_MACHINE[language].fullmatch(plain(words)))


def tell_who_we_are(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """Whose line it is, and that it is an assistant, where that is asked; then the open question.

    Nobody who asks is left in doubt that no human speaks.
    """
    if not c.words or talk.keeps_words() or not asks_who_we_are(c.words, c.language):
        return None
    if asks_for_machine(c.words, c.language):
        c.say(c.script.announce)
        c.phrase("press_zero_person")
    else:
        c.phrase("who_we_are", client=c.client.name)
        c.say(c.script.announce)
    return talk.ask()
