"""A script's own questions, cases and facts, on the telephone."""

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.messages.message import MessageStatus
from tests.beforehand import SCRIPT
from tests.kept import message
from tests.telephone import PRACTICE, Telephone

WISH = "un rendez-vous pour une consultation avec le docteur Martin mardi matin"


@pytest.fixture
def practice(telephone: Telephone) -> Telephone:
    """The practice, answered by the script above."""
    telephone.script("cabinet-martin").write_text(SCRIPT, encoding="utf-8")
    return telephone


def test_answers_are_read_as_what_they_are_and_kept_with_the_message(practice: Telephone) -> None:
    call = practice.caller().dials(PRACTICE).says("un message")
    call.hears("date de naissance").says("le trois mars mille neuf cent soixante")
    call.hears("Combien d’enfants").says("euh trois")
    call.hears("Je vous écoute").says("mon dos me fait souffrir").says("Léa Roy").says("oui")
    call.says("non merci")
    left = message(practice)
    assert left.status == MessageStatus.COMPLETE
    assert left.body == "Né(e) le : 03/03/1960\nEnfants : 3\nmon dos me fait souffrir"


def test_an_answer_of_another_kind_is_asked_for_again_then_by_keys(practice: Telephone) -> None:
    call = practice.caller().dials(PRACTICE).presses("2")
    call.says("je ne sais plus").hears("Quelle est votre date de naissance ?")
    call.says("au printemps").hears("Tapez la date en chiffres")
    call.presses("030360#").hears("Combien d’enfants avez-vous ?")
    call.hangs_up()


def test_a_yes_and_a_no_go_their_own_ways(practice: Telephone) -> None:
    call = practice.caller().dials(PRACTICE).says(WISH)
    call.hears("Êtes-vous déjà suivi au cabinet ?").says("non pas encore")
    call.hears("date de naissance").hangs_up()
    call = practice.caller().dials(PRACTICE).says(WISH).says("oui oui")
    call.hears("Je peux vous proposer").says("le premier").says("Léa Roy").says("3 mars 2015").says(
        "oui"
    )
    call.says("non merci")
    with practice.looking() as db:
        confirmed = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        assert db.scalars(confirmed).one().notes == "Déjà suivi : oui"


def test_who_hangs_up_at_a_question_has_left_what_was_said(practice: Telephone) -> None:
    call = practice.caller().dials(PRACTICE).says("je voudrais laisser un message au docteur")
    call.says("le trois mars mille neuf cent soixante").hangs_up()
    left = message(practice)
    assert left.status == MessageStatus.PARTIAL
    assert "le trois mars mille neuf cent soixante" in left.body


def test_a_fact_is_told_at_the_menu_and_at_a_question_which_is_then_asked_again(
    practice: Telephone,
) -> None:
    call = practice.caller().dials(PRACTICE)
    call.says("bonjour avant de venir je voudrais savoir où est-ce qu'on peut se garer chez vous")
    call.hears("Un parking gratuit est derrière le cabinet.").hears("Que puis-je faire pour vous ?")
    call.presses("2").says("il y a un parking ?")
    call.hears("Un parking gratuit est derrière").hears("Quelle est votre date de naissance ?")
    call.hangs_up()


def test_a_known_caller_and_a_late_one_go_their_own_ways(practice: Telephone) -> None:
    first = practice.caller().dials(PRACTICE)
    first.does_not_hear("Ravi")
    first.says("un message").says("3 mars 1960").says("deux").says(
        "voilà mon message pour le docteur"
    )
    first.says("Léa Roy").says("oui").says("non merci")
    practice.caller().dials(PRACTICE).hears("Ravi de vous retrouver.").hangs_up()
    other = practice.caller("+33612345699").dials(PRACTICE)
    other.does_not_hear("Ravi").hangs_up()
    practice.clock.advance(11 * 3600)
    practice.caller("+33612345699").dials(PRACTICE).hears("Il est tard.").hangs_up()


def test_the_greeting_of_the_day(practice: Telephone) -> None:
    practice.caller().dials(PRACTICE).hears("Cabinet Petit, bonjour.").hangs_up()
    practice.clock.advance(30 * 86_400)
    practice.caller().dials(PRACTICE).hears("Cabinet Petit, joyeuses fêtes.").hangs_up()
