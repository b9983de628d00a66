"""Handing e-mails to a real SMTP server: headers, encryption, passwords, refusals."""

import ssl
from asyncio import Server
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from telesec.gateways import mail
from telesec.gateways.mail import MailDelayed, Mailer, MailRefused
from telesec.simulator.mailbox import Mail, Mailbox
from tests.makers import NOW

FROM = "Secrétariat <secretariat@telesec.example>"
CLAIRE = "claire@cabinet.example"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


def send(url: str, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "to": CLAIRE,
        "subject": "Secrétariat : un appel pour vous",
        "body": "Jean Dupont a appelé.\nÀ rappeler demain.",
        "message_id": "notification-7",
        "at": NOW,
    }
    Mailer(url, FROM).send(**(fields | changed))


def only(mailbox: Mailbox) -> Mail:
    [found] = mailbox.messages
    return found


def test_a_mail_arrives_whole_with_the_headers_of_an_automatic_one(mailbox: Mailbox) -> None:
    send(mailbox.url)
    mail = only(mailbox)
    assert mail.recipients == (CLAIRE,)
    assert mail.sender == "secretariat@telesec.example"
    assert mail.subject == "Secrétariat : un appel pour vous"
    assert mail.text == "Jean Dupont a appelé.\nÀ rappeler demain.\n"
    assert mail.message["Date"].datetime == NOW
    assert mail.message["Auto-Submitted"] == "auto-generated"


def test_accents_arrive_by_way_of_servers_that_know_only_ascii(mailbox: Mailbox) -> None:
    send(mailbox.url, body="Élodie Lefèvre, 12 € à régler.\n" + "très " * 400)
    mail = only(mailbox)
    assert mail.content.isascii()
    assert max(len(line) for line in mail.content.splitlines()) <= 78
    assert mail.text.startswith("Élodie Lefèvre, 12 € à régler.\ntrès très")


def test_a_second_copy_can_be_told_by_its_message_id(mailbox: Mailbox) -> None:
    send(mailbox.url)
    send(mailbox.url)
    ids = {mail.message["Message-ID"] for mail in mailbox.messages}
    assert ids == {"<notification-7@telesec.example>"}


@pytest.mark.parametrize(
    "changed",
    [
        {"to": f"{CLAIRE}\nBcc: spy@example.com"},
        {"to": f"{CLAIRE}, spy@example.com"},
        {"to": f"Claire <{CLAIRE}>"},
        {"to": ""},
        {"to": "claire"},
        {"to": "@"},
        {"subject": "Un appel\r\nBcc: spy@example.com"},
        {"subject": "Un appel\nX: y"},
        {"body": "half a letter: \ud83d"},
    ],
)
def test_nothing_slips_into_the_headers_and_nobody_else_is_written_to(
    mailbox: Mailbox, changed: dict[str, str]
) -> None:
    with pytest.raises(MailRefused):
        send(mailbox.url, **changed)
    assert not mailbox.messages


@pytest.mark.parametrize(("code", "named"), [(451, MailDelayed), (550, MailRefused)])
def test_later_and_never_are_told_apart(
    mailbox: Mailbox, code: int, named: type[Exception]
) -> None:
    mailbox.fail_next(1, code=code)
    with pytest.raises(named, match=str(code)):
        send(mailbox.url)
    send(mailbox.url)
    assert only(mailbox)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(MailDelayed, match="not reached"):
        send("smtp://127.0.0.1:1")


class Handler:
    """What one server of these tests does differently; it keeps what it is given."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.kept: list[bytes] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if "rcpt" in self.answers:
            return self.answers["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if "mail" in self.answers:
            return self.answers["mail"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        self.kept.append(bytes(envelope.content))
        return "250 OK"

    async def handle_QUIT(self, _server: SMTP, _session: Any, _envelope: Any) -> str:
        return self.answers.get("quit", "221 Bye")


class AnyPort(Controller):
    """The system finds a free port."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def served(handler: Handler, **options: Any) -> Iterator[str]:
    server = AnyPort(handler, hostname="127.0.0.1", port=0, ready_timeout=10, **options)
    server.start()
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"rcpt": "550 5.1.1 no such mailbox"}, MailRefused),
        ({"rcpt": "450 4.2.1 mailbox busy"}, MailDelayed),
        ({"mail": "452 4.3.1 no room"}, MailDelayed),
    ],
)
def test_refused_at_the_door(answers: dict[str, str], named: type[Exception]) -> None:
    handler = Handler(**answers)
    with served(handler) as place, pytest.raises(named):
        send(f"smtp://{place}")
    assert not handler.kept


def test_a_rude_goodbye_after_the_mail_was_taken_is_no_failure() -> None:
    handler = Handler(quit="421 too busy to say goodbye")
    with served(handler) as place:
        send(f"smtp://{place}")
    assert len(handler.kept) == 1


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's certificate that nobody has signed, as mail servers on one's own machine have."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    directory = tmp_path_factory.mktemp("tls")
    (directory / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (directory / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(directory / "cert.pem", directory / "key.pem")
    return context


class Door:
    """Lets in who knows the password; remembers whether the way was encrypted."""

    def __init__(self, password: str) -> None:
        self.password = password.encode()
        self.encrypted: list[bool] = []

    def __call__(
        self, _server: SMTP, session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        self.encrypted.append(session.ssl is not None)
        return AuthResult(success=data.password == self.password, handled=False)


def test_starttls_is_taken_when_offered_and_the_password_goes_inside(tls: ssl.SSLContext) -> None:
    handler, door = Handler(), Door("s3cret/+")
    with served(handler, tls_context=tls, require_starttls=True, authenticator=door) as place:
        send(f"smtp://sophie:s3cret%2F%2B@{place}")
    assert door.encrypted == [True]
    assert len(handler.kept) == 1


def test_smtps_is_encrypted_from_the_first_byte(tls: ssl.SSLContext) -> None:
    handler = Handler()
    with served(handler, ssl_context=tls) as place:
        send(f"smtps://{place}")
    assert len(handler.kept) == 1


def test_a_wrong_password_is_ours_to_mend_not_the_end_of_the_message(tls: ssl.SSLContext) -> None:
    door = Door("right")
    with (
        served(Handler(), tls_context=tls, authenticator=door) as place,
        pytest.raises(MailDelayed, match="SMTPAuthenticationError"),
    ):
        send(f"smtp://sophie:wrong@{place}")


def test_a_password_that_smtp_cannot_carry_is_named(tls: ssl.SSLContext) -> None:
    with (
        served(Handler(), tls_context=tls, authenticator=Door("é")) as place,
        pytest.raises(MailDelayed, match="ASCII"),
    ):
        send(f"smtp://sophie:%C3%A9@{place}")


def test_elsewhere_a_certificate_that_nobody_signed_is_not_trusted(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_is_this_machine", lambda _host: False)
    handler = Handler()
    with (
        served(handler, tls_context=tls, require_starttls=True) as place,
        pytest.raises(MailDelayed, match="SSLCertVerificationError"),
    ):
        send(f"smtp://{place}")
    assert not handler.kept


def test_elsewhere_a_password_is_never_sent_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_is_this_machine", lambda _host: False)
    door = Door("right")
    with (
        served(Handler(), authenticator=door, auth_require_tls=False) as place,
        pytest.raises(MailDelayed, match="without TLS"),
    ):
        send(f"smtp://sophie:right@{place}")
    assert not door.encrypted


def test_which_servers_are_this_machine() -> None:
    hosts = ("localhost", "127.0.0.1", "::1", "10.0.0.1", "mail.example.fr")
    assert [mail._is_this_machine(host) for host in hosts] == [True, True, True, False, False]
