"""Which of several things the caller chose: a menu entry, a practitioner, one of the offers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from telesec.assistant.understanding.answers.answers import Answer, answer_by_words
from telesec.assistant.understanding.answers.refused_offers import (
    A_DATE_OR_TIME,
    ORDINALS,
    Named,
    is_refused,
    named_together,
    refused_places,
    without_refused_places,
)
from telesec.assistant.understanding.answers.replies import spoken_answer
from telesec.assistant.understanding.hesitations import ANY_SIGH
from telesec.assistant.understanding.matters.mentions import unnegated
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.text import any_of, lazily, plain
from telesec.assistant.understanding.times.clocks import mark_clocks
from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.days import find_days
from telesec.assistant.understanding.times.hours import HALF_DAY, TimeItem, find_times
from telesec.assistant.understanding.times.paraphrase import put_plainly
from telesec.values.language import Language

GAP = "…"  # in a script's words: "sign … up"
BETWEEN_PARTS = r" (?:\w+ ){0,5}?"


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """What a caller said to some offers: ``index`` of the one taken, or that none suits.

    Neither: not understood. ``left``: which remain where others were named to be refused, and
    none was taken: "à neuf heures je travaille".
    """

    index: int | None = None
    none_suits: bool = False
    refused: bool = False  # one of them was named, to be refused
    left: tuple[int, ...] = ()


def understand_choice(
    text: str, language: Language, options: Sequence[Sequence[str]]
) -> int | None:
    """Which option's words were said; the longest words win.

    None when none was said, or two different options were said with words of equal length.
    A word ruled out ("pas la consultation") does not count. ``…`` stands for up to five words.
    """
    said = _singular(plain(text))
    longest, chosen = 0, set[int]()
    for index, words in enumerate(options):
        length = max(_lengths_said(said, words, language), default=0)
        if length > longest:
            longest, chosen = length, {index}
        elif length == longest and length:
            chosen.add(index)
    return chosen.pop() if len(chosen) == 1 else None


def _lengths_said(said: str, words: Iterable[str], language: Language) -> list[int]:
    """Of those of ``words`` that plain ``said`` has, and does not rule out."""
    spoken = ((phrase, _as_spoken(phrase, said)) for phrase in map(_plain_singular, words))
    return [len(phrase) for phrase, one in spoken if one and unnegated(said, one, language)]


def _as_spoken(phrase: str, said: str) -> str:
    """The phrase as it stands in plain ``said``, with what is between its parts; else empty."""
    if GAP not in phrase:
        return phrase if phrase in said else ""
    found = re.search(rf"\b{BETWEEN_PARTS.join(map(re.escape, phrase.split(GAP)))}\b", said)
    return found[0] if found else ""


@lru_cache(maxsize=2_000)  # the scripts' own words, again and again
def _plain_singular(words: str) -> str:
    parts = (_singular(plain(part)) for part in words.split(GAP))
    return GAP.join(part for part in parts if part)


def _singular(said: str) -> str:
    """Every word without a final s or x, so that "vaccins" is "vaccin"."""
    return " ".join(word.rstrip("sx") if len(word) > 3 else word for word in said.split())


_LAST = {
    Language.FR: any_of(r"(?<!avant )derni(?:er|ere)(?! (?:rendez|fois|semaine))"),
    Language.EN: any_of("last(?: one)?(?! (?:time|week|appointment))", "latter"),
}
_MIDDLE = lazily(r"\b(?:du|au|le) milieu\b|\bmiddle(?: one)?\b")
_NUMBERED = {
    Language.FR: lazily(
        r"\b(?:le|la|numero|option|choix|proposition|solution|le numero|la proposition) (\d)\b"
        + A_DATE_OR_TIME[Language.FR]
    ),
    Language.EN: lazily(
        r"\b(?:number|option|choice|the|slot) (\d)\b" + A_DATE_OR_TIME[Language.EN]
    ),
}
_ONLY_A_NUMBER = lazily(
    rf"(?:(?:{ANY_SIGH}|oui|je prends|je voudrais|plutot|yes|i ll take|please"
    r"|s il vous plait|merci|thanks) ?)*"
    r"(?:le |la |the )?(\d)(?: (?:oui|s il vous plait|merci|please|thanks))*"
)


def understand_ordinal(text: str, language: Language, count: int) -> int | None:
    """Which of ``count`` things, from 0: "le premier", "celui du milieu", "le dernier", "le 2".

    None when no place in a row was named, several were, or there is no such place.
    """
    said = without_refused_places(plain(text), language)
    places = {
        place
        for word, place in ORDINALS[language].items()
        if re.search(rf"\b{word}\b{A_DATE_OR_TIME[language]}", said)
    }
    if _LAST[language].search(said):
        places.add(count)
    if count % 2 and _MIDDLE.search(said):
        return count // 2
    if not places:
        figured = figures(said, language)
        places = {int(found) for found in _NUMBERED[language].findall(figured)}
        alone = _ONLY_A_NUMBER.fullmatch(figured)
        places |= {int(alone[1])} if alone else set()
    place = places.pop() if len(places) == 1 else 0
    return place - 1 if 1 <= place <= count else None


# "the second" is a place among the offers, "the second of December" a date.
_PLACE_NOT_DATE = {
    Language.FR: lazily(rf"\ble premier\b{A_DATE_OR_TIME[Language.FR]}"),
    Language.EN: lazily(rf"\b(?:{'|'.join(ORDINALS[Language.EN])})\b{A_DATE_OR_TIME[Language.EN]}"),
}
_NONE_OF_THEM = {
    Language.FR: any_of(
        "aucune?(?: des (?:deux|trois|2|3))?", "ni l un ni l autre",
        "rien (?:de tout ca|qui|ne me|ne va)", "autre chose",
        "d autres? (?:dates?|jours?|horaires?|creneaux?|propositions?|possibilites?|moments?)",
        "une autre (?:date|heure|proposition)", "un autre (?:jour|moment|horaire|creneau)",
        "(?:plus|trop) (?:tot|tard|loin)(?: que)?",
    ),
    Language.EN: any_of(
        "none(?: of (?:them|those|these))?", "neither", "something else",
        "(?:an|any) ?other (?:day|time|date|slot|option)s?",
        "other (?:days|times|dates|slots|options)",
        "too (?:early|late|far)", "(?:anything )?(?:earlier|later)",
    ),
}  # fmt: skip
# One of them was named, and refused: "huit heures c'est trop tôt".
_REFUSED = {
    Language.FR: any_of(
        "(?:c est|ca (?:fait|sera|va etre)|un peu|beaucoup) (?:un peu |beaucoup )?trop"
        " (?:tot|tard)",
        "(?:ne )?(?:me |m )?(?:convient|va|ira|arrange|arrangerait|marche) pas(?: du tout)?",
        "pas possible(?: pour moi)?",
    ),
    Language.EN: any_of(
        "(?:is|that s|it s) too (?:early|late)",
        "(?:doesn t|won t|does not|will not) (?:work|suit|do)(?: me| for me)?",
        "not possible(?: for me)?",
    ),
}
_EARLIEST = {
    Language.FR: any_of(
        "(?:le|la|au) plus (?:tot|vite|rapide(?:ment)?|proche)(?: possible)?",
        "plus (?:tot|vite|rapidement) possible",
        "des que possible",
    ),
    Language.EN: any_of(
        "(?:the )?(?:earliest|soonest|quickest)(?: one)?",
        "asap",
        "the next available",
        "as (?:soon|early|quickly) as (?:possible|you can)",
    ),
}
_LATEST = {
    Language.FR: any_of("le plus tard(?:if)?"),
    Language.EN: any_of("(?:the )?latest(?: one)?"),
}  # fmt: skip
_ANY = {
    Language.FR: any_of("n importe le ?quel(?:le)?", "n importe", "peu importe",
        "comme vous voulez", "(?:ca m est )?egal",
        "(?:les (?:deux|trois|2|3)|tous|toutes) (?:me )?(?:vont|conviennent|iraient)(?: bien)?"),
    Language.EN: any_of("any(?: of (?:them|those))?", "either", "whichever", "i don t mind",
        "doesn t matter", "(?:both|all(?: of them)?|they all) (?:work|suit|are (?:fine|good))"),
}  # fmt: skip


def choose_offer(
    text: str, language: Language, offers: Sequence[datetime], today: date | None = None
) -> OfferAnswer:
    """Which of the offers (naive local wall time) was taken, or that none suits.

    By place ("le deuxième"), by hour ("celui de dix heures"), by day ("mardi"; "demain" needs
    ``today``). A day or time that no offer has means that none suits.
    """
    if not offers:
        return OfferAnswer()
    place = understand_ordinal(text, language, len(offers))
    said = plain(text)
    if _REFUSED[language].search(said):
        return OfferAnswer(none_suits=True, refused=True)
    if place is not None and _ONLY_A_NUMBER.fullmatch(figures(said, language)):
        return OfferAnswer(place)  # "le deux" is no date where something else is asked
    matching, refused = _named(said, language, offers, today or min(offers).date())
    refused |= {at - 1 for at in refused_places(said, language)} & set(range(len(offers)))
    if refused and place is None and matching is None:
        other = _NONE_OF_THEM[language].search(said)
        left = tuple(at for at in range(len(offers)) if at not in refused and not other)
        return OfferAnswer(none_suits=not left, refused=True, left=left)
    if place is not None and (matching is None or place in matching):
        return OfferAnswer(place)
    if place is not None and matching:
        return OfferAnswer()
    if matching is not None:
        if len(matching) == 1:
            return OfferAnswer(matching[0])
        return OfferAnswer(none_suits=not matching)
    return _by_taste(text, language, offers)


def _by_taste(text: str, language: Language, offers: Sequence[datetime]) -> OfferAnswer:
    """Without a day, an hour or a place: the earliest, none of them, any, yes, no."""
    said = plain(text)
    if _EARLIEST[language].search(said):
        return OfferAnswer(offers.index(min(offers)))
    if _LATEST[language].search(said):
        return OfferAnswer(offers.index(max(offers)))
    if _NONE_OF_THEM[language].search(said):
        return OfferAnswer(none_suits=True)
    answer = answer_by_words(text, language)
    if answer is Answer.NO:
        return OfferAnswer(none_suits=True)
    agreed = len(offers) == 1 and spoken_answer(text, language) is Answer.YES
    if _ANY[language].search(said) or (answer is Answer.YES and agreed):
        return OfferAnswer(0)
    return OfferAnswer()


def _named(
    said: str, language: Language, offers: Sequence[datetime], today: date
) -> tuple[list[int] | None, set[int]]:
    """The offers that have the day and the hour said, None when neither was said; and those that
    were refused by theirs.
    """
    dated = _PLACE_NOT_DATE[language].sub(" ", without_refused_places(said, language))
    figured = put_plainly(figures(dated, language), language, min(offers))
    marked = mark_clocks(figured, language)
    days, rest = find_days(marked, language, today)
    times, rest = find_times(rest, language)
    kept: list[Named] = []
    refused = set[int]()
    for group in named_together([*days, *times], marked):
        if is_refused(group, marked, language):
            refused.update(_having(group, offers, marked, today))
        else:
            kept.extend(group)
    return (_having(kept, offers, marked, today) if kept else None), refused


def _having(
    items: Sequence[Named], offers: Sequence[datetime], marked: str, today: date
) -> list[int]:
    """The offers that have one of the days and one of the hours."""
    days = [item for item in items if isinstance(item, DayItem)]
    times = [item for item in items if isinstance(item, TimeItem)]
    return [
        index
        for index, offer in enumerate(offers)
        if (not days or any(_on(day, offer, marked, today) for day in days))
        and (not times or any(_at(time, offer) for time in times))
    ]


_NEXT = lazily(r"\b(?:prochaine?|next|suivante?|following)\b")


def _on(day: DayItem, offer: datetime, marked: str, today: date) -> bool:
    """Whether the offer is on that day. A weekday alone fits every such day offered; "lundi
    prochain" is not today.
    """
    if day.weekday is not None:
        is_next = _NEXT.search(marked[day.start : day.end])
        return offer.weekday() == day.weekday and not (is_next and offer.date() == today)
    return day.first <= offer.date() < day.last or day.other == offer.date()


def _at(time: TimeItem, offer: datetime) -> bool:
    minute = offer.hour * 60 + offer.minute
    if not time.exact:
        return time.low <= minute < time.high
    return minute == time.low or (time.bare and minute % HALF_DAY == time.low % HALF_DAY)
