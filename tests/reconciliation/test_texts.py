"""Text messages that were lost on the way, in and out."""

from datetime import timedelta

from sqlalchemy import select

from telesec.clients.client import Contact
from telesec.messages.inbound_text import InboundText
from telesec.messages.message import Message
from telesec.notifications.attempts import DELAYS
from telesec.notifications.notification import Channel, DeliveryStatus, Notification
from telesec.reconciliation.repair import Repair, RepairKind
from telesec.simulator.faults import TIMEOUT_AFTER_DOING
from telesec.worker import Worker
from tests.reconciliation.reconciling import repairs
from tests.telephone import PLUMBER, PLUMBER_ON_CALL, Telephone

STRANGER = "+33612345678"


def lose_text(telephone: Telephone, sender: str, to: str, body: str) -> None:
    """A text message that never reaches us, some time ago."""
    telephone.network.faults.add("/sms/incoming", nth=None)
    telephone.network.expects_problem("11200 text message")
    telephone.network.receive_text(sender, to, body)
    telephone.network.faults.clear()
    telephone.clock.advance(20 * 60)


def test_one_that_never_reached_us_becomes_its_clients_message_once(telephone: Telephone) -> None:
    lose_text(telephone, STRANGER, PLUMBER, "Pouvez-vous passer demain ?")
    with telephone.looking() as db:
        plumber = telephone.client_of(db, PLUMBER)
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    assert repairs(telephone) == [(RepairKind.TEXT_MISSED, False)]
    assert repairs(telephone) == []
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
        assert (message.client_id, message.body) == (plumber.id, "Pouvez-vous passer demain ?")
        assert message.callback_number == STRANGER
        assert {one.client_id for one in db.scalars(select(Notification))} == {plumber.id}


def test_one_that_may_still_be_on_its_way_is_left_alone(telephone: Telephone) -> None:
    telephone.network.faults.add("/sms/incoming", nth=None)
    telephone.network.expects_problem("11200 text message")
    telephone.network.receive_text(STRANGER, PLUMBER, "bonjour")
    assert repairs(telephone) == []


def test_one_that_we_had_is_not_taken_twice(telephone: Telephone) -> None:
    telephone.network.receive_text(STRANGER, PLUMBER, "Pouvez-vous passer demain ?")
    telephone.network.expects_text(STRANGER)
    telephone.clock.advance(20 * 60)
    telephone.network.settle()
    assert repairs(telephone) == []
    with telephone.looking() as db:
        assert len(db.scalars(select(Message)).all()) == 1


def test_a_clients_command_of_hours_ago_is_shown_and_not_obeyed(telephone: Telephone) -> None:
    with telephone.looking() as db:
        contact = db.scalars(select(Contact).where(Contact.mobile == PLUMBER_ON_CALL)).one()
        contact.may_set_status = True
    lose_text(telephone, PLUMBER_ON_CALL, PLUMBER, "CONGES 1/12 15/12")
    assert repairs(telephone) == [(RepairKind.TEXT_MISSED, True)]
    with telephone.looking() as db:
        assert db.scalars(select(InboundText)).one().meaning == "message"
        assert db.scalars(select(Message)).one().body == "CONGES 1/12 15/12"


def test_one_to_a_number_of_nobodys_is_reported_only(telephone: Telephone) -> None:
    telephone.line("+33199000099")
    lose_text(telephone, STRANGER, "+33199000099", "bonjour")
    assert repairs(telephone) == [(RepairKind.STRANGE_NUMBER, True)]
    assert repairs(telephone) == []
    with telephone.looking() as db:
        assert not db.scalars(select(Message)).all()
        assert db.scalars(select(Repair)).one().client_id is None


def given_up(telephone: Telephone, fault: int | str) -> Worker:
    """A summary whose sending ended in ``fault``, and could not be looked up all night."""
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    call = telephone.caller().dials(PLUMBER).says("laisser un message")
    call.says("rappelez-moi pour un devis").hangs_up()
    telephone.network.settle()
    if fault == TIMEOUT_AFTER_DOING:
        telephone.network.faults.add("/sms/status", nth=None)
    telephone.network.rest_faults.add("POST", "/Messages", nth=1, status=fault)
    for nth in range(1, len(DELAYS) + 1):
        telephone.network.rest_faults.add("GET", "/Messages", nth=nth, status=500)
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    for delay in (*DELAYS, timedelta(hours=1)):
        worker.deliver(Channel.SMS)
        telephone.clock.advance(max(delay, timedelta(minutes=2)).total_seconds())
        telephone.network.settle()
    with telephone.looking() as db:
        one = db.scalars(select(Notification)).one()
        assert one.status == DeliveryStatus.UNDELIVERABLE
    return worker


def finish(telephone: Telephone, worker: Worker) -> Notification:
    assert repairs(telephone, hours=24) == [(RepairKind.TEXT_UNSETTLED, False)]
    assert repairs(telephone, hours=24) == []
    worker.deliver(Channel.SMS)
    with telephone.looking() as db:
        one = db.scalars(select(Notification)).one()
        telephone.network.expects_text(one.recipient)
        assert len(telephone.network.text_messages) == 1
        return one


def test_one_of_unknown_fate_that_went_out_is_found_and_not_sent_again(
    telephone: Telephone,
) -> None:
    worker = given_up(telephone, TIMEOUT_AFTER_DOING)
    assert finish(telephone, worker).provider_sid == telephone.network.text_messages[0].sid


def test_one_of_unknown_fate_that_never_went_out_is_sent_once(telephone: Telephone) -> None:
    worker = given_up(telephone, 500)
    assert not telephone.network.text_messages
    assert finish(telephone, worker).status == DeliveryStatus.SENT


def test_one_of_unknown_fate_that_somebody_dealt_with_is_left_alone(telephone: Telephone) -> None:
    worker = given_up(telephone, 500)
    with telephone.looking() as db:
        db.scalars(select(Notification)).one().dealt_with_at = telephone.clock.now()
    assert repairs(telephone, hours=24) == []
    worker.deliver(Channel.SMS)
    assert not telephone.network.text_messages
