"""What forms bring: read once, checked, with errors a person can act on."""

from datetime import UTC, date, datetime, time

from flask import request

from telesec.clients.client import Client
from telesec.values.email_address import LONGEST_EMAIL, parse_email
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number
from telesec.web.house import house
from telesec.web.translations import _, short_day

MOST_YEARS = 20  # from now; a day further off is a slip of the finger
JOINER = "\N{ZERO WIDTH JOINER}"  # invisible, and part of many emoji and of Indian names
LARGEST_ID = 2**31 - 1  # of a row; a larger number would be an error of the database


class FormError(ValueError):
    """Something in a form that must be mended; the message is for the person."""


def text(name: str, label: str, *, most: int, required: bool = True, lines: bool = False) -> str:
    """A text field, without control characters; of several ``lines`` or one. Raises FormError."""
    given = request.form.get(name, "").replace("\r\n", "\n")
    kept = f"{JOINER}\n" if lines else JOINER
    value = "".join(c if c.isprintable() or c in kept else " " for c in given).strip()
    if required and not value:
        raise FormError(_("%(label)s : à remplir.") % {"label": label})
    if len(value) > most:
        said = {"label": label, "most": most}
        raise FormError(_("%(label)s : %(most)s caractères au plus.") % said)
    return value


def number(name: str, label: str, client: Client) -> E164 | None:
    """A telephone number as people write it, or none. Raises FormError."""
    value = text(name, label, most=40, required=False)
    if not value:
        return None
    try:
        return parse_number(value, client.country)
    except NotATelephoneNumber as error:
        said = {"label": label, "value": value}
        raise FormError(_("%(label)s : « %(value)s » n’est pas un numéro.") % said) from error


def mail_address(name: str, label: str) -> str | None:
    """An e-mail address, or none. Raises FormError."""
    value = text(name, label, most=LONGEST_EMAIL, required=False)
    try:
        return parse_email(value) if value else None
    except ValueError as error:
        said = {"value": value}
        raise FormError(_("« %(value)s » n’est pas une adresse e-mail.") % said) from error


def minute(name: str, label: str) -> int:
    """A time of day such as 08:30, in minutes since midnight. Raises FormError."""
    value = text(name, label, most=20)
    try:
        given = time.fromisoformat(value)
    except ValueError as error:
        said = {"label": label, "value": value}
        raise FormError(_("%(label)s : « %(value)s » n’est pas une heure.") % said) from error
    return given.hour * 60 + given.minute


def moment(name: str, label: str, client: Client) -> datetime | None:
    """A day and hour of the client's wall clock, as an instant; None when left empty.

    Raises FormError.
    """
    value = request.values.get(name, "").strip()
    if not value:
        return None
    said = {"label": label, "value": value[:40]}
    try:
        given = datetime.fromisoformat(value).replace(tzinfo=client.zone)
    except ValueError as error:
        raise FormError(_("%(label)s : « %(value)s » n’est pas une heure.") % said) from error
    if abs(given.year - house().now().year) > MOST_YEARS:
        day = short_day(given.date())
        raise FormError(_("Le %(day)s est trop loin d’aujourd’hui.") % {"day": day})
    return given.astimezone(UTC)


def whole(name: str, label: str) -> int:
    """A whole number that a list offered. Raises FormError."""
    value = request.values.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 11 and int(value) <= LARGEST_ID):
        raise FormError(_("%(label)s : à choisir.") % {"label": label})
    return int(value)


def day(name: str, default: date) -> date:
    """A day such as 2026-11-30; ``default`` when none is given. Raises FormError."""
    return optional_day(name) or default


def optional_day(name: str) -> date | None:
    """A day such as 2026-11-30, if one is given. Raises FormError."""
    value = request.values.get(name, "")
    if not value:
        return None
    try:
        given = date.fromisoformat(value)
    except ValueError as error:
        raise FormError(_("« %(value)s » n’est pas une date.") % {"value": value[:20]}) from error
    if abs(given.year - house().now().year) > MOST_YEARS:
        raise FormError(_("Le %(day)s est trop loin d’aujourd’hui.") % {"day": short_day(given)})
    return given
