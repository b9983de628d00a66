"""Dates and figures that are not wishes: telephone numbers, births, the past, what is booked.

They are blanked out before times are looked for. Works on plain text with figures.
"""

import re
from datetime import date
from functools import cache

from telesec.assistant.understanding.text import any_of, lazily
from telesec.assistant.understanding.times.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.named_times import A_DAY
from telesec.values.language import Language

BLANK = " ~ "

_TELEPHONE = lazily(r"\b\d{1,4}(?: \d{1,4}){3,}\b|\b\d{5,}\b")
FEWEST_TELEPHONE_DIGITS = 8

_DAY_FR, _DAY_EN = ("|".join(WEEKDAYS[language]) for language in (Language.FR, Language.EN))
_MONTH_FR, _MONTH_EN = ("|".join(MONTHS[language]) for language in (Language.FR, Language.EN))
_FEAST = "|".join(FEASTS)
_BIRTH = lazily(
    r"\b(?:nee?s?|naissance|anniversaire|born|birth|birthday|dob)\b"
    rf"(?: (?:le|est|c est|du|en|on|the|is|it s|of|er|st|nd|rd|th|{_MONTH_FR}|{_MONTH_EN}|[\d/]+))+"
)
_DATE_WITH_YEAR = lazily(
    rf"\b(?:le )?\d{{1,2}}(?: (?:er|st|nd|rd|th))?(?:/\d{{1,2}}/| (?:of )?(?:{_MONTH_FR}"
    rf"|{_MONTH_EN}) )(?P<year>(?:19|20)\d\d)\b"
)

# What may belong to a spoken date and time. "a" and "at" only before a figure: in "mon rendez-vous
# de mardi à jeudi" what follows them is the new wish.
_WHEN_FR = (
    rf"(?: (?:le|{_DAY_FR}|{_MONTH_FR}|demain|aujourd hui|apres demain|prochaine?|la semaine"
    rf"|de la semaine"
    r"|matin|l? ?apres midi|soir|midi|ce|cet|du|en 8|er|prevu|heures?|h|et demie"
    r"|moins le quart|(?:a|vers|de)(?= (?:\d|midi))|[\d/:]+))"
)
_WHEN_EN = (
    rf"(?: (?:the|this|next|{_DAY_EN}|{_MONTH_EN}|today|tomorrow|morning|afternoon|evening|st"
    rf"|nd|rd|th|of|in"
    r"|o clock|a m|p m|am|pm|half past|quarter (?:to|past)|at(?= (?:\d|half|quarter|noon))"
    r"|noon|week|[\d/:]+))"
)
_BOOKED = {
    Language.FR: (
        rf"\b(?:(?:mon|notre|son|ma|votre) (?:rendez vous|rdv|consultation|creneau)(?: (?:de"
        rf"|du|d|est|etait|prevu|bien|toujours|qui est|qui etait|c est|c etait))*{_WHEN_FR}+"
        r"|(?:rendez vous|rdv) (?:est |etait |a ete |deja |bien )*(?:pris|prevu|fixe|note|programme"
        rf"|confirme)(?: (?:pour|au|chez \w+))*{_WHEN_FR}+"
        rf"|(?:le|ce) (?:rendez vous|rdv) (?:de|du|d|prevu|est|etait){_WHEN_FR}+"
        rf"|(?:celui|celle) (?:de|du|d|prevue?)(?: (?:de|du|pour))*{_WHEN_FR}+"
        rf"|(?:annul|decommand)\w+(?: (?:\w+ ){{0,3}}?(?:de|du|d|pour))?{_WHEN_FR}+"
        rf"|(?:echang|remplac|chang|troqu)\w+(?: mon)?{_WHEN_FR}+(?= (?:pour|contre|par)\b)"
        rf"|(?:decal|deplac|report|avanc|repouss|chang|pass)\w+ (?:\w+ ){{0,3}}?(?:de"
        rf"|du){_WHEN_FR}+"
        r"(?= (?:a|au|pour|vers)\b)"
        rf"|(?:decal|deplac|report|avanc|repouss|chang|pass|boug)\w+ (?:le )?(?:{_DAY_FR}|demain)"
        rf"{_WHEN_FR}*?(?= (?:a|au|pour|sur) (?:le |la )?(?:{_DAY_FR}|demain|\d+ (?!h)))"
        r"|(?:m (?:a|avait|aviez|avez|avaient|ont)|j ai|j avais) (?:propose|donne|dit|mis"
        r"|mise|fixe|note|convoque|demande)"
        rf"(?: (?:pour|de venir))?{_WHEN_FR}+"
        r"(?= (?:mais|et|sauf|c est (?:trop|pas|un peu|possible)|ca (?:ne |me )?(?:va|convient"
        r"|fait)|est"
        r" ce)\b)"
        rf"|(?:le mien|le notre|le sien)(?: (?:est|c est|etait|pour))*{_WHEN_FR}+"
        rf"|(?:je suis|on est|il est|elle est|j etais|nous sommes) (?:bien |deja )?(?:prevu|inscrit"
        rf"|note|programme|attendu|convoque)(?:e|s|es)?{_WHEN_FR}+"
        rf"|(?:j|on|nous|elle|il) (?:ai|a|avons|avais|avait) (?:deja )?(?:(?:un|1|eu"
        rf"|pris) )*(?:rendez vous|rdv)(?: (?:de|du|pour|prevu))*{_WHEN_FR}+)"
    ),
    Language.EN: (
        rf"\b(?:(?:my|our|his|her|the) (?:(?:{_DAY_EN}) )?(?:\d+ (?:o clock )?)?(?:appointment"
        rf"|booking|visit)(?: (?:s|on|for|from|is|was|of|that s|booked|already|fixed|set|made"
        rf"|down|confirmed|scheduled|still))*{_WHEN_EN}+"
        rf"|the 1 (?:on|for|at|i have|booked|i ve got|we have|you gave me)(?: (?:is|s|on"
        rf"|for))*{_WHEN_EN}+"
        rf"|(?:mine|ours) (?:s|is|was)(?: booked| down| due)?(?: for| on)?{_WHEN_EN}+"
        rf"|(?:i|we) (?:d |had |ve |have )?booked(?: in)?(?: for)?(?!(?: \w+){{1,3}}"
        rf" off){_WHEN_EN}+"
        rf"|(?:i m|we re|he s|she s|i am) (?:booked|down|due|pencilled|scheduled)(?: in)?"
        rf"(?: for| on)?{_WHEN_EN}+"
        rf"|(?:ve got|have) (?:you|me|us|him|her) (?:down|in) (?:for|on){_WHEN_EN}+"
        rf"|cancel\w*(?: (?:\w+ ){{0,3}}?(?:on|for|from))?{_WHEN_EN}+"
        rf"|(?:mov|chang|shift|push|bring|swap|put|reschedul|rearrang|switch)\w*"
        rf" (?:\w+ ){{0,3}}?from{_WHEN_EN}+(?= (?:to"
        rf"|until|till|on to|over to)\b)"
        rf"|(?:mov|shift|push|bring|put)\w* (?:my |our |the )?(?:{_DAY_EN}|tomorrow)"
        rf"(?:{_WHEN_EN}| s)*(?: (?:appointment|booking|slot|one|1))?(?: (?:back|forward|on|over"
        rf"|out|off))?(?= (?:to|until|till)\b)"
        rf"|(?:swap|switch|exchange|trade|change|swop)\w*(?: my| the)?{_WHEN_EN}+(?= (?:for|to"
        rf"|with)\b)"
        r"|(?:you|they|she|he) (?:d |had |have |has |ve )?(?:said|gave me|offered(?: me)?|put me"
        r" down for|booked me(?:"
        r" in)?(?: for)?)"
        rf"{_WHEN_EN}+(?= (?:but|and|except)\b)"
        rf"|(?:my|our) (?:{_DAY_EN})(?: s)?(?: (?:morning|afternoon))? (?:appointment|booking"
        rf"|slot|1|time)\b"
        rf"|(?:i|we) (?:have|had|ve|already have) (?:got )?(?:an |1 |already |got )*(?:appointment"
        rf"|booking)(?: (?:on|for|booked))*{_WHEN_EN}+)"
    ),
}  # fmt: skip

_PAST: dict[Language, tuple[str, ...]] = {
    Language.FR: (
        r"(?:avant )?hier(?: (?:matin|soir|apres midi|midi))?"
        r"(?: (?:a|vers) \d+ (?:h|heures?)(?: \d+)?)?",
        rf"(?:{_DAY_FR}|semaine|mois|annee|nuit) (?:dernieres?|derniers?|passee?(?! \d+ h)"
        rf"|precedente?)"
        r"(?: (?:a|vers) \d+ (?:h|heures?)(?: \d+)?| (?:matin|soir|apres midi))?",
        rf"depuis (?:le |la |l |ce )?(?:paques|toussaint|nouvel an|jour de l an|pentecote"
        rf"|ascension|{_DAY_FR}|\d+(?: er)? ?(?:{_MONTH_FR}|jours?"
        rf"|semaines?|(?:heures?|h)(?: \d+| et demie)?(?: (?:du|ce) (?:matin|soir))?"
        rf"|mois)?|matin|noel|debut \w+|hier)(?: (?:matin|soir|midi|apres midi))?",
            r"il y a (?:\d+|quelques|une) \w+",
        rf"(?:appele|telephone|rappele|croise|vu) (?:\w+ )?(?:ce matin|cet apres midi"
        rf"|(?:{_DAY_FR})(?: (?:et|ou|puis) (?:{_DAY_FR}))*)",
        rf"c etait (?:le )?(?:{_DAY_FR}|\d+)(?: \d+)?(?: er)?(?: (?:{_MONTH_FR}))?",
        r"(?:appel|appels|message|mail|sms|passage|visite|coup de fil|conversation|intervention)"
        rf" (?:de |d |du )(?:aujourd hui|ce matin|cet apres midi|(?:{_DAY_FR})|la semaine derniere)"
        r"(?: (?:matin|soir|apres midi))?",
        r"cette nuit(?: (?:a|vers) \d+ (?:heures?|h)(?: du matin)?)?",
        r"bon(?:ne)? (?:matinee|journee|apres midi|soiree|fin de journee|week end|semaine)",
        r"(?:docteure?|dr|monsieur|madame|mademoiselle|mme|maitre|professeur|famille) (?!(?:le"
        r"|la|au|a|pour|je|c|est|demain|il|elle|qui|que|travaille|recoit|consulte|peut|veut|m|me"
        r"|si|ou|et|dit|souhaite|prefere|ce|en|dans|aujourd|apres|avant|vers|entre|des|de|d|du|plutot"
        rf"|cet|cette|semaine|(?<=docteur )(?:{_DAY_FR}))\b)\w+",
        r"cabinet du docteur \w+",
        r"(?!1 place)\d+ (?:bis |ter )?(?:rue|avenue|place|boulevard|chemin|impasse|allee)"
        r" (?:du |de la |de |des )?(?:\d+ )?\w+",
        r"(?:numero|reference|no) (?:de |du )?(?:dossier|client|facture|contrat|secu\w*"
        r"|commande|police)"
        r"(?: (?:c est|est|le))*(?: \d+)+",
        r"(?:mon|le|son|notre) (?:numero|portable|telephone|fixe|mobile|06|tel)"
        r"(?: (?:c est|est|le))*(?: \d+){2,}",
        r"(?:joindre|rappeler|appeler|contacter|rappelez moi|rappelez) (?:au|sur le)(?: \d+){3,}",
        r"c est mon (?:jour|soir|matin) de \w+",
        r"(?:rue|avenue|boulevard) (?:du |de la |de |des )?(?:\d+ )?\w+",
        r"place (?:du|de la|des) (?:\d+ )?\w+", r"tous les combien",
    ),
    Language.EN: (
        r"yesterday(?: (?:morning|afternoon|evening|lunchtime))?"
        r"(?: (?:at|around|about) \d+(?: \d\d)?(?: o clock| [ap] m)?)?",
        rf"last (?:{_DAY_EN}|week|month|year|night)(?! (?:of|in)\b)"
        r"(?: (?:at|around|about) \d+(?: \d\d)?(?: o clock| [ap] m)?| (?:morning|afternoon"
        r"|evening))?",
        rf"(?:{_FEAST}) (?:was|is over|s over|is gone|has been)\b",
        r"(?:live|lives|living) at \d+(?: (?!and|so|but|i)\w+){0,4}",
        r"\d+ (?:\w+ ){0,2}(?:street|road|lane|avenue|drive|close|crescent|rue)(?: \w+)?",
        r"(?:file|reference|account|policy|invoice|order|customer|case) number(?: is)?(?: \d+)+",
        r"that s my (?:\w+ ){1,3}(?:night|day|morning|evening|afternoon)",
        rf"since (?:the )?(?:easter|new year|boxing day|halloween|thanksgiving|{_DAY_EN}"
        rf"|\d+ \w+(?: morning| afternoon| evening)?"
        rf"|yesterday|this morning|christmas)",
        r"since (?:about |around )?(?:half )?(?:\d+|noon|midday)(?: o clock| [ap] m| \d\d)?"
        r"(?: (?:this|in the|yesterday) ?(?:morning|afternoon|evening)?)?",
        r"(?:\d+|a|a few|some) \w+ ago",
        rf"(?:called|phoned|rang|(?<!be )(?<!get )seen|saw|came|spoke) (?:(?!by|before)\w+"
        rf" )?(?:(?:on )?(?:{_DAY_EN})"
        rf"|this (?:morning|afternoon))",
        r"(?:my|phone|mobile|cell|home|landline|the|office) (?:number|mobile|cell|phone|landline)"
        r"(?: (?:is|s|it s|that s))*(?: (?:\d+|double|oh)){2,}",
        r"(?:call|ring|reach|phone|get|contact|text) me (?:back )?(?:on|at)"
        r"(?: (?:\d+|double|triple|oh)){3,}",
        rf"it was (?:on )?(?:the )?(?:{_DAY_EN}|\d+)(?: (?:st|nd|rd"
        rf"|th))?(?: of)?(?: (?:{_MONTH_EN}))?", r"good (?:morning|afternoon|evening|night|day)",
        r"have a (?:nice|good) \w+",
        r"(?:doctor|dr|mr|mrs|ms|miss) (?!(?:on|at|for|i|tomorrow|last|this|next|today|said"
        r"|will|can|is|was|before|after|by|around|about|in|between|any|some|first|early|late|from"
        rf"|(?<=doctor )(?:{_DAY_EN}))\b)\w+",
        r"(?:street|road|avenue) \w+",
    ),
}  # fmt: skip


@cache  # when a language is first heard: the command starts the sooner
def _past(language: Language) -> re.Pattern[str]:
    return any_of(*_PAST[language])


@cache
def _booked(language: Language) -> re.Pattern[str]:
    return lazily(_BOOKED[language])


_AT_AN_HOUR = {
    Language.FR: lazily(
        r"\b(?:a|vers|pour|que|plutot|possible|mettre|dire) (?:\d{1,2} (?:h"
        r"|heures?)|midi)\b"
    ),
    Language.EN: lazily(
        r"\b(?:at|around|about|to|for) (?:half |quarter (?:past|to) )?\d{1,2}\b(?! (?:st|nd|rd|th))"
    ),
}
_IN_A_PART = {
    Language.FR: lazily(r"\b(?:matin|matinee|apres midi|soir|soiree)\b"),
    Language.EN: lazily(r"\b(?:morning|afternoon|evening)\b"),
}
_DAY_BOOKED = {
    Language.FR: lazily(
        rf"\b(?:demain|aujourd hui|(?:le )?(?:{_DAY_FR})(?: \d{{1,2}}(?! h))?(?: (?:{_MONTH_FR}))?"
        rf"|(?:le|du) \d{{1,2}}(?: er)?(?: (?:{_MONTH_FR}))?)\b(?! h\b)"
    ),
    Language.EN: lazily(
        rf"\b(?:tomorrow|today|(?:the )?\d{{1,2}} (?:st|nd|rd|th)(?: of (?:{_MONTH_EN}))?"
        rf"|(?:{_MONTH_EN}) \d{{1,2}}|{_DAY_EN})\b"
    ),
}

_NO_MORE = r"(?: (?:merci|please|thanks|thank you))* *$"
_CANCELLED = {
    Language.FR: lazily(
        r"\b(?:annule[rz]?|decommande[rz]?|supprime[rz]?)(?: (?:le|celui|celle|mon|ma|notre"
        r"|rendez vous|rdv|creneau|consultation|visite))*(?: (?:de|du|d|pour)(?: la)?)?"
        rf"{_WHEN_FR}+(?={_NO_MORE})"
        r"|\b(?:plus|pas) besoin (?:du|de (?:mon|notre|ce)) (?:rendez vous|rdv|creneau)"
        rf"(?: (?:de|du|d))?{_WHEN_FR}+"
    ),
    Language.EN: lazily(
        r"\bcancel(?: (?:my|our|the|1|appointment|booking|visit|slot))*(?: (?:on|for|from|at))?"
        rf"{_WHEN_EN}+(?: s)?(?: (?:appointment|booking|visit|slot|1))?(?={_NO_MORE})"
        r"|\b(?:don t|do not|no longer) need(?: (?:my|our|appointment|booking|visit|slot|on|for))*"
        rf"{_WHEN_EN}+(?: s)?(?: (?:appointment|booking|visit|slot))? any ?(?:more|longer)\b"
    ),
}


def without_cancelled(figured: str, language: Language) -> str:
    """``figured`` without the day that is called off in the end: "annulez mardi à 10 heures"."""
    return _CANCELLED[language].sub(BLANK, figured)


def without_other_dates(figured: str, language: Language, today: date) -> str:
    """``figured`` with everything blanked that looks like a date but wishes for none."""
    text = _TELEPHONE.sub(_long_figures, figured)
    text = _BIRTH.sub(BLANK, text)
    text = _DATE_WITH_YEAR.sub(
        lambda found: BLANK if int(found["year"]) < today.year else found[0], text
    )
    text = _past(language).sub(BLANK, text)
    found = _booked(language).search(text)
    left = _booked(language).sub(BLANK, text)
    return (
        f"{_its_day(found[0], language)} {left}" if found and _only_hour(left, language) else left
    )


def _only_hour(left: str, language: Language) -> bool:
    """ "J'ai rendez-vous jeudi à 10 h, je peux venir à 11 h ?": the day holds."""
    hour = _AT_AN_HOUR[language].search(left) or _IN_A_PART[language].search(left)
    return bool(hour) and not A_DAY[language].search(left)


def _its_day(booked: str, language: Language) -> str:
    found = _DAY_BOOKED[language].search(booked)
    return found[0].replace("du ", "le ") if found else ""


def _long_figures(found: re.Match[str]) -> str:
    """A telephone number or a postcode; "10 30" between words stays."""
    digits = sum(sign.isdigit() for sign in found[0])
    single = " " not in found[0]
    return BLANK if single or digits >= FEWEST_TELEPHONE_DIGITS else found[0]
