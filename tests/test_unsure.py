"""Who does not know, does not mind, or would not say, has an appointment all the same."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import AppointmentStatus
from telesec.assistant.booking.unsure_words import does_not_know, tells_an_ailment, will_not_say
from telesec.messages.message import Message
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.beforehand import CALLER, has_appointment
from tests.kept import booked, now_of
from tests.telephone import PRACTICE, Telephone

WISH = "un rendez-vous avec le docteur Martin jeudi matin"
TAPE = "après le signal"


def finished(call: PlacedCall) -> None:
    call.says("le premier").says("Léa Roy").says("3 mars 1980").hears("C’est bien cela")
    call.says("oui").hears("confirmé").hangs_up()


@pytest.mark.parametrize(
    "said",
    ["je sais pas", "je ne sais pas trop", "comme d'habitude", "peu importe", "aucune idée",
     "vous pouvez me conseiller"],
)  # fmt: skip
def test_who_does_not_know_which_has_the_usual(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("Pour quel motif").says(said)
    call.hears("Je peux vous proposer").says("le premier").says("Léa Roy").says("3 mars 1980")
    call.hears("Je note : consultation avec").says("oui").hears("confirmé").hangs_up()
    assert not booked(telephone).notes


@pytest.mark.parametrize(
    "said",
    ["pour un rhume", "j'ai une angine", "j'ai mal au genou", "c'est pour une verrue",
     "mon genou est enflé", "je me sens fatigué"],
)  # fmt: skip
def test_an_ailment_is_for_the_client_to_read(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).hears("Pour quel motif").says(said)
    finished(call.hears("Je peux vous proposer"))
    assert booked(telephone).notes == said


@pytest.mark.parametrize(
    "said", ["j'ai une question pour le docteur", "j'ai un rendez-vous demain à annuler", "euh"]
)
def test_what_is_neither_is_not_booked_as_the_usual(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says(said)
    call.does_not_hear("Je peux vous proposer").hangs_up()


@pytest.mark.parametrize("said", ["je sais pas", "aucune idée", "je ne connais pas je sais pas"])
def test_who_does_not_know_whom_sees_anybody(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("une consultation jeudi").hears("Avec qui")
    call.says(said).hears("Je peux vous proposer jeudi").hangs_up()


def test_a_voice_that_is_not_understood_has_the_usual_and_is_not_recorded(
    telephone: Telephone,
) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le machin").says("le bidule")
    finished(call.says("le truc").does_not_hear(TAPE).hears("Je peux vous proposer"))


@pytest.mark.parametrize(
    "said",
    ["je ne veux pas donner ma date de naissance", "je préfère ne pas la donner",
     "je la connais pas c'est ma belle-mère", "c'est obligatoire", "je ne sais plus"],
)  # fmt: skip
def test_no_date_of_birth_is_no_reason_not_to_come(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("une consultation")
    call.says("le premier").says("Léa Roy").hears("date de naissance").says(said)
    call.hears("C’est bien cela").says("oui").hears("confirmé").hangs_up()
    appointment = booked(telephone)
    assert appointment.birth_date is None
    assert "Date de naissance à demander" in (appointment.notes or "")


def test_nor_is_one_that_is_not_understood(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("une consultation")
    call.says("le premier").says("Léa Roy").says("au printemps").says("le machin").says("le truc")
    call.does_not_hear(TAPE).hears("C’est bien cela").hangs_up()


def test_who_will_not_prove_who_they_are_is_heard_by_people(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").hears("date de naissance")
    call.says("je ne veux pas vous la donner").hears("Je leur transmets votre demande")
    call.does_not_hear(TAPE, "est annulé").says("oui").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED
    with telephone.looking() as db:
        assert "annuler mon rendez-vous" in db.scalars(select(Message)).one().body


@pytest.mark.parametrize(
    "said", ["I don't know", "I've got a cold", "my throat hurts", "the usual"]
)
def test_and_in_english(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says("an appointment with doctor Martin on Thursday morning").says(said)
    call.hears("I can offer you").says("the first").says("Jane Miller")
    call.says("I'd rather not say").hears("Is that right").hangs_up()


@pytest.mark.parametrize("said", ["I don't know", "no idea", "I'm not sure"])
def test_whom_in_english(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).presses("9").says("a consultation on Thursday")
    call.hears("Who").says(said).hears("I can offer you Thursday").hangs_up()


@pytest.mark.parametrize(
    "said",
    ["mon nom est Dupont", "pour lundi", "pour le docteur Martin", "pour la semaine prochaine",
     "le 3 mars 1980", "Marie Dupont", "un vaccin", "pour le 12", "je voudrais un rendez-vous"],
)  # fmt: skip
def test_what_is_told_is_no_ailment_and_no_refusal(said: str) -> None:
    assert not tells_an_ailment(said, Language.FR)
    assert not does_not_know(said, Language.FR)
    assert not will_not_say(said, Language.FR)


@pytest.mark.parametrize("said", ["la vente de ma maison", "c'est pour mes vertiges à répétition"])
def test_what_is_told_instead_of_a_day_is_for_the_client_to_read(
    telephone: Telephone, said: str
) -> None:
    call = telephone.caller().dials(PRACTICE).says("une consultation avec le docteur Martin")
    call.hears("Quel jour").says(said).hears("C’est noté", "Quel jour").says("jeudi")
    finished(call.hears("Je peux vous proposer jeudi"))
    assert booked(telephone).notes == said
