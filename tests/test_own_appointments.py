"""Callers who have an appointment: when it is, moving it, cancelling it; and who may not."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import move
from telesec.agenda.change import ChangeKind, changes_to
from telesec.agenda.free_time import Slot
from telesec.calls.call import Call, Disposition
from telesec.clients.client import Contact
from telesec.messages.message import Message
from telesec.notifications.notification import Notification, NotificationKind
from tests.beforehand import CALLER, TUESDAY, has_appointment
from tests.kept import held, now_of
from tests.telephone import LAW_FIRM, PRACTICE, Telephone


def disposition(telephone: Telephone) -> Disposition | None:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one().disposition


def test_three_answers_in_one_sentence_are_not_asked_again(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    with telephone.looking() as db:
        db.scalars(select(Contact).where(Contact.key == "claire")).one().summary_by_sms = True
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("bonjour c'est Madame Dupont je voudrais déplacer mon rendez-vous de mardi")
    call.hears("date de naissance").does_not_hear("À quel nom", "Voulez-vous déplacer")
    call.says("trois mars mille neuf cent quatre-vingt").hears("Quel jour")
    call.says("jeudi matin").hears("jeudi 3 décembre à 8 heures")
    call.says("le premier").hears("Je remplace le rendez-vous prévu mardi 1er décembre à 9 heures")
    call.hears("jeudi 3 décembre à 8 heures", "le docteur Martin")
    call.says("oui").hears("maintenant jeudi 3 décembre à 8 heures").says("non merci").has_ended()
    moved = now_of(telephone, own)
    assert moved.starts_at == datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    assert moved.status is AppointmentStatus.CONFIRMED
    assert moved.sequence == 1
    assert held(telephone) == 0
    assert disposition(telephone) is Disposition.APPOINTMENT
    with telephone.looking() as db:
        [change] = changes_to(db, own)
        call_id = db.scalars(select(Call.id)).one()
        assert (change.kind, change.call_id) == (ChangeKind.MOVED, call_id)
        assert (change.started_at, change.starts_at) == (TUESDAY, moved.starts_at)
        told = db.scalars(
            select(Notification).where(Notification.kind == NotificationKind.SUMMARY)
        ).all()
        assert told
        assert all("déplacé" in one.body for one in told)


def test_a_caller_cancels(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.hears("À quel nom").says("Marie Dupont").hears("date de naissance")
    call.says("le 3 mars 80").hears("J’annule le rendez-vous prévu mardi 1er décembre à 9 heures")
    call.says("oui").hears("est annulé").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CANCELLED


def test_no_is_no_and_nothing_changes(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("J’annule").says("non")
    call.hears("ne change pas").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


def test_who_was_about_to_cancel_may_move_it_rather(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("J’annule")
    call.says("non je préfère le déplacer").hears("Quel jour").says("mercredi matin")
    call.says("le premier").says("oui").hears("maintenant mercredi 2 décembre").hangs_up()
    assert now_of(telephone, own).starts_at.date() == date(2026, 12, 2)


@pytest.mark.parametrize("said_at", ["name", "birth", "read-back"])
def test_so_may_who_says_it_in_english(telephone: Telephone, said_at: str) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).presses("9")
    call.says("I'd like to cancel my appointment").hears("In what name")
    said = "actually move it please"
    for place, words in (("name", "Marie Dupont"), ("birth", "the 3rd of March 1980")):
        if said_at == place:
            call.says(said).does_not_hear("catch that")
        call.says(words)
    if said_at == "read-back":
        call.hears("Is that right").says(said)
    call.hears("Which day").says("Thursday morning").says("the first one").says("yes")
    call.hears("now Thursday").says("no").has_ended()
    assert now_of(telephone, own).starts_at == datetime(2026, 12, 3, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("wish", ["annuler", "déplacer"])
def test_what_was_moved_meanwhile_is_read_back_anew(telephone: Telephone, wish: str) -> None:
    """The secretary gives it another time while the caller thinks."""
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says(f"je voudrais {wish} mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980")
    if wish == "déplacer":
        call.says("jeudi matin").says("le premier")
    call.hears("mardi 1er décembre à 9 heures", "C’est bien cela")
    with telephone.looking() as db:
        found, friday = db.get_one(Appointment, own), TUESDAY + timedelta(days=3)
        lasts = (friday, friday + found.lasts)
        slot = Slot(found.practitioner_id, found.appointment_type_id, *lasts)
        move(db, found, slot, telephone.clock.now())
    call.says("oui").hears("vient d’être changé", "vendredi 4 décembre à 9 heures")
    call.hears("C’est bien cela").does_not_hear("C’est fait")
    assert (now_of(telephone, own).status, now_of(telephone, own).starts_at) == (
        AppointmentStatus.CONFIRMED,
        friday,
    )
    call.says("oui").hears("C’est fait").says("non").has_ended()
    assert now_of(telephone, own).starts_at != friday or wish == "annuler"


def test_a_caller_hears_when_the_appointment_is(telephone: Telephone) -> None:
    has_appointment(telephone)
    has_appointment(telephone, TUESDAY + timedelta(days=9))
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("je ne sais plus quand est mon rendez-vous").says("Dupont").says("03 03 1980")
    call.hears("mardi 1er décembre à 9 heures", "jeudi 10 décembre à 9 heures").hangs_up()
    assert disposition(telephone) is Disposition.INFORMATION


def test_of_several_the_caller_says_which(telephone: Telephone) -> None:
    first = has_appointment(telephone)
    second = has_appointment(telephone, TUESDAY + timedelta(days=9))
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("Il y a plusieurs rendez-vous")
    call.says("celui de jeudi").hears("prévu jeudi 10 décembre").says("oui").hangs_up()
    assert now_of(telephone, first).status is AppointmentStatus.CONFIRMED
    assert now_of(telephone, second).status is AppointmentStatus.CANCELLED


STRANGERS = {
    "another date of birth": ("Marie Dupont", "4 mars 1980"),
    "another name": ("Paul Martin", "3 mars 1980"),
    "another person of that family": ("Paul Dupont", "3 mars 1980"),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_hears_nothing_and_leaves_a_message(telephone: Telephone, who: str) -> None:
    own = has_appointment(telephone)
    name, born = STRANGERS[who]
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("je voudrais déplacer mon rendez-vous de mardi").says(name).says(born)
    call.hears("Je ne trouve pas").does_not_hear("9 heures", "docteur Martin à")
    call.says(name).says(born).hears("Je ne trouve pas ce rendez-vous")
    call.does_not_hear("9 heures").says("oui").hears("C’est noté").hangs_up()
    assert now_of(telephone, own).starts_at == TUESDAY
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
        assert message.caller_name == name
        assert "déplacer mon rendez-vous de mardi" in message.body
        assert "Date de naissance" in message.body


def test_an_appointment_without_a_date_of_birth_is_nobodys_to_change(telephone: Telephone) -> None:
    own = has_appointment(telephone, birth_date=None)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    for _ in range(2):
        call.says("Marie Dupont").says("3 mars 1980").hears("Je ne trouve pas")
    call.hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


def test_another_clients_appointment_is_never_found(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(LAW_FIRM).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").hears("Je ne trouve pas").says("D U P O N T")
    call.hears("Je ne trouve pas ce rendez-vous").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED


def test_what_is_too_near_is_left_to_people(telephone: Telephone) -> None:
    own = has_appointment(telephone, datetime(2026, 11, 26, 14, 0, tzinfo=UTC))
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("trop proche", "Je transmets")
    call.says("oui").hears("C’est noté, Marie Dupont").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CONFIRMED
    with telephone.looking() as db:
        assert "annuler" in db.scalars(select(Message)).one().body


def test_the_number_is_proof_enough_where_the_script_says_so(telephone: Telephone) -> None:
    script = telephone.script("cabinet-martin")
    text = script.read_text(encoding="utf-8").replace("proof: birth_date", "proof: number")
    script.write_text(text, encoding="utf-8")
    own = has_appointment(telephone)
    call = telephone.caller("+33687654321").dials(PRACTICE)
    call.says("je voudrais annuler mon rendez-vous").says("Marie Dupont").hears("Je ne trouve pas")
    call.hangs_up()
    call = telephone.caller(CALLER).dials(PRACTICE)
    call.says("bonjour c'est Marie Dupont je voudrais annuler mon rendez-vous").hears("J’annule")
    call.says("oui").hears("est annulé").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CANCELLED


def test_a_withheld_number_proves_nothing(telephone: Telephone) -> None:
    script = telephone.script("cabinet-martin")
    text = script.read_text(encoding="utf-8").replace("proof: birth_date", "proof: number")
    script.write_text(text, encoding="utf-8")
    has_appointment(telephone)
    call = telephone.caller("anonymous").dials(PRACTICE)
    call.says("je voudrais annuler mon rendez-vous").hears("Votre numéro est masqué").hangs_up()


def test_keys_do_as_well(telephone: Telephone) -> None:
    own = has_appointment(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).presses("6")
    call.hears("Voulez-vous déplacer").presses("2").says("Marie Dupont").presses("03031980#")
    call.hears("J’annule").presses("1").hears("est annulé").hangs_up()
    assert now_of(telephone, own).status is AppointmentStatus.CANCELLED


def test_two_callers_move_to_one_slot_and_one_of_them_hears_of_another(
    telephone: Telephone,
) -> None:
    ids = [
        has_appointment(telephone, TUESDAY + timedelta(minutes=20 * n), caller_name=name)
        for n, name in enumerate(("Marie Dupont", "Julie Bernard"))
    ]
    barrier = Barrier(2)

    def moves(name: str, number: str) -> None:
        call = telephone.caller(number).dials(PRACTICE)
        call.says("je voudrais déplacer mon rendez-vous").says(name).says("3 mars 1980")
        barrier.wait()
        call.says("jeudi matin").says("le premier").says("oui").hangs_up()

    callers = [
        Thread(target=moves, args=("Marie Dupont", CALLER)),
        Thread(target=moves, args=("Julie Bernard", "+33687654321")),
    ]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    starts = {now_of(telephone, one).starts_at for one in ids}
    assert len(starts) == 2
    assert all(start.date() == date(2026, 12, 3) for start in starts)
