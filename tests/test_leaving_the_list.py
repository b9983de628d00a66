"""Callers who wait no more: by their own word, once proved; or with nothing left to wait for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment
from telesec.agenda.practitioner import AppointmentType
from telesec.agenda.waiting_list import (
    OfferStatus,
    SlotOffer,
    WaitingEntry,
    WaitingStatus,
    put_on_list,
)
from telesec.calls.call import Call, Disposition
from telesec.clients.client import Contact, SummaryDetail
from telesec.messages.message import Message
from telesec.notifications.notification import Notification, NotificationKind
from telesec.simulator.caller import PlacedCall
from telesec.values.caller_link import token_of
from telesec.values.language import Language
from telesec.values.opening_hours import MINUTES_A_DAY
from tests.assistant.test_caller_answers import answers, reminded
from tests.beforehand import BORN, has_appointment
from tests.makers import NOW
from tests.own_links import CALLER, Phone, lets_callers
from tests.telephone import PRACTICE, Telephone
from tests.test_own_links import books
from tests.test_waiting_by_telephone import (
    BOOKS,
    FAR,
    LATER,
    MONDAY,
    TUESDAY,
    entries,
    is_freed,
    is_full,
    keeps_a_list,
    left_words,
    offers,
    own,
)
from tests.test_waiting_list import works

OFF = "enlevez-moi de la liste d'attente"
LEFT = "vous n’êtes plus sur la liste d’attente"
GOT_IT = "C’est le créneau que vous attendiez : je vous retire donc de la liste d’attente"
NOT_ON_IT = "Je ne trouve personne"
BY_NUMBER = "je voudrais ne plus être sur la liste d'attente"


@pytest.fixture
def practice(telephone: Telephone) -> Telephone:
    with telephone.looking() as db:
        db.scalars(select(Contact).where(Contact.key == "claire")).one().summary_by_sms = True
    return keeps_a_list(telephone)


def waits(house: Telephone, name: str = "Marie Dupont", **fields: object) -> int:
    """Somebody waits for a consultation there; the entry's id."""
    with house.looking() as db:
        kind = db.scalars(
            select(AppointmentType).where(AppointmentType.key == "consultation")
        ).one()
        values: dict[str, object] = {
            "client_id": kind.client_id,
            "appointment_type_id": kind.id,
            "first_on": NOW.date(),
            "first_minute": 0,
            "last_minute": MINUTES_A_DAY,
            "caller_name": name,
            "telephone": CALLER,
            "birth_date": BORN,
            "language": Language.FR,
        }
        return put_on_list(db, WaitingEntry(**(values | fields)), NOW).id


def statuses(telephone: Telephone) -> list[WaitingStatus]:
    return [one.status for one in entries(telephone)]


def summaries(telephone: Telephone) -> list[str]:
    works(telephone)
    with telephone.looking() as db:
        kind = Notification.kind == NotificationKind.SUMMARY
        return [one.body for one in db.scalars(select(Notification).where(kind))]


def says_who(telephone: Telephone, words: str = OFF, born: str = "3 mars 1980") -> PlacedCall:
    call = telephone.caller(CALLER).dials(PRACTICE).says(words)
    return call.hears("À quel nom").says("Marie Dupont").hears("date de naissance").says(born)


WAITING, GONE, SERVED = WaitingStatus.WAITING, WaitingStatus.TAKEN_BACK, WaitingStatus.SERVED


@pytest.mark.parametrize(
    "words",
    [
        OFF,
        BY_NUMBER,
        "ne me prévenez plus si une place se libère",
        "ne me prévenez plus",
        "je suis sur la liste d'attente et je n'en ai plus besoin",
        "je suis sur la liste d'attente et je voudrais annuler",
        "je ne suis plus intéressée par la liste d'attente",
    ],
)
def test_who_proves_it_is_taken_off_and_the_client_reads_so(
    practice: Telephone, words: str
) -> None:
    waits(practice)
    call = says_who(practice, words).hears(LEFT, "autre chose")
    call.says("non merci").has_ended()
    assert statuses(practice) == [GONE]
    [told] = summaries(practice)
    assert "N'est plus sur la liste d'attente : Marie Dupont (consultation), 06 12 34 56 78" in told
    with practice.looking() as db:
        assert db.scalars(select(Call)).one().disposition is Disposition.INFORMATION
        assert db.scalars(select(Message)).all() == []


def test_a_discreet_summary_names_nobody(practice: Telephone) -> None:
    with practice.looking() as db:
        practice.client_of(db, PRACTICE).summary_detail = SummaryDetail.DISCREET
    waits(practice)
    says_who(practice).hears(LEFT).hangs_up()
    [told] = summaries(practice)
    assert "un retrait de la liste d'attente" in told
    assert "Dupont" not in told


def test_what_was_offered_goes_to_the_next(practice: Telephone) -> None:
    is_full(practice, FAR)
    waits(practice)
    waits(practice, "Bruno Roux", telephone="+33611111113", birth_date=None)
    is_freed(practice, MONDAY)
    says_who(practice).hears(LEFT).hangs_up()
    works(practice)
    [hers, his] = offers(practice)
    assert (hers.status, his.status) == (OfferStatus.REFUSED, OfferStatus.OPEN)
    assert statuses(practice) == [GONE, WAITING]
    assert "Vous ne figurez plus sur la liste" in answers(practice, "OUI")
    page = Phone(practice).opens(f"{offer_link(practice, hers)}/offer")
    assert "n’est plus libre" in page
    assert "restez sur la liste" not in page


def offer_link(telephone: Telephone, offer: SlotOffer) -> str:
    settings = telephone.settings
    return f"{settings.public_url}/r/{token_of(offer.nonce, settings.secret_key)}"


def test_with_the_name_in_the_same_sentence(practice: Telephone) -> None:
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says(f"bonjour c'est Marie Dupont je vais mieux, {OFF}").hears("date de naissance")
    call.says("3 mars 1980").hears(LEFT).hangs_up()
    assert statuses(practice) == [GONE]


@pytest.mark.parametrize("before", ["quelle est votre adresse", None])
def test_who_hangs_up_before_the_proof_leaves_it_as_a_message(
    practice: Telephone, before: str | None
) -> None:
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE)
    if before:
        call.says(before)
    call.says(f"c'est Marie Dupont je vais mieux, {OFF}").hears("date de naissance").hangs_up()
    assert statuses(practice) == [WAITING]
    with practice.looking() as db:
        [left] = db.scalars(select(Message)).all()
        assert (left.caller_name, OFF in left.body) == ("Marie Dupont", True)
        assert db.scalars(select(Call)).one().disposition is Disposition.MESSAGE
    assert len(summaries(practice)) == 1


def test_in_english(practice: Telephone) -> None:
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE).presses("9")
    call.says("could you take me off the waiting list please").hears("What name")
    call.says("Marie Dupont").says("3 March 1980").hears("no longer on the waiting list")
    call.hangs_up()
    assert statuses(practice) == [GONE]


def test_the_appointment_they_have_stays_and_proves_it_too(practice: Telephone) -> None:
    mine = has_appointment(practice, LATER)
    waits(practice, birth_date=None)
    says_who(practice).hears(LEFT, "il est maintenu").hangs_up()
    assert statuses(practice) == [GONE]
    assert (own(practice).id, own(practice).starts_at) == (mine, LATER)


def test_a_stranger_takes_nobody_off_and_hears_nothing_of_who_waits(practice: Telephone) -> None:
    waits(practice)
    call = says_who(practice, born="4 mars 1980").hears(NOT_ON_IT, "épelez le nom")
    call.says("Marie Dupont").says("4 mars 1980").hears(NOT_ON_IT, "Je transmets votre demande")
    call.hangs_up()
    assert statuses(practice) == [WAITING]
    works(practice)
    assert any(
        "Ne souhaite plus être sur la liste d’attente" in one for one in left_words(practice)
    )


def test_who_is_on_no_list_hears_the_very_same(practice: Telephone) -> None:
    call = says_who(practice).hears(NOT_ON_IT, "épelez le nom")
    call.says("Marie Dupont").says("3 mars 1980").hears(NOT_ON_IT, "Je transmets votre demande")
    call.hangs_up()


def by_number(telephone: Telephone) -> None:
    script = telephone.script("cabinet-martin")
    script.write_text(script.read_text().replace("{proof: birth_date}", "{proof: number}"))


def test_where_the_number_proves_it_a_family_is_asked_for_the_first_name(
    practice: Telephone,
) -> None:
    by_number(practice)
    waits(practice)
    waits(practice, "Louis Dupont", birth_date=None)
    call = practice.caller(CALLER).dials(PRACTICE).says(BY_NUMBER).says("Dupont")
    call.hears("avec le prénom").does_not_hear("Louis").says("Louis Dupont").hears(LEFT).hangs_up()
    assert statuses(practice) == [WAITING, GONE]


def test_another_number_proves_nothing(practice: Telephone) -> None:
    by_number(practice)
    waits(practice)
    call = practice.caller("+33699999999").dials(PRACTICE).says(BY_NUMBER).says("Marie Dupont")
    call.hears(NOT_ON_IT).hangs_up()
    assert statuses(practice) == [WAITING]


def test_a_withheld_number_is_left_to_people(practice: Telephone) -> None:
    by_number(practice)
    waits(practice)
    call = practice.caller("anonymous").dials(PRACTICE).says(BY_NUMBER)
    call.hears("Votre numéro est masqué").hangs_up()
    works(practice)
    assert statuses(practice) == [WAITING]
    assert any("Ne souhaite plus" in one for one in left_words(practice))


def test_a_change_of_mind_in_the_same_call_needs_no_proof(practice: Telephone) -> None:
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi")
    call.says("non mettez-moi plutôt sur liste d'attente").hears("C’est noté", "autre chose")
    call.says(f"finalement non {OFF}").hears(LEFT, "autre chose").hangs_up()
    assert statuses(practice) == [GONE]


def test_but_who_only_renewed_a_wish_proves_it(practice: Telephone) -> None:
    waits(practice)
    practice.clock.advance(3600)
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi")
    call.says("non mettez-moi plutôt sur liste d'attente").hears("C’est noté", "autre chose")
    call.says(OFF).hears("date de naissance").hangs_up()
    assert statuses(practice) == [WAITING]


def test_said_while_booking_the_client_reads_it(practice: Telephone) -> None:
    waits(practice, "Louis Dupont", birth_date=None)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin")
    call.says(f"le premier et {OFF}").hears("Je transmets aussi").says("3 mars 1980").says("oui")
    call.hears("confirmé").hangs_up()
    assert OFF in own(practice).notes
    assert statuses(practice) == [WAITING]


# For somebody else, for one thing only, with something else


def has_family(telephone: Telephone) -> None:
    waits(telephone)
    waits(telephone, "Louis Dupont", birth_date=date(2015, 1, 1))


@pytest.mark.parametrize(
    "words",
    [
        "c'est Marie Dupont enlevez mon fils Louis de la liste d'attente",
        "je suis Marie Dupont enlevez Louis Dupont de la liste d'attente",
        "c'est Marie Dupont c'est pour mon fils enlevez-le de la liste d'attente",
        "c'est Marie Dupont mon fils va mieux il faudrait l'enlever de la liste d'attente",
    ],
)
def test_who_speaks_for_a_child_is_asked_whose_name(practice: Telephone, words: str) -> None:
    has_family(practice)
    call = practice.caller(CALLER).dials(PRACTICE).says(words).hears("À quel nom")
    call.says("Louis Dupont").hears("date de naissance").says("1er janvier 2015").hears(LEFT)
    call.says("je voudrais annuler mon rendez-vous").hears("nom").hangs_up()
    assert statuses(practice) == [WAITING, GONE]


def test_where_the_number_proves_it_the_child_is_asked_for_too(practice: Telephone) -> None:
    by_number(practice)
    has_family(practice)
    call = practice.caller(CALLER).dials(PRACTICE)
    call.says("c'est Marie Dupont enlevez mon fils Louis de la liste d'attente")
    call.hears("À quel nom").says("Louis Dupont").hears(LEFT).hangs_up()
    assert statuses(practice) == [WAITING, GONE]


def test_the_child_said_while_cancelling_ones_own_is_seen_to_after_it(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    has_family(practice)
    call = says_who(practice, "je voudrais annuler mon rendez-vous").hears("J’annule")
    call.says("oui et enlevez mon fils de la liste d'attente").hears("annulé", "À quel nom")
    call.says("Louis Dupont").says("1er janvier 2015").hears(LEFT).hangs_up()
    assert statuses(practice) == [GONE, GONE]


def waits_for_two(telephone: Telephone) -> None:
    waits(telephone)
    with telephone.looking() as db:
        other = db.scalars(select(AppointmentType).where(AppointmentType.key != "consultation"))
        kind = other.first()
        assert kind
    waits(telephone, appointment_type_id=kind.id)


def test_only_what_is_named_is_waited_for_no_more(practice: Telephone) -> None:
    waits_for_two(practice)
    call = says_who(practice, f"{OFF} pour la consultation").hears(LEFT, "autre chose")
    call.does_not_hear("Quel jour").hangs_up()
    assert statuses(practice) == [GONE, WAITING]


def test_who_names_nothing_waits_for_nothing_more(practice: Telephone) -> None:
    waits_for_two(practice)
    says_who(practice).hears(LEFT).hangs_up()
    assert statuses(practice) == [GONE, GONE]


def test_an_appointment_asked_for_with_it_is_heard_afterwards(practice: Telephone) -> None:
    waits(practice)
    call = says_who(practice, f"{OFF} et je voudrais une consultation mardi matin")
    call.hears(LEFT, "docteur").does_not_hear("À quel nom").hangs_up()
    assert statuses(practice) == [GONE]


def test_a_message_told_with_it_is_taken_afterwards(practice: Telephone) -> None:
    waits(practice)
    call = says_who(practice, f"{OFF} et dites au docteur que je suis guérie").hears(LEFT)
    call.hangs_up()
    assert statuses(practice) == [GONE]
    assert any("dites au docteur que je suis guérie" in one for one in left_words(practice))


@pytest.mark.parametrize(
    "why", ["j'ai trouvé ailleurs", "j'ai trouvé un rendez-vous ailleurs", "je vais mieux"]
)
def test_why_they_wait_no_more_is_no_other_matter(practice: Telephone, why: str) -> None:
    waits(practice)
    says_who(practice, f"{why} {OFF}").hears(LEFT, "autre chose").hangs_up()
    assert statuses(practice) == [GONE]


# Together with an appointment


def test_cancelled_and_off_the_list_in_one_sentence(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    waits(practice)
    call = says_who(practice, f"annulez mon rendez-vous et {OFF}")
    call.hears("J’annule").says("oui").hears(
        "annulé", LEFT.replace("vous n’êtes", "Vous n’êtes donc")
    )
    call.hangs_up()
    assert statuses(practice) == [GONE]


def test_who_cancels_waits_for_nothing_earlier_any_more(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    waits(practice)
    is_full(practice, FAR)
    call = says_who(practice, "je voudrais annuler mon rendez-vous")
    call.says("oui").hears("annulé", "Vous n’êtes donc plus sur la liste d’attente").hangs_up()
    assert statuses(practice) == [GONE]
    is_freed(practice, MONDAY)
    assert offers(practice) == []
    [told] = summaries(practice)
    assert "N'est plus sur la liste d'attente : Marie Dupont" in told


def test_who_cancels_by_link_reads_that_they_wait_no_more(practice: Telephone) -> None:
    lets_callers(practice)
    phone = books(practice)
    waits(practice)
    page = phone.follows(phone.opens(phone.link()), "Annuler le rendez-vous")
    assert "est annulé. Vous ne figurez plus sur la liste d’attente." in phone.sends(page).text
    assert statuses(practice) == [GONE]
    works(practice)


def test_and_by_text(practice: Telephone) -> None:
    found = reminded(practice)
    with practice.looking() as db:
        name = db.get_one(Appointment, found).caller_name or ""
    waits(practice, name, birth_date=None)
    for _ in range(2):
        assert answers(practice, "NON").endswith(
            "est annulé. Vous ne figurez plus sur la liste d'attente."
        )
    assert statuses(practice) == [GONE]


def test_who_cancels_something_else_goes_on_waiting(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    waits(practice)
    has_appointment(practice, LATER + timedelta(days=1), caller_name="Louis Dupont")
    call = practice.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Louis Dupont").says("3 mars 1980").says("oui").hears("annulé")
    call.does_not_hear("liste d’attente").hangs_up()
    assert statuses(practice) == [WAITING]


def test_who_books_what_was_waited_for_is_served(practice: Telephone) -> None:
    waits(practice, first_on=TUESDAY, last_on=TUESDAY, first_minute=8 * 60, last_minute=12 * 60)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} mardi matin").says("le premier")
    call.says("3 mars 1980").says("oui").hears("confirmé", GOT_IT).hangs_up()
    assert statuses(practice) == [SERVED]


def test_who_moves_it_before_all_that_was_waited_for_is_served(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    waits(practice, first_on=date(2026, 12, 9))
    call = says_who(practice, "je voudrais avancer mon rendez-vous").hears("Lequel")
    call.says("le premier").says("oui").hears("maintenant", GOT_IT).hangs_up()
    assert statuses(practice) == [SERVED]
    assert own(practice).starts_at < datetime(2026, 12, 9, tzinfo=UTC)


def test_who_would_come_at_any_time_goes_on_waiting(practice: Telephone) -> None:
    waits(practice)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} le 15 décembre")
    call.says("le premier").says("3 mars 1980").says("oui").hears("confirmé").hangs_up()
    [entry] = entries(practice)
    assert (entry.status, entry.appointment_id) == (WAITING, own(practice).id)


def test_who_books_but_would_come_earlier_still_keeps_the_place(practice: Telephone) -> None:
    waits(practice, first_minute=8 * 60, last_minute=12 * 60)
    is_full(practice, FAR)
    [since] = [one.created_at for one in entries(practice)]
    practice.clock.advance(24 * 3600)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("le premier et prévenez-moi si une place se libère").says("3 mars 1980").says("oui")
    call.does_not_hear(GOT_IT).hangs_up()
    [entry] = entries(practice)
    assert (entry.status, entry.created_at) == (WAITING, since)
    assert entry.appointment_id == own(practice).id
    assert not any("N'est plus sur la liste" in one for one in summaries(practice))


def test_nor_is_it_lost_by_who_moves_and_would_come_earlier_still(practice: Telephone) -> None:
    has_appointment(practice, LATER)
    waits(practice, first_on=date(2026, 12, 9))
    call = says_who(practice, "je voudrais avancer mon rendez-vous").hears("Lequel")
    call.says("le premier et prévenez-moi si une place se libère").says("oui").hears("maintenant")
    call.does_not_hear(GOT_IT).hangs_up()
    [entry] = entries(practice)
    assert (entry.status, entry.appointment_id) == (WAITING, own(practice).id)


def test_who_waits_for_any_morning_is_not_served_by_a_late_one(practice: Telephone) -> None:
    waits(practice, first_minute=8 * 60, last_minute=12 * 60)
    is_full(practice, FAR)
    call = practice.caller(CALLER).dials(PRACTICE).says(f"{BOOKS} dès que possible")
    call.says("le premier").says("3 mars 1980").says("oui").hears("confirmé")
    call.does_not_hear(GOT_IT).hangs_up()
    [entry] = entries(practice)
    assert (entry.status, entry.appointment_id) == (WAITING, own(practice).id)
