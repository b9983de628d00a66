"""Signatures, against the carrier's own examples."""

import pytest
from twilio.request_validator import RequestValidator

from telesec.simulator.addresses import BadAddress, parse_address
from telesec.simulator.signing import signature, signed_url

EXAMPLE = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675310"),
    ("Digits", "1234"),
    ("From", "+14158675310"),
    ("To", "+18005551212"),
]


def test_the_example_of_the_documentation() -> None:
    url = "https://example.com/myapp.php?foo=1&bar=2"
    assert signature("12345", url, EXAMPLE) == "L/OH5YylLD5NRKLltdqwSvS0BnU="
    assert signature("12345", url, reversed(EXAMPLE)) == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_the_examples_of_twilio_python() -> None:
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    fields = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ]
    assert signature("12345", url, fields) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    doubled = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234")]
    doubled.append(("Digits", "1234"))
    assert signature("12345", url, doubled) == "IK+Dwps556ElfBT0I3Rgjkr1wJU="


def test_the_carriers_own_validator_agrees_on_accents() -> None:
    url = "https://example.fr/voice"
    fields = {"SpeechResult": "c’est l’été 😀", "From": ""}
    signed = signature("secret", url, fields.items())
    assert RequestValidator("secret").validate(url, fields, signed)


@pytest.mark.parametrize(
    ("url", "voice", "text"),
    [
        ("https://h.fr:8443/a?b=1", "https://h.fr/a?b=1", "https://h.fr:8443/a?b=1"),
        ("http://h.fr:8080/a", "http://h.fr:8080/a", "http://h.fr:8080/a"),
        ("https://u:p@h.fr:8443/a", "https://h.fr/a", "https://h.fr:8443/a"),
        ("https://h.fr/a%C3%A9?", "https://h.fr/a%C3%A9?", "https://h.fr/a%C3%A9?"),
    ],
)
def test_ports_and_passwords(url: str, voice: str, text: str) -> None:
    assert signed_url(url, for_voice=True) == voice
    assert signed_url(url, for_voice=False) == text


def test_connection_overrides_stay_with_the_carrier() -> None:
    address = parse_address("https://h.fr/a#rc=3&rp=5xx,rt&rt=4000&tt=9000&ct=1000")
    assert address.url == "https://h.fr/a"
    assert (address.retries, address.read_ms, address.total_ms, address.connect_ms) == (
        3, 4000, 9000, 1000,
    )  # fmt: skip
    assert address.retries_after("5xx")
    assert not address.retries_after("ct")
    usual = parse_address("https://h.fr/a")
    assert (usual.retries, usual.retries_after("ct"), usual.retries_after("5xx")) == (
        1,
        True,
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/voice",
        "ftp://h.fr",
        "https://under_score.fr/",
        "https://h.fr/é",
        "https://h.fr/#rc=6",
        "https://h.fr/#rp=6xx",
        "https://h.fr/#rt=50",
        "https://h.fr/#nonsense=1",
    ],
)
def test_bad_addresses(text: str) -> None:
    with pytest.raises(BadAddress):
        parse_address(text)
