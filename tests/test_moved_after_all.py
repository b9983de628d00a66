"""An order to move an appointment is never taken for a cancellation, in whatever words it comes."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.assistant.matters import told_intent
from telesec.assistant.understanding import Intent, understand_intent
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from tests.telephone import PRACTICE, Telephone

WISH = "bonjour c'est Marie Dupont née le 3 mars 1980 une consultation avec le docteur Martin"
ENGLISH_WISH = "hello it's Martha Lowe born on the 3rd of March 1980 a consultation with Martin"
MORE = "Puis-je faire autre chose"


def booked(telephone: Telephone) -> PlacedCall:
    """A call in which an appointment on Thursday has just been made."""
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} jeudi matin").says("le premier")
    return call.says("oui").hears("confirmé : jeudi 3 décembre", MORE)


def booked_in_english(telephone: Telephone) -> PlacedCall:
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says(f"{ENGLISH_WISH} on Thursday morning").says("the first one")
    return call.says("yes").hears("Thursday the 3rd of December", "anything else")


def appointment(telephone: Telephone) -> Appointment:
    with telephone.looking() as db:
        return db.scalars(select(Appointment).where(Appointment.status != "held")).one()


def test_changing_it_to_another_day_cancels_nothing(telephone: Telephone) -> None:
    call = booked(telephone).says("oui le rendez-vous changez-le pour vendredi")
    call.hears("proposer vendredi 4 décembre").does_not_hear("J’annule", "naissance")
    call.says("le premier").hears("Je remplace le rendez-vous prévu jeudi 3 décembre").says("oui")
    call.hears("vendredi 4 décembre").says("non").has_ended()
    own = appointment(telephone)
    assert (own.status, own.starts_at.day) == (AppointmentStatus.CONFIRMED, 4)


@pytest.mark.parametrize(
    "said",
    [
        "changez-le pour vendredi s'il vous plaît",
        "en fait mettez-le plutôt vendredi",
        "finalement plutôt vendredi",
        "je me suis trompée c'est vendredi que je veux",
        "zut jeudi je travaille vendredi ce serait mieux",
        "en fait vendredi après-midi",
        "oui finalement vendredi",
    ],
)
def test_whatever_words_move_it(telephone: Telephone, said: str) -> None:
    call = booked(telephone).says(said).hears("proposer vendredi 4 décembre")
    call.does_not_hear("J’annule", "pas bien compris").hangs_up()


@pytest.mark.parametrize(
    "said",
    ["change it to Friday please", "yes could you make it Friday instead", "actually Friday"],
)
def test_and_in_english(telephone: Telephone, said: str) -> None:
    call = booked_in_english(telephone).says(said)
    call.hears("Friday the 4th of December").does_not_hear("cancelling", "quite catch").hangs_up()


@pytest.mark.parametrize("said", ["finalement annulez-le", "en fait annulez le rendez-vous"])
def test_cancelling_is_still_cancelling(telephone: Telephone, said: str) -> None:
    call = booked(telephone).says(said).hears("J’annule", "jeudi 3 décembre")
    call.says("oui").hears("est annulé").says("non").has_ended()
    assert appointment(telephone).status is AppointmentStatus.CANCELLED


@pytest.mark.parametrize("said", ["non merci à jeudi", "non c'est bon bonne journée à jeudi"])
def test_until_thursday_is_a_goodbye(telephone: Telephone, said: str) -> None:
    booked(telephone).says(said).has_ended()
    assert appointment(telephone).starts_at.day == 3


def test_another_one_beside_it_moves_nothing(telephone: Telephone) -> None:
    call = booked(telephone).says("je voudrais aussi un rendez-vous vendredi")
    call.does_not_hear("Je remplace", "J’annule").hangs_up()
    assert appointment(telephone).starts_at.day == 3


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("le rendez-vous changez-le pour vendredi", Intent.APPOINTMENT_MOVE),
        ("oui le rendez-vous changez-le pour vendredi", Intent.APPOINTMENT_MOVE),
        ("passez-le à mardi prochain", Intent.APPOINTMENT_MOVE),
        ("vous pouvez me le mettre à lundi", Intent.APPOINTMENT_MOVE),
        ("le rendez-vous annulez-le", Intent.APPOINTMENT_CANCEL),
        ("annulez celui de vendredi", Intent.APPOINTMENT_CANCEL),
        ("je ne peux pas venir vendredi", Intent.APPOINTMENT_CANCEL),
        ("rayez-moi pour jeudi", Intent.APPOINTMENT_CANCEL),
    ],
)
def test_what_moves_it_and_what_cancels_it(said: str, intent: Intent) -> None:
    assert told_intent(said, Language.FR, "medical") is intent


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("change it to Friday please", Intent.APPOINTMENT_MOVE),
        ("could you make it three o'clock instead", Intent.APPOINTMENT_MOVE),
        ("push it back to next week", Intent.APPOINTMENT_MOVE),
        ("cancel it please", Intent.APPOINTMENT_CANCEL),
        ("I can't make it Friday", Intent.APPOINTMENT_CANCEL),
        ("scrap Friday for me would you", Intent.APPOINTMENT_CANCEL),
    ],
)
def test_what_moves_and_what_cancels_in_english(said: str, intent: Intent) -> None:
    assert told_intent(said, Language.EN, "medical") in {intent, None}
    assert understand_intent(said, Language.EN, "medical") is intent


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("vendredi c'est mieux pour moi", Intent.APPOINTMENT_MOVE),
        ("et si possible plutôt vendredi", Intent.APPOINTMENT_MOVE),
        ("je voulais dire vendredi", Intent.APPOINTMENT_MOVE),
        ("à jeudi alors", None),
        ("dites au docteur que je préférerais vendredi", Intent.MESSAGE),
        ("un autre rendez-vous vendredi aussi", Intent.APPOINTMENT_NEW),
        ("annulez plutôt celui de vendredi", Intent.APPOINTMENT_CANCEL),
    ],
)
def test_of_what_was_just_made_another_time_moves_it(said: str, intent: Intent | None) -> None:
    assert told_intent(said, Language.FR, "medical", made=True) is intent


@pytest.mark.parametrize(
    "said",
    [
        "mon robinet il faut venir le changer vendredi",
        "changez mon numéro de téléphone",
        "mettez-le au nom de Durand",
        "ne le changez pas pour vendredi",
    ],
)
def test_what_is_changed_may_be_something_else(said: str) -> None:
    assert told_intent(said, Language.FR, "artisan") is not Intent.APPOINTMENT_MOVE
