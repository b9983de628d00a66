"""Calendars as other programs write them, and what the tests ask of them."""

from datetime import UTC, datetime

from telesec.agenda.busy.expansion import Reading, Terms, read_busy
from telesec.agenda.busy.spans import Span

PARIS = "Europe/Paris"
FIRST = datetime(2026, 11, 25, tzinfo=UTC)  # a Wednesday
LAST = datetime(2027, 12, 31, tzinfo=UTC)
TOO_MANY = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\nEND:X\r\n" * 100_001 + b"END:VCALENDAR\r\n"


def terms(**changed: object) -> Terms:
    given: dict[str, object] = {
        "zone": PARIS,
        "first": int(FIRST.timestamp()),
        "last": int(LAST.timestamp()),
    }
    return Terms(**given | changed)  # type: ignore[arg-type]


def calendar(*components: str, head: str = "") -> bytes:
    lines = "\n".join(["BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test", head, *components])
    text = "\n".join(line.strip() for line in lines.splitlines() if line.strip())
    return f"{text}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def event(lines: str, uid: str = "one") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T000000Z\n{lines}\nEND:VEVENT"


def read(body: bytes, **changed: object) -> Reading:
    return read_busy([body], terms(**changed))


def told(spans: list[Span]) -> list[str]:
    """``11-30 09:00/10:00``, in UTC; a doubt stands behind."""
    return [
        f"{datetime.fromtimestamp(span.start, UTC):%m-%d %H:%M}/"
        f"{datetime.fromtimestamp(span.end, UTC):%H:%M}{f' {span.doubt}' if span.doubt else ''}"
        for span in spans
    ]


def busy(*components: str, head: str = "", **changed: object) -> list[str]:
    return told(read(calendar(*components, head=head), **changed).spans)
