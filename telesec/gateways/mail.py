"""The mail server: one message, handed over by SMTP (RFC 5321), with TLS where there is any."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

SECONDS = 20
PERMANENT = 500


class MailRefused(Exception):
    """The server will not take it, now or later."""


class MailDelayed(Exception):
    """The server cannot take it now, or cannot be reached."""


class Mailer:
    """Hands e-mails to the configured server."""

    def __init__(self, smtp_url: str, mail_from: str) -> None:
        parts = urlsplit(smtp_url)
        self.host = parts.hostname or "localhost"
        self.implicit_tls = parts.scheme == "smtps"
        self.port = parts.port or (465 if self.implicit_tls else 587)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.mail_from = mail_from

    def send(self, *, to: str, subject: str, body: str, message_id: str, at: datetime) -> None:
        """Hand over one message. The same ``message_id`` marks a second copy as such.

        Raises MailRefused or MailDelayed. A line break in an address or subject is refused.
        """
        message = self._compose(to, subject, body, message_id, at)
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _meaning(max(codes, default=PERMANENT)) from error
        except smtplib.SMTPResponseException as error:
            raise _meaning(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailDelayed(type(error).__name__) from error

    def _compose(
        self, to: str, subject: str, body: str, message_id: str, at: datetime
    ) -> EmailMessage:
        message = EmailMessage()
        try:
            message["From"] = self.mail_from
            message["To"] = to
            message["Subject"] = subject
            message["Message-ID"] = message_id
        except ValueError as error:
            raise MailRefused("an address or the subject holds a line break") from error
        message["Date"] = format_datetime(at)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
        message.set_content(body)
        return message

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.implicit_tls:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
        except BaseException:
            server.close()
            raise
        return server


def _meaning(code: int) -> Exception:
    return MailRefused(f"SMTP {code}") if code >= PERMANENT else MailDelayed(f"SMTP {code}")
