"""The mail server: one message, handed over by SMTP (RFC 5321), with TLS where there is any."""

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from telesec.values.invitation import as_sent, method_of

SECONDS = 10  # for one exchange with the server; there are about ten of them
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

    def send(
        self,
        *,
        to: str,
        subject: str,
        body: str,
        message_id: str,
        at: datetime,
        calendar: str | None = None,
    ) -> None:
        """Hand over one message. The same ``message_id`` marks a second copy as such.

        ``message_id`` is the part before the @; the part after it is our own mail domain.
        ``calendar``: an invitation, which goes beside the text and as a file (RFC 6047).
        Raises MailRefused (this message, this recipient) or MailDelayed (the server, the way
        there, our password: a person puts that right). A line break in an address or subject is
        refused, and so is a second address.
        """
        message = self._compose(to, subject, body, message_id, at)
        if calendar is not None:
            self._invite(message, calendar, at)
        server = self._connect()
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _meaning(max(codes, default=PERMANENT)) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused("the server takes no such address") from error
        except smtplib.SMTPResponseException as error:
            raise _meaning(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailDelayed(type(error).__name__) from error
        finally:
            _leave(server)

    def try_to_enter(self) -> None:
        """Reach the server and sign in, as for sending. Raises MailDelayed with the reason."""
        _leave(self._connect())

    def _compose(
        self, to: str, subject: str, body: str, message_id: str, at: datetime
    ) -> EmailMessage:
        message = EmailMessage()
        domain = parseaddr(self.mail_from)[1].rpartition("@")[2]
        try:
            message["From"] = self.mail_from
            message["To"] = Address(addr_spec=to)
            message["Subject"] = subject
            message["Message-ID"] = f"<{message_id}@{domain}>"
            message["Date"] = format_datetime(at)
            message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
            # Pure ASCII on the wire: a server without 8BITMIME (RFC 6152) may spoil the rest.
            message.set_content(body, cte="quoted-printable")
        except (ValueError, IndexError, MessageError) as error:
            raise MailRefused("an address, the subject or the text cannot be sent") from error
        return message

    def _invite(self, message: EmailMessage, calendar: str, at: datetime) -> None:
        """Programs act on the part with a method; some know nothing but the file."""
        name, address = parseaddr(self.mail_from)
        sender = Address(display_name=name, addr_spec=address)
        try:
            octets = as_sent(calendar, sender, at).encode()
            said = {"method": method_of(calendar), "charset": "utf-8"}
        except ValueError as error:
            raise MailRefused("the invitation cannot be sent") from error
        # As octets, because as text its line ends would be changed, which have to be CRLF.
        message.add_alternative(octets, "text", "calendar", cte="base64", params=said)
        message.add_attachment(octets, "application", "ics", filename="invite.ics")

    def _connect(self) -> smtplib.SMTP:
        try:
            server = self._reach()
        except (OSError, smtplib.SMTPException) as error:
            raise MailDelayed(f"server not reached: {type(error).__name__}") from error
        try:
            self._introduce(server)
        except (OSError, smtplib.SMTPException) as error:
            server.close()
            raise MailDelayed(f"server not entered: {type(error).__name__}") from error
        except UnicodeEncodeError as error:
            server.close()
            raise MailDelayed("user and password in SMTP_URL must be ASCII") from error
        except MailDelayed:
            server.close()
            raise
        return server

    def _reach(self) -> smtplib.SMTP:
        if self.implicit_tls:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=_tls_for(self.host)
            )
        return smtplib.SMTP(self.host, self.port, timeout=SECONDS)

    def _introduce(self, server: smtplib.SMTP) -> None:
        """EHLO, STARTTLS where it is offered, login where a user is given."""
        encrypted = self.implicit_tls
        server.ehlo()
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=_tls_for(self.host))
            server.ehlo()
            encrypted = True
        if not self.user:
            return
        if not encrypted and not _is_this_machine(self.host):
            # Somebody on the way may have taken the offer of TLS out.
            raise MailDelayed("the password is not sent without TLS")
        server.login(self.user, self.password)


def _tls_for(host: str) -> ssl.SSLContext:
    """Certificates are checked, except on this machine, where they are nobody's."""
    context = ssl.create_default_context()
    if _is_this_machine(host):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye. What was handed over stays so, whatever the server makes of that."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _meaning(code: int) -> Exception:
    return MailRefused(f"SMTP {code}") if code >= PERMANENT else MailDelayed(f"SMTP {code}")
