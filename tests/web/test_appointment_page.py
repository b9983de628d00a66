"""One appointment in the console: moved, cancelled, restored, corrected; people found again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.by_link import put_address_by_link
from telesec.agenda.caller_link import CallerLink, link_for
from telesec.agenda.change import AppointmentChange, ChangeKind
from telesec.agenda.practitioner import AppointmentType
from telesec.agenda.reminder import Reminder
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.notifications.outbox import queue
from telesec.web.translations import french
from tests.makers import NOW, make_appointment, make_contact
from tests.web.test_busy_calendars import busy_at_ten
from tests.web.visiting import DOCTOR, SECRETARY, Browser, Console

TEN_OF_MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # 10:00 in Paris


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


@pytest.fixture
def booked(console: Console) -> dict[str, str]:
    """Jeanne Roux comes on Monday at ten; the ids as forms name them."""
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        martin = kind.practitioners[0]
        made = make_appointment(db, martin, kind, TEN_OF_MONDAY, caller_name="Jeanne Roux")
        made.folded_name = "jeanne roux"
        return {"id": str(made.id), "type": str(kind.id), "practitioner": str(martin.id)}


def row(console: Console, booked: dict[str, str]) -> Appointment:
    with console.looking() as db:
        return db.get_one(Appointment, int(booked["id"]))


def moved_to(secretary: Browser, booked: dict[str, str], at: datetime, **fields: str) -> int:
    chosen = {"type": booked["type"], "practitioner": booked["practitioner"]}
    said = {"at": at.isoformat()} | chosen | fields
    return secretary.sends(f"/appointments/{booked['id']}/move", **said).status_code


def test_it_is_moved_and_its_history_says_by_whom_and_why(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    with console.looking() as db:
        make_contact(db, console.client(db), "paul", mobile="+33622222222")
    later = TEN_OF_MONDAY + timedelta(hours=1)
    assert moved_to(secretary, booked, later, why="train en retard") == 302
    found = row(console, booked)
    assert (found.starts_at, found.sequence) == (later, 1)
    page = secretary.opens(f"/appointments/{booked['id']}")
    assert "lundi 30 novembre, 10:00 → lundi 30 novembre, 11:00" in page
    assert "train en retard" in page
    with console.looking() as db:
        told = db.scalars(select(Notification)).all()
        assert {one.kind for one in told} <= {NotificationKind.APPOINTMENT}


def test_a_time_that_is_taken_or_past_is_refused_and_nothing_changes(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    taken = TEN_OF_MONDAY + timedelta(hours=2)
    with console.looking() as db:
        first = db.get_one(Appointment, int(booked["id"]))
        make_appointment(db, first.practitioner, first.appointment_type, taken)
    assert moved_to(secretary, booked, taken) == 400
    assert moved_to(secretary, booked, NOW - timedelta(days=1)) == 400
    assert moved_to(secretary, booked, taken + timedelta(hours=1), practitioner="999") == 400
    assert row(console, booked).starts_at == TEN_OF_MONDAY


def test_the_free_times_to_move_to_do_not_count_the_appointment_itself(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    with console.looking() as db:  # from ten past ten to half past
        moved = db.get_one(Appointment, int(booked["id"]))
        moved.starts_at = moved.blocked_from = TEN_OF_MONDAY + timedelta(minutes=10)
        moved.ends_at = moved.blocked_until = TEN_OF_MONDAY + timedelta(minutes=30)
    where = f"type={booked['type']}&practitioner={booked['practitioner']}&day=2026-11-30"
    answer = secretary.client.get(f"/appointments/{booked['id']}/slots.json?{where}")
    found = [slot["label"] for slot in answer.get_json()["slots"]]
    assert {"10:00", "10:20"} <= set(found)


def test_where_he_is_busy_elsewhere_it_is_moved_only_when_that_is_meant(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    busy_at_ten(console, secretary)  # for an hour
    later = TEN_OF_MONDAY + timedelta(minutes=30)
    assert moved_to(secretary, booked, later) == 400
    assert row(console, booked).starts_at == TEN_OF_MONDAY
    assert moved_to(secretary, booked, later, despite_busy="yes") == 302
    assert row(console, booked).starts_at == later


def test_a_length_chosen_by_hand_stays_when_only_the_time_changes(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    with console.looking() as db:
        found = db.get_one(Appointment, int(booked["id"]))
        found.ends_at = found.blocked_until = found.starts_at + timedelta(minutes=55)
    later = TEN_OF_MONDAY + timedelta(hours=4)
    assert moved_to(secretary, booked, later) == 302
    assert row(console, booked).ends_at == later + timedelta(minutes=55)


def test_what_was_cancelled_is_restored_unless_its_time_is_taken(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    path = f"/appointments/{booked['id']}"
    secretary.sends(f"{path}/cancel", why="ne vient plus")
    assert row(console, booked).status == AppointmentStatus.CANCELLED
    assert moved_to(secretary, booked, TEN_OF_MONDAY + timedelta(hours=1)) == 400
    secretary.sends(f"{path}/restore")
    assert row(console, booked).status == AppointmentStatus.CONFIRMED
    secretary.sends(f"{path}/cancel")
    with console.looking() as db:
        first = db.get_one(Appointment, int(booked["id"]))
        make_appointment(db, first.practitioner, first.appointment_type, TEN_OF_MONDAY)
    refused = secretary.sends(f"{path}/restore")
    assert refused.status_code == 400
    said = french("Son horaire a été pris entre-temps ; prenez un nouveau rendez-vous.")
    assert said in refused.text
    assert row(console, booked).status == AppointmentStatus.CANCELLED


def test_a_misheard_name_is_put_right(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    path = f"/appointments/{booked['id']}/correct"
    said = {"caller_name": "Jeanne Le Roux", "telephone": "06 98 76 54 32", "notes": "béquilles"}
    secretary.sends(path, birth_date="1960-03-03", **said)
    found = row(console, booked)
    assert (found.caller_name, found.telephone) == ("Jeanne Le Roux", "+33698765432")
    for wrong in ({"caller_name": ""}, {"telephone": "12"}, {"birth_date": "hier"}):
        assert secretary.sends(path, **(said | wrong)).status_code == 400
    secretary.sends(path, birth_date="1960-03-03", **said)
    with console.looking() as db:
        kinds = list(db.scalars(select(AppointmentChange.kind)))
        assert kinds == [ChangeKind.CORRECTED], "the same again is no change"


def test_whoever_was_told_by_mistake_holds_no_key_once_the_number_is_corrected(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    with console.looking() as db:
        found = db.get_one(Appointment, int(booked["id"]))
        found.client.confirms_by_sms = found.client.caller_links = True
        assert link_for(db, found, NOW)
    said = {"caller_name": "Jeanne Roux", "telephone": "06 98 76 54 32"}
    secretary.sends(f"/appointments/{booked['id']}/correct", **said)
    with console.looking() as db:
        first, second = db.scalars(select(CallerLink).order_by(CallerLink.id))
        assert first.revoked_at is not None
        assert second.revoked_at is None
        told = db.scalars(select(Notification)).one()
        assert told.recipient == "+33698765432"


def test_the_same_time_again_is_no_news(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    with console.looking() as db:
        found = db.get_one(Appointment, int(booked["id"]))
        found.client.confirms_by_sms = True
        found.place_id, found.starts_on = None, TEN_OF_MONDAY.date()
    assert moved_to(secretary, booked, TEN_OF_MONDAY) == 302
    with console.looking() as db:
        assert db.scalars(select(Notification)).all() == []


def test_a_hold_and_a_strangers_appointment_have_no_page(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    with console.looking() as db:
        db.get_one(Appointment, int(booked["id"])).status = AppointmentStatus.HELD
    for path in (f"/appointments/{booked['id']}", "/appointments/999999"):
        assert secretary.client.get(path).status_code == 404


def test_somebody_is_found_by_name_and_number_and_leads_to_the_appointment(
    secretary: Browser, booked: dict[str, str]
) -> None:
    for words in ("roux", "Jeane+Roux", "0612345678"):
        page = secretary.opens(f"/people?q={words}")
        assert "Jeanne Roux" in page
        assert f"/appointments/{booked['id']}" in page
    assert "Jeanne Roux" not in secretary.opens("/people?q=dupuis")
    assert french("Écrivez un nom") in secretary.opens("/people")


def test_the_client_itself_moves_cancels_and_restores_and_the_secretary_sees_that_it_did(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    doctor, path = console.signed_in(DOCTOR), f"/appointments/{booked['id']}"
    chosen = {"type": booked["type"], "practitioner": booked["practitioner"]}
    question = "&".join(f"{name}={value}" for name, value in chosen.items())
    free = doctor.lists(f"{path}/slots.json?{question}&day=2026-11-30", "slots")
    at = str(next(slot["at"] for slot in free if slot["label"] == "11:00"))
    assert moved_to(doctor, booked, datetime.fromisoformat(at), why="visite à domicile") == 302
    assert row(console, booked).starts_at == TEN_OF_MONDAY + timedelta(hours=1)
    for deed in ("cancel", "restore"):
        assert doctor.sends(f"{path}/{deed}").status_code == 302
    assert doctor.sends(f"{path}/correct", caller_name="Jeanne Le Roux").status_code == 302
    page = secretary.opens(path)
    assert page.count("Docteur, chez le client") == 4
    assert "visite à domicile" in page
    with console.looking() as db:
        by = set(db.scalars(select(AppointmentChange.account_id)))
        assert by == {console.account(db, DOCTOR).id}


def test_an_address_is_typed_shown_found_again_and_taken_out(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    path = f"/appointments/{booked['id']}"
    said = {"caller_name": "Jeanne Roux", "telephone": "06 12 34 56 78"}
    for wrong in ("jeanne", "jeanne@mel", "a@b.fr, c@d.fr", "jeanne@mel.example\nBcc: x@y.fr"):
        refused = secretary.sends(f"{path}/correct", email=wrong, **said)
        assert refused.status_code == 400
        assert french("n’est pas une adresse e-mail.") in refused.text
    assert row(console, booked).email is None
    secretary.sends(f"{path}/correct", email=" Jeanne.Roux@mel.example ", **said)
    assert row(console, booked).email == "jeanne.roux@mel.example"
    assert 'href="mailto:jeanne.roux@mel.example"' in secretary.opens(path)
    for words in ("roux", "jeanne.roux%40mel.example"):
        assert 'href="mailto:jeanne.roux@mel.example"' in secretary.opens(f"/people?q={words}")
    secretary.sends(f"{path}/correct", email="", **said)
    assert row(console, booked).email is None


def as_shown(secretary: Browser, path: str) -> dict[str, str]:
    """What the form for correcting brings when nothing is typed."""
    page = secretary.opens(path)
    inside = page[page.index(f'action="{path}/correct"') :].partition("</form>")[0]
    brought = dict(re.findall(r'<input name="(\w+)"[^>]* value="([^"]*)"', inside))
    return brought | dict(re.findall(r'type="hidden" name="(email_shown)" value="([^"]*)"', inside))


def test_a_form_left_open_does_not_undo_the_address_the_caller_gives_meanwhile(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    path = f"/appointments/{booked['id']}"
    for given, shown in (("jeanne@mel.example", ""), (None, "jeanne@mel.example")):
        left_open = as_shown(secretary, path)
        assert (left_open["email"], left_open["email_shown"]) == (shown, shown)
        with console.looking() as db:
            found = db.get_one(Appointment, int(booked["id"]))
            assert put_address_by_link(db, found, given, NOW)
        # Refused and shown again, it is still the form of before.
        refused = secretary.sends(f"{path}/correct", **left_open | {"telephone": "12"})
        assert f'name="email_shown" value="{shown}"' in refused.text
        secretary.sends(f"{path}/correct", **left_open, notes=f"béquilles {shown}")
        assert row(console, booked).email == given
        assert row(console, booked).notes.startswith("béquilles")
    secretary.sends(f"{path}/correct", **left_open | {"email": "j.roux@mel.example"})
    assert row(console, booked).email == "j.roux@mel.example"
    secretary.sends(f"{path}/correct", **as_shown(secretary, path) | {"email": ""})
    assert row(console, booked).email is None


def reminded_by_email(console: Console, booked: dict[str, str], address: str) -> None:
    """An e-mail with the appointment's link has gone to that address."""
    with console.looking() as db:
        found = db.get_one(Appointment, int(booked["id"]))
        found.email, found.client.caller_links = address, True
        assert link_for(db, found, NOW)
        told = queue(
            db,
            client_id=found.client_id,
            call_id=None,
            kind=NotificationKind.REMINDER,
            channel=Channel.EMAIL,
            recipient=address,
            subject="",
            body="",
            once_key="reminder",
            now=NOW,
        )
        assert told
        told.attempts = 1
        db.add(
            Reminder(
                client_id=found.client_id,
                appointment_id=found.id,
                sequence=0,
                channel=Channel.EMAIL,
                starts_at=found.starts_at,
                notification_id=told.id,
                created_at=NOW,
            )
        )


@pytest.mark.parametrize("written_to", [True, False])
def test_whoever_was_written_to_by_mistake_holds_no_key_any_more(
    console: Console, secretary: Browser, booked: dict[str, str], written_to: bool
) -> None:
    reminded_by_email(console, booked, "jane@mel.example" if written_to else "x@mel.example")
    with console.looking() as db:
        db.get_one(Appointment, int(booked["id"])).email = "jane@mel.example"
    said = {"caller_name": "Jeanne Roux", "telephone": "06 12 34 56 78"}
    secretary.sends(f"/appointments/{booked['id']}/correct", email="jeanne@mel.example", **said)
    with console.looking() as db:
        revoked = db.scalars(select(CallerLink.revoked_at)).first()
        assert (revoked is not None) == written_to


def test_an_address_is_typed_when_booking_and_there_the_next_time(
    console: Console, secretary: Browser, booked: dict[str, str]
) -> None:
    said = {"type": booked["type"], "practitioner": booked["practitioner"]}
    said |= {"caller_name": "Léa Roy", "telephone": "06 98 76 54 32"}
    later = [(TEN_OF_MONDAY + timedelta(hours=hours)).isoformat() for hours in (1, 4, 5)]
    path = "/clients/cabinet-martin/appointment"
    assert secretary.sends(path, at=later[0], email="lea@", **said).status_code == 400
    assert secretary.sends(path, at=later[0], email="Lea@mel.example", **said).status_code == 302
    assert secretary.sends(path, at=later[1], email="", **said).status_code == 302
    page = secretary.opens("/clients/cabinet-martin")
    assert french("Adresse e-mail reprise de la dernière fois : lea@mel.example.") in page
    said["caller_name"] = "Tom Roy"  # of the same number
    assert secretary.sends(path, at=later[2], email="", **said).status_code == 302
    with console.looking() as db:
        ones = db.scalars(select(Appointment).order_by(Appointment.id)).all()
        found = [(one.caller_name, one.email) for one in ones]
    assert found[1:] == [
        ("Léa Roy", "lea@mel.example"),
        ("Léa Roy", "lea@mel.example"),
        ("Tom Roy", None),
    ]
