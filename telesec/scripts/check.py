"""What may be wrong with a call script, each with file, line and field. All is told at once."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain
from typing import Any

from telesec.scripts.document import ScriptDocument
from telesec.scripts.flow import Flow, flow_of
from telesec.scripts.places import (
    HINTS_PATH,
    WORD_PATHS,
    declared_languages,
    found,
    mapping,
    spread_single_language,
    text_paths,
)
from telesec.scripts.script import Script
from telesec.scripts.steps import MOST_CHOICES
from telesec.scripts.turns import MOST_TURNS, longest_way
from telesec.values.language import Language
from telesec.values.trade import OF_PATIENTS, Trade
from telesec.values.yaml_file import BadFile, Mistake, Place

MUST_KNOW_URGENT = (*OF_PATIENTS, Trade.VETERINARY)

# One of these must be in the announcement: callers have a right to know (EU AI Act, art. 50).
SAYS_AUTOMATIC = {
    Language.FR: ("automatique", "automatise", "artificielle", "robot", "virtuel", "virtuelle"),
    Language.EN: ("automatic", "automated", "artificial", "robot", "virtual", "ai"),
}


def check(document: ScriptDocument) -> list[Mistake]:
    """Every mistake in the document, by file and line; an empty list when it can be used."""
    content = spread_single_language(document.content)
    mistakes = {
        *_shape(document),
        *(document.mistake(place, what) for place, what in _about_texts(content)),
        *(document.mistake(place, what) for place, what in _about_menus(content)),
        *(document.mistake(place, what) for place, what in _about_conditions(content)),
        *(document.mistake(place, what) for place, what in _about_flow(flow_of(content))),
        *(document.mistake(place, what) for place, what in _about_the_whole(content)),
    }
    return sorted(
        mistakes, key=lambda m: (m.file != document.file, m.file, m.line, m.field, m.what)
    )


Finding = tuple[Place, str]


def _shape(document: ScriptDocument) -> list[Mistake]:
    try:
        script = document.checked(Script)
    except BadFile as bad:
        return bad.mistakes
    return [document.mistake(place, what) for place, what in _about_length(script)]


def _about_length(script: Script) -> Iterator[Finding]:
    try:
        way = longest_way(script)
    except KeyError:  # a step that is not there; told elsewhere
        return
    if way.turns > MOST_TURNS:
        yield (
            ("steps", way.steps[0]),
            f"this way asks the caller {way.turns} times, and a call ends after {MOST_TURNS}: "
            + " → ".join(way.steps),
        )


def _about_texts(content: Any) -> Iterator[Finding]:
    """Each text and each list of words is there in every declared language, and in no other."""
    languages = declared_languages(content)
    for path in (*text_paths(content), *WORD_PATHS):
        for place, value in found(content, path):
            if isinstance(value, dict):
                yield from _about_languages(place, value, languages)
    for place, value in found(content, HINTS_PATH):
        yield from _not_declared(place, mapping(value), languages)


def _about_languages(
    place: Place, texts: dict[Any, Any], languages: tuple[Language, ...]
) -> Iterator[Finding]:
    optional = place[0] == "urgent" and place[-1] != "say" and not texts
    for language in languages:
        if language not in texts and not optional:
            yield place, f"is missing in {language.value}"
        elif texts.get(language) == []:
            yield (*place, language.value), "has no words"
    yield from _not_declared(place, texts, languages)


def _not_declared(
    place: Place, texts: dict[Any, Any], languages: tuple[Language, ...]
) -> Iterator[Finding]:
    for code in texts:
        if code in list(Language) and code not in languages:
            yield (*place, str(code)), f"languages does not name {code}"


def _about_menus(content: Any) -> Iterator[Finding]:
    for place, choices in found(content, ("steps", "*", "choices")):
        if isinstance(choices, list):
            if not choices:
                yield place, "has no choices"
            if len(choices) > MOST_CHOICES:
                yield place, f"has {len(choices)} choices; a menu has at most {MOST_CHOICES}"
            yield from _said_twice(place, choices)


def _said_twice(place: Place, choices: list[Any]) -> Iterator[Finding]:
    """Keys and words that two choices of one menu share: the caller could not mean one."""
    seen: dict[tuple[str, str], int] = {}
    for number, choice in enumerate(choices):
        for where, kind, token in _tokens(choice):
            first = seen.setdefault((kind, token), number)
            if first != number:
                what = "key" if kind == "key" else "phrase"
                yield (*place, number, *where), f"{what} {token!r} belongs to choice {first + 1}"


def _tokens(choice: Any) -> Iterator[tuple[Place, str, str]]:
    key = mapping(choice).get("key")
    if isinstance(key, str | int):
        yield ("key",), "key", str(key)
    for place, phrase in found(choice, ("words", "*", "*")):
        if isinstance(phrase, str):
            yield place, str(place[1]), folded(phrase)


def folded(text: str) -> str:
    """The text without accents, case and signs: how phrases are compared."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))


def _about_conditions(content: Any) -> Iterator[Finding]:
    """A case by a status that the client never has, or in a language nobody speaks, never comes."""
    known = {
        "status": [str(name) for name in mapping(content.get("statuses"))],
        "language": [str(one.value) for one in declared_languages(content)],
    }
    for field, names in known.items():
        for place, given in found(content, ("steps", "*", "cases", "*", "when", field)):
            for name in given if isinstance(given, list) else [given]:
                if isinstance(name, str) and name not in names:
                    yield place, _not_called(field, name, names)


def _not_called(kind: str, name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=1)
    return f"no {kind} is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def _about_flow(flow: Flow) -> Iterator[Finding]:
    unknown = flow.unknown_targets()
    for way in unknown:
        yield way.place, _not_called("step", way.target, [str(name) for name in flow.ways])
    dead_ends = flow.dead_ends()
    yield from _about_dead_ends(flow, dead_ends)
    loops = flow.unasked_loops()
    for loop in loops:
        if loop[0] not in dead_ends:
            yield (
                ("steps", loop[0]),
                "endless loop in which the caller is asked nothing: "
                + " → ".join([*loop, loop[0]]),
            )
    for round_ in flow.endless_ways():
        told = [*dead_ends, *chain.from_iterable(loops)]
        if not any(name in told for name in round_):
            yield (
                ("steps", round_[0]),
                "whatever the caller answers, the call may go round here for ever: "
                + " → ".join(round_),
            )
    # While a name is misspelt, the step it meant only seems to be out of reach.
    for name in () if unknown else flow.unreached():
        yield ("steps", name), "nobody reaches this step"


def _about_dead_ends(flow: Flow, dead_ends: list[str]) -> Iterator[Finding]:
    """Each with the path that does not end, unless it is on one that is told."""
    told = set[str]()
    for name in dead_ends:
        if name not in told:
            path = flow.endless_path(name)
            told.update(path)
            yield (
                ("steps", name),
                f"dead end: from here the call can never come to an end: {' → '.join(path)}",
            )


def _about_the_whole(content: Any) -> Iterator[Finding]:
    trade = content.get("trade")
    if trade in MUST_KNOW_URGENT and not content.get("urgent"):
        yield ("trade",), f"a {trade} script must say what is urgent: add the field urgent"
    for place, text in found(content, ("announce", "*")):
        words = folded(text).split() if isinstance(text, str) else []
        expected = SAYS_AUTOMATIC.get(Language(place[1]), ()) if place[1] in list(Language) else ()
        if words and expected and not set(words) & set(expected):
            yield place, "must say that the assistant is automatic (EU AI Act, article 50)"
