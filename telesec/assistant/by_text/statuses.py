"""A status of a client is set: by the console, a text message or a command, in one way."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telesec.assistant.speaking import spoken_until
from telesec.clients.client import Client
from telesec.clients.status import BadStatus, ClientStatus, SetBy, set_status
from telesec.scripts.script import Script, StatusRule
from telesec.scripts.texts import filled
from telesec.values.language import Language, text_in

LONGEST_AHEAD = timedelta(days=2 * 366)  # beyond that it is a slip of the finger


class NoSuchStatus(BadStatus):
    """The client's call script knows no such status."""


def begin_status(
    db: Session,
    client: Client,
    script: Script,
    kind: str,
    now: datetime,
    *,
    set_by: SetBy,
    whom: str = "",
    begins_at: datetime | None = None,
    until: datetime | None = None,
) -> ClientStatus:
    """The client has this status of its script from ``begins_at`` (now) on.

    It holds until ``until``, else until the hour its script says, else until it is ended. Raises
    NoSuchStatus, and BadStatus for times that make no sense.
    """
    rule = script.statuses.get(kind)
    if rule is None:
        there = ", ".join(script.statuses) or "none"
        raise NoSuchStatus(f"its script has no status {kind!r}; there is: {there}")
    begins = begins_at or now
    if max(begins, until or now) > now + LONGEST_AHEAD:
        raise BadStatus("a status cannot be set more than two years ahead")
    return set_status(
        db,
        client,
        kind,
        now,
        set_by=set_by,
        whom=whom,
        begins_at=begins,
        until=until or _usual_end(client, rule, begins),
    )


def said_of_status(
    client: Client, rule: StatusRule, until: datetime | None, language: Language, now: datetime
) -> str:
    """What callers are told of the status after the greeting, and until when; perhaps nothing."""
    if rule.say is None:
        return ""
    today = client.local(now).date()
    said = spoken_until(client.local(until), language, today) if until else ""
    text = text_in(rule.say, language).replace("{until}", said)
    return filled(" ".join(text.replace(" .", ".").split()), client.name)


def _usual_end(client: Client, rule: StatusRule, begins: datetime) -> datetime | None:
    ends = rule.usual_end(client.local(begins).replace(tzinfo=None))
    return ends.replace(tzinfo=client.zone) if ends else None
