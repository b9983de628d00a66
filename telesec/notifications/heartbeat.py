"""The worker's heartbeat: when it was last seen at work."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.database import Base

FORGOTTEN_AFTER = timedelta(days=1)  # each start of a worker has a name of its own


class WorkerHeartbeat(Base):
    """One row for each worker process, by its name."""

    __tablename__ = "worker_heartbeats"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen_at: Mapped[datetime]


def beat(db: Session, name: str, now: datetime) -> None:
    """Note that this worker is at work. One not seen for a day is forgotten."""
    db.execute(delete(WorkerHeartbeat).where(WorkerHeartbeat.seen_at < now - FORGOTTEN_AFTER))
    db.merge(WorkerHeartbeat(name=name, seen_at=now))


def last_seen(db: Session) -> datetime | None:
    """When any worker was last seen; None when never."""
    return db.scalar(select(func.max(WorkerHeartbeat.seen_at)))
