"""Prints the conversations as they happen, readable by somebody who has never seen telesec."""

import sys
import textwrap
from collections.abc import Callable, Iterable
from datetime import datetime
from time import sleep

import click

from telesec.demonstration.days import PARIS
from telesec.demonstration.wording import CALL_STATUSES, UNKNOWN
from telesec.simulator import events
from telesec.simulator.mailbox import Mail
from telesec.values.telephone import caller_number, national

WIDTH = 96


class Printer:
    """Takes the network's events one by one and writes what a listener would hear."""

    def __init__(self, name_of: Callable[[str], str], pause_seconds: float) -> None:
        self.name_of = name_of  # of whoever has this number; empty when nobody knows
        self.pause_seconds = pause_seconds
        self.callers: dict[str, str] = {}
        self.last_heard = ("", "")
        self.text_messages: list[events.TextMessage] = []
        self._writers: dict[type[events.Event], Callable[..., None]] = {
            events.CallStarted: self._call_started,
            events.Said: self._said,
            events.CallerSaid: self._caller_said,
            events.CallerPressed: self._caller_pressed,
            events.CallerSilent: self._caller_silent,
            events.Ringing: self._ringing,
            events.PersonHeard: self._person_heard,
            events.PersonAnswered: self._person_answered,
            events.Recorded: self._recorded,
            events.TextMessage: self._text_message,
            events.CallEnded: self._call_ended,
        }

    def __call__(self, event: events.Event) -> None:
        """Write one event."""
        writer = self._writers.get(type(event))
        if writer:
            writer(event)
            sys.stdout.flush()
            sleep(self.pause_seconds)

    def scene(self, number: int, of: int, at: datetime, title: str) -> None:
        """The heading of the next call."""
        local = at.astimezone(PARIS)
        click.echo()
        click.secho(f"── {local:%H:%M} ── {title} ── [{number}/{of}]", fg="cyan", bold=True)

    def _call_started(self, event: events.CallStarted) -> None:
        number = caller_number(event.caller)
        name = event.name or (national(number) if number else UNKNOWN)
        self.callers[event.call_sid] = name
        who = f"{name} ({national(number)})" if number and event.name else name
        transferred = ""
        if event.forwarded_from:
            transferred = f", appel renvoyé par le {national(event.forwarded_from)}"
        to = national(event.number)
        to = f"{event.label} ({to})" if event.label else f"le {to}"
        click.echo(f"   ☎  {who} appelle {to}{transferred}")

    def _said(self, event: events.Said) -> None:
        self._line("telesec", event.text, fg="green")

    def _caller_said(self, event: events.CallerSaid) -> None:
        self._line(self._name(event), f"« {event.text} »")

    def _caller_pressed(self, event: events.CallerPressed) -> None:
        self._line(self._name(event), f"[touche {event.keys}]", fg="yellow")

    def _caller_silent(self, event: events.CallerSilent) -> None:
        self._line(self._name(event), f"[silence, {event.seconds} s]", fg="yellow")

    def _ringing(self, event: events.Ringing) -> None:
        name, number = self.name_of(event.number), national(event.number)
        whom = f"{name} ({number})" if name else f"le {number}"
        self._line("", f"… on appelle {whom}", fg="magenta")

    def _person_heard(self, event: events.PersonHeard) -> None:
        if (event.number, event.text) == self.last_heard:  # it is said twice, for who is slow
            return
        self.last_heard = (event.number, event.text)
        self._line(self._person(event.number), event.text, fg="magenta")

    def _person_answered(self, event: events.PersonAnswered) -> None:
        what = "accepte l’appel ; ils se parlent" if event.joined else "décroche, sans accepter"
        self._line(self._person(event.number), what, fg="magenta")

    def _recorded(self, event: events.Recorded) -> None:
        text = f"« {event.text} » [enregistré, {event.seconds} s]"
        self._line(self._name(event), text, fg="yellow")

    def _text_message(self, event: events.TextMessage) -> None:
        self.text_messages.append(event)  # the worker's own time: not into somebody's sentence

    def sent(self, mails: Iterable[Mail]) -> None:
        """Write what went out since the last time: the text messages, and these mails."""
        waiting, self.text_messages = self.text_messages, []
        for event in waiting:
            name = self.name_of(event.to)
            to = f"{name} ({national(event.to)})" if name else national(event.to)
            self._line("✉  SMS envoyé", to, fg="blue")
            self._line("", event.body.replace("\n", " / "), fg="blue")
        for mail in mails:
            self._line("✉  courriel envoyé", ", ".join(mail.recipients), fg="blue")
            self._line("", mail.subject, fg="blue")

    def acknowledged(self, name: str) -> None:
        """Write that somebody has read what is urgent."""
        self._line("✓  lu en console", f"{name} accuse réception du message urgent", fg="blue")

    def _call_ended(self, event: events.CallEnded) -> None:
        minutes, seconds = divmod(event.duration_seconds, 60)
        how = CALL_STATUSES.get(event.status, event.status)
        click.secho(f"   ■  fin de l’appel ({how}) : {minutes} min {seconds:02d} s", dim=True)

    def _name(self, event: events.Event) -> str:
        # Whoever is rung presses a key right after hearing what it is for.
        return self.callers.get(event.call_sid) or self._person(self.last_heard[0])

    def _person(self, number: str) -> str:
        return f"→ {self.name_of(number) or national(number)}"

    def _line(self, who: str, text: str, fg: str | None = None) -> None:
        label = f"   {who:<20} "
        body = textwrap.fill(text, WIDTH, initial_indent=label, subsequent_indent=" " * len(label))
        click.secho(body, fg=fg)
