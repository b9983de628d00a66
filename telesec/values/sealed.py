"""Secrets of others that we must be able to use, such as passwords: sealed with the house's key.

Whoever has the database alone, or a copy of it, cannot read them.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class SealBroken(Exception):
    """It was sealed with another key, for another purpose, or is spoilt."""


def seal(text: str, secret_key: str, purpose: str) -> str:
    """The text so that only this house can read it, and only for this ``purpose``."""
    return _box(secret_key, purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, secret_key: str, purpose: str) -> str:
    """What was sealed. Raises SealBroken, for instance when the house's key has been changed."""
    try:
        return _box(secret_key, purpose).decrypt(sealed.encode()).decode()
    except (InvalidToken, ValueError) as error:
        raise SealBroken(purpose) from error


def _box(secret_key: str, purpose: str) -> Fernet:
    digest = hashlib.sha256(f"{purpose}:{secret_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
