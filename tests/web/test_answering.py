"""Who answers, on the console: statuses in one tap, VIPs and blocked callers, calls rehearsed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from telesec.clients.caller_rule import CallerKind, CallerRule, rule_for
from telesec.clients.status import ClientStatus, SetBy, status_at
from telesec.values.telephone import E164
from telesec.web.translations import french
from tests.makers import make_account, make_call
from tests.web.visiting import DOCTOR, PLUMBER, SECRETARY, Browser, Console

PAGE = "/clients/cabinet-martin/answering"
STATUS = "/clients/cabinet-martin/status"
CALLERS = "/clients/cabinet-martin/callers"
CALLER = E164("+33612345678")


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


@pytest.mark.parametrize("who", [SECRETARY, DOCTOR])
def test_a_status_is_set_in_one_tap_and_ended_in_another(console: Console, who: str) -> None:
    browser = console.signed_in(who)
    assert french("Aucun : les horaires décident.") in browser.opens(PAGE)
    assert browser.sends(STATUS, kind="surgery").location == PAGE
    page = browser.opens(PAGE)
    assert "jusqu’à ce qu’on y mette fin" in page
    assert french("statut : Au bloc ou en visite") in page, "the rehearsal tells why"
    with console.looking() as db:
        status = db.scalars(select(ClientStatus)).one()
        assert (status.set_by, status.set_by_whom) == (SetBy.CONSOLE, who)
        other = console.client(db, "plomberie-moreau")
        assert status_at(db, other.id, console.now()) is None
    assert "Au bloc ou en visite" in console.signed_in(SECRETARY).opens("/clients/cabinet-martin")
    console.later(minutes=5)
    assert browser.sends(f"{STATUS}/{status.id}/end").location == PAGE
    assert french("Aucun : les horaires décident.") in browser.opens(PAGE)
    with console.looking() as db:
        assert db.scalars(select(ClientStatus)).one().ended_at == console.now()


def test_a_status_in_advance_is_shown_and_can_be_called_off(
    console: Console, secretary: Browser
) -> None:
    secretary.sends(STATUS, kind="leave", begins="2026-12-24T00:00", until="2027-01-03T00:00")
    page = secretary.opens(PAGE)
    assert french("Aucun : les horaires décident.") in page
    assert "jeudi 24 décembre, 00:00" in page
    christmas = secretary.opens(f"{PAGE}?at=2026-12-28T10:00")
    assert "est en congés jusqu’au samedi 2 janvier inclus." in christmas
    with console.looking() as db:
        status = db.scalars(select(ClientStatus)).one()
        assert status.begins_at == datetime(2026, 12, 23, 23, tzinfo=UTC)
    secretary.sends(f"{STATUS}/{status.id}/end")
    assert "jeudi 24 décembre" not in secretary.opens(PAGE)


def test_a_status_that_ends_by_itself_each_day(console: Console, secretary: Browser) -> None:
    secretary.sends(STATUS, kind="closed")
    with console.looking() as db:
        status = db.scalars(select(ClientStatus)).one()
        midnight = console.client(db).local(console.now()).replace(hour=0, minute=0)
        assert status.until == midnight + timedelta(days=1)
    assert "fermé jusqu’à ce soir." in secretary.opens(PAGE)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "holiday"}, "Statut : à choisir dans la liste."),
        ({}, "Statut : à choisir dans la liste."),
        ({"kind": "leave", "until": "2026-01-01T10:00"}, "La fin doit venir après"),
        ({"kind": "leave", "begins": "2027-02-02T10:00", "until": "2027-02-01T10:00"}, "La fin"),
        ({"kind": "leave", "until": "2031-01-01T10:00"}, "d’ici deux ans"),
        ({"kind": "leave", "until": "demain"}, "« demain » n’est pas une heure."),
        ({"kind": "leave", "until": "0001-01-01T00:00"}, "est trop loin"),
    ],
)
def test_a_status_that_makes_no_sense_is_refused(
    console: Console, secretary: Browser, fields: dict[str, str], told: str
) -> None:
    answer = secretary.sends(STATUS, **fields)
    assert answer.status_code == 400
    assert french(told) in answer.text
    with console.looking() as db:
        assert not db.scalars(select(ClientStatus)).all()


def test_the_rehearsal_shows_the_way_of_any_call(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        make_account(
            db, "x@telesec.example", role="owner", telephone="+33600000191", takes_calls=True
        )
    assert "l’assistant répond" in secretary.opens(f"{PAGE}?at=2026-12-06T22:10")
    secretary.sends(CALLERS, callers="06 12 34 56 78", kind="vip", to="secretary")
    told = secretary.opens(f"{PAGE}?at=2026-12-06T22:10&from=06 12 34 56 78")
    assert "dimanche 6 décembre 2026, 22:10" in told
    assert "06 00 00 01 91" in told
    for wrong in ("at=hier", "from=12", "at=9999-12-31T23:59", "from=%00"):
        assert 'role="alert"' in secretary.opens(f"{PAGE}?{wrong}")
    secretary.sends("/language/en")
    assert "the assistant answers" in secretary.opens(f"{PAGE}?at=2026-12-06T22:10")


def test_a_caller_is_blocked_from_the_call_and_the_click_undone(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        practice = console.client(db)
        call_id = make_call(db, practice, practice.lines[0], caller_number=CALLER).id
    path = f"/calls/{call_id}"
    assert "Bloquer ce numéro" in secretary.opens(path)
    for kind in ("blocked", "blocked", "everybody", "everybody", "vip"):
        assert secretary.sends(f"{path}/caller", kind=kind).location == path
        with console.looking() as db:
            rule = rule_for(db, console.client(db).id, CALLER)
            assert (rule.kind if rule else "everybody") == kind
            assert rule_for(db, console.client(db, "plomberie-moreau").id, CALLER) is None
    page = secretary.opens(path)
    assert french("Annuler : comme tout le monde") in page
    assert "Bloquer ce numéro" not in page
    assert secretary.sends(f"{path}/caller", kind="friend").status_code == 400


def test_a_withheld_number_cannot_be_listed(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        practice = console.client(db)
        call_id = make_call(db, practice, practice.lines[0], caller_number=None).id
    assert "Bloquer ce numéro" not in secretary.opens(f"/calls/{call_id}")
    assert secretary.sends(f"/calls/{call_id}/caller", kind="blocked").status_code == 400


def test_numbers_are_blocked_by_their_beginning_and_let_in_again(
    console: Console, secretary: Browser
) -> None:
    assert secretary.sends(CALLERS, callers="+33 899*", kind="blocked", note="surtaxés").location
    assert "surtaxés" in secretary.opens(PAGE)
    with console.looking() as db:
        practice = console.client(db)
        found = rule_for(db, practice.id, E164("+33899123456"))
        assert found is not None
        assert found.kind is CallerKind.BLOCKED
    assert secretary.sends(f"{CALLERS}/remove", callers="+33899*").location == PAGE
    assert secretary.sends(f"{CALLERS}/remove", callers="+33899*").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"callers": "12", "kind": "vip"},
        {"callers": "", "kind": "vip"},
        {"callers": "+3*", "kind": "blocked"},
        {"callers": "*", "kind": "blocked"},
        {"callers": "+33612345678", "kind": "friend"},
        {"callers": "+33612345678", "kind": "vip", "to": "somebody"},
    ],
)
def test_rules_that_make_no_sense_are_refused(
    console: Console, secretary: Browser, fields: dict[str, str]
) -> None:
    assert secretary.sends(CALLERS, **fields).status_code == 400
    with console.looking() as db:
        assert not db.scalars(select(CallerRule)).all()


def test_a_client_reaches_its_own_page_from_every_other(console: Console) -> None:
    assert "/clients/plomberie-moreau/answering" in console.signed_in(PLUMBER).opens("/")
    assert PAGE not in console.signed_in(PLUMBER).opens("/")
    console.signed_in(PLUMBER).opens(PAGE, status=404)


def test_a_broken_script_leaves_the_page_usable(console: Console, secretary: Browser) -> None:
    with console.looking() as db:
        console.client(db).script = "gone"
    assert french("Le script d’appel ne peut pas être lu.") in secretary.opens(PAGE)
    assert secretary.sends(STATUS, kind="leave").status_code == 400
    assert secretary.sends(CALLERS, callers="06 12 34 56 78", kind="blocked").location == PAGE
