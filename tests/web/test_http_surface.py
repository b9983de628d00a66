"""docs/api.md names every address of the application, and none that is not there."""

import re
from pathlib import Path

import pytest

from tests.web.visiting import Console

pytestmark = pytest.mark.sqlite_only

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
ADDRESS = re.compile(r"`(GET|POST) (/[^`]*)`")
PART = re.compile(r"<[^>]*>")


def documented() -> set[tuple[str, str]]:
    """Method and address, whatever the parts between are called."""
    return {
        (method, PART.sub("<>", path)) for method, path in ADDRESS.findall(DOCUMENT.read_text())
    }


def served(console: Console) -> set[tuple[str, str]]:
    return {
        (method, PART.sub("<>", rule.rule))
        for rule in console.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_address_is_documented(console: Console) -> None:
    assert served(console) - documented() == set()


def test_nothing_is_documented_that_is_not_there(console: Console) -> None:
    assert documented() - served(console) == set()
