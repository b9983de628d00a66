"""The rules of the house that a machine can check (CONTRIBUTING.md says why)."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "telesec"
FILES = sorted(p for p in HOUSE.rglob("*.py") if "versions" not in p.parts)

# Which room may import which. A room may always import itself and what stands before it.
ORDER = (
    {"values", "writers"},
    {"database", "settings", "scripts"},
    {"prepared"},
    {"clients", "gateways"},
    {"notifications"},
    {"calls"},
    {"messages", "agenda"},
    {"dispatch", "billing"},
    {"reconciliation"},
    {"tables"},
    {"onboarding", "handover"},
    {"assistant"},
    {"web"},
    {"app", "migrations", "worker"},
    {"processes", "doctor"},
    {"demonstration"},
    {"cli"},
    {"__main__"},
)
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}

# Vendors that only some rooms may know.
VENDORS = {
    "flask": {"web", "app", "processes"},
    "flask_wtf": {"web"},
    "twilio": {"gateways", "simulator"},
    "smtplib": {"gateways"},
    "apscheduler": {"worker"},
    "typst": {"billing"},
    "alembic": {"migrations"},
    "gunicorn": {"processes"},
    "ruamel": {"values"},
    "aiosmtpd": {"simulator"},
}
BANNED_NAMES = {"utils", "helpers", "common", "manager", "service"}


@cache
def tree_of(path: Path) -> ast.Module:
    """A file's syntax, parsed once."""
    return ast.parse(path.read_text())


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Each imported module, and whether it stands inside a function."""
    tree = tree_of(path)
    inside = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or "", node in inside
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node in inside


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    for module, inside_a_function in imports_of(path):
        assert not inside_a_function, f"{module} is imported inside a function"
        parts = module.split(".")
        if parts[0] in VENDORS:
            assert room in VENDORS[parts[0]], f"{room} may not know {parts[0]}"
        if parts[0] != "telesec" or len(parts) == 1:
            continue
        other = parts[1]
        if room == "simulator":
            assert other == "simulator", "the simulator imports nothing of the product"
        elif other == "simulator":
            assert room == "demonstration", "only the demonstration knows the simulator"
        elif room not in {other, "__init__"}:
            assert LEVEL[other] < LEVEL[room], f"{room} may not import {other}"


def test_scripts_are_pure() -> None:
    for path in FILES:
        if room_of(path) == "scripts":
            for module, _ in imports_of(path):
                assert "sqlalchemy" not in module, f"{path.name} knows the database"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400, "two modules?"
    assert path.stem not in BANNED_NAMES
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"


def test_most_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 10
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_only_settings_reads_the_environment() -> None:
    for path in FILES:
        if room_of(path) in {"settings", "simulator", "demonstration"}:
            continue
        assert not re.search(r"os\.(environ|getenv)", path.read_text()), path


def test_the_example_lists_every_setting_and_no_other() -> None:
    read = set(
        re.findall(
            r'"((?:TWILIO|TELESEC|DATABASE|SMTP)_[A-Z_]+)"', (HOUSE / "settings.py").read_text()
        )
    )
    listed = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert listed == read


def test_the_map_names_every_room() -> None:
    private = {"__init__", "__main__", "app", "settings", "tables"}
    rooms = {room_of(path) for path in FILES} - private
    named = set(re.findall(r"^(\w+) {2,}", (HOUSE / "__init__.py").read_text(), re.MULTILINE))
    assert named == rooms


def test_nothing_is_left_unfinished() -> None:
    words = re.compile("TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + "Error")
    for path in (*FILES, *(ROOT / "tests").rglob("*.py")):
        assert not words.search(path.read_text()), path


def test_pins_hold_no_addresses() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text()


def test_git_keeps_everything_the_package_reads() -> None:
    """A word list that .gitignore hides works on this desk and on no other."""
    listing = ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "telesec"]
    result = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode == 128:  # unpacked without its history: whatever is here was kept
        return
    hidden = [name for name in result.stdout.splitlines() if "__pycache__" not in name]
    assert hidden == []
