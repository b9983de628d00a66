"""Why an invoice is not issued. Every message is for the person who asked for it."""

from datetime import date


class CannotIssue(ValueError):
    """An invoice cannot be issued now; the message says why."""


class MonthNotOver(CannotIssue):
    """The month still runs where the client is."""


class NoIssuer(CannotIssue):
    """Nobody is named who issues the invoices."""


class NoPriceRule(CannotIssue):
    """A client has a call on a day on which no price rule holds."""

    def __init__(self, client_key: str, day: date) -> None:
        super().__init__(f"{client_key} has no price rule in force on {day}")


class CallNotEnded(CannotIssue):
    """The seconds of a call of that month are not final: it is not left out, it is waited for."""


class NothingToInvoice(CannotIssue):
    """The month has no call that costs anything and no fee."""


class ClockWentBack(CannotIssue):
    """The newest invoice of the series bears a later date: numbers would not follow dates."""
