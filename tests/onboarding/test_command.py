"""``telesec clients``, as a person types it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from telesec.agenda.caller_link import link_for
from telesec.agenda.practitioner import AppointmentType
from telesec.database import transaction
from telesec.onboarding.command import clients
from telesec.settings import Settings, read_settings
from tests.makers import NOW, make_appointment

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "house.yaml"


@dataclass
class House:
    """What the commands are given."""

    engine: Engine
    settings: Settings

    def now(self) -> datetime:
        return NOW

    def run(self, *arguments: object) -> Result:
        return CliRunner().invoke(clients, [str(one) for one in arguments], obj=self)


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> House:
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "token",
            "TELESEC_PUBLIC_URL": "https://telesec.example",
            "SMTP_URL": "smtp://localhost",
            "TELESEC_MAIL_FROM": "a@telesec.example",
            "TELESEC_DATA_DIR": str(tmp_path / "data"),
            "TELESEC_CALL_SCRIPTS": str(ROOT / "call_scripts"),
        }
    )
    return House(engine, settings)


def test_load_tells_what_it_did(house: House) -> None:
    result = house.run("load", EXAMPLE)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "issuer: set",
        "cabinet-martin: created",
        "maitre-durand: created",
        "plomberie-moreau: created",
        "4 new feeds; `telesec urls` prints their addresses",
    ]
    assert "cabinet-martin: unchanged" in house.run("load", EXAMPLE).output


def test_list_shows_clients_and_lines(house: House) -> None:
    house.run("load", EXAMPLE)
    lines = house.run("list").output.splitlines()
    assert lines[0] == "cabinet-martin  medical  +33199000001"
    assert lines[1] == "  Cabinet des docteurs Martin et Lefèvre"


def test_a_mistake_ends_with_one_and_nothing_loaded(house: House, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "house.yaml"
    path.write_text(text.replace("script: maitre-durand", "script: nobody"), encoding="utf-8")
    result = house.run("load", path)
    assert result.exit_code == 1
    assert "nothing was loaded, 1 mistake:" in result.output
    assert "clients.1.script: there is no call script nobody.yaml" in result.output
    assert house.run("list").output == ""


def test_a_windows_file_is_told(house: House, tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_bytes(EXAMPLE.read_text(encoding="utf-8").encode("cp1252", "replace"))
    result = house.run("load", path)
    assert result.exit_code == 1
    assert f"{path}:1: is not UTF-8 text" in result.output


def test_a_huge_file_is_not_even_read(house: House, tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    result = house.run("load", path)
    assert result.exit_code == 1
    assert "longer than 1000000 characters" in result.output


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_is_not_there_is_told(house: House, tmp_path: Path, name: str) -> None:
    result = house.run("load", tmp_path / name)
    assert result.exit_code == 1
    assert "nothing was loaded" in result.output


def test_all_links_of_a_client_are_revoked_at_once(house: House) -> None:
    assert house.run("load", EXAMPLE).exit_code == 0
    with transaction(house.engine) as db:
        kind = db.scalars(
            select(AppointmentType).where(AppointmentType.key == "consultation")
        ).one()
        one = make_appointment(db, kind.practitioners[0], kind, NOW + timedelta(days=2))
        link_for(db, one, NOW)
    assert house.run("revoke-links", "maitre-durand").output == "0 links revoked\n"
    assert house.run("revoke-links", "cabinet-martin").output == "1 links revoked\n"
    assert house.run("revoke-links", "cabinet-martin").output == "0 links revoked\n"
    result = house.run("revoke-links", "nobody")
    assert result.exit_code == 1
    assert "no client has the key 'nobody'" in result.output
