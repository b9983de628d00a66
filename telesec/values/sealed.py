"""Secrets of clients at rest: sealed with the house's key, so that a copied database tells none."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class CannotOpen(ValueError):
    """Sealed with another key than the house has now, or spoilt."""


def seal(text: str, secret_key: str) -> str:
    """What only a house with this key can open. Different each time, for the same text."""
    return _box(secret_key).encrypt(text.encode()).decode()


def unseal(sealed: str, secret_key: str) -> str:
    """The text. Raises CannotOpen."""
    try:
        return _box(secret_key).decrypt(sealed.encode()).decode()
    except (InvalidToken, ValueError) as error:
        raise CannotOpen("sealed with another key") from error


def _box(secret_key: str) -> Fernet:
    digest = hashlib.sha256(b"sealed:" + secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
