"""Callers whom a client treats in a way of their own: put straight through, or refused."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.clients.client import Client
from telesec.database import Base
from telesec.values.telephone import E164

LONGEST_NOTE = 200


class CallerKind(StrEnum):
    """What is done with the caller. A blocked one is not answered, and not billed."""

    VIP = "vip"
    BLOCKED = "blocked"


class CallerRule(Base):
    """One caller's number, as one client wants it treated."""

    __tablename__ = "caller_rules"
    __table_args__ = (UniqueConstraint("client_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    number: Mapped[E164] = mapped_column(String(16))
    kind: Mapped[CallerKind]
    to: Mapped[str] = mapped_column(String(60), default="")  # of a VIP: secretary, on_call, contact
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    set_by_whom: Mapped[str] = mapped_column(String(254), default="")
    set_at: Mapped[datetime]


def rule_for(db: Session, client_id: int, number: E164 | None) -> CallerRule | None:
    """How the client wants this caller treated; None for everybody else and whoever withholds."""
    if number is None:
        return None
    return db.scalar(
        select(CallerRule).where(CallerRule.client_id == client_id, CallerRule.number == number)
    )


def put_rule(
    db: Session,
    client: Client,
    number: E164,
    kind: CallerKind,
    now: datetime,
    *,
    to: str = "",
    note: str = "",
    whom: str = "",
) -> CallerRule:
    """From now on the client wants this caller treated so; an earlier rule is replaced."""
    rule = rule_for(db, client.id, number) or CallerRule(client_id=client.id, number=number)
    rule.kind, rule.to, rule.note = kind, to, note[:LONGEST_NOTE]
    rule.set_by_whom, rule.set_at = whom, now
    db.add(rule)
    db.flush()
    return rule


def remove_rule(db: Session, client: Client, number: E164) -> bool:
    """The caller is treated like everybody else again; False when there was no rule."""
    rule = rule_for(db, client.id, number)
    if rule is None:
        return False
    db.delete(rule)
    db.flush()
    return True


def rules_of(db: Session, client_id: int) -> list[CallerRule]:
    """All rules of a client, by kind and number."""
    return list(
        db.scalars(
            select(CallerRule)
            .where(CallerRule.client_id == client_id)
            .order_by(CallerRule.kind, CallerRule.number)
        )
    )
