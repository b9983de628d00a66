"""The spool: recorded messages noted in files while the database is away.

One file for each recording, whole or not there at all. The worker brings them in and deletes
them (dispatch/spool_import.py).
"""

import os
import re
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict


class SpoolFailed(RuntimeError):
    """The fact could not be written: the disk is full, or the directory is not ours."""


class SpooledRecording(BaseModel):
    """A message recorded without the database, as the carrier reported it."""

    model_config = ConfigDict(frozen=True)

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
    except OSError as error:
        raise SpoolFailed(f"{path}: {error.strerror}") from error
    return path


def spooled_files(directory: Path) -> list[Path]:
    """The files waiting to be brought in, oldest first."""
    if not directory.is_dir():
        return []
    return sorted(directory.glob("*.json"), key=lambda path: path.stat().st_mtime)


def read_spooled(path: Path) -> SpooledRecording:
    """The fact in a file; ValueError when it is not one of ours."""
    return SpooledRecording.model_validate_json(path.read_bytes())
