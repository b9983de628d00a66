"""Text messages on their way: out with their delivery reports, in with their answers."""

from functools import partial
from urllib.parse import urljoin

from telesec.simulator.addresses import BadAddress, parse_address
from telesec.simulator.call_facts import API_VERSION, country_of, new_sid
from telesec.simulator.events import TextMessage
from telesec.simulator.messages import Refused, SentMessage, check_message
from telesec.simulator.people import Person
from telesec.simulator.switchboard import OwnNumber, Switchboard, plain_number
from telesec.simulator.twiml import BadDocument, parse
from telesec.simulator.webhooks import WebhookFailed, make_webhook


class Texting(Switchboard):
    """The part of a network that carries text messages."""

    def send_text(self, to: str, sender: str, body: str, status_callback: str = "") -> SentMessage:
        """Take a text message from the account; Refused when the carrier would not."""
        check_message(to, sender, body, self.numbers)
        self.subscriptions.check(sender, to)
        now = self.clock.now()
        message = SentMessage(new_sid("SM"), to, sender, body, now, status_callback=status_callback)
        with self.lock:
            self.text_messages.append(message)
            self.person(to).text_messages.append(message)
        self.tell(TextMessage(now, "", sender, to, body, message.sid))
        for status in self._statuses(self.person(to)):
            self.later(0, partial(self._message_comes_to, message, status))
        return message

    def _statuses(self, person: Person) -> tuple[str, ...]:
        return ("sent", "undelivered" if person.text_error_code else "delivered")

    def _message_comes_to(self, message: SentMessage, status: str) -> None:
        message.status, message.updated_at = status, self.clock.now()
        if status == "undelivered":
            message.error_code = self.person(message.to).text_error_code
        if not message.status_callback:
            return
        told = _message_fields(self.account_sid, message) | {
            "MessageStatus": status,
            "SmsStatus": status,
        }
        told.pop("Body")
        if message.error_code:
            told["ErrorCode"] = str(message.error_code)
        if status == "delivered":
            told["RawDlrDoneDate"] = f"{self.clock.now():%y%m%d%H%M}"
        self.notify(message.status_callback, told, for_voice=False)

    def receive_text(self, sender: str, to: str, body: str) -> SentMessage:
        """A person's text message reaches one of the account's numbers."""
        own = self.numbers.get(plain_number(to))
        if own is None:
            raise ValueError(f"{to} is not a number of this network: add_number() it")
        message = SentMessage(
            new_sid("SM"), own.number, sender, body, self.clock.now(), "received",
            direction="inbound",
        )  # fmt: skip
        with self.lock:
            self.texts_received.append(message)
            understood = self.subscriptions.hears(sender, own.number, body)
        if not own.sms_url:
            self.problem(f"{own.number} has no SMS URL: the text message is lost")
            return message
        try:
            self._ask_for_answer(own, message, understood)
        except (WebhookFailed, BadDocument, BadAddress, Refused) as error:
            self.problem(f"11200 text message to {own.number}: {error}")
        return message

    def _ask_for_answer(
        self, own: OwnNumber, message: SentMessage, understood: dict[str, str]
    ) -> None:
        told = (
            understood
            | _message_fields(self.account_sid, message)
            | {
                "SmsMessageSid": message.sid,
                "NumMedia": "0",
                "NumSegments": str(message.segments),
                "FromCountry": country_of(message.from_),
                "ToCountry": country_of(message.to),
            }
        )
        address = parse_address(own.sms_url)
        answer = self.messenger.ask(make_webhook(address, own.sms_method, told, for_voice=False))
        if not answer.body.strip():
            return
        document = parse(answer.body, for_voice=False)
        for problem in document.problems:
            self.problem(f"{problem} (answer of {address.url})")
        for verb in document.verbs:
            if verb.name == "Message":
                callback = verb.get("statusCallback", "")
                self.send_text(
                    verb.get("to", message.from_),
                    verb.get("from", message.to),
                    verb.text,
                    urljoin(address.url, callback) if callback else "",
                )


def _message_fields(account_sid: str, message: SentMessage) -> dict[str, str]:
    return {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "AccountSid": account_sid,
        "ApiVersion": API_VERSION,
        "From": message.from_,
        "To": message.to,
        "Body": message.body,
    }
