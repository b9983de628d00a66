"""The carrier's signature. https://www.twilio.com/docs/usage/security"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

Fields = Iterable[tuple[str, str]]


def signature(auth_token: str, url: str, fields: Fields) -> str:
    """base64(HMAC-SHA1(token, url + each name followed by its distinct values, in order))."""
    values: dict[str, set[str]] = {}
    for name, value in fields:
        values.setdefault(name, set()).add(value)
    body = "".join(name + value for name in sorted(values) for value in sorted(values[name]))
    digest = hmac.new(auth_token.encode(), (url + body).encode(), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode()


def signed_url(url: str, for_voice: bool) -> str:
    """The spelling of ``url`` that is signed: never a password; voice over https drops the port."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme == "https" and for_voice:
        host = _without_port(host)
    return urlunsplit(parts._replace(netloc=host)) if host != parts.netloc else url


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host
