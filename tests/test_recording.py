"""Recording a talk, and what is written down of a recorded message.

Off unless the client switched it on; then the caller is told first and may refuse by a key.
"""

import pytest
from sqlalchemy import select

from telesec.calls.call import Call, Disposition, RecordingConsent
from telesec.calls.leg import Leg
from telesec.clients.client import Client
from telesec.messages.message import Message, Recording, RecordingKind, Urgency
from telesec.messages.recordings import recording_name
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.simulator.caller import PlacedCall
from telesec.simulator.faults import Fault
from telesec.worker import Worker
from tests.makers import make_account, make_contact
from tests.telephone import LAW_FIRM, PLUMBER, PLUMBER_ON_CALL, PRACTICE, Telephone
from tests.webhooks import post, ringing

SECRETARY, COLLEAGUE = "+33600000091", "+33600000092"
NOTICE = "peut être enregistrée"


@pytest.fixture
def house(telephone: Telephone) -> Telephone:
    """Every client has talks recorded, and one secretary takes calls."""
    with telephone.looking() as db:
        for client in db.scalars(select(Client)):
            client.record_talks = True
        make_account(db, role="owner", telephone=SECRETARY, takes_calls=True)
    telephone.network.person(SECRETARY).answers(after=4, presses="1", talks=30)
    return telephone


def colleague(telephone: Telephone) -> None:
    with telephone.looking() as db:
        make_account(db, "anne@x.example", role="owner", telephone=COLLEAGUE, takes_calls=True)
    telephone.network.person(COLLEAGUE).does_not_answer()


def everything(call: PlacedCall) -> str:
    """All that the caller has heard."""
    return " ".join(text for _, _, text in call.call.heard)


def recorded(telephone: Telephone) -> list[tuple[RecordingKind, int]]:
    telephone.network.settle()
    with telephone.looking() as db:
        return [(one.kind, one.seconds) for one in db.scalars(select(Recording))]


def the_call(telephone: Telephone) -> Call:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one()


def test_nothing_is_recorded_unless_the_client_wants_it(telephone: Telephone) -> None:
    with telephone.looking() as db:
        make_account(db, role="owner", telephone=SECRETARY, takes_calls=True)
    telephone.network.person(SECRETARY).answers(after=4, presses="1", talks=30)
    call = telephone.caller().dials(PRACTICE).presses("0").has_ended()
    assert NOTICE not in everything(call)
    assert not telephone.network.recordings
    assert the_call(telephone).recording_consent is None


def test_the_caller_is_told_and_the_talk_is_kept(house: Telephone) -> None:
    call = house.caller().dials(PRACTICE).presses("0")
    call.hears(NOTICE, "tapez sur une touche").stays_silent().hears("Je vous passe").has_ended()
    assert call.talked_with == [SECRETARY]
    assert the_call(house).recording_consent is RecordingConsent.TOLD
    assert recorded(house) == [(RecordingKind.TALK, 30)]
    worker = Worker(house.settings, house.engine, house.clock)
    house.clock.advance(30)
    worker.bring_in_recordings()
    worker.delete_at_carrier()
    with house.looking() as db:
        kept = db.scalars(select(Recording)).one()
        assert (house.settings.data_dir / recording_name(kept)).is_file()
        assert not db.scalars(select(Message)).all(), "a talk is no message"
    assert house.network.recordings[kept.recording_sid].deleted


def test_any_key_refuses_and_nothing_is_recorded(house: Telephone) -> None:
    call = house.caller().dials(PRACTICE).presses("0").hears(NOTICE)
    call.presses("2").hears("rien ne sera enregistré", "Je vous passe").has_ended()
    assert call.talked_with == [SECRETARY]
    assert the_call(house).recording_consent is RecordingConsent.REFUSED
    assert not house.network.recordings


def test_who_rings_first_is_rung_after_the_notice(house: Telephone) -> None:
    call = house.caller().dials(LAW_FIRM)
    call.hears("Durand et Associés", NOTICE).stays_silent().has_ended()
    assert everything(call).count("Durand et Associés") == 1
    assert recorded(house) == [(RecordingKind.TALK, 30)]
    assert the_call(house).disposition is Disposition.TRANSFER


def test_the_assistant_does_not_greet_a_second_time(house: Telephone) -> None:
    house.network.person(SECRETARY).forgets().does_not_answer()
    call = house.caller().dials(LAW_FIRM).hears(NOTICE).stays_silent()
    call.hears("assistant", "l’objet de votre appel").hangs_up()
    assert everything(call).count("Durand et Associés") == 1
    assert not house.network.recordings


def test_nobody_to_ring_means_no_notice(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for client in db.scalars(select(Client)):
            client.record_talks = True
    call = telephone.caller().dials(LAW_FIRM).hears("l’objet de votre appel")
    call.presses("0").hears("Personne n’est disponible").hangs_up()
    assert NOTICE not in everything(call)


def test_several_secretaries_and_a_room(house: Telephone) -> None:
    colleague(house)
    house.worker_rings()
    call = house.caller().dials(PRACTICE).presses("0").hears(NOTICE).stays_silent()
    while not call.ended:
        call.waits(2)
    assert call.talked_with == [SECRETARY]
    [(kind, seconds)] = recorded(house)
    assert kind is RecordingKind.TALK
    assert 30 <= seconds <= 34


def test_an_urgency_is_not_held_up_by_a_question(house: Telephone) -> None:
    house.network.person(PLUMBER_ON_CALL).answers(after=4, presses="1", talks=20)
    call = house.caller().dials(PLUMBER).says("j'ai une fuite d'eau dans la cuisine").has_ended()
    assert NOTICE not in everything(call)
    assert call.talked_with == [PLUMBER_ON_CALL]
    assert not house.network.recordings


def test_it_is_told_once_in_a_call(house: Telephone) -> None:
    house.network.person(SECRETARY).forgets().does_not_answer()
    call = house.caller().dials(PRACTICE).presses("0").hears(NOTICE).stays_silent()
    call.hears("Personne n’est disponible").presses("0").hears("Personne n’est disponible")
    call.hangs_up()
    assert everything(call).count(NOTICE) == 1


def test_what_was_never_told_is_found_at_night(house: Telephone) -> None:
    house.network.faults.add("/voice/talk", 1, Fault.DROP)
    house.caller().dials(PRACTICE).presses("0").hears(NOTICE).stays_silent().has_ended()
    assert not recorded(house)
    house.clock.advance(86_400)
    worker = Worker(house.settings, house.engine, house.clock)
    worker.reconcile()
    assert recorded(house) == [(RecordingKind.TALK, 30)]


def test_each_kind_is_kept_as_long_as_the_client_wants(house: Telephone) -> None:
    with house.looking() as db:
        for client in db.scalars(select(Client)):
            client.voicemail_days, client.talk_days = 10, 2
    house.caller().dials(PRACTICE).presses("0").hears(NOTICE).stays_silent().has_ended()
    left_message(house, "c'est madame Morel pour le certificat")
    worker = Worker(house.settings, house.engine, house.clock)
    house.clock.advance(60)
    worker.bring_in_recordings()
    house.clock.advance(3 * 86_400)
    worker.delete_at_limit()
    with house.looking() as db:
        kinds = {one.kind: one.deleted_at for one in db.scalars(select(Recording))}
    assert kinds[RecordingKind.TALK]
    assert kinds[RecordingKind.MESSAGE] is None


# What is written down of a recorded message


def left_message(telephone: Telephone, words: str) -> None:
    """Somebody leaves a recorded message at the practice."""
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message(words, seconds=9, then="#")
    telephone.network.settle()


def the_message(telephone: Telephone) -> Message:
    with telephone.looking() as db:
        return db.scalars(select(Message)).one()


SAID = "Bonjour, c'est madame Morel. Il me faut le certificat de mon fils. Rappelez-moi."


def test_a_recorded_message_is_written_down(telephone: Telephone) -> None:
    with telephone.looking() as db:
        practice = telephone.client_of(db, PRACTICE)
        make_contact(db, practice, "anne", mobile="+33600000013", summary_by_sms=True)
    left_message(telephone, SAID)
    message = the_message(telephone)
    assert message.recorded_words == SAID
    with telephone.looking() as db:
        summary = select(Notification).where(
            Notification.kind == NotificationKind.SUMMARY, Notification.channel == Channel.SMS
        )
        [one] = db.scalars(summary)
        assert "Transcription automatique : Bonjour" in one.body
        assert one.next_attempt_at, "it is not told twice"
        assert one.next_attempt_at > one.created_at, "it waits a moment for the words"


@pytest.mark.parametrize(
    ("fault", "nth"),
    [(Fault.REORDER, 2), (Fault.DUPLICATE, 2), (Fault.DUPLICATE, 3), (Fault.LATE, 3)],
)
def test_pieces_come_in_any_order_and_twice(telephone: Telephone, fault: Fault, nth: int) -> None:
    telephone.network.faults.add("/voice/transcript", nth, fault, seconds=30)
    left_message(telephone, SAID)
    telephone.clock.advance(60)
    telephone.network.settle()
    assert the_message(telephone).recorded_words == SAID


def test_danger_in_a_recorded_message_alarms(telephone: Telephone) -> None:
    left_message(telephone, "c'est monsieur Petit. J'ai mal dans la poitrine depuis ce matin.")
    assert the_message(telephone).urgency is Urgency.URGENT
    with telephone.looking() as db:
        urgent = select(Notification).where(Notification.kind == NotificationKind.URGENT)
        assert db.scalars(urgent).all()


def test_who_does_not_want_it_written_down(telephone: Telephone) -> None:
    with telephone.looking() as db:
        telephone.client_of(db, PRACTICE).voicemail_transcript = False
    left_message(telephone, SAID)
    assert the_message(telephone).recorded_words == ""
    assert the_message(telephone).recording_sid


@pytest.mark.parametrize(
    "fields",
    [
        {"TranscriptionData": "not json"},
        {"TranscriptionData": '["a list"]'},
        {"TranscriptionData": '{"transcript": ""}'},
        {"TranscriptionData": '{"transcript": "peut-être"}', "Final": "false"},
        {"TranscriptionEvent": "transcription-error", "TranscriptionErrorCode": "32600"},
        {"CallSid": "CA" + "0" * 32},
    ],
)
def test_what_makes_no_sense_changes_nothing(telephone: Telephone, fields: dict[str, str]) -> None:
    left_message(telephone, SAID)
    call = the_call(telephone)
    told = {
        "AccountSid": telephone.settings.twilio_account_sid,
        "CallSid": call.call_sid,
        "TranscriptionEvent": "transcription-content",
        "TranscriptionData": '{"transcript": "encore des mots"}',
        "Final": "true",
        "SequenceId": "9",
    }
    assert post(telephone, "/voice/transcript", told | fields).ok
    assert the_message(telephone).recorded_words == SAID


def test_an_unsigned_word_is_refused(telephone: Telephone) -> None:
    told = {"TranscriptionEvent": "transcription-content"}
    assert post(telephone, "/voice/transcript", told, token=None).status_code == 403


def test_nothing_is_recorded_once_the_person_has_gone_before_the_caller_came(
    house: Telephone,
) -> None:
    """The caller, back with the assistant from an empty room, is not recorded any more."""
    colleague(house)
    worker = Worker(house.settings, house.engine, house.clock)
    call = house.caller().dials(PRACTICE).presses("0").hears(NOTICE).stays_silent()
    worker.serve_waiting()
    with house.looking() as db:
        leg = db.scalars(select(Leg)).first()
    assert leg
    person = {"CallSid": "CA" + "8" * 32}
    post(house, f"/voice/leg/{leg.id}", person)
    post(house, f"/voice/leg/{leg.id}/key", person | {"Digits": "1"})
    call.waits(5)  # now in the room
    post(house, f"/voice/leg/{leg.id}/status", person | {"CallStatus": "completed"})
    house.clock.advance(5)
    worker.placing.bring_callers()
    call.hears("Personne n’est disponible")
    began = house.clock.now()
    call.says("c'est pour une ordonnance").says("Paul Petit").says("oui").hangs_up()
    house.network.settle()
    [talk] = house.network.recordings.values()
    assert talk.started_at.timestamp() + talk.seconds <= began.timestamp() + 1


def test_who_was_told_and_then_has_an_urgency_is_not_recorded(house: Telephone) -> None:
    house.network.person(SECRETARY).forgets().does_not_answer()
    house.network.person(PLUMBER_ON_CALL).answers(after=4, presses="1", talks=20)
    call = house.caller().dials(PLUMBER).presses("0").hears(NOTICE).stays_silent()
    call.says("j'ai une fuite d'eau dans la cuisine").has_ended()
    assert call.talked_with == [PLUMBER_ON_CALL]
    assert not recorded(house)


def test_it_is_told_in_every_language_of_the_script(house: Telephone) -> None:
    call = house.caller().dials(PRACTICE).presses("0").hears(NOTICE)
    assert "may be recorded" in everything(call)
    call.hangs_up()


def test_not_to_refuse_is_no_silence(house: Telephone) -> None:
    house.network.person(SECRETARY).forgets().does_not_answer()
    post(house, "/voice/incoming", ringing(To=LAW_FIRM))
    post(house, "/voice/turn/1", ringing(To=LAW_FIRM, CallStatus="in-progress"))
    house.clock.advance(5)
    over = {"CallStatus": "completed", "CallDuration": "12"}
    post(house, "/voice/status", ringing(To=LAW_FIRM, **over))
    assert the_call(house).disposition is Disposition.HUNG_UP
