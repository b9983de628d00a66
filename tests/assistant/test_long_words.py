"""What is said without an end, or makes no sense at all, keeps no caller waiting."""

import time

import pytest

from telesec.assistant.two_matters import two_matters
from telesec.assistant.understanding import understand_name
from telesec.assistant.understanding.text import LONGEST
from telesec.values.language import Language

MOST_SECONDS = 1  # of work; without a limit it was two and more


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("word", ["le ", "de ", "1 ", "entre 10 heures et ", "and "])
def test_a_word_over_and_over_is_soon_dealt_with(word: str, language: Language) -> None:
    said = (word * LONGEST)[:LONGEST]
    two_matters("bonjour et merci", language, "medical")  # what is learnt is read once
    began = time.process_time()
    understand_name(said, language)
    two_matters(said, language, "medical")
    assert time.process_time() - began < MOST_SECONDS


def test_a_name_at_the_beginning_of_a_long_story_is_heard() -> None:
    name = understand_name("je m'appelle Jeanne Roux " + "et voilà " * 300, Language.FR)
    assert name is not None
    assert name.full == "Jeanne Roux"
