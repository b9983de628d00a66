"""Spans of time, as Unix times: made one where they meet, and cut so that none is long."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

# Cut at UTC midnights: whoever looks for what meets an hour need look back one day only, and a
# long absence keeps its pieces while the window of what is read moves on.
A_DAY = 24 * 60 * 60


class Span(NamedTuple):
    """From ``start``, before ``end``; ``doubt`` says why it may be wrong (empty: it is sure)."""

    start: int
    end: int
    doubt: str = ""


def in_pieces(spans: Iterable[Span]) -> list[Span]:
    """The same time without repeats, in order; each doubt for itself, none longer than a day."""
    by_doubt: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans):
        same = by_doubt[span.doubt]
        if same and span.start <= same[-1].end:
            same[-1] = same[-1]._replace(end=max(same[-1].end, span.end))
        else:
            same.append(span)
    return sorted(piece for same in by_doubt.values() for span in same for piece in _cut(span))


def _cut(span: Span) -> Iterable[Span]:
    start = span.start
    while span.end - start > A_DAY:
        midnight = (start // A_DAY + 1) * A_DAY
        yield span._replace(start=start, end=midnight)
        start = midnight
    yield span._replace(start=start)
