"""kill -9 of any one process of the house at any moment, while callers are on the line.

What was acknowledged is never lost, and nothing is done twice that must not be. TELESEC_KILLS
says how many are killed.
"""

import os
import random
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
import requests
from sqlalchemy import Engine, func, select

from telesec.calls.call import Call, Turn
from telesec.clients.client import Contact
from telesec.database import make_engine, prepare_file, transaction
from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.listing import CarrierListing
from telesec.gateways.telephony.rest import TelephonyRest
from telesec.messages.message import Message
from telesec.migrations.upgrading import upgrade
from telesec.notifications.notification import CONSOLE, Channel, DeliveryStatus, Notification
from telesec.reconciliation.running import Reconciler
from telesec.scripts.library import ScriptLibrary
from telesec.simulator.clock import RealClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network
from tests.telephone import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    PLUMBER,
    PLUMBER_ON_CALL,
    ROOT,
    make_plumber,
    settings_for,
)

pytestmark = pytest.mark.timeout(1_800)

KILLS = int(os.environ.get("TELESEC_KILLS", "2"))
CALLERS = 2
SOON = 180  # seconds; only a busy machine takes more than a few
FAULT = "souci technique"


def free_port(port: int = 0) -> int:
    """That port, or any one; OSError while somebody listens there."""
    with socket.create_server(("127.0.0.1", port)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class House:
    """``telesec run``, started again whenever the keeper itself is gone."""

    environ: dict[str, str]
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "telesec", "run", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environ, cwd=ROOT, stdout=log, stderr=log
            )

    def pids(self) -> list[int]:
        """Every process of the house, the keeper first."""
        assert self.process is not None
        found = [self.process.pid]
        for pid in found:
            with suppress(OSError):
                listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
                found += [int(child) for child in listed.split()]
        return found

    def kill_one(self, dice: random.Random) -> None:
        """The machine's surest way to end a process, for one of them."""
        assert self.process is not None
        victim = dice.choice(self.pids())
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        if victim == self.process.pid:
            self.process.wait(30)  # on a busy machine even this takes its time
            self.wait_until_free()
            self.start()  # as the system's own supervisor does

    def wait_until_free(self) -> None:
        """Web and worker end by themselves when their keeper is gone."""
        until = monotonic() + 15
        while monotonic() < until:
            with suppress(OSError):
                free_port(self.port)
                return
            sleep(0.1)

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(30)


@dataclass
class Crowd:
    """Callers who go on calling until they are told to stop."""

    network: Network
    stopping: Event = field(default_factory=Event)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)  # call sid, words
    gave_up: list[BaseException] = field(default_factory=list)

    @contextmanager
    def on_the_line(self) -> Iterator[None]:
        """They call until the block ends, however it ends."""
        callers = [Thread(target=self.calls, args=(10 + one,)) for one in range(CALLERS)]
        for caller in callers:
            caller.start()
        try:
            yield
        finally:
            self.stopping.set()
            for caller in callers:
                caller.join(60)

    def calls(self, number: int) -> None:
        try:
            self._calls(random.Random(number), number)
        except BaseException as error:
            self.gave_up.append(error)
            raise

    def _calls(self, dice: random.Random, number: int) -> None:
        count = 0
        while not self.stopping.is_set():
            count += 1
            self._call(f"+336{number:02}{count:06}", f"le devis numéro {number}{count:05}")
            sleep(dice.random() * 0.4)

    def has_acknowledged(self, calls: int) -> None:
        """Wait for it: each process is killed among calls that go on, on a slow machine too."""
        eventually(SOON, lambda: self.gave_up or len(self.acknowledged) >= calls)
        assert not self.gave_up, self.gave_up

    def _call(self, caller: str, matter: str) -> None:
        call = self.network.caller(caller).dials(PLUMBER)
        for words in ("laisser un message", matter, "Paul Petit", "oui", "non merci"):
            if call.ended or not call.is_listening_for_words:
                break
            call.says(words)
            if words == matter and FAULT not in call.said and not call.ended:
                self.acknowledged.append((call.sid, matter))
        call.hangs_up()


@contextmanager
def house_at(directory: Path, engine: Engine, network: Network, mail: Mailbox) -> Iterator[House]:
    port = free_port()
    settings = settings_for(
        directory,
        f"http://127.0.0.1:{port}",
        engine.url.render_as_string(hide_password=False),
        network.rest_url,
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TWILIO", "TELESEC"))}
    house = House(
        kept
        | {
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_API_BASE_URL": network.rest_url,
            "TELESEC_PUBLIC_URL": settings.public_url,
            "TELESEC_DATA_DIR": str(settings.data_dir),
            "TELESEC_CALL_SCRIPTS": str(settings.call_scripts_dir),
            "TELESEC_SECRET_KEY": settings.secret_key,
            "DATABASE_URL": settings.database_url,
            "SMTP_URL": mail.url,
            "TELESEC_MAIL_FROM": settings.mail_from,
        },
        port,
        directory / "telesec.log",
    )
    addresses = Addresses(settings.public_url)
    network.add_number(
        PLUMBER,
        voice_url=addresses.incoming(),
        voice_fallback_url=addresses.fallback(),
        status_callback=addresses.status(),
    )
    house.start()
    try:
        yield house
    finally:
        house.stop()


def well(port: int) -> bool:
    """Whether the house answers."""
    with suppress(requests.RequestException):
        return requests.get(f"http://127.0.0.1:{port}/health", timeout=2).ok
    return False


def eventually(seconds: float, true: Callable[[], object]) -> None:
    until = monotonic() + seconds
    while not true():
        assert monotonic() < until, "it never came to pass"
        sleep(0.1)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database as the program makes it."""
    engine = make_engine(f"sqlite:///{tmp_path / 'house.db'}")
    prepare_file(engine)
    upgrade(engine)
    yield engine
    engine.dispose()


def test_a_killed_process_loses_nothing_and_doubles_nothing(tmp_path: Path, engine: Engine) -> None:
    network = Network(ACCOUNT_SID, AUTH_TOKEN, RealClock(waits=False))
    network.serve(automatic=True)
    with transaction(engine) as db:
        make_plumber(db)
        db.scalars(select(Contact)).one().summary_by_sms = True
    dice, crowd = random.Random(7), Crowd(network)
    with Mailbox() as mail, house_at(tmp_path, engine, network, mail) as house:
        eventually(SOON, lambda: well(house.port))
        with crowd.on_the_line():
            for kill in range(KILLS):
                crowd.has_acknowledged(kill + 1)
                sleep(dice.random() * 0.6)
                house.kill_one(dice)
                eventually(SOON, lambda: well(house.port))
        _night(tmp_path, engine, network)
        eventually(SOON, lambda: _told_all(engine))
        network.settle()
    network.close()
    _nothing_is_lost(engine, crowd)
    _nothing_is_doubled(engine, network, f"http://127.0.0.1:{house.port}")


def _night(directory: Path, engine: Engine, network: Network) -> None:
    """What was lost while nobody answered is found."""
    (directory / "night").mkdir()
    here = ("http://127.0.0.1:9", "sqlite:///unused", network.rest_url)
    settings = settings_for(directory / "night", *here)
    now = datetime.now(UTC)
    lists = CarrierListing(TelephonyRest(settings))
    library = ScriptLibrary(settings.call_scripts_dir)
    reconciler = Reconciler(engine, lists, library, lambda: datetime.now(UTC))
    reconciler.run(now - timedelta(hours=2), now + timedelta(minutes=1))


def _told_all(engine: Engine) -> bool:
    waiting = select(func.count()).where(
        Notification.channel == Channel.SMS,
        Notification.status.in_([DeliveryStatus.QUEUED, DeliveryStatus.SENDING]),
    )
    with transaction(engine, reads_only=True) as db:
        return not db.scalar(waiting)


def _nothing_is_lost(engine: Engine, crowd: Crowd) -> None:
    assert len(crowd.acknowledged) >= KILLS
    with transaction(engine, reads_only=True) as db:
        for sid, matter in crowd.acknowledged:
            call = db.scalars(select(Call).where(Call.call_sid == sid)).one()
            assert call.status.is_final
            heard = db.scalars(select(Turn.heard).where(Turn.call_id == call.id)).all()
            bodies = db.scalars(select(Message.body).where(Message.call_id == call.id)).all()
            assert len(bodies) == 1, f"{matter}: {bodies}"
            assert matter in bodies[0], f"{matter} is lost: {bodies}, {heard}"


def _nothing_is_doubled(engine: Engine, network: Network, console: str) -> None:
    sent = Counter((text.to, text.body) for text in network.text_messages)
    with transaction(engine, reads_only=True) as db:
        wished = Counter(
            (one.recipient, one.body.replace(CONSOLE, console))
            for one in db.scalars(select(Notification).where(Notification.channel == Channel.SMS))
        )
        sids = db.scalars(select(Call.call_sid)).all()
    assert len(sids) == len(set(sids))
    assert all(to == PLUMBER_ON_CALL for to, _ in sent)
    for (to, body), number in sent.items():
        assert number <= wished[to, body], f"sent {number} times: {body}"
