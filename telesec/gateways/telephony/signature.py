"""Is this webhook truly the carrier's? https://www.twilio.com/docs/usage/security

The address is what the carrier was given: our public base and the raw request target. It is
never built from Host or X-Forwarded headers, which a forger or a proxy may write.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

DEFAULT_PORTS = {"https": 443, "http": 80}

Fields = Sequence[tuple[str, Sequence[str]]]


def signature_is_true(
    tokens: Sequence[str], url: str, fields: Fields, signature: str | None
) -> bool:
    """Whether ``signature`` (base64 of HMAC-SHA1) was made with one of our auth tokens.

    ``fields`` are the form's names, each with all its values. Several tokens are held while the
    carrier's token is being changed. No signature, or a malformed one, is simply not true.
    """
    if not signature:
        return False
    given = signature.encode("utf-8", "replace")
    body = _signed_fields(fields)
    true = False
    for token in tokens:
        for spelling in _spellings(url):
            expected = _sign(token, spelling + body)
            # Every comparison is made, so that the time taken tells nothing.
            true |= hmac.compare_digest(expected, given)
    return true


def sign(token: str, url: str, fields: Fields) -> str:
    """The signature the carrier would send: for our own tests of the way in."""
    return _sign(token, url + _signed_fields(fields)).decode()


def _sign(token: str, text: str) -> bytes:
    digest = hmac.new(token.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha1)
    return base64.b64encode(digest.digest())


def _signed_fields(fields: Fields) -> str:
    return "".join(name + value for name, values in sorted(fields) for value in sorted(set(values)))


def _spellings(url: str) -> Iterable[str]:
    """The address with and without its port: voice over https drops it, messages keep it."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    bare = f"[{host}]" if ":" in host else host
    try:
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return (url,)
    rest = url.partition("://")[2]
    tail = rest[len(rest.split("/", 1)[0]) :]
    return dict.fromkeys(
        (url, f"{parts.scheme}://{bare}{tail}", f"{parts.scheme}://{bare}:{port}{tail}")
    )
