"""``telesec demo``: everything on this machine, no account, no server of anybody's."""

import secrets
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Engine, select

from telesec.calls.spool import spooled_files
from telesec.clients.account import Account
from telesec.clients.client import Contact, Line
from telesec.database import transaction
from telesec.demonstration.day import NOBODY, SECRETARY, scenes
from telesec.demonstration.days import (
    PARIS,
    at_hour,
    day_in_words,
    first_of_next_month,
    working_day_before,
    working_day_from,
)
from telesec.demonstration.directory import DemonstrationFailed, own_directory
from telesec.demonstration.house import ACCOUNT_SID, AUTH_TOKEN, DemonstrationHouse, free_port
from telesec.demonstration.interruption import (
    heed_interruptions,
    ignore_interruptions,
    uninterrupted,
)
from telesec.demonstration.printing import Printer
from telesec.demonstration.results import print_results
from telesec.gateways.telephony.addresses import Addresses
from telesec.messages.message import Message, Urgency
from telesec.messages.taking import acknowledge
from telesec.notifications.notification import Channel, DeliveryStatus, Notification
from telesec.simulator.clock import SharedClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network

HOUSE_FILE = Path("docs/examples/house.yaml")
NOBODYS_NUMBER = "+33199000099"
LOGIN, SECRETARYS_NAME = "sophie@telesec.example", "Sophie Bernard"
SECONDS_TO_DELIVER = 15
WAITING_SPEED = 5  # pretended seconds in a real one
OPENING_HOUR = 9
PORT = click.IntRange(0, 65535)
INTERRUPTED = 130


@click.command()
@click.option("--once", is_flag=True, help="End by itself instead of staying up.")
@click.option("--port", default=8000, type=PORT, show_default=True, help="Port of the console.")
@click.option("--phone-port", default=8091, type=PORT, show_default=True, help="Of the telephone.")
@click.option(
    "--directory",
    default=".demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the demonstration keeps its things; emptied first.",
)
def demo(once: bool, port: int, phone_port: int, directory: Path) -> None:
    """Play a working day of calls against the real program, and show what came of it.

    A port that is taken is replaced by a free one.
    """
    heed_interruptions()
    with ExitStack() as open_things:
        try:
            demonstration = Demonstration(open_things.enter_context(own_directory(directory)))
            password = demonstration.open(open_things, port, phone_port)
            demonstration.play()
            demonstration.close_the_month()
            demonstration.show(password)
            if not once:
                demonstration.stay()
            code = 1 if demonstration.network.problems else 0
        except KeyboardInterrupt:
            click.echo("\nLa démonstration est interrompue ; elle s’arrête.")
            code = INTERRUPTED
        except DemonstrationFailed as failure:
            click.echo(f"telesec : {failure}", err=True)
            code = 1
        finally:
            ignore_interruptions()
    sys.exit(code)


class Demonstration:
    """The pretended world around a real house."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.day = working_day_before(datetime.now(UTC).astimezone(PARIS).date())
        self.clock = SharedClock(directory / "clock", at_hour(self.day, 8, 30))
        self.network = Network(account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, clock=self.clock)
        self.mailbox: Mailbox
        self.mails_told = 0
        self.printer = Printer(
            name_of=lambda number: self.network.person(number).name,
            pause_seconds=0.03 if sys.stdout.isatty() else 0.0,
        )
        self.house: DemonstrationHouse
        self.engine: Engine
        self.lines: dict[str, str] = {}

    def open(self, open_things: ExitStack, port: int, phone_port: int) -> str:
        """Start carrier, mailbox and house; bring the clients in. The secretary's password."""
        click.secho("telesec, démonstration : une journée d’appels", bold=True)
        if not HOUSE_FILE.is_file():
            raise DemonstrationFailed(f"lancez-la du dossier du projet : {HOUSE_FILE} manque ici.")
        with uninterrupted():
            _step("le réseau téléphonique et la boîte aux lettres simulés démarrent")
            self.mailbox = Mailbox(directory=self.directory / "mail")
            open_things.callback(self.mailbox.close)
            carrier_url = self.network.serve(port=free_port(phone_port))
            open_things.callback(self.network.close)
            self.house = DemonstrationHouse(self.directory, carrier_url, self.mailbox.url, port)
            _step("la base de données est créée ; le standard et son facteur démarrent")
            self.house.start()
            open_things.callback(self.house.stop)
        self.house.wait_until_well()
        self.engine = self.house.engine()
        open_things.callback(self.engine.dispose)
        _step("les clients et la secrétaire sont enregistrés")
        with ThreadPoolExecutor() as both:
            loading = both.submit(self.house.command, "clients", "load", str(HOUSE_FILE))
            adding = both.submit(self._add_secretary)
        loading.result()
        password = adding.result()
        self._connect_lines()
        return password

    def _add_secretary(self) -> str:
        password = secrets.token_urlsafe(12)
        words = ("accounts", "add", LOGIN, "--name", SECRETARYS_NAME, "--role", "owner")
        phone = ("--telephone", SECRETARY, "--takes-calls", "--password-stdin")
        self.house.command(*words, *phone, given=password + "\n")
        return password

    def _connect_lines(self) -> None:
        addresses = Addresses(self.house.url)
        with transaction(self.engine, reads_only=True) as db:
            lines: list[tuple[str, str, str]] = [
                (line.number, line.client.key, line.client.name)
                for line in db.scalars(select(Line))
            ]
            for contact in db.scalars(select(Contact).where(Contact.mobile.is_not(None))):
                self.network.person(str(contact.mobile)).is_called(contact.name)
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
        _step(f"nous sommes {day_in_words(self.day)} ; la journée commence")
        self._people()
        all_scenes = list(scenes())
        for number, scene in enumerate(all_scenes, start=1):
            at = at_hour(self.day, scene.at.hour, scene.at.minute)
            self.clock.set(max(at, self.clock.now()))
            self.printer.scene(number, len(all_scenes), at, scene.title)
            scene.play(self.network, self.lines)
            self._wait_for_deliveries()
            self._acknowledge()

    def _people(self) -> None:
        """Who picks up today when rung."""
        self.network.person(SECRETARY).is_called(SECRETARYS_NAME)
        for number, talks in (("+33600000031", 95), ("+33600000021", 210)):
            self.network.person(number).answers(after=7, presses="1", talks=talks)

    def _wait_for_deliveries(self) -> None:
        """Until the worker has sent what this call asks for, or for a while.

        Time passes meanwhile: each goes out when it would, and none at the next call's time.
        """
        until = time.monotonic() + SECONDS_TO_DELIVER
        self.clock.run(WAITING_SPEED)
        self.network.settle()
        while self._something_is_on_its_way() and time.monotonic() < until:
            time.sleep(0.05)
            self.network.settle()
        self.clock.run(0)
        mails = self.mailbox.messages[self.mails_told :]
        self.mails_told += len(mails)
        self.printer.sent(mails)

    def _something_is_on_its_way(self) -> bool:
        """Whether the worker has yet to send something, or to bring in a recorded message."""
        if spooled_files(self.house.settings.spool_dir):
            return True
        waiting = select(Notification.id).where(
            Notification.status.in_([DeliveryStatus.QUEUED, DeliveryStatus.SENDING])
            | (Notification.status == DeliveryStatus.SENT) & (Notification.channel == Channel.SMS)
        )
        with transaction(self.engine, reads_only=True) as db:
            return db.scalar(waiting.limit(1)) is not None

    def _acknowledge(self) -> None:
        """The secretary has read what is urgent, so that hours later nobody is told of it again.

        A day's clock leaps from call to call: whether it would be seen to be unread in the
        minutes between them is chance.
        """
        with transaction(self.engine) as db:
            sophie = db.scalars(select(Account).where(Account.email == LOGIN)).one()
            unread = select(Message).where(
                Message.urgency == Urgency.URGENT, Message.acknowledged_at.is_(None)
            )
            for message in db.scalars(unread):
                acknowledge(message, sophie, self.clock.now())
                self.printer.acknowledged(sophie.name)

    def close_the_month(self) -> None:
        """The first of the next month: the invoices are issued."""
        first = first_of_next_month(self.day)
        self.clock.set(at_hour(first, 6))
        click.echo()
        _step(f"nous sommes {day_in_words(first)} : les factures du mois sont émises")
        click.echo(self.house.command("invoices", "issue", "--month", f"{self.day:%Y-%m}"))

    def show(self, password: str) -> None:
        """What came of it, and where to look."""
        with transaction(self.engine, reads_only=True) as db:
            print_results(db, self.house.settings)
        click.echo()
        click.secho("Où regarder", bold=True)
        click.echo(f"   console     {self.house.url}/   {LOGIN}  mot de passe : {password}")
        click.echo(f"   téléphone   {self.network.rest_url}/   (appelez vous-même une ligne)")
        click.echo(f"   factures    {self.house.settings.data_dir / 'invoices'}")
        click.echo(f"   courriels   {self.directory / 'mail'}")
        for problem in self.network.problems:
            click.secho(f"   inattendu : {problem}", fg="red")

    def stay(self) -> None:
        """Stay up until Ctrl-C, on the next working day: the pretended clock runs on."""
        day = working_day_from(first_of_next_month(self.day))
        self.clock.set(at_hour(day, OPENING_HOUR))
        self.clock.run(1.0)
        self.house.wait_until_well()  # the worker has a night's sleep to catch up with
        here = f"Dans la démonstration, nous sommes {day_in_words(day)}, {OPENING_HOUR} h."
        click.echo(f"\n{here}\nTout reste allumé ; Ctrl-C pour arrêter.")
        try:
            while True:
                time.sleep(0.5)
                self.network.settle()
        except KeyboardInterrupt:
            click.echo("\nLa démonstration s’arrête.")


def _step(text: str) -> None:
    click.secho(f" ▸ {text}", fg="cyan")
