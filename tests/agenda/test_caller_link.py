"""Callers' links: one for an appointment, the same after every move, gone once revoked or over."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel, move
from telesec.agenda.caller_link import (
    SHOWN_AFTER,
    CallerLink,
    appointment_by_link,
    link_for,
    revoke_link,
    revoke_links_of,
)
from telesec.agenda.free_time import Slot
from telesec.database import transaction
from telesec.values.caller_link import MARK
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_client,
    make_practitioner,
)

TOMORROW = NOW + timedelta(days=1)


def an_appointment(db: Session, key: str = "cabinet-martin", **rules: Any) -> Appointment:
    client = make_client(db, key, **rules)
    practitioner = make_practitioner(db, client)
    kind = make_appointment_type(db, client, practitioner)
    return make_appointment(db, practitioner, kind, TOMORROW)


def nonce_of(mark: str) -> str:
    found = MARK.fullmatch(mark)
    assert found
    return found[1]


def test_the_link_is_the_same_each_time(db: Session) -> None:
    appointment = an_appointment(db)
    mark = link_for(db, appointment, NOW)
    assert link_for(db, appointment, NOW + timedelta(hours=3)) == mark
    assert appointment_by_link(db, nonce_of(mark), NOW) is appointment


def test_it_stays_with_the_appointment_when_that_is_moved(db: Session) -> None:
    appointment = an_appointment(db)
    mark = link_for(db, appointment, NOW)
    start = TOMORROW + timedelta(days=3)
    slot = Slot(
        appointment.practitioner_id,
        appointment.appointment_type_id,
        start,
        start + timedelta(minutes=20),
    )
    move(db, appointment, slot, NOW)
    assert link_for(db, appointment, NOW) == mark
    found = appointment_by_link(db, nonce_of(mark), NOW)
    assert found
    assert found.starts_at == start


def test_two_appointments_have_two_links(db: Session) -> None:
    first, second = an_appointment(db), an_appointment(db, "another", siren=None)
    assert link_for(db, first, NOW) != link_for(db, second, NOW)


def test_a_revoked_link_never_comes_back_and_a_new_one_may_be_made(db: Session) -> None:
    appointment = an_appointment(db)
    mark = link_for(db, appointment, NOW)
    for _ in range(2):
        revoke_link(db, appointment, NOW)
    assert appointment_by_link(db, nonce_of(mark), NOW) is None
    new = link_for(db, appointment, NOW)
    assert new != mark
    assert appointment_by_link(db, nonce_of(mark), NOW) is None
    assert appointment_by_link(db, nonce_of(new), NOW) is appointment


def test_all_links_of_a_client_can_be_revoked_and_no_others(db: Session) -> None:
    mine, anothers = an_appointment(db), an_appointment(db, "another", siren=None)
    marks = [link_for(db, one, NOW) for one in (mine, anothers)]
    assert revoke_links_of(db, [mine.client_id], NOW) == 1
    assert appointment_by_link(db, nonce_of(marks[0]), NOW) is None
    assert appointment_by_link(db, nonce_of(marks[1]), NOW) is anothers


def test_it_ends_a_day_after_the_appointment(db: Session) -> None:
    appointment = an_appointment(db)
    nonce = nonce_of(link_for(db, appointment, NOW))
    end = appointment.ends_at + SHOWN_AFTER
    assert appointment_by_link(db, nonce, end - timedelta(seconds=1)) is appointment
    assert appointment_by_link(db, nonce, end) is None


def test_of_one_that_is_cancelled_it_can_still_say_so(db: Session) -> None:
    appointment = an_appointment(db)
    nonce = nonce_of(link_for(db, appointment, NOW))
    cancel(db, appointment, NOW)
    found = appointment_by_link(db, nonce, NOW)
    assert found
    assert found.status is AppointmentStatus.CANCELLED
    assert link_for(db, appointment, NOW) == ""


def test_none_is_made_for_what_is_over_or_only_held(db: Session) -> None:
    appointment = an_appointment(db)
    assert link_for(db, appointment, appointment.ends_at) == ""
    appointment.status = AppointmentStatus.HELD
    assert link_for(db, appointment, NOW) == ""
    assert db.scalar(select(func.count()).select_from(CallerLink)) == 0


@pytest.mark.parametrize("rules", [{"caller_links": False}, {"callers_may": ()}])
def test_none_is_made_where_the_client_wants_none(db: Session, rules: dict[str, Any]) -> None:
    assert link_for(db, an_appointment(db, **rules), NOW) == ""


def test_two_that_make_it_at_the_same_time_make_one(engine: Engine) -> None:
    with transaction(engine) as db:
        appointment_id = an_appointment(db).id
    barrier, marks = Barrier(4), []

    def makes() -> None:
        barrier.wait()
        with transaction(engine) as db:
            marks.append(link_for(db, db.get_one(Appointment, appointment_id), NOW))

    makers = [Thread(target=makes) for _ in range(4)]
    for one in makers:
        one.start()
    for one in makers:
        one.join()
    assert len(marks) == 4
    assert len(set(marks)) == 1
    with transaction(engine) as db:
        assert db.scalar(select(func.count()).select_from(CallerLink)) == 1
