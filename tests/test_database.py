"""The database itself: the guard against double booking, instants, transactions."""

import traceback
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.database import transaction
from telesec.messages.message import Message
from tests.makers import make_appointment, make_appointment_type, make_client, make_practitioner

TEN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def test_the_database_itself_refuses_an_overlap(db: Session) -> None:
    practitioner = make_practitioner(db, make_client(db))
    kind = make_appointment_type(db, practitioner.client, practitioner, buffer_after_minutes=5)
    make_appointment(db, practitioner, kind, TEN)
    with pytest.raises(DBAPIError, match="double_booking"), db.begin_nested():
        make_appointment(db, practitioner, kind, TEN + timedelta(minutes=20))
    make_appointment(db, practitioner, kind, TEN + timedelta(minutes=25))


def test_a_cancelled_appointment_frees_its_time_but_cannot_come_back_over_another(
    db: Session,
) -> None:
    practitioner = make_practitioner(db, make_client(db))
    kind = make_appointment_type(db, practitioner.client, practitioner)
    gone = make_appointment(db, practitioner, kind, TEN, status=AppointmentStatus.CANCELLED)
    make_appointment(db, practitioner, kind, TEN)
    with pytest.raises(DBAPIError, match="double_booking"), db.begin_nested():
        db.execute(
            update(Appointment)
            .where(Appointment.id == gone.id)
            .values(status=AppointmentStatus.CONFIRMED)
        )


def test_two_practitioners_may_work_at_the_same_time(db: Session) -> None:
    client = make_client(db)
    martin, lefevre = make_practitioner(db, client), make_practitioner(db, client, "lefevre")
    kind = make_appointment_type(db, client, martin, lefevre)
    make_appointment(db, martin, kind, TEN)
    make_appointment(db, lefevre, kind, TEN)


def test_instants_come_back_aware_and_naive_ones_are_refused(engine: Engine) -> None:
    with transaction(engine) as db:
        client = make_client(db)
    with transaction(engine, reads_only=True) as db:
        found = db.get_one(type(client), client.id)
        assert found.created_at.utcoffset() == timedelta(0)
    with pytest.raises(StatementError, match="naive"), transaction(engine) as db:
        make_client(db, "other", created_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_an_error_never_holds_what_callers_said(engine: Engine) -> None:
    words = "ma mère est tombée"
    with pytest.raises(IntegrityError) as refused, transaction(engine) as db:
        db.execute(insert(Message).values(client_id=None, body=words, status="partial"))
    told = "".join(traceback.format_exception(refused.value))
    assert words not in told
    assert "client_id" in told  # but what is wrong does stand there


def test_a_failing_transaction_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError), transaction(engine) as db:  # noqa: PT012
        make_client(db)
        raise RuntimeError
    with transaction(engine) as db:
        make_client(db)
