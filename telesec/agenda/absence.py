"""Absences: days or hours on which a practitioner, or nobody of the practice, sees anyone.

Kept as wall time, which they are meant in: an absence until two o'clock ends at two, whatever the
clocks do in the meantime. People make them in the console; no file overwrites them.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.agenda.practitioner import Practitioner
from telesec.clients.account import Account
from telesec.clients.client import Client
from telesec.database import Base
from telesec.prepared import Prepared
from telesec.values.opening_hours import MINUTES_A_DAY, Range

LONGEST_REASON = 100  # characters


class Absence(Base):
    """From the first day's minute to the last day's; or, ``daily``, between these two minutes on
    each of the days. Without practitioner: everybody of the client's. One that is taken back is
    kept, and counts for nothing.
    """

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="days"),
        CheckConstraint(
            "first_minute >= 0 AND last_minute <= 1440 AND first_minute < 1440 AND last_minute > 0",
            name="minutes",
        ),
        CheckConstraint(
            "first_minute < last_minute OR (first_on < last_on AND NOT daily)", name="order"
        ),
        Index("ix_absences_client_id_last_on", "client_id", "last_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    practitioner_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    first_on: Mapped[date]
    first_minute: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[date]
    last_minute: Mapped[int] = mapped_column(default=MINUTES_A_DAY)
    daily: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    # Who changed it last, or took it back.
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    client: Mapped[Client] = relationship()
    practitioner: Mapped[Practitioner | None] = relationship()
    made_by: Mapped[Account | None] = relationship(foreign_keys=[made_by_id])
    changed_by: Mapped[Account | None] = relationship(foreign_keys=[changed_by_id])

    @property
    def span(self) -> "AbsentSpan":
        """When it is, apart from the row."""
        return AbsentSpan(
            self.practitioner_id,
            self.first_on,
            self.first_minute,
            self.last_on,
            self.last_minute,
            self.daily,
        )


class AbsentSpan(NamedTuple):
    """When somebody is absent, in wall time."""

    practitioner_id: int | None
    first_on: date
    first_minute: int
    last_on: date
    last_minute: int
    daily: bool

    def minutes_on(self, day: date) -> Range | None:
        """From which minute to which of that local day; None on other days."""
        if not self.first_on <= day <= self.last_on:
            return None
        starts = self.first_minute if self.daily or day == self.first_on else 0
        ends = self.last_minute if self.daily or day == self.last_on else MINUTES_A_DAY
        return (starts, ends) if starts < ends else None

    def is_of(self, practitioner_id: int) -> bool:
        """Whether that practitioner is absent then."""
        return self.practitioner_id in {None, practitioner_id}

    def overlaps(self, starts: datetime, ends: datetime) -> bool:
        """Whether any of it lies within these two local times."""
        days = {starts.date(), ends.date()}
        return any(
            absent is not None
            and _minute(starts, day) < absent[1]
            and absent[0] < _minute(ends, day)
            for day in days
            for absent in (self.minutes_on(day),)
        )


def _minute(local: datetime, day: date) -> float:
    """Minutes from the beginning of ``day`` to a local time, which may be on another day."""
    minute = local.hour * 60 + local.minute + local.second / 60
    return minute + (local.date() - day).days * MINUTES_A_DAY


_columns = Absence.__table__.c

# Read at every search, while a caller waits.
_standing = Prepared(
    select(
        _columns.practitioner_id,
        _columns.first_on,
        _columns.first_minute,
        _columns.last_on,
        _columns.last_minute,
        _columns.daily,
    ).where(
        _columns.client_id == bindparam("client_id"),
        _columns.last_on >= bindparam("since"),
        _columns.taken_back_at.is_(None),
    )
)


def absences_since(db: Session, client_id: int, since: date) -> list[AbsentSpan]:
    """When people of this client are absent, of what is not over before that local day."""
    return [
        AbsentSpan._make(row) for row in _standing.all(db, {"client_id": client_id, "since": since})
    ]


def standing_absences(
    db: Session, client_ids: Collection[int], first: date, last: date | None = None
) -> Sequence[Absence]:
    """These clients' absences that touch the local days from ``first`` to ``last`` (None: for
    ever), in order of time, but for those taken back.
    """
    wanted = (
        select(Absence)
        .where(
            Absence.client_id.in_(client_ids),
            Absence.last_on >= first,
            Absence.taken_back_at.is_(None),
        )
        .order_by(Absence.first_on, Absence.first_minute, Absence.id)
    )
    return db.scalars(wanted if last is None else wanted.where(Absence.first_on <= last)).all()


def absent_at(
    spans: Iterable[AbsentSpan], practitioner_id: int, starts: datetime, ends: datetime
) -> bool:
    """Whether that practitioner is absent for any of the time between these two local times."""
    return any(span.is_of(practitioner_id) and span.overlaps(starts, ends) for span in spans)
