"""The assistant's sentences, alike in both languages."""

import pytest

from telesec.assistant.speaking import UnknownPhrase, phrase, phrase_keys
from telesec.values.language import Language

FR, EN = Language.FR, Language.EN


def test_both_languages_have_the_same_phrases_and_places() -> None:
    assert phrase_keys(FR) == phrase_keys(EN)


@pytest.mark.parametrize("language", list(Language))
def test_every_phrase_can_be_said(language: Language) -> None:
    for key, places in phrase_keys(language).items():
        said = phrase(key, language, **dict.fromkeys(places, "Dupont"))
        assert said
        assert "{" not in said
        assert len(said) <= 250, key


def test_a_phrase_is_filled_in() -> None:
    assert phrase("message_done", FR, name="Madame Dupont") == (
        "C’est noté, Madame Dupont. Je transmets votre message tout de suite."
    )


def test_values_are_made_speakable_and_are_not_templates() -> None:
    said = phrase("name_confirm", FR, name="{number} \x00🎉 Dupont")
    assert said == "J’ai compris {number} Dupont. C’est bien cela ?"


def test_a_missing_phrase_or_value_is_named() -> None:
    with pytest.raises(UnknownPhrase, match="no_such_phrase"):
        phrase("no_such_phrase", FR)
    with pytest.raises(UnknownPhrase, match="name"):
        phrase("message_done", FR)


def test_the_other_language_is_offered_in_itself() -> None:
    assert phrase("other_language_offer", EN) == "For English, press 9."
    assert phrase("other_language_offer", FR) == "Pour le français, tapez 9."
