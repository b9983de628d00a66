"""How many at most: of a kind on one day, and of a shared resource at one time.

The database refuses what is too many, for every writer. On SQLite triggers count, and every
writer holds the only write lock. On PostgreSQL they first lock the client's practitioners, as
booking does: so nobody else is counting at the same time. Only an appointment that enters a day,
or a time, is counted; one that is there already may be confirmed or edited, whatever the limits
have become since.
"""

from typing import Any

from sqlalchemy import Connection, Table, event, text

from telesec.agenda.appointment import Appointment

DAY_FULL = "day_full"
RESOURCE_FULL = "resource_full"

_MORE_THAN_A_DAY = """
EXISTS (
    SELECT 1 FROM appointment_types AS kind
    WHERE kind.id = NEW.appointment_type_id AND kind.most_a_day IS NOT NULL
      AND kind.most_a_day <= (
        SELECT count(*) FROM appointments AS other
        WHERE other.practitioner_id = NEW.practitioner_id AND other.starts_on = NEW.starts_on
          AND other.appointment_type_id = NEW.appointment_type_id
          AND other.status <> 'cancelled' AND other.id {is_not} NEW.id))
"""

# The most that are there at once, while the new one is, are there when it begins or when another
# begins. No appointment takes longer than a day, so what is further off need not be looked at.
_MORE_THAN_THERE_ARE = """
EXISTS (SELECT 1 FROM type_resources WHERE appointment_type_id = NEW.appointment_type_id)
AND EXISTS (
    SELECT 1 FROM type_resources AS need
    JOIN resources AS resource ON resource.id = need.resource_id
    JOIN type_resources AS shared ON shared.resource_id = need.resource_id
    JOIN appointments AS first ON first.appointment_type_id = shared.appointment_type_id
    WHERE need.appointment_type_id = NEW.appointment_type_id
      AND first.client_id = NEW.client_id AND first.status <> 'cancelled'
      AND first.id {is_not} NEW.id
      AND first.starts_at > {before} AND first.starts_at < {after}
      AND first.blocked_from < NEW.blocked_until AND NEW.blocked_from < first.blocked_until
      AND resource.capacity <= (
        SELECT count(*) FROM appointments AS other
        JOIN type_resources AS used
          ON used.appointment_type_id = other.appointment_type_id
        WHERE used.resource_id = need.resource_id
          AND other.client_id = NEW.client_id AND other.status <> 'cancelled'
          AND other.id {is_not} NEW.id
          AND other.starts_at > {before} AND other.starts_at < {after}
          AND other.blocked_from <= {later}(first.blocked_from, NEW.blocked_from)
          AND other.blocked_until > {later}(first.blocked_from, NEW.blocked_from)))
"""

_ENTERS_DAY = """
(OLD.status = 'cancelled' OR OLD.practitioner_id <> NEW.practitioner_id
 OR OLD.appointment_type_id <> NEW.appointment_type_id OR OLD.starts_on {is_not} NEW.starts_on)
"""
_ENTERS_TIME = """
(OLD.status = 'cancelled' OR OLD.appointment_type_id <> NEW.appointment_type_id
 OR OLD.blocked_from <> NEW.blocked_from OR OLD.blocked_until <> NEW.blocked_until)
"""
_COLUMNS = "appointment_type_id, practitioner_id, status, starts_on, blocked_from, blocked_until"

_SQLITE = {
    "is_not": "IS NOT",
    "later": "max",
    "before": "datetime(NEW.blocked_from, '-2 days')",
    "after": "datetime(NEW.blocked_until, '+2 days')",
}
_POSTGRESQL = {
    "is_not": "IS DISTINCT FROM",
    "later": "greatest",
    "before": "NEW.blocked_from - interval '2 days'",
    "after": "NEW.blocked_until + interval '2 days'",
}


def _sqlite_triggers(name: str, enters: str, too_many: str) -> tuple[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    stands = "NEW.status <> 'cancelled'"
    enters, too_many = enters.format(**_SQLITE).strip(), too_many.format(**_SQLITE).strip()
    return (
        f"CREATE TRIGGER {name}_insert BEFORE INSERT ON appointments\n"
        f"WHEN {stands} AND {too_many}\n{refuse}",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {_COLUMNS} ON appointments\n"
        f"WHEN {stands} AND {enters} AND {too_many}\n{refuse}",
    )


sqlite_guards = (
    *_sqlite_triggers(DAY_FULL, _ENTERS_DAY, _MORE_THAN_A_DAY),
    *_sqlite_triggers(RESOURCE_FULL, _ENTERS_TIME, _MORE_THAN_THERE_ARE),
)


def _refused(name: str, enters: str, too_many: str) -> str:
    enters, too_many = enters.format(**_POSTGRESQL), too_many.format(**_POSTGRESQL)
    return f"""
    IF (TG_OP = 'INSERT' OR {enters.strip()}) AND {too_many.strip()} THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;"""


postgresql_guards = (
    f"""
CREATE FUNCTION appointment_limits() RETURNS trigger LANGUAGE plpgsql AS $limits$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM appointment_types AS kind
        WHERE kind.id = NEW.appointment_type_id AND (kind.most_a_day IS NOT NULL OR EXISTS (
            SELECT 1 FROM type_resources AS need
            WHERE need.appointment_type_id = kind.id))) THEN
        RETURN NEW;
    END IF;
    PERFORM id FROM practitioners
    WHERE client_id = NEW.client_id ORDER BY id FOR NO KEY UPDATE;
{_refused(DAY_FULL, _ENTERS_DAY, _MORE_THAN_A_DAY)}
{_refused(RESOURCE_FULL, _ENTERS_TIME, _MORE_THAN_THERE_ARE)}
    RETURN NEW;
END $limits$
""",  # noqa: S608 - DDL made of our own constants
    f"""
CREATE TRIGGER appointment_limits BEFORE INSERT OR UPDATE OF {_COLUMNS} ON appointments
FOR EACH ROW WHEN (NEW.status <> 'cancelled') EXECUTE FUNCTION appointment_limits()
""",
)


def _guard(table: Table, connection: Connection, **_: Any) -> None:  # noqa: ARG001 - the event names it
    postgresql = connection.dialect.name == "postgresql"
    for statement in postgresql_guards if postgresql else sqlite_guards:
        connection.execute(text(statement))


event.listen(Appointment.__table__, "after_create", _guard)
