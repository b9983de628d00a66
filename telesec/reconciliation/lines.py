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
    sid: str = ""  # empty: the client's account has no such number
    account: str = ""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether calls to it reach us as they shall."""
        return bool(self.client and self.sid) and not self.changes


@dataclass(frozen=True, slots=True)
class OurLine:
    """A number in use, whose it is, and in which account of the carrier it must be."""

    number: str
    client: str
    account: str = ""


def our_lines(db: Session, client_key: str | None = None) -> list[OurLine]:
    """The numbers in use."""
    wanted = (
        select(Line.number, Client.key, Client.account_sid)
        .join(Client)
        .where(Line.active)
        .order_by(Line.number)
    )
    if client_key:
        wanted = wanted.where(Client.key == client_key)
    return [OurLine(number, key, account) for number, key, account in db.execute(wanted)]


def compared(
    lines: Iterable[OurLine],
    owned: Sequence[OwnedNumber],
    wanted: dict[str, str],
    *,
    strangers: bool = True,
) -> list[ComparedNumber]:
    """Each line beside the account's number; then, if asked for, numbers that are no line."""
    by_place = {(one.account, one.number): one for one in owned}
    ours = {(line.account, line.number): line for line in lines}
    found = [_one(line, by_place.get(place), wanted) for place, line in ours.items()]
    if strangers:
        found += [
            ComparedNumber(one.number, sid=one.sid, account=one.account)
            for place, one in by_place.items()
            if place not in ours
        ]
    return found


def _one(line: OurLine, owned: OwnedNumber | None, wanted: dict[str, str]) -> ComparedNumber:
    if owned is None:
        return ComparedNumber(line.number, line.client, account=line.account)
    changes = {
        name: (owned.settings[name], value)
        for name, value in wanted.items()
        if owned.settings[name] != value
    }
    return ComparedNumber(line.number, line.client, owned.sid, line.account, changes)
