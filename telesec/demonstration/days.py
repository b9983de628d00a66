"""The days of the demonstration: it plays the end of one month, and stays up in the next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from telesec.billing.wording import long_date
from telesec.values.language import Language

PARIS = ZoneInfo("Europe/Paris")
SATURDAY = 5
# Those that keep their date, as month and day; the ones that move with Easter are left out.
HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}


def working_day_before(today: date) -> date:
    """The last working day of the month before: its month can be invoiced at once."""
    day = today.replace(day=1) - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def first_of_next_month(day: date) -> date:
    """When the invoices of ``day``'s month are issued."""
    return (day.replace(day=28) + timedelta(days=7)).replace(day=1)


def working_day_from(day: date) -> date:
    """``day`` itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Neither a Saturday or Sunday nor a French public holiday of a fixed date."""
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of that day in Paris."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def day_in_words(day: date) -> str:
    """A day as people say it: "lundi 2 novembre 2026", "mardi 1er décembre 2026"."""
    return f"{format_date(day, 'EEEE', locale='fr')} {long_date(day, Language.FR)}"
