"""Who answers a client's calls: its status, its VIPs and blocked callers, and a call rehearsed."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from telesec.assistant.by_text.statuses import NoSuchStatus, begin_status
from telesec.assistant.rehearsal import Rehearsal, rehearse
from telesec.clients.caller_rule import (
    CallerKind,
    parse_callers,
    put_rule,
    remove_rule,
    rule_of,
    rules_of,
)
from telesec.clients.client import Client
from telesec.clients.status import (
    BadStatus,
    SetBy,
    cancel_status,
    status_at,
    status_of,
    statuses_to_come,
)
from telesec.dispatch.ringing import ON_CALL, SECRETARY
from telesec.scripts.library import UnknownScript
from telesec.scripts.script import Script
from telesec.values.language import Language
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number
from telesec.values.yaml_file import BadFile
from telesec.web.console.forms import FormError, moment, text
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _, current_language, french, in_page_language

answering = Blueprint("answering", __name__)

LONGEST_NUMBER = 40


@answering.get("/clients/<key>/answering")
@signed_in()
def show(visitor: Visitor, key: str) -> str:
    """Who answers now; ``?at=`` and ``?from=`` rehearse another call."""
    return _screen(visitor, visitor.client(key))


@answering.post("/clients/<key>/status")
@signed_in(writes=True)
def set_status(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """A status from now on, or in advance."""
    found = visitor.client(key)
    try:
        label = _begin(visitor, found)
    except FormError as error:
        return _screen(visitor, found, status_error=str(error)), 400
    flash(_("Statut de %(client)s : %(label)s.") % {"client": found.name, "label": label})
    return redirect(url_for("answering.show", key=key))


def _begin(visitor: Visitor, found: Client) -> str:
    """Set what the form says; the status's name on this page. Raises FormError."""
    script = script_now(found)
    if script is None:
        raise FormError(_("Le script d’appel ne peut pas être lu."))
    kind = request.form.get("kind", "")
    try:
        begin_status(
            visitor.db,
            found,
            script,
            kind,
            house().now(),
            set_by=SetBy.CONSOLE,
            whom=visitor.account.email,
            begins_at=moment("begins", _("À partir de"), found),
            until=moment("until", _("Jusqu’à"), found),
        )
    except NoSuchStatus as error:
        raise FormError(_("Statut : à choisir dans la liste.")) from error
    except BadStatus as error:
        raise FormError(
            _("La fin doit venir après le début et après maintenant, d’ici deux ans.")
        ) from error
    return in_page_language(script.statuses[kind].label)


@answering.post("/clients/<key>/status/<row:status_id>/end")
@signed_in(writes=True)
def end_status(visitor: Visitor, key: str, status_id: int) -> AnyResponse:
    """It is over, or will not begin."""
    found = visitor.client(key)
    status = status_of(visitor.db, found.id, status_id) or abort(404)
    cancel_status(status, house().now())
    flash(_("Le statut est terminé."))
    return redirect(url_for("answering.show", key=key))


@answering.post("/clients/<key>/callers")
@signed_in(writes=True)
def put_caller(visitor: Visitor, key: str) -> AnyResponse | tuple[str, int]:
    """A VIP or a blocked caller more."""
    found = visitor.client(key)
    try:
        _put_caller(visitor, found)
    except FormError as error:
        return _screen(visitor, found, callers_error=str(error)), 400
    flash(_("C’est noté pour les prochains appels."))
    return redirect(url_for("answering.show", key=key))


def _put_caller(visitor: Visitor, found: Client) -> None:
    label = _("Numéro")
    written = text("callers", label, most=LONGEST_NUMBER)
    try:
        callers = parse_callers(written, found.country)
    except NotATelephoneNumber as error:
        said = {"label": label, "value": written}
        raise FormError(_("%(label)s : « %(value)s » n’est pas un numéro.") % said) from error
    kind, to = request.form.get("kind", ""), request.form.get("to", "")
    if kind not in set(CallerKind) or (to and to not in people_of(found)):
        raise FormError(_("Numéro : à mettre en VIP ou à bloquer."))
    put_rule(
        visitor.db,
        found,
        callers,
        CallerKind(kind),
        house().now(),
        to=to if kind == CallerKind.VIP else "",
        note=text("note", _("Note"), most=200, required=False),
        whom=visitor.account.email,
    )


@answering.post("/clients/<key>/callers/remove")
@signed_in(writes=True)
def remove_caller(visitor: Visitor, key: str) -> AnyResponse:
    """They are answered like everybody again."""
    found = visitor.client(key)
    callers = request.form.get("callers", "")[:LONGEST_NUMBER]
    if not callers.isprintable() or rule_of(visitor.db, found.id, callers) is None:
        abort(404)
    remove_rule(visitor.db, found, callers)
    flash(_("Ce numéro est traité comme tous les autres."))
    return redirect(url_for("answering.show", key=key))


def people_of(found: Client) -> dict[str, str]:
    """Whom a VIP may be put through to: keys, and names for this page."""
    named = {contact.key: contact.name for contact in found.contacts if contact.mobile}
    return {SECRETARY: _("la secrétaire"), ON_CALL: _("l’astreinte"), **named}


def script_now(found: Client) -> Script | None:
    """The newest sound version of the client's script; None when there is none."""
    try:
        return house().scripts.text_and_script(found.script)[1]
    except (BadFile, UnknownScript):
        return None


def status_label(visitor: Visitor, found: Client, script: Script | None) -> str:
    """The status that holds now, in words of this page; empty for none."""
    status = status_at(visitor.db, found.id, house().now())
    rule = script.statuses.get(status.kind) if script and status else None
    return in_page_language(rule.label) if rule else ""


def _screen(visitor: Visitor, found: Client, **errors: Any) -> str:
    script, now = script_now(found), house().now()
    current = status_at(visitor.db, found.id, now)
    return render_template(
        "answering.html",
        visitor=visitor,
        client=found,
        script=script,
        current=current,
        to_come=statuses_to_come(visitor.db, found.id, now),
        rules=rules_of(visitor.db, found.id),
        people=people_of(found),
        now=now,
        **_rehearsed(visitor, found, script),
        **errors,
    )


def _caller_asked(found: Client) -> E164 | None:
    written = request.args.get("from", "").strip()[:LONGEST_NUMBER]
    try:
        return parse_number(written, found.country) if written else None
    except NotATelephoneNumber as error:
        said = {"label": _("Numéro"), "value": written}
        raise FormError(_("%(label)s : « %(value)s » n’est pas un numéro.") % said) from error


def _rehearsed(visitor: Visitor, found: Client, script: Script | None) -> dict[str, Any]:
    """The call asked for; a slip in the form is told in place of it."""
    try:
        at = moment("at", _("Le"), found) or house().now()
        caller = _caller_asked(found)
    except FormError as error:
        return {"rehearsed": None, "rehearsal_error": str(error)}
    if script is None:
        return {"rehearsed": None, "rehearsal_error": ""}
    told = rehearse(visitor.db, found, script, caller, at, language=current_language())
    return {"rehearsed": _set_in_type(told), "rehearsal_error": ""}


def _set_in_type(told: Rehearsal) -> Rehearsal:
    if current_language() != Language.FR:
        return told
    steps, reasons = map(french, told.steps), map(french, told.reasons)
    return replace(told, steps=tuple(steps), reasons=tuple(reasons))
