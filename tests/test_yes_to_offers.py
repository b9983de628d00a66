"""Of several times: which of them, said in whatever way; and a yes that does not say which."""

import pytest

from telesec.simulator.caller import PlacedCall
from tests.kept import held
from tests.telephone import PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi"
OFFERS = "jeudi 3 décembre à 8 heures, à 10 heures ou à 14 heures"


def offered(telephone: Telephone, wish: str = WISH) -> PlacedCall:
    return telephone.caller().dials(PRACTICE).says(wish).hears("Lequel préférez-vous")


@pytest.mark.parametrize("said", ["oui", "ok", "ça me va", "parfait", "je sais pas"])
def test_yes_to_several_is_asked_simply_then_of_one_alone(telephone: Telephone, said: str) -> None:
    call = offered(telephone).hears(OFFERS).says(said)
    call.hears("Premier choix : jeudi 3 décembre à 8 heures", "Dites : le premier").says(said)
    call.hears("Je peux vous proposer jeudi 3 décembre à 8 heures. Cela vous convient-il ?")
    call.hears("Tapez le numéro")
    assert held(telephone) == 1
    call.says("oui").hears("À quel nom").hangs_up()


def test_who_is_asked_of_one_alone_may_still_refuse_it(telephone: Telephone) -> None:
    call = offered(telephone).says("oui").says("oui").says("non").hears("Quel")
    call.says("lundi").hears("lundi 30 novembre").hangs_up()


def test_or_answer_by_key(telephone: Telephone) -> None:
    call = offered(telephone).says("oui").says("oui").presses("2").hears("Quel")
    call.says("jeudi").says("oui").presses("1").hears("À quel nom").hangs_up()


def test_yes_in_english_does_not_go_on_without_end(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on Thursday").hears("Which would you prefer")
    call.says("yes").hears("First choice").says("ok").hears("Would that suit you?").says("yes")
    call.hears("name").hangs_up()


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("celui du milieu", "à 10 heures"), ("celle du milieu s'il vous plaît", "à 10 heures"),
        ("le plus vite possible", "à 8 heures"), ("au plus vite", "à 8 heures"),
        ("le plus tard", "à 14 heures"), ("les trois me vont", "à 8 heures"),
    ],
)  # fmt: skip
def test_one_is_taken_by_where_it_stands(telephone: Telephone, said: str, taken: str) -> None:
    call = offered(telephone).says(said).hears("À quel nom").says("Léa Roy").says("3 mars 1980")
    call.hears(f"jeudi 3 décembre {taken}").hangs_up()


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("et jeudi prochain vous avez quoi", "jeudi 3 décembre"),
        ("jeudi prochain plutôt", "jeudi 3 décembre"),
        ("et lundi prochain vous avez quoi", "lundi 30 novembre"),
        ("vous avez quoi vendredi", "demain vendredi 27 novembre"),
        ("vous n'auriez pas vendredi", "demain vendredi 27 novembre"),
        ("il y a de la place vendredi matin", "demain vendredi 27 novembre"),
    ],
)
def test_what_is_free_on_another_day_is_looked_for(
    telephone: Telephone, said: str, other: str
) -> None:
    call = offered(telephone, "une consultation avec le docteur Martin aujourd'hui")
    call.says(said).hears(f"Je peux vous proposer {other}").hangs_up()


@pytest.mark.parametrize(
    "said",
    ["what have you got on Friday", "do you have anything on Friday", "how about Friday",
     "anything free on Friday"],
)  # fmt: skip
def test_the_same_in_english(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on Thursday").says(said)
    call.hears("I can offer you Friday the 4th of December").hangs_up()


def test_the_middle_one_in_english(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on Thursday").says("the one in the middle")
    call.says("Jane Miller").says("3 March 1980").hears("10").hangs_up()


@pytest.mark.parametrize(
    "said", ["je vais voir avec ma femme et je rappelle", "je vais réfléchir", "je rappellerai"]
)
def test_who_will_call_again_holds_nothing(telephone: Telephone, said: str) -> None:
    offered(telephone).says(said).does_not_hear("À quel nom").hangs_up()
    assert held(telephone) == 0


def test_a_courtesy_takes_no_offer(telephone: Telephone) -> None:
    call = offered(telephone).says("oui").says("oui").hears("Cela vous convient-il")
    call.says("je demande à ma femme merci").does_not_hear("À quel nom").hangs_up()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("à dix heures je travaille", "jeudi 3 décembre à 8 heures ou à 14 heures"),
        ("pas le premier", "à 10 heures"),
        ("le premier je peux pas", "à 10 heures"),
        ("jeudi à huit heures je travaille", "à 10 heures"),
    ],
)
def test_one_that_is_refused_leaves_the_others(telephone: Telephone, said: str, left: str) -> None:
    call = offered(telephone).hears(OFFERS).says(said).hears(left, "préférez")
    call.does_not_hear("À quel nom").says("le deuxième").hears("À quel nom").hangs_up()


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("pas le premier, le deuxième", "à 10 heures"),
        ("ni le premier ni le deuxième le troisième", "à 14 heures"),
        ("à huit heures je travaille plutôt dix heures", "à 10 heures"),
        ("à dix heures je ne travaille pas", "à 10 heures"),
    ],
)
def test_what_stands_beside_a_refused_one_is_taken(
    telephone: Telephone, said: str, taken: str
) -> None:
    call = offered(telephone).says(said).hears("À quel nom").says("Léa Roy").says("3 mars 1980")
    call.hears(taken).hangs_up()


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("at ten I'm working", "Which would you prefer"),
        ("not the first", "Which would you prefer"),
        ("not the first one the second", "name"),
        ("the week after", "Monday the 7th of December"),
    ],
)
def test_offers_are_refused_in_english(telephone: Telephone, said: str, heard: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("a consultation with doctor Martin on Thursday").hears("Which would you prefer")
    call.says(said).hears(heard).hangs_up()


@pytest.mark.parametrize("said", ["la semaine d'après", "plutôt la semaine suivante"])
def test_the_week_after_is_the_one_after_the_offers(telephone: Telephone, said: str) -> None:
    offered(telephone).hears(OFFERS).says(said).hears("7 décembre").hangs_up()
