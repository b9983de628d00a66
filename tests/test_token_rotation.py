"""The auth token is changed at the carrier without a call or a message lost."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import select

from telesec.clients.client import Contact
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.web.house import EXTENSION
from telesec.worker import Worker
from tests.telephone import AUTH_TOKEN, PLUMBER, Telephone

NEW = "the-token-that-comes-next"


def told(telephone: Telephone) -> list[DeliveryStatus]:
    with telephone.looking() as db:
        return [one.status for one in db.scalars(select(Notification).order_by(Notification.id))]


def test_calls_and_messages_go_on_while_the_token_changes(
    telephone: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    with telephone.looking() as db:
        for contact in db.scalars(select(Contact)):
            contact.summary_by_sms = True
    both = replace(telephone.settings, twilio_auth_tokens=(AUTH_TOKEN, NEW))
    app = telephone.app.extensions
    app[EXTENSION] = replace(app[EXTENSION], settings=both)
    worker = Worker(both, telephone.engine, telephone.clock)
    call = telephone.caller().dials(PLUMBER).says("laisser un message")
    # In the middle of the call the new token is promoted: the old one is worth nothing now.
    telephone.network.auth_token = telephone.network.messenger.auth_token = NEW
    call.says("rappelez-moi pour un devis de robinet").hears("nom").hangs_up()
    telephone.network.settle()
    telephone.network.expects_problem("with wrong credentials")
    with caplog.at_level(logging.WARNING):
        worker.run_once()
    assert "carrier_token_changed" in caplog.text
    assert NEW not in caplog.text
    telephone.clock.advance(5)
    telephone.network.settle()
    assert told(telephone) == [DeliveryStatus.DELIVERED]
    for message in telephone.network.text_messages:
        telephone.network.expects_text(message.to)
