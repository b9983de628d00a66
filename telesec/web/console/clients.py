"""Clients: the facts of one, and the secretary's two forms without a call."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.freshness import freshness_of
from telesec.clients.client import Client
from telesec.values.opening_hours import DAYS
from telesec.web.console.answering import script_now, status_label
from telesec.web.console.booking_form import book_appointment, booking_choices
from telesec.web.console.callers_links import sample_of
from telesec.web.console.forms import FormError
from telesec.web.console.script_card import ScriptCard, script_card
from telesec.web.console.taking import take_message
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

clients = Blueprint("clients", __name__)


@clients.get("/clients")
@signed_in(staff=True)
def clients_list(visitor: Visitor) -> str:
    """The clients."""
    return render_template("clients.html", visitor=visitor, now=house().now())


@clients.get("/clients/<key>")
@signed_in(staff=True)
def client(visitor: Visitor, key: str) -> str:
    """One client."""
    return _screen(visitor, visitor.client(key))


@clients.post("/clients/<key>/message")
@signed_in(staff=True, writes=True)
def message(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """Take a message without a call of ours."""
    found = visitor.client(key)
    try:
        take_message(visitor, found, None)
    except FormError as error:
        return _screen(visitor, found, message_error=str(error)), 400
    flash(_("Message noté pour %(client)s.") % {"client": found.name})
    return redirect(url_for("clients.client", key=key))


@clients.post("/clients/<key>/appointment")
@signed_in(staff=True, writes=True)
def appointment(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """Book without a call of ours."""
    found = visitor.client(key)
    try:
        book_appointment(visitor, found, None)
    except FormError as error:
        return _screen(visitor, found, booking_error=str(error)), 400
    flash(_("Rendez-vous pris pour %(client)s.") % {"client": found.name})
    return redirect(url_for("clients.client", key=key))


def _screen(visitor: Visitor, found: Client, **errors: Any) -> str:
    now = house().now()
    return render_template(
        "client.html",
        visitor=visitor,
        client=found,
        now=now,
        card=_card(found, now),
        status=status_label(visitor, found, script_now(found)),
        hours=[(name, _hours(found, name)) for name in DAYS],
        closed_on=sorted(
            day for day in found.opening_hours.closed_on if day >= found.local(now).date()
        ),
        copies=freshness_of(visitor.db, [found.id], now),
        booking=booking_choices(visitor, found),
        sample=sample_of(visitor, found),
        slots_url=url_for("booking.slots", key=found.key),
        message_url=url_for("clients.message", key=found.key),
        booking_url=url_for("clients.appointment", key=found.key),
        **errors,
    )


def _card(found: Client, now: datetime) -> ScriptCard | None:
    script = script_now(found)
    if script is None:
        return None
    local = found.local(now)
    is_open = found.opening_hours.open_at(local)
    return script_card(script, found, found.language, local, is_open=is_open)


def _hours(found: Client, day: str) -> str:
    ranges = getattr(found.opening_hours, day)
    told = [f"{a // 60:02d}:{a % 60:02d}–{b // 60:02d}:{b % 60:02d}" for a, b in ranges]
    return ", ".join(told) or _("fermé")
