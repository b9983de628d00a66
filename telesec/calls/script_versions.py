"""Versions of call scripts: the text that calls began with, kept as it was."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from telesec.calls.call import ScriptVersion
from telesec.database import insert_if_absent


class Version(NamedTuple):
    """Which script, and the hash of the text it had."""

    script: str
    sha256: str


_KNOWN = select(ScriptVersion.sha256).where(  # not the text: every call asks
    ScriptVersion.script == bindparam("script"), ScriptVersion.sha256 == bindparam("sha256")
)


def version_for(db: Session, script: str, text: str, now: datetime) -> Version:
    """The version of ``script`` with this very text; kept now if no call has used it before."""
    version = Version(script, hashlib.sha256(text.encode()).hexdigest())
    if db.scalar(_KNOWN, version._asdict()) is None:
        values = version._asdict() | {"text": text, "first_used_at": now}
        insert_if_absent(db, ScriptVersion, values)
    return version


def text_of(db: Session, version: Version) -> str:
    """The text of that version. Raises NoResultFound when no call has used it."""
    return db.get_one(ScriptVersion, version).text
