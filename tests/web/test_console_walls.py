"""Nobody sees, and nobody changes, what is another client's. Every route of the console is tried,
so that a new one cannot be forgotten.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from telesec.agenda.absence import Absence
from telesec.agenda.absences import note_absence, span_of
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.busy.calendar import CalendarKind
from telesec.agenda.busy.calendars import Access, Named, calendars_of, put_calendar
from telesec.agenda.calendar_search import CalendarSearch
from telesec.agenda.client_calendar import (
    CalendarConflict,
    CalendarCopy,
    ClientCalendar,
    CopyStatus,
)
from telesec.agenda.conflict import note_conflict
from telesec.agenda.event_facts import Facts
from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.feeds import open_feed
from telesec.agenda.practitioner import AppointmentType, CalendarWay, Practitioner
from telesec.agenda.waiting_list import WaitingEntry, put_on_list
from telesec.billing.document import store_document
from telesec.billing.issuing import issue_invoice
from telesec.billing.month import Month
from telesec.calls.call import CallStatus
from telesec.clients.caller_rule import CallerKind, CallerRule, put_rule
from telesec.clients.status import ClientStatus, SetBy, set_status
from telesec.messages.message import Message, Recording
from telesec.messages.recordings import recording_name
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.notifications.outbox import queue
from telesec.values.telephone import E164
from telesec.web.console import NAMES
from tests.billing.answered import make_answered
from tests.makers import (
    NOW,
    make_account,
    make_appointment,
    make_call,
    make_issuer,
    make_message,
    make_price_rule,
)
from tests.web.visiting import DOCTOR, OWNER, PLUMBER, SECRETARY, Browser, Console, kept

OTHER_SECRETARY = "autre@telesec.example"
BLOCKED = "+33899*"
SID = "RE" + "5" * 32
OCTOBER = datetime(2026, 10, 5, 9, tzinfo=UTC)

# What anybody may ask for, signed in or not.
OPEN_DOORS = {"login.login", "login.enter", "login.logout", "login.choose_language"}
# What belongs to no client in particular, and shows a visitor her own things only.
OWN_LISTS = {
    "desk.desk",
    "desk.calls_json",
    "calls.calls_list",
    "messages.messages_list",
    "appointments.week",
    "people.people_list",
    "invoices.invoices_list",
    "clients.clients_list",
    "subscriptions.feeds_list",
    "subscriptions.new_feed",
    "client_calendars.overview",
    "appointments.new_feed",
    "busy_calendars.calendars_list",
    "busy_calendars.new_calendar",
    "telephone.token",
    "telephone.presence",
    "telephone.absence",
}
# Of all clients at once: there is no such page for anybody but owners.
OWNERS_ONLY = {"reconciliations.reconciliations_list"}
# What a client may do with what is its own; everything else that changes things is the staff's.
CLIENTS_MAY_SEND = {
    "messages.acknowledged",
    "answering.set_status",
    "answering.end_status",
    "answering.put_caller",
    "answering.remove_caller",
    "calls.caller",
    "no_shows.missed",
    "no_shows.came",
    "appointment.moved",
    "appointment.cancelled",
    "appointment.restored",
    "appointment.corrected",
    "booking.booked",
    "absences.noted",
    "absences.changed",
    "absences.taken_back",
}
SECRETS = ("Jeanne Secret", "Rappeler Jeanne", "Cabinet des docteurs")


@pytest.fixture
def things(console: Console) -> dict[str, object]:
    """One of everything, all of it the practice's; the ids as addresses name them."""
    with console.looking() as db:
        practice = console.client(db)
        account = make_account(db, OTHER_SECRETARY, password_hash=kept())
        account.clients = [console.client(db, "plomberie-moreau")]
        call = make_call(db, practice, practice.lines[0], status=CallStatus.COMPLETED)
        message = make_message(
            db, call, caller_name="Jeanne Secret", body="Rappeler Jeanne", recording_sid=SID
        )
        recording = Recording(
            recording_sid=SID, client_id=practice.id, call_id=call.id, created_at=NOW
        )
        recording.fetched_at = NOW
        db.add(recording)
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        martin = kind.practitioners[0]
        booked = make_appointment(
            db, martin, kind, NOW + timedelta(hours=4), caller_name="Jeanne Secret"
        )
        entry = WaitingEntry(
            client_id=practice.id,
            appointment_type_id=kind.id,
            first_on=NOW.date(),
            caller_name="Jeanne Secret",
            telephone=E164("+33611111112"),
            language=practice.language,
        )
        put_on_list(db, entry, NOW)
        status = set_status(db, practice, "leave", NOW, set_by=SetBy.CONSOLE, whom="Jeanne Secret")
        day = span_of(NOW.date(), NOW.date(), practitioner_id=martin.id)
        absence = note_absence(
            db, practice.id, day, "Jeanne Secret", made_by_id=account.id, now=NOW
        )
        put_rule(db, practice, BLOCKED, CallerKind.BLOCKED, NOW, note="Jeanne Secret")
        secret_key = console.settings.secret_key
        feed = open_feed(db, martin, "Jeanne Secret", secret_key=secret_key, now=NOW)
        access = Access(url="https://calendar.example/jeanne-secret.ics")
        named = Named("Jeanne Secret", CalendarKind.ICS, access)
        put_calendar(db, martin, named, secret_key=secret_key, now=NOW)
        [busy_calendar] = calendars_of(db, [practice.id])
        undelivered = queue(
            db,
            client_id=practice.id,
            call_id=call.id,
            kind=NotificationKind.SUMMARY,
            channel=Channel.SMS,
            recipient="+33142000000",
            subject="",
            body="Rappeler Jeanne",
            once_key="k",
            now=NOW,
            undeliverable="Jeanne Secret",
        )
        assert undelivered
        conflict = _conflict(db, booked)
        make_issuer(db)
        make_price_rule(db, practice)
        make_answered(db, practice, OCTOBER)
        invoice = issue_invoice(db, practice, Month.parse("2026-10"), NOW)
    store_document(console.engine, invoice.id, NOW)
    path = console.settings.data_dir / recording_name(recording)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"RIFF....WAVE")
    return {
        "call_id": call.id,
        "message_id": message.id,
        "appointment_id": booked.id,
        "feed_id": feed.id,
        "calendar_id": busy_calendar.id,
        "notification_id": undelivered.id,
        "status_id": status.id,
        "absence_id": absence.id,
        "entry_id": entry.id,
        "number": invoice.number,
        "key": "cabinet-martin",
        "practitioner_id": martin.id,
        "conflict_id": conflict.id,
        "sid": SID,
    }


def _conflict(db: Session, appointment: Appointment) -> CalendarConflict:
    """What the doctor has moved in their own calendar."""
    calendar = ClientCalendar(
        client_id=appointment.client_id,
        practitioner_id=appointment.practitioner_id,
        way=CalendarWay.CALDAV,
        details=FeedDetails.FULL,
        entered_at=NOW,
    )
    db.add(calendar)
    db.flush()
    copy = CalendarCopy(
        client_id=appointment.client_id,
        calendar_id=calendar.id,
        appointment_id=appointment.id,
        wanted=True,
        seen_sequence=0,
        seen_updated_at=NOW,
        status=CopyStatus.SETTLED,
    )
    db.add(copy)
    db.flush()
    theirs = Facts(starts_at=NOW, ends_at=NOW + timedelta(hours=1), summary="Jeanne Secret")
    note_conflict(db, copy, theirs, None, NOW)
    return db.scalars(select(CalendarConflict)).one()


def rules(console: Console) -> Iterator[tuple[Rule, str]]:
    """Every route of the console with each of its methods."""
    for rule in console.app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in NAMES:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def address(console: Console, rule: Rule, things: dict[str, object]) -> str:
    """The address of the thing that is there; a route with a new kind of part must be told."""
    unknown = rule.arguments - things.keys()
    assert not unknown, f"tell this test about {unknown} of {rule}"
    with console.app.test_request_context():
        built = rule.build({name: things[name] for name in rule.arguments})
    assert built
    return built[1]


def send(browser: Browser, method: str, path: str) -> tuple[int, str]:
    if method == "GET":
        answer = browser.client.get(path)
    else:
        fields = {"body": "x", "disposition": "spam", "practitioner": "1", "label": "x"}
        fields |= {"type": "1", "first": "2026-12-24", "caller_name": "x"}
        fields |= {"day": "2026-12-01", "time": "11:00" if path.endswith("move") else "15:00"}
        fields |= {"kind": "leave" if path.endswith("status") else "vip", "callers": BLOCKED}
        answer = browser.sends(path, **fields)
    text = answer.data.decode(errors="replace")
    answer.close()
    return answer.status_code, text


@pytest.mark.parametrize("stranger", [PLUMBER, OTHER_SECRETARY])
def test_another_clients_things_are_not_there(
    console: Console, things: dict[str, object], stranger: str
) -> None:
    browser = console.signed_in(stranger)
    tried = 0
    for rule, method in rules(console):
        if rule.endpoint in OPEN_DOORS | OWN_LISTS:
            continue
        status, text = send(browser, method, address(console, rule, things))
        assert status == 404, f"{method} {rule}: {status}"
        assert not any(secret in text for secret in SECRETS), rule
        tried += 1
    assert tried > 15
    with console.looking() as db:
        assert db.scalars(select(Message)).one().acknowledged_at is None
        assert db.scalars(select(Appointment)).one().status is AppointmentStatus.CONFIRMED
        assert db.scalars(select(Feed)).one().revoked_at is None
        assert db.scalars(select(Absence)).one().taken_back_at is None
        assert db.scalars(select(CalendarConflict)).one().resolved_at is None
        assert set(db.scalars(select(Practitioner.calendar_by))) == {CalendarWay.FEED}
        assert db.scalars(select(CalendarSearch)).all() == []
        assert db.scalars(select(Notification)).one().dealt_with_at is None
        assert db.scalars(select(ClientStatus)).one().ended_at is None
        assert db.scalars(select(CallerRule)).one().number == BLOCKED


@pytest.mark.parametrize("stranger", [PLUMBER, OTHER_SECRETARY])
def test_lists_show_ones_own_things_only(
    console: Console, things: dict[str, object], stranger: str
) -> None:
    browser = console.signed_in(stranger)
    for rule, method in rules(console):
        if rule.endpoint in OWN_LISTS and method == "GET":
            for question in ("", "?q=Jeanne", "?client=cabinet-martin"):
                path = address(console, rule, things) + question
                answer = browser.client.get(path)
                assert answer.status_code in {200, 404}, path
                assert not any(secret in answer.text for secret in SECRETS), path


def test_a_feed_cannot_be_opened_on_anothers_agenda(
    console: Console, things: dict[str, object]
) -> None:
    with console.looking() as db:
        martin = db.scalars(select(Appointment)).one().practitioner_id
    stranger = console.signed_in(OTHER_SECRETARY)
    assert stranger.sends("/feeds", practitioner=str(martin), label="x").status_code == 404
    assert console.signed_in(DOCTOR).sends("/feeds", practitioner=str(martin)).status_code == 404


def test_nobody_gets_past_the_door(console: Console, things: dict[str, object]) -> None:
    browser = console.browser()
    for rule, method in rules(console):
        if rule.endpoint in OPEN_DOORS:
            continue
        answer_status, text = send(browser, method, address(console, rule, things))
        assert answer_status in {302, 401}, f"{method} {rule}"
        assert not any(secret in text for secret in SECRETS), rule


def test_no_form_is_taken_without_the_token_of_its_page(
    console: Console, things: dict[str, object]
) -> None:
    browser = console.signed_in(OWNER)
    things |= {"code": "en"}
    forms = [rule for rule, method in rules(console) if method == "POST"]
    for rule in forms:
        answer = browser.client.post(address(console, rule, things), data={"body": "x"})
        assert answer.status_code == 400, rule
    assert len(forms) > 10
    with console.looking() as db:
        assert db.scalars(select(Message)).one().acknowledged_at is None


def test_a_client_keeps_its_own_agenda_but_does_not_run_the_house(
    console: Console, things: dict[str, object]
) -> None:
    for rule, method in rules(console):
        if rule.endpoint in OPEN_DOORS:
            continue
        with console.looking() as db:  # one of the forms has taken it away
            put_rule(db, console.client(db), BLOCKED, CallerKind.BLOCKED, NOW)
        browser = console.signed_in(DOCTOR)
        path = address(console, rule, things)
        question = "?type=1&practitioner=1" if path.endswith("slots.json") else ""
        status, _ = send(browser, method, path + question)
        staffs_own = rule.endpoint.startswith(("clients.", "client_calendars.", "guide."))
        staffs_own = staffs_own or rule.endpoint == "calls.slots"
        staffs_own = staffs_own or rule.endpoint in OWNERS_ONLY
        if staffs_own or (method == "POST" and rule.endpoint not in CLIENTS_MAY_SEND):
            assert status == 404, f"{method} {rule}: {status}"
        else:
            assert status in {200, 302}, f"{method} {rule}: {status}"


def test_a_client_sees_no_forms_and_no_script(console: Console, things: dict[str, object]) -> None:
    page = console.signed_in(DOCTOR).opens(f"/calls/{things['call_id']}")
    for inner in ("take-message", 'id="book"', "disposition", "Je m’en occupe", "script"):
        assert f'"{inner}"' not in page
    assert "Rappeler Jeanne" in page


@pytest.mark.parametrize("who", [OWNER, SECRETARY])
def test_staff_reach_all_of_it(console: Console, things: dict[str, object], who: str) -> None:
    browser = console.signed_in(who)
    for rule, method in rules(console):
        if method == "GET" and rule.endpoint not in OPEN_DOORS:
            path = address(console, rule, things)
            question = "?type=1&practitioner=1" if path.endswith("slots.json") else ""
            status, text = send(browser, method, path + question)
            hidden = rule.endpoint in OWNERS_ONLY and who != OWNER
            assert status == (404 if hidden else 200), f"{path}: {text}"
