"""Practitioners (a doctor, a lawyer, a van) and the kinds of appointment one can have."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.agenda.place import HoursElsewhere
from telesec.agenda.resource import Resource, type_resources
from telesec.clients.client import Client
from telesec.database import AsJson, Base
from telesec.values.language import Language, text_in
from telesec.values.opening_hours import WeeklyHours
from telesec.values.titles import titled_in

practitioner_types = Table(
    "practitioner_types",
    Base.metadata,
    Column("practitioner_id", Integer, ForeignKey("practitioners.id"), primary_key=True),
    Column("appointment_type_id", Integer, ForeignKey("appointment_types.id"), primary_key=True),
)


class OnlyFor(StrEnum):
    """Who may book a kind of appointment by themselves, if not everybody: see who_may_book.py."""

    NEW = "new"
    KNOWN = "known"


class CalendarWay(StrEnum):
    """How the agenda reaches the practitioner's own calendar. One way only: two would show
    everything twice.
    """

    FEED = "feed"  # their program reads an address of ours, when it likes
    INVITATIONS = "invitations"  # we send each change by e-mail (RFC 6047)
    CALDAV = "caldav"  # we write each change into their calendar (RFC 4791)


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
    place: Mapped[str] = mapped_column(String(300), default="")  # the usual one
    elsewhere: Mapped[tuple[HoursElsewhere, ...]] = mapped_column(
        AsJson(tuple[HoursElsewhere, ...]), default=(), server_default="[]"
    )
    # Times next to other appointments are offered first, so that the day stays in one piece.
    compact: Mapped[bool] = mapped_column(default=False, server_default=false())
    active: Mapped[bool] = mapped_column(default=True)
    calendar_by: Mapped[CalendarWay] = mapped_column(
        default=CalendarWay.FEED, server_default=CalendarWay.FEED.value
    )
    agenda_version: Mapped[int] = mapped_column(default=0)
    agenda_changed_at: Mapped[datetime | None]  # whole seconds; no two changes share one

    client: Mapped[Client] = relationship()
    appointment_types: Mapped[list["AppointmentType"]] = relationship(
        secondary=practitioner_types, back_populates="practitioners"
    )

    def name_in(self, language: Language) -> str:
        """The name with the title that ``language`` has: "le docteur Martin", "Doctor Martin"."""
        return titled_in(self.name, language)


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
    # The only hours it may be in, within the practitioner's; None: all of these.
    hours: Mapped[WeeklyHours | None] = mapped_column(AsJson(WeeklyHours))
    only_for: Mapped[OnlyFor | None]
    most_a_day: Mapped[int | None]  # of one practitioner, on one local day: see limits.py
    colour: Mapped[str] = mapped_column(String(7), default="", server_default="")  # "#rrggbb"
    # What to bring, as said behind "pensez à apporter": "votre carte Vitale".
    bring: Mapped[dict[Language, str]] = mapped_column(
        AsJson(dict[Language, str]), default=dict, server_default="{}"
    )
    active: Mapped[bool] = mapped_column(default=True)

    practitioners: Mapped[list[Practitioner]] = relationship(
        secondary=practitioner_types,
        back_populates="appointment_types",
        order_by=(Practitioner.position, Practitioner.id),
    )
    resources: Mapped[list[Resource]] = relationship(secondary=type_resources, order_by=Resource.id)

    def to_bring(self, language: Language) -> str:
        """What to bring, in that language as far as there is a text; empty: nothing."""
        return text_in(self.bring, language) if self.bring else ""
