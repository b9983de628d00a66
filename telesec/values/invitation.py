"""What of an invitation only the sender knows: who sends it, and when (RFC 5546, RFC 6047).

An invitation is written with the change it tells of, by verbs that know neither. Two marks stand
in their places until it is sent.
"""

import re
from datetime import UTC, datetime
from email.headerregistry import Address

from telesec.values.content_line import content_line

SENT_MARK = "%sent%"  # DTSTAMP: when it is sent, not when the appointment changed
SENDER_MARK = "%sender%"  # ORGANIZER: nobody else may change or cancel it
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
_IN_QUOTES = re.compile('["\x00-\x1f\x7f]')  # what no quoted parameter may hold (RFC 5545 3.2)


def method_of(invitation: str) -> str:
    """REQUEST or CANCEL. Raises ValueError when it names none."""
    found = _METHOD.search(invitation)
    if found is None:
        raise ValueError("an invitation without METHOD is none")
    return found[1]


def as_sent(invitation: str, sender: Address, at: datetime) -> str:
    """The invitation as it goes out at ``at``: nothing is left open."""
    name = _IN_QUOTES.sub("", sender.display_name)
    said = f'ORGANIZER;CN="{name}"' if name else "ORGANIZER"
    organizer = content_line(f"{said}:mailto:{sender.addr_spec}").decode()
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = invitation.replace(f"DTSTAMP:{SENT_MARK}\r\n", f"DTSTAMP:{stamp}\r\n")
    return lines.replace(f"ORGANIZER:{SENDER_MARK}\r\n", organizer)
