"""A call script as a secretary reads it: what to say first, what to ask, what each answer means.

What is spoken stands in the caller's language, the words around it in the page's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from telesec.clients.client import Client
from telesec.scripts.script import Script, StatusRule
from telesec.scripts.steps import (
    AppointmentStep,
    CasesStep,
    ChangeStep,
    EndStep,
    MenuStep,
    MessageStep,
    QuestionStep,
    SayStep,
    Step,
    TransferStep,
)
from telesec.scripts.texts import filled
from telesec.values.language import Language, text_in
from telesec.web.console.conditions_in_words import condition_in_words
from telesec.web.translations import _, current_language, quoted

Texts = Mapping[Language, str]
Spoken = Callable[[Texts], str]


@dataclass(frozen=True, slots=True)
class Way:
    """Where an answer leads: the number of that step, and what it is for or what it asks."""

    answer: str
    number: int
    to: str


@dataclass(frozen=True, slots=True)
class CardStep:
    """One step, by its place on the card: what it is for, what is said, where answers lead."""

    number: int
    purpose: str
    said: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class CardFact:
    """What a caller may ask at any moment, by the words it goes by, and the answer."""

    words: str
    said: str


@dataclass(frozen=True, slots=True)
class ScriptCard:
    """The whole script on one card, spoken texts in ``language``."""

    language: Language
    greeting: str
    facts: tuple[CardFact, ...]
    urgent_said: str
    urgent_words: str
    vital_words: str
    steps: tuple[CardStep, ...]


def script_card(
    script: Script, client: Client, language: Language, local: datetime, *, is_open: bool
) -> ScriptCard:
    """The card of ``script`` at that wall time of the client's, in ``language`` if it is one of
    the script's, else in its first.
    """
    spoken_in = language if language in script.languages else script.languages[0]
    urgent = script.urgent

    def spoken(texts: Texts) -> str:
        return filled(text_in(texts, spoken_in), client.name)

    order = script.in_order_of_calls()
    steps = [script.step(name) for name in order]
    purposes = [purpose_of(step, spoken) for step in steps]

    def way(answer: str, name: str) -> Way:
        place = order.index(name)
        asks = isinstance(steps[place], MenuStep | QuestionStep)
        to = quoted(_said(steps[place], spoken), spoken_in) if asks else purposes[place]
        return Way(answer, place + 1, to)

    return ScriptCard(
        language=spoken_in,
        greeting=spoken(script.greeting.texts(is_open=is_open, local=local)),
        facts=tuple(
            CardFact(", ".join(fact.words.get(spoken_in, ())), spoken(fact.say))
            for fact in script.facts.values()
        ),
        urgent_said=spoken(urgent.say) if urgent else "",
        urgent_words=", ".join(urgent.words.get(spoken_in, ())) if urgent else "",
        vital_words=", ".join(urgent.life_threatening.get(spoken_in, ())) if urgent else "",
        steps=tuple(
            CardStep(
                number,
                purpose,
                _said(step, spoken),
                tuple(way(answer, name) for answer, name in _ways(step, spoken, script.statuses)),
            )
            for number, (step, purpose) in enumerate(zip(steps, purposes, strict=True), start=1)
        ),
    )


def _said(step: Step, spoken: Spoken) -> str:
    texts = texts_of(step)
    return spoken(texts) if texts else ""


def texts_of(step: Step) -> Texts | None:
    """What is said at the step, in its languages."""
    match step:
        case MenuStep():
            return step.menu
        case QuestionStep():
            return step.ask
        case SayStep():
            return step.say
        case MessageStep():
            return step.message.ask
        case TransferStep():
            return step.transfer.say
        case EndStep():
            return step.end
    return None


def purpose_of(step: Step, spoken: Spoken) -> str:
    """What a step is for, as one would tell a colleague; its name is for who writes scripts."""
    match step:
        case MenuStep():
            return _("demander")
        case QuestionStep():
            note = f" {quoted(spoken(step.note), current_language())}" if step.note else ""
            return _("demander et noter") + note if note else _("demander")
        case CasesStep():
            return _("selon le cas")
        case SayStep():
            return _("renseigner")
        case AppointmentStep():
            return _("prendre un rendez-vous")
        case ChangeStep():
            return _("retrouver, déplacer ou annuler un rendez-vous")
        case MessageStep():
            urgent = step.message.urgency == "urgent"
            what = _("prendre un message urgent") if urgent else _("prendre un message")
            subject = step.message.subject
            return f"{what} {quoted(spoken(subject), current_language())}" if subject else what
        case TransferStep():
            return _("passer l’appel à %(to)s") % {"to": person_named(step.transfer.to)}
        case EndStep():
            return _("prendre congé")


def person_named(to: str) -> str:
    """Whom a step rings, in words."""
    return {"secretary": _("la secrétaire"), "on_call": _("la personne d’astreinte")}.get(to, to)


def _ways(
    step: Step, spoken: Spoken, statuses: Mapping[str, StatusRule]
) -> Iterator[tuple[str, str]]:
    match step:
        case MenuStep():
            for choice in step.choices:
                yield spoken(choice.label), choice.go
        case QuestionStep():
            answers = ((_("oui"), step.yes), (_("non"), step.no), (_("ensuite"), step.go))
            yield from ((answer, name) for answer, name in answers if name)
        case CasesStep():
            for case in step.cases:
                yield condition_in_words(case.when, statuses), case.go
            yield _("sinon"), step.otherwise
        case AppointmentStep():
            yield _("ensuite"), step.go
            yield _("sans rendez-vous"), step.otherwise
        case ChangeStep():
            yield _("ensuite"), step.go
            yield _("introuvable ou trop proche"), step.otherwise
        case TransferStep():
            yield _("si personne ne répond"), step.otherwise
        case SayStep() | MessageStep():
            yield _("ensuite"), step.go
