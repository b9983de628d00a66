"""A month, as people write it, and where it begins and ends."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from telesec.billing.month import Month, NotAMonth

PARIS = ZoneInfo("Europe/Paris")


def test_a_month_is_read_and_written() -> None:
    month = Month.parse(" 2026-11 ")
    assert (str(month), month.first_on, month.last_on) == (
        "2026-11",
        date(2026, 11, 1),
        date(2026, 11, 30),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("2026-13", "2026-00", "novembre", "", "2026-1", "26-11", "2026/11", "2026-11-01"),
        *("0000-01", "9999-12", "-026-11", "2026-11\n2026-12", "٢٠٢٦-١١"),
    ],
)
def test_nonsense_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotAMonth, match="is not a month"):
        Month.parse(text)


def test_a_month_begins_at_local_midnight_even_when_the_clocks_change_in_it() -> None:
    october = Month.parse("2026-10")
    assert october.starts_at(PARIS) == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert october.ends_at(PARIS) == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert Month.parse("2026-03").ends_at(PARIS) == datetime(2026, 3, 31, 22, tzinfo=UTC)


def test_the_month_before_january_is_december() -> None:
    assert str(Month.of(date(2027, 1, 31)).previous()) == "2026-12"
    assert Month.parse("2028-02").days == 29
