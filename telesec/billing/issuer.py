"""The issuer: the business of the secretary, as it must stand on every invoice."""

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from telesec.database import Base


class VatRegime(StrEnum):
    """Franchise: no VAT is charged (art. 293 B du CGI). Normal: it is."""

    FRANCHISE = "franchise"
    NORMAL = "normal"


class Issuer(Base):
    """Who issues the invoices (code de commerce L441-9). One row."""

    __tablename__ = "issuers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))  # with "EI" for a sole trader
    legal_form: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500))
    siret: Mapped[str] = mapped_column(String(14))
    registration: Mapped[str] = mapped_column(String(100), default="")  # RCS or RNE
    vat_regime: Mapped[VatRegime]
    vat_number: Mapped[str | None] = mapped_column(String(20))
    vat_rate_basis_points: Mapped[int] = mapped_column(default=2000)  # 20 %; unused in franchise
    iban: Mapped[str | None] = mapped_column(String(34))
    bic: Mapped[str | None] = mapped_column(String(11))
    email: Mapped[str] = mapped_column(String(254), default="")
    telephone: Mapped[str] = mapped_column(String(16), default="")
    payment_days: Mapped[int] = mapped_column(default=30)
