"""Which of several things was chosen."""

from datetime import date, datetime

import pytest

from telesec.assistant.understanding import (
    OfferAnswer,
    choose_offer,
    understand_choice,
    understand_ordinal,
)
from telesec.values.language import Language

TYPES = [
    ["consultation"],
    ["consultation de suivi", "suivi"],
    ["vaccin", "vaccination"],
    ["docteur Léa Martin", "Martin"],
]
TUESDAY_10, TUESDAY_14_30, THURSDAY_9 = OFFERS = [
    datetime.fromisoformat("2026-12-01T10:00"),
    datetime.fromisoformat("2026-12-01T14:30"),
    datetime.fromisoformat("2026-12-03T09:00"),
]
TODAY = date(2026, 11, 30)
NONE_SUITS = OfferAnswer(none_suits=True)
NOT_UNDERSTOOD = OfferAnswer()


@pytest.mark.parametrize(
    ("said", "index"),
    [
        ("une consultation", 0),
        ("CONSULTATION !", 0),
        ("une consultation de suivi", 1),
        ("c'est pour les vaccins", 2),
        ("pas une consultation, un vaccin", 2),
        ("avec le docteur lea martin", 3),
        ("martinet", None),
        ("rien de tout ça", None),
        ("", None),
    ],
)
def test_the_longest_words_said_win(said: str, index: int | None) -> None:
    assert understand_choice(said, Language.FR, TYPES) == index


def test_two_options_alike_are_no_choice() -> None:
    assert understand_choice("chat ou loup", Language.FR, [["chat"], ["loup"]]) is None
    assert understand_choice("chat", Language.FR, []) is None


@pytest.mark.parametrize(
    ("language", "said", "index"),
    [
        (Language.FR, "le premier", 0),
        (Language.FR, "euh la deuxième s'il vous plaît", 1),
        (Language.FR, "le second", 1),
        (Language.FR, "le dernier", 2),
        (Language.FR, "le un", 0),
        (Language.FR, "deux", 1),
        (Language.FR, "proposition numéro 3", 2),
        (Language.FR, "le quatrième", None),
        (Language.FR, "le premier décembre", None),
        (Language.FR, "à deux heures", None),
        (Language.FR, "un rendez-vous", None),
        (Language.FR, "l'avant-dernier", None),
        (Language.FR, "le premier ou le deuxième", None),
        (Language.EN, "the first one", 0),
        (Language.EN, "second please", 1),
        (Language.EN, "number three", 2),
        (Language.EN, "the last one", 2),
        (Language.EN, "the 3 o'clock", None),
    ],
)
def test_places_in_a_row(language: Language, said: str, index: int | None) -> None:
    assert understand_ordinal(said, language, 3) == index


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("le premier", OfferAnswer(0)),
        ("je prends le dernier", OfferAnswer(2)),
        ("celui de dix heures", OfferAnswer(0)),
        ("quatorze heures trente", OfferAnswer(1)),
        ("deux heures et demie", OfferAnswer(1)),
        ("l'après-midi", OfferAnswer(1)),
        ("jeudi", OfferAnswer(2)),
        ("le 3 décembre", OfferAnswer(2)),
        ("le trois", OfferAnswer(2)),
        ("demain à dix heures", OfferAnswer(0)),
        ("mardi après-midi", OfferAnswer(1)),
        ("le plus tôt", OfferAnswer(0)),
        ("le plus tard", OfferAnswer(2)),
        ("peu importe", OfferAnswer(0)),
        ("aucun", NONE_SUITS),
        ("non ça ne va pas", OfferAnswer(none_suits=True, refused=True)),
        ("vous n'avez pas autre chose", NONE_SUITS),
        ("plutôt vendredi", NONE_SUITS),
        ("un peu plus tard", NONE_SUITS),
        ("mardi", NOT_UNDERSTOOD),
        ("oui", NOT_UNDERSTOOD),
        ("le troisième, mardi", NOT_UNDERSTOOD),
        ("", NOT_UNDERSTOOD),
    ],
)
def test_choosing_among_offers(said: str, answer: OfferAnswer) -> None:
    assert choose_offer(said, Language.FR, OFFERS, TODAY) == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("the second one", OfferAnswer(1)),
        ("half past two", OfferAnswer(1)),
        ("Thursday please", OfferAnswer(2)),
        ("neither", NONE_SUITS),
        ("tomorrow at ten", OfferAnswer(0)),
    ],
)
def test_choosing_in_english(said: str, answer: OfferAnswer) -> None:
    assert choose_offer(said, Language.EN, OFFERS, TODAY) == answer


def test_yes_takes_the_only_offer() -> None:
    assert choose_offer("oui très bien", Language.FR, [TUESDAY_10], TODAY) == OfferAnswer(0)
    assert choose_offer("non", Language.FR, [TUESDAY_10], TODAY) == NONE_SUITS
    assert choose_offer("oui", Language.FR, [], TODAY) == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("I'd like to sign my daughter up for judo", 0),
        ("can I sign up", 0),
        ("sign", None),
        ("up for a sign", None),
        ("sign one two three four five six up", None),
        ("I'd like to sign the contract", 1),
    ],
)
def test_a_scripts_words_may_leave_room_for_others(said: str, chosen: int | None) -> None:
    options = (("sign … up",), ("sign the contract",))
    assert understand_choice(said, Language.EN, options) == chosen
