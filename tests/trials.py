"""Calls to the shipped presets, without a network: what is said first, and what is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from telesec.assistant.trial import Trial, open_trial
from telesec.values.conversation import Prompt
from telesec.values.language import Language

PRESETS = Path(__file__).parent.parent / "call_scripts" / "presets"
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
ADDRESS, WHEN, ANIMAL = (
    "À quelle adresse faut-il venir",
    "Quel jour vous conviendrait",
    "Quel animal",
)


@contextmanager
def calling(trade: str, language: Language = Language.FR) -> Iterator[Trial]:
    """A call to whoever uses the preset of that trade."""
    file = PRESETS / f"{trade}.yaml"
    with open_trial(file, at=lambda _: MONDAY, caller="+33612345678", language=language) as call:
        call.picks_up()
        yield call


def heard(prompt: Prompt) -> str:
    """All that is said, in one string."""
    return " ".join(sentence.text for sentence in prompt.says)
