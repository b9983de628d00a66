"""Opening hours: dates that differ, and holidays."""

from datetime import date

import pytest

from telesec.values.opening_hours import WeeklyHours


def test_holidays_are_closed_and_a_date_given_by_itself_wins() -> None:
    hours = WeeklyHours.model_validate(
        {
            "mon-sun": "09:00-18:00",
            "holidays": "fr",
            "on": {
                "2026-08-01/2026-08-31": "09:00-12:00",
                "2026-08-15": "closed",
                "2026-05-01": "10:00-12:00",
            },
        }
    )
    assert hours.ranges_on(date(2026, 12, 25)) == ()
    assert hours.holiday(date(2026, 12, 25)) == "Noël"
    assert hours.ranges_on(date(2026, 8, 3)) == ((540, 720),)
    assert hours.ranges_on(date(2026, 8, 15)) == ()
    assert hours.ranges_on(date(2026, 5, 1)) == ((600, 720),)
    assert hours.holiday(date(2026, 5, 1)) is None
    assert WeeklyHours.model_validate_json(hours.model_dump_json()) == hours


def test_alsace_keeps_good_friday() -> None:
    friday = date(2026, 4, 3)
    alsace = WeeklyHours.model_validate({"fri": "09:00-12:00", "holidays": "fr-alsace-moselle"})
    assert alsace.ranges_on(friday) == ()
    assert WeeklyHours.model_validate({"fri": "09:00-12:00", "holidays": "fr"}).ranges_on(friday)


@pytest.mark.parametrize(
    ("on", "what"),
    [
        ({"24/12/2026": "closed"}, "is not a date"),
        ({"2026-08-15/2026-08-01": "closed"}, "ends before it begins"),
        ({"2026-08-15": "9-12"}, "is not a time of day"),
    ],
)
def test_dates_that_make_no_sense_are_told(on: dict[str, str], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        WeeklyHours.model_validate({"mon": "09:00-12:00", "on": on})


def test_a_practitioner_is_closed_with_the_practice() -> None:
    week = {"mon-fri": "09:00-18:00"}
    house = WeeklyHours.model_validate(week | {"holidays": "fr", "on": {"2026-08-03": "closed"}})
    own = WeeklyHours.model_validate(week)
    assert own.within(house, date(2026, 12, 25)) == ()
    assert own.within(house, date(2026, 8, 3)) == ()
    assert own.within(house, date(2026, 8, 4)) == ((540, 1080),)
    there = WeeklyHours.model_validate(week | {"on": {"2026-12-25": "10:00-12:00"}})
    assert there.within(house, date(2026, 12, 25)) == ((600, 720),)


def test_a_practitioner_keeps_the_shorter_day_of_the_practice() -> None:
    week = {"mon-fri": "09:00-12:00, 14:00-18:00"}
    eve = {"on": {"2026-12-24": "10:00-16:00", "2026-12-05": "09:00-12:00"}}
    house = WeeklyHours.model_validate({"mon-fri": "08:00-19:00"} | eve)
    own = WeeklyHours.model_validate(week)
    assert own.within(house, date(2026, 12, 24)) == ((600, 720), (840, 960))
    assert own.within(house, date(2026, 12, 23)) == ((540, 720), (840, 1080))
    assert own.within(house, date(2026, 12, 5)) == ()  # a Saturday the practitioner does not work
