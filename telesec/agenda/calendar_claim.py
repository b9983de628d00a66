"""Whose turn it is at a client's calendar: one worker at a time, for a while.

So the changes of one calendar are written in order, and a server that hangs holds up nobody
else's. A claim that runs out (the worker died) is taken over; what it had begun is known.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.client_calendar import ClientCalendar
from telesec.database import transaction
from telesec.gateways.caldav import CalDav
from telesec.gateways.caldav_faults import CalDavError, Trouble
from telesec.gateways.outside_http import OutsideHttp
from telesec.values.sealed import SealBroken, unseal

logger = logging.getLogger(__name__)

# Longer than all requests about one copy may take, of at most 10 s each.
CLAIM = timedelta(minutes=2)
# Between attempts at a calendar that does not work; from the last on it stays so.
PAUSES = tuple(timedelta(seconds=s) for s in (15, 60, 300, 900, 1800, 3600))
# Nothing but a person can mend these; we look again all the same, since it may have been mended.
NEEDS_A_PERSON = frozenset(
    {
        Trouble.PASSWORD,
        Trouble.FORBIDDEN,
        Trouble.NO_CALENDAR,
        Trouble.FULL,
        Trouble.KEY,
        Trouble.NOT_CALDAV,
        Trouble.NOT_TRUSTED,
        Trouble.NOT_PRIVATE,
        Trouble.BAD_ADDRESS,
        Trouble.INNER_ADDRESS,
    }
)
PURPOSE = "caldav"  # for which passwords are sealed


@dataclass(frozen=True, slots=True)
class Claimed:
    """A calendar that is ours for a while, and how to get into it."""

    calendar_id: int
    claim: int
    collection: str
    username: str
    sealed_password: str = field(repr=False)


def entering(http: OutsideHttp, secret_key: str) -> Callable[[Claimed], CalDav]:
    """How to get into the account of a claimed calendar; it raises CalDavError when it cannot."""

    def enter(claimed: Claimed) -> CalDav:
        try:
            password = unseal(claimed.sealed_password, secret_key, PURPOSE)
        except SealBroken as error:
            raise CalDavError(Trouble.KEY) from error
        return CalDav(http, claimed.username, password)

    return enter


def claim(engine: Engine, which: ColumnElement[bool], now: datetime) -> Claimed | None:
    """Make a connected calendar of this kind ours; None when there is none to be had now."""
    free = (
        which,
        ClientCalendar.collection != "",
        ClientCalendar.sealed_password.is_not(None),
        or_(ClientCalendar.claimed_until.is_(None), ClientCalendar.claimed_until <= now),
        or_(ClientCalendar.next_attempt_at.is_(None), ClientCalendar.next_attempt_at <= now),
    )
    with transaction(engine, reads_only=True) as db:
        if db.scalar(select(ClientCalendar.id).where(*free).limit(1)) is None:
            return None
    with transaction(engine) as db:
        calendar = db.scalar(
            select(ClientCalendar)
            .where(*free)
            # Whoever has waited longest since the last turn comes first.
            .order_by(ClientCalendar.claimed_until.is_not(None), ClientCalendar.claimed_until)
            .order_by(ClientCalendar.id)
            .limit(1)
            .with_for_update(skip_locked=True, key_share=True, of=ClientCalendar)
        )
        if calendar is None:
            return None
        calendar.claim += 1
        calendar.claimed_until = now + CLAIM
        return Claimed(
            calendar.id,
            calendar.claim,
            calendar.collection,
            calendar.username,
            calendar.sealed_password or "",
        )


def still_ours(db: Session, claimed: Claimed, now: datetime) -> ClientCalendar | None:
    """The calendar, locked, with the claim begun anew; None when it is no longer ours."""
    calendar = db.scalar(
        select(ClientCalendar)
        .where(ClientCalendar.id == claimed.calendar_id, ClientCalendar.claim == claimed.claim)
        .with_for_update(key_share=True, of=ClientCalendar)
    )
    if calendar is None or calendar.collection != claimed.collection:
        return None
    calendar.claimed_until = now + CLAIM
    return calendar


def give_back(engine: Engine, claimed: Claimed, now: datetime) -> None:
    """Let the next one have it."""
    with transaction(engine) as db:
        calendar = still_ours(db, claimed, now)
        if calendar:
            calendar.claimed_until = now


def note_trouble(
    calendar: ClientCalendar, trouble: Trouble, least: timedelta, now: datetime
) -> None:
    """Leave a calendar that does not work alone for a while, longer each time."""
    if calendar.trouble != trouble:
        ids = {"calendar_id": calendar.id, "trouble": trouble.value}
        logger.warning("calendar_trouble", extra=ids)
    calendar.trouble_since = calendar.trouble_since or now
    calendar.trouble = trouble
    pause = PAUSES[min(calendar.attempts, len(PAUSES) - 1)]
    if trouble in NEEDS_A_PERSON:
        pause = PAUSES[-1]
    calendar.attempts += 1
    calendar.next_attempt_at = now + max(pause, least)


def note_good(calendar: ClientCalendar) -> None:
    """It works."""
    if calendar.trouble is not None:
        logger.info("calendar_works_again", extra={"calendar_id": calendar.id})
    calendar.trouble = calendar.trouble_since = calendar.next_attempt_at = None
    calendar.attempts = 0
