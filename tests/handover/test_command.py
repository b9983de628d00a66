"""``telesec agenda import`` and ``export``, as a secretary runs them."""

import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, func, select

from telesec.agenda.appointment import Appointment
from telesec.database import transaction
from telesec.handover.command import agenda
from tests.agenda.practice import make_practice
from tests.handover.test_taking_in import CSV, ICS
from tests.makers import NOW


@dataclass
class House:
    """What a command is given."""

    engine: Engine

    def now(self) -> datetime:
        return NOW

    def runs(self, *words: str) -> Result:
        return CliRunner().invoke(agenda, list(words), obj=self)

    def count(self) -> int:
        with transaction(self.engine, reads_only=True) as db:
            return db.scalar(select(func.count()).select_from(Appointment)) or 0


@pytest.fixture
def house(engine: Engine) -> House:
    with transaction(engine) as db:
        make_practice(db)
    return House(engine)


def test_an_agenda_is_tried_then_taken_then_known(house: House, tmp_path: Path) -> None:
    file = tmp_path / "agenda.csv"
    file.write_text(CSV)
    command = ("import", str(file), "--client", "cabinet-martin")
    tried = house.runs(*command, "--dry-run")
    assert tried.output == "3 to be taken, 0 there already, 0 over, 0 not to be taken\n"
    assert house.count() == 0
    assert house.runs(*command).output.startswith("3 taken, 0 there already, 0 over, 0 not taken")
    assert house.runs(*command).output.startswith("0 taken, 3 there already")
    assert house.count() == 3


def test_what_is_not_taken_is_told_and_the_exit_code_says_so(house: House, tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    file.write_text(ICS, newline="")
    result = house.runs("import", str(file), "--client", "cabinet-martin")
    assert result.exit_code == 1
    assert result.output.startswith("4 taken, 0 there already, 0 over, 3 not taken\n")
    assert "2026-12-24 Fermé: it takes whole days: note it as an absence" in result.output


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("Nom\nRoy\n", (), "no column for date"),
        (CSV, ("--type", "x"), "there is no type 'x'; there are: consultation"),
        (CSV, ("--practitioner", "x"), "there is no practitioner 'x'; there are: martin"),
        (CSV, ("--client", "nobody"), "there is no client 'nobody'"),
    ],
)
def test_a_wrong_file_or_word_is_told_and_nothing_is_taken(
    house: House, tmp_path: Path, text: str, options: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "agenda.csv"
    file.write_text(text)
    result = house.runs("import", str(file), "--client", "cabinet-martin", *options)
    assert result.exit_code == 1
    assert told in result.output
    assert house.count() == 0


def test_everything_is_given_out_for_one_reader_only(house: House, tmp_path: Path) -> None:
    file = tmp_path / "agenda.csv"
    file.write_text(CSV)
    house.runs("import", str(file), "--client", "cabinet-martin")
    out = tmp_path / "all.zip"
    result = house.runs("export", "--client", "cabinet-martin", "--output", str(out))
    assert "3 appointments" in result.output
    assert "agendas/martin.ics" in zipfile.ZipFile(out).namelist()
    assert out.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))
    wrong = house.runs("export", "--client", "nobody", "--output", str(out))
    assert (wrong.exit_code, "no client" in wrong.output) == (1, True)


def test_addresses_go_out_with_the_agenda_and_come_in_elsewhere(
    house: House, tmp_path: Path
) -> None:
    file = tmp_path / "agenda.csv"
    file.write_text(
        "Date;Heure;Durée;Nom;Téléphone;E-mail\n"
        "01/12/2026;10h00;20;Hélène Lefèvre;06 12 34 56 78;helene@mel.example\n"
        "01/12/2026;11h00;20;Paul Roy;;=1+1@mel.example\n"
    )
    house.runs("import", str(file), "--client", "cabinet-martin")
    out = tmp_path / "all.zip"
    house.runs("export", "--client", "cabinet-martin", "--output", str(out))
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "out")
    for name, key in (("agendas/martin.ics", "cabinet-x"), ("appointments.csv", "cabinet-y")):
        with transaction(house.engine) as db:
            client = make_practice(db, key, f"+3318000000{2 + (key == 'cabinet-y')}").client
        result = house.runs("import", str(tmp_path / "out" / name), "--client", key)
        assert result.output.startswith("2 taken"), result.output
        with transaction(house.engine) as db:
            whose = select(Appointment.email).where(Appointment.client_id == client.id)
            kept = db.scalars(whose.order_by(Appointment.starts_at)).all()
        assert kept == ["helene@mel.example", "=1+1@mel.example"]


def test_what_was_given_out_can_be_taken_in_elsewhere(house: House, tmp_path: Path) -> None:
    file = tmp_path / "agenda.csv"
    file.write_text(CSV)
    house.runs("import", str(file), "--client", "cabinet-martin")
    out = tmp_path / "all.zip"
    house.runs("export", "--client", "cabinet-martin", "--output", str(out))
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "out")
    with transaction(house.engine) as db:
        make_practice(db, "cabinet-x", "+33180000002")
    for name in ("agendas/martin.ics", "appointments.csv"):
        path = str(tmp_path / "out" / name)
        result = house.runs("import", path, "--client", "cabinet-x", "--dry-run")
        assert result.output.startswith("3 to be taken"), result.output
