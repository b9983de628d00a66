"""The waiting list: a freed time goes to who waited longest, one at a time, first yes wins."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import SlotTaken, book, cancel, move
from telesec.agenda.by_text import BY_TEXT
from telesec.agenda.change import ChangeKind, changes_to
from telesec.agenda.free_time import Slot
from telesec.agenda.freed_time import FreedTime
from telesec.agenda.offers_of_slots import OfferGone, accept, refuse
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.waiting_list import (
    OfferStatus,
    SlotOffer,
    WaitingEntry,
    WaitingStatus,
    put_on_list,
)
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.dispatch.filling import fill_freed
from telesec.dispatch.going_out import may_go
from telesec.dispatch.segments import segments_of
from telesec.notifications.delivery import deliver_due
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.notifications.opt_out import opt_out
from telesec.values.language import Language
from tests.dispatch.killing import killed_before_it_commits
from tests.makers import (
    NOW,
    PARIS,
    make_appointment,
    make_appointment_type,
    make_line,
    make_practitioner,
)
from tests.notifications.post import Post, open_post

pytestmark = pytest.mark.sqlite_on_a_desk

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # 10:00 in Paris; it is Thursday
ANNE, BRUNO = "+33611111112", "+33611111113"


class House:
    """A practice with one booked time, people who wait, and a worker."""

    def __init__(self, post: Post) -> None:
        self.post, self.engine = post, post.engine
        with transaction(self.engine) as db:
            client = db.get_one(Client, post.client_id)
            client.text_from = make_line(db, client).number
            whom = make_practitioner(db, client)
            kind = make_appointment_type(db, client, whom)
            self.whom, self.kind = whom.id, kind.id
            self.booked = make_appointment(db, whom, kind, MONDAY).id
        post.network.add_number("+33180000001")

    @property
    def now(self) -> datetime:
        return self.post.clock.now()

    def waits(self, number: str, name: str, **of: Any) -> int:
        with transaction(self.engine) as db:
            fields: dict[str, Any] = {
                "client_id": self.post.client_id,
                "appointment_type_id": self.kind,
                "first_on": NOW.date(),
                "caller_name": name,
                "telephone": number,
                "language": Language.FR,
            }
            entry = put_on_list(db, WaitingEntry(**(fields | of)), self.now)
            return entry.id

    def cancels(self) -> None:
        with transaction(self.engine) as db:
            cancel(db, db.get_one(Appointment, self.booked), self.now)

    def works(self, minutes: float = 0) -> list[tuple[str, str]]:
        """The worker is at work, some minutes later; every text so far."""
        self.post.clock.advance(minutes * 60)
        fill_freed(self.engine, self.now)
        for _ in range(3):
            deliver_due(self.engine, self.post.outside, self.post.clock.now, may_go=may_go)
        return [(text.to, text.body) for text in self.post.network.text_messages]

    def offers(self) -> list[SlotOffer]:
        with transaction(self.engine) as db:
            return list(db.scalars(select(SlotOffer).order_by(SlotOffer.id)))

    def answers(self, offer: int, said: bool) -> int | None:
        """Accept or refuse the offer; the appointment that they have then."""
        with transaction(self.engine) as db:
            found = db.get_one(SlotOffer, offer)
            if said:
                return accept(db, found, BY_TEXT, self.now).id
            refuse(db, found, self.now)
            return None

    def standing(self) -> list[Appointment]:
        with transaction(self.engine) as db:
            return list(
                db.scalars(
                    select(Appointment)
                    .where(Appointment.status != AppointmentStatus.CANCELLED)
                    .order_by(Appointment.starts_at)
                )
            )


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> Iterator[House]:
    with open_post(engine, tmp_path) as post:
        yield House(post)


@pytest.mark.postgresql_on_a_desk
def test_who_waited_longest_is_asked_first_and_alone(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.post.clock.advance(60)
    house.waits(BRUNO, "Bruno Roux")
    assert house.works() == []
    house.cancels()
    [(to, text)] = house.works()
    assert to == ANNE
    assert text.startswith(
        "Cabinet du docteur Martin : RDV libre lundi 30/11 à 10h00. OUI ou NON avant 10h31 ? http"
    )
    assert segments_of(text) == 1
    assert len(house.works(10)) == 1


def test_the_time_is_held_meanwhile_and_given_with_yes(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.cancels()
    house.works()
    with transaction(house.engine) as db, pytest.raises(SlotTaken):
        book(
            db,
            slot_at(house, MONDAY),
            client_id=house.post.client_id,
            booked_by_id=None,
            caller_name="Un autre",
            telephone=None,
            now=house.now,
        )
    [offer] = house.offers()
    taken = house.answers(offer.id, True)
    assert house.answers(offer.id, True) == taken
    [appointment] = house.standing()
    assert appointment.id == taken
    assert appointment.status is AppointmentStatus.CONFIRMED
    assert (appointment.caller_name, appointment.telephone) == ("Anne Petit", ANNE)
    with transaction(house.engine) as db:
        [change] = changes_to(db, appointment.id)
        assert (change.kind, change.by_text) == (ChangeKind.BOOKED, True)
        assert db.scalars(select(WaitingEntry.status)).all() == [WaitingStatus.SERVED]
    assert len(house.works(60)) == 1


def slot_at(house: House, at: datetime) -> Slot:
    return Slot(house.whom, house.kind, at, at + timedelta(minutes=20))


def test_no_or_silence_goes_on_to_the_next(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.waits(BRUNO, "Bruno Roux")
    house.cancels()
    house.works()
    house.answers(house.offers()[0].id, False)
    assert [to for to, _ in house.works(1)] == [ANNE, BRUNO]
    assert [to for to, _ in house.works(29)] == [ANNE, BRUNO]
    house.works(4)
    assert [one.status for one in house.offers()] == [OfferStatus.REFUSED, OfferStatus.EXPIRED]
    with pytest.raises(OfferGone):
        house.answers(house.offers()[1].id, True)
    assert house.standing() == []
    with transaction(house.engine) as db:
        assert db.scalars(select(FreedTime)).one().settled_at is not None


def test_the_later_appointment_they_had_is_moved_and_its_time_offered_on(house: House) -> None:
    later = MONDAY + timedelta(days=7)
    with transaction(house.engine) as db:
        whom, kind = db.get_one(Practitioner, house.whom), db.get_one(AppointmentType, house.kind)
        own = make_appointment(db, whom, kind, later, caller_name="Anne Petit", telephone=ANNE).id
    house.waits(ANNE, "Anne Petit")
    house.waits(BRUNO, "Bruno Roux")
    house.cancels()
    house.works()
    assert house.answers(house.offers()[0].id, True) == own
    [appointment] = house.standing()
    assert (appointment.id, appointment.starts_at) == (own, MONDAY)
    to, text = house.works(1)[-1]
    assert to == BRUNO
    assert "lundi 07/12 à 10h00" in text


@pytest.mark.parametrize(
    "wish",
    [
        {"first_on": MONDAY.date() + timedelta(days=1)},
        {"last_on": MONDAY.date() - timedelta(days=1)},
        {"first_minute": 14 * 60},
        {"last_minute": 10 * 60},
        {"practitioner_ids": (999,)},
    ],
)
def test_what_does_not_suit_them_is_not_offered(house: House, wish: dict[str, Any]) -> None:
    house.waits(ANNE, "Anne Petit", **wish)
    house.cancels()
    assert house.works() == []


def test_who_has_come_to_have_an_earlier_time_does_not_get_a_second_one(house: House) -> None:
    later, earlier = MONDAY + timedelta(days=3), MONDAY - timedelta(hours=1)
    with transaction(house.engine) as db:
        whom, kind = db.get_one(Practitioner, house.whom), db.get_one(AppointmentType, house.kind)
        own = make_appointment(db, whom, kind, later, caller_name="Anne Petit", telephone=ANNE).id
    house.waits(ANNE, "Anne Petit")
    house.cancels()
    house.works()
    with transaction(house.engine) as db:
        slot = Slot(house.whom, house.kind, earlier, earlier + timedelta(minutes=20))
        move(db, db.get_one(Appointment, own), slot, house.now)
    with pytest.raises(OfferGone):
        house.answers(house.offers()[0].id, True)
    assert [(one.id, one.starts_at) for one in house.standing() if one.status == "confirmed"] == [
        (own, earlier)
    ]


def test_who_has_an_earlier_time_already_is_not_asked(house: House) -> None:
    with transaction(house.engine) as db:
        whom, kind = db.get_one(Practitioner, house.whom), db.get_one(AppointmentType, house.kind)
        friday = MONDAY - timedelta(days=3)
        make_appointment(db, whom, kind, friday, caller_name="Anne Petit", telephone=ANNE)
    house.waits(ANNE, "Anne Petit")
    house.cancels()
    assert house.works() == []


def test_who_left_the_time_is_not_offered_it_again(house: House) -> None:
    house.waits("+33612345678", "Jean Dupont")
    later = slot_at(house, MONDAY + timedelta(days=2))
    with transaction(house.engine) as db:
        move(db, db.get_one(Appointment, house.booked), later, house.now)
    assert house.works() == []


@pytest.mark.parametrize("evening", ["2026-11-26 20:31", "2026-11-26 23:00", "2026-11-27 07:59"])
def test_nobody_is_asked_at_night(house: House, evening: str) -> None:
    house.waits(ANNE, "Anne Petit")
    house.post.clock.set(datetime.fromisoformat(evening).replace(tzinfo=PARIS).astimezone(UTC))
    house.cancels()
    assert house.works() == []
    morning = datetime(2026, 11, 27, 8, 0, tzinfo=PARIS).astimezone(UTC)
    house.post.clock.set(morning)
    assert len(house.works()) == 1


def test_an_offer_that_is_tried_again_at_night_waits_while_it_is_open(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.cancels()
    house.post.network.rest_faults.add(method="POST", path_contains="/Messages", nth=1, status=429)
    assert house.works() == []
    evening = datetime(2026, 11, 26, 20, 30, tzinfo=UTC)  # 21:30 in Paris
    with transaction(house.engine) as db:  # as if the client's zone had been put right since
        db.scalars(select(SlotOffer)).one().expires_at = evening + timedelta(hours=12)
    house.post.clock.set(evening)
    assert house.works() == []
    house.post.clock.set(datetime(2026, 11, 27, 7, tzinfo=UTC))
    assert [to for to, _ in house.works()] == [ANNE]


def test_nothing_is_offered_that_begins_before_they_could_come(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.post.clock.set(MONDAY - timedelta(minutes=59))
    house.cancels()
    assert house.works() == []


def test_who_answered_stop_or_cannot_be_reached_holds_nothing_up(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.waits(BRUNO, "Bruno Roux")
    with transaction(house.engine) as db:
        opt_out(db, house.post.client_id, ANNE, house.now)
    house.cancels()
    fill_freed(house.engine, house.now)
    with transaction(house.engine) as db:
        told = db.scalars(select(Notification)).one()
        assert told.recipient == BRUNO
        told.status = DeliveryStatus.UNDELIVERABLE
    house.works(1)
    assert [one.status for one in house.offers()] == [OfferStatus.EXPIRED]
    assert house.standing() == []


def at_once(*acts: Any) -> list[BaseException]:
    """All of them in threads that start together; what they raised."""
    together = Barrier(len(acts))
    raised: list[BaseException] = []

    def run(act: Any) -> None:
        together.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            raised.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return raised


@pytest.mark.postgresql_on_a_desk
def test_two_workers_ask_one_person_once(house: House) -> None:
    for number, name in ((ANNE, "Anne Petit"), (BRUNO, "Bruno Roux")):
        house.waits(number, name)
    house.cancels()
    work = lambda: fill_freed(house.engine, house.now)  # noqa: E731
    assert at_once(work, work, work) == []
    assert len(house.offers()) == 1
    assert len(house.works()) == 1


@pytest.mark.postgresql_on_a_desk
def test_yes_twice_at_once_and_the_end_of_the_offer_give_one_appointment(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.cancels()
    house.works()
    offer = house.offers()[0].id
    yes = lambda: house.answers(offer, True)  # noqa: E731
    house.post.clock.advance(31 * 60)
    raised = at_once(yes, yes, lambda: fill_freed(house.engine, house.now))
    assert [error for error in raised if not isinstance(error, OfferGone)] == []
    standing = house.standing()
    [settled] = house.offers()
    assert len(standing) == (settled.status is OfferStatus.ACCEPTED)
    assert all(one.status is AppointmentStatus.CONFIRMED for one in standing)


def test_killed_before_the_commit_nothing_is_held_or_told(house: House) -> None:
    house.waits(ANNE, "Anne Petit")
    house.cancels()
    with killed_before_it_commits():
        fill_freed(house.engine, house.now)
    assert house.offers() == []
    assert len(house.works()) == 1
