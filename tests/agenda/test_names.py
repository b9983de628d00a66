"""Whether a name tells a first name, too: else it may be anybody's of the family."""

import pytest

from telesec.agenda.names import has_first_name


@pytest.mark.parametrize(
    "name",
    ["Marie Dupont", "DUPONT Marie", "Mme Yann Le Goff", "Jean-Pierre Roy", "Léa de la Tour"],
)
def test_a_first_name_is_told(name: str) -> None:
    assert has_first_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Dupont", "Mme Dupont", "M. Le Goff", "de la Tour", "Dupont-Martin", "Dr Martin", ""),
        *("Dupont mère", "Dupont fils", "Bébé Dupont", "Dupont consultation", "RDV Dupont"),
        *("Dupont P.", "Dupont 06 12 34 56 78", "Famille Dupont"),
    ],
)
def test_a_surname_alone_tells_none(name: str) -> None:
    assert not has_first_name(name)
