"""What the clients file says of a practice's rules; and that no load touches an absence."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.absence import Absence
from telesec.agenda.absences import note_absence, span_of
from telesec.agenda.place import Place
from telesec.agenda.practitioner import AppointmentType, OnlyFor, Practitioner
from telesec.agenda.resource import Resource
from telesec.values.language import Language
from tests.makers import NOW, make_account, make_appointment
from tests.onboarding.small_house import load, mistakes, the_client

pytestmark = pytest.mark.sqlite_on_a_desk

RULES = """\
clients:
  - key: cabinet-petit
    name: "Cabinet Petit"
    trade: dental
    script: cabinet-petit
    opening_hours: {mon-fri: "09:00-12:00"}
    billing: {legal_name: "Dr Petit", address: "4 place du Marché, 37000 Tours", siren: "732829320"}
    compact: true
    places:
      - key: clinique
        names: {fr: "à la clinique"}
        address: "Clinique, 2 rue Basse, 37000 Tours"
    resources:
      - {key: fauteuil, name: "fauteuil", capacity: 2}
    practitioners:
      - key: petit
        name: "le docteur Petit"
        opening_hours:
          mon: "09:00-12:00"
          weeks:
            - {every: odd, mon: closed}
            - {every: 3, from: 2026-12-07, tue: "14:00-18:00"}
        elsewhere:
          - {place: clinique, opening_hours: {wed: "09:00-12:00"}}
      - {key: grand, name: "le docteur Grand", compact: false}
    appointment_types:
      - key: controle
        names: {fr: "contrôle"}
        minutes: 30
        hours: {tue: "14:00-18:00"}
        only_for: new
        most_a_day: 3
        colour: "#7A4F9A"
        bring: {fr: "vos radios"}
        resources: [fauteuil]
"""


def changed(old: str, new: str) -> str:
    assert old in RULES
    return RULES.replace(old, new)


def rows(db: Session) -> tuple[Practitioner, AppointmentType, Resource, Place]:
    petit = db.scalars(select(Practitioner).where(Practitioner.key == "petit")).one()
    kind = db.scalars(select(AppointmentType)).one()
    return petit, kind, db.scalars(select(Resource)).one(), db.scalars(select(Place)).one()


@pytest.mark.postgresql_on_a_desk
def test_all_of_it_is_made_so(db: Session) -> None:
    load(db, RULES)
    db.expire_all()
    petit, kind, resource, place = rows(db)
    assert [one.every for one in petit.opening_hours.weeks] == ["odd", 3]
    assert [(one.place, one.hours.wed) for one in petit.elsewhere] == [("clinique", ((540, 720),))]
    compact = {one.key: one.compact for one in db.scalars(select(Practitioner))}
    assert compact == {"petit": True, "grand": False}
    assert kind.hours is not None
    assert kind.hours.tue == ((840, 1080),)
    assert (kind.only_for, kind.most_a_day, kind.colour) == (OnlyFor.NEW, 3, "#7a4f9a")
    assert kind.to_bring(Language.FR) == "vos radios"
    assert kind.resources == [resource]
    assert (resource.capacity, place.address) == (2, "Clinique, 2 rue Basse, 37000 Tours")


@pytest.mark.postgresql_on_a_desk
def test_the_same_file_twice_changes_nothing(db: Session) -> None:
    load(db, RULES)
    db.expire_all()
    assert load(db, RULES).unchanged == ["cabinet-petit"]


def test_what_is_taken_out_of_the_file_holds_no_more(db: Session) -> None:
    load(db, RULES)
    text = changed('      - {key: fauteuil, name: "fauteuil", capacity: 2}\n', "      []\n")
    text = text.replace("        resources: [fauteuil]\n", "")
    text = text.replace("        most_a_day: 3\n", "").replace("        only_for: new\n", "")
    text = text.replace('        hours: {tue: "14:00-18:00"}\n', "").replace("compact: true", "")
    assert load(db, text).updated == ["cabinet-petit"]
    db.expire_all()
    kind = db.scalars(select(AppointmentType)).one()
    assert (kind.hours, kind.only_for, kind.most_a_day) == (None, None, None)
    assert kind.resources == []
    assert db.scalars(select(Resource)).all() == []
    assert not db.scalars(select(Practitioner).where(Practitioner.compact)).all()


def test_a_place_that_moves_is_told_to_calendars(db: Session) -> None:
    load(db, RULES)
    petit, kind, _, place = rows(db)
    booked = make_appointment(db, petit, kind, NOW.replace(day=30), place_id=place.id)
    load(db, changed("2 rue Basse", "5 rue Haute"))
    db.refresh(booked)
    assert booked.sequence == 1


def test_no_file_overwrites_an_absence(db: Session) -> None:
    load(db, RULES)
    client, account = the_client(db), make_account(db)
    span = span_of(NOW.date(), NOW.date())
    note_absence(db, client.id, span, "congés", made_by_id=account.id, now=NOW)
    load(db, changed("Cabinet Petit", "Cabinet du docteur Petit"))
    absence = db.scalars(select(Absence)).one()
    assert (absence.reason, absence.taken_back_at) == ("congés", None)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{place: clinique,", "{place: hopital,", "no place of cabinet-petit has the key"),
        ("resources: [fauteuil]", "resources: [salle]", "no resource of cabinet-petit has the key"),
        ("resources: [fauteuil]", "resources: [fauteuil, fauteuil]", "stands twice"),
        ("capacity: 2", "capacity: 0", "greater than or equal to 1"),
        ("capacity: 2", "capacity: 1.5", "valid integer"),
        ("capacity: 2", "capacty: 2", "unknown field"),
        ("every: odd", "every: third", "neither even nor odd nor a number of weeks"),
        ("every: odd", "every: 1", "neither even nor odd nor a number of weeks"),
        ("every: 3, from: 2026-12-07", "every: 3", "needs from"),
        ("every: odd,", "every: odd, from: 2026-12-07,", "has no from"),
        ("{every: odd, mon: closed}", "{every: odd}", "names no day"),
        ("from: 2026-12-07", "from: soon", "date"),
        ("only_for: new", "only_for: old", "'new' or 'known'"),
        ("most_a_day: 3", "most_a_day: 0", "greater than or equal to 1"),
        ("most_a_day: 3", "most_a_day: some", "valid integer"),
        ('hours: {tue: "14:00-18:00"}', 'hours: {tue: "18:00-14:00"}', "ends before it begins"),
        ('"#7A4F9A"', "violet", "is not a colour"),
        ("compact: true", "compact: perhaps", "valid boolean"),
        ("compact: false", "compact: 7", "valid boolean"),
        ('bring: {fr: "vos radios"}', 'bring: {xx: "vos radios"}', "'fr' or 'en'"),
        ('bring: {fr: "vos radios"}', 'bring: {fr: ""}', "at least 1 character"),
        ('bring: {fr: "vos radios"}', 'bring: "vos radios"', "valid dictionary"),
        ('names: {fr: "à la clinique"}', "names: {}", "at least 1 item"),
        ('        address: "Clinique, 2 rue Basse, 37000 Tours"\n', "", "is missing"),
        ("key: clinique", "key: Clinique!", "is not a key"),
        ("holidays", "holidays", ""),
    ],
)
def test_every_mistake_is_told_with_its_line(db: Session, old: str, new: str, told: str) -> None:
    if old == new:  # a region there is not
        text = changed('mon-fri: "09:00-12:00"', 'mon-fri: "09:00-12:00", holidays: fr-bretagne')
        (only,) = mistakes(db, text)
        assert "clients.yaml:6" in only
        assert "fr-alsace-moselle" in only
        return
    found = mistakes(db, changed(old, new))
    line = RULES[: RULES.index(old)].count("\n") + 1
    assert any(told in one for one in found), found
    assert any(abs(int(one.split(":")[1]) - line) <= 3 for one in found), (line, found)


@pytest.mark.parametrize("listed", ["places", "resources"])
def test_a_key_stands_once(db: Session, listed: str) -> None:
    twice = {
        "places": ("    resources:\n", '      - {key: clinique, names: {fr: "x"}, address: "x"}\n'),
        "resources": ("    practitioners:\n", '      - {key: fauteuil, name: "x"}\n'),
    }
    before, more = twice[listed]
    (only,) = mistakes(db, changed(before, more + before))
    assert "stands twice" in only
