"""What was heard, carried over an outage in an address: sealed, so that no log can read it."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from pydantic import BaseModel, ValidationError

from telesec.values.conversation import Heard

OLDEST_SECONDS = 600


class Carried(BaseModel):
    """What the caller said when the database was away, and how often we have asked to wait."""

    call_sid: str
    tries: int
    heard: Heard | None = None  # None: the call had only just begun


def seal(carried: Carried, secret_key: str) -> str:
    """An address-safe text that only this house can open."""
    return _box(secret_key).encrypt(carried.model_dump_json().encode()).decode()


def unseal(text: str, call_sid: str, secret_key: str) -> Carried | None:
    """What was sealed for this call; None when forged, spoilt, too old or another call's."""
    try:
        opened = _box(secret_key).decrypt(text.encode(), ttl=OLDEST_SECONDS)
        carried = Carried.model_validate_json(opened)
    except (InvalidToken, ValidationError, ValueError):
        return None
    return carried if carried.call_sid == call_sid else None


def _box(secret_key: str) -> Fernet:
    digest = hashlib.sha256(b"carried:" + secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
