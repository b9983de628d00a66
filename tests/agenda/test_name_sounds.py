"""One name written in two ways, and two names of one family that are nearly the same."""

import pytest

from telesec.agenda.name_sounds import is_heard_alike, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dupont", "dupond"),
        ("lefevre", "lefebvre"),
        ("moreau", "maureau"),
        ("lambert", "lembert"),
        ("durand", "duran"),
        ("petit", "petis"),
        ("leroy", "leroi"),
        ("gauthier", "gautier"),
        ("philippe", "filipe"),
        ("sarah", "sara"),
        ("smith", "smyth"),
        ("mathieu", "matthieu"),
        ("roux", "rous"),
        ("michel", "michele"),
    ],
)
def test_what_sounds_the_same(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("louis", "louise"),
        ("martin", "martine"),
        ("jean", "jeanne"),
        ("julien", "julie"),
        ("lucien", "lucie"),
        ("leo", "lea"),
        ("leo", "leon"),
        ("marc", "marcel"),
        ("mario", "marie"),
        ("clement", "clemence"),
        ("emile", "emilie"),
        ("antoine", "antoinette"),
        ("laurent", "laurence"),
        ("francois", "francoise"),
        ("simon", "simone"),
    ],
)
def test_brothers_and_sisters_do_not(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)
    for same_birth in (True, False):
        assert not is_heard_alike(f"{one} Dupont", f"{other} Dupont", same_birth=same_birth)


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ("Michel", "Michèle"),
        ("René", "Renée"),
        ("Joël", "Joëlle"),
        ("Paul", "Paule"),
        ("Valéry", "Valérie"),
        ("Frédéric", "Frédérique"),
        ("Alexis", "Alexie"),
        ("Luca", "Lucas"),
        ("Mari", "Marie"),
    ],
)
def test_who_sound_the_same_are_one_only_if_born_on_one_day(his: str, hers: str) -> None:
    assert not is_heard_alike(f"{his} Dupont", f"Dupont {hers}")
    assert is_heard_alike(f"{his} Dupont", f"{hers} Dupont", same_birth=True)


def test_a_surname_alone_is_nobody_in_particular() -> None:
    assert not is_heard_alike("Dupont", "Dupond", same_birth=True)
    assert not is_heard_alike("Dupont", "Marie Dupont", same_birth=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marie Dupont", "Paul Dupont"),
        ("Marie Dupont", "Marie Bernard"),
        ("Marie Dupont", "Mario Dupond"),
    ],
)
def test_nor_is_what_differs_in_earnest(one: str, other: str) -> None:
    assert not is_heard_alike(one, other, same_birth=True)
