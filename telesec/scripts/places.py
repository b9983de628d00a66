"""Where texts and words stand in the content of a call script, before it is known to be sound.

A path is made of keys, with ``*`` for each entry of a mapping or list. Everything here accepts
any content, however malformed: what has another shape than expected is passed over.
"""

from collections.abc import Callable, Iterator
from typing import Any

from telesec.values.language import DEFAULT_LANGUAGE, Language
from telesec.values.yaml_file import Place

Path = tuple[str, ...]

TEXT_PATHS: tuple[Path, ...] = (
    ("announce",),
    ("statuses", "*", "label"),
    ("statuses", "*", "say"),
    ("urgent", "say"),
    ("facts", "*", "say"),
    ("steps", "*", "menu"),
    ("steps", "*", "choices", "*", "label"),
    ("steps", "*", "ask"),
    ("steps", "*", "note"),
    ("steps", "*", "say"),
    ("steps", "*", "appointment", "ask_name"),
    ("steps", "*", "appointment", "ask_reason_as"),
    ("steps", "*", "change", "ask_name"),
    ("steps", "*", "message", "ask"),
    ("steps", "*", "message", "subject"),
    ("steps", "*", "transfer", "say"),
    ("steps", "*", "end"),
)
WORD_PATHS: tuple[Path, ...] = (
    ("urgent", "words"),
    ("urgent", "life_threatening"),
    ("facts", "*", "words"),
    ("steps", "*", "choices", "*", "words"),
)
HINTS_PATH: Path = ("hints",)


def text_paths(content: Any) -> tuple[Path, ...]:
    """The paths of all texts; a greeting is one text, or one open and one closed."""
    greeting = mapping(mapping(content).get("greeting"))
    if "open" in greeting or "closed" in greeting:
        greetings = (("open",), ("closed",), ("at_times", "*", "say"))
        return (*(("greeting", *path) for path in greetings), *TEXT_PATHS)
    return (("greeting",), *TEXT_PATHS)


def mapping(node: Any) -> dict[Any, Any]:
    """``node`` when it is a mapping, else an empty one."""
    return node if isinstance(node, dict) else {}


def found(node: Any, path: Path, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """What stands at ``path`` inside ``node``, each with its own place."""
    if not path:
        yield place, node
        return
    for key, value in _entries(node, path[0]):
        yield from found(value, path[1:], (*place, key))


def replaced(node: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """A copy of ``node`` in which everything at ``path`` went through ``change``."""
    if not path:
        return change(node)
    changed = {key: replaced(value, path[1:], change) for key, value in _entries(node, path[0])}
    if isinstance(node, dict):
        return {**node, **changed}
    return list(changed.values()) if changed else node


def _entries(node: Any, key: str) -> list[tuple[Any, Any]]:
    if isinstance(node, dict):
        return list(node.items()) if key == "*" else [(key, node[key])] if key in node else []
    return list(enumerate(node)) if isinstance(node, list) and key == "*" else []


def declared_languages(content: Any) -> tuple[Language, ...]:
    """The languages the content declares, as far as they are languages; French when none is."""
    given = mapping(content).get("languages")
    codes = given if isinstance(given, list | tuple) else ()
    known = [Language(code) for code in codes if code in list(Language)]
    return tuple(dict.fromkeys(known)) or (DEFAULT_LANGUAGE,)


def spread_single_language(content: Any) -> Any:
    """The content with plain texts and plain lists of words put under its only language.

    A script in several languages is given back as it is: there a plain text is a mistake.
    """
    languages = declared_languages(content)
    if len(languages) > 1:
        return content

    def spread(value: Any) -> Any:
        return {languages[0]: value} if isinstance(value, str | list | tuple) else value

    for path in (*text_paths(content), *WORD_PATHS, HINTS_PATH):
        content = replaced(content, path, spread)
    return content


def only_in(content: Any, languages: tuple[Language, ...]) -> Any:
    """The content without its texts and words in other languages."""

    def keep(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {code: said for code, said in value.items() if code in languages}

    for path in (*text_paths(content), *WORD_PATHS, HINTS_PATH):
        content = replaced(content, path, keep)
    return content
