"""What stands before a test begins: who answers, which appointment there is or was just made."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.client import Client
from telesec.simulator.caller import PlacedCall
from tests.makers import make_appointment
from tests.telephone import PRACTICE, Telephone

TUESDAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # 9:00 in Paris
BORN = date(1980, 3, 3)
CALLER = "+33612345678"
SCRIPT = """\
preset: medical
greeting:
  open: {fr: "Cabinet Petit, bonjour.", en: "Petit practice, good morning."}
  at_times:
    - when: {dates: 2026-12-24/2027-01-01}
      say: {fr: "Cabinet Petit, joyeuses fêtes.", en: "Petit practice, season’s greetings."}
facts:
  parking:
    words: {fr: [parking, se garer, stationner], en: [parking, park]}
    say: {fr: "Un parking gratuit est derrière le cabinet.", en: "There is free parking behind."}
start: first
steps:
  first:
    cases:
      - when: {caller: known}
        go: welcome_back
      - when: {hours: "19:00-24:00"}
        go: late
    otherwise: welcome
  welcome_back:
    say: {fr: "Ravi de vous retrouver.", en: "Good to hear you again."}
    go: welcome
  late:
    say: {fr: "Il est tard.", en: "It is late."}
    go: welcome
  welcome:
    menu: {fr: "Que puis-je faire pour vous ?", en: "How can I help?"}
    choices:
      - key: 1
        intent: appointment_new
        label: {fr: "pour un rendez-vous", en: "for an appointment"}
        words: {fr: [rendez-vous], en: [appointment]}
        go: followed
      - key: 2
        intent: message
        label: {fr: "pour un message", en: "for a message"}
        words: {fr: [message], en: [message]}
        go: birth
  followed:
    ask: {fr: "Êtes-vous déjà suivi au cabinet ?", en: "Are you a patient of ours?"}
    answer: yes_no
    note: {fr: "Déjà suivi", en: "Patient of ours"}
    "yes": appointment
    "no": birth
  birth:
    ask: {fr: "Quelle est votre date de naissance ?", en: "What is your date of birth?"}
    answer: date
    note: {fr: "Né(e) le", en: "Born"}
    go: children
  children:
    ask: {fr: "Combien d’enfants avez-vous ?", en: "How many children have you got?"}
    answer: number
    note: {fr: "Enfants", en: "Children"}
    go: message
  message:
    message:
      ask: {fr: "Je vous écoute.", en: "Go ahead."}
    go: more
"""


def preset(telephone: Telephone, script: str, trade: str) -> None:
    """The script of that client becomes the preset of that trade."""
    telephone.script(script).write_text(
        f"preset: {trade}\ngreeting: {{fr: 'Bonjour.', en: 'Hello.'}}\n", encoding="utf-8"
    )


def answered_by(telephone: Telephone, trade: str) -> Telephone:
    """The practice's line, with the preset of that trade."""
    preset(telephone, "cabinet-martin", trade)
    with telephone.looking() as db:
        db.scalars(select(Client).where(Client.key == "cabinet-martin")).one().trade = trade
    return telephone


def has_appointment(telephone: Telephone, starts_at: datetime = TUESDAY, **fields: object) -> int:
    """An appointment with the docteur Martin; its id."""
    with telephone.looking() as db:
        martin = db.scalars(select(Practitioner).where(Practitioner.key == "martin")).one()
        kind = db.scalars(
            select(AppointmentType).where(AppointmentType.key == "consultation")
        ).one()
        values: dict[str, object] = {"caller_name": "Marie Dupont", "birth_date": BORN}
        return make_appointment(db, martin, kind, starts_at, **(values | fields)).id


def has_booked(telephone: Telephone) -> PlacedCall:
    """A call in which Marie Dupont has just booked with the docteur Martin."""
    call = (
        telephone.caller()
        .dials(PRACTICE)
        .says(
            "bonjour c'est Marie Dupont née le 3 mars 1980 je voudrais une consultation"
            " avec le docteur Martin jeudi matin"
        )
    )
    return call.says("le premier").says("oui").hears("confirmé", "autre chose")


def has_booked_in_english(telephone: Telephone) -> PlacedCall:
    """The same in English, of Martha Lowe."""
    call = telephone.caller().dials(PRACTICE).presses("9")
    call.says(
        "hello this is Martha Lowe born on the 3rd of March 1980 I'd like a consultation"
        " with doctor Martin on Thursday morning"
    )
    return call.says("the first one").says("yes").hears("confirmed", "anything else")
