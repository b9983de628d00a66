"""What other programs' calendars come to: every trap that has cost somebody an appointment."""

import random
from datetime import UTC, datetime

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from telesec.agenda.busy.expansion import MOST_EVENTS, TooMuch
from telesec.agenda.busy.lines import NotACalendar
from tests.agenda.busy.calendars import FIRST, PARIS, busy, calendar, event, read
from tests.amounts import examples

TEN = "DTSTART;TZID=Europe/Paris:20261130T100000\nDTEND;TZID=Europe/Paris:20261130T110000"
BUSY_AT_TEN = ["11-30 09:00/10:00"]

OFFSETS = """
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
"""


def own_zone(name: str) -> str:
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{OFFSETS}END:VTIMEZONE"


# --- zones -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Paris",
        "europe/paris",
        "Romance Standard Time",
        '"Romance Standard Time"',
        "W. Europe Standard Time",
        "/citadel.org/20210210_1/Europe/Paris",
        "/freeassociation.sourceforge.net/Europe/Paris",
        "GMT+01:00",
        "UTC+1",
    ],
)
def test_a_zone_by_any_of_its_names(zone: str) -> None:
    lines = f"DTSTART;TZID={zone}:20261130T100000\nDTEND;TZID={zone}:20261130T110000"
    assert busy(event(lines), zone="America/Cayenne") == BUSY_AT_TEN


def test_a_zone_that_the_file_defines_since_1601_holds_in_winter_and_in_summer() -> None:
    name = "Customized Time Zone"
    lines = f"DTSTART;TZID={name}:20261130T100000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=9"
    found = busy(own_zone(name), event(lines), zone="America/Cayenne")
    assert found[0] == "11-30 09:00/10:00"
    assert found[-1] == "08-30 08:00/09:00"


def test_an_unknown_zone_is_taken_in_the_clients_and_said() -> None:
    lines = "DTSTART;TZID=Bureau de Paul:20261130T100000\nDURATION:PT1H"
    reading = read(calendar(event(lines)))
    assert busy(event(lines)) == ["11-30 09:00/10:00 zone"]
    assert reading.doubts == {"zone": 1}
    assert reading.unknown_zones == ["Bureau de Paul"]


def test_a_definition_that_defines_nothing_leaves_the_zone_unknown() -> None:
    broken = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:x\nEND:STANDARD\nEND:VTIMEZONE"
    lines = "DTSTART;TZID=Mine:20261130T100000\nDURATION:PT1H"
    assert busy(broken, event(lines)) == ["11-30 09:00/10:00 zone"]


def test_floating_times_are_the_calendars_own_and_else_the_clients() -> None:
    floating = event("DTSTART:20261130T100000\nDTEND:20261130T110000")
    assert busy(floating) == BUSY_AT_TEN
    assert busy(floating, head="X-WR-TIMEZONE:Europe/London") == ["11-30 10:00/11:00"]
    assert busy(floating, head="X-WR-TIMEZONE:Nowhere") == BUSY_AT_TEN


def test_utc_and_iso_8601_are_understood() -> None:
    assert busy(event("DTSTART:20261130T090000Z\nDTEND:20261130T100000Z")) == BUSY_AT_TEN
    iso = "DTSTART:2026-11-30T10:00:00+01:00\nDTEND:2026-11-30T10:00:00Z"
    assert busy(event(iso)) == BUSY_AT_TEN


# --- whole days and the two nights -------------------------------------------------------------


def test_a_whole_day_is_the_clients_local_day() -> None:
    expected = ["11-29 23:00/23:00"]
    assert busy(event("DTSTART;VALUE=DATE:20261130\nDTEND;VALUE=DATE:20261201")) == expected
    assert busy(event("DTSTART;VALUE=DATE:20261130")) == expected
    assert busy(event("DTSTART:20261130")) == expected
    assert busy(event("DTSTART;VALUE=DATE:20261130\nDTEND;VALUE=DATE:20261130")) == expected
    assert busy(event("DTSTART;VALUE=DATE:20261130\nDURATION:P1D")) == expected
    tropical = busy(event("DTSTART;VALUE=DATE:20261130"), zone="Indian/Reunion")
    assert tropical == ["11-29 20:00/20:00"]


def test_a_long_absence_is_whole_in_pieces_of_a_day() -> None:
    reading = read(calendar(event("DTSTART;VALUE=DATE:20261220\nDTEND;VALUE=DATE:20270105")))
    assert reading.spans[0].start == int(datetime(2026, 12, 19, 23, tzinfo=UTC).timestamp())
    assert reading.spans[-1].end == int(datetime(2027, 1, 4, 23, tzinfo=UTC).timestamp())
    assert all(a.end == b.start for a, b in zip(reading.spans, reading.spans[1:], strict=False))
    assert all(span.end - span.start <= 86_400 for span in reading.spans)
    assert reading.busy == 1


def test_an_absence_that_has_begun_long_ago_still_counts() -> None:
    found = busy(event("DTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20261127"))
    assert found[-1] == "11-26 00:00/23:00"
    assert found[0] == "11-25 00:00/00:00"


def test_half_past_two_of_the_night_that_has_none_is_half_past_three() -> None:
    lines = "DTSTART;TZID=Europe/Paris:20270327T023000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=3"
    expected = ["03-27 01:30/02:00", "03-28 01:30/02:00", "03-29 00:30/01:00"]
    assert busy(event(lines)) == expected
    own = event(lines.replace("Europe/Paris", "Mine"))
    assert busy(own_zone("Mine"), own, zone="America/Cayenne") == expected


def test_the_hour_that_is_there_twice_is_the_first() -> None:
    lines = "DTSTART;TZID={}:20271031T023000\nDURATION:PT30M"
    expected = ["10-31 00:30/01:00"]
    assert busy(event(lines.format(PARIS))) == expected
    assert busy(own_zone("Mine"), event(lines.format("Mine")), zone="UTC") == expected


def test_a_night_duty_over_a_change_lasts_as_long_as_any_program_says() -> None:
    night = "DTSTART;TZID=Europe/Paris:20270301T220000\nDTEND;TZID=Europe/Paris:20270302T060000"
    found = busy(event(f"{night}\nRRULE:FREQ=DAILY;UNTIL=20270328"))
    assert found[-2] == "03-27 21:00/05:00"  # 8 hours; the clock on the wall says 06:00 at 04:00
    assert found[-1] == "03-28 20:00/04:00"


# --- recurring ---------------------------------------------------------------------------------

WEEKLY = f"{TEN}\nRRULE:FREQ=WEEKLY;COUNT=4"
FOUR = ["11-30 09:00/10:00", "12-07 09:00/10:00", "12-14 09:00/10:00", "12-21 09:00/10:00"]


def test_a_rule_is_followed() -> None:
    assert busy(event(WEEKLY)) == FOUR


@pytest.mark.parametrize(
    "until", ["20261221T090000Z", "20261221T100000", "20261221", "20261221T225959Z"]
)
def test_until_in_utc_in_local_time_and_as_a_day_holds_the_last(until: str) -> None:
    assert busy(event(f"{TEN}\nRRULE:FREQ=WEEKLY;UNTIL={until}")) == FOUR


def test_whole_days_until_a_midnight_in_utc() -> None:
    """As Outlook writes it: local midnight of the last day, in UTC."""
    lines = "DTSTART;VALUE=DATE:20261130\nRRULE:FREQ=DAILY;UNTIL=20261201T230000Z"
    assert busy(event(lines))[-1] == "12-02 00:00/23:00"


@pytest.mark.parametrize(
    "gone",
    [
        "EXDATE;TZID=Europe/Paris:20261207T100000",
        "EXDATE:20261207T090000Z",
        "EXDATE;VALUE=DATE:20261207",
        "EXDATE:20261207",
        "EXDATE:20261207T100000",
        "EXDATE;TZID=Europe/London:20261207T090000",
        "EXDATE;TZID=Romance Standard Time:20261201T100000,20261207T100000",
    ],
)
def test_an_excluded_date_in_every_form(gone: str) -> None:
    assert busy(event(f"{WEEKLY}\n{gone}")) == [FOUR[0], *FOUR[2:]]


def test_an_excluded_date_that_cannot_be_read_leaves_it_busy_and_says_so() -> None:
    found = busy(event(f"{WEEKLY}\nEXDATE:next week"))
    assert found == [f"{one} time" for one in FOUR]


@pytest.mark.parametrize(
    "which",
    [
        "RECURRENCE-ID;TZID=Europe/Paris:20261207T100000",
        "RECURRENCE-ID:20261207T090000Z",
        "RECURRENCE-ID;VALUE=DATE:20261207",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_one_occurrence_moved_cancelled_or_made_free(which: str, *, first: bool) -> None:
    def with_override(lines: str) -> list[str]:
        pair = [event(WEEKLY), event(f"{which}\n{lines}")]
        return busy(*(pair if first else reversed(pair)))

    moved = with_override("DTSTART:20261208T140000Z\nDTEND:20261208T150000Z")
    assert moved == [FOUR[0], "12-08 14:00/15:00", *FOUR[2:]]
    there = "DTSTART:20261207T090000Z\nDTEND:20261207T100000Z\n"
    assert with_override(f"{there}STATUS:CANCELLED") == [FOUR[0], *FOUR[2:]]
    assert with_override(f"{there}TRANSP:TRANSPARENT") == [FOUR[0], *FOUR[2:]]
    assert with_override("STATUS:CANCELLED") == [FOUR[0], *FOUR[2:]]


def test_this_and_all_later_ones_moved_and_one_of_them_back() -> None:
    onward = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261207T100000\n"
        "DTSTART;TZID=Europe/Paris:20261208T140000\nDTEND;TZID=Europe/Paris:20261208T160000"
    )
    back = "RECURRENCE-ID:20261214T090000Z\nDTSTART:20261214T090000Z\nDURATION:PT1H"
    found = busy(event(WEEKLY), event(onward), event(back))
    assert found == [FOUR[0], "12-08 13:00/15:00", FOUR[2], "12-22 13:00/15:00"]


def test_this_and_all_later_ones_cancelled() -> None:
    onward = "RECURRENCE-ID;RANGE=THISANDFUTURE:20261214T090000Z\nSTATUS:CANCELLED"
    assert busy(event(WEEKLY), event(onward)) == FOUR[:2]


def test_an_occurrence_that_comes_without_its_series_counts() -> None:
    lines = "RECURRENCE-ID:20261130T150000Z\nDTSTART:20261130T090000Z\nDTEND:20261130T100000Z"
    assert busy(event(lines)) == BUSY_AT_TEN


def test_dates_and_periods_beside_a_rule() -> None:
    lines = f"{TEN}\nRDATE;TZID=Europe/Paris:20261201T100000\nRDATE:20261202T090000Z"
    period = "RDATE;VALUE=PERIOD:20261203T090000Z/20261203T120000Z,20261204T090000Z/PT30M"
    assert busy(event(f"{lines}\n{period}")) == [
        "11-30 09:00/10:00",
        "12-01 09:00/10:00",
        "12-02 09:00/10:00",
        "12-03 09:00/12:00",
        "12-04 09:00/09:30",
    ]


def test_of_two_revisions_the_last_and_of_one_identity_given_twice_both() -> None:
    old, new = (
        event(f"{TEN}\nSEQUENCE:1"),
        event("DTSTART:20261201T090000Z\nDURATION:PT1H\nSEQUENCE:2"),
    )
    assert busy(new, old) == ["12-01 09:00/10:00"]
    other = event("DTSTART:20261201T090000Z\nDURATION:PT1H")
    assert busy(event(TEN), other) == ["11-30 09:00/10:00", "12-01 09:00/10:00"]


def test_a_rule_of_long_ago_costs_nothing() -> None:
    lines = "DTSTART:19000101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=2"
    found = busy(event(lines))
    parity = (datetime(2026, 11, 25) - datetime(1900, 1, 1)).days % 2  # noqa: DTZ001
    assert found[0] == f"11-{25 + parity} 09:00/10:00"
    assert len(found) == 201 - (parity > 0)


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "MINUTELY;INTERVAL=1440"])
def test_seconds_and_minutes_are_refused_and_all_of_it_is_busy(often: str) -> None:
    lines = f"DTSTART:20261130T090000Z\nDURATION:PT1M\nRRULE:FREQ={often};UNTIL=20261130T120000Z"
    assert "11-30 09:00/12:00 often" in busy(event(lines))
    assert read(calendar(event(lines))).doubts == {"often": 1}


def test_a_rule_that_nothing_fits_is_left_in_time() -> None:
    lines = f"{TEN}\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"
    assert read(calendar(event(lines))).doubts == {"often": 1}


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=FORTNIGHTLY",
        "",
        "BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;X=1",
    ],
)
def test_a_rule_that_cannot_be_read_is_every_day_and_said(rule: str) -> None:
    found = busy(event(f"{TEN}\nRRULE:{rule};UNTIL=20261202T235959"))
    assert found == [f"{day} 09:00/10:00 time" for day in ("11-30", "12-01", "12-02")]


# --- free or busy ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "counts", "counts_if_tentative_is_free"),
    [
        ("", True, True),
        ("TRANSP:OPAQUE", True, True),
        ("TRANSP:TRANSPARENT", False, False),
        ("STATUS:CONFIRMED", True, True),
        ("STATUS:CANCELLED", False, False),
        ("status:cancelled", False, False),
        ("STATUS:TENTATIVE", True, False),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", False, False),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", True, False),
        ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", True, True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", True, True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", True, True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY\nTRANSP:TRANSPARENT", True, True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:SOMETHING", True, True),
    ],
)
def test_what_takes_time(lines: str, counts: bool, counts_if_tentative_is_free: bool) -> None:
    assert busy(event(f"{TEN}\n{lines}")) == BUSY_AT_TEN * counts
    free = busy(event(f"{TEN}\n{lines}"), tentative_is_free=True)
    assert free == BUSY_AT_TEN * counts_if_tentative_is_free


def test_a_list_of_busy_times_only() -> None:
    lines = (
        "BEGIN:VFREEBUSY\nFREEBUSY:20261130T090000Z/20261130T100000Z,20261201T090000Z/PT1H\n"
        "FREEBUSY;FBTYPE=FREE:20261202T090000Z/PT1H\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261203T090000Z/PT1H\nEND:VFREEBUSY"
    )
    expected = ["11-30 09:00/10:00", "12-01 09:00/10:00"]
    assert busy(lines, tentative_is_free=True) == expected
    assert busy(lines) == [*expected, "12-03 09:00/10:00"]


def test_our_own_appointments_that_come_back_are_not_busy_twice() -> None:
    ours, theirs = event(TEN, "ours"), event("DTSTART:20261201T090000Z\nDURATION:PT1H", "theirs")
    assert busy(ours, theirs, own_uids=frozenset({"ours"})) == ["12-01 09:00/10:00"]


def test_an_alarm_inside_an_event_says_nothing_of_the_event() -> None:
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nSTATUS:CANCELLED\nEND:VALARM"
    assert busy(event(f"DTSTART:20261130T090000Z\nDURATION:PT1H\n{alarm}")) == BUSY_AT_TEN


def test_an_event_that_takes_no_time_takes_none() -> None:
    assert busy(event("DTSTART:20261130T090000Z")) == []


# --- what cannot be read -----------------------------------------------------------------------


def test_an_end_before_the_beginning_takes_all_between() -> None:
    assert busy(event("DTSTART:20261130T100000Z\nDTEND:20261130T090000Z")) == [
        "11-30 09:00/10:00 time"
    ]


def test_an_end_that_cannot_be_read_is_the_end_of_the_day() -> None:
    assert busy(event("DTSTART;TZID=Europe/Paris:20261130T100000\nDTEND:soon")) == [
        "11-30 09:00/23:00 time"
    ]


def test_a_beginning_that_cannot_be_read_takes_the_day_that_it_names() -> None:
    assert busy(event("DTSTART:20261130T250000")) == ["11-29 23:00/23:00 time"]


def test_an_event_that_nobody_can_place_is_counted_and_costs_no_other() -> None:
    reading = read(calendar(event("DTSTART:soon", "a"), event("SUMMARY:x", "b"), event(TEN, "c")))
    assert reading.unplaced == 2
    assert reading.busy == 1


@pytest.mark.parametrize("year", ["0001", "9999", "0000"])
def test_the_ends_of_time_do_no_harm(year: str) -> None:
    lines = f"DTSTART;TZID=Europe/Paris:{year}0101T000000\nDTEND;TZID=Europe/Paris:99991231T235959"
    read(calendar(event(f"{lines}\nRRULE:FREQ=YEARLY"), event(TEN, "two")))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><html><body>Sign in</body></html>",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        calendar(event(TEN))[:-20],
        calendar("BEGIN:VEVENT"),
        calendar("END:VEVENT"),
        b"BEGIN:VCALENDAR\r\n" * 100,
        bytes(range(256)) * 10,
    ],
)
def test_what_is_no_calendar_or_half_of_one_is_refused(body: bytes) -> None:
    with pytest.raises(NotACalendar):
        read(body)


def test_any_line_ends_folds_and_charsets_are_read() -> None:
    plain = calendar(event(f"SUMMARY:Réunion\n{TEN}"))
    text = plain.decode()
    folded = text.replace("Europe/Paris:2026", "Europe/\r\n Paris:20\r\n\t26")
    for body in (
        plain.replace(b"\r\n", b"\n"),
        plain.replace(b"\r\n", b"\r"),
        folded.encode(),
        b"\xef\xbb\xbf" + plain,
        text.encode("latin-1"),
        text.encode("utf-16"),
        plain.replace(b"SUMMARY", b"nonsense without a colon\r\nSUMMARY"),
        plain.replace(b"SUMMARY", b'X-A;P="a:b;c":d\r\nSUMMARY'),
    ):
        assert [span[:2] for span in read(body).spans] == [span[:2] for span in read(plain).spans]
        assert read(body).busy == 1


@pytest.mark.full_only  # hundreds of thousands of hours are counted
def test_more_hours_than_a_person_can_have_are_refused() -> None:
    hourly = f"{TEN}\nRRULE:FREQ=HOURLY"
    with pytest.raises(TooMuch):
        read(calendar(*(event(hourly, str(number)) for number in range(25))))


def test_more_events_than_a_person_can_have_are_refused() -> None:
    with pytest.raises(TooMuch):
        read(calendar("BEGIN:X\nEND:X\n" * (MOST_EVENTS + 1)))


# --- a second reader, of other people ----------------------------------------------------------

DAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True
)
RULES = st.one_of(
    st.builds(lambda n: f"FREQ=DAILY;INTERVAL={n}", st.integers(1, 9)),
    st.builds(
        lambda n, days, start: f"FREQ=WEEKLY;INTERVAL={n};BYDAY={','.join(days)};WKST={start}",
        st.integers(1, 4),
        DAYS,
        st.sampled_from(["MO", "SU"]),
    ),
    st.builds(
        lambda n, nth, day: f"FREQ=MONTHLY;INTERVAL={n};BYDAY={nth}{day}",
        st.integers(1, 3),
        st.sampled_from([1, 2, 3, -1, -2]),
        st.sampled_from(["MO", "FR"]),
    ),
    st.builds(lambda day: f"FREQ=MONTHLY;BYMONTHDAY={day}", st.sampled_from([1, 15, 28, -1])),
)


@settings(max_examples=examples(60), deadline=None)
@given(
    rule=RULES,
    begins=st.datetimes(datetime(2024, 1, 1), datetime(2027, 3, 1)),  # noqa: DTZ001
    count=st.one_of(st.none(), st.integers(1, 60)),
    zone=st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/New_York"]),
    choice=st.randoms(use_true_random=False),
)
def test_another_library_finds_the_same_occurrences(
    rule: str, begins: datetime, count: int | None, zone: str, choice: random.Random
) -> None:
    minutes = choice.randint(5, 600)
    start = begins.replace(second=0, microsecond=0, hour=begins.hour if begins.hour > 3 else 9)
    counted = f";COUNT={count}" if count else ""
    lines = (
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\nDURATION:PT{minutes}M\nRRULE:{rule}{counted}"
    )
    theirs = _theirs(calendar(event(lines)))
    # One of them is excluded, as each library then has to find it again.
    if theirs and choice.random() < 0.7:
        one = choice.choice(theirs)
        lines += f"\nEXDATE:{one[0].astimezone(UTC):%Y%m%dT%H%M%SZ}"
        theirs = _theirs(calendar(event(lines)))
    reading = read(calendar(event(lines)), last=int(UNTIL.timestamp()))
    covered = [(span.start, span.end) for span in reading.spans]
    first, last = int(FIRST.timestamp()), int(UNTIL.timestamp())
    # Hours and minutes last as long as they say, when the clocks change as well (RFC 5545, 3.3.6);
    # the other library adds them to the time on the wall.
    starts = [int(start.timestamp()) for start, _ in theirs]
    expected = [(max(one, first), min(one + 60 * minutes, last)) for one in starts]
    assert reading.busy == len(expected)
    assert _union(covered) == _union(expected)


UNTIL = datetime(2027, 6, 1, tzinfo=UTC)


def _theirs(body: bytes) -> list[tuple[datetime, datetime]]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(FIRST, UNTIL)
    return sorted((one["DTSTART"].dt, one["DTEND"].dt) for one in found)


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
