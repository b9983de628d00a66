"""What may be wrong with a calendar of another server, and how each answer is taken."""

from datetime import timedelta
from enum import StrEnum

from telesec.gateways.outside_http import Answer, OutsideError, OutsideFault

LONGEST_PAUSE = timedelta(hours=6)
SERVER_ERROR = 500


class Trouble(StrEnum):
    """What is wrong, for a person to put right or to wait for."""

    UNREACHABLE = "unreachable"  # no such host, no connection, no answer in time
    NOT_TRUSTED = "not_trusted"  # its certificate is not what it should be
    BAD_ADDRESS = "bad_address"
    NOT_PRIVATE = "not_private"  # the password would go unencrypted
    INNER_ADDRESS = "inner_address"  # of our own network, and not allowed
    NOT_CALDAV = "not_caldav"  # something answers, but not as a calendar server does
    PASSWORD = "password"  # noqa: S105 - not one: user or password are refused, or were revoked
    FORBIDDEN = "forbidden"  # the calendar may be read, not written
    NO_CALENDAR = "no_calendar"  # it is not there any more
    FULL = "full"
    BUSY = "busy"  # it wants to be left alone for a while
    SERVER = "server"  # an error of its own
    REFUSED = "refused"  # it will not take this event
    KEY = "key"  # our own: the password cannot be unsealed, the house's key has changed


class CalDavError(Exception):
    """It did not work; ``trouble`` says why. Whether anything was done nobody knows."""

    def __init__(self, trouble: Trouble, pause: timedelta = timedelta(0)) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.pause = pause  # for so long it wants to be left alone


class Changed(Exception):
    """The event on the server is not the one we thought of; nothing was done."""


_BY_STATUS = {
    401: Trouble.PASSWORD,
    402: Trouble.FORBIDDEN,
    403: Trouble.FORBIDDEN,
    404: Trouble.NO_CALENDAR,
    405: Trouble.NOT_CALDAV,
    408: Trouble.SERVER,
    410: Trouble.NO_CALENDAR,
    423: Trouble.BUSY,
    425: Trouble.BUSY,
    429: Trouble.BUSY,
    501: Trouble.NOT_CALDAV,
    503: Trouble.BUSY,
    507: Trouble.FULL,
}
_BY_FAULT = {
    OutsideFault.BAD_ADDRESS: Trouble.BAD_ADDRESS,
    OutsideFault.INNER_ADDRESS: Trouble.INNER_ADDRESS,
    OutsideFault.NOT_PRIVATE: Trouble.NOT_PRIVATE,
    OutsideFault.NOT_TRUSTED: Trouble.NOT_TRUSTED,
    OutsideFault.BROKEN_ANSWER: Trouble.SERVER,
    OutsideFault.TOO_LARGE: Trouble.REFUSED,
    OutsideFault.TOO_MANY_REDIRECTS: Trouble.NOT_CALDAV,
}


def from_outside(error: OutsideError) -> CalDavError:
    """What a failed exchange means."""
    return CalDavError(_BY_FAULT.get(error.fault, Trouble.UNREACHABLE))


def check(answer: Answer) -> Answer:
    """The answer, if it is one of success; else raises CalDavError."""
    if answer.is_good:
        return answer
    rest = Trouble.SERVER if answer.status >= SERVER_ERROR else Trouble.REFUSED
    # That the event is elsewhere in the account already is said with a status for anything.
    is_elsewhere = b"no-uid-conflict" in answer.body
    trouble = Trouble.REFUSED if is_elsewhere else _BY_STATUS.get(answer.status, rest)
    raise CalDavError(trouble, pause_of(answer))


def pause_of(answer: Answer) -> timedelta:
    """How long the server wants to be left alone (RFC 9110 10.2.3)."""
    said = answer.headers.get("retry-after", "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= 6):
        return timedelta(0)
    return min(timedelta(seconds=int(said)), LONGEST_PAUSE)
