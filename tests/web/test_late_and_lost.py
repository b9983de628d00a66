"""What comes too late, or not at all: nothing the caller said is lost, whatever the order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from telesec.calls.call import Call, CallStatus, Disposition
from telesec.clients.client import Contact
from telesec.messages.message import MessageStatus
from telesec.simulator.faults import Fault
from telesec.worker import Worker
from tests.kept import message
from tests.makers import make_account
from tests.telephone import DOCTOR_ON_CALL, PRACTICE, Telephone
from tests.webhooks import SID, over, post, ringing, said

SECRETARY = "+33600000190"
LEG = {"CallSid": "CA" + "6" * 32, "CallStatus": "in-progress"}


def work(telephone: Telephone, *, later: int = 0) -> None:
    """The worker does all that is due, so many seconds later."""
    telephone.clock.advance(later)
    Worker(telephone.settings, telephone.engine, telephone.clock).run_once()


def texts(telephone: Telephone) -> list[str]:
    """What the practice was told by SMS; all of it is in order."""
    bodies = [sms.body for sms in telephone.network.person(DOCTOR_ON_CALL).text_messages]
    for body in bodies:
        telephone.network.expects_text(DOCTOR_ON_CALL, body)
    return bodies


def call_row(telephone: Telephone) -> Call:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one()


@pytest.fixture
def by_sms(telephone: Telephone) -> None:
    """The practice wants its summaries by SMS."""
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True


@pytest.fixture
def secretary(telephone: Telephone) -> str:
    with telephone.looking() as db:
        make_account(db, role="owner", telephone=SECRETARY, takes_calls=True)
    return SECRETARY


@pytest.mark.usefixtures("by_sms")
def test_when_the_word_of_the_end_is_lost_the_carrier_is_asked(telephone: Telephone) -> None:
    telephone.network.faults.add(path_contains="/voice/status", what=Fault.DROP)
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("rappelez-moi pour les résultats").says("Paul Petit").says("oui").says("non merci")
    work(telephone, later=60)
    assert call_row(telephone).status == CallStatus.IN_PROGRESS
    work(telephone, later=300)
    ended = call_row(telephone)
    assert ended.status == CallStatus.COMPLETED
    assert ended.duration_seconds == call.duration_seconds
    assert ended.assistant_seconds == call.duration_seconds
    assert ended.ended_at is not None
    assert telephone.clock.now() - ended.ended_at > timedelta(minutes=4)
    work(telephone)
    [summary] = texts(telephone)
    assert "Paul Petit" in summary


def test_a_call_that_goes_on_is_left_alone(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    work(telephone, later=900)
    assert call_row(telephone).status == CallStatus.IN_PROGRESS
    call.hangs_up()


def test_a_call_the_carrier_does_not_know_ends_unbilled(telephone: Telephone) -> None:
    post(telephone, "/voice/status", over())  # before the call itself: not known yet
    post(telephone, "/voice/incoming", ringing())
    work(telephone, later=301)
    ended = call_row(telephone)
    assert (ended.status, ended.duration_seconds) == (CallStatus.FAILED, 0)


@pytest.mark.usefixtures("by_sms")
def test_words_that_come_after_the_end_are_kept_and_told(telephone: Telephone) -> None:
    post(telephone, "/voice/incoming", ringing())
    post(telephone, "/voice/turn/1", said("laisser un message"))
    post(telephone, "/voice/status", over())
    late = said("rappelez-moi ma fille a quarante de fièvre")
    answers = [post(telephone, "/voice/turn/2", late).text for _ in range(3)]
    assert all("Hangup" in answer for answer in answers)
    kept = message(telephone)
    assert kept.body.count("ma fille a quarante de fièvre") == 1
    assert kept.status == MessageStatus.PARTIAL
    assert "quarante de fièvre" in kept.transcript
    work(telephone)
    assert any("quarante de fi" in sms for sms in texts(telephone))


@pytest.mark.usefixtures("by_sms")
def test_what_becomes_known_after_the_summary_is_told_in_another(telephone: Telephone) -> None:
    post(telephone, "/voice/incoming", ringing())
    for number, words in enumerate(("laisser un message", "mon genou", "", "", "")):
        answer = post(telephone, f"/voice/turn/{number + 1}", said(words))
    assert "<Record" in answer.text
    post(telephone, "/voice/status", over())
    work(telephone)
    recorded = {"RecordingSid": "RE" + "1" * 32, "RecordingDuration": "12"}
    for _ in range(2):
        post(telephone, "/voice/turn/6", ringing(CallStatus="completed", **recorded))
        post(telephone, "/voice/recording", ringing(RecordingStatus="completed", **recorded))
        telephone.clock.advance(15)  # in which it may still be written down
        work(telephone)
    first, second = texts(telephone)
    assert "interrompu" in first
    assert second.startswith("Complément - ")
    assert "12 s" in second


@pytest.mark.usefixtures("by_sms")
def test_an_appointment_told_at_once_is_not_told_again(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    call.says("un rendez-vous pour une consultation avec le docteur Martin demain matin")
    call.says("le premier").says("Hélène Lefort").says("3 mars 1980").says("oui").says(
        "non merci"
    ).has_ended()
    work(telephone)
    assert len(texts(telephone)) == 1


def test_who_accepted_but_was_never_joined_has_not_taken_the_call(
    telephone: Telephone, secretary: str
) -> None:
    """The accept key reached us, our answer was lost: the caller is not left in silence."""
    telephone.network.person(secretary).answers(after=4, presses="1", talks=30)
    telephone.network.faults.add(path_contains="/voice/screened", what=Fault.STALL)
    telephone.network.expects_problem("/voice/screened")
    call = telephone.caller().dials(PRACTICE).says("passez-moi la secrétaire")
    call.hears("message").says("rappelez-moi pour mon genou").hangs_up()
    row = call_row(telephone)
    assert row.disposition == Disposition.MESSAGE
    assert row.secretary_seconds == 0
    assert message(telephone).status == MessageStatus.PARTIAL


@pytest.mark.usefixtures("secretary")
def test_a_key_pressed_after_the_ring_is_over_joins_nobody(telephone: Telephone) -> None:
    post(telephone, "/voice/incoming", ringing())
    post(telephone, "/voice/turn/1", said("je veux parler à quelqu'un"))
    gone = ringing(CallStatus="in-progress", DialCallStatus="no-answer", DialBridged="false")
    post(telephone, "/voice/turn/2", gone)
    answer = post(telephone, f"/voice/screened/{SID}/2", LEG | {"Digits": "1"})
    assert "Hangup" in answer.text
    post(telephone, "/voice/status", over())
    assert call_row(telephone).disposition != Disposition.TRANSFER


@pytest.mark.usefixtures("secretary")
@pytest.mark.parametrize(("accepts", "ended_as"), [(True, "transfer"), (False, "hung_up")])
def test_where_the_carrier_does_not_say_who_was_joined_the_accept_key_does(
    telephone: Telephone, accepts: bool, ended_as: str
) -> None:
    post(telephone, "/voice/incoming", ringing())
    post(telephone, "/voice/turn/1", said("je veux parler à quelqu'un"))
    if accepts:
        post(telephone, f"/voice/screened/{SID}/2", LEG | {"Digits": "1"})
    picked_up = ringing(CallStatus="in-progress", DialCallStatus="completed", DialCallDuration="9")
    post(telephone, "/voice/turn/2", picked_up)
    post(telephone, "/voice/status", over())
    assert (call_row(telephone).disposition == Disposition.TRANSFER) == (ended_as == "transfer")


@contextmanager
def the_database_away(telephone: Telephone) -> Iterator[Callable[[], None]]:
    """Nothing can be read or written, until the block ends or what it gives is called."""
    gone = [True]

    def refuse(connection: object) -> None:
        if gone:
            raise OperationalError("BEGIN", None, ConnectionError("nobody there"))

    event.listen(telephone.engine, "begin", refuse)
    yield gone.clear
    event.remove(telephone.engine, "begin", refuse)


@pytest.mark.parametrize("caller_stays", [False, True])
def test_words_said_while_the_database_was_long_away_reach_the_client(
    telephone: Telephone, caller_stays: bool
) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    telephone.network.expects_problem("/voice/status")
    with the_database_away(telephone):
        call.says("ma fille Zoé ne pourra pas venir demain").hears("Un instant", "souci technique")
        call.speaks_message("rappelez-moi", seconds=6) if caller_stays else call.hangs_up()
    work(telephone, later=600)
    work(telephone)
    kept = message(telephone)
    assert kept.body.count("ma fille Zoé ne pourra pas venir demain") == 1
    assert kept.recording_sid
    assert call_row(telephone).status.is_final
    assert not list(telephone.settings.spool_dir.glob("*.json"))


def test_words_carried_over_a_short_outage_are_written_once(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    with the_database_away(telephone) as comes_back:

        def heard(event: object) -> None:
            if "Un instant" in str(getattr(event, "text", "")):
                comes_back()

        telephone.network.on_event(heard)
        call.says("ma fille Zoé ne pourra pas venir demain").hears("Un instant", "nom")
    work(telephone)
    call.hangs_up()
    assert message(telephone).body.count("ma fille Zoé ne pourra pas venir demain") == 1
    assert not list(telephone.settings.spool_dir.glob("*.json"))
