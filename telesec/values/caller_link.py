"""The short address by which a caller reaches their own appointment: only this house can make it.

``https://host/r/<token>``: the token is a random nonce, by which the link is found, and a seal of
it made with the house's key. A guess is told from a true token without asking the database, and
whoever has the database alone can make no token. In a text the link stands as a mark that holds
the nonce only; delivery, which knows address and key, puts the link in its place.
"""

import hmac
import re
import secrets
from hashlib import sha256

# Without the letters and digits that look alike, and without signs at which a telephone thinks
# that an address ends. All of them, and those of a mark, may stand in an SMS (GSM-7).
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
NONCE_LENGTH = 8  # 46 bits: unique; nothing is lost when one is known
SEAL_LENGTH = 10  # 58 bits: nobody can try so many addresses
TOKEN_LENGTH = NONCE_LENGTH + SEAL_LENGTH
PATH = "/r/"
# What a link may take of a text message: a host of 31 characters and all that is around it.
ROOM_FOR_LINK = 60

MARK = re.compile(rf"%link:([{ALPHABET}]{{{NONCE_LENGTH}}})%")
_TOKEN = re.compile(rf"[{ALPHABET}]{{{TOKEN_LENGTH}}}")


def new_nonce() -> str:
    """A random one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(NONCE_LENGTH))


def mark_of(nonce: str) -> str:
    """What stands in a text for the link, until it is sent."""
    return f"%link:{nonce}%"


def token_of(nonce: str, secret_key: str) -> str:
    """The last part of the address. It is a secret: never log it."""
    return nonce + _in_letters(_mac(f"link:{nonce}", secret_key), SEAL_LENGTH)


def nonce_in(token: str, secret_key: str) -> str | None:
    """The nonce of a token this house has made; None for any other text."""
    if not _TOKEN.fullmatch(token):
        return None
    nonce = token[:NONCE_LENGTH]
    return nonce if hmac.compare_digest(token_of(nonce, secret_key), token) else None


def with_links(text: str, public_url: str, secret_key: str) -> str:
    """The text with every mark replaced by the address it stands for."""
    base = public_url.rstrip("/") + PATH
    return MARK.sub(lambda found: base + token_of(found[1], secret_key), text)


def form_seal(nonce: str, facts: str, secret_key: str) -> str:
    """What a form carries to show that we made it, for this link and when ``facts`` were true."""
    return _in_letters(_mac(f"form:{nonce}:{facts}", secret_key), 2 * SEAL_LENGTH)


def is_form_seal(given: str, nonce: str, facts: str, secret_key: str) -> bool:
    """Whether that is the seal of such a form."""
    made = form_seal(nonce, facts, secret_key)
    return hmac.compare_digest(made.encode(), given.encode("utf-8", "replace"))


def _mac(text: str, secret_key: str) -> bytes:
    return hmac.new(secret_key.encode(), text.encode(), sha256).digest()


def _in_letters(digest: bytes, length: int) -> str:
    number, letters = int.from_bytes(digest), []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
