"""Appointments of a week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from telesec.agenda.absences import absences_by_day
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.looking_up import appointments_between
from telesec.agenda.no_show import missed_among, times_missed
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.reminder import assured_among
from telesec.values.opening_hours import instant
from telesec.web.console.absences import in_words
from telesec.web.console.forms import day, whole
from telesec.web.console.lists import asked
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

appointments = Blueprint("appointments", __name__)

A_WEEK = timedelta(days=7)
SHOWN = (AppointmentStatus.CONFIRMED, AppointmentStatus.CANCELLED)


@appointments.get("/appointments")
@signed_in()
def week(visitor: Visitor) -> str:
    """Seven days from ``?day=`` on; ``?client=`` and ``?practitioner=`` narrow."""
    return _page(visitor)


def _page(visitor: Visitor) -> str:
    wanted = asked(visitor)
    people = _practitioners(visitor, wanted.client_ids)
    chosen = _chosen(people)
    today = _today(visitor, wanted.client_ids)
    first = day("day", today) if request.method == "GET" else today
    days = _by_day(visitor, wanted.client_ids, first, chosen)
    shown = [one for _, found in days for one in found]
    return render_template(
        "appointments.html",
        visitor=visitor,
        asked=wanted,
        days=days,
        assured=assured_among(visitor.db, [one.id for one in shown]),
        missed=missed_among(visitor.db, [one.id for one in shown]),
        times_missed=times_missed(visitor.db, shown) if visitor.is_staff else {},
        absent=absences_by_day(visitor.db, wanted.client_ids, first, A_WEEK.days),
        in_words=in_words,
        first=first,
        today=today,
        before=_address(wanted.chosen, chosen, first - A_WEEK),
        after=_address(wanted.chosen, chosen, first + A_WEEK),
        practitioners=people,
        chosen=chosen,
        now=house().now(),
    )


def _practitioners(visitor: Visitor, ids: Sequence[int]) -> Sequence[Practitioner]:
    return visitor.db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id.in_(ids), Practitioner.active)
        .options(joinedload(Practitioner.client))
        .order_by(Practitioner.client_id, Practitioner.position, Practitioner.id)
    ).all()


def _chosen(people: Sequence[Practitioner]) -> Practitioner | None:
    """The practitioner asked for; 404 when it is none of these."""
    if request.method != "GET" or not request.args.get("practitioner"):
        return None
    wanted = whole("practitioner", _("Praticien"))
    chosen = next((person for person in people if person.id == wanted), None)
    if chosen is None:
        abort(404)
    return chosen


def _today(visitor: Visitor, ids: Sequence[int]) -> date:
    """The local day of the first of these clients."""
    now = house().now()
    return next((c.local(now).date() for c in visitor.clients if c.id in ids), now.date())


def _by_day(
    visitor: Visitor, ids: Sequence[int], first: date, chosen: Practitioner | None
) -> list[tuple[date, list[Appointment]]]:
    """The appointments of each of the seven days, by each client's own calendar."""
    zones = {client.zone for client in visitor.clients if client.id in ids}
    starts = [instant(first, 0, zone) for zone in zones]
    ends = [instant(first + A_WEEK, 0, zone) for zone in zones]
    if not starts:
        return []
    found = appointments_between(visitor.db, ids, min(starts), max(ends), SHOWN)
    by_day: dict[date, list[Appointment]] = {first + timedelta(days=n): [] for n in range(7)}
    for appointment in found:
        local_day = appointment.client.local(appointment.starts_at).date()
        if local_day in by_day and chosen in {None, appointment.practitioner}:
            by_day[local_day].append(appointment)
    return list(by_day.items())


def _address(client: str, chosen: Practitioner | None, first: date) -> str:
    asked_for: dict[str, Any] = {"day": first.isoformat()}
    if client:
        asked_for["client"] = client
    if chosen:
        asked_for["practitioner"] = chosen.id
    return url_for("appointments.week", **asked_for)
