"""The assistant's own sentences, kept as data: phrases_fr.yaml and phrases_en.yaml."""

from functools import lru_cache
from pathlib import Path
from string import Formatter

from pydantic import BaseModel, ConfigDict

from telesec.assistant.speaking.words import elided, speakable
from telesec.values.conversation import Aloud, Sentence, Spoken
from telesec.values.language import Language
from telesec.values.yaml_file import read_yaml

LONGEST_PHRASE = 900  # characters, everything filled in

# The places of phrases that want pauses, in the order in which they stand there.
_ALOUD = {
    "number": Aloud.NUMBER,
    "caller": Aloud.NUMBER,
    "letters": Aloud.LETTERS,
    "first": Aloud.CHOICE,
    "second": Aloud.CHOICE,
    "third": Aloud.CHOICE,
}


class UnknownPhrase(KeyError):
    """There is no such phrase, or a value it needs was not given: a mistake in our code."""


class _Phrases(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: dict[str, str]


def phrase(key: str, language: Language, /, **values: str) -> str:
    """The sentence ``key`` in ``language``, with its ``{places}`` filled in.

    Values are made speakable, for they hold callers' words. Raises UnknownPhrase.
    """
    clean = {name: speakable(value) for name, value in values.items()}
    try:
        said = _phrases(language)[key].format(**clean)
    except KeyError as error:
        raise UnknownPhrase(f"{key} in {language.value}: {error} is missing") from error
    said = said.replace("..", ".")  # "at 11 a.m." may end a sentence
    return speakable(elided(said) if language is Language.FR else said, LONGEST_PHRASE)


def sentence(key: str, language: Language, /, **values: str) -> Sentence:
    """The phrase as something to say, with what in it is said with pauses. Raises UnknownPhrase."""
    text = phrase(key, language, **values)
    said = {name: speakable(values[name]) for name in _ALOUD if values.get(name)}
    parts = tuple(
        Spoken(text=words, aloud=_ALOUD[name]) for name, words in said.items() if words in text
    )
    return Sentence(text=text, language=language, parts=parts)


def phrase_keys(language: Language) -> dict[str, frozenset[str]]:
    """Every phrase of a language, with the names of the values it needs."""
    return {
        key: frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
        for key, text in _phrases(language).items()
    }


@lru_cache
def _phrases(language: Language) -> dict[str, str]:
    path = Path(__file__).with_name(f"phrases_{language.value}.yaml")
    return read_yaml(path).checked(_Phrases).phrases
