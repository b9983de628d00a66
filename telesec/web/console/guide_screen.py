"""What the guide shows beside the step: what to say first, alarms, facts, who calls, the way.

What is spoken stands in the language spoken with the caller, all else in the page's.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import url_for

from telesec.agenda.looking_up import appointment_of
from telesec.assistant.answer_plan import Plan, facts_of, who_answers
from telesec.assistant.by_text.statuses import said_of_status
from telesec.assistant.known_callers import caller_is
from telesec.assistant.raising_alarm import EMERGENCY_PHRASE
from telesec.assistant.speaking import phrase
from telesec.assistant.understanding.danger.alarm_phrases import alarm_phrases
from telesec.calls.call import Call
from telesec.clients.caller_rule import CallerRule, rule_for
from telesec.clients.client import Client
from telesec.messages.taking import message_of
from telesec.scripts.conditions import CallerIs
from telesec.scripts.script import Script
from telesec.scripts.steps import CasesStep, MenuStep, QuestionStep, Step
from telesec.scripts.texts import filled
from telesec.values.language import Language, text_in
from telesec.values.telephone import E164
from telesec.web.console.conditions_in_words import condition_in_words
from telesec.web.console.guide_walk import (
    BOOKED,
    CHANGED,
    NO,
    OTHERWISE,
    SAID,
    SKIPPED,
    TAKEN,
    URGENT,
    YES,
    Moment,
    Passed,
    Walk,
    note_of,
)
from telesec.web.console.script_card import Texts, purpose_of
from telesec.web.login import Visitor
from telesec.web.translations import _, in_page_language, quoted, spelt

WORDS_IN_SIGHT = 10  # of those that raise an alarm; the others wait behind a title


@dataclass(frozen=True)
class Talk:
    """Whose caller somebody talks with now, by which script, and the call if there is one."""

    visitor: Visitor
    client: Client
    call: Call | None
    script: Script
    now: datetime

    @property
    def number(self) -> E164 | None:
        """The caller's number, as far as it is known."""
        return self.call.caller_number if self.call else None

    @property
    def local(self) -> datetime:
        """The client's wall time."""
        return self.client.local(self.now)

    @property
    def is_open(self) -> bool:
        """Whether the client is open now."""
        return self.client.opening_hours.open_at(self.local)

    @cached_property
    def plan(self) -> Plan:
        """What holds for this call; the same that decides for the voice."""
        facts = facts_of(self.visitor.db, self.client, self.number, self.now)
        return who_answers(self.script, facts)

    @cached_property
    def caller(self) -> CallerIs | None:
        """Who calls, as far as the number tells; None without a call."""
        return caller_is(self.visitor.db, self.call) if self.call else None

    @cached_property
    def rule(self) -> CallerRule | None:
        """How the client wants this caller treated."""
        return rule_for(self.visitor.db, self.client.id, self.number)

    def moment(self, language: Language) -> Moment:
        """What the conditions of the script are held against."""
        facts = facts_of(self.visitor.db, self.client, self.number, self.now)
        return Moment(
            is_open=facts.is_open,
            local=self.local,
            status=facts.status,
            caller=self.caller or CallerIs.NEW,
            language=language,
            knows_caller=self.call is not None,
        )

    def spoken(self, texts: Texts, language: Language) -> str:
        """A text of the script as it is said."""
        return filled(text_in(texts, language), self.client.name)

    def greeting(self, language: Language) -> list[str]:
        """What is said first: in the client's name, then what is particular now."""
        texts = self.script.greeting.texts(is_open=self.is_open, local=self.local)
        said = [self.spoken(texts, language)]
        rule, until = self.plan.status, self.plan.status_until
        if rule and (told := said_of_status(self.client, rule, until, language, self.now)):
            said.append(told)
        return said


@dataclass(frozen=True, slots=True)
class Warned:
    """One kind of alarm: what to say, and the words that raise it, the client's own first."""

    said: str
    words: tuple[str, ...]
    more: tuple[str, ...]


def alarms(talk: Talk, language: Language) -> dict[str, Warned]:
    """What endangers life, then what is urgent; empty for a script that knows nothing urgent."""
    urgent = talk.script.urgent
    if urgent is None:
        return {}
    of_trade = alarm_phrases(talk.script.trade)
    own, usual = urgent.words.get(language, ()), of_trade.urgent[language]
    found = {"urgent": _warned(talk.spoken(urgent.say, language), own, usual)}
    own, usual = urgent.life_threatening.get(language, ()), of_trade.life_threatening[language]
    if not own and not usual:
        return found
    danger = phrase(EMERGENCY_PHRASE.get(talk.client.trade, "life_threatening"), language)
    return {"vital": _warned(danger, own, usual), **found}


def _warned(said: str, own: tuple[str, ...], usual: tuple[str, ...]) -> Warned:
    """Those of the trade stand in groups: some of each group say more than a whole one."""
    step = max(1, len(usual) // WORDS_IN_SIGHT)
    words = (*own, *usual[::step])[:WORDS_IN_SIGHT]
    return Warned(said, words, tuple(one for one in (*own, *usual) if one not in words))


def facts(talk: Talk, language: Language) -> list[tuple[str, str]]:
    """What callers ask in between, and what they are told."""
    return [
        (", ".join(fact.words.get(language, ())[:3]) or name, talk.spoken(fact.say, language))
        for name, fact in talk.script.facts.items()
    ]


def caller_in_words(talk: Talk) -> str:
    """Who calls, as far as the number tells."""
    told = {
        CallerIs.KNOWN: _("appelant connu"),
        CallerIs.NEW: _("nouvel appelant"),
        CallerIs.VIP: _("appelant prioritaire"),
    }
    return told.get(talk.caller, "") if talk.caller else ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step gone: what it was, and what was answered."""

    what: str
    answer: str
    language: Language | None = None  # of the answer, when it is not the page's


def crumbs(talk: Talk, walk: Walk) -> list[Crumb]:
    """The way so far."""
    return [_crumb(talk, one, walk.language) for one in walk.passed]


def _crumb(talk: Talk, one: Passed, language: Language) -> Crumb:
    step = talk.script.step(one.step)
    if note := note_of(one, talk.script, talk.client.language):
        return Crumb(note, "", talk.client.language)
    what = purpose_of(step, in_page_language)
    if isinstance(step, MenuStep | QuestionStep):
        asked = step.menu if isinstance(step, MenuStep) else step.ask
        what = quoted(talk.spoken(asked, language), language)
    if isinstance(step, MenuStep) and one.way != URGENT:
        choice = step.choices[_number(one.way)]
        return Crumb(what, talk.spoken(choice.label, language), language)
    return Crumb(what, _answer(talk, step, one))


def _answer(talk: Talk, step: Step, one: Passed) -> str:
    if isinstance(step, CasesStep) and one.way not in {URGENT, OTHERWISE}:
        return condition_in_words(step.cases[_number(one.way)].when, talk.script.statuses)
    told = {
        URGENT: _("urgence"),
        OTHERWISE: _("sinon") if isinstance(step, CasesStep) else _("sans suite"),
        YES: _("oui"),
        NO: _("non"),
        SAID: one.said,
        SKIPPED: _("passé"),
        TAKEN: _("noté"),
        BOOKED: _("réservé"),
        CHANGED: _("fait"),
    }
    return told.get(one.way, "")


def _number(way: str) -> int:
    return int(way.rpartition("-")[2])


def made(talk: Talk, walk: Walk) -> list[tuple[str, str]]:
    """What has come of the talk: in words, and where it is to be seen."""
    found: list[tuple[str, str]] = []
    visitor, client = talk.visitor, talk.client
    for one in walk.made:
        if one.kind == "message":
            message = message_of(visitor.db, [client.id], one.id)
            if message:
                told = _("Message transmis : %(what)s")
                what = message.subject or message.caller_name or message.body[:60]
                found.append(
                    (told % {"what": what}, url_for("messages.message", message_id=message.id))
                )
            continue
        booked = appointment_of(visitor.db, [client.id], one.id)
        if booked:
            local = client.local(booked.starts_at)
            told = _("Rendez-vous pris : %(when)s, %(whom)s")
            said = {"when": spelt(local, "EEEE d MMMM, HH:mm"), "whom": booked.practitioner.name}
            day = local.date().isoformat()
            address = url_for("appointments.week", client=client.key, day=day)
            found.append((told % said, address))
    return found
