"""The spool: what callers said while the database was away, noted in files.

One file for each recorded message and each answer, whole or not there at all. The worker brings
them in and deletes them (dispatch/spool_import.py).
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter

SID = re.compile(r"[A-Z]{2}[0-9A-Za-z]{1,32}")
LARGEST_FILE = 100_000  # bytes; ours have a few hundred


class SpoolFailed(RuntimeError):
    """The fact could not be written: the disk is full, or the directory is not ours."""


class Spooled(BaseModel):
    """Something of a call that could not be written, as the carrier reported it."""

    # Numbers and words are not logged.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    call_sid: str
    to: str
    sent_from: str = ""
    forwarded_from: str = ""
    account_sid: str = ""  # the subaccount it came from; empty: the account itself
    at: AwareDatetime


class SpooledRecording(Spooled):
    """A message recorded without the database."""

    recording_sid: str
    recording_seconds: int = 0

    @property
    def name(self) -> str:
        """The same recording again has the same name."""
        return f"{self.call_sid}-{self.recording_sid}"


class SpooledWords(Spooled):
    """What the caller answered to prompt ``turn``."""

    turn: int
    words: str

    @property
    def name(self) -> str:
        """The same answer again has the same name."""
        return f"{self.call_sid}-{self.turn}"


_ANY: TypeAdapter[SpooledRecording | SpooledWords] = TypeAdapter(SpooledRecording | SpooledWords)


def write_spooled(directory: Path, facts: SpooledRecording | SpooledWords) -> Path:
    """Keep the fact on disk, safely; the same again is the same file. Raises SpoolFailed."""
    name = re.sub(r"[^\w-]", "", facts.name) or "nameless"
    path = directory / f"{name}.json"
    aside = directory / f".{name}.{os.getpid()}"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8") as file:
            file.write(facts.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
        _sync_directory(directory)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise SpoolFailed(f"{path}: {error.strerror}") from error
    return path


def _sync_directory(directory: Path) -> None:
    """Make the new name survive a power cut too."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def spooled_files(directory: Path) -> list[Path]:
    """The files waiting to be brought in, oldest first."""
    if not directory.is_dir():
        return []
    found = []
    for path in directory.glob("*.json"):
        with suppress(FileNotFoundError):  # another worker has just brought it in
            found.append((path.lstat().st_mtime, path))
    return [path for _, path in sorted(found)]


def read_spooled(path: Path) -> SpooledRecording | SpooledWords:
    """The fact in a file. OSError, or ValueError when it is not one of ours."""
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError("too large to be one of ours")
    facts = _ANY.validate_json(path.read_bytes())
    sids = (facts.call_sid, *([facts.recording_sid] if isinstance(facts, SpooledRecording) else []))
    if not all(SID.fullmatch(sid) for sid in sids):
        raise ValueError("without the ids of a call and its recording")
    return facts
