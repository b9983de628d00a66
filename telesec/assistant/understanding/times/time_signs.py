"""What is weighed of the days and hours that a sentence names: words around them, who does what,
what stands between two of them, and what the wish looks like that they would make.

Works on plain text with figures.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from telesec.assistant.understanding.clues import clues_in
from telesec.assistant.understanding.judging import STEM
from telesec.assistant.understanding.text import word_set
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.heard import Heard
from telesec.assistant.understanding.times.hours import TimeItem
from telesec.assistant.understanding.times.lots import Lot, Lots, Scope
from telesec.assistant.understanding.times.readings import Wish
from telesec.assistant.understanding.times.stretches import Item
from telesec.values.language import Language

_WINDOW, _SPAN = 3, 8  # words on each side: by their place, and by their order
_FAR = 9  # words back to whoever does something
_SUBJECTS = {
    Language.FR: word_set("je j tu il elle on nous vous ils elles c ca qui"),
    Language.EN: word_set("i you he she we they it that who"),
}
_SO = {
    Language.FR: word_set("donc alors coup mettez disons"),
    Language.EN: word_set("so therefore then make say"),
}
_QUARTERS = (0, 15, 30, 45)
MOST = 4  # of anything that is counted


def signs_of_named(heard: Heard) -> list[frozenset[str]]:
    """What is weighed of each day and hour, for each lot that it may have."""
    signs, today = [_sign(token, heard.language) for token in heard.tokens], heard.now.date()
    again = of_same_weekday(heard)
    return [
        _signs_around(heard, signs, at)
        | _signs_of_item(item, today)
        | _signs_of_place(heard, at, again)
        for at, item in enumerate(heard.whole.items)
    ]


def _signs_of_place(heard: Heard, at: int, again: Sequence[tuple[int, int]]) -> set[str]:
    """Whether it is named again, and whether it comes before or after a "so"."""
    so, span = _SO[heard.language], heard.spans[at]
    concluded = not so.isdisjoint(heard.tokens[: span.start])
    to_conclude = not so.isdisjoint(heard.tokens[span.end :])
    named_again = any(at == one for one, _ in again)
    return {
        f"so:{concluded} {to_conclude}",
        f"again:{named_again} {any(at == two for _, two in again)}",
        f"again so:{named_again} {concluded} {to_conclude}",
    }


def _signs_of_item(item: Item, today: date) -> frozenset[str]:
    if isinstance(item, TimeItem):
        hour = item.low // 60
        when = next((name for name, end in _PARTS if hour < end), "late")
        return frozenset({
            f"hour:{when} {item.exact}", f"either:{item.either}", f"bound:{item.bound}",
            f"odd:{item.low % 60 not in _QUARTERS}", f"kind:t {item.exact} {item.settled}",
        })  # fmt: skip
    ahead = (item.first - today).days
    far = next((name for name, end in _AHEAD if ahead < end), "far")
    days = (item.last - item.first).days
    return frozenset({
        f"ahead:{far} {days > 1}", f"ahead:{far}", f"at today:{ahead == 0}",
        f"weekend:{days == 1 and item.first.weekday() > 4}", f"in a week:{ahead == 7}",
        f"kind:d {item.several} {item.open_ended} {item.weekday is None} {item.deadline is None}",
    })  # fmt: skip


_PARTS = (("night", 7), ("early", 8), ("day", 19), ("evening", 21))
_AHEAD = (("past", 0), ("now", 1), ("tomorrow", 2), ("week", 7), ("next", 14), ("month", 31))


def signs_of_lots(heard: Heard, lots: Lots) -> list[str]:
    """What is weighed of lots, whatever wish they make: all of what the next ones tell."""
    signs = signs_of_all(heard, lots)
    for at, lot in enumerate(lots):
        signs += signs_of_change(heard, at, lot)
    for at in range(len(lots) - 1):
        signs += signs_between(heard, at, lots[at], lots[at + 1])
    signs += [same_day(lots[one], lots[two]) for one, two in of_same_weekday(heard)]
    if last := last_day_of(heard):
        signs += signs_of_last_day(last, beside_last_day(last, lots))
    return signs


def signs_of_change(heard: Heard, at: int, lot: Lot) -> list[str]:
    """Whether the lot of one is as the grammar gives it, and as the words alone do."""
    by_grammar = heard.by_grammar[at]
    if lot is by_grammar:
        return [f"kept:{lot}"]
    return [f"change:{by_grammar}{lot}", f"changed:{by_grammar}{heard.by_words[at]}{lot}"]


def signs_between(heard: Heard, at: int, one: Lot, two: Lot) -> list[str]:
    """The lots of one and of the next, with what stands between them."""
    words = heard.tokens[heard.spans[at].end : heard.spans[at + 1].start]
    items = heard.whole.items[at : at + 2]
    kinds = "".join("d" if isinstance(item, DayItem) else "t" for item in items)
    near = "far" if len(words) > 5 else "near"
    joint = " ".join(words) if len(words) <= 2 else near
    first, last = (words[0], words[-1]) if words else ("", "")
    return [
        f"pair:{kinds}{one}{two}", f"joined:{kinds}{one}{two} {joint}",
        f"after:{one}{two} {first}", f"before:{one}{two} {last}",
        *{f"among:{one}{two} {_sign(word, heard.language)}" for word in words[:_SPAN]},
    ]  # fmt: skip


def of_same_weekday(heard: Heard) -> list[tuple[int, int]]:
    """ "Lundi ou mardi, enfin lundi": which two name the same day of the week."""
    weekdays = WEEKDAYS[heard.language]
    named = [weekdays.keys() & set(heard.tokens[slice(*span)]) for span in heard.spans]
    return [
        (one, two) for two in range(len(named)) for one in range(two) if named[one] & named[two]
    ]


def same_day(one: Lot, two: Lot) -> str:
    """The lots of two that name the same day of the week."""
    return f"same day:{one}{two}"


def signs_of_all(heard: Heard, lots: Lots) -> list[str]:
    """What is weighed of all lots together."""
    changes = sum(
        lot is not by_grammar for lot, by_grammar in zip(lots, heard.by_grammar, strict=True)
    )
    signs = [f"changes:{min(changes, MOST)}"]
    if changes and lots == heard.by_words:
        signs.append("as the words")
    if lots:
        several = len(lots) > 1
        signs += [f"first:{lots[0]} {several}", f"last:{lots[-1]} {several}"]
        signs.append(f"all:{''.join(lots[:5])}")
    if _all_told(heard, lots):
        signs += _signs_of_no_wish(heard)
    return signs


def _all_told(heard: Heard, lots: Lots) -> bool:
    """Whether nothing is wished for then."""
    no_other = not (heard.earliest or heard.any_time or heard.within)
    return no_other and all(lot is Lot.TOLD for lot in lots)


class LastDay(NamedTuple):
    """The last of several days that are named, ``at`` its place; which earlier ones are the same
    day and which are others; and what is said around it.
    """

    at: int
    same: Sequence[int]
    others: Sequence[int]
    signs: Sequence[str]
    words: Sequence[str]


def last_day_of(heard: Heard) -> LastDay | None:
    """ "Mardi ou jeudi ... jeudi alors"; None where fewer than two days are named."""
    items, spans = heard.whole.items, heard.spans
    days = [(at, one) for at, one in enumerate(items) if isinstance(one, DayItem)]
    if len(days) < 2:
        return None
    at, last = days.pop()
    same = [place for place, one in days if (one.first, one.last) == (last.first, last.last)]
    before = heard.tokens[spans[at - 1].end : spans[at].start]
    after = heard.tokens[spans[at].end :]
    so, ends = not _SO[heard.language].isdisjoint(before), at == len(items) - 1
    words = {f"before {_sign(token, heard.language)}" for token in before[-5:]}
    words |= {f"after {_sign(token, heard.language)}" for token in after[:4]}
    return LastDay(
        at, same, [place for place, _ in days if place not in same],
        (f"many {len(days) > 1}", f"so {so}", f"ends {ends}"), sorted(words),
    )  # fmt: skip


def beside_last_day(last: LastDay, lots: Lots) -> tuple[Lot, int, bool]:
    """Its lot, how many other days are wished for, and whether it was wished for before."""
    others = sum(lots[at] is Lot.WISHED for at in last.others)
    return lots[last.at], min(others, 2), any(lots[at] is Lot.WISHED for at in last.same)


def signs_of_last_day(last: LastDay, beside: tuple[Lot, int, bool]) -> list[str]:
    """What is weighed of the last day that is named, and of what is wished for ``beside`` it."""
    lot, others, before = beside
    again = bool(last.same)
    return [
        *(f"last day:{again} {lot} {others} {before} {one}" for one in last.signs),
        *(f"last day:{again} {lot} {others > 0} {one}" for one in last.words),
    ]


def signs_of_wish(heard: Heard, lots: Lots, wish: Wish, by_grammar: Wish) -> list[str]:
    """What is weighed of the wish itself: seldom does somebody name a day and wish for all."""
    windows = wish.windows
    count = next((name for name, most in _COUNTS if len(windows) <= most), "8+")
    wished = [one for one, lot in zip(heard.whole.items, lots, strict=True) if lot is Lot.WISHED]
    out = min(lots.count(Lot.RULED_OUT), MOST)
    days = min(sum(isinstance(one, DayItem) for one in wished), MOST)
    hours = min(len(wished) - days, MOST)
    signs = [
        f"n:{count}", f"n of:{count} {min(len(wished), MOST)}",
        f"n of:{count} {min(len(wished), MOST)} {out}", f"wished:{min(len(wished), MOST)}",
        f"out:{out}", f"told:{min(lots.count(Lot.TOLD), MOST)}", f"ask:{wish.ask}",
        f"days hours:{days} {hours} {count}",
        f"other wish:{wish.windows != by_grammar.windows}" if lots != heard.by_grammar else "same",
    ]  # fmt: skip
    if not windows:
        return signs
    return signs + _signs_of_windows(heard, wish, count, (days, hours, out))


def _signs_of_no_wish(heard: Heard) -> list[str]:
    """What else is said where nothing is wished for: "annulez mardi", "j'ai reçu le devis".

    Words, how the sentence begins and ends, and the clues that the matter of a call has.
    """
    clues = sorted(clues_in(" ".join(heard.tokens), heard.language))
    pairs = (f"clues:{one} {other}" for one, other in combinations(clues, 2))
    told = [*_said(heard), *_ends(heard), *(f"clue:{one}" for one in clues), *pairs]
    return [f"no wish:{one}" for one in told]


def _ends(heard: Heard) -> Iterator[str]:
    """The first and the last words, with a mark where a day or an hour is named."""
    said, at = ["^"], 0
    for start, end in heard.spans:
        if start >= at:
            said += [_sign(token, heard.language) for token in heard.tokens[at:start]]
            said += ["<time>"] if said[-1] != "<time>" else []
            at = end
    said += [*(_sign(token, heard.language) for token in heard.tokens[at:]), "$"]
    for count in (2, 3, 4):
        yield f"{heard.language} begins {' '.join(said[:count])}"
        yield f"{heard.language} ends {' '.join(said[-count:])}"


def signs_of_scope(heard: Heard, scope: Scope) -> list[str]:
    """What is said where hours are not for the days that the words join: "seulement", "both"."""
    if scope is Scope.AS_SAID:
        return []
    twice = f"twice:{bool(of_same_weekday(heard))}"
    return [f"scope:{scope} {one}" for one in (twice, "any", *_said(heard))]


def _said(heard: Heard) -> list[str]:
    """Every word and every two words."""
    said = [_sign(token, heard.language) for token in heard.tokens]
    found = {*said, *(f"{one} {two}" for one, two in pairwise(said))}
    return [f"{heard.language} {one}" for one in sorted(found)]


_COUNTS = (("0", 0), ("1", 1), ("2", 2), ("3-4", 4), ("5-6", 6), ("7", 7))


def _signs_of_windows(
    heard: Heard, wish: Wish, count: str, counted: tuple[int, int, int]
) -> list[str]:
    days_wished, hours_wished, out = counted
    days = {window.start.date() for window in wish.windows}
    today, first = heard.now.date(), min(days)
    span, kind = (max(days) - first).days, _kind_of(wish)
    a_habit = len(wish.windows) >= 6 and (first - today).days <= 1 and len(days) >= 6 and span <= 7
    any_day = any(isinstance(one, DayItem) for one in heard.whole.items)
    long = any((one.end - one.start).days >= 20 for one in wish.windows)
    weeks = next((name for name, most in _SPANS if span <= most), "3")
    signs = [
        f"as:{kind}", f"as:{kind} {count}", f"habit:{a_habit} {days_wished > 0} {any_day}",
        f"habit out:{a_habit} {out}", f"hole:{len(wish.windows) <= 2 and out > 0}",
        f"as of:{kind} {hours_wished} {days_wished}", f"over:{weeks} {count}",
        f"months:{(first - today).days // 30}", f"a day:{len(wish.windows) > len(days)} {kind}",
        f"long:{long} {count}", f"now:{wish.windows[0].start <= heard.now} {kind}",
    ]  # fmt: skip
    return signs + [f"in week:{_share_in(one, wish)}" for one in heard.whole.items if _holds(one)]


_SPANS = (("0", 0), ("1", 6), ("2", 13))


def _kind_of(wish: Wish) -> str:
    exact = sum(one.start == one.end for one in wish.windows)
    whole = sum(
        one.start != one.end and one.start.hour == one.end.hour == 0 for one in wish.windows
    )
    if len(wish.windows) in {exact, whole}:
        return "exact" if exact else "whole"
    return f"hours {exact > 0} {whole > 0}"


def _holds(item: Item) -> bool:
    """Whether it is a week or a month in which days may be named."""
    return isinstance(item, DayItem) and item.several and item.weekday is None


def _share_in(item: Item, wish: Wish) -> str:
    if not isinstance(item, DayItem):
        return ""
    inside = sum(item.first <= one.start.date() < item.last for one in wish.windows)
    return "all" if inside == len(wish.windows) else "some" if inside else "none"


def _signs_around(heard: Heard, signs: Sequence[str], at: int) -> frozenset[str]:
    """Its own words, those around it, and who does what."""
    tokens, spans, language = heard.tokens, heard.spans, heard.language
    start, end = spans[at]
    floor = spans[at - 1].end if at else 0
    ceiling = spans[at + 1].start if at + 1 < len(spans) else len(tokens)
    own = signs[start:end]
    before, after = ["^^", "^", *signs[:start]], [*signs[end:], "$", "$$"]
    found = {f"is:{' '.join(own)}", f"begins:{own[0]}", f"ends:{own[-1]}"}
    found |= {f"in:{sign}" for sign in own}
    found |= {f"before {far}:{sign}" for far, sign in enumerate(before[: -_WINDOW - 1 : -1])}
    found |= {f"after {far}:{sign}" for far, sign in enumerate(after[:_WINDOW])}
    found |= {
        f"two before:{' '.join(before[-2:])}",
        f"two before+:{' '.join([*before[-2:], own[0]])}",
        f"three before:{' '.join(before[-3:])}",
        f"third before:{' '.join([*before[-3:-2], before[-1]])}",
        f"two after:{' '.join(after[:2])}",
        f"between:{before[-1]} {after[0]}",
    }
    found |= set(_told_around("before", signs[floor:start][-_SPAN:]))
    found |= set(_told_around("after", signs[end:ceiling][:_SPAN]))
    found |= {f"since:{sign}" for sign in signs[floor:start]}
    found |= {f"until:{sign}" for sign in signs[end:ceiling]}
    found |= set(_who(tokens, signs, start, language))
    found |= {
        f"place:{min(at, 3)}", f"of:{min(len(spans), 4)}", f"last:{at == len(spans) - 1}",
        f"far before:{min(start - floor, 6)}", f"far after:{min(ceiling - end, 6)}",
    }  # fmt: skip
    return frozenset(f"{language.value} {feature}" for feature in found) | {"always"}


def _told_around(side: str, signs: Sequence[str]) -> Iterator[str]:
    return (f"pair {side}:{one} {other}" for one, other in pairwise(signs))


def _who(tokens: Sequence[str], signs: Sequence[str], start: int, language: Language) -> set[str]:
    """Who does something before it, and what."""
    for place in range(start - 1, max(start - _FAR, -1), -1):
        if tokens[place] in _SUBJECTS[language]:
            does = [*signs[place + 1 : start], "$", "$"]
            return {
                f"who:{tokens[place]} {does[0]}",
                f"who does:{tokens[place]} {does[0]} {does[1]}",
                f"who far:{min(start - place, 5)}",
            }
    return {"who:nobody"}


def _sign(word: str, language: Language) -> str:
    """A word by what it is good for: any weekday is one, so is any number."""
    if word in WEEKDAYS[language]:
        return "<day>"
    if word[:-1] in WEEKDAYS[language]:
        return "<days>"
    if word in MONTHS[language] and word != "may":
        return "<month>"
    if word.isdigit():
        return "<number>"
    if word[0] in "@=":
        return "<clock>"
    return "<date>" if "/" in word else word[:STEM]
