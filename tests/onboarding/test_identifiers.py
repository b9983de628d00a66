"""Identifiers of businesses and accounts: form and check digits."""

from collections.abc import Callable

import pytest

from telesec.onboarding.identifiers import (
    parse_bic,
    parse_iban,
    parse_siren,
    parse_siret,
    parse_vat_number,
)


@pytest.mark.parametrize(
    ("parse", "written", "kept"),
    [
        (parse_siren, "732 829 320", "732829320"),
        (parse_siret, "732 829 320 00074", "73282932000074"),
        (parse_siret, "356 000 000 49837", "35600000049837"),  # La Poste has a rule of its own
        (parse_vat_number, "fr 44 732829320", "FR44732829320"),
        (parse_vat_number, "DE123456789", "DE123456789"),
        (parse_iban, "FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        (parse_iban, "be71 0961 2345 6769", "BE71096123456769"),
        (parse_bic, "agrifrpp", "AGRIFRPP"),
    ],
)
def test_a_true_one_is_kept_without_spaces(
    parse: Callable[[str], str], written: str, kept: str
) -> None:
    assert parse(written) == kept


@pytest.mark.parametrize(
    ("parse", "written"),
    [
        (parse_siren, "732 829 321"),
        (parse_siren, "73282932"),
        (parse_siren, "٧٣٢٨٢٩٣٢٠"),
        (parse_siret, "73282932000075"),
        (parse_siret, "73282932100074"),
        (parse_vat_number, "FR45732829320"),
        (parse_vat_number, "FR44"),
        (parse_vat_number, "732829320"),
        (parse_iban, "FR7630006000011234567890188"),
        (parse_iban, "FR76"),
        (parse_iban, "FR2112345678901234567"),
        (parse_bic, "AGRI"),
    ],
)
def test_a_false_one_is_refused_in_words(parse: Callable[[str], str], written: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse(written)
