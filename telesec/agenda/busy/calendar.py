"""A practitioner's other calendars, the times they take, and the guard that keeps those free.

The times are kept expanded, for a year and more ahead: whoever looks for free time reads rows,
and never a calendar.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    event,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.agenda.appointment import BUSY_ELSEWHERE, Appointment
from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client
from telesec.database import AsJson, Base
from telesec.prepared import Prepared, unix_seconds

# No busy time is longer, because longer ones are cut: a search need look back no further.
LONGEST_TIME = timedelta(days=1)


class CalendarKind(StrEnum):
    """How it is read."""

    ICS = "ics"  # a file at an address
    CALDAV = "caldav"  # a calendar of a server that is asked (RFC 4791)


class BusyCalendar(Base):
    """A calendar of the client's own, in which a practitioner is busy. Address and password are
    sealed: an address often is a secret by itself.
    """

    __tablename__ = "busy_calendars"
    __table_args__ = (
        UniqueConstraint("practitioner_id", "label"),
        Index("ix_busy_calendars_next_read_at", "next_read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    label: Mapped[str] = mapped_column(String(100))
    kind: Mapped[CalendarKind]
    host: Mapped[str] = mapped_column(String(255))  # all of the address that is shown
    sealed: Mapped[str] = mapped_column(Text)
    tentative_is_free: Mapped[bool] = mapped_column(default=False)
    from_file: Mapped[bool] = mapped_column(default=False)  # named by the clients file
    created_at: Mapped[datetime]

    next_read_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]  # a worker is reading it
    claim: Mapped[int] = mapped_column(default=0)  # of how many; the last one counts
    tried_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]  # when what we know was last right
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    failing_since: Mapped[datetime | None]
    fault: Mapped[str | None] = mapped_column(String(24))

    etag: Mapped[str] = mapped_column(String(300), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    mark: Mapped[str] = mapped_column(String(500), default="")  # of CalDAV
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of what was read
    covered_until: Mapped[datetime | None]  # its times are known up to here

    busy_count: Mapped[int] = mapped_column(default=0)  # occurrences that take time
    unplaced: Mapped[int] = mapped_column(default=0)  # events that nobody can place
    doubts: Mapped[dict[str, int]] = mapped_column(AsJson(dict[str, int]), default=dict)
    unknown_zones: Mapped[tuple[str, ...]] = mapped_column(AsJson(tuple[str, ...]), default=tuple)

    client: Mapped[Client] = relationship()
    practitioner: Mapped[Practitioner] = relationship()


class BusyTime(Base):
    """A time at which a calendar says that its practitioner is busy; a day long at most."""

    __tablename__ = "busy_times"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        Index("ix_busy_times_practitioner_id_starts_at", "practitioner_id", "starts_at"),
        Index("ix_busy_times_calendar_id", "calendar_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    calendar_id: Mapped[int] = mapped_column(ForeignKey("busy_calendars.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    doubt: Mapped[str] = mapped_column(String(8), default="")


# For the search of free time.
busy_spans = Prepared(
    select(unix_seconds(BusyTime.__table__.c.starts_at), unix_seconds(BusyTime.__table__.c.ends_at))
    .where(
        BusyTime.__table__.c.practitioner_id == bindparam("practitioner_id"),
        BusyTime.__table__.c.starts_at > bindparam("start"),
        BusyTime.__table__.c.starts_at < bindparam("end"),
    )
    .order_by(BusyTime.__table__.c.starts_at)
)


# The guard: what takes time in the agenda may not be put where the practitioner is busy, by any
# writer, unless a person said so expressly (despite_busy). An import that lands on appointments
# is no writer of appointments: they stand, and the conflict is shown. What stands already may
# go on standing where it is. On PostgreSQL whoever writes locks the practitioner first, as the
# import does, so that neither can overlook the other; SQLite has one writer at a time.
_takes_no_more = """OLD.status NOT IN ('cancelled', 'held')
      AND OLD.practitioner_id = NEW.practitioner_id
      AND OLD.blocked_from <= NEW.blocked_from AND NEW.blocked_until <= OLD.blocked_until"""

_busy_then = """SELECT 1 FROM busy_times AS busy
    WHERE busy.practitioner_id = NEW.practitioner_id
      AND busy.starts_at > {earliest} AND busy.starts_at < NEW.blocked_until
      AND busy.ends_at > NEW.blocked_from"""

_busy_then_on_sqlite = _busy_then.format(earliest="datetime(NEW.blocked_from, '-25 hours')")
_busy_then_on_postgresql = _busy_then.format(earliest="NEW.blocked_from - interval '25 hours'")

sqlite_busy_guards = (
    f"""
CREATE TRIGGER {BUSY_ELSEWHERE}_insert BEFORE INSERT ON appointments
WHEN NEW.status <> 'cancelled' AND NOT NEW.despite_busy AND EXISTS ({_busy_then_on_sqlite})
BEGIN SELECT RAISE(ABORT, '{BUSY_ELSEWHERE}'); END
""",
    f"""
CREATE TRIGGER {BUSY_ELSEWHERE}_update
BEFORE UPDATE OF practitioner_id, status, blocked_from, blocked_until ON appointments
WHEN NEW.status <> 'cancelled' AND NOT NEW.despite_busy
  AND NOT ({_takes_no_more})
  AND EXISTS ({_busy_then_on_sqlite})
BEGIN SELECT RAISE(ABORT, '{BUSY_ELSEWHERE}'); END
""",
)

postgresql_busy_guards = (
    f"""
CREATE OR REPLACE FUNCTION refuse_{BUSY_ELSEWHERE}() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF NEW.status = 'cancelled' OR NEW.despite_busy THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF {_takes_no_more} THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM 1 FROM practitioners WHERE id = NEW.practitioner_id FOR NO KEY UPDATE;
    IF EXISTS ({_busy_then_on_postgresql}) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation',
            CONSTRAINT = '{BUSY_ELSEWHERE}', MESSAGE = '{BUSY_ELSEWHERE}';
    END IF;
    RETURN NEW;
END
$guard$
""",
    f"""
CREATE TRIGGER {BUSY_ELSEWHERE}
BEFORE INSERT OR UPDATE OF practitioner_id, status, blocked_from, blocked_until ON appointments
FOR EACH ROW EXECUTE FUNCTION refuse_{BUSY_ELSEWHERE}()
""",
)


def _guard(table: Table, connection: Connection, **_: Any) -> None:  # noqa: ARG001 - the event names it
    is_postgresql = connection.dialect.name == "postgresql"
    for statement in postgresql_busy_guards if is_postgresql else sqlite_busy_guards:
        connection.execute(text(statement))


# Their bodies name busy_times, which need not be there yet.
event.listen(Appointment.__table__, "after_create", _guard)
