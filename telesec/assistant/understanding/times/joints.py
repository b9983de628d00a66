"""Days and times as a caller strings them together: what is joined, ruled out, taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.background import without_background
from telesec.assistant.understanding.times.clauses import without_what_is_told
from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.deadlines import (
    with_deadlines_resolved,
    with_events_as_days,
)
from telesec.assistant.understanding.times.distances import with_distances_resolved
from telesec.assistant.understanding.times.hours import MIDDAY, TimeItem
from telesec.assistant.understanding.times.local_feasts import with_local_feasts
from telesec.assistant.understanding.times.not_wishes import without_cancelled, without_other_dates
from telesec.assistant.understanding.times.ordinal_days import with_plain_dates
from telesec.assistant.understanding.times.paraphrase import put_plainly
from telesec.assistant.understanding.times.references import with_references_resolved
from telesec.assistant.understanding.times.shifts import (
    with_hour_moved,
    with_hours_off_resolved,
    with_shift_resolved,
)
from telesec.assistant.understanding.times.stretches import (
    Item,
    after_the_date_before,
    in_their_stretch,
    is_weekday,
    with_weeks_attached,
)
from telesec.assistant.understanding.times.taken_back import without_taken_back
from telesec.assistant.understanding.times.wish_words import Joint, LinkWords
from telesec.values.language import Language


def settled(joints: list[Joint[Item]], today: date) -> tuple[list[Joint[Item]], bool]:
    """``joints`` in their weeks and months, without what was taken back.

    And whether a good secretary would ask which is meant.
    """
    joints = with_weeks_attached(joints, today)
    joints = without_taken_back(after_the_date_before(joints, today))
    joints = _sevens_settled(joints)
    ask = any(_is_open(joint.item) for joint in joints)
    return in_their_stretch(joints, today), ask


def figured_text(said: str, language: Language, now: datetime, region: str = "") -> str:
    """Plain ``said`` with figures, and days said by way of others as the grammar says them."""
    today = now.date()
    figured = without_cancelled(figures(said, language), language)
    figured = with_local_feasts(figured, region, today)
    figured = with_events_as_days(put_plainly(figured, language, now), language)
    figured = with_shift_resolved(figured, language, today)
    figured = with_hour_moved(figured, language, today)
    figured = with_distances_resolved(with_plain_dates(figured, language, today), language, today)
    figured = with_references_resolved(figured, language, today)
    figured = with_deadlines_resolved(figured, language, today)
    return with_hours_off_resolved(figured, language, today)


def wished_part(figured: str, language: Language, today: date) -> str:
    """``figured`` without what the grammar knows to be told beside the wish."""
    told = without_what_is_told(without_background(figured, language), language)
    return without_other_dates(told, language, today)


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


@dataclass(frozen=True, slots=True)
class _Place:
    """An item with the words around it, up to the items on both sides."""

    item: Item
    before: str
    after: str
    following: Item | None


def _places(items: Sequence[Item], rest: str) -> Iterator[_Place]:
    end = 0
    for position, item in enumerate(items):
        following = items[position + 1] if position + 1 < len(items) else None
        after = rest[item.end : following.start if following else len(rest)]
        yield _Place(item, rest[end : item.start], after, following)
        end = item.end


def joined(
    items: Sequence[Item],
    rest: str,
    words: LinkWords,
    today: date,
    ruled_out: Mapping[int, bool],
) -> list[Joint[Item]]:
    """Each item with the words before it understood: "ou", "sauf", "à partir de".

    ``ruled_out``: whether the item that begins there is; of the others the words around tell.
    """
    joints: list[Joint[Item]] = []
    for place in _places(items, rest):
        item = place.item
        previous = joints[-1].item if joints else None
        negated = ruled_out.get(item.start)
        if negated is None:
            negated = _is_negated(place, previous, words)
        bounded = _bounded(item, place.before, words, today) if isinstance(item, DayItem) else item
        completed = _completed(previous, place, bounded, today, negated=negated)
        if completed:
            joints[-1] = replace(joints[-1], item=completed)
            continue
        if negated and isinstance(bounded, DayItem):
            bounded = _every_weekend(bounded)
        listed = place.before.strip() in {"et", "and", "ni", "ou", "or"}
        listed = listed and negated and isinstance(item, type(previous))
        joints.append(
            Joint(
                replace(bounded, negated=negated),
                union=_adds(bounded, place.before, words),
                corrects=not negated and _corrects(bounded, joints, place, words),
                apart=bool(words.own_clause.search(place.before)),
                listed=listed and bool(words.negated_after.search(place.after)),
                beside=place.before.strip() in {"", "of", "in", "de", "dans", "du"},
            )
        )
    return joints


def _corrects(item: Item, joints: list[Joint[Item]], place: _Place, words: LinkWords) -> bool:
    """Whether it is said in place of what was said before."""
    previous = joints[-1].item if joints else None
    day = next((one.item for one in reversed(joints) if isinstance(one.item, DayItem)), None)
    return (
        _replaces(item, previous, place.before.strip(), words)
        or _preferred(item, previous, place.before, place.after)
        or _one_day_of(item, day, place.before, words)
        or _chosen(item, joints, place.before)
    )


def _completed(
    previous: Item | None, place: _Place, bounded: Item, today: date, *, negated: bool
) -> Item | None:
    """The item before, where this one only says more of it; None when it stands by itself."""
    hours = place.item
    if not isinstance(previous, DayItem):
        return None
    closed = None if negated else _closed(previous, bounded, today)
    if closed or not isinstance(hours, TimeItem) or place.before.strip():
        return closed
    if previous.deadline and not (hours.bound or previous.negated):
        return _closing(previous, hours)
    if hours.exact or not (previous.negated or negated):
        return None
    if previous.several or previous.open_ended:
        return None  # "sauf le week-end, en matinée"
    if not previous.negated and isinstance(place.following, TimeItem):
        return None
    # "Sauf jeudi matin", "jeudi matin je ne peux pas": the rest of that day is left.
    return replace(previous, negated=True, except_hours=(hours.low, hours.high))


def _adds(item: Item, before: str, words: LinkWords) -> bool:
    """Whether both are meant; "après 14 heures mais avant 16" is one time."""
    narrows = isinstance(item, TimeItem) or is_weekday(item)
    return bool(words.union.search(before)) and not (narrows and words.narrowing.search(before))


def _preferred(item: Item, previous: Item | None, before: str, after: str) -> bool:
    """ "Onze heures, onze heures trente plutôt", "lundi, mardi pardon"."""
    if before.strip() or not isinstance(item, type(previous)):
        return False
    word = " ".join(after.split()[:1])
    rather = isinstance(item, TimeItem) and word in {"plutot", "rather", "instead"}
    return rather or word in {"pardon", "sorry"}


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


def _one_day_of(item: Item, day: DayItem | None, before: str, words: LinkWords) -> bool:
    """ "Cette semaine plutôt le soir, demain par exemple": an hour was said between them."""
    if day is None or not isinstance(item, DayItem) or item.several or item.open_ended:
        return False
    return _names_one_of(item, day) and not words.union.search(before)


_CHOICE = lazily(
    r"\b(?:plutot|disons|mettons|allez|choisis|prends|prefer\w+|va pour|finalement|rather|say"
    r"|choose"
    r"|take|let s|go (?:for|with)|actually)\b"
)


def _chosen(item: Item, joints: list[Joint[Item]], before: str) -> bool:
    """ "Lundi ou mardi, moi ce serait plutôt mardi": one of those named before."""
    if not isinstance(item, DayItem) or not _CHOICE.search(before):
        return False
    named = {one.item.first for one in joints if isinstance(one.item, DayItem)}
    return len(named) > 1 and item.first in named


def _told_precisely(item: DayItem, previous: DayItem) -> bool:
    """ "Samedi prochain, le 13": the same day of the week, now with its date."""
    one_day = (previous.last - previous.first).days == 1 and not previous.open_ended
    return one_day and item.weekday is None and item.first.weekday() == previous.first.weekday()


def _is_negated(place: _Place, previous: Item | None, words: LinkWords) -> bool:
    """Whether the item is ruled out: "pas lundi", "lundi je ne peux pas", "ni mardi"."""
    item, before, after, following = place.item, place.before, place.after, place.following
    if isinstance(item, TimeItem) and item.settled:
        return False
    if _again(item, previous) and words.negated_before.search(before):
        return True
    if (
        previous
        and previous.negated
        and isinstance(item, DayItem)
        and words.as_before.search(after)
    ):
        return True
    if before.strip() in {"pas", "not", "nor", "ni", "et pas", "and not", "or not"}:
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
    if words.negated_before.search(before) and not _spent(previous, before, words):
        return True
    rules_out_the_next = words.negated_before.search(after) and (
        (isinstance(following, TimeItem) and after.split()[:1] not in (["c"], ["s"], ["is"]))
        or after.strip() in {"pas", "not", "et pas", "and not"}
    )
    return bool(words.negated_after.search(after)) and not rules_out_the_next


def _spent(previous: Item | None, before: str, words: LinkWords) -> bool:
    """ "Neuf heures c'est impossible, onze heures oui": what ruled out the one before it."""
    if previous is None or not previous.negated:
        return False
    ruled_out = words.negated_after.search(before)
    return bool(ruled_out and not before[ruled_out.end() :].strip())


def _again(item: Item, previous: Item | None) -> bool:
    """ "pas le mercredi, je travaille le mercredi"."""
    both = isinstance(item, DayItem) and isinstance(previous, DayItem) and previous.negated
    return both and is_weekday(item) and _same_weekday(item, previous)


def _same_weekday(one: Item, other: Item | None) -> bool:
    days = isinstance(one, DayItem) and isinstance(other, DayItem)
    return days and one.weekday == other.weekday  # type: ignore[union-attr]


def _bounded(item: DayItem, before: str, words: LinkWords, today: date) -> DayItem:
    """The days meant with "à partir de", "après", "avant", "d'ici" in front of the day named."""
    if words.from_on.search(before) and item.until_weekday is None:
        return replace(_bound(item), open_ended=True)
    if words.after.search(before):
        return replace(_bound(item), first=item.last, open_ended=True)
    if words.before.search(before):
        return replace(_to(item, today), last=item.first, deadline=item.first)
    if words.until.search(before):
        return replace(_to(item, today), deadline=item.last - timedelta(days=1))
    return item


def _bound(item: DayItem) -> DayItem:
    return replace(item, weekday=None, bound_weekday=item.weekday)


def _to(item: DayItem, today: date) -> DayItem:
    return replace(_bound(item), first=today, several=True, bare_day=False)


def _closing(day: DayItem, hour: TimeItem) -> DayItem:
    """ "D'ici mercredi midi", "avant jeudi 10 heures": the hour belongs to the last day."""
    deadline = day.deadline or day.last
    on_the_day = day.last > deadline and (hour.low, hour.high) != MIDDAY
    closes = hour.high if on_the_day else hour.low
    return replace(day, end=hour.end, last=deadline + timedelta(days=1), closes=closes)


def _closed(opened: Item | None, until: Item, today: date) -> DayItem | None:
    """ "Après le 20 mais avant le 30", or the other way round: both bounds of one stretch."""
    if not (isinstance(opened, DayItem) and isinstance(until, DayItem)) or opened.negated:
        return None
    if opened.deadline and until.open_ended and until.first < opened.last and not opened.closes:
        return replace(opened, end=until.end, first=until.first)
    ends = until.several and until.first == today and not until.open_ended
    if not (opened.open_ended and ends):
        return None
    last = until.last
    if opened.bound_weekday is not None and until.bound_weekday is not None:
        weeks = max(0, (opened.first - last).days // 7 + 1)  # "à partir de mercredi jusqu'à lundi"
        last += timedelta(weeks=weeks)
    if opened.first >= last:
        return None
    closed = replace(opened, end=until.end, last=last, open_ended=False, several=True)
    if opened.bound_weekday is None or until.bound_weekday is None:
        return closed
    return replace(closed, weekday=opened.bound_weekday, until_weekday=until.bound_weekday)
