"""Telephone numbers as carriers and people write them."""

import pytest

from telesec.values.telephone import (
    NotATelephoneNumber,
    caller_number,
    masked,
    national,
    parse_number,
    takes_text_messages,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+33180000001", "01 80 00 00 01"),
        ("+33612345678", "06 12 34 56 78"),
        ("+442079460000", "+44 20 7946 0000"),
        ("+9991234567", "+9991234567"),  # no country has 999, and carriers send it all the same
        ("+999999999999999", "+999999999999999"),
    ],
)
def test_every_number_a_carrier_sends_can_be_written_for_people(number: str, written: str) -> None:
    assert caller_number(number) == number
    assert national(number) == written


@pytest.mark.parametrize(
    ("number", "takes"),
    [
        ("+33612345678", True),
        ("+33755123456", True),
        ("+33142000001", False),
        ("+33972000001", False),
        ("+9991234567", False),
    ],
)
def test_text_messages_go_to_mobiles_only(number: str, takes: bool) -> None:
    assert takes_text_messages(number) is takes


@pytest.mark.parametrize(
    "sent",
    [
        *("anonymous", "Anonymous", "ANONYMOUS", "restricted", "Unavailable", "private", "unknown"),
        *("blocked", "+266696687", "266696687", "+7378742833", "+2562533", "+8656696"),
        *("+86282452253", "", "+", "sip:a@b", "client:bob", "No Caller ID"),
    ],
)
def test_a_withheld_caller_has_no_number(sent: str) -> None:
    assert caller_number(sent) is None


def test_numbers_as_people_write_them() -> None:
    assert parse_number("01 80 00 00 01") == "+33180000001"
    for wrong in ("", "12", "abc", "+33 1 23", "01 80 00 00 01 02"):
        with pytest.raises(NotATelephoneNumber):
            parse_number(wrong)


def test_a_masked_number_hides_its_end() -> None:
    assert masked("+33612345678") == "06 12 34 •• ••"
    assert masked("+33612345678", "BE") == "+33 6 12 34 •• ••"
    assert masked("+32470123456") == "+32 470 12 •• ••"
    assert masked(None) == masked("+3361") == "••••"
