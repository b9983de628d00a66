"""What the carrier has of a period: calls, recordings, text messages. For reconciliation.

Its filters on calls and messages are by day of UTC; a day more on each side is asked for, and
what lies outside of the period is left out here. https://www.twilio.com/docs/voice/api/call-resource
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telesec.gateways.telephony.rest import CarrierError, TelephonyRest, named_errors

logger = logging.getLogger(__name__)

PAGE = 1_000  # the most the carrier gives at once
MOST = 200_000  # of each kind; more in one period is a mistake of the period
A_DAY = timedelta(days=1)


RECORD_VERB = "RecordVerb"  # the source of what <Record> made: messages left after the tone


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call that reached one of our numbers. ``seconds`` from answer to end, 0 while it lasts."""

    sid: str
    to: str
    sent_from: str
    forwarded_from: str
    status: str
    seconds: int
    started_at: datetime
    ended_at: datetime | None
    account_sid: str = ""  # the subaccount it is in; empty: the account itself


@dataclass(frozen=True, slots=True)
class ListedRecording:
    """A recording that the carrier still has."""

    sid: str
    call_sid: str
    seconds: int
    made_at: datetime
    is_message: bool = True  # else a talk with a person


@dataclass(frozen=True, slots=True)
class ListedText:
    """A text message that we have handed to the carrier, or that was sent to one of our numbers."""

    sid: str
    status: str
    error_code: str
    to: str
    sent_from: str
    body: str
    is_inbound: bool
    sent_at: datetime


class CarrierListing:
    """The carrier's lists, of our account and its subaccounts.

    Every method raises Refused, Busy or OutcomeUnknown. A subaccount that gives no list (it is
    suspended, say) holds up no other: it is left out, and counted in ``unlisted``.
    """

    def __init__(self, carrier: TelephonyRest) -> None:
        self._carrier = carrier
        self.unlisted: set[str] = set()

    def _all(self, stream: Callable[[Any], Iterator[Any]]) -> list[Any]:
        """The whole lists, each resource once: pages may overlap while new ones come in."""
        found: dict[str, Any] = {}
        for account in self._carrier.accounts:
            try:
                with named_errors():
                    client = self._carrier.client(account)
                    found |= {str(one.sid): one for one in stream(client)}
            except CarrierError:
                if not account:
                    raise
                self.unlisted.add(account)
                logger.exception("subaccount_not_listed", extra={"account_sid": account})
        return list(found.values())

    def _account_of(self, one: Any) -> str:
        return str(one.account_sid) if one.account_sid in self._carrier.accounts else ""

    def calls(self, since: datetime, until: datetime) -> list[ListedCall]:
        """Inbound calls that began in the period, oldest first."""
        found = self._all(
            lambda client: client.calls.stream(
                start_time_after=since - A_DAY,
                start_time_before=until + A_DAY,
                page_size=PAGE,
                limit=MOST,
            )
        )
        inbound = [one for one in found if str(one.direction) == "inbound"]
        calls = [_call(one, self._account_of(one)) for one in inbound]
        return sorted(
            (one for one in calls if since <= one.started_at < until),
            key=lambda one: (one.started_at, one.sid),
        )

    def recordings(self, since: datetime, until: datetime) -> list[ListedRecording]:
        """Recordings made in the period, and a day around it, that are ready; oldest first."""
        found = self._all(
            lambda client: client.recordings.stream(
                date_created_after=since - A_DAY,
                date_created_before=until + A_DAY,
                page_size=PAGE,
                limit=MOST,
            )
        )
        ready = [
            ListedRecording(
                str(one.sid),
                str(one.call_sid),
                int(one.duration or 0),
                _made_at(one),
                is_message=str(one.source) == RECORD_VERB,
            )
            for one in found
            if str(one.status) == "completed"
        ]
        return sorted(ready, key=lambda one: (one.made_at, one.sid))

    def texts(self, since: datetime, until: datetime) -> list[ListedText]:
        """Text messages that went out or came in in the period, and a day around it."""
        found = self._all(
            lambda client: client.messages.stream(
                date_sent_after=since - A_DAY,
                date_sent_before=until + A_DAY,
                page_size=PAGE,
                limit=MOST,
            )
        )
        return sorted(map(_text, found), key=lambda one: (one.sent_at, one.sid))


def _made_at(one: Any) -> datetime:
    made_at: datetime = one.date_created
    return made_at


def _text(one: Any) -> ListedText:
    is_inbound = str(one.direction).startswith("inbound")
    return ListedText(
        sid=str(one.sid),
        status=str(one.status),
        error_code=str(one.error_code or ""),
        to=str(one.to or ""),
        sent_from=str(one.from_ or ""),
        body=str(one.body or "") if is_inbound else "",
        is_inbound=is_inbound,
        sent_at=one.date_sent or one.date_created,
    )


def _call(one: Any, account_sid: str) -> ListedCall:
    return ListedCall(
        sid=str(one.sid),
        to=str(one.to or ""),
        sent_from=str(one._from or ""),
        forwarded_from=str(one.forwarded_from or ""),
        status=str(one.status),
        seconds=int(one.duration or 0),
        started_at=one.start_time or one.date_created,
        ended_at=one.end_time,
        account_sid=account_sid,
    )
