"""Who asks nothing but what it costs is no caller who wants an appointment."""

import pytest

from telesec.assistant.matters import told_intent
from telesec.assistant.understanding import Intent
from telesec.values.language import Language
from tests.telephone import LAW_FIRM, Telephone


@pytest.mark.parametrize(
    "said",
    ["bonjour, ça coûte combien une consultation chez vous ?", "c'est combien une consultation",
     "ça coûte combien une consultation avec maître Roche",
     "je voulais savoir combien c'est une première consultation"],
)  # fmt: skip
def test_the_question_is_passed_on(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(LAW_FIRM).says(said)
    call.does_not_hear("Quel jour", "Quel type", "motif").hears("nom").hangs_up()


def test_so_it_is_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(LAW_FIRM).presses("9")
    call.says("hello what would a consultation cost")
    call.does_not_hear("Which day", "What kind").hears("name").hangs_up()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("je voudrais une consultation c'est combien", Language.FR),
        ("ça coûte combien un rendez-vous jeudi matin", Language.FR),
        ("c'est combien de temps une consultation", Language.FR),
        ("what about a consultation on Thursday", Language.EN),
        ("what is the first appointment you have", Language.EN),
    ],
)
def test_who_says_more_wants_to_come(said: str, language: Language) -> None:
    assert told_intent(said, language, "legal") is Intent.APPOINTMENT_NEW
