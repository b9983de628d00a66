"""Clients' own copies of their agendas: how stale they may be, how they are kept, what is wrong."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.booking import NotBooked, SlotTaken
from telesec.agenda.calendar_search import begin_search, choose, end_search, search_of
from telesec.agenda.change import ChangedBy
from telesec.agenda.client_calendar import CalendarConflict
from telesec.agenda.conflict import conflict_of, open_conflicts
from telesec.agenda.feed import FeedDetails
from telesec.agenda.freshness import freshness_of
from telesec.agenda.practitioner import CalendarWay, Practitioner
from telesec.agenda.resolving import NoTimeToTake, give_up, keep_ours, take_theirs, their_slot
from telesec.agenda.switching import CalendarInUse, by_caldav, by_feed, by_invitations
from telesec.clients.client import Client
from telesec.dispatch.telling_changes import tell_cancelled, tell_moved
from telesec.gateways.caldav import PROVIDERS
from telesec.values.email_address import parse_email
from telesec.web.console.forms import FormError, text
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

client_calendars = Blueprint("client_calendars", __name__)

LONGEST_SERVER, LONGEST_USER, LONGEST_PASSWORD = 500, 254, 500


@client_calendars.get("/client-calendars")
@signed_in(staff=True)
def overview(visitor: Visitor) -> str:
    """Every practitioner's copy of the agenda, what is wrong first; and what must be decided."""
    return render_template(
        "client_calendars.html",
        visitor=visitor,
        found=freshness_of(visitor.db, visitor.ids, house().now()),
        conflicts=open_conflicts(visitor.db, visitor.ids),
        their_slot=their_slot,
        now=house().now(),
    )


@client_calendars.get("/clients/<key>/calendars")
@signed_in(staff=True)
def of_client(visitor: Visitor, key: str) -> str:
    """How the calendars of one client's practitioners are kept, and the forms to change it."""
    return _page(visitor, visitor.client(key))


@client_calendars.post("/clients/<key>/calendars/<row:practitioner_id>/way")
@signed_in(staff=True, writes=True)
def set_way(visitor: Visitor, key: str, practitioner_id: int) -> AnyResponse | tuple[str, int]:
    """Another way, or other details; what is coming is handed over."""
    client, person = _whose(visitor, key, practitioner_id)
    try:
        changed = _set_way(visitor, person)
    except FormError as error:
        return _page(visitor, client, wrong=(person.id, str(error))), 400
    if changed:
        flash(_("C’est noté ; les rendez-vous à venir suivent."))
    return _back(client, person)


def _set_way(visitor: Visitor, person: Practitioner) -> bool:
    now = house().now()
    way, details = _way(), _details()
    if way == CalendarWay.FEED:
        return by_feed(visitor.db, person, now)
    if way == CalendarWay.CALDAV:
        return by_caldav(visitor.db, person, now, details=details)
    given = text("address", _("Adresse e-mail"), most=254)
    try:
        address = parse_email(given)
    except ValueError as error:
        said = {"value": given}
        raise FormError(_("« %(value)s » n’est pas une adresse e-mail.") % said) from error
    return by_invitations(visitor.db, person, address, now, details=details)


@client_calendars.post("/clients/<key>/calendars/<row:practitioner_id>/search")
@signed_in(staff=True, writes=True)
def search(visitor: Visitor, key: str, practitioner_id: int) -> AnyResponse | tuple[str, int]:
    """Look for the calendars of an account; the worker goes there."""
    client, person = _whose(visitor, key, practitioner_id)
    try:
        server = text("server", _("Serveur"), most=LONGEST_SERVER)
        username = text("username", _("Utilisateur"), most=LONGEST_USER)
        password = _password()
    except FormError as error:
        return _page(visitor, client, wrong=(person.id, str(error))), 400
    begin_search(
        visitor.db,
        person,
        server=server,
        username=username,
        password=password,
        secret_key=house().settings.secret_key,
        now=house().now(),
    )
    return _back(client, person)


@client_calendars.post("/clients/<key>/calendars/<row:practitioner_id>/choose")
@signed_in(staff=True, writes=True)
def chosen(visitor: Visitor, key: str, practitioner_id: int) -> AnyResponse | tuple[str, int]:
    """Write into one of the calendars that were found; without one, give the search up."""
    client, person = _whose(visitor, key, practitioner_id)
    found, url = search_of(visitor.db, person.id), request.form.get("url", "")
    if not url:
        end_search(visitor.db, person.id)
        return _back(client, person)
    if found is None or url not in {one.url for one in found.found}:
        wrong = _("Cette recherche a expiré ; recommencez.")
        return _page(visitor, client, wrong=(person.id, wrong)), 400
    try:
        choose(visitor.db, found, url, house().now())
    except CalendarInUse:
        wrong = _("L’agenda d’un autre praticien est déjà écrit dans ce calendrier.")
        return _page(visitor, client, wrong=(person.id, wrong)), 400
    flash(_("Calendrier relié ; les rendez-vous à venir y sont écrits."))
    return _back(client, person)


@client_calendars.post("/calendar-conflicts/<row:conflict_id>")
@signed_in(staff=True, writes=True)
def decided(visitor: Visitor, conflict_id: int) -> AnyResponse:
    """Keep ours, take theirs, or cancel."""
    conflict = conflict_of(visitor.db, visitor.ids, conflict_id)
    if conflict is None:
        abort(404)
    ways: dict[str, Callable[[Visitor, CalendarConflict], str]] = {
        "ours": _keep_ours,
        "theirs": _take_theirs,
        "cancel": _cancel,
    }
    decide = ways.get(request.form.get("how", ""))
    if decide is None:
        raise FormError(_("%(label)s : à choisir.") % {"label": _("Décision")})
    flash(decide(visitor, conflict))
    return redirect(url_for("client_calendars.overview"))


def _keep_ours(visitor: Visitor, conflict: CalendarConflict) -> str:
    keep_ours(visitor.db, conflict, house().now(), visitor.account.id)
    return _("Notre rendez-vous est réécrit dans le calendrier du client.")


def _take_theirs(visitor: Visitor, conflict: CalendarConflict) -> str:
    appointment, before, now = conflict.appointment, conflict.appointment.starts_at, house().now()
    try:
        take_theirs(visitor.db, conflict, now, ChangedBy(account_id=visitor.account.id))
    except (NoTimeToTake, NotBooked) as error:
        raise FormError(_("Il n’y a pas d’horaire à reprendre.")) from error
    except SlotTaken as error:
        raise FormError(_("Cet horaire est déjà pris par un autre rendez-vous.")) from error
    tell_moved(visitor.db, appointment, now, moved_from=before)
    return _("Rendez-vous déplacé à l’horaire du client ; prévenez la personne attendue.")


def _cancel(visitor: Visitor, conflict: CalendarConflict) -> str:
    now = house().now()
    give_up(visitor.db, conflict, now, ChangedBy(account_id=visitor.account.id))
    tell_cancelled(visitor.db, conflict.appointment, now)
    return _("Rendez-vous annulé ; prévenez la personne attendue.")


def _whose(visitor: Visitor, key: str, practitioner_id: int) -> tuple[Client, Practitioner]:
    client = visitor.client(key)
    person = visitor.db.scalar(
        select(Practitioner).where(
            Practitioner.id == practitioner_id,
            Practitioner.client_id == client.id,
            Practitioner.active,
        )
    )
    return (client, person) if person else abort(404)


def _password() -> str:
    """As it is: a space may be part of it."""
    given = request.form.get("password", "")
    if not 0 < len(given) <= LONGEST_PASSWORD or not given.isprintable():
        raise FormError(_("%(label)s : à remplir.") % {"label": _("Mot de passe")})
    return given


def _way() -> CalendarWay:
    try:
        return CalendarWay(request.form.get("way", ""))
    except ValueError as error:
        raise FormError(_("%(label)s : à choisir.") % {"label": _("Comment")}) from error


def _details() -> FeedDetails | None:
    given = request.form.get("details", "")
    if not given:
        return None
    try:
        return FeedDetails(given)
    except ValueError as error:
        raise FormError(_("%(label)s : à choisir.") % {"label": _("Détails")}) from error


def _page(visitor: Visitor, client: Client, wrong: tuple[int, str] = (0, "")) -> str:
    now = house().now()
    found = freshness_of(visitor.db, [client.id], now)
    searches = {one.practitioner.id: search_of(visitor.db, one.practitioner.id) for one in found}
    return render_template(
        "client_calendar.html",
        visitor=visitor,
        client=client,
        found=sorted(found, key=lambda one: one.practitioner.position),
        searches=searches,
        is_searching=any(one and not one.answered_at for one in searches.values()),
        providers=sorted(PROVIDERS),
        wrong=wrong,
        now=now,
    )


def _back(client: Client, person: Practitioner) -> AnyResponse:
    page = url_for("client_calendars.of_client", key=client.key)
    return redirect(f"{page}#p{person.id}")
