"""The checker itself: it accepts a good feed and catches each defect, one at a time."""

from datetime import timedelta

import pytest

from telesec.agenda.calendar_text import Display, Visit, calendar, event
from telesec.values.language import Language
from tests.agenda.ics_checker import defects
from tests.agenda.practice import utc
from tests.makers import NOW

DISPLAY = Display(
    "le docteur Martin",
    "1 rue de la Paix, Paris",
    "legal",
    "FR",
    "Europe/Paris",
    Language.FR,
    "#2f5d62",
)
FIRST_UID = "11111111-1111-4111-8111-111111111111"
SECOND_UID = "22222222-2222-4222-8222-222222222222"


def visit(uid: str, start: str) -> Visit:
    starts_at = utc(start)
    ends_at = starts_at + timedelta(minutes=20)
    return Visit(1, uid, 0, starts_at, ends_at, 1, "Zoé; Noël", "+33612345678", None, NOW, NOW, "")


GOOD = calendar(
    DISPLAY,
    [
        event(visit(FIRST_UID, "2026-12-01T09:00"), "premier rendez-vous", DISPLAY),
        event(visit(SECOND_UID, "2026-12-01T10:00"), "premier rendez-vous", DISPLAY),
    ],
)


def test_a_good_feed_has_no_defect() -> None:
    assert defects(GOOD) == []


def without_zone(feed: bytes) -> bytes:
    start, end = feed.index(b"BEGIN:VTIMEZONE"), feed.index(b"BEGIN:VEVENT")
    return feed[:start] + feed[end:]


def unfolded(feed: bytes) -> bytes:
    return feed.replace(b"\r\n ", b"")


def swapped(feed: bytes) -> bytes:
    start, middle = feed.index(b"BEGIN:VEVENT"), feed.rindex(b"BEGIN:VEVENT")
    end = feed.index(b"END:VCALENDAR")
    return feed[:start] + feed[middle:end] + feed[start:middle] + feed[end:]


BROKEN = {
    "LF line ends": (GOOD.replace(b"\r\n", b"\n"), "not CRLF"),
    "one bare CR": (GOOD.replace(b"CALSCALE", b"X\rCALSCALE"), "not CRLF"),
    "unfolded": (unfolded(GOOD), "octets"),
    "folded in a character": (GOOD.replace("é".encode(), b"\xc3\r\n \xa9", 1), "inside"),
    "not UTF-8": (GOOD.replace("é".encode(), b"\xe9", 1), "not UTF-8"),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD, "byte order mark"),
    "control character": (GOOD.replace(b"Zo", b"Z\x07o", 1), "control character"),
    "NUL": (GOOD.replace(b"Zo", b"Z\x00o", 1), "control character"),
    "empty line": (GOOD.replace(b"VERSION", b"\r\nVERSION"), "empty line"),
    "no last line end": (GOOD.removesuffix(b"\r\n"), "line end"),
    "zone not defined": (without_zone(GOOD), "no VTIMEZONE"),
    "unescaped comma": (GOOD.replace(b"Paix\\,", b"Paix,"), "LOCATION is not escaped"),
    "unescaped semicolon": (GOOD.replace(b"\\; No", b"; No"), "SUMMARY is not escaped"),
    "lone backslash": (GOOD.replace(b"Paix\\,", b"Paix\\ "), "LOCATION is not escaped"),
    "end before start": (GOOD.replace(b":20261201T102000", b":20261201T092000"), "ends before"),
    "end at start": (GOOD.replace(b":20261201T102000", b":20261201T100000"), "ends before"),
    "unknown status": (GOOD.replace(b"CONFIRMED", b"BOOKED"), "STATUS is 'BOOKED'"),
    "cancelled": (GOOD.replace(b"CONFIRMED", b"CANCELLED"), "STATUS is 'CANCELLED'"),
    "interval without VALUE": (GOOD.replace(b";VALUE=DURATION", b""), "no VALUE=DURATION"),
    "missing UID": (GOOD.replace(f"UID:{FIRST_UID}\r\n".encode(), b""), "lines"),
    "missing DTSTAMP": (GOOD.replace(b"DTSTAMP:20261126T090000Z\r\n", b"", 1), "lines"),
    "missing SEQUENCE": (GOOD.replace(b"SEQUENCE:0\r\n", b"", 1), "lines"),
    "duplicate UID": (GOOD.replace(SECOND_UID.encode(), FIRST_UID.encode()), "comes 2 times"),
    "guessable UID": (GOOD.replace(FIRST_UID.encode(), b"42@telesec"), "not a random UUID"),
    "wrong order": (swapped(GOOD), "not in order"),
    "METHOD": (GOOD.replace(b"CALSCALE", b"METHOD:PUBLISH\r\nCALSCALE"), "has METHOD"),
    "no PRODID": (GOOD.replace(b"PRODID:-//telesec//telesec//FR\r\n", b""), "0 PRODID"),
    "no VERSION": (GOOD.replace(b"VERSION:2.0\r\n", b""), "0 VERSION"),
    "floating time": (GOOD.replace(b"DTSTART;TZID=Europe/Paris", b"DTSTART"), "in no zone"),
    "stamp of now": (GOOD.replace(b"DTSTAMP:20261126", b"DTSTAMP:20261127"), "not LAST-MODIFIED"),
    "alarm": (
        GOOD.replace(b"END:VEVENT", b"BEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM\r\nEND:VEVENT"),
        "holds a VALARM",
    ),
    "private": (GOOD.replace(b"STATUS:", b"CLASS:PRIVATE\r\nSTATUS:"), "lines"),
    "zone with dates": (
        GOOD.replace(b"RRULE:FREQ=YEARLY", b"RDATE:20270328T020000\r\nX-R:F"),
        "lists dates",
    ),
    "zone with history": (GOOD.replace(b"19810329", b"19110311"), "history"),
    "not closed": (GOOD.replace(b"END:VEVENT\r\n", b"", 1), "closes VEVENT"),
    "two calendars": (GOOD + GOOD, "not one VCALENDAR"),
    "nothing inside": (
        GOOD[: GOOD.index(b"BEGIN:VTIMEZONE")] + b"END:VCALENDAR\r\n",
        "no component",
    ),
    "not a content line": (GOOD.replace(b"CALSCALE:", b"CALSCALE "), "not a content line"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_defect_is_caught(name: str) -> None:
    feed, expected = BROKEN[name]
    assert feed != GOOD, "the defect was not made"
    assert any(expected in defect for defect in defects(feed)), defects(feed)


def test_a_feed_that_google_would_drop_is_caught() -> None:
    assert any("octets" in defect for defect in defects(GOOD, largest=1_000))
