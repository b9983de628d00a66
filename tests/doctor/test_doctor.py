"""``telesec doctor``: fine where all is well, and plain words for each thing that is not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, text
from werkzeug.serving import make_server

from telesec.doctor.command import doctor
from telesec.doctor.finding import Finding, Health
from telesec.doctor.house_checks import check_database, check_disk, check_issuer, check_worker
from telesec.doctor.outside_checks import check_clock, check_mail, check_public_address
from telesec.migrations.upgrading import newest
from telesec.notifications.heartbeat import WorkerHeartbeat, beat
from telesec.simulator.mailbox import Mailbox
from telesec.simulator.serving import Serving
from telesec.values.telephone import E164
from tests.makers import make_issuer
from tests.telephone import PRACTICE, Telephone


@pytest.fixture
def well(telephone: Telephone) -> Iterator[Telephone]:
    """A house in which everything is as it must be."""
    telephone.settings.data_dir.mkdir(exist_ok=True)
    with telephone.looking() as db:
        beat(db, "worker:1", telephone.clock.now())
        # As the migrations leave it; a test's tables are made without them.
        db.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": newest()})
        make_issuer(db, legal_form="EI", registration="RNE Rennes")
    with Mailbox() as mailbox:
        telephone.settings = replace(telephone.settings, smtp_url=mailbox.url)
        yield telephone


def visited(telephone: Telephone, *arguments: str) -> tuple[int, str]:
    class House:
        engine, settings, now = telephone.engine, telephone.settings, telephone.clock.now

    result = CliRunner().invoke(doctor, list(arguments), obj=House())
    return result.exit_code, result.output


def health(finding: Finding) -> tuple[Health, str]:
    return finding.health, " ".join(finding.told + finding.mend)


def test_everything_a_call_needs_is_looked_at(well: Telephone) -> None:
    code, told = visited(well, "--language", "en")
    for name in ("worker", "call scripts", "issuer", "Twilio account", "lines", "disk"):
        assert f"✓ {name}" in told, told
    assert "✓ public address" in told
    assert "✓ mail server" in told
    assert "✓ recordings" in told
    assert "✗ clock" in told  # the time of a test is pretended
    assert code == 1


def test_a_line_not_set_and_a_wrong_token_are_told(well: Telephone) -> None:
    well.network.numbers[PRACTICE].voice_url = ""
    assert f"✗ lignes : à régler : {PRACTICE}" in visited(well)[1]
    well.network.expects_problem("with wrong credentials")
    well.settings = replace(well.settings, twilio_auth_tokens=("not-it",))
    told = visited(well)[1]
    assert "✗ compte Twilio" in told
    assert "TWILIO_AUTH_TOKEN" in told
    assert "not-it" not in told
    assert "✗ adresse publique : la signature n’est pas reconnue" in told


def test_a_number_that_cannot_send_for_a_subaccount(well: Telephone) -> None:
    """A number sends for its own account only; a name sends for all."""
    with well.looking() as db:
        well.client_of(db, PRACTICE).account_sid = "AC" + "5" * 32
    assert "✗ SMS" not in visited(well)[1]
    well.settings = replace(well.settings, sms_from=PRACTICE)
    assert "✗ SMS : sans numéro d’envoi à eux : cabinet-martin" in visited(well)[1]
    with well.looking() as db:
        well.client_of(db, PRACTICE).text_from = E164(PRACTICE)
    assert "✗ SMS" not in visited(well)[1]


def test_a_database_that_is_not_there_or_not_migrated(telephone: Telephone) -> None:
    assert health(check_database(telephone.engine, "0001"))[0] is Health.WRONG


def test_a_worker_that_has_stopped(telephone: Telephone) -> None:
    now = telephone.clock.now()
    with telephone.looking() as db:
        db.execute(delete(WorkerHeartbeat))
    assert check_worker(telephone.engine, now).health is Health.WRONG
    with telephone.looking() as db:
        beat(db, "worker:1", now)
    assert check_worker(telephone.engine, now).health is Health.FINE
    assert check_worker(telephone.engine, now + timedelta(minutes=3)).health is Health.WRONG


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    assert check_disk(tmp_path).health is not Health.WRONG
    assert check_disk(tmp_path / "gone").health is Health.WRONG


def test_an_issuer_that_lacks_what_the_law_wants(telephone: Telephone) -> None:
    assert check_issuer(telephone.engine).health is Health.LOOK
    with telephone.looking() as db:
        make_issuer(db, registration="")
    assert "registration" in health(check_issuer(telephone.engine))[1]


def answering(status: str, *headers: tuple[str, str]) -> Callable[..., list[bytes]]:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        start_response(status, list(headers))
        return [b""]

    return application


@pytest.mark.parametrize(
    ("status", "headers", "word"),
    [
        ("301 Moved", [("Location", "https://telesec.example/voice/check")], "redirects to https"),
        ("404 Not Found", [], "answers 404"),
        ("403 Forbidden", [], "signature is not recognised"),
    ],
)
def test_what_stands_before_us_and_answers_otherwise(
    telephone: Telephone, status: str, headers: list[tuple[str, str]], word: str
) -> None:
    server = make_server("127.0.0.1", 0, answering(status, *headers))
    serving = Serving(server)
    there = replace(telephone.settings, public_url=f"http://127.0.0.1:{server.port}")
    found = check_public_address(there)
    serving.end()
    assert found.health is Health.WRONG
    assert word in " ".join([found.told[1], *found.mend])


def test_nobody_there(telephone: Telephone) -> None:
    nobody = replace(
        telephone.settings, public_url="http://127.0.0.1:9", smtp_url="smtp://127.0.0.1:9"
    )
    assert "not reached" in health(check_public_address(nobody))[1]
    assert "SMTP_URL" in health(check_mail(nobody))[1]


def test_a_clock_that_is_off(telephone: Telephone) -> None:
    found = check_clock(telephone.settings, telephone.clock.now())
    assert found.health in {Health.WRONG, Health.LOOK}
    nowhere = replace(telephone.settings, twilio_api_base_url="http://127.0.0.1:9")
    assert check_clock(nowhere, telephone.clock.now()).health is Health.LOOK
