"""Callers who change an appointment they have, and change their minds on the way."""

from datetime import UTC, datetime

from telesec.agenda.appointment import AppointmentStatus
from tests.beforehand import CALLER, has_appointment
from tests.kept import held, now_of
from tests.telephone import PRACTICE, Telephone

THURSDAY = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)  # 9:00 in Paris
BORN = "3 mars 1980"


def test_a_name_is_mended_before_the_appointment_is_looked_for(telephone: Telephone) -> None:
    has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Durant").hears("naissance").says("pardon c'est Dupont D U P O N T")
    call.hears("Marie Dupont, c’est noté", "naissance").says(BORN).hears("mardi 1er décembre")
    call.hangs_up()


def test_who_would_move_it_may_cancel_it_after_all(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("je voudrais déplacer mon rendez-vous").says(f"Marie Dupont née le {BORN}")
    call.hears("Quel jour").does_not_hear("date de naissance")
    call.says("non finalement annulez-le").hears("J’annule", "mardi 1er décembre à 9 heures")
    call.says("oui").hears("est annulé").says("non").has_ended()
    assert now_of(telephone, own).status is AppointmentStatus.CANCELLED
    assert held(telephone) == 0


def test_who_would_cancel_it_may_move_it_rather(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je veux annuler mon rendez-vous")
    call.says(f"Marie Dupont née le {BORN}").hears("J’annule").says("non plutôt jeudi matin")
    call.hears("jeudi 3 décembre").says("le premier").hears("Je remplace")
    call.says("oui mais plutôt vendredi").hears("vendredi 4 décembre").says("le premier")
    call.hears("Je remplace").says("oui").hears("maintenant vendredi 4 décembre").says("non")
    assert now_of(telephone, own).starts_at.day == 4


def test_of_two_the_other_one_is_meant(telephone: Telephone) -> None:
    tuesday, thursday = has_appointment(telephone), has_appointment(telephone, THURSDAY)
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("je veux annuler mon rendez-vous de mardi").says(f"Marie Dupont née le {BORN}")
    call.hears("J’annule", "mardi 1er décembre").says("non celui de jeudi")
    call.hears("J’annule", "jeudi 3 décembre").says("oui").says("non").has_ended()
    assert now_of(telephone, thursday).status is AppointmentStatus.CANCELLED
    assert now_of(telephone, tuesday).status is AppointmentStatus.CONFIRMED


def test_a_question_is_no_leave_to_cancel(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je veux annuler mon rendez-vous")
    call.says(f"Marie Dupont née le {BORN}").hears("J’annule").says("vous êtes où exactement")
    call.does_not_hear("est annulé").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


def test_the_mother_of_a_patient_is_not_the_patient(telephone: Telephone) -> None:
    has_appointment(telephone, caller_name="Léo Bernard")
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("bonjour c'est Sophie Bernard je dois déplacer le rendez-vous de mon fils")
    call.hears("À quel nom est le rendez-vous").says(f"Léo Bernard né le {BORN}")
    call.hears("Quel jour").hangs_up()


def test_the_right_word_for_it_is_not_needed(telephone: Telephone) -> None:
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("j'ai un empêchement pour mon rendez-vous de mardi")
    call.hears("À quel nom est le rendez-vous").hangs_up()
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais laisser un message")
    call.says("merci au docteur").says("Marie Dupont").says("oui").hears("autre chose")
    call.says("je voudrais un rendez-vous pour une consultation").hears("Avec qui").hangs_up()
