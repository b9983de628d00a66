"""Signing in: passwords (argon2id), and an account that is closed for a while after failures."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.clients.account import Account, Role, account_by_email
from telesec.clients.client import Client
from telesec.values.telephone import E164

SHORTEST_PASSWORD = 12  # CNIL 2022-100 with a lock after failures; we ask more than it does
LONGEST_PASSWORD = 200
LONGEST_EMAIL = 254
LONGEST_NAME = 200
CLOSED = "!"  # in place of a hash: no password fits it
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)

# Long enough by themselves, and tried first by whoever guesses.
COMMON = frozenset(
    {
        "motdepasse123",
        "motdepasse1234",
        "azertyuiop123",
        "azertyuiopqsdf",
        "password1234",
        "passwordpassword",
        "qwertyuiop123",
        "secretariat2026",
        "123456789012",
        "1234567890123",
    }
)

_hasher = PasswordHasher()

# Each comparison takes 64 MB and a tenth of a second on purpose. Callers wait in the same
# process, so whoever guesses passwords by the hundred must not have all of it.
_comparisons = BoundedSemaphore(2)


@cache
def _nobodys() -> str:
    """Verified when the address is unknown, so that the answer takes as long."""
    return _hasher.hash("nobody has this password")


class WeakPassword(ValueError):
    """The password will not do; the message says why."""


class TooManyAtOnce(RuntimeError):
    """So many sign in at this moment that one more must try again."""


class AccountExists(ValueError):
    """There is an account with that address already."""


def hash_password(password: str) -> str:
    """What is kept of a password. Raises WeakPassword."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise WeakPassword(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if password.lower() in COMMON or len(set(password)) < 5:
        raise WeakPassword("that password is among the first that anybody would try")
    return _hasher.hash(password)


def password_fits(kept: str | None, password: str) -> bool:
    """Whether ``password`` is the one behind ``kept`` (an account's hash; None: no account).

    Takes as long when there is no account. Slow on purpose: call it outside a transaction.
    Raises TooManyAtOnce rather than wait.
    """
    if not _comparisons.acquire(blocking=False):
        raise TooManyAtOnce
    try:
        return _hasher.verify(kept or _nobodys(), password[:LONGEST_PASSWORD]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _comparisons.release()


def kept_hash(db: Session, email: str) -> str | None:
    """What is kept of the password of the account with that address."""
    account = account_by_email(db, email)
    return account.password_hash if account else None


def note_attempt(db: Session, email: str, kept: str | None, now: datetime, *, right: bool) -> bool:
    """Count one attempt to sign in; whether it lets the person in.

    ``kept`` is the hash that was compared: a password changed meanwhile counts as wrong. Five
    failures in a row lock the account for a quarter of an hour; attempts made all at once are
    counted one by one.
    """
    account = db.scalar(
        select(Account).where(Account.email == email.strip().lower()).with_for_update()
    )
    if account is None or (account.locked_until and account.locked_until > now):
        return False
    if right and account.password_hash == kept:
        account.failed_logins, account.locked_until = 0, None
        return True
    account.failed_logins += 1
    if account.failed_logins >= MOST_FAILURES:
        account.failed_logins, account.locked_until = 0, now + LOCKED_FOR
    return False


def end_sessions(account: Account) -> None:
    """End every open session of the account, wherever its cookie may have been copied to."""
    account.session_number += 1


def add_account(
    db: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    clients: Sequence[Client],
    telephone: E164 | None,
    takes_calls: bool,
    now: datetime,
) -> Account:
    """A new account. Raises AccountExists, WeakPassword, or ValueError that says what is wrong,
    such as a client's account that has not exactly one client.
    """
    email, name = email.strip().lower(), name.strip()
    _check(db, email, name, role, clients)
    if takes_calls and telephone is None:
        raise ValueError("whoever takes calls needs a telephone (--telephone)")
    account = Account(
        email=email,
        name=name,
        role=role,
        password_hash=hash_password(password),
        telephone=telephone,
        takes_calls=takes_calls,
        created_at=now,
    )
    account.clients = list(clients)
    db.add(account)
    db.flush()
    return account


def _check(db: Session, email: str, name: str, role: Role, clients: Sequence[Client]) -> None:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or len(email) > LONGEST_EMAIL:
        raise ValueError(f"{email!r} is not an e-mail address")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
    if account_by_email(db, email):
        raise AccountExists(f"there is an account with the address {email}")
    if role == Role.CLIENT and len(clients) != 1:
        raise ValueError("an account of the role client belongs to exactly one client")


def change_account(
    account: Account,
    *,
    takes_calls: bool | None,
    telephone: E164 | None,
    clients: Sequence[Client] | None,
) -> None:
    """Change what is given. Raises ValueError that says what would not work."""
    account.telephone = telephone or account.telephone
    account.takes_calls = account.takes_calls if takes_calls is None else takes_calls
    if account.takes_calls and account.telephone is None:
        raise ValueError("whoever takes calls needs a telephone (--telephone)")
    if clients is not None:
        if account.role == Role.CLIENT and len(clients) != 1:
            raise ValueError("an account of the role client belongs to exactly one client")
        account.clients = list(clients)


def close_account(account: Account) -> None:
    """Let that person in no more, and ring them no more; what they did stays theirs."""
    account.password_hash = CLOSED
    account.takes_calls = False
    end_sessions(account)


def change_password(account: Account, password: str) -> None:
    """Set a new password and end every open session. Raises WeakPassword."""
    account.password_hash = hash_password(password)
    end_sessions(account)
    account.failed_logins, account.locked_until = 0, None


def all_accounts(db: Session) -> list[Account]:
    """Every account, by address."""
    return list(db.scalars(select(Account).order_by(Account.email)))
