"""Relatives, friends and animals: the same ones wherever callers speak of them."""

import re

import pytest

from telesec.assistant.booking.one_more_words import second_of
from telesec.assistant.booking.whom_words import is_for_a_relative
from telesec.assistant.understanding import introduced_name, plain
from telesec.assistant.understanding.danger.beyond_doubt import is_certain_danger, is_of_a_person
from telesec.assistant.understanding.relatives import (
    ANIMAL,
    ANIMALS,
    FRIENDS,
    RELATIVE_OR_FRIEND,
    RELATIVES,
)
from telesec.assistant.waiting_list.listed_words import asked_on_list
from telesec.values.language import Language

NEAR = [
    "belle-sœur", "soeur", "époux", "epouse", "nièce", "Bébé", "petits-enfants", "fiancée",
    "filleul", "collègue", "granddaughter", "neighbour", "babies",
]  # fmt: skip


@pytest.mark.parametrize("said", NEAR)
def test_a_relative_is_one_as_written_and_plain(said: str) -> None:
    for words in (said, plain(said)):
        assert re.fullmatch(RELATIVE_OR_FRIEND, words, re.IGNORECASE)
    assert plain(said).split()[-1] in RELATIVES | FRIENDS


@pytest.mark.parametrize("said", ["chiens", "Chèvre", "cochon d'Inde", "oiseaux", "ponies"])
def test_an_animal_is_no_relative(said: str) -> None:
    for words in (said, plain(said)):
        assert re.fullmatch(ANIMAL, words, re.IGNORECASE)
        assert not re.fullmatch(RELATIVE_OR_FRIEND, words, re.IGNORECASE)
    assert ANIMALS.isdisjoint(RELATIVES | FRIENDS)


def test_whoever_a_wish_is_for_may_be_the_one_more_and_the_one_on_the_list() -> None:
    assert is_for_a_relative("un rendez-vous pour ma belle-sœur")
    assert is_for_a_relative("un rendez-vous pour mon parrain")
    assert second_of("un rendez-vous pour moi et ma marraine Rose") == "pour ma marraine Rose"
    assert asked_on_list("est-ce que ma nièce est toujours sur la liste", Language.FR)
    assert asked_on_list("ma belle-mère est toujours sur la liste", Language.FR)
    assert asked_on_list("is my nephew still on the list", Language.EN)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("je m'appelle Anne Martin la nièce de Jean Roux", "Anne Martin"),
        ("je m'appelle Anne Martin, la belle-sœur de Jean Roux", "Anne Martin"),
        ("je m'appelle Anne Lepère", "Anne Lepère"),
        ("je m'appelle Anne Leneveu", "Anne Leneveu"),
        ("je m'appelle Anne Le Gendre", "Anne Le Gendre"),
    ],
)
def test_whose_relative_one_is_is_no_name_and_a_name_like_one_stays(said: str, name: str) -> None:
    told = introduced_name(said, Language.FR)
    assert told is not None
    assert told.full == name


def test_whoever_drowns_is_a_person_and_a_noise_is_none() -> None:
    assert is_certain_danger("mon parrain se noie dans la piscine")
    assert is_certain_danger("my grandfather is drowning in the pool")
    assert is_of_a_person("ma grand-mère est tombée")
    assert not is_of_a_person("il y a un son bizarre")
    assert not is_of_a_person("mon fils a trouvé une brebis")
