"""Weights written as letters: a line a sign, a letter for each answer that it speaks for.

A weight is kept as one letter: so many parts of one above or below the letter for nothing.
"""

from collections.abc import Iterable
from typing import Any

SCALE = 48
NOTHING = ord("P")
LEAST, MOST = ord("#"), ord("~")
TELLS_NOTHING = 3  # letters at most between the answers: such a row is not kept


def lettered(row: Iterable[float]) -> str:
    """The weights of one sign, a letter each."""
    return "".join(chr(min(max(NOTHING + round(one * SCALE), LEAST), MOST)) for one in row)


def tells(letters: str, idle: int = TELLS_NOTHING) -> bool:
    """Whether it makes a difference of more than ``idle`` letters between the answers."""
    return max(map(ord, letters)) - min(map(ord, letters)) > idle


def rows_once(table: dict[str, Any]) -> dict[str, bytes]:
    """``table``, where each sign had its letters, now as rows. Many signs have the same: it is
    kept once, and the table is the same, since a second one would cost as much memory again.
    """
    rows: dict[str, bytes] = {}
    for sign, letters in table.items():
        table[sign] = rows.get(letters) or rows.setdefault(letters, letters.encode("ascii"))
    return table
