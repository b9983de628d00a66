"""Calendars are read in a process of their own, which may take so much and no more."""

from datetime import UTC, datetime

import pytest

from telesec.agenda.busy import process
from telesec.agenda.busy.process import CannotRead, read_apart
from telesec.agenda.busy.spans import Span
from telesec.gateways.caldav_reading import NotDav, calendars_in, mark_of
from tests.agenda.busy.calendars import TOO_MANY, calendar, event, terms

TEN = "DTSTART:20261130T090000Z\nDURATION:PT1H"
SPAN = Span(int(datetime(2026, 11, 30, 9, tzinfo=UTC).timestamp()), 0)


def multistatus(*calendars: bytes, more: str = "") -> bytes:
    responses = "".join(
        "<d:response><d:href>/x</d:href><d:propstat><d:prop><c:calendar-data>"
        f"{one.decode()}</c:calendar-data></d:prop></d:propstat></d:response>"
        for one in calendars
    )
    return (
        '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"'
        f' xmlns:c="urn:ietf:params:xml:ns:caldav">{responses}{more}</d:multistatus>'
    ).encode()


def test_what_the_process_reads_comes_back() -> None:
    reading = read_apart(calendar(event(TEN)), terms(), is_caldav=False)
    assert reading.spans == [SPAN._replace(end=SPAN.start + 3_600)]
    assert reading.busy == 1
    own = terms(own_uids=frozenset({"one"}))
    assert read_apart(calendar(event(TEN)), own, is_caldav=False).spans == []


def test_a_caldav_answer_is_read_calendar_by_calendar() -> None:
    other = event("DTSTART:20261201T090000Z\nDURATION:PT1H", "two")
    body = multistatus(calendar(event(TEN)), calendar(other))
    assert read_apart(body, terms(), is_caldav=True).busy == 2


@pytest.mark.parametrize(
    ("body", "is_caldav", "fault"),
    [
        (b"<html></html>", False, "not_a_calendar"),
        (b"<html></html>", True, "not_dav"),
        (b"not even that", True, "not_dav"),
        (multistatus(more="<d:response><d:status>HTTP/1.1 507</d:status></d:response>"), True,
         "not_dav"),
        (multistatus(b"BEGIN:VCALENDAR"), True, "not_a_calendar"),
        (TOO_MANY, False, "too_much"),
    ],
)  # fmt: skip
def test_why_it_could_not_be_read_is_told(body: bytes, is_caldav: bool, fault: str) -> None:
    with pytest.raises(CannotRead, match=fault):
        read_apart(body, terms(), is_caldav=is_caldav)


def test_xml_that_would_expand_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]><d:multistatus xmlns:d="DAV:">&b;</d:multistatus>'
    with pytest.raises(NotDav):
        list(calendars_in(bomb))
    with pytest.raises(NotDav):
        mark_of(bomb.decode().encode("utf-16"))
    with pytest.raises(NotDav):
        mark_of(b"<a>" * 10_000)


def test_a_calendar_that_takes_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred rules that nothing fits, each a second of work: the process is ended for us."""
    monkeypatch.setattr(process, "MOST_SECONDS", 2)
    never = f"{TEN}\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"
    body = calendar(*(event(never, str(number)) for number in range(100)))
    with pytest.raises(CannotRead, match="too_much"):
        read_apart(body, terms(), is_caldav=False)
