"""Settings: read once from the environment, checked, then frozen. Nothing else reads it."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values

from telesec.values.telephone import NotATelephoneNumber, parse_number

LONGEST_SENDER = 11  # characters of an alphanumeric SMS sender
SHORTEST_SECRET = 32


class BadSettings(ValueError):
    """A setting is missing or makes no sense; the message names it and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ from one installation to another. See .env.example."""

    twilio_account_sid: str
    twilio_auth_tokens: tuple[str, ...]
    twilio_subaccounts: Mapping[str, tuple[str, ...]]
    twilio_api_base_url: str
    twilio_api_key_sid: str
    twilio_api_key_secret: str
    public_url: str
    data_dir: Path
    recordings_url: str
    database_url: str
    smtp_url: str
    mail_from: str
    sms_from: str
    call_scripts_dir: Path
    secret_key: str
    clock_file: Path | None
    model_url: str
    model_name: str
    model_key: str
    web_workers: int
    web_threads: int
    feed_octets: int
    feed_gzip: bool
    feed_requests: int
    inner_hosts: frozenset[str]

    def auth_tokens_of(self, account_sid: str) -> tuple[str, ...]:
        """What an account of ours signs its webhooks with; nothing for somebody else's."""
        if account_sid in {"", self.twilio_account_sid}:
            return self.twilio_auth_tokens
        return self.twilio_subaccounts.get(account_sid, ())

    def subaccount(self, account_sid: str) -> str:
        """The subaccount a webhook came from; empty for the account itself."""
        return account_sid if account_sid in self.twilio_subaccounts else ""

    @property
    def spool_dir(self) -> Path:
        """Where recorded messages are noted while the database is away."""
        return self.data_dir / "spool"


def read_settings(
    environ: Mapping[str, str] | None = None, env_file: Path | None = None
) -> Settings:
    """The settings in ``environ`` (default: the process's, over those in ``.env``).

    Raises BadSettings naming the first setting that is missing or wrong.
    """
    if environ is None:
        from_file = dotenv_values(env_file or Path(".env"))
        environ = {k: v for k, v in from_file.items() if v is not None} | dict(os.environ)
    data_dir = Path(environ.get("TELESEC_DATA_DIR") or "data").resolve()
    database_url = _database_url(environ, data_dir)
    if not (database_url.startswith("sqlite") or environ.get("TELESEC_SECRET_KEY", "").strip()):
        raise BadSettings(
            "TELESEC_SECRET_KEY is missing: with PostgreSQL several machines may serve one house,"
            " and all need the same (make one: python3 -c 'import secrets;"
            " print(secrets.token_urlsafe(48))')"
        )
    return Settings(
        twilio_account_sid=_account_sid(environ),
        twilio_auth_tokens=_auth_tokens(environ),
        twilio_subaccounts=_subaccounts(environ),
        twilio_api_base_url=_url(environ, "TWILIO_API_BASE_URL", "https://api.twilio.com"),
        twilio_api_key_sid=_api_key_sid(environ),
        twilio_api_key_secret=environ.get("TWILIO_API_KEY_SECRET", "").strip(),
        public_url=_url(environ, "TELESEC_PUBLIC_URL", None),
        data_dir=data_dir,
        recordings_url=_recordings_url(environ),
        database_url=database_url,
        smtp_url=_smtp_url(environ),
        mail_from=_mail_from(environ),
        sms_from=_sms_from(environ),
        call_scripts_dir=_call_scripts_dir(environ),
        secret_key=_secret_key(environ, data_dir),
        clock_file=Path(found) if (found := environ.get("TELESEC_CLOCK_FILE")) else None,
        model_url=_model_url(environ),
        model_name=environ.get("TELESEC_MODEL", "").strip(),
        model_key=environ.get("TELESEC_MODEL_KEY", "").strip(),
        web_workers=_whole_number(environ, "TELESEC_WEB_WORKERS", 2, 1, 64),
        web_threads=_whole_number(environ, "TELESEC_WEB_THREADS", 8, 1, 64),
        feed_octets=_whole_number(environ, "TELESEC_FEED_OCTETS", 1_000_000, 100_000, 20_000_000),
        feed_gzip=bool(_whole_number(environ, "TELESEC_FEED_GZIP", 1, 0, 1)),
        feed_requests=_whole_number(environ, "TELESEC_FEED_REQUESTS", 60, 0, 1_000_000),
        inner_hosts=_inner_hosts(environ),
    )


def _account_sid(environ: Mapping[str, str]) -> str:
    sid = environ.get("TWILIO_ACCOUNT_SID", "").strip()
    if not re.fullmatch("AC[0-9A-Za-z]{32}", sid):
        raise BadSettings(
            "TWILIO_ACCOUNT_SID must be AC and 32 letters or digits (Twilio console, Account info)"
        )
    return sid


def _api_key_sid(environ: Mapping[str, str]) -> str:
    sid = environ.get("TWILIO_API_KEY_SID", "").strip()
    if sid and not re.fullmatch("SK[0-9A-Za-z]{32}", sid):
        raise BadSettings("TWILIO_API_KEY_SID must be SK and 32 letters or digits (API keys)")
    if bool(sid) != bool(environ.get("TWILIO_API_KEY_SECRET", "").strip()):
        raise BadSettings("TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET go together")
    return sid


def _auth_tokens(environ: Mapping[str, str]) -> tuple[str, ...]:
    tokens = tuple(t.strip() for t in environ.get("TWILIO_AUTH_TOKEN", "").split(",") if t.strip())
    if not tokens:
        # Without it any forged webhook would look like any true one: we refuse to start.
        raise BadSettings(
            "TWILIO_AUTH_TOKEN is missing: webhooks could not be checked (Twilio console,"
            " Account info; several, comma-separated, while it is being changed)"
        )
    return tokens


def _subaccounts(environ: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Subaccounts and their tokens; one named twice has two, while its token is being changed."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in environ.get("TWILIO_SUBACCOUNTS", "").split(","):
        sid, _, token = (part.strip() for part in entry.strip().partition(":"))
        if not entry.strip():
            continue
        if not re.fullmatch("AC[0-9A-Za-z]{32}", sid) or not token:
            raise BadSettings(
                "TWILIO_SUBACCOUNTS must be a list of subaccount:token, comma-separated; each"
                " subaccount is AC and 32 letters or digits (Twilio console, Subaccounts)"
            )
        if sid == environ.get("TWILIO_ACCOUNT_SID", "").strip():
            raise BadSettings("TWILIO_SUBACCOUNTS must not name TWILIO_ACCOUNT_SID itself")
        found[sid] = (*found.get(sid, ()), token)
    return found


def _url(environ: Mapping[str, str], name: str, default: str | None) -> str:
    url = (environ.get(name) or default or "").strip().rstrip("/")
    parts = _split(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSettings(f"{name} must be an address such as https://telesec.example.fr")
    if parts.query or parts.fragment or "_" in parts.hostname:
        raise BadSettings(f"{name} must have no query, no fragment and no underscore in its host")
    return url


def _split(url: str) -> SplitResult:
    """The parts of an address; none at all when it makes no sense, or its port does not."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    url = (environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'telesec.db'}").strip()
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettings(
            "DATABASE_URL must be postgresql+psycopg://user:password@host/name"
            " or sqlite:///path (default: a file in the data directory)"
        )
    return url


def _recordings_url(environ: Mapping[str, str]) -> str:
    url = environ.get("TELESEC_RECORDINGS_URL", "").strip()
    if not url:
        return ""
    parts = _split(url)
    has_bucket = bool(parts.path.strip("/"))
    if parts.scheme not in {"s3", "s3+http"} or not (parts.hostname and parts.username):
        has_bucket = False
    if not (has_bucket and parts.password):
        raise BadSettings(
            "TELESEC_RECORDINGS_URL must be s3://key:secret@host/bucket?region=... with key and"
            " secret percent-encoded, or empty: then recordings stay in the data directory"
        )
    return url


def _model_url(environ: Mapping[str, str]) -> str:
    if not environ.get("TELESEC_MODEL_URL", "").strip():
        return ""
    if not environ.get("TELESEC_MODEL", "").strip():
        raise BadSettings("TELESEC_MODEL is missing: the name of the model at TELESEC_MODEL_URL")
    return _url(environ, "TELESEC_MODEL_URL", None)


def _call_scripts_dir(environ: Mapping[str, str]) -> Path:
    directory = Path(environ.get("TELESEC_CALL_SCRIPTS") or "call_scripts").resolve()
    if not directory.is_dir():
        raise BadSettings(
            f"TELESEC_CALL_SCRIPTS: there is no directory {directory};"
            " it holds a call script for each client (see call_scripts/ of the source)"
        )
    return directory


def _smtp_url(environ: Mapping[str, str]) -> str:
    url = environ.get("SMTP_URL", "").strip()
    parts = _split(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSettings(
            "SMTP_URL must be smtp://user:password@host:587 (STARTTLS when offered)"
            " or smtps://user:password@host:465"
        )
    return url


def _mail_from(environ: Mapping[str, str]) -> str:
    address = environ.get("TELESEC_MAIL_FROM", "").strip()
    if "@" not in address.strip("@"):
        raise BadSettings("TELESEC_MAIL_FROM must be the address our e-mails come from")
    return address


def _sms_from(environ: Mapping[str, str]) -> str:
    sender = environ.get("TELESEC_SMS_FROM", "telesec").strip()
    if sender.startswith("+"):
        try:
            return parse_number(sender)
        except NotATelephoneNumber as error:
            raise BadSettings(f"TELESEC_SMS_FROM: {error}") from error
    fits = 1 <= len(sender) <= LONGEST_SENDER and sender.replace(" ", "").isalnum()
    if not (fits and any(c.isalpha() for c in sender)):
        raise BadSettings(
            "TELESEC_SMS_FROM must be a number of ours (+33...) or up to 11 letters and digits"
        )
    return sender


def _secret_key(environ: Mapping[str, str], data_dir: Path) -> str:
    """The key of sessions and feed addresses; made once and kept in the data directory."""
    given = environ.get("TELESEC_SECRET_KEY", "").strip()
    if given:
        if len(given) < SHORTEST_SECRET:
            raise BadSettings(f"TELESEC_SECRET_KEY must have at least {SHORTEST_SECRET} characters")
        return given
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Written aside, then linked: another process sees the whole key or none, and the
            # first of two to link wins.
            aside = data_dir / f"secret_key.{os.getpid()}"
            aside.touch(mode=0o600)
            aside.write_text(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(aside, path)
            aside.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise BadSettings(f"TELESEC_DATA_DIR {data_dir}: {error.strerror}") from error


def _inner_hosts(environ: Mapping[str, str]) -> frozenset[str]:
    """Hosts of the house's own network that addresses of clients may name; lower case."""
    found = set()
    for entry in environ.get("TELESEC_INNER_HOSTS", "").split(","):
        host = entry.strip().casefold()
        parts = _split(f"//{host}")
        if host and (parts.netloc != host or not parts.hostname or "@" in host):
            raise BadSettings(
                "TELESEC_INNER_HOSTS must be a list of hosts, comma-separated, each with or"
                " without a port: calendar.lan, 192.168.1.20:5232"
            )
        if host:
            name = parts.hostname or ""  # without the brackets of IPv6
            found.add(f"{name}:{parts.port}" if parts.port else name)
    return frozenset(found)


def _whole_number(
    environ: Mapping[str, str], name: str, default: int, least: int, most: int
) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadSettings(f"{name} must be a whole number from {least} to {most}")
    return int(text)
