"""The search against a slow one that goes by the clock through random rules of a practice.

The slow one knows nothing of Unix times or of walks along what is taken: it looks at the clock on
the wall every five minutes of two days, and asks whether these five minutes are open, taken, or
used up. All that is drawn begins and ends at whole five minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telesec.agenda.absence import Absence
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.free_time import Moving, free_slots, offers
from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.resource import Resource
from telesec.values.opening_hours import WeeklyHours
from tests.amounts import examples
from tests.makers import (
    NOW,
    PARIS,
    make_appointment,
    make_appointment_type,
    make_client,
    make_practitioner,
)

FIVE = timedelta(minutes=5)
DAYS = "mon-sun"
# An ordinary one; the nights of both clock changes; a year's end, between weeks 53 and 1.
SATURDAYS = (date(2026, 12, 5), date(2027, 3, 27), date(2027, 10, 30), date(2027, 1, 2))

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Person:
    """A practitioner's rules. Minutes of the day."""

    hours: Ranges
    even_weeks: Ranges | None
    third_weeks: Ranges | None
    on_sunday: Ranges | None  # the date in particular
    elsewhere: Ranges | None


@dataclass(frozen=True)
class Rules:
    """A practice's rules, as drawn."""

    saturday: date
    people: tuple[Person, ...]
    house_on_sunday: Ranges | None
    only: Ranges | None
    length: int
    before: int
    after: int
    most_a_day: int | None
    capacity: int | None
    absences: tuple[tuple[int | None, int, int, int, int, bool], ...]
    visits: tuple[tuple[int, int, int, str], ...]  # whose, from the fifth minute, minutes, how
    not_from: int
    not_minutes: int

    @property
    def start(self) -> datetime:
        """The first moment of the two days, before both of them begin."""
        return datetime.combine(self.saturday, datetime.min.time(), UTC) - timedelta(hours=2)


def ranges() -> st.SearchStrategy[Ranges]:
    """None, one or two ranges, at whole five minutes."""
    edges = st.lists(st.integers(0, 288), min_size=0, max_size=4, unique=True)
    return edges.map(
        lambda found: tuple(
            (a * 5, b * 5) for a, b in zip(sorted(found)[::2], sorted(found)[1::2], strict=False)
        )
    )


WIDE = st.one_of(ranges(), st.just(((0, 1440),)), st.just(((0, 360), (480, 1200))))
MAYBE = st.one_of(st.none(), WIDE)
PEOPLE = st.builds(Person, WIDE, MAYBE, MAYBE, MAYBE, st.one_of(st.none(), ranges()))
ABSENCES = st.tuples(
    st.sampled_from([None, 0, 1]),
    st.integers(0, 1),
    st.integers(0, 287).map(lambda n: n * 5),
    st.integers(0, 1),
    st.integers(1, 288).map(lambda n: n * 5),
    st.booleans(),
)
VISITS = st.tuples(
    st.integers(0, 1),
    st.integers(0, 600),
    st.integers(1, 30),
    st.sampled_from(["confirmed", "held", "expired", "cancelled", "other kind"]),
)
RULES = st.builds(
    Rules,
    st.sampled_from(SATURDAYS),
    st.tuples(PEOPLE, PEOPLE),
    MAYBE,
    MAYBE,
    st.integers(1, 18).map(lambda n: n * 5),
    st.sampled_from([0, 0, 5, 10, 25]),
    st.sampled_from([0, 0, 5, 15]),
    st.sampled_from([None, None, 1, 2]),
    st.sampled_from([None, None, 1, 2]),
    st.lists(ABSENCES, max_size=2).map(tuple),
    st.lists(VISITS, max_size=14).map(tuple),
    st.integers(0, 600),
    st.integers(0, 40),
)


def as_written(found: Ranges | None) -> str:
    return ", ".join(
        f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in found or ()
    )


@dataclass
class Practice:
    """What was made of the rules in the database."""

    kind: AppointmentType
    people: list[Practitioner]
    visits: list[Appointment] = field(default_factory=list)


def hours_of(person: Person, rules: Rules) -> WeeklyHours:
    weeks: list[dict[str, object]] = []
    if person.third_weeks is not None:
        monday = rules.saturday - timedelta(days=rules.saturday.weekday() + 21)
        weeks.append({"every": 3, "from": monday, DAYS: as_written(person.third_weeks)})
    if person.even_weeks is not None:
        weeks.append({"every": "even", DAYS: as_written(person.even_weeks)})
    written: dict[str, object] = {DAYS: as_written(person.hours), "weeks": weeks}
    if person.on_sunday is not None:
        written["on"] = {sunday(rules).isoformat(): as_written(person.on_sunday)}
    return WeeklyHours.model_validate(written)


def sunday(rules: Rules) -> date:
    return rules.saturday + timedelta(days=1)


def make(db: Session, rules: Rules) -> Practice:
    house: dict[str, object] = {DAYS: "00:00-24:00"}
    if rules.house_on_sunday is not None:
        house["on"] = {sunday(rules).isoformat(): as_written(rules.house_on_sunday)}
    client = make_client(db, opening_hours=WeeklyHours.model_validate(house))
    db.add(Place(client_id=client.id, key="there", names={"fr": "là-bas"}, address="Là-bas"))
    people = [
        make_practitioner(db, client, f"p{number}", opening_hours=hours_of(person, rules))
        for number, person in enumerate(rules.people)
    ]
    for person, row in zip(rules.people, people, strict=True):
        if person.elsewhere is not None:
            hours = WeeklyHours.model_validate({DAYS: as_written(person.elsewhere)})
            row.elsewhere = (HoursElsewhere(place="there", hours=hours),)
    kind = make_appointment_type(
        db,
        client,
        *people,
        minutes=rules.length,
        buffer_before_minutes=rules.before,
        buffer_after_minutes=rules.after,
        notice_minutes=0,
        horizon_days=400,
        most_a_day=rules.most_a_day,
        hours=None
        if rules.only is None
        else WeeklyHours.model_validate({DAYS: as_written(rules.only)}),
    )
    other = make_appointment_type(db, client, *people, key="other")
    if rules.capacity is not None:
        resource = Resource(client_id=client.id, key="r", name="r", capacity=rules.capacity)
        kind.resources, other.resources = [resource], [resource]
    for absence in rules.absences:
        make_absence(db, rules, people, absence)
    practice = Practice(kind, people)
    for visit in rules.visits:
        make_visit(db, rules, practice, other, visit)
    return practice


def make_absence(
    db: Session,
    rules: Rules,
    people: Sequence[Practitioner],
    drawn: tuple[int | None, int, int, int, int, bool],
) -> None:
    whose, first, first_minute, last, last_minute, daily = drawn
    with db.begin_nested() as savepoint:
        db.add(
            Absence(
                client_id=people[0].client_id,
                practitioner_id=None if whose is None else people[whose].id,
                first_on=rules.saturday + timedelta(days=first),
                first_minute=first_minute,
                last_on=rules.saturday + timedelta(days=last),
                last_minute=last_minute,
                daily=daily,
                made_at=NOW,
                changed_at=NOW,
            )
        )
        try:
            db.flush()
        except IntegrityError:  # it would end before it begins
            savepoint.rollback()


def make_visit(
    db: Session,
    rules: Rules,
    practice: Practice,
    other: AppointmentType,
    drawn: tuple[int, int, int, str],
) -> None:
    """A visit, if the rules have room for it."""
    whose, at, fives, how = drawn
    start = rules.start + at * FIVE
    held = {"held": timedelta(minutes=4), "expired": timedelta(0)}.get(how)
    status = {"held": "held", "expired": "held", "cancelled": "cancelled"}.get(how, "confirmed")
    try:
        with db.begin_nested():
            row = make_appointment(
                db,
                practice.people[whose],
                other if how == "other kind" else practice.kind,
                start,
                status=AppointmentStatus(status),
                hold_expires_at=None if held is None else NOW + held,
                ends_at=start + fives * FIVE,
                blocked_from=start,
                blocked_until=start + fives * FIVE,
            )
    except IntegrityError:
        return
    practice.visits.append(row)


# The slow search


def looks(day: date) -> Iterator[tuple[datetime, int]]:
    """Each look in a local day, with the latest minute the clock has shown on it so far."""
    at = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=3)
    shown = 0
    while at.astimezone(PARIS).date() <= day:
        local = at.astimezone(PARIS)
        if local.date() == day:
            shown = max(shown, local.hour * 60 + local.minute)
            yield at, shown
        at += FIVE


def holder(found: Ranges, minute: int) -> int | None:
    """Which of the ranges has that minute."""
    return next((place for place, (a, b) in enumerate(found) if a <= minute < b), None)


def own_ranges(person: Person, rules: Rules, day: date) -> Ranges:
    if person.on_sunday is not None and day == sunday(rules):
        return person.on_sunday
    week = (day.toordinal() - 1) // 7  # the first day there was is a Monday
    if person.third_weeks is not None and (week - (rules.saturday.toordinal() - 1) // 7) % 3 == 0:
        return person.third_weeks
    if person.even_weeks is not None and day.isocalendar().week % 2 == 0:
        return person.even_weeks
    return person.hours


def open_piece(rules: Rules, whose: int, day: date, minute: int) -> object:
    """The piece of time that minute is in, as something that equals itself only; None: closed."""
    person, is_sunday = rules.people[whose], day == sunday(rules)
    for absent, first, first_minute, last, last_minute, daily in rules.absences:
        if not (first_minute < last_minute or (first < last and not daily)) or first > last:
            continue  # there is no such absence
        offset = (day - rules.saturday).days
        if absent in {None, whose} and first <= offset <= last:
            begins = first_minute if daily or offset == first else 0
            ends = last_minute if daily or offset == last else 1440
            if begins <= minute < ends:
                return None
    house: int | None = 0
    if rules.house_on_sunday is not None and is_sunday:
        house = holder(rules.house_on_sunday, minute)
    only = 0 if rules.only is None else holder(rules.only, minute)
    if rules.only is not None and rules.house_on_sunday is not None and is_sunday and house is None:
        return None  # the hours of the kind are of the house too
    there = None if person.elsewhere is None else holder(person.elsewhere, minute)
    if there is not None and house is not None:
        return None if only is None else ("elsewhere", day, there, house, only)
    own = holder(own_ranges(person, rules, day), minute)
    if person.on_sunday is not None and is_sunday:
        house = 0 if rules.only is None else house  # the date is named in particular
    return None if None in (own, house, only) else ("usual", day, own, house, only)


def slow(rules: Rules, practice: Practice, moving: Appointment | None) -> set[tuple[int, datetime]]:
    """Every five minutes of the two days, with either practitioner, if all of it will do."""
    days = (rules.saturday, sunday(rules))
    clock = {at: (day, shown) for day in days for at, shown in looks(day)}
    stands = [
        one
        for one in practice.visits
        if one.status is AppointmentStatus.CONFIRMED
        or (one.hold_expires_at is not None and one.hold_expires_at > NOW)
    ]
    stands = [one for one in stands if one.status is not AppointmentStatus.CANCELLED]
    stands = [one for one in stands if one is not moving]
    before, length, after = rules.before // 5, rules.length // 5, rules.after // 5
    found: set[tuple[int, datetime]] = set()
    for whose, person in enumerate(practice.people):
        pieces = {at: open_piece(rules, whose, *where) for at, where in clock.items()}
        taken = set(looks_taken(rules, stands, person))
        for start in clock:
            if pieces[start] is None:
                continue
            if any(pieces.get(start + n * FIVE) != pieces[start] for n in range(length)):
                continue
            if any(start + n * FIVE in taken for n in range(-before, length + after)):
                continue
            same = [
                one
                for one in stands
                if one.practitioner_id == person.id
                and one.appointment_type_id == practice.kind.id
                and one.starts_at.astimezone(PARIS).date() == clock[start][0]
            ]
            if rules.most_a_day is None or len(same) < rules.most_a_day:
                found.add((person.id, start))
    return found


def looks_taken(
    rules: Rules, stands: Sequence[Appointment], person: Practitioner
) -> Iterator[datetime]:
    """When the person is taken, or the last resource is."""
    used: dict[datetime, int] = {}
    for one in stands:
        at = one.blocked_from
        while at < one.blocked_until:
            used[at] = used.get(at, 0) + 1
            if one.practitioner_id == person.id:
                yield at
            at += FIVE
    if rules.capacity is not None:
        yield from (at for at, number in used.items() if number >= rules.capacity)


def two_days(rules: Rules) -> tuple[datetime, datetime]:
    midnight = datetime.combine(rules.saturday, datetime.min.time(), PARIS)
    return midnight.astimezone(UTC), (midnight + timedelta(days=2)).astimezone(UTC)


@pytest.mark.sqlite_on_a_desk
@settings(
    max_examples=examples(80),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rules=RULES, whom=st.integers(0, 20))
def test_the_search_finds_what_a_look_at_every_minute_finds(
    db: Session, rules: Rules, whom: int
) -> None:
    with db.begin_nested() as savepoint:
        practice = make(db, rules)
        confirmed = [v for v in practice.visits if v.status is AppointmentStatus.CONFIRMED]
        moving = confirmed[whom % len(confirmed)] if confirmed and whom % 2 else None
        free = slow(rules, practice, moving)
        kind, people, window = practice.kind, practice.people, two_days(rules)
        unwanted = rules.start + rules.not_from * FIVE
        not_those = (unwanted, unwanted + rules.not_minutes * FIVE)
        mover = None
        if moving is not None:
            mover = Moving(moving.id, moving.practitioner_id, moving.starts_at)

        def unwelcome(person: int, at: datetime) -> bool:
            begins, ends = not_those
            is_unwanted = begins <= at < ends or begins == at == ends
            is_there = moving is not None and (moving.practitioner_id, moving.starts_at) == (
                person,
                at,
            )
            return is_unwanted or is_there

        wanted = {(person, at) for person, at in free if not unwelcome(person, at)}
        every = free_slots(
            db,
            kind,
            people,
            [window],
            NOW,
            limit=None,
            step_minutes=5,
            not_those=[not_those],
            moving=mover,
        )
        found = [(slot.practitioner_id, slot.starts_at) for slot in every]
        assert set(found) == wanted
        assert len(found) == len(wanted)
        assert [at for _, at in found] == sorted(at for _, at in found)
        assert all(s.ends_at - s.starts_at == timedelta(minutes=rules.length) for s in every)
        packed = free_slots(
            db, kind, people, [window], NOW, limit=None, not_those=[not_those], moving=mover
        )
        assert {(slot.practitioner_id, slot.starts_at) for slot in packed} <= wanted
        chosen = offers(db, kind, people, [window], NOW, not_those=[not_those], moving=mover)
        assert set(chosen) <= set(packed)
        assert len({slot.starts_at for slot in chosen}) == len(chosen)
        assert bool(chosen) == bool(packed)
        if chosen:
            assert chosen[0].starts_at == packed[0].starts_at
        savepoint.rollback()
