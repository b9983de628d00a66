"""One appointment: who comes, what has happened to it, and what a secretary, or the client it is
with, can change.
"""

from datetime import timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import NotBooked, SlotTaken, cancel, move
from telesec.agenda.caller_link import revoke_link
from telesec.agenda.change import (
    LONGEST_REASON,
    AppointmentChange,
    ChangedBy,
    ChangeKind,
    changes_to,
)
from telesec.agenda.free_time import Slot
from telesec.agenda.looking_up import appointment_of
from telesec.agenda.mending import correct, restore
from telesec.agenda.people import people_with_number
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.reminder import was_reminded_at
from telesec.clients.account import Account
from telesec.dispatch.telling_callers import tell_caller
from telesec.dispatch.telling_changes import tell_booked, tell_cancelled, tell_moved
from telesec.web.console.booking_form import (
    booking_choices,
    slot_in_form,
    slots_of_a_day,
    who_in_form,
    why_refused,
)
from telesec.web.console.forms import FormError, text
from telesec.web.console.who import name_of
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _, in_page_language

appointment_pages = Blueprint("appointment", __name__)


@appointment_pages.get("/appointments/<row:appointment_id>")
@signed_in()
def show(visitor: Visitor, appointment_id: int) -> str:
    """The appointment and its history."""
    return _page(visitor, _found(visitor, appointment_id))


@appointment_pages.get("/appointments/<row:appointment_id>/slots.json")
@signed_in()
def slots(visitor: Visitor, appointment_id: int) -> Response:
    """Free times of a day, for another time."""
    found = _found(visitor, appointment_id)
    return jsonify(slots_of_a_day(visitor, found.client, moving=found))


@appointment_pages.post("/appointments/<row:appointment_id>/move")
@signed_in(writes=True)
def moved(visitor: Visitor, appointment_id: int) -> AnyResponse | tuple[str, int]:
    """Give it another time, practitioner or kind."""
    found = _found(visitor, appointment_id)
    before, sequence = found.starts_at, found.sequence
    try:
        slot = slot_in_form(visitor, found.client)
        despite_busy = request.form.get("despite_busy") == "yes"
        by, now = _by(visitor), house().now()
        move(visitor.db, found, _as_long(found, slot), now, by, despite_busy=despite_busy)
    except FormError as error:
        return _page(visitor, found, move_error=str(error)), 400
    except SlotTaken as error:
        return _page(visitor, found, move_error=why_refused(error)), 400
    except NotBooked:
        return _page(visitor, found, move_error=_("Il est annulé ; rétablissez-le d’abord.")), 400
    if found.sequence != sequence:  # the same again is no news
        tell_moved(visitor.db, found, house().now(), moved_from=before)
    return _done(found, _("Rendez-vous déplacé."))


def _as_long(found: Appointment, slot: Slot) -> Slot:
    """A length chosen by hand stays when only the time changes."""
    if slot.appointment_type_id != found.appointment_type_id:
        return slot
    ends_at = slot.starts_at + found.lasts
    return Slot(slot.practitioner_id, slot.appointment_type_id, slot.starts_at, ends_at)


@appointment_pages.post("/appointments/<row:appointment_id>/cancel")
@signed_in(writes=True)
def cancelled(visitor: Visitor, appointment_id: int) -> AnyResponse | tuple[str, int]:
    """Cancel it; its time is free again at once."""
    found = _found(visitor, appointment_id)
    try:
        by = _by(visitor)
    except FormError as error:
        return _page(visitor, found, cancel_error=str(error)), 400
    cancel(visitor.db, found, house().now(), by)
    tell_cancelled(visitor.db, found, house().now())
    return _done(found, _("Rendez-vous annulé."))


@appointment_pages.post("/appointments/<row:appointment_id>/restore")
@signed_in(writes=True)
def restored(visitor: Visitor, appointment_id: int) -> AnyResponse | tuple[str, int]:
    """Let it stand again at its time, if that is still free."""
    found = _found(visitor, appointment_id)
    try:
        restore(visitor.db, found, house().now(), _by(visitor))
    except FormError as error:
        return _page(visitor, found, cancel_error=str(error)), 400
    except SlotTaken:
        problem = _("Son horaire a été pris entre-temps ; prenez un nouveau rendez-vous.")
        return _page(visitor, found, cancel_error=problem), 400
    tell_booked(visitor.db, found, house().now())
    return _done(found, _("Rendez-vous rétabli."))


@appointment_pages.post("/appointments/<row:appointment_id>/correct")
@signed_in(writes=True)
def corrected(visitor: Visitor, appointment_id: int) -> AnyResponse | tuple[str, int]:
    """Put right who comes, the number, the e-mail address, the date of birth or the notes."""
    found = _found(visitor, appointment_id)
    now, number, email = house().now(), found.telephone, found.email
    try:
        who = who_in_form(found.client)
        changed = correct(visitor.db, found, **who, now=now, by=_by(visitor))
    except FormError as error:
        return _page(visitor, found, correct_error=str(error)), 400
    except NotBooked:
        problem = _("Il est annulé ; rétablissez-le d’abord.")
        return _page(visitor, found, correct_error=problem), 400
    other_address = email and found.email != email and was_reminded_at(visitor.db, found, email)
    if found.telephone != number or other_address:
        # Whoever was told by mistake holds no key any more.
        revoke_link(visitor.db, found, now)
        tell_caller(visitor.db, found, ChangeKind.BOOKED, now, once_more=now.isoformat())
    flash(_("Corrigé.") if changed else _("Rien n’a changé."))
    return redirect(url_for("appointment.show", appointment_id=found.id))


def _done(found: Appointment, said: str) -> AnyResponse:
    flash(said)
    return redirect(url_for("appointment.show", appointment_id=found.id))


def _by(visitor: Visitor) -> ChangedBy:
    """Who changes it, and why as the form says. Raises FormError."""
    reason = text("why", _("Pourquoi"), most=LONGEST_REASON, required=False)
    return ChangedBy(account_id=visitor.account.id, reason=reason)


def _found(visitor: Visitor, appointment_id: int) -> Appointment:
    found = appointment_of(visitor.db, visitor.ids, appointment_id)
    if found is None or found.status == AppointmentStatus.HELD:
        abort(404)
    return found


def _page(visitor: Visitor, found: Appointment, **errors: str) -> str:
    now = house().now()
    booking = booking_choices(visitor, found.client)
    booking["today"] = found.client.local(max(found.starts_at, now)).date()
    return render_template(
        "appointment.html",
        visitor=visitor,
        appointment=found,
        kind=in_page_language(found.appointment_type.names),
        is_over=found.ends_at <= now,
        history=_history(visitor, found),
        relatives=people_with_number(visitor.db, found.client_id, found.telephone),
        booking=booking,
        chosen={
            "type": str(found.appointment_type_id),
            "practitioner": str(found.practitioner_id),
        },
        minutes=(found.ends_at - found.starts_at) // timedelta(minutes=1),
        longest_reason=LONGEST_REASON,
        now=now,
        **errors,
    )


def _history(visitor: Visitor, found: Appointment) -> list[tuple[AppointmentChange, str, str]]:
    """Each change, by whom, and with whom the appointment was before where that changed."""
    db = visitor.db
    told = []
    for change in changes_to(db, found.id):
        account = db.get(Account, change.account_id) if change.account_id else None
        was_with = db.get(Practitioner, change.was_with_id) if change.was_with_id else None
        told.append((change, name_of(account), was_with.name if was_with else ""))
    return told
