"""Whatever happens in whatever order: in the end the client's calendar is the agenda, exactly."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import SlotTaken
from telesec.agenda.client_calendar import CopyStatus
from telesec.agenda.event_facts import facts_in
from tests.agenda.calendars.keeping import TEN, Keeping
from tests.agenda.calendars.server import LOST, CalendarServer, Fault
from tests.agenda.calendars.test_writing import PARIS

pytestmark = pytest.mark.sqlite_on_a_desk

FAULTS: tuple[Fault, ...] = (
    Fault("PUT", LOST),
    Fault("DELETE", LOST),
    Fault("PUT", 500),
    Fault("DELETE", 503),
    Fault("GET", 502),
    Fault("*", 401),
    Fault("PUT", 507),
)


def agenda(house: Keeping) -> dict[str, datetime]:
    with house.looking() as db:
        rows = db.execute(
            select(Appointment.uid, Appointment.starts_at).where(
                Appointment.practitioner_id == house.martin_id,
                Appointment.status == AppointmentStatus.CONFIRMED,
            )
        )
        return {f"{uid}.ics": starts_at for uid, starts_at in rows}


def shown(server: CalendarServer) -> dict[str, datetime]:
    found = {name: facts_in(text, PARIS) for name, text in server.events().items()}
    return {name: one.starts_at for name, one in found.items() if one and one.starts_at}


def settles(house: Keeping, server: CalendarServer) -> None:
    """Time passes, and nothing fails any more."""
    server.faults.clear()
    for _ in range(4):
        house.clock.advance(3700)
        house.writes(server)


@pytest.mark.parametrize("seed", range(6))
def test_any_changes_and_any_faults(house: Keeping, server: CalendarServer, seed: int) -> None:
    dice = random.Random(seed)
    other, booked = house.colleague(), list[str]()
    house.connected(server)
    for step in range(14):
        if dice.random() < 0.4:
            server.faults.append(dice.choice(FAULTS))
        what = dice.choice(("book", "book", "move", "cancel", "give"))
        at = TEN + timedelta(minutes=30 * dice.randrange(60))
        try:
            if what == "book" or not booked:
                booked.append(house.books(at, f"Appelant {step}"))
            elif what == "cancel":
                house.cancels(booked.pop(dice.randrange(len(booked))))
            else:
                whose = other if what == "give" else house.martin_id
                house.moves(dice.choice(booked), at, whose)
        except SlotTaken:
            continue
        if dice.random() < 0.6:
            house.writes(server)
            house.clock.advance(dice.choice((1, 20, 130)))
    settles(house, server)
    assert house.conflicts() == []
    assert shown(server) == agenda(house)
    assert {one.status for one in house.copies()} <= {CopyStatus.SETTLED}
    house.checks(server)
    assert house.conflicts() == []


@pytest.mark.postgresql_on_a_desk
def test_callers_book_while_workers_write(house: Keeping, server: CalendarServer) -> None:
    house.connected(server)

    def calls(number: int) -> None:
        mine = [
            house.books(TEN + timedelta(hours=3 * number, minutes=30 * nth)) for nth in range(4)
        ]
        house.moves(mine[0], TEN + timedelta(days=1, hours=number))
        house.cancels(mine[1])

    with ThreadPoolExecutor(5) as threads:
        callers = [threads.submit(calls, number) for number in range(3)]
        workers = [threads.submit(house.writes, server) for _ in range(2)]
        for called in callers:
            called.result(40)
        for worked in workers:
            worked.result(40)
    settles(house, server)
    assert len(shown(server)) == 9
    assert shown(server) == agenda(house)
    assert house.conflicts() == []
