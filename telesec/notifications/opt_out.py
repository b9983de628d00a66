"""People who answered STOP: no text message of that client's goes to them any more.

The carrier keeps such a list too, and it decides: ours follows what was texted to a line, and the
carrier's refusals.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.clients.client import Client
from telesec.database import Base, insert_if_absent

REFUSED_AFTER_STOP = 21610  # the carrier's error for whoever is on its list


class OptOut(Base):
    """A number that wants no text messages of one client's."""

    __tablename__ = "opt_outs"

    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime]


def opt_out(db: Session, client_id: int, number: str, now: datetime) -> None:
    """They want none any more. Said again, it changes nothing."""
    insert_if_absent(db, OptOut, {"client_id": client_id, "number": number, "at": now})


def opt_in(db: Session, client_id: int, number: str) -> None:
    """They want them again."""
    db.execute(delete(OptOut).where(OptOut.client_id == client_id, OptOut.number == number))


def has_opted_out(db: Session, client_id: int, number: str) -> bool:
    """Whether this number wants no text messages of that client's."""
    found = select(OptOut.number).where(OptOut.client_id == client_id, OptOut.number == number)
    return db.scalar(found) is not None


def follow_carrier(db: Session, client_id: int, number: str, now: datetime) -> None:
    """The carrier has refused a text because they answered STOP, of which we were not told.

    Only where the client's texts come from a line of its own: START to another sender would never
    reach us.
    """
    client = db.get_one(Client, client_id)
    if client.text_from in {line.number for line in client.lines if line.active}:
        opt_out(db, client_id, number, now)
