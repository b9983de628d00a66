"""Practitioners (a doctor, a lawyer, a van) and the kinds of appointment one can have."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.clients.client import Client
from telesec.database import AsJson, Base
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours

practitioner_types = Table(
    "practitioner_types",
    Base.metadata,
    Column("practitioner_id", Integer, ForeignKey("practitioners.id"), primary_key=True),
    Column("appointment_type_id", Integer, ForeignKey("appointment_types.id"), primary_key=True),
)


class Practitioner(Base):
    """Whose agenda it is. ``agenda_version`` rises with every change of it."""

    __tablename__ = "practitioners"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))  # as said aloud: "le docteur Martin"
    position: Mapped[int] = mapped_column(default=0)
    opening_hours: Mapped[WeeklyHours] = mapped_column(AsJson(WeeklyHours))
    place: Mapped[str] = mapped_column(String(300), default="")
    active: Mapped[bool] = mapped_column(default=True)
    agenda_version: Mapped[int] = mapped_column(default=0)
    agenda_changed_at: Mapped[datetime | None]  # whole seconds; no two changes share one

    client: Mapped[Client] = relationship()
    appointment_types: Mapped[list["AppointmentType"]] = relationship(
        secondary=practitioner_types, back_populates="practitioners"
    )


class AppointmentType(Base):
    """A reason to come, with its length and rules. Minutes everywhere."""

    __tablename__ = "appointment_types"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    names: Mapped[dict[Language, str]] = mapped_column(AsJson(dict[Language, str]))
    words: Mapped[dict[Language, tuple[str, ...]]] = mapped_column(
        AsJson(dict[Language, tuple[str, ...]])
    )
    minutes: Mapped[int]
    buffer_before_minutes: Mapped[int] = mapped_column(default=0)
    buffer_after_minutes: Mapped[int] = mapped_column(default=0)
    notice_minutes: Mapped[int] = mapped_column(default=60)  # not sooner than this from now
    horizon_days: Mapped[int] = mapped_column(default=60)  # not later than this from now
    active: Mapped[bool] = mapped_column(default=True)

    practitioners: Mapped[list[Practitioner]] = relationship(
        secondary=practitioner_types,
        back_populates="appointment_types",
        order_by=Practitioner.position,
    )
