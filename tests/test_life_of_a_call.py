"""Whole calls, from the first ring to what the client finds afterwards, over real HTTP."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.calls.call import Call, CallStatus, Disposition, StrayCall
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.notifications.notification import Notification, NotificationKind
from telesec.values.language import Language
from tests.makers import make_account
from tests.telephone import (
    DOCTOR_ON_CALL,
    LAW_FIRM,
    PLUMBER,
    PLUMBER_ON_CALL,
    PRACTICE,
    Telephone,
)

SECRETARY = "+33600000190"


def one_call(telephone: Telephone) -> Call:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one()


def one_message(telephone: Telephone) -> Message:
    with telephone.looking() as db:
        return db.scalars(select(Message)).one()


def appointments(telephone: Telephone) -> list[Appointment]:
    with telephone.looking() as db:
        return list(db.scalars(select(Appointment).order_by(Appointment.starts_at)))


def test_a_caller_leaves_a_message(telephone: Telephone) -> None:
    call = telephone.caller("+33612345678").dials(PRACTICE)
    call.hears("Cabinet des docteurs Martin et Lefèvre", "automatique", "Que puis-je faire")
    call.says("je voudrais laisser un message").hears("quel message")
    call.says("c'est pour le certificat de sport de mon fils").hears("votre nom")
    call.says("Sandrine Morel").hears("06, 12, 34, 56, 78")
    call.says("oui").hears("C’est noté, Sandrine Morel").says("non merci")
    call.hears("au revoir").has_ended()
    message = one_message(telephone)
    assert message.status is MessageStatus.COMPLETE
    assert message.urgency is Urgency.ROUTINE
    assert message.caller_name == "Sandrine Morel"
    assert message.callback_number == "+33612345678"
    assert message.body == "c'est pour le certificat de sport de mon fils"
    assert "Appelant : Sandrine Morel" in message.transcript
    kept = one_call(telephone)
    assert kept.disposition is Disposition.MESSAGE
    assert kept.status is CallStatus.COMPLETED


def test_a_caller_books_an_appointment(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("bonjour je voudrais un rendez-vous").hears("Pour quel motif")
    call.says("une consultation").hears("Voici les premières places", "Lequel préférez-vous")
    call.says("avec le docteur Lefèvre").hears("Je peux vous proposer")
    call.says("plutôt mardi matin").hears("mardi 1er décembre à 8 heures", "Lequel préférez-vous")
    call.says("le premier").hears("À quel nom").says("Hélène Lefort")
    call.hears("date de naissance").says("3 mars 1980")
    call.hears("consultation", "le docteur Lefèvre", "mardi 1er décembre à 8 heures")
    call.hears("Hélène Lefort", "C’est bien cela").says("oui c'est ça").hears("confirmé")
    call.says("non merci au revoir").has_ended()
    [appointment] = appointments(telephone)
    assert appointment.status is AppointmentStatus.CONFIRMED
    assert appointment.starts_at == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert appointment.caller_name == "Hélène Lefort"
    assert appointment.telephone == "+33612345678"
    assert appointment.birth_date == date(1980, 3, 3)
    assert one_call(telephone).disposition is Disposition.APPOINTMENT


def test_what_was_volunteered_is_not_asked_again(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("je voudrais un rendez-vous pour un vaccin avec le docteur Martin mardi matin")
    call.hears("mardi 1er décembre").does_not_hear("Pour quel motif", "Quel jour")
    call.hangs_up()


def test_the_slots_offered_to_one_caller_are_not_offered_to_another(telephone: Telephone) -> None:
    wish = "un rendez-vous pour une consultation avec le docteur Martin mardi matin"
    first = telephone.caller("+33612345678").dials(PRACTICE).says(wish)
    first.hears("mardi 1er décembre à 8 heures")
    second = telephone.caller("+33687654321").dials(PRACTICE).says(wish)
    second.does_not_hear("mardi 1er décembre à 8 heures,")
    first.says("le premier").says("Thomas Roussel").says("3 mars 80").says("oui").says("non merci")
    second.says("le premier").says("Linh Nguyen").says("5 mai 1990").says("oui").says("non merci")
    starts = [a.starts_at for a in appointments(telephone)]
    assert len(set(starts)) == 2


def test_holds_go_when_the_caller_hangs_up(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("un rendez-vous pour une consultation avec le docteur Martin mardi matin")
    assert appointments(telephone)
    call.hangs_up()
    assert not appointments(telephone)


def test_a_read_back_can_be_corrected(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("un rendez-vous pour une consultation avec le docteur Martin mardi matin")
    call.says("le premier").says("Hélène Lefort").says("3 mars 1980").hears("C’est bien cela")
    call.says("non").hears("corriger").says("le nom").says("Hélène Leforestier")
    call.hears("Hélène Leforestier").says("oui").hears("confirmé").hangs_up()
    [appointment] = appointments(telephone)
    assert appointment.caller_name == "Hélène Leforestier"


def test_who_hangs_up_half_way_leaves_a_partial_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("j'ai reçu mes résultats et je ne comprends pas le cholestérol").hangs_up()
    message = one_message(telephone)
    assert message.status is MessageStatus.PARTIAL
    assert "cholestérol" in message.body
    assert message.callback_number == "+33612345678"
    assert one_call(telephone).disposition is Disposition.MESSAGE


def test_who_hangs_up_at_once_leaves_nothing_but_the_call(telephone: Telephone) -> None:
    telephone.caller().dials(PRACTICE).hangs_up()
    assert one_call(telephone).disposition is Disposition.HUNG_UP
    with telephone.looking() as db:
        assert not db.scalars(select(Message)).all()


def test_an_urgency_rings_who_is_on_call(telephone: Telephone) -> None:
    plumber = telephone.network.person(PLUMBER_ON_CALL)
    plumber.answers(after=5, presses="1", talks=60)
    call = telephone.caller().dials(PLUMBER)
    call.says("j'ai une fuite d'eau dans la cuisine")
    call.hears("robinet d’arrivée d’eau", "d’astreinte").has_ended()
    assert call.talked_with == [PLUMBER_ON_CALL]
    assert any("Plomberie Moreau" in said for said in plumber.heard)
    kept = one_call(telephone)
    assert kept.disposition is Disposition.TRANSFER
    assert kept.secretary_seconds == 60
    message = one_message(telephone)
    assert message.urgency is Urgency.URGENT
    assert "fuite" in message.body
    with telephone.looking() as db:
        urgent = select(Notification).where(Notification.kind == NotificationKind.URGENT)
        assert PLUMBER_ON_CALL in {row.recipient for row in db.scalars(urgent)}


def test_a_voicemail_box_never_counts_as_an_answer(telephone: Telephone) -> None:
    telephone.network.person(PLUMBER_ON_CALL).has_voicemail(after=3)
    call = telephone.caller().dials(PLUMBER).says("urgence j'ai une fuite d'eau")
    call.hears("je le préviens immédiatement").says("12 rue de la Soie à Lyon troisième étage")
    call.says("Paul Petit").says("oui").hears("en urgence")
    call.has_ended()
    message = one_message(telephone)
    assert message.status is MessageStatus.COMPLETE
    assert message.urgency is Urgency.URGENT
    assert one_call(telephone).disposition is Disposition.MESSAGE


def test_danger_of_life_is_told_to_dial_15_even_when_played_down(telephone: Telephone) -> None:
    telephone.network.person(DOCTOR_ON_CALL).does_not_answer()
    call = telephone.caller().dials(PRACTICE)
    call.says("c'est peut-être rien mais j'ai une douleur à la poitrine depuis ce matin")
    call.hears("composez le 15 ou le 112").hears("je le préviens immédiatement").hangs_up()
    message = one_message(telephone)
    assert message.urgency is Urgency.URGENT
    assert "poitrine" in message.body


def test_the_secretary_is_rung_first_and_the_assistant_takes_over(telephone: Telephone) -> None:
    with telephone.looking() as db:
        make_account(db, role="owner", telephone=SECRETARY, takes_calls=True)
    telephone.network.person(SECRETARY).does_not_answer()
    call = telephone.caller().dials(LAW_FIRM)
    call.hears("Durand", "l’objet de votre appel").hangs_up()
    kept = one_call(telephone)
    assert kept.ring_seconds == 0, "the caller was not answered while the secretary was rung"


def test_the_secretary_answers_first(telephone: Telephone) -> None:
    with telephone.looking() as db:
        make_account(db, role="owner", telephone=SECRETARY, takes_calls=True)
    telephone.network.person(SECRETARY).answers(after=6, presses="1", talks=90)
    call = telephone.caller().dials(LAW_FIRM).has_ended()
    assert call.talked_with == [SECRETARY]
    kept = one_call(telephone)
    assert kept.disposition is Disposition.TRANSFER
    assert (kept.assistant_seconds, kept.ring_seconds) == (0, 0)
    assert kept.secretary_seconds == kept.duration_seconds == call.duration_seconds


def test_a_person_can_be_asked_for_at_any_moment(telephone: Telephone) -> None:
    with telephone.looking() as db:
        make_account(db, role="owner", telephone=SECRETARY, takes_calls=True)
    telephone.network.person(SECRETARY).answers(after=4, presses="1", talks=30)
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("je veux parler à quelqu'un").has_ended()
    assert call.talked_with == [SECRETARY]


def test_nobody_to_speak_to_becomes_a_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("0")
    call.hears("Personne n’est disponible", "quel message").says("rappelez-moi pour ma facture")
    call.says("Paul Petit").says("oui").hears("C’est noté").hangs_up()
    assert one_message(telephone).status is MessageStatus.COMPLETE


def test_not_understood_three_times_becomes_a_recorded_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("brrr").hears("pas bien compris").says("hmm tsk").hears("tapez 1", "tapez 2")
    call.says("khm").hears("après le bip").speaks_message("bonjour, c'est Kovač", seconds=9)
    telephone.network.settle()
    message = one_message(telephone)
    assert message.recording_sid
    assert one_call(telephone).disposition is Disposition.MESSAGE


def test_keys_do_as_well_as_words(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).presses("1").hears("Pour quel motif")
    call.says("brrr").says("khm tsk").hears("tapez 1")
    call.presses("2").hears("Voici les premières places")
    call.presses("1").says("Anna Kovač").presses("030380#").presses("1").hears(
        "confirmé"
    ).hangs_up()
    [appointment] = appointments(telephone)
    assert appointment.ends_at - appointment.starts_at == timedelta(minutes=10)


def test_key_9_speaks_english(telephone: Telephone) -> None:
    call = telephone.caller("+447400123456").dials(PRACTICE).hears("For English, press 9")
    call.presses("9").hears("How can I help you").says("I would like to leave a message")
    call.says("it is about my prescription").says("my name is Emily Clarke").says("yes please")
    call.hears("Emily Clarke").hangs_up()
    assert one_call(telephone).language is Language.EN
    assert one_message(telephone).caller_name == "Emily Clarke"


def test_silence_is_met_kindly_and_ends(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).stays_silent().hears("Je ne vous entends pas")
    call.stays_silent().stays_silent().hears("après le bip").hangs_up()
    assert one_call(telephone).status is CallStatus.COMPLETED


def test_a_withheld_caller_is_asked_for_a_number_read_back_in_pairs(telephone: Telephone) -> None:
    for place, withheld in enumerate(("anonymous", "+266696687", "Restricted", "")):
        call = telephone.caller(withheld).dials(PRACTICE).says("laisser un message")
        call.says("c'est pour une ordonnance").says("Sandrine Morel")
        call.hears("À quel numéro")
        call.says("zéro six douze trente-quatre cinquante-six soixante-dix-huit")
        call.hears("06, 12, 34, 56, 78").says("oui").hangs_up()
        with telephone.looking() as db:
            messages = db.scalars(select(Message)).all()
            calls = db.scalars(select(Call)).all()
        assert len(messages) == place + 1
        assert {message.callback_number for message in messages} == {"+33612345678"}
        assert {kept.caller_number for kept in calls} == {None}


def test_the_dialled_number_decides_and_forwarded_from_is_only_shown(telephone: Telephone) -> None:
    call = telephone.caller().dials(PLUMBER, forwarded_from=PRACTICE)
    call.hears("Plomberie Moreau").hangs_up()
    kept = one_call(telephone)
    with telephone.looking() as db:
        kept = db.merge(kept)
        assert kept.client.key == "plomberie-moreau"
    assert kept.forwarded_from == PRACTICE


def test_a_number_of_nobodys_is_answered_politely_and_noted(telephone: Telephone) -> None:
    telephone.line("+33199000077")
    telephone.caller().dials("+33199000077").hears("n’est pas attribué").has_ended()
    with telephone.looking() as db:
        assert db.scalars(select(StrayCall)).one().dialed_number == "+33199000077"
        assert not db.scalars(select(Call)).all()


def test_an_edited_script_applies_to_the_next_call_only(telephone: Telephone) -> None:
    before = telephone.caller("+33612345678").dials(PRACTICE)
    file = telephone.script("cabinet-martin")
    text = file.read_text()
    file.write_text(text.replace("quel message dois-je transmettre", "que faut-il transmettre"))
    before.says("laisser un message").hears("quel message dois-je").hangs_up()
    after = telephone.caller("+33687654321").dials(PRACTICE).says("laisser un message")
    after.hears("que faut-il transmettre").hangs_up()
    file.write_text("steps: [")
    broken = telephone.caller("+33699999999").dials(PRACTICE).says("laisser un message")
    broken.hears("que faut-il transmettre").hangs_up()


def test_seconds_are_the_carriers_to_the_second(telephone: Telephone) -> None:
    telephone.network.person(PLUMBER_ON_CALL).answers(after=7, presses="1", talks=42)
    call = telephone.caller().dials(PLUMBER).says("j'ai une fuite d'eau").has_ended()
    kept = one_call(telephone)
    parts = (kept.assistant_seconds, kept.ring_seconds, kept.secretary_seconds)
    assert sum(parts) == kept.duration_seconds == call.duration_seconds
    assert kept.secretary_seconds == 42
    assert kept.ring_seconds >= 7


def test_who_is_silent_even_after_the_tone_is_bid_goodbye(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("brr").says("khm").says("tss")
    call.hears("après le bip").stays_silent().hears("Je ne vous entends plus").has_ended()


def test_the_assistant_answers_after_n_seconds_however_many_are_rung(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for number in range(3):
            phone = f"+3360000019{number}"
            make_account(db, f"{phone}@x.fr", role="owner", telephone=phone, takes_calls=True)
            telephone.network.person(phone).has_voicemail(after=20)
    telephone.worker_rings()
    began = telephone.clock.now()
    call = telephone.caller().dials(LAW_FIRM).waits(15).hears("Cabinet Durand")
    answered = next(at for at, _, text in call.heard if "Cabinet Durand" in text)
    assert (answered - began).total_seconds() <= 25
    call.hangs_up()


def test_a_silent_caller_is_told_from_one_who_hangs_up(telephone: Telephone) -> None:
    silent = telephone.caller().dials(PRACTICE)
    for _ in range(5):
        if not silent.ended:
            silent.stays_silent()
    telephone.caller("+33612345679").dials(PRACTICE).hangs_up()
    telephone.network.settle()
    with telephone.looking() as db:
        ended = [call.disposition for call in db.scalars(select(Call).order_by(Call.id))]
    assert ended == [Disposition.DEAD_AIR, Disposition.HUNG_UP]
