"""REST resources as the carrier writes them (API 2010-04-01), and lists of them in pages."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from telesec.simulator.call_facts import API_VERSION, CallFacts
from telesec.simulator.messages import Refused, SentMessage
from telesec.simulator.recordings import Recording
from telesec.simulator.switchboard import OwnNumber

Json = dict[str, Any]
Thing = TypeVar("Thing")
MOST_ON_A_PAGE, USUAL_PAGE = 1_000, 50
OPTIONAL_TIME = datetime | None


def root(account_sid: str) -> str:
    """The account's path."""
    return f"/{API_VERSION}/Accounts/{account_sid}"


def when(instant: OPTIONAL_TIME) -> str | None:
    """RFC 2822, as the API writes instants."""
    return format_datetime(instant) if instant else None


def message_json(message: SentMessage, account_sid: str) -> Json:
    """https://www.twilio.com/docs/messaging/api/message-resource"""
    uri = f"{root(account_sid)}/Messages/{message.sid}"
    failed = message.error_code is not None
    return {
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": when(message.created_at),
        "date_sent": when(message.created_at),
        "date_updated": when(message.updated_at or message.created_at),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": "Message could not be delivered" if failed else None,
        "from": message.from_,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(message.segments),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.to,
        "uri": f"{uri}.json",
    }


def call_json(call: CallFacts) -> Json:
    """https://www.twilio.com/docs/voice/api/call-resource"""
    uri = f"{root(call.account_sid)}/Calls/{call.sid}"
    done = call.status == "completed"
    return {
        "account_sid": call.account_sid,
        "annotation": None,
        "answered_by": None,
        "api_version": API_VERSION,
        "caller_name": "",
        "date_created": when(call.created_at),
        "date_updated": when(call.ended_at or call.created_at),
        "direction": call.direction,
        "duration": str(call.duration_seconds) if done else None,
        "end_time": when(call.ended_at) if done else None,
        "forwarded_from": call.forwarded_from or None,
        "from": call.from_,
        "from_formatted": call.from_,
        "group_sid": None,
        "parent_call_sid": call.parent_sid or None,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": when(call.created_at),
        "status": call.status,
        "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
        "to": call.to,
        "to_formatted": call.to,
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }


def recording_json(recording: Recording, account_sid: str) -> Json:
    """https://www.twilio.com/docs/voice/api/recording"""
    uri = f"{root(account_sid)}/Recordings/{recording.sid}"
    return {
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "call_sid": recording.call_sid,
        "channels": recording.channels,
        "conference_sid": None,
        "date_created": when(recording.started_at),
        "date_updated": when(recording.started_at),
        "duration": str(recording.seconds),
        "encryption_details": None,
        "error_code": None,
        "media_url": recording.url,
        "price": None,
        "price_unit": "USD",
        "sid": recording.sid,
        "source": recording.source,
        "start_time": when(recording.started_at),
        "status": recording.status,
        "subresource_uris": {},
        "uri": f"{uri}.json",
    }


def number_json(own: OwnNumber, account_sid: str) -> Json:
    """https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource"""
    return {
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "beta": False,
        "capabilities": {"voice": True, "sms": bool(own.sms_url), "mms": False, "fax": False},
        "friendly_name": own.label or own.number,
        "origin": "twilio",
        "phone_number": own.number,
        "sid": own.sid,
        "sms_method": own.sms_method,
        "sms_url": own.sms_url,
        "status": "in-use",
        "status_callback": own.status_callback,
        "status_callback_method": own.status_callback_method,
        "uri": f"{root(account_sid)}/IncomingPhoneNumbers/{own.sid}.json",
        "trunk_sid": own.trunk_sid or None,
        "voice_application_sid": own.voice_application_sid or None,
        "voice_fallback_method": own.voice_fallback_method,
        "voice_fallback_url": own.voice_fallback_url,
        "voice_method": own.voice_method,
        "voice_url": own.voice_url,
    }


def page_of(
    name: str,
    things: Sequence[Json],
    path: str,
    query: dict[str, str],
) -> Json:
    """One page of a list, newest first, with the addresses of its neighbours.

    The next page is named by the last thing seen, so that things that come meanwhile do not
    shift it.
    """
    size = _whole(query.get("PageSize"), USUAL_PAGE, 1, MOST_ON_A_PAGE)
    number = _whole(query.get("Page"), 0, 0, 1_000_000)
    start = _start(things, query.get("PageToken", ""), number * size)
    shown = things[start : start + size]
    more = start + size < len(things)

    def address(page: int, token: str = "") -> str:
        kept = {k: v for k, v in query.items() if k not in {"Page", "PageToken", "PageSize"}}
        kept |= {"PageSize": str(size), "Page": str(page)} | ({"PageToken": token} if token else {})
        return f"{path}?{urlencode(kept)}"

    return {
        name: list(shown),
        "page": number,
        "page_size": size,
        "start": start,
        "end": start + len(shown) - 1 if shown else 0,
        "uri": address(number),
        "first_page_uri": address(0),
        "next_page_uri": address(number + 1, f"PA{shown[-1]['sid']}") if more else None,
        "previous_page_uri": address(number - 1) if number else None,
    }


def _start(things: Sequence[Json], token: str, otherwise: int) -> int:
    if not token:
        return otherwise
    for position, thing in enumerate(things):
        if f"PA{thing['sid']}" == token:
            return position + 1
    raise Refused(20006, f"Invalid PageToken {token}")


def _whole(text: str | None, usual: int, least: int, most: int) -> int:
    if text is None:
        return usual
    if not text.isdecimal() or not least <= int(text) <= most:
        raise Refused(20001, f"{text} is not from {least} to {most}")
    return int(text)


def within(
    things: Iterable[Thing],
    query: dict[str, str],
    name: str,
    instant_of: Callable[[Thing], OPTIONAL_TIME],
) -> list[Thing]:
    """Those whose instant fits ``name``, ``name<`` and ``name>`` of the query (inclusive)."""
    bounds = {sign: _span(query[f"{name}{sign}"]) for sign in "<>" if f"{name}{sign}" in query}
    if name in query:
        # Without a sign the whole day is meant, even when a time is given.
        bounds["="] = _span(query[name][: len("2026-11-26")])
    return [thing for thing in things if _fits(instant_of(thing), bounds)]


def _fits(instant: OPTIONAL_TIME, bounds: dict[str, tuple[datetime, datetime]]) -> bool:
    if instant is None:
        return not bounds
    return all(
        (sign == "<" or instant >= first) and (sign == ">" or instant <= last)
        for sign, (first, last) in bounds.items()
    )


def _span(text: str) -> tuple[datetime, datetime]:
    """The first and last instant that a date, or an instant in seconds, means."""
    try:
        if len(text) == len("2026-11-26"):
            day = date.fromisoformat(text)
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return midnight, midnight + timedelta(days=1, microseconds=-1)
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(20001, f"{text} is not a date or an instant") from error
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant, instant + timedelta(seconds=1, microseconds=-1)
