"""Hesitation left out, wherever it falls: "à euh dix heures", "the um fifteenth", "le le 15".

Works on plain text, before anything else is read.
"""

from telesec.assistant.understanding.text import any_listed, lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAY
from telesec.values.language import Language

# Sighed before what is meant, "ah ben non", "well yes". No two of them make a third: where they are
# repeated, "eh ben" would be read in two ways each time.
SIGH = {
    Language.FR: "euh|heu|ah|oh|eh|hum|ben|bah|eh bien|alors|bon",
    Language.EN: "er|erm|um|uh|oh|ah|well|so",
}
ANY_SIGH = "|".join(SIGH.values())

# What says nothing anywhere; and what says nothing between a small word and what it leads to.
_NOISE = {
    Language.FR: any_listed("""
        eu?h+, heu+, beuh, hum+, hmm+, mmm?, ben, bah, beh, hein, pff+, oups, eh ben, eh bien,
        attendez voir, comment dire, voyons voir, vous savez, si vous voulez bien,
        je (?:regarde|consulte) mon (?:agenda|calendrier|planning)
    """),
    Language.EN: any_listed("""
        uh+m*, u+m+, er+m*, eh, ah+, hm+, mm+, let me see, let s see, lemme see, let me think,
        let me just (?:see|check|look), hang on, bear with me, sort of, kind of, kinda, basically,
        (?<!let )(?<!do )(?<!if )you know(?! (?:what|when|that|if|whether|who|where|how|about)\\b)
    """),
}
_LEADS = {
    Language.FR: (
        "le la les l du de d des un une a au aux en dans vers entre pour et ou ni ce"
        " cette cet sauf jusqu jusque partir"
    ),
    Language.EN: (
        "the a an at on in of for to from after before between by until till around about past or"
        " and half quarter this next any every early late week not is so then"
    ),
}
_FILLERS = {
    Language.FR: (
        r"(?:alors|bon|voila|attendez|attends|disons|mettons|genre|comment|je sais pas|je sais plus"
        r"|je dirais|on va dire|peut etre|je crois|je pense|allez|tiens|oui)"
    ),
    Language.EN: (
        r"(?:like|well|say|maybe|perhaps|i think|i suppose|i guess|what|oh"
        r"|i don t know|shall we say|let s say|i d say|i want to say|probably|possibly|yeah)"
    ),
}
_STUTTERED = {
    Language.FR: (
        r"le|la|les|l|a|au|de|du|d|des|en|je|j|on|dans|pour|vers|et|ou|c est|ca|ce|il|entre|apres"
        rf"|avant|non|oui|plutot|demain|{WEEKDAY[Language.FR]}|donc"
    ),
    Language.EN: (
        r"the|a|at|on|in|of|to|for|from|i|we|and|or|it|is|after|before|between|by|no|yes|next|this"
        rf"|tomorrow|{WEEKDAY[Language.EN]}|so|can|could|i m"
    ),
}
_CUT_OFF = {  # "mar mardi"
    Language.FR: r"(lun|mar|mer|merc|jeu|ven|vend|sam|same|dim|dem|apr|sem|mat)",
    Language.EN: r"(mon|tue|tues|wed|wedn|thu|thur|thurs|fri|sat|sun|tom|tomo|morn|aft|after|even)",
}
_LEFT_OUT = {
    language: (
        (_NOISE[language], " "),
        (
            lazily(
                rf"\b({'|'.join(_LEADS[language].split())})(?! (?<=ou )alors)"
                rf" {_FILLERS[language]}(?= )"
            ),
            r"\1",
        ),
        (lazily(rf"\b({_STUTTERED[language]})(?: \1\b)+"), r"\1"),
        (lazily(rf"\b{_CUT_OFF[language]} (?=\1\w)"), ""),
    )
    for language in Language
}


def without_hesitation(said: str, language: Language) -> str:
    """Plain ``said`` without noises, fillers and stutter."""
    for pattern, rest in _LEFT_OUT[language]:
        said = " ".join(pattern.sub(rest, said).split())
    return said
