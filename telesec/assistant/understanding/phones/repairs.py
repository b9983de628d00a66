"""What was dictated in the end: groups said again, taken back, exchanged, begun anew.

Each group goes on, repeats, goes back over what was said, or is a remark on it, as the words before
it allow. Every way has its price; the cheapest that comes to a number is what was meant.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from telesec.assistant.understanding.phones.dictation import (
    AGAIN,
    BREAK,
    CORRECTION,
    DENIED,
    EITHER,
    ENDING,
    IS,
    NOTE,
    PAUSE,
    PLUS,
    REGRET,
    SIGNS,
    START,
)

Groups = tuple[str, ...]
Way = tuple[float, Groups, int]  # its price, what is dictated then, and where reading goes on
IsWhole = Callable[[str], bool]

MOST_DIGITS = 17  # with the zeros of an international prefix
MOST_WAYS = 40  # kept at each group
MOST_OF_START = 5  # digits: "07912 at the start"
MOST_PRICE = 6.0  # what is dearer is a guess
NEVER = 99.0
_SIGNS = ("", PAUSE, NOTE, ENDING, BREAK, REGRET, CORRECTION, AGAIN, EITHER)
_GOES_ON = dict(zip(_SIGNS, (0.0, 0.0, 0.1, 0.1, 0.3, 1.2, 3.0, 3.0, NEVER), strict=True))
_REPEATS = dict(zip(_SIGNS, (0.9, 0.6, 0.5, 0.2, 0.5, 0.8, 0.8, 0.5, NEVER), strict=True))
_BEGINS_ANEW = dict(zip(_SIGNS, (1.5, 1.0, NEVER, NEVER, 1.0, 0.5, 0.5, 0.2, NEVER), strict=True))
_PREFIXES = frozenset({"0", PLUS})
_NO_SIGN = frozenset({"", PAUSE})


class Said(NamedTuple):
    """Digits, and what was said before them: a sign, or nothing.

    ``corrects``: a "non" too; ``is_said``: no more than "c'est";
    ``begins``: that the number begins so.
    """

    digits: str
    sign: str
    corrects: bool = False
    is_said: bool = False
    begins: bool = False


class Reading(NamedTuple):
    """Digits that the groups may come to, and how much had to be supposed."""

    price: float
    digits: str


def dictated(groups: Sequence[str], is_whole: IsWhole) -> list[Reading]:
    """What ``groups`` and signs may come to, with its price, the cheapest first.

    ``is_whole`` tells whether digits can be a number as they are: what follows then is a remark.
    """
    said = _said_of(groups)
    reached: list[dict[Groups, float]] = [{} for _ in range(len(said) + 1)]
    reached[0][()] = 0.0
    for at in range(len(said)):
        for kept, price in sorted(reached[at].items(), key=lambda one: one[1])[:MOST_WAYS]:
            for more, then, after in _ways(said, at, kept, is_whole):
                fits = sum(map(len, then)) <= MOST_DIGITS and price + more <= MOST_PRICE
                if fits and price + more < reached[after].get(then, NEVER):
                    reached[after][then] = price + more
    return sorted(Reading(price, "".join(kept)) for kept, price in reached[-1].items())


def changes_the_start(groups: Sequence[str]) -> bool:
    """Whether ``groups`` say how a number begins otherwise: "07 au début", "07 pas 06"."""
    said = _said_of(groups)
    return any(one.begins for one in said) or any(
        wrong.sign == DENIED
        and right.sign not in _NO_SIGN
        and len(right.digits) == len(wrong.digits) > 1
        and {right.digits[0], wrong.digits[0]} <= _PREFIXES
        for right, wrong in pairwise(said)
    )


def _said_of(groups: Sequence[str]) -> list[Said]:
    """The digits with the sign that counts; "zéro six" is one group."""
    said: list[Said] = []
    signs: list[str] = []
    for group in groups:
        if group in SIGNS:
            signs.append(group)
            continue
        sign = _strongest(signs)
        if said and said[-1].digits == "0" and len(group) == 1 and group != PLUS and not sign:
            said[-1] = said[-1]._replace(digits="0" + group)
        else:
            corrects = not {CORRECTION, REGRET}.isdisjoint(signs)
            is_said = signs[-1:] == [IS] and len(signs) < 3
            said.append(Said(group, sign, corrects, is_said, START in signs))
        signs = []
    return said


def _strongest(signs: Sequence[str]) -> str:
    """The one that counts. What denies, or offers a choice, stands right before the group."""
    if signs[-1:] in ([DENIED], [EITHER]):
        return signs[-1]
    heard = [BREAK if sign in {IS, START} else sign for sign in signs]
    by_weight = (AGAIN, CORRECTION, REGRET, ENDING, NOTE, BREAK, PAUSE)
    return next((sign for sign in by_weight if sign in heard), BREAK if signs else "")


def _ways(said: Sequence[Said], at: int, kept: Groups, is_whole: IsWhole) -> Iterator[Way]:
    """All that the group at ``at`` may be, after what is ``kept`` of those before it."""
    digits, sign = said[at][:2]
    if sign == DENIED:
        yield from _denied(said, at, kept)
        return
    if kept and is_whole("".join(kept)) and _is_of_the_start(said, at, kept):
        yield from _begun_so(said, at, kept)
        return
    if digits == PLUS:
        yield 0.4, kept, at + 1  # the word: "je ne sais plus"
    elif kept:
        yield from _further(said, at, kept, is_whole("".join(kept)))
    if not kept:
        yield 0.0, (digits,), at + 1
        return
    yield _BEGINS_ANEW[sign] + _strangeness(said, at, kept), (digits,), at + 1
    if is_whole("".join(kept)):
        yield from _remarks(said, at, kept)


def _is_of_the_start(said: Sequence[Said], at: int, kept: Groups) -> bool:
    """Whether it is how a whole number begins: "07 au début", or "c'est 07 pas 06"."""
    whole, digits = "".join(kept), said[at].digits
    wrong = said[at + 1] if _is_denial(said, at + 1) else None
    if digits[0] not in _PREFIXES or digits[0] != whole[0] or len(digits) > MOST_OF_START:
        return False
    if wrong and len(wrong.digits) == len(digits) > 1 and not whole.startswith(digits):
        return whole.startswith(wrong.digits)
    return said[at].begins


def _begun_so(said: Sequence[Said], at: int, kept: Groups) -> Iterator[Way]:
    """The number with its beginning changed, and nothing else: what is not valid then is none.

    As likely another group, where the wrong one stands there too.
    """
    digits, after = said[at].digits, at + 1
    if _is_denial(said, at + 1):
        after = at + 2
        for span in _spans(kept, said[at + 1].digits)[-1:] if not said[at + 1].begins else ():
            if span.start:
                yield 0.3, _with(kept, span, digits), after
    yield 0.3, (digits, "".join(kept)[len(digits) :]), after


def _further(said: Sequence[Said], at: int, kept: Groups, whole: bool) -> Iterator[Way]:
    """All that belongs to the number that was begun; dear where it plainly begins anew."""
    digits, sign = said[at][:2]
    shared = _shared(said, at, kept)
    anew = 1.5 if sign and (shared > 2 or (shared == 2 and digits == kept[0])) else 0
    if not (sign in {CORRECTION, REGRET} and _alike(kept[-1], digits)):
        scattered = 3.0 if sign == BREAK and kept[0][0] not in _PREFIXES else 0  # a date, a code
        yield _GOES_ON[sign] + anew + scattered, (*kept, digits), at + 1
    if sign == NOTE:  # "37, deux fois"
        yield 0.5, (*kept, digits, digits), at + 1
    if not whole or sign or said[at - 1].corrects or _is_denial(said, at + 1):
        yield from _repeated(said, at, kept)
    yield from _exchanged(said, at, kept)
    yield from _left_open(said, at, kept, whole)
    for price, then, after in _taken_back(said, at, kept):
        yield price + anew, then, after


def _is_denial(said: Sequence[Said], at: int) -> bool:
    return at < len(said) and said[at].sign == DENIED


def _run(said: Sequence[Said], at: int) -> list[Said]:
    """The groups from ``at`` on with nothing said between them."""
    return [said[at], *takewhile(lambda one: one.sign in _NO_SIGN, said[at + 1 :])]


def _repeated(said: Sequence[Said], at: int, kept: Groups) -> Iterator[Way]:
    """ "Vingt-neuf, voilà, vingt-neuf": the end of what was said, again."""
    sign, whole, again = said[at].sign, "".join(kept), ""
    for count, one in enumerate(_run(said, at), 1):
        again += one.digits
        if len(again) > len(whole):
            break
        if whole.endswith(again) and (len(again) > 1 or sign == BREAK):
            yield _REPEATS[sign] + (0.7 if len(again) == 1 else 0), kept, at + count


def _touches(before: Said, kept: Groups) -> bool:
    """Whether what was said ``before`` is the end of the number, and not of another matter."""
    if kept[-1] == before.digits:
        return True
    is_remark = before.sign == BREAK and not before.is_said
    return not is_remark and "".join(kept).endswith(before.digits)


def _left_open(said: Sequence[Said], at: int, kept: Groups, whole: bool) -> Iterator[Way]:
    """ "08 ou 09": as likely one as the other. "J'ai 2 ou 3 questions" is no choice of digits."""
    other = ""
    if whole and not _touches(said[at - 1], kept):
        if said[at].sign == EITHER:
            yield 1.0, kept, at + len(_run(said, at))
        return
    for count, one in enumerate(_run(said, at) if said[at].sign == EITHER else (), 1):
        other += one.digits
        yield 1.0, kept, at + count
        yield 1.0, _ended(kept, other), at + count


def _taken_back(said: Sequence[Said], at: int, kept: Groups) -> Iterator[Way]:
    """ "77, non, 78": goes back to where the group stands that is said otherwise."""
    digits, sign = said[at][:2]
    if sign == PAUSE and _alike(kept[-1], digits):
        yield 1.0 if digits[0] == kept[-1][0] else 1.3, (*kept[:-1], digits), at + 1
    if sign not in {CORRECTION, REGRET, AGAIN}:
        return
    anew = "".join(one.digits for one in _run(said, at))
    for back in range(1, len(kept)):
        changed = sum(a != b for a, b in zip("".join(kept[-back:]), anew, strict=False))
        far = 0.1 if kept[-back] == digits else 0.5 * (back - 1)
        length = 0.0 if len(kept[-back]) == len(digits) else 0.4
        price = 0.5 + far + 0.1 * changed + length + (0.5 if sign == AGAIN else 0)
        yield price, (*kept[:-back], digits), at + 1
    if len(digits) < len(kept[-1]):
        yield 1.0, _ended(kept, digits), at + 1


def _alike(one: str, other: str) -> bool:
    """Whether one may be said in the place of the other: "73" and "78"."""
    return len(one) == len(other) > 1 and any(a == b for a, b in zip(one, other, strict=True))


def _strangeness(said: Sequence[Said], at: int, kept: Groups) -> float:
    """How little what begins at ``at`` looks like the same number said anew."""
    sign, before = said[at].sign, "".join(kept)
    anew = "".join(one.digits for one in _run(said, at))
    shared = _shared(said, at, kept)
    if shared and shared >= min(len(before.lstrip("0")), 2):
        return 0.0
    if anew[:1] not in _PREFIXES:
        return {CORRECTION: 1.0, REGRET: 1.0, AGAIN: 1.0, BREAK: 2.0}.get(sign, NEVER)
    if before[0] in _PREFIXES:
        return 0.5 if sign else NEVER
    return 0.2 if sign else 0.5 if len(before) <= 2 else NEVER


def _shared(said: Sequence[Said], at: int, kept: Groups) -> int:
    """How many digits what begins at ``at`` has in common with the beginning."""
    old, new = "".join(kept), "".join(one.digits for one in _run(said, at))
    pairs = zip(old.lstrip("0"), new.lstrip("0"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _exchanged(said: Sequence[Said], at: int, kept: Groups) -> Iterator[Way]:
    """ "38, pas 48": the one in place of the other, wherever it stands."""
    right, sign = said[at][:2]
    wrong = said[at + 1] if at + 1 < len(said) else Said("", "")
    if wrong.sign != DENIED or wrong.corrects or len(wrong.digits) != len(right):
        return
    if _spans(kept, right) and sign not in {CORRECTION, REGRET}:
        yield 0.8, kept, at + 2  # it was said rightly
        return
    for span in _spans(kept, wrong.digits)[-1:]:
        yield 0.3, _with(kept, span, right), at + 2


def _denied(said: Sequence[Said], at: int, kept: Groups) -> Iterator[Way]:
    """ "Pas 48": nothing, or what is wrong in what was said; "pas 48 mais 38" exchanges it."""
    wrong = said[at].digits
    right = said[at + 1] if at + 1 < len(said) else Said("", DENIED)
    spans = _spans(kept, wrong)
    yield 1.2 if spans else 0.2, kept, at + 1
    if kept[-1:] == (wrong,):
        yield 0.4, kept[:-1], at + 1
    if not spans and right.sign != DENIED and _spans(kept, right.digits):
        yield 0.5, kept, at + 2  # "pas 48, 38", and 38 was said
    if spans and right.sign != DENIED and len(right.digits) == len(wrong):
        yield 0.3, _with(kept, spans[-1], right.digits), at + 2
    if not spans and kept and right.sign != DENIED and _alike(kept[-1], right.digits):
        yield 1.0, (*kept[:-1], right.digits), at + 2


def _remarks(said: Sequence[Said], at: int, kept: Groups) -> Iterator[Way]:
    """What is said of a number that is whole: a part again, how it ends, or another matter."""
    sign, part = said[at].sign, ""
    run = _run(said, at)
    for count, one in enumerate(run, 1):
        part += one.digits
        tail = kept[-1] if count > 1 else "".join(kept[-2:]) if len(kept[-1]) == 1 else ""
        spelled = count == len(run) < 3 and len(part) == 2 and tail == part  # "44, 4 4"; "4 4, 44"
        if (len(part) > (1 if sign else 2) or spelled) and _spans(kept, part):
            yield 0.6 if sign in {BREAK, NOTE} else 1.0, kept, at + count
    digits = said[at].digits
    if digits == digits[:2] * 2 and _spans(kept, digits):  # "deux fois 66"
        yield 0.6, kept, at + 1
    if sign == ENDING:
        yield 0.5, _ended(kept, digits), at + 1
    last = said[at + 1] if at + 2 == len(said) else Said("", "")
    if last.is_said and last.sign == BREAK and _alike(digits, last.digits):  # "le 53, c'est 52"
        for span in _spans(kept, digits)[-1:]:
            yield 1.5, _with(kept, span, last.digits), at + 2
    if sign in {BREAK, NOTE}:
        yield 1.0, kept, at + len(run)


def _spans(kept: Groups, digits: str) -> list[range]:
    """Where ``digits`` stand in whole groups of ``kept``."""
    return [
        range(first, end)
        for first in range(len(kept))
        for end in range(first + 1, len(kept) + 1)
        if "".join(kept[first:end]) == digits
    ]


def _with(kept: Groups, span: range, digits: str) -> Groups:
    return (*kept[: span.start], digits, *kept[span.stop :])


def _ended(kept: Groups, digits: str) -> Groups:
    """``kept`` with ``digits`` in place of as many at its end."""
    tail = "".join(kept)[: -len(digits)]
    return (tail, digits) if tail else (digits,)
