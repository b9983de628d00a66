"""The carrier's REST API (2010-04-01), as far as the product uses it.

Whatever the product asks beyond that, an unknown path, method or field, is a problem.
"""

import hmac
import json
import time
from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from telesec.simulator.addresses import BadAddress, parse_address
from telesec.simulator.call_facts import API_VERSION, CallFacts
from telesec.simulator.call_wishes import call_wish
from telesec.simulator.faults import ERROR_AFTER_DOING, TIMEOUT_AFTER_DOING
from telesec.simulator.leg import Leg
from telesec.simulator.messages import FINAL_STATUSES, Refused, SentMessage
from telesec.simulator.outbound import RungCall
from telesec.simulator.recordings import Recording
from telesec.simulator.rest_resources import (
    Json,
    call_json,
    message_json,
    number_json,
    page_of,
    recording_json,
    within,
)
from telesec.simulator.server import NeverAnswer
from telesec.simulator.switchboard import OwnNumber
from telesec.simulator.texting import Texting
from telesec.simulator.waiting import Request as DocumentRequest
from telesec.simulator.waiting import TornAway

PREFIX = f"/{API_VERSION}/Accounts/"
LONGEST_TWIML = 4_000
PAGING = frozenset({"Page", "PageSize", "PageToken"})
NUMBER_FIELDS = {
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "VoiceFallbackUrl": "voice_fallback_url",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallback": "status_callback",
    "StatusCallbackMethod": "status_callback_method",
    "SmsUrl": "sms_url",
    "SmsMethod": "sms_method",
    "VoiceApplicationSid": "voice_application_sid",
    "TrunkSid": "trunk_sid",
    "FriendlyName": "label",
}
KNOWN_FIELDS: dict[str, frozenset[str]] = {
    "list_messages": PAGING | {"To", "From", "DateSent", "DateSent<", "DateSent>"},
    "create_message": frozenset(
        {"To", "From", "Body", "StatusCallback", "SmartEncoded", "ValidityPeriod"}
    ),
    "update_message": frozenset({"Body", "Status"}),
    "list_calls": PAGING
    | {"To", "From", "Status", "ParentCallSid"}
    | {"StartTime", "StartTime<", "StartTime>", "EndTime", "EndTime<", "EndTime>"},
    "create_call": frozenset(
        {"To", "From", "Url", "Method", "Timeout"}
        | {"StatusCallback", "StatusCallbackEvent", "StatusCallbackMethod"}
    ),
    "update_call": frozenset({"Status", "Url", "Method", "Twiml"}),
    "list_recordings": PAGING | {"CallSid", "DateCreated", "DateCreated<", "DateCreated>"},
    "update_recording": frozenset({"Status"}),
    "list_numbers": PAGING | {"PhoneNumber", "FriendlyName"},
    "update_number": frozenset(NUMBER_FIELDS),
}


def _account_in(path: str) -> str:
    return path.removeprefix(PREFIX).partition("/")[0]


def _rule(path: str, method: str, name: str) -> Rule:
    return Rule(f"{PREFIX}<account>{path}", methods=[method], endpoint=name)


ROUTES = Map(
    [
        _rule("/Messages.json", "GET", "list_messages"),
        _rule("/Messages.json", "POST", "create_message"),
        _rule("/Messages/<sid>.json", "GET", "show_message"),
        _rule("/Messages/<sid>.json", "POST", "update_message"),
        _rule("/Messages/<sid>.json", "DELETE", "delete_message"),
        _rule("/Calls.json", "GET", "list_calls"),
        _rule("/Calls.json", "POST", "create_call"),
        _rule("/Calls/<sid>.json", "GET", "show_call"),
        _rule("/Calls/<sid>.json", "POST", "update_call"),
        _rule("/Calls/<call_sid>/Recordings.json", "GET", "list_recordings"),
        _rule("/Calls/<call_sid>/Recordings/<sid>.json", "POST", "update_recording"),
        _rule("/Recordings.json", "GET", "list_recordings"),
        _rule("/Recordings/<sid>.json", "GET", "show_recording"),
        _rule("/Recordings/<sid>.json", "DELETE", "delete_recording"),
        _rule("/Recordings/<sid>.wav", "GET", "recording_audio"),
        _rule("/Recordings/<sid>.mp3", "GET", "recording_audio"),
        _rule("/Recordings/<sid>", "GET", "recording_audio"),
        _rule("/IncomingPhoneNumbers.json", "GET", "list_numbers"),
        _rule("/IncomingPhoneNumbers/<sid>.json", "GET", "show_number"),
        _rule("/IncomingPhoneNumbers/<sid>.json", "POST", "update_number"),
    ]
)


class RestApi:
    """Answers the REST requests of one account."""

    def __init__(self, network: Texting) -> None:
        self.network = network

    def serves(self, path: str) -> bool:
        """Everything below the API's version."""
        return path.startswith(f"/{API_VERSION}")

    def answer(self, request: Request) -> Response:
        """One request: planned faults, then credentials, then the resource."""
        fault = self.network.rest_faults.strike(request.method, request.path)
        if fault and isinstance(fault.status, int):
            return _planned(fault.status, fault.retry_after)
        try:
            response = self._respond(request)
        except Refused as refused:
            response = _refusal(refused)
        if fault and fault.status == TIMEOUT_AFTER_DOING:
            raise NeverAnswer
        if fault and fault.status == ERROR_AFTER_DOING:
            return _planned(500, "")
        if fault:
            time.sleep(fault.seconds)
        return response

    def _respond(self, request: Request) -> Response:
        if other := self.network.subaccounts.get(_account_in(request.path)):
            self._check_credentials(request, other)
            return RestApi(other).respond(request)
        self._check_credentials(request)
        return self.respond(request)

    def respond(self, request: Request) -> Response:
        """One request of whoever may ask, for this account."""
        try:
            name, found = ROUTES.bind_to_environ(request.environ).match()
        except (NotFound, MethodNotAllowed) as error:
            self.network.problem(f"REST: {request.method} {request.path} is not simulated")
            status = error.code or 404
            raise Refused(20004 if status == 405 else 20404, "no such resource", status) from error
        found = dict(found)
        if found.pop("account") != self.network.account_sid:
            raise Refused(20404, "The requested resource was not found", 404)
        sent = request.form if request.method == "POST" else request.args
        fields = {name: " ".join(values) for name, values in sent.lists()}
        if unknown := fields.keys() - KNOWN_FIELDS.get(name, frozenset()):
            self.network.problem(f"REST: {name} has no field {sorted(unknown)}")
        verb: Callable[..., Response] = getattr(self, f"_{name}")
        return verb(fields=fields, path=request.path, **found)

    def _check_credentials(self, request: Request, other: Texting | None = None) -> None:
        """The account's own open its subaccounts too; a subaccount's open itself."""
        given = request.authorization
        sent = f"{given.username}:{given.password}" if given else ""
        openers = (self.network, other) if other else (self.network,)
        expected = [f"{one.account_sid}:{one.auth_token}" for one in openers]
        if not any(hmac.compare_digest(sent.encode(), one.encode()) for one in expected):
            self.network.problem(f"REST: {request.method} {request.path} with wrong credentials")
            raise Refused(20003, "Authentication Error - invalid username", 401)

    # Messages.

    def _list_messages(self, fields: dict[str, str], path: str) -> Response:
        found = [*self.network.text_messages, *self.network.texts_received]
        found = sorted((m for m in found if not m.deleted), key=lambda m: m.created_at)
        found = [m for m in found if fields.get("To", m.to) == m.to]
        found = [m for m in found if fields.get("From", m.from_) == m.from_]
        found = within(found, fields, "DateSent", lambda message: message.created_at)
        rows = [self._message(m) for m in reversed(found)]
        return _json(page_of("messages", rows, path, fields))

    def _create_message(self, fields: dict[str, str], path: str) -> Response:
        del path
        callback = fields.get("StatusCallback", "")
        if callback:
            try:
                parse_address(callback)
            except BadAddress as error:
                raise Refused(21609, f"The 'StatusCallback' URL {callback} is not valid") from error
        to, sender, body = (fields.get(name, "") for name in ("To", "From", "Body"))
        message = self.network.send_text(to, sender, body, callback)
        return _json(self._message(message), 201)

    def _show_message(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        return _json(self._message(self._find_message(sid)))

    def _update_message(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del path
        message = self._find_message(sid)
        if fields.get("Body", "") != "":
            raise Refused(20001, "Body can only be emptied")
        if "Status" in fields and message.status in FINAL_STATUSES:
            raise Refused(30409, "Message cannot be canceled in its status")
        if "Status" in fields:
            message.status = fields["Status"]
        else:
            message.body = ""
        return _json(self._message(message))

    def _delete_message(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        self._find_message(sid).deleted = True
        return Response(status=204)

    def _find_message(self, sid: str) -> SentMessage:
        for message in (*self.network.text_messages, *self.network.texts_received):
            if message.sid == sid and not message.deleted:
                return message
        raise _not_found(sid)

    def _message(self, message: SentMessage) -> Json:
        return message_json(message, self.network.account_sid)

    # Calls.

    def _list_calls(self, fields: dict[str, str], path: str) -> Response:
        asked = {"To": "to", "From": "from_", "Status": "status", "ParentCallSid": "parent_sid"}
        found = list(self.network.calls.values())
        for field, attribute in asked.items():
            if field in fields:
                found = [c for c in found if getattr(c, attribute) == fields[field]]
        found = within(found, fields, "StartTime", lambda call: call.created_at)
        found = within(found, fields, "EndTime", lambda call: call.ended_at)
        return _json(page_of("calls", [call_json(c) for c in reversed(found)], path, fields))

    def _create_call(self, fields: dict[str, str], path: str) -> Response:
        del path
        wish = call_wish(fields, self.network.numbers)
        call = RungCall(self.network, wish)
        call.begin()
        return _json(call_json(call), 201)

    def _show_call(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        return _json(call_json(self._find_call(sid)))

    def _update_call(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del path
        call = self._find_call(sid)
        if call.ended:
            raise Refused(21220, f"Call {sid} is not in-progress. Cannot redirect.")
        call.interrupt(_interruption(fields))
        return _json(call_json(call))

    def _find_call(self, sid: str) -> CallFacts:
        call = self.network.calls.get(sid)
        if call is None:
            raise _not_found(sid)
        return call

    # Recordings.

    def _update_recording(
        self, fields: dict[str, str], path: str, call_sid: str, sid: str
    ) -> Response:
        del path
        if fields.get("Status") != "stopped" or sid != "Twilio.CURRENT":
            raise Refused(20001, "only Twilio.CURRENT can be stopped here")
        call = self._find_call(call_sid)
        if not isinstance(call, Leg) or not call.stop_recording():
            raise _not_found(sid)
        last = list(self.network.recordings.values())[-1]
        return _json(recording_json(last, self.network.account_sid))

    def _list_recordings(self, fields: dict[str, str], path: str, call_sid: str = "") -> Response:
        wanted = fields.get("CallSid", call_sid)
        found = [r for r in list(self.network.recordings.values()) if not r.deleted]
        found = [r for r in found if not wanted or r.call_sid == wanted]
        found = within(found, fields, "DateCreated", lambda recording: recording.started_at)
        rows = [recording_json(r, self.network.account_sid) for r in reversed(found)]
        return _json(page_of("recordings", rows, path, fields))

    def _show_recording(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        return _json(recording_json(self._find_recording(sid), self.network.account_sid))

    def _delete_recording(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        self._find_recording(sid).deleted = True
        return Response(status=204)

    def _recording_audio(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        recording = self._find_recording(sid)
        if recording.status != "completed":
            raise _not_found(sid)  # the file is not ready yet
        return Response(recording.audio, 200, content_type="audio/x-wav")

    def _find_recording(self, sid: str) -> Recording:
        recording = self.network.recordings.get(sid)
        if recording is None or recording.deleted:
            raise _not_found(sid)
        return recording

    # Numbers.

    def _list_numbers(self, fields: dict[str, str], path: str) -> Response:
        found = [
            own
            for own in list(self.network.numbers.values())
            if fields.get("PhoneNumber", own.number) == own.number
            and fields.get("FriendlyName", own.label or own.number) == (own.label or own.number)
        ]
        rows = [number_json(own, self.network.account_sid) for own in found]
        return _json(page_of("incoming_phone_numbers", rows, path, fields))

    def _show_number(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del fields, path
        return _json(number_json(self._find_number(sid), self.network.account_sid))

    def _update_number(self, fields: dict[str, str], path: str, sid: str) -> Response:
        del path
        own = self._find_number(sid)
        if fields.get("VoiceFallbackUrl") and not fields.get("VoiceUrl", own.voice_url):
            raise Refused(21405, "VoiceFallbackUrl is set without VoiceUrl")
        for name, value in fields.items():
            if name.endswith(("Url", "Callback")) and value:
                _check_url(name, value)
        for name, value in fields.items():
            if name in NUMBER_FIELDS:
                setattr(own, NUMBER_FIELDS[name], value)
        return _json(number_json(own, self.network.account_sid))

    def _find_number(self, sid: str) -> OwnNumber:
        for own in list(self.network.numbers.values()):
            if own.sid == sid:
                return own
        raise _not_found(sid)


def _interruption(fields: dict[str, str]) -> TornAway:
    """What POST Calls/{SID} asks for: an end, a URL, or a document; just one of them."""
    given = [name for name in ("Status", "Url", "Twiml") if fields.get(name)]
    if len(given) != 1:
        raise Refused(21218, "One of Status, Url and Twiml is needed, and only one")
    if given == ["Status"]:
        if fields["Status"] not in {"completed", "canceled"}:
            raise Refused(21218, f"Invalid status {fields['Status']}")
        return TornAway()
    if given == ["Url"]:
        _check_url("Url", fields["Url"])
        return TornAway(DocumentRequest(fields["Url"], fields.get("Method", "POST")))
    if len(fields["Twiml"]) > LONGEST_TWIML:
        raise Refused(32018, "Twiml is longer than 4000 characters")
    return TornAway(document=fields["Twiml"].encode())


def _check_url(name: str, url: str) -> None:
    try:
        parse_address(url)
    except BadAddress as error:
        raise Refused(21502, f"{name} {url} is not a valid URL") from error


def _not_found(sid: str) -> Refused:
    return Refused(20404, f"The requested resource {sid} was not found", 404)


def _json(content: Any, status: int = 200) -> Response:
    return Response(
        json.dumps(content),
        status,
        {"Twilio-Concurrent-Requests": "1"},
        content_type="application/json",
    )


def _planned(status: int, retry_after: str) -> Response:
    code = {429: 20429, 503: 20503}.get(status, 20500)
    response = _refusal(Refused(code, "planned", status))
    if retry_after:
        response.headers["Retry-After"] = retry_after
    return response


def _refusal(refused: Refused) -> Response:
    return _json(
        {
            "code": refused.code,
            "message": refused.message,
            "more_info": f"https://www.twilio.com/docs/errors/{refused.code}",
            "status": refused.status,
        },
        refused.status,
    )
