"""What a caller takes back: "lundi, non, mardi", "mardi 10 h, ah non, mardi je ne peux pas"."""

from dataclasses import replace

from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.hours import TimeItem
from telesec.assistant.understanding.times.stretches import Item, is_weekday
from telesec.assistant.understanding.times.wish_words import Joint


def without_taken_back(joints: list[Joint[Item]]) -> list[Joint[Item]]:
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
        return _without_hours(kept)
    days = [n for n, joint in enumerate(kept) if isinstance(joint.item, DayItem)]
    if not days:
        return kept
    own_hour = any(isinstance(joint.item, TimeItem) for joint in following)
    after = [] if own_hour else kept[days[-1] + 1 :]
    first = len(days) - 1
    while first and kept[days[first]].union:  # "mardi ou jeudi, non, le 26": neither
        first -= 1
    return [*kept[: days[first]], *after]


def _without_hours(kept: list[Joint[Item]]) -> list[Joint[Item]]:
    """ "Huit heures et demie, neuf heures, disons dix heures": neither."""
    if len(kept) > 1 and isinstance(kept[-1].item, DayItem) and kept[-1].beside:
        hour = kept[-2].item  # "dix heures demain, non, dix heures trente"
        exact = isinstance(hour, TimeItem) and hour.exact
        return [*kept[:-2], kept[-1]] if exact else kept
    for place in reversed(range(len(kept))):
        joint = kept[place]
        if not isinstance(joint.item, TimeItem):
            return kept[: place + 1]
        listed = joint.union or joint.beside
        if not (
            listed and joint.item.exact and place and isinstance(kept[place - 1].item, TimeItem)
        ):
            return kept[:place]
    return []


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
