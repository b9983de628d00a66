"""Resources: what several practitioners share and some appointments need, such as a room."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from telesec.database import Base

type_resources = Table(
    "type_resources",
    Base.metadata,
    Column("appointment_type_id", Integer, ForeignKey("appointment_types.id"), primary_key=True),
    Column("resource_id", Integer, ForeignKey("resources.id"), primary_key=True),
    Index("ix_type_resources_resource_id", "resource_id"),
)


class Resource(Base):
    """A room, a van, a machine: so many (``capacity``) that so many appointments can have it at
    the same time, buffers included. The database refuses one more: see limits.py.
    """

    __tablename__ = "resources"
    __table_args__ = (
        UniqueConstraint("client_id", "key"),
        CheckConstraint("capacity >= 1", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[int] = mapped_column(default=1)


def sharing_with(appointment_type_id: Any) -> Select[tuple[int]]:
    """The ids of the kinds of appointment that need a resource this one needs; itself, if any."""
    needed, used = type_resources.alias(), type_resources.alias()
    return (
        select(used.c.appointment_type_id)
        .join(needed, needed.c.resource_id == used.c.resource_id)
        .where(needed.c.appointment_type_id == appointment_type_id)
        .distinct()
    )
