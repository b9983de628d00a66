"""The command of those who write scripts, and the scripts we ship."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telesec.scripts.command import scripts
from telesec.scripts.reading import load_script
from telesec.scripts.script import Script
from telesec.scripts.steps import TransferStep
from telesec.scripts.texts import filled
from telesec.values.language import Language
from telesec.values.trade import Trade
from tests.scripts.examples import SOUND, changed

SHIPPED = Path(__file__).parents[2] / "call_scripts"
PRESETS = sorted((SHIPPED / "presets").glob("*.yaml"))
CLIENTS = sorted(SHIPPED.glob("*.yaml"))
FR, EN = Language.FR, Language.EN


def run(*arguments: object) -> Result:
    return CliRunner().invoke(scripts, [str(argument) for argument in arguments])


@pytest.mark.parametrize("path", [*CLIENTS, *PRESETS], ids=lambda path: path.stem)
def test_every_shipped_script_is_sound_and_bilingual(path: Path) -> None:
    script = load_script(path)
    assert script.languages == (FR, EN)
    assert script.urgent


def test_every_trade_has_its_preset() -> None:
    trades = {load_script(path).trade for path in PRESETS}
    assert trades == set(Trade) - {Trade.OTHER}
    assert {path.stem for path in PRESETS} == {str(trade) for trade in trades}


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_a_preset_greets_in_the_name_of_whoever_uses_it(path: Path) -> None:
    for texts in (load_script(path).greeting.open, load_script(path).greeting.closed or {}):
        for text in texts.values():
            assert filled(text, "Cabinet Petit").startswith("Cabinet Petit, ")


def _urgent_step(script: Script) -> TransferStep:
    assert script.urgent
    step = script.step(script.urgent.then)
    assert isinstance(step, TransferStep)
    return step


@pytest.mark.parametrize("client", ["cabinet-martin", "maitre-durand", "plomberie-moreau"])
def test_what_is_urgent_in_the_demo_rings_the_person_on_call(client: str) -> None:
    script = load_script(SHIPPED / f"{client}.yaml")
    step = _urgent_step(script)
    assert step.transfer.to == "on_call"
    otherwise = dict(script.step(step.otherwise))["message"]
    assert otherwise.urgency == "urgent"


def test_the_law_firms_secretary_answers_in_opening_hours() -> None:
    first = load_script(SHIPPED / "maitre-durand.yaml").answer_first
    assert (first.open, first.closed, first.seconds) == ("secretary", "assistant", 15)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "call_scripts")
    return tmp_path / "call_scripts"


def test_check_says_ok_for_each_file_presets_included(directory: Path) -> None:
    result = run("check", "--directory", directory)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert len(lines) == len(CLIENTS) + len(PRESETS)
    assert f"{directory}/cabinet-martin.yaml: OK (15 steps; fr, en; at most 17 questions)" in lines


def test_check_prints_each_mistake_and_fails(directory: Path) -> None:
    broken = directory / "petit.yaml"
    broken.write_text(
        changed(("go: directions", "go: nowhere"), (', en: "Goodbye."', "")), encoding="utf-8"
    )
    result = run("check", "--directory", directory)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert f"{broken}:21: steps.welcome.choices.1.go: no step is called 'nowhere'" in lines
    assert f"{broken}:36: steps.goodbye.end: is missing in en" in lines
    assert sum(": OK " in line for line in lines) == len(CLIENTS) + len(PRESETS)


def test_check_looks_at_the_files_named_only(directory: Path) -> None:
    result = run("check", directory / "maitre-durand.yaml")
    assert (
        result.output
        == f"{directory}/maitre-durand.yaml: OK (15 steps; fr, en; at most 17 questions)\n"
    )


def test_a_mistake_of_a_preset_is_told_once(directory: Path) -> None:
    preset = directory / "presets" / "legal.yaml"
    text = preset.read_text(encoding="utf-8").replace("urgency: urgent", "urgency: soon")
    preset.write_text(text, encoding="utf-8")
    result = run("check", "--directory", directory)
    assert result.exit_code == 1
    assert result.output.count("urgency: Input should be 'routine' or 'urgent'") == 1
    assert "maitre-durand.yaml: OK" not in result.output


def test_check_of_a_directory_without_scripts(tmp_path: Path) -> None:
    result = run("check", "--directory", tmp_path)
    assert result.exit_code == 1
    assert "no call script in" in result.output


def test_check_tells_of_a_file_that_would_be_overlooked(directory: Path) -> None:
    (directory / "petit.yml").write_text(SOUND, encoding="utf-8")
    result = run("check", "--directory", directory)
    assert "petit.yml:1: the name of a call script must end in .yaml" in result.output


def test_show_puts_a_script_on_one_page(directory: Path) -> None:
    (directory / "petit.yaml").write_text(SOUND, encoding="utf-8")
    result = run("show", "petit", "--directory", directory)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "petit (other; fr, en)",
        "answers first: assistant when open, assistant when closed",
        "open:     “Cabinet Petit, bonjour.”",
        "closed:   “Cabinet Petit, bonjour.”",
        "announce: “Je suis un assistant vocal automatique.”",
        "urgent:   “Je comprends.” → on_call",
        "  on what is urgent or dangerous in the trade",
        "  and on: très urgent",
        "",
        "welcome: asks “Que puis-je faire pour vous ?”",
        "  1 pour un rendez-vous (rendez-vous) → appointment",
        "  2 pour l’adresse (adresse) → directions",
        "",
        "appointment: books an appointment (any type; any practitioner; 2 offers)",
        "  → goodbye; no appointment → message",
        "",
        "directions: says “4, place du Marché.”",
        "  → welcome",
        "",
        "goodbye: ends: “Au revoir.”",
        "",
        "message: takes a message: “Je vous écoute.”",
        "  → goodbye",
        "",
        "on_call: rings on_call for 20 s: “Ne quittez pas.”",
        "  nobody takes it → message",
    ]


def test_show_reads_a_preset_in_english(directory: Path) -> None:
    result = run("show", "medical", "--directory", directory, "--language", "en")
    assert result.exit_code == 0
    assert "urgent:   “I understand this is urgent." in result.output
    assert "rings on_call for 25 s" in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nobody"], "nobody.yaml:1: no such file"),
        (["french", "--language", "en"], "french is not in en"),
    ],
)
def test_show_of_what_is_not_there(directory: Path, arguments: list[str], told: str) -> None:
    french = "preset: artisan\nlanguages: [fr]\n"
    (directory / "french.yaml").write_text(french, encoding="utf-8")
    result = run("show", *arguments, "--directory", directory)
    assert result.exit_code == 1
    assert told in result.output
