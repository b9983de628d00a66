"""What POST Calls.json asks for, or the carrier's reason why not."""

from collections.abc import Container

from telesec.simulator.addresses import BadAddress, parse_address
from telesec.simulator.messages import Refused
from telesec.simulator.outbound import CallWish
from telesec.simulator.schema import NUMBER

LONGEST_TIMEOUT = 600
EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})


def call_wish(fields: dict[str, str], numbers: Container[str]) -> CallWish:
    """The call asked for; Refused with the carrier's code.

    https://www.twilio.com/docs/api/errors: 21201, 21205, 21210, 21211, 21223.
    """
    if not fields.get("To"):
        raise Refused(21201, "No 'To' number is specified")
    if not NUMBER(fields["To"]):
        raise Refused(21211, f"Invalid 'To' phone number {fields['To']}")
    if fields.get("From") not in numbers:
        raise Refused(21210, "'From' phone number is not verified or owned")
    for name in ("Url", "StatusCallback"):
        _check_url(fields.get(name, ""), needed=name == "Url")
    timeout = fields.get("Timeout", "60")
    if not timeout.isdecimal() or not 0 < int(timeout) <= LONGEST_TIMEOUT:
        raise Refused(21223, f"Invalid Timeout {timeout}")
    events = frozenset(fields.get("StatusCallbackEvent", "completed").split())
    if events - EVENTS:
        raise Refused(21626, f"Invalid StatusCallbackEvent {sorted(events - EVENTS)}")
    return CallWish(
        to=fields["To"],
        shown=fields["From"],
        url=fields["Url"],
        method=fields.get("Method", "POST"),
        timeout_seconds=int(timeout),
        status_callback=fields.get("StatusCallback", ""),
        status_callback_method=fields.get("StatusCallbackMethod", "POST"),
        events=events,
    )


def _check_url(url: str, *, needed: bool) -> None:
    if not url and not needed:
        return
    try:
        parse_address(url)
    except BadAddress as error:
        raise Refused(21205, f"Url is not a valid URL: {url}") from error
