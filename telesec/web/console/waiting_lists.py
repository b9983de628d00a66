"""A client's waiting list: who waits for an earlier time, what they were offered, and a form."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.leaving_list import take_off
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.waiting_list import (
    WaitingEntry,
    put_on_list,
    served_at,
    waiting_at,
    waits_already,
)
from telesec.assistant.booking.bookable import practitioners_for
from telesec.clients.client import Client
from telesec.dispatch.filling import can_offer
from telesec.messages.taking import LONGEST_NAME
from telesec.scripts.steps import AppointmentTerms
from telesec.values.opening_hours import MINUTES_A_DAY
from telesec.values.telephone import E164, takes_text_messages
from telesec.web.console.booking_form import booking_choices
from telesec.web.console.forms import FormError, day, minute, number, optional_day, text, whole
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

waiting_lists = Blueprint("waiting_lists", __name__)

FURTHEST = timedelta(days=2 * 365)


@waiting_lists.get("/clients/<key>/waiting-list")
@signed_in()
def of_client(visitor: Visitor, key: str) -> str:
    """Who waits, since when and for what."""
    return _page(visitor, visitor.client(key))


@waiting_lists.post("/clients/<key>/waiting-list")
@signed_in(staff=True, writes=True)
def added(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """Put somebody on the list."""
    client = visitor.client(key)
    try:
        entry = _entry(visitor, client)
    except FormError as error:
        return _page(visitor, client, error=str(error)), 400
    put_on_list(visitor.db, entry, house().now())
    flash(_("Inscrit sur la liste d’attente."))
    if waits_already(visitor.db, entry):
        flash(_("Cette personne attendait déjà pour ce motif : elle y est deux fois."))
    if entry.appointment:
        flash(_("Un horaire plus tôt remplacera le rendez-vous que la personne a déjà."))
    return redirect(url_for("waiting_lists.of_client", key=key))


@waiting_lists.post("/waiting-list/<row:entry_id>/take-off")
@signed_in(staff=True, writes=True)
def taken_off(visitor: Visitor, entry_id: int) -> AnyResponse:
    """They wait no more; what is offered to them goes to the next."""
    entry = visitor.db.get(WaitingEntry, entry_id)
    if entry is None or entry.client_id not in visitor.ids:
        abort(404)
    take_off(visitor.db, entry, house().now())
    flash(_("Retiré de la liste d’attente."))
    return redirect(url_for("waiting_lists.of_client", key=entry.client.key))


def _page(visitor: Visitor, client: Client, **errors: Any) -> str:
    people = visitor.db.scalars(select(Practitioner).where(Practitioner.client_id == client.id))
    return render_template(
        "waiting_list.html",
        visitor=visitor,
        client=client,
        waiting=waiting_at(visitor.db, client, house().now()),
        served=served_at(visitor.db, client.id),
        names={one.id: one.name for one in people},
        booking=booking_choices(visitor, client) if visitor.is_staff else {},
        can_offer=can_offer(client),
        a_day=MINUTES_A_DAY,
        today=client.local(house().now()).date(),
        longest_name=LONGEST_NAME,
        **errors,
    )


def _entry(visitor: Visitor, client: Client) -> WaitingEntry:
    """What the form says. Raises FormError."""
    kind = _kind(visitor, client)
    today = client.local(house().now()).date()
    first, last = day("first", today), optional_day("last")
    from_minute = _minute("from_time", _("À partir de"), 0)
    until_minute = _minute("until_time", _("Avant"), MINUTES_A_DAY)
    if (last and last < max(first, today)) or until_minute <= from_minute:
        raise FormError(_("Cette période finit avant de commencer, ou elle est passée."))
    return WaitingEntry(
        client=client,
        client_id=client.id,
        appointment_type=kind,
        appointment_type_id=kind.id,
        practitioner_ids=_practitioners(kind),
        first_on=first,
        last_on=last,
        first_minute=from_minute,
        last_minute=until_minute,
        caller_name=text("caller_name", _("Nom"), most=LONGEST_NAME),
        telephone=_mobile(client),
        birth_date=None,
        language=client.language,
        made_by_id=visitor.account.id,
    )


def _kind(visitor: Visitor, client: Client) -> AppointmentType:
    kind = visitor.db.get(AppointmentType, whole("type", _("Motif")))
    if kind is None or kind.client_id != client.id or not kind.active:
        raise FormError(_("Motif : à choisir dans la liste."))
    return kind


def _practitioners(kind: AppointmentType) -> tuple[int, ...]:
    """The one who was chosen; none: anybody."""
    chosen = (
        whole("practitioner", _("Praticien"))
        if text("practitioner", _("Praticien"), most=20, required=False)
        else 0
    )
    if not chosen:
        return ()
    if chosen not in {one.id for one in practitioners_for(kind, AppointmentTerms())}:
        raise FormError(_("Ce praticien ne propose pas ce motif."))
    return (chosen,)


def _mobile(client: Client) -> E164:
    given = number("telephone", _("Téléphone"), client)
    if given is None or not takes_text_messages(given):
        raise FormError(_("Téléphone : un mobile, car les horaires libérés se proposent par SMS."))
    return given


def _minute(name: str, label: str, default: int) -> int:
    return minute(name, label) if text(name, label, most=20, required=False) else default
