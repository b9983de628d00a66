"""A person's word on how a call ended: it holds, and what was thought before is kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.calls.call import Call, Disposition
from telesec.clients.account import Account
from telesec.database import Base

LONGEST_REASON = 200


class DispositionChange(Base):
    """One correction: from what to what, by whom, when, and why. Never edited."""

    __tablename__ = "disposition_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    before: Mapped[Disposition | None]
    after: Mapped[Disposition]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")

    by: Mapped[Account] = relationship()


def correct_disposition(
    db: Session,
    call: Call,
    account: Account,
    disposition: Disposition,
    now: datetime,
    *,
    reason: str = "",
) -> bool:
    """From now on the call ended so, by that person's word; False when it did so already.

    The house then leaves it alone. An invoice that is issued stays as it is.
    """
    if call.disposition == disposition and call.disposition_by_id is not None:
        return False
    db.add(
        DispositionChange(
            call_id=call.id,
            client_id=call.client_id,
            at=now,
            by_id=account.id,
            before=call.disposition,
            after=disposition,
            reason=reason.strip()[:LONGEST_REASON],
        )
    )
    call.disposition, call.disposition_by_id = disposition, account.id
    db.flush()
    return True


def changes_of(db: Session, call: Call) -> list[DispositionChange]:
    """The corrections of a call, oldest first."""
    found = select(DispositionChange).where(DispositionChange.call_id == call.id)
    return list(db.scalars(found.order_by(DispositionChange.id)))
