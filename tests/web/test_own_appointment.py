"""The walls round callers' links: wrong tokens on every route, faults, and what is logged."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.caller_link import CallerLink, link_for, revoke_link
from telesec.agenda.change import AppointmentChange, ChangeKind
from telesec.agenda.practitioner import AppointmentType
from telesec.dispatch.telling_callers import tell_caller
from telesec.notifications.notification import Notification, NotificationKind
from telesec.values.caller_link import ALPHABET, MARK, new_nonce, token_of
from telesec.values.telephone import E164
from telesec.web.own_appointment import MOST_VISITS, MOST_WRONG
from tests.makers import (
    NOW,
    make_appointment,
    make_appointment_type,
    make_call,
    make_line,
    make_message,
    make_practitioner,
)
from tests.web.visiting import DOCTOR, SECRETARY, Console

TUESDAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
HIDDEN = re.compile(r'name="(seen|minute|seal)" value="([^"]*)"')


def booked(console: Console, **rules: Any) -> str:
    """An appointment of a practice that confirms; the token of its link."""
    with console.looking() as db:
        practice = console.client(db)
        practice.confirms_by_sms = True
        for name, value in rules.items():
            setattr(practice, name, value)
        kind = db.scalars(
            select(AppointmentType).where(AppointmentType.key == "consultation")
        ).one()
        one = make_appointment(
            db, kind.practitioners[0], kind, TUESDAY, caller_name="Jeanne Secret"
        )
        return token_for(console, db, one)


def token_for(console: Console, db: Session, appointment: Appointment) -> str:
    found = MARK.fullmatch(link_for(db, appointment, NOW))
    assert found
    return token_of(found[1], console.settings.secret_key)


def state(console: Console) -> list[tuple[object, ...]]:
    with console.looking() as db:
        ones = db.scalars(select(Appointment).order_by(Appointment.id)).all()
        return [(one.id, one.starts_at, one.status, one.sequence) for one in ones]


def routes(console: Console) -> Iterator[tuple[Rule, str]]:
    for rule in console.app.url_map.iter_rules():
        if rule.endpoint.startswith("own_appointment."):
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                yield rule, method


def address(console: Console, rule: Rule, token: str) -> str:
    minute = int((TUESDAY + timedelta(days=2)).timestamp()) // 60
    values: dict[str, object] = {"token": token, "minute": minute}
    assert rule.arguments <= values.keys(), rule
    with console.app.test_request_context():
        built = rule.build({name: values[name] for name in rule.arguments})
    assert built
    return built[1]


def asks(browser: FlaskClient, method: str, path: str) -> TestResponse:
    return browser.open(path, method=method, data={"seen": "0"} if method == "POST" else None)


def wrong_tokens(console: Console, right: str) -> dict[str, str]:
    """Tokens that open nothing, each for another reason."""
    last = ALPHABET[(ALPHABET.index(right[-1]) + 1) % len(ALPHABET)]
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType)).first()
        assert kind
        revoked, held, past = (
            make_appointment(db, kind.practitioners[0], kind, TUESDAY + timedelta(hours=hours))
            for hours in (1, 2, -24 * 7)
        )
        held_token, revoked_token = token_for(console, db, held), token_for(console, db, revoked)
        revoke_link(db, revoked, NOW)
        held.status = AppointmentStatus.HELD
        past_nonce = new_nonce()
        ids = {"client_id": past.client_id, "appointment_id": past.id}
        db.add(CallerLink(nonce=past_nonce, created_at=NOW, **ids))
        mixed = CallerLink(nonce=new_nonce(), created_at=NOW, **ids)
        mixed.client_id = console.client(db, "plomberie-moreau").id
        mixed.appointment_id = held.id
        mixed.revoked_at = NOW
        db.add(mixed)
        mixed_nonce = mixed.nonce
    key = console.settings.secret_key
    return {
        "guessed": "".join(reversed(right)),
        "one letter wrong": right[:-1] + last,
        "too short": right[:-1],
        "too long": right + right[-1],
        "of a link that never was": token_of(new_nonce(), key),
        "made with another key": token_of(right[:8], "another key"),
        "revoked": revoked_token,
        "of what is only held": held_token,
        "long past": token_of(past_nonce, key),
        "of another client": token_of(mixed_nonce, key),
        "a row's number": "1",
        "very long": "a" * 3_000,
        "no letters at all": "%00%ff..%2e",
    }


def test_a_wrong_token_opens_no_door(console: Console) -> None:
    right = booked(console)
    tokens = wrong_tokens(console, right)
    before, browser = state(console), console.app.test_client()
    texts = set()
    for why, token in tokens.items():
        for rule, method in routes(console):
            answer = asks(browser, method, address(console, rule, "T").replace("T", token, 1))
            assert answer.status_code == 404, (why, method, rule, answer.status_code)
            assert "Secret" not in answer.text
            if method == "GET":
                texts.add(answer.text)
            console.later(seconds=5)  # slowly enough
    assert len(texts) == 1, "nothing tells one from another"
    assert state(console) == before


def test_one_token_opens_one_appointment(console: Console) -> None:
    """Of another client, or the next one of the same: no address and no form leads to it."""
    token = booked(console)
    with console.looking() as db:
        plumber = console.client(db, "plomberie-moreau")
        van = make_practitioner(db, plumber, "camion", name="Camion 1")
        kind = make_appointment_type(db, plumber, van, key="visit")
        make_appointment(db, van, kind, TUESDAY, caller_name="Paul Autre")
    before = state(console)
    browser = console.app.test_client()
    page = browser.get(f"/r/{token}").text
    assert "Camion" not in page
    form = dict(HIDDEN.findall(browser.get(f"/r/{token}/cancel").text))
    form |= {"appointment_id": str(before[1][0]), "client_id": str(plumber.id), "practitioner": "3"}
    assert browser.post(f"/r/{token}/cancel", data=form).status_code == 303
    assert state(console)[1:] == before[1:]


def test_the_form_of_one_link_is_no_form_of_another(console: Console) -> None:
    token = booked(console)
    with console.looking() as db:
        first = db.scalars(select(Appointment)).one()
        other = make_appointment(
            db, first.practitioner, first.appointment_type, TUESDAY + timedelta(hours=1)
        )
        other_token = token_for(console, db, other)
    browser = console.app.test_client()
    form = dict(HIDDEN.findall(browser.get(f"/r/{token}/cancel").text))
    assert browser.post(f"/r/{other_token}/cancel", data=form).status_code == 400
    assert browser.post(f"/r/{token}/move", data=form).status_code == 400
    assert {one[2] for one in state(console)} == {AppointmentStatus.CONFIRMED}


def test_a_signed_in_browser_can_do_no_more(console: Console) -> None:
    token = booked(console, callers_may=("see",))
    doctor = console.signed_in(DOCTOR)
    assert "Annuler le rendez-vous" not in doctor.opens(f"/r/{token}")
    assert doctor.client.post(f"/r/{token}/cancel").status_code == 400


def test_nothing_may_be_left_to_callers(console: Console) -> None:
    token = booked(console)
    with console.looking() as db:
        console.client(db).callers_may = ()
    assert console.app.test_client().get(f"/r/{token}").status_code == 404


def test_one_link_is_not_asked_for_without_end(console: Console) -> None:
    token, browser = booked(console), console.app.test_client()
    answers = [browser.get(f"/r/{token}") for _ in range(MOST_VISITS + 1)]
    assert [one.status_code for one in answers[-2:]] == [200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    console.later(minutes=1)
    assert browser.get(f"/r/{token}").status_code == 200


def test_whoever_tries_tokens_is_slowed_down_and_no_other_link(console: Console) -> None:
    token, browser = booked(console), console.app.test_client()
    codes = [browser.get(f"/r/{number:018}").status_code for number in range(MOST_WRONG + 1)]
    assert set(codes[:-1]) == {404}
    assert codes[-1] == 429
    assert browser.get(f"/r/{token}").status_code == 200


@contextmanager
def failing(console: Console, beginning: str, error: Exception) -> Iterator[None]:
    """From now on the database fails at statements that begin so."""

    def fail(*arguments: Any) -> None:
        if arguments[2].startswith(beginning):
            raise error

    event.listen(console.engine, "before_cursor_execute", fail)
    yield
    event.remove(console.engine, "before_cursor_execute", fail)


def test_while_the_database_is_away_it_says_so(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    token, browser = booked(console), console.app.test_client()
    away = OperationalError("SELECT", {}, Exception("away"))
    with failing(console, "SELECT", away), caplog.at_level(logging.DEBUG):
        answer = browser.get(f"/r/{token}")
    assert answer.status_code == 503
    assert "ne répond pas" in answer.text
    assert [record.message for record in caplog.records] == ["link_unavailable"]


def test_a_fault_of_ours_is_logged_without_the_address(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    token, browser = booked(console), console.app.test_client()
    fault = ValueError(f"of /r/{token}")
    with failing(console, "SELECT", fault), caplog.at_level(logging.DEBUG):
        answer = browser.get(f"/r/{token}")
    assert answer.status_code == 500
    assert [record.message for record in caplog.records] == ["link_failed"]
    assert token not in str([vars(record) for record in caplog.records])


def test_no_token_is_ever_logged(console: Console, caplog: pytest.LogCaptureFixture) -> None:
    token, browser = booked(console), console.app.test_client()
    with caplog.at_level(logging.DEBUG):
        for rule, method in routes(console):
            asks(browser, method, address(console, rule, token))
        page = browser.get(f"/r/{token}/cancel").text
        browser.post(f"/r/{token}/cancel", data=dict(HIDDEN.findall(page)))
    for record in caplog.records:
        assert token not in str(vars(record))
    with console.looking() as db:
        for body in db.scalars(select(Notification.body)):
            assert token not in body


def test_a_move_that_fails_half_way_leaves_all_as_it_was(console: Console) -> None:
    """The SMS is written with the move, or neither is."""
    token, browser = booked(console), console.app.test_client()
    minute = int((TUESDAY + timedelta(days=2)).timestamp()) // 60
    form = dict(HIDDEN.findall(browser.get(f"/r/{token}/times/{minute}").text))
    before = state(console)
    away = OperationalError("INSERT", {}, Exception("away"))
    with failing(console, "INSERT INTO notifications", away):
        assert browser.post(f"/r/{token}/move", data=form).status_code == 503
    assert state(console) == before
    assert browser.post(f"/r/{token}/move", data=form).status_code == 303
    with console.looking() as db:
        assert db.scalars(select(AppointmentChange.kind)).all() == [ChangeKind.MOVED]


@pytest.mark.parametrize("minute", ["0", "1", "27000000", "35791394", "99999999999", "1e3", "-5"])
def test_times_of_ones_own_are_no_times(console: Console, minute: str) -> None:
    token, browser = booked(console), console.app.test_client()
    assert browser.get(f"/r/{token}/times/{minute}").status_code in {404, 409}
    assert browser.post(f"/r/{token}/move", data={"minute": minute}).status_code == 400


@pytest.mark.parametrize("day", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-13-01"])
def test_days_of_ones_own_do_no_harm(console: Console, day: str) -> None:
    token = booked(console)
    page = console.app.test_client().get(f"/r/{token}/times?from={day}")
    assert page.status_code == 200


def test_where_nobody_takes_that_any_more_it_cannot_be_moved(console: Console) -> None:
    token, browser = booked(console), console.app.test_client()
    with console.looking() as db:
        db.scalars(select(Appointment)).one().appointment_type.active = False
    page = browser.get(f"/r/{token}").text
    assert "Choisir un autre horaire" not in page
    assert "Annuler le rendez-vous" in page


def test_where_nothing_is_free_one_is_asked_to_call(console: Console) -> None:
    token, browser = booked(console), console.app.test_client()
    with console.looking() as db:
        db.scalars(select(Appointment)).one().appointment_type.horizon_days = 0
    page = browser.get(f"/r/{token}/times").text
    assert "Aucun horaire n’est libre" in page
    assert "tel:+33199000001" in page


def test_a_line_out_of_use_is_not_named(console: Console) -> None:
    token = booked(console, callers_may=("see",))
    with console.looking() as db:
        practice = console.client(db)
        make_line(db, practice, "+33199000008")
        for line in practice.lines:
            line.active = False
        db.flush()
        db.refresh(practice)
    assert "tel:" not in console.app.test_client().get(f"/r/{token}").text


# What the secretary does with links


def texts(console: Console) -> list[str]:
    with console.looking() as db:
        mine = Notification.kind == NotificationKind.CALLER
        return list(db.scalars(select(Notification.body).where(mine).order_by(Notification.id)))


def test_the_secretary_books_by_hand_and_the_caller_is_told(console: Console) -> None:
    booked(console)
    secretary = console.signed_in(SECRETARY)
    slots = secretary.lists(
        "/clients/cabinet-martin/slots.json?type=1&practitioner=1&day=2026-12-02", "slots"
    )
    fields = {
        "caller_name": "Luc Petit",
        "telephone": "06 12 34 56 79",
        "at": str(slots[0]["at"]),
    }
    answer = secretary.sends(
        "/clients/cabinet-martin/appointment", type="1", practitioner="1", **fields
    )
    assert answer.status_code == 302, answer.text
    [text] = texts(console)
    assert "RDV mercredi 02/12 à 8h00" in text


def test_a_new_link_by_sms_and_the_old_one_is_gone(console: Console) -> None:
    old = booked(console)
    secretary, browser = console.signed_in(SECRETARY), console.app.test_client()
    page = secretary.opens("/appointments?day=2026-12-01")
    assert "Lien de l’appelant" in page
    appointment_id = state(console)[0][0]
    for _ in range(2):
        assert secretary.sends(f"/appointments/{appointment_id}/link").status_code == 302
        console.later(minutes=1)
    assert browser.get(f"/r/{old}").status_code == 404
    first, second = texts(console)
    marks = [MARK.search(text) for text in (first, second)]
    tokens = [token_of(mark[1], console.settings.secret_key) for mark in marks if mark]
    assert [browser.get(f"/r/{one}").status_code for one in tokens] == [404, 200]
    assert secretary.sends(f"/appointments/{appointment_id}/link/revoke").status_code == 302
    assert browser.get(f"/r/{tokens[1]}").status_code == 404


def test_where_no_text_can_go_the_secretary_is_told(console: Console) -> None:
    booked(console)
    with console.looking() as db:
        db.scalars(select(Appointment)).one().telephone = None
    secretary = console.signed_in(SECRETARY)
    secretary.sends(f"/appointments/{state(console)[0][0]}/link")
    assert "Aucun SMS ne peut partir" in secretary.opens("/appointments")
    assert texts(console) == []


def test_a_cancelled_one_has_no_link_to_renew(console: Console) -> None:
    booked(console)
    secretary, appointment_id = console.signed_in(SECRETARY), state(console)[0][0]
    for _ in range(2):
        secretary.sends(f"/appointments/{appointment_id}/cancel")
    assert [text.endswith("annulé.") for text in texts(console)] == [True]
    assert secretary.sends(f"/appointments/{appointment_id}/link").status_code == 404
    assert "Nouveau lien" not in secretary.opens("/appointments?day=2026-12-01")


def test_the_clients_page_says_what_callers_may_do(console: Console) -> None:
    secretary = console.signed_in(SECRETARY)
    page = secretary.opens("/clients/cabinet-martin")
    assert "Ce que font les appelants eux-mêmes" in page
    assert "Par exemple" not in page
    booked(console, callers_may=("see", "cancel"), change_notice_hours=48)
    page = secretary.opens("/clients/cabinet-martin")
    for words in ("voir, annuler", "48 h avant", "1 SMS", "Annuler : http://localhost/r/"):
        assert words in page, words
    with console.looking() as db:
        assert len(db.scalars(select(Appointment)).all()) == 1  # the sample is none
    token = re.findall(r"/r/(\w{18})", page)[0]
    assert console.app.test_client().get(f"/r/{token}").status_code == 404


def test_one_who_is_told_of_the_same_twice_gets_one_text(console: Console) -> None:
    booked(console)
    for _ in range(2):
        with console.looking() as db:
            one = db.scalars(select(Appointment)).one()
            assert tell_caller(db, one, ChangeKind.BOOKED, NOW)
    assert len(texts(console)) == 1


def test_of_what_has_begun_nobody_is_told(console: Console) -> None:
    booked(console)
    with console.looking() as db:
        one = db.scalars(select(Appointment)).one()
        assert not tell_caller(db, one, ChangeKind.BOOKED, one.starts_at)
    assert texts(console) == []


def test_the_callers_text_tells_nobody_of_the_message_of_that_call(console: Console) -> None:
    booked(console)
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0])
        message = make_message(db, call)
        one = db.scalars(select(Appointment)).one()
        one.call_id, one.telephone = call.id, E164("+33698765432")
        assert tell_caller(db, one, ChangeKind.BOOKED, NOW)
    page = console.signed_in(SECRETARY).opens(f"/messages/{message.id}")
    assert "06 98 76 54 32" not in page
