"""The spool: recorded messages noted in files while the database is away.

One file for each recording, whole or not there at all. The worker brings them in and deletes
them (dispatch/spool_import.py).
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict

SID = re.compile(r"[A-Z]{2}[0-9A-Za-z]{1,32}")
LARGEST_FILE = 100_000  # bytes; ours have a few hundred


class SpoolFailed(RuntimeError):
    """The fact could not be written: the disk is full, or the directory is not ours."""


class SpooledRecording(BaseModel):
    """A message recorded without the database, as the carrier reported it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)  # numbers are not logged

    call_sid: str
    to: str
    sent_from: str = ""
    forwarded_from: str = ""
    recording_sid: str
    recording_seconds: int = 0
    at: AwareDatetime


def write_spooled(directory: Path, facts: SpooledRecording) -> Path:
    """Keep the fact on disk, safely; the same recording again is the same file.

    Raises SpoolFailed.
    """
    name = re.sub(r"\W", "", f"{facts.call_sid}-{facts.recording_sid}") or "nameless"
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


def read_spooled(path: Path) -> SpooledRecording:
    """The fact in a file. OSError, or ValueError when it is not one of ours."""
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError("too large to be one of ours")
    facts = SpooledRecording.model_validate_json(path.read_bytes())
    if not (SID.fullmatch(facts.call_sid) and SID.fullmatch(facts.recording_sid)):
        raise ValueError("without the ids of a call and its recording")
    return facts
