"""Versions of call scripts: the text that calls began with, kept as it was."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.calls.call import ScriptVersion
from telesec.database import insert_if_absent


def version_for(db: Session, script: str, text: str, now: datetime) -> ScriptVersion:
    """The version of ``script`` with this very text; kept now if no call has used it before."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    wanted = select(ScriptVersion).where(
        ScriptVersion.script == script, ScriptVersion.sha256 == sha256
    )
    known = db.scalar(wanted)
    if known is not None:
        return known
    values = {"script": script, "sha256": sha256, "text": text, "first_used_at": now}
    insert_if_absent(db, ScriptVersion, values)
    return db.scalars(wanted).one()
