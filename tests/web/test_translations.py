"""Every French text of the pages has its English one, with the same things to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from telesec.web.translations import ENGLISH, french
from tests.web.visiting import OWNER, Console

pytestmark = pytest.mark.sqlite_only

WEB = Path(__file__).parents[2] / "telesec" / "web"
KEYWORDS = {"_": None, "_N": None, "gettext": None, "ngettext": (1, 2)}
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
FILLED_IN = re.compile(r"%\(\w+\)s")


def texts() -> Iterator[tuple[str, str]]:
    """Every text in templates and code, and where it stands."""
    for path in sorted(WEB.rglob("*")):
        if method := METHODS.get(path.suffix):
            with path.open("rb") as file:
                found = extract(method, file, KEYWORDS, (), {"silent": "false"})
                for line, message, *_rest in found:
                    for one in (message,) if isinstance(message, str) else message:
                        yield one, f"{path.relative_to(WEB)}:{line}"


def english() -> dict[str, str]:
    with ENGLISH.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, abort_invalid=True) if m.id}


def test_every_text_has_its_english() -> None:
    known = english()
    missing = [f"{where}: {text}" for text, where in texts() if not known.get(text)]
    assert missing == []


def test_no_english_is_left_over() -> None:
    assert set(english()) == {text for text, _where in texts()}


def test_both_languages_fill_in_the_same_things() -> None:
    for original, text in english().items():
        assert sorted(FILLED_IN.findall(original)) == sorted(FILLED_IN.findall(text)), original


@pytest.mark.parametrize(
    ("written", "set_in_type"),
    [
        ("Jour : « hier » ?", "Jour\xa0: «\xa0hier\xa0»\xa0?"),
        ("vite ! 10:30 ; fin", "vite\xa0! 10:30\xa0; fin"),
        ("Le 2 ou le 3, rien d’autre", "Le 2 ou le 3, rien d’autre"),
    ],
)
def test_no_french_line_begins_with_a_sign(written: str, set_in_type: str) -> None:
    assert french(written) == set_in_type


def test_templates_hold_no_text_of_their_own() -> None:
    """Words between tags must come through _(): otherwise they stay French for everybody."""
    for path in sorted((WEB / "templates").glob("*.html")):
        source = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text())
        bare = re.sub(r"(?s)<[^>]*>", "\n", source)
        words = re.findall(r"[^\W\d_]{4,}", bare)
        assert set(words) <= {"telesec", "Ctrl"}, f"{path.name}: {words}"


def test_pages_change_their_language_whole(console: Console) -> None:
    browser = console.signed_in(OWNER)
    french = browser.opens("/clients/cabinet-martin")
    browser.sends("/language/en")
    page = browser.opens("/clients/cabinet-martin")
    assert '<html lang="en">' in page
    assert "Take a message" in page
    assert "lundi" in french
    assert "Monday" in page
    spoken = "Cabinet des docteurs Martin et Lefèvre, bonjour."
    assert spoken in page, "what is read out stays in the caller's language"
