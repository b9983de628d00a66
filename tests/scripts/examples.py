"""One sound script, in which each test breaks one thing, and what the check says of it."""

import pytest

from telesec.scripts.reading import parse_script
from telesec.values.yaml_file import BadFile

SOUND = """\
trade: other
languages: [fr, en]
greeting: {fr: "Cabinet Petit, bonjour.", en: "Petit’s office, good morning."}
hints: {fr: [Petit, rendez-vous], en: [Petit]}
urgent:
  words: {fr: [très urgent], en: [very urgent]}
  say: {fr: "Je comprends.", en: "I understand."}
  then: on_call
start: welcome
steps:
  welcome:
    menu: {fr: "Que puis-je faire pour vous ?", en: "How can I help?"}
    choices:
      - key: 1
        words: {fr: [rendez-vous], en: [appointment]}
        label: {fr: "pour un rendez-vous", en: "for an appointment"}
        go: appointment
      - key: 2
        words: {fr: [adresse], en: [address]}
        label: {fr: "pour l’adresse", en: "for the address"}
        go: directions
  appointment:
    appointment: {offers: 2}
    go: goodbye
    otherwise: message
  directions:
    say: {fr: "4, place du Marché.", en: "4 place du Marché."}
    go: welcome
  message:
    message: {ask: {fr: "Je vous écoute.", en: "Go ahead."}}
    go: goodbye
  on_call:
    transfer: {to: on_call, say: {fr: "Ne quittez pas.", en: "Please hold."}}
    otherwise: message
  goodbye:
    end: {fr: "Au revoir.", en: "Goodbye."}
"""


def changed(*changes: tuple[str, str], text: str = SOUND) -> str:
    """The text with each ``old`` put as ``new``; every ``old`` must be there, once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def mistakes_in(text: str, file: str = "call_scripts/petit.yaml") -> list[str]:
    """What the check says of ``text``, one line per mistake, as the command prints it."""
    with pytest.raises(BadFile) as refused:
        parse_script(text, file)
    return [str(mistake) for mistake in refused.value.mistakes]
