"""A house on the telephone network: the real application and the simulated carrier, over HTTP."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from telesec.clients.client import Client, line_dialled
from telesec.database import transaction
from telesec.gateways.telephony.addresses import Addresses
from telesec.settings import Settings, read_settings
from telesec.simulator.caller import Caller
from telesec.simulator.clock import ManualClock
from telesec.simulator.network import Network
from telesec.simulator.serving import Serving
from telesec.worker import Worker
from tests.applications import lent_application
from tests.makers import (
    NOW,
    make_appointment_type,
    make_client,
    make_contact,
    make_line,
    make_practitioner,
)
from tests.shipped import lent_scripts, put_scripts

ROOT = Path(__file__).parent.parent
ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "the-token-of-the-tests"


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Tests print nothing."""


class Telephone:
    """The network, the house that answers on it, and its database."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        network: Network,
        clock: ManualClock,
        app: Flask,
    ) -> None:
        self.engine = engine
        self.settings = settings
        self.network = network
        self.app = app
        self.clock = clock

    def line(self, number: str) -> None:
        """Own a number, with the webhooks that ``telesec urls`` prints."""
        addresses = Addresses(self.settings.public_url)
        self.network.add_number(
            number,
            voice_url=addresses.incoming(),
            voice_fallback_url=addresses.fallback(),
            status_callback=addresses.status(),
            sms_url=addresses.text_incoming(),
        )

    def caller(self, number: str = "+33612345678") -> Caller:
        """Somebody with a telephone."""
        return self.network.caller(number)

    def worker_rings(self) -> Worker:
        """From now on the worker's jobs for callers who wait run while time passes."""
        worker = Worker(self.settings, self.engine, self.clock)

        def works() -> None:
            worker.serve_waiting()
            worker.placing.step()

        self.network.meanwhile(works)
        return worker

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """A look into the database."""
        with transaction(self.engine) as db:
            yield db

    def client_of(self, db: Session, number: str) -> Client:
        """The client whose line that is."""
        line = line_dialled(db, number)
        assert line is not None
        return line.client

    def script(self, name: str) -> Path:
        """The file of a call script, free to be edited."""
        return self.settings.call_scripts_dir / f"{name}.yaml"


def settings_for(
    directory: Path, public_url: str, database_url: str, carrier: str, scripts: Path | None = None
) -> Settings:
    """Settings of a house for tests, with call scripts of its own where none are given."""
    if scripts is None:
        scripts = directory / "call_scripts"
        put_scripts(scripts)
    return read_settings(
        {
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_API_BASE_URL": carrier,
            "TELESEC_PUBLIC_URL": public_url,
            "TELESEC_DATA_DIR": str(directory / "data"),
            "TELESEC_CALL_SCRIPTS": str(scripts),
            "DATABASE_URL": database_url,
            "SMTP_URL": "smtp://127.0.0.1:1",
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
            "TELESEC_SECRET_KEY": "the-key-of-the-tests-" * 2,
        }
    )


@contextmanager
def open_telephone(
    directory: Path, database_url: str, engine: Engine, *, checks: bool = True
) -> Iterator[Telephone]:
    """Serve the house and the carrier on the loopback; check at the end that all was expected."""
    unopened: Any = None  # the application must know the server's port: it comes below
    server = make_server("127.0.0.1", 0, unopened, threaded=True, request_handler=_Quiet)
    # Those at work are waited for at the end: they hold connections to the database.
    server.daemon_threads = False  # type: ignore[attr-defined]
    clock = ManualClock(NOW)
    network = Network(account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, clock=clock)
    carrier = network.serve()
    with lent_scripts(beside=directory) as scripts:
        url = f"http://127.0.0.1:{server.port}"
        settings = settings_for(directory, url, database_url, carrier, scripts)
        with lent_application(settings, engine, clock) as app:
            server.app = _whole_answers(app)
            serving = Serving(server)
            try:
                yield Telephone(engine, settings, network, clock, app)
                network.settle()
                if checks:
                    network.check()
            finally:
                network.close()
                serving.end()


def _whole_answers(app: Flask) -> WSGIApplication:
    """Whole at once: this server forgets to close a file when a browser hangs up on it."""

    def answers(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(cast(Any, app(environ, start_response))) as answer:
            return [b"".join(answer)]

    return answers


PRACTICE, LAW_FIRM, PLUMBER = "+33199000001", "+33199000002", "+33199000003"
DOCTOR_ON_CALL, PLUMBER_ON_CALL = "+33600000011", "+33600000031"


def make_practice(db: Session) -> Client:
    """The medical practice of cabinet-martin.yaml, with two doctors."""
    client = make_client(db, "cabinet-martin", name="Cabinet des docteurs Martin et Lefèvre")
    make_line(db, client, PRACTICE)
    make_contact(db, client, "claire", mobile=DOCTOR_ON_CALL, summary_by_sms=False, on_call_rank=1)
    martin = make_practitioner(db, client, "martin", name="le docteur Martin")
    lefevre = make_practitioner(db, client, "lefevre", name="le docteur Lefèvre", position=1)
    make_appointment_type(db, client, martin, lefevre)
    make_appointment_type(
        db,
        client,
        martin,
        lefevre,
        key="vaccination",
        names={"fr": "vaccination", "en": "vaccination"},
        words={"fr": ("vaccin", "vaccination"), "en": ("vaccine", "jab")},
        minutes=10,
        position=1,
    )
    return client


def make_plumber(db: Session) -> Client:
    """The plumber of plomberie-moreau.yaml."""
    client = make_client(
        db, "plomberie-moreau", name="Plomberie Moreau", trade="artisan", siren="552100554"
    )
    make_line(db, client, PLUMBER)
    make_contact(db, client, "luc", mobile=PLUMBER_ON_CALL, summary_by_sms=False, on_call_rank=1)
    return client


def make_law_firm(db: Session) -> Client:
    """The law firm of maitre-durand.yaml: the secretary is rung first."""
    client = make_client(db, "maitre-durand", name="Durand et Associés", trade="legal", siren=None)
    make_line(db, client, LAW_FIRM)
    return client
