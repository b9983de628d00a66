"""The form for an appointment, with a call or without, and the free times it offers: the
secretary's, and the client's own.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import flash, g, request
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import (
    LONGEST_NOTES,
    DayFull,
    PractitionerBusy,
    ResourceTaken,
    SlotTaken,
    book,
    release_holds,
)
from telesec.agenda.free_time import Moving, Slot, free_slots
from telesec.agenda.no_show import times_missed
from telesec.agenda.places import place_named
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.wishes import Window
from telesec.assistant.booking.bookable import practitioners_for
from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.dispatch.telling_changes import tell_booked
from telesec.messages.taking import LONGEST_NAME
from telesec.scripts.steps import AppointmentTerms
from telesec.values.language import Language, text_in
from telesec.values.opening_hours import instant
from telesec.web.console.forms import FormError, day, mail_address, minute, number, text, whole
from telesec.web.console.taking import SAME_FORM, one_form_at_a_time
from telesec.web.house import house
from telesec.web.login import Visitor
from telesec.web.translations import _, current_language, short_day, spelt

MOST_SLOTS = 60
SEARCHED = timedelta(days=90)  # for the next free time, when a day has none
FURTHEST = timedelta(days=2 * 365)
LONGEST_REASON = 300
MOST_NOTED = LONGEST_NOTES - LONGEST_REASON - 1  # beside the reason
ANYTHING = AppointmentTerms()
FIRST_BIRTH = date(1880, 1, 1)
ANYBODY = "any"  # in place of a practitioner: whoever is free first
NOBODY: Mapping[int, str] = {}


def book_appointment(
    visitor: Visitor,
    client: Client,
    call: Call | None,
    terms: AppointmentTerms = ANYTHING,
    *,
    once: bool = False,
) -> Appointment:
    """The appointment in the form, if ``terms`` let it be booked. Raises FormError, nothing
    written, as when the time has just been taken. What the assistant holds for this very caller
    gives way. ``once``: the very same from the same account, a moment ago, is what is there.
    """
    slot = slot_in_form(visitor, client, terms)
    name = text("caller_name", _("Nom"), most=LONGEST_NAME)
    telephone = number("telephone", _("Téléphone"), client)
    email = mail_address("email", _("Adresse e-mail"))
    birth_date, notes = _birth_date(terms), _notes(terms)
    found = _booked_before(visitor, client, call, slot, name) if once else None
    if found:
        return found
    try:
        with visitor.db.begin_nested():
            if call:
                release_holds(visitor.db, call_id=call.id)
            appointment = book(
                visitor.db,
                slot,
                client_id=client.id,
                booked_by_id=visitor.account.id,
                call_id=call.id if call else None,
                caller_name=name,
                telephone=telephone,
                email=email,
                now=house().now(),
                birth_date=birth_date,
                notes=notes,
                despite_busy=request.form.get("despite_busy") == "yes",
            )
    except SlotTaken as error:
        raise FormError(why_refused(error)) from error
    tell_booked(visitor.db, appointment, house().now())
    _say_as_well(appointment, call.language if call else client.language)
    _tell_missed(visitor, appointment)
    if appointment.email and not email:
        said = {"email": appointment.email}
        flash(_("Adresse e-mail reprise de la dernière fois : %(email)s.") % said)
    return appointment


def why_refused(error: SlotTaken) -> str:
    """Why the time cannot be had; where a person may have it all the same, the form then asks."""
    if isinstance(error, PractitionerBusy):
        g.may_book_despite_busy = True
        return _("Un autre agenda du praticien dit qu’il est occupé à cette heure.")
    if isinstance(error, DayFull):
        return _("Ce praticien a déjà, ce jour-là, tous les rendez-vous de ce motif qu’il veut.")
    if isinstance(error, ResourceTaken):
        return _("Ce que ce rendez-vous demande (salle, véhicule…) est déjà pris à cette heure.")
    return _("Cet horaire vient d’être pris ; choisissez-en un autre.")


def _tell_missed(visitor: Visitor, appointment: Appointment) -> None:
    """For the secretary's eyes: how often this person did not come. It hinders nothing."""
    count = times_missed(visitor.db, [appointment]).get(appointment.id)
    if count and visitor.is_staff:
        flash(
            _("À savoir : rendez-vous manqués par cette personne : %(count)s.") % {"count": count}
        )


def _say_as_well(appointment: Appointment, language: Language) -> None:
    """What the secretary has to tell the caller, in the caller's language."""
    place, bring = (
        place_named(appointment, language),
        appointment.appointment_type.to_bring(language),
    )
    if place:
        flash(_("À dire : le rendez-vous est %(place)s.") % {"place": place})
    if bring:
        flash(_("À dire : apporter %(documents)s.") % {"documents": bring})


def who_in_form(client: Client) -> dict[str, Any]:
    """Who comes, as the form says, and the notes as they are to be; the address it was opened
    with. Raises FormError.
    """
    return {
        "caller_name": text("caller_name", _("Nom"), most=LONGEST_NAME),
        "telephone": number("telephone", _("Téléphone"), client),
        "email": mail_address("email", _("Adresse e-mail")),
        "email_shown": request.form.get("email_shown"),
        "birth_date": _birth_date(ANYTHING),
        "notes": text("notes", _("Notes"), most=LONGEST_NOTES, required=False, lines=True),
    }


def _birth_date(terms: AppointmentTerms) -> date | None:
    """By which the caller can be told from a stranger when they ring to change it."""
    label, value = _("Date de naissance"), request.form.get("birth_date", "")
    if not value and terms.ask_birth_date:
        raise FormError(_("%(label)s : à remplir.") % {"label": label})
    if not value:
        return None
    try:
        given = date.fromisoformat(value)
    except ValueError as error:
        raise FormError(_("« %(value)s » n’est pas une date.") % {"value": value[:20]}) from error
    if not FIRST_BIRTH <= given <= house().now().date():
        raise FormError(_("Le %(day)s est trop loin d’aujourd’hui.") % {"day": short_day(given)})
    return given


def _notes(terms: AppointmentTerms) -> str:
    """What the script has asked, then why the appointment is wanted."""
    kept = text("notes", _("Notes"), most=MOST_NOTED, required=False, lines=True)
    reason = text("reason", _("Raison"), most=LONGEST_REASON, required=terms.ask_reason)
    return "\n".join(filter(None, (kept, reason)))


def slots_of_a_day(
    visitor: Visitor,
    client: Client,
    terms: AppointmentTerms = ANYTHING,
    *,
    moving: Appointment | None = None,
) -> dict[str, Any]:
    """The free times of the day, kind and practitioner asked for, and where to look when there
    is none; the appointment that is ``moving`` is in nobody's way. Raises FormError.
    """
    now = house().now()
    wanted = day("day", client.local(now).date())
    kind, people = _kind_and_people(visitor, client, terms)
    end = instant(wanted + timedelta(days=1), 0, client.zone)
    window = (instant(wanted, 0, client.zone), end)
    free = _free(visitor, kind, people, window, moving, limit=MOST_SLOTS)
    names = {one.id: one.name for one in people} if len(people) > 1 else {}
    found: dict[str, Any] = {"slots": [_offered(slot, client, names) for slot in free]}
    if not free:
        later = (end, end + SEARCHED)
        found["next"] = [
            _offered(slot, client) for slot in _free(visitor, kind, people, later, moving, limit=1)
        ]
    return found


def _free(
    visitor: Visitor,
    kind: AppointmentType,
    people: list[Practitioner],
    window: Window,
    moving: Appointment | None,
    *,
    limit: int,
) -> list[Slot]:
    """Of one that stays of its kind, so long as it is now: a length chosen by hand stays."""
    now = house().now()
    if moving is None:
        return free_slots(visitor.db, kind, people, [window], now, limit=limit)
    return free_slots(
        visitor.db,
        kind,
        people,
        [window],
        now,
        limit=limit,
        moving=Moving(moving.id, moving.practitioner_id, moving.starts_at),
        at_least=moving.lasts if moving.appointment_type_id == kind.id else timedelta(0),
    )


def first_free_times(
    visitor: Visitor,
    client: Client,
    booking: dict[str, Any],
    terms: AppointmentTerms = ANYTHING,
    *,
    since: date | None = None,
) -> dict[str, Any]:
    """The first day, ``since`` that local day or now, on which the first kind of ``booking`` is
    free with the first who does it; and the times of that day.
    """
    if not booking["types"]:
        return {}
    kind, now = booking["types"][0][0], house().now()
    person = practitioners_for(kind, terms)[0]
    begin = max(now, instant(since, 0, client.zone)) if since else now
    soon = (begin, begin + SEARCHED)
    found = free_slots(visitor.db, kind, [person], [soon], now, limit=1)
    if not found:
        return {"slots": [], "next": [], "person": person.id}
    first = client.local(found[0].starts_at).date()
    ends = instant(first + timedelta(days=1), 0, client.zone)
    window = (found[0].starts_at, ends)
    free = free_slots(visitor.db, kind, [person], [window], now, limit=MOST_SLOTS)
    offered = [_offered(slot, client) for slot in free]
    return {"today": first, "slots": offered, "person": person.id}


def booking_choices(
    visitor: Visitor, client: Client, terms: AppointmentTerms = ANYTHING
) -> dict[str, Any]:
    """What the booking form offers, of what ``terms`` let be booked."""
    kinds = visitor.db.scalars(
        select(AppointmentType)
        .where(AppointmentType.client_id == client.id, AppointmentType.active)
        .options(selectinload(AppointmentType.practitioners))
        .order_by(AppointmentType.position, AppointmentType.id)
    ).all()
    people = visitor.db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id == client.id, Practitioner.active)
        .order_by(Practitioner.position, Practitioner.id)
    ).all()
    kinds = [
        kind
        for kind in kinds
        if kind.key in (terms.types or (kind.key,)) and practitioners_for(kind, terms)
    ]
    people = [p for p in people if any(p in practitioners_for(kind, terms) for kind in kinds)]
    return {
        "types": [(kind, text_in(kind.names, current_language())) for kind in kinds],
        "practitioners": people,
        "today": client.local(house().now()).date(),
        "asks_birth_date": terms.ask_birth_date,
    }


def _offered(slot: Slot, client: Client, names: Mapping[int, str] = NOBODY) -> dict[str, str]:
    """A free time; of several people, with whom it is."""
    local = client.local(slot.starts_at)
    whom = names.get(slot.practitioner_id)
    return {
        "at": slot.starts_at.isoformat() + (f"@{slot.practitioner_id}" if whom else ""),
        "day": local.date().isoformat(),
        "label": f"{local:%H:%M}" + (f" · {whom}" if whom else ""),
        "when": spelt(local, "EEEE d MMMM, HH:mm"),
    }


def _booked_before(
    visitor: Visitor, client: Client, call: Call | None, slot: Slot, name: str
) -> Appointment | None:
    one_form_at_a_time(visitor)
    return visitor.db.scalar(
        select(Appointment).where(
            Appointment.client_id == client.id,
            Appointment.practitioner_id == slot.practitioner_id,
            Appointment.appointment_type_id == slot.appointment_type_id,
            Appointment.starts_at == slot.starts_at,
            Appointment.status == AppointmentStatus.CONFIRMED,
            Appointment.booked_by_id == visitor.account.id,
            Appointment.caller_name == name,
            Appointment.call_id == (call.id if call else None),
            Appointment.created_at >= house().now() - SAME_FORM,
        )
    )


def slot_in_form(visitor: Visitor, client: Client, terms: AppointmentTerms = ANYTHING) -> Slot:
    """The kind, practitioner and time in the form, if this client has them. Raises FormError."""
    kind, people = _kind_and_people(visitor, client, terms)
    starts_at = _start(client)
    practitioner = _with_whom(people)
    return Slot(practitioner.id, kind.id, starts_at, starts_at + timedelta(minutes=kind.minutes))


def _with_whom(people: Sequence[Practitioner]) -> Practitioner:
    """Who was chosen; of several, whose free time was."""
    if len(people) == 1:
        return people[0]
    chosen = request.form.get("at", "").partition("@")[2]
    found = [one for one in people if str(one.id) == chosen and not request.form.get("time")]
    if not found:
        raise FormError(_("Praticien : à choisir dans la liste."))
    return found[0]


def _kind_and_people(
    visitor: Visitor, client: Client, terms: AppointmentTerms
) -> tuple[AppointmentType, list[Practitioner]]:
    """What was chosen, if this client has it, the practitioner does it and ``terms`` allow it;
    or all who do, for whoever is free first.
    """
    kind = visitor.db.scalar(
        select(AppointmentType).where(
            AppointmentType.id == whole("type", _("Motif")),
            AppointmentType.client_id == client.id,
            AppointmentType.active,
        )
    )
    if kind is None or (terms.types and kind.key not in terms.types):
        raise FormError(_("Motif : à choisir dans la liste."))
    people = practitioners_for(kind, terms)
    if request.values.get("practitioner") == ANYBODY and people:
        return kind, people
    chosen = whole("practitioner", _("Praticien"))
    for practitioner in people:
        if practitioner.id == chosen:
            return kind, [practitioner]
    raise FormError(_("Ce praticien ne propose pas ce motif."))


def _start(client: Client) -> datetime:
    """The time chosen among the free ones, or the other time written by hand."""
    starts_at = _written(client) if request.form.get("time") else _offered_start()
    now = house().now()
    if starts_at < now:
        raise FormError(_("Heure : elle est déjà passée."))
    if starts_at > now + FURTHEST:
        raise FormError(_("Heure : c’est trop loin d’aujourd’hui."))
    return starts_at


def _written(client: Client) -> datetime:
    on: date = day("day", client.local(house().now()).date())
    return instant(on, minute("time", _("Heure")), client.zone)


def _offered_start() -> datetime:
    given = text("at", _("Heure"), most=60)
    try:
        starts_at = datetime.fromisoformat(given.partition("@")[0])
    except ValueError as error:
        raise FormError(_("Heure : à choisir dans la liste.")) from error
    if starts_at.tzinfo is None:
        raise FormError(_("Heure : à choisir dans la liste."))
    return starts_at
