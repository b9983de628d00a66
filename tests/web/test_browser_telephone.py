"""A secretary's browser as a telephone: its token and its heartbeat."""

from dataclasses import replace
from time import time

import jwt
import pytest
from sqlalchemy import select

from telesec.clients.account import Account
from telesec.settings import BadSettings, read_settings
from telesec.web.house import EXTENSION
from tests.web.visiting import SECRETARY, Browser, Console

KEY, SECRET = "SK" + "1" * 32, "the-secret-of-the-api-key-is-long-enough"


@pytest.fixture
def secretary(console: Console) -> Browser:
    return console.signed_in(SECRETARY)


def test_a_token_is_for_who_is_signed_in_and_only_to_be_rung(
    console: Console, secretary: Browser
) -> None:
    extensions = console.app.extensions
    settings = replace(
        extensions[EXTENSION].settings, twilio_api_key_sid=KEY, twilio_api_key_secret=SECRET
    )
    extensions[EXTENSION] = replace(extensions[EXTENSION], settings=settings)
    answer = secretary.sends("/telephone/token", identity="staff-999")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.get_json()
    with console.looking() as db:
        assert told["identity"] == f"staff-{console.account(db).id}"
    claims = jwt.decode(told["token"], SECRET, ["HS256"])
    assert claims["iss"] == KEY
    assert claims["grants"]["identity"] == told["identity"]
    assert claims["grants"]["voice"] == {"incoming": {"allow": True}}
    assert claims["exp"] - time() <= 24 * 3600


def test_without_an_api_key_there_is_no_browser_telephone(secretary: Browser) -> None:
    assert secretary.sends("/telephone/token").status_code == 409


def test_a_heartbeat_says_that_the_browser_is_there(console: Console, secretary: Browser) -> None:
    assert secretary.sends("/telephone/presence").status_code == 204
    with console.looking() as db:
        assert db.scalars(select(Account).where(Account.browser_seen_at.is_not(None))).one()
    assert secretary.sends("/telephone/absence").status_code == 204
    with console.looking() as db:
        assert not db.scalars(select(Account).where(Account.browser_seen_at.is_not(None))).all()


def test_half_an_api_key_is_refused() -> None:
    with pytest.raises(BadSettings, match="go together"):
        read_settings(
            {
                "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
                "TWILIO_AUTH_TOKEN": "one",
                "TELESEC_PUBLIC_URL": "https://telesec.example",
                "TWILIO_API_KEY_SID": KEY,
            }
        )
