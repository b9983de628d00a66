"""Taking a message and booking by hand: what is kept, who is told, and what is refused."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import hold
from telesec.agenda.free_time import Slot
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.calls.call import Call, CallEvent, CallStatus, Disposition, EventKind
from telesec.calls.disposition import changes_of
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.notifications.notification import Notification, NotificationKind
from telesec.web.translations import french
from tests.makers import NOW, make_appointment, make_call, make_contact
from tests.web.visiting import SECRETARY, Browser, Console

TEN_OF_MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # 10:00 in Paris


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


@pytest.fixture
def call_id(console: Console) -> int:
    """A call on the line."""
    with console.looking() as db:
        practice = console.client(db)
        return make_call(db, practice, practice.lines[0]).id


def ids(console: Console) -> dict[str, str]:
    """The first kind of appointment and the first practitioner, as the form sends them."""
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        person = db.scalars(select(Practitioner).order_by(Practitioner.id)).first()
        assert kind
        assert person
        return {"type": str(kind.id), "practitioner": str(person.id)}


def count(console: Console, table: type) -> int:
    with console.looking() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_a_message_of_a_call_is_kept_and_told(
    console: Console, secretary: Browser, call_id: int
) -> None:
    with console.looking() as db:
        make_contact(db, console.client(db), "paul", mobile="+33622222222")
    answer = secretary.sends(
        f"/calls/{call_id}/message",
        caller_name="Jeanne Roux",
        callback_number="06 98 76 54 32",
        subject="Ordonnance",
        body="Renouveler le traitement.\r\nElle part samedi.",
    )
    assert answer.location == f"/calls/{call_id}"
    with console.looking() as db:
        message = db.scalars(select(Message)).one()
        assert (message.caller_name, message.callback_number) == ("Jeanne Roux", "+33698765432")
        assert message.body == "Renouveler le traitement.\nElle part samedi."
        assert message.status is MessageStatus.COMPLETE
        assert message.taken_by_id == console.account(db).id
        told = db.scalars(select(Notification)).one()
        assert (told.kind, told.recipient) == (NotificationKind.MESSAGE, "+33622222222")
        assert "Jeanne Roux" in told.body
        assert db.get_one(Call, call_id).handled_by_id == message.taken_by_id
    page = secretary.opens(f"/calls/{call_id}")
    assert "Message noté pour Cabinet des docteurs Martin et Lefèvre." in page
    assert "Renouveler le traitement." in secretary.opens("/messages")


def test_an_urgent_message_goes_to_whoever_is_on_call(console: Console, secretary: Browser) -> None:
    secretary.sends("/clients/cabinet-martin/message", body="Malaise", urgent="yes")
    with console.looking() as db:
        assert db.scalars(select(Message)).one().urgency is Urgency.URGENT
        told = db.scalars(select(Notification)).all()
        assert {one.kind for one in told} == {NotificationKind.URGENT}
    page = secretary.opens("/messages/1")
    assert "Qui a été prévenu" in page
    assert "en attente" in page


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"body": ""}, "Message : à remplir."),
        ({"body": "  \r\n "}, "Message : à remplir."),
        ({"body": "\x00\x07"}, "Message : à remplir."),
        ({"body": "x" * 5001}, "Message : 5000 caractères au plus."),
        ({"body": "x", "caller_name": "y" * 81}, "Nom : 80 caractères au plus."),
        ({"body": "x", "subject": "y" * 201}, "Objet : 200 caractères au plus."),
        ({"body": "x", "callback_number": "zéro six"}, "« zéro six » n’est pas un numéro."),
        ({"body": "x", "callback_number": "06 12"}, "« 06 12 » n’est pas un numéro."),
        ({"body": "x", "callback_number": "1" * 41}, "Rappeler au : 40 caractères au plus."),
    ],
)
def test_a_message_that_will_not_do(
    console: Console, secretary: Browser, call_id: int, fields: dict[str, str], complaint: str
) -> None:
    for path in (f"/calls/{call_id}/message", "/clients/cabinet-martin/message"):
        answer = secretary.sends(path, **fields)
        assert answer.status_code == 400
        assert french(complaint) in answer.text
        if fields.get("body") == "x":
            assert ">x</textarea>" in answer.text, "what was typed is not lost"
    assert count(console, Message) == count(console, Notification) == 0


def test_emoji_and_markup_are_just_text(console: Console, secretary: Browser) -> None:
    doctor = "👩\u200d⚕\ufe0f"  # one sign, of parts that an invisible one joins
    body = f"<b>💊</b> & 'ça' {doctor}"
    secretary.sends("/clients/cabinet-martin/message", body=body, caller_name=f"Ω<i>{doctor}")
    page = secretary.opens("/messages/1")
    assert "&lt;b&gt;💊&lt;/b&gt; &amp; &#39;ça&#39;" in page
    assert "Ω&lt;i&gt;" in page
    assert page.count(doctor) >= 2, "still one sign, in the message and in the name"


def test_complaints_in_english(console: Console, secretary: Browser) -> None:
    secretary.sends("/language/en")
    answer = secretary.sends("/clients/cabinet-martin/message", body="x", callback_number="foo")
    assert "Call back: “foo” is not a telephone number." in answer.text


def test_free_times_of_a_day(console: Console, secretary: Browser, call_id: int) -> None:
    chosen = ids(console)
    with console.looking() as db:
        kind = db.get_one(AppointmentType, int(chosen["type"]))
        make_appointment(db, kind.practitioners[0], kind, TEN_OF_MONDAY)
    asked = f"type={chosen['type']}&practitioner={chosen['practitioner']}&day=2026-11-30"
    for path in (f"/calls/{call_id}/slots.json", "/clients/cabinet-martin/slots.json"):
        slots = secretary.asks(f"{path}?{asked}")["slots"]
        assert isinstance(slots, list)
        labels = [slot["label"] for slot in slots]
        assert labels[0] == "08:00"
        assert "10:00" not in labels
        assert "10:20" in labels


def test_a_day_without_free_time_names_the_next(console: Console, secretary: Browser) -> None:
    chosen = ids(console)
    asked = f"type={chosen['type']}&practitioner={chosen['practitioner']}&day=2026-11-28"
    told = secretary.asks(f"/clients/cabinet-martin/slots.json?{asked}")
    assert told["slots"] == []
    [found] = secretary.lists(f"/clients/cabinet-martin/slots.json?{asked}", "next")
    assert (found["day"], found["when"]) == ("2026-11-30", "lundi 30 novembre, 08:00")


@pytest.mark.parametrize(
    "question",
    [
        "",
        "type=x&practitioner=1",
        "type=1&practitioner=999",
        "type=99999999999999999999&practitioner=1",
        "type=1&practitioner=1&day=demain",
        "type=1&practitioner=1&day=2026-02-30",
        "type=1&practitioner=1&day=9999-12-31",
        "type=1&practitioner=1&day=0001-01-01",
    ],
)
def test_a_question_for_times_that_makes_no_sense(secretary: Browser, question: str) -> None:
    told = secretary.asks(f"/clients/cabinet-martin/slots.json?{question}", 400)
    assert told["error"]


def test_booking_a_free_time(console: Console, secretary: Browser, call_id: int) -> None:
    answer = secretary.sends(
        f"/calls/{call_id}/appointment",
        **ids(console),
        at=TEN_OF_MONDAY.isoformat(),
        caller_name="Jeanne Roux",
        telephone="0698765432",
    )
    assert answer.location == f"/calls/{call_id}"
    with console.looking() as db:
        booked = db.scalars(select(Appointment)).one()
        assert booked.status is AppointmentStatus.CONFIRMED
        assert booked.ends_at - booked.starts_at == timedelta(minutes=20)
        assert (booked.call_id, booked.booked_by_id) == (call_id, console.account(db).id)
        assert (booked.caller_name, booked.telephone) == ("Jeanne Roux", "+33698765432")
    assert "Jeanne Roux" in secretary.opens("/appointments?day=2026-11-30")
    assert "Jeanne Roux" in secretary.opens(f"/calls/{call_id}")


def test_booking_by_hand_outside_the_hours(console: Console, secretary: Browser) -> None:
    fields = {**ids(console), "day": "2026-11-29", "time": "20:15", "caller_name": "Jeanne"}
    assert secretary.sends("/clients/cabinet-martin/appointment", **fields).status_code == 302
    with console.looking() as db:
        booked = db.scalars(select(Appointment)).one()
        assert booked.starts_at == datetime(2026, 11, 29, 19, 15, tzinfo=UTC)


def test_a_time_that_was_taken_meanwhile(
    console: Console, secretary: Browser, call_id: int
) -> None:
    chosen = ids(console)
    with console.looking() as db:
        kind = db.get_one(AppointmentType, int(chosen["type"]))
        make_appointment(db, kind.practitioners[0], kind, TEN_OF_MONDAY)
    answer = secretary.sends(
        f"/calls/{call_id}/appointment",
        **chosen,
        at=TEN_OF_MONDAY.isoformat(),
        caller_name="Jeanne Roux",
    )
    assert answer.status_code == 400
    assert "Cet horaire vient d’être pris" in answer.text
    assert 'value="Jeanne Roux"' in answer.text
    assert count(console, Appointment) == 1


def test_two_secretaries_want_the_same_time(console: Console) -> None:
    chosen = ids(console)
    browsers = [console.signed_in(SECRETARY) for _ in range(4)]
    answers: list[int] = []

    def book(browser: Browser) -> None:
        fields = {**chosen, "at": TEN_OF_MONDAY.isoformat(), "caller_name": "X"}
        answers.append(browser.sends("/clients/cabinet-martin/appointment", **fields).status_code)

    threads = [Thread(target=book, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == [302, 400, 400, 400]
    assert count(console, Appointment) == 1


def test_the_callers_own_hold_gives_way_to_the_secretary(
    console: Console, secretary: Browser, call_id: int
) -> None:
    chosen = ids(console)
    slot = Slot(
        int(chosen["practitioner"]),
        int(chosen["type"]),
        TEN_OF_MONDAY,
        TEN_OF_MONDAY + timedelta(minutes=20),
    )
    with console.looking() as db:
        hold(db, slot, client_id=console.client(db).id, call_id=call_id, now=NOW)
    fields = {**chosen, "at": TEN_OF_MONDAY.isoformat(), "caller_name": "Jeanne"}
    assert secretary.sends("/clients/cabinet-martin/appointment", **fields).status_code == 400
    assert secretary.sends(f"/calls/{call_id}/appointment", **fields).status_code == 302


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"at": ""}, "Heure : à remplir."),
        ({"at": "lundi"}, "Heure : à choisir dans la liste."),
        ({"at": "2026-11-30T10:00"}, "Heure : à choisir dans la liste."),
        ({"at": "2026-11-20T09:00+00:00"}, "Heure : elle est déjà passée."),
        ({"at": "9999-12-31T23:59:59+00:00"}, "Heure : c’est trop loin d’aujourd’hui."),
        ({"at": "0001-01-01T00:00:00+14:00"}, "Heure : elle est déjà passée."),
        ({"time": "25:00", "day": "2026-11-30"}, "« 25:00 » n’est pas une heure."),
        ({"time": "10:00", "day": "hier"}, "« hier » n’est pas une date."),
        ({"caller_name": ""}, "Nom : à remplir."),
        ({"caller_name": "x" * 81}, "Nom : 80 caractères au plus."),
        ({"telephone": "appelle-moi"}, "« appelle-moi » n’est pas un numéro."),
        ({"type": "999"}, "Motif : à choisir dans la liste."),
        ({"practitioner": "999"}, "Ce praticien ne propose pas ce motif."),
        ({"practitioner": "-1"}, "Praticien : à choisir."),
    ],
)
def test_a_booking_that_will_not_do(
    console: Console, secretary: Browser, call_id: int, fields: dict[str, str], complaint: str
) -> None:
    good = {**ids(console), "at": TEN_OF_MONDAY.isoformat(), "caller_name": "Jeanne"}
    answer = secretary.sends(f"/calls/{call_id}/appointment", **(good | fields))
    assert answer.status_code == 400
    assert french(complaint) in answer.text
    assert count(console, Appointment) == 0


def test_saying_how_a_call_ended(console: Console, secretary: Browser, call_id: int) -> None:
    answer = secretary.sends(f"/calls/{call_id}/disposition", disposition="wrong_number")
    assert answer.status_code == 302
    with console.looking() as db:
        call = db.get_one(Call, call_id)
        assert call.disposition is Disposition.WRONG_NUMBER
        assert call.disposition_by_id == console.account(db).id
    assert "faux numéro" in secretary.opens(f"/calls/{call_id}")
    for nonsense in ("", "WRONG", "message\x00"):
        refused = secretary.sends(f"/calls/{call_id}/disposition", disposition=nonsense)
        assert refused.status_code == 400
        assert french("Issue : à choisir dans la liste.") in refused.text


def test_a_correction_of_how_a_call_ended_leaves_its_trace(
    console: Console, secretary: Browser, call_id: int
) -> None:
    page = f"/calls/{call_id}/disposition"
    secretary.sends(page, disposition="wrong_number")
    secretary.sends(page, disposition="wrong_number")  # sent twice
    secretary.sends(page, disposition="test", reason="essai de la ligne")
    with console.looking() as db:
        changes = changes_of(db, db.get_one(Call, call_id))
        assert [(one.after, one.reason) for one in changes] == [
            (Disposition.WRONG_NUMBER, ""),
            (Disposition.TEST, "essai de la ligne"),
        ]
        assert changes[1].before is Disposition.WRONG_NUMBER
        assert changes[1].by_id == console.account(db).id
    shown = secretary.opens(f"/calls/{call_id}")
    assert "faux numéro → essai" in shown
    assert "essai de la ligne" in shown


def finished_call(console: Console, **fields: object) -> int:
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(
            db,
            practice,
            practice.lines[0],
            status=CallStatus.COMPLETED,
            ended_at=NOW,
            duration_seconds=60,
            **fields,
        )
        times = {EventKind.TAKEN: 10, EventKind.ENDED: 60}
        for kind, after in times.items():
            at = NOW - timedelta(seconds=60 - after)
            db.add(
                CallEvent(
                    call_id=call.id, client_id=practice.id, at=at, kind=kind, once_key=kind.value
                )
            )
        return call.id


def test_work_after_a_call_with_a_person_is_its_wrap_up(
    console: Console, secretary: Browser
) -> None:
    call_id = finished_call(console, secretary_seconds=50)
    console.later(seconds=45)
    secretary.sends(f"/calls/{call_id}/message", body="Rappeler demain")
    with console.looking() as db:
        assert db.get_one(Call, call_id).wrap_up_seconds == 45


def test_looking_at_a_call_much_later_costs_the_client_nothing(
    console: Console, secretary: Browser
) -> None:
    old, automatic = finished_call(console, secretary_seconds=50), finished_call(console)
    secretary.sends(f"/calls/{automatic}/disposition", disposition="information")
    console.later(minutes=11)
    secretary.sends(f"/calls/{old}/disposition", disposition="information")
    with console.looking() as db:
        assert db.get_one(Call, old).wrap_up_seconds == 0
        assert db.get_one(Call, automatic).wrap_up_seconds == 0


def test_cancelling_an_appointment_frees_its_time(console: Console, secretary: Browser) -> None:
    chosen = ids(console)
    fields = {**chosen, "at": TEN_OF_MONDAY.isoformat(), "caller_name": "Jeanne"}
    for _ in range(2):
        answer = secretary.sends("/clients/cabinet-martin/appointment", **fields)
        assert answer.status_code == 302
        with console.looking() as db:
            newest = db.scalar(select(func.max(Appointment.id)))
        cancelled = secretary.sends(f"/appointments/{newest}/cancel")
        assert cancelled.location == f"/appointments/{newest}"
    assert "annulé" in secretary.opens("/appointments?day=2026-11-30")
