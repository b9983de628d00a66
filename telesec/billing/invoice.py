"""Invoices: numbered without a gap, frozen with their hash. Nothing here is ever updated."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.billing.immutability import guard
from telesec.clients.client import Client
from telesec.database import Base


class InvoiceCounter(Base):
    """The last number given in a series and year; locked by the transaction that takes the next."""

    __tablename__ = "invoice_counters"

    series: Mapped[str] = mapped_column(String(10), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column(default=0)
    last_issued_on: Mapped[date | None]


class Invoice(Base):
    """An issued invoice. ``content`` is everything printed on it, statement included."""

    __tablename__ = "invoices"
    __table_args__ = (
        UniqueConstraint("client_id", "month"),
        CheckConstraint("net_cents + vat_cents = gross_cents", name="adds_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    number: Mapped[str] = mapped_column(String(35), unique=True)
    month: Mapped[str] = mapped_column(String(7))  # "2026-11", by the client's own calendar
    issued_on: Mapped[date]
    due_on: Mapped[date]
    net_cents: Mapped[int]
    vat_cents: Mapped[int]
    gross_cents: Mapped[int]
    billed_seconds: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]

    client: Mapped[Client] = relationship(lazy="joined", innerjoin=True)


class InvoiceDocument(Base):
    """The PDF of an invoice, kept as it was first made."""

    __tablename__ = "invoice_documents"

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


# The counter goes on counting; what it numbered stays as it is.
for frozen in (Invoice, InvoiceDocument):
    event.listen(frozen.__table__, "after_create", guard)
