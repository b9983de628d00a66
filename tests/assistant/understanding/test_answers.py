"""Yes, no, again, a person."""

import pytest

from telesec.assistant.understanding import (
    Answer,
    spoken_answer,
    understand_answer,
    wants_other_language,
    wants_person,
    wants_repeat,
)
from telesec.values.language import Language

FRENCH = {
    Answer.YES: (
        "oui", "Oui.", "ouais", "ouais c'est ça", "euh oui", "tout à fait", "d'accord", "exact",
        "c'est ça",
        "si si", "absolument", "bien sûr", "bien sûr que oui", "je veux bien", "ça me va",
        "pas de problème",
        "aucun souci", "parfait", "ok", "oui oui allez-y", "ah non pardon oui", "volontiers",
        "c'est bien ça",
        "pourquoi pas", "oui c'est pas mal",
    ),
    Answer.NO: (
        "non", "nan", "non merci", "pas du tout", "absolument pas", "bien sûr que non",
        "c'est pas ça",
        "ce n'est pas bon", "ça me va pas", "ça ne me convient pas", "non pas exactement",
        "non c'est bon merci",
        "oui enfin non", "d'accord mais non", "je ne veux pas", "pas d'accord", "aucun",
        "surtout pas",
    ),
    Answer.REPEAT: (
        "pardon ?", "comment", "quoi", "hein", "vous pouvez répéter", "je n'ai pas compris",
        "excusez-moi j'ai pas entendu", "qu'est-ce que vous avez dit", "allô",
        "répétez s'il vous plaît", "plus lentement",
    ),
    Answer.OPERATOR: (
        "je voudrais parler à quelqu'un", "passez-moi la secrétaire", "un humain s'il vous plaît",
        "je ne veux pas parler à un robot", "une vraie personne", "je veux parler à un conseiller",
        "est-ce que je peux parler au docteur", "opérateur",
    ),
    Answer.UNCLEAR: ("", "oui non", "je sais pas", "peut-être", "pourquoi",
        "le chat", "🎉", "ça dépend"),
}  # fmt: skip
ENGLISH = {
    Answer.YES: ("yes", "yeah that's right", "sure", "okay", "no problem", "that works for me",
        "yes please", "correct"),
    Answer.NO: ("no", "nope", "not really", "no thank you", "that's not right", "of course not",
        "yes no sorry no", "I don't think so"),
    Answer.REPEAT: ("sorry?", "can you repeat that", "pardon me", "I didn't catch that",
        "say that again please", "say again", "sorry say again please"),
    Answer.OPERATOR: ("I want to speak to a human", "could I talk to someone please",
        "put me through to the doctor", "operator"),
    Answer.UNCLEAR: ("", "I don't know", "maybe", "yes no", "banana"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answer"), [(said, answer) for answer, all_said in FRENCH.items() for said in all_said]
)
def test_french_answers(said: str, answer: Answer) -> None:
    assert understand_answer(said, Language.FR) is answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [(said, answer) for answer, all_said in ENGLISH.items() for said in all_said],
)
def test_english_answers(said: str, answer: Answer) -> None:
    assert understand_answer(said, Language.EN) is answer


def test_a_person_is_asked_for_inside_a_sentence() -> None:
    assert wants_person("bon écoutez je préfère parler à une personne", Language.FR)
    assert not wants_person("je voudrais un rendez-vous demain", Language.FR)
    assert not wants_person("il est en retard", Language.FR)
    assert not wants_person("c'est pour quelqu'un d'autre", Language.FR)
    assert not wants_person("ma mère est une personne âgée", Language.FR)
    assert not wants_person("c'est pas la machine à laver c'est l'évier", Language.FR)
    assert not wants_person("a person called me yesterday", Language.EN)
    assert wants_person("la secrétaire", Language.FR)
    assert wants_person("someone please", Language.EN)


def test_pardon_inside_a_correction_does_not_ask_to_repeat() -> None:
    assert wants_repeat("pardon", Language.FR)
    assert not wants_repeat("soixante-dix-huit non pardon soixante-dix-neuf", Language.FR)


@pytest.mark.parametrize(
    ("said", "speaking", "wanted"),
    [
        ("do you speak English", Language.FR, Language.EN),
        ("in english please", Language.FR, Language.EN),
        ("vous parlez anglais ?", Language.FR, Language.EN),
        ("I don't speak French", Language.FR, Language.EN),
        ("je parle pas français", Language.FR, Language.EN),
        ("en français s'il vous plaît", Language.EN, Language.FR),
        ("parlez-vous français", Language.EN, Language.FR),
        ("bonjour", Language.FR, None),
        ("c'est Madame English", Language.FR, None),
        ("hello", Language.EN, None),
    ],
)
def test_another_language(said: str, speaking: Language, wanted: Language | None) -> None:
    assert wants_other_language(said, speaking) is wanted


def test_a_name_or_a_wish_for_the_day_is_no_answer() -> None:
    assert understand_answer("monsieur petit", Language.FR) is Answer.UNCLEAR
    assert understand_answer("bonne journée", Language.FR) is Answer.UNCLEAR
    assert understand_answer("Mrs Small", Language.EN) is Answer.UNCLEAR


@pytest.mark.parametrize(
    ("said", "language"),
    [
        *((said, Language.FR) for said in (
            "lundi", "vendredi", "lundi matin", "dix heures", "le premier", "je conduis là",
            "trois", "john", "un chat Félix", "elle a huit ans", "et dites-lui que je suis absent",
            "je suis malade", "lundi s'il vous plaît", "bon alors jeudi", "je sors du travail",
            "la semaine prochaine", "marie dupont merci", "vous pouvez lui dire que j'arrive",
        )),
        *((said, Language.EN) for said in (
            "monday", "next monday", "four", "the first", "ten o'clock", "john", "a cat",
            "and tell him I'm away on thursday", "friday please", "right next monday",
            "I do have a question", "you can tell him I'm late", "next week",
        )),
    ],
)  # fmt: skip
def test_what_resembles_an_answer_is_none_where_something_is_done_upon_it(
    said: str, language: Language
) -> None:
    assert spoken_answer(said, language) is Answer.UNCLEAR


@pytest.mark.parametrize(
    ("said", "language", "answer"),
    [
        *((said, Language.FR, Answer.YES) for said in (
            "c'est bon", "ça marche", "j'en ai une", "c'est pas de refus",
            "banco", "oui lundi", "vous pouvez", "on fait comme ça", "ouaip",
        )),
        *((said, Language.FR, Answer.NO) for said in (
            "non merci", "pas encore", "j'en ai pas", "hors de question", "laissez tomber",
        )),
        *((said, Language.EN, Answer.YES) for said in (
            "please", "I do", "I have one", "go on then", "that'll do", "you bet", "good",
        )),
        *((said, Language.EN, Answer.NO) for said in (
            "not yet", "I don't have one", "no thanks", "forget it", "I'm afraid not",
        )),
    ],
)  # fmt: skip
def test_an_answer_may_be_said_in_many_words(said: str, language: Language, answer: Answer) -> None:
    assert spoken_answer(said, language) is answer
