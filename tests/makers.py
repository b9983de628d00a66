"""Makers: plain functions that put one thing into the database, with defaults that make sense."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.billing.issuer import Issuer, VatRegime
from telesec.billing.price_rule import PriceRule, PriceUnit
from telesec.calls.call import Call, CallStatus, ScriptVersion
from telesec.clients.account import Account, Role
from telesec.clients.client import Client, Contact, Line, SummaryDetail
from telesec.messages.message import Message, MessageStatus
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from telesec.values.telephone import E164

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday, 10:00 in Paris
WEEK = WeeklyHours.model_validate({"mon-fri": "08:00-12:00, 14:00-18:00"})
PARIS = ZoneInfo("Europe/Paris")
_numbers = count(1)


def make_client(db: Session, key: str = "cabinet-martin", **fields: object) -> Client:
    """A medical practice in Paris, unless told otherwise."""
    values: dict[str, object] = {
        "key": key,
        "name": "Cabinet du docteur Martin",
        "trade": "medical",
        "language": Language.FR,
        "script": key,
        "opening_hours": WEEK,
        "summary_detail": SummaryDetail.FULL,
        "legal_name": "SELARL Martin",
        "address": "1 rue de la Paix, 75002 Paris",
        "siren": "732829320",
        "created_at": NOW,
        "updated_at": NOW,
    }
    client = Client(**(values | fields))
    db.add(client)
    db.flush()
    return client


def make_line(db: Session, client: Client, number: str = "+33180000001") -> Line:
    line = Line(client_id=client.id, number=E164(number), label="Accueil")
    db.add(line)
    db.flush()
    return line


def make_contact(db: Session, client: Client, key: str = "claire", **fields: object) -> Contact:
    values: dict[str, object] = {
        "client_id": client.id,
        "key": key,
        "name": "Claire Martin",
        "mobile": "+33611111111",
        "email": "claire@cabinet-martin.example",
        "summary_by_sms": True,
        "summary_by_email": False,
    }
    contact = Contact(**(values | fields))
    db.add(contact)
    db.flush()
    return contact


def make_account(db: Session, email: str = "sec@example.fr", **fields: object) -> Account:
    values: dict[str, object] = {
        "email": email,
        "name": "Sophie Bernard",
        "role": Role.OPERATOR,
        "password_hash": "!",
        "created_at": NOW,
    }
    account = Account(**(values | fields))
    db.add(account)
    db.flush()
    return account


def make_practitioner(
    db: Session, client: Client, key: str = "martin", **fields: object
) -> Practitioner:
    values: dict[str, object] = {
        "client_id": client.id,
        "key": key,
        "name": "le docteur Martin",
        "opening_hours": WEEK,
        "place": "1 rue de la Paix, 75002 Paris",
    }
    practitioner = Practitioner(**(values | fields))
    db.add(practitioner)
    db.flush()
    return practitioner


def make_appointment_type(
    db: Session, client: Client, *practitioners: Practitioner, **fields: object
) -> AppointmentType:
    values: dict[str, object] = {
        "client_id": client.id,
        "key": "consultation",
        "names": {Language.FR: "consultation", Language.EN: "consultation"},
        "words": {Language.FR: ("consultation",), Language.EN: ("consultation",)},
        "minutes": 20,
    }
    kind = AppointmentType(**(values | fields))
    kind.practitioners = list(practitioners)
    db.add(kind)
    db.flush()
    return kind


def make_call(db: Session, client: Client, line: Line, **fields: object) -> Call:
    version = ScriptVersion(script=client.script, sha256=uuid4().hex, text="", first_used_at=NOW)
    db.add(version)
    db.flush()
    values: dict[str, object] = {
        "call_sid": f"CA{next(_numbers):032d}",
        "client_id": client.id,
        "line_id": line.id,
        "caller_number": "+33612345678",
        "dialed_number": line.number,
        "status": CallStatus.IN_PROGRESS,
        "language": Language.FR,
        "script": version.script,
        "script_sha256": version.sha256,
        "state": {},
        "started_at": NOW,
        "answered_at": NOW,
    }
    call = Call(**(values | fields))
    db.add(call)
    db.flush()
    return call


def make_appointment(
    db: Session,
    practitioner: Practitioner,
    kind: AppointmentType,
    starts_at: datetime,
    **fields: object,
) -> Appointment:
    appointment = an_appointment(practitioner, kind, starts_at, **fields)
    db.add(appointment)
    db.flush()
    return appointment


def an_appointment(
    practitioner: Practitioner, kind: AppointmentType, starts_at: datetime, **fields: object
) -> Appointment:
    """One that is not in the database yet: many are quicker written together."""
    ends_at = starts_at + timedelta(minutes=kind.minutes)
    values: dict[str, object] = {
        "client_id": practitioner.client_id,
        "practitioner_id": practitioner.id,
        "appointment_type_id": kind.id,
        "uid": str(uuid4()),
        "status": AppointmentStatus.CONFIRMED,
        "starts_on": starts_at.astimezone(PARIS).date(),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "blocked_from": starts_at - timedelta(minutes=kind.buffer_before_minutes),
        "blocked_until": ends_at + timedelta(minutes=kind.buffer_after_minutes),
        "caller_name": "Jean Dupont",
        "telephone": "+33612345678",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Appointment(**(values | fields))


def make_message(db: Session, call: Call, **fields: object) -> Message:
    values: dict[str, object] = {
        "client_id": call.client_id,
        "call_id": call.id,
        "status": MessageStatus.COMPLETE,
        "caller_name": "Jean Dupont",
        "callback_number": call.caller_number,
        "body": "Rappeler au sujet des résultats.",
        "created_at": NOW,
    }
    message = Message(**(values | fields))
    db.add(message)
    db.flush()
    return message


def make_price_rule(db: Session, client: Client, **fields: object) -> PriceRule:
    values: dict[str, object] = {
        "client_id": client.id,
        "valid_from": date(2026, 1, 1),
        "unit": PriceUnit.MINUTE,
        "rate_cents": 90,
    }
    rule = PriceRule(**(values | fields))
    db.add(rule)
    db.flush()
    return rule


def make_issuer(db: Session, **fields: object) -> Issuer:
    values: dict[str, object] = {
        "name": "Sophie Bernard EI",
        "address": "12 rue des Lilas, 35000 Rennes",
        "siret": "73282932000074",
        "vat_regime": VatRegime.FRANCHISE,
        "iban": "FR7630006000011234567890189",
        "email": "sophie@telesec.example",
    }
    issuer = Issuer(**(values | fields))
    db.add(issuer)
    db.flush()
    return issuer
