"""What another house's agenda says of one appointment, and what of it cannot be taken."""

from dataclasses import dataclass
from datetime import date, datetime

from telesec.values.telephone import E164


class Unreadable(ValueError):
    """The file as a whole makes no sense; the message says what, where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One appointment of a file. UTC instants."""

    where: str  # "line 12", "event 3": where the file has it
    uid: str  # always the same for the same appointment of the same file
    starts_at: datetime
    ends_at: datetime
    name: str
    telephone: E164 | None = None
    email: str | None = None
    birth_date: date | None = None
    kind: str = ""  # what the file calls its kind
    practitioner: str = ""  # and with whom
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not taken, and why."""

    where: str
    what: str  # enough of it to find it again: when, and who
    reason: str
