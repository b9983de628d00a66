"""What we ask of the carrier: text messages and recordings, by its own client library.

https://www.twilio.com/docs/messaging/api/message-resource
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from telesec.settings import Settings

logger = logging.getLogger(__name__)

CONNECT_SECONDS, READ_SECONDS = 5, 10
LONGEST_PAUSE = timedelta(minutes=15)  # an alert cannot wait for longer, whatever is asked
LONGEST_NUMBER = 9  # digits
LARGEST_RECORDING = 120_000_000  # bytes: two hours of telephone sound
BAD_REQUEST = 400
TOO_MANY_REQUESTS = 429
NOT_FOUND = 404
UNAUTHORISED = 401
SERVER_ERROR = 500
CALL_IS_OVER = frozenset({21220, 20404})
NO_SUCH_RESOURCE = 20404  # said of a resource; a wrong address of the API has no such code

# Worth another try later (twilio error dictionary); every other refusal is for good.
TEMPORARY = frozenset({20429, 20500, 20503, 30001, 30003, 30008, 30017, 30410})
# Codes below are about us (credentials, account, address of the API), not about this message: it
# was not sent, and can be when a person has put that right.
FIRST_CODE_OF_MESSAGES = 21000
ABOUT_US = frozenset({401, 403, 404})

# What the library makes of an answer of 2xx that is cut short, no JSON, or of another shape.
NOT_AN_ANSWER = (ValueError, TypeError, AttributeError)

FAILED = frozenset({"failed", "undelivered", "canceled"})
MOST_LOOKED_THROUGH = 300  # messages to one number, newest first


class CarrierError(Exception):
    """Something the carrier did not do for us."""


class Refused(CarrierError):
    """The carrier will not do it, now or later; ``code`` is Twilio's."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"carrier refused, error {code}")


class Busy(CarrierError):
    """The carrier has not done it, and may do it later, after the ``pause`` it asks for."""

    def __init__(self, told: str, pause: timedelta = timedelta(0)) -> None:
        self.pause = pause
        super().__init__(told)


class OutcomeUnknown(CarrierError):
    """It may have been done or not: look before doing it again."""


class NotReady(CarrierError):
    """What we ask for is not there yet."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A text message as the carrier has it."""

    sid: str
    status: str


@dataclass(frozen=True, slots=True)
class CarriersCall:
    """A call as the carrier has it. ``seconds`` from answer to end; 0 while it lasts."""

    status: str
    seconds: int
    ended_at: datetime | None


class _Elsewhere(HttpClient):  # type: ignore[misc]  # its types are not exported
    """What Twilio's library sends by: below the configured base instead of api.twilio.com.

    The library's own client hands an answer over by way of an attribute, where another thread's
    may be by then; and it knows one time limit only.
    """

    def __init__(self, base_url: str, account_sid: str, tokens: Sequence[str]) -> None:
        super().__init__(logger, False, None)
        self.base_url = base_url
        self.session = requests.Session()
        self._account_sid = account_sid
        self._tokens = list(tokens)

    def request(self, method: str, url: str, **rest: Any) -> Response:
        """The same request, below our base, and never waiting for ever."""
        parts = urlsplit(url)
        there = f"{self.base_url}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        rest["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        answer = self.with_a_good_token(
            lambda auth: self.session.request(method, there, **(rest | {"auth": auth}))
        )
        if answer.status_code == TOO_MANY_REQUESTS:
            # Said here, since the library's errors leave the headers out.
            raise Busy("too many requests", pause_asked_for(answer.headers))
        return Response(answer.status_code, answer.text, answer.headers)

    def with_a_good_token(
        self, ask: Callable[[tuple[str, str]], requests.Response]
    ) -> requests.Response:
        """The answer to the first token that is accepted: while it is being changed there are two.

        The one that was accepted is tried first from then on.
        """
        for token in list(self._tokens):
            answer = ask((self._account_sid, token))
            if answer.status_code != UNAUTHORISED:
                if token != self._tokens[0]:
                    self._tokens.sort(key=lambda one: one != token)
                    logger.warning("carrier_token_changed")
                return answer
            answer.close()
        return answer


class TelephonyRest:
    """The carrier's REST API, for our account and its subaccounts: ``account`` names one of them,
    and is empty for the account itself. Its own token opens them all.
    """

    def __init__(self, settings: Settings) -> None:
        self.base_url = settings.twilio_api_base_url
        self.sms_from = settings.sms_from
        account, tokens = settings.twilio_account_sid, settings.twilio_auth_tokens
        self._account_sid = account
        self._way = _Elsewhere(self.base_url, account, tokens)
        self._token = tokens[0]
        self._clients: dict[str, Client] = {}
        self.accounts = ("", *settings.twilio_subaccounts)

    def client(self, account: str = "") -> Client:
        """The carrier's library, for that account."""
        if account not in self._clients:
            self._clients[account] = Client(
                self._account_sid,
                self._token,
                account_sid=account or self._account_sid,
                http_client=self._way,
                environment={},
            )
        return self._clients[account]

    def send_text_message(
        self, to: str, body: str, status_callback: str, account: str = "", sender: str = ""
    ) -> SentMessage:
        """Hand one text message to the carrier; ``sender`` empty: the house's.

        Raises Refused, Busy or OutcomeUnknown.
        """
        with named_errors():
            message = self.client(account).messages.create(
                to=to, from_=sender or self.sms_from, body=body, status_callback=status_callback
            )
            if not message.sid:
                raise OutcomeUnknown("an answer without a sid")
        return SentMessage(str(message.sid), str(message.status))

    def find_text_message(
        self,
        to: str,
        body: str,
        since: datetime,
        others: Collection[str] = (),
        account: str = "",
    ) -> SentMessage | None:
        """A message with this very text that the carrier has taken since then, if any.

        One of ``others`` (sids) is somebody else's, and one that failed is no answer. Not by the
        carrier's filter on the sending date: what still waits there has none yet.
        Raises Refused, Busy or OutcomeUnknown.
        """
        earliest = since - timedelta(minutes=1)  # their clock is not ours
        with named_errors():
            newest = self.client(account).messages.list(
                to=to, limit=MOST_LOOKED_THROUGH, page_size=MOST_LOOKED_THROUGH
            )
        for message in newest:
            sid, status = str(message.sid), str(message.status)
            fits = message.body == body and (message.date_created or since) >= earliest
            if fits and sid not in others and status not in FAILED:
                return SentMessage(sid, status)
        return None

    def fetch_call(self, call_sid: str, account: str = "") -> CarriersCall | None:
        """The call as the carrier has it; None when it knows no such call.

        https://www.twilio.com/docs/voice/api/call-resource
        Raises Refused, Busy or OutcomeUnknown.
        """
        with named_errors():
            try:
                found = self.client(account).calls(call_sid).fetch()
            except TwilioRestException as error:
                if error.code == NO_SUCH_RESOURCE:
                    return None
                raise
            return CarriersCall(str(found.status), int(found.duration or 0), found.end_time)

    def place_call(
        self,
        to: str,
        shown: str,
        url: str,
        status_callback: str,
        seconds: int,
        *,
        account: str = "",
    ) -> str:
        """Ring a telephone for ``seconds``; the sid. ``shown`` is our number that it displays.

        https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
        Raises Refused, Busy or OutcomeUnknown.
        """
        with named_errors():
            placed = self.client(account).calls.create(
                to=to,
                from_=shown,
                url=url,
                method="POST",
                timeout=seconds,
                status_callback=status_callback,
                status_callback_event=["ringing", "answered", "completed"],
                status_callback_method="POST",
            )
            if not placed.sid:
                raise OutcomeUnknown("an answer without a sid")
        return str(placed.sid)

    def end_call(self, call_sid: str, account: str = "") -> bool:
        """End a call, whether it rings or is under way; False when it is over already.

        Raises Refused, Busy or OutcomeUnknown.
        """
        return self._update_call(call_sid, account, status="completed")

    def redirect_call(self, call_sid: str, url: str, account: str = "") -> bool:
        """Have a call go on at ``url``; False when it is over. Raises as ``end_call`` does."""
        return self._update_call(call_sid, account, url=url, method="POST")

    def stop_recording(self, call_sid: str, account: str = "") -> bool:
        """End the recording of a call that goes on; False when nothing is being recorded.

        https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource
        Raises Refused, Busy or OutcomeUnknown.
        """
        with named_errors():
            try:
                recordings = self.client(account).calls(call_sid).recordings
                recordings("Twilio.CURRENT").update(status="stopped")
            except TwilioRestException as error:
                if error.code in CALL_IS_OVER:
                    return False
                raise
        return True

    def _update_call(self, call_sid: str, account: str, **wish: str) -> bool:
        with named_errors():
            try:
                self.client(account).calls(call_sid).update(**wish)
            except TwilioRestException as error:
                if error.code in CALL_IS_OVER:
                    return False
                raise
        return True

    def fetch_recording(self, recording_sid: str, account: str = "") -> bytes:
        """The sound of a recording (WAV). Raises NotReady, Refused, Busy or OutcomeUnknown."""
        whose = account or self._account_sid
        url = f"{self.base_url}/2010-04-01/Accounts/{whose}/Recordings/{recording_sid}.wav"
        limits = (CONNECT_SECONDS, READ_SECONDS)
        with (
            named_errors(),
            self._way.with_a_good_token(
                lambda auth: requests.get(url, auth=auth, timeout=limits, stream=True)
            ) as answer,
        ):
            if answer.status_code == NOT_FOUND:
                raise NotReady(recording_sid)
            answer.raise_for_status()
            sound = bytearray()
            for piece in answer.iter_content(65_536):
                sound += piece
                if len(sound) > LARGEST_RECORDING:
                    raise Refused(0)
        return bytes(sound)

    def delete_recording(self, recording_sid: str, account: str = "") -> None:
        """Remove a recording at the carrier; one that is gone already is no error."""
        with named_errors():
            try:
                self.client(account).recordings(recording_sid).delete()
            except TwilioRestException as error:
                if error.status != NOT_FOUND:
                    raise


def pause_asked_for(headers: Mapping[str, str]) -> timedelta:
    """What Retry-After asks for (RFC 9110 10.2.3): seconds, or a date beside the answer's own.

    At most ``LONGEST_PAUSE``: a date or a number that makes no sense must not silence us.
    """
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal():
        seconds = float(asked[:LONGEST_NUMBER])
    else:
        try:
            then, now = (parsedate_to_datetime(one) for one in (asked, headers.get("Date", "")))
            seconds = (then - now).total_seconds()
        except (ValueError, TypeError):
            seconds = 0
    return min(max(timedelta(seconds=seconds), timedelta(0)), LONGEST_PAUSE)


@contextmanager
def named_errors() -> Iterator[None]:
    """The carrier's and the network's errors, by what they mean for us."""
    try:
        yield
    except TwilioRestException as error:
        raise _meaning(error.status, error.code or 0) from error
    except requests.HTTPError as error:
        status = error.response.status_code if error.response is not None else SERVER_ERROR
        raise _meaning(status, 0) from error
    except (requests.RequestException, TwilioException, *NOT_AN_ANSWER) as error:
        raise OutcomeUnknown(type(error).__name__) from error


def _meaning(status: int, code: int) -> CarrierError:
    if status == TOO_MANY_REQUESTS:
        return Busy("too many requests")
    if status < BAD_REQUEST or (status in ABOUT_US and code < FIRST_CODE_OF_MESSAGES):
        return Busy(f"status {status}, error {code}")
    if status >= SERVER_ERROR:
        return OutcomeUnknown(f"status {status}")
    return Busy(f"error {code}") if code in TEMPORARY else Refused(code or status)
