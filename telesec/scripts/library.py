"""The call scripts in use: always the newest sound version of each client's file."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from telesec.scripts.document import PRESETS, ScriptDocument, script_document
from telesec.scripts.reading import checked_script, complete_text
from telesec.scripts.script import Script
from telesec.values.yaml_file import BadFile, parse_yaml, read_text

logger = logging.getLogger(__name__)

Stamp = tuple[tuple[str, int, int, int], ...]


class UnknownScript(LookupError):
    """No call script has that name."""


@dataclass(frozen=True, slots=True)
class _Version:
    stamp: Stamp  # the files it was read from, as they were
    text: str
    script: Script


class ScriptLibrary:
    """The scripts of one directory, re-read when their files change. Safe among threads."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._versions: dict[str, _Version] = {}
        self._lock = Lock()

    def names(self) -> tuple[str, ...]:
        """The names of the clients' scripts, in alphabetical order; presets are not among them."""
        return tuple(sorted(path.stem for path in self.directory.glob("*.yaml")))

    def text_and_script(self, key: str) -> tuple[str, Script]:
        """The newest sound version of a script: its text, complete in itself, and the script.

        The text goes with the call, so that the call keeps its version: ``stored_script`` reads
        it back. When a file is edited into something broken, or goes away, its last sound
        version stays in use and ``call_script_broken`` is logged once for that edit.

        Raises UnknownScript when there never was such a file, BadFile when it has been broken
        since we started.
        """
        with self._lock:
            version = self._versions.get(key)
            stamp = tuple(self._stamps(key))
            if version is None or version.stamp != stamp:
                version = self._renewed(key, version, stamp)
                self._versions[key] = version
        return version.text, version.script

    def _renewed(self, key: str, last: _Version | None, stamp: Stamp) -> _Version:
        path = self.directory / f"{key}.yaml"
        if last is None and (path.parent != self.directory or not path.is_file()):
            raise UnknownScript(f"no call script {key!r} in {self.directory}")
        try:
            return _read(path, stamp)
        except BadFile as bad:
            _log_broken(key, bad)
            if last is None:
                raise
            # With the new stamp, so that this edit is neither read nor logged again.
            return replace(last, stamp=stamp)

    def _stamps(self, key: str) -> Iterator[tuple[str, int, int, int]]:
        """How the script's file and all presets look from outside, each by name."""
        presets = (self.directory / PRESETS).glob("*.yaml")
        for path in (self.directory / f"{key}.yaml", *sorted(presets)):
            try:
                status = path.stat()
            except (OSError, ValueError):  # not there; or no name for a file at all
                continue
            yield path.name, status.st_mtime_ns, status.st_size, status.st_ino


def _log_broken(key: str, bad: BadFile) -> None:
    first = bad.mistakes[0]
    where = {"script": key, "file": first.file, "line": first.line}
    logger.error("call_script_broken", extra=where)


@lru_cache(maxsize=64)
def _read(path: Path, stamp: Stamp) -> _Version:
    """Once, however many libraries of this process have the directory."""
    text = read_text(path)
    document = script_document(text, str(path))
    script = checked_script(document)
    return _Version(stamp, complete_text(document, text, script), script)


@lru_cache(maxsize=512)
def stored_script(text: str, name: str) -> Script:
    """The script in a text that ``ScriptLibrary.text_and_script`` gave earlier, for ``name``.

    It was checked then; only its shape is looked at now, so that rules made since do not stop
    a call under way. Raises BadFile when it has not even the shape of a script.
    """
    own = parse_yaml(text, name)
    return ScriptDocument(name, {**own.content, "name": name}, own).checked(Script)
