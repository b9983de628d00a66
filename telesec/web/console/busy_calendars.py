"""Other calendars of practitioners: how fresh what we know of each is, and what collides."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.busy.calendar import BusyCalendar, CalendarKind
from telesec.agenda.busy.calendars import (
    LONGEST_LABEL,
    LONGEST_PASSWORD,
    LONGEST_USER,
    Access,
    BadCalendar,
    Named,
    calendar_of,
    calendars_of,
    conflicts_of,
    keep_despite_busy,
    put_calendar,
    read_anew,
    remove_calendar,
)
from telesec.agenda.looking_up import appointment_of
from telesec.agenda.practitioner import Practitioner
from telesec.gateways.outside_http import LONGEST_ADDRESS
from telesec.web.console.forms import FormError, text, whole
from telesec.web.console.lists import asked
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

busy_calendars = Blueprint("busy_calendars", __name__)

LIST = "busy_calendars.calendars_list"


def faults() -> dict[str, str]:
    """Why a calendar could not be read, in the language of this page."""
    return {
        "bad_address": _("l’adresse n’en est pas une"),
        "inner_address": _("l’adresse est celle d’un réseau interne"),
        "unknown_host": _("ce serveur n’existe pas"),
        "not_reached": _("le serveur ne répond pas"),
        "not_private": _("un mot de passe demande une adresse https"),
        "not_trusted": _("le certificat du serveur n’est pas valable"),
        "broken_answer": _("la réponse est tronquée ou illisible"),
        "too_slow": _("le serveur est trop lent"),
        "too_large": _("l’agenda est trop gros"),
        "too_many_redirects": _("l’adresse renvoie sans fin ailleurs"),
        "refused": _("identifiant ou mot de passe refusé"),
        "not_found": _("il n’y a rien à cette adresse"),
        "overloaded": _("le serveur demande de patienter"),
        "server_error": _("le serveur est en panne"),
        "unexpected": _("réponse inattendue du serveur"),
        "not_a_calendar": _("ce n’est pas un agenda, ou il est tronqué"),
        "not_dav": _("ce n’est pas un serveur CalDAV, ou il n’a pas tout donné"),
        "not_a_collection": _("cette adresse CalDAV n’est pas celle d’un agenda"),
        "too_much": _("trop d’événements ou de répétitions"),
        "key_changed": _("la clé de la maison a changé : à saisir de nouveau"),
    }


def doubts() -> dict[str, str]:
    """Why a busy time may be another than was meant, in the language of this page."""
    return {
        "zone": _("fuseau inconnu, pris pour celui du client"),
        "time": _("horaire ou répétition illisible, bloqué au plus large"),
        "often": _("répétition trop serrée, tout est bloqué"),
    }


def kinds() -> dict[str, str]:
    """The ways of reading one, in the language of this page."""
    return {CalendarKind.ICS.value: _("adresse .ics"), CalendarKind.CALDAV.value: "CalDAV"}


@busy_calendars.get("/other-calendars")
@signed_in()
def calendars_list(visitor: Visitor) -> str:
    """The calendars that are read; ``?client=`` narrows."""
    return _page(visitor)


def _page(visitor: Visitor, problem: str = "") -> str:
    wanted, now = asked(visitor), house().now()
    return render_template(
        "busy_calendars.html",
        visitor=visitor,
        asked=wanted,
        calendars=calendars_of(visitor.db, wanted.client_ids),
        conflicts=conflicts_of(visitor.db, wanted.client_ids, now),
        practitioners=_practitioners(visitor, wanted.client_ids),
        faults=faults(),
        doubts=doubts(),
        kinds=kinds(),
        problem=problem,
        now=now,
    )


def _practitioners(visitor: Visitor, ids: Sequence[int]) -> Sequence[Practitioner]:
    return visitor.db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id.in_(ids), Practitioner.active)
        .options(joinedload(Practitioner.client))
        .order_by(Practitioner.client_id, Practitioner.position, Practitioner.id)
    ).all()


@busy_calendars.post("/other-calendars")
@signed_in(staff=True, writes=True)
def new_calendar(visitor: Visitor) -> AnyResponse | tuple[str, int]:
    """Read one more; the worker does it within seconds."""
    try:
        practitioner_id, named = whole("practitioner", _("Praticien")), _named()
        practitioner = visitor.db.scalar(
            select(Practitioner).where(
                Practitioner.id == practitioner_id,
                Practitioner.client_id.in_(visitor.ids),
                Practitioner.active,
            )
        )
        if practitioner is None:
            abort(404)
        key = house().settings.secret_key
        put_calendar(visitor.db, practitioner, named, secret_key=key, now=house().now())
    except FormError as error:
        return _page(visitor, str(error)), 400
    except BadCalendar as error:
        return _page(visitor, _refused(error)), 400
    flash(_("L’agenda va être lu ; cette page dira s’il a pu l’être."))
    return redirect(url_for(LIST))


def _named() -> Named:
    kind = request.form.get("kind", "")
    if kind not in set(CalendarKind):
        raise FormError(_("Sorte : à choisir dans la liste."))
    access = Access(
        url=text("address", _("Adresse"), most=LONGEST_ADDRESS),
        user=text("user", _("Identifiant"), most=LONGEST_USER, required=False),
        password=request.form.get("password", "")[:LONGEST_PASSWORD],
    )
    label = text("label", _("Nom de l’agenda"), most=LONGEST_LABEL)
    tentative_is_free = request.form.get("tentative_is_free") == "yes"
    return Named(label, CalendarKind(kind), access, tentative_is_free)


def _refused(error: BadCalendar) -> str:
    told = {
        "address": _("Adresse : à écrire en entier, comme https://… ou webcal://…"),
        "user": _("Identifiant : à remplir, le serveur le demandera."),
        "many": _("Ce praticien a déjà dix autres agendas."),
    }
    return told.get(str(error), _("Adresse : elle est trop longue."))


@busy_calendars.post("/other-calendars/<row:calendar_id>/read")
@signed_in(staff=True, writes=True)
def again(visitor: Visitor, calendar_id: int) -> AnyResponse:
    """Have it read at once."""
    read_anew(_found(visitor, calendar_id), house().now())
    flash(_("L’agenda va être relu."))
    return redirect(url_for(LIST))


@busy_calendars.post("/other-calendars/<row:calendar_id>/remove")
@signed_in(staff=True, writes=True)
def removed(visitor: Visitor, calendar_id: int) -> AnyResponse:
    """Read it no more."""
    remove_calendar(visitor.db, _found(visitor, calendar_id))
    flash(_("L’agenda n’est plus lu."))
    return redirect(url_for(LIST))


@busy_calendars.post("/other-calendars/conflicts/<row:appointment_id>/keep")
@signed_in(staff=True, writes=True)
def kept(visitor: Visitor, appointment_id: int) -> AnyResponse:
    """Somebody has decided: the appointment stands although the practitioner is busy."""
    found = appointment_of(visitor.db, visitor.ids, appointment_id)
    if found is None:
        abort(404)
    keep_despite_busy(found)
    return redirect(url_for(LIST))


def _found(visitor: Visitor, calendar_id: int) -> BusyCalendar:
    return calendar_of(visitor.db, visitor.ids, calendar_id) or abort(404)
