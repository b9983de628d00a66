"""An appointment takes six sentences, also where a script asks more than others."""

import pytest
from sqlalchemy import select

from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client
from telesec.simulator.caller import PlacedCall
from tests.kept import all_booked
from tests.makers import make_appointment_type
from tests.telephone import PRACTICE, Telephone

MOST_SENTENCES = 6


def physiotherapist(telephone: Telephone) -> Telephone:
    """One who has three types of session, and asks for a prescription and the date of birth."""
    telephone.script("cabinet-martin").write_text(
        "preset: physiotherapy\ngreeting: {fr: 'Bonjour.', en: 'Hello.'}\n", encoding="utf-8"
    )
    with telephone.looking() as db:
        client = db.scalars(select(Client).where(Client.key == "cabinet-martin")).one()
        client.trade = "physiotherapy"
        martin, lefevre = db.scalars(select(Practitioner).order_by(Practitioner.position))
        lefevre.active = False
        names = {"fr": "bilan", "en": "assessment"}
        words = {"fr": ("bilan",), "en": ("assessment",)}
        make_appointment_type(db, client, martin, key="bilan", names=names, words=words, position=2)
    return telephone


def says_in_turn(call: PlacedCall, *answers: str) -> int:
    for said in answers:
        call.says(said)
    return len(answers)


def test_name_and_birth_are_asked_at_once_where_there_are_many_questions(
    telephone: Telephone,
) -> None:
    call = physiotherapist(telephone).caller().dials(PRACTICE)
    sentences = says_in_turn(call, "je voudrais un rendez-vous", "oui", "consultation")
    sentences += says_in_turn(call.hears("Je peux vous proposer"), "le premier")
    call.hears("À quel nom, et quelle est la date de naissance ?")
    sentences += says_in_turn(call, "Sylvie Garnier, 3 mars 60")
    call.hears("au nom de Sylvie Garnier, naissance le 3 mars 1960")
    sentences += says_in_turn(call, "oui")
    assert sentences <= MOST_SENTENCES
    [appointment] = all_booked(telephone)
    assert (appointment.caller_name, str(appointment.birth_date)) == (
        "Sylvie Garnier",
        "1960-03-03",
    )
    call.hangs_up()


@pytest.mark.parametrize(
    ("said", "asked"),
    [("Sylvie Garnier", "Quelle est la date de naissance ?"), ("3 mars 1960", "À quel nom")],
)
def test_who_answers_one_of_two_is_asked_for_the_other(
    telephone: Telephone, said: str, asked: str
) -> None:
    call = physiotherapist(telephone).caller().dials(PRACTICE)
    says_in_turn(call, "je voudrais un rendez-vous", "oui", "consultation", "le premier", said)
    call.hears(asked).does_not_hear("pas bien compris").hangs_up()


def test_a_withheld_number_takes_no_sentence_more(telephone: Telephone) -> None:
    call = telephone.caller("anonymous").dials(PRACTICE)
    sentences = says_in_turn(call, "je voudrais un rendez-vous", "une consultation", "le premier")
    call.hears("À quel nom, et quelle est la date de naissance ?")
    sentences += says_in_turn(call, "Paul Roux né le 3 mars 1980")
    call.hears("À quel numéro")
    sentences += says_in_turn(call, "06 98 76 54 32", "oui")
    call.hears("confirmé").hangs_up()
    assert sentences <= MOST_SENTENCES
    assert all_booked(telephone)[0].telephone == "+33698765432"


def test_where_there_is_room_one_thing_is_asked_at_a_time(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    says_in_turn(call, "une consultation avec le docteur Martin jeudi matin", "le premier")
    call.hears("À quel nom, s’il vous plaît ?").does_not_hear("naissance").hangs_up()
