"""An appointment moved by so much: "décaler d'une heure", "push it back a week".

Works on plain text with figures, and puts the day and hour that it comes to in its place.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.amounts import AMOUNT, amount_of
from telesec.assistant.understanding.times.clocks import mark_clocks
from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.days import find_days
from telesec.assistant.understanding.times.hours import blanked, office_reading
from telesec.assistant.understanding.times.said_days import written
from telesec.values.language import Language

_MARK = lazily(r"[@=]\d{4}")
_SHIFT = {
    Language.FR: lazily(
        r"\b(?P<verb>decal|repouss|pouss|postpos|report|retard|recul|avanc|deplac|boug|differ)\w*"
        rf"(?: \w+){{0,9}}? (?:de|d) {AMOUNT[Language.FR]}"
        r"\b(?! (?:a|au|pour)\b)(?P<way>(?P<by>(?P<end>)))"
    ),
    Language.EN: lazily(
        r"\b(?P<verb>push|mov|bring|put|shift|delay|postpon|knock|nudg|pull|slid)\w*(?: \w+){0,9}?"
        r"(?P<way> (?:back|forward|forwards|out|on|up|along|off))?(?P<by> by)?"
        rf" {AMOUNT[Language.EN]}(?P<end> (?:earlier|later|forward|back))?\b"
    ),
}
_EARLIER = {"avanc", "bring", "forward", "forwards", "up", "earlier"}
# The hour alone: "est-ce que je peux venir une demi-heure plus tôt", "make it an hour later".
_HOURS_OFF = {
    Language.FR: lazily(
        rf"\b{AMOUNT[Language.FR]} (?P<way>plus tard|plus tot|apres|avant)\b"
        r"(?:(?<=tard)|(?<=tot)|(?= *$))(?: que prevu\b)?"
    ),
    Language.EN: lazily(rf"\b{AMOUNT[Language.EN]} (?P<way>later|earlier)\b"),
}
_MOVED = {  # "le décaler à 15 heures", "push it to three"
    Language.FR: lazily(
        r"\b(?:decal|deplac|avanc|repouss|report|recul|boug|mettre|passer)\w*(?: (?:le|la|ca))?"
        r"(?: plutot)? (?:(?:a|vers|pour) )?(?P<hour>[@=]\d{4})(?= *$| (?:merci|si|s il)\b)"
    ),
    Language.EN: lazily(
        r"\b(?:push|mov|bring|put|shift|chang|switch|mak)\w* (?:it|that|this)(?: \w+)?"
        r"(?: (?:to|at|for))* (?P<hour>[@=]\d{4})(?= *$| (?:please|if|instead|thanks)\b)"
    ),
}
_MOVES = lazily(
    r"\b(?:decal|deplac|avanc|repouss|report|recul|boug|mettre|passer|push|mov|bring|put|shift"
    r"|chang|switch|mak)"
)
_HAS_ONE = lazily(r"\b(?:rendez vous|rdv|appointment|booking|booked)\b")
_OR = lazily(r"\b(?:ou|soit|or|either)(?: (?:bien|else|even|alors|maybe))? $")
_SO = {Language.FR: "donc", Language.EN: "so"}
_REASON = lazily(r" (?:parce|car|puisque|vu|because|cos|cause|as|since)\b")
_BEHIND = lazily(r"(?: \w+){0,2}? ([@=]\d{4})")
_AHEAD = lazily(r"([@=]\d{4})(?: \w+)? $")


@dataclass(frozen=True, slots=True)
class _Appointment:
    """What is to be moved: its day, its marked hour or "", and where they stand in ``before``."""

    day: date
    mark: str
    before: str  # what was said before the move, with marks
    places: tuple[tuple[int, int], ...] = ()

    def after(self, ahead: timedelta) -> datetime:
        """The moment that it comes to; midnight when it has no hour."""
        minute = office_reading(self.mark)[0] if self.mark else 0
        return datetime.combine(self.day, time()) + timedelta(minutes=minute) + ahead

    def left_out(self) -> str:
        """What was said before, without the appointment itself."""
        text = self.before
        for start, end in self.places:
            text = blanked(text, start, end)
        return " ".join("~" if set(word) == {"~"} else word for word in text.split())


def with_shift_resolved(figured: str, language: Language, today: date) -> str:
    """``figured``, or the day and hour that the appointment named in it is to be moved to."""
    found = _SHIFT[language].search(figured)
    if found is None or (language is Language.EN and not _is_measured(found)):
        return figured
    ahead = _ahead(found)
    moved = _appointment(figured, found.start("n"), found.end(), language, today)
    if moved is None or (ahead % timedelta(days=1) and not moved.mark):
        return figured
    then = moved.after(ahead)
    return f"{written(then.date(), language)}" + (f" ={then:%H%M}" if moved.mark else "")


def with_hour_moved(figured: str, language: Language, today: date) -> str:
    """``figured``, or the day booked that is named in it with the hour that is wished for."""
    if not (_HAS_ONE.search(figured) and _MOVES.search(figured)):
        return figured
    marked = mark_clocks(figured, language)
    found = _MOVED[language].search(marked)
    before = marked[: found.start()] if found else ""
    booked = find_days(before, language, today)[0] if len(_MARK.findall(before)) == 1 else []
    if found is None or len(booked) != 1 or booked[0].several:
        return figured
    return f"{written(booked[0].first, language)} {found['hour']}"


def with_hours_off_resolved(figured: str, language: Language, today: date) -> str:
    """``figured`` with the day and hour that are meant by "une heure plus tard"."""
    found = _HOURS_OFF[language].search(figured)
    if found is None or amount_of(found) >= timedelta(days=1):
        return figured
    moved = _appointment(figured, found.start(), found.end(), language, today)
    if moved is None or not moved.mark:
        return figured
    ahead = amount_of(found)
    then = moved.after(-ahead if found["way"] in {"plus tot", "avant", "earlier"} else ahead)
    said = figured[: found.start()]
    before = said if _OR.search(said) else f"{moved.left_out()} {_SO[language]}"
    return f"{before} {written(then.date(), language)} ={then:%H%M} {figured[found.end() :]}"


def _appointment(
    figured: str, start: int, end: int, language: Language, today: date
) -> _Appointment | None:
    """What is named before the move at ``start``, else what is named after it.

    None where no day is named, or one on both sides.
    """
    before = mark_clocks(figured[:start], language)
    after = mark_clocks(figured[end:], language)
    named, later = (find_days(side, language, today)[0] for side in (before, after))
    if not named and later:
        marks = _MARK.findall(after) or _MARK.findall(before)[-1:]
        return _Appointment(later[0].first, marks[0] if marks else "", before)
    if not named or (later and not _REASON.match(figured[end:])):
        return None
    hours = {day: found for day in named if (found := _hour_of(day, before))}
    if hours and before[named[-1].end :].strip():
        day = list(hours)[-1]
        places = ((day.start, day.end), hours[day].span(1))
        return _Appointment(day.first, hours[day][1], before, places)
    marks = list(_MARK.finditer(before))
    if marks:
        places = ((named[-1].start, named[-1].end), *(mark.span() for mark in marks[-1:]))
        return _Appointment(named[-1].first, marks[-1][0], before, places)
    marks = _MARK.findall(after)
    return _Appointment(named[-1].first, marks[0] if marks else "", before)


def _hour_of(day: DayItem, marked: str) -> re.Match[str] | None:
    """The hour that stands directly behind the day, or before it."""
    behind = _BEHIND.match(marked, day.end)
    return behind or _AHEAD.search(marked[: day.start])


def _is_measured(found: re.Match[str]) -> bool:
    """Not "put me in for half an hour"."""
    return any(found[group] for group in ("way", "by", "end"))


def _ahead(found: re.Match[str]) -> timedelta:
    """How much later; below zero when it is brought forward."""
    amount = amount_of(found)
    words = {found["verb"], (found["way"] or "").strip(), (found["end"] or "").strip()}
    return -amount if words & _EARLIER else amount
