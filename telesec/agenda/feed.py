"""A feed: the secret address under which one practitioner's agenda can be subscribed to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.agenda.practitioner import Practitioner
from telesec.database import Base


class Feed(Base):
    """One named, revocable address. Only the hash of its secret is kept."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    # The secret is derived from the house's key and this; it can be shown again, not guessed.
    nonce: Mapped[str] = mapped_column(String(44))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_fetched_at: Mapped[datetime | None]
    last_user_agent: Mapped[str | None] = mapped_column(String(200))

    practitioner: Mapped[Practitioner] = relationship()
