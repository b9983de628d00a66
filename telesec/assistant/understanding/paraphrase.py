"""Ways of speaking put plainly before the grammar reads them.

"dans deux heures" becomes the hour it will be, "en semaine" excludes the week-end.
"""

import re
from datetime import datetime, timedelta

from telesec.assistant.understanding.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.numbers import figures
from telesec.values.language import Language

_IN_HOURS = {
    Language.FR: re.compile(
        r"\bdans (?P<n>\d{1,2}) (?:h|heures?)(?P<half> et demie)?\b|\bdans (?P<part>1 demi"
        r"|1/2) heure\b"
    ),
    Language.EN: re.compile(
        r"\bin (?:about )?(?P<n>\d{1,2}|an) hours?(?P<half> and a half)?\b"
        r"|\bin (?P<part>half) an hour\b"
    ),
}
_DAY_WORDS = {
    Language.FR: ("aujourd hui", "demain", "apres demain"),
    Language.EN: ("today", "tomorrow", "the day after tomorrow"),
}
_WEEKDAY = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTH = {language: "|".join(MONTHS[language]) for language in Language}
_PLAINLY: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.FR: (
        (
            re.compile(
                r"\b(?:en semaine|les jours de semaine|un jour de semaine"
                r"|les jours ouvr(?:es|ables)|un jour ouvr(?:e|able))\b"
            ),
            "sauf samedi sauf dimanche",
        ),
        (
            re.compile(r"\bplutot ((?:le |la )?\w+(?: \w+)?) que (?=(?:le |la |l )?\w+)"),
            r"\1 sauf ",
        ),
        (
            re.compile(
                r"\bpas cette semaine (?:mais |plutot |donc )*(?:la (?:suivante|prochaine)"
                r"|celle d apres)\b"
            ),
            "la semaine prochaine",
        ),
        (
            re.compile(
                r"\bpas la semaine prochaine (?:mais |plutot |donc )*(?:la suivante|celle d"
                r" apres)\b"
            ),
            "la semaine en 8",
        ),
        (re.compile(r"\b(dans|d ici|sous)(?: 1| une)? quinzaine(?: de jours)?\b"), r"\1 15 jours"),
        (re.compile(r"\b(dans|d ici|sous)(?: 1| une)? huitaine(?: de jours)?\b"), r"\1 8 jours"),
        (  # "le 9 12 à 16 heures", as some say and recognisers write
            re.compile(
                r"\ble (\d{1,2}) (0?[1-9]|1[0-2])(?= (?:a|vers|apres|avant|au|si|s il)\b| ?$)"
            ),
            r"le \1/\2",
        ),
        (
            re.compile(r"\bentre noel et (?:le )?(?:jour de l an|nouvel an|1 er de l an)\b"),
            "du 26 decembre au 31 decembre",
        ),
        (
            re.compile(
                r"\bpas ce(?:lui)? (?:de )?(?:ce )?(lundi|mardi|mercredi|jeudi|vendredi"
                r"|samedi|dimanche)"
                r"(?: ci)? (?:mais |plutot )*(?:le suivant|celui d apres|le prochain)\b"
            ),
            r"\1 en 8",
        ),
        (
            re.compile(r"(?<!h )(?<!heures )\b(\d{1,2}) ou (\d{1,2}) (?=(?:h|heures)\b)"),
            r"\1 heures ou \2 ",
        ),
        (
            re.compile(
                r"(?<=heures )(non|pardon|plutot|enfin|ou) (\d{1,2})(?= ?$| (?:si|s il|merci)\b)"
            ),
            r"\1 \2 heures",
        ),
        (
            re.compile(
                r"\b(?:(?:pendant|a|sur|durant) )?(?:la |ma )pause (?:de |du )?(?:midi|dejeuner)\b"
            ),
            "le midi",
        ),
        (re.compile(r"\bavant la fin\b"), "d ici la fin"),
        (re.compile(r"\b(?:sur le temps|a l heure|sur l heure) de midi\b"), "le midi"),
        (re.compile(r"\battendre (?:jusqu a|jusqu au)\b"), "ou"),
        (
            re.compile(r"\b(entre \w+(?: h(?: \d\d)?)? et \w+(?: h)?) ou (\d{1,2}) et (?=\d)"),
            r"\1 ou entre \2 et ",
        ),
        (re.compile(r"\b(?:d ici|avant) (?:la )?fin (?:de l|d) annee\b"), "d ici le 31 decembre"),
        (re.compile(r"\b(d ici|sous) \d+ (?:a|ou) (\d+) (jours|semaines|mois)\b"), r"\1 \2 \3"),
        (
            re.compile(r"\bdans (\d+) (?:a|ou) (\d+) (jours|semaines|mois)\b"),
            r"dans \1 \3 ou dans \2 \3",
        ),
        (re.compile(r"\bapres les fetes(?: de fin d annee)?\b"), "apres le jour de l an"),
        (re.compile(r"\bentre les fetes\b"), "du 26 decembre au 31 decembre"),
        (re.compile(r"\bavant les fetes(?: de fin d annee)?\b"), "avant noel"),
        (
            re.compile(rf"\b(le \d{{1,2}}) (ou|et)(?: le)? (\d{{1,2}}) ({_MONTH[Language.FR]})\b"),
            r"\1 \4 \2 le \3 \4",
        ),
    ),
    Language.EN: (
        (
            re.compile(r"\b(?:on )?(?:(?:any |a |every |each )?week ?days?|working days?)\b"),
            "except saturday except sunday",
        ),
        (
            re.compile(r"\bnot this week (?:but |so )?(?:the )?(?:next(?: 1| week)?|following)\b"),
            "next week",
        ),
        (
            re.compile(r"\bnot next week (?:but |so )?the (?:(?:1|week) after|following)\b"),
            "the week after next",
        ),
        (
            re.compile(
                rf"\bnot this ({_WEEKDAY[Language.EN]}) (?:but )?the (?:1 after|next 1"
                rf"|following(?: 1)?)\b"
            ),
            r"\1 week",
        ),
        (
            re.compile(r"\b(start|beginning|end|middle) of next(?= *$| or\b| please\b)"),
            r"\1 of next week",
        ),
        (
            re.compile(r"\bbetween christmas and (?:the )?new year(?: s(?: day| eve)?)?\b"),
            "from 26 december to 31 december",
        ),
        (re.compile(r"\bin the new year\b"), "from 2 january"),
        (
            re.compile(
                r"\b(?:at |around |about )?(\d{1,2}) or (\d{1,2})(?= (?:on |o clock|in the "
                r"|tomorrow"
                rf"|today|{_WEEKDAY[Language.EN]})| ?$)"
            ),
            r"at \1 or at \2",
        ),
        (
            re.compile(r"(?<=\d )(no|sorry|i mean|make that|rather) (\d{1,2})(?= ?$| please\b)"),
            r"\1 at \2",
        ),
        (re.compile(r"\bby the end of the year\b"), "by 31 december"),
        (re.compile(r"\bwait (?:till|until)\b"), "or"),
        (
            re.compile(r"\b(between \w+(?: \d\d)? and \w+(?: \d\d)?) or (\d{1,2}) and (?=\d)"),
            r"\1 or between \2 and ",
        ),
        (
            re.compile(
                rf"\b(early|late|mid) ((?:on )?(?:{_WEEKDAY[Language.EN]}|tomorrow|today))"
                r" (morning|afternoon|evening)\b"
            ),
            r"\2 \1 \3",
        ),
        (re.compile(r"\b(?:in the next|within the) hour\b"), "within 1 hour"),
        (re.compile(r"\bin (\d+) (?:or|to) (\d+) (days|weeks|months)\b"), r"in \1 \3 or in \2 \3"),
        (re.compile(r"\btonight\b"), "this evening"),
        (re.compile(r"\b(?:or )?if not\b"), "otherwise"),
        (re.compile(r"\brather (?!than)((?:the )?\w+(?: \w+)?) than\b"), r"\1 except"),
        (re.compile(r"\b(?:in )?a couple of (days|weeks)(?: time)?\b"), r"in 2 \1"),
        (re.compile(r"\bin (?:a|one) (week|month)\b"), r"in 1 \1"),
        (re.compile(r"\bin a fortnight\b"), "in 2 weeks"),
        (re.compile(r"\bafter the holidays\b"), "after new year s day"),
        (re.compile(r"\bbefore the holidays\b"), "before christmas"),
        (
            re.compile(
                rf"\b(the \d{{1,2}} (?:st|nd|rd|th)) (or|and) the (\d{{1,2}} (?:st|nd|rd"
                rf"|th)) of ({_MONTH[Language.EN]})\b"
            ),
            r"\1 of \4 \2 the \3 of \4",
        ),
    ),
}
_IN_MINUTES = {
    Language.FR: re.compile(
        r"\bdans (?:environ |a peu pres |1 petite |1 )?(?P<n>\d{1,3}) minutes\b"
    ),
    Language.EN: re.compile(r"\bin (?:about |around )?(?P<n>\d{1,3}) minutes(?: time)?\b"),
}
_WITHIN_HOURS = {
    Language.FR: re.compile(
        r"\b(?:sous|d ici|dans les|dans un delai de|en moins de) (?P<n>\d{1,3}) (?:h"
        r"|heures?)\b(?! \d)|\bdans l heure\b(?! (?:du|de))"
    ),
    Language.EN: re.compile(
        r"\bwithin (?:the next )?(?P<n>\d{1,3}) hours?\b|\b(?:in the next|within the) hour\b"
    ),
}
_LISTED = {
    Language.FR: re.compile(
        r"\bles? (?P<days>\d{1,2}(?:(?: (?:et|ou))?(?: les?)? \d{1,2})+)"
        rf"(?: (?P<month>{_MONTH[Language.FR]})\b|(?= ?(?:$|au matin|le matin|l apres midi)))"
    ),
    Language.EN: re.compile(
        r"\bthe (?P<days>\d{1,2} (?:st|nd|rd|th)"
        r"(?:(?: (?:and|or))?(?: the)? \d{1,2} (?:st|nd|rd|th))+)"
        rf"(?: (?:of )?(?P<month>{_MONTH[Language.EN]})\b)?"
    ),
}
_DATE_EN = rf"(?:{_WEEKDAY[Language.EN]})|the \w+(?: \w+)??(?: of (?:{_MONTH[Language.EN]}))?"
_BOUNDS = {
    Language.FR: (
        (
            re.compile(
                rf"\b(?:pas avant )?(?:le )?((?:(?:{_WEEKDAY[Language.FR]})(?: prochain)?"
                rf"|\w+ (?:{_MONTH[Language.FR]})|le \w+))"
                r" (?:au plus tot|minimum|et apres|ou apres|ou plus tard)\b"
            ),
            r"a partir du \1",
        ),
        (
            re.compile(
                rf"\b(?:le )?((?:(?:{_WEEKDAY[Language.FR]})(?: prochain)?"
                rf"|\w+ (?:{_MONTH[Language.FR]})|le \w+))"
                r" (?:(?:au plus tard|dernier delai|maximum|ou avant)\b)"
            ),
            r"d ici \1",
        ),
    ),
    Language.EN: (
        (
            re.compile(rf"\b({_DATE_EN}) (?:at the earliest|onwards?|or later|or after)\b"),
            r"from \1",
        ),
        (
            re.compile(
                rf"\b({_DATE_EN}) (?:at the (?:very )?latest|or (?:before|earlier|sooner))\b"
            ),
            r"by \1",
        ),
    ),
}


def put_plainly(figured: str, language: Language, now: datetime) -> str:
    """Plain text with figures, its turns of speech replaced by what the grammar knows."""
    for pattern, plainly in _PLAINLY[language]:
        figured = pattern.sub(plainly, figured)
    figured = _LISTED[language].sub(lambda found: _each_dated(found, language), figured)
    figured = _IN_MINUTES[language].sub(
        lambda found: _moment(now + timedelta(minutes=int(found["n"])), language, now), figured
    )
    return _IN_HOURS[language].sub(lambda found: _hours_on(found, language, now), figured)


def bounds_first(said: str, language: Language) -> str:
    """Plain ``said`` with "le 12 au plus tôt" as "à partir du 12", and so on."""
    for pattern, bound in _BOUNDS[language]:
        said = pattern.sub(bound, said)
    return said


def hours_left(said: str, language: Language) -> timedelta | None:
    """How long it may take, in "within forty-eight hours", "sous 48 heures"."""
    found = _WITHIN_HOURS[language].search(figures(said, language))
    return timedelta(hours=int(found["n"] or 1)) if found else None


def _each_dated(found: re.Match[str], language: Language) -> str:
    """ "les 7, 8 ou 9 décembre" as three dates."""
    days, month = re.findall(r"\d+", found["days"]), found["month"] or ""
    if not all(1 <= int(day) <= 31 for day in days):
        return found[0]
    if language is Language.FR:
        return " ou ".join(f"le {day} {month}".strip() for day in days)
    return " or ".join(f"the {day} th {month and 'of ' + month}".strip() for day in days)


def _hours_on(found: re.Match[str], language: Language, now: datetime) -> str:
    """The day and time so many hours from now; nothing when it is further than two days."""
    minutes = 30 if found["part"] else 60 * (1 if found["n"] == "an" else int(found["n"]))
    return _moment(now + timedelta(minutes=minutes + (30 if found["half"] else 0)), language, now)


def _moment(then: datetime, language: Language, now: datetime) -> str:
    days = (then.date() - now.date()).days
    if days >= len(_DAY_WORDS[language]):
        return " ~ "
    return f" {_DAY_WORDS[language][days]} ={then:%H%M} "
