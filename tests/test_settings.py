"""Settings: every nonsense is refused with the setting's name and the way to mend it."""

from pathlib import Path

import pytest

from telesec.settings import BadSettings, read_settings

GOOD = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "one, two",
    "TELESEC_PUBLIC_URL": "https://telesec.example/",
    "SMTP_URL": "smtp://user:pw@localhost:587",
    "TELESEC_MAIL_FROM": "secretariat@telesec.example",
}


def test_good_settings_are_read_once_and_frozen(tmp_path: Path) -> None:
    settings = read_settings(GOOD | {"TELESEC_DATA_DIR": str(tmp_path)})
    assert settings.twilio_auth_tokens == ("one", "two")
    assert settings.public_url == "https://telesec.example"
    assert settings.database_url == f"sqlite:///{tmp_path / 'telesec.db'}"
    with pytest.raises(AttributeError):
        settings.public_url = "http://elsewhere"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWILIO_ACCOUNT_SID", ""),
        ("TWILIO_ACCOUNT_SID", "SK" + "0" * 32),
        ("TWILIO_AUTH_TOKEN", ""),
        ("TWILIO_API_BASE_URL", "ftp://x"),
        ("TELESEC_PUBLIC_URL", ""),
        ("TELESEC_PUBLIC_URL", "telesec.example"),
        ("TELESEC_PUBLIC_URL", "https://my_host.example"),
        ("TELESEC_PUBLIC_URL", "https://telesec.example/?a=b"),
        ("SMTP_URL", ""),
        ("SMTP_URL", "imap://host"),
        ("TELESEC_MAIL_FROM", "nobody"),
        ("TELESEC_PUBLIC_URL", "http://[::1"),
        ("SMTP_URL", "smtp://host:notaport"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "oracle://x"),
        ("TELESEC_CALL_SCRIPTS", "/nowhere"),
        ("TELESEC_SMS_FROM", "much too long a sender"),
        ("TELESEC_SMS_FROM", "12345"),
        ("TELESEC_SMS_FROM", "+33123"),
        ("TELESEC_SECRET_KEY", "short"),
        ("TELESEC_WEB_WORKERS", "many"),
        ("TELESEC_WEB_THREADS", "0"),
        ("TELESEC_INNER_HOSTS", "http://calendar.lan"),
        ("TELESEC_INNER_HOSTS", "calendar.lan/x"),
        ("TELESEC_INNER_HOSTS", "me@calendar.lan"),
        ("TELESEC_INNER_HOSTS", "calendar.lan:door"),
    ],
)
def test_nonsense_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        read_settings(GOOD | {"TELESEC_DATA_DIR": str(tmp_path), name: value})


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = read_settings(GOOD | {"TELESEC_DATA_DIR": str(tmp_path)}).secret_key
    assert read_settings(GOOD | {"TELESEC_DATA_DIR": str(tmp_path)}).secret_key == first
    assert len(first) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_an_env_file_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    lines = [f"{k}={v}" for k, v in GOOD.items()]
    file.write_text("\n".join([*lines, f"TELESEC_DATA_DIR={tmp_path}", "TELESEC_SMS_FROM=file"]))
    for name in GOOD:
        monkeypatch.delenv(name, raising=False)
    assert read_settings(env_file=file).sms_from == "file"
    monkeypatch.setenv("TELESEC_SMS_FROM", "shell")
    assert read_settings(env_file=file).sms_from == "shell"


def test_a_data_directory_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings, match="TELESEC_DATA_DIR"):
        read_settings(GOOD | {"TELESEC_DATA_DIR": str(tmp_path / "file" / "below")})


def test_with_postgresql_the_key_must_be_given(tmp_path: Path) -> None:
    url = "postgresql+psycopg://telesec@localhost/telesec"
    environ = GOOD | {"TELESEC_DATA_DIR": str(tmp_path), "DATABASE_URL": url}
    with pytest.raises(BadSettings, match="TELESEC_SECRET_KEY"):
        read_settings(environ)
    assert read_settings(environ | {"TELESEC_SECRET_KEY": "k" * 32}).secret_key == "k" * 32


def test_hosts_of_our_own_network_are_a_list_of_names(tmp_path: Path) -> None:
    given = " Calendar.lan , 10.0.0.5:5232, [fd00::1]:5232,"
    environ = GOOD | {"TELESEC_DATA_DIR": str(tmp_path), "TELESEC_INNER_HOSTS": given}
    expected = {"calendar.lan", "10.0.0.5:5232", "fd00::1:5232"}
    assert read_settings(environ).inner_hosts == expected
    assert read_settings(GOOD | {"TELESEC_DATA_DIR": str(tmp_path)}).inner_hosts == set()
