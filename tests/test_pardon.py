""" "Pardon ?" is never the answer: not even where any words may be one."""

import pytest

from telesec.assistant.understanding import only_asks_again, only_asks_language
from telesec.values.language import Language
from tests.beforehand import answered_by
from tests.kept import message
from tests.telephone import PRACTICE, Telephone

FR, EN = Language.FR, Language.EN


@pytest.mark.parametrize(
    "said",
    [
        "pardon ?",
        "hein",
        "j'ai pas compris la question",
        "excusez-moi je n'ai pas bien entendu vous pouvez répéter la question s'il vous plaît",
        "la ligne coupe vous avez dit quoi",
    ],
)
def test_a_message_is_asked_for_again(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").hears("Je vous écoute")
    call.says(said).hears("Je vous écoute").does_not_hear("votre nom", "Excusez-moi")
    call.says("mon fils a oublié son doudou").says("Paul Roux").says("oui").says("non").has_ended()
    assert message(telephone).body == "mon fils a oublié son doudou"


@pytest.mark.parametrize(
    "said", ["sorry?", "could you repeat that please", "what was the question"]
)
def test_an_english_message_is_asked_for_again(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("leave a message")
    call.hears("Go ahead").says(said).hears("Go ahead").says("my son left his teddy with you")
    call.says("John Smith").says("yes").says("no").has_ended()
    assert message(telephone).body == "my son left his teddy with you"


@pytest.mark.parametrize("said", ["pardon ?", "vous pouvez répéter ?", "sorry?"])
def test_so_is_a_question_of_the_scripts_own(telephone: Telephone, said: str) -> None:
    answered_by(telephone, "veterinary")
    call = telephone.caller().dials(PRACTICE).says("un rendez-vous").hears("Quel animal est-ce")
    call.says(said).hears("Quel animal est-ce").says("un chat Félix").hears("Pour quel motif")
    call.hangs_up()


def test_so_is_the_reason_of_an_appointment(telephone: Telephone) -> None:
    answered_by(telephone, "legal")
    call = telephone.caller().dials(PRACTICE)
    call.says("je voudrais une consultation avec le docteur Martin jeudi matin").says("le premier")
    call.hears("motif").says("comment ?").hears("motif").does_not_hear("À quel nom").hangs_up()


def test_whoever_asks_for_their_language_there_is_spoken_to_in_it(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").hears("Je vous écoute")
    call.says("do you speak English").hears("Go ahead").says("my son left his teddy with you")
    call.says("John Smith").says("yes").says("no").has_ended()
    assert message(telephone).body == "my son left his teddy with you"


@pytest.mark.parametrize(
    "said",
    [
        "pardon je suis en retard de dix minutes",
        "excusez-moi mais je n'ai pas compris ce que le docteur m'a dit",
        "rappelez-moi en anglais",
        "désolé de vous déranger mon chat va mieux",
    ],
)
def test_what_only_begins_like_it_is_the_message(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").hears("Je vous écoute")
    call.says(said).hears("votre nom").says("Paul Roux").says("oui").says("non").has_ended()
    assert message(telephone).body == said


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("je ne comprends pas ma facture", FR),
        ("comment je fais pour la prise de sang", FR),
        ("c'est pour une répétition de chorale", FR),
        ("j'entends mal depuis hier", FR),
        ("my repeat please", EN),
        ("I don't understand my bill", EN),
        ("what about my results", EN),
        ("the same tooth again", EN),
    ],
)
def test_a_matter_in_such_words_is_no_wish_to_hear_it_again(said: str, language: Language) -> None:
    assert not only_asks_again(said, language)


@pytest.mark.parametrize(
    ("said", "spoken", "wanted"),
    [
        ("sorry my French is very bad do you speak English", FR, EN),
        ("vous parlez anglais ?", FR, EN),
        ("en français s'il vous plaît", EN, FR),
        ("anglais", FR, None),
        ("une traduction en anglais", FR, None),
        ("my French teacher is ill", EN, None),
    ],
)
def test_a_language_is_asked_for_by_the_whole_sentence(
    said: str, spoken: Language, wanted: Language | None
) -> None:
    assert only_asks_language(said, spoken) is wanted
