"""Days and times as a caller strings them together: what is joined, ruled out, taken back."""

from dataclasses import replace
from datetime import date, datetime

from telesec.assistant.understanding.background import without_background
from telesec.assistant.understanding.clauses import without_what_is_told
from telesec.assistant.understanding.clocks import mark_clocks
from telesec.assistant.understanding.day_items import DayItem
from telesec.assistant.understanding.days import find_days
from telesec.assistant.understanding.hours import TimeItem, find_times
from telesec.assistant.understanding.local_feasts import with_local_feasts
from telesec.assistant.understanding.not_wishes import without_other_dates
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.ordinal_days import with_plain_dates
from telesec.assistant.understanding.paraphrase import put_plainly
from telesec.assistant.understanding.references import with_references_resolved
from telesec.assistant.understanding.stretches import (
    Item,
    after_the_date_before,
    in_their_stretch,
    is_weekday,
    with_ranges,
    with_weeks_attached,
)
from telesec.assistant.understanding.wish_words import WORDS, Joint, LinkWords
from telesec.values.language import Language


def items_said(
    said: str, language: Language, now: datetime, region: str = ""
) -> tuple[list[Joint[Item]], bool]:
    """Days and times in the order said, with how each is joined to the one before.

    And whether a good secretary would ask which is meant. ``said`` is plain text.
    """
    words, today = WORDS[language], now.date()
    figured = with_local_feasts(figures(said, language), region, today)
    figured = put_plainly(figured, language, now)
    figured = with_references_resolved(with_plain_dates(figured, language, today), language, today)
    figured = without_what_is_told(without_background(figured, language), language)
    figured = without_other_dates(figured, language, today)
    marked = mark_clocks(figured, language)
    days, rest = find_days(marked, language, today)
    times, rest = find_times(rest, language)
    if len(days) > 1:  # "vendredi dans la journée" is no other day
        days = [day for day in days if marked[day.start : day.end] != "dans la journee"]
    days = with_ranges(days, rest, words)
    found: list[Item] = sorted([*days, *times], key=lambda item: item.start)
    joints = with_weeks_attached(_joined(found, rest, words, today), today)
    joints = _without_corrected(after_the_date_before(joints, today))
    joints = _sevens_settled(joints)
    ask = any(_is_open(joint.item) for joint in joints)
    return in_their_stretch(joints, today), ask


def _sevens_settled(joints: list[Joint[Item]]) -> list[Joint[Item]]:
    """ "demain soir, vers sept heures": the part of the day says which seven o'clock."""
    parts = any(isinstance(j.item, TimeItem) and not j.item.exact for j in joints)
    return [
        replace(joint, item=replace(joint.item, either=False))
        if parts and isinstance(joint.item, TimeItem)
        else joint
        for joint in joints
    ]


def _is_open(item: Item) -> bool:
    """Whether a good secretary would ask back which is meant."""
    if item.negated:
        return False
    if isinstance(item, TimeItem):
        return item.either
    return item.other is not None or item.doubtful


def _joined(items: list[Item], rest: str, words: LinkWords, today: date) -> list[Joint[Item]]:
    """Each item with the words before it understood: "ou", "sauf", "à partir de"."""
    joints: list[Joint[Item]] = []
    place = 0
    for position, item in enumerate(items):
        following = items[position + 1] if position + 1 < len(items) else None
        before = rest[place : item.start]
        after = rest[item.end : following.start if following else len(rest)]
        previous = joints[-1].item if joints else None
        if _belongs_to_ruled_out(item, previous, before):
            joints[-1] = _only_at(joints[-1], item)
            place = item.end
            continue
        negated = _is_negated(item, previous, following, (before, after), words)
        bounded = _bounded(item, before, words, today) if isinstance(item, DayItem) else item
        closed = _closed(previous, bounded, today)
        if closed and not negated:
            joints[-1] = replace(joints[-1], item=closed)
            place = item.end
            continue
        if negated and isinstance(bounded, DayItem):
            bounded = _every_weekend(bounded)
        joints.append(
            Joint(
                replace(bounded, negated=negated),
                union=_adds(bounded, before, words),
                corrects=not negated
                and (
                    _replaces(bounded, previous, before.strip(), words)
                    or _preferred(bounded, previous, before, after)
                ),
                apart=bool(words.own_clause.search(before)),
                listed=before.strip() in {"et", "and", "ni", "ou", "or"}
                and isinstance(item, type(previous))
                and negated
                and bool(words.negated_after.search(after)),
                beside=before.strip() in {"", "of", "in", "de", "dans", "du"},
            )
        )
        place = item.end
    return joints


def _belongs_to_ruled_out(item: Item, previous: Item | None, before: str) -> bool:
    """ "Pas ce soir, demain à dix heures": the evening went with its day."""
    ruled_out = isinstance(previous, DayItem) and previous.negated
    return ruled_out and isinstance(item, TimeItem) and not item.exact and not before.strip()


def _only_at(joint: Joint[Item], hours: Item) -> Joint[Item]:
    """ "Sauf jeudi matin": the rest of that day is left."""
    if not isinstance(joint.item, DayItem) or not isinstance(hours, TimeItem):
        return joint
    return replace(joint, item=replace(joint.item, except_hours=(hours.low, hours.high)))


def _adds(item: Item, before: str, words: LinkWords) -> bool:
    """Whether both are meant; "après 14 heures mais avant 16" is one time."""
    narrows = isinstance(item, TimeItem) and words.narrowing.search(before)
    return bool(words.union.search(before)) and not narrows


def _preferred(item: Item, previous: Item | None, before: str, after: str) -> bool:
    """ "Onze heures, onze heures trente plutôt"."""
    rather = after.split()[:1] in (["plutot"], ["rather"], ["instead"])
    both = isinstance(item, TimeItem) and isinstance(previous, TimeItem)
    return both and rather and not before.strip()


def _replaces(item: Item, previous: Item | None, before: str, words: LinkWords) -> bool:
    """Whether it is said in place of the one before: taken back, or made more precise."""
    if previous is None:
        return False
    narrows = isinstance(previous, DayItem) and previous.several and is_weekday(item)
    if words.correction.fullmatch(before) and not (narrows and words.rather.fullmatch(before)):
        return True
    if isinstance(item, TimeItem) and isinstance(previous, TimeItem):
        return bool(words.example.fullmatch(before))
    if not (isinstance(item, DayItem) and isinstance(previous, DayItem)) or item.negated:
        return False
    return _says_better(item, previous, before, words)


def _says_better(item: DayItem, previous: DayItem, before: str, words: LinkWords) -> bool:
    """Whether it is the day before, more precisely: "en janvier, disons le 12"."""
    if item.open_ended and previous.open_ended:
        return not words.union.search(before)  # "après Noël, à partir du 28"
    if item.several and previous.several and not previous.negated:
        meets = previous.first <= item.first < previous.last
        return meets and item.weekday is None and not words.union.search(before)
    if item.several or item.open_ended:
        return False
    if _names_one_of(item, previous) and not words.union.search(before):
        return True
    if _told_precisely(item, previous) and words.that_is.fullmatch(before):
        return True
    a_date = item.weekday is None
    if a_date and previous.weekday is not None and previous.until_weekday is None:
        return item.first.weekday() == previous.weekday and not words.union.search(before)
    stretch = previous.several or previous.open_ended
    return a_date and stretch and bool(words.example.search(before))


def _every_weekend(item: DayItem) -> DayItem:
    """What is ruled out with "sauf le week-end": Saturday and Sunday of every week."""
    if item.several and item.first.weekday() == 5 and (item.last - item.first).days == 2:
        return replace(item, weekday=5, until_weekday=6)
    return item


def _names_one_of(item: DayItem, previous: DayItem) -> bool:
    """ "La semaine prochaine, le 29": a date within the days before."""
    stretch = previous.several and not (previous.open_ended or previous.negated)
    return stretch and item.weekday is None and previous.first <= item.first < previous.last


def _told_precisely(item: DayItem, previous: DayItem) -> bool:
    """ "Samedi prochain, le 13": the same day of the week, now with its date."""
    one_day = (previous.last - previous.first).days == 1 and not previous.open_ended
    return one_day and item.weekday is None and item.first.weekday() == previous.first.weekday()


def _is_negated(
    item: Item,
    previous: Item | None,
    following: Item | None,
    around: tuple[str, str],
    words: LinkWords,
) -> bool:
    """Whether the item is ruled out: "pas lundi", "lundi je ne peux pas", "ni mardi".

    ``around`` is the text before it, from the previous item on, and after it, to the next.
    """
    before, after = around
    if isinstance(item, TimeItem) and item.settled:
        return False
    if _again(item, previous) and words.negated_before.search(before):
        return True
    if previous and previous.negated and isinstance(previous, type(item)):
        listed = not before.strip() and words.plain_union.fullmatch(after.strip())
        joined = words.plain_union.fullmatch(before.strip()) or words.as_before.search(after)
        if joined or (listed and isinstance(following, type(item))):
            return True
        if words.negated_after.search(before) and isinstance(item, DayItem):
            return bool(words.negated_after.search(after)) and not words.negated_before.search(
                after
            )
    if words.negated_before.search(before):
        return True
    rules_out_the_next = words.negated_before.search(after) and (
        isinstance(following, TimeItem) or after.strip() in {"pas", "not", "et pas", "and not"}
    )
    return bool(words.negated_after.search(after)) and not rules_out_the_next


def _again(item: Item, previous: Item | None) -> bool:
    """ "pas le mercredi, je travaille le mercredi"."""
    both = isinstance(item, DayItem) and isinstance(previous, DayItem) and previous.negated
    return both and is_weekday(item) and _same_weekday(item, previous)


def _same_weekday(one: Item, other: Item | None) -> bool:
    days = isinstance(one, DayItem) and isinstance(other, DayItem)
    return days and one.weekday == other.weekday  # type: ignore[union-attr]


def _bounded(item: DayItem, before: str, words: LinkWords, today: date) -> DayItem:
    """The days meant with "à partir de", "après", "avant", "d'ici" in front of the day named."""
    if words.from_on.search(before):
        return replace(item, weekday=None, open_ended=True)
    if words.after.search(before):
        return replace(item, weekday=None, first=item.last, open_ended=True)
    if words.before.search(before):
        return replace(
            item, weekday=None, first=today, last=item.first, several=True, bare_day=False
        )
    if words.until.search(before):
        return replace(item, weekday=None, first=today, several=True, bare_day=False)
    return item


def _closed(opened: Item | None, until: Item, today: date) -> DayItem | None:
    """ "Après le 20 mais avant le 30": both bounds of one stretch."""
    if not (isinstance(opened, DayItem) and isinstance(until, DayItem)) or opened.negated:
        return None
    ends = until.several and until.first == today and not until.open_ended
    if not (opened.open_ended and ends and opened.first < until.last):
        return None
    return replace(opened, end=until.end, last=until.last, open_ended=False, several=True)


def _without_corrected(joints: list[Joint[Item]]) -> list[Joint[Item]]:
    """ "lundi, non, mardi": what was taken back is left out."""
    kept: list[Joint[Item]] = []
    listed = _listed_ruled_out(joints)
    for place, joint in enumerate(listed):
        if joint.corrects:
            kept = _taken_back(kept, joint.item, joints[place + 1 : place + 2])
        if isinstance(joint.item, TimeItem) and joint.item.negated and joint.item.exact:
            kept = [one for one in kept if not _same_hour(one.item, joint.item)]
        if isinstance(joint.item, DayItem) and joint.item.negated and not joint.item.except_hours:
            kept = _ruled_out_again(kept, joint.item, later=listed[place + 1 :])
        kept.append(joint)
    return kept


def _listed_ruled_out(joints: list[Joint[Item]]) -> list[Joint[Item]]:
    """ "Mardi et jeudi je ne peux pas": neither."""
    found: list[Joint[Item]] = []
    for joint in reversed(joints):
        after = found[-1] if found else None
        both = (
            after
            and after.item.negated
            and isinstance(joint.item, DayItem)
            and (after.listed or _listed_without_and(joint, after, found))
        )
        found.append(replace(joint, item=replace(joint.item, negated=True)) if both else joint)
    return found[::-1]


def _listed_without_and(joint: Joint[Item], after: Joint[Item], later: list[Joint[Item]]) -> bool:
    """ "Lundi mardi je travaille, mais mercredi": two in a row, and another day is wished for."""
    in_a_row = after.beside and is_weekday(joint.item) and is_weekday(after.item)
    return in_a_row and any(isinstance(one.item, DayItem) and not one.item.negated for one in later)


def _taken_back(
    kept: list[Joint[Item]], instead: Item, following: list[Joint[Item]]
) -> list[Joint[Item]]:
    """Without what ``instead`` replaces: "mardi à 10 h, non, jeudi à 11 h", the hour too."""
    if isinstance(instead, TimeItem):
        return kept[:-1] if kept and isinstance(kept[-1].item, TimeItem) else kept
    days = [n for n, joint in enumerate(kept) if isinstance(joint.item, DayItem)]
    if not days:
        return kept
    own_hour = any(isinstance(joint.item, TimeItem) for joint in following)
    after = [] if own_hour else kept[days[-1] + 1 :]
    first = len(days) - 1
    while first and kept[days[first]].union:  # "mardi ou jeudi, non, le 26": neither
        first -= 1
    return [*kept[: days[first]], *after]


def _ruled_out_again(
    kept: list[Joint[Item]], ruled_out: DayItem, later: list[Joint[Item]]
) -> list[Joint[Item]]:
    """Without the day that cannot be after all; nor its hours, where others are said later."""
    places = [n for n, joint in enumerate(kept) if _same_day(joint.item, ruled_out)]
    if not places:
        return kept
    other_hours = any(isinstance(one.item, TimeItem) and not one.item.negated for one in later)
    after = [one for one in kept[places[0] :] if not _same_day(one.item, ruled_out)]
    if other_hours:
        after = [one for one in after if isinstance(one.item, DayItem)]
    return [*kept[: places[0]], *after]


def _same_hour(earlier: Item, ruled_out: TimeItem) -> bool:
    """ "À dix heures, ah non, à dix heures je suis prise"."""
    return isinstance(earlier, TimeItem) and earlier.exact and earlier.low == ruled_out.low


def _same_day(earlier: Item, ruled_out: DayItem) -> bool:
    """Whether a day said before is ruled out now: "mardi 10 h, ah non, mardi je ne peux pas"."""
    if not isinstance(earlier, DayItem) or earlier.negated or earlier.several:
        return False
    if earlier.open_ended or ruled_out.several or ruled_out.open_ended:
        return False
    same = ruled_out.weekday is not None and earlier.weekday == ruled_out.weekday
    return same or earlier.first == ruled_out.first
