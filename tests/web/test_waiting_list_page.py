"""The page of a client's waiting list: put on, shown, taken off; what is said of a slip."""

import pytest
from sqlalchemy import select

from telesec.agenda.leaving_list import take_off
from telesec.agenda.practitioner import AppointmentType
from telesec.agenda.waiting_list import WaitingEntry, WaitingStatus, put_on_list_once
from telesec.clients.client import Client
from telesec.values.language import Language
from tests.makers import NOW, make_call
from tests.web.test_console_forms import ids
from tests.web.visiting import DOCTOR, PLUMBER, SECRETARY, Browser, Console

PAGE = "/clients/cabinet-martin/waiting-list"


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def form(console: Console, **changed: str) -> dict[str, str]:
    chosen = ids(console)
    fields = {"caller_name": "Anne Petit", "telephone": "06 11 11 11 12", "type": chosen["type"]}
    return fields | {"practitioner": chosen["practitioner"], "first": "2026-11-30"} | changed


def test_somebody_is_put_on_the_list_and_taken_off(console: Console, secretary: Browser) -> None:
    assert secretary.sends(PAGE, **form(console, last="2026-12-18")).location == PAGE
    page = secretary.opens(PAGE)
    assert "Anne Petit" in page
    assert "30/11/2026 – 18/12/2026" in page
    assert "le docteur Martin" in page
    assert "Liste d’attente" in secretary.opens("/appointments")
    with console.looking() as db:
        entry = db.scalars(select(WaitingEntry)).one()
        assert entry.made_by_id == console.account(db).id
        assert entry.telephone == "+33611111112"
    for _ in range(2):
        secretary.sends(f"/waiting-list/{entry.id}/take-off")
    assert "Anne Petit" not in secretary.opens(PAGE)
    with console.looking() as db:
        assert db.scalars(select(WaitingEntry.status)).all() == [WaitingStatus.TAKEN_BACK]


@pytest.mark.parametrize(
    ("slip", "complaint"),
    [
        ({"telephone": "01 42 00 00 00"}, "un mobile"),
        ({"telephone": ""}, "un mobile"),
        ({"caller_name": ""}, "Nom"),
        ({"type": "999"}, "à choisir dans la liste"),
        ({"practitioner": "999"}, "ne propose pas ce motif"),
        ({"last": "2026-11-29"}, "finit avant de commencer"),
        ({"from_time": "12:00", "until_time": "09:00"}, "finit avant de commencer"),
        ({"until_time": "midi"}, "pas une heure"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(
    console: Console, secretary: Browser, slip: dict[str, str], complaint: str
) -> None:
    answer = secretary.sends(PAGE, **form(console, **slip))
    assert answer.status_code == 400
    assert complaint in answer.text
    with console.looking() as db:
        assert db.scalars(select(WaitingEntry)).all() == []


def test_a_secretary_is_told_of_an_entry_the_person_has_already(
    console: Console, secretary: Browser
) -> None:
    secretary.sends(PAGE, **form(console))
    assert "attendait déjà" not in secretary.opens(PAGE)
    secretary.sends(PAGE, **form(console, caller_name="PETIT Anne"))
    assert "attendait déjà pour ce motif" in secretary.opens(PAGE)
    with console.looking() as db:
        assert len(db.scalars(select(WaitingEntry)).all()) == 2


def test_the_client_looks_and_another_client_does_not(console: Console, secretary: Browser) -> None:
    secretary.sends(PAGE, **form(console))
    doctor = console.signed_in(DOCTOR)
    assert "Anne Petit" in doctor.opens(PAGE)
    assert doctor.sends(PAGE, **form(console)).status_code in {403, 404}
    console.signed_in(PLUMBER).opens(PAGE, 404)


@pytest.mark.parametrize("who", [SECRETARY, DOCTOR])
def test_from_it_one_goes_back_to_the_appointments(console: Console, who: str) -> None:
    visitor = console.signed_in(who)
    page = visitor.opens(PAGE)
    for address in ("/appointments?client=cabinet-martin", "/clients/cabinet-martin/absences"):
        assert f'href="{address}"' in page
        visitor.opens(address)
    assert ('href="/clients/cabinet-martin"' in page) is (who == SECRETARY)


def test_whom_the_assistant_put_on_it_leads_to_the_call_and_back(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        kind = db.scalars(select(AppointmentType).order_by(AppointmentType.id)).first()
        assert kind
        client = db.get_one(Client, kind.client_id)
        client.waiting_by_telephone = True
        call = make_call(db, client, client.lines[0])
        entry = WaitingEntry(
            client_id=client.id,
            appointment_type_id=kind.id,
            first_on=NOW.date(),
            last_on=NOW.date(),
            caller_name="Anne Petit",
            telephone="+33611111112",
            language=Language.FR,
            call_id=call.id,
        )
        put_on_list_once(db, entry, None, NOW)
        call_id = call.id
    assert "inscrit par téléphone" in secretary.opens(PAGE)
    page = secretary.opens(f"/calls/{call_id}")
    assert "Voir la liste d’attente" in page
    with console.looking() as db:
        take_off(db, db.scalars(select(WaitingEntry)).one(), NOW, call_id=call_id)
    page = secretary.opens(f"/calls/{call_id}")
    assert "retiré" in page
    assert "Voir la liste d’attente" not in page
    assert "06 11 11 11 12" in page
    assert "proposée par l’assistant" in secretary.opens("/clients/cabinet-martin")
    console.signed_in(PLUMBER).opens(f"/calls/{call_id}", 404)
    console.clock.advance(24 * 3600)
    assert "Anne Petit" not in console.signed_in(SECRETARY).opens(PAGE)
