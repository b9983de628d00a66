"""Who did not come: noted, and taken back, by the secretary or the client."""

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.appointment import Appointment
from telesec.agenda.change import ChangedBy
from telesec.agenda.looking_up import appointment_of
from telesec.agenda.no_show import NothingMissed, note_no_show, take_back_no_show
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

no_shows = Blueprint("no_shows", __name__)


@no_shows.post("/appointments/<row:appointment_id>/missed")
@signed_in(writes=True)
def missed(visitor: Visitor, appointment_id: int) -> AnyResponse:
    """Nobody came to it."""
    found = _found(visitor, appointment_id)
    try:
        note_no_show(visitor.db, found, ChangedBy(account_id=visitor.account.id), house().now())
        flash(_("Noté : personne n’est venu."))
    except NothingMissed:
        flash(_("Ce rendez-vous n’a pas commencé, ou il est annulé : rien n’est noté."))
    return _back(found)


@no_shows.post("/appointments/<row:appointment_id>/came")
@signed_in(writes=True)
def came(visitor: Visitor, appointment_id: int) -> AnyResponse:
    """Somebody came after all."""
    found = _found(visitor, appointment_id)
    take_back_no_show(visitor.db, found, ChangedBy(account_id=visitor.account.id), house().now())
    flash(_("Noté : la personne est venue."))
    return _back(found)


def _found(visitor: Visitor, appointment_id: int) -> Appointment:
    return appointment_of(visitor.db, visitor.ids, appointment_id) or abort(404)


def _back(appointment: Appointment) -> AnyResponse:
    on = appointment.client.local(appointment.starts_at).date()
    return redirect(url_for("appointments.week", day=on.isoformat()))
