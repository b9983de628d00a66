"""Calls: the list, and the screen of one call with the client's script."""

from datetime import timedelta
from typing import Any

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
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.looking_up import made_or_changed_by
from telesec.agenda.no_show import missed_of_number
from telesec.agenda.waiting_list import ended_by_call, put_by_call
from telesec.assistant.scripts_in_use import script_of
from telesec.calls.call import Call, CallStatus, Disposition, EventKind
from telesec.calls.disposition import changes_of, correct_disposition
from telesec.calls.leg import legs_of
from telesec.calls.lifecycle import call_of, events_of, note, turns_of
from telesec.clients.account import Account
from telesec.clients.caller_rule import CallerKind, put_rule, remove_rule, rule_for
from telesec.clients.client import Line
from telesec.dispatch.ending import settle
from telesec.messages.message import Message
from telesec.values.yaml_file import BadFile
from telesec.web.console.booking_form import book_appointment, booking_choices, slots_of_a_day
from telesec.web.console.conversation import bubbles
from telesec.web.console.forms import FormError
from telesec.web.console.lists import MOST_SHOWN, Asked, asked, cut, older_url
from telesec.web.console.recordings import plays_of, talks_of
from telesec.web.console.script_card import ScriptCard, script_card
from telesec.web.console.taking import take_message
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _, clock_time, disposition_name, event_name

calls = Blueprint("calls", __name__)

# A form that is filled in later than this is no part of the call's work.
WRAP_UP_WITHIN = timedelta(minutes=10)
LIVE = "live"
EVERYBODY = "everybody"  # the caller is neither a VIP nor blocked


@calls.get("/calls")
@signed_in()
def calls_list(visitor: Visitor) -> str:
    """The latest calls; ``?client=``, ``?day=``, ``?outcome=`` (or "live") and ``?q=`` narrow."""
    wanted, outcome = asked(visitor), _outcome()
    query = select(Call).where(Call.client_id.in_(wanted.client_ids))
    found = visitor.db.scalars(
        _narrowed(query, wanted, outcome)
        .options(joinedload(Call.client))
        .order_by(Call.id.desc())
        .limit(MOST_SHOWN + 1)
    ).all()
    shown, more = cut(found)
    return render_template(
        "calls.html",
        visitor=visitor,
        calls=shown,
        asked=wanted,
        outcome=outcome,
        dispositions=list(Disposition),
        older=older_url("calls.calls_list", shown[-1].id) if more else None,
    )


def _outcome() -> str:
    """The outcome asked for: a disposition, "live", or empty for all."""
    outcome = request.args.get("outcome", "")
    if outcome and outcome != LIVE and outcome not in set(Disposition):
        raise FormError(_("Issue : à choisir dans la liste."))
    return outcome


def _narrowed(query: Select[Any], wanted: Asked, outcome: str) -> Select[Any]:
    if wanted.day:
        start, end = wanted.day
        query = query.where(Call.started_at >= start, Call.started_at < end)
    if outcome == LIVE:
        query = query.where(Call.status.in_([CallStatus.RINGING, CallStatus.IN_PROGRESS]))
    elif outcome:
        query = query.where(Call.disposition == Disposition(outcome))
    if wanted.words:
        query = query.where(wanted.found_in((), Call.caller_number))
    if wanted.before:
        query = query.where(Call.id < wanted.before)
    return query


@calls.get("/calls/<row:call_id>")
@signed_in()
def call(visitor: Visitor, call_id: int) -> str:
    """One call: what to say, what was said, what came of it."""
    return _screen(visitor, the_call(visitor, call_id))


@calls.get("/calls/<row:call_id>/live.json")
@signed_in()
def live(visitor: Visitor, call_id: int) -> Response:
    """What was said so far, for the page to show."""
    found = the_call(visitor, call_id)
    return jsonify(
        turns=bubbles(found, turns_of(visitor.db, found)),
        events=_timeline(visitor, found),
        outcome=_outcome_of(found),
        ended=found.status.is_final,
    )


@calls.get("/calls/<row:call_id>/slots.json")
@signed_in(staff=True)
def slots(visitor: Visitor, call_id: int) -> Response:
    """Free times of a day."""
    return jsonify(slots_of_a_day(visitor, the_call(visitor, call_id).client))


@calls.post("/calls/<row:call_id>/message")
@signed_in(staff=True, writes=True)
def message(visitor: Visitor, call_id: int) -> AnyResponse | tuple[str, int]:
    """Take the message by hand; the wrap-up of the call ends here."""
    found = the_call(visitor, call_id)
    try:
        taken = take_message(visitor, found.client, found)
    except FormError as error:
        return _screen(visitor, found, message_error=str(error)), 400
    worked_on(visitor, found, f"message:{taken.id}")
    flash(_("Message noté pour %(client)s.") % {"client": found.client.name})
    return redirect(url_for("calls.call", call_id=call_id))


@calls.post("/calls/<row:call_id>/appointment")
@signed_in(staff=True, writes=True)
def appointment(visitor: Visitor, call_id: int) -> AnyResponse | tuple[str, int]:
    """Book by hand during a call."""
    found = the_call(visitor, call_id)
    try:
        booked = book_appointment(visitor, found.client, found)
    except FormError as error:
        return _screen(visitor, found, booking_error=str(error)), 400
    worked_on(visitor, found, f"appointment:{booked.id}")
    flash(_("Rendez-vous pris pour %(client)s.") % {"client": found.client.name})
    return redirect(url_for("calls.call", call_id=call_id))


@calls.post("/calls/<row:call_id>/disposition")
@signed_in(staff=True, writes=True)
def disposition(visitor: Visitor, call_id: int) -> AnyResponse | tuple[str, int]:
    """Say how the call ended; from then on the house leaves it alone."""
    found = the_call(visitor, call_id)
    chosen = request.form.get("disposition", "")
    if chosen not in set(Disposition):
        problem = _("Issue : à choisir dans la liste.")
        return _screen(visitor, found, disposition_error=problem), 400
    now, reason = house().now(), request.form.get("reason", "")
    correct_disposition(visitor.db, found, visitor.account, Disposition(chosen), now, reason=reason)
    settle(visitor.db, found, now)
    worked_on(visitor, found, f"disposition:{chosen}")
    flash(_("Issue de l’appel notée."))
    return redirect(url_for("calls.call", call_id=call_id))


@calls.post("/calls/<row:call_id>/caller")
@signed_in(writes=True)
def caller(visitor: Visitor, call_id: int) -> AnyResponse:
    """Put this caller straight through from now on, refuse it, or neither."""
    found = the_call(visitor, call_id)
    kind = request.form.get("kind", "")
    if found.caller_number is None or kind not in {*CallerKind, EVERYBODY}:
        abort(400)
    if kind == EVERYBODY:
        remove_rule(visitor.db, found.client, found.caller_number)
        flash(_("Ce numéro est traité comme tous les autres."))
    else:
        whom = visitor.account.email
        who, now = found.caller_number, house().now()
        put_rule(visitor.db, found.client, who, CallerKind(kind), now, whom=whom)
        flash(_("C’est noté pour les prochains appels."))
    return redirect(url_for("calls.call", call_id=call_id))


@calls.post("/calls/<row:call_id>/handle")
@signed_in(staff=True, writes=True)
def handle(visitor: Visitor, call_id: int) -> AnyResponse:
    """Tell the others that one looks after this call."""
    the_call(visitor, call_id).handled_by_id = visitor.account.id
    return redirect(url_for("calls.call", call_id=call_id))


def the_call(visitor: Visitor, call_id: int) -> Call:
    """The call, if it is one of their clients'; 404 otherwise."""
    found = call_of(visitor.db, visitor.ids, call_id)
    if found is None:
        abort(404)
    return found


def worked_on(visitor: Visitor, found: Call, what: str) -> None:
    """Note who looked after the call; and its wrap-up, if a person had talked with the caller."""
    found.handled_by_id = found.handled_by_id or visitor.account.id
    now = house().now()
    if found.secretary_seconds and found.ended_at and now - found.ended_at <= WRAP_UP_WITHIN:
        note(visitor.db, found, EventKind.WRAPPED_UP, f"wrapped_up:{what}", now)


def _outcome_of(found: Call) -> str:
    if found.disposition:
        return disposition_name(found.disposition)
    return _("terminé") if found.status.is_final else _("en cours")


def _timeline(visitor: Visitor, found: Call) -> list[dict[str, Any]]:
    """The moments of the call: wall time, seconds since it began, and what happened."""
    return [
        {
            "at": clock_time(event.at, found.client),
            "after": max(0, round((event.at - found.started_at).total_seconds())),
            "what": event_name(event.kind),
        }
        for event in events_of(visitor.db, found)
    ]


def _card(visitor: Visitor, found: Call) -> ScriptCard | None:
    """The script the call began with; None when what was kept of it cannot be read."""
    client = found.client
    began = client.local(found.started_at)
    try:
        script = script_of(visitor.db, found)
    except BadFile:
        return None
    return script_card(
        script, client, found.language, began, is_open=client.opening_hours.open_at(began)
    )


def _screen(visitor: Visitor, found: Call, **errors: Any) -> str:
    db = visitor.db
    messages = db.scalars(
        select(Message).where(Message.call_id == found.id).order_by(Message.id)
    ).all()
    talks = talks_of(visitor, found.id)
    return render_template(
        "call.html",
        visitor=visitor,
        talks=talks,
        plays=plays_of(visitor, *talks),
        call=found,
        client=found.client,
        line=db.get_one(Line, found.line_id),
        handled_by=db.get(Account, found.handled_by_id) if found.handled_by_id else None,
        rule=rule_for(db, found.client_id, found.caller_number),
        outcome=_outcome_of(found),
        turns=bubbles(found, turns_of(db, found)),
        events=_timeline(visitor, found),
        messages=messages,
        booked=made_or_changed_by(db, found.id),
        listed=put_by_call(db, found.id),
        off_list=ended_by_call(db, found.id),
        **(_for_staff(visitor, found) if visitor.is_staff else {}),
        **errors,
    )


def _for_staff(visitor: Visitor, found: Call) -> dict[str, Any]:
    """What only a secretary sees: the script and the forms."""
    return {
        "card": _card(visitor, found),
        "dispositions": list(Disposition),
        "changes": changes_of(visitor.db, found),
        "missed": missed_of_number(visitor.db, found.client_id, found.caller_number),
        "legs": legs_of(visitor.db, found.id),
        "booking": booking_choices(visitor, found.client),
        "slots_url": url_for("calls.slots", call_id=found.id),
        "message_url": url_for("calls.message", call_id=found.id),
        "booking_url": url_for("calls.appointment", call_id=found.id),
    }
