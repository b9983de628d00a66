"""What callers say beside the question: more of the matter, another one, something asked."""

import pytest
from sqlalchemy import select

from telesec.clients.client import Client
from telesec.messages.message import MessageStatus
from telesec.values.opening_hours import WeeklyHours
from tests.beforehand import preset
from tests.kept import booked, message
from tests.telephone import LAW_FIRM, PLUMBER, PRACTICE, Telephone

WISH = "une consultation avec le docteur Martin jeudi matin"


def test_another_wish_at_the_end_need_not_be_said_twice(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un renouvellement d'ordonnance")
    call.says("du kardegic pour deux mois").says("Jeanne Roux").says("oui").hears("autre chose")
    call.says("oui je voudrais aussi un rendez-vous avec le docteur Martin jeudi matin")
    call.does_not_hear("Que puis-je faire").hears("Pour quel motif").hangs_up()


@pytest.mark.parametrize("said", ["je voudrais un rendez-vous", "et un renouvellement de kardegic"])
def test_at_the_end_a_wish_needs_no_yes_before_it(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("merci au docteur")
    call.says("Jeanne Roux").says("oui").hears("autre chose").says(said)
    call.does_not_hear("Excusez-moi", "Que puis-je faire").hangs_up()


def test_what_was_told_at_the_menu_is_in_the_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("c'est pour une ordonnance de kardegic soixante-quinze").hears("quel traitement")
    call.says("il m'en reste deux jours").says("Jeanne Roux").says("oui").says("non").has_ended()
    assert "kardegic" in message(telephone).body
    assert message(telephone).body.endswith("il m'en reste deux jours")


def test_who_wants_to_cancel_is_led_there_from_a_booking(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("un rendez-vous").hears("Pour quel motif")
    call.says("en fait je veux annuler mon rendez-vous").hears("À quel nom est le rendez-vous")
    call.hangs_up()


def test_another_wish_does_not_lose_the_time_that_was_chosen(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Jean Dupont")
    call.says("je voudrais une ordonnance aussi").hears("aussi cette demande", "naissance")
    call.says("3 avril 1960").says("oui").hears("confirmé").says("non").has_ended()
    assert booked(telephone).notes == "Demande : je voudrais une ordonnance aussi"


def test_what_nobody_can_answer_is_passed_on(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("combien coûte la consultation")
    call.hears("je transmets votre question", "Je peux vous proposer").says("le premier")
    call.says("Jean Dupont").says("3 avril 1960").says("oui").says("non").has_ended()
    assert booked(telephone).notes == "Demande : combien coûte la consultation"


def test_a_question_at_the_menu_becomes_the_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("est-ce que vous posez des stérilets au cabinet")
    call.hears("Quel est votre nom").says("Jeanne Roux").says("oui").says("non").has_ended()
    assert message(telephone).body == "est-ce que vous posez des stérilets au cabinet"


def test_opening_hours_are_told_from_the_clients_own(telephone: Telephone) -> None:
    preset(telephone, "cabinet-martin", "medical")
    with telephone.looking() as db:
        client = db.scalars(select(Client).where(Client.key == "cabinet-martin")).one()
        client.opening_hours = WeeklyHours.model_validate(
            {"mon-fri": "08:30-12:00, 14:00-19:00", "sat": "09:00-12:00"}
        )
    call = telephone.caller().dials(PRACTICE).says("vous êtes ouverts samedi matin")
    call.hears(
        "Nous sommes ouverts du lundi au vendredi, de 8 heures 30 à midi et de 14 heures à 19"
        " heures, et le samedi, de 9 heures à midi.",
        "Que puis-je faire",
    )
    call.says(WISH).hears("jeudi 3 décembre").says("vous fermez à quelle heure le soir")
    call.hears("Nous sommes ouverts", "jeudi 3 décembre").hangs_up()


def test_more_of_the_matter_instead_of_the_name(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("dites au docteur que je vais mieux")
    call.says("dites lui aussi que j'ai arrêté le traitement").hears("C’est noté.", "votre nom")
    call.says("Jean Dupont").says("non c'est Dupond avec un d").hears("Jean Dupond, c’est noté.")
    call.says("à ce numéro oui").hears("C’est noté, Jean Dupond").says("non").has_ended()
    left = message(telephone)
    assert left.body.endswith("dites lui aussi que j'ai arrêté le traitement")
    assert (left.caller_name, left.callback_number) == ("Jean Dupond", "+33612345678")


@pytest.mark.parametrize(
    "said", ["non ce n'est pas la peine de me rappeler", "je rappellerai moi-même"]
)
def test_nobody_need_call_back(telephone: Telephone, said: str) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("dites au docteur que je vais mieux").says("Jean Dupont").says(said)
    call.hears("C’est noté, Jean Dupont").says("non").has_ended()
    left = message(telephone)
    assert left.status is MessageStatus.COMPLETE
    assert "Il n’est pas nécessaire de rappeler." in left.body


def test_who_would_not_give_a_name_need_not(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("dites au docteur que je vais mieux").says("je ne veux pas donner mon nom")
    call.hears("vous rappeler").says("oui").says("non").has_ended()
    assert message(telephone).status is MessageStatus.COMPLETE


def test_nothing_to_add_is_no_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message").says("non rien merci")
    call.hears("autre chose").does_not_hear("Quel est votre nom").says("non").has_ended()


def test_to_have_been_wrong_is_not_to_have_dialled_wrong(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(WISH).says("le premier").says("Jean Dupont")
    call.says("3 avril 1960").says("oui").hears("autre chose")
    call.says("ah pardon je me suis trompé en fait c'est le jaune").hears("autre chose")
    call.says("pardon je me suis trompé en fait c'est vendredi").does_not_hear("numéro").hangs_up()


def test_the_matter_told_with_the_wish_is_the_reason(telephone: Telephone) -> None:
    preset(telephone, "plomberie-moreau", "veterinary")
    call = telephone.caller().dials(PLUMBER)
    call.says("mon chat ne mange plus depuis deux jours je voudrais un rendez-vous")
    call.does_not_hear("motif").hangs_up()


def test_nothing_is_switched_where_it_smells_of_gas(telephone: Telephone) -> None:
    preset(telephone, "plomberie-moreau", "artisan")
    call = telephone.caller().dials(PLUMBER).says("ça sent le gaz chez moi")
    call.hears("sans toucher à rien", "composez le 18").says("12 rue Hugo").says("Paul Roche")
    call.says("oui").hears("sortez sans toucher à rien").does_not_hear("le courant").has_ended()


def test_the_nearest_day_is_offered(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("une consultation avec le docteur Martin dimanche 6 décembre")
    call.hears("rien de libre à ce moment-là", "lundi 7 décembre").hangs_up()


def test_every_question_of_a_booking_has_keys(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("1").presses("1")
    call.hears("Je peux vous proposer").presses("4").hears("Quel jour").stays_silent()
    call.presses("2").hears("lundi 30 novembre").presses("1").hears("À quel nom")
    call.stays_silent().stays_silent().hears("tapez 1").presses("1").presses("030380#")
    call.hears("C’est bien cela").presses("2").stays_silent().stays_silent()
    call.hears("Pour changer le moment, tapez 1.").presses("1").presses("3")
    call.does_not_hear("vient d’être pris").presses("1").presses("1").hears("confirmé").hangs_up()
    assert booked(telephone).notes.startswith("Nom à demander")


def test_a_lawyers_caller_is_not_asked_what_was_told(telephone: Telephone) -> None:
    preset(telephone, "maitre-durand", "legal")
    call = telephone.caller().dials(LAW_FIRM).says("où en est mon dossier contre la banque")
    call.hears("le nom du dossier").hangs_up()


@pytest.mark.parametrize(
    ("trade", "said"),
    [
        ("dental", "je voudrais un détartrage le plus tôt possible c'est pour ma fille"),
        ("physiotherapy", "je voudrais commencer mes séances pour le genou"),
    ],
)
def test_an_appointment_to_be_made_is_no_appointment_they_have(
    telephone: Telephone, trade: str, said: str
) -> None:
    preset(telephone, "cabinet-martin", trade)
    call = telephone.caller().dials(PRACTICE).says(said)
    call.does_not_hear("À quel nom est le rendez-vous").hangs_up()
