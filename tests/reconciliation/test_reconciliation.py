"""Whatever was lost between the carrier and us is found again, told once, and never twice."""

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from telesec.billing.issuing import issue_month
from telesec.billing.month import Month
from telesec.calls.call import Call, CallStatus, Disposition, StrayCall
from telesec.cli import loaded
from telesec.clients.client import Contact
from telesec.database import transaction
from telesec.gateways.telephony.rest import CarrierError
from telesec.messages.message import Message, Recording
from telesec.notifications.notification import Notification
from telesec.reconciliation.repair import Reconciliation, RepairKind
from telesec.worker import Worker
from tests.makers import make_issuer, make_price_rule
from tests.reconciliation.reconciling import only_call, reconciler, repairs
from tests.telephone import PLUMBER, PRACTICE, Telephone


def test_a_lost_end_is_found_once(telephone: Telephone) -> None:
    telephone.network.faults.add("/voice/status")
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.says("rappelez-moi pour les résultats").hangs_up()
    assert only_call(telephone).status == CallStatus.IN_PROGRESS
    assert repairs(telephone) == [(RepairKind.CALL_END, False)]
    assert repairs(telephone) == []
    ended = only_call(telephone)
    assert (ended.status, ended.duration_seconds) == (CallStatus.COMPLETED, call.duration_seconds)


def test_a_wrong_length_is_corrected_with_its_parts(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.hangs_up()
    telephone.network.settle()
    with telephone.looking() as db:
        db.scalars(select(Call)).one().duration_seconds = 3
    assert repairs(telephone) == [(RepairKind.CALL_SECONDS, False)]
    ended = only_call(telephone)
    assert ended.duration_seconds == call.duration_seconds == ended.assistant_seconds


def test_a_call_while_we_were_away_is_logged_with_the_right_client_and_told(
    telephone: Telephone,
) -> None:
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    for path in ("/voice/incoming", "/voice/fallback", "/voice/status"):
        telephone.network.faults.add(path, nth=None)
    telephone.network.expects_problem("the fallback failed too")
    call = telephone.caller("+33612345678").dials(PLUMBER).has_ended()
    with telephone.looking() as db:
        assert not db.scalars(select(Call)).all()
    assert repairs(telephone) == [(RepairKind.CALL_MISSED, False)]
    assert repairs(telephone) == []
    with telephone.looking() as db:
        missed = db.scalars(select(Call)).one()
        assert missed.client.key == "plomberie-moreau"
        assert missed.disposition == Disposition.MISSED
        assert missed.duration_seconds == call.duration_seconds
        assert (missed.assistant_seconds, missed.secretary_seconds) == (0, 0)  # nothing to bill
        message = db.scalars(select(Message)).one()
        assert message.client_id == missed.client_id
        assert "pendant une panne" in message.body
        told = {one.client_id for one in db.scalars(select(Notification))}
        assert told == {missed.client_id}


def test_a_call_to_a_number_of_nobodys_is_reported(telephone: Telephone) -> None:
    telephone.line("+33199000099")
    for path in ("/voice/incoming", "/voice/fallback", "/voice/status"):
        telephone.network.faults.add(path, nth=None)
    telephone.network.expects_problem("the fallback failed too")
    telephone.caller().dials("+33199000099").has_ended()
    assert repairs(telephone) == [(RepairKind.STRANGE_NUMBER, True)]
    assert repairs(telephone) == []
    with telephone.looking() as db:
        assert db.scalars(select(StrayCall)).one().dialed_number == "+33199000099"


def test_a_recording_nobody_told_us_of_comes_to_its_calls_message(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    telephone.network.faults.add("/voice/recording", nth=None)
    telephone.network.faults.add("/voice/turn/", nth=1, attempts=9)
    telephone.network.faults.add("/voice/fallback", nth=1, attempts=9)
    telephone.network.expects_problem("the fallback failed too")
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    with telephone.looking() as db:
        assert not db.scalars(select(Recording)).all()
    found = repairs(telephone)
    assert (RepairKind.RECORDING, False) in found
    assert repairs(telephone) == []
    with telephone.looking() as db:
        kept = db.scalars(select(Message)).one()
        assert kept.recording_sid == db.scalars(select(Recording)).one().recording_sid


def test_a_lost_receipt_is_looked_up(telephone: Telephone) -> None:
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    call = telephone.caller().dials(PLUMBER).says("laisser un message")
    call.says("rappelez-moi pour un devis").hangs_up()
    telephone.network.settle()
    with telephone.looking() as db:
        [notification] = db.scalars(select(Notification)).all()
        telephone.network.expects_text(notification.recipient)
    telephone.network.faults.add("/sms/status", nth=None)
    Worker(telephone.settings, telephone.engine, telephone.clock).run_once()
    telephone.clock.advance(60)
    telephone.network.settle()
    assert repairs(telephone) == [(RepairKind.TEXT_STATE, False)]
    with telephone.looking() as db:
        assert db.scalars(select(Notification)).one().status == "delivered"


def test_a_list_cut_short_mends_nothing_and_can_be_asked_for_again(telephone: Telephone) -> None:
    telephone.network.faults.add("/voice/status")
    telephone.caller().dials(PRACTICE).says("laisser un message").hangs_up()
    telephone.network.rest_faults.add("GET", "/Messages.json", status=500)
    with pytest.raises(CarrierError):
        repairs(telephone)
    assert only_call(telephone).status == CallStatus.IN_PROGRESS
    assert repairs(telephone) == [(RepairKind.CALL_END, False)]


def test_what_was_invoiced_is_left_to_a_person(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("laisser un message")
    call.hangs_up()
    telephone.network.settle()
    telephone.clock.set(datetime.fromisoformat("2026-12-02T10:00:00+00:00"))
    with transaction(telephone.engine) as db:
        make_issuer(db)
        client = telephone.client_of(db, PRACTICE)
        make_price_rule(db, client)
    [invoice] = issue_month(
        telephone.engine, Month(2026, 11), telephone.clock.now(), client_key="cabinet-martin"
    ).invoices
    with telephone.looking() as db:
        db.scalars(select(Call)).one().duration_seconds = 1
    assert repairs(telephone, hours=24 * 12) == [(RepairKind.CALL_SECONDS, True)]
    with telephone.looking() as db:
        again = db.get_one(type(invoice), invoice.id)
        assert again.content_sha256 == invoice.content_sha256


def test_each_night_once_and_again_where_a_worker_died(telephone: Telephone) -> None:
    one = reconciler(telephone)
    assert one.nightly() is not None
    assert one.nightly() is None
    telephone.clock.advance(24 * 3600)
    with telephone.looking() as db:
        for run in db.scalars(select(Reconciliation)):
            run.ended_at = None
    second = one.nightly()
    assert second is not None
    with telephone.looking() as db:
        db.get_one(Reconciliation, second).ended_at = None
    assert one.nightly() is None  # still thought to be under way
    telephone.clock.advance(3_700)
    assert one.nightly() == second


def test_the_command_tells_what_it_did(telephone: Telephone) -> None:
    telephone.network.faults.add("/voice/status")
    telephone.caller().dials(PRACTICE).says("laisser un message").hangs_up()

    class House:
        engine, settings = telephone.engine, telephone.settings

        def now(self) -> datetime:
            return telephone.clock.now() + timedelta(hours=1)

    command = loaded("reconcile")

    def run(*arguments: str) -> str:
        return CliRunner().invoke(command, list(arguments), obj=House()).output

    assert "is not a day" in run("--since", "hier")
    assert "--until is before" in run("--since", "2026-11-20", "--until", "2026-11-19")
    rehearsed = run("--dry-run")
    assert "rien n’est modifié" in rehearsed
    assert "fin d’appel perdue" in rehearsed
    assert only_call(telephone).status == CallStatus.IN_PROGRESS
    assert "fin d’appel perdue" in run()
    assert "0 repaired" in run("--language", "en")
