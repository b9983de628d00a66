"""Where sounds are kept: in a directory, or in a store that speaks Amazon's S3 (moto's does)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from moto.server import ThreadedMotoServer
from sqlalchemy import select

from telesec.doctor.finding import Health
from telesec.doctor.outside_checks import check_store
from telesec.gateways.sound_store import BucketStore, DirectoryStore, SoundStore, open_store
from telesec.messages.message import Recording
from telesec.settings import BadSettings, read_settings
from telesec.worker import Worker
from tests.telephone import PRACTICE, Telephone

NAME = "recordings/3/RE1.wav"
SECRET = "a/secret+with=signs"  # as Amazon's have


@pytest.fixture(scope="module")
def bucket_url() -> Iterator[str]:
    """A bucket in a store of its own."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    requests.put(f"http://{host}:{port}/sons", timeout=5).raise_for_status()
    yield f"s3+http://KEY:{quote(SECRET, safe='')}@{host}:{port}/sons/telesec?region=fr-par"
    server.stop()


@pytest.fixture(params=["directory", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SoundStore:
    url = request.getfixturevalue("bucket_url") if request.param == "bucket" else ""
    return open_store(url, tmp_path)


def test_what_is_kept_is_read_and_deleted(store: SoundStore) -> None:
    assert store.read(NAME) is None
    store.keep(NAME, b"first")
    store.keep(NAME, b"second")
    assert store.read(NAME) == b"second"
    store.delete(NAME)
    store.delete(NAME)
    assert store.read(NAME) is None


def test_what_was_kept_before_in_the_directory_is_found(bucket_url: str, tmp_path: Path) -> None:
    before = DirectoryStore(tmp_path)
    before.keep(NAME, b"old")
    store = BucketStore(bucket_url, before)
    assert store.read(NAME) == b"old"
    store.delete(NAME)
    assert before.read(NAME) is None


def test_a_store_that_is_gone_is_an_error_without_the_key(tmp_path: Path) -> None:
    url = f"s3+http://KEY:{quote(SECRET, safe='')}@127.0.0.1:1/sons"
    store = open_store(url, tmp_path)
    with pytest.raises(OSError, match="Error") as kept:
        store.keep(NAME, b"x")
    with pytest.raises(OSError, match="Error") as read:
        store.read(NAME)
    with pytest.raises(OSError, match="Error") as deleted:
        store.delete(NAME)
    assert not [one for one in (kept, read, deleted) if SECRET in str(one.value)]


def test_a_recorded_message_goes_into_the_bucket(telephone: Telephone, bucket_url: str) -> None:
    telephone.settings = replace(telephone.settings, recordings_url=bucket_url)
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.bring_in_recordings()
    with telephone.looking() as db:
        kept = db.scalars(select(Recording)).one()
        name = f"recordings/{kept.client_id}/{kept.recording_sid}.wav"
    sound = worker.sounds.read(name)
    assert sound is not None
    assert sound.startswith(b"RIFF")
    assert not list(telephone.settings.data_dir.rglob("*.wav"))
    telephone.clock.advance(91 * 86_400)
    worker.delete_at_limit()
    assert worker.sounds.read(name) is None


def test_a_store_that_is_away_means_another_try(telephone: Telephone) -> None:
    url = "s3+http://KEY:SECRET@127.0.0.1:1/sons"
    telephone.settings = replace(telephone.settings, recordings_url=url)
    call = telephone.caller().dials(PRACTICE)
    for _ in range(3):
        call.stays_silent()
    call.speaks_message("c'est madame Morel, rappelez-moi s'il vous plaît", then="#")
    telephone.clock.advance(30)
    telephone.network.settle()
    worker = Worker(telephone.settings, telephone.engine, telephone.clock)
    worker.bring_in_recordings()
    worker.delete_at_carrier()
    with telephone.looking() as db:
        kept = db.scalars(select(Recording)).one()
        assert kept.fetched_at is None
        assert kept.next_attempt_at is not None
    assert not telephone.network.recordings[kept.recording_sid].deleted


def test_the_doctor_tries_the_store(telephone: Telephone, bucket_url: str) -> None:
    well = replace(telephone.settings, recordings_url=bucket_url)
    assert check_store(well).health is Health.FINE
    sick = replace(telephone.settings, recordings_url=bucket_url.replace("/sons/", "/none/"))
    finding = check_store(sick)
    assert finding.health is Health.WRONG
    assert SECRET not in str(finding)


@pytest.mark.parametrize(
    "url",
    [
        "https://KEY:SECRET@host/bucket",
        "s3://host/bucket",
        "s3://KEY@host/bucket",
        "s3://KEY:SECRET@host",
        "s3://KEY:SECRET@host:port/bucket",
        "recordings",
    ],
)
def test_an_address_that_is_none_is_refused(telephone: Telephone, url: str) -> None:
    settings = telephone.settings
    environ = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": "t",
        "TELESEC_PUBLIC_URL": settings.public_url,
        "TELESEC_CALL_SCRIPTS": str(settings.call_scripts_dir),
        "TELESEC_SECRET_KEY": settings.secret_key,
        "SMTP_URL": settings.smtp_url,
        "TELESEC_MAIL_FROM": settings.mail_from,
        "TELESEC_DATA_DIR": str(settings.data_dir),
        "TELESEC_RECORDINGS_URL": url,
    }
    with pytest.raises(BadSettings, match="TELESEC_RECORDINGS_URL"):
        read_settings(environ)
