"""What the agenda is measured against: the least code that could do the same work."""

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, Response, request


def floor_app(database: str, body: str) -> Flask:
    """Bare Flask: one token row in SQLite, a body read once, one tag."""
    app = Flask("floor")
    content = Path(body).read_bytes()
    tag = hashlib.sha256(content).hexdigest()

    @app.get("/calendars/<secret>.ics")
    def calendar(secret: str) -> Response:
        # A connection for each thread would be kept by any pool; opening is not the work.
        row = connection.execute(
            "SELECT practitioner_id FROM feeds WHERE secret_sha256 = ? AND revoked_at IS NULL",
            (hashlib.sha256(secret.encode()).hexdigest(),),
        ).fetchone()
        if row is None:
            return Response("Not found\n", 404)
        if request.if_none_match.contains(tag):
            return Response(status=304, headers={"ETag": f'"{tag}"'})
        return Response(content, mimetype="text/calendar", headers={"ETag": f'"{tag}"'})

    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, check_same_thread=False)
    return app


def floor_slots(
    connection: sqlite3.Connection, start: datetime, days: int, minutes: int
) -> list[int]:
    """Free starts as Unix times, 08-12 and 14-18 on weekdays in Paris: one select, one walk."""
    zone, length = ZoneInfo("Europe/Paris"), minutes * 60
    earliest, end = int(start.timestamp()), int((start + timedelta(days=days)).timestamp())
    busy = connection.execute(
        "SELECT starts, ends FROM busy WHERE practitioner = 1 AND starts < ? AND starts > ?"
        " ORDER BY starts",
        (end, earliest - 86_400),
    ).fetchall()
    free, position, day = [], 0, start.astimezone(zone).date()
    for _ in range(days + 1):
        for opens, closes in ((8, 12), (14, 18)) if day.weekday() < 5 else ():
            first = datetime(day.year, day.month, day.day, opens, tzinfo=zone)
            at = int(first.astimezone(UTC).timestamp())
            last = at + (closes - opens) * 3600 - length
            while at <= last and at < end:
                while position < len(busy) and busy[position][1] <= at:
                    position += 1
                if at >= earliest and (position == len(busy) or busy[position][0] >= at + length):
                    free.append(at)
                at += length
        day += timedelta(days=1)
    return free
