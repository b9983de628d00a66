"""The worker as it runs: a process of its own, told to stop, killed, two at once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, select

from telesec.database import transaction
from telesec.notifications.heartbeat import WorkerHeartbeat, beat, last_seen
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.outbox import queue
from telesec.simulator.clock import RealClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network
from tests.makers import NOW, make_client

SID = "AC" + "0" * 32
MOST_SECONDS = 20
START_SECONDS = 120  # of a machine that is busy with other tests


def eventually(true: Callable[[], object], within: float = MOST_SECONDS) -> None:
    """Wait until it holds; fail when it does not in time."""
    until = monotonic() + within
    while not true():
        assert monotonic() < until, "it never came to pass"
        sleep(0.05)


class Place:
    """Where workers run: a database, a carrier and a mailbox."""

    def __init__(self, engine: Engine, directory: Path, network: Network, mail: Mailbox) -> None:
        self.engine, self.network, self.mailbox = engine, network, mail
        self.log = directory / "worker.log"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TWILIO", "TELESEC"))}
        self.environ = kept | {
            "TWILIO_ACCOUNT_SID": SID,
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_API_BASE_URL": network.rest_url,
            "TELESEC_PUBLIC_URL": "http://127.0.0.1:9",
            "TELESEC_DATA_DIR": str(directory / "data"),
            "TELESEC_CALL_SCRIPTS": str(Path("call_scripts").resolve()),
            "TELESEC_SECRET_KEY": "the-key-of-the-tests-" * 2,
            "DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "SMTP_URL": mail.url,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
        }
        with transaction(engine) as db:
            self.client_id = make_client(db).id

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """One worker process; killed at the end if it still runs."""
        before = self.started()
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "telesec", "worker"],
                env=self.environ,
                cwd=self.log.parent,
                stdout=log,
                stderr=log,
            )
        try:
            eventually(
                lambda: self.started() > before or process.poll() is not None,
                within=START_SECONDS,
            )
            assert process.poll() is None, self.told()
            yield process
        finally:
            process.kill()
            process.wait(10)

    def told(self) -> str:
        """What the workers have logged."""
        return self.log.read_text() if self.log.exists() else ""

    def started(self) -> int:
        """How many have begun to work."""
        return self.told().count("worker_started")

    def wish(self, count: int, channel: Channel = Channel.SMS) -> None:
        """Something to tell, ``count`` times."""
        mobile, address = "+33612345678", "claire@cabinet.example"
        with transaction(self.engine) as db:
            for number in range(count):
                queue(
                    db,
                    client_id=self.client_id,
                    call_id=None,
                    kind=NotificationKind.SUMMARY,
                    channel=channel,
                    recipient=mobile if channel == Channel.SMS else address,
                    subject="",
                    body=f"message {number}",
                    once_key=f"{channel.value} {number}",
                    now=datetime.now(UTC),
                )

    def count(self, status: DeliveryStatus) -> int:
        """How many are in that state."""
        with transaction(self.engine) as db:
            found = db.scalars(select(Notification.id).where(Notification.status == status))
            return len(found.all())


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Iterator[Place]:
    network = Network(account_sid=SID, auth_token="token", clock=RealClock())
    network.serve()
    with Mailbox() as mailbox:
        yield Place(engine, tmp_path, network, mailbox)
    network.close()


@pytest.mark.sqlite_on_a_desk
def test_it_delivers_says_so_and_stops_when_told(place: Place) -> None:
    place.wish(3)
    place.wish(2, Channel.EMAIL)
    with place.worker() as process:
        eventually(lambda: place.count(DeliveryStatus.SENT) == 5)
        with transaction(place.engine) as db:
            assert last_seen(db)
        process.send_signal(signal.SIGTERM)
        began = monotonic()
        assert process.wait(MOST_SECONDS) == 0
        assert monotonic() - began < 5
    assert len(place.network.text_messages) == 3
    assert len(place.mailbox.messages) == 2
    assert "Traceback" not in place.told()
    assert "+336" not in place.told()


def test_two_at_once_tell_each_thing_once(place: Place) -> None:
    with place.worker(), place.worker():
        place.wish(30)
        eventually(lambda: place.count(DeliveryStatus.SENT) == 30)
    bodies = [message.body for message in place.network.text_messages]
    assert sorted(bodies) == sorted({f"message {number}" for number in range(30)})


@pytest.mark.sqlite_on_a_desk
def test_one_that_is_killed_loses_nothing(place: Place) -> None:
    place.wish(40)
    with place.worker() as process:
        eventually(lambda: place.network.text_messages)
        process.kill()
        process.wait(10)
    left = place.count(DeliveryStatus.QUEUED)
    assert place.count(DeliveryStatus.SENDING) <= 1, "only what it had in hand is unsure"
    assert place.count(DeliveryStatus.SENT) + left >= 39


def test_a_heartbeat_of_long_ago_is_forgotten(engine: Engine) -> None:
    with transaction(engine) as db:
        beat(db, "host:1", NOW.replace(year=2025))
        beat(db, "host:2", NOW)
    with transaction(engine) as db:
        assert db.scalars(select(WorkerHeartbeat.name)).all() == ["host:2"]
        assert last_seen(db) == NOW
