"""Price rules: how one client's seconds become money, from a given day on."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from telesec.database import Base


class PriceUnit(StrEnum):
    """What the rate is for."""

    MINUTE = "minute"
    HOUR = "hour"
    CALL = "call"


class PriceRule(Base):
    """A client's price from ``valid_from`` on (local day). Never edited: a new one follows it."""

    __tablename__ = "price_rules"
    __table_args__ = (
        UniqueConstraint("client_id", "valid_from"),
        CheckConstraint("rate_cents >= 0 AND increment_seconds >= 1", name="sane"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    valid_from: Mapped[date]
    unit: Mapped[PriceUnit]
    rate_cents: Mapped[int]
    increment_seconds: Mapped[int] = mapped_column(default=1)  # rounded up to whole steps
    minimum_seconds: Mapped[int] = mapped_column(default=0)  # of a call that is billed at all
    free_below_seconds: Mapped[int] = mapped_column(default=0)  # shorter calls cost nothing
    monthly_fee_cents: Mapped[int] = mapped_column(default=0)
    counts_wrap_up: Mapped[bool] = mapped_column(default=True)
