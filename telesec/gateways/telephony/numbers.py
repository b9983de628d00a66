"""The numbers of the account, and the addresses the carrier asks for each.

https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
"""

import logging
from dataclasses import dataclass

from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.rest import CarrierError, TelephonyRest, named_errors

logger = logging.getLogger(__name__)

# By the resource's own names, as its pages and the carrier's console write them.
FIELDS = (
    "voice_url",
    "voice_method",
    "voice_fallback_url",
    "voice_fallback_method",
    "status_callback",
    "status_callback_method",
    "sms_url",
    "sms_method",
    "voice_application_sid",  # where set, the carrier ignores all voice addresses
    "trunk_sid",
)


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A number of ours as the carrier has it; ``account``: the subaccount in which it is."""

    sid: str
    number: str
    settings: dict[str, str]
    account: str = ""


def wanted_settings(addresses: Addresses) -> dict[str, str]:
    """What each line of ours must be set to."""
    return {
        "voice_url": addresses.incoming(),
        "voice_method": "POST",
        "voice_fallback_url": addresses.fallback(),
        "voice_fallback_method": "POST",
        "status_callback": addresses.status(),
        "status_callback_method": "POST",
        "sms_url": addresses.text_incoming(),
        "sms_method": "POST",
        "voice_application_sid": "",
        "trunk_sid": "",
    }


def owned_numbers(carrier: TelephonyRest) -> list[OwnedNumber]:
    """Every number of the account and its subaccounts. Raises Refused, Busy or OutcomeUnknown.

    A subaccount that gives no list is left out, and logged.
    """
    found = []
    for account in carrier.accounts:
        try:
            with named_errors():
                numbers = carrier.client(account).incoming_phone_numbers.list(page_size=1_000)
        except CarrierError:
            if not account:
                raise
            logger.exception("subaccount_not_listed", extra={"account_sid": account})
            continue
        found += [(one, account) for one in numbers]
    return [
        OwnedNumber(
            str(one.sid),
            str(one.phone_number),
            {name: str(getattr(one, name, None) or "") for name in FIELDS},
            account,
        )
        for one, account in found
    ]


def set_number(
    carrier: TelephonyRest, sid: str, changes: dict[str, str], account: str = ""
) -> None:
    """Change these settings of one number. Raises Refused, Busy or OutcomeUnknown."""
    with named_errors():
        carrier.client(account).incoming_phone_numbers(sid).update(**changes)
