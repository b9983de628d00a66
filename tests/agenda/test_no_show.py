"""No-shows: noted once, taken back, counted for one person and nobody else of the family."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel
from telesec.agenda.change import ChangedBy, ChangeKind, changes_to
from telesec.agenda.no_show import (
    NothingMissed,
    missed_among,
    missed_by,
    missed_of_number,
    note_no_show,
    take_back_no_show,
    times_missed,
)
from tests.makers import (
    NOW,
    make_account,
    make_appointment,
    make_appointment_type,
    make_client,
    make_practitioner,
)

BORN = date(1980, 3, 3)


def past(db: Session, days: int = 1, key: str = "cabinet-martin", **of: Any) -> Appointment:
    client = make_client(db, f"{key}-{days}", siren=None) if isinstance(key, str) else key
    whom = make_practitioner(db, client, f"m{days}")
    kind = make_appointment_type(db, client, whom, key=f"k{days}")
    return make_appointment(db, whom, kind, NOW - timedelta(days=days), **of)


def of_one_client(db: Session, *people: dict[str, Any]) -> list[Appointment]:
    client = make_client(db)
    whom = make_practitioner(db, client)
    kind = make_appointment_type(db, client, whom)
    return [
        make_appointment(db, whom, kind, NOW - timedelta(days=days + 1), **of)
        for days, of in enumerate(people)
    ]


def by(db: Session) -> ChangedBy:
    return ChangedBy(account_id=make_account(db).id)


def test_it_is_noted_once_and_taken_back_once(db: Session) -> None:
    [found] = of_one_client(db, {})
    who = by(db)
    for _ in range(2):
        note_no_show(db, found, who, NOW)
    assert missed_among(db, [found.id]) == {found.id}
    for _ in range(2):
        take_back_no_show(db, found, who, NOW)
    assert missed_among(db, [found.id]) == set()
    kinds = [change.kind for change in changes_to(db, found.id)]
    assert kinds == [ChangeKind.MISSED, ChangeKind.CAME]
    assert found.status is AppointmentStatus.CONFIRMED


def test_nobody_misses_what_is_cancelled_or_to_come(db: Session) -> None:
    [cancelled, coming] = of_one_client(db, {}, {})
    cancel(db, cancelled, NOW)
    coming.starts_at, coming.ends_at = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    coming.blocked_from, coming.blocked_until = coming.starts_at, coming.ends_at
    db.flush()
    for one in (cancelled, coming):
        with pytest.raises(NothingMissed):
            note_no_show(db, one, by_nobody(), NOW)


def by_nobody() -> ChangedBy:
    return ChangedBy()


def test_a_person_is_known_by_name_and_number_or_birth_date(db: Session) -> None:
    first, again, other_number, brother = of_one_client(
        db,
        {"caller_name": "Marie Lefèvre", "birth_date": BORN},
        {"caller_name": "Lefebvre Marie"},
        {"caller_name": "Marie Lefèvre", "birth_date": BORN, "telephone": "+33698765432"},
        {"caller_name": "Paul Lefèvre"},
    )
    note_no_show(db, first, by_nobody(), NOW)
    counts = times_missed(db, [first, again, other_number, brother])
    assert counts == {first.id: 1, again.id: 1, other_number.id: 1}
    client = first.client_id
    assert missed_by(db, client, "Marie Lefèvre", born_on=BORN) == [first]
    assert missed_by(db, client, "Marie Lefèvre") == []
    assert missed_by(db, client, "Paul Lefèvre", telephone=first.telephone) == []
    assert missed_of_number(db, client, first.telephone) == [first]
    assert missed_of_number(db, client, None) == []


def test_another_clients_callers_are_none_of_ours(db: Session) -> None:
    ours, theirs = past(db, 1), past(db, 2, "another")
    note_no_show(db, ours, by_nobody(), NOW)
    assert times_missed(db, [ours, theirs]) == {ours.id: 1}
    assert missed_of_number(db, theirs.client_id, theirs.telephone) == []
