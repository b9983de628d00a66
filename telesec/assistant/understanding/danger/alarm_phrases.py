"""The phrases by which callers of each trade raise an alarm, as the files in phrases/ have them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from telesec.values.language import Language
from telesec.values.yaml_file import parse_yaml

UNKNOWN_TRADE = "other"

Phrases = Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AlarmPhrases:
    """What is urgent, and what means that a life is at stake; per language."""

    urgent: Phrases
    life_threatening: Phrases


@lru_cache
def alarm_phrases(trade: str) -> AlarmPhrases:
    """The alarm phrases of a trade, with those of the files it is ``like``.

    A trade without a file of its own has what is grave in any business.
    """
    name = trade if _file(trade).is_file() else UNKNOWN_TRADE
    return AlarmPhrases(_together(name, "urgent"), _together(name, "life_threatening"))


def _together(name: str, kind: str) -> Phrases:
    found: dict[Language, tuple[str, ...]] = dict.fromkeys(Language, ())
    for content in _with_alike(name):
        for language in Language:
            found[language] += tuple(content.get(kind, {}).get(language, ()))
    return {language: tuple(dict.fromkeys(phrases)) for language, phrases in found.items()}


def _with_alike(name: str) -> Iterator[dict[str, Any]]:
    content = parse_yaml(_file(name).read_text("utf-8"), name).content
    for alike in content.get("like", ()):
        yield from _with_alike(alike)
    yield content


def _file(name: str) -> Traversable:
    return files(__package__).joinpath("phrases", f"{name}.yaml")
