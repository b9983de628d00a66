"""Directories of call scripts are lent from test to test: no test sees what another has edited."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shipped import SHIPPED, lent_scripts


def texts_in(directory: Path) -> dict[Path, str]:
    found = directory.rglob("*.yaml")
    return {path.relative_to(directory): path.read_text(encoding="utf-8") for path in found}


@pytest.mark.parametrize(
    "edit",
    [
        lambda scripts: (scripts / "cabinet-martin.yaml").write_text("preset: medical\n"),
        lambda scripts: (scripts / "presets" / "medical.yaml").unlink(),
        lambda scripts: (scripts / "one-more.yaml").write_text("preset: medical\n"),
    ],
)
def test_one_that_was_edited_is_not_lent_again(
    tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    with lent_scripts(beside=tmp_path / "own") as first:
        edit(first)
    with lent_scripts(beside=tmp_path / "own") as second:
        assert second != first
        assert texts_in(second) == texts_in(SHIPPED)
    with lent_scripts(beside=tmp_path / "own") as third:
        assert third == second, "one that was only read is"


def test_two_at_once_have_each_their_own(tmp_path: Path) -> None:
    with (
        lent_scripts(beside=tmp_path / "own") as one,
        lent_scripts(beside=tmp_path / "own") as other,
    ):
        assert one != other
