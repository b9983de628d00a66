"""Sentences to teach danger by: one clause told as it is, as it was, as it is not, as it might be.

Written down by hand, a danger and its past would differ in more than what matters; put together
from clauses and frames, they differ in nothing else.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from telesec.values.yaml_file import parse_yaml

NONE = "none"
TENSES = ("now", "past", "denied", "supposed")
EVERY = 3  # of the frames; all of them would drown what callers really said

Row = dict[str, Any]


def contrasts(file: Path) -> list[tuple[Row, str]]:
    """The sentences of ``file`` with the danger in each; always the same ones."""
    groups = parse_yaml(file.read_text(encoding="utf-8"), file.name).content["groups"]
    return [sentence for group in groups for sentence in _of_group(group)]


def _of_group(group: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    trades = group["trades"]
    for place, (danger, now, past, denied) in enumerate(group["clauses"]):
        clauses = {"now": now, "past": past, "denied": denied, "supposed": now}
        frames = [(tense, frame) for tense in TENSES for frame in group[tense]]
        for at, (tense, frame) in enumerate(frames):
            if (place + at) % EVERY and frame != "{}":
                continue
            row = {
                "text": frame.format(clauses[tense]),
                "language": group["language"],
                "trade": trades[(place + at // EVERY) % len(trades)],
            }
            yield row, danger if tense == "now" else NONE
