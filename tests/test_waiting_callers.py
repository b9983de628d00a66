"""Callers who wait for a person: all are rung together, the first to accept is joined."""

import pytest
from sqlalchemy import select

from telesec.calls.call import Call, Disposition
from telesec.calls.leg import Leg, LegEnd, legs_of
from telesec.calls.waiting import WaitEnd, Waiting
from telesec.messages.message import Message
from telesec.simulator.faults import Fault
from tests.makers import make_account
from tests.telephone import LAW_FIRM, Telephone

ANNE, BEATRICE, CLARA = "+33600000191", "+33600000192", "+33600000193"


@pytest.fixture
def secretaries(telephone: Telephone) -> tuple[str, ...]:
    """Three who take calls, and a worker that rings them."""
    with telephone.looking() as db:
        for number, name in ((ANNE, "anne"), (BEATRICE, "beatrice"), (CLARA, "clara")):
            make_account(db, f"{name}@example.fr", role="owner", telephone=number, takes_calls=True)
    telephone.worker_rings()
    return ANNE, BEATRICE, CLARA


def only_call(telephone: Telephone) -> Call:
    with telephone.looking() as db:
        return db.scalars(select(Call)).one()


def ends(telephone: Telephone) -> dict[str, LegEnd | None]:
    with telephone.looking() as db:
        return {leg.telephone: leg.end for leg in legs_of(db, db.scalars(select(Call)).one().id)}


@pytest.mark.usefixtures("secretaries")
def test_all_ring_together_and_a_voicemail_box_never_takes_the_call(telephone: Telephone) -> None:
    telephone.network.person(ANNE).has_voicemail(after=2)
    telephone.network.person(BEATRICE).answers(after=6, presses="1", talks=40)
    telephone.network.person(CLARA).does_not_answer()
    call = telephone.caller().dials(LAW_FIRM).waits(90).has_ended()
    assert call.talked_with == [BEATRICE]
    telephone.network.settle()
    found = ends(telephone)
    assert found.pop(BEATRICE) == LegEnd.TALKED
    assert set(found.values()) <= {LegEnd.LET_GO, LegEnd.NO_KEY, LegEnd.NO_ANSWER}
    kept = only_call(telephone)
    assert kept.disposition == Disposition.TRANSFER
    assert kept.secretary_seconds == pytest.approx(40, abs=3)
    parts = (
        kept.assistant_seconds
        + kept.ring_seconds
        + kept.queue_seconds
        + kept.secretary_seconds
        + kept.hold_seconds
    )
    assert parts == kept.duration_seconds == call.duration_seconds


@pytest.mark.usefixtures("secretaries")
def test_the_first_to_accept_wins_and_the_second_hears_that_it_is_taken(
    telephone: Telephone,
) -> None:
    telephone.network.person(ANNE).answers(after=4, presses="1", talks=30)
    telephone.network.person(BEATRICE).answers(after=4, presses="1", talks=30)
    telephone.network.person(CLARA).answers(after=4, presses="1", talks=30)
    call = telephone.caller().dials(LAW_FIRM).waits(90).has_ended()
    telephone.network.settle()
    assert len(call.talked_with) == 1
    assert sorted(end or "" for end in ends(telephone).values()).count("talked") == 1


@pytest.mark.usefixtures("secretaries")
def test_nobody_takes_it_and_the_assistant_answers_in_time(telephone: Telephone) -> None:
    for number in (ANNE, BEATRICE, CLARA):
        telephone.network.person(number).does_not_answer()
    call = telephone.caller().dials(LAW_FIRM).waits(20).hears("Cabinet Durand")
    call.says("c'est pour laisser un message").hangs_up()
    telephone.network.settle()
    with telephone.looking() as db:
        assert db.scalars(select(Waiting)).one().end == WaitEnd.NOBODY
        assert all(leg.ended_at for leg in db.scalars(select(Leg)))


@pytest.mark.usefixtures("secretaries")
def test_a_caller_who_would_rather_leave_a_message_does(telephone: Telephone) -> None:
    for number in (ANNE, BEATRICE, CLARA):
        telephone.network.person(number).does_not_answer()
    call = telephone.caller().dials(LAW_FIRM).waits(3).presses("1").hears("je prends votre message")
    call.waits(4)
    call.hangs_up()
    telephone.network.settle()
    assert set(ends(telephone).values()) == {LegEnd.LET_GO}


@pytest.mark.usefixtures("secretaries")
def test_a_caller_who_hangs_up_while_waiting_stops_every_telephone(telephone: Telephone) -> None:
    for number in (ANNE, BEATRICE, CLARA):
        telephone.network.person(number).answers(after=15, presses="1")
    call = telephone.caller().dials(LAW_FIRM).waits(3)
    call.hangs_up()
    telephone.network.settle()
    telephone.worker_rings().placing.step()
    telephone.network.settle()
    assert set(ends(telephone).values()) == {LegEnd.LET_GO}
    with telephone.looking() as db:
        assert db.scalars(select(Waiting)).one().end == WaitEnd.HUNG_UP


def test_with_no_worker_the_caller_is_passed_on_all_the_same(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for number in (ANNE, BEATRICE):
            make_account(db, f"{number}@x.fr", role="owner", telephone=number, takes_calls=True)
    telephone.network.person(ANNE).has_voicemail(after=3)
    telephone.network.person(BEATRICE).answers(after=3, presses="1", talks=20)
    call = telephone.caller().dials(LAW_FIRM).waits(15).hears("Cabinet Durand")
    call.says("je voudrais parler à quelqu'un").waits(60).has_ended()
    assert call.talked_with == [BEATRICE]
    with telephone.looking() as db:
        assert {one.end for one in db.scalars(select(Waiting))} == {WaitEnd.UNWATCHED}


@pytest.mark.usefixtures("secretaries")
@pytest.mark.parametrize("what", [Fault.DROP, Fault.DUPLICATE, Fault.REORDER])
def test_lost_and_repeated_callbacks_change_nothing(telephone: Telephone, what: Fault) -> None:
    for nth in (1, 2, 3):
        telephone.network.faults.add("/status", nth, what, fields={"Direction": "outbound-api"})
    telephone.network.person(ANNE).answers(after=4, presses="1", talks=30)
    telephone.network.person(BEATRICE).does_not_answer()
    telephone.network.person(CLARA).is_busy()
    call = telephone.caller().dials(LAW_FIRM).waits(120)
    telephone.network.settle()
    assert call.ended
    telephone.clock.advance(60)
    telephone.worker_rings().placing.step()
    telephone.network.settle()
    with telephone.looking() as db:
        assert all(leg.ended_at for leg in db.scalars(select(Leg)))
        assert db.scalars(select(Call)).one().status.is_final
        assert not db.scalars(select(Message)).all()


def test_a_browser_takes_the_call_without_a_key(telephone: Telephone) -> None:
    with telephone.looking() as db:
        anne = make_account(db, "anne@x.fr", role="owner", telephone=ANNE, takes_calls=True)
        make_account(db, "bea@x.fr", role="owner", telephone=BEATRICE, takes_calls=True)
        anne.browser_seen_at = telephone.clock.now()
        browser = f"client:staff-{anne.id}"
    telephone.worker_rings()
    telephone.network.person(browser).answers(after=3, talks=20)
    telephone.network.person(BEATRICE).does_not_answer()
    call = telephone.caller().dials(LAW_FIRM).waits(60).has_ended()
    assert call.talked_with == [browser]


def test_one_secretary_in_her_browser_is_rung_by_the_callers_own_document(
    telephone: Telephone,
) -> None:
    with telephone.looking() as db:
        anne = make_account(db, "anne@x.fr", role="owner", telephone=ANNE, takes_calls=True)
        anne.browser_seen_at = telephone.clock.now()
        browser = f"client:staff-{anne.id}"
    telephone.network.person(browser).answers(after=3, talks=20)
    call = telephone.caller().dials(LAW_FIRM).has_ended()
    assert call.talked_with == [browser]
    telephone.network.settle()
    assert only_call(telephone).disposition == Disposition.TRANSFER
