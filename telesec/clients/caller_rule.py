"""Callers whom a client treats in a way of their own: put straight through, or refused."""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.clients.client import Client
from telesec.database import Base
from telesec.values.telephone import E164, NotATelephoneNumber, national, parse_number

LONGEST_NOTE = 200
ANY_ENDING = "*"
FEWEST_DIGITS = 2  # of a beginning: a country code


class CallerKind(StrEnum):
    """What is done with the caller. A blocked one is not answered, and not billed."""

    VIP = "vip"
    BLOCKED = "blocked"


class CallerRule(Base):
    """One caller's number, or the beginning of several, as one client wants it treated."""

    __tablename__ = "caller_rules"
    __table_args__ = (UniqueConstraint("client_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    number: Mapped[str] = mapped_column(String(16))  # E.164; "+33899*": whatever begins so
    kind: Mapped[CallerKind]
    # Of a VIP: secretary, on_call or a contact; empty: as the call script says.
    to: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    set_by_whom: Mapped[str] = mapped_column(String(254), default="")
    set_at: Mapped[datetime]

    def written(self, country: str) -> str:
        """The number as people of ``country`` write it; a beginning as it is."""
        whole = not self.number.endswith(ANY_ENDING)
        return national(self.number, country) if whole else self.number


def parse_callers(written: str, country: str = "FR") -> str:
    """One number as people write it, or the beginning of several with a star: "+33 899*".

    Raises NotATelephoneNumber, which says what may be written.
    """
    begins, star, rest = written.strip().partition(ANY_ENDING)
    if not star:
        return parse_number(written, country)
    digits = re.sub(r"[\s.-]", "", begins)
    if rest or not re.fullmatch(rf"\+[1-9]\d{{{FEWEST_DIGITS - 1},13}}", digits):
        raise NotATelephoneNumber(f"{written!r} is not the beginning of numbers, such as +33899*")
    return digits + ANY_ENDING


_RULE_FOR = (
    select(CallerRule)
    .where(
        CallerRule.client_id == bindparam("client_id"),
        CallerRule.number.in_(bindparam("fitting", expanding=True)),
    )
    .order_by(
        (CallerRule.number == bindparam("number")).desc(), func.length(CallerRule.number).desc()
    )
    .limit(1)
)


def rule_for(db: Session, client_id: int, number: E164 | None) -> CallerRule | None:
    """How the client wants this caller treated; None for everybody else and whoever withholds.

    The whole number counts more than a beginning, a longer beginning more than a shorter one.
    """
    if number is None:
        return None
    beginnings = [number[:end] + ANY_ENDING for end in range(1 + FEWEST_DIGITS, len(number) + 1)]
    fitting = {"client_id": client_id, "number": number, "fitting": [number, *beginnings]}
    return db.scalar(_RULE_FOR, fitting)


def rule_of(db: Session, client_id: int, callers: str) -> CallerRule | None:
    """The rule for exactly this number or this beginning."""
    return db.scalar(
        select(CallerRule).where(CallerRule.client_id == client_id, CallerRule.number == callers)
    )


def put_rule(
    db: Session,
    client: Client,
    callers: str,
    kind: CallerKind,
    now: datetime,
    *,
    to: str = "",
    note: str = "",
    whom: str = "",
) -> CallerRule:
    """From now on the client wants these callers (see ``parse_callers``) treated so.

    An earlier rule for the same is replaced. ``to``: who a VIP is put through to; empty: as the
    client's call script says.
    """
    rule = rule_of(db, client.id, callers) or CallerRule(client_id=client.id, number=callers)
    rule.kind, rule.to, rule.note = kind, to, note[:LONGEST_NOTE]
    rule.set_by_whom, rule.set_at = whom, now
    db.add(rule)
    db.flush()
    return rule


def remove_rule(db: Session, client: Client, callers: str) -> bool:
    """They are treated like everybody else again; False when there was no such rule."""
    rule = rule_of(db, client.id, callers)
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
