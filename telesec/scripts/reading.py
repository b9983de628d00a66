"""A file becomes a Script, or a list of everything that is wrong with it."""

import hashlib
from pathlib import Path

from telesec.scripts.check import check
from telesec.scripts.document import ScriptDocument, script_document
from telesec.scripts.script import Script
from telesec.values.yaml_file import BadFile, Mistake, read_text


def load_script(path: Path) -> Script:
    """The script in a file; BadFile with every mistake, each with file, line and field."""
    return load_version(path)[0]


def load_version(path: Path) -> tuple[Script, str]:
    """The script in a file, and the fingerprint that calls held by it would bear."""
    if path.suffix != ".yaml":
        raise BadFile([Mistake(str(path), 1, "", "the name of a call script must end in .yaml")])
    text = read_text(path)
    document = script_document(text, str(path))
    script = checked_script(document)
    return script, fingerprint(complete_text(document, text, script))


def parse_script(text: str, file: str) -> Script:
    """The script in ``text``; ``file`` gives its name, and its folder holds ``presets/``.

    Raises BadFile with every mistake, each with file, line and field.
    """
    return checked_script(script_document(text, file))


def checked_script(document: ScriptDocument) -> Script:
    """The script of a document; BadFile with every mistake."""
    mistakes = check(document)
    if mistakes:
        raise BadFile(mistakes)
    return document.checked(Script)


def complete_text(document: ScriptDocument, text: str, script: Script) -> str:
    """The text of a script that stands without its preset, to be kept with a call.

    A file without a preset is its own; otherwise the whole script as JSON, which is YAML 1.2.
    """
    if document.preset is None:
        return text
    return script.model_dump_json(indent=2, exclude={"name"}, exclude_none=True)


def fingerprint(text: str) -> str:
    """The SHA-256 of a script's text, in hexadecimal: which version a call was held by."""
    return hashlib.sha256(text.encode()).hexdigest()
