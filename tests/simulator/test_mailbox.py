"""The local mailbox, over real SMTP."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTPDataError

import pytest

from telesec.simulator.mailbox import Mailbox


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(directory=tmp_path / "mails") as mailbox:
        yield mailbox


def send(mailbox: Mailbox, to: str = "cabinet@example.fr") -> None:
    message = EmailMessage()
    message["From"], message["To"] = "telesec@example.fr", to
    message["Subject"] = "Résumé d’appel"
    message.set_content("Martine a rappelé.\n")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="f.pdf")
    with SMTP(mailbox.host, mailbox.port, timeout=5) as smtp:
        smtp.send_message(message)


def test_mails_are_kept_and_written(mailbox: Mailbox, tmp_path: Path) -> None:
    assert mailbox.url == f"smtp://127.0.0.1:{mailbox.port}"
    send(mailbox)
    send(mailbox, "../étude@example.fr, autre@example.fr")
    first = mailbox.messages[0]
    assert first.subject == "Résumé d’appel"
    assert first.text == "Martine a rappelé.\n"
    assert first.sender == "telesec@example.fr"
    assert [part.get_filename() for part in first.message.iter_attachments()] == ["f.pdf"]
    assert mailbox.to("autre@example.fr") == mailbox.messages[1:]
    written = sorted(path.name for path in (tmp_path / "mails").iterdir())
    assert written[0] == "0001-cabinet@example.fr.eml"
    assert len(written) == 2
    mailbox.clear()
    assert mailbox.messages == []


@pytest.mark.parametrize("code", [451, 550])
def test_mails_are_refused_as_planned(mailbox: Mailbox, code: int) -> None:
    mailbox.fail_next(2, code)
    for _ in range(2):
        with pytest.raises(SMTPDataError) as refused:
            send(mailbox)
        assert refused.value.smtp_code == code
    send(mailbox)
    assert len(mailbox.messages) == 1
    with pytest.raises(ValueError, match="neither"):
        mailbox.fail_next(1, 200)
