"""The schema that editors use: what it lets pass, what it marks, and whether it is up to date."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from telesec.scripts.command import scripts
from telesec.scripts.schema import schema_text, script_schema
from telesec.values.yaml_file import parse_yaml

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "call_scripts").rglob("*.yaml"))
SHORT = """
trade: artisan
greeting: "Plomberie, bonjour."
start: what
steps:
  what:
    menu: "Que puis-je faire ?"
    choices:
      - {key: 1, words: [devis], intent: message, go: note, label: "un devis"}
  note: {message: {ask: "Je vous écoute."}, go: bye}
  bye: {end: "Merci."}
"""


def mistakes(content: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(script_schema())
    return [error.message for error in checker.iter_errors(content)]


def short(**changed: Any) -> Any:
    return {**parse_yaml(SHORT, "short.yaml").content, **changed}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(script_schema())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_script_here_passes_and_names_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert mistakes(parse_yaml(text, file.name).content) == []
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve() == ROOT / "docs" / "call-script.schema.json"


def test_the_short_forms_of_one_language_pass() -> None:
    assert mistakes(short()) == []
    assert mistakes({"preset": "artisan"}) == []
    assert mistakes(short(answer_first={"open": "secretary", "closed": "assistant"})) == []
    assert mistakes(short(hints=["Moreau"])) == []
    assert mistakes(short(greeting={"open": "Bonjour.", "closed": "Fermé."})) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"grreting": "Bonjour."},
        {"trade": "plumber"},
        {"languages": ["de"]},
        {"start": "Où aller ?"},
        {"steps": {}},
        {"steps": {"what": {"say": "Un instant."}}},
        {"steps": {"what": {"say": "Un instant.", "go": "what", "end": "Merci."}}},
        {"steps": {"what": {"menu": "?", "choices": [{"key": 9, "go": "what"}]}}},
        {"steps": {"what": {"transfer": {"to": "secretary", "say": "…", "seconds": 600}}}},
        {"greeting": {"de": "Guten Tag."}},
    ],
    ids=str,
)
def test_what_is_misspelled_is_marked(changed: dict[str, Any]) -> None:
    assert mistakes(short(**changed))


def test_a_file_without_preset_needs_what_a_preset_gives() -> None:
    assert mistakes({"trade": "artisan"})


def test_the_file_beside_the_docs_is_what_the_command_prints(tmp_path: Path) -> None:
    printed = CliRunner().invoke(scripts, ["schema"])
    assert printed.output == schema_text()
    kept = ROOT / "docs" / "call-script.schema.json"
    assert kept.read_text(encoding="utf-8") == schema_text(), "telesec scripts schema --output"
    written = CliRunner().invoke(scripts, ["schema", "--output", str(tmp_path / "one.json")])
    assert (written.exit_code, (tmp_path / "one.json").read_text("utf-8")) == (0, schema_text())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    written = CliRunner().invoke(scripts, ["schema", "--output", str(tmp_path)])
    assert written.exit_code == 1
    assert str(tmp_path) in written.output
