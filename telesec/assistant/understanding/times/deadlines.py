"""Bounds told by what they are for: "avant ça", "by then", "before the clocks go back on Sunday".

Works on plain text with figures, and puts the day that is meant in place of what points to it.
"""

import re
from datetime import date, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.assistant.understanding.times.clocks import mark_clocks
from telesec.assistant.understanding.times.english_verbs import said_at
from telesec.assistant.understanding.times.said_days import last_day, written
from telesec.assistant.understanding.times.token_kinds import BREAKS
from telesec.assistant.understanding.times.verb_roles import Role
from telesec.values.language import Language

_MARK = lazily(r"[@=]\d{4}")
_WEEKDAY = {language: "|".join(WEEKDAYS[language]) for language in Language}
# "Avant l'assemblée de jeudi", "before the hearing on the 14th": that day is the bound.
_EVENT = {
    Language.FR: lazily(
        r"\b(?P<side>avant|apres|d ici) (?:la |le |l |les |mon |ma |mes |notre |son |sa |leur )"
        r"(?!semaine|mois|matin|soir|debut|fin|milieu|nuit|heure|week|midi|jour)[a-z]+"
        r"(?: [a-z]+){0,2}? (?:de |d |du |(?:prevue? |fixee? )(?:le |pour )?)"
        rf"(?=(?:{_WEEKDAY[Language.FR]}|demain)\b)"
    ),
    Language.EN: lazily(
        r"\b(?P<side>before) (?:the|my|our|his|her|their|they|we|he|she|it|i|you)"
        r" (?!(?:end|week|school|morning|afternoon|evening|day|start|rush|others?|rest)\b)"
        r"(?:(?!(?:so|but|then|or|if|i|we)\b)[a-z]+ ){1,4}?(?<!and )(?:(?:is |s )?on )?"
        rf"(?=(?:the \d{{1,2}} (?:st|nd|rd|th)|{_WEEKDAY[Language.EN]}|tomorrow)\b)"
    ),
}
_NONE_FR = r"(?:rien|quelque chose|quelqu un|creneau|dispo\w*|(?:de |1 |une )(?:petite )?place)"
_NO_MORE_FR = (
    r"(?= *$| (?:pour que|pour (?:l |le |la |les )?\w+er|si|sinon|merci|parce|car"
    r"|quand (?:meme|vous)|n importe|tout me|(?:je|on|nous) (?:suis|est|sommes)"
    r" (?:libres?|dispo\w*|la))\b)"
)
_SO = (
    r"(?:so |donc |alors |(?:any ?time |any day |n importe quand )|plutot |or |ou |but |mais "
    r"|(?:faudrait|faut|passer|consulter|signer|voir|venir|revenir|faire|avoir|voie|vienne|passe|fasse|soit|vue?s?"
    r"|faite?s?|rendez vous|consultation) )"
)
# What was said to be on a day, named again: "avant leur arrivée", "before it starts".
_EVENT_FR = (
    r"(?:arrivee|depart|retour|operation|audience|mariage|reunion|examen|fete|voyage|vacances"
    r"|assemblee|rentree|demenagement|signature|vente|visite|livraison|naissance|accouchement"
    r"|ceremonie|bapteme|enterrement|concours|match|spectacle|sejour|installation|travaux"
    r"|intervention|expiration|echeance|expertise|stage|tournoi|course|conge|conges|emmenagement)"
)
_EVENT_EN = (
    r"(?:hearing|wedding|meeting|operation|op|surgery|exam|exams|party|trip|holiday|flight|move"
    r"|sale|visit|delivery|birth|ceremony|christening|funeral|match|show|deadline|expiry|arrival"
    r"|departure|completion|event|race|tournament|inspection|handover|big day)"
)
_WHOSE_FR = r"(?:la |le |l |les |son |sa |ses |leurs? |mon |ma |mes |notre |nos |cet |cette |ce )"
_WHOSE_EN = r"(?:the |my |our |his |her |their |its )"
_NO_MORE_EN = (
    r"(?= *$| (?:please|if|would|could|can|so|or|and|but|on|is|at|ideally|any|thanks|thank|for)\b)"
)
_WORDS_OF_A_CLAUSE = 3  # at least, between what was told and the bound
_LONGEST_REASON = 8  # words
_BOUND_SAID = lazily(
    rf"\b(?:d ici|avant) (?:le )?(?:{_WEEKDAY[Language.FR]}|demain|\d{{1,2}} \w+)\b"
)
_DONE_BY_THEN = lazily(  # "I'll have finished by then"
    r"\b(?:(?:ll|will|should|d) (?:have|be)|aur(?:ai|a|ons|ont)|ser(?:ai|a|ons|ont))"
    r"(?: \w+){0,5} $"
    r"|\b(?:m|am|s|is|re|are|ve|have|has)(?: \w+)? (?:home|back|free|done|finished|gone|in|out"
    r"|off|up|awake|there|here|open|left|landed) $"
)
_ITS_REASON = lazily(  # "by Friday, I go away after that"
    r"\b(?:(?:because|cos|cause|since)(?: \w+){1,14}"
    r"|(?:i|we|he|she|they) (?:(?:m|re|s|am|are|is|ll|ve|will|have|has|got|to|be) )*"
    r"(?:go|goes|going|leave|leaves|leaving|fly|flies|flying|away|off|travel\w*|mov(?:e|es|ing)"
    r"|shut|shuts|close|closes|stop|stops|start|starts)(?: \w+){0,3}) $"
)
_NEEDED = lazily(  # what is told comes first, what is wished for after it
    r"\b(?:so|and|needs?|want|must|have|faut|faudrait|voudrai[st]|donc|alors|peut|pouvez|pourr\w+"
    r"|doi(?:t|vent)|et|could|can)\b"
)
_BOUNDED = {
    Language.FR: (
        (
            lazily(
                r"\bavant (?:ce jour(?: la)?|cette date(?: la)?|tout (?:ca|cela)"
                r"|(?:de |qu (?:on|il|elle|ils) |que (?:je|nous) )"
                r"(?:part\w+|commence\w*|arrive\w*)"
                rf"|{_WHOSE_FR}{_EVENT_FR}){_NO_MORE_FR}"
            ),
            "avant {}",
        ),
        (lazily(rf"\b(?:d ici|jusque) la{_NO_MORE_FR}"), "d ici {1}"),
        (
            lazily(
                r"\ba (?:partir|compter) (?:de la|de ce (?:moment|jour)(?: la)?|de cette date)\b"
            ),
            "a partir de",
        ),
        (
            lazily(
                r"\b(?:soit |(?:juste )?)avant (?:ou|soit)(?: juste)? apres(?: (?:ca|cela))?(?= *$)"
            ),
            "avant {} ou apres {}",
        ),
        (
            lazily(
                rf"\b(?:{_SO}(?:juste )?avant|(?<!si vous avez )(?<!si vous n avez ){_NONE_FR}"
                rf" (?:d |de )?(?:avant|plus tot))"
                rf"(?: (?:ca|cela|cette date))?{_NO_MORE_FR}"
                rf"|\b(?:voir|revoir|rencontrer) (?:\w+ ){{1,3}}avant{_NO_MORE_FR}"
                r"|\bdonc (?:\w+ ){1,7}avant(?= *$)|\bavant (?:ca|cela) (?=(?:je|on|nous) )"
                r"|\bavant (?:lui|elle|eux|qu (?:il|elle|ils) \w+)(?= *$)"
            ),
            "avant",
        ),
        (
            lazily(
                rf"\b{_SO}(?:juste )?apres(?: (?:ca|cela|cette date))?{_NO_MORE_FR}"
                r"|\bapres (?:ca|cela) (?=(?:je|on|nous|c est|ca|tout)\b)"
            ),
            "apres",
        ),
    ),
    Language.EN: (
        (
            lazily(
                r"\b(?:either )?(?:just )?before(?: that)? (?:or|and)(?: just)? after(?: (?:that"
                r"|then))?(?="
                r" *$)"
            ),
            "before {} or after {}",
        ),
        (
            lazily(
                r"(?<!day )(?<!week )(?<!end )\bbefore (?:that (?:day|date)"
                rf"|all (?:of )?(?:that|this)|{_WHOSE_EN}{_EVENT_EN}|(?:they|it|he|she|we|i)"
                r" (?:fly|flies|arrives?|comes?|starts?|opens?|happens|lands?|goes|leaves?))"
                rf"{_NO_MORE_EN}"
            ),
            "before {}",
        ),
        (lazily(rf"\b(?:any ?time )?by (?:then|that (?:date|time)){_NO_MORE_EN}"), "by {1}"),
        (
            lazily(
                r"(?<!apart )(?<!aside )\b(?:any ?time |any day )?from (?:then|that|there)(?:"
                r" on(?:wards?)?)?\b"
            ),
            "from",
        ),
        (
            lazily(
                rf"\b(?:{_SO}(?:any ?time |any day )?before (?:that|then)\b"
                r"|(?<!day )(?<!week )(?<!night )(?<!month )(?<!1 )before that(?= *$)"
                r"|(?:(?<=be )|(?<=come )|(?<=in )|(?<=it )|(?<=done )|(?<=thing )|(?<=seen )"
                r"|(?<=doing ))"
                r"before(?: (?:that|then|it))?(?= *$| (?:please|if|would|instead|or)\b)"
                r"|\b(?:something|anything|1|nothing|slot|appointment) (?:sooner|earlier)(?= *$)"
                r"|(?<!day )(?<!week )before then(?= *$)|\bbefore (?:him|her|them|he comes|she"
                r" comes)(?= *$)"
                r"|(?<=test )before (?:that|then)(?= *$)|(?<=appointment )before (?:that|then)(?="
                r" *$))"
            ),
            "before",
        ),
        (
            lazily(
                rf"\b{_SO}(?:any ?time |any day )?after (?:that|then)\b"
                r"|\band after that(?= (?:any ?time|any day|anything|whenever|(?:i|we) (?:m|re)"
                r" free)\b)"
                r"|(?<!day )(?<!week )(?<!month )(?<!1 )(?<!straight )(?<!right )(?<!leave )(?<!go"
                r" )"
                r"(?<!off )(?<!out )(?<!busy )"
                rf"\bafter (?:that|then)(?= *$| on (?:{_WEEKDAY[Language.EN]}|the \d))"
            ),
            "after",
        ),
    ),
}


def with_deadlines_resolved(figured: str, language: Language, today: date) -> str:
    """``figured`` with the day named before in place of "before that", "by then"."""
    for pattern, side in _BOUNDED[language]:
        found = pattern.search(figured)
        if found and not (
            _is_a_reason(figured[: found.start()], found[0])
            or ("{" in side and _belongs_to_the_wish(figured, found, language, today))
        ):
            figured = _bounded(figured, found, side, language, today)
    return figured


def _is_a_reason(before: str, bound: str) -> bool:
    """ "Monday before nine, I'm teaching after that": it tells why not later."""
    if not bound.startswith(("after", "before", "from")):
        return False
    if _ITS_REASON.search(before):
        return True
    tokens = before.split()
    for at in reversed(range(max(len(tokens) - _LONGEST_REASON, 0), len(tokens))):
        if tokens[at] in BREAKS[Language.EN]:
            return False
        said = said_at(tokens, at)
        if said:
            return said.role in {Role.BUSY, Role.TOLD}
    return False


def _belongs_to_the_wish(
    figured: str, found: re.Match[str], language: Language, today: date
) -> bool:
    """ "Mardi 14 h avant l'opération", "I'll have finished by then": nothing told before."""
    before = figured[: found.start()]
    directly = mark_clocks(" ".join(before.split()[-_WORDS_OF_A_CLAUSE:]), language)
    named = last_day(directly, language, today) or _MARK.search(directly)
    return bool(named or _DONE_BY_THEN.search(before) or not _NEEDED.search(before))


def with_events_as_days(figured: str, language: Language) -> str:
    """``figured`` with "avant jeudi" for "avant l'assemblée de jeudi"."""
    return _EVENT[language].sub(lambda found: f"{found['side']} ", figured)


def _bounded(figured: str, found: re.Match[str], side: str, language: Language, today: date) -> str:
    """ "On s'envole samedi, donc avant": what was told before only says before what."""
    before, rest = figured[: found.start()], figured[found.end() :]
    marks = list(_MARK.finditer(mark_clocks(before, language)))
    day = last_day(before, language, today)
    on = written(day.first, language) if day else ""
    last = written(max(day.first, day.last - timedelta(days=1)), language) if day else ""
    if side == "d ici {1}" and _BOUND_SAID.search(before):
        return f"{before} ~ {rest}"  # "d'ici mercredi midi, n'importe quand d'ici là"
    if day and "{" in side:
        return side.format(on, last) + rest
    if side in {"apres", "after", "from"}:
        on = last
    if marks:
        return f"{on} {side} {marks[-1][0]} {rest}"
    return f"{side} {on} {rest}" if day else figured
