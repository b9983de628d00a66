"""Callers' links, for the secretary: a new one by SMS, or none any more; what a text looks like."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.caller_link import revoke_link
from telesec.agenda.change import ChangeKind
from telesec.agenda.looking_up import appointment_of
from telesec.agenda.practitioner import AppointmentType
from telesec.clients.client import Client
from telesec.dispatch.caller_wording import caller_text
from telesec.dispatch.segments import segments_of
from telesec.dispatch.telling_callers import tell_caller
from telesec.values.caller_link import NONCE_LENGTH, mark_of, with_links
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

callers_links = Blueprint("callers_links", __name__)

NEXT_WEEK = timedelta(days=7)


@callers_links.post("/appointments/<row:appointment_id>/link")
@signed_in(staff=True, writes=True)
def renewed(visitor: Visitor, appointment_id: int) -> AnyResponse:
    """A new link by SMS; the one before is valid no more."""
    found, now = _standing(visitor, appointment_id), house().now()
    revoke_link(visitor.db, found, now)
    occasion = now.isoformat(timespec="seconds")
    if tell_caller(visitor.db, found, ChangeKind.BOOKED, now, once_more=occasion):
        flash(_("Un nouveau lien part par SMS ; l’ancien n’est plus valable."))
    else:
        flash(_("L’ancien lien n’est plus valable. Aucun SMS ne peut partir pour ce rendez-vous."))
    return _back(found)


@callers_links.post("/appointments/<row:appointment_id>/link/revoke")
@signed_in(staff=True, writes=True)
def revoked(visitor: Visitor, appointment_id: int) -> AnyResponse:
    """From now on the link answers as if it had never been."""
    found = _standing(visitor, appointment_id)
    revoke_link(visitor.db, found, house().now())
    flash(_("Le lien de l’appelant n’est plus valable."))
    return _back(found)


def _standing(visitor: Visitor, appointment_id: int) -> Appointment:
    found = appointment_of(visitor.db, visitor.ids, appointment_id)
    if found is None or found.status != AppointmentStatus.CONFIRMED:
        abort(404)
    return found


def _back(appointment: Appointment) -> AnyResponse:
    on = appointment.client.local(appointment.starts_at).date()
    return redirect(url_for("appointments.week", day=on.isoformat()))


@dataclass(frozen=True, slots=True)
class Sample:
    """A text as it would be sent."""

    text: str
    segments: int


def sample_of(visitor: Visitor, client: Client) -> Sample | None:
    """The text after a booking a week from now, with a link that leads nowhere; None when the
    client has none sent, or nothing that could be booked.
    """
    kinds = select(AppointmentType).where(
        AppointmentType.client_id == client.id, AppointmentType.active
    )
    kind = visitor.db.scalars(
        kinds.order_by(AppointmentType.position, AppointmentType.id).limit(1)
    ).first()
    if kind is None or not client.confirms_by_sms:
        return None
    starts_at = house().now().replace(minute=0) + NEXT_WEEK
    imagined = Appointment(client=client, appointment_type=kind, starts_at=starts_at)
    mark = mark_of("x" * NONCE_LENGTH) if client.caller_links and client.callers_may else ""
    acts = frozenset(client.callers_may)
    text = caller_text(imagined, ChangeKind.BOOKED, client.language, link=mark, acts=acts)
    text = with_links(text, house().settings.public_url, "no key: it opens nothing")
    return Sample(text, segments_of(text))
