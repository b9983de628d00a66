"""Telephone numbers: E.164 inside, national form for people, withheld callers recognised."""

import re
from typing import NewType

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

E164 = NewType("E164", str)

SHORTEST_SUBSCRIBER = 7

# What carriers put in place of a withheld caller's number. Twilio sends the words; some
# carriers still send the same words typed on a telephone keypad ("+266696687" is ANONYMOUS).
# https://www.twilio.com/docs/voice/twiml (From), changelog of 2022-11-16
WITHHELD_WORDS = frozenset(
    {"anonymous", "unknown", "restricted", "unavailable", "private", "blocked"}
)
WITHHELD_KEYPAD = frozenset({"266696687", "7378742833", "2562533", "8656696", "86282452253"})


class NotATelephoneNumber(ValueError):
    """The text is not a number one could call; the message says why, for a person."""


def parse_number(text: str, country: str = "FR") -> E164:
    """The E.164 form of a number as people write it ("01 80 00 00 01", "+33 6...").

    ``country`` is the ISO 3166 code whose habits apply when there is no international prefix.
    Raises NotATelephoneNumber when it is not a possible, valid number of its country.
    """
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException as error:
        raise NotATelephoneNumber(f"{text!r} is not a telephone number") from error
    if not phonenumbers.is_valid_number(number):
        raise NotATelephoneNumber(f"{text!r} is not a valid telephone number in {country}")
    return E164(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def numbers_in(text: str, country: str = "FR") -> list[E164]:
    """The telephone numbers that stand in a text, in order, each once."""
    found = phonenumbers.PhoneNumberMatcher(text, country)
    numbers = (phonenumbers.format_number(one.number, PhoneNumberFormat.E164) for one in found)
    return [E164(number) for number in dict.fromkeys(numbers)]


def caller_number(sent: str) -> E164 | None:
    """Who calls, from the carrier's ``From``; None when withheld, empty, SIP or not a number.

    A placeholder must never become a key of anything, nor a number to call back.
    """
    digits = sent.removeprefix("+")
    if sent.strip().lower() in WITHHELD_WORDS or digits in WITHHELD_KEYPAD:
        return None
    if not re.fullmatch(r"\+[1-9]\d{6,14}", sent):
        return None
    return E164(sent)


def national(number: str, country: str = "FR") -> str:
    """The number as people of ``country`` write it: "01 80 00 00 01"; foreign ones with "+".

    Carriers also hand over numbers of no country (+999...): those are written as they came.
    """
    try:
        parsed = phonenumbers.parse(number, None)
    except NumberParseException:
        return number
    at_home = phonenumbers.region_code_for_number(parsed) == country
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def masked(number: str | None, country: str = "FR") -> str:
    """The number as people of ``country`` write it, its last four digits hidden, for statements:
    "06 12 34 •• ••".
    """
    if number is None or len(number) <= SHORTEST_SUBSCRIBER:
        return "••••"
    shown = national(number, country)
    for place in [at for at, character in enumerate(shown) if character.isdigit()][-4:]:
        shown = f"{shown[:place]}•{shown[place + 1 :]}"
    return shown


def takes_text_messages(number: str) -> bool:
    """Whether an SMS can be sent there: French landlines refuse it (Twilio error 21614)."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number, None))
    except NumberParseException:
        return False
    return kind in {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
