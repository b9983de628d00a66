"""What callers say who would be on the waiting list no more, and what only sounds like it."""

from time import process_time

import pytest

from telesec.assistant.waiting_list.leaving_words import asked_off_list, tells_only_why
from telesec.values.language import Language

FR, EN = Language.FR, Language.EN

# What is left of the sentence is another matter, or tells who speaks.
ASKED = {
    FR: {
        "je voudrais ne plus être sur la liste d'attente": "",
        "je suis sur la liste d'attente et je n'en ai plus besoin": "",
        "je suis sur liste d'attente et je voudrais annuler": "",
        "j'étais sur la liste d'attente mais j'ai trouvé ailleurs": "",
        "je suis inscrite sur la liste d'attente je voudrais me désister": "",
        "je voudrais annuler la liste d'attente": "",
        "je me désiste de la liste d'attente": "",
        "je voudrais me désinscrire": "",
        "je ne suis plus intéressée par la liste d'attente": "",
        "ne me prévenez plus": "",
        "j'ai trouvé ailleurs ne me prévenez plus merci": "j'ai trouvé ailleurs merci",
        "je n'ai plus besoin d'être prévenue": "",
        "enlevez-moi de la liste d'attente": "",
        "Enlevez-moi de la liste d'attente, s'il vous plaît.": "s'il vous plaît.",
        "vous pouvez me retirer de la liste d'attente": "",
        "est-ce que vous pouvez m'enlever de votre liste d'attente": "",
        "je ne veux plus être sur liste d'attente": "",
        "je souhaiterais ne plus figurer sur la liste d'attente": "",
        "je n'ai plus besoin d'être sur la liste d'attente": "",
        "je n'ai plus besoin de la liste d'attente": "",
        "ce n'est plus la peine de me laisser sur la liste d'attente": "",
        "inutile de me garder sur la liste d'attente": "",
        "ne me gardez pas sur la liste d'attente": "",
        "je voudrais annuler mon inscription sur la liste d'attente": "",
        "j'aimerais me désinscrire de la liste d'attente": "",
        "je voudrais quitter la liste d'attente": "",
        "je voudrais sortir de la liste d'attente": "",
        "rayez-moi de la liste": "",
        "supprimez mon nom de la liste d'attente": "",
        "ne me prévenez plus si une place se libère": "",
        "plus besoin de me prévenir si une place se libère": "",
        "arrêtez de m'envoyer des SMS quand une place se libère": "",
        "annulez mon rendez-vous et enlevez-moi de la liste d'attente": "annulez mon rendez-vous",
        "c'est Marie Dupont enlevez-moi de la liste d'attente": "c'est Marie Dupont",
        "j'ai trouvé ailleurs vous pouvez m'enlever de la liste d'attente": "j'ai trouvé ailleurs",
    },
    EN: {
        "I'm on the waiting list and I don't need it any more": "",
        "I was on the waiting list but I found something else": "",
        "cancel the waiting list please": "",
        "get me off the waiting list": "",
        "take me off the waiting list": "",
        "could you take me off the waiting list please": "",
        "please remove me from the waiting list": "",
        "I'd like to be removed from the waiting list": "",
        "I'd like to come off the waitlist": "",
        "I want to leave the waiting list": "",
        "I no longer want to be on the waiting list": "",
        "I don't need to be on the waiting list any more": "",
        "I don't want to stay on the waiting list": "",
        "take me off your list": "",
        "cancel my place on the waiting list": "",
        "stop texting me when something opens up": "",
        "cancel my appointment and take me off the waiting list": "cancel my appointment",
    },
}
NOT_ASKED = {
    FR: [
        "mettez-moi sur la liste d'attente",
        "je ne veux pas être sur liste d'attente",
        "non pas de liste d'attente merci",
        "pas la peine de me prévenir si une place se libère",
        "ne m'enlevez pas de la liste d'attente",
        "je ne veux pas être retiré de la liste d'attente",
        "j'ai enlevé mon nom de la liste d'attente",
        "on m'a enlevé de la liste d'attente",
        "vous m'avez retiré de la liste d'attente",
        "pourquoi j'ai été retirée de la liste d'attente",
        "je ne suis plus sur la liste d'attente",
        "je voudrais en savoir plus sur la liste d'attente",
        "il n'y a plus de liste d'attente",
        "je voudrais annuler mon rendez-vous et être mis sur la liste d'attente",
        "je voudrais annuler mon rendez-vous",
        "je suis sur la liste d'attente et je voudrais annuler mon rendez-vous",
        "je suis déjà sur la liste d'attente",
        "si vous m'enlevez de la liste d'attente je porte plainte",
        "ne me laissez pas sur la liste d'attente éternellement",
        "ne me gardez pas sur la liste d'attente trop longtemps",
        "je ne peux plus rester sur la liste d'attente j'ai trop mal",
        "je ne suis plus disponible mardi prévenez-moi si quelqu'un se désiste",
        "je peux venir retirer la liste des médicaments",
        "enlevez-moi de la liste rouge",
        "prévenez-moi si une place se libère",
        "",
    ],
    EN: [
        "put me on the waiting list",
        "can you get me on the waiting list",
        "I don't want to be on the waiting list",
        "don't take me off the waiting list",
        "why was I taken off the waiting list",
        "why did you remove me from the waiting list",
        "am I still on the waiting list",
        "am I no longer on the waiting list",
        "leave me on the waiting list",
        "can I get a place from the waiting list",
        "if you take me off the waiting list I will complain",
        "drop me a text about the waiting list",
        "I'd like to cancel my appointment",
        "let me know if something frees up",
        "",
    ],
}


@pytest.mark.parametrize(
    ("language", "words", "rest"),
    [(language, words, rest) for language in ASKED for words, rest in ASKED[language].items()],
)
def test_the_request_is_heard_and_the_rest_is_kept(
    language: Language, words: str, rest: str
) -> None:
    asked = asked_off_list(words, language)
    assert (asked and asked.rest, asked and asked.whom) == (rest, "")


@pytest.mark.parametrize(
    ("language", "words", "whom"),
    [
        (FR, "enlevez mon fils Louis de la liste d'attente", "fils louis"),
        (FR, "vous pouvez retirer madame Durand de la liste", "madame durand"),
        (FR, "supprimez le nom de mon mari de la liste d'attente", "mari"),
        (FR, "enlevez-la de la liste d'attente", "la"),
        (EN, "take my son off the waiting list", "son"),
        (EN, "please remove Louis Dupont from the waiting list", "louis dupont"),
        (EN, "I no longer want my husband on the waiting list", "husband"),
    ],
)
def test_somebody_else_is_told_from_the_caller(language: Language, words: str, whom: str) -> None:
    asked = asked_off_list(words, language)
    assert asked
    assert (asked.whom, asked.is_for_another) == (whom, True)


@pytest.mark.parametrize(
    "words", ["j'ai trouvé ailleurs", "je n'en ai plus besoin", "I found somebody else"]
)
def test_why_somebody_waits_no_more_is_no_wish(words: str) -> None:
    assert tells_only_why(words)
    assert not tells_only_why(f"{words} annulez mon rendez-vous")


@pytest.mark.parametrize(
    ("language", "words"),
    [(language, words) for language in NOT_ASKED for words in NOT_ASKED[language]],
)
def test_what_only_sounds_like_it_is_none(language: Language, words: str) -> None:
    assert asked_off_list(words, language) is None


@pytest.mark.parametrize("words", ["enlevez " * 400, "plus de " * 500, "liste d'attente " * 300])
def test_words_said_over_and_over_are_no_request_and_read_in_no_time(words: str) -> None:
    before = process_time()
    for language in Language:
        assert asked_off_list(words, language) is None
    assert process_time() - before < 1  # of some milliseconds
