"""E-mail addresses: checked where they come in, so that whatever is kept can be written to."""

import re

LONGEST_EMAIL = 254  # characters (RFC 5321 4.5.3.1.3)
LONGEST_LOCAL = 64
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"  # RFC 5322 3.2.3
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?![0-9]+$)[a-z0-9-]{2,63}"
_WHOLE = re.compile(f"{_LOCAL}@{_DOMAIN}")


def parse_email(text: str) -> str:
    """An e-mail address as far as its form tells; lower case, as it is compared.

    Letters with accents may stand in its domain only, and are kept as its ASCII form (RFC 3490),
    which every mail server takes. Raises ValueError.
    """
    wrong = ValueError(f"{text[:LONGEST_EMAIL]!r} is not an e-mail address")
    local, _at, domain = text.strip().lower().rpartition("@")
    if len(local) > LONGEST_LOCAL or len(domain) > LONGEST_EMAIL:
        raise wrong
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise wrong from error
    if len(address) > LONGEST_EMAIL or not _WHOLE.fullmatch(address):
        raise wrong
    return address


def masked_email(address: str) -> str:
    """Enough of it for whoever gave it: "c…@cabinet.example"."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
