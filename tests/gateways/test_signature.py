"""Signatures: the carrier's own vectors, its own validator, and what forgers try."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from telesec.gateways.telephony.signature import sign, signature_is_true

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = [
    ("CallSid", ["CA1234567890ABCDE"]),
    ("Caller", ["+14158675309"]),
    ("Digits", ["1234"]),
    ("From", ["+14158675309"]),
    ("To", ["+18005551212"]),
]


def test_the_vectors_of_the_carriers_own_library() -> None:
    assert sign("12345", URL, FIELDS) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert signature_is_true(["12345"], URL, FIELDS, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
    documented = [(n, [v[0].replace("5309", "5310")]) for n, v in FIELDS]
    url = "https://example.com/myapp.php?foo=1&bar=2"
    assert signature_is_true(["12345"], url, documented, "L/OH5YylLD5NRKLltdqwSvS0BnU=")


@pytest.mark.parametrize("forged", [None, "", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "é", "x" * 9999])
def test_anything_else_is_not_true(forged: str | None) -> None:
    assert not signature_is_true(["12345"], URL, FIELDS, forged)


def test_no_token_admits_nobody() -> None:
    assert not signature_is_true([], URL, FIELDS, sign("", URL, FIELDS))


def test_while_the_token_changes_both_the_old_and_the_new_are_true() -> None:
    for token in ("old", "new"):
        assert signature_is_true(["old", "new"], URL, FIELDS, sign(token, URL, FIELDS))


def test_a_changed_field_value_name_or_address_is_not_true() -> None:
    signature = sign("12345", URL, FIELDS)
    assert not signature_is_true(["12345"], URL + "&x=1", FIELDS, signature)
    assert not signature_is_true(["12345"], URL, [*FIELDS, ("Extra", [""])][1:], signature)


ports = st.sampled_from(["", ":443", ":8443", ":80"])


@given(
    st.sampled_from(["http", "https"]),
    ports,
    st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=12), max_size=6),
)
def test_it_agrees_with_the_carriers_validator(
    scheme: str, port: str, form: dict[str, str]
) -> None:
    url = f"{scheme}://telesec.example{port}/voice/turn/3?carried=abc_-"
    validator = RequestValidator("secret")
    signature = validator.compute_signature(url, form)
    fields = [(name, [value]) for name, value in form.items()]
    assert signature_is_true(["secret"], url, fields, signature)
    assert validator.validate(url, form, sign("secret", url, fields))
