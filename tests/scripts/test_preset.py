"""A client's file that builds on a preset: its own keys win, and mistakes name the right file."""

from pathlib import Path

import pytest

from telesec.scripts.reading import load_script
from telesec.scripts.steps import MenuStep, SayStep
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile
from tests.scripts.examples import SOUND, changed

FR, EN = Language.FR, Language.EN


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    (tmp_path / "presets").mkdir()
    (tmp_path / "presets" / "office.yaml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def told(scripts: Path, text: str) -> list[str]:
    file = scripts / "petit.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as refused:
        load_script(file)
    return [str(m).removeprefix(f"{scripts}/") for m in refused.value.mistakes]


def loaded(scripts: Path, text: str) -> dict[str, object]:
    file = scripts / "petit.yaml"
    file.write_text(text, encoding="utf-8")
    return dict(load_script(file))


def test_a_greeting_is_enough(scripts: Path) -> None:
    script = loaded(scripts, "preset: office\ngreeting: {fr: Bonjour, en: Hello}\n")
    preset = dict(load_script(scripts / "presets" / "office.yaml"))
    differing = {key for key in preset if preset[key] != script[key]}
    assert differing == {"name", "greeting"}
    assert script["name"] == "petit"


def test_own_steps_stand_in_for_those_of_the_preset(scripts: Path) -> None:
    text = "preset: office\nsteps:\n  directions: {say: {fr: Ici, en: Here}, go: goodbye}\n"
    (scripts / "petit.yaml").write_text(text, encoding="utf-8")
    script = load_script(scripts / "petit.yaml")
    assert script.step("directions") == SayStep(say={FR: "Ici", EN: "Here"}, go="goodbye")
    assert list(script.steps) == list(load_script(scripts / "presets" / "office.yaml").steps)


def test_steps_of_the_preset_no_longer_needed_are_left_out(scripts: Path) -> None:
    text = "preset: office\nsteps:\n  welcome: {say: {fr: Merci, en: Thanks}, go: goodbye}\n"
    (scripts / "petit.yaml").write_text(text, encoding="utf-8")
    assert list(load_script(scripts / "petit.yaml").steps) == [
        "welcome",
        "message",
        "on_call",
        "goodbye",
    ]


def test_a_client_may_speak_fewer_languages_than_the_preset(scripts: Path) -> None:
    text = 'preset: office\nlanguages: [fr]\ngreeting: "Cabinet Petit, bonjour."\n'
    (scripts / "petit.yaml").write_text(text, encoding="utf-8")
    script = load_script(scripts / "petit.yaml")
    menu = script.step("welcome")
    assert isinstance(menu, MenuStep)
    assert script.languages == (FR,)
    assert list(menu.menu) == list(menu.choices[0].words) == list(script.announce) == [FR]


def test_own_steps_nobody_reaches_are_told(scripts: Path) -> None:
    text = "preset: office\nsteps:\n  office: {end: {fr: Adieu, en: Bye}}\n"
    assert told(scripts, text) == ["petit.yaml:3: steps.office: nobody reaches this step"]


def test_a_mistake_is_told_where_it_was_written(scripts: Path) -> None:
    preset = scripts / "presets" / "office.yaml"
    broken = changed(("go: directions", "go: nowhere"), ("start: welcome", "start: welcom"))
    preset.write_text(broken, encoding="utf-8")
    text = "preset: office\nstart: welcome\nsteps:\n  goodbye:\n    end: {fr: Adieu}\n"
    assert told(scripts, text) == [
        "petit.yaml:5: steps.goodbye.end: is missing in en",
        "presets/office.yaml:21: steps.welcome.choices.1.go: no step is called 'nowhere'",
    ]


@pytest.mark.parametrize("name", ["bakery", "../petit", "7", "[office]", ""])
def test_a_preset_that_is_not_there(scripts: Path, name: str) -> None:
    first = told(scripts, f"greeting: Bonjour\npreset: {name}\n")[0]
    assert first.startswith("petit.yaml:2: preset: no preset is called")
    assert first.endswith("known: office")


def test_presets_do_not_build_on_presets(scripts: Path) -> None:
    preset = scripts / "presets" / "office.yaml"
    preset.write_text("preset: office\n" + SOUND, encoding="utf-8")
    assert told(scripts, "preset: office\n") == [
        "presets/office.yaml:1: preset: a preset cannot build on another one"
    ]


def test_a_preset_that_is_not_yaml(scripts: Path) -> None:
    (scripts / "presets" / "office.yaml").write_text("steps: [\n", encoding="utf-8")
    assert told(scripts, "preset: office\n")[0].startswith("presets/office.yaml:2: not valid YAML")


@pytest.mark.parametrize("steps", ["7", "[a]", "", "{welcome: 7}"])
def test_steps_of_the_wrong_shape_are_told_in_the_own_file(scripts: Path, steps: str) -> None:
    assert told(scripts, f"preset: office\nsteps: {steps}\n")[0].startswith("petit.yaml:2: steps")


def test_facts_are_replaced_one_by_one(scripts: Path) -> None:
    preset = scripts / "presets" / "office.yaml"
    facts = (
        "facts:\n  {name}:\n    words: {{fr: [{word}], en: [{word}]}}\n    say: {{fr: a, en: b}}\n"
    )
    preset.write_text(SOUND + facts.format(name="parking", word="parking"), encoding="utf-8")
    text = "preset: office\n" + facts.format(name="fees", word="tarif")
    assert list(load_script(_file(scripts, text)).facts) == ["parking", "fees"]
    [mistake] = told(scripts, text.replace("[tarif]", '["tarif, prix"]', 1))
    assert mistake.startswith("petit.yaml:4: facts.fees.words.fr.0: has a comma")


def _file(scripts: Path, text: str) -> Path:
    (scripts / "petit.yaml").write_text(text, encoding="utf-8")
    return scripts / "petit.yaml"
