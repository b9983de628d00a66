"""Booking without a call: free times looked up, and one of them taken, by the secretary or the
client itself.
"""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from telesec.clients.client import Client
from telesec.web.console.booking_form import (
    book_appointment,
    booking_choices,
    first_free_times,
    slots_of_a_day,
)
from telesec.web.console.forms import FormError, optional_day
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

booking = Blueprint("booking", __name__)


@booking.get("/clients/<key>/slots.json")
@signed_in()
def slots(visitor: Visitor, key: str) -> Response:
    """Free times of a day."""
    return jsonify(slots_of_a_day(visitor, visitor.client(key)))


@booking.get("/clients/<key>/booking")
@signed_in()
def form(visitor: Visitor, key: str) -> str:
    """What is free: at first the next day, from today or ``?day=`` on, that has any time."""
    client = visitor.client(key)
    offered = booking_choices(visitor, client)
    soonest = first_free_times(visitor, client, offered, since=optional_day("day"))
    return _page(visitor, client, offered | soonest)


@booking.post("/clients/<key>/booking")
@signed_in(writes=True)
def booked(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """Take one. Sent twice by a hasty finger, it is booked once."""
    client = visitor.client(key)
    try:
        made = book_appointment(visitor, client, None, once=True)
    except FormError as error:
        return _page(visitor, client, _as_asked(visitor, client), error=str(error)), 400
    flash(_("Rendez-vous pris pour %(client)s.") % {"client": made.caller_name})
    on = client.local(made.starts_at).date()
    return redirect(url_for("appointments.week", client=key, day=on.isoformat()))


def _as_asked(visitor: Visitor, client: Client) -> dict[str, Any]:
    """What the form offers of the day, kind and practitioner chosen in it."""
    offered = booking_choices(visitor, client)
    try:
        return offered | slots_of_a_day(visitor, client)
    except FormError:
        return offered


def _page(visitor: Visitor, client: Client, offered: dict[str, Any], error: str = "") -> str:
    return render_template(
        "booking.html",
        visitor=visitor,
        client=client,
        booking=offered,
        values=request.form if error else {"practitioner": str(offered.get("person"))},
        error=error,
        now=house().now(),
    )
