"""Fields of the clients file: what people write, turned into values we trust inside."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from telesec.billing.alphabet import first_unprintable
from telesec.gateways.outside_http import LONGEST_ADDRESS, OutsideError, host_of
from telesec.onboarding.identifiers import (
    parse_bic,
    parse_iban,
    parse_siren,
    parse_siret,
    parse_vat_number,
)
from telesec.values.email_address import LONGEST_EMAIL, parse_email

MOST_EUROS = 100_000


def _in_quotes(value: Any) -> Any:
    """YAML reads a bare number as one, and drops its plus sign and its leading zeros."""
    if isinstance(value, int | float):
        raise ValueError(  # noqa: TRY004 - pydantic shows ValueErrors to the author
            f"{value} must stand between quotes, or its zeros and plus sign are lost"
        )
    return value


def _printable(text: str) -> str:
    """Text without control characters, which no database, page or voice can do with."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character != "\n":
            raise ValueError(f"must not contain the character U+{ord(character):04X}")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must stand on one line")
    return text


def _on_an_invoice(text: str) -> str:
    character = first_unprintable(text)
    if character is not None:
        raise ValueError(f"an invoice cannot show the character U+{ord(character):04X}")
    return text


def _cents(value: Any) -> int:
    """Whole cents of an amount in euros: "0.90", 0.9, 15."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError("must be an amount in euros such as 0.90")  # noqa: TRY004 - as above
    try:
        cents = Decimal(str(value).strip()) * 100
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not an amount in euros such as 0.90") from error
    if not cents.is_finite() or not 0 <= cents <= MOST_EUROS * 100:
        raise ValueError(f"must be from 0 to {MOST_EUROS} euros")
    if cents != int(cents):
        raise ValueError(f"{value} has parts of a cent; give whole cents")
    return int(cents)


def _percent(value: Any) -> int:
    """Basis points of a rate in percent: 20 and 5.5 and "5.5"."""
    try:
        return _cents(value) if 0 <= Decimal(str(value)) <= 100 else _no_percent(value)
    except InvalidOperation:
        return _no_percent(value)


def _no_percent(value: Any) -> int:
    raise ValueError(f"{value!r} is not a rate in percent such as 20")


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(f"{text!r} is not a time zone such as Europe/Paris")
    return ZoneInfo(text).key


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", text) or len(text) > 60:
        raise ValueError(
            f"{text!r} is not a key: a-z, 0-9 and - (at most 60), such as cabinet-petit"
        )
    return text


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError(f"{text!r} is not a colour such as '#2f5d62'")
    return text.lower()


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError(f"{text!r} is not a country such as FR (ISO 3166, two capitals)")
    return text


def _web_address(text: str) -> str:
    """An address to read a calendar from; it is a secret, so no error may show it."""
    try:
        host_of(text)
    except OutsideError as error:
        raise ValueError("must be an address such as https://... or webcal://...") from error
    return text


def _text(longest: int, shortest: int = 1) -> Any:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


# Lengths are those of the columns; PostgreSQL would refuse more, and only at the very end.
Line100 = Annotated[str, _text(100), AfterValidator(_printable), AfterValidator(_one_line)]
Line120 = Annotated[str, _text(120), AfterValidator(_printable), AfterValidator(_one_line)]
Line200 = Annotated[str, _text(200), AfterValidator(_printable), AfterValidator(_one_line)]
Line300 = Annotated[str, _text(300), AfterValidator(_printable), AfterValidator(_one_line)]
Optional100 = Annotated[str, _text(100, 0), AfterValidator(_printable), AfterValidator(_one_line)]
Optional200 = Annotated[str, _text(200, 0), AfterValidator(_printable), AfterValidator(_one_line)]
Optional300 = Annotated[str, _text(300, 0), AfterValidator(_printable), AfterValidator(_one_line)]
LegalName = Annotated[Line200, AfterValidator(_on_an_invoice)]
LegalNote = Annotated[Optional200, AfterValidator(_on_an_invoice)]
Address = Annotated[str, _text(500), AfterValidator(_printable), AfterValidator(_on_an_invoice)]
Key = Annotated[str, BeforeValidator(_in_quotes), AfterValidator(_key)]
WebAddress = Annotated[str, _text(LONGEST_ADDRESS), AfterValidator(_web_address)]
Colour = Annotated[str, AfterValidator(_colour)]
Country = Annotated[str, AfterValidator(_country)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Email = Annotated[str, StringConstraints(max_length=LONGEST_EMAIL), AfterValidator(parse_email)]
Number = Annotated[str, BeforeValidator(_in_quotes), StringConstraints(max_length=40)]
Siren = Annotated[str, BeforeValidator(_in_quotes), AfterValidator(parse_siren)]
Siret = Annotated[str, BeforeValidator(_in_quotes), AfterValidator(parse_siret)]
VatNumber = Annotated[str, AfterValidator(parse_vat_number)]
Iban = Annotated[str, AfterValidator(parse_iban)]
Bic = Annotated[str, AfterValidator(parse_bic)]
Cents = Annotated[int, BeforeValidator(_cents)]
BasisPoints = Annotated[int, BeforeValidator(_percent)]
