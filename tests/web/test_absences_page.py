"""The page of absences: noted, changed and taken back; who may; what is said of a slip."""

import pytest
from sqlalchemy import select

from telesec.agenda.absence import Absence
from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.resource import Resource
from telesec.values.language import Language
from telesec.values.opening_hours import WeeklyHours
from tests.makers import NOW, make_appointment
from tests.web.test_console_forms import ids
from tests.web.visiting import DOCTOR, SECRETARY, Browser, Console

PAGE = "/clients/cabinet-martin/absences"


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def the_absence(console: Console) -> Absence:
    with console.looking() as db:
        return db.scalars(select(Absence)).one()


def martin(console: Console) -> str:
    return ids(console)["practitioner"]


def test_days_off_are_noted_and_shown_everywhere(console: Console, secretary: Browser) -> None:
    answer = secretary.sends(
        PAGE, practitioner=martin(console), first="2026-11-30", last="2026-12-04", reason="congés"
    )
    assert answer.location == PAGE
    page = secretary.opens(PAGE)
    assert "Absence notée." in page
    assert "du lundi 30 novembre 2026 au vendredi 4 décembre 2026" in page
    week = secretary.opens("/appointments?client=cabinet-martin&day=2026-12-01")
    assert week.count("congés") == 4  # Tuesday to Friday
    assert "congés" not in secretary.opens("/appointments?day=2026-12-07")
    slots = secretary.asks(
        "/clients/cabinet-martin/slots.json?day=2026-12-01&type={type}&practitioner={practitioner}".format(
            **ids(console)
        )
    )
    assert slots["slots"] == []
    with console.looking() as db:
        absence = db.scalars(select(Absence)).one()
        assert absence.made_by_id == console.account(db).id


def test_hours_of_a_day_and_of_each_day(console: Console, secretary: Browser) -> None:
    secretary.sends(PAGE, first="2026-12-24", first_time="14:00", last_time="18:00")
    page = secretary.opens(PAGE)
    assert "jeudi 24 décembre 2026 de 14:00 à 18:00" in page
    absence = the_absence(console)
    assert (absence.practitioner_id, absence.last_on) == (None, absence.first_on)
    answer = secretary.sends(
        f"/absences/{absence.id}/change",
        first="2026-12-24",
        last="2026-12-31",
        first_time="08:00",
        last_time="10:00",
        daily="yes",
    )
    assert answer.status_code == 302
    told = "du jeudi 24 décembre 2026 au jeudi 31 décembre 2026, chaque jour de 08:00 à 10:00"
    assert told in secretary.opens(PAGE)


def test_the_appointments_within_are_listed_and_the_week_leads_back(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        person = db.scalars(select(Practitioner).where(Practitioner.key == "martin")).one()
        kind = db.scalars(select(AppointmentType)).first()
        assert kind
        make_appointment(db, person, kind, NOW.replace(day=30), caller_name="Jeanne Roux")
    secretary.sends(PAGE, practitioner=martin(console), first="2026-11-30")
    page = secretary.opens(PAGE)
    assert "ils sont à déplacer" in page
    assert "Jeanne Roux" in page
    assert PAGE in secretary.opens("/appointments")
    assert PAGE in secretary.opens("/clients/cabinet-martin")


def test_taken_back_it_is_gone_from_every_page(console: Console, secretary: Browser) -> None:
    secretary.sends(PAGE, first="2026-11-30", reason="Salon de Lyon")
    absence = the_absence(console)
    assert secretary.sends(f"/absences/{absence.id}/take-back").status_code == 302
    assert "Salon de Lyon" not in secretary.opens(PAGE)
    assert secretary.sends(f"/absences/{absence.id}/take-back").status_code == 404
    assert secretary.sends(f"/absences/{absence.id}/change", first="2026-11-30").status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Premier jour : à remplir."),
        ({"first": "demain"}, "n’est pas une date"),
        ({"first": "2026-12-02", "last": "2026-12-01"}, "finit avant de commencer"),
        ({"first": "2026-12-02", "first_time": "10:00", "last_time": "09:00"}, "finit avant"),
        ({"first": "2026-12-02", "last": "2030-12-01"}, "plus de deux ans"),
        ({"first": "2026-12-02", "first_time": "dix"}, "n’est pas une heure"),
        ({"first": "2026-12-02", "practitioner": "x"}, "Praticien : à choisir"),
        ({"first": "2026-12-02", "practitioner": "999"}, "Praticien : à choisir dans la liste."),
        ({"first": "2026-12-02", "reason": "x" * 101}, "100 caractères au plus"),
    ],
)
def test_a_slip_is_told_and_nothing_is_noted(
    console: Console, secretary: Browser, fields: dict[str, str], told: str
) -> None:
    answer = secretary.sends(PAGE, **fields)
    assert answer.status_code == 400
    assert told in answer.text.replace("\N{NO-BREAK SPACE}", " ")
    with console.looking() as db:
        assert db.scalars(select(Absence)).all() == []


def test_a_slip_in_a_change_comes_back_into_that_form(console: Console, secretary: Browser) -> None:
    secretary.sends(PAGE, first="2026-12-02", reason="Salon de Lyon")
    absence = the_absence(console)
    answer = secretary.sends(f"/absences/{absence.id}/change", first="", reason="autre chose")
    assert answer.status_code == 400
    assert "autre chose" in answer.text
    assert the_absence(console).reason == "Salon de Lyon"


def test_the_client_itself_notes_one_and_everybody_sees_who_did(
    console: Console, secretary: Browser
) -> None:
    doctor = console.signed_in(DOCTOR)
    assert doctor.sends(PAGE, first="2026-12-02", reason="Salon de Lyon").status_code == 302
    assert "Salon de Lyon · noté par Docteur, chez le client" in secretary.opens(PAGE)
    change = f"/absences/{the_absence(console).id}/change"
    assert secretary.sends(change, first="2026-12-03", reason="Salon").status_code == 302
    assert "Salon · changé par Sec" in doctor.opens(PAGE)
    assert doctor.sends(change.replace("change", "take-back")).status_code == 302
    with console.looking() as db:
        absence = db.scalars(select(Absence)).one()
        assert absence.taken_back_at
        assert absence.changed_by_id == console.account(db, DOCTOR).id


def test_the_first_free_of_several_can_be_booked(console: Console, secretary: Browser) -> None:
    chosen = ids(console) | {"practitioner": "any"}
    slots = secretary.lists(
        "/clients/cabinet-martin/slots.json?day=2026-11-30&type={type}&practitioner=any".format(
            **chosen
        ),
        "slots",
    )
    assert "le docteur Martin" in str(slots[0]["label"])
    assert "le docteur Lefèvre" in str(slots[1]["label"])
    answer = secretary.sends(
        "/clients/cabinet-martin/appointment",
        **chosen,
        at=str(slots[1]["at"]),
        caller_name="Jeanne Roux",
    )
    assert answer.status_code == 302
    page = secretary.opens("/appointments?day=2026-11-30")
    assert "Jeanne Roux" in page
    by_hand = {"at": "", "time": "10:00", "day": "2026-12-01", "caller_name": "x"}
    answer = secretary.sends("/clients/cabinet-martin/appointment", **chosen, **by_hand)
    assert answer.status_code == 400
    assert "Praticien" in answer.text


def test_the_secretary_is_told_what_to_say_and_why_it_cannot_be(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        client = console.client(db)
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        kind.bring = {Language.FR: "votre carte Vitale"}
        kind.most_a_day, kind.colour = 1, "#7a4f9a"
        db.add(
            Place(client_id=client.id, key="x", names={Language.FR: "à la clinique"}, address="x")
        )
        hours = WeeklyHours.model_validate({"mon": "09:00-12:00"})
        person = db.scalars(select(Practitioner).order_by(Practitioner.id)).first()
        assert person
        person.elsewhere = (HoursElsewhere(place="x", hours=hours),)
    form = ids(console) | {"at": "2026-11-30T09:00:00+00:00", "caller_name": "Jeanne Roux"}
    assert secretary.sends("/clients/cabinet-martin/appointment", **form).status_code == 302
    page = secretary.opens("/clients/cabinet-martin").replace("\N{NO-BREAK SPACE}", " ")
    assert "À dire : apporter votre carte Vitale." in page
    assert "À dire : le rendez-vous est à la clinique." in page
    week = secretary.opens("/appointments?day=2026-11-30")
    assert "à la clinique" in week
    assert "#7a4f9a" in week
    form["at"] = "2026-11-30T10:00:00+00:00"
    answer = secretary.sends("/clients/cabinet-martin/appointment", **form)
    assert answer.status_code == 400
    assert "tous les rendez-vous de ce motif" in answer.text
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        kind.most_a_day = None
        room = Resource(client_id=kind.client_id, key="r", name="salle", capacity=1)
        kind.resources = [room]
        other = kind.practitioners[1].id
    form |= {"at": "2026-11-30T09:00:00+00:00", "practitioner": str(other)}
    answer = secretary.sends("/clients/cabinet-martin/appointment", **form)
    assert "est déjà pris à cette heure" in answer.text
