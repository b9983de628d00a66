"""A feed: the secret address under which an agenda can be subscribed to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client
from telesec.database import Base


class FeedDetails(StrEnum):
    """How much of an appointment a feed tells; whoever syncs it to a firm abroad chooses less."""

    FULL = "full"  # who comes and their number; why, unless they are patients
    INITIALS = "initials"  # who comes, by their initials
    BUSY = "busy"  # that the time is taken, nothing else


class Feed(Base):
    """One named, revocable address. Only the hash of its secret is kept."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    # None: the agendas of all the client's practitioners, in one calendar.
    practitioner_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    details: Mapped[FeedDetails] = mapped_column(
        default=FeedDetails.FULL, server_default=FeedDetails.FULL.value
    )
    # The secret is derived from the house's key and this; it can be shown again, not guessed.
    nonce: Mapped[str] = mapped_column(String(44))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    # Revoked because the agenda goes another way now: until then it showed what was coming, and
    # it shows an empty calendar since, or that would stand there for ever.
    emptied_at: Mapped[datetime | None]
    last_fetched_at: Mapped[datetime | None]
    last_user_agent: Mapped[str | None] = mapped_column(String(200))

    client: Mapped[Client] = relationship()
    practitioner: Mapped[Practitioner | None] = relationship()

    @property
    def whose(self) -> str:
        """Whose agenda it shows: the practitioner's name, else the client's."""
        return self.practitioner.name if self.practitioner else self.client.name
