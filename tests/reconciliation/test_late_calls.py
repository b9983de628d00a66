"""A call that comes in after its month was invoiced: a person is told, once; nothing changes."""

from datetime import datetime

from sqlalchemy import select

from telesec.billing.invoice import Invoice
from telesec.billing.issuing import issue_month
from telesec.billing.month import Month
from telesec.calls.call import CallStatus
from telesec.reconciliation.repair import Repair, RepairKind
from tests.billing.answered import make_answered
from tests.makers import make_call, make_issuer, make_price_rule
from tests.reconciliation.reconciling import house_is_gone, repairs
from tests.telephone import PLUMBER, PRACTICE, Telephone

IN_NOVEMBER = datetime.fromisoformat("2026-11-30T09:00:00+00:00")


def november_is_invoiced(telephone: Telephone) -> str:
    """The practice's November, with one call of it; the hash of its content."""
    telephone.clock.set(datetime.fromisoformat("2026-12-02T10:00:00+00:00"))
    with telephone.looking() as db:
        make_issuer(db)
        practice = telephone.client_of(db, PRACTICE)
        make_price_rule(db, practice)
        make_answered(db, practice, IN_NOVEMBER)
    month = Month(2026, 11)
    issued = issue_month(telephone.engine, month, telephone.clock.now(), client_key=practice.key)
    return issued.invoices[0].content_sha256


def test_a_late_call_is_told_to_a_person_once_and_changes_no_invoice(telephone: Telephone) -> None:
    frozen = november_is_invoiced(telephone)
    assert repairs(telephone) == []
    with telephone.looking() as db:
        practice = telephone.client_of(db, PRACTICE)
        make_answered(db, practice, IN_NOVEMBER)
    assert repairs(telephone) == [(RepairKind.LATE_CALL, True)]
    assert repairs(telephone) == []
    with telephone.looking() as db:
        told = db.scalars(select(Repair)).one()
        assert told.client_id == practice.id
        assert db.scalars(select(Invoice)).one().content_sha256 == frozen


def test_one_that_costs_nothing_and_one_still_under_way_are_not_told(telephone: Telephone) -> None:
    november_is_invoiced(telephone)
    with telephone.looking() as db:
        practice = telephone.client_of(db, PRACTICE)
        line = practice.lines[0]
        make_call(db, practice, line, started_at=IN_NOVEMBER, status=CallStatus.IN_PROGRESS)
        make_call(
            db,
            practice,
            line,
            started_at=IN_NOVEMBER,
            ended_at=IN_NOVEMBER,
            status=CallStatus.NO_ANSWER,
            duration_seconds=0,
        )
    assert repairs(telephone) == []


def test_anothers_calls_are_not_looked_for_on_this_invoice(telephone: Telephone) -> None:
    november_is_invoiced(telephone)
    with telephone.looking() as db:
        plumber = telephone.client_of(db, PLUMBER)
        make_price_rule(db, plumber)
        make_answered(db, plumber, IN_NOVEMBER)
    assert repairs(telephone) == []


def test_a_missed_call_of_an_invoiced_month_is_a_persons_too(telephone: Telephone) -> None:
    house_is_gone(telephone)
    telephone.caller().dials(PRACTICE).has_ended()
    november_is_invoiced(telephone)
    assert repairs(telephone, hours=24 * 12) == [(RepairKind.CALL_MISSED, True)]
