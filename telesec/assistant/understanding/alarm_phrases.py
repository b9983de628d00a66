"""The phrases by which callers of each trade raise an alarm, as the files in phrases/ have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from telesec.values.language import Language
from telesec.values.yaml_file import parse_yaml

IN_EVERY_TRADE = "other"

Phrases = Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AlarmPhrases:
    """What is urgent, and what means that a life is at stake; per language."""

    urgent: Phrases
    life_threatening: Phrases


@lru_cache
def alarm_phrases(trade: str) -> AlarmPhrases:
    """The alarm phrases of a trade, those of every trade among them.

    A trade without a file of its own has those of every trade.
    """
    general = _read(IN_EVERY_TRADE)
    own = _read(trade) if trade != IN_EVERY_TRADE else {}
    return AlarmPhrases(
        _together(general, own, "urgent"), _together(general, own, "life_threatening")
    )


def _read(trade: str) -> dict[str, dict[str, list[str]]]:
    file = files(__package__).joinpath("phrases", f"{trade}.yaml")
    content = parse_yaml(file.read_text("utf-8"), file.name).content if file.is_file() else {}
    return dict(content)


def _together(
    general: dict[str, dict[str, list[str]]], own: dict[str, dict[str, list[str]]], kind: str
) -> Phrases:
    return {
        language: (*general[kind][language], *own.get(kind, {}).get(language, ()))
        for language in Language
    }
