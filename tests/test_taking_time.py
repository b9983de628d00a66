"""Who asks us to wait, to look something up, is given the time: nothing was misunderstood."""

import pytest

from telesec.assistant.understanding import only_asks_for_time
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.telephone import PRACTICE, Telephone

TIME, TIME_EN = "Je vous en prie, prenez votre temps.", "take your time"


def french(telephone: Telephone) -> PlacedCall:
    return telephone.caller().dials(PRACTICE)


def english(telephone: Telephone) -> PlacedCall:
    return telephone.caller().dials(PRACTICE).presses("9")


@pytest.mark.parametrize(
    "said",
    ["attendez une seconde", "euh attendez une seconde", "un instant s'il vous plaît",
     "attendez je regarde mon agenda", "oui attendez deux minutes je prends mon agenda",
     "je regarde mon agenda", "ne quittez pas", "laissez-moi une minute", "attendez je regarde"],
)  # fmt: skip
def test_at_the_menu_and_at_an_offer(telephone: Telephone, said: str) -> None:
    call = french(telephone).says(said).hears(TIME).does_not_hear("Excusez-moi", "faire pour vous")
    call.says("une consultation avec le docteur Martin jeudi").hears("Je peux vous proposer")
    call.says(said).hears(TIME).does_not_hear("Excusez-moi", "proposer")
    call.says("le premier").hears("À quel nom").hangs_up()


@pytest.mark.parametrize(
    "said",
    ["hang on let me check my diary", "hold on a second", "just a moment please", "bear with me",
     "could you hold on a minute", "wait I'm just looking for my diary", "let me check my diary"],
)  # fmt: skip
def test_and_in_english(telephone: Telephone, said: str) -> None:
    call = english(telephone).says(said).hears(TIME_EN).does_not_hear("I’m sorry", "How can I")
    call.says("a consultation with Martin on Thursday").hears("I can offer you")
    call.says(said).hears(TIME_EN).does_not_hear("I’m sorry", "I can offer")
    call.says("the first one").hears("name").hangs_up()


def test_it_counts_as_no_miss(telephone: Telephone) -> None:
    call = french(telephone).says("attendez une seconde").says("attendez je regarde mon agenda")
    call.says("le machin chose").hears("Excusez-moi").does_not_hear("tapez 1").hangs_up()


def test_who_stays_silent_is_asked_again(telephone: Telephone) -> None:
    call = french(telephone).says("attendez une seconde").hears(TIME).stays_silent()
    call.hears("Êtes-vous toujours là", "Que puis-je faire pour vous ?").hangs_up()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("attendez", Language.FR),
        ("non attendez", Language.FR),
        ("la seconde", Language.FR),
        ("deux minutes", Language.FR),
        ("attendez plutôt vendredi", Language.FR),
        ("je demande mon dossier", Language.FR),
        ("je cherche un agenda", Language.FR),
        ("je vais voir", Language.FR),
        ("attendez j'ai une douleur dans la poitrine", Language.FR),
        ("", Language.FR),
        ("attendez une seconde " * 90, Language.FR),
        ("wait", Language.EN),
        ("the second", Language.EN),
        ("two minutes", Language.EN),
        ("wait I meant Friday", Language.EN),
        ("I'll see", Language.EN),
    ],
)
def test_other_words_wait_for_nothing(said: str, language: Language) -> None:
    assert not only_asks_for_time(said, language)
