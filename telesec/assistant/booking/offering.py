"""Offering slots: from a wish to held appointments, and how each is said."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import SlotTaken, hold
from telesec.agenda.free_time import offers
from telesec.agenda.places import place_named
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import bare_hour, says_which_day
from telesec.assistant.speaking import phrase, spoken_moment, spoken_time
from telesec.assistant.understanding import Wish
from telesec.values.opening_hours import instant

Windows = Sequence[tuple[datetime, datetime]]

# Others may take a slot between our look and our hold; then we look again, this often.
MOST_LOOKS = 3


def windows_of(wish: Wish, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The windows of a wish (local wall time) as UTC instants; none when any time will do."""
    if wish.earliest:
        return []
    return [(_utc(w.start, zone), _utc(w.end, zone)) for w in wish.windows]


def is_within(windows: Windows, moment: datetime) -> bool:
    """Whether the moment is in one of those; no windows at all: any time will do."""
    return not windows or any(start <= moment <= end for start, end in windows)


NEARBY_HOURS = (1, 2, 4, 24)  # of the same day
NEARBY_DAYS = (1, 3, 7, 14)


def widening(windows: Windows, now: datetime, zone: ZoneInfo) -> Iterator[Windows]:
    """What is wished; else around it on the same days, further and further; else days around
    them, likewise; at last any time at all.
    """
    yield windows
    if not windows:
        return
    looked = list(windows)
    for hours in NEARBY_HOURS:
        near = [_around(window, timedelta(hours=hours), zone) for window in windows]
        if near != looked:
            yield near
        looked = near
    first, last = min(start for start, _ in windows), max(end for _, end in windows)
    for days in NEARBY_DAYS:
        around = timedelta(days=days)
        yield [(max(now, first - around), max(now, last + around))]
    yield []


def _around(
    window: tuple[datetime, datetime], around: timedelta, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """The window and what is ``around`` it, within the days on which it begins and ends."""
    start, end = window
    opens, closes = _whole_day(start, zone)
    return max(opens, start - around), max(end, min(closes, end + around))


def _whole_day(moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    day = moment.astimezone(zone).date()
    return instant(day, 0, zone), instant(day + timedelta(days=1), 0, zone)


def _utc(wall: datetime, zone: ZoneInfo) -> datetime:
    return instant(wall.date(), wall.hour * 60 + wall.minute, zone)


def hold_offers(
    c: Conversation,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    windows: Windows,
    *,
    limit: int,
    at_least: timedelta = timedelta(0),
) -> list[int]:
    """Find up to ``limit`` slots and hold each for this call; the ids of the holds. What the
    caller has refused is not offered again. For ``at_least`` see free_slots.
    """
    refused = [(start, start) for start in c.state.refused]
    for _ in range(MOST_LOOKS):
        found = offers(
            c.db,
            kind,
            practitioners,
            windows,
            c.now,
            limit=limit,
            not_those=refused,
            at_least=at_least,
        )
        held: list[int] = []
        for slot in found:
            try:
                appointment = hold(c.db, slot, client_id=c.client.id, call_id=c.call.id, now=c.now)
            except SlotTaken:
                continue
            held.append(appointment.id)
        if held or not found:
            return held
    return []


def offered(c: Conversation) -> list[Appointment]:
    """What is held for this caller and not run out, in the order it was offered."""
    ids = c.state.offer_ids
    rows = c.db.scalars(
        select(Appointment).where(
            Appointment.id.in_(ids),
            Appointment.call_id == c.call.id,
            Appointment.status == AppointmentStatus.HELD,
        )
    )
    return sorted(rows, key=lambda appointment: ids.index(appointment.id))


def starts_of(c: Conversation, appointments: Sequence[Appointment]) -> list[datetime]:
    """When they begin, in the client's wall time."""
    return [c.client.local(one.starts_at).replace(tzinfo=None) for one in appointments]


def offers_aloud(
    c: Conversation, appointments: Sequence[Appointment], *, with_practitioner: bool
) -> list[str]:
    """How each offer is said; a day is named once: "mardi à 9 heures", then "à 10 heures"."""
    said: list[str] = []
    last_day = None
    places_differ = len({appointment.place_id for appointment in appointments}) > 1
    for appointment in appointments:
        local = c.client.local(appointment.starts_at)
        if local.date() == last_day and not with_practitioner:
            time = spoken_time(local.time(), c.language)
            moment = phrase("at_time", c.language, time=time)
            said.append(_with_place(c, appointment, moment, even_usual=places_differ))
        else:
            said.append(
                moment_aloud(
                    c,
                    appointment,
                    with_practitioner=with_practitioner,
                    even_usual_place=places_differ,
                )
            )
        last_day = local.date()
    return said


def _with_place(c: Conversation, appointment: Appointment, moment: str, *, even_usual: bool) -> str:
    place = place_named(appointment, c.language)
    if not place and not even_usual:
        return moment
    place = place or phrase("at_usual_place", c.language)
    return phrase("moment_at", c.language, moment=moment, place=place)


def moment_aloud(
    c: Conversation,
    appointment: Appointment,
    *,
    with_practitioner: bool = False,
    even_usual_place: bool = False,
) -> str:
    """ "mardi 1er décembre à 9 heures", where it is unless at the usual place, and with whom when
    it is not clear.
    """
    local = c.client.local(appointment.starts_at).replace(tzinfo=None)
    moment = spoken_moment(local, c.language, c.now_local.date())
    moment = _with_place(c, appointment, moment, even_usual=even_usual_place)
    if not with_practitioner:
        return moment
    whom = whom_aloud(c, appointment)
    return phrase("moment_with", c.language, moment=moment, practitioner=whom)


def whom_aloud(c: Conversation, appointment: Appointment) -> str:
    """With whom it is, as one says it in the call's language."""
    return appointment.practitioner.name_in(c.language)


def about_that_hour(c: Conversation, held: Sequence[Appointment]) -> Appointment | None:
    """ "Celui de dix heures", said of ten twenty; it is read back."""
    if says_which_day(c.words, c.language):
        return None
    hour = bare_hour(c.words, c.language)
    hours = [(one, c.client.local(one.starts_at).hour) for one in held]
    near = [one for one, at in hours if hour is not None and at in {hour, hour + 12}]
    return near[0] if len(near) == 1 else None
