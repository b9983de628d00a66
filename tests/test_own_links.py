"""A caller books by telephone, gets an SMS, and sees, moves or cancels by the link in it."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel, move
from telesec.agenda.change import ChangeKind, changes_to
from telesec.agenda.free_time import Slot
from telesec.clients.client import Contact
from telesec.dispatch.segments import segments_of
from telesec.notifications.notification import Notification, NotificationKind
from telesec.notifications.opt_out import opt_out
from tests.makers import make_appointment
from tests.own_links import ADDRESS, CALLER, Phone, lets_callers, only_appointment
from tests.telephone import PRACTICE, Telephone

TUESDAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # 9:00 in Paris


def books(telephone: Telephone, number: str = CALLER, day: str = "mardi matin") -> Phone:
    """A caller makes an appointment with the docteur Martin, for the first time on offer."""
    call = telephone.caller(number).dials(PRACTICE)
    call.says(f"je voudrais une consultation avec le docteur Martin {day}").says("le premier")
    call.says("Marie Dupont").says("3 mars 1980").says("oui").hears("est confirmé")
    call.says("non merci").has_ended()
    return Phone(telephone, number)


def now_of(telephone: Telephone) -> Appointment:
    with telephone.looking() as db:
        return only_appointment(db)


def test_a_caller_books_by_telephone_and_moves_by_link(telephone: Telephone) -> None:
    lets_callers(telephone)
    with telephone.looking() as db:
        db.scalars(select(Contact).where(Contact.key == "claire")).one().summary_by_sms = True
    phone = books(telephone)
    [text] = phone.texts()
    assert text.startswith(
        "Cabinet des docteurs Martin et Lefèvre : RDV mardi 01/12 à 8h00."
        " Déplacer ou annuler : http"
    )
    assert segments_of(text) == 1
    page = phone.opens(phone.link())
    assert "mardi 1er décembre 2026" in page
    assert "08:00" in page
    assert "le docteur Martin" in page
    page = phone.picks(phone.link(), "mercredi 2 décembre", "09:00")
    assert "mardi 1er décembre 2026, 08:00" in page
    done = phone.sends(page)
    assert done.status_code == 200
    assert "voici votre nouveau rendez-vous" in done.text
    assert "mercredi 2 décembre 2026" in done.text
    moved = now_of(telephone)
    assert moved.starts_at == datetime(2026, 12, 2, 8, 0, tzinfo=UTC)
    assert moved.sequence == 1
    with telephone.looking() as db:
        booked, change = changes_to(db, moved.id)
        assert (booked.by_link, change.by_link) == (False, True)
        assert (change.kind, change.call_id, change.account_id) == (ChangeKind.MOVED, None, None)
    link = phone.link()
    first, second = phone.texts()
    assert second.startswith(
        "Cabinet des docteurs Martin : RDV déplacé au mercredi 02/12 à 9h00. Déplacer ou annuler"
    )
    assert ADDRESS.search(first)[0] == link  # type: ignore[index]
    assert segments_of(second) == 1
    doctor = Phone(telephone, "+33600000011").texts()
    assert doctor[-1].endswith("Par l'appelant, avec le lien du SMS.")
    assert "déplacé au 02/12 09:00" in doctor[-1]


def test_a_caller_cancels_by_link(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    page = phone.follows(phone.opens(link), "Annuler le rendez-vous")
    assert now_of(telephone).status is AppointmentStatus.CONFIRMED
    done = phone.sends(page)
    assert "le rendez-vous est annulé" in done.text
    assert now_of(telephone).status is AppointmentStatus.CANCELLED
    assert phone.texts()[-1] == (
        "Cabinet des docteurs Martin et Lefèvre : RDV du mardi 01/12 à 8h00 annulé."
    )
    page = phone.opens(link)
    assert "annulé" in page
    for act in ("Choisir un autre", "Ajouter à mon", "Annuler le rendez"):
        assert act not in page
    assert phone.opens(f"{link}/appointment.ics", 404)


def test_the_time_is_free_for_others_at_once(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    phone.sends(phone.follows(phone.opens(phone.link()), "Annuler le rendez-vous"))
    assert "annulé" in phone.texts()[-1]
    other = books(telephone, "+33687654321")
    assert "RDV mardi 01/12 à 8h00" in other.texts()[-1]


def test_a_double_tap_does_it_once(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    page = phone.picks(phone.link(), "jeudi 3 décembre", "10:00")
    answers = [phone.sends(page) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert all("voici votre nouveau rendez-vous" in answer.text for answer in answers)
    assert now_of(telephone).sequence == 1
    assert len(phone.texts()) == 2
    page = phone.follows(phone.opens(phone.link()), "Annuler le rendez-vous")
    assert [phone.sends(page).status_code for _ in range(2)] == [200, 200]
    assert now_of(telephone).sequence == 2
    assert len(phone.texts()) == 3


def test_two_taps_at_once_move_once(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    page = phone.picks(phone.link(), "jeudi 3 décembre", "10:00")
    barrier, answers = Barrier(4), []

    def taps() -> None:
        barrier.wait()
        answers.append(Phone(telephone).sends(page).status_code)

    taps_at_once = [Thread(target=taps) for _ in range(4)]
    for tap in taps_at_once:
        tap.start()
    for tap in taps_at_once:
        tap.join()
    assert answers == [200] * 4
    assert now_of(telephone).sequence == 1
    assert len(phone.texts()) == 2


def test_in_a_second_browser_what_has_changed_is_shown_and_not_changed_again(
    telephone: Telephone,
) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    at_ten = phone.picks(phone.link(), "jeudi 3 décembre", "10:00")
    at_eleven = phone.picks(phone.link(), "jeudi 3 décembre", "11:00")
    gives_up = phone.follows(phone.opens(phone.link()), "Annuler le rendez-vous")
    assert phone.sends(at_ten).status_code == 200
    for late in (at_eleven, gives_up):
        answer = phone.sends(late)
        assert answer.status_code == 409
        assert "a changé entre-temps" in answer.text
        assert "10:00" in answer.text
    assert now_of(telephone).sequence == 1


def given_an_hour(telephone: Telephone) -> None:
    """Somebody gives the appointment more time than its kind has."""
    with telephone.looking() as db:
        own = only_appointment(db)
        own.ends_at = own.starts_at + timedelta(hours=1)
        own.blocked_until = own.ends_at


def test_moved_by_the_link_it_keeps_the_time_it_was_given(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    given_an_hour(telephone)
    page = phone.picks(phone.link(), "jeudi 3 décembre", "10:00")
    assert phone.sends(page).status_code == 200
    assert now_of(telephone).lasts == timedelta(hours=1)


def test_moved_by_telephone_it_keeps_the_time_it_was_given(telephone: Telephone) -> None:
    lets_callers(telephone)
    books(telephone)
    given_an_hour(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais déplacer mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").says("mercredi matin").says("le premier")
    call.says("oui").hangs_up()
    moved = now_of(telephone)
    assert (moved.sequence, moved.lasts) == (1, timedelta(hours=1))


def test_a_slot_taken_meanwhile_is_told_and_others_are_offered(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    chosen = phone.picks(phone.link(), "mardi 1er décembre", "10:00")
    with telephone.looking() as db:
        mine = only_appointment(db)
        make_appointment(
            db, mine.practitioner, mine.appointment_type, TUESDAY + timedelta(minutes=70)
        )
    answer = phone.sends(chosen)
    assert answer.status_code == 409
    assert "vient d’être pris" in answer.text
    with telephone.looking() as db:
        assert db.get_one(Appointment, mine.id).sequence == 0
    other = phone.follows(answer.text, "11:40")  # another one is still to be had
    assert "nouveau rendez-vous" in phone.sends(other).text


def test_a_time_nobody_offers_cannot_be_had_by_a_form_of_ones_own(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    page = phone.picks(link, "jeudi 3 décembre", "10:00")
    sunday = int(datetime(2026, 12, 6, 8, 0, tzinfo=UTC).timestamp()) // 60
    assert phone.sends(page, minute=str(sunday)).status_code == 400  # the seal is of another time
    assert phone.opens(f"{link}/times/{sunday}", 409)  # and none is made for this one
    assert phone.sends(page, seen="7").status_code == 400
    assert phone.sends(page, seal="").status_code == 400
    assert phone.posts(f"{link}/move", {}).status_code == 400
    assert phone.posts(f"{link}/cancel", {"seen": "0"}).status_code == 400
    assert now_of(telephone).sequence == 0


def test_robots_that_look_change_nothing(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    before = now_of(telephone)
    for path in ("", "/times", "/cancel", "/appointment.ics", "?said=cancelled"):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert phone.http.request(method, link + path).status_code == 200
    for path in ("/move", "/cancel"):  # and a form without what our page holds
        assert phone.http.post(link + path).status_code == 400
    assert phone.http.get(f"{link}/move").status_code == 405
    after = now_of(telephone)
    assert (after.status, after.sequence) == (before.status, before.sequence)
    assert after.updated_at == before.updated_at
    assert len(phone.texts()) == 1


def test_moved_by_the_secretary_the_same_link_shows_the_new_time(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    with telephone.looking() as db:
        mine, start = only_appointment(db), TUESDAY + timedelta(days=2)
        kind_id = mine.appointment_type_id
        slot = Slot(mine.practitioner_id, kind_id, start, start + timedelta(minutes=20))
        move(db, mine, slot, telephone.clock.now())
    assert "jeudi 3 décembre 2026" in phone.opens(link)


def test_cancelled_by_the_secretary_the_callers_form_does_no_harm(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    chosen = phone.picks(phone.link(), "mardi 1er décembre", "10:00")
    with telephone.looking() as db:
        cancel(db, only_appointment(db), telephone.clock.now())
    answer = phone.sends(chosen)
    assert answer.status_code == 409
    assert "annulé" in answer.text
    assert now_of(telephone).status is AppointmentStatus.CANCELLED


def test_what_is_too_near_can_be_seen_but_not_changed(telephone: Telephone) -> None:
    lets_callers(telephone, change_notice_hours=24)
    phone = books(telephone)
    link = phone.link()
    page = phone.follows(phone.opens(link), "Annuler le rendez-vous")
    last = TUESDAY - timedelta(hours=25)  # the appointment is at 8:00
    telephone.clock.set(last)
    assert "Annuler le rendez-vous" in phone.opens(link)
    telephone.clock.set(last + timedelta(seconds=1))
    shown = phone.opens(link)
    assert "Annuler le rendez-vous" not in shown
    assert "Choisir un autre horaire" not in shown
    assert "appelez le secrétariat" in shown
    assert "tel:+33199000001" in shown
    assert "Ajouter à mon agenda" in shown
    answer = phone.sends(page)  # kept open since
    assert answer.status_code == 409
    assert "ne peut plus se faire ici" in answer.text
    for path in ("/times", "/cancel"):
        assert "<form" not in phone.opens(link + path)
    assert now_of(telephone).status is AppointmentStatus.CONFIRMED


def test_after_the_appointment_it_is_past_and_then_the_link_is_gone(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    end = TUESDAY - timedelta(minutes=40)
    telephone.clock.set(end)
    page = phone.opens(link)
    assert "passé" in page
    assert "Ajouter" not in page
    telephone.clock.set(end + timedelta(days=1))
    assert "pas valable" in phone.opens(link, 404)


@pytest.mark.parametrize(
    ("may", "can", "cannot"),
    [
        (("see",), [], ["Choisir un autre horaire", "Annuler le rendez-vous"]),
        (("see", "move"), ["Choisir un autre horaire"], ["Annuler le rendez-vous"]),
        (("see", "cancel"), ["Annuler le rendez-vous"], ["Choisir un autre horaire"]),
    ],
)
def test_only_what_the_client_lets_callers_do_can_be_done(
    telephone: Telephone, may: tuple[str, ...], can: list[str], cannot: list[str]
) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    page = phone.opens(link)
    forms = [
        phone.picks(link, "jeudi 3 décembre", "10:00"),
        phone.follows(page, "Annuler le rendez-vous"),
    ]
    lets_callers(telephone, callers_may=may)
    page = phone.opens(link)
    assert all(words in page for words in can)
    assert not any(words in page for words in cannot)
    refused = [phone.sends(form).status_code == 409 for form in forms]
    assert refused == ["move" not in may, len(may) == 1 or "move" in may]


def test_who_moves_again_and_again_is_asked_to_call(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    for time in ("09:00", "10:00", "11:00", "14:00", "15:00"):
        page = phone.picks(phone.link(), "jeudi 3 décembre", time)
        assert "nouveau rendez-vous" in phone.sends(page).text
    page = phone.opens(phone.link())
    assert "Choisir un autre horaire" not in page
    assert "Annuler le rendez-vous" in page


def test_the_file_for_the_callers_own_calendar(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    answer = phone.http.get(f"{phone.link()}/appointment.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    [event] = calendar.walk("VEVENT")
    mine = now_of(telephone)
    assert str(event["UID"]) == mine.uid
    starts: Any = event["DTSTART"]
    assert starts.dt == mine.starts_at
    assert starts.params["TZID"] == "Europe/Paris"
    assert str(event["SUMMARY"]) == "Rendez-vous : le docteur Martin"
    assert str(event["LOCATION"]) == "1 rue de la Paix, 75002 Paris"
    assert "consultation" not in answer.text
    assert "Dupont" not in answer.text


def test_the_page_says_no_more_than_it_must(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    pages = [phone.opens(link), phone.opens(f"{link}/times"), phone.opens(f"{link}/cancel")]
    for page in pages:
        for secret in ("Dupont", "Marie", "consultation", "1980", "612345678", "12 34 56 78"):
            assert secret not in page
        assert "//" not in page.replace(telephone.settings.public_url, "")  # nobody else's
        assert "<script" not in page
    assert "<dd>M</dd>" in pages[0]


def test_what_comes_with_a_page_keeps_the_link_a_secret(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    link = phone.link()
    for path in ("", "/times", "/appointment.ics", "x"):
        answer = phone.http.get(link + path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        if path != "/appointment.ics":
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Frame-Options"] == "DENY"


def test_in_english_for_an_english_telephone_and_for_who_asks(telephone: Telephone) -> None:
    lets_callers(telephone)
    link = books(telephone).link()
    phone = Phone(telephone, language="en-GB,en;q=0.9")
    page = phone.opens(link)
    assert "Tuesday 1 December 2026" in page
    page = phone.follows(page, "Choose another time")
    assert "Change nothing" in page
    assert "Votre rendez-vous" in phone.follows(phone.opens(link), "Français")
    page = Phone(telephone).opens(f"{link}?language=en")
    assert "Your appointment" in page
    page = Phone(telephone).follows(page, "Cancel the appointment")
    assert "Yes, cancel it" in page
    done = Phone(telephone).sends(page)
    assert "Done: the appointment is cancelled." in done.text


def test_a_call_in_english_is_confirmed_in_english(telephone: Telephone) -> None:
    lets_callers(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).presses("9")
    call.says("I'd like a consultation with Doctor Martin on Tuesday morning").says("the first one")
    call.says("Mary Smith").says("3 March 1980").says("yes").says("no thanks")
    [text] = Phone(telephone).texts()
    assert ": appointment Tuesday 1 Dec at 08:00. Move or cancel: http" in text


@pytest.mark.parametrize("number", ["+33142345678", "anonymous"])
def test_no_text_goes_where_none_can_arrive(telephone: Telephone, number: str) -> None:
    lets_callers(telephone)
    call = telephone.caller(number).dials(PRACTICE)
    call.says("je voudrais une consultation avec le docteur Martin mardi matin").says("le premier")
    call.says("Marie Dupont").says("3 mars 1980")
    if number == "anonymous":
        call.says("01 42 34 56 78")
    call.says("oui").hears("est confirmé").hangs_up()
    with telephone.looking() as db:
        told = select(Notification).where(Notification.kind == NotificationKind.CALLER)
        assert db.scalars(told).all() == []


def test_no_text_goes_to_who_wants_none_or_where_the_client_wants_none(
    telephone: Telephone,
) -> None:
    books(telephone)
    lets_callers(telephone)
    with telephone.looking() as db:
        client = telephone.client_of(db, PRACTICE)
        opt_out(db, client.id, "+33687654321", telephone.clock.now())
    books(telephone, "+33687654321")
    with telephone.looking() as db:
        told = select(Notification).where(Notification.kind == NotificationKind.CALLER)
        assert db.scalars(told).all() == []


def test_moved_and_cancelled_by_telephone_the_caller_is_told_too(telephone: Telephone) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais déplacer mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").says("mercredi matin").says("le premier")
    call.says("oui").hangs_up()
    assert "RDV déplacé au mercredi 02/12" in phone.texts()[-1]
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").says("oui").hangs_up()
    assert "RDV du mercredi 02/12" in phone.texts()[-1]
    assert len(phone.texts()) == 2  # the first time was overtaken before it went out


def test_the_telephone_keeps_the_same_rules(telephone: Telephone) -> None:
    lets_callers(telephone, change_notice_hours=24 * 7)
    books(telephone)
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").hears("trop proche").hangs_up()
    lets_callers(telephone, change_notice_hours=0, callers_may=("see", "move"))
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.hears("les personnes du secrétariat").does_not_hear("À quel nom est").hangs_up()
    assert now_of(telephone).status is AppointmentStatus.CONFIRMED
    lets_callers(telephone, callers_may=("see", "cancel"))
    call = telephone.caller(CALLER).dials(PRACTICE).says("je voudrais annuler mon rendez-vous")
    call.says("Marie Dupont").says("3 mars 1980").says("oui").hears("est annulé").hangs_up()
    assert now_of(telephone).status is AppointmentStatus.CANCELLED


def test_two_callers_move_to_the_same_slot_and_one_is_offered_others(telephone: Telephone) -> None:
    lets_callers(telephone)
    phones = [books(telephone), books(telephone, "+33687654321")]
    forms = []
    for phone in phones:
        forms.append(phone.picks(phone.link(), "mardi 1er décembre", "11:00"))
    barrier, answers = Barrier(2), []

    def moves(phone: Phone, form: str) -> None:
        barrier.wait()
        answers.append(phone.sends(form).status_code)

    movers = [Thread(target=moves, args=pair) for pair in zip(phones, forms, strict=True)]
    for one in movers:
        one.start()
    for one in movers:
        one.join()
    assert sorted(answers) == [200, 409]
    with telephone.looking() as db:
        starts = db.scalars(select(Appointment.starts_at)).all()
        assert len(set(starts)) == 2
        eleven = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
        assert [start.astimezone(UTC) for start in starts].count(eleven) == 1
        assert {start.date() for start in starts} == {date(2026, 12, 1)}


def test_caller_and_secretary_at_the_same_time_leave_one_appointment_at_one_time(
    telephone: Telephone,
) -> None:
    lets_callers(telephone)
    phone = books(telephone)
    form = phone.picks(phone.link(), "jeudi 3 décembre", "10:00")
    barrier, answers = Barrier(2), []
    friday = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)

    def secretary_moves() -> None:
        barrier.wait()
        with telephone.looking() as db:
            mine = only_appointment(db)
            kind_id, end = mine.appointment_type_id, friday + timedelta(minutes=20)
            slot = Slot(mine.practitioner_id, kind_id, friday, end)
            move(db, mine, slot, telephone.clock.now())

    def caller_moves() -> None:
        barrier.wait()
        answers.append(phone.sends(form))

    both = [Thread(target=secretary_moves), Thread(target=caller_moves)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    [answer] = answers
    settled = now_of(telephone)
    assert settled.starts_at == friday  # she came last, or the caller was shown what she did
    with telephone.looking() as db:
        kinds = [one.kind for one in changes_to(db, settled.id)]
    if answer.status_code == 409:
        assert "vendredi 4 décembre 2026" in answer.text
        assert (settled.sequence, len(kinds)) == (1, 2)
    else:
        assert (settled.sequence, len(kinds)) == (2, 3)
    assert "vendredi 4 décembre 2026" in phone.opens(phone.link())
