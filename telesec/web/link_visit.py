"""A visit by a caller's link: the appointment as the page shows it, and the times it can go to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.by_link import acts_by_link, times_by_link
from telesec.agenda.free_time import Slot
from telesec.agenda.names import first_initial
from telesec.agenda.places import address_at, address_of
from telesec.agenda.reminder import email_reminder_at
from telesec.clients.own_hand import OwnAct
from telesec.values.caller_link import form_seal, is_form_seal
from telesec.values.email_address import masked_email
from telesec.values.opening_hours import instant
from telesec.values.trade import SECRETIVE

DAYS_AT_ONCE = 3  # with free times; more would be a long way for a thumb
MOST_TIMES = 300
SEARCHED = timedelta(days=2 * 366)  # as far as any kind can be booked ahead


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """A page of free times."""

    today: date  # the client's
    first: date  # from which they were looked for
    days: list[tuple[date, list[Slot]]]
    later: date | None  # where the next page begins

    @property
    def earlier(self) -> bool:
        """Whether there is a page before."""
        return self.first > self.today


class LinkKey(NamedTuple):
    """The link that was followed, and what its forms are sealed with."""

    token: str
    nonce: str
    secret_key: str


class LinkVisit:
    """Everything a page of a link may show; the caller's name, number, address and reason are not
    in it.
    """

    def __init__(self, db: Session, appointment: Appointment, key: LinkKey, now: datetime) -> None:
        self.db = db
        self.appointment = appointment
        self.now = now
        self._key = key

    @property
    def token(self) -> str:
        """The last part of the address."""
        return self._key.token

    @property
    def acts(self) -> frozenset[OwnAct]:
        """What can be done now."""
        return acts_by_link(self.db, self.appointment, self.now)

    @property
    def is_over(self) -> bool:
        """Whether it has begun."""
        return self.appointment.starts_at <= self.now

    @property
    def stands(self) -> bool:
        """Whether it has not been cancelled."""
        return self.appointment.status == AppointmentStatus.CONFIRMED

    @property
    def client_name(self) -> str:
        """Whose it is, where that is no secret; the text message has said it anyway."""
        client = self.appointment.client
        return "" if client.trade in SECRETIVE else client.name

    @property
    def place(self) -> str:
        """Where it is."""
        return address_of(self.appointment)

    def place_then(self, starts_at: datetime) -> str:
        """Where it would be, moved to that time."""
        return address_at(self.db, self.appointment.practitioner, starts_at)

    @property
    def initial(self) -> str:
        """Of the first name, so that a family can tell its appointments apart."""
        return first_initial(self.appointment.caller_name or "")

    @cached_property
    def email_reminder_at(self) -> datetime | None:
        """When an e-mail goes to the address given by then; None when none will."""
        return email_reminder_at(self.db, self.appointment, self.now)

    @property
    def email(self) -> str:
        """Enough of the address that is kept for whoever gave it."""
        return masked_email(self.appointment.email) if self.appointment.email else ""

    @property
    def said_of_email(self) -> str:
        """Which of the two answers to the form of the address is true now."""
        return "email" if self.appointment.email else "no_email"

    @cached_property
    def telephone(self) -> str | None:
        """Where people answer for this client."""
        lines = self.appointment.client.lines
        return next((line.number for line in lines if line.active), None)

    def local(self, moment: datetime) -> datetime:
        """As the client's wall clock shows it."""
        return self.appointment.client.local(moment)

    def seal(self, act: str, minute: int = 0) -> str:
        """For the form that does ``act`` with the appointment as it stands."""
        return form_seal(self._key.nonce, _facts(act, self.seen, minute), self._key.secret_key)

    @property
    def seen(self) -> int:
        """Which state of the appointment the page shows."""
        return self.appointment.sequence

    def made(self, act: str, seen: int, given: str, minute: int = 0) -> bool:
        """Whether the form is one that we made for this."""
        facts = _facts(act, seen, minute)
        return is_form_seal(given, self._key.nonce, facts, self._key.secret_key)

    def is_free(self, starts_at: datetime) -> bool:
        """Whether it can be moved to exactly then."""
        exactly_then = [(starts_at, starts_at)]
        return bool(times_by_link(self.db, self.appointment, exactly_then, self.now, limit=1))

    def times(self, first: date | None) -> FreeTimes:
        """Free times from that day on, of a few days; without a day, the earliest."""
        zone = self.appointment.client.zone
        today = self.local(self.now).date()
        start = min(max(first or today, today), today + SEARCHED)
        begins = instant(start, 0, zone)
        window = [(begins, begins + SEARCHED)]
        found = times_by_link(self.db, self.appointment, window, self.now, limit=MOST_TIMES)
        by_day: dict[date, list[Slot]] = {}
        for slot in found:
            by_day.setdefault(self.local(slot.starts_at).date(), []).append(slot)
        days = list(by_day.items())
        more = days[DAYS_AT_ONCE:] or len(found) == MOST_TIMES
        later = days[:DAYS_AT_ONCE][-1][0] + timedelta(days=1) if days and more else None
        return FreeTimes(today, start, days[:DAYS_AT_ONCE], later)


def _facts(act: str, seen: int, minute: int) -> str:
    return f"{act}:{seen}:{minute}"
