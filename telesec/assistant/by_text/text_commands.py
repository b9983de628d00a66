"""What an authorised text message asks for: "BLOC 15H", "CONGES 1/8 15/8", "OUVERT", "OK". Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from telesec.assistant.understanding.text import plain, word_set
from telesec.scripts.script import StatusRule

SHORTEST_WORD = 3
OPEN = word_set("ouvert ouverte open fin end normal disponible available retour back")
ASK = word_set("statut status")
HELP = frozenset({"aide", "help", "?"})
ALERTS_ONLY = word_set("1 vu recu ack lu")  # said of an alert, and of nothing else
ACKNOWLEDGE = ALERTS_ONLY | word_set("ok oui yes")
APPOINTMENT = word_set("rdv rendez appointment")
STOP = word_set("stop arret stopall unsubscribe")
START = word_set("start unstop reprendre")
# What the carrier itself takes for STOP and START, when it is the whole text. It answers that, and
# HELP and INFO, in its own words; after STOP it refuses whatever we send there, until START.
# https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
CARRIERS_STOP = word_set("stop stopall unsubscribe cancel end quit revoke optout")
CARRIERS_START = word_set("start unstop yes")
CARRIERS_HELP = word_set("help info")
LITTLE = word_set("en on au a la le les statut status jusqu until du from to")

_DAY = re.compile(r"\b(\d{1,2}) ?/ ?(\d{1,2})(?: ?/ ?(\d{2,4}))?\b")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|:|heures?) ?(\d{2})?\b|\b(\d{1,2}) ?(am|pm)\b")


@dataclass(frozen=True, slots=True)
class SetStatus:
    """A status of the script, from when until when (local wall time); None: now, until ended."""

    kind: str
    begins_at: datetime | None = None
    until: datetime | None = None


class Unclear(ValueError):
    """It names a status, but a time in it makes no sense."""


class Subscription(StrEnum):
    """What a text says of receiving ours."""

    STOP = "stop"
    START = "start"


def subscription(text: str, carriers_word: str) -> Subscription | None:
    """Whether from now on they get no texts, or get them again; None: it is about something else.

    ``carriers_word``: what the carrier took it for (``OptOutType``), where it says so; that alone
    counts then.
    """
    word, whole = word_of(text), text.strip().lower()
    if carriers_word:
        word = whole = carriers_word.lower()
    if word in STOP or whole in CARRIERS_STOP:
        return Subscription.STOP
    return Subscription.START if word in START or whole in CARRIERS_START else None


def asks_carrier_for_help(text: str, carriers_word: str) -> bool:
    """Whether the carrier answers this text itself, with who sends and how to stop that.

    ``carriers_word``: as for subscription().
    """
    return (carriers_word or text.strip()).lower() in CARRIERS_HELP


def word_of(text: str) -> str:
    """The text as one plain word, for comparing with the lists above."""
    return plain(text).strip() or text.strip()


def names_appointment(said: str) -> bool:
    """Whether these plain words say that they are about an appointment: "oui rdv"."""
    return bool(APPOINTMENT & set(said.split()))


def status_asked_for(
    text: str, statuses: Mapping[str, StatusRule], now: datetime
) -> SetStatus | None:
    """The status that the text sets, or None when it names none. ``now`` is local wall time.

    A day without a year is the next one. A single day or hour is the end; a last day is
    included. Raises Unclear.
    """
    lowered = text.lower().replace("’", "'")
    days, lowered = _days_in(lowered, now.date())
    hour, lowered = _hour_in(lowered)
    kind = _kind_named(plain(lowered).split(), statuses)
    if kind is None:
        return None
    if hour is not None:
        day = days[-1] if days else now.date()
        until = datetime.combine(day, hour)
        if not days and until <= now:
            until += timedelta(days=1)
        return SetStatus(kind, until=until)
    if not days:
        return SetStatus(kind)
    begins = datetime.combine(days[0], time()) if len(days) > 1 else None
    if begins and days[-1] < days[0]:
        raise Unclear("the last day is before the first")
    until = datetime.combine(days[-1] + timedelta(days=1), time())
    return SetStatus(kind, begins if begins and begins > now else None, until)


def _kind_named(words: list[str], statuses: Mapping[str, StatusRule]) -> str | None:
    """The status whose key or label has all that is said, little words aside."""
    said = [word for word in words if word not in LITTLE]
    if not said:
        return None
    for kind, rule in statuses.items():
        names = plain(f"{kind} {' '.join(rule.label.values())}").split()
        if all(any(_same(word, name) for name in names) for word in said):
            return kind
    return None


def _same(word: str, name: str) -> bool:
    return word == name or (len(word) >= SHORTEST_WORD and name.startswith(word))


def _days_in(text: str, today: date) -> tuple[list[date], str]:
    days = [_day(int(d), int(m), y, today) for d, m, y in _DAY.findall(text)]
    return days, _DAY.sub(" ", text)


def _day(day: int, month: int, year: str, today: date) -> date:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        found = date(today.year, month, day)
        return found if found >= today else date(today.year + 1, month, day)
    except ValueError as error:
        raise Unclear(f"{day}/{month} is no day") from error


def _hour_in(text: str) -> tuple[time | None, str]:
    found = _HOUR.search(text)
    if not found:
        return None, text
    hour = int(found[1] or found[3])
    if found[4] == "pm" and hour < 12:
        hour += 12
    try:
        return time(hour, int(found[2] or 0)), _HOUR.sub(" ", text)
    except ValueError as error:
        raise Unclear(f"{found[0].strip()} is no hour") from error
