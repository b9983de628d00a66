"""Plain talk opens no booking: nothing is guessed from words that tell no matter."""

import pytest

from telesec.values.language import Language
from tests.beforehand import has_booked, has_booked_in_english
from tests.telephone import Telephone
from tests.trials import calling, heard

FR, EN = Language.FR, Language.EN
BEGINS = ("Quel jour", "À quelle adresse", "Which day", "What address", "proposer", "offer you")
TRADES = ("medical", "dental", "legal", "artisan")


def begins_a_booking(said: str) -> bool:
    return any(begins in said for begins in BEGINS)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (FR, "à la semaine prochaine"),
        (FR, "mon voisin vous passe le bonjour"),
        (FR, "j'ai eu de la fièvre la semaine dernière mais ça va"),
        (FR, "c'est pour de la publicité"),
        (FR, "j'ai moins mal au dos maintenant"),
        (EN, "see you next week then"),
        (EN, "my neighbour says hello"),
        (EN, "my back hurts less now"),
        (EN, "I'm going on holiday next week"),
    ],
)
def test_nobody_is_offered_a_time_for_a_greeting(language: Language, said: str) -> None:
    for trade in TRADES:
        with calling(trade, language) as call:
            assert not begins_a_booking(heard(call.says(said))), trade


@pytest.mark.parametrize(
    ("language", "trouble", "asked", "then", "led"),
    [
        (FR, "bonjour j'ai un problème", "m’en dire un peu plus", "ma couronne est tombée", "Quel"),
        (FR, "j'ai besoin d'aide", "m’en dire un peu plus", "je voudrais un rendez-vous", "Quel"),
        (EN, "I have a problem", "a little more", "I need an appointment", "Which"),
    ],
)
def test_who_has_some_trouble_is_asked_which(
    language: Language, trouble: str, asked: str, then: str, led: str
) -> None:
    with calling("dental", language) as call:
        told = heard(call.says(trouble))
        assert asked in told
        assert not begins_a_booking(told)
        assert led in heard(call.says(then))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (FR, "ma couronne s'est décollée"),
        (FR, "j'ai un problème avec ma couronne"),
        (FR, "je pars en vacances il me faudrait un détartrage avant"),
        (EN, "I have a problem with my crown"),
    ],
)
def test_who_names_the_thing_is_led_on_as_before(language: Language, said: str) -> None:
    with calling("dental", language) as call:
        assert begins_a_booking(heard(call.says(said)))


@pytest.mark.parametrize("leave", ["non merci à jeudi", "à jeudi", "bonne journée"])
def test_who_has_booked_and_takes_leave_is_told_goodbye(telephone: Telephone, leave: str) -> None:
    has_booked(telephone).says("oui").hears("Que puis-je").says(leave).hears("Au revoir").hangs_up()


@pytest.mark.parametrize("leave", ["no thanks see you on Thursday", "see you next week then"])
def test_so_is_an_english_caller(telephone: Telephone, leave: str) -> None:
    call = has_booked_in_english(telephone).says("yes").hears("help you")
    call.says(leave).hears("oodbye").hangs_up()
