"""YAML 1.2 files written by people: read, checked against a model, errors with file and line."""

import re
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

if TYPE_CHECKING:  # who reads plain YAML, as the understanding of callers, starts without it
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")
Place = tuple[str | int, ...]

LARGEST_FILE = 1_000_000  # characters; a longer one is a mistake, not a script
MOST_BRACKETS = 50  # open at once, those in texts too: one in another, nobody means more than three


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file: where (1-based line, dotted field) and what, for its author."""

    file: str
    line: int
    field: str
    what: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.field}: {self.what}" if self.field else f"{where}: {self.what}"


class BadFile(ValueError):
    """A file that cannot be used as it is; holds every mistake found."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The plain content of a file, and where each part of it stands."""

    file: str
    content: Any

    def line_of(self, place: Place) -> int:
        """The 1-based line of the part at ``place``, or of its nearest parent that exists."""
        line, node = 1, self.content
        for step in place:
            try:
                if isinstance(node, CommentedMap):
                    line = node.lc.key(step)[0] + 1
                elif isinstance(node, CommentedSeq):
                    line = node.lc.item(step)[0] + 1
                node = node[step]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return line

    def mistake(self, place: Place, what: str) -> Mistake:
        """A mistake at ``place``."""
        field = ".".join(str(step) for step in place)
        return Mistake(self.file, self.line_of(place), field, what)

    def checked(self, model: type[Model]) -> Model:
        """The content as ``model``; BadFile naming line and field of each mistake."""
        try:
            return model.model_validate(self.content)
        except ValueError as error:  # pydantic's ValidationError is one, with its ``errors``
            found = getattr(error, "errors", None)
            if found is None:
                raise
            raise BadFile([self._from_pydantic(one) for one in found()]) from error

    def _from_pydantic(self, found: Any) -> Mistake:
        # pydantic says "[key]" after a key that is wrong itself: the key is place enough.
        given = tuple(step for step in found["loc"] if step != "[key]")
        place = self._existing(given, absent=found["type"] == "missing")
        message = str(found["msg"]).removeprefix("Value error, ")
        if found["type"] == "extra_forbidden":
            message = "unknown field; look for a misspelling"
        elif found["type"] == "missing":
            message = "is missing"
        return self.mistake(place, message)

    def _existing(self, place: Place, *, absent: bool) -> Place:
        """``place`` without the names pydantic puts in for the branches of a union.

        ``absent``: its last step is a field that is not there.
        """
        kept: list[str | int] = []
        node = self.content
        for position, step in enumerate(place):
            inside = _holds(node, step)
            if not inside and not (absent and position == len(place) - 1):
                continue
            kept.append(step)
            node = node[step] if inside else None
        return tuple(kept)


def _holds(node: Any, step: str | int) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and step < len(node)


def parse_yaml(text: str, file: str) -> YamlDocument:
    """The document in ``text``; BadFile names the line where the YAML itself is wrong."""
    if len(text) > LARGEST_FILE:
        raise BadFile([Mistake(file, 1, "", f"longer than {LARGEST_FILE} characters")])
    too_deep = _line_of_brackets_in_brackets(text)
    if too_deep:
        raise BadFile([Mistake(file, too_deep, "", "is nested too deeply")])
    try:
        content = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or "not YAML"
        raise BadFile([Mistake(file, line, "", f"not valid YAML: {problem}")]) from error
    except YAMLError as error:
        raise BadFile([Mistake(file, 1, "", f"not valid YAML: {error}")]) from error
    except RecursionError as error:
        raise BadFile([Mistake(file, 1, "", "is nested too deeply")]) from error
    except ValueError as error:
        # ruamel lets Python's own complaint about "2026-02-30" through, without a mark.
        line = _line_of_impossible_date(text)
        raise BadFile([Mistake(file, line, "", f"not valid YAML: {error}")]) from error
    if not isinstance(content, dict):
        raise BadFile([Mistake(file, 1, "", "must be a mapping of fields to values")])
    return YamlDocument(file, content)


def _line_of_brackets_in_brackets(text: str) -> int | None:
    """Where more are open at once than anybody means: ruamel would take seconds to find out."""
    opened = 0
    for number, line in enumerate(text.split("\n"), start=1):
        # Up to a quote: what looks like a comment may end a text that began on another line.
        for bracket in re.findall(r"[][{}]", re.sub(r"^\s*#[^\"']*", "", line)):
            opened += 1 if bracket in "[{" else -1
            if opened > MOST_BRACKETS:
                return number
    return None


def _line_of_impossible_date(text: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        for found in re.findall(r"\b\d{4}-\d{2}-\d{2}\b", line):
            try:
                date.fromisoformat(found)
            except ValueError:
                return number
    return 1


def read_yaml(path: Path) -> YamlDocument:
    """The document in a UTF-8 file; BadFile when it is not there, not text or not YAML."""
    return parse_yaml(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The text of a UTF-8 file; BadFile when it is not there, not text or cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadFile([Mistake(str(path), 1, "", "no such file")]) from error
    except UnicodeDecodeError as error:
        raise BadFile([Mistake(str(path), 1, "", "is not UTF-8 text")]) from error
    except OSError as error:
        raise BadFile([Mistake(str(path), 1, "", f"cannot be read: {error.strerror}")]) from error
