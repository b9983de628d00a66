"""The assistant puts callers on the waiting list: asked for, offered, refused, never in the way."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel
from telesec.agenda.change import changes_to
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.waiting_list import OfferStatus, SlotOffer, WaitingEntry, waiting_at
from telesec.calls.call import Call, Disposition
from telesec.clients.client import Contact
from telesec.messages.message import Message
from telesec.notifications.notification import Notification, NotificationKind
from telesec.notifications.opt_out import opt_out
from telesec.simulator.caller import PlacedCall
from telesec.values.language import Language
from telesec.values.opening_hours import MINUTES_A_DAY
from tests.assistant.test_caller_answers import answers
from tests.beforehand import BORN, has_appointment
from tests.makers import NOW, an_appointment
from tests.own_links import CALLER
from tests.telephone import PRACTICE, Telephone
from tests.test_few_words import MOST_TURNS, turns_to_book
from tests.test_waiting_list import works

PARIS = ZoneInfo("Europe/Paris")
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
FAR = date(2026, 12, 14)  # a Monday
LATER = datetime(2026, 12, 14, 7, 0, tzinfo=UTC)  # 8:00 in Paris
LANDLINE = "+33142000000"
ASKED = "Voulez-vous recevoir un SMS"
BOOKS = "bonjour c'est Marie Dupont une consultation avec le docteur Martin"


@pytest.fixture
def practice(telephone: Telephone) -> Telephone:
    return keeps_a_list(telephone)


def keeps_a_list(telephone: Telephone) -> Telephone:
    """The practice wants its callers on the waiting list, and its texts can be answered."""
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        client.waiting_by_telephone = True
        client.text_from = client.lines[0].number
    return telephone


def is_full(telephone: Telephone, until: date, *people: str) -> None:
    """Nothing is free with them before that day: each day is one long appointment."""
    with telephone.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        for key in people or ("martin", "lefevre"):
            whom = db.scalars(select(Practitioner).where(Practitioner.key == key)).one()
            day = datetime(2026, 11, 26, tzinfo=PARIS)
            while day.date() < until:
                ends = day + timedelta(hours=23)
                span = {"ends_at": ends, "blocked_until": ends}
                db.add(an_appointment(whom, kind, day, caller_name="Paul Lelong", **span))
                day += timedelta(days=1)


def entries(telephone: Telephone) -> list[WaitingEntry]:
    with telephone.looking() as db:
        return list(db.scalars(select(WaitingEntry).order_by(WaitingEntry.id)))


def own(telephone: Telephone, name: str = "Marie Dupont") -> Appointment:
    with telephone.looking() as db:
        query = select(Appointment).where(
            Appointment.caller_name == name, Appointment.status == AppointmentStatus.CONFIRMED
        )
        return db.scalars(query).one()


def offers(telephone: Telephone) -> list[SlotOffer]:
    with telephone.looking() as db:
        return list(db.scalars(select(SlotOffer).order_by(SlotOffer.id)))


def is_freed(telephone: Telephone, day: date, key: str = "martin") -> None:
    """Somebody gives up that day with a doctor, and the worker is at work."""
    with telephone.looking() as db:
        whom = db.scalars(select(Practitioner).where(Practitioner.key == key)).one()
        taken = db.scalars(
            select(Appointment).where(
                Appointment.practitioner_id == whom.id,
                Appointment.caller_name == "Paul Lelong",
                Appointment.starts_on == day,
            )
        ).one()
        cancel(db, taken, telephone.clock.now())
    works(telephone)


def books_late(
    telephone: Telephone, number: str = CALLER, when: str = "dès que possible"
) -> PlacedCall:
    """A booking up to its confirmation; the first free time is far away."""
    is_full(telephone, FAR)
    call = telephone.caller(number).dials(PRACTICE).says(f"{BOOKS} {when}")
    call.hears("Je peux vous proposer").says("le premier").says("3 mars 1980")
    return call.hears("C’est bien cela").says("oui").hears("confirmé")


def test_a_caller_who_wanted_it_sooner_is_texted_and_oui_moves_the_appointment(
    practice: Telephone,
) -> None:
    call = books_late(practice).hears(
        "lundi 14 décembre", f"{ASKED} si une place se libère plus tôt"
    )
    call.says("oui je veux bien").hears("C’est noté", "votre rendez-vous reste pris")
    call.hears("Puis-je faire autre chose").says("non merci").has_ended()
    [entry] = entries(practice)
    assert (entry.caller_name, entry.telephone, entry.birth_date) == ("Marie Dupont", CALLER, BORN)
    assert (entry.first_on, entry.last_on) == (NOW.date(), FAR)
    assert entry.appointment_id == own(practice).id
    assert entry.language is Language.FR
    is_freed(practice, MONDAY)
    assert "c'est noté, RDV lundi 30/11" in answers(practice, "OUI")
    moved = own(practice)
    assert moved.id == entry.appointment_id
    assert moved.starts_at.date() == MONDAY
    with practice.looking() as db:
        assert [one.by_text for one in changes_to(db, moved.id)][-1]


def test_no_is_no(practice: Telephone) -> None:
    call = books_late(practice).hears(ASKED).says("non merci")
    call.hears("Très bien", "autre chose").does_not_hear("SMS").says("non merci").has_ended()
    assert entries(practice) == []


@pytest.mark.parametrize(("key", "count"), [("1", 1), ("2", 0)])
def test_by_key_and_while_the_question_is_spoken(practice: Telephone, key: str, count: int) -> None:
    call = books_late(practice).hears(ASKED)
    call.presses(key).hears("autre chose").hangs_up()
    assert len(entries(practice)) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("oui par SMS", 1),
        ("avec plaisir", 1),
        ("oui prévenez-moi si quelqu'un annule", 1),
        ("un SMS non", 0),
        ("pas la peine", 0),
        ("non pas de SMS merci", 0),
        ("au revoir", 0),
    ],
)
def test_yes_and_no_as_people_say_them(practice: Telephone, words: str, count: int) -> None:
    books_late(practice).hears(ASKED).says(words).hears("autre chose").hangs_up()
    assert len(entries(practice)) == count


def books_and_answers_a_lot(telephone: Telephone) -> PlacedCall:
    """A booking with so many turns that the list is only mentioned at the next menu."""
    is_full(telephone, FAR)
    call = telephone.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.says("peu importe").says("aucun des trois").says("le plus tôt possible")
    return call.says("la première").says("Marie Dupont").says("3 mars 1980")


def left_words(telephone: Telephone) -> list[str]:
    with telephone.looking() as db:
        return [one.body for one in db.scalars(select(Message))]


@pytest.mark.parametrize(
    "words",
    [
        "je voudrais aussi prévenir le docteur que j'arrête le traitement",
        "oui je voulais prévenir le docteur que je serai en retard demain",
        "je n'ai pas reçu le SMS de confirmation",
    ],
)
def test_a_message_for_the_doctor_is_no_yes_and_no_no(practice: Telephone, words: str) -> None:
    call = books_late(practice).hears(ASKED).says(words)
    call.does_not_hear("vous recevrez un SMS").does_not_hear("Très bien").hangs_up()
    works(practice)
    assert entries(practice) == []
    assert any(words in body for body in left_words(practice))


def test_a_message_where_a_text_was_only_mentioned_is_one_too(practice: Telephone) -> None:
    call = books_and_answers_a_lot(practice)
    call.hears("dites : prévenez-moi").says("je voudrais prévenir le docteur que j'arrête la cure")
    call.does_not_hear("vous recevrez un SMS").hangs_up()
    assert entries(practice) == []


def test_whoever_is_not_understood_is_not_told_very_well(practice: Telephone) -> None:
    call = books_late(practice).hears(ASKED)
    call.says("brrr").says("hmm tsk").says("grmbl").hears("Continuons", "autre chose")
    call.does_not_hear("Très bien").hangs_up()
    assert entries(practice) == []


def test_the_doctor_who_is_to_call_is_no_place_that_frees_up(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says("est-ce que le docteur Martin peut me rappeler dès qu'il se libère")
    call.does_not_hear("ce qui est libre").hears("Quel est votre nom").hangs_up()


def test_led_to_the_list_by_mistake_one_leaves_a_message(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says("mettez-moi sur la liste d'attente")
    call.hears("Pour quel motif").says("non c'est pour que le docteur me rappelle")
    call.does_not_hear("Pour quel motif").hears("Quel est votre nom").hangs_up()
    assert entries(practice) == []


def test_a_question_about_it_gets_the_simpler_question(practice: Telephone) -> None:
    call = books_late(practice).says("c'est quoi comme SMS").hears("oui ou non")
    call.does_not_hear("je transmets").says("oui").hears("C’est noté").hangs_up()
    assert len(entries(practice)) == 1


def test_pardon_is_answered_more_simply_and_silence_leaves_it(practice: Telephone) -> None:
    call = books_late(practice).says("pardon ?").hears("oui ou non").does_not_hear("Voulez-vous")
    call.stays_silent().stays_silent().hears("Tapez 1 pour oui")
    call.stays_silent().hears("Continuons", "autre chose").hangs_up()
    assert entries(practice) == []


def test_who_wished_a_morning_waits_for_that_morning_only(practice: Telephone) -> None:
    call = books_late(practice, when="mardi matin").hears("lundi 14 décembre")
    call.hears(f"{ASKED} si une place se libère au moment que vous souhaitiez").says("oui")
    call.hears("C’est noté").hangs_up()
    [entry] = entries(practice)
    assert (entry.first_on, entry.last_on) == (TUESDAY, TUESDAY)
    assert (entry.first_minute, entry.last_minute) == (8 * 60, 12 * 60)
    is_freed(practice, MONDAY)
    assert offers(practice) == []
    is_freed(practice, TUESDAY)
    [offer] = offers(practice)
    assert offer.starts_at.astimezone(PARIS).date() == TUESDAY


def test_only_with_the_doctor_who_was_wished_for(practice: Telephone) -> None:
    books_late(practice).says("oui").hangs_up()
    is_freed(practice, MONDAY, "lefevre")
    assert offers(practice) == []


def test_with_any_doctor_where_none_was_named(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE).says("je voudrais une consultation")
    call.says("peu importe").says("le premier")
    call.says("Marie Dupont").says("3 mars 1980").says("oui").hears(ASKED)
    call.says("oui").hangs_up()
    is_freed(practice, MONDAY, "lefevre")
    [offer] = offers(practice)
    assert offer.status is OfferStatus.OPEN


@pytest.mark.parametrize("when", ["dès que possible", "jeudi matin", "le 15 décembre"])
def test_who_gets_what_was_wished_is_not_asked(practice: Telephone, when: str) -> None:
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} {when}").says("le premier")
    call.says("3 mars 1980").says("oui").hears("confirmé", "autre chose")
    call.does_not_hear("SMS").hangs_up()


def test_who_then_wished_another_day_and_got_it_is_not_asked(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} mardi matin")
    call.says("plutôt le mercredi 16 décembre").says("le premier").says("3 mars 1980").says("oui")
    call.hears("confirmé").does_not_hear("SMS").hangs_up()


def test_where_the_client_keeps_no_list_nothing_is_new(telephone: Telephone) -> None:
    books_late(telephone).hears("autre chose").does_not_hear("SMS").hangs_up()
    assert entries(telephone) == []


def test_nobody_is_asked_where_no_offer_could_be_answered(practice: Telephone) -> None:
    with practice.looking() as db:
        client = practice.client_of(db, PRACTICE)
        client.text_from, client.caller_links = None, False
    books_late(practice).hears("autre chose").does_not_hear("SMS").hangs_up()


def test_nor_who_answered_stop(practice: Telephone) -> None:
    with practice.looking() as db:
        opt_out(db, practice.client_of(db, PRACTICE).id, CALLER, NOW)
    books_late(practice).hears("autre chose").does_not_hear("SMS").hangs_up()
    assert entries(practice) == []


def test_a_plain_booking_takes_no_more_sentences(practice: Telephone) -> None:
    is_full(practice, FAR)
    assert turns_to_book(practice, "je voudrais un rendez-vous") <= MOST_TURNS


@pytest.mark.parametrize("words", ["oui le SMS", "prévenez-moi"])
def test_who_has_answered_a_lot_is_told_rather_than_asked(practice: Telephone, words: str) -> None:
    call = books_and_answers_a_lot(practice)
    call.hears("confirmé", "dites : prévenez-moi", "autre chose")
    call.does_not_hear(ASKED).says(words).hears("C’est noté", "autre chose")
    call.says("non merci").has_ended()
    [entry] = entries(practice)
    assert entry.appointment_id == own(practice).id


# A number that takes no texts


def test_a_landline_is_asked_for_a_mobile_that_is_read_back(practice: Telephone) -> None:
    call = books_late(practice, LANDLINE).says("oui").hears("À quel numéro de mobile")
    call.says("06 11 11 11 12").hears("J’ai noté le 06, 11, 11, 11, 12").says("oui")
    call.hears("C’est noté", "autre chose").hangs_up()
    [entry] = entries(practice)
    assert entry.telephone == "+33611111112"
    assert own(practice).telephone == LANDLINE


def test_a_mobile_that_was_misheard_is_mended(practice: Telephone) -> None:
    call = books_late(practice, LANDLINE).says("oui au 06 11 11 11 12").hears("C’est bien cela")
    call.says("non c'est le 06 11 11 11 13").hears("J’ai noté le 06, 11, 11, 11, 13").says("oui")
    call.hears("C’est noté").hangs_up()
    assert [one.telephone for one in entries(practice)] == ["+33611111113"]


@pytest.mark.parametrize(
    "said", [("je n'ai pas de portable",), ("01 42 00 00 00",), ("euh le machin", "vous savez")]
)
def test_without_a_mobile_it_is_left_and_the_call_goes_on(
    practice: Telephone, said: tuple[str, ...]
) -> None:
    call = books_late(practice, LANDLINE).says("oui")
    for words in said:
        call.says(words)
    call.hears("Sans numéro de mobile", "autre chose").says("non merci").has_ended()
    assert entries(practice) == []
    assert own(practice).starts_at.date() == FAR


def test_a_withheld_number_keys_a_mobile(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller("anonymous").dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("le premier").says("3 mars 1980").says("01 42 00 00 00").says("oui").hears(ASKED)
    call.presses("1").hears("mobile").presses("0611111112#").hears("C’est noté").hangs_up()
    assert [one.telephone for one in entries(practice)] == ["+33611111112"]


def test_a_mobile_whose_owner_answered_stop_is_left_alone(practice: Telephone) -> None:
    with practice.looking() as db:
        opt_out(db, practice.client_of(db, PRACTICE).id, "+33611111112", NOW)
    call = books_late(practice, LANDLINE).says("oui").says("06 11 11 11 12").says("oui")
    call.hears("n’accepte plus nos SMS", "autre chose").hangs_up()
    assert entries(practice) == []


# Nothing free at all


def test_where_nothing_is_free_the_list_comes_before_a_message(practice: Telephone) -> None:
    with practice.looking() as db:
        db.scalars(select(Contact).where(Contact.key == "claire")).one().summary_by_sms = True
    is_full(practice, date(2027, 3, 1))
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} le matin")
    call.hears("plus de place", f"{ASKED} si une place se libère ?").does_not_hear("message")
    call.says("oui").hears("C’est noté", "autre chose").does_not_hear("carte Vitale")
    call.says("non").has_ended()
    [entry] = entries(practice)
    assert entry.appointment_id is None
    assert entry.last_minute == 12 * 60
    assert entry.call_id is not None
    with practice.looking() as db:
        assert db.scalars(select(Message)).all() == []
        assert db.scalars(select(Call)).one().disposition is Disposition.INFORMATION
        told = db.scalars(
            select(Notification).where(Notification.kind == NotificationKind.SUMMARY)
        ).one()
        assert "Sur la liste d'attente : Marie Dupont (consultation), 06 12 34 56 78" in told.body
    is_freed(practice, MONDAY)
    assert "c'est noté" in answers(practice, "OUI")
    assert own(practice).starts_at.date() == MONDAY


def test_who_would_rather_leave_a_message_does(practice: Telephone) -> None:
    is_full(practice, date(2027, 3, 1))
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} mardi").hears(ASKED).says("non")
    call.hears("je prends votre message", "quels jours").says("le mercredi après-midi").says("oui")
    call.hears("C’est noté").hangs_up()
    assert entries(practice) == []
    with practice.looking() as db:
        assert "mercredi" in db.scalars(select(Message)).one().body


def test_a_name_is_asked_where_none_was_told(practice: Telephone) -> None:
    is_full(practice, date(2027, 3, 1))
    call = practice.caller().dials(PRACTICE).says("une consultation mardi")
    call.says("avec le docteur Martin").hears(ASKED)
    call.says("oui").hears("À quel nom").says("Marie Dupont").hears("C’est noté").hangs_up()
    assert [one.caller_name for one in entries(practice)] == ["Marie Dupont"]


def test_who_has_a_later_one_and_finds_nothing_new_is_not_given_two(practice: Telephone) -> None:
    mine = has_appointment(practice, datetime(2027, 3, 1, 8, 0, tzinfo=UTC))
    is_full(practice, date(2027, 3, 1))
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi").hears(ASKED)
    call.says("oui").hangs_up()
    is_freed(practice, TUESDAY)
    assert "c'est noté" in answers(practice, "OUI")
    assert (own(practice).id, own(practice).starts_at.date()) == (mine, TUESDAY)


# Asked for by the caller


def test_asked_for_while_choosing_with_the_choice_in_one_sentence(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("le premier mais prévenez-moi si une place se libère avant")
    call.hears("C’est noté pour la liste d’attente", "date de naissance").says("3 mars 1980")
    call.says("oui").hears("confirmé", "vous recevrez un SMS").does_not_hear(ASKED).hangs_up()
    [entry] = entries(practice)
    assert entry.appointment_id == own(practice).id


def test_a_question_about_it_is_answered_and_the_offers_stand(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("est-ce qu'il y a plus tôt si quelqu'un annule").hears(
        "C’est noté pour la liste d’attente", "Je peux vous proposer lundi 14 décembre"
    )
    call.says("le premier").says("3 mars 1980").says("oui").hears("vous recevrez un SMS")
    call.hangs_up()
    assert len(entries(practice)) == 1


def test_rather_the_list_than_what_is_offered(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE).says(f"{BOOKS} mardi matin")
    call.says("non aucun ne me convient mettez-moi sur liste d'attente")
    call.hears("C’est noté", "autre chose").hangs_up()
    [entry] = entries(practice)
    assert (entry.first_on, entry.appointment_id) == (TUESDAY, None)
    with practice.looking() as db:
        held = select(Appointment).where(Appointment.status == AppointmentStatus.HELD)
        assert db.scalars(held).all() == []


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("non plutôt jeudi et prévenez-moi si une place se libère avant", "jeudi 3 décembre"),
        ("non l'après-midi et si une place se libère avant prévenez-moi", "14 heures"),
    ],
)
def test_no_with_another_wish_is_looked_for_and_the_list_comes_after(
    practice: Telephone, words: str, proposed: str
) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin").says(words)
    call.hears("C’est noté pour la liste", "Je peux vous proposer", proposed)
    call.says("le premier").says("3 mars 1980").says("oui").hears("confirmé", "C’est noté")
    call.hangs_up()
    assert [one.appointment_id for one in entries(practice)] == [own(practice).id]


def test_a_correction_at_the_read_back_does_not_lose_the_booking(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin").says("le premier")
    call.says("3 mars 1980").hears("C’est bien cela")
    call.says("non je suis né le 4 mars 1980 et prévenez-moi si une place se libère avant")
    call.hears("C’est bien cela").says("oui").hears("confirmé", "C’est noté").hangs_up()
    assert own(practice).birth_date == date(1980, 3, 4)
    assert [one.appointment_id for one in entries(practice)] == [own(practice).id]


def test_no_at_the_read_back_asks_what_is_wrong_and_keeps_the_wish(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin").says("le premier")
    call.says("3 mars 1980").hears("C’est bien cela")
    call.says("non et prévenez-moi si une place se libère avant").does_not_hear("recevrez un SMS")
    call.hangs_up()
    assert entries(practice) == []


def test_no_appointment_at_all_but_the_list_at_the_read_back(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin").says("le premier")
    call.says("3 mars 1980").hears("C’est bien cela")
    call.says("laissez tomber, mettez-moi plutôt sur la liste d'attente").hears("C’est noté")
    call.hangs_up()
    assert [one.appointment_id for one in entries(practice)] == [None]


def test_no_it_is_for_my_son_refuses_no_offer(practice: Telephone) -> None:
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin")
    call.says("non c'est pour mon fils et prévenez-moi si une place se libère avant")
    call.does_not_hear("recevrez un SMS").hears("Quel jour").hangs_up()
    assert entries(practice) == []


def test_at_the_end_of_the_call_it_is_for_what_was_booked(practice: Telephone) -> None:
    call = books_late(practice, when="le 14 décembre").hears("autre chose")
    call.says("oui prévenez-moi si quelqu'un se désiste").hears("vous recevrez un SMS")
    call.hears("autre chose").does_not_hear("carte Vitale").says("c'est tout").has_ended()
    [entry] = entries(practice)
    assert (entry.appointment_id, entry.last_on) == (own(practice).id, FAR)
    assert (entry.first_minute, entry.last_minute) == (0, MINUTES_A_DAY)


def test_at_the_beginning_what_is_free_is_looked_at_first(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE)
    call.says("je voudrais être sur liste d'attente pour une consultation avec le docteur Martin")
    call.hears("Voyons d’abord ce qui est libre", "Quel jour").says("dès que possible")
    call.hears("lundi 14 décembre").says("aucun ne me va").hears("À quel nom")
    call.says("Marie Dupont").hears("C’est noté").hangs_up()
    assert [one.caller_name for one in entries(practice)] == ["Marie Dupont"]


def test_in_english(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller().dials(PRACTICE).presses("9")
    call.says("hello this is Mary Smith a consultation with doctor Martin as soon as possible")
    call.says("the first one").says("3 March 1980").says("yes").hears(
        "confirmed", "Would you like a text message if an earlier time becomes free?"
    )
    call.says("yes please").hears("Noted", "Until then your appointment stays booked")
    call.says("could you let me know if something opens up").hears("Noted").hangs_up()
    [entry] = entries(practice)
    assert entry.language is Language.EN
    is_freed(practice, MONDAY)
    assert "free appointment" in practice.network.text_messages[-1].body


def test_a_denied_wish_is_none(practice: Telephone) -> None:
    call = books_late(practice, when="le 14 décembre")
    call.says("non pas la peine de me prévenir si une place se libère").hangs_up()
    assert entries(practice) == []


def test_without_a_list_the_client_reads_the_wish(telephone: Telephone) -> None:
    is_full(telephone, FAR)
    call = telephone.caller().dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("le premier mais prévenez-moi si une place se libère avant")
    call.hears("Je transmets aussi cette demande", "date de naissance").says("3 mars 1980")
    call.says("oui").hears("confirmé").does_not_hear("SMS").hangs_up()
    assert "prévenez-moi si une place se libère" in own(telephone).notes
    assert entries(telephone) == []


# An appointment the caller has


def says_who(telephone: Telephone, words: str) -> PlacedCall:
    call = telephone.caller(CALLER).dials(PRACTICE).says(words)
    return call.says("Marie Dupont").says("3 mars 1980")


def test_nothing_earlier_leads_to_the_list_and_the_appointment_stays(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    is_full(practice, FAR)
    call = says_who(practice, "je voudrais avancer mon rendez-vous si possible")
    call.hears("Je n’ai rien de plus tôt", "lundi 14 décembre à 8 heures reste pris", ASKED)
    call.says("oui").hears("C’est noté", "autre chose").says("non").has_ended()
    [entry] = entries(practice)
    assert entry.appointment_id == mine
    assert own(practice).starts_at == LATER
    is_freed(practice, MONDAY)
    assert "c'est noté" in answers(practice, "OUI")
    assert own(practice).starts_at.date() == MONDAY


def test_what_is_free_earlier_is_offered_and_nothing_later(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    is_full(practice, date(2026, 12, 11))
    call = says_who(practice, "je voudrais avancer mon rendez-vous")
    call.hears("vendredi 11 décembre").does_not_hear("14 décembre").says("le premier").says("oui")
    call.hears("maintenant vendredi 11 décembre").hangs_up()
    assert own(practice).id == mine


def test_a_caller_with_an_appointment_asks_for_the_list(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    is_full(practice, FAR)
    call = says_who(
        practice, "prévenez-moi si une place se libère avant mon rendez-vous du 14 décembre"
    )
    call.hears("Je n’ai rien de plus tôt", "C’est noté").does_not_hear(ASKED).hangs_up()
    assert [one.appointment_id for one in entries(practice)] == [mine]


def test_after_the_date_was_told_the_list_is_for_that_appointment(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    call = says_who(practice, "je ne sais plus quand est mon rendez-vous").hears("lundi 14")
    call.says("prévenez-moi si ça se libère plus tôt").hears("C’est noté", "autre chose").hangs_up()
    assert [one.appointment_id for one in entries(practice)] == [mine]


def test_the_time_that_is_chosen_beside_the_wish_is_taken(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    is_full(practice, date(2026, 12, 10))
    call = says_who(practice, "je voudrais avancer mon rendez-vous").hears("jeudi 10 décembre")
    call.says("le premier et prévenez-moi si une place se libère encore avant")
    call.hears("Je remplace").says("oui").hears("maintenant jeudi 10 décembre", "C’est noté")
    call.hangs_up()
    assert own(practice).starts_at.date() == date(2026, 12, 10)
    [entry] = entries(practice)
    assert (entry.appointment_id, entry.last_on) == (mine, date(2026, 12, 10))


def test_the_day_that_is_wished_beside_it_is_looked_for(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    call = says_who(practice, "je voudrais déplacer mon rendez-vous").hears("Quel jour")
    call.says("mardi prochain et si quelqu'un annule avant prévenez-moi")
    call.hears("Je peux vous proposer", "mardi 1er décembre").says("le premier").says("oui")
    call.hears("maintenant mardi 1er décembre", "C’est noté").hangs_up()
    assert len(entries(practice)) == 1


def test_in_english_too_the_second_one_is_taken(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    call = practice.caller(CALLER).dials(PRACTICE).says("english please")
    call.says("I would like to move my appointment to Monday").says("Marie Dupont")
    call.says("3 March 1980")
    call.says("the second one please, but let me know if something comes up earlier")
    call.says("yes").hears("Noted").hangs_up()
    assert own(practice).starts_at.date() == MONDAY


def test_none_of_them_and_the_wish_keeps_it_and_waits(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    call = says_who(practice, "je voudrais avancer mon rendez-vous").hears("Lequel")
    call.says("non aucun, prévenez-moi si une place se libère").hears("C’est noté").hangs_up()
    assert own(practice).starts_at == LATER
    assert [one.appointment_id for one in entries(practice)] == [mine]


def test_days_after_the_appointment_are_left_to_people(practice: Telephone) -> None:
    """The list can only bring it forward: nothing is promised that cannot come."""
    starts_at = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
    has_appointment(practice, starts_at)
    call = says_who(practice, "je voudrais déplacer mon rendez-vous à la semaine du 14 décembre")
    call.hears("14 décembre").says("non prévenez-moi si une place se libère")
    call.does_not_hear("recevrez un SMS").hears("Je transmets").hangs_up()
    works(practice)
    assert entries(practice) == []
    assert own(practice).starts_at == starts_at
    assert any("prévenez-moi si une place" in body for body in left_words(practice))


def test_a_stranger_gets_nobody_on_the_list(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says("je voudrais avancer mon rendez-vous")
    for _ in range(2):
        call.says("Marie Dupont").says("4 mars 1980").hears("Je ne trouve pas")
    call.hangs_up()
    assert entries(practice) == []


# Twice, at once, and faults


def test_who_calls_again_is_on_the_list_once_and_keeps_the_place(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    is_full(practice, FAR)
    for _ in range(2):
        says_who(practice, "je voudrais avancer mon rendez-vous").says("oui").hangs_up()
        practice.clock.advance(3600)
    [entry] = entries(practice)
    assert entry.created_at < NOW + timedelta(minutes=30)


def test_who_is_misheard_the_second_time_too(practice: Telephone) -> None:
    is_full(practice, FAR)
    for name in ("Marie Dupont", "Marie Dupond"):
        call = practice.caller(CALLER).dials(PRACTICE)
        call.says(f"bonjour c'est {name} une consultation avec le docteur Martin mardi")
        call.says("non mettez-moi plutôt sur liste d'attente").hears("C’est noté").hangs_up()
    assert [one.caller_name for one in entries(practice)] == ["Marie Dupont"]


def test_two_calls_at_once_leave_one_entry(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    is_full(practice, FAR)
    barrier = Barrier(2)

    def calls() -> None:
        call = says_who(practice, "je voudrais avancer mon rendez-vous")
        barrier.wait()
        call.says("oui").hangs_up()

    threads = [Thread(target=calls) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.appointment_id for one in entries(practice)] == [mine]


def test_who_waits_already_and_books_is_not_asked_again(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi")
    call.says("non mettez-moi plutôt sur liste d'attente").hears("C’est noté").hangs_up()
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("le premier").says("3 mars 1980").says("oui").hears("confirmé")
    call.does_not_hear("SMS").hangs_up()
    [entry] = entries(practice)
    assert entry.appointment_id == own(practice).id
    is_freed(practice, TUESDAY)
    assert "c'est noté" in answers(practice, "OUI")
    assert own(practice).starts_at.date() == TUESDAY


def test_the_mother_and_the_child_both_wait(practice: Telephone) -> None:
    for number, name in enumerate(("Marie Dupont", "Léa Dupont")):
        starts_at = LATER + timedelta(minutes=20 * number)
        has_appointment(practice, starts_at, caller_name=name)
    is_full(practice, FAR)
    for name in ("Marie Dupont", "Léa Dupont"):
        call = practice.caller(CALLER).dials(PRACTICE).says("je voudrais avancer mon rendez-vous")
        call.says(name).says("3 mars 1980").says("oui").hears("C’est noté").hangs_up()
    assert [one.caller_name for one in entries(practice)] == ["Marie Dupont", "Léa Dupont"]


def test_hanging_up_at_the_question_keeps_the_appointment(practice: Telephone) -> None:
    books_late(practice).hears(ASKED).hangs_up()
    assert own(practice).starts_at.date() == FAR
    assert entries(practice) == []


def test_danger_and_another_matter_come_first(practice: Telephone) -> None:
    call = books_late(practice).hears(ASKED)
    call.says("en fait j'ai besoin d'une ordonnance").hears("quel traitement").hangs_up()
    assert entries(practice) == []


def test_what_is_over_is_no_more_on_the_list(practice: Telephone) -> None:
    books_late(practice, when="mardi matin").says("oui").hangs_up()
    with practice.looking() as db:
        client = practice.client_of(db, PRACTICE)
        assert len(waiting_at(db, client, NOW)) == 1
        assert len(waiting_at(db, client, NOW + timedelta(days=8))) == 0
