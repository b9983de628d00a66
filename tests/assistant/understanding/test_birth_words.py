"""A birth date is cut out before a name, a time or a reason is looked for; nothing else is."""

import pytest

from telesec.assistant.corrections import told_name, told_of_whom
from telesec.assistant.understanding import introduced_name
from telesec.assistant.understanding.names.birth_words import without_birth
from telesec.values.language import Language

BORN = [
    "née le 3 avril 1960",
    "né en mai 1960",
    "qui est née le trois avril mille neuf cent soixante et onze",
    "elle est née le vingt et un mai mille neuf cent quatre vingt dix neuf",
    "né trois avril soixante",
    "born 3 April 1960",
    "who was born on the third of April nineteen sixty-one",
    "born the 5th of May two thousand and one",
    "born on the 5th",
    "i was born in nineteen forty",
]


@pytest.mark.parametrize("born", BORN)
def test_the_whole_date_goes_and_what_comes_after_stays(born: str) -> None:
    assert without_birth(f"Léa Roux, {born}") == "Léa Roux,"
    assert without_birth(f"Léa Roux {born}, pour lundi") == "Léa Roux,, pour lundi"
    assert without_birth(f"Léa Roux {born} and for Monday").endswith(" and for Monday")


@pytest.mark.parametrize(
    "said", ["", "Anne Roux née Martin", "Anne Born", "je suis né fatigué", "il est une heure"]
)
def test_what_is_no_date_stays(said: str) -> None:
    assert without_birth(said) == said


def test_a_name_is_the_same_beside_a_birth_date_wherever_it_is_asked_for() -> None:
    said = "Léa Martin née le 12 mai 2015"
    told = told_name(said, Language.FR)
    assert told
    assert told.full == "Léa Martin"
    assert told_of_whom(f"c'est pour ma fille {said} pour jeudi", Language.FR) == "Léa Martin"
    introduced = introduced_name(f"je m'appelle {said}", Language.FR)
    assert introduced
    assert introduced.full == "Léa Martin"
