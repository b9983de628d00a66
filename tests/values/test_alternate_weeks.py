"""Hours of certain weeks, hours when the clocks change, and the holidays of every region."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from telesec.values.holidays import Holidays, holiday_on
from telesec.values.opening_hours import WeeklyHours, common, unix, without

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 30)  # of week 49


def written(**weeks: object) -> WeeklyHours:
    return WeeklyHours.model_validate({"mon-fri": "09:00-12:00", "weeks": [weeks]})


def opens(hours: WeeklyHours, first: date, weeks: int) -> list[bool]:
    """Whether that weekday is open, week after week."""
    return [bool(hours.ranges_on(first + timedelta(weeks=n))) for n in range(weeks)]


def test_even_and_odd_weeks_are_as_iso_numbers_them() -> None:
    odd = written(every="odd", mon="closed")
    assert opens(odd, MONDAY, 4) == [False, True, False, True]
    even = written(every="even", mon="closed")
    assert opens(even, MONDAY, 4) == [True, False, True, False]
    # 2026 has 53 weeks: the last is odd, and so is the first of 2027.
    assert opens(odd, date(2026, 12, 28), 3) == [False, False, True]


def test_every_so_many_weeks_from_a_date_on() -> None:
    third = written(every=3, **{"from": "2026-12-03"}, mon="closed", tue="14:00-18:00")
    assert opens(third, MONDAY - timedelta(weeks=3), 8) == [
        True,  # it has not begun
        True,
        True,
        False,  # the week of that date
        True,
        True,
        False,
        True,
    ]
    assert third.ranges_on(MONDAY + timedelta(days=1)) == ((840, 1080),)
    assert third.ranges_on(MONDAY + timedelta(days=2)) == ((540, 720),)  # not named: as always


def test_two_by_two_goes_on_over_the_years_end() -> None:
    second = written(every=2, **{"from": "2026-12-21"}, mon="closed")
    assert opens(second, date(2026, 12, 21), 4) == [False, True, False, True]


def test_of_two_that_fit_the_first_counts_and_dates_win_over_both() -> None:
    hours = WeeklyHours.model_validate(
        {
            "mon-fri": "09:00-12:00",
            "weeks": [
                {"every": 2, "from": "2026-11-30", "mon": "10:00-11:00"},
                {"every": "odd", "mon-tue": "closed"},
            ],
            "on": {"2026-12-14": "15:00-16:00"},
            "holidays": "fr",
        }
    )
    assert hours.ranges_on(MONDAY) == ((600, 660),)
    assert hours.ranges_on(MONDAY + timedelta(days=1)) == ()
    assert hours.ranges_on(MONDAY + timedelta(weeks=2)) == ((900, 960),)
    assert hours.ranges_on(date(2027, 3, 29)) == ()  # Easter Monday
    assert WeeklyHours.model_validate_json(hours.model_dump_json()) == hours
    assert WeeklyHours.model_validate_json(hours.model_dump_json(by_alias=True)) == hours


@pytest.mark.parametrize(
    ("weeks", "what"),
    [
        ({"every": "third", "mon": "closed"}, "neither even nor odd nor a number of weeks"),
        ({"every": 1, "mon": "closed", "from": "2026-12-01"}, "number of weeks from 2 to 52"),
        ({"every": True, "mon": "closed"}, "neither even nor odd"),
        ({"every": 3, "mon": "closed"}, "needs from"),
        ({"every": "odd", "mon": "closed", "from": "2026-12-01"}, "has no from"),
        ({"every": "odd"}, "names no day"),
        ({"every": "odd", "mon": "9-12"}, "is not a time of day"),
        ({"every": "odd", "mardi": "closed"}, "Extra inputs"),
        ({"mon": "closed"}, "Field required"),
    ],
)
def test_weeks_that_make_no_sense_are_told(weeks: dict[str, object], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        written(**weeks)


def test_an_opening_in_the_hour_that_march_skips_is_at_the_change() -> None:
    night = date(2027, 3, 28)
    change = int(datetime(2027, 3, 28, 1, tzinfo=UTC).timestamp())
    assert unix(night, 2 * 60 + 30, PARIS) == change
    assert unix(night, 3 * 60, PARIS) == change
    assert unix(night, 4 * 60, PARIS) == change + 3600
    assert unix(night, 60, PARIS) == change - 3600
    hours = WeeklyHours.model_validate({"sun": "02:00-03:00, 03:00-04:00"})
    ((opened, closed),) = hours.between(night, night, PARIS)  # the first is no time at all
    assert (opened, closed - opened) == (
        datetime(2027, 3, 28, 1, tzinfo=UTC),
        timedelta(hours=1),
    )


def test_what_october_has_twice_is_reached_the_first_time() -> None:
    night = date(2027, 10, 31)
    first = int(datetime(2027, 10, 31, 0, 30, tzinfo=UTC).timestamp())
    assert unix(night, 2 * 60 + 30, PARIS) == first
    assert unix(night, 3 * 60, PARIS) == first + 5400
    assert unix(night, 24 * 60, PARIS) - unix(night, 0, PARIS) == 25 * 3600


def test_ranges_in_common_and_without_others() -> None:
    assert common([(0, 10), (20, 30)], [(5, 25)]) == ((5, 10), (20, 25))
    assert without([(0, 10), (20, 30)], [(5, 25)]) == ((0, 5), (25, 30))
    assert without([(0, 10)], [(2, 4), (6, 8)]) == ((0, 2), (4, 6), (8, 10))
    assert without([(0, 10)], [(0, 10)]) == ()


FRANCE = 11  # days, in all of it
EXTRA = {
    Holidays.FR_ALSACE_MOSELLE: {"03-26", "12-26"},
    Holidays.FR_GUADELOUPE: {"05-27"},
    Holidays.FR_MARTINIQUE: {"05-22"},
    Holidays.FR_GUYANE: {"06-10"},
    Holidays.FR_REUNION: {"12-20"},
    Holidays.FR_MAYOTTE: {"04-27"},
    Holidays.FR_SAINT_BARTHELEMY: {"10-09"},
    Holidays.FR_SAINT_MARTIN: {"05-28"},
    Holidays.FR_SAINT_PIERRE_ET_MIQUELON: set(),
    Holidays.FR_WALLIS_ET_FUTUNA: {"04-28", "07-29"},
    Holidays.FR_POLYNESIE: {"03-05"},
    Holidays.FR_NOUVELLE_CALEDONIE: {"09-24"},
}


def days_of(kept: Holidays) -> set[str]:
    days = (date(2027, 1, 1) + timedelta(days=n) for n in range(365))
    return {f"{day:%m-%d}" for day in days if holiday_on(kept, day)}


def test_every_region_of_france_keeps_its_own_days() -> None:
    country = days_of(Holidays.FR)
    assert len(country) == FRANCE
    for region, extra in EXTRA.items():
        assert days_of(region) >= country | extra, region
    assert {one for one in Holidays if one.value.startswith("fr-")} == set(EXTRA)


def test_neighbours_keep_theirs_and_every_canton_its_own() -> None:
    assert {"07-21", "11-11"} <= days_of(Holidays.BE)
    assert {"05-09", "06-23"} <= days_of(Holidays.LU)
    assert {"08-01", "09-09", "12-31"} <= days_of(Holidays.CH_GE)
    assert "09-20" in days_of(Holidays.CH_VD)
    assert days_of(Holidays.CH) == {"01-01", "05-06", "08-01", "12-25"}
    cantons = [one for one in Holidays if one.value.startswith("ch-")]
    assert len(cantons) == 26
    assert all(days_of(one) >= days_of(Holidays.CH) for one in cantons)
    names = {holiday_on(one, date(2027, 12, 25)) for one in Holidays}
    assert names == {"Noël"}
