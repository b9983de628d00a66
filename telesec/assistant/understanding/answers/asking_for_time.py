"""Who asks us to wait a moment, and says nothing else: "attendez, je regarde mon agenda".

A bare "attendez" is none: it begins a correction, or is a word by the way.
"""

from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language

MOST_WORDS = 15  # more are about something else
_BESIDE = {
    Language.FR: (
        rf"(?:{ANY_SIGH}|oui|non|ouais|ok|d accord|voila|donc|et|juste|pardon|excusez moi|desolee?"
        r"|s il vous plait|s il te plait|svp|merci|madame|monsieur)"
    ),
    Language.EN: (
        rf"(?:{ANY_SIGH}|yes|yeah|no|ok|okay|right|just|please|sorry|excuse me|thanks|thank you"
        r"|and|sir|madam|love)"
    ),
}
_THING = {
    Language.FR: (
        r"(?:(?:mon|ma|mes|notre|nos|l|le|la|les|un|une|de quoi) )?(?:agenda|calendrier|planning"
        r"|emploi du temps|carnet|telephone|portable|stylo|crayon|papiers?|lunettes|carte"
        r"(?: vitale)?|dossier|ordonnance|ecrire|noter|mari|femme)"
    ),
    Language.EN: (
        r"(?:(?:my|our|the|a|an) )?(?:diary|calendar|planner|schedule|phone|pen|pencil"
        r"|(?:piece of )?paper|papers|glasses|card|file|husband|wife|partner)"
    ),
}
_A_MOMENT = {
    Language.FR: r"(?:(?:une|1) (?:petite )?(?:seconde|minute)|(?:un|1) (?:tout )?(?:petit )?"
    r"(?:instant|moment))",
    Language.EN: r"(?:(?:an?|one|just a|half a|1) (?:little |quick )?(?:second|sec|minute|min"
    r"|moment|mo|tick))",
}
# Alone, they may be the answer to how long.
_MOMENTS = {
    Language.FR: r"(?:(?:deux|trois|quelques|cinq|2|3|5) (?:petites? )?(?:secondes|minutes"
    r"|instants))",
    Language.EN: r"(?:(?:two|a couple of|a few|five|2|5) (?:seconds|secs|minutes|mins|ticks))",
}
_WAITS = {
    Language.FR: (
        r"(?:(?:attendez|attends|patientez|(?:vous |tu )?(?:pouvez|pourriez|peux)(?: vous)?"
        r" (?:attendre|patienter)|donnez moi|laissez moi|ne quittez pas|ne raccrochez pas"
        rf"|restez en ligne)(?: (?:{_A_MOMENT[Language.FR]}|{_MOMENTS[Language.FR]}))?"
        rf"|{_A_MOMENT[Language.FR]})"
    ),
    Language.EN: (
        r"(?:(?:hang on|hold on|wait|bear with me|(?:can|could|would) you (?:wait|hold(?: on)?"
        r"|hang on|bear with me)|give me|hold the line)(?: for)?"
        rf"(?: (?:{_A_MOMENT[Language.EN]}|{_MOMENTS[Language.EN]}))?|{_A_MOMENT[Language.EN]})"
    ),
}
_LOOKS = {
    Language.FR: (
        r"(?:(?:que )?(?:je |j |on )(?:(?:vais|dois) )?(?:regarde|verifie|cherche|prends|consulte"
        r"|attrape|sors|ouvre|demande|regarder|verifier|chercher|prendre|consulter|attraper"
        rf"|sortir|ouvrir|voir|demander|vois)(?: (?:(?:dans|sur|a|avec|juste) )?"
        rf"{_THING[Language.FR]})?|le temps (?:de|que je) \w+(?: {_THING[Language.FR]})?)"
    ),
    Language.EN: (
        r"(?:(?:while |let me |i ll |i will |i m |i need to |i have to |i |till i |until i )"
        r"(?:just )?(?:go and |go )?(?:check|look|see|get|grab|find|fetch|open|ask|checking|looking"
        r"|getting|grabbing|finding|opening|have a look)(?: (?:(?:at|in|for|on|up) )?"
        rf"{_THING[Language.EN]})?)"
    ),
}
# Alone, that is a wait as well; "je demande mon dossier" is a matter.
_CHECKS = {
    Language.FR: r"je (?:vais )?(?:regarde|verifie|consulte|regarder|verifier|consulter)"
    r" (?:dans |sur )?(?:mon|l|notre) (?:agenda|calendrier|planning|emploi du temps|carnet)",
    Language.EN: r"(?:let me|i ll|i m) (?:just )?(?:check|checking|look at|look in|get)"
    r" (?:my|our|the) (?:diary|calendar|planner|schedule)",
}
_ONLY = {
    one: lazily(
        rf"(?:{_BESIDE[one]} )*(?:{_WAITS[one]}(?: {_BESIDE[one]})*(?: {_WAITS[one]})?"
        rf"(?: {_BESIDE[one]})*(?: {_LOOKS[one]})?|{_CHECKS[one]})(?: {_BESIDE[one]})*"
        rf"(?: {_WAITS[one]})?(?: {_BESIDE[one]})*"
    )
    for one in Language
}
_BARE = lazily(
    rf"(?:(?:{'|'.join(_BESIDE.values())}|attendez|attends|wait|donnez moi|laissez moi|give me) ?)*"
)


def only_asks_for_time(text: str, language: Language) -> bool:
    """Whether nothing is said but that we should wait while the caller looks something up."""
    said = plain(text)
    if len(said.split()) > MOST_WORDS:
        return False
    return bool(_ONLY[language].fullmatch(said)) and not _BARE.fullmatch(said)
