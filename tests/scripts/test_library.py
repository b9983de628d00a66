"""Scripts edited while calls run: the next call has the new version, a broken edit harms none."""

import logging
import os
from pathlib import Path

import pytest

from telesec.scripts.library import ScriptLibrary, UnknownScript, stored_script
from telesec.scripts.reading import fingerprint
from telesec.values.language import Language
from telesec.values.yaml_file import BadFile
from tests.scripts.examples import SOUND, changed

FR = Language.FR
EDITED = changed(("Cabinet Petit, bonjour.", "Cabinet Petit et Fils, bonjour."))
BROKEN = changed(("go: directions", "go: nowhere"))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "presets").mkdir()
    write(tmp_path / "presets" / "office.yaml", SOUND)
    write(tmp_path / "petit.yaml", SOUND)
    write(tmp_path / "cabinet-blanc.yaml", "preset: office\n")
    return tmp_path


@pytest.fixture
def library(directory: Path) -> ScriptLibrary:
    return ScriptLibrary(directory)


def write(path: Path, text: str) -> None:
    """Save as editors do: a new file takes the old one's place, so that its inode changes."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def greeting(library: ScriptLibrary, key: str = "petit") -> str:
    return library.text_and_script(key)[1].greeting.open[FR]


def broken_logs(caplog: pytest.LogCaptureFixture) -> list[tuple[object, ...]]:
    return [
        (
            record.levelno,
            vars(record)["script"],
            Path(vars(record)["file"]).name,
            vars(record)["line"],
        )
        for record in caplog.records
        if record.message == "call_script_broken"
    ]


def test_several_libraries_read_a_version_once(library: ScriptLibrary, directory: Path) -> None:
    other = ScriptLibrary(directory)
    for _ in range(2):
        assert library.text_and_script("petit")[1] is other.text_and_script("petit")[1]
        assert library.text_and_script("cabinet-blanc")[1].name == "cabinet-blanc"
        write(directory / "petit.yaml", EDITED)
    assert greeting(other) == greeting(library) == "Cabinet Petit et Fils, bonjour."


def test_names_are_those_of_clients_only(library: ScriptLibrary) -> None:
    assert library.names() == ("cabinet-blanc", "petit")


def test_the_text_is_the_files_own(library: ScriptLibrary) -> None:
    text, script = library.text_and_script("petit")
    assert text == SOUND
    assert script.name == "petit"


def test_an_unchanged_file_is_read_once(library: ScriptLibrary) -> None:
    assert library.text_and_script("petit")[1] is library.text_and_script("petit")[1]


def test_an_edit_applies_to_the_next_call(library: ScriptLibrary, directory: Path) -> None:
    assert greeting(library) == "Cabinet Petit, bonjour."
    write(directory / "petit.yaml", EDITED)
    assert greeting(library) == "Cabinet Petit et Fils, bonjour."


def test_an_edit_of_the_same_size_and_time_is_seen(library: ScriptLibrary, directory: Path) -> None:
    path = directory / "petit.yaml"
    before = path.stat()
    greeting(library)
    write(path, changed(("Cabinet Petit, bonjour.", "Cabinet Grand, bonjour.")))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert greeting(library) == "Cabinet Grand, bonjour."


def test_an_edit_in_place_is_seen(library: ScriptLibrary, directory: Path) -> None:
    greeting(library)
    (directory / "petit.yaml").write_text(EDITED, encoding="utf-8")
    assert greeting(library) == "Cabinet Petit et Fils, bonjour."


def test_an_edited_preset_applies_to_the_clients_that_use_it(
    library: ScriptLibrary, directory: Path
) -> None:
    assert greeting(library, "cabinet-blanc") == "Cabinet Petit, bonjour."
    write(directory / "presets" / "office.yaml", EDITED)
    assert greeting(library, "cabinet-blanc") == "Cabinet Petit et Fils, bonjour."


def test_a_broken_edit_keeps_the_last_sound_version(
    library: ScriptLibrary, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = library.text_and_script("petit")
    write(directory / "petit.yaml", BROKEN)
    assert library.text_and_script("petit") == sound
    assert library.text_and_script("petit") == sound
    assert broken_logs(caplog) == [(logging.ERROR, "petit", "petit.yaml", 21)]


def test_a_mended_edit_is_used_again(library: ScriptLibrary, directory: Path) -> None:
    greeting(library)
    write(directory / "petit.yaml", BROKEN)
    greeting(library)
    write(directory / "petit.yaml", EDITED)
    assert greeting(library) == "Cabinet Petit et Fils, bonjour."


def test_a_broken_preset_keeps_the_clients_that_use_it(
    library: ScriptLibrary, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = library.text_and_script("cabinet-blanc")
    write(directory / "presets" / "office.yaml", BROKEN)
    assert library.text_and_script("cabinet-blanc") == sound
    assert broken_logs(caplog) == [(logging.ERROR, "cabinet-blanc", "office.yaml", 21)]


def test_a_file_half_written_or_gone_keeps_the_last_sound_version(
    library: ScriptLibrary, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = library.text_and_script("petit")
    (directory / "petit.yaml").write_text(SOUND[:400], encoding="utf-8")
    assert library.text_and_script("petit") == sound
    (directory / "petit.yaml").unlink()
    assert library.text_and_script("petit") == sound
    assert len(broken_logs(caplog)) == 2


def test_a_file_broken_from_the_start_is_refused_until_mended(
    library: ScriptLibrary, directory: Path
) -> None:
    write(directory / "petit.yaml", BROKEN)
    with pytest.raises(BadFile, match=r"petit\.yaml:21"):
        library.text_and_script("petit")
    write(directory / "petit.yaml", SOUND)
    assert greeting(library) == "Cabinet Petit, bonjour."


@pytest.mark.parametrize("key", ["grand", "presets/office", "../petit", "", "petit.yaml", "a\0b"])
def test_a_client_without_a_file(library: ScriptLibrary, key: str) -> None:
    with pytest.raises(UnknownScript):
        library.text_and_script(key)


def test_a_file_that_comes_later_is_found(library: ScriptLibrary, directory: Path) -> None:
    with pytest.raises(UnknownScript):
        library.text_and_script("grand")
    write(directory / "grand.yaml", SOUND)
    assert library.text_and_script("grand")[1].name == "grand"


def test_a_stored_text_gives_the_same_script_again(library: ScriptLibrary) -> None:
    for key in library.names():
        text, script = library.text_and_script(key)
        assert stored_script(text, key) == script


def test_a_call_keeps_its_version_whatever_becomes_of_the_preset(
    library: ScriptLibrary, directory: Path
) -> None:
    text, script = library.text_and_script("cabinet-blanc")
    write(directory / "presets" / "office.yaml", EDITED)
    assert stored_script(text, "cabinet-blanc") == script
    newer, _ = library.text_and_script("cabinet-blanc")
    assert fingerprint(newer) != fingerprint(text)


def test_a_stored_text_is_not_held_to_newer_rules() -> None:
    assert stored_script(BROKEN, "petit").start == "welcome"
