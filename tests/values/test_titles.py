"""Titles are said in the language of the sentence."""

import pytest

from telesec.values.language import Language
from telesec.values.titles import titled_in


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("le docteur Martin", "Doctor Martin"),
        ("Le Docteur Anne Martin", "Doctor Anne Martin"),
        ("la docteure Roux", "Doctor Roux"),
        ("Docteur Lefèvre", "Doctor Lefèvre"),
        ("le professeur Petit", "Professor Petit"),
        ("madame Leroy", "Ms Leroy"),
        ("Mme Leroy", "Ms Leroy"),
        ("M. Petit", "Mr Petit"),
        ("monsieur Petit", "Mr Petit"),
        # What has no other title in English, and what is none.
        ("Maître Durand", "Maître Durand"),
        ("Camille Exemple", "Camille Exemple"),
        ("Monsieur", "Monsieur"),
        ("Madameline Roy", "Madameline Roy"),
        ("la camionnette 2", "la camionnette 2"),
        ("Mathilde", "Mathilde"),
        ("", ""),
    ],
)
def test_titles_are_english_in_english_and_stay_in_french(name: str, english: str) -> None:
    assert titled_in(name, Language.EN) == english
    assert titled_in(name, Language.FR) == name
