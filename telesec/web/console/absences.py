"""Absences of a client's practitioners: noted, changed, taken back, by the secretary or the client;
and what they leave behind.
"""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.absence import LONGEST_REASON, Absence, AbsentSpan, standing_absences
from telesec.agenda.absences import (
    NoSuchTime,
    absence_of,
    change_absence,
    left_behind,
    note_absence,
    span_of,
    take_back,
)
from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client
from telesec.values.opening_hours import MINUTES_A_DAY
from telesec.web.console.forms import FormError, minute, optional_day, text, whole
from telesec.web.console.who import name_of
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _, spelt

absences = Blueprint("absences", __name__)


@absences.get("/clients/<key>/absences")
@signed_in()
def of_client(visitor: Visitor, key: str) -> str:
    """Who is absent when, from today on."""
    return _page(visitor, visitor.client(key))


@absences.post("/clients/<key>/absences")
@signed_in(writes=True)
def noted(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """Note an absence."""
    client = visitor.client(key)
    try:
        span, reason = _span(visitor, client), _reason()
    except FormError as error:
        return _page(visitor, client, error=str(error)), 400
    made = note_absence(
        visitor.db, client.id, span, reason, made_by_id=visitor.account.id, now=house().now()
    )
    return _back(visitor, made)


@absences.post("/absences/<row:absence_id>/change")
@signed_in(writes=True)
def changed(visitor: Visitor, absence_id: int) -> AnyResponse | tuple[str, int]:
    """Give it another time, practitioner or reason."""
    absence = absence_of(visitor.db, visitor.ids, absence_id) or abort(404)
    try:
        span, reason = _span(visitor, absence.client), _reason()
    except FormError as error:
        return _page(visitor, absence.client, error=str(error), wrong=absence.id), 400
    change_absence(visitor.db, absence, span, reason, house().now(), by_id=visitor.account.id)
    return _back(visitor, absence)


@absences.post("/absences/<row:absence_id>/take-back")
@signed_in(writes=True)
def taken_back(visitor: Visitor, absence_id: int) -> AnyResponse:
    """It is not so after all."""
    absence = absence_of(visitor.db, visitor.ids, absence_id) or abort(404)
    take_back(visitor.db, absence, house().now(), by_id=visitor.account.id)
    flash(_("Absence retirée ; ce temps est de nouveau libre."))
    return redirect(url_for("absences.of_client", key=absence.client.key))


def _back(visitor: Visitor, absence: Absence) -> AnyResponse:
    left = left_behind(visitor.db, [absence], house().now())[absence.id]
    flash(_("Absence notée."))
    if left:
        flash(_("Des rendez-vous pris y tombent : ils sont à déplacer."))
    return redirect(url_for("absences.of_client", key=absence.client.key))


def _page(visitor: Visitor, client: Client, **errors: object) -> str:
    now = house().now()
    today = client.local(now).date()
    found = standing_absences(visitor.db, [client.id], today)
    people = visitor.db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id == client.id, Practitioner.active)
        .order_by(Practitioner.position, Practitioner.id)
    ).all()
    return render_template(
        "absences.html",
        visitor=visitor,
        client=client,
        practitioners=people,
        absences=[(absence, in_words(absence), _by_whom(absence)) for absence in found],
        left=left_behind(visitor.db, found, now),
        today=today,
        longest_reason=LONGEST_REASON,
        **errors,
    )


def _by_whom(absence: Absence) -> str:
    """Who noted it, and who has changed it since; empty when that is not known."""
    made, changed = name_of(absence.made_by), name_of(absence.changed_by)
    if changed:
        return _("changé par %(name)s") % {"name": changed}
    return _("noté par %(name)s") % {"name": made} if made else ""


def _span(visitor: Visitor, client: Client) -> AbsentSpan:
    """When, and who, as the form says. Raises FormError."""
    first = _day("first", _("Premier jour"))
    last = optional_day("last") or first
    try:
        return span_of(
            first,
            last,
            practitioner_id=_practitioner(visitor, client),
            first_minute=_minute("first_time", _("De"), 0),
            last_minute=_minute("last_time", _("Jusqu’à"), MINUTES_A_DAY),
            daily=bool(request.form.get("daily")),
        )
    except NoSuchTime as error:
        told = _("L’absence finit avant de commencer, ou dure plus de deux ans.")
        raise FormError(told) from error


def _day(name: str, label: str) -> date:
    given = optional_day(name)
    if given is None:
        raise FormError(_("%(label)s : à remplir.") % {"label": label})
    return given


def _minute(name: str, label: str, default: int) -> int:
    return minute(name, label) if request.form.get(name) else default


def _practitioner(visitor: Visitor, client: Client) -> int | None:
    """One of the client's; None: all of them. Raises FormError."""
    if not request.form.get("practitioner"):
        return None
    chosen = visitor.db.get(Practitioner, whole("practitioner", _("Praticien")))
    if chosen is None or chosen.client_id != client.id:
        raise FormError(_("Praticien : à choisir dans la liste."))
    return chosen.id


def _reason() -> str:
    return text("reason", _("Raison"), most=LONGEST_REASON, required=False)


def in_words(absence: Absence) -> str:
    """When it is: "du 1er août au 15 août", "jeudi 24 décembre de 14:00 à 18:00"."""
    said = {
        "first": spelt(absence.first_on, "EEEE d MMMM y"),
        "last": spelt(absence.last_on, "EEEE d MMMM y"),
        "from": clock(absence.first_minute),
        "until": clock(absence.last_minute),
    }
    whole_days = (absence.first_minute, absence.last_minute) == (0, MINUTES_A_DAY)
    if absence.first_on == absence.last_on:
        return said["first"] if whole_days else _("%(first)s de %(from)s à %(until)s") % said
    if whole_days:
        return _("du %(first)s au %(last)s") % said
    if absence.daily:
        return _("du %(first)s au %(last)s, chaque jour de %(from)s à %(until)s") % said
    return _("du %(first)s à %(from)s au %(last)s à %(until)s") % said


def clock(minutes: int) -> str:
    """Minutes since midnight as a time of day; the end of the day is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
