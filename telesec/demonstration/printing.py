"""Prints the conversations as they happen, readable by somebody who has never seen telesec."""

import sys
import textwrap
from collections.abc import Callable
from datetime import datetime
from time import sleep
from zoneinfo import ZoneInfo

import click

from telesec.simulator import events

PARIS = ZoneInfo("Europe/Paris")
WIDTH = 96


class Printer:
    """Takes the network's events one by one and writes what a listener would hear."""

    def __init__(self, pause_seconds: float) -> None:
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
        """The heading of the next call, after what was sent since the last one."""
        self.flush()
        local = at.astimezone(PARIS)
        click.echo()
        click.secho(f"── {local:%H:%M} ── {title} ── [{number}/{of}]", fg="cyan", bold=True)

    def _call_started(self, event: events.CallStarted) -> None:
        name = event.name or event.caller or "?"
        self.callers[event.call_sid] = name
        transferred = f", renvoyé par le {event.forwarded_from}" if event.forwarded_from else ""
        to = f"{event.label} ({event.number})" if event.label else event.number
        click.echo(f"   ☎  {name} ({event.caller}) appelle {to}{transferred}")

    def _said(self, event: events.Said) -> None:
        self._line("telesec", event.text, fg="green")

    def _caller_said(self, event: events.CallerSaid) -> None:
        self._line(self._name(event), f"« {event.text} »")

    def _caller_pressed(self, event: events.CallerPressed) -> None:
        self._line(self._name(event), f"[touche {event.keys}]", fg="yellow")

    def _caller_silent(self, event: events.CallerSilent) -> None:
        self._line(self._name(event), f"[silence, {event.seconds} s]", fg="yellow")

    def _ringing(self, event: events.Ringing) -> None:
        self._line("", f"… le {event.number} sonne", fg="magenta")

    def _person_heard(self, event: events.PersonHeard) -> None:
        if (event.number, event.text) == self.last_heard:  # it is said twice, for who is slow
            return
        self.last_heard = (event.number, event.text)
        self._line(f"→ {event.number}", event.text, fg="magenta")

    def _person_answered(self, event: events.PersonAnswered) -> None:
        what = "accepte l’appel ; ils se parlent" if event.joined else "décroche, sans accepter"
        self._line(f"→ {event.number}", what, fg="magenta")

    def _recorded(self, event: events.Recorded) -> None:
        text = f"« {event.text} » [enregistré, {event.seconds} s]"
        self._line(self._name(event), text, fg="yellow")

    def _text_message(self, event: events.TextMessage) -> None:
        self.text_messages.append(event)  # the worker's own time: not into somebody's sentence

    def flush(self) -> None:
        """Write the text messages that have gone out."""
        waiting, self.text_messages = self.text_messages, []
        for event in waiting:
            self._line("✉  SMS envoyé", event.to, fg="blue")
            self._line("", event.body.replace("\n", " / "), fg="blue")

    def _call_ended(self, event: events.CallEnded) -> None:
        minutes, seconds = divmod(event.duration_seconds, 60)
        click.secho(
            f"   ■  fin de l’appel ({event.status}) : {minutes} min {seconds:02d} s", dim=True
        )

    def _name(self, event: events.Event) -> str:
        return self.callers.get(event.call_sid, "→ la personne")

    def _line(self, who: str, text: str, fg: str | None = None) -> None:
        label = f"   {who:<20} "
        body = textwrap.fill(text, WIDTH, initial_indent=label, subsequent_indent=" " * len(label))
        click.secho(body, fg=fg)
