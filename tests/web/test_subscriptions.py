"""The page of calendar addresses: opened, given away, renewed, closed."""

import re

import pytest
from sqlalchemy import select

from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client
from telesec.web.translations import french
from tests.web.visiting import DOCTOR, SECRETARY, Browser, Console


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def martin_of(console: Console) -> str:
    with console.looking() as db:
        person = db.scalars(select(Practitioner).order_by(Practitioner.id)).first()
        assert person
        return str(person.id)


def paths(page: str) -> list[str]:
    """The addresses on the page, without our host, in order."""
    return re.findall(r'value="http://localhost(/calendars/[^"]+)"', page)


def test_an_address_is_opened_read_and_revoked(console: Console, secretary: Browser) -> None:
    martin = martin_of(console)
    assert secretary.sends("/feeds", practitioner=martin, label="").status_code == 400
    for wrong in ("x", "", "client-", "client-x", "9" * 12):
        assert secretary.sends("/feeds", practitioner=wrong, label="y").status_code == 400
    for strange in ("999", "client-999"):
        assert secretary.sends("/feeds", practitioner=strange, label="y").status_code == 404
    refused = secretary.sends("/feeds", practitioner=martin, label="y", details="everything")
    assert refused.status_code == 400
    assert french("« everything » n’est pas un niveau de détail") in refused.text
    secretary.sends("/feeds", practitioner=martin, label="Téléphone du docteur")
    page = secretary.opens("/feeds")
    assert "Téléphone du docteur" in page
    (path,) = paths(page)
    assert secretary.client.get(path).status_code == 200
    assert "jamais" not in secretary.opens("/feeds")
    secretary.sends("/feeds/1/revoke")
    assert secretary.client.get(path).status_code == 404
    assert "révoquée" in secretary.opens("/feeds")


def test_a_renewed_address_answers_and_the_old_one_no_more(
    console: Console, secretary: Browser
) -> None:
    secretary.sends("/feeds", practitioner=martin_of(console), label="Tél.", details="initials")
    (old,) = paths(secretary.opens("/feeds"))
    secretary.sends("/feeds/1/renew")
    (new,) = paths(secretary.opens("/feeds"))
    assert secretary.client.get(old).status_code == 404
    assert secretary.client.get(new).status_code == 200
    secretary.sends("/feeds/1/renew")  # a second click on a page that is out of date
    assert paths(secretary.opens("/feeds")) == [new]
    with console.looking() as db:
        assert db.get_one(Feed, 2).details == FeedDetails.INITIALS


def test_all_practitioners_of_a_client_may_stand_behind_one_address(
    console: Console, secretary: Browser
) -> None:
    with console.looking() as db:
        client = console.client(db)
        name, wanted = client.name, f"client-{client.id}"
    secretary.sends("/feeds", practitioner=wanted, label="Accueil", details="busy")
    page = secretary.opens("/feeds")
    (path,) = paths(page)
    assert f"X-WR-CALNAME:{name}" in secretary.client.get(path).text
    assert "occupé, sans nom" in page
    assert f"webcal://localhost{path}" in page


def test_a_client_sees_its_addresses_and_changes_none(console: Console, secretary: Browser) -> None:
    secretary.sends("/feeds", practitioner=martin_of(console), label="Tél.")
    doctor = console.signed_in(DOCTOR)
    assert paths(doctor.opens("/feeds"))
    assert "/renew" not in doctor.opens("/feeds")
    assert doctor.sends("/feeds/1/renew").status_code == 404
    with console.looking() as db:
        assert db.get_one(Feed, 1).revoked_at is None
        assert db.scalars(select(Client)).first()
