"""What runs at every sentence: the same values, the same errors as by the usual way."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from telesec.agenda.resource import Resource
from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.database import is_away, transaction
from telesec.messages.message import Message, Urgency
from telesec.messages.taking import draft_of
from telesec.prepared import (
    Prepared,
    Step,
    in_one_journey,
    insert_at_once,
    read_at_once,
    unix_seconds,
    write_at_once,
)
from tests.makers import make_call, make_client, make_line

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
CALLS, MESSAGES = Call.metadata.tables["calls"], Message.metadata.tables["messages"]
BY_SID = Prepared(select(CALLS.c.id).where(CALLS.c.call_sid == bindparam("sid")))


def test_a_row_read_as_columns_is_an_object_like_any_other(engine: Engine) -> None:
    with transaction(engine) as db:
        kept = make_client(db, "cabinet-martin")
        db.flush()
        assert read_at_once(db, Client, {"id": kept.id, "name": "stale"}) is kept
        assert kept.name != "stale"
        key = kept.id
    with transaction(engine) as db:
        client = read_at_once(db, Client, {"id": key, "name": "as read"})
        assert (client.name, client.key) == ("as read", "cabinet-martin")  # the rest on demand
        client.name = "changed"
    with transaction(engine) as db:
        assert db.get_one(Client, key).name == "changed"


def test_every_column_comes_back_as_the_session_reads_it(engine: Engine) -> None:
    with transaction(engine) as db:
        call = _call(db, state={"step": "é"}, answered_at=NOW)
        sid, loaded = call.call_sid, [getattr(call, column.name) for column in CALLS.c]
    every = Prepared(select(CALLS).where(CALLS.c.call_sid == bindparam("sid")))
    with transaction(engine) as db:
        assert every.first(db, {"sid": sid}) == tuple(loaded)
        assert every.first(db, {"sid": "CA" + "9" * 32}) is None


def test_a_new_row_gets_what_stands_there_when_nothing_is_said(engine: Engine) -> None:
    with transaction(engine) as db:
        call = _call(db)
        message = draft_of(db, call, NOW)
        write_at_once(db, message)
        again = draft_of(db, call, NOW)
        again.urgency, again.body = Urgency.URGENT, "l’eau coule"
        write_at_once(db, again)
    with transaction(engine) as db:
        kept = db.scalars(select(Message)).one()
        assert (kept.urgency, kept.body, kept.escalations) == (Urgency.URGENT, "l’eau coule", 0)
        assert kept.created_at == NOW


def test_a_constraint_is_told_as_always_without_the_row(db: Session) -> None:
    call = _call(db)
    moved = Prepared(CALLS.update().where(CALLS.c.id == bindparam("the_id")), "client_id", "state")
    nobody = {"the_id": call.id, "client_id": 999_999, "state": {"step": "secret words"}}
    with pytest.raises(IntegrityError) as caught:
        moved.run(db, nobody)
    assert "secret words" not in str(caught.value)
    assert not is_away(caught.value)


def test_a_name_that_is_not_given_is_an_error_here(db: Session) -> None:
    with pytest.raises(KeyError):
        BY_SID.first(db, {})


@pytest.mark.postgresql_only
def test_a_server_that_hangs_up_is_away_and_the_next_transaction_goes_on(engine: Engine) -> None:
    with Session(engine) as db:
        backend = db.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({backend})")
        with pytest.raises(DBAPIError) as caught:
            BY_SID.first(db, {"sid": "x"})
    assert caught.value.connection_invalidated
    assert is_away(caught.value)
    with transaction(engine) as db:
        assert BY_SID.first(db, {"sid": "x"}) is None


@pytest.mark.sqlite_only
def test_a_locked_file_is_away(engine: Engine) -> None:
    written = Prepared(MESSAGES.update(), "body")
    with transaction(engine) as early, transaction(engine, reads_only=True) as late:
        early.connection()
        late.connection().exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(OperationalError) as caught:
            written.run(late, {"body": "x"})
    assert is_away(caught.value)


def _call(db: Session, **fields: object) -> Call:
    client = make_client(db)
    return make_call(db, client, make_line(db, client), **fields)


def test_instants_are_read_as_whole_seconds(engine: Engine) -> None:
    """Also where a Julian day has many digits."""
    with transaction(engine) as db:
        client = make_client(db)
        line = make_line(db, client)
        instants = [NOW + timedelta(seconds=s) for s in (0, 1, 59, 86_399, 40_000_017, 3 * 10**9)]
        for instant in instants:
            make_call(db, client, line, started_at=instant)
        query = Prepared(select(unix_seconds(CALLS.c.started_at)).order_by(CALLS.c.id))
        found = [seconds for (seconds,) in query.all(db, {})]
    assert found == [int(instant.timestamp()) for instant in instants]


def test_steps_of_one_journey_find_their_first_rows_in_order(db: Session) -> None:
    call = _call(db, state={"step": "a"})
    told = Prepared(CALLS.update().where(CALLS.c.id == bindparam("the_id")), "state")
    state = Prepared(select(CALLS.c.state).where(CALLS.c.id == bindparam("the_id")))
    steps = (
        (BY_SID, {"sid": call.call_sid}),
        (told, {"the_id": call.id, "state": {"step": "b"}}),
        (BY_SID, {"sid": "nobody's"}),
        (state, {"the_id": call.id}),
    )
    assert in_one_journey(db, *steps) == [(call.id,), None, None, ({"step": "b"},)]


def test_of_a_journey_that_fails_nothing_behind_is_done(engine: Engine) -> None:
    with transaction(engine) as db:
        call_id = _call(db, state={"step": "a"}).id
    moved = Prepared(CALLS.update().where(CALLS.c.id == bindparam("the_id")), "client_id", "state")
    nobody = {"the_id": call_id, "client_id": 999_999, "state": {"step": "secret words"}}
    told = Prepared(CALLS.update().where(CALLS.c.id == bindparam("the_id")), "state")
    behind = (told, {"the_id": call_id, "state": {"step": "b"}})
    with pytest.raises(IntegrityError) as caught, transaction(engine) as db:
        in_one_journey(db, (moved, nobody), behind)
    assert "secret words" not in str(caught.value)
    with transaction(engine) as db:
        assert db.get_one(Call, call_id).state == {"step": "a"}


def test_a_row_that_is_refused_leaves_the_rest_of_the_transaction_standing(
    engine: Engine,
) -> None:
    with transaction(engine) as db:
        client = make_client(db, "cabinet-martin")
        values = {"client_id": client.id, "name": "Lilas", "capacity": 2}
        room, _ = insert_at_once(db, Resource, values | {"key": "room"})
        assert db.get(Resource, room.id) is room
        told = (_renamed, {"the_id": room.id, "name": "Roses"})
        with pytest.raises(IntegrityError):
            insert_at_once(db, Resource, values | {"key": "room"}, told)
        van, found = insert_at_once(db, Resource, values | {"key": "van"}, _looked(room.id))
        assert found == [("Lilas",)]
    with transaction(engine) as db:
        kept = db.scalars(select(Resource).order_by(Resource.id)).all()
        assert [(one.id, one.key, one.capacity) for one in kept] == [
            (room.id, "room", 2),
            (van.id, "van", 2),
        ]


ROOMS = Resource.metadata.tables["resources"]
_renamed = Prepared(ROOMS.update().where(ROOMS.c.id == bindparam("the_id")), "name")
_name = Prepared(select(ROOMS.c.name).where(ROOMS.c.id == bindparam("the_id")))


def _looked(resource_id: int) -> Step:
    return _name, {"the_id": resource_id}
