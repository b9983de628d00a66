"""Who says no more than that they cannot come is asked which appointment it is about."""

import pytest

from telesec.values.language import Language
from tests.trials import calling, heard

TRADES = ("medical", "legal", "artisan", "real_estate", "notary", "accounting")


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize(
    ("language", "said", "asked"),
    [
        (Language.FR, "je ne peux plus venir", "À quel nom est le rendez-vous"),
        (Language.FR, "bonjour en fait je peux plus venir désolé", "À quel nom est le rendez-vous"),
        (Language.EN, "I can't come any more", "name is the appointment"),
        (Language.EN, "I can no longer make it sorry", "name is the appointment"),
    ],
)
def test_who_can_no_longer_come_is_led_to_the_change(
    trade: str, language: Language, said: str, asked: str
) -> None:
    with calling(trade, language) as call:
        assert asked in heard(call.says(said))


def test_who_cannot_fetch_a_paper_cancels_nothing() -> None:
    with calling("medical") as call:
        told = heard(call.says("je ne peux plus venir chercher mon ordonnance"))
        assert "À quel nom est le rendez-vous" not in told
