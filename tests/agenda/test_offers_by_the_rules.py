"""What a caller is offered where the practice has rules of its own: whose time, where, in which
order; and who may book what.
"""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.booking import book, cancel, hold, move
from telesec.agenda.free_time import Moving, Slot, free_slots, offers
from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.places import address_of, place_has_moved, place_named
from telesec.agenda.practitioner import OnlyFor, Practitioner
from telesec.agenda.who_may_book import may_book
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from tests.agenda.practice import DUPONT, Practice, make_practice, utc
from tests.makers import NOW, PARIS, make_appointment, make_appointment_type, make_practitioner

TUESDAY = (utc("2026-11-30T23:00"), utc("2026-12-01T23:00"))
MORNING = (utc("2026-12-01T07:00"), utc("2026-12-01T11:00"))
LATER = NOW + timedelta(minutes=10)


def clock(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(PARIS):%a %H:%M}" for slot in slots]


def at_the_clinic(db: Session, practice: Practice) -> Place:
    """The docteur Martin is at the clinic on Tuesdays from ten on."""
    place = Place(
        client_id=practice.client.id,
        key="clinic",
        names={Language.FR: "à la clinique", Language.EN: "at the clinic"},
        address="Clinique, 3 rue Haute, 75011 Paris",
    )
    db.add(place)
    hours = WeeklyHours.model_validate({"tue": "10:00-16:00"})
    practice.martin.elsewhere = (HoursElsewhere(place="clinic", hours=hours),)
    db.flush()
    return place


class TestKinds:
    def test_a_kind_may_be_bound_to_hours_of_its_own(self, db: Session) -> None:
        hours = WeeklyHours.model_validate({"tue": "13:30-15:00", "thu": "08:00-09:00"})
        practice = make_practice(db, hours=hours)
        window = (TUESDAY[0], TUESDAY[0] + timedelta(days=7))
        slots = free_slots(db, practice.consultation, [practice.martin], [window], NOW, limit=None)
        assert clock(slots) == [
            *("Tue 14:00", "Tue 14:20", "Tue 14:40"),
            *("Thu 08:00", "Thu 08:20", "Thu 08:40"),
        ]

    @pytest.mark.parametrize(
        ("only_for", "name", "number", "may"),
        [
            (None, "Anne Roux", None, True),
            (OnlyFor.NEW, "Jean Dupont", DUPONT, False),
            (OnlyFor.NEW, "Jan Dupond", DUPONT, False),  # as a recogniser may write it
            (OnlyFor.NEW, "Anne Roux", DUPONT, True),  # of the same family
            (OnlyFor.NEW, "Jean Dupont", "+33611111111", True),
            (OnlyFor.NEW, None, DUPONT, True),  # it may still be somebody else
            (OnlyFor.NEW, "Jean Dupont", None, True),
            (OnlyFor.KNOWN, "Jean Dupont", DUPONT, True),
            (OnlyFor.KNOWN, "Anne Roux", DUPONT, False),
            (OnlyFor.KNOWN, None, DUPONT, True),
            (OnlyFor.KNOWN, None, "+33611111111", False),
            (OnlyFor.KNOWN, "Jean Dupont", None, False),
        ],
    )
    def test_some_are_for_new_people_and_some_for_known_ones(
        self, db: Session, only_for: OnlyFor | None, name: str | None, number: str, may: bool
    ) -> None:
        practice = make_practice(db, only_for=only_for)
        practice.booked(db, utc("2026-12-01T09:00"))
        assert may_book(db, practice.consultation, name=name, telephone=number) is may

    def test_a_cancelled_or_held_appointment_makes_nobody_known(self, db: Session) -> None:
        practice = make_practice(db, only_for=OnlyFor.KNOWN)
        own = practice.booked(db, utc("2026-12-01T09:00"))
        cancel(db, own, NOW)
        held = {"status": AppointmentStatus.HELD, "hold_expires_at": LATER}
        make_appointment(
            db, practice.martin, practice.consultation, utc("2026-12-02T09:00"), **held
        )
        assert not may_book(db, practice.consultation, name="Jean Dupont", telephone=DUPONT)


class TestPlaces:
    def test_a_practitioner_is_at_one_place_at_a_time(self, db: Session) -> None:
        practice = make_practice(db)
        at_the_clinic(db, practice)
        slots = free_slots(db, practice.consultation, [practice.martin], [TUESDAY], NOW, limit=None)
        # Over lunch at the clinic; then back, without an appointment over both.
        assert clock(slots)[5:8] == ["Tue 09:40", "Tue 10:00", "Tue 10:20"]
        assert "Tue 13:40" in clock(slots)
        assert clock(slots)[-1] == "Tue 17:40"
        long = make_appointment_type(db, practice.client, practice.martin, key="l", minutes=90)
        around_ten = (utc("2026-12-01T07:45"), utc("2026-12-01T09:00"))
        found = free_slots(db, long, [practice.martin], [around_ten], NOW, limit=None)
        assert clock(found) == []  # from 8:45 it would begin here and end there

    def test_an_appointment_knows_where_it_is(self, db: Session) -> None:
        practice = make_practice(db)
        place = at_the_clinic(db, practice)
        there = practice.booked(db, utc("2026-12-01T10:00"))
        here = practice.booked(db, utc("2026-12-01T07:00"))
        assert (there.place, here.place) == (place, None)
        assert address_of(there) == "Clinique, 3 rue Haute, 75011 Paris"
        assert address_of(here) == practice.martin.place
        assert place_named(there, Language.EN) == "at the clinic"
        assert place_named(here, Language.FR) == ""
        slot = practice.slot(utc("2026-12-01T11:00"))
        held = hold(db, slot, client_id=practice.client.id, call_id=practice.call.id, now=NOW)
        assert held.place == place
        move(db, there, practice.slot(utc("2026-12-02T10:00")), LATER)
        assert there.place is None

    def test_calendars_are_told_when_the_place_moves(self, db: Session) -> None:
        practice = make_practice(db)
        place = at_the_clinic(db, practice)
        there = practice.booked(db, utc("2026-12-01T10:00"))
        here = practice.booked(db, utc("2026-12-01T07:00"))
        version = practice.martin.agenda_version
        place_has_moved(db, place, LATER)
        db.refresh(there)
        db.refresh(here)
        assert (there.sequence, there.updated_at, here.sequence) == (1, LATER, 0)
        assert practice.martin.agenda_version == version + 1


class TestOrder:
    def test_each_of_several_days_wished_for_gives_one(self, db: Session) -> None:
        practice = make_practice(db)
        days = [
            (utc(f"2026-12-0{day}T07:00"), utc(f"2026-12-0{day}T11:00")) for day in (1, 2, 3, 4)
        ]
        slots = offers(db, practice.consultation, [practice.martin], days, NOW)
        assert clock(slots) == ["Tue 08:00", "Wed 08:00", "Thu 08:00"]
        slots = offers(db, practice.consultation, [practice.martin], days[:2], NOW)
        assert clock(slots) == ["Tue 08:00", "Tue 10:00", "Wed 08:00"]

    def test_what_was_refused_is_not_offered_again(self, db: Session) -> None:
        practice = make_practice(db)
        first = offers(db, practice.consultation, [practice.martin], [MORNING], NOW)
        refused = [(slot.starts_at, slot.starts_at) for slot in first]
        again = offers(
            db, practice.consultation, [practice.martin], [MORNING], NOW, not_those=refused
        )
        assert len(again) == 3
        assert not {slot.starts_at for slot in first} & {slot.starts_at for slot in again}
        # The next time after 8:00 is 8:20, not 8:10.
        assert clock(again)[0] == "Tue 08:20"

    def test_part_of_a_wish_can_be_left_out(self, db: Session) -> None:
        practice = make_practice(db)
        not_before_ten = [(MORNING[0], utc("2026-12-01T09:00"))]
        slots = free_slots(
            db,
            practice.consultation,
            [practice.martin],
            [MORNING, (MORNING[0], MORNING[0])],
            NOW,
            not_those=not_before_ten,
        )
        assert clock(slots)[0] == "Tue 10:00"

    def test_what_is_to_be_moved_is_in_nobodys_way_and_not_offered_where_it_is(
        self, db: Session
    ) -> None:
        practice = make_practice(db)
        own = practice.booked(db, utc("2026-12-01T07:20"))
        moving = Moving(own.id, own.practitioner_id, own.starts_at)
        slots = free_slots(
            db,
            practice.consultation,
            [practice.martin],
            [MORNING],
            NOW,
            step_minutes=10,
            limit=4,
            moving=moving,
        )
        assert clock(slots) == ["Tue 08:00", "Tue 08:10", "Tue 08:30", "Tue 08:40"]

    def test_a_compact_day_is_filled_beside_what_is_there(self, db: Session) -> None:
        practice = make_practice(db)
        practice.martin.compact = True
        make_appointment(db, practice.martin, practice.consultation, utc("2026-12-01T09:00"))
        slots = offers(db, practice.consultation, [practice.martin], [MORNING], NOW)
        assert clock(slots) == ["Tue 09:40", "Tue 10:20"]
        practice.martin.compact = False
        slots = offers(db, practice.consultation, [practice.martin], [MORNING], NOW)
        assert clock(slots) == ["Tue 08:00", "Tue 09:00", "Tue 10:40"]

    def test_the_last_of_a_gap_lies_at_its_end_in_a_compact_day(self, db: Session) -> None:
        practice = make_practice(db)
        practice.martin.compact = True
        for start in ("2026-12-01T07:00", "2026-12-01T08:10"):  # 50 minutes are between them
            make_appointment(db, practice.martin, practice.consultation, utc(start))
        gap = (MORNING[0], utc("2026-12-01T08:10"))
        slots = free_slots(db, practice.consultation, [practice.martin], [gap], NOW)
        assert clock(slots) == ["Tue 08:20", "Tue 08:50"]

    def test_an_empty_compact_day_is_offered_like_any_other(self, db: Session) -> None:
        practice = make_practice(db)
        practice.martin.compact = True
        slots = offers(db, practice.consultation, [practice.martin], [MORNING], NOW)
        assert clock(slots) == ["Tue 08:00", "Tue 09:20", "Tue 10:40"]

    def test_whoever_is_free_first_and_the_emptier_day_of_two(self, db: Session) -> None:
        practice = make_practice(db)
        lefevre = make_practitioner(db, practice.client, "lefevre")
        make_appointment(db, practice.martin, practice.consultation, utc("2026-12-01T13:00"))
        both: list[Practitioner] = [practice.martin, lefevre]
        (first, *_) = offers(db, practice.consultation, both, [MORNING], NOW)
        assert (clock([first]), first.practitioner_id) == (["Tue 08:00"], lefevre.id)
        for minutes in (0, 20):
            start = MORNING[0] + timedelta(minutes=minutes)
            book(
                db,
                Slot(lefevre.id, practice.consultation.id, start, start + timedelta(minutes=20)),
                client_id=practice.client.id,
                booked_by_id=None,
                caller_name="x",
                telephone=None,
                now=NOW,
            )
        (first, *_) = offers(db, practice.consultation, both, [MORNING], NOW)
        assert first.practitioner_id == practice.martin.id
