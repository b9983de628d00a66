"""The step a secretary is at, as the guide shows it: what to say, to press, to fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from sqlalchemy import select

from telesec.assistant.speaking import phrase
from telesec.clients.account import Account, browser_identity
from telesec.clients.client import Client
from telesec.dispatch.ringing import people_to_ring
from telesec.scripts.steps import (
    AnswerKind,
    AppointmentStep,
    AppointmentTerms,
    CasesStep,
    ChangeStep,
    ChangeTerms,
    EndStep,
    MenuStep,
    MessageStep,
    MessageTerms,
    Proof,
    QuestionStep,
    SayStep,
    Step,
    TransferStep,
)
from telesec.values.language import Language
from telesec.web.console.booking_form import booking_choices, first_free_times, slots_of_a_day
from telesec.web.console.conditions_in_words import condition_in_words
from telesec.web.console.forms import FormError
from telesec.web.console.guide_screen import Talk
from telesec.web.console.guide_walk import (
    BOOKED,
    CHANGED,
    NO,
    OTHERWISE,
    SAID,
    SKIPPED,
    TAKEN,
    THROUGH,
    YES,
    Walk,
    ways_of,
)
from telesec.web.console.script_card import purpose_of, texts_of
from telesec.web.translations import _, in_page_language, language_name

ANYWAY = "anyway"  # the message is taken although the caller does not tell everything

KINDS: dict[type, str] = {
    MenuStep: "menu",
    QuestionStep: "question",
    CasesStep: "cases",
    AppointmentStep: "appointment",
    ChangeStep: "change",
    MessageStep: "message",
    TransferStep: "transfer",
    EndStep: "end",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A way on: what the form then says, what stands on it, and its key."""

    do: str
    label: str
    key: str = ""
    language: Language | None = None  # of the label, when it is not the page's
    takes_fields: bool = False  # it sends what the form must be filled in for
    is_quiet: bool = False  # not the usual way


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be rung; without a number in her browser."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step on the screen."""

    kind: str
    purpose: str
    said: str
    buttons: Sequence[Button]
    asks: str = ""  # of a question: text, number or date
    needs: Sequence[str] = ()  # fields of the message that the script asks for
    people: Sequence[Person] = ()
    booking: dict[str, Any] = field(default_factory=dict)
    asks_reason: bool = False
    reads: Mapping[str, str] = field(default_factory=dict)  # by field: the question for it
    rules: Sequence[str] = ()  # to be minded at this step
    agenda_url: str = ""


def shown_step(talk: Talk, walk: Walk, step: Step, *, again: bool) -> ShownStep:
    """The step; ``again``: it was on the screen before, and its fields are in the form."""
    said = texts_of(step)
    return ShownStep(
        kind=KINDS.get(type(step), "other"),
        purpose=purpose_of(step, in_page_language),
        said=talk.spoken(said, walk.language) if said else "",
        buttons=_buttons(talk, walk, step),
        asks=_input(step.answer) if isinstance(step, QuestionStep) else "",
        needs=needs_of(step.message) if isinstance(step, MessageStep) else (),
        people=_people(talk, step.transfer.to) if isinstance(step, TransferStep) else (),
        booking=_booking(talk, step.appointment, again=again)
        if isinstance(step, AppointmentStep)
        else {},
        asks_reason=isinstance(step, AppointmentStep) and step.appointment.ask_reason,
        reads=_questions(talk, walk, step.appointment) if isinstance(step, AppointmentStep) else {},
        rules=_rules(step.change, talk.client) if isinstance(step, ChangeStep) else (),
        agenda_url=url_for("appointments.week", client=talk.client.key)
        if isinstance(step, ChangeStep)
        else "",
    )


def _questions(talk: Talk, walk: Walk, terms: AppointmentTerms) -> dict[str, str]:
    """What the assistant would ask, field by field: the script's words, or else its own."""
    own = {"caller_name": terms.ask_name, "reason": terms.ask_reason_as}
    usual = {"day": "appointment_ask_when", "caller_name": "appointment_ask_name"}
    if terms.ask_birth_date:
        usual["birth_date"] = "appointment_ask_birth_date"
    if terms.ask_reason:
        usual["reason"] = "appointment_ask_reason"
    return {
        name: talk.spoken(said, walk.language)
        if (said := own.get(name))
        else phrase(key, walk.language)
        for name, key in usual.items()
    }


def _rules(terms: ChangeTerms, client: Client) -> list[str]:
    """What the assistant minds of appointments callers have, a secretary minds as well."""
    proofs = {
        Proof.BIRTH_DATE: _(
            "Demandez le nom et la date de naissance avant de dire quoi que ce soit d’un"
            " rendez-vous."
        ),
        Proof.NUMBER: _(
            "Demandez le nom, et vérifiez que l’appel vient du numéro donné pour le rendez-vous,"
            " avant d’en dire quoi que ce soit."
        ),
    }
    rules = [proofs[terms.proof]]
    own = terms.notice_hours
    hours = client.change_notice_hours if own is None else own
    if hours:
        near = _("À moins de %(hours)s h du rendez-vous, ne changez rien : prenez un message.")
        rules.append(near % {"hours": hours})
    return rules


def needs_of(terms: MessageTerms) -> tuple[str, ...]:
    """The fields that the script asks the caller for; the matter is always asked for."""
    asked = {"caller_name": terms.ask_name, "callback_number": terms.ask_number}
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _input(answer: AnswerKind) -> str:
    return "" if answer is AnswerKind.YES_NO else answer.value


def _buttons(talk: Talk, walk: Walk, step: Step) -> list[Button]:
    match step:
        case MenuStep():
            return [
                Button(f"choice-{n}", talk.spoken(c.label, walk.language), c.key, walk.language)
                for n, c in enumerate(step.choices)
            ]
        case QuestionStep():
            return _of_question(step)
        case CasesStep():
            told = [
                Button(f"case-{n}", condition_in_words(case.when, talk.script.statuses), f"{n + 1}")
                for n, case in enumerate(step.cases)
            ]
            return [*told, Button(OTHERWISE, _("sinon"), f"{len(told) + 1}")]
        case AppointmentStep():
            return [
                Button(BOOKED, _("Réserver"), takes_fields=True),
                Button(OTHERWISE, _("Sans rendez-vous"), is_quiet=True),
            ]
        case ChangeStep():
            return [
                Button(CHANGED, _("C’est fait, ou dit"), "1"),
                Button(OTHERWISE, _("Introuvable, trop proche, ou rien d’autre de libre"), "2"),
            ]
        case MessageStep():
            return _of_message(step)
        case TransferStep():
            return [
                Button(THROUGH, _("L’appel est passé"), "1"),
                Button(OTHERWISE, _("Personne ne répond"), "2"),
            ]
        case SayStep():
            return [Button(way, _("Continuer"), "1") for way in ways_of(step)]
    return _of_other(talk, step)


def _of_question(step: QuestionStep) -> list[Button]:
    labels = {
        YES: Button(YES, _("Oui"), "1"),
        NO: Button(NO, _("Non"), "2"),
        SAID: Button(SAID, _("Noter et continuer"), takes_fields=True),
        SKIPPED: Button(SKIPPED, _("Sans réponse"), is_quiet=True),
    }
    return [labels[way] for way in ways_of(step)]


def _of_message(step: MessageStep) -> list[Button]:
    found = [Button(TAKEN, _("Transmettre le message"), takes_fields=True)]
    if needs_of(step.message):
        found.append(Button(ANYWAY, _("Transmettre sans nom ou numéro"), is_quiet=True))
    return [*found, Button(SKIPPED, _("Sans message"), is_quiet=True)]


def _of_other(talk: Talk, step: Step) -> list[Button]:
    """The ways of a kind of step that has no screen of its own, by what follows."""
    found = []
    for place, (way, name) in enumerate(ways_of(step).items(), start=1):
        to = purpose_of(talk.script.step(name), in_page_language) or name
        found.append(Button(way, to, f"{place}"))
    return found


def _people(talk: Talk, to: str) -> list[Person]:
    """Whom to ring now, the first to be rung first."""
    db, client = talk.visitor.db, talk.client
    places = people_to_ring(db, client, to, talk.now)
    names = {contact.mobile: contact.name for contact in client.contacts if contact.mobile}
    known = {str(number): name for number, name in names.items()}
    for account in db.scalars(select(Account).where(Account.takes_calls)):
        known.setdefault(f"client:{browser_identity(account)}", account.name)
        known.setdefault(account.telephone or "", account.name)
    return [
        Person(known.get(place, ""), "" if place.startswith("client:") else place)
        for place in places
    ]


def _booking(talk: Talk, terms: AppointmentTerms, *, again: bool) -> dict[str, Any]:
    """What the booking form offers: at first the next day that has a free time."""
    visitor, client = talk.visitor, talk.client
    booking = booking_choices(visitor, client, terms)
    if not again:
        return booking | first_free_times(visitor, client, booking, terms)
    try:
        return booking | slots_of_a_day(visitor, client, terms)
    except FormError:
        return booking


def languages(talk: Talk) -> list[tuple[Language, str]]:
    """The languages the script can be read in."""
    return [(code, language_name(code)) for code in talk.script.languages]


def typed() -> dict[str, str]:
    """Every field of the form as it was sent."""
    return {name: request.form.get(name, "") for name in request.form}
