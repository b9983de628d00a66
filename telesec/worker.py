"""The worker: a table of (when, verb), run by APScheduler in a process of its own.

Every job may run twice and in two workers: rows decide who does what. A job that fails is
logged and tried again at its next time; it never holds up the others.
"""

import logging
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from telesec.agenda.booking import release_expired
from telesec.agenda.calendar_checking import check_due, forget_left, forget_over
from telesec.agenda.calendar_claim import entering
from telesec.agenda.calendar_search import search_due
from telesec.agenda.calendar_writing import write_due
from telesec.agenda.copying import catch_up, look_again
from telesec.billing.document import documents_missing, store_document
from telesec.billing.issuing import issue_due
from telesec.database import is_away, transaction
from telesec.dispatch.calendar_reading import CalendarReader
from telesec.dispatch.escalating import escalate_due
from telesec.dispatch.filling import fill_freed
from telesec.dispatch.going_out import may_go
from telesec.dispatch.placing import Placing
from telesec.dispatch.reminding import remind_due
from telesec.dispatch.serving import serve_waiting
from telesec.dispatch.spool_import import import_spooled
from telesec.dispatch.unended import end_unended
from telesec.gateways.mail import Mailer
from telesec.gateways.outside_http import OutsideHttp
from telesec.gateways.sound_store import open_store
from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.listing import CarrierListing
from telesec.gateways.telephony.rest import TelephonyRest
from telesec.messages.recordings import fetch_due
from telesec.messages.retention import delete_at_carrier, delete_at_limit
from telesec.notifications.delivery import Outside, deliver_due
from telesec.notifications.heartbeat import beat
from telesec.notifications.notification import Channel
from telesec.reconciliation.running import Reconciler
from telesec.scripts.library import ScriptLibrary
from telesec.settings import Settings
from telesec.values.clock import Clock

logger = logging.getLogger(__name__)

Verb = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done every so many seconds."""

    name: str
    every_seconds: float
    verb: Verb


class Worker:
    """The jobs of one worker process, over one house."""

    def __init__(self, settings: Settings, engine: Engine, clock: Clock) -> None:
        self.settings = settings
        self.engine = engine
        self.clock = clock
        self.library = ScriptLibrary(settings.call_scripts_dir)
        self.carrier = TelephonyRest(settings)
        self.sounds = open_store(settings.recordings_url, settings.data_dir)
        mailer = Mailer(settings.smtp_url, settings.mail_from)
        addresses = Addresses(settings.public_url)
        self.placing = Placing(engine, self.carrier, addresses, clock.now)
        self.outside = Outside(
            self.carrier, mailer, addresses.text_status, settings.public_url, settings.secret_key
        )
        self.http = OutsideHttp(settings.inner_hosts)
        self.calendars = CalendarReader(engine, self.http, settings.secret_key, clock.now)
        self.enter = entering(self.http, settings.secret_key)
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = Event()  # set: steps under way are finished, none is begun
        self._away_told_at = datetime.min.replace(tzinfo=UTC)

    def jobs(self) -> tuple[Job, ...]:
        """The table."""
        return (
            Job("serve_waiting", 0.5, self.serve_waiting),
            Job("place_legs", 0.25, self.placing.step),
            # Apart, so that a mail server that hangs never holds up an alert by SMS.
            Job("deliver_texts", 0.25, partial(self.deliver, Channel.SMS)),
            Job("deliver_mails", 0.25, partial(self.deliver, Channel.EMAIL)),
            Job("escalate", 20, self.escalate),
            Job("bring_in_recordings", 5, self.bring_in_recordings),
            Job("delete_at_carrier", 30, self.delete_at_carrier),
            Job("delete_at_limit", 3_600, self.delete_at_limit),
            Job("import_spool", 1, self.import_spool),
            Job("end_unended", 60, self.end_unended),
            Job("reconcile", 300, self.reconcile),
            Job("heartbeat", 15, self.heartbeat),
            Job("release_holds", 30, self.release_holds),
            Job("read_calendars", 10, self.read_calendars),
            Job("catch_up_calendars", 1, self.catch_up_calendars),
            # Two, so that a server that hangs holds up only half of them.
            Job("write_calendars", 1, self.write_calendars),
            Job("write_more_calendars", 1, self.write_calendars),
            Job("check_calendars", 5, self.check_calendars),
            Job("search_calendars", 1, self.search_calendars),
            Job("forget_calendars", 3_600, self.forget_calendars),
            Job("remind", 30, self.remind),
            Job("fill_freed", 10, self.fill_freed),
            Job("issue_invoices", 60, self.issue_invoices),
            Job("issue_late_invoices", 3_600, partial(self.issue_invoices, months=12)),
            Job("print_invoices", 20, self.print_invoices),
        )

    def deliver(self, channel: Channel) -> None:
        """Send the notifications that are due by this channel."""
        deliver_due(
            self.engine,
            self.outside,
            self.clock.now,
            channels=(channel,),
            stopping=self.stopping.is_set,
            may_go=may_go,
        )

    def serve_waiting(self) -> None:
        """Have people rung for the callers who wait for one."""
        serve_waiting(self.engine, self.clock.now())

    def escalate(self) -> None:
        """Tell more people of urgent messages that nobody acknowledges."""
        escalate_due(self.engine, self.clock.now())

    def bring_in_recordings(self) -> None:
        """Fetch recorded messages from the carrier."""
        fetch_due(
            self.engine,
            self.carrier.fetch_recording,
            self.sounds,
            self.clock.now,
            stopping=self.stopping.is_set,
        )

    def delete_at_carrier(self) -> None:
        """Remove at the carrier the recordings that are safely ours."""
        delete_at_carrier(self.engine, self.carrier.delete_recording, self.clock.now())

    def delete_at_limit(self) -> None:
        """Remove our recordings that have reached their client's limit."""
        delete_at_limit(self.engine, self.sounds, self.clock.now())

    def import_spool(self) -> None:
        """Bring in what was recorded while the database was away."""
        import_spooled(self.engine, self.settings.spool_dir, self.library, self.clock.now())

    def end_unended(self) -> None:
        """Ask the carrier about calls whose end we were never told."""
        end_unended(self.engine, self.carrier.fetch_call, self.clock.now())

    def reconcile(self) -> None:
        """Once a night: what the carrier knows beside what we know."""
        lists = CarrierListing(self.carrier)
        Reconciler(self.engine, lists, self.library, self.clock.now).nightly()

    def heartbeat(self) -> None:
        """Say that we are at work."""
        with transaction(self.engine) as db:
            beat(db, self.name, self.clock.now())

    def release_holds(self) -> None:
        """Give back slots whose callers have gone."""
        with transaction(self.engine) as db:
            release_expired(db, self.clock.now())

    def read_calendars(self) -> None:
        """Read the other calendars of clients that are due."""
        self.calendars.read_due(stopping=self.stopping.is_set)

    def catch_up_calendars(self) -> None:
        """Go on with calendars that a whole agenda is being copied into, or taken out of."""
        catch_up(self.engine, self.clock.now, stopping=self.stopping.is_set)

    def write_calendars(self) -> None:
        """Write changes into clients' own calendars."""
        write_due(self.engine, self.enter, self.clock.now, stopping=self.stopping.is_set)

    def check_calendars(self) -> None:
        """See whether what we wrote into clients' calendars still stands there."""
        check_due(self.engine, self.enter, self.clock.now)

    def search_calendars(self) -> None:
        """Find the calendars of accounts that somebody gave at the console."""
        search_due(self.engine, self.http, self.settings.secret_key, self.clock.now)

    def forget_calendars(self) -> None:
        """Forget copies of what is long over, and passwords that are not needed any more; and
        go through the rest once, should a change have been missed.
        """
        forget_over(self.engine, self.clock.now())
        forget_left(self.engine)
        look_again(self.engine)

    def remind(self) -> None:
        """Remind callers of their appointments."""
        remind_due(self.engine, self.clock.now())

    def fill_freed(self) -> None:
        """Offer freed times to those who wait for one."""
        fill_freed(self.engine, self.clock.now())

    def issue_invoices(self, *, months: int = 1) -> None:
        """From the first of a month on, invoice the month before; earlier ones if they waited."""
        for report in issue_due(self.engine, self.clock.now(), months=months):
            for blocked in report.blocked:
                ids = {"client": blocked.client_key, "reason": type(blocked.reason).__name__}
                logger.warning("invoice_blocked", extra=ids)

    def print_invoices(self) -> None:
        """Make the PDF of every invoice that has none yet."""
        with transaction(self.engine, reads_only=True) as db:
            missing = documents_missing(db)
        for invoice_id in missing:
            self.safely("print_invoice", partial(self._print, invoice_id))

    def _print(self, invoice_id: int) -> None:
        store_document(self.engine, invoice_id, self.clock.now())

    def safely(self, name: str, verb: Verb) -> None:
        """Do it; a failure is logged and is nobody else's."""
        try:
            verb()
        except SQLAlchemyError as error:
            if not is_away(error):
                logger.exception("job_failed", extra={"job": name})
            elif self._may_tell():
                logger.warning("job_waits_for_database", extra={"job": name})
        except Exception:
            logger.exception("job_failed", extra={"job": name})

    def _may_tell(self) -> bool:
        """At most once a minute that the database is away."""
        now = datetime.now(UTC)
        if (now - self._away_told_at).total_seconds() < 60:
            return False
        self._away_told_at = now
        return True

    def run_once(self) -> None:
        """Every job once, in the order of the table."""
        for job in self.jobs():
            self.safely(job.name, job.verb)


def run_worker(settings: Settings, engine: Engine, clock: Clock) -> None:
    """Work until SIGTERM or SIGINT; the steps under way are finished first."""
    worker = Worker(settings, engine, clock)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stopping.set())
    # A job that is still at it when its next second comes is skipped: that is no news.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    worker.safely("heartbeat", worker.heartbeat)
    # A thread for each job: servers of others that hang must not hold up the callers' jobs.
    threads = {"type": "threadpool", "max_workers": len(worker.jobs())}
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": threads})
    for job in worker.jobs():
        scheduler.add_job(
            partial(worker.safely, job.name, job.verb),
            "interval",
            seconds=job.every_seconds,
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    logger.info("worker_started", extra={"worker": worker.name})
    worker.stopping.wait()
    scheduler.shutdown(wait=True)
    engine.dispose()
