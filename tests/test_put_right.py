"""What callers put right: another name, the year alone, a name told where the day was asked for."""

from datetime import date

import pytest

from telesec.assistant.pointing import mended_birth_date
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.kept import booked, message
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"
ROMAIN = "bonjour c'est Romain Duval né le 3 avril 1960"
MARTHA = "hello it's Martha Lowe born on the 3rd of April 1960 a consultation with Martin Thursday"
RIGHT, MORE = "C’est bien cela", "Puis-je faire autre chose"
KNOWN, TODAY = date(1960, 4, 3), date(2026, 12, 1)


def read_back(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).says(f"{ROMAIN} {WISH}").says("le premier")
    return call.hears("au nom de Romain Duval", RIGHT)


def read_back_in_english(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).presses("9").says(MARTHA).says("the first one")
    return call.hears("for Martha Lowe", "Is that right")


@pytest.mark.parametrize(
    "said",
    ["no it's not Lowe it's Lawson", "no, Lawson", "that's Lawson not Lowe", "no not Lowe Lawson",
     "no it should be Lawson"],
)  # fmt: skip
def test_another_name_is_taken_at_once_in_english(telephone: Telephone, said: str) -> None:
    call = read_back_in_english(telephone).says(said).hears("for Martha Lawson", "Is that right")
    call.does_not_hear("What should I correct").says("yes").says("no").has_ended()
    assert booked(telephone).caller_name == "Martha Lawson"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("non c'est pas Duval c'est Besson", "Romain Besson"),
        ("non, Besson", "Romain Besson"),
        ("oui mais à mon nom de naissance Besson", "Romain Besson"),
    ],
)
def test_and_in_french(telephone: Telephone, said: str, name: str) -> None:
    call = read_back(telephone).says(said).hears(f"au nom de {name}", RIGHT)
    call.does_not_hear("Que faut-il corriger", "À quel nom").hangs_up()


@pytest.mark.parametrize("said", ["non", "non c'est faux", "non attendez", "non pas du tout"])
def test_a_no_alone_is_no_name(telephone: Telephone, said: str) -> None:
    read_back(telephone).says(said).hears("Que faut-il corriger").hangs_up()


@pytest.mark.parametrize("said", ["non c'est 1962", "non je suis né en 62", "62, pas 60"])
def test_the_year_of_birth_alone_is_put_right(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says(said).hears("naissance le 3 avril 1962", RIGHT)
    call.does_not_hear("corriger").says("oui").says("non").has_ended()
    assert booked(telephone).birth_date == date(1962, 4, 3)


def test_and_where_it_is_asked_what_is_wrong(telephone: Telephone) -> None:
    call = read_back(telephone).says("non").hears("Que faut-il corriger").says("c'est 1962")
    call.hears("naissance le 3 avril 1962").hangs_up()


def test_and_in_english_too(telephone: Telephone) -> None:
    call = read_back_in_english(telephone).says("no I was born in 62")
    call.hears("born on the 3rd of April 1962").hangs_up()


@pytest.mark.parametrize(
    "said",
    ["oui 1960", "non à 10 heures", "non vendredi 62", "le 06 12 34 56 62", "j'ai 62 ans",
     "en 2030", "non le 12", "non je viens avec une interprète en langue des signes",
     "non 62 à la fin", "les deux derniers chiffres c'est 62"],
)  # fmt: skip
def test_other_figures_are_no_year(said: str) -> None:
    assert mended_birth_date(said, Language.FR, TODAY, KNOWN, visit=date(2026, 12, 3)) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("au fait mon nom c'est Besson", "Romain Besson"),
        ("pardon je me suis trompé de nom c'est Romain Besson", "Romain Besson"),
        ("en fait Duval ça s'écrit D U V A L E", "Romain Duvale"),
    ],
)
def test_a_name_is_put_right_after_the_booking(telephone: Telephone, said: str, name: str) -> None:
    call = (
        read_back(telephone).says("oui").hears(MORE).says(said).hears(f"{name}, c’est noté", MORE)
    )
    call.says("non").has_ended()
    assert booked(telephone).caller_name == name


def test_and_so_is_the_date_of_birth(telephone: Telephone) -> None:
    call = read_back(telephone).says("oui").hears(MORE)
    call.says("je me suis trompé de date de naissance c'est 62").hears("1962", MORE)
    call.says("non").has_ended()
    assert booked(telephone).birth_date == date(1962, 4, 3)


@pytest.mark.parametrize(
    "said",
    ["un message pour le docteur Romand", "c'est aussi pour mon fils Romin Duval",
     "non merci Romane"],
)  # fmt: skip
def test_what_is_of_others_renames_nothing(telephone: Telephone, said: str) -> None:
    call = read_back(telephone).says("oui").hears(MORE).says(said).does_not_hear("c’est noté")
    if not call.ended:
        call.hangs_up()
    assert booked(telephone).caller_name == "Romain Duval"


def test_a_name_alone_told_instead_of_the_day_is_kept(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("une consultation avec le docteur Martin")
    call.hears("Quel jour").says("Romain Duval").hears("Romain Duval, c’est noté", "Quel jour")
    call.says("jeudi matin").says("le premier").hears("naissance").does_not_hear("À quel nom")
    call.hangs_up()


@pytest.mark.parametrize(
    "said", ["la vente de ma maison", "le docteur Lefèvre", "c'est pour ma fille"]
)
def test_what_is_no_name_of_theirs_is_not(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("une consultation avec le docteur Martin")
    call.hears("Quel jour").says(said).does_not_hear(", c’est noté").hangs_up()


@pytest.mark.parametrize(
    "said", ["Romain Duval mais finalement plutôt vendredi", "Romain Duval, non attendez, vendredi"]
)
def test_a_name_told_with_another_day_is_kept(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").hears("À quel nom")
    call.says(said).hears("vendredi 4 décembre").says("le premier")
    call.hears("naissance").does_not_hear("À quel nom").hangs_up()


def test_a_short_name_said_again_whole_while_the_birth_is_asked_for(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Léa Martin")
    call.says("non Léa Morin").hears("Léa Morin, c’est noté", "date de naissance")
    call.says("3 avril 1960").hears("au nom de Léa Morin").says("oui").says("non").has_ended()
    assert booked(telephone).caller_name == "Léa Morin"


def test_a_message_has_the_name_as_it_was_put_right(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("leave a message")
    call.says("tell the doctor I feel better").says("Anna Jones").says("no it's Anna Johnson")
    call.hears("Anna Johnson", "call you back").says("yes").says("no").has_ended()
    assert message(telephone).caller_name == "Anna Johnson"
