"""Calls to a practice with rules of its own: who may book what, where it is, what to bring."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.absences import note_absence, span_of
from telesec.agenda.appointment import Appointment
from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.practitioner import AppointmentType, OnlyFor, Practitioner
from telesec.notifications.notification import Notification, NotificationKind
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from tests.makers import NOW, make_account, make_appointment
from tests.telephone import PRACTICE, Telephone

WISH = "un rendez-vous pour une consultation avec le docteur Martin"


def martin(db: Session) -> Practitioner:
    return db.scalars(select(Practitioner).where(Practitioner.key == "martin")).one()


def kind(db: Session, key: str = "consultation") -> AppointmentType:
    return db.scalars(select(AppointmentType).where(AppointmentType.key == key)).one()


def move_to_the_clinic(db: Session, hours: dict[str, str]) -> None:
    person = martin(db)
    names = {Language.FR: "à la clinique", Language.EN: "at the clinic"}
    db.add(Place(client_id=person.client_id, key="clinic", names=names, address="3 rue Haute"))
    there = HoursElsewhere(place="clinic", hours=WeeklyHours.model_validate(hours))
    person.elsewhere = (there,)


def test_where_it_is_and_what_to_bring_are_said(telephone: Telephone) -> None:
    with telephone.looking() as db:
        move_to_the_clinic(db, {"tue": "08:00-12:00"})
        kind(db).bring = {Language.FR: "votre carte Vitale"}
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} mardi matin")
    call.hears("mardi 1er décembre à 8 heures à la clinique")
    call.says("le premier").says("Hélène Lefort").says("3 mars 1980").hears("à la clinique")
    call.says("oui").hears("à la clinique", "Pensez à apporter votre carte Vitale.").hangs_up()
    with telephone.looking() as db:
        (booked,) = db.scalars(select(Appointment))
        assert booked.place
        assert booked.place.key == "clinic"


def test_of_two_places_the_usual_one_is_said_too(telephone: Telephone) -> None:
    with telephone.looking() as db:
        move_to_the_clinic(db, {"tue": "14:00-18:00"})
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} mardi")
    call.hears("à 8 heures à l’adresse habituelle", "à 14 heures à la clinique").hangs_up()


def test_the_client_is_told_where(telephone: Telephone) -> None:
    with telephone.looking() as db:
        move_to_the_clinic(db, {"fri": "08:00-12:00"})
        for contact in martin(db).client.contacts:
            contact.summary_by_sms = True
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} vendredi matin")
    call.says("le premier").says("Hélène Lefort").says("3 mars 1980").says("oui").hangs_up()
    with telephone.looking() as db:
        told = db.scalars(
            select(Notification).where(Notification.kind == NotificationKind.APPOINTMENT)
        ).first()
        assert told
        assert "27/11 08:00 à la clinique" in told.body


def test_a_kind_for_known_people_is_not_offered_to_a_new_number(telephone: Telephone) -> None:
    with telephone.looking() as db:
        kind(db, "vaccination").only_for = OnlyFor.KNOWN
    call = telephone.caller("+33698765432").dials(PRACTICE).says("je voudrais un rendez-vous")
    call.does_not_hear("vaccination").hangs_up()


def test_a_kind_for_new_people_is_refused_once_the_name_is_known(telephone: Telephone) -> None:
    with telephone.looking() as db:
        kind(db).only_for = OnlyFor.NEW
        start = datetime(2026, 10, 1, 8, tzinfo=UTC)
        make_appointment(db, martin(db), kind(db), start, caller_name="Hélène Lefort")
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} mardi matin").says("le premier")
    call.says("Hélène Lefort").hears("pour la première fois")
    call.does_not_hear("confirmé").hangs_up()
    with telephone.looking() as db:
        assert len(db.scalars(select(Appointment)).all()) == 1


def test_another_of_the_family_may_have_it(telephone: Telephone) -> None:
    with telephone.looking() as db:
        kind(db).only_for = OnlyFor.NEW
        start = datetime(2026, 10, 1, 8, tzinfo=UTC)
        make_appointment(db, martin(db), kind(db), start, caller_name="Hélène Lefort")
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} mardi matin").says("le premier")
    call.says("Bruno Maréchal").says("3 mars 1980").says("oui").hears("confirmé").hangs_up()


def test_what_did_not_suit_is_not_offered_again(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} mardi matin")
    call.hears("mardi 1er décembre à 8 heures", "à 9 heures 20")
    call.says("aucun ne me convient").hears("Quel jour").says("mardi matin")
    call.hears("mardi 1er décembre à 8 heures 20").does_not_hear("à 9 heures 20")
    # Asked for by name it suits after all.
    call.says("finalement mardi à huit heures").hears("mardi 1er décembre à 8 heures").hangs_up()


def test_nobody_is_offered_the_time_of_an_absence(telephone: Telephone) -> None:
    with telephone.looking() as db:
        person, account = martin(db), make_account(db)
        day = datetime(2026, 12, 1, tzinfo=UTC).date()
        span = span_of(day, day, practitioner_id=person.id, first_minute=480, last_minute=570)
        note_absence(db, person.client_id, span, "", made_by_id=account.id, now=NOW)
    call = telephone.caller().dials(PRACTICE).says(f"{WISH} mardi matin")
    call.hears("mardi 1er décembre à 9 heures 30").hangs_up()
