"""The worker's way out, on the loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from telesec.database import transaction
from telesec.gateways.mail import Mailer
from telesec.gateways.telephony.rest import TelephonyRest
from telesec.notifications.delivery import Outside, deliver_due
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.notifications.outbox import queue
from telesec.notifications.receipts import record_receipt
from telesec.settings import read_settings
from telesec.simulator.clock import ManualClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network
from tests.makers import NOW, make_client

SID = "AC" + "0" * 32
MOBILE = "+33612345678"


@dataclass
class Post:
    """The worker's way out: a carrier and a mailbox on the loopback."""

    engine: Engine
    network: Network
    mailbox: Mailbox
    outside: Outside
    clock: ManualClock
    client_id: int

    def wish(
        self,
        to: str = MOBILE,
        channel: Channel = Channel.SMS,
        key: str = "one",
        kind: NotificationKind = NotificationKind.SUMMARY,
        body: str = "Un message vous attend.",
    ) -> None:
        with transaction(self.engine) as db:
            queue(
                db,
                client_id=self.client_id,
                call_id=None,
                kind=kind,
                channel=channel,
                recipient=to,
                subject="Un appel pour vous" if channel == Channel.EMAIL else "",
                body=body,
                once_key=key,
                now=self.clock.now(),
            )

    def receipt(self, sid: str, status: str, error_code: str = "", key: str = "one") -> None:
        """The carrier says what became of a message."""
        with transaction(self.engine) as db:
            record_receipt(
                db,
                self.row(key).id,
                message_sid=sid,
                status=status,
                error_code=error_code,
                now=self.clock.now(),
            )

    def deliver(self) -> int:
        return deliver_due(self.engine, self.outside, self.clock.now)

    def row(self, key: str = "one") -> Notification:
        with transaction(self.engine) as db:
            return db.scalars(select(Notification).where(Notification.once_key == key)).one()


@contextmanager
def open_post(engine: Engine, directory: Path) -> Iterator[Post]:
    """A way out for one test, closed at the end."""
    clock = ManualClock(NOW)
    network = Network(account_sid=SID, auth_token="token", clock=clock)
    mailbox = Mailbox()
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": SID,
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_API_BASE_URL": network.serve(),
            "TELESEC_PUBLIC_URL": "http://127.0.0.1:9",
            "TELESEC_DATA_DIR": str(directory / "data"),
            "SMTP_URL": mailbox.url,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
        }
    )
    outside = Outside(
        TelephonyRest(settings),
        Mailer(settings.smtp_url, settings.mail_from),
        lambda _: "",
        "https://telesec.example",
        settings.secret_key,
    )
    with transaction(engine) as db:
        client_id = make_client(db).id
    yield Post(engine, network, mailbox, outside, clock, client_id)
    network.close()
    mailbox.close()
