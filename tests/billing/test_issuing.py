"""Issuing: the right sums, numbers without a gap, and nothing that could be changed later."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from telesec.billing.content import InvoiceContent, fingerprint
from telesec.billing.immutability import REFUSED
from telesec.billing.invoice import Invoice, InvoiceCounter
from telesec.billing.issuer import Issuer, VatRegime
from telesec.billing.issuing import issue_due, issue_invoice, issue_month
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceRule, PriceUnit
from telesec.billing.refusals import (
    CallNotEnded,
    ClockWentBack,
    MonthNotOver,
    NoIssuer,
    NoPriceRule,
    NothingToInvoice,
)
from telesec.calls.call import Call, CallStatus
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.values.language import Language
from tests.billing.answered import make_answered
from tests.makers import make_call, make_client, make_issuer, make_line, make_price_rule

NOVEMBER = Month.parse("2026-11")
FIRST = datetime(2026, 12, 1, 8, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 12, 9, tzinfo=UTC)


def make_billed_client(db: Session, key: str = "cabinet-martin", **fields: object) -> Client:
    """A client with a price and one call of 61 seconds in November."""
    client = make_client(db, key, **fields)
    make_price_rule(db, client)
    make_answered(db, client, IN_NOVEMBER, assistant=61)
    return client


def content_of(invoice: Invoice) -> InvoiceContent:
    return InvoiceContent.model_validate(invoice.content)


def test_a_month_becomes_an_invoice_without_vat(db: Session) -> None:
    make_issuer(db)
    client = make_billed_client(db)
    make_answered(db, client, IN_NOVEMBER + timedelta(hours=1), secretary=3600)
    invoice = issue_invoice(db, client, NOVEMBER, FIRST)
    assert (invoice.number, invoice.month) == ("F2026-0001", "2026-11")
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 12, 1), date(2026, 12, 31))
    assert (invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (5582, 0, 5582)
    assert invoice.billed_seconds == 3721
    content = content_of(invoice)
    (line,) = content.lines
    assert line.designation == (
        "Traitement des appels au temps passé, novembre 2026 (2 appels facturés)"
    )
    assert (line.quantity, line.unit_price) == ("1 h 02 min 01 s", "0,90\xa0€ / min")
    assert "TVA non applicable, art. 293 B du CGI." in content.mentions
    assert sum(call.cents for call in content.statement.calls) == line.net_cents


def test_vat_is_reckoned_on_the_sum_not_line_by_line(db: Session) -> None:
    make_issuer(db, vat_regime=VatRegime.NORMAL, vat_number="FR44732829320")
    client = make_client(db)
    make_price_rule(db, client, unit=PriceUnit.CALL, rate_cents=48, monthly_fee_cents=1504)
    make_price_rule(
        db, client, valid_from=date(2026, 11, 11), unit=PriceUnit.CALL, rate_cents=49,
        monthly_fee_cents=1504,
    )  # fmt: skip
    make_answered(db, client, datetime(2026, 11, 2, 9, tzinfo=UTC))
    make_answered(db, client, IN_NOVEMBER)
    invoice = issue_invoice(db, client, NOVEMBER, FIRST)
    assert [line.net_cents for line in content_of(invoice).lines] == [1504, 48, 49]
    # 20 % of 16.01 is 3.202; of 15.04, 0.48 and 0.49 each by itself it is 3.01 + 0.10 + 0.10.
    assert (invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (1601, 320, 1921)
    assert not any("293 B" in mention for mention in content_of(invoice).mentions)


def test_everything_the_law_wants_is_printed(db: Session) -> None:
    make_issuer(db)
    content = content_of(issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST))
    text = " ".join(content.mentions)
    for words in ("trois fois le taux d’intérêt légal", "40 €", "escompte", "293 B"):
        assert words in text
    assert content.category == "Prestations de services"
    assert (content.seller.siren, content.buyer.siren) == ("732829320", "732829320")
    assert (content.period_first_on, content.period_last_on) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
    )


def test_the_small_print_lets_the_client_redo_the_sum(db: Session) -> None:
    make_issuer(db)
    text = " ".join(
        content_of(issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST)).small_print
    )
    assert "1 min 01 s, soit 61 secondes ÷ 60 × 0,90\xa0€ = 0,92\xa0€" in text
    assert "La sonnerie n’est jamais comptée" in text
    assert "la somme des lignes est donc exactement le total" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            Language.FR,
            "ou quelqu’un de chez vous, le temps passé avec elle est du temps de conversation",
        ),
        (Language.EN, "or one of your own people, the time spent with them is time spent talking"),
    ],
)
def test_the_small_print_says_that_time_with_ones_own_people_counts(
    db: Session, language: Language, said: str
) -> None:
    make_issuer(db)
    client = make_billed_client(db, language=language)
    assert said in " ".join(content_of(issue_invoice(db, client, NOVEMBER, FIRST)).small_print)


def test_an_english_client_reads_english(db: Session) -> None:
    make_issuer(db)
    client = make_billed_client(db, language=Language.EN)
    content = content_of(issue_invoice(db, client, NOVEMBER, FIRST))
    assert content.lines[0].designation.startswith("Call answering by time, November 2026")
    assert any("TVA non applicable, art. 293 B du CGI" in one for one in content.mentions)


def test_issuing_twice_is_issuing_once(db: Session) -> None:
    make_issuer(db)
    client = make_billed_client(db)
    first = issue_invoice(db, client, NOVEMBER, FIRST)
    client.name = "Autre nom"
    assert issue_invoice(db, client, NOVEMBER, FIRST + timedelta(days=3)) is first
    assert db.scalar(select(func.count()).select_from(Invoice)) == 1


def test_the_stored_content_is_what_its_hash_says(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST)
    with transaction(engine, reads_only=True) as db:
        invoice = db.scalars(select(Invoice)).one()
        assert fingerprint(invoice.content) == invoice.content_sha256
        assert content_of(invoice).number == invoice.number


@pytest.mark.parametrize(
    ("zone", "ends_at"),
    [
        ("Europe/Paris", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("America/Martinique", datetime(2026, 12, 1, 4, tzinfo=UTC)),
        ("Indian/Reunion", datetime(2026, 11, 30, 20, tzinfo=UTC)),
    ],
)
def test_a_month_is_over_where_the_client_is(db: Session, zone: str, ends_at: datetime) -> None:
    make_issuer(db)
    client = make_billed_client(db, time_zone=zone)
    with pytest.raises(MonthNotOver, match="2026-11 is not over yet for cabinet-martin"):
        issue_invoice(db, client, NOVEMBER, ends_at - timedelta(seconds=1))
    assert issue_invoice(db, client, NOVEMBER, ends_at).number == "F2026-0001"


def test_without_an_issuer_nothing_is_issued(db: Session) -> None:
    with pytest.raises(NoIssuer, match="no issuer yet"):
        issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST)


def test_without_a_price_rule_nothing_is_issued(db: Session) -> None:
    make_issuer(db)
    client = make_client(db)
    make_answered(db, client, IN_NOVEMBER)
    with pytest.raises(NoPriceRule, match="no price rule in force on 2026-11-12"):
        issue_invoice(db, client, NOVEMBER, FIRST)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": CallStatus.IN_PROGRESS, "ended_at": None, "duration_seconds": None},
        {"duration_seconds": None},
    ],
)
def test_a_call_without_its_final_seconds_is_waited_for(
    db: Session, fields: dict[str, Any]
) -> None:
    make_issuer(db)
    client = make_billed_client(db)
    late = make_answered(db, client, datetime(2026, 11, 30, 22, 59, tzinfo=UTC), **fields)
    with pytest.raises(CallNotEnded, match=late.call_sid):
        issue_invoice(db, client, NOVEMBER, FIRST)
    late.status, late.ended_at, late.duration_seconds = CallStatus.COMPLETED, FIRST, 60
    assert issue_invoice(db, client, NOVEMBER, FIRST).billed_seconds == 121


def test_a_month_without_calls_and_fee_makes_no_invoice_and_uses_no_number(db: Session) -> None:
    make_issuer(db)
    idle = make_client(db, "idle")
    make_price_rule(db, idle)
    with pytest.raises(NothingToInvoice, match="idle has nothing to pay for 2026-11"):
        issue_invoice(db, idle, NOVEMBER, FIRST)
    assert issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST).number == "F2026-0001"


def test_the_fee_is_due_without_calls_and_by_days_when_it_begins_late(db: Session) -> None:
    make_issuer(db)
    whole, late = make_client(db, "whole"), make_client(db, "late")
    make_price_rule(db, whole, monthly_fee_cents=1500)
    make_price_rule(db, late, monthly_fee_cents=1500, valid_from=date(2026, 11, 16))
    first = issue_invoice(db, whole, NOVEMBER, FIRST)
    second = issue_invoice(db, late, NOVEMBER, FIRST)
    assert (first.net_cents, second.net_cents) == (1500, 750)
    assert content_of(first).lines[0].quantity == "1 mois"
    assert content_of(second).lines[0].designation == (
        "Abonnement mensuel, du 16 au 30 novembre 2026"
    )
    assert content_of(second).lines[0].quantity == "15 j sur 30"


def test_a_new_rate_in_the_month_leaves_the_fee_whole(db: Session) -> None:
    make_issuer(db)
    client = make_client(db)
    make_price_rule(db, client, monthly_fee_cents=1501)
    make_price_rule(db, client, valid_from=date(2026, 11, 8), monthly_fee_cents=1501, rate_cents=80)
    content = content_of(issue_invoice(db, client, NOVEMBER, FIRST))
    assert [(line.quantity, line.net_cents) for line in content.lines] == [("1 mois", 1501)]


def test_numbers_begin_anew_each_year(db: Session) -> None:
    make_issuer(db)
    client = make_billed_client(db)
    make_answered(db, client, IN_NOVEMBER + timedelta(days=30))
    assert issue_invoice(db, client, NOVEMBER, FIRST).number == "F2026-0001"
    january = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Paris
    december = issue_invoice(db, client, Month.parse("2026-12"), january)
    assert (december.number, december.issued_on) == ("F2027-0001", date(2027, 1, 1))


@pytest.mark.parametrize("back_at", [FIRST - timedelta(days=1), datetime(2025, 12, 1, tzinfo=UTC)])
def test_a_clock_that_went_back_gives_no_number(db: Session, back_at: datetime) -> None:
    make_issuer(db)
    issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST)
    other = make_client(db, "maitre-durand")
    make_price_rule(db, other, valid_from=date(2025, 1, 1))
    make_answered(db, other, datetime(2025, 10, 2, 9, tzinfo=UTC))
    with pytest.raises(ClockWentBack, match="none can be dated"):
        issue_invoice(db, other, Month.parse("2025-10"), back_at)


def test_a_failure_after_numbering_leaves_no_gap(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        first = make_billed_client(db)
    with pytest.raises(RuntimeError), transaction(engine) as db:  # noqa: PT012
        issue_invoice(db, db.merge(first), NOVEMBER, FIRST)
        raise RuntimeError("the disk is full")
    with transaction(engine) as db:
        assert issue_invoice(db, db.merge(first), NOVEMBER, FIRST).number == "F2026-0001"


def test_one_blocked_client_holds_nobody_up(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        make_billed_client(db, "zoe")
        talking = make_billed_client(db, "anna")
        make_call(db, talking, talking.lines[0], started_at=IN_NOVEMBER)
        make_price_rule(db, make_client(db, "idle"))
    report = issue_month(engine, NOVEMBER, FIRST)
    assert [invoice.client.key for invoice in report.new] == ["zoe"]
    assert report.nothing == ["idle"]
    assert [(one.client_key, type(one.reason)) for one in report.blocked] == [
        ("anna", CallNotEnded)
    ]
    again = issue_month(engine, NOVEMBER, FIRST)
    assert [invoice.number for invoice in again.invoices] == ["F2026-0001"]
    assert again.new == []


def test_the_worker_issues_last_month_on_the_first_and_only_once(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        make_billed_client(db)
        make_billed_client(db, "pointe-a-pitre", time_zone="America/Guadeloupe")
    midnight = datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert issue_due(engine, midnight - timedelta(seconds=1)) == []
    assert issue_due(engine, midnight + timedelta(seconds=30)) == []  # calls of 23:59 settle
    (report,) = issue_due(engine, midnight + timedelta(minutes=2))
    assert [invoice.client.key for invoice in report.new] == ["cabinet-martin"]
    assert issue_due(engine, midnight + timedelta(minutes=3)) == []
    (report,) = issue_due(engine, datetime(2026, 12, 1, 4, 2, tzinfo=UTC))
    assert [invoice.number for invoice in report.new] == ["F2026-0002"]
    assert issue_due(engine, FIRST + timedelta(days=20)) == []


def test_no_fee_is_due_for_months_before_the_client_was_with_us(engine: Engine) -> None:
    later = FIRST + timedelta(days=4)
    with transaction(engine) as db:
        make_issuer(db)
        client = make_client(db, "new", created_at=FIRST + timedelta(days=3))
        make_price_rule(db, client, monthly_fee_cents=1500)
    assert issue_due(engine, later) == []
    assert issue_month(engine, NOVEMBER, later).nothing == ["new"]
    (report,) = issue_due(engine, FIRST + timedelta(days=40))
    assert [invoice.month for invoice in report.new] == ["2026-12"]


def test_the_worker_has_next_to_nothing_to_do_when_nothing_is_due(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        for number in range(20):
            make_price_rule(db, make_client(db, f"client-{number}"))
    # No statement is made for clients without calls or fee: nothing is even looked at.
    assert issue_due(engine, FIRST) == []


def test_the_worker_tries_again_when_what_was_in_the_way_is_gone(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        client = make_billed_client(db)
        call = make_call(db, client, client.lines[0], started_at=IN_NOVEMBER)
    (report,) = issue_due(engine, FIRST)
    assert [one.client_key for one in report.blocked] == ["cabinet-martin"]
    with transaction(engine) as db:
        db.execute(
            update(Call)
            .where(Call.id == call.id)
            .values(status=CallStatus.FAILED, ended_at=FIRST, duration_seconds=0)
        )
    january = FIRST + timedelta(days=40)  # a month that was blocked is not forgotten
    reports = issue_due(engine, january, months=12)
    assert [invoice.month for report in reports for invoice in report.new] == ["2026-11"]


def test_many_at_once_get_numbers_without_gap_or_twin(engine: Engine) -> None:
    with transaction(engine) as db:
        make_issuer(db)
        for number in range(12):
            make_billed_client(db, f"client-{number:02}")
    start = threading.Barrier(4)
    failures: list[BaseException] = []

    def work() -> None:
        start.wait()
        try:
            issue_month(engine, NOVEMBER, FIRST)
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with transaction(engine, reads_only=True) as db:
        numbers = sorted(db.scalars(select(Invoice.number)))
        assert numbers == [f"F2026-{number:04}" for number in range(1, 13)]
        assert db.scalars(select(InvoiceCounter)).one().last_number == 12


@pytest.mark.parametrize(
    "change",
    [
        update(Invoice).values(gross_cents=0, net_cents=0),
        update(Invoice).values(content={}),
        delete(Invoice),
    ],
)
def test_the_database_refuses_to_change_an_invoice(db: Session, change: object) -> None:
    make_issuer(db)
    issue_invoice(db, make_billed_client(db), NOVEMBER, FIRST)
    with pytest.raises(DBAPIError, match=REFUSED), db.begin_nested():
        db.execute(change)  # type: ignore[call-overload]
    assert db.scalars(select(Invoice)).one().gross_cents == 92


def test_what_happens_later_never_moves_an_issued_invoice(db: Session) -> None:
    make_issuer(db)
    client = make_billed_client(db)
    invoice = issue_invoice(db, client, NOVEMBER, FIRST)
    before = invoice.content_sha256
    db.execute(update(PriceRule).values(rate_cents=9000))
    db.execute(update(Issuer).values(name="Autre"))
    make_line(db, client, "+33199000099")
    make_answered(db, client, IN_NOVEMBER)
    db.expire_all()
    again = issue_invoice(db, client, NOVEMBER, FIRST)
    assert (again.content_sha256, fingerprint(again.content)) == (before, before)
