"""A client: a business we answer for, the lines it transfers to us, and whom we may tell."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, false, select, true
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from telesec.clients.own_hand import EVERY_ACT, NOTICE_HOURS, OFFER_MINUTES, REMINDER_MINUTE, OwnAct
from telesec.database import AsJson, Base
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from telesec.values.telephone import E164


class SummaryDetail(StrEnum):
    """How much of a call a summary may say. Discreet: that there is something, and where."""

    FULL = "full"
    DISCREET = "discreet"


class Client(Base):
    """A business we answer for. ``key`` is its name in files and addresses, e.g. cabinet-martin."""

    __tablename__ = "clients"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    trade: Mapped[str] = mapped_column(String(24))
    country: Mapped[str] = mapped_column(String(2), default="FR")
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Paris")
    language: Mapped[Language] = mapped_column(default=Language.FR)
    script: Mapped[str] = mapped_column(String(60))  # its file in call_scripts/, without .yaml
    colour: Mapped[str] = mapped_column(String(7), default="#2f5d62")
    opening_hours: Mapped[WeeklyHours] = mapped_column(AsJson(WeeklyHours))
    summary_detail: Mapped[SummaryDetail]
    # The carrier's subaccount in which its lines are; empty: the account itself.
    account_sid: Mapped[str] = mapped_column(String(34), default="")
    # The line its people's text messages come from, and can answer; None: the house's sender.
    text_from: Mapped[E164 | None] = mapped_column(String(16))
    voicemail_days: Mapped[int] = mapped_column(default=90)  # how long a recorded message is kept
    voicemail_transcript: Mapped[bool] = mapped_column(default=True)  # written by the carrier
    # Talks with a person are recorded, if the caller, who is told, does not refuse.
    record_talks: Mapped[bool] = mapped_column(default=False)
    talk_days: Mapped[int] = mapped_column(default=30)  # how long a recorded talk is kept
    # Callers are told by SMS of what became of their appointments, and find a link in the texts.
    confirms_by_sms: Mapped[bool] = mapped_column(default=False, server_default=false())
    caller_links: Mapped[bool] = mapped_column(default=True, server_default=true())
    # What they may do by their own hand, by link and by telephone, and until how long before.
    callers_may: Mapped[tuple[OwnAct, ...]] = mapped_column(
        AsJson(tuple[OwnAct, ...]), default=EVERY_ACT, server_default='["see", "move", "cancel"]'
    )
    change_notice_hours: Mapped[int] = mapped_column(
        default=NOTICE_HOURS, server_default=str(NOTICE_HOURS)
    )
    # Callers are reminded so many days before, by SMS and by e-mail, at that minute of the day;
    # None: not by this way.
    reminder_days: Mapped[int | None]
    reminder_email_days: Mapped[int | None]
    reminder_minute: Mapped[int] = mapped_column(
        default=REMINDER_MINUTE, server_default=str(REMINDER_MINUTE)
    )
    # The assistant asks callers whether they would wait for an earlier time, and lists them.
    waiting_by_telephone: Mapped[bool] = mapped_column(default=False, server_default=false())
    # How long somebody on the waiting list may think over a time that became free.
    offer_minutes: Mapped[int] = mapped_column(
        default=OFFER_MINUTES, server_default=str(OFFER_MINUTES)
    )
    # Who is billed, as printed on the invoice (code de commerce L441-9).
    legal_name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(500))
    siren: Mapped[str | None] = mapped_column(String(9))
    vat_number: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    lines: Mapped[list["Line"]] = relationship(back_populates="client", order_by="Line.number")
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="client",
        order_by="(Contact.position, Contact.id)",
        cascade="all, delete-orphan",
    )

    @property
    def zone(self) -> ZoneInfo:
        """The client's time zone."""
        return ZoneInfo(self.time_zone)

    def local(self, instant: datetime) -> datetime:
        """The client's wall time at ``instant``."""
        return instant.astimezone(self.zone)


class Line(Base):
    """A number of ours that one client transfers its calls to. The dialled number decides."""

    __tablename__ = "lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    number: Mapped[E164] = mapped_column(String(16), unique=True)
    label: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[Language | None]  # what its callers are answered in; None: the client's
    active: Mapped[bool] = mapped_column(default=True)

    client: Mapped[Client] = relationship(back_populates="lines")


class Contact(Base):
    """A person of the client: whom summaries go to, and who is on call, in which order."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    mobile: Mapped[E164 | None] = mapped_column(String(16))
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[Language] = mapped_column(default=Language.FR)
    summary_by_sms: Mapped[bool] = mapped_column(default=False)
    summary_by_email: Mapped[bool] = mapped_column(default=False)
    may_set_status: Mapped[bool] = mapped_column(default=False)  # by SMS to a line
    on_call_rank: Mapped[int | None]  # 1 is rung first; None: not on call

    client: Mapped[Client] = relationship(back_populates="contacts")


def client_by_key(db: Session, key: str) -> Client | None:
    """The client whose ``key`` this is."""
    return db.scalar(select(Client).where(Client.key == key))


_LINE_DIALLED = (
    select(Line)
    .where(Line.number == bindparam("number"), Line.active)
    .options(joinedload(Line.client))
)


def line_dialled(db: Session, number: str, account_sid: str | None = None) -> Line | None:
    """Our active line with that E.164 number: it alone decides whose call this is.

    With a subaccount's ``account_sid`` only if the line is in it: whoever holds its token cannot
    speak for another client. The account itself ("") is ours, and speaks for all: a line may still
    be there when its client has been given a subaccount.
    """
    line = db.scalar(_LINE_DIALLED, {"number": number})
    if line is None or not account_sid:
        return line
    return line if line.client.account_sid == account_sid else None


def account_of(db: Session, client_id: int) -> str:
    """The carrier's subaccount of a client; empty: the account itself."""
    return db.scalars(select(Client.account_sid).where(Client.id == client_id)).one()
