"""A script on one page, for reading: what is said, what is asked, where each answer leads."""

from collections.abc import Iterator, Mapping
from typing import Any

from telesec.scripts.conditions import TimeCondition
from telesec.scripts.script import Script, WhoAnswers
from telesec.scripts.steps import (
    AppointmentStep,
    CasesStep,
    ChangeStep,
    Choice,
    EndStep,
    MenuStep,
    MessageStep,
    QuestionStep,
    SayStep,
    Step,
    TransferStep,
)
from telesec.values.language import Language, text_in


def outline(script: Script, language: Language | None = None) -> list[str]:
    """The lines of the page, with the texts in ``language`` (default: the script's first)."""
    spoken = language or script.languages[0]
    return [*_head(script, spoken), *_urgent(script, spoken), *_steps(script, spoken)]


def _head(script: Script, language: Language) -> Iterator[str]:
    first, greeting = script.answer_first, script.greeting
    codes = ", ".join(script.languages)
    yield f"{script.name} ({script.trade}; {codes})"
    line = f"answers first: {first.open} when open, {first.closed} when closed"
    rings = {first.open, first.closed} - {WhoAnswers.ASSISTANT, WhoAnswers.VOICEMAIL}
    yield line + (f"; rings {first.seconds} s" if rings else "")
    yield f"open:     {_quoted(greeting.texts(is_open=True), language)}"
    yield f"closed:   {_quoted(greeting.texts(is_open=False), language)}"
    yield f"announce: {_quoted(script.announce, language)}"
    for name, status in script.statuses.items():
        says = f": {_quoted(status.say, language)}" if status.say else ""
        answers = f" ({status.answer_first} answers first)" if status.answer_first else ""
        ends = "" if status.until is None else f" until {_clock(status.until)}"
        yield f"status {name}{ends}{answers}{says}"
    for dated in greeting.at_times:
        yield f"greeting {_condition(dated.when)}: {_quoted(dated.say, language)}"
    for name, fact in script.facts.items():
        words = ", ".join(fact.words.get(language, ()))
        yield f"fact {name} ({words}): {_quoted(fact.say, language)}"
    if script.vip != "secretary":
        yield f"VIPs:     put through to {script.vip}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _urgent(script: Script, language: Language) -> Iterator[str]:
    if not script.urgent:
        return
    yield f"urgent:   {_quoted(script.urgent.say, language)} → {script.urgent.then}"
    yield "  on what is urgent or dangerous in the trade"
    if words := script.urgent.words.get(language):
        yield f"  and on: {', '.join(words)}"
    if vital := script.urgent.life_threatening.get(language):
        yield f"  and, after telling to dial 15 or 112, on: {', '.join(vital)}"


def _steps(script: Script, language: Language) -> Iterator[str]:
    for name in script.in_order_of_calls():
        step = script.step(name)
        yield ""
        yield f"{name}: {_what_happens(step, language)}"
        yield from (f"  {line}" for line in _ways_on(step, language))


def _what_happens(step: Step, language: Language) -> str:
    match step:
        case MenuStep():
            return f"asks {_quoted(step.menu, language)}"
        case QuestionStep():
            note = f", written down as {_quoted(step.note, language)}" if step.note else ""
            return f"asks {_quoted(step.ask, language)} ({step.answer}{note})"
        case CasesStep():
            return "looks at what is the case"
        case SayStep():
            return f"says {_quoted(step.say, language)}"
        case AppointmentStep():
            terms = step.appointment
            types = ", ".join(terms.types) or "any type"
            people = ", ".join(terms.practitioners) or "any practitioner"
            return f"books an appointment ({types}; {people}; {terms.offers} offers)"
        case ChangeStep():
            proof = step.change.proof
            return f"tells, moves or cancels the caller's own appointment (proof: {proof})"
        case MessageStep():
            urgency = "an urgent message" if step.message.urgency == "urgent" else "a message"
            return f"takes {urgency}: {_quoted(step.message.ask, language)}"
        case TransferStep():
            ring = step.transfer
            return f"rings {ring.to} for {ring.seconds} s: {_quoted(ring.say, language)}"
        case EndStep():
            return f"ends: {_quoted(step.end, language)}"


def _ways_on(step: Step, language: Language) -> Iterator[str]:
    match step:
        case MenuStep():
            yield from (_choice(choice, language) for choice in step.choices)
        case QuestionStep():
            ways = {"yes": step.yes, "no": step.no, "then": step.go}
            yield "; ".join(f"{answer} → {name}" for answer, name in ways.items() if name)
        case CasesStep():
            yield from (f"{_condition(case.when)} → {case.go}" for case in step.cases)
            yield f"otherwise → {step.otherwise}"
        case ChangeStep():
            yield f"→ {step.go}; not found or too near → {step.otherwise}"
        case AppointmentStep():
            yield f"→ {step.go}; no appointment → {step.otherwise}"
        case TransferStep():
            yield f"nobody takes it → {step.otherwise}"
        case EndStep():
            return
        case _:
            yield f"→ {step.go}"


def _choice(choice: Choice, language: Language) -> str:
    words = ", ".join(choice.words.get(language, ()))
    return f"{choice.key} {text_in(choice.label, language)} ({words}) → {choice.go}"


def _quoted(texts: Mapping[Language, str], language: Language) -> str:
    return f"“{text_in(texts, language)}”"


def _condition(condition: TimeCondition) -> str:
    """ "if open: false, days: sat, sun": as the file has it."""
    given = condition.model_dump(mode="json", exclude_defaults=True)
    return "if " + ", ".join(f"{field}: {_plainly(field, value)}" for field, value in given.items())


def _plainly(field: str, value: Any) -> str:
    if field == "hours":
        return ", ".join(f"{_clock(begins)}-{_clock(ends)}" for begins, ends in value)
    if field == "dates":
        return ", ".join(first if first == last else f"{first}/{last}" for first, last in value)
    return ", ".join(value) if isinstance(value, list) else str(value).lower()
