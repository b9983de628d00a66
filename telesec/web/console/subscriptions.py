"""The secret addresses under which agendas can be subscribed to: opened, renewed, closed."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.feeds import LONGEST_LABEL, feed_url, feeds_of, open_feed, renew, revoke
from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client
from telesec.web.console.forms import FormError, text
from telesec.web.console.lists import asked
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

subscriptions = Blueprint("subscriptions", __name__)

# In a form: the id of a practitioner, or of a client whose practitioners are all meant.
OF_CLIENT = "client-"


@subscriptions.get("/feeds")
@signed_in()
def feeds_list(visitor: Visitor) -> str:
    """Every address of these clients; ``?client=`` narrows."""
    return _page(visitor)


def _page(visitor: Visitor, problem: str = "") -> str:
    wanted = asked(visitor)
    settings = house().settings
    return render_template(
        "subscriptions.html",
        visitor=visitor,
        asked=wanted,
        feeds=[
            (feed, feed_url(settings.public_url, feed, settings.secret_key))
            for feed in feeds_of(visitor.db, wanted.client_ids)
        ],
        agendas=_agendas(visitor, wanted.client_ids),
        details=list(details_in_words().items()),
        of_client=OF_CLIENT,
        problem=problem,
        now=house().now(),
    )


def details_in_words() -> dict[FeedDetails, str]:
    """How much an address tells, as people choose it."""
    return {
        FeedDetails.FULL: _("complet"),
        FeedDetails.INITIALS: _("initiales seulement"),
        FeedDetails.BUSY: _("occupé, sans nom"),
    }


def _agendas(visitor: Visitor, ids: Sequence[int]) -> list[tuple[Client, list[Practitioner]]]:
    """Whose agendas an address can be opened for, client by client."""
    people = visitor.db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id.in_(ids), Practitioner.active)
        .options(joinedload(Practitioner.client))
        .order_by(Practitioner.client_id, Practitioner.position, Practitioner.id)
    ).all()
    found: dict[int, tuple[Client, list[Practitioner]]] = {}
    for person in people:
        found.setdefault(person.client_id, (person.client, []))[1].append(person)
    return list(found.values())


@subscriptions.post("/feeds")
@signed_in(staff=True, writes=True)
def new_feed(visitor: Visitor) -> AnyResponse | tuple[str, int]:
    """A new secret address of one practitioner's agenda, or of all of a client's."""
    try:
        label = text("label", _("Nom de l’adresse"), most=LONGEST_LABEL)
        details = _details()
        whose = _whose(visitor)
    except FormError as error:
        return _page(visitor, str(error)), 400
    key, now = house().settings.secret_key, house().now()
    open_feed(visitor.db, whose, label, secret_key=key, now=now, details=details)
    flash(_("Adresse ouverte ; copiez-la dans l’agenda qui doit la lire."))
    return redirect(url_for("subscriptions.feeds_list"))


def _details() -> FeedDetails:
    given = request.form.get("details", FeedDetails.FULL.value)
    try:
        return FeedDetails(given)
    except ValueError as error:
        said = {"value": given[:20]}
        raise FormError(_("« %(value)s » n’est pas un niveau de détail.") % said) from error


def _whose(visitor: Visitor) -> Practitioner | Client:
    """The agenda meant in the form, if it is one of the visitor's. Raises FormError; 404."""
    given = request.form.get("practitioner", "")
    _before, of_client, number = given.rpartition(OF_CLIENT)
    if not number.isdecimal() or len(number) > 9:
        raise FormError(_("%(label)s : à choisir.") % {"label": _("Agenda")})
    if of_client:
        client = next((c for c in visitor.clients if c.id == int(number)), None)
        has_agenda = client and any(c is client for c, _people in _agendas(visitor, [client.id]))
        return client if client and has_agenda else abort(404)
    found = visitor.db.scalar(
        select(Practitioner).where(
            Practitioner.id == int(number),
            Practitioner.client_id.in_(visitor.ids),
            Practitioner.active,
        )
    )
    return found or abort(404)


@subscriptions.post("/feeds/<row:feed_id>/renew")
@signed_in(staff=True, writes=True)
def renewed(visitor: Visitor, feed_id: int) -> AnyResponse:
    """Another address in place of that one, which answers 404 from now on."""
    feed = _feed(visitor, feed_id)
    if feed.revoked_at is None:
        renew(visitor.db, feed, secret_key=house().settings.secret_key, now=house().now())
        flash(_("Adresse renouvelée ; donnez la nouvelle à l’agenda qui lisait l’ancienne."))
    return redirect(url_for("subscriptions.feeds_list"))


@subscriptions.post("/feeds/<row:feed_id>/revoke")
@signed_in(staff=True, writes=True)
def revoked(visitor: Visitor, feed_id: int) -> AnyResponse:
    """From now on that address answers 404."""
    revoke(_feed(visitor, feed_id), house().now())
    return redirect(url_for("subscriptions.feeds_list"))


def _feed(visitor: Visitor, feed_id: int) -> Feed:
    feed = visitor.db.scalar(
        select(Feed).where(Feed.id == feed_id, Feed.client_id.in_(visitor.ids))
    )
    return feed or abort(404)
