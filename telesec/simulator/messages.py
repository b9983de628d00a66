"""Text messages: which ones the carrier takes, and how they come along.

https://www.twilio.com/docs/messaging/api/message-resource
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

LONGEST_BODY = 1_600
E164 = re.compile(r"\+[1-9]\d{6,14}")
SENDER_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")
FRENCH_LANDLINE = re.compile(r"\+33[1-59]\d{8}")
FINAL_STATUSES = frozenset({"delivered", "undelivered", "failed", "canceled"})

# GSM 03.38: one septet each, then those that take two.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€\f")


class Refused(Exception):
    """The carrier refuses a request: its error code, HTTP status and reason."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(f"{code} {message}")
        self.code, self.message, self.status = code, message, status


@dataclass
class SentMessage:
    """A text message, in or out."""

    sid: str
    to: str
    from_: str
    body: str
    created_at: datetime
    status: str = "queued"
    error_code: int | None = None
    status_callback: str = ""
    direction: str = "outbound-api"
    updated_at: datetime | None = None
    deleted: bool = False

    @property
    def segments(self) -> int:
        """How many short messages it takes."""
        return segments(self.body)


def check_message(to: str, sender: str, body: str, own_numbers: Container[str]) -> None:
    """Refused with the carrier's code when it would not take this message."""
    if not to:
        raise Refused(21604, "A 'To' phone number is required.")
    if not E164.fullmatch(to):
        raise Refused(21211, f"The 'To' number {to} is not a valid phone number.")
    if FRENCH_LANDLINE.fullmatch(to):
        raise Refused(21614, f"'To' number {to} is not a valid mobile number")
    if not sender:
        raise Refused(21603, "A 'From' phone number is required.")
    if sender not in own_numbers and not SENDER_NAME.fullmatch(sender):
        raise Refused(
            21606, f"The 'From' phone number {sender} is not a valid message-capable number"
        )
    if not body.strip():
        raise Refused(21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        raise Refused(21617, "The concatenated message body exceeds the 1600 character limit.")


def segments(body: str) -> int:
    """160 septets or 70 UCS-2 units in one; 153 or 67 in each of several."""
    if all(c in GSM_BASIC or c in GSM_DOUBLE for c in body):
        length = sum(2 if c in GSM_DOUBLE else 1 for c in body)
        return 1 if length <= 160 else -(-length // 153)
    length = len(body.encode("utf-16-be")) // 2
    return 1 if length <= 70 else -(-length // 67)
