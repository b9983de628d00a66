"""E-mail addresses: what can be written to is kept as it is compared, all else is refused."""

from email.headerregistry import Address

import pytest

from telesec.values.email_address import masked_email, parse_email


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Claire@Cabinet.Example ", "claire@cabinet.example"),
        ("anne-marie.le.goff+rdv@mel.example.fr", "anne-marie.le.goff+rdv@mel.example.fr"),
        ("o'neil_2@x-1.example", "o'neil_2@x-1.example"),
        ("jean@café.example", "jean@xn--caf-dma.example"),
        ("a" * 64 + "@b.example", "a" * 64 + "@b.example"),
    ],
)
def test_a_true_one_is_kept_and_can_stand_in_a_mail(written: str, kept: str) -> None:
    assert parse_email(written) == kept
    assert Address(addr_spec=kept).addr_spec == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "claire",
        "claire@cabinet",
        "@cabinet.example",
        "claire@",
        "claire@@cabinet.example",
        "a@b.fr, c@d.fr",
        "a@b.fr;c@d.fr",
        "a\n@b.fr",
        "a@b.fr\nBcc: c@d.fr",
        "a\x00@b.fr",
        "<a@b.fr>",
        "Claire <a@b.fr>",
        '"a b"@c.fr',
        ".a@b.fr",
        "a.@b.fr",
        "a..b@c.fr",
        "zoé@b.fr",
        "a@b..fr",
        "a@-b.fr",
        "a@b.f",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        "a" * 65 + "@b.fr",
        "a@" + "b" * 64 + ".fr",
        "a@" + "b." * 130 + "fr",
        "mailto:a@b.fr\u202e",
    ],
)
def test_a_false_one_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueError, match="is not an e-mail address"):
        parse_email(written)


def test_only_as_much_is_shown_as_its_owner_needs() -> None:
    assert masked_email("claire@cabinet.example") == "c…@cabinet.example"
