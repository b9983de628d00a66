"""Where a secretary is in a call script: the steps gone through, and by which way each was left.

A walk travels in the page's own form. It is read back like anything that a form brings: every
step must follow from the one before it, so that no form can put a person where the script cannot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from telesec.assistant.speaking import phrase
from telesec.scripts.conditions import CallerIs
from telesec.scripts.script import Script
from telesec.scripts.steps import (
    AnswerKind,
    AppointmentStep,
    CasesStep,
    ChangeStep,
    MenuStep,
    MessageStep,
    QuestionStep,
    Step,
    TransferStep,
    next_steps,
)
from telesec.values.language import Language, text_in

MOST_PASSED = 150  # steps; a call that asks more has long been ended
MOST_MADE = 20
LONGEST_ANSWER = 500
LARGEST_WALK = 120_000  # characters, of all answers together

OVER = ""  # where a walk is that has come to its end
URGENT, OTHERWISE, YES, NO, SAID, SKIPPED = "urgent", "otherwise", "yes", "no", "said", "skipped"
TAKEN, BOOKED, THROUGH, CHANGED = "taken", "booked", "through", "changed"


class BadWalk(ValueError):
    """Not a way through this script: the form was forged, or the script has changed since."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Passed(_Kept):
    """A step gone through: the way it was left by, and what was answered."""

    step: Annotated[str, Field(max_length=40)]
    way: Annotated[str, Field(max_length=20)]
    said: Annotated[str, Field(max_length=LONGEST_ANSWER)] = ""
    by_itself: bool = False  # told apart without asking anybody


class Made(_Kept):
    """What has come of the talk so far."""

    kind: Literal["message", "appointment"]
    id: Annotated[int, Field(ge=1, le=2**31 - 1)]


class Walk(_Kept):
    """The whole way, in the language that is spoken with the caller."""

    language: Language
    passed: Annotated[tuple[Passed, ...], Field(max_length=MOST_PASSED)] = ()
    made: Annotated[tuple[Made, ...], Field(max_length=MOST_MADE)] = ()

    def left(self, step: str, way: str, *, said: str = "", by_itself: bool = False) -> "Walk":
        """The walk one step further. Raises BadWalk when it has become too long."""
        if len(self.passed) >= MOST_PASSED:
            raise BadWalk("too many steps")
        one = Passed(step=step, way=way, said=said, by_itself=by_itself)
        return self.model_copy(update={"passed": (*self.passed, one)})

    def back(self) -> tuple["Walk", Passed | None]:
        """Before the last step that a person left, and that step; None when there is none."""
        passed = list(self.passed)
        while passed:
            last = passed.pop()
            if not last.by_itself:
                return self.model_copy(update={"passed": tuple(passed)}), last
        return self, None

    def with_made(self, kind: Literal["message", "appointment"], row_id: int) -> "Walk":
        """The same, and what was made at this step; it stays known also when one goes back."""
        made = Made(kind=kind, id=row_id)
        kept = tuple(one for one in self.made if one != made)
        return self.model_copy(update={"made": (*kept, made)[-MOST_MADE:]})

    @property
    def is_urgent(self) -> bool:
        """Whether an alarm was raised on the way."""
        return any(one.way == URGENT for one in self.passed)


@dataclass(frozen=True, slots=True)
class Moment:
    """What conditions are held against: now, at this client, with this caller."""

    is_open: bool
    local: datetime
    status: str | None
    caller: CallerIs
    language: Language
    knows_caller: bool  # False: there is no call of ours, so nobody knows who calls


def read_walk(text: str, script: Script) -> Walk:
    """The walk that a form brings. Raises BadWalk."""
    if len(text) > LARGEST_WALK:
        raise BadWalk("too long")
    try:
        walk = Walk.model_validate_json(text)
    except ValidationError as error:
        raise BadWalk("no walk at all") from error
    if walk.language not in script.languages:
        raise BadWalk("not a language of this script")
    step_of(walk, script)
    return walk


def step_of(walk: Walk, script: Script) -> str:
    """The name of the step the walk has come to, or OVER. Raises BadWalk."""
    at = script.start
    for one in walk.passed:
        if one.step != at:
            raise BadWalk("a step that does not follow")
        at = leads_to(script, at, one.way)
    return at


def leads_to(script: Script, name: str, way: str) -> str:
    """The step that way leads to. Raises BadWalk."""
    if way == URGENT and script.urgent:
        return script.urgent.then
    ways = ways_of(script.steps[name]) if name in script.steps else {}
    if way not in ways:
        raise BadWalk("no such way on")
    return ways[way]


def ways_of(step: Step) -> Mapping[str, str]:
    """The ways on from a step, each with the step it leads to; kinds unknown here have theirs."""
    match step:
        case MenuStep():
            return {f"choice-{n}": choice.go for n, choice in enumerate(step.choices)}
        case QuestionStep():
            return dict(_answered(step))
        case CasesStep():
            ways = {f"case-{n}": case.go for n, case in enumerate(step.cases)}
            return {**ways, OTHERWISE: step.otherwise}
        case AppointmentStep():
            return {BOOKED: step.go, OTHERWISE: step.otherwise}
        case ChangeStep():
            return {CHANGED: step.go, OTHERWISE: step.otherwise}
        case MessageStep():
            return {TAKEN: step.go, SKIPPED: step.go}
        case TransferStep():
            return {THROUGH: OVER, OTHERWISE: step.otherwise}
    return {f"way-{n}": name for n, name in enumerate(next_steps(step))}


def _answered(step: QuestionStep) -> Iterator[tuple[str, str]]:
    if step.answer is AnswerKind.YES_NO:
        for way, to in ((YES, step.yes), (NO, step.no)):
            if to or step.go:
                yield way, to or step.go or ""
    elif step.go:
        yield SAID, step.go
    if step.go:  # whoever does not know the answer goes on all the same
        yield SKIPPED, step.go


def settled(walk: Walk, script: Script, moment: Moment) -> Walk:
    """The walk past every step that asks nobody anything, as far as that can be told."""
    while True:
        name = step_of(walk, script)
        step = script.steps.get(name)
        way = decided(step, moment) if isinstance(step, CasesStep) else None
        if way is None:
            return walk
        walk = walk.left(name, way, by_itself=True)


def decided(step: CasesStep, moment: Moment) -> str | None:
    """The way the voice would go; None when it depends on a caller nobody knows."""
    for number, case in enumerate(step.cases):
        callers = case.when.caller
        if callers and not moment.knows_caller:
            if any(case.when.holds(replace(moment, caller=one)) for one in callers):
                return None
        elif case.when.holds(moment):
            return f"case-{number}"
    return OTHERWISE


def noted(walk: Walk, script: Script, written_in: Language) -> list[str]:
    """The answers since something was last taken down, as the client reads them."""
    lines: list[str] = []
    for one in walk.passed:
        if one.way in {TAKEN, BOOKED}:
            lines = []
        elif line := note_of(one, script, written_in):
            lines.append(line)
    return lines


def note_of(one: Passed, script: Script, written_in: Language) -> str:
    """What the answer given there is written down as; empty for none."""
    step = script.steps.get(one.step)
    if not isinstance(step, QuestionStep) or not step.note or one.way not in {YES, NO, SAID}:
        return ""
    answer = one.said if one.way == SAID else phrase(one.way, written_in)
    return phrase("answer_line", written_in, note=text_in(step.note, written_in), answer=answer)
