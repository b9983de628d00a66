"""What callers say who would wait for an earlier time, and what only sounds like it."""

import pytest

from telesec.assistant.waiting_list.waiting_words import (
    asked_to_wait,
    mentions_text,
    wants_earlier,
    without_hope,
)
from telesec.values.language import Language

FR, EN = Language.FR, Language.EN

# What is left of the sentence answers the open question.
ASKED = {
    FR: {
        "prévenez-moi si une place se libère": "",
        "mettez-moi sur liste d'attente": "",
        "est-ce que vous pouvez me mettre sur la liste d'attente": "",
        "vous avez une liste d'attente": "",
        "est-ce qu'il y a plus tôt si quelqu'un annule": "",
        "y aurait-il une place avant si quelqu'un se désiste": "",
        "je voudrais être prévenue si une place se libère": "",
        "si une place se libère vous pouvez m'appeler": "",
        "si quelqu'un annule prévenez-moi": "",
        "s'il y a un désistement je suis preneuse prévenez-moi": "",
        "tenez-moi au courant si jamais il y a une place plus tôt": "",
        "je peux être prévenu en cas de désistement": "",
        "faites-moi signe dès qu'un créneau se libère": "",
        "le premier mais prévenez-moi si une place se libère avant": "le premier",
        "Le premier, mais prévenez-moi si une place se libère avant.": "Le premier",
        "oui et prévenez-moi si quelqu'un se désiste": "oui",
        "prévenez-moi si ça se libère plus tôt sinon le deuxième": "le deuxième",
        "Hélène Lefort et rappelez-moi si un créneau se libère avant": "Hélène Lefort",
        "non aucun ne me convient mettez-moi plutôt sur liste d'attente": (
            "non aucun ne me convient"
        ),
        "je ne peux pas mardi prévenez-moi si une place se libère": "je ne peux pas mardi",
        "rappelez-moi s'il se libère quelque chose": "",
        "rappelez-moi si vous avez une annulation": "",
        "appelez-moi si un patient annule": "",
        "prévenez-moi si une consultation se libère": "",
        "prévenez-moi si un rendez-vous est annulé": "",
        "prévenez-moi si le docteur est disponible plus tôt": "",
    },
    EN: {
        "let me know if something frees up": "",
        "put me on the waiting list please": "",
        "can I be put on the cancellation list": "",
        "is there anything earlier if someone cancels": "",
        "could you call me if a slot opens up": "",
        "if anything comes up earlier let me know": "",
        "the first one but text me if there's a cancellation": "the first one",
        "I can't on Tuesday let me know if something opens up": "I can't on Tuesday",
        "call me if you get a cancellation": "",
        "phone me if it frees up": "",
        "let me know if an appointment becomes available": "",
    },
}
NOT_ASKED = {
    FR: [
        "pas la peine de me prévenir si une place se libère",
        "je ne veux pas être sur liste d'attente",
        "ne me mettez pas sur liste d'attente",
        "enlevez-moi de la liste d'attente",
        "non pas de liste d'attente merci",
        "prévenez le docteur si j'annule",
        "je voudrais annuler mon rendez-vous",
        "je préviens que j'annule mon rendez-vous de mardi",
        "rappelez-moi quand vous avez mes résultats",
        "pouvez-vous me rappeler avant midi",
        "je vous appelle pour savoir si vous avez une place demain",
        "bonjour j'appelle pour prendre un rendez-vous si possible avant midi",
        "dites au docteur de me rappeler quand il a un créneau",
        "que le docteur me rappelle dès qu'il se libère",
        "est-ce que le docteur Martin peut me rappeler dès qu'il se libère",
        "pouvez-vous dire à maître Morel de m'appeler quand elle se libère",
        "rappelez-moi quand le docteur se libère",
        "qu'on me contacte dès qu'un technicien se libère",
        "quelqu'un peut me rappeler dès qu'il se libère s'il vous plaît",
        "vous pouvez me rappeler avant si le docteur se libère",
        "prévenez-moi si le docteur annule",
        "prévenez-moi dès que le docteur est disponible",
        "je voudrais être prévenu si mon rendez-vous est annulé",
        "je voudrais être prévenue en cas d'annulation de mon rendez-vous",
        "vous me rappelez si vous annulez",
        "",
    ],
    EN: [
        "I'd like to cancel my appointment",
        "call me when you have my results",
        "I don't want to be on the waiting list",
        "take me off the waiting list",
        "no need to let me know if something frees up",
        "I'd like to know if you have a slot on Tuesday",
        "I want to know when the doctor is available",
        "call me back when he becomes available",
        "could the doctor call me when she frees up",
        "let me know when the doctor becomes available",
        "let me know if you cancel",
        "let me know if my appointment is cancelled",
        "tell me if the doctor cancels",
        "let me know if it is cancelled",
    ],
}


@pytest.mark.parametrize(
    ("language", "words", "rest"),
    [(language, words, rest) for language in ASKED for words, rest in ASKED[language].items()],
)
def test_the_request_is_heard_and_the_rest_is_kept(
    language: Language, words: str, rest: str
) -> None:
    assert asked_to_wait(words, language) == rest


@pytest.mark.parametrize(
    ("language", "words"),
    [(language, words) for language in NOT_ASKED for words in NOT_ASKED[language]],
)
def test_what_only_sounds_like_it_is_none(language: Language, words: str) -> None:
    assert asked_to_wait(words, language) is None


@pytest.mark.parametrize("words", ["prévenez " * 400, "si " * 900, "liste d'attente " * 300, "?!…"])
def test_any_words_are_read_in_no_time(words: str) -> None:
    for language in Language:
        asked_to_wait(words, language)


@pytest.mark.parametrize(
    ("language", "words", "rest"),
    [
        (FR, "une consultation mardi si quelqu'un se libère", "une consultation mardi"),
        (FR, "si une place se libère plus tôt je la prends", "je la prends"),
        (FR, "dès que possible s'il y a un désistement", "dès que possible"),
        (
            FR,
            "je voudrais savoir si quelqu'un a annulé pour demain",
            "je voudrais savoir pour demain",
        ),
        (EN, "an appointment on Tuesday if something comes up", "an appointment on Tuesday"),
        (EN, "if anyone cancels I can come tomorrow", "I can come tomorrow"),
        (FR, "je voudrais un rendez-vous mardi", None),
        (FR, "si j'annule c'est payant", None),
        (FR, "rappelez-moi si le docteur se libère", None),
        (EN, "what happens if I cancel", None),
        (EN, "if the doctor cancels", None),
    ],
)
def test_what_may_become_free_is_heard_beside_a_wish(
    language: Language, words: str, rest: str | None
) -> None:
    assert without_hope(words, language) == rest


def test_a_text_that_was_proposed_is_taken_or_not() -> None:
    assert mentions_text("oui le SMS je veux bien", FR)
    assert mentions_text("prévenez-moi", FR)
    assert mentions_text("yes a text please", EN)
    assert mentions_text("let me know", EN)
    assert not mentions_text("non pas la peine de me prévenir", FR)
    assert not mentions_text("non pas de SMS", FR)
    assert not mentions_text("no thank you", EN)
    assert mentions_text("je voudrais être prévenue", FR)
    assert not mentions_text("je voudrais aussi prévenir le docteur", FR)
    assert not mentions_text("je n'ai pas reçu le SMS de confirmation", FR)
    assert not mentions_text("I haven't received the text", EN)


def test_an_appointment_is_to_be_earlier() -> None:
    assert wants_earlier("je voudrais avancer mon rendez-vous si possible", FR)
    assert wants_earlier("could you bring my appointment forward", EN)
    assert not wants_earlier("je voudrais le déplacer le plus tôt possible", FR)
    assert not wants_earlier("je voudrais le déplacer à jeudi avant midi", FR)
