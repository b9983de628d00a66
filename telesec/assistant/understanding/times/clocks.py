"""Times of day in a sentence, marked so that one grammar reads both languages.

"à dix heures et demie" becomes "a @1030", "8 heures du soir" becomes "=2000": ``@`` may still
mean morning or afternoon, ``=`` is settled.
"""

import re

from telesec.assistant.understanding.text import any_of, lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

Found = re.Match[str]

NOON, MIDNIGHT = "=1200", "=0000"

_FRENCH_MONTH = "|".join(MONTHS[Language.FR])
_ENGLISH_MONTH = "|".join(MONTHS[Language.EN])

_NOT_CLOCKS = {
    Language.FR: any_of(
        r"24 heures sur 24", r"24 h sur 24", r"24/24",
        r"(?:pendant|durant|depuis|toutes les|il y a|environ|dure) \d+ ?(?:h"
        r"|heures?)(?: et demie)?",
        r"(?:d|de) 1 heure(?: et demie)?(?! a)", r"demi heure", r"quarts? d heure",
        r"trois quarts d heure", r"\d+ (?:ans|euros|minutes|personnes|fois|km|kilometres)",
        r"tout a l heure",
    ),
    Language.EN: any_of(
        r"24 hours(?: a day)?", r"24/7", r"(?:for|since|every|about) \d+ hours?",
        r"\d+ (?:years?|minutes|people|times|euros|pounds)(?: old)?",
        r"half an hour", r"(?:a )?quarter of an hour", r"an hour",
    ),
}  # fmt: skip

_MORE_FR = (
    r"(?:(?:et )?(?P<half>demie?)|(?:et |1 )?(?P<quarter>quart)(?! d heure)|moins (?P<less>le"
    r" quart|quart|5|10|20|25)|"
    rf"(?P<m>0 \d|[0-5]?\d)(?! ?(?:h|heures?|:|/|er|{_FRENCH_MONTH})\b)(?!\d))"
)
_PART_FR = r"(?P<part> (?:(?:du|le|ce) matin|(?:de l|l|cet|cette) ?apres midi|(?:du|ce|le) soir))?"
_FRENCH_HOUR = lazily(
    rf"\b(?P<h>\d{{1,2}}) ?(?:h|heures?|:)(?: ?{_MORE_FR})?(?: (?:pile|precises?|minutes?))?"
    rf"{_PART_FR}\b"
)
_FRENCH_NOON = lazily(
    r"\b(?P<lead>(?:a|vers|avant|entre|jusqu a|partir de|des|de|plus tard que|[@=]\d{4} (?:et"
    r"|a)) )?"
    rf"(?P<h>midi|minuit)(?: {_MORE_FR})?\b"
)

_BOUND = lazily(r"\b(?:avant|apres|jusqu a|partir de|d ici|des)(?: les)? $")
_ANOTHER_DAY = lazily(
    rf"\b(?:(?:{'|'.join(WEEKDAYS[Language.FR])})(?: prochain)?(?: \d{{1,2}})?"
    rf"(?: (?:{_FRENCH_MONTH}))?"
    rf"|demain|le \d{{1,2}}(?: (?:{_FRENCH_MONTH}))?)(?: (?:a|vers|matin|des))* $"
)
_MERIDIEM = r"(?P<half>[ap]) ?m\b"
_PART_EN = (
    r"(?P<part> (?:in the (?:morning|afternoon|evening)|at night|this (?:morning|afternoon|evening)"
    r"|(?:tomorrow )?(?:morning|afternoon|evening)|tonight))?"
)
_HOUR = r"(?P<h>\d{1,2})"
_MINUTE = r"(?P<m>0 \d|[0-5]\d)"
_LEAD = (
    r"(?P<lead>(?:say|at|around|about|by|after|before|from|until|till|than|between|past|at about) )"
)
_ALONE = (
    rf"(?! ?(?:/|:|th\b|st\b|nd\b|rd\b|of\b|days?\b|weeks?\b|months?\b"
    rf"|(?:{_ENGLISH_MONTH})\b(?! (?:the )?\d)|\d(?!\d? [0-5]\d\b)))"
)
_ENGLISH_RANGE = lazily(
    r"\b(?:(?:between|from) (?P<a>\d{1,2}(?:[: ]\d\d)?(?: ?[ap] ?m)?|noon|midday) (?:and|to|until"
    r"|till)|(?P<b>(?:[1-46-9]|1[12])(?:[: ]\d\d)?|noon|midday) (?:to|till|until)"
    r"|(?P<c>5|10) (?:(?:till|until)(?! (?:\d+ )?(?:to|past)\b)|to(?= (?:half|quarter)\b))) "
    rf"(?=(?:\d|noon|midday|half|quarter))(?!\d+ (?:st|nd|rd|th|{_ENGLISH_MONTH})\b)"
)
_ENGLISH_CLOCKS = (
    lazily(
    rf"\b(?P<step>half|quarter|5|10|20|25)(?: minutes)? (?P<way>past"
    rf"|after|to|of|till) {_HOUR}\b{_ALONE}(?: {_MERIDIEM})?{_PART_EN}"),
    lazily(rf"\b(?P<step>half) {_HOUR}\b{_ALONE}{_PART_EN}"),
    lazily(rf"\b{_HOUR}(?:[: ]{_MINUTE})? ?{_MERIDIEM}"),
    lazily(rf"\b{_HOUR}(?: {_MINUTE})? o clock{_PART_EN}"),
    lazily(rf"\b{_HOUR}[: ]{_MINUTE}\b{_ALONE}{_PART_EN}"),
    lazily(rf"\b{_LEAD}{_HOUR}\b{_ALONE}{_PART_EN}"),
    lazily(rf"\b{_HOUR} (?:sharp|on the dot|prompt)\b"),
    lazily(rf"\b{_HOUR}\b(?P<part> (?:in the (?:morning|afternoon|evening)|at night|tonight))"),
)  # fmt: skip
_BOUNDS_EN = {"by", "after", "before", "from", "until", "till", "than"}
_AFTER_MONTH = lazily(rf"(?<!th of )\b(?:{_ENGLISH_MONTH})(?: the)? $")


def mark_clocks(figured: str, language: Language) -> str:
    """Plain text, numbers as figures, with every time of day marked ``@HHMM`` or ``=HHMM``."""
    text = _NOT_CLOCKS[language].sub(" ~ ", figured)
    if language is Language.FR:
        return _FRENCH_NOON.sub(_french_noon, _FRENCH_HOUR.sub(_french_hour, text))
    text = _ENGLISH_RANGE.sub(_english_range, text)
    text = re.sub(r"\b(?:12 )?(?:noon|midday)\b", NOON, text)
    text = re.sub(r"\b(?:12 )?midnight\b", MIDNIGHT, text)
    for pattern in _ENGLISH_CLOCKS:
        text = pattern.sub(_english_clock, text)
    return text


def _mark(minutes: int, part: str, *, settled: bool = False) -> str | None:
    """The mark of a time; the part of day settles which half of the day is meant."""
    if minutes >= 24 * 60:
        return None
    afternoon = any(word in part for word in ("midi", "soir", "afternoon", "evening", "night"))
    if afternoon and 60 <= minutes < 12 * 60:
        minutes += 12 * 60
    settled = settled or bool(part) or minutes < 60 or minutes >= 13 * 60
    return f"{'=' if settled else '@'}{minutes // 60:02}{minutes % 60:02}"


def _french_hour(found: Found) -> str:
    part = found["part"] or ""
    minutes = int(found["h"]) * 60 + _french_minutes(found)
    if found["less"] and minutes < 60:
        minutes += 12 * 60  # "une heure moins le quart"
    said_before = found.string[: found.start()]
    today = bool(re.match(r" ce(?:t|tte)?\b", part))
    if _stands_alone(part, minutes, said_before, today=today):
        mark = _mark(minutes, "")
        return f"{mark}{part}" if mark else found[0]
    mark = _mark(minutes, part)
    if today and _BOUND.search(said_before):
        return f"{mark}{part}"  # "après 11 heures ce matin" ends with the morning
    return f"{mark}{' aujourd hui' if today else ''}" if mark else found[0]


def _stands_alone(part: str, minutes: int, said_before: str, *, today: bool) -> bool:
    """ "Entre neuf et onze heures, l'après-midi on a match": the part begins another thought."""
    if "midi" in part and 8 * 60 <= minutes < 12 * 60:
        return True
    return today and bool(_ANOTHER_DAY.search(said_before))


def _french_noon(found: Found) -> str:
    """ "à midi" is a time; "midi" or "le midi" without minutes stays the time around noon."""
    more = _french_minutes(found)
    if not found["lead"] and not more:
        return MIDNIGHT if found["h"] == "minuit" else found[0]
    noon = 12 * 60 if found["h"] == "midi" else 24 * 60
    return f"{found['lead'] or ''}{_mark((noon + more) % (24 * 60), '', settled=True)}"


def _french_minutes(found: Found) -> int:
    """Minutes after the hour; below zero for "moins le quart"."""
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15
    if found["less"]:
        return -15 if "quart" in found["less"] else -int(found["less"])
    return int((found["m"] or "0").replace(" ", ""))


def _english_range(found: Found) -> str:
    return f"between at {found['a'] or found['b'] or found['c']} and at "


def _english_clock(found: Found) -> str:
    said = found.groupdict()
    led = said.get("lead") or said.get("step") or said.get("half")
    if not led and "clock" not in found[0] and _AFTER_MONTH.search(found.string[: found.start()]):
        return found[0]
    minutes = int(said["h"]) * 60 + int((said.get("m") or "0").replace(" ", ""))
    if said.get("step"):
        step = {"half": 30, "quarter": 15}.get(said["step"]) or int(said["step"])
        minutes += -step if said.get("way") in {"to", "of", "till"} else step
    half = said.get("half")
    if said.get("step") and not half and minutes < 60:
        minutes += 12 * 60  # "quarter to one"
    if half and 12 * 60 <= minutes < 13 * 60:
        minutes -= 12 * 60
    if half == "p" and minutes < 12 * 60:
        minutes += 12 * 60
    mark = _mark(minutes, said.get("part") or "", settled=bool(half))
    part = said.get("part") or ""
    bounds = (said.get("lead") or "").strip() in _BOUNDS_EN and part.startswith(" this")
    kept = part if bounds else _kept(part)  # "before four this afternoon" begins with it
    return f"{said.get('lead') or ''}{mark}{kept}" if mark else found[0]


def _kept(part: str) -> str:
    """The day a part of day names is kept for the grammar of days."""
    return (
        " tomorrow"
        if "tomorrow" in part
        else " today"
        if "this" in part or "tonight" in part
        else ""
    )
