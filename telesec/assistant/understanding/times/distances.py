"""Days told by how far they are from one said before: "deux jours avant", "the week after that".

Works on plain text with figures, and puts in each place the day or the week that is meant.
"""

import re
from datetime import date, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.amounts import AMOUNT, amount_of
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.day_items import DayItem, monday_of
from telesec.assistant.understanding.times.said_days import (
    day_pointed_to,
    first_day,
    last_day,
    last_week,
    week_written,
    written,
)
from telesec.values.language import Language

_WEEKDAY = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTH_FR = "|".join(MONTHS[Language.FR])

# What may follow "deux jours avant", when it is not before what follows.
_ALONE = {
    Language.FR: (
        r"(?= *$| (?:a|vers|en|ou|et|mais|merci|si|s|c|ce|ca|donc|pour|je|on|est ce|plutot"
        r"|idealement|entre|(?:le|au) (?:matin|soir|midi)|l apres midi|dans (?:la|l|les)"
        r"|(?:avant|apres) \d+ h)\b)"
    ),
    Language.EN: (
        r"(?= *$| (?:at|around|about|in the|please|if|or|and|but|so|would|could|can|any|is|s"
        r"|ideally|maybe|thanks|for|with|first thing|instead|some ?time|between|from|preferably"
        r"|though|on|before \d|after \d|morning|afternoon|evening)\b)"
    ),
}
_DISTANCE = {
    Language.FR: lazily(
        r"(?<!dans )(?<!ici )(?<!pendant )(?<!les )(?<!sous )(?<!y a )"
        rf"\b(?P<least>au (?:moins|minimum) )?{AMOUNT[Language.FR]}"
        rf" (?:(?P<later>plus tard|apres(?: (?:ca|cela))?{_ALONE[Language.FR]})"
        rf"|(?:plus tot|auparavant|avant(?: (?:ca|cela))?{_ALONE[Language.FR]}))"
    ),
    Language.EN: lazily(
        rf"(?<!in )(?<!for )(?<!not )(?<!within )\b(?P<least>at least )?{AMOUNT[Language.EN]}"
        r" (?:(?P<later>later\b(?! than)|afterwards\b"
        rf"|after(?: (?:that|then|it))?{_ALONE[Language.EN]})"
        r"|(?:earlier\b(?! than)|beforehand\b"
        rf"|(?:before|prior)(?: (?:that|then|it))?{_ALONE[Language.EN]}))"
        rf"(?: on (?:the |a )?(?P<weekday>{_WEEKDAY[Language.EN]})\b(?! the \d))?"
        r"(?P<latest> at the (?:very )?latest)?"
    ),
}
_BOUNDS = {Language.FR: ("d ici", "a partir de"), Language.EN: ("by", "from")}
# "Trois semaines après, le jeudi seize": the date that it comes to.
_COMES_TO = {
    Language.FR: lazily(
        rf"\b{AMOUNT[Language.FR]} apres (?=(?:le )?(?:(?:(?:{_WEEKDAY[Language.FR]}) )?\d{{1,2}}"
        rf"(?: er)? (?:{_MONTH_FR})|(?:{_WEEKDAY[Language.FR]}))\b)"
    ),
    Language.EN: lazily(
        rf"\b{AMOUNT[Language.EN]} (?:after|later|(?P<back>before|earlier))"
        rf" (?=(?:on )?(?:the )?(?:(?:{_WEEKDAY[Language.EN]}) )?"
        r"(?:the )?\d{1,2} (?:st|nd|rd|th)\b)"
    ),
}
# "The fifth is a holiday, so the day after, the sixth", "la semaine d'avant, le 13": the date says
# the same.
_TOLD_BY_DATE = {
    Language.FR: lazily(
        r"\b(?:la )?(?P<unit>semaine) d (?P<side>avant|apres) "
        r"(?=(?:le )?\d{1,2}\b(?! (?:h|heures?)\b))"
    ),
    Language.EN: lazily(
        r"\bthe (?P<unit>day|week) (?P<side>after|before) "
        rf"(?=the (?:(?:{_WEEKDAY[Language.EN]}) the )?\d{{1,2}} (?:st|nd|rd|th)\b)"
    ),
}
_SAME_TIME = lazily(r"\b(?:same (?:time|slot)|meme (?:heure|horaire))(?: mais| but| just)? $")
_NEAR = timedelta(days=3)
_SIDE_FR = r"(?P<before>d avant|precedente?|juste avant)|d apres|suivante?|juste apres"
_PERIOD = {
    Language.FR: lazily(
        r"(?<!meme jour )(?<!meme jour de )(?<!meme jour la )(?<!meme jour de la )"
        rf"\b(?:la |le )?(?P<period>semaine|week ?end) (?:{_SIDE_FR}|(?P<short>avant|apres)"
        rf"{_ALONE[Language.FR]})\b(?! (?:la (?:semaine )?prochaine|celle qui))"
        r"(?! (?:le )?meme jour)"
        r"(?! (?:le |la |l )?(?:\d|noel|paques))"
        r"|(?:(?<=donc )|(?<=mais )|(?<=plutot )|(?<=alors ))la suivante\b"
    ),
    Language.EN: lazily(
        r"(?<!same day )\bthe (?:(?:following|(?P<previous>previous|preceding))"
        r" (?P<named>week ?end|week)"
        r"|(?P<period>week ?end|week) (?:just |right |straight )?"
        rf"(?:(?P<before>before)|after|following)(?: (?:that|then|it))?)(?! next)"
        rf"{_ALONE[Language.EN]}"
    ),
}
_OF_THE_WEEK = {
    Language.FR: lazily(rf"\b(?:{_WEEKDAY[Language.FR]}) (?:de |dans )?$"),
    Language.EN: lazily(rf"\b(?:{_WEEKDAY[Language.EN]}) (?:of |in )?$"),
}


def with_distances_resolved(figured: str, language: Language, today: date) -> str:
    """``figured`` with the days that are so far from those said before them."""
    figured = _COMES_TO[language].sub(
        lambda found: _comes_to(found, language, today) or found[0], figured
    )
    figured = _TOLD_BY_DATE[language].sub(
        lambda found: "" if _told_by_date(found, language, today) else found[0], figured
    )
    figured = _DISTANCE[language].sub(
        lambda found: _so_far(found, language, today) or found[0], figured
    )
    return _PERIOD[language].sub(
        lambda found: _period_beside(found, language, today) or found[0], figured
    )


def _comes_to(found: re.Match[str], language: Language, today: date) -> str | None:
    """Nothing, where the date behind it says the same better."""
    start = last_day(found.string[: found.start()], language, today)
    dated = first_day(found.string[found.end() :], language, today)
    if start is None or dated is None:
        return None
    ahead = -amount_of(found) if found.groupdict().get("back") else amount_of(found)
    off = day_pointed_to(start) + ahead - dated.first
    near = timedelta() if dated.weekday is not None else _NEAR
    return "~ " if abs(off) <= near else None


def _told_by_date(found: re.Match[str], language: Language, today: date) -> bool:
    """Whether the date behind it is that day, or in that week."""
    start = last_day(found.string[: found.start()], language, today)
    dated = first_day(found.string[found.end() :], language, today)
    if start is None or dated is None:
        return False
    ahead = 1 if found["side"] in {"after", "apres"} else -1
    if found["unit"] == "day":
        edge = start.last - timedelta(days=1) if ahead > 0 else start.first
        return dated.first == edge + timedelta(days=ahead)
    beside = day_pointed_to(start)
    within = 0 < (dated.first - beside).days * ahead <= 7
    return within or monday_of(dated.first) == monday_of(beside, ahead)


def _so_far(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "L'opération est le 28, il doit me voir deux jours avant"; "au moins" is a bound."""
    amount, later = amount_of(found), bool(found["later"])
    if amount < timedelta(days=1):
        return None
    said = last_day(found.string[: found.start()], language, today)
    later_named = said is None and not found["least"]
    if later_named:
        said = first_day(found.string[found.end() :], language, today)
    if said is None:
        return None
    ahead = amount if later else -amount
    then = day_pointed_to(said) + ahead
    if then < today:
        return None
    weekday = found.groupdict().get("weekday")
    if weekday:  # "a week later on the Monday"
        then = monday_of(then) + timedelta(days=WEEKDAYS[language][weekday])
    if said.several and ahead == timedelta(weeks=1):
        return f"~ {week_written(said.first, language, today, 1)}"  # "ni la semaine prochaine"
    by_then = found.groupdict().get("latest")
    bound = f"{_BOUNDS[language][later and not by_then]} " if found["least"] or by_then else ""
    # It is a day of its own; "the same time a week later" is one with its hour.
    opens = "" if _SAME_TIME.search(found.string[: found.start()]) else "~ "
    return f"{opens}{bound}{written(then, language)}{' ~' if later_named else ''}"


def _period_beside(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "Le 4 je ne peux pas, la semaine d'après": the one after the day said before."""
    before = found.string[: found.start()]
    weekday = _OF_THE_WEEK[language].search(before)
    said = last_week(before[: weekday.start()] if weekday else before, language, today)
    if said is None or (weekday and not said.several):
        return None
    named = found.groupdict()
    back = any(named.get(side) for side in ("before", "previous")) or named.get("short") == "avant"
    if "end" in (named.get("period") or named.get("named") or ""):
        return _week_end(said, language, back=back)
    weeks = -1 if back else 1
    if not (weekday or said.several) and _SAME_TIME.search(before):
        return written(said.first + timedelta(weeks=weeks), language)
    if monday_of(said.first, weeks + 1) <= today:
        return None
    week = week_written(said.first, language, today, weeks)
    return week if weekday else f"~ {week}"


def _week_end(said: DayItem, language: Language, *, back: bool) -> str:
    """ "Le week-end d'après": the one that follows the day, or its week."""
    over = said.several or said.first.weekday() > 4
    weeks = -1 if back else 1 if over else 0
    saturday = monday_of(said.first, weeks) + timedelta(days=5)
    day = written(saturday, language).split(" ", 1)[1]
    return f"~ le week end du {day}" if language is Language.FR else f"~ the {day} week end"
