"""The waiting list from end to end: a freed time is offered by SMS, taken by OUI or the link."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel
from telesec.agenda.change import changes_to
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.waiting_list import (
    OfferStatus,
    SlotOffer,
    WaitingEntry,
    put_on_list,
    revoke_offer_links_of,
)
from telesec.messages.message import Message
from telesec.notifications.notification import Channel
from telesec.values.caller_link import token_of
from telesec.values.language import Language
from telesec.values.telephone import E164
from telesec.worker import Worker
from tests.assistant.test_caller_answers import answers, read
from tests.makers import NOW, make_appointment
from tests.own_links import ADDRESS, CALLER, Phone
from tests.telephone import PLUMBER, PRACTICE, Telephone

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
OTHER = "+33611111113"


def works(telephone: Telephone) -> None:
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.fill_freed()
    worker.deliver(Channel.SMS)
    read(telephone)


@pytest.fixture
def booked(telephone: Telephone) -> int:
    """An appointment on Monday, and two who would come earlier."""
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        client.text_from = client.lines[0].number
        whom, kind = (
            db.scalars(select(Practitioner).order_by(Practitioner.id)).first(),
            db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first(),
        )
        assert whom
        assert kind
        for number, name in ((CALLER, "Anne Petit"), (OTHER, "Bruno Roux")):
            entry = WaitingEntry(
                client_id=client.id,
                appointment_type_id=kind.id,
                first_on=NOW.date(),
                caller_name=name,
                telephone=number,
                language=Language.FR,
            )
            put_on_list(db, entry, NOW)
        return make_appointment(db, whom, kind, MONDAY, telephone="+33688888888").id


def freed(telephone: Telephone, appointment_id: int) -> None:
    with telephone.looking() as db:
        cancel(db, db.get_one(Appointment, appointment_id), telephone.clock.now())
    works(telephone)


def standing(telephone: Telephone) -> list[Appointment]:
    with telephone.looking() as db:
        stands = Appointment.status == AppointmentStatus.CONFIRMED
        return list(db.scalars(select(Appointment).where(stands)))


def last_offer(telephone: Telephone) -> SlotOffer:
    with telephone.looking() as db:
        return db.scalars(select(SlotOffer).order_by(SlotOffer.id.desc())).first() or SlotOffer()


def test_oui_by_sms_takes_it_and_twice_is_once(telephone: Telephone, booked: int) -> None:
    freed(telephone, booked)
    for _ in range(2):
        assert "c'est noté, RDV lundi 30/11 à 10h00. http" in answers(telephone, "OUI")
    [appointment] = standing(telephone)
    assert (appointment.caller_name, appointment.telephone) == ("Anne Petit", CALLER)
    with telephone.looking() as db:
        assert db.scalars(select(Message)).all() == []
    works(telephone)


def test_non_by_sms_asks_the_next_who_may_be_late(telephone: Telephone, booked: int) -> None:
    freed(telephone, booked)
    assert "Vous restez sur la liste" in answers(telephone, "non merci")
    works(telephone)
    telephone.clock.advance(33 * 60)
    assert "n'est plus libre" in answers(telephone, "oui", number=OTHER)
    works(telephone)
    assert standing(telephone) == []
    assert last_offer(telephone).status is OfferStatus.EXPIRED


def test_cancel_by_sms_is_stop_and_a_person_reads_it(telephone: Telephone, booked: int) -> None:
    freed(telephone, booked)
    assert answers(telephone, "CANCEL") == ""
    assert last_offer(telephone).status is OfferStatus.OPEN
    with telephone.looking() as db:
        [message] = db.scalars(select(Message)).all()
        assert "lundi 30/11 à 10h00" in message.body
    telephone.clock.advance(33 * 60)
    works(telephone)  # and the next is asked, as after silence
    assert last_offer(telephone).entry_id != 1
    assert standing(telephone) == []


def test_only_the_one_who_was_asked_on_that_line(telephone: Telephone, booked: int) -> None:
    freed(telephone, booked)
    assert "transmis" in answers(telephone, "oui", number=OTHER)
    assert "transmis" in answers(telephone, "oui", to=PLUMBER)
    assert standing(telephone) == []


def offer_link(telephone: Telephone) -> str:
    settings = telephone.settings
    token = token_of(last_offer(telephone).nonce, settings.secret_key)
    return f"{settings.public_url}/r/{token}"


def test_by_the_link_to_look_changes_nothing_and_yes_takes_it(
    telephone: Telephone, booked: int
) -> None:
    freed(telephone, booked)
    phone = Phone(telephone)
    link = offer_link(telephone)
    assert phone.http.get(link).url == f"{link}/offer"
    page = phone.opens(f"{link}/offer")
    assert "Un rendez-vous se libère" in page
    assert "Anne" not in page
    assert standing(telephone) == []
    for _ in range(2):
        assert "voici votre rendez-vous" in phone.sends(page, answer="yes").text
    [appointment] = standing(telephone)
    with telephone.looking() as db:
        [change] = changes_to(db, appointment.id)
        assert change.by_link


def test_taken_by_the_link_it_is_confirmed_by_sms_and_shown_while_it_stands(
    telephone: Telephone, booked: int
) -> None:
    with telephone.looking() as db:
        telephone.client_of(db, PRACTICE).confirms_by_sms = True
    freed(telephone, booked)
    phone = Phone(telephone)
    page = phone.opens(f"{offer_link(telephone)}/offer")
    for _ in range(2):
        phone.sends(page, answer="yes")
    works(telephone)
    assert ["RDV lundi 30/11" in text for text in phone.texts()[-2:]] == [False, True]
    [appointment] = standing(telephone)
    with telephone.looking() as db:
        cancel(db, db.get_one(Appointment, appointment.id), telephone.clock.now())
    assert "n’est plus libre" in phone.opens(f"{offer_link(telephone)}/offer")


def test_a_link_that_was_revoked_is_unknown_and_oui_still_takes_it(
    telephone: Telephone, booked: int
) -> None:
    freed(telephone, booked)
    phone, link = Phone(telephone), offer_link(telephone)
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        assert revoke_offer_links_of(db, [client.id], telephone.clock.now()) == 1
    phone.opens(f"{link}/offer", 404)
    assert "c'est noté" in answers(telephone, "OUI")


def test_by_the_link_no_and_wrong_forms(telephone: Telephone, booked: int) -> None:
    freed(telephone, booked)
    phone = Phone(telephone)
    page = phone.opens(f"{offer_link(telephone)}/offer")
    assert phone.sends(page, answer="yes", seal="forged").status_code == 400
    assert standing(telephone) == []
    assert "vous restez sur la liste" in phone.sends(page, answer="no").text
    assert phone.sends(page, answer="yes").status_code == 409
    assert standing(telephone) == []
    telephone.clock.set(MONDAY + timedelta(minutes=1))
    phone.opens(f"{offer_link(telephone)}/offer", 404)


def test_two_offers_to_one_number_are_never_guessed(telephone: Telephone, booked: int) -> None:
    with telephone.looking() as db:
        for entry in db.scalars(select(WaitingEntry)):
            entry.telephone = E164(CALLER)
        first = db.get_one(Appointment, booked)
        second = make_appointment(
            db, first.practitioner, first.appointment_type, MONDAY + timedelta(hours=1)
        ).id
    freed(telephone, booked)
    freed(telephone, second)
    told = answers(telephone, "oui")
    assert "plusieurs" in told
    assert len(ADDRESS.findall(told)) == 2
    assert standing(telephone) == []
