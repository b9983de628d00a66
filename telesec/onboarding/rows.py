"""Rows from entries. Each function sets only what differs, and says whether anything did."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.agendas import move_to_another_place, rename_kind
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.resource import Resource
from telesec.billing.issuer import Issuer
from telesec.billing.price_rule import PriceRule
from telesec.clients.client import Client, Contact, Line
from telesec.onboarding.checking import price_values
from telesec.onboarding.client_file import (
    AppointmentTypeEntry,
    ClientEntry,
    ContactEntry,
    IssuerEntry,
    PractitionerEntry,
    PriceEntry,
    SummaryWay,
)
from telesec.onboarding.practice_rows import hours_elsewhere, put_needs
from telesec.values.telephone import parse_number


def put(row: Any, values: dict[str, Any]) -> bool:
    """Set what differs, and only that; whether anything did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def put_issuer(db: Session, entry: IssuerEntry) -> bool:
    """The one issuer."""
    issuer = db.scalar(select(Issuer).order_by(Issuer.id)) or Issuer()
    values = {
        "name": entry.name,
        "legal_form": entry.legal_form,
        "address": entry.address,
        "siret": entry.siret,
        "registration": entry.registration,
        "vat_regime": entry.vat_regime,
        "vat_number": entry.vat_number,
        "vat_rate_basis_points": entry.vat_rate,
        "iban": entry.iban,
        "bic": entry.bic,
        "email": entry.email or "",
        "telephone": parse_number(entry.telephone) if entry.telephone else "",
        "payment_days": entry.payment_days,
    }
    changed = put(issuer, values)
    db.add(issuer)
    return changed


def client_values(entry: ClientEntry) -> dict[str, Any]:
    """The columns of the client's own row."""
    return {
        "name": entry.name,
        "trade": entry.trade.value,
        "country": entry.country,
        "time_zone": entry.time_zone,
        "language": entry.language,
        "script": entry.script,
        "colour": entry.colour,
        "opening_hours": entry.opening_hours,
        "summary_detail": entry.summary_detail,
        "voicemail_days": entry.voicemail_days,
        "voicemail_transcript": entry.voicemail_transcript,
        "account_sid": entry.twilio_account or "",
        "text_from": entry.telephone(entry.text_from) if entry.text_from else None,
        "record_talks": entry.record_talks,
        "talk_days": entry.talk_days,
        "confirms_by_sms": entry.own_appointments.confirm_by_sms,
        "caller_links": entry.own_appointments.link,
        "callers_may": entry.own_appointments.acts,
        "change_notice_hours": entry.own_appointments.notice_hours,
        "reminder_days": entry.reminders.sms_days,
        "reminder_email_days": entry.reminders.days_by_email,
        "reminder_minute": entry.reminders.hour,
        "waiting_by_telephone": entry.waiting_list.by_telephone,
        "offer_minutes": entry.waiting_list.offer_minutes,
        "legal_name": entry.billing.legal_name,
        "address": entry.billing.address,
        "siren": entry.billing.siren,
        "vat_number": entry.billing.vat_number,
    }


def put_lines(db: Session, client: Client, entry: ClientEntry) -> tuple[bool, list[str]]:
    """The client's lines; whether anything changed, and the numbers now out of use.

    One not listed is out of use; its calls stay where they are. A line that another client has
    given up (out of use) may be taken over.
    """
    changed = False
    closed: list[str] = []
    listed = {entry.telephone(line.number): line for line in entry.lines}
    for number, given in listed.items():
        line = db.scalar(select(Line).where(Line.number == number)) or Line(number=number)
        values = {"label": given.label, "language": given.language, "active": True}
        changed |= put(line, {"client_id": client.id, **values})
        db.add(line)
    for line in db.scalars(select(Line).where(Line.client_id == client.id, Line.active)):
        if line.number not in listed:
            line.active = False
            closed.append(line.number)
    return changed or bool(closed), closed


def put_contacts(client: Client, entry: ClientEntry) -> bool:
    """The client's contacts, in order; those not listed are taken out."""
    known = {contact.key: contact for contact in client.contacts}
    listed = {contact.key for contact in entry.contacts}
    changed = False
    for key in known.keys() - listed:
        client.contacts.remove(known[key])
        changed = True
    for position, one in enumerate(entry.contacts):
        contact = known.get(one.key)
        if contact is None:
            contact = Contact(key=one.key)
            client.contacts.append(contact)
        changed |= put(contact, _contact_values(entry, one, position))
    return changed


def _contact_values(client: ClientEntry, one: ContactEntry, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "name": one.name,
        "mobile": client.telephone(one.mobile) if one.mobile else None,
        "email": one.email,
        "language": one.language or client.language,
        "summary_by_sms": SummaryWay.SMS in one.summary_by,
        "summary_by_email": SummaryWay.EMAIL in one.summary_by,
        "on_call_rank": one.on_call,
        "may_set_status": one.may_set_status,
    }


def put_practitioners(
    db: Session,
    client: Client,
    entries: list[PractitionerEntry],
    now: datetime,
    *,
    compact: bool = False,
) -> tuple[dict[str, Practitioner], bool]:
    """The practitioners in use, by key, and whether anything changed. ``compact``: whether their
    days are to be, unless one says otherwise.
    """
    known = {
        one.key: one
        for one in db.scalars(select(Practitioner).where(Practitioner.client_id == client.id))
    }
    listed: dict[str, Practitioner] = {}
    changed = False
    for position, entry in enumerate(entries):
        row = known.get(entry.key) or Practitioner(client_id=client.id, key=entry.key)
        values = {
            "name": entry.name,
            "position": position,
            "opening_hours": entry.opening_hours or client.opening_hours,
            "place": entry.place,
            "elsewhere": hours_elsewhere(entry),
            "compact": compact if entry.compact is None else entry.compact,
            "active": True,
        }
        moved = row.id is not None and row.place != entry.place
        changed |= put(row, values)
        db.add(row)
        listed[entry.key] = row
        if moved:
            move_to_another_place(db, row, now)
    for key in known.keys() - listed.keys():
        changed |= put(known[key], {"active": False})
    db.flush()
    return listed, changed


def put_appointment_types(
    db: Session,
    client: Client,
    entries: list[AppointmentTypeEntry],
    practitioners: dict[str, Practitioner],
    now: datetime,
    *,
    resources: dict[str, Resource],
) -> bool:
    """The client's appointment types, in order; those not listed are out of use."""
    known = {
        kind.key: kind
        for kind in db.scalars(
            select(AppointmentType).where(AppointmentType.client_id == client.id)
        )
    }
    changed = False
    for position, entry in enumerate(entries):
        row = known.get(entry.key) or AppointmentType(client_id=client.id, key=entry.key)
        renamed = row.id is not None and row.names != entry.names
        changed |= put(row, _type_values(entry, position))
        keys = practitioners if entry.practitioners is None else entry.practitioners
        changed |= _put_offered_by(row, [practitioners[key] for key in keys])
        changed |= put_needs(row, [resources[key] for key in entry.resources])
        db.add(row)
        if renamed:
            rename_kind(db, row, now)
    for key in known.keys() - {entry.key for entry in entries}:
        changed |= put(known[key], {"active": False})
    return changed


def _type_values(entry: AppointmentTypeEntry, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "names": entry.names,
        "words": {language: tuple(words) for language, words in entry.words.items()},
        "minutes": entry.minutes,
        "buffer_before_minutes": entry.buffer_before,
        "buffer_after_minutes": entry.buffer_after,
        "notice_minutes": entry.notice_minutes,
        "horizon_days": entry.horizon_days,
        "hours": entry.hours,
        "only_for": entry.only_for,
        "most_a_day": entry.most_a_day,
        "colour": entry.colour or "",
        "bring": entry.bring,
        "active": True,
    }


def _put_offered_by(kind: AppointmentType, practitioners: list[Practitioner]) -> bool:
    if {one.id for one in kind.practitioners} == {one.id for one in practitioners}:
        return False
    kind.practitioners = practitioners
    return True


def put_price(db: Session, client: Client, entry: PriceEntry) -> bool:
    """The price from that day on. What an issued invoice used has been checked before."""
    rule = db.scalar(
        select(PriceRule).where(
            PriceRule.client_id == client.id, PriceRule.valid_from == entry.valid_from
        )
    ) or PriceRule(client_id=client.id, valid_from=entry.valid_from)
    changed = put(rule, dict(price_values(entry)))
    db.add(rule)
    return changed
