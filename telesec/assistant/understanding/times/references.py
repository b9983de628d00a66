"""Days and times told by what was said before: "à la même heure", "le lendemain", "before that".

Works on plain text with figures, and puts in each place what is meant.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from telesec.assistant.understanding.text import any_listed, lazily
from telesec.assistant.understanding.times.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.clocks import mark_clocks
from telesec.assistant.understanding.times.day_items import monday_of, next_weekday
from telesec.assistant.understanding.times.said_days import last_day, week_written, written
from telesec.values.language import Language

_MARK = lazily(r"[@=]\d{4}")
_FEAST = "|".join(FEASTS)
_DAY = {language: "|".join(WEEKDAYS[language]) for language in Language}

_HOURS = {  # with what bounds them: "Monday after four or the same time Tuesday"
    Language.FR: lazily(
        r"\b(?:entre|de) [@=]\d{4} (?:et|a) [@=]\d{4}|(?:\b(?:avant|apres|a partir de) )?[@=]\d{4}"
    ),
    Language.EN: lazily(
        r"\b(?:between|from) (?:at )?[@=]\d{4} (?:and|to|till|until) (?:at )?[@=]\d{4}"
        r"|(?:\b(?:before|after|from) )?[@=]\d{4}"
    ),
}
_BETWEEN_THOSE = {  # the two hours named last
    Language.FR: lazily(r"\bentre (?:ces (?:2 )?heures(?: la)?|les 2)(?= *$)"),
    Language.EN: lazily(
        r"\b(?:in )?between (?:(?:those|these|the 2|them)(?: (?:2 )?(?:times|hours|2))?|that)"
        r"(?= *$| (?:please|if|would|on|for|suits|works|is)\b)"
    ),
}
_BETWEEN = {Language.FR: "entre {} et {}", Language.EN: "between {} and {}"}
_ON = (
    rf"(?: (?:mais |but )?(?P<on>(?:on |le |next |this )*(?:{'|'.join(_DAY.values())})"
    rf"(?: prochain)?|tomorrow|demain|le \d{{1,2}} (?:{'|'.join(MONTHS[Language.FR])})))?"
)
_SAME_TIME = lazily(
    r"\b(?:(?:a |vers )?(?:la |le )?meme (?:heure|horaire)(?: exactement)?"
    r"|(?:at )?(?:the |that )?same time(?: of day)?(?! (?:as|that))"
    rf"|at that time(?= *$| on)){_ON}\b"
)
_DAYS_ON = {
    Language.FR: (
        (any_listed(r"(?:le |au )?surlendemain(?! (?:de|du|d)\b)"), 2),
        (any_listed(r"(?:le |au )?lendemain(?! (?:de|du|d)\b)"), 1),
        (any_listed(r"(?:le |au )?jour (?:d apres|suivant)"), 1),
        (any_listed(r"(?:l |la |a l )?avant veille(?! (?:de|du|d)\b)"), -2),
        (any_listed(r"(?:la |a la )?veille(?! (?:de|du|d)\b)"), -1),
        (any_listed(r"(?:le |au )?jour (?:d avant|precedent)"), -1),
        (
            any_listed(
                r"(?<!d apres )(?<!suivante )(?<!d apres le )(?<!suivante le )"
                r"(?:le )?meme jour(?! (?:que|de la|la|d|semaine))"
            ),
            0,
        ),
        (any_listed(r"(?:celui|celle) (?:d apres|suivante?)"), 7),
        (
            any_listed(
                r"(?:la )?semaine (?:d apres|suivante) (?:le )?meme jour,"
                r" (?:le )?meme jour (?:de )?(?:la )?semaine (?:d apres|suivante)"
            ),
            7,
        ),
    ),
    Language.EN: (
        (lazily(rf"\bthe day after(?! (?:tomorrow|that|new|the|{_FEAST})\b)\b"), 1),
        (any_listed(r"the (?:day|following day) after (?:that|it), the (?:next|following) day"), 1),
        (lazily(r"\bthe day before (?:that|it)\b(?! (?:1|day|week))"), -1),
        (lazily(rf"\bthe day before(?! (?:that|new|the|{_FEAST})\b)\b"), -1),
        (lazily(r"\bthe (?=(?:night|evening) before\b(?! *\w+ ?(?:eve|day)\b))"), -1),
        (any_listed(r"(?<!week )(?<!after )(?:on )?the same day(?! (?:as|the|of))"), 0),
        (any_listed(r"the 1 after(?: that)?, the following 1"), 7),
        (
            any_listed(
                r"the (?:following week|week after) (?:on )?(?:the )?same day,"
                r" (?:on )?(?:the )?same day (?:the )?(?:following week|week after)"
            ),
            7,
        ),
    ),
}
_SAME_DAY_NEXT_WEEK = any_listed(r"""
    (?:le )?meme jour (?:de )?(?:la )?semaine prochaine, la semaine prochaine (?:le )?meme jour,
    (?:on )?(?:the )?same day next week, next week (?:on )?(?:the )?same day
""")
_THAT_DAY = {
    Language.FR: lazily(
        r"\b(?P<so>(?:donc|alors|du coup|(?:peux|peut|pourrais|faut) (?:venir|passer))"
        r" (?:\w+ ){0,5}?)?(?:ce jour|ce matin|ce soir) la(?= *$)"
    ),
    Language.EN: lazily(
        r"\b(?P<so>(?:so|then) (?:\w+ ){0,5}?)?"
        r"(?<!before )(?<!by )(?<!after )(?:on )?that day(?= *$)"
    ),
}
_THAT_WEEKDAY = lazily(rf"\bce (?P<day>{_DAY[Language.FR]}) la\b(?! (?:semaine|prochaine))")
_THAT_WEEK = {
    Language.FR: lazily(r"\b(?:cette semaine la(?! semaine)|la meme semaine)\b"),
    Language.EN: lazily(
        rf"\b(?:(?:the )?(?P<day>{_DAY[Language.EN]}) (?:of )?)?(?:that|the same) week\b"
    ),
}
_WEEKDAY_BESIDE = {
    Language.FR: lazily(
        rf"\b(?:le )?(?P<day>{_DAY[Language.FR]}) (?:juste )?(?:d (?P<side>avant|apres)\b"
        r"|(?P<end>avant|apres)(?= *$)|(?P<next>suivant|qui (?:suit|vient (?:juste )?apres))\b"
        r"|(?P<previous>precedent|qui precede)\b)"
    ),
    Language.EN: lazily(
        rf"\bthe following (?P<next>{_DAY[Language.EN]})\b"
        rf"|\bthe (?:previous|preceding) (?P<previous>{_DAY[Language.EN]})\b"
        rf"|\b(?:the )?(?P<day>{_DAY[Language.EN]}) (?:(?:just )?(?P<side>before|after)"
        r"(?: (?:that(?: 1)?|it|then))?|following)(?= *$|(?:(?<=that)|(?<= it)|(?<=then))"
        r" (?:\d|half|quarter)"
        r"| (?:at|both|will|suits|works|say|around|in the|please|if|instead"
        r"|any|from|between|would|or|and|morning|afternoon|evening|for|so|first thing)\b)"
    ),
}

_ON_THAT_WEEKDAY = lazily(  # "I'll take that Tuesday at eleven"
    rf"(?<!so )(?<!then )(?<!before )(?<!after )\b(?:on )?that (?P<day>{_DAY[Language.EN]})\b"
    r"(?= (?:at|around|about|in the|morning|afternoon|evening|please|if|would|or)\b)"
)
_SO_ON = {
    Language.FR: lazily(
        rf"\b(?P<so>(?:donc|alors|du coup)(?: plutot(?= le)| pas avant| a partir| apres|(?= le)))"
        rf" (?:le |du |de )?(?P<day>{_DAY[Language.FR]})\b(?! (?:\d|prochain|en|suivant|d apres|de"
        rf" la))"
    ),
    Language.EN: lazily(
        r"\b(?P<so>(?:so|then)(?: not before| from| after"
        r"|(?: (?!the|that|on)\w+){0,5}(?=(?: on)? (?:the|that))))"
        rf" (?:on )?(?:the |that )?(?P<day>{_DAY[Language.EN]})\b"
        r"(?! (?:the|week|(?:(?:straight|right|just) )?(?:after|before)|next|of|a|following)\b)"
    ),
}
_NEXT = lazily(r"\b(?:prochain|next)\b")
_SO_DATED = {
    Language.FR: lazily(
        r"\b(?P<so>(?:donc|alors|du coup)(?: plutot)?) le (?P<day>\d{1,2})\b"
        rf"(?! (?:h|heures?|er|\d|{'|'.join(MONTHS[Language.FR])})\b)"
    ),
    Language.EN: lazily(
        r"\b(?P<so>(?:so|then)(?: maybe| on)?) the (?P<day>\d{1,2}) (?:st|nd|rd|th)\b"
        rf"(?! (?:of|to|until|or|{'|'.join(MONTHS[Language.EN])})\b)"
    ),
}
_WAS = lazily(r"\b(?:was|were|etait|etaient|a ete|dernier|derniere)\b")


def with_references_resolved(figured: str, language: Language, today: date) -> str:
    """``figured`` with the days and times that are meant in place of the words that point back."""
    figured = _each(
        figured,
        _SAME_DAY_NEXT_WEEK,
        lambda found: _same_day_next_week(found, language, today),
    )
    for pattern, days in _DAYS_ON[language]:
        figured = _each(
            figured,
            pattern,
            lambda found, days=days: _other_day(found, days, language, today),  # type: ignore[misc]
        )
    figured = _each(
        figured,
        _WEEKDAY_BESIDE[language],
        lambda found: _weekday_beside(found, language, today),
    )
    figured = _each(figured, _THAT_WEEK[language], lambda found: _that_week(found, language, today))
    figured = _each(figured, _THAT_WEEKDAY, lambda found: _that_weekday(found, language, today))
    figured = _each(figured, _THAT_DAY[language], lambda found: _that_day(found, language, today))
    figured = _each(figured, _SO_ON[language], lambda found: _so_on(found, language, today))
    figured = _each(
        figured, _ON_THAT_WEEKDAY, lambda found: _on_that_weekday(found, language, today)
    )
    figured = _each(figured, _SO_DATED[language], lambda found: _so_dated(found, language, today))
    figured = _each(figured, _BETWEEN_THOSE[language], lambda found: _between(found, language))
    return _each(figured, _SAME_TIME, lambda found: _same_time(found, language))


def _each(
    figured: str, pattern: re.Pattern[str], meant: Callable[[re.Match[str]], str | None]
) -> str:
    """Each in its turn, so that it may point back to the one before: "the day after that"."""
    at = 0
    while found := pattern.search(figured, at):
        said = meant(found) or found[0]
        figured = f"{figured[: found.start()]}{said}{figured[found.end() :]}"
        at = found.start() + len(said)
    return figured


def _between(found: re.Match[str], language: Language) -> str | None:
    """ "The nurse is here from ten to twelve, so between those hours"."""
    hours = _MARK.findall(mark_clocks(found.string[: found.start()], language))[-2:]
    return _BETWEEN[language].format(*hours) if len(hours) == 2 else None


def _same_time(found: re.Match[str], language: Language) -> str | None:
    """That of what was named before, else of what is named after it."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    hours = [hour[0] for hour in _HOURS[language].finditer(mark_clocks(before, language))]
    later = _MARK.findall(mark_clocks(after, language)) if not hours else []
    hour = hours[-1:] or later[:1]
    apart = "~ " if found["on"] else ""  # "j'ai lundi à neuf heures, la même heure mardi"
    return f" {apart}{found['on'] or ''} {hour[0]} " if hour else None


def _other_day(found: re.Match[str], days: int, language: Language, today: date) -> str | None:
    said = last_day(found.string[: found.start()], language, today)
    if days == 7 and said and said.several:
        # "ni la semaine prochaine: celle d'après"
        return f"~ {week_written(said.first, language, today, 1)}"
    apart = "~ " if days == 7 else ""  # "Tuesday, the one after's fine": two days, not one
    return apart + written(said.first + timedelta(days=days), language) if said else None


def _same_day_next_week(found: re.Match[str], language: Language, today: date) -> str:
    """Of the day named before, or of today."""
    said = last_day(found.string[: found.start()], language, today)
    day = said.first if said else today
    then = monday_of(today, 1) + timedelta(days=day.weekday())
    return f"~ {written(then if then != day else then + timedelta(weeks=1), language)}"


def _that_weekday(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "Le 27 est férié, on viendrait ce lundi-là": the day said before, or of its week."""
    said = last_day(found.string[: found.start()], language, today)
    if said is None:
        return None
    day = monday_of(said.first) + timedelta(days=WEEKDAYS[language][found["day"]])
    return f"~ {written(day, language)}" if day >= today else None


def _that_day(found: re.Match[str], language: Language, today: date) -> str:
    """ "Le bail court jusqu'au 30, donc ce jour-là"; otherwise it says nothing new."""
    said = last_day(found.string[: found.start()], language, today)
    return f"{found['so']} {written(said.first, language)}" if said and found["so"] else " ~ "


def _that_week(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "The results are due on the 17th, so some time that week"."""
    said = last_day(found.string[: found.start()], language, today)
    if said is None:
        return None
    weekday = found.groupdict().get("day")
    if weekday:
        day = monday_of(said.first) + timedelta(days=WEEKDAYS[language][weekday])
        return f"~ {written(day, language)}"
    return f"~ {week_written(said.first, language, today)}"


def _on_that_weekday(found: re.Match[str], language: Language, today: date) -> str | None:
    """The date of it that was said, or the next one after the date that was."""
    said = last_day(found.string[: found.start()], language, today)
    if said is None or said.several or said.weekday is not None:
        return None
    weekday = WEEKDAYS[language][found["day"]]
    same = said.first.weekday() == weekday
    return written(said.first if same else next_weekday(said.first, weekday), language)


def _so_on(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "Le lundi de Pâques c'est férié, donc le mardi": a weekday after a day further off."""
    said = last_day(found.string[: found.start()], language, today)
    if said is None or said.several or (said.first - today).days < 7:
        return None
    if said.weekday is not None and not _NEXT.search(found.string[: found.start()]):
        return None  # "le jeudi je travaille donc le mercredi", said on a Thursday
    day = next_weekday(said.first, WEEKDAYS[language][found["day"]])
    return f"{found['so']} {written(day, language)}"


def _so_dated(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "The 25th's Christmas, so the 28th": of the same month."""
    said = last_day(found.string[: found.start()], language, today)
    past = _WAS.search(found.string[: found.start()])
    if said is None or said.several or past or not said.first.day < int(found["day"]) <= 28:
        return None
    return f"{found['so']} {written(said.first.replace(day=int(found['day'])), language)}"


def _weekday_beside(found: re.Match[str], language: Language, today: date) -> str | None:
    said = last_day(found.string[: found.start()], language, today)
    if said is None:
        return None
    named = found.groupdict().get("day") or found["next"] or found["previous"]
    after = next_weekday(said.first, WEEKDAYS[language][named])
    back = 7 if {found["side"], found.groupdict().get("end")} & {"avant", "before"} else 0
    back = 7 if found["previous"] else back
    same = after - timedelta(days=7) == said.first
    return written(after - timedelta(days=14 if back and same else back), language)
