"""Callers who ask whether they are on the waiting list: told once they have proved who they are."""

import pytest
from sqlalchemy import select

from telesec.agenda.waiting_list import WaitingStatus
from telesec.assistant.waiting_list.listed_words import asked_on_list
from telesec.calls.call import Call, Disposition
from telesec.messages.message import Message
from telesec.values.language import Language
from tests.beforehand import TUESDAY, has_appointment
from tests.own_links import CALLER
from tests.telephone import PRACTICE, Telephone
from tests.test_leaving_the_list import says_who, statuses, waits
from tests.test_waiting_by_telephone import FAR, MONDAY, is_freed, is_full, keeps_a_list

ASKS = "suis-je encore sur la liste d'attente"
ON_IT = "Oui, votre nom est bien sur la liste d’attente"
NOT_ON_IT = "votre nom n’est pas sur la liste d’attente"


@pytest.fixture
def practice(telephone: Telephone) -> Telephone:
    return keeps_a_list(telephone)


@pytest.mark.parametrize(
    "words",
    [
        ASKS,
        "suis-je encore sur la liste",
        "je voudrais savoir si je suis toujours sur la liste d'attente",
        "vous pouvez vérifier que je suis bien inscrite sur la liste d'attente",
    ],
)
def test_who_proves_it_is_told_and_waits_on(practice: Telephone, words: str) -> None:
    waits(practice)
    call = says_who(practice, words).hears(ON_IT, "autre chose")
    call.says("non merci").has_ended()
    assert statuses(practice) == [WaitingStatus.WAITING]
    with practice.looking() as db:
        assert db.scalars(select(Call)).one().disposition is Disposition.INFORMATION
        assert db.scalars(select(Message)).all() == []


def test_a_stranger_hears_nothing_of_whoever_waits(practice: Telephone) -> None:
    waits(practice)
    call = says_who(practice, ASKS, born="4 avril 1990").hears("épelez le nom")
    call.says("Dupont d u p o n t").says("4 avril 1990").hears("Je ne trouve personne")
    call.does_not_hear("Oui, votre", NOT_ON_IT).hears("Je transmets").hangs_up()
    with practice.looking() as db:
        assert (
            "Demande si son nom est encore sur la liste" in db.scalars(select(Message)).one().body
        )


def test_who_has_an_appointment_hears_that_they_do_not_wait(practice: Telephone) -> None:
    has_appointment(practice)
    call = says_who(practice, ASKS).hears(NOT_ON_IT, "dites : prévenez-moi", "autre chose")
    call.says("prévenez-moi").hears("vous recevrez un SMS si une place se libère plus tôt")
    call.hangs_up()
    assert statuses(practice) == [WaitingStatus.WAITING]


def test_a_name_told_with_the_question_is_not_asked_for(practice: Telephone) -> None:
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"bonjour c'est Marie Dupont {ASKS}")
    call.hears("date de naissance").does_not_hear("À quel nom").says("3 mars 1980").hears(ON_IT)
    call.hangs_up()


def test_it_may_be_asked_at_the_end_by_whoever_has_proved_it(practice: Telephone) -> None:
    has_appointment(practice)
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE).says("c'est quand mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("Le rendez-vous est", "autre chose")
    call.says(f"et {ASKS}").hears(ON_IT, "autre chose").does_not_hear("À quel nom").hangs_up()


def test_whoever_was_just_put_on_it_need_prove_nothing(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says("une consultation avec le docteur Martin").says("le plus tôt possible")
    call.says("le premier").says("Marie Dupont").says("3 mars 1980").says("oui")
    call.hears("recevoir un SMS").says("oui").hears("C’est noté", "autre chose")
    call.says("donc je suis bien sur la liste d'attente").hears(ON_IT).hangs_up()


def test_asked_in_the_middle_of_something_it_comes_after_that(practice: Telephone) -> None:
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says("une consultation avec le docteur Martin jeudi matin").says(ASKS)
    call.hears("C’est noté", "Je peux vous proposer").says("le premier").says("Marie Dupont")
    call.says("3 mars 1980").says("oui").hears("est confirmé", ON_IT, "autre chose").hangs_up()


def test_a_freed_place_that_was_offered_stays_so(practice: Telephone) -> None:
    is_full(practice, FAR)
    waits(practice)
    is_freed(practice, MONDAY)
    says_who(practice, ASKS).hears(ON_IT).hangs_up()
    assert statuses(practice) == [WaitingStatus.WAITING]


def test_it_is_asked_for_a_child_by_the_childs_name(practice: Telephone) -> None:
    waits(practice, "Léa Dupont")
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says("bonjour c'est Marie Dupont est-ce que ma fille est encore sur la liste d'attente")
    call.hears("À quel nom").says("Léa Dupont").says("3 mars 1980").hears(ON_IT).hangs_up()


def test_another_wish_in_between_is_not_lost(practice: Telephone) -> None:
    has_appointment(practice)
    call = practice.caller(CALLER).dials(PRACTICE).says(ASKS).hears("À quel nom")
    call.says("en fait je voudrais annuler mon rendez-vous").says("Marie Dupont")
    call.says("3 mars 1980").hears("J’annule").says("oui").hears("est annulé", "autre chose")
    call.says("c'est quand mon rendez-vous").does_not_hear("liste d’attente").hangs_up()


def test_where_nobody_can_prove_anything_people_answer(practice: Telephone) -> None:
    waits(practice)
    practice.script("cabinet-martin").write_text(
        "preset: legal\ngreeting: {fr: 'Bonjour.', en: 'Hello.'}\n", encoding="utf-8"
    )
    call = practice.caller("anonymous").dials(PRACTICE).says(ASKS)
    call.does_not_hear(ON_IT).hears("Votre numéro est masqué").hangs_up()


@pytest.mark.parametrize(
    "words", ["am I still on the waiting list", "can you check if I'm still on the list please"]
)
def test_an_english_caller_is_told_too(practice: Telephone, words: str) -> None:
    waits(practice)
    has_appointment(practice, TUESDAY, caller_name="Somebody Else")
    call = practice.caller(CALLER).dials(PRACTICE).presses("9").says(words)
    call.says("Marie Dupont").says("3 March 1980").hears("Yes, you are on the waiting list")
    call.hangs_up()


WAITS = [
    "mettez-moi sur liste d'attente si une place se libère avant",
    "mettez-moi sur liste d'attente",
]
BOOKS = "bonjour c'est Marie Dupont née le 3 mars 1980 une consultation avec le docteur Martin"


@pytest.mark.parametrize("words", [*WAITS, "prévenez-moi si une place se libère"])
def test_who_asks_for_the_list_after_a_booking_is_on_it(practice: Telephone, words: str) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} le 3 décembre")
    call.says("le premier").says("oui").hears("confirmé", "autre chose").says(words)
    call.hears("vous recevrez un SMS", "autre chose").says("suis-je sur la liste").hears(ON_IT)
    call.hangs_up()
    assert statuses(practice) == [WaitingStatus.WAITING]


@pytest.mark.parametrize("words", [*WAITS, "non mais prévenez-moi si une place se libère"])
def test_where_people_keep_the_list_they_read_of_it_and_nobody_is_denied_it(
    telephone: Telephone, words: str
) -> None:
    call = telephone.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} le 3 décembre")
    call.says("le premier").says("oui").hears("confirmé", "autre chose").says(words)
    call.hears("Je transmets", "si une place se libère", "autre chose").does_not_hear("Pour quel")
    call.says("suis-je sur la liste ?").hears("est transmise", "autre chose")
    call.does_not_hear(NOT_ON_IT).says("non merci").has_ended()
    assert statuses(telephone) == []
    with telephone.looking() as db:
        body = db.scalars(select(Message)).one().body
    assert words in body
    assert "suis-je" not in body


def test_so_it_is_in_english(telephone: Telephone) -> None:
    call = telephone.caller(CALLER).dials(PRACTICE).presses("9")
    call.says("it's Martha Lowe born on the 3rd of April 1960 a consultation with Martin Thursday")
    call.says("the first one").says("yes").hears("confirmed")
    call.says("put me on the waiting list if something comes up earlier").hears("I’ll pass on")
    call.says("am I on the list?").hears("has been passed on").does_not_hear("you are not")
    call.hangs_up()


@pytest.mark.parametrize(
    ("said", "language", "asks"),
    [
        ("je suis à quelle place sur la liste d'attente", Language.FR, True),
        ("vous m'avez bien mis sur la liste", Language.FR, True),
        ("have you still got me on the list", Language.EN, True),
        ("je suis sur la liste d'attente", Language.FR, False),
        ("mettez-moi sur la liste d'attente", Language.FR, False),
        ("vous avez une liste d'attente", Language.FR, False),
        ("je suis sur liste rouge", Language.FR, False),
        ("can I be on the waiting list", Language.EN, False),
    ],
)
def test_who_asks_about_the_list_and_who_does_not(
    said: str, language: Language, asks: bool
) -> None:
    assert (asked_on_list(said, language) is not None) is asks
