"""The worker end to end: a call ends, and what it left goes where it should."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from telesec.billing.invoice import Invoice, InvoiceDocument
from telesec.clients.client import SummaryDetail
from telesec.messages.message import Message, Recording
from telesec.messages.recordings import recording_name
from telesec.notifications.heartbeat import last_seen
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.simulator.faults import Fault
from telesec.worker import Job, Worker
from tests.makers import make_contact, make_issuer, make_price_rule
from tests.telephone import PLUMBER, PRACTICE, Telephone

PLUMBERS_MOBILE = "+33611111119"
ONE_TEXT = 160  # characters of GSM-7


def worker_of(telephone: Telephone) -> Worker:
    return Worker(telephone.settings, telephone.engine, telephone.clock)


def plumbers_contact(telephone: Telephone) -> None:
    with telephone.looking() as db:
        client_id = telephone.client_of(db, PLUMBER)
        make_contact(db, client_id, "julien", mobile=PLUMBERS_MOBILE, email=None)


def test_a_message_reaches_the_client_by_sms_and_its_receipt_comes_back(
    telephone: Telephone,
) -> None:
    plumbers_contact(telephone)
    call = telephone.caller().dials(PLUMBER).presses("0").says("rappelez-moi pour un devis")
    call.says("Paul Petit").says("oui").hangs_up()
    worker_of(telephone).run_once()
    telephone.network.settle()
    sent = telephone.network.expects_text(PLUMBERS_MOBILE, "Paul Petit")
    assert sent
    assert "devis" in sent.body
    with telephone.looking() as db:
        assert db.scalars(select(Notification)).one().status is DeliveryStatus.DELIVERED


def test_a_discreet_summary_says_where_to_read_it(telephone: Telephone) -> None:
    plumbers_contact(telephone)
    with telephone.looking() as db:
        telephone.client_of(db, PLUMBER).summary_detail = SummaryDetail.DISCREET
    call = telephone.caller().dials(PLUMBER).presses("0").says("rappelez-moi pour un devis")
    call.says("Paul Petit").says("oui").hangs_up()
    worker_of(telephone).run_once()
    telephone.network.settle()
    sent = telephone.network.expects_text(
        PLUMBERS_MOBILE, "un message vous attend. A lire sur http"
    )
    assert sent
    assert sent.body.endswith(f" {telephone.settings.public_url}"), (
        "whole, so that it can be tapped"
    )
    assert len(sent.body) <= ONE_TEXT


def test_a_recorded_message_is_told_with_where_to_hear_it(telephone: Telephone) -> None:
    with telephone.looking() as db:
        make_contact(db, telephone.client_of(db, PRACTICE), "accueil", mobile=PLUMBERS_MOBILE)
    call = telephone.caller().dials(PRACTICE).says("brr").says("khm").says("tss")
    call.hears("après le bip").speaks_message("c'est Kovač", seconds=9)
    telephone.network.settle()
    telephone.clock.advance(15)  # in which it may still be written down
    worker_of(telephone).run_once()
    telephone.network.settle()
    address = telephone.settings.public_url
    assert telephone.network.expects_text(PLUMBERS_MOBILE, f"à écouter sur {address}")


def test_an_undeliverable_summary_is_kept_and_says_why(telephone: Telephone) -> None:
    plumbers_contact(telephone)
    telephone.network.person(PLUMBERS_MOBILE).text_messages_fail(30005)
    call = telephone.caller().dials(PLUMBER).presses("0").says("rappelez-moi pour un devis")
    call.says("Paul Petit").says("oui").hangs_up()
    worker_of(telephone).run_once()
    telephone.network.settle()
    telephone.network.expects_text(PLUMBERS_MOBILE)
    with telephone.looking() as db:
        row = db.scalars(select(Notification)).one()
    assert row.status is DeliveryStatus.UNDELIVERABLE
    assert "30005" in (row.last_error or "")


def test_a_recorded_message_is_fetched_and_becomes_ours(telephone: Telephone) -> None:
    call = telephone.caller().dials(PRACTICE).says("brr").says("khm").says("tss")
    call.hears("après le bip").speaks_message("c'est Kovač", seconds=9)
    telephone.network.settle()
    worker_of(telephone).run_once()
    with telephone.looking() as db:
        recording = db.scalars(select(Recording)).one()
    assert recording.fetched_at
    sound = (telephone.settings.data_dir / recording_name(recording)).read_bytes()
    assert sound.startswith(b"RIFF")


def test_what_the_fallback_took_is_brought_in_for_the_right_client(telephone: Telephone) -> None:
    telephone.network.faults.add(path_contains="/voice/incoming", what=Fault.STALL)
    call = telephone.caller("+33687654321").dials(PRACTICE).hears("souci technique")
    call.speaks_message("ici Mme Girard", seconds=8)
    telephone.network.settle()
    worker_of(telephone).run_once()
    with telephone.looking() as db:
        message = db.scalars(select(Message)).one()
        assert message.client.key == "cabinet-martin"
    assert message.callback_number == "+33687654321"
    assert message.recording_sid


def test_it_says_that_it_is_at_work(telephone: Telephone) -> None:
    worker_of(telephone).run_once()
    with telephone.looking() as db:
        assert last_seen(db) == telephone.clock.now()


def test_on_the_first_of_the_month_the_invoices_are_issued_and_printed(
    telephone: Telephone,
) -> None:
    with telephone.looking() as db:
        make_issuer(db)
        make_price_rule(db, telephone.client_of(db, PRACTICE))
    telephone.caller().dials(PRACTICE).says("laisser un message").hangs_up()
    worker = worker_of(telephone)
    worker.run_once()
    with telephone.looking() as db:
        assert not db.scalars(select(Invoice)).all(), "the month is not over"
    telephone.clock.set(datetime(2026, 12, 1, 5, 0, tzinfo=UTC))
    for _ in range(2):
        worker.run_once()
    with telephone.looking() as db:
        assert db.scalars(select(Invoice)).one().number == "F2026-0001"
        assert db.scalars(select(InvoiceDocument)).one().pdf.startswith(b"%PDF")


def test_one_job_that_fails_holds_up_no_other(
    telephone: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    class Unlucky(Worker):
        """A worker whose first job has a mistake in it."""

        def jobs(self) -> tuple[Job, ...]:
            return (Job("unlucky", 1, lambda: 1 / 0), *super().jobs())

    Unlucky(telephone.settings, telephone.engine, telephone.clock).run_once()
    [told] = [r for r in caplog.records if r.message == "job_failed"]
    assert told.__dict__["job"] == "unlucky"
    with telephone.looking() as db:
        assert last_seen(db)


def test_without_a_database_it_goes_on_and_says_so_once_a_minute(
    telephone: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    worker = worker_of(telephone)

    def away() -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    for _ in range(5):
        worker.safely("deliver", away)
    told = [r for r in caplog.records if r.message == "job_waits_for_database"]
    assert len(told) == 1
