"""A client's status: "in surgery until 15:00", "on leave 1-15 August"; who set it, and how."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.clients.client import Client
from telesec.database import Base, UTCDateTime

LONGEST_NOTE = 200


class SetBy(StrEnum):
    """The way by which a status was set."""

    CONSOLE = "console"
    SMS = "sms"
    COMMAND = "command"


class ClientStatus(Base):
    """One status of a client, now or in advance. It is ended, never edited."""

    __tablename__ = "client_statuses"
    __table_args__ = (Index("ix_client_statuses_client_id_begins_at", "client_id", "begins_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    kind: Mapped[str] = mapped_column(String(60))  # one of the statuses of its call script
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    begins_at: Mapped[datetime]
    until: Mapped[datetime | None]  # None: until it is ended
    set_at: Mapped[datetime]
    set_by: Mapped[SetBy]
    set_by_whom: Mapped[str] = mapped_column(String(254), default="")  # an account or a number
    ended_at: Mapped[datetime | None]


class BadStatus(ValueError):
    """A status that cannot be set, and why."""


def set_status(
    db: Session,
    client: Client,
    kind: str,
    now: datetime,
    *,
    set_by: SetBy,
    whom: str = "",
    begins_at: datetime | None = None,
    until: datetime | None = None,
    note: str = "",
) -> ClientStatus:
    """The client has this status from ``begins_at`` (now) until ``until``, or until it is ended.

    Of several that hold at once the one that was set last counts. Raises BadStatus when it would
    be over before it begins, or is over already.
    """
    begins = begins_at or now
    if until is not None and (until <= begins or until <= now):
        raise BadStatus("a status must end after it begins, and not in the past")
    status = ClientStatus(
        client_id=client.id,
        kind=kind,
        note=note[:LONGEST_NOTE],
        begins_at=begins,
        until=until,
        set_at=now,
        set_by=set_by,
        set_by_whom=whom,
    )
    db.add(status)
    db.flush()
    return status


_AT = bindparam("at", type_=UTCDateTime())
_STATUS_AT = (
    select(ClientStatus)
    .where(
        ClientStatus.client_id == bindparam("client_id"),
        ClientStatus.begins_at <= _AT,
        or_(ClientStatus.until.is_(None), ClientStatus.until > _AT),
        or_(ClientStatus.ended_at.is_(None), ClientStatus.ended_at > _AT),
    )
    .order_by(ClientStatus.set_at.desc(), ClientStatus.id.desc())
    .limit(1)
)


def status_at(db: Session, client_id: int, at: datetime) -> ClientStatus | None:
    """The status that counts at that instant, or None."""
    return db.scalar(_STATUS_AT, {"client_id": client_id, "at": at})


def end_statuses(db: Session, client: Client, now: datetime) -> int:
    """End every status that holds now: the client is as usual again. How many there were.

    What is set in advance stays.
    """
    holding = db.scalars(
        select(ClientStatus).where(
            ClientStatus.client_id == client.id,
            ClientStatus.begins_at <= now,
            ClientStatus.ended_at.is_(None),
            or_(ClientStatus.until.is_(None), ClientStatus.until > now),
        )
    ).all()
    for status in holding:
        status.ended_at = now
    return len(holding)


def status_of(db: Session, client_id: int, status_id: int) -> ClientStatus | None:
    """That status, if it is this client's."""
    return db.scalar(
        select(ClientStatus).where(
            ClientStatus.id == status_id, ClientStatus.client_id == client_id
        )
    )


def cancel_status(status: ClientStatus, now: datetime) -> None:
    """End this one, also before it has begun."""
    if status.ended_at is None:
        status.ended_at = now


def statuses_to_come(db: Session, client_id: int, now: datetime) -> list[ClientStatus]:
    """Those that hold now or are set in advance, the next first."""
    return list(
        db.scalars(
            select(ClientStatus)
            .where(
                ClientStatus.client_id == client_id,
                ClientStatus.ended_at.is_(None),
                or_(ClientStatus.until.is_(None), ClientStatus.until > now),
            )
            .order_by(ClientStatus.begins_at, ClientStatus.id)
        )
    )
