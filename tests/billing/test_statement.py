"""The statement of a month: which calls are in it, by which rule, and that it adds up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.billing.metering import NotBilled
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceUnit
from telesec.billing.refusals import NoPriceRule
from telesec.billing.statement import Statement, statement_of
from telesec.calls.call import CallStatus, Disposition
from telesec.clients.client import Client
from tests.billing.answered import make_answered
from tests.makers import make_call, make_client, make_line, make_price_rule

NOVEMBER = Month.parse("2026-11")
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
def client(db: Session) -> Client:
    client = make_client(db)
    make_price_rule(db, client)
    return client


def on(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_each_call_stands_with_its_parts_and_what_it_costs(db: Session, client: Client) -> None:
    call = make_answered(db, client, on(3), assistant=40, ring=12, secretary=90, wrap_up=100)
    (line,) = statement_of(db, client, NOVEMBER, NOW).calls
    assert line.call_sid == call.call_sid
    assert line.started_at.isoformat() == "2026-11-03T11:00:00+01:00"
    assert line.caller == "06 12 34 •• ••"
    assert line.disposition == Disposition.MESSAGE
    assert (line.assistant_seconds, line.ring_seconds, line.secretary_seconds) == (40, 12, 90)
    assert (line.wrap_up_seconds, line.counted_wrap_up_seconds) == (100, 60)
    assert (line.raw_seconds, line.counted_seconds, line.billed_seconds) == (142, 190, 190)
    assert (line.cents, line.not_billed) == (285, None)


def test_a_withheld_caller_stays_withheld(db: Session, client: Client) -> None:
    make_answered(db, client, on(3), caller_number=None)
    assert statement_of(db, client, NOVEMBER, NOW).calls[0].caller == "••••"


def test_a_call_belongs_to_the_local_month_of_its_start(db: Session, client: Client) -> None:
    in_october = make_answered(db, client, datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC))
    first = make_answered(db, client, datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    last = make_answered(db, client, datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC), assistant=600)
    in_december = make_answered(db, client, datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
    assert sids(statement_of(db, client, NOVEMBER, NOW)) == [first.call_sid, last.call_sid]
    october = statement_of(db, client, Month.parse("2026-10"), NOW)
    december = statement_of(db, client, Month.parse("2026-12"), NOW)
    assert sids(october) == [in_october.call_sid]
    assert sids(december) == [in_december.call_sid]


def test_the_month_is_the_clients_own_wherever_it_is(db: Session) -> None:
    client = make_client(db, "case-pilote", time_zone="America/Martinique")
    make_price_rule(db, client)
    still_november = make_answered(db, client, datetime(2026, 12, 1, 3, 59, tzinfo=UTC))
    make_answered(db, client, datetime(2026, 12, 1, 4, 0, tzinfo=UTC))
    statement = statement_of(db, client, NOVEMBER, NOW)
    assert sids(statement) == [still_november.call_sid]
    assert statement.calls[0].started_at.isoformat() == "2026-11-30T23:59:00-04:00"


def test_both_half_past_two_of_the_night_the_clocks_go_back_are_in_order(
    db: Session, client: Client
) -> None:
    first = make_answered(db, client, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), assistant=7200)
    second = make_answered(db, client, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    statement = statement_of(db, client, Month.parse("2026-10"), NOW)
    assert sids(statement) == [first.call_sid, second.call_sid]
    assert [call.started_at.isoformat() for call in statement.calls] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]
    assert statement.calls[0].billed_seconds == 7200


def test_a_call_over_the_hour_that_march_skips_keeps_its_true_seconds(
    db: Session, client: Client
) -> None:
    make_answered(db, client, datetime(2026, 3, 29, 0, 59, tzinfo=UTC), assistant=120)
    (call,) = statement_of(db, client, Month.parse("2026-03"), NOW).calls
    assert call.started_at.isoformat() == "2026-03-29T01:59:00+01:00"
    assert call.billed_seconds == 120


def test_what_is_not_billed_is_shown_with_its_reason(db: Session, client: Client) -> None:
    for position, disposition in enumerate(
        (Disposition.SPAM, Disposition.WRONG_NUMBER, Disposition.TEST)
    ):
        make_answered(db, client, on(3 + position), disposition=disposition)
    make_answered(db, client, on(9), assistant=0, disposition=None, status=CallStatus.CANCELED)
    statement = statement_of(db, client, NOVEMBER, NOW)
    assert [call.not_billed for call in statement.calls] == [
        NotBilled.SPAM,
        NotBilled.WRONG_NUMBER,
        NotBilled.TEST,
        NotBilled.NOT_ANSWERED,
    ]
    assert (statement.billed_calls, statement.billed_seconds, statement.cents) == (0, 0, 0)
    assert statement.raw_seconds == 180


def test_lines_add_up_to_the_cent_over_a_long_month(db: Session, client: Client) -> None:
    for minute in range(300):
        make_answered(db, client, on(2, 8) + timedelta(minutes=minute * 90), assistant=61)
    statement = statement_of(db, client, NOVEMBER, NOW)
    # 300 × 61 s × 0.90 €/min = 274.50 €; each line by itself would be 0.915, hence 0.92.
    assert statement.cents == 27450 == statement.parts[0].cents
    assert {call.cents for call in statement.calls} == {91, 92}


def test_a_new_price_holds_from_its_own_local_day_on(db: Session, client: Client) -> None:
    make_price_rule(db, client, valid_from=date(2026, 11, 16), unit=PriceUnit.CALL, rate_cents=110)
    make_answered(db, client, datetime(2026, 11, 15, 22, 59, tzinfo=UTC))
    make_answered(db, client, datetime(2026, 11, 15, 23, 0, tzinfo=UTC))
    statement = statement_of(db, client, NOVEMBER, NOW)
    assert [call.cents for call in statement.calls] == [90, 110]
    assert [(part.first_on.day, part.last_on.day, part.cents) for part in statement.parts] == [
        (1, 15, 90),
        (16, 30, 110),
    ]


def test_a_day_without_a_price_rule_is_an_error_that_names_it(db: Session) -> None:
    client = make_client(db)
    make_price_rule(db, client, valid_from=date(2026, 11, 10))
    make_answered(db, client, on(9))
    with pytest.raises(NoPriceRule, match=r"cabinet-martin .* 2026-11-09"):
        statement_of(db, client, NOVEMBER, NOW)


def test_calls_still_going_on_are_named_apart(db: Session, client: Client) -> None:
    make_answered(db, client, on(3))
    talking = make_call(db, client, client.lines[0], started_at=on(4))
    statement = statement_of(db, client, NOVEMBER, NOW)
    assert len(statement.calls) == 1
    assert statement.unfinished == (talking.call_sid,)


def test_another_clients_calls_are_never_in_it(db: Session, client: Client) -> None:
    other = make_client(db, "maitre-durand")
    make_price_rule(db, other)
    make_line(db, other, "+33199000002")
    make_answered(db, other, on(3))
    assert statement_of(db, client, NOVEMBER, NOW).calls == ()


def test_a_statement_survives_being_frozen(db: Session, client: Client) -> None:
    make_answered(db, client, on(3))
    statement = statement_of(db, client, NOVEMBER, NOW)
    assert Statement.model_validate(statement.model_dump(mode="json")) == statement


def sids(statement: Statement) -> list[str]:
    return [call.call_sid for call in statement.calls]
