"""A local mailbox: an SMTP server that keeps what it is sent, in memory and on request as files."""

import re
from asyncio import Server
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

LARGEST_MAIL = 30 * 1024 * 1024  # bytes
MOST_KEPT = 10_000
RETRY_LATER, NEVER = 451, 550


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it arrived: parsed, and the envelope it came in."""

    message: EmailMessage
    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def subject(self) -> str:
        """The subject line, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        """The plain text part; empty when there is none."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


class Mailbox:
    """Takes every mail for everybody. Use as a context manager, or close()."""

    def __init__(
        self, host: str = "127.0.0.1", port: int = 0, directory: Path | str | None = None
    ) -> None:
        self.messages: list[Mail] = []
        self.directory = Path(directory) if directory is not None else None
        if self.directory is not None:
            self.directory.mkdir(parents=True, exist_ok=True)
        self._failures: deque[int] = deque()
        self._lock = Lock()
        self._controller = _AnyPort(self, hostname=host, port=port)
        self._controller.start()
        self.host, self.port = host, self._controller.port

    @property
    def url(self) -> str:
        """Where to send mail, as SMTP_URL takes it."""
        return f"smtp://{self.host}:{self.port}"

    def to(self, address: str) -> list[Mail]:
        """The mails this address received, oldest first."""
        return [mail for mail in self.messages if address in mail.recipients]

    def clear(self) -> None:
        """Forget all mails."""
        with self._lock:
            self.messages.clear()

    def fail_next(self, n: int = 1, code: int = RETRY_LATER) -> None:
        """Refuse the next ``n`` mails: 451 (try again later) or 550 (never)."""
        if code not in {RETRY_LATER, NEVER}:
            raise ValueError(f"{code} is neither {RETRY_LATER} nor {NEVER}")
        with self._lock:
            self._failures.extend([code] * n)

    def close(self) -> None:
        """Stop listening; what was received stays readable."""
        self._controller.stop()

    def __enter__(self) -> "Mailbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        """aiosmtpd's hook: one mail has come in whole; the SMTP reply to it."""
        with self._lock:
            code = self._failures.popleft() if self._failures else 0
        if code == RETRY_LATER:
            return "451 4.3.0 Try again later"
        if code:
            return "550 5.7.1 Refused"
        self._take(bytes(envelope.content), str(envelope.mail_from), envelope.rcpt_tos)
        return "250 2.0.0 Taken"

    def _take(self, content: bytes, sender: str, recipients: list[str]) -> None:
        message = message_from_bytes(content, policy=policy.default)
        mail = Mail(message, sender, tuple(str(r) for r in recipients), content)
        with self._lock:
            self.messages.append(mail)
            del self.messages[:-MOST_KEPT]
            number = len(self.messages)
        if self.directory is not None:
            whom = re.sub(r"[^\w.@+-]", "_", mail.recipients[0])[:60]
            self.directory.joinpath(f"{number:04d}-{whom}.eml").write_bytes(content)


class _AnyPort(Controller):
    """aiosmtpd's controller, which asks the system for a free port when given 0."""

    def __init__(self, handler: Mailbox, **options: Any) -> None:
        super().__init__(
            handler,
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            ready_timeout=10,
            ident="mailbox",
            **options,
        )

    def _trigger_server(self) -> None:
        # The base class connects once to start its session: to the port that was found.
        server = self.server
        if not isinstance(server, Server):
            raise TypeError("the mail server has not been started")
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
