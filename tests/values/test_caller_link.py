"""The address of a caller's link: short, only ours to make, and never cut or changed by an SMS."""

import re

import pytest

from telesec.values.caller_link import (
    ALPHABET,
    MARK,
    PATH,
    ROOM_FOR_LINK,
    TOKEN_LENGTH,
    form_seal,
    is_form_seal,
    mark_of,
    new_nonce,
    nonce_in,
    token_of,
    with_links,
)

KEY = "the-key-of-the-tests-" * 2
HOUSE = "https://secretariat.example.fr"


def test_a_token_says_which_link_it_is_of() -> None:
    nonce = new_nonce()
    assert nonce_in(token_of(nonce, KEY), KEY) == nonce
    assert token_of(nonce, KEY) == token_of(nonce, KEY)  # the same in every text


def test_no_two_links_are_alike() -> None:
    tokens = {token_of(new_nonce(), KEY) for _ in range(2_000)}
    assert len(tokens) == 2_000
    assert len({token[8:] for token in tokens}) == 2_000  # nor can one seal be used for another


def test_another_house_makes_other_tokens() -> None:
    nonce = new_nonce()
    assert nonce_in(token_of(nonce, "another key " * 4), KEY) is None


@pytest.mark.parametrize("place", range(TOKEN_LENGTH))
def test_one_wrong_letter_is_a_wrong_token(place: int) -> None:
    token = token_of(new_nonce(), KEY)
    other = ALPHABET[(ALPHABET.index(token[place]) + 1) % len(ALPHABET)]
    assert nonce_in(token[:place] + other + token[place + 1 :], KEY) is None


@pytest.mark.parametrize(
    "text", ["", "x", "0" * TOKEN_LENGTH, "é" * TOKEN_LENGTH, "a" * 4_000, "\x00" * 18, "../../etc"]
)
def test_nonsense_is_no_token(text: str) -> None:
    assert nonce_in(text, KEY) is None


def test_what_stands_behind_a_token_spoils_it() -> None:
    assert nonce_in(token_of(new_nonce(), KEY) + "\n", KEY) is None


def test_a_mark_becomes_the_address_when_it_is_sent() -> None:
    first, second = new_nonce(), new_nonce()
    text = f"RDV : {mark_of(first)} et {mark_of(second)}."
    sent = with_links(text, HOUSE + "/", KEY)
    assert sent == (
        f"RDV : {HOUSE}{PATH}{token_of(first, KEY)} et {HOUSE}{PATH}{token_of(second, KEY)}."
    )


def test_other_percent_signs_are_left_alone() -> None:
    text = "100 % des %console% %link:court%"
    assert with_links(text, HOUSE, KEY) == text


def test_a_link_takes_no_more_room_than_is_kept_for_it() -> None:
    longest = "https://" + "h" * 31
    address = with_links(mark_of(new_nonce()), longest, KEY)
    assert len(address) == ROOM_FOR_LINK
    assert len(mark_of(new_nonce())) <= ROOM_FOR_LINK


def test_it_holds_only_what_every_telephone_takes_for_part_of_an_address() -> None:
    for _ in range(200):
        assert re.fullmatch("[0-9A-Za-z]+", token_of(new_nonce(), KEY))
    assert not set("0OIl1") & set(ALPHABET)
    assert MARK.fullmatch(mark_of(new_nonce()))


def test_a_form_is_of_one_link_and_one_state_of_things() -> None:
    seal = form_seal("abcdefgh", "3", KEY)
    assert is_form_seal(seal, "abcdefgh", "3", KEY)
    assert not is_form_seal(seal, "abcdefgh", "4", KEY)
    assert not is_form_seal(seal, "abcdefgj", "3", KEY)
    assert not is_form_seal(seal, "abcdefgh", "3", KEY + "x")
    assert not is_form_seal("é\ud800", "abcdefgh", "3", KEY)
    # What opens the link does not make its forms, nor the other way round.
    assert seal[:10] != token_of("abcdefgh", KEY)[8:]
