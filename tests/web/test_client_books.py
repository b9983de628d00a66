"""A client at its own agenda: free times looked up and booked, and nobody else's within reach."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import AppointmentChange, ChangeKind
from telesec.agenda.feeds import feed_url, open_feed
from telesec.agenda.no_show import NoShow
from telesec.agenda.practitioner import AppointmentType
from telesec.notifications.notification import Notification, NotificationKind
from telesec.values.telephone import E164
from telesec.web.translations import french
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_contact,
    make_practitioner,
)
from tests.web.visiting import DOCTOR, PLUMBER, SECRETARY, Browser, Console

PAGE = "/clients/cabinet-martin/booking"
SLOTS = "/clients/cabinet-martin/slots.json"
MONDAY_TEN = "2026-11-30T09:00:00+00:00"  # in Paris
SOON = "2026-11-27T09:00:00+00:00"  # within two days


@pytest.fixture
def doctor(console: Console) -> Browser:
    return console.signed_in(DOCTOR)


@pytest.fixture
def form(console: Console) -> dict[str, str]:
    """What the doctor chooses and writes."""
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        chosen = {"type": str(kind.id), "practitioner": str(kind.practitioners[0].id)}
    return chosen | {"at": MONDAY_TEN, "caller_name": "Jeanne Roux", "telephone": "0612345678"}


def appointments(db: Session) -> Sequence[Appointment]:
    return db.scalars(select(Appointment).order_by(Appointment.id)).all()


def told_the_client(db: Session) -> list[str]:
    told = select(Notification).where(Notification.kind == NotificationKind.APPOINTMENT)
    return [one.body for one in db.scalars(told)]


def who_was_told(db: Session) -> list[str]:
    told = select(Notification).where(Notification.kind == NotificationKind.APPOINTMENT)
    return [one.recipient for one in db.scalars(told)]


def test_free_times_are_looked_up_by_kind_practitioner_and_day(
    doctor: Browser, form: dict[str, str]
) -> None:
    chosen = f"type={form['type']}&practitioner={form['practitioner']}"
    monday = [slot["label"] for slot in doctor.lists(f"{SLOTS}?{chosen}&day=2026-11-30", "slots")]
    assert {"09:00", "10:00"} <= set(monday)
    sunday = doctor.asks(f"{SLOTS}?{chosen}&day=2026-11-29")
    assert sunday["slots"] == []
    assert "lundi 30 novembre" in str(sunday["next"])
    anybody = doctor.lists(f"{SLOTS}?type={form['type']}&practitioner=any&day=2026-11-30", "slots")
    assert "le docteur" in str(anybody[0]["label"])


def test_the_page_begins_with_what_is_free_first_and_the_week_leads_there(
    doctor: Browser, form: dict[str, str]
) -> None:
    assert f'href="{PAGE}"' in doctor.opens("/appointments")
    assert f'href="{PAGE}?day=2026-12-07"' in doctor.opens("/appointments?day=2026-12-07")
    assert 'value="2026-11-26"' in doctor.opens(PAGE), "today, in the afternoon"
    later = doctor.opens(f"{PAGE}?day=2026-12-05")  # a Saturday
    assert 'value="2026-12-07"' in later
    assert ">09:00</option>" in later
    assert doctor.client.get(f"{PAGE}?day=demain").status_code == 400


def test_a_patient_is_booked_and_everybody_sees_who_did_it(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    answer = doctor.sends(PAGE, **form)
    assert answer.location == "/appointments?client=cabinet-martin&day=2026-11-30"
    week = doctor.opens(answer.location)
    assert "Rendez-vous pris pour Jeanne Roux." in week
    assert "06 12 34 56 78" in week
    with console.looking() as db:
        booked = appointments(db)[0]
        account = console.account(db, DOCTOR)
        assert (booked.booked_by_id, booked.starts_at.isoformat()) == (account.id, MONDAY_TEN)
        change = db.scalars(select(AppointmentChange)).one()
        assert (change.kind, change.account_id) == (ChangeKind.BOOKED, account.id)
    seen = console.signed_in(SECRETARY).opens(f"/appointments/{booked.id}")
    assert "Docteur, chez le client" in seen


def test_the_calendar_it_subscribes_to_says_that_it_was_the_client(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    with console.looking() as db:
        kind = db.get_one(AppointmentType, int(form["type"]))
        key = console.settings.secret_key
        feed = open_feed(db, kind.practitioners[0], "iPhone", secret_key=key, now=NOW)
        path = feed_url("", feed, key)
    for who, name in ((doctor, "Jeanne Roux"), (console.signed_in(SECRETARY), "Paul Noir")):
        at = (datetime.fromisoformat(MONDAY_TEN) + timedelta(hours=len(name) - 9)).isoformat()
        assert who.sends(PAGE, **form | {"at": at, "caller_name": name}).status_code == 302
    text = console.browser().opens(path).replace("\r\n ", "")
    assert text.count("Pris par vos soins le") == 1
    assert text.count("Pris par le secrétariat le") == 1


def test_sent_twice_it_is_booked_once(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    for _ in range(2):
        assert doctor.sends(PAGE, **form).status_code == 302
    with console.looking() as db:
        assert len(appointments(db)) == 1
        assert len(db.scalars(select(AppointmentChange)).all()) == 1


def test_of_doctor_and_secretary_at_once_one_gets_the_time(
    console: Console, form: dict[str, str]
) -> None:
    barrier, answers = Barrier(2), list[int]()

    def books(who: str, path: str, name: str) -> None:
        browser = console.signed_in(who)
        barrier.wait(20)
        answers.append(browser.sends(path, **form | {"caller_name": name}).status_code)

    both = [
        Thread(target=books, args=(DOCTOR, PAGE, "Jeanne Roux")),
        Thread(target=books, args=(SECRETARY, "/clients/cabinet-martin/appointment", "Paul Noir")),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert sorted(answers) == [302, 400]
    with console.looking() as db:
        assert len(appointments(db)) == 1


def test_what_cannot_be_is_told_and_what_was_typed_stays(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    with console.looking() as db:
        kind = db.get_one(AppointmentType, int(form["type"]))
        at = datetime.fromisoformat(MONDAY_TEN)
        make_appointment(db, kind.practitioners[0], kind, at)
    for wrong, said in (
        ({}, "Cet horaire vient d’être pris"),
        ({"at": "lundi"}, "Heure : à choisir"),
        ({"at": NOW.replace(year=2025).isoformat()}, "elle est déjà passée"),
        ({"telephone": "12"}, "n’est pas un numéro"),
        ({"caller_name": " "}, "Nom : à remplir"),
        ({"type": "999"}, "Motif : à choisir"),
        ({"practitioner": "x"}, "Praticien : à choisir"),
        ({"at": "", "time": "25:00", "day": "2026-11-30"}, "n’est pas une heure"),
    ):
        answer = doctor.sends(PAGE, **form | wrong)
        assert answer.status_code == 400, wrong
        assert french(said) in answer.text
        assert "Jeanne Roux" in answer.text or "caller_name" in wrong
    with console.looking() as db:
        assert len(appointments(db)) == 1


def test_another_clients_kinds_and_people_are_as_if_they_were_not_there(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    with console.looking() as db:
        moreau = make_practitioner(db, console.client(db, "plomberie-moreau"), "moreau")
        moreau.name = "Luc Secret"
        repair = make_appointment_type(db, moreau.client, moreau)
        theirs = {"type": str(repair.id), "practitioner": str(moreau.id)}
        kind = db.get_one(AppointmentType, int(form["type"]))
        at = datetime.fromisoformat(SOON)
        own = make_appointment(db, kind.practitioners[0], kind, at).id
    missing = {"type": "99999", "practitioner": "99999"}
    for path in (PAGE, f"/appointments/{own}/move"):
        for name in theirs:
            answers = [doctor.sends(path, **form | {name: one[name]}) for one in (theirs, missing)]
            assert [answer.status_code for answer in answers] == [400, 400]
            told = [answer.text.partition('role="alert"')[2][:80] for answer in answers]
            assert told[0] == told[1] != ""
            assert "Luc Secret" not in answers[0].text
    absent = {"first": "2026-12-01", "practitioner": theirs["practitioner"]}
    assert doctor.sends("/clients/cabinet-martin/absences", **absent).status_code == 400
    question = f"type={theirs['type']}&practitioner={theirs['practitioner']}"
    assert doctor.client.get(f"{SLOTS}?{question}").status_code == 400
    for path in (f"/clients/plomberie-moreau/slots.json?{question}",):
        assert doctor.client.get(path).status_code == 404
        assert console.signed_in(PLUMBER).client.get(path).status_code == 200
    assert doctor.sends("/clients/plomberie-moreau/booking", **form | theirs).status_code == 404
    with console.looking() as db:
        assert [one.id for one in appointments(db)] == [own]


def test_who_has_no_agenda_with_us_is_told_so(console: Console) -> None:
    plumber = console.signed_in(PLUMBER)
    assert "/booking" not in plumber.opens("/appointments")
    assert french("n’a pas d’agenda chez nous") in plumber.opens(
        "/clients/plomberie-moreau/booking"
    )
    assert plumber.sends("/clients/plomberie-moreau/booking", type="1").status_code == 400


def test_nobody_is_told_of_what_they_have_just_done_themselves(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    """Of what the secretary does it is; and never later of its own, by whoever repeats it."""
    with console.looking() as db:
        make_contact(db, console.client(db), "paul", mobile="+33622222222", email=DOCTOR.upper())
        console.client(db).confirms_by_sms = True
    secretary = console.signed_in(SECRETARY)
    assert doctor.sends(PAGE, **form | {"at": SOON}).status_code == 302
    with console.looking() as db:
        path = f"/appointments/{appointments(db)[0].id}"
    later = (datetime.fromisoformat(SOON) + timedelta(hours=1)).isoformat()
    assert doctor.sends(f"{path}/move", **form | {"at": later}).status_code == 302
    assert doctor.sends(f"{path}/cancel").status_code == 302
    secretary.sends(f"{path}/cancel")
    with console.looking() as db:
        assert told_the_client(db) == []
        patient = select(Notification).where(Notification.kind == NotificationKind.CALLER)
        assert len(db.scalars(patient).all()) == 3, "its patient is told of each"
    secretary.sends(f"{path}/restore")
    with console.looking() as db:
        assert len(told_the_client(db)) == 1


def test_colleagues_are_told_of_it(console: Console, doctor: Browser, form: dict[str, str]) -> None:
    """A doctor would wait for a patient whose appointment a colleague has cancelled."""
    with console.looking() as db:
        client = console.client(db)
        make_contact(db, client, "claire-m", mobile="+33622222222", email=None)
        make_contact(db, client, "paul", mobile="+33633333333", email=None)
        console.account(db, DOCTOR).telephone = E164("+33622222222")
    assert doctor.sends(PAGE, **form | {"at": SOON}).status_code == 302
    with console.looking() as db:
        path = f"/appointments/{appointments(db)[0].id}"
    for _ in range(2):
        doctor.sends(f"{path}/cancel")
    with console.looking() as db:
        assert who_was_told(db) == ["+33633333333"] * 2, "booked, and cancelled"


def test_of_what_an_account_that_nobody_owns_has_done_everybody_is_told(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    with console.looking() as db:
        make_contact(db, console.client(db), "paul", mobile="+33633333333", email=None)
    assert doctor.sends(PAGE, **form | {"at": SOON}).status_code == 302
    with console.looking() as db:
        assert who_was_told(db) == ["+33633333333"]


def test_how_often_somebody_did_not_come_is_for_the_secretary(
    console: Console, doctor: Browser, form: dict[str, str]
) -> None:
    with console.looking() as db:
        kind = db.get_one(AppointmentType, int(form["type"]))
        before = NOW - timedelta(days=7)
        missed = make_appointment(
            db, kind.practitioners[0], kind, before, caller_name="Jeanne Roux"
        )
        missed.telephone = form["telephone"].replace("0", "+33", 1)  # type: ignore[assignment]
        db.add(NoShow(appointment_id=missed.id, client_id=missed.client_id, noted_at=NOW))
    answer = doctor.sends(PAGE, **form)
    assert "rendez-vous manqués" not in doctor.opens(answer.location)
    other = form | {"at": datetime(2026, 11, 30, 10, tzinfo=UTC).isoformat()}
    secretary = console.signed_in(SECRETARY)
    assert "rendez-vous manqués" in secretary.opens(secretary.sends(PAGE, **other).location)


def test_in_english_too(console: Console, doctor: Browser, form: dict[str, str]) -> None:
    doctor.sends("/language/en")
    page = doctor.opens(PAGE)
    assert '<html lang="en">' in page
    assert "Book an appointment" in page
    assert "Appointment made for Jeanne Roux." in doctor.opens(doctor.sends(PAGE, **form).location)
    with console.looking() as db:
        booked = appointments(db)[0]
        assert booked.status == AppointmentStatus.CONFIRMED
    assert "Docteur, at the client’s" in doctor.opens(f"/appointments/{booked.id}")
