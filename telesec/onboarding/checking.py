"""What one entry of the clients file cannot know by itself: its neighbours and the database.

Every mistake is found before anything is written, so that the author mends them all at once.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.agenda.busy.calendar import BusyCalendar
from telesec.agenda.busy.calendars import MOST_OF_ONE
from telesec.agenda.practitioner import Practitioner
from telesec.billing.invoice import Invoice
from telesec.billing.month import Month
from telesec.billing.price_rule import PriceRule
from telesec.clients.client import Client, Line
from telesec.onboarding.client_file import (
    ClientEntry,
    ClientsFile,
    FeedEntry,
    PriceEntry,
    SummaryWay,
)
from telesec.values.telephone import E164, NotATelephoneNumber
from telesec.values.yaml_file import Mistake, Place, YamlDocument


@dataclass(slots=True)
class Checking:
    """The mistakes found so far, and where each thing was first seen."""

    document: YamlDocument
    mistakes: list[Mistake] = field(default_factory=list)
    owner_of_line: dict[str, str] = field(default_factory=dict)

    def wrong(self, place: Place, what: str) -> None:
        """Note a mistake."""
        self.mistakes.append(self.document.mistake(place, what))

    def unique(self, place: Place, name: str, values: Iterable[Any]) -> None:
        """Each value of a list's entries stands once; ``place`` is the list's."""
        seen: set[Any] = set()
        for position, value in enumerate(values):
            if value is not None and value in seen:
                self.wrong((*place, position, name), f"{value!r} stands twice")
            seen.add(value)

    def number(
        self, place: Place, client: ClientEntry, written: str, *, for_text_messages: bool = False
    ) -> E164 | None:
        """The number as the client's country writes it; None when it is a mistake."""
        try:
            return client.telephone(written, for_text_messages=for_text_messages)
        except NotATelephoneNumber as error:
            self.wrong(place, str(error))
            return None


def mistakes_in(
    db: Session,
    document: YamlDocument,
    file: ClientsFile,
    scripts: Collection[str] | None,
    subaccounts: Collection[str] | None,
) -> list[Mistake]:
    """Everything wrong with the file that a single entry could not know."""
    checking = Checking(document)
    checking.unique(("clients",), "key", [client.key for client in file.clients])
    for position, client in enumerate(file.clients):
        place: Place = ("clients", position)
        _check_keys(checking, place, client)
        _check_calendars(db, checking, place, client)
        _check_lines(db, checking, place, client)
        _check_contacts(checking, place, client)
        if client.price:
            _check_price(db, checking, (*place, "price"), client, client.price)
        if scripts is not None and client.script not in scripts:
            checking.wrong((*place, "script"), f"there is no call script {client.script}.yaml")
        _check_text_from(checking, (*place, "text_from"), client)
        account = client.twilio_account
        if account and subaccounts is not None and account not in subaccounts:
            what = f"{account} is not in TWILIO_SUBACCOUNTS; add {account}:its-auth-token there"
            checking.wrong((*place, "twilio_account"), what)
    return sorted(checking.mistakes, key=lambda mistake: mistake.line)


def _check_text_from(checking: Checking, place: Place, client: ClientEntry) -> None:
    """Texts come from a line of the client's own, so that what is answered reaches that client."""
    if client.text_from is None:
        return
    number = checking.number(place, client, client.text_from)
    with suppress(NotATelephoneNumber):  # told of the line itself
        lines = {client.telephone(line.number) for line in client.lines}
        if number and number not in lines:
            checking.wrong(place, f"{client.text_from} is none of this client's lines")


def _check_feeds(checking: Checking, place: Place, feeds: Sequence[FeedEntry]) -> None:
    labels = [feed.label.casefold() for feed in feeds]
    for position, label in enumerate(labels):
        if label in labels[:position]:
            checking.wrong((*place, position), f"{feeds[position].label!r} stands twice")


def _check_keys(checking: Checking, place: Place, client: ClientEntry) -> None:
    practitioners = [one.key for one in client.practitioners]
    checking.unique((*place, "practitioners"), "key", practitioners)
    for at, one in enumerate(client.practitioners):
        _check_feeds(checking, (*place, "practitioners", at, "feeds"), one.feeds)
    _check_feeds(checking, (*place, "feeds"), client.feeds)
    if client.feeds and not client.practitioners:
        checking.wrong((*place, "feeds"), "show the agendas of practitioners; there are none")
    _check_known(checking, place, client)
    checking.unique(
        (*place, "appointment_types"), "key", [kind.key for kind in client.appointment_types]
    )
    for at, kind in enumerate(client.appointment_types):
        for position, key in enumerate(kind.practitioners or []):
            if key not in practitioners:
                where = (*place, "appointment_types", at, "practitioners", position)
                checking.wrong(where, f"no practitioner of {client.key} has the key {key!r}")


def _check_known(checking: Checking, place: Place, client: ClientEntry) -> None:
    """Places and resources: each key once, and none that is not there."""
    places = [one.key for one in client.places]
    resources = [one.key for one in client.resources]
    checking.unique((*place, "places"), "key", places)
    checking.unique((*place, "resources"), "key", resources)
    for at, one in enumerate(client.practitioners):
        for position, there in enumerate(one.elsewhere):
            if there.place not in places:
                where = (*place, "practitioners", at, "elsewhere", position, "place")
                checking.wrong(where, f"no place of {client.key} has the key {there.place!r}")
    for at, kind in enumerate(client.appointment_types):
        for position, key in enumerate(kind.resources):
            where = (*place, "appointment_types", at, "resources", position)
            if key not in resources:
                checking.wrong(where, f"no resource of {client.key} has the key {key!r}")
            if key in kind.resources[:position]:
                checking.wrong(where, f"{key!r} stands twice")


def _check_calendars(db: Session, checking: Checking, place: Place, client: ClientEntry) -> None:
    """With those that were named in the console, a practitioner has so many at the most."""
    for at, one in enumerate(client.practitioners):
        where = (*place, "practitioners", at, "busy_calendars")
        labels = [calendar.label for calendar in one.busy_calendars]
        checking.unique(where, "label", labels)
        others = db.scalar(
            select(func.count(BusyCalendar.id))
            .join(Practitioner, Practitioner.id == BusyCalendar.practitioner_id)
            .join(Client, Client.id == Practitioner.client_id)
            .where(
                Client.key == client.key,
                Practitioner.key == one.key,
                BusyCalendar.from_file.is_(False),
                BusyCalendar.label.not_in(labels),
            )
        )
        if labels and len(labels) + (others or 0) > MOST_OF_ONE:
            most = f"at most {MOST_OF_ONE} for one practitioner"
            checking.wrong(where, f"{most}, and {others} are named in the console")


def _check_lines(db: Session, checking: Checking, place: Place, client: ClientEntry) -> None:
    for at, line in enumerate(client.lines):
        where = (*place, "lines", at, "number")
        number = checking.number(where, client, line.number)
        if number is None:
            continue
        if number in checking.owner_of_line:
            owner = checking.owner_of_line[number]
            checking.wrong(where, f"{number} stands twice in this file; first under {owner}")
            continue
        checking.owner_of_line[number] = client.key
        owned_by = _other_owner(db, number, client.key)
        if owned_by:
            checking.wrong(where, f"{number} belongs to the client {owned_by}")


def _other_owner(db: Session, number: str, key: str) -> str | None:
    """The client that has this line in use, if it is another one than ``key``."""
    return db.scalar(
        select(Client.key)
        .join(Line, Line.client_id == Client.id)
        .where(Line.number == number, Line.active, Client.key != key)
    )


def _check_contacts(checking: Checking, place: Place, client: ClientEntry) -> None:
    contacts = client.contacts
    checking.unique((*place, "contacts"), "key", [one.key for one in contacts])
    checking.unique((*place, "contacts"), "on_call", [one.on_call for one in contacts])
    for at, one in enumerate(contacts):
        if one.mobile is not None:
            by_sms = SummaryWay.SMS in one.summary_by
            where = (*place, "contacts", at, "mobile")
            checking.number(where, client, one.mobile, for_text_messages=by_sms)


def _check_price(
    db: Session, checking: Checking, place: Place, client: ClientEntry, price: PriceEntry
) -> None:
    """A price that an issued invoice was reckoned with is history: it must stay as it was."""
    last = db.scalar(
        select(func.max(Invoice.month))
        .join(Client, Client.id == Invoice.client_id)
        .where(Client.key == client.key)
    )
    if last is None or price.valid_from > Month.parse(last).last_on:
        return
    rule = db.scalar(
        select(PriceRule)
        .join(Client, Client.id == PriceRule.client_id)
        .where(Client.key == client.key, PriceRule.valid_from == price.valid_from)
    )
    if rule is None or any(getattr(rule, name) != value for name, value in price_values(price)):
        checking.wrong(
            (*place, "from"),
            f"the invoice of {last} is issued: a new price can begin"
            f" after {Month.parse(last).last_on} only",
        )


def price_values(price: PriceEntry) -> Iterator[tuple[str, Any]]:
    """The columns of a price rule, but for its date."""
    yield "unit", price.per
    yield "rate_cents", price.rate
    yield "increment_seconds", price.increment_seconds
    yield "minimum_seconds", price.minimum_seconds
    yield "free_below_seconds", price.free_below_seconds
    yield "monthly_fee_cents", price.monthly_fee
    yield "counts_wrap_up", price.counts_wrap_up
