"""A laboratory rings a practice about a patient: what cannot wait is not left as a message."""

import pytest

from telesec.values.language import Language
from tests.trials import calling, heard


@pytest.mark.parametrize("preset", ["medical", "paediatrics"])
@pytest.mark.parametrize(
    "words",
    [
        "c'est le labo j'appelle pour un résultat critique",
        "laboratoire Biolab nous avons un potassium à 6,8 chez un de vos patients il faut"
        " prévenir le médecin tout de suite",
        "ici le laboratoire Biolab on a des résultats urgents pour un de vos patients",
    ],
)
def test_the_doctor_is_rung_for_a_critical_result(preset: str, words: str) -> None:
    with calling(preset) as call:
        assert "c’est urgent" in heard(call.says(words))


@pytest.mark.parametrize(
    "words",
    [
        "it's the lab we have a critical potassium result for one of your patients",
        "the hospital laboratory here it's an urgent result for one of your patients",
    ],
)
def test_and_in_english(words: str) -> None:
    with calling("medical", Language.EN) as call:
        assert "this is urgent" in heard(call.says(words))


@pytest.mark.parametrize(
    "words",
    [
        "bonjour je voudrais savoir si vous avez reçu mes résultats",
        "j'ai fait une prise de sang pour le potassium je suis patiente du docteur Martin",
        "vous pouvez prévenir le médecin que je serai en retard",
    ],
)
def test_nobody_is_rung_for_a_patient_who_asks(words: str) -> None:
    with calling("medical") as call:
        assert "urgent" not in heard(call.says(words))


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [
        (Language.FR, "bonjour je suis malade j'ai un rhume", "Quel jour"),
        (Language.FR, "on est malades tous les deux", "Quel jour"),
        (Language.EN, "I'm sick", "Which day"),
        (Language.FR, "je suis malade je voudrais annuler mon rendez-vous de jeudi", "À quel nom"),
    ],
)
def test_who_is_ill_is_offered_a_time(language: Language, words: str, asked: str) -> None:
    with calling("medical", language) as call:
        assert asked in heard(call.says(words))
