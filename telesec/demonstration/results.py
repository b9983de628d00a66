"""What came of the day: messages, appointments, what was sent, minutes, invoices, and where."""

from collections import Counter
from collections.abc import Iterable, Sequence

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.feed import Feed
from telesec.agenda.feeds import feed_url
from telesec.billing.invoice import Invoice
from telesec.billing.wording import duration
from telesec.calls.call import Call, StrayCall
from telesec.clients.client import Client
from telesec.demonstration.wording import CHANNELS, DELIVERIES, ENDS, UNKNOWN, counted
from telesec.messages.message import Message
from telesec.notifications.notification import Notification
from telesec.settings import Settings
from telesec.values.money import euros
from telesec.values.telephone import national

LONGEST_CELL = 46

Rows = Iterable[Sequence[str]]


def print_results(db: Session, settings: Settings) -> None:
    """The tables at the end of the demonstration."""
    _table("Messages pris", ("client", "qui", "rappeler au", "au sujet de", ""), _messages(db))
    _table("Rendez-vous", ("client", "avec", "quand", "pour", "motif"), _appointments(db))
    _table("Envoyé", ("client", "résumés et alertes"), _sent(db))
    _table(
        "Appels et minutes",
        ("client", "appels", "issue", "secondes comptées"),
        _calls(db),
        note="On compte le temps de conversation joué à l’horloge simulée, sans les sonneries.",
    )
    _table("Factures", ("numéro", "client", "mois", "net à payer"), _invoices(db))
    _table("Agendas à souscrire (secret)", ("client", "agenda", "adresse"), _feeds(db, settings))


def _messages(db: Session) -> Rows:
    for message in db.scalars(select(Message).order_by(Message.created_at, Message.id)):
        number = message.callback_number
        matter = message.body or ("message enregistré" if message.recording_sid else "")
        marks = [str(message.urgency)] if message.urgency.value == "urgent" else []
        marks += ["partiel"] if message.status.value == "partial" else []
        yield (
            message.client.key,
            message.caller_name or UNKNOWN,
            national(number) if number else UNKNOWN,
            matter,
            ", ".join(marks),
        )


def _appointments(db: Session) -> Rows:
    booked = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
    for appointment in db.scalars(booked.order_by(Appointment.starts_at, Appointment.id)):
        local = appointment.client.local(appointment.starts_at)
        yield (
            appointment.client.key,
            appointment.practitioner.name,
            f"{local:%d/%m/%Y %H:%M}",
            appointment.caller_name or UNKNOWN,
            next(iter(appointment.appointment_type.names.values())),
        )


def _sent(db: Session) -> Rows:
    found = db.execute(
        select(Client.key, Notification.channel, Notification.status, func.count())
        .join(Client, Client.id == Notification.client_id)
        .group_by(Client.key, Notification.channel, Notification.status)
        .order_by(Client.key)
    )
    by_client: dict[str, list[str]] = {}
    for key, channel, status, count in found:
        by_client.setdefault(key, []).append(counted(count, CHANNELS[channel], DELIVERIES[status]))
    for key, parts in by_client.items():
        yield key, ", ".join(parts)


def _calls(db: Session) -> Rows:
    for client in db.scalars(select(Client).order_by(Client.key)):
        calls = db.scalars(select(Call).where(Call.client_id == client.id)).all()
        ends = Counter(call.disposition for call in calls if call.disposition)
        seconds = sum(call.assistant_seconds + call.secretary_seconds for call in calls)
        told = ", ".join(counted(count, ENDS[end]) for end, count in ends.most_common())
        yield client.key, str(len(calls)), told, f"{seconds} ({duration(seconds)})"
    stray = db.scalar(select(func.count()).select_from(StrayCall)) or 0
    yield "(à personne)", str(stray), "", ""


def _invoices(db: Session) -> Rows:
    for invoice in db.scalars(select(Invoice).order_by(Invoice.number)):
        yield invoice.number, invoice.client.name, invoice.month, euros(invoice.gross_cents)


def _feeds(db: Session, settings: Settings) -> Rows:
    for feed in db.scalars(select(Feed).order_by(Feed.client_id, Feed.id)):
        url = feed_url(settings.public_url, feed, settings.secret_key)
        yield feed.client.key, f"{feed.whose}, {feed.label}", url


def _table(title: str, headings: Sequence[str], rows: Rows, note: str = "") -> None:
    cells = [list(headings), *([_short(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(headings))]
    click.echo()
    click.secho(title, bold=True)
    if note:
        click.echo(f"   {note}")
    for number, row in enumerate(cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.secho(f"   {line}".rstrip(), dim=number == 0)


def _short(text: str) -> str:
    whole = " ".join(text.split())
    if len(whole) <= LONGEST_CELL or whole.startswith("http"):
        return whole
    return whole[: LONGEST_CELL - 1] + "…"
