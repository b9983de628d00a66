"""What callers say beside their name, and how they tell which of it is what."""

import pytest

from telesec.assistant.understanding import understand_name
from telesec.values.language import Language

FRENCH = [
    # who else is named, and what one is called besides
    ("c'est Lucie la maman de Théo", "Lucie", None),
    ("Marie Lacoste Pierre c'est mon mari", "Marie", "Lacoste"),
    ("c'est Brigitte l'infirmière de monsieur Salvi", "Brigitte", None),
    ("Sandrine du secrétariat de maître Delcourt", "Sandrine", None),
    ("c'est Martin de la société Durand", None, "Martin"),
    ("Georges Delvaux dit Jojo", "Georges", "Delvaux"),
    ("Anaïs Fournel Carré c'est mon nom de jeune fille", "Anaïs", "Fournel"),
    # where the name comes from, said before it
    ("c'est un nom tamoul je vous l'épelle t h a r m a l i n g a m", None, "Tharmalingam"),
    ("c'est malgache Rakotomalala prénom Hery", "Hery", "Rakotomalala"),
    # what is a first name
    ("Diop prénom Cheikh Anta", "Cheikh Anta", "Diop"),
    ("Nguyen Van Duc Nguyen le nom de famille et Van Duc le prénom", "Van Duc", "Nguyen"),
    ("Salah Eddine en prénom et Haddou en nom", "Salah Eddine", "Haddou"),
    ("Gautier sans h Simon", "Simon", "Gautier"),
    ("je m'appelle monsieur Abdallah Fouad", "Fouad", "Abdallah"),
    ("colonna c o l o deux n a marie ange", "Marie-Ange", "Colonna"),
    ("maître Collin huissier", None, "Collin"),
    # how it is written
    ("d apostrophe hauteville prénom xavier", "Xavier", "d'Hauteville"),
    ("L'Hermite avec l'apostrophe Benoît", "Benoît", "L'Hermite"),
    ("bouazza b o u a z z a deux z samira", "Samira", "Bouazza"),
    ("ker gourlay k e r g o u r l a y", None, "Kergourlay"),
    ("garcia lopez g a r c i a l o p e z", None, "Garcia Lopez"),
    ("madame quéméner accent aigu sur les deux premiers e q u e m e n e r", None, "Quéméner"),
    ("le roux et pas leroux en un mot armelle le roux", "Armelle", "Le Roux"),
    ("Solène Le Goff-Quéré avec un trait d'union", "Solène", "Le Goff-Quéré"),
    ("Martineau eau à la fin", None, "Martineau"),
    ("Lemoine mais attention y pas i donc Lemoyne", None, "Lemoyne"),
    ("Kowalski ça se prononce pas K O W A L S K I", None, "Kowalski"),
]
ENGLISH = [
    ("it's Karen Ella's mum", "Karen", None),
    ("Mrs Doherty Caoimhe Doherty's mum", None, "Doherty"),
    ("Janet Reeve acting for Mr Pike", "Janet", "Reeve"),
    ("Margaret Holt but I go by Peggy", "Margaret", "Holt"),
    ("Oluwaseun Adebayo Seun for short", "Oluwaseun", "Adebayo"),
    ("I'm Walsh but you might have me as Breathnach", None, "Walsh"),
    ("well it's Douglas Fraser love", "Douglas", "Fraser"),
    ("Baroness Crewe", None, "Crewe"),
    ("Martin James", "Martin", "James"),
    ("James Martin surname first", "Martin", "James"),
    ("sara no h lindsay", "Sara", "Lindsay"),
    ("carter née hughes", None, "Carter"),
    ("it's Higgs not Hicks", None, "Higgs"),
    ("okafor comma chidi", "Chidi", "Okafor"),
    ("lewis evans with a hyphen first name nia", "Nia", "Lewis-Evans"),
    ("Wallace as in Wallace and Gromit Peter", "Peter", "Wallace"),
    ("McDonald M C not Mac Shona", "Shona", "McDonald"),
    ("O'Hara O apostrophe capital H Brendan O'Hara", "Brendan", "O'Hara"),
]


@pytest.mark.parametrize(
    ("language", "said", "first_name", "surname"),
    [(Language.FR, *one) for one in FRENCH] + [(Language.EN, *one) for one in ENGLISH],
)
def test_what_is_said_beside_a_name(
    language: Language, said: str, first_name: str | None, surname: str | None
) -> None:
    name = understand_name(said, language)
    assert name is not None
    found = [part and part.casefold() for part in (name.first_name, name.surname)]
    assert found == [part and part.casefold() for part in (first_name, surname)]
