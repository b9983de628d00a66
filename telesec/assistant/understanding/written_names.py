"""A name as it is written down, and which of it is the first name."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from telesec.assistant.understanding.text import plain, word_set

PARTICLES = word_set(
    "de d du des le la van von der den ten ter el al di da del della dos das ben bin abu"
    " saint sainte"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A caller's name as it is written down; ``spelled``: the letters were dictated.

    ``said_first`` and ``said_surname`` are what the caller told to be such; else the place among
    the words decides.
    """

    full: str
    spelled: bool
    said_first: str | None = None
    said_surname: str | None = None

    @property
    def first_name(self) -> str | None:
        """What stands before the surname, or after it if only that is a first name."""
        if self.said_first or self.said_surname:
            return self.said_first
        return " ".join(self._parts()[0]) or None

    @property
    def surname(self) -> str | None:
        """The family's name, with its "de" and "le"; all of it where no first name was said."""
        if self.said_first or self.said_surname:
            return self.said_surname
        return " ".join(self._parts()[1])

    def _parts(self) -> tuple[list[str], list[str]]:
        chunks = self.full.split(" ")
        if len(chunks) == 1:
            return [], chunks
        if plain(chunks[0]) in PARTICLES:
            begins = next((at for at, c in enumerate(chunks) if plain(c) not in PARTICLES), 0)
            last_is_first = len(chunks) > begins + 1 and _is_first_name(chunks[-1])
            return (chunks[-1:], chunks[:-1]) if last_is_first else ([], chunks)
        if not _is_first_name(chunks[0]) and _is_first_name(chunks[-1]):
            return chunks[-1:], chunks[:-1]
        most = len(chunks) - 1
        count = next((at for at in range(1, most) if not _is_first_name(chunks[at])), most)
        return chunks[:count], chunks[count:]


def _is_first_name(chunk: str) -> bool:
    """Whether it is one by itself, or begins with one: Jean-Pierre."""
    return plain(chunk).split()[0] in first_names()


@lru_cache
def first_names() -> frozenset[str]:
    """First names often given, plain."""
    text = files(__package__).joinpath("data", "first_names.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())
