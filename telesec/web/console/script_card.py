"""A call script as a secretary reads it: what to say first, what to ask, what each answer means.

What is spoken stands in the caller's language, the words around it in the page's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from telesec.clients.client import Client
from telesec.scripts.script import (
    AppointmentStep,
    EndStep,
    MenuStep,
    MessageStep,
    SayStep,
    Script,
    Step,
    TransferStep,
    filled,
)
from telesec.values.language import Language, text_in
from telesec.web.translations import _

Texts = Mapping[Language, str]
Spoken = Callable[[Texts], str]


@dataclass(frozen=True, slots=True)
class CardStep:
    """One step: what it is for, what is said, and where the answers lead (answer, step)."""

    name: str
    purpose: str
    said: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ScriptCard:
    """The whole script on one card, spoken texts in ``language``."""

    language: Language
    greeting: str
    urgent_said: str
    urgent_words: str
    vital_words: str
    steps: tuple[CardStep, ...]


def script_card(script: Script, client: Client, language: Language, *, is_open: bool) -> ScriptCard:
    """The card of ``script``, in ``language`` if it is one of the script's, else its first."""
    spoken_in = language if language in script.languages else script.languages[0]
    urgent = script.urgent

    def spoken(texts: Texts) -> str:
        return filled(text_in(texts, spoken_in), client.name)

    return ScriptCard(
        language=spoken_in,
        greeting=spoken(script.greeting.texts(is_open=is_open)),
        urgent_said=spoken(urgent.say) if urgent else "",
        urgent_words=", ".join(urgent.words.get(spoken_in, ())) if urgent else "",
        vital_words=", ".join(urgent.life_threatening.get(spoken_in, ())) if urgent else "",
        steps=tuple(_card_step(name, script.step(name), spoken) for name in _in_order(script)),
    )


def _in_order(script: Script) -> list[str]:
    """The steps in the order callers come to them, those of urgent calls last."""
    order: list[str] = []
    waiting = [script.start]
    urgent = [script.urgent.then] if script.urgent else []
    while waiting or urgent:
        name = (waiting or urgent).pop(0)
        if name not in order:
            order.append(name)
            waiting.extend(script.next_steps(script.step(name)))
    return order


def _card_step(name: str, step: Step, spoken: Spoken) -> CardStep:
    texts = _texts(step)
    return CardStep(
        name=name,
        purpose=_purpose(step),
        said=spoken(texts) if texts else "",
        ways=tuple(_ways(step, spoken)),
    )


def _texts(step: Step) -> Texts | None:
    match step:
        case MenuStep():
            return step.menu
        case SayStep():
            return step.say
        case MessageStep():
            return step.message.ask
        case TransferStep():
            return step.transfer.say
        case EndStep():
            return step.end
    return None


def _purpose(step: Step) -> str:
    match step:
        case MenuStep():
            return _("demander")
        case SayStep():
            return _("renseigner")
        case AppointmentStep():
            return _("prendre un rendez-vous")
        case MessageStep():
            urgent = step.message.urgency == "urgent"
            return _("prendre un message urgent") if urgent else _("prendre un message")
        case TransferStep():
            return _("passer l’appel : %(to)s") % {"to": _person(step.transfer.to)}
        case EndStep():
            return _("prendre congé")


def _person(to: str) -> str:
    return {"secretary": _("secrétaire"), "on_call": _("personne d’astreinte")}.get(to, to)


def _ways(step: Step, spoken: Spoken) -> Iterator[tuple[str, str]]:
    match step:
        case MenuStep():
            for choice in step.choices:
                yield spoken(choice.label), choice.go
        case AppointmentStep():
            yield _("ensuite"), step.go
            yield _("sans rendez-vous"), step.otherwise
        case TransferStep():
            yield _("si personne ne répond"), step.otherwise
        case SayStep() | MessageStep():
            yield _("ensuite"), step.go
