"""``telesec demo``: everything on this machine, no account, no server of anybody's."""

import secrets
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import FrameType

import click
from sqlalchemy import func, select

from telesec.clients.client import Line
from telesec.database import transaction
from telesec.demonstration.day import NOBODY, SECRETARY, scenes
from telesec.demonstration.house import ACCOUNT_SID, AUTH_TOKEN, DemonstrationHouse, emptied
from telesec.demonstration.printing import PARIS, Printer
from telesec.demonstration.results import print_results
from telesec.gateways.telephony.addresses import Addresses
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.simulator.clock import SharedClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network

HOUSE_FILE = Path("docs/examples/house.yaml")
NOBODYS_NUMBER = "+33199000099"
LOGIN = "sophie@telesec.example"
SECONDS_TO_DELIVER = 15


@click.command()
@click.option("--once", is_flag=True, help="End by itself instead of staying up.")
@click.option("--port", default=8000, show_default=True, help="Port of the console, if it is free.")
@click.option("--phone-port", default=8091, show_default=True, help="Port of the telephone page.")
@click.option(
    "--directory",
    default=".demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the demonstration keeps its things; emptied first.",
)
def demo(once: bool, port: int, phone_port: int, directory: Path) -> None:
    """Play a working day of calls against the real program, and show what came of it."""
    signal.signal(signal.SIGTERM, _interrupt)
    demonstration = Demonstration(emptied(directory))
    with ExitStack() as open_things:
        house, password = demonstration.open(open_things, port, phone_port)
        demonstration.play()
        demonstration.close_the_month()
        demonstration.show(password)
        if not once:
            demonstration.stay(house)


def _interrupt(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise KeyboardInterrupt


def working_day_before(today: date) -> date:
    """The last working day of the month before: its month can be invoiced at once."""
    day = today.replace(day=1) - timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


class Demonstration:
    """The pretended world around a real house."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.day = working_day_before(datetime.now(UTC).astimezone(PARIS).date())
        start = datetime.combine(self.day, datetime.min.time(), PARIS).replace(hour=8, minute=30)
        self.clock = SharedClock(directory / "clock", start.astimezone(UTC))
        self.network = Network(account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, clock=self.clock)
        self.printer = Printer(pause_seconds=0.03 if sys.stdout.isatty() else 0.0)
        self.house: DemonstrationHouse
        self.lines: dict[str, str] = {}

    def open(
        self, open_things: ExitStack, port: int, phone_port: int
    ) -> tuple[DemonstrationHouse, str]:
        """Start carrier, mailbox and house; bring the clients in."""
        click.secho("telesec, démonstration : une journée d’appels", bold=True)
        _step("le réseau téléphonique et la boîte aux lettres simulés démarrent")
        mailbox = Mailbox(directory=self.directory / "mail")
        open_things.callback(mailbox.close)
        carrier_url = self.network.serve(port=phone_port)
        open_things.callback(self.network.close)
        self.house = DemonstrationHouse(self.directory, carrier_url, mailbox.url, port)
        _step("la base de données est créée ; le standard et son facteur démarrent")
        open_things.callback(self.house.stop)
        self.house.start()
        _step("les clients et la secrétaire sont enregistrés")
        with ThreadPoolExecutor() as both:
            loading = both.submit(self.house.command, "clients", "load", str(HOUSE_FILE))
            adding = both.submit(self._add_secretary)
        loading.result()
        password = adding.result()
        self._connect_lines()
        return self.house, password

    def _add_secretary(self) -> str:
        password = secrets.token_urlsafe(12)
        words = ("accounts", "add", LOGIN, "--name", "Sophie Bernard", "--role", "owner")
        phone = ("--telephone", SECRETARY, "--takes-calls", "--password-stdin")
        self.house.command(*words, *phone, given=password + "\n")
        return password

    def _connect_lines(self) -> None:
        addresses = Addresses(self.house.url)
        engine = self.house.engine()
        with transaction(engine, reads_only=True) as db:
            lines: list[tuple[str, str, str]] = [
                (line.number, line.client.key, line.client.name)
                for line in db.scalars(select(Line))
            ]
        engine.dispose()
        lines.append((NOBODYS_NUMBER, NOBODY, "un numéro qui n’est à personne"))
        for number, key, label in lines:
            self.lines.setdefault(key, number)
            self.network.add_number(
                number,
                label=label,
                voice_url=addresses.incoming(),
                voice_fallback_url=addresses.fallback(),
                status_callback=addresses.status(),
            )

    def play(self) -> None:
        """The day's calls, one after another."""
        self.network.on_event(self.printer)
        _step(f"c’est le {self.day:%d/%m/%Y} ; la journée commence")
        self._people()
        all_scenes = list(scenes())
        for number, scene in enumerate(all_scenes, start=1):
            at = datetime.combine(self.day, scene.at, PARIS).astimezone(UTC)
            self.clock.set(max(at, self.clock.now()))
            self.printer.scene(number, len(all_scenes), at, scene.title)
            scene.play(self.network, self.lines)
            self.network.settle()
        self._wait_for_deliveries()

    def _people(self) -> None:
        """Who picks up today when rung."""
        for number, talks in (("+33600000031", 95), ("+33600000021", 210)):
            self.network.person(number).answers(after=7, presses="1", talks=talks)

    def _wait_for_deliveries(self) -> None:
        """Until the worker has sent everything, or for a while."""
        until = time.monotonic() + SECONDS_TO_DELIVER
        engine = self.house.engine()
        waiting = select(func.count()).where(
            Notification.status.in_([DeliveryStatus.QUEUED, DeliveryStatus.SENDING])
        )
        while time.monotonic() < until:
            self.clock.advance(1)
            self.network.settle()
            with transaction(engine, reads_only=True) as db:
                if not db.scalar(waiting):
                    break
            time.sleep(0.2)
        self.network.settle()
        self.printer.flush()
        engine.dispose()

    def close_the_month(self) -> None:
        """The first of the next month: the invoices are issued."""
        first = (self.day.replace(day=28) + timedelta(days=7)).replace(day=1)
        self.clock.set(datetime.combine(first, datetime.min.time(), PARIS).replace(hour=6))
        click.echo()
        _step(f"nous sommes le {first:%d/%m/%Y} : les factures du mois sont émises")
        click.echo(self.house.command("invoices", "issue", "--month", f"{self.day:%Y-%m}"))

    def show(self, password: str) -> None:
        """What came of it, and where to look."""
        engine = self.house.engine()
        with transaction(engine, reads_only=True) as db:
            print_results(db, self.house.settings)
        engine.dispose()
        click.echo()
        click.secho("Où regarder", bold=True)
        click.echo(f"   console     {self.house.url}/   {LOGIN}  mot de passe : {password}")
        click.echo(f"   téléphone   {self.network.rest_url}/   (appelez vous-même une ligne)")
        click.echo(f"   factures    {self.house.settings.data_dir / 'invoices'}")
        click.echo(f"   courriels   {self.directory / 'mail'}")
        for problem in self.network.problems:
            click.secho(f"   inattendu : {problem}", fg="red")

    def stay(self, house: DemonstrationHouse) -> None:
        """Stay up, in real time, until Ctrl-C."""
        self.clock.set(datetime.now(UTC))
        self.clock.run(1.0)
        click.echo("\nTout reste allumé ; Ctrl-C pour arrêter.")
        try:
            while True:
                time.sleep(0.5)
                self.network.settle()
        except KeyboardInterrupt:
            click.echo("\nLa démonstration s’arrête.")
        del house


def _step(text: str) -> None:
    click.secho(f" ▸ {text}", fg="cyan")
