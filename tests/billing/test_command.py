"""``telesec invoices``, as a person types it."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from telesec.billing.command import invoices
from telesec.billing.invoice import Invoice
from telesec.calls.call import Disposition
from telesec.database import transaction
from telesec.settings import Settings, read_settings
from telesec.values.whole_file import write_atomically
from tests.billing.answered import make_answered
from tests.makers import make_call, make_client, make_issuer, make_price_rule

IN_NOVEMBER = datetime(2026, 11, 12, 9, tzinfo=UTC)


@dataclass
class House:
    """What the commands are given."""

    engine: Engine
    settings: Settings
    at: datetime = datetime(2026, 12, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(invoices, arguments, obj=self)


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
        }
    )
    return House(engine, settings)


@pytest.fixture
def billed(engine: Engine) -> None:
    """An issuer, and a client with two calls in November, one of them spam."""
    with transaction(engine) as db:
        make_issuer(db)
        client = make_client(db)
        make_price_rule(db, client)
        make_answered(db, client, IN_NOVEMBER, assistant=61)
        make_answered(db, client, IN_NOVEMBER, assistant=9, disposition=Disposition.SPAM)


@pytest.mark.usefixtures("billed")
def test_issue_prints_each_invoice_and_writes_its_pdf(house: House) -> None:
    result = house.run("issue", "--month", "2026-11")
    path = house.settings.data_dir / "invoices" / "F2026-0001.pdf"
    assert result.exit_code == 0, result.output
    assert result.output == f"F2026-0001  cabinet-martin  0,92\xa0€  {path}\n"
    assert path.read_bytes().startswith(b"%PDF-")
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("billed")
def test_issuing_again_prints_the_same_and_changes_nothing(house: House) -> None:
    first = house.run("issue", "--month", "2026-11")
    path = house.settings.data_dir / "invoices" / "F2026-0001.pdf"
    before = path.read_bytes()
    house.at = datetime(2027, 2, 1, tzinfo=UTC)
    assert house.run("issue", "--month", "2026-11").output == first.output
    assert path.read_bytes() == before


@pytest.mark.parametrize("month", ["2026-13", "novembre", ""])
def test_a_wrong_month_is_told_in_words(house: House, month: str) -> None:
    result = house.run("issue", "--month", month)
    assert result.exit_code == 2
    assert f"{month!r} is not a month such as 2026-11" in result.output


@pytest.mark.usefixtures("billed")
def test_a_month_that_still_runs_is_refused(house: House) -> None:
    result = house.run("issue", "--month", "2026-12")
    assert result.exit_code == 1
    assert "cabinet-martin: not issued: 2026-12 is not over yet" in result.output
    assert not (house.settings.data_dir / "invoices").exists()


@pytest.mark.usefixtures("billed")
def test_a_blocked_client_is_told_and_the_others_are_issued(house: House, engine: Engine) -> None:
    with transaction(engine) as db:
        other = make_client(db, "maitre-durand")
        make_price_rule(db, other)
        make_answered(db, other, IN_NOVEMBER)
        make_call(db, other, other.lines[0], started_at=IN_NOVEMBER)
        make_client(db, "idle")
    result = house.run("issue", "--month", "2026-11")
    assert result.exit_code == 1
    assert "F2026-0001  cabinet-martin" in result.output
    assert "maitre-durand: not issued: maitre-durand has calls of 2026-11" in result.output
    assert "idle: nothing to invoice for 2026-11" in result.output


@pytest.mark.usefixtures("billed")
def test_one_client_alone(house: House, engine: Engine) -> None:
    with transaction(engine) as db:
        other = make_client(db, "maitre-durand")
        make_price_rule(db, other, monthly_fee_cents=100)
    result = house.run("issue", "--month", "2026-11", "--client", "maitre-durand")
    assert result.output.startswith("F2026-0001  maitre-durand  1,00\xa0€")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("command", ["issue", "statement"])
def test_an_unknown_client_is_told(house: House, command: str) -> None:
    result = house.run(command, "--month", "2026-11", "--client", "nobody")
    assert result.exit_code == 1
    assert result.output == "Error: no client is called 'nobody'\n"


@pytest.mark.usefixtures("billed")
def test_a_directory_that_cannot_be_written_is_told_and_mended_by_running_again(
    house: House, engine: Engine
) -> None:
    blocked = house.settings.data_dir / "invoices"
    blocked.write_text("a file is in the way")
    result = house.run("issue", "--month", "2026-11")
    assert result.exit_code == 1
    assert "F2026-0001 is issued, but" in result.output
    assert "Traceback" not in result.output
    blocked.unlink()
    assert house.run("issue", "--month", "2026-11").exit_code == 0
    with transaction(engine, reads_only=True) as db:
        assert list(db.scalars(select(Invoice.number))) == ["F2026-0001"]


@pytest.mark.usefixtures("billed")
def test_the_list_has_one_line_for_each_invoice(house: House) -> None:
    assert house.run("list").output == ""
    house.run("issue", "--month", "2026-11")
    expected = "F2026-0001  2026-11  cabinet-martin  issued 2026-12-01  due 2026-12-31  0,92\xa0€\n"
    assert house.run("list").output == expected
    assert house.run("list", "--client", "nobody").output == ""


@pytest.mark.usefixtures("billed")
def test_the_statement_is_csv_with_seconds_and_cents(house: House) -> None:
    result = house.run("statement", "--client", "cabinet-martin", "--month", "2026-11")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["billed_seconds"], row["cents"], row["not_billed"]) for row in rows] == [
        ("61", "92", ""),
        ("0", "0", "spam"),
    ]
    assert rows[0]["started_at"] == "2026-11-12T10:00:00+01:00"
    assert rows[0]["caller"] == "06 12 34 •• ••"


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "invoices" / "F2026-0001.pdf"
    write_atomically(path, b"whole")
    with pytest.raises(TypeError):
        write_atomically(path, "not octets")  # type: ignore[arg-type]
    assert path.read_bytes() == b"whole"
    assert list(path.parent.iterdir()) == [path]
