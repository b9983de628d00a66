"""Accounts: who may sign in, in which role, and for which clients."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Integer, String, Table, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.clients.client import Client, account_of
from telesec.database import Base
from telesec.values.language import Language
from telesec.values.telephone import E164


class Role(StrEnum):
    """Owner: runs the business, sees every client. Operator: a secretary, sees the clients
    given to her. Client: a business we answer for, sees itself.
    """

    OWNER = "owner"
    OPERATOR = "operator"
    CLIENT = "client"


account_clients = Table(
    "account_clients",
    Base.metadata,
    Column("account_id", Integer, ForeignKey("accounts.id"), primary_key=True),
    Column("client_id", Integer, ForeignKey("clients.id"), primary_key=True),
)


class Account(Base):
    """A person who may sign in."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role]
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[Language] = mapped_column(default=Language.FR)
    telephone: Mapped[E164 | None] = mapped_column(String(16))  # where a secretary is rung
    takes_calls: Mapped[bool] = mapped_column(default=False)  # wants to be rung now
    browser_seen_at: Mapped[datetime | None]  # her browser can be rung: it says so by a heartbeat
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    session_number: Mapped[int] = mapped_column(default=0)  # raised to end every open session
    created_at: Mapped[datetime]

    clients: Mapped[list[Client]] = relationship(
        secondary=account_clients, order_by=(Client.name, Client.id)
    )


def account_by_email(db: Session, email: str) -> Account | None:
    """The account with that address, whatever its case."""
    return db.scalar(select(Account).where(Account.email == func.lower(email.strip())))


def clients_open_to(db: Session, account: Account) -> list[Client]:
    """The clients this account may see, by name. Every page and look-up starts from here."""
    if account.role == Role.OWNER:
        return list(db.scalars(select(Client).order_by(Client.name, Client.id)))
    return list(account.clients)


def owners(db: Session) -> list[Account]:
    """Those who run the business."""
    return list(db.scalars(select(Account).where(Account.role == Role.OWNER).order_by(Account.id)))


BROWSER_IS_THERE = timedelta(seconds=30)


def browser_identity(account: Account) -> str:
    """What the carrier calls this person's browser: an id, no name."""
    return f"staff-{account.id}"


def secretaries_to_ring(db: Session, client_id: int, now: datetime) -> list[str]:
    """Where the secretaries can be rung who take calls now and may answer for this client.

    Each in her browser (``client:identity``) while that is there, else on her telephone (E.164).
    Browsers are known to the account itself only: for a client in a subaccount, telephones ring.
    """
    in_browser = account_of(db, client_id) == ""
    hers = select(account_clients.c.account_id).where(account_clients.c.client_id == client_id)
    found = db.scalars(
        select(Account)
        .where(
            Account.takes_calls,
            (Account.role == Role.OWNER) | ((Account.role == Role.OPERATOR) & Account.id.in_(hers)),
        )
        .order_by(Account.id)
    )
    places = [_place(one, now) if in_browser else one.telephone for one in found]
    return list(dict.fromkeys(place for place in places if place))


def _place(account: Account, now: datetime) -> str | None:
    seen = account.browser_seen_at
    if seen is not None and now - seen <= BROWSER_IS_THERE:
        return f"client:{browser_identity(account)}"
    return account.telephone
