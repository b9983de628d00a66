"""A call rehearsed: the way it would take, step by step, and why. Nothing is rung or written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from sqlalchemy.orm import Session

from telesec.assistant.answer_plan import Because, Plan, facts_of, rings_first, who_answers
from telesec.assistant.speaking import spoken_until
from telesec.clients.client import Client
from telesec.dispatch.ringing import SECRETARY, people_to_ring
from telesec.scripts.script import Script, WhoAnswers
from telesec.scripts.texts import filled
from telesec.values.language import Language, text_in
from telesec.values.telephone import E164, national

WHY = {
    Because.BLOCKED: ("ce numéro est bloqué par le client", "the client has blocked this number"),
    Because.VIP: ("ce numéro est prioritaire (VIP)", "this number is a VIP's"),
    Because.STATUS: ("statut : {status}{until}", "status: {status}{until}"),
    Because.STATUS_UNKNOWN: (
        "le statut « {status} » n’est pas dans le scénario : il ne change rien",
        "the status “{status}” is not in the script: it changes nothing",
    ),
    Because.DATE: (
        "horaires particuliers de cette date : {open}",
        "hours of this date in particular: {open}",
    ),
    Because.HOLIDAY: ("jour férié ({holiday}) : fermé", "public holiday ({holiday}): closed"),
    Because.OPEN: ("dans les heures d’ouverture", "within opening hours"),
    Because.CLOSED: ("hors des heures d’ouverture", "outside opening hours"),
}
OPEN = {True: ("ouvert", "open"), False: ("fermé", "closed")}
STEPS = {
    "refused": (
        "l’appel est refusé : occupé pour l’appelant, rien n’est compté",
        "the call is refused: the caller hears it busy, nothing is billed",
    ),
    "recorded": (
        "l’appelant apprend que la conversation sera enregistrée ; une touche la refuse",
        "the caller hears that the talk will be recorded; a key refuses",
    ),
    "straight": ("on sonne d’abord {whom}", "first rings {whom}"),
    "nobody": ("personne à sonner ({to})", "nobody to ring ({to})"),
    WhoAnswers.ASSISTANT: ("l’assistant répond", "the assistant answers"),
    WhoAnswers.SECRETARY: (
        "on sonne {seconds} s {whom}, puis l’assistant répond",
        "rings {whom} for {seconds} s, then the assistant answers",
    ),
    WhoAnswers.QUEUE: (
        "l’appelant attend une secrétaire, {wait} s au plus ({whom}), puis laisse un message",
        "the caller waits for a secretary, {wait} s at most ({whom}), then leaves a message",
    ),
    WhoAnswers.VOICEMAIL: ("répondeur", "voicemail"),
    "number": (
        "on sonne {seconds} s le {number}, puis l’assistant répond",
        "rings {number} for {seconds} s, then the assistant answers",
    ),
    "greeting": ("accueil : « {text} »", "greeting: “{text}”"),
    "says": ("puis : « {text} »", "then: “{text}”"),
}


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The way a call would take, in words: reasons first, then the steps in order."""

    when: str
    reasons: tuple[str, ...]
    steps: tuple[str, ...]


def rehearse(
    db: Session,
    client: Client,
    script: Script,
    caller: E164 | None,
    at: datetime,
    *,
    language: Language = Language.FR,
) -> Rehearsal:
    """What would happen to a call of ``caller`` to ``client`` at that instant, and why."""
    facts = facts_of(db, client, caller, at)
    plan = who_answers(script, facts)
    rehearsing = _Rehearsing(db, client, script, language, at)
    until = rehearsing.until(facts.status_until)
    label = script.statuses.get(facts.status or "")
    reasons = tuple(
        _in(WHY[reason], language).format(
            status=text_in(label.label, language) if label else facts.status,
            until=f" {until}" if until else "",
            holiday=facts.holiday,
            open=_in(OPEN[facts.is_open], language),
        )
        for reason in plan.because
    )
    locale = {Language.FR: "fr", Language.EN: "en_GB"}[language]
    when = format_datetime(client.local(at), "EEEE d MMMM y, HH:mm", locale=locale)
    return Rehearsal(when, reasons, tuple(rehearsing.steps(plan, is_open=facts.is_open)))


@dataclass(frozen=True, slots=True)
class _Rehearsing:
    db: Session
    client: Client
    script: Script
    language: Language
    at: datetime

    def steps(self, plan: Plan, *, is_open: bool) -> Sequence[str]:
        if plan.refused:
            return [self.line("refused")]
        found = []
        secretaries = self.people(SECRETARY)
        if self.client.record_talks and rings_first(plan, has_secretaries=bool(secretaries)):
            found.append(self.line("recorded"))
        if plan.straight_to:
            whom = self.people(plan.straight_to)
            found.append(
                self.line("straight" if whom else "nobody", whom=whom, to=plan.straight_to)
            )
        first = self.script.answer_first
        key = plan.answerer if plan.answerer in set(WhoAnswers) else "number"
        if key in {WhoAnswers.SECRETARY, WhoAnswers.QUEUE} and not secretaries:
            found.append(self.line("nobody", to=SECRETARY))
            key = WhoAnswers.ASSISTANT
        number = self.written(plan.answerer) if key == "number" else ""
        values = {"seconds": first.seconds, "wait": first.wait_seconds, "number": number}
        found.append(self.line(key, whom=secretaries, **values))
        return [*found, *self.words(plan, is_open=is_open)]

    def words(self, plan: Plan, *, is_open: bool) -> Sequence[str]:
        texts = self.script.greeting.texts(is_open=is_open, local=self.client.local(self.at))
        greeting = text_in(texts, self.language)
        said = [self.line("greeting", text=filled(greeting, self.client.name))]
        if plan.status and plan.status.say:
            text = text_in(plan.status.say, self.language)
            text = text.replace("{until}", self.until(plan.status_until)).replace(" .", ".")
            said.append(self.line("says", text=filled(text, self.client.name)))
        return said

    def until(self, end: datetime | None) -> str:
        today = self.client.local(self.at).date()
        return spoken_until(self.client.local(end), self.language, today) if end else ""

    def people(self, whom: str) -> str:
        return ", ".join(
            self.written(number) for number in people_to_ring(self.db, self.client, whom, self.at)
        )

    def written(self, number: str) -> str:
        return national(number, self.client.country)

    def line(self, key: str, **values: object) -> str:
        return _in(STEPS[key], self.language).format(**values)


def _in(texts: tuple[str, str], language: Language) -> str:
    return texts[0] if language is Language.FR else texts[1]
