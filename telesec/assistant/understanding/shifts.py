"""An appointment moved by so much: "décaler d'une heure", "push it back a week".

Works on plain text with figures, and puts the day and hour that it comes to in its place.
"""

import re
from datetime import date, datetime, time, timedelta

from telesec.assistant.understanding.clocks import mark_clocks
from telesec.assistant.understanding.days import find_days
from telesec.assistant.understanding.hours import office_reading
from telesec.assistant.understanding.references import written
from telesec.assistant.understanding.text import lazily
from telesec.values.language import Language

_MARK = lazily(r"[@=]\d{4}")
_SHIFT = {
    Language.FR: lazily(
        r"\b(?P<verb>decal|repouss|report|retard|recul|avanc|deplac|boug)\w*(?: \w+){0,9}?"
        r" (?:de|d) (?P<n>1 demi|\d|15|20|30|45) (?P<unit>heure|minute|jour|semaine)s?"
        r"(?P<half> et demie)?\b(?! (?:a|au|pour)\b)(?P<way>(?P<by>(?P<end>)))"
    ),
    Language.EN: lazily(
        r"\b(?P<verb>push|mov|bring|put|shift|delay|postpon)\w*(?: \w+){0,9}?"
        r"(?P<way> (?:back|forward|forwards|out|on|up|along))?(?P<by> by)?"
        r" (?P<n>half an|an?|\d|15|20|30|45) (?P<unit>hour|minute|day|week)s?"
        r"(?P<end> (?:earlier|later|forward|back))?(?P<half> and a half)?\b"
    ),
}
_EARLIER = ("avanc", "bring", "forward", "forwards", "up", "earlier")


def with_shift_resolved(figured: str, language: Language, today: date) -> str:
    """``figured``, or the day and hour that the appointment named in it is to be moved to."""
    found = _SHIFT[language].search(figured)
    if found is None or (language is Language.EN and not _is_measured(found)):
        return figured
    inside = figured[found.start() : found.start("n")]
    marked = mark_clocks(
        f"{figured[: found.start()]} {inside} ~ {figured[found.end() :]}", language
    )
    days, _ = find_days(marked, language, today)
    marks = _MARK.findall(marked)
    if len(days) != 1 or len(marks) > 1:
        return figured
    ahead = _amount(found)
    if ahead < timedelta(days=1) and not marks:
        return figured
    minute = office_reading(marks[0])[0] if marks else 0
    then = datetime.combine(days[0].first, time()) + timedelta(minutes=minute) + ahead
    hour = f" ={then:%H%M}" if marks else ""
    return f"{written(then.date(), language)}{hour}"


def _is_measured(found: re.Match[str]) -> bool:
    """Not "put me in for half an hour"."""
    return any(found[group] for group in ("way", "by", "end"))


def _amount(found: re.Match[str]) -> timedelta:
    """How much later; below zero when it is brought forward."""
    said = found["n"]
    count = 0.5 if "demi" in said or "half" in said else 1 if said[0] == "a" else int(said)
    unit = {"heure": "hours", "hour": "hours", "minute": "minutes", "jour": "days"}
    unit |= {"day": "days", "semaine": "weeks", "week": "weeks"}
    amount = timedelta(**{unit[found["unit"]]: count + (0.5 if found["half"] else 0)})
    words = {found["verb"], (found["way"] or "").strip(), (found["end"] or "").strip()}
    return -amount if words & {*_EARLIER} else amount
