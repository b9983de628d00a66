"""What is known of one leg of a call: the REST resource, and the fields of every webhook."""

import math
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from telesec.simulator.waiting import TornAway

API_VERSION = "2010-04-01"
FINAL_STATUSES = frozenset({"completed", "busy", "no-answer", "canceled", "failed"})
COUNTRIES = {
    "+33": "FR", "+32": "BE", "+41": "CH", "+352": "LU", "+44": "GB", "+49": "DE", "+34": "ES",
    "+39": "IT", "+31": "NL", "+351": "PT", "+353": "IE", "+262": "RE", "+590": "GP",
    "+596": "MQ", "+594": "GF", "+687": "NC", "+1": "US",
}  # fmt: skip


def new_sid(prefix: str) -> str:
    """An id of the carrier's form: two letters and 32 hexadecimal digits."""
    return prefix + uuid.uuid4().hex


def country_of(number: str) -> str:
    """The country Twilio would write beside a number; empty when it knows none."""
    for length in (4, 3, 2):
        if country := COUNTRIES.get(number[:length]):
            return country
    return ""


@dataclass(eq=False)
class CallFacts:
    """One leg: a caller's, or that of a person who is rung."""

    account_sid: str
    from_: str
    to: str
    created_at: datetime
    direction: str = "inbound"
    parent_sid: str = ""
    forwarded_from: str = ""
    status: str = "ringing"
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sid: str = field(default_factory=lambda: new_sid("CA"))
    torn_away: TornAway | None = None
    last_sequence_number: int = -1

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.status in FINAL_STATUSES

    @property
    def duration_seconds(self) -> int:
        """Whole seconds from answer to end, begun ones counted; 0 when never answered."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(1, math.ceil((self.ended_at - self.answered_at).total_seconds()))

    def interrupt(self, torn_away: TornAway) -> None:
        """Take the call out of its document, as soon as it can be."""
        self.torn_away = torn_away

    def fields(self) -> dict[str, str]:
        """What every webhook about this leg says."""
        fields = {
            "CallSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.from_,
            "To": self.to,
            "CallStatus": self.status,
            "ApiVersion": API_VERSION,
            "Direction": self.direction,
            "Caller": self.from_,
            "Called": self.to,
        }
        for side, number in (("From", self.from_), ("To", self.to)):
            twin = {"From": "Caller", "To": "Called"}[side]
            for name in (side, twin):
                fields |= {f"{name}City": "", f"{name}State": "", f"{name}Zip": ""}
                fields[f"{name}Country"] = country_of(number)
        if self.parent_sid:
            fields["ParentCallSid"] = self.parent_sid
        else:
            fields["CallToken"] = '{"parentCallInfoToken":"' + self.sid.lower() + '"}'
        if self.forwarded_from:
            fields |= {"ForwardedFrom": self.forwarded_from, "CalledVia": self.forwarded_from}
        return fields

    def progress_fields(self, now: datetime) -> dict[str, str]:
        """What a status callback says besides; each has its own SequenceNumber.

        CallDuration is in seconds, Duration in minutes rounded up.
        """
        self.last_sequence_number += 1
        fields = {
            "Timestamp": format_datetime(now),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(self.last_sequence_number),
        }
        if self.ended:
            fields["CallDuration"] = str(self.duration_seconds)
            fields["Duration"] = str(math.ceil(self.duration_seconds / 60))
        return fields
