"""Our lines beside the numbers of the carrier's account: what differs, and setting it right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.clients.client import Client, Line
from telesec.gateways.telephony.numbers import OwnedNumber


@dataclass(frozen=True, slots=True)
class ComparedNumber:
    """One number. ``changes``: setting → (what it is, what it must be)."""

    number: str
    client: str = ""  # key; empty for a number that is no line of ours
    sid: str = ""  # empty: the account has no such number
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether calls to it reach us as they shall."""
        return bool(self.client and self.sid) and not self.changes


def our_lines(db: Session, client_key: str | None = None) -> list[tuple[str, str]]:
    """The numbers in use and their clients' keys."""
    wanted = select(Line.number, Client.key).join(Client).where(Line.active).order_by(Line.number)
    if client_key:
        wanted = wanted.where(Client.key == client_key)
    return [(number, key) for number, key in db.execute(wanted)]


def compared(
    lines: Iterable[tuple[str, str]],
    owned: Sequence[OwnedNumber],
    wanted: dict[str, str],
    *,
    strangers: bool = True,
) -> list[ComparedNumber]:
    """Each line beside the account's number; then, if asked for, numbers that are no line."""
    by_number = {one.number: one for one in owned}
    ours = dict(lines)
    found = [_one(number, key, by_number.get(number), wanted) for number, key in ours.items()]
    if strangers:
        found += [
            ComparedNumber(one.number, sid=one.sid) for one in owned if one.number not in ours
        ]
    return found


def _one(
    number: str, client: str, owned: OwnedNumber | None, wanted: dict[str, str]
) -> ComparedNumber:
    if owned is None:
        return ComparedNumber(number, client)
    changes = {
        name: (owned.settings[name], value)
        for name, value in wanted.items()
        if owned.settings[name] != value
    }
    return ComparedNumber(number, client, owned.sid, changes)
