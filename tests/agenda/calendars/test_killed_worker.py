"""kill -9 of the worker, as it runs, between a writing that the client's server took and our note
of it. What has changed by the time another worker starts is what the calendar then says, once, and
nobody is asked about a conflict with the client.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen
from time import sleep
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, update

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.client_calendar import ClientCalendar, CopyStatus
from telesec.agenda.event_facts import facts_in
from telesec.agenda.mending import restore
from telesec.simulator.clock import ManualClock, RealClock
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.network import Network
from tests.agenda.calendars.keeping import KEY, Keeping, keeping
from tests.agenda.calendars.server import Asked, CalendarServer
from tests.amounts import FULL, rounds
from tests.test_worker_process import SID, Place, eventually

pytestmark = pytest.mark.timeout(600)

Worker = Popen[bytes]


class Wall(ManualClock):
    """The machine's time, which the workers live in too."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Practice:
    """An agenda that people change, a calendar, and the workers between them."""

    house: Keeping
    server: CalendarServer
    place: Place

    def at(self, half_hours: int) -> datetime:
        """A time of the day after tomorrow, so many half hours after eight (UTC)."""
        day = self.house.clock.now().date() + timedelta(days=2)
        opens = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        return opens + half_hours * timedelta(minutes=30)

    def dies_when_taken(self, worker: Worker, method: str) -> None:
        """The next writing of this kind is the worker's last: done there, and never answered."""

        def kill(asked: Asked) -> None:
            if asked.method == method:
                self.server.taken = lambda _: None
                worker.kill()
                worker.wait(10)

        self.server.taken = kill

    def two_minutes_pass(self) -> None:
        """After which the turn of a worker that died is over."""
        with self.house.looking() as db:
            db.execute(update(ClientCalendar).values(claimed_until=self.house.clock.now()))

    def restores(self, uid: str) -> None:
        with self.house.looking() as db:
            restore(db, self.house.appointment(db, uid), self.house.clock.now())

    def is_settled(self) -> bool:
        return all(copy.status != CopyStatus.WAITING for copy in self.house.copies())

    def settles(self) -> None:
        """Within two minutes: a pause after a failure, on a busy machine, may be one of them."""
        eventually(self.is_settled, within=120)
        self.agrees()

    def agrees(self) -> None:
        """Each appointment stands in the calendar once, where it is, and nothing else does."""
        zone = ZoneInfo("Europe/Paris")
        found = {
            name: facts.starts_at
            for name, text in self.server.events().items()
            if (facts := facts_in(text, zone))
        }
        with self.house.looking() as db:
            standing = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
            assert found == {f"{one.uid}.ics": one.starts_at for one in db.scalars(standing)}
        assert self.house.conflicts() == []
        assert all(copy.status == CopyStatus.SETTLED for copy in self.house.copies())


@pytest.fixture
def practice(engine: Engine, tmp_path: Path, server: CalendarServer) -> Iterator[Practice]:
    network = Network(account_sid=SID, auth_token="token", clock=RealClock())
    network.serve()
    with Mailbox() as mailbox:
        place = Place(engine, tmp_path, network, mailbox)
        place.environ |= {
            "TELESEC_INNER_HOSTS": f"127.0.0.1:{server.port}",
            "TELESEC_SECRET_KEY": KEY,
        }
        house = keeping(engine)
        house.clock = Wall(datetime.now(UTC))
        house.connected(server)
        yield Practice(house, server, place)
    network.close()


@pytest.mark.sqlite_on_a_desk
def test_what_was_taken_and_never_noted_is_known_again_and_brought_up_to_date(
    practice: Practice,
) -> None:
    house, at = practice.house, practice.at
    bystander, uid = house.books(at(20), "Paul Petit"), ""

    def books() -> None:
        nonlocal uid
        uid = house.books(at(0))

    lives: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        # What the worker dies of, the deed it writes, and what is done before the next one starts.
        ("PUT", books, lambda: house.moves(uid, at(2))),
        ("PUT", lambda: house.moves(uid, at(4)), lambda: house.moves(uid, at(2))),
        ("PUT", lambda: house.moves(uid, at(6)), lambda: house.cancels(uid)),
        ("PUT", lambda: practice.restores(uid), lambda: None),
        ("DELETE", lambda: house.cancels(uid), lambda: practice.restores(uid)),
    ]
    for method, deed, meanwhile in lives if FULL else (lives[0], lives[-1]):
        with practice.place.worker() as worker:
            practice.settles()
            practice.dies_when_taken(worker, method)
            deed()
            worker.wait(120)
        assert not practice.is_settled(), "the server has it, and we do not know"
        meanwhile()
        practice.two_minutes_pass()
    with practice.place.worker():
        practice.settles()
    assert set(practice.server.events()) == {f"{uid}.ics", f"{bystander}.ics"}
    assert "calendar_conflict" not in practice.place.told()
    assert "Traceback" not in practice.place.told()


@pytest.mark.sqlite_on_a_desk
def test_killed_at_any_moment_while_much_is_changed(practice: Practice) -> None:
    house, dice = practice.house, random.Random(11)
    uids = [house.books(practice.at(nth)) for nth in range(6)]
    for _ in range(rounds(1, full=3)):
        with practice.place.worker() as worker:
            for _ in range(dice.randrange(3, 9)):
                uid, free = dice.choice(uids), practice.at(dice.randrange(6, 20))
                if free not in taken(house):
                    house.moves(uid, free)
                sleep(dice.random() * 0.4)
            worker.kill()
            worker.wait(10)
        practice.two_minutes_pass()
    with practice.place.worker():
        practice.settles()
    assert len(practice.server.events()) == len(uids)
    assert "calendar_conflict" not in practice.place.told()


def taken(house: Keeping) -> set[datetime]:
    with house.looking() as db:
        return set(db.scalars(select(Appointment.starts_at)))
