"""Webhook addresses and their connection overrides, which ride in the fragment.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

RETRY_REASONS = frozenset({"4xx", "5xx", "ct", "rt", "all"})
RANGES = {"ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000), "rc": (0, 5)}


class BadAddress(ValueError):
    """An address the carrier could not ask; the message begins with its error code."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send a webhook, and how hard to try. Timeouts in milliseconds."""

    url: str  # as given, without the fragment: this is sent and signed
    connect_ms: int = 5_000
    read_ms: int = 15_000
    total_ms: int = 15_000
    retries: int = 1
    retried: frozenset[str] = frozenset({"ct"})

    def retries_after(self, failure: str) -> bool:
        """Whether such a failure (ct, rt, 4xx, 5xx) is tried again."""
        return bool(self.retried & {failure, "all"})


def parse_address(text: str, base: str = "") -> Address:
    """Read an absolute address, or one relative to ``base``. BadAddress when it is neither."""
    url, fragment = urldefrag(urljoin(base, text) if base else text)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadAddress(f"11100 {text!r} is not an address that can be asked")
    if "_" in parts.hostname:
        raise BadAddress(f"11100 {text!r} has an underscore in its host name")
    if not url.isascii() or " " in url:
        raise BadAddress(f"11100 {text!r} holds characters that must be percent-encoded")
    return _with_overrides(url, fragment)


def _with_overrides(url: str, fragment: str) -> Address:
    found = dict(parse_qsl(fragment, keep_blank_values=True))
    unknown = found.keys() - RANGES.keys() - {"rp", "sni", "e"}
    if unknown:
        raise BadAddress(f"11243 unknown connection override {sorted(unknown)} in #{fragment}")
    numbers = {key: _number(key, found[key]) for key in RANGES if key in found}
    reasons = frozenset(found.get("rp", "ct").split(","))
    if not reasons <= RETRY_REASONS:
        raise BadAddress(f"11243 rp={found['rp']} is not a list of {sorted(RETRY_REASONS)}")
    return Address(
        url,
        numbers.get("ct", 5_000),
        numbers.get("rt", 15_000),
        numbers.get("tt", 15_000),
        numbers.get("rc", 1),
        reasons,
    )


def _number(key: str, text: str) -> int:
    least, most = RANGES[key]
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadAddress(f"11243 {key}={text} is not from {least} to {most}")
    return int(text)
