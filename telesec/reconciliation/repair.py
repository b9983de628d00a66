"""What reconciliations did: each run, and each difference that was found."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.clients.client import Client
from telesec.database import Base, insert_if_absent

LONGEST_WORD = 200


class RepairKind(StrEnum):
    """What was found and mended."""

    CALL_END = "call_end"  # we were never told that it ended
    CALL_SECONDS = "call_seconds"  # its length differed
    CALL_MISSED = "call_missed"  # it reached our line while we were away
    RECORDING = "recording"  # a recorded message that we had never heard of
    TEXT_STATE = "text_state"  # what became of a text message
    TEXT_MISSED = "text_missed"  # one that was sent to our line while we were away
    TEXT_UNSETTLED = "text_unsettled"  # given up without knowing whether it went out
    STRANGE_NUMBER = "strange_number"  # to a number of the account that is no line of ours
    LATE_CALL = "late_call"  # it came in after its month was invoiced, and is billed nowhere


class Reconciliation(Base):
    """One run over one period."""

    __tablename__ = "reconciliations"

    id: Mapped[int] = mapped_column(primary_key=True)
    nightly_on: Mapped[str | None] = mapped_column(String(10), unique=True)  # its day, in UTC
    since: Mapped[datetime]
    until: Mapped[datetime]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # None: under way, or it failed and is tried again
    seen: Mapped[int] = mapped_column(default=0)  # calls, recordings and text messages looked at


class Repair(Base):
    """One difference: what we had, what the carrier has, and whether a person must look."""

    __tablename__ = "repairs"
    __table_args__ = (UniqueConstraint("kind", "sid", "after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliations.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    kind: Mapped[RepairKind]
    sid: Mapped[str] = mapped_column(String(34))
    before: Mapped[str] = mapped_column(String(LONGEST_WORD), default="")
    after: Mapped[str] = mapped_column(String(LONGEST_WORD), default="")
    needs_person: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]

    client: Mapped[Client | None] = relationship()


def note_repair(
    db: Session,
    run: int,
    kind: RepairKind,
    sid: str,
    now: datetime,
    *,
    client_id: int | None = None,
    before: str = "",
    after: str = "",
    needs_person: bool = False,
) -> bool:
    """Write a repair down with the change it tells of; False when it is written already."""
    values = {
        "reconciliation_id": run,
        "client_id": client_id,
        "kind": kind,
        "sid": sid[:34],
        "before": before[:LONGEST_WORD],
        "after": after[:LONGEST_WORD],
        "needs_person": needs_person,
        "at": now,
    }
    return insert_if_absent(db, Repair, values)


def latest_runs(db: Session, limit: int) -> list[Reconciliation]:
    """The last runs, newest first."""
    newest = select(Reconciliation).order_by(Reconciliation.id.desc())
    return list(db.scalars(newest.limit(limit)))


def latest_repairs(db: Session, limit: int) -> list[Repair]:
    """The last repairs, what a person must look at first, then newest first."""
    wanted = select(Repair).order_by(Repair.needs_person.desc(), Repair.id.desc())
    return list(db.scalars(wanted.limit(limit)))


def repairs_of(db: Session, run: int) -> list[Repair]:
    """The repairs of one run, in the order they were made."""
    return list(
        db.scalars(select(Repair).where(Repair.reconciliation_id == run).order_by(Repair.id))
    )
