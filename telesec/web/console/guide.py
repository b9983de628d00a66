"""The guide: the script that the assistant follows, step by step for a person who talks.

The same texts, questions, cases and alarms; what is taken down on the way is filed like what the
assistant takes down. Nothing of a talk under way is kept: it travels in the page's own form.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce

from flask import Blueprint, flash, render_template, request, url_for
from pydantic import ValidationError

from telesec.assistant.scripts_in_use import script_of
from telesec.assistant.understanding import numbers_in, understand_date
from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.messages.taking import with_answer
from telesec.scripts.script import Script
from telesec.scripts.steps import (
    AnswerKind,
    AppointmentStep,
    MessageStep,
    QuestionStep,
)
from telesec.values.language import Language, text_in
from telesec.values.telephone import national
from telesec.values.yaml_file import BadFile
from telesec.web.console.answering import script_now, status_label
from telesec.web.console.booking_form import book_appointment, slots_of_a_day
from telesec.web.console.calls import the_call, worked_on
from telesec.web.console.forms import FormError, text
from telesec.web.console.guide_screen import (
    Talk,
    alarms,
    caller_in_words,
    crumbs,
    facts,
    made,
)
from telesec.web.console.guide_step import ANYWAY, languages, needs_of, shown_step, typed
from telesec.web.console.guide_walk import (
    BOOKED,
    LONGEST_ANSWER,
    SAID,
    TAKEN,
    URGENT,
    BadWalk,
    Passed,
    Walk,
    noted,
    read_walk,
    settled,
    step_of,
)
from telesec.web.console.taking import take_message
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in
from telesec.web.translations import _

guide = Blueprint("guide", __name__)

BACK, SLOTS, TO_LANGUAGE = "back", "slots", "language-"
LONGEST_KEPT = 10_000  # characters of a field that waits for its step
OLDEST_YEAR = 1850
Page = str | tuple[str, int]


@guide.get("/clients/<key>/guide")
@signed_in(staff=True)
def of_client(visitor: Visitor, key: str) -> Page:
    """The first step, without a call of ours."""
    return _begun(visitor, visitor.client(key), None)


@guide.post("/clients/<key>/guide")
@signed_in(staff=True, writes=True)
def on_for_client(visitor: Visitor, key: str) -> Page:
    """One step on."""
    return _gone_on(visitor, visitor.client(key), None)


@guide.get("/calls/<row:call_id>/guide")
@signed_in(staff=True)
def of_call(visitor: Visitor, call_id: int) -> Page:
    """The first step, with a caller on the line or one who was."""
    found = the_call(visitor, call_id)
    return _begun(visitor, found.client, found)


@guide.post("/calls/<row:call_id>/guide")
@signed_in(staff=True, writes=True)
def on_in_call(visitor: Visitor, call_id: int) -> Page:
    """One step on; what is taken down is filed under the call."""
    found = the_call(visitor, call_id)
    return _gone_on(visitor, found.client, found)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the next page shows: the walk, and what stands in the fields."""

    walk: Walk
    values: dict[str, str]
    again: bool = False  # the step that was there before
    error: str = ""


def _begun(visitor: Visitor, client: Client, call: Call | None) -> Page:
    talk = _talk(visitor, client, call)
    return _page(talk, _first(talk)) if talk else _unreadable(visitor, client)


def _gone_on(visitor: Visitor, client: Client, call: Call | None) -> Page:
    talk = _talk(visitor, client, call)
    if talk is None:
        return _unreadable(visitor, client)
    try:
        walk = read_walk(request.form.get("walk", ""), talk.script)
    except BadWalk:
        return _page(talk, _begun_again(talk)), 400
    try:
        return _page(talk, _acted(talk, walk))
    except (FormError, BadWalk) as error:
        told = str(error) if isinstance(error, FormError) else _("Cela ne suit pas du script.")
        return _page(talk, Shown(walk, typed(), again=True, error=told)), 400


def _talk(visitor: Visitor, client: Client, call: Call | None) -> Talk | None:
    script = _script(visitor, client, call)
    return Talk(visitor, client, call, script, house().now()) if script else None


def _script(visitor: Visitor, client: Client, call: Call | None) -> Script | None:
    """The version the call began with; the newest where there is none to be read."""
    try:
        return script_of(visitor.db, call) if call else script_now(client)
    except BadFile:
        return script_now(client)


def _first(talk: Talk) -> Shown:
    spoken = talk.call.language if talk.call else talk.client.language
    can = talk.script.languages
    walk = Walk(language=spoken if spoken in can else can[0])
    number = national(talk.number, talk.client.country) if talk.number else ""
    return _arrived(talk, walk, {"callback_number": number})


def _begun_again(talk: Talk) -> Shown:
    """From the first step, because the form does not fit the script; what was written stays."""
    first, kept = _first(talk), _kept()
    try:
        lost = Walk.model_validate_json(request.form.get("walk", "")).passed
    except ValidationError:
        lost = ()
    answers = [*(one.said for one in lost if one.said), request.form.get("answer", "")]
    kept["body"] = _with_lines(kept["body"], answers)
    told = _("Le script a changé, ou ce formulaire n’en vient pas : reprenez au début.")
    values = first.values | {name: value for name, value in kept.items() if value}
    return Shown(first.walk, values, error=told)


# One step on


def _acted(talk: Talk, walk: Walk) -> Shown:
    """What the pressed button asks for. Raises FormError and BadWalk, nothing written."""
    do = request.form.get("do", "")
    kept = _kept(noted(walk, talk.script, talk.client.language))
    if do == BACK:
        before, left = walk.back()
        return _arrived(talk, before, kept, left)
    if do.startswith(TO_LANGUAGE):
        return Shown(_in_language(talk, walk, do.removeprefix(TO_LANGUAGE)), typed(), again=True)
    if do == SLOTS:
        _check_slots(talk, walk)
        return Shown(walk, typed(), again=True)
    if do == URGENT:
        kept["body"] = _with_lines(kept["body"], [request.form.get("answer", "")])
        return _arrived(talk, walk.left(step_of(walk, talk.script), URGENT), kept)
    return _left(talk, walk, do, kept)


def _left(talk: Talk, walk: Walk, do: str, kept: dict[str, str]) -> Shown:
    """The step is left by its own way, and what it takes down is taken down."""
    name = step_of(walk, talk.script)
    step = talk.script.steps.get(name)
    if isinstance(step, MessageStep) and do in {"", TAKEN, ANYWAY}:
        needs = () if do == ANYWAY else needs_of(step.message)
        message = take_message(talk.visitor, talk.client, talk.call, needs, once=True)
        _filed(talk, f"message:{message.id}")
        flash(_("Message noté pour %(client)s.") % {"client": talk.client.name})
        walk = walk.with_made("message", message.id)
        do, kept = TAKEN, kept | {"body": "", "notes": "", "reason": ""}
    elif isinstance(step, AppointmentStep) and do in {"", BOOKED}:
        terms = step.appointment
        booked = book_appointment(talk.visitor, talk.client, talk.call, terms, once=True)
        _filed(talk, f"appointment:{booked.id}")
        flash(_("Rendez-vous pris pour %(client)s.") % {"client": talk.client.name})
        walk = walk.with_made("appointment", booked.id)
        do, kept = BOOKED, kept | {"notes": "", "reason": ""}
    elif isinstance(step, QuestionStep) and step.answer is not AnswerKind.YES_NO:
        do = do or SAID
        said = _answer(talk, step) if do == SAID else ""
        return _arrived(talk, walk.left(name, do, said=said), kept)
    return _arrived(talk, walk.left(name, do), kept)


def _filed(talk: Talk, what: str) -> None:
    if talk.call:
        worked_on(talk.visitor, talk.call, what)


def _in_language(talk: Talk, walk: Walk, code: str) -> Walk:
    if code not in talk.script.languages:
        raise BadWalk("not a language of this script")
    return walk.model_copy(update={"language": Language(code)})


def _check_slots(talk: Talk, walk: Walk) -> None:
    step = talk.script.steps.get(step_of(walk, talk.script))
    if not isinstance(step, AppointmentStep):
        raise BadWalk("no times to look for")
    slots_of_a_day(talk.visitor, talk.client, step.appointment)


def _answer(talk: Talk, step: QuestionStep) -> str:
    """The answer as it is written down. Raises FormError when it is none of its kind."""
    label = text_in(step.note or step.ask, talk.client.language)
    given = text("answer", label, most=LONGEST_ANSWER)
    said = {"label": label, "value": given}
    if step.answer is AnswerKind.NUMBER and not _has_number(given):
        raise FormError(_("%(label)s : « %(value)s » n’est pas un nombre.") % said)
    if step.answer is not AnswerKind.DATE:
        return given
    found = _date(talk, given)
    if found is None or found.year < OLDEST_YEAR:
        raise FormError(_("%(label)s : « %(value)s » n’est pas une date.") % said)
    return f"{found:%d/%m/%Y}"


def _has_number(given: str) -> bool:
    return any(c.isdecimal() for c in given) or any(numbers_in(given, code) for code in Language)


def _date(talk: Talk, given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return understand_date(given, talk.client.language, talk.local.date())


# What waits in the form for its step


def _kept(lines: Collection[str] = ()) -> dict[str, str]:
    """What has been typed and not yet taken down, for whatever step wants it next.

    Without the answers ``lines``: they come again, as they are by then.
    """
    form = request.form
    names = ("caller_name", "body", "notes", "reason", "birth_date", "email")
    kept = {name: form.get(name, "")[:LONGEST_KEPT] for name in names}
    number = form.get("telephone", form.get("callback_number", ""))
    for name in ("body", "notes"):
        typed_lines = kept[name].splitlines()
        kept[name] = "\n".join(line for line in typed_lines if line not in lines)
    return kept | {"callback_number": number[:LONGEST_KEPT]}


def _arrived(talk: Talk, walk: Walk, kept: dict[str, str], left: Passed | None = None) -> Shown:
    """The next step that asks anybody anything, with what is known filled in.

    ``left``: the step gone back to, as it was left then.
    """
    walk = settled(walk, talk.script, talk.moment(walk.language)) if left is None else walk
    step = talk.script.steps.get(step_of(walk, talk.script))
    lines = noted(walk, talk.script, talk.client.language)
    values = kept | {"telephone": kept.get("callback_number", "")}
    if isinstance(step, MessageStep):
        waiting = [*kept.get("notes", "").splitlines(), kept.get("reason", "")]
        values["body"] = _with_lines(kept.get("body", ""), [*lines, *waiting])
        subject = step.message.subject
        values["subject"] = text_in(subject, talk.client.language) if subject else ""
        is_urgent = step.message.urgency == "urgent" or walk.is_urgent
        values |= {"urgent": "yes" if is_urgent else "", "notes": "", "reason": ""}
    elif isinstance(step, AppointmentStep):
        values["notes"] = _with_lines(kept.get("notes", ""), lines).strip()
    elif isinstance(step, QuestionStep) and left:
        values["answer"] = _as_typed(step, left.said)
    return Shown(walk, values)


def _as_typed(step: QuestionStep, said: str) -> str:
    """An answer as its field takes it."""
    if step.answer is AnswerKind.DATE and said:
        day, month, year = said.split("/") if said.count("/") == 2 else ("", "", "")
        return f"{year}-{month}-{day}"
    return said


def _with_lines(body: str, lines: list[str]) -> str:
    return reduce(with_answer, [line for line in lines if line.strip()], body)


# The page


def _page(talk: Talk, shown: Shown) -> str:
    walk, language = shown.walk, shown.walk.language
    step = talk.script.steps.get(step_of(walk, talk.script))
    now_at = shown_step(talk, walk, step, again=shown.again) if step else None
    alarm = talk.script.urgent if walk.passed and walk.passed[-1].way == URGENT else None
    return render_template(
        "guide.html",
        visitor=talk.visitor,
        client=talk.client,
        call=talk.call,
        talk=talk,
        step=now_at,
        walk=walk,
        walk_text=walk.model_dump_json(exclude_defaults=True),
        values=shown.values,
        error=shown.error,
        language=language,
        languages=languages(talk),
        greeting=talk.greeting(language),
        alarm_said=talk.spoken(alarm.say, language) if alarm else "",
        status=status_label(talk.visitor, talk.client, talk.script),
        caller=caller_in_words(talk),
        alarms=alarms(talk, language),
        facts=facts(talk, language),
        crumbs=crumbs(talk, walk),
        made=made(talk, walk),
        can_go_back=walk.back()[1] is not None,
        **_addresses(talk),
    )


def _addresses(talk: Talk) -> dict[str, str]:
    if talk.call:
        call_id = talk.call.id
        return {
            "here": url_for("guide.of_call", call_id=call_id),
            "leave_url": url_for("calls.call", call_id=call_id),
            "slots_url": url_for("calls.slots", call_id=call_id),
        }
    key = talk.client.key
    return {
        "here": url_for("guide.of_client", key=key),
        "leave_url": url_for("clients.client", key=key),
        "slots_url": url_for("booking.slots", key=key),
    }


def _unreadable(visitor: Visitor, client: Client) -> Page:
    told = _("Le script d’appel ne peut pas être lu.")
    return render_template("guide.html", visitor=visitor, client=client, unreadable=told)
