"""The worker's heartbeat: when it was last seen at work."""

from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.database import Base


class WorkerHeartbeat(Base):
    """One row for each worker process, by its name."""

    __tablename__ = "worker_heartbeats"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen_at: Mapped[datetime]


def beat(db: Session, name: str, now: datetime) -> None:
    """Note that this worker is at work."""
    db.merge(WorkerHeartbeat(name=name, seen_at=now))


def last_seen(db: Session) -> datetime | None:
    """When any worker was last seen; None when never."""
    return db.scalar(select(func.max(WorkerHeartbeat.seen_at)))
