"""What there is to say of each step: its kind, what the caller hears, the terms, the ways on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from telesec.scripts.drawing.conditions import condition_in_words
from telesec.scripts.drawing.words import Wording, readable
from telesec.scripts.script import Script
from telesec.scripts.steps import (
    AppointmentStep,
    AppointmentTerms,
    CasesStep,
    ChangeStep,
    ChangeTerms,
    EndStep,
    MenuStep,
    MessageStep,
    MessageTerms,
    QuestionStep,
    SayStep,
    Step,
    TransferStep,
    TransferTerms,
)
from telesec.scripts.texts import filled
from telesec.values.language import Language, text_in

MOST_WORDS = 3  # that a caller may say, told as examples


class Kind(StrEnum):
    """What a step is, for whoever looks at the picture."""

    QUESTION = "question"
    CASES = "cases"
    ANSWER = "answer"
    APPOINTMENT = "appointment"
    MESSAGE = "message"
    URGENT = "urgent"
    TRANSFER = "transfer"
    END = "end"


@dataclass(frozen=True, slots=True)
class Way:
    """A way on. Without a label there is no other."""

    target: str
    label: str = ""
    key: str = ""  # of the telephone
    heard: str = ""  # words that choose it


@dataclass(frozen=True, slots=True)
class Told:
    """One step, told. ``said`` is what the caller hears, between quotation marks."""

    kind: Kind
    label: str
    number: int
    title: str
    said: str = ""
    terms: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


def spoken(texts: Mapping[Language, str], words: Wording) -> str:
    """A text as the caller hears it, but for who is called, and until when."""
    text = filled(text_in(texts, words.language), words("client"))
    return words.quoted(text.replace("{until}", words("until")))


def told_steps(script: Script, words: Wording) -> dict[str, Told]:
    """Every step by its name, in the order callers come to them."""
    return {
        name: replace(
            _told(script.step(name), words),
            number=number,
            ways=tuple(_ways(script.step(name), script, words)),
        )
        for number, name in enumerate(script.in_order_of_calls(), start=1)
    }


def _told(step: Step, words: Wording) -> Told:
    """The step, but for its number and its ways."""
    match step:
        case MenuStep():
            said = spoken(step.menu, words)
            return Told(Kind.QUESTION, words("menu"), 0, said, said)
        case QuestionStep():
            said = spoken(step.ask, words)
            terms = tuple(_of_a_question(step, words))
            return Told(Kind.QUESTION, words("ask"), 0, said, said, terms)
        case CasesStep():
            return Told(Kind.CASES, words("cases"), 0, words("title_cases"))
        case SayStep():
            said = spoken(step.say, words)
            return Told(Kind.ANSWER, words("say"), 0, said, said)
        case AppointmentStep():
            terms = tuple(_of_an_appointment(step.appointment, words))
            title = words("title_appointment")
            return Told(Kind.APPOINTMENT, words("appointment"), 0, title, "", terms)
        case ChangeStep():
            terms = tuple(_of_a_change(step.change, words))
            return Told(Kind.APPOINTMENT, words("change"), 0, words("title_change"), "", terms)
        case MessageStep():
            return _told_message(step.message, words)
        case TransferStep():
            title = words("title_transfer", whom=words.person(step.transfer.to))
            terms = tuple(_of_a_transfer(step.transfer, words))
            said = spoken(step.transfer.say, words)
            return Told(Kind.TRANSFER, words("transfer"), 0, title, said, terms)
        case EndStep():
            return Told(Kind.END, words("end"), 0, words("title_end"), spoken(step.end, words))


def _told_message(message: MessageTerms, words: Wording) -> Told:
    urgent = message.urgency == "urgent"
    label = "urgent_message" if urgent else "message"
    subject = text_in(message.subject, words.language) if message.subject else ""
    return Told(
        Kind.URGENT if urgent else Kind.MESSAGE,
        words(label),
        0,
        subject or words(f"title_{label}"),
        spoken(message.ask, words),
        tuple(_of_a_message(message, words)),
    )


def _of_a_question(step: QuestionStep, words: Wording) -> Iterator[str]:
    yield words(f"answer_{step.answer}")
    if step.note:
        yield words("noted", note=text_in(step.note, words.language))


def _of_an_appointment(terms: AppointmentTerms, words: Wording) -> Iterator[str]:
    types = words.listed([readable(one) for one in terms.types], "or") or words("any_type")
    yield words("may_be_booked", types=types)
    if terms.practitioners:
        yield words(
            "with_whom",
            people=words.listed([words.person(one) for one in terms.practitioners], "or"),
        )
    yield words("one_offer") if terms.offers == 1 else words("offers", offers=terms.offers)
    if terms.ask_reason_as:
        yield words("reason_as", said=spoken(terms.ask_reason_as, words))
    elif terms.ask_reason:
        yield words("reason")
    if terms.ask_name:
        yield words("name", said=spoken(terms.ask_name, words))
    if terms.ask_birth_date:
        yield words("birth_date")
    yield words("waiting_list")


def _of_a_change(terms: ChangeTerms, words: Wording) -> Iterator[str]:
    if terms.ask_name:
        yield words("name", said=spoken(terms.ask_name, words))
    yield words(f"proof_{terms.proof}")
    if terms.notice_hours is None:
        yield words("notice_of_client")
    elif terms.notice_hours:
        yield words("notice", hours=terms.notice_hours)
    yield words("waiting_list")


def _of_a_message(message: MessageTerms, words: Wording) -> Iterator[str]:
    given = (("asks_name", message.ask_name), ("asks_number", message.ask_number))
    asked = [words(what) for what, is_asked in given if is_asked]
    if asked:
        yield words("asks", what=words.listed(asked))
    if message.urgency == "urgent":
        yield words("at_once")


def _of_a_transfer(ring: TransferTerms, words: Wording) -> Iterator[str]:
    rings = words("rings", whom=words.person(ring.to), seconds=ring.seconds)
    rounds = ring.rounds or (2 if ring.to == "on_call" else 1)
    yield f"{rings}, {words('times', times=rounds)}" if rounds > 1 else rings
    yield words("announced") if ring.announce else words("blind")


def _ways(step: Step, script: Script, words: Wording) -> Iterator[Way]:
    match step:
        case MenuStep():
            for choice in step.choices:
                label = text_in(choice.label, words.language)
                phrases = choice.words.get(words.language, ())[:MOST_WORDS]
                heard = ", ".join(phrases)
                yield Way(choice.go, label, choice.key, words("heard", words=heard))
        case QuestionStep():
            answers = ((step.yes, "yes"), (step.no, "no"))
            yield from (Way(name, words(answer)) for name, answer in answers if name)
            if step.go:
                yield Way(step.go, words("otherwise") if step.yes or step.no else "")
        case CasesStep():
            for case in step.cases:
                when = condition_in_words(case.when, script.statuses, words.language)
                yield Way(case.go, when)
            yield Way(step.otherwise, words("otherwise"))
        case AppointmentStep():
            yield Way(step.go, words("booked"))
            yield Way(step.otherwise, words("not_booked"))
        case ChangeStep():
            yield Way(step.go, words("changed"))
            yield Way(step.otherwise, words("not_changed"))
        case TransferStep():
            yield Way(step.otherwise, words("nobody"))
        case SayStep() | MessageStep():
            yield Way(step.go)
        case EndStep():
            return
