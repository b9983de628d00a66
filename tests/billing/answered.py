"""Calls that are over, for tests of what they cost."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.calls.call import Call, CallStatus, Disposition
from telesec.clients.client import Client, Line
from tests.makers import make_call, make_line


def make_answered(
    db: Session,
    client: Client,
    started_at: datetime,
    *,
    assistant: int = 60,
    ring: int = 0,
    secretary: int = 0,
    wrap_up: int = 0,
    disposition: Disposition | None = Disposition.MESSAGE,
    **fields: object,
) -> Call:
    """A call that ended as it should, with so many seconds of each kind."""
    line = db.scalar(select(Line).where(Line.client_id == client.id))
    if line is None:
        line = make_line(db, client, f"+3319900{client.id:04}")
    duration = assistant + ring + secretary
    values: dict[str, object] = {
        "status": CallStatus.COMPLETED,
        "disposition": disposition,
        "started_at": started_at,
        "answered_at": started_at,
        "ended_at": started_at + timedelta(seconds=duration),
        "duration_seconds": duration,
        "assistant_seconds": assistant,
        "ring_seconds": ring,
        "secretary_seconds": secretary,
        "wrap_up_seconds": wrap_up,
    }
    return make_call(db, client, line, **(values | fields))
