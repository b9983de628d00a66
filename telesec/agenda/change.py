"""What has happened to an appointment, when, and by whom; written with the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, bindparam, false, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.agenda.appointment import Appointment
from telesec.database import Base
from telesec.prepared import Prepared, Step, in_one_journey

LONGEST_REASON = 200


class ChangeKind(StrEnum):
    """What was done."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"  # stands again after it was cancelled
    CORRECTED = "corrected"  # who, number, date of birth or notes; not when
    ASSURED = "assured"  # its caller has said that they will come
    MISSED = "missed"  # nobody came
    CAME = "came"  # somebody did, though it was noted otherwise


class AppointmentChange(Base):
    """One change. Neither call, account, link nor text: by the house itself."""

    __tablename__ = "appointment_changes"
    __table_args__ = (
        Index("ix_appointment_changes_appointment_id", "appointment_id"),
        Index("ix_appointment_changes_call_id", "call_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    kind: Mapped[ChangeKind]
    at: Mapped[datetime]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    by_link: Mapped[bool] = mapped_column(default=False, server_default=false())  # the caller's
    by_text: Mapped[bool] = mapped_column(default=False, server_default=false())  # likewise
    started_at: Mapped[datetime | None]  # when it would have begun before; None: newly booked
    starts_at: Mapped[datetime]  # when it begins, or would have begun, since
    # With whom it was before, where that changed too.
    was_with_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="", server_default="")


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """Who changes an appointment: a caller, during a call, by the link they were sent or by
    answering a text; an account; or the house itself. And why, if that was said.
    """

    call_id: int | None = None
    account_id: int | None = None
    reason: str = ""
    by_link: bool = False
    by_text: bool = False


_table = AppointmentChange.__table__
_noting = Prepared(
    insert(AppointmentChange)
    .values(
        appointment_id=select(Appointment.__table__.c.id)
        .where(Appointment.__table__.c.uid == bindparam("uid"))
        .scalar_subquery()
    )
    .inline(),  # nobody asks for its key
    *(name for name in _table.c.keys() if name not in {"id", "appointment_id"}),  # noqa: SIM118
)


def noting(
    uid: str,
    kind: ChangeKind,
    by: ChangedBy,
    *,
    now: datetime,
    starts_at: datetime,
    started_at: datetime | None = None,
    was_with_id: int | None = None,
) -> Step:
    """The step by which a change of the appointment with that UID is written down."""
    return _noting, {
        "uid": uid,
        "kind": kind,
        "at": now,
        "call_id": by.call_id,
        "account_id": by.account_id,
        "by_link": by.by_link,
        "by_text": by.by_text,
        "started_at": started_at,
        "starts_at": starts_at,
        "was_with_id": was_with_id,
        "reason": by.reason.strip()[:LONGEST_REASON],
    }


def note_change(
    db: Session,
    appointment: Appointment,
    kind: ChangeKind,
    by: ChangedBy,
    *,
    now: datetime,
    started_at: datetime | None = None,
    was_with_id: int | None = None,
) -> None:
    """Write the change down; ``started_at`` is when it began before, ``was_with_id`` with whom."""
    step = noting(
        appointment.uid,
        kind,
        by,
        now=now,
        starts_at=appointment.starts_at,
        started_at=started_at,
        was_with_id=was_with_id,
    )
    in_one_journey(db, step)


def changes_to(db: Session, appointment_id: int) -> Sequence[AppointmentChange]:
    """All that has happened to one appointment, oldest first."""
    return db.scalars(
        select(AppointmentChange)
        .where(AppointmentChange.appointment_id == appointment_id)
        .order_by(AppointmentChange.id)
    ).all()
