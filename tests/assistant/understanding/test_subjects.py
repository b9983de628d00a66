"""Danger words and reasons for calling."""

import pytest

from telesec.assistant.understanding import Intent, mentions, subject_intent, understand_intent
from telesec.values.language import Language

URGENT = ["urgent", "fuite", "fuite de gaz", "leak", "douleur dans la poitrine"]


@pytest.mark.parametrize(
    "said",
    [
        "c'est urgent",
        "C'EST URGENT !!!",
        "il y a une fuite d'eau",
        "il ne répond pas fuite d'eau",
        "c'est peut-être rien mais j'ai une douleur dans la poitrine",
        "ce n'est pas une fuite de radiateur c'est une fuite de gaz",
        "pas urgent enfin si c'est urgent",
        "there is a leak",
    ],
)
def test_urgent_words_are_heard(said: str) -> None:
    assert mentions(said, URGENT)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "ce n'est pas urgent",
        "pas urgent",
        "c'est pas très urgent",
        "il n'y a pas de fuite",
        "sans fuite",
        "l'urgentiste",
        "no leak",
        "there isn't any leak",
        "not urgent",
        "rien de spécial",
    ],
)
def test_urgent_words_ruled_out_are_not(said: str) -> None:
    assert not mentions(said, URGENT)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("je voudrais prendre un rendez-vous", Intent.APPOINTMENT_NEW),
        ("est-ce que vous avez de la place demain", Intent.APPOINTMENT_NEW),
        ("c'est pour voir le docteur", Intent.APPOINTMENT_NEW),
        (
            "bonjour c'est Madame Dupont je voudrais déplacer mon rendez-vous",
            Intent.APPOINTMENT_MOVE,
        ),
        ("décaler le rendez-vous de mardi", Intent.APPOINTMENT_MOVE),
        ("annuler mon rendez-vous de mardi", Intent.APPOINTMENT_CANCEL),
        ("je ne pourrai pas venir à mon rendez-vous", Intent.APPOINTMENT_CANCEL),
        ("c'est à quelle heure mon rendez-vous", Intent.APPOINTMENT_QUERY),
        ("je voudrais laisser un message", Intent.MESSAGE),
        ("pouvez-vous lui dire que j'ai appelé", Intent.MESSAGE),
        ("pouvez-vous me rappeler", Intent.CALLBACK_REQUEST),
        ("je voudrais parler à quelqu'un", Intent.SPEAK_TO_PERSON),
        ("renouvellement d'ordonnance", Intent.PRESCRIPTION_RENEWAL),
        ("mes résultats d'analyse", Intent.RESULTS_QUERY),
        ("il me faut un certificat", Intent.DOCUMENT_REQUEST),
        ("j'ai une question sur ma facture", Intent.BILLING_QUERY),
        ("quels sont vos horaires", Intent.OPENING_HOURS),
        ("vous êtes où exactement", Intent.ADDRESS),
        ("je me suis trompé de numéro", Intent.WRONG_NUMBER),
        ("je vous appelle pour vous proposer nos services", Intent.SALES_CALL),
        ("il me faut un rendez-vous c'est urgent", Intent.URGENT),
        ("mon père ne respire plus", Intent.EMERGENCY_LIFE),
        ("euh bonjour", None),
        ("", None),
    ],
)
def test_french_reasons(said: str, intent: Intent | None) -> None:
    assert subject_intent(said, Language.FR) is intent


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I'd like to make an appointment", Intent.APPOINTMENT_NEW),
        ("I need to reschedule", Intent.APPOINTMENT_MOVE),
        ("cancel my booking please", Intent.APPOINTMENT_CANCEL),
        ("what time is my appointment", Intent.APPOINTMENT_QUERY),
        ("can I leave a message", Intent.MESSAGE),
        ("please call me back", Intent.CALLBACK_REQUEST),
        ("when are you open", Intent.OPENING_HOURS),
        ("I have chest pain", Intent.EMERGENCY_LIFE),
        ("I'd like to talk to someone", Intent.SPEAK_TO_PERSON),
        ("hello", None),
    ],
)
def test_english_reasons(said: str, intent: Intent | None) -> None:
    assert subject_intent(said, Language.EN) is intent


@pytest.mark.parametrize(
    ("language", "said", "intent"),
    [
        (Language.FR, "est-ce que vous auriez de la place cette semaine", Intent.APPOINTMENT_NEW),
        (Language.FR, "je peux pas venir il faudrait un autre jour", Intent.APPOINTMENT_MOVE),
        (Language.FR, "je ne viendrai pas donnez ma place", Intent.APPOINTMENT_CANCEL),
        (Language.FR, "c'est bien demain à quinze heures mon rdv", Intent.APPOINTMENT_QUERY),
        (Language.FR, "je n'ai plus de cachets", Intent.PRESCRIPTION_RENEWAL),
        (Language.FR, "combien coûte la consultation", Intent.BILLING_QUERY),
        (Language.FR, "je vous appelle pour vous présenter nos panneaux", Intent.SALES_CALL),
        (Language.FR, "mon père a fait une crise cardiaque il y a dix ans", Intent.OTHER),
        (Language.FR, "c'est pas urgent je voudrais un rendez-vous", Intent.APPOINTMENT_NEW),
        (Language.FR, "c'est urgent je voudrais un rendez-vous", Intent.URGENT),
        (Language.EN, "can i book my daughter in please", Intent.APPOINTMENT_NEW),
        (Language.EN, "i won't make it tomorrow could we do another day", Intent.APPOINTMENT_MOVE),
        (Language.EN, "where exactly are you", Intent.ADDRESS),
        (Language.EN, "i'm calling from a marketing agency", Intent.SALES_CALL),
        # What is asked to be done decides, not what is told beside it.
        (Language.FR, "dites au docteur de me rappeler ce soir", Intent.CALLBACK_REQUEST),
        (Language.FR, "dites au docteur que ma tension est bonne", Intent.MESSAGE),
        (Language.FR, "je suis dans les bouchons j'aurai dix minutes de retard", Intent.MESSAGE),
        (Language.FR, "il me faudrait un double de la facture", Intent.DOCUMENT_REQUEST),
        (Language.FR, "votre facture ne correspond pas au devis", Intent.BILLING_QUERY),
        (Language.EN, "tell him to ring me when he's free", Intent.CALLBACK_REQUEST),
        (Language.EN, "let the doctor know i got home safely", Intent.MESSAGE),
        (Language.EN, "is my appointment tomorrow still going ahead", Intent.APPOINTMENT_QUERY),
    ],
)
def test_the_one_reason_to_act_on(language: Language, said: str, intent: Intent) -> None:
    assert understand_intent(said, language, "medical") is intent
