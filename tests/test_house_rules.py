"""The rules of the house that a machine can check (CONTRIBUTING.md says why)."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import groupby
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


FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
HOLDS = (ast.stmt, ast.excepthandler, ast.match_case)


@cache
def facts_of(path: Path) -> list[tuple[ast.stmt, bool]]:
    """A file's imports and functions, and whether they stand inside a function; read once."""
    found: list[tuple[ast.stmt, bool]] = []
    ahead: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_text()), False)]
    while ahead:
        node, inside = ahead.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom, *FUNCTION)):
            found.append((node, inside))
        # Statements stand in statements, in handlers and in cases; never in an expression.
        within = inside or isinstance(node, FUNCTION)
        ahead += [(one, within) for one in ast.iter_child_nodes(node) if isinstance(one, HOLDS)]
    return found


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


ROOMS = {room: list(paths) for room, paths in groupby(FILES, room_of)}


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Each imported module, and whether it stands inside a function."""
    for node, inside in facts_of(path):
        if isinstance(node, ast.ImportFrom):
            yield node.module or "", inside
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, inside


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Each function, and how many lines it has."""
    for node, _ in facts_of(path):
        if isinstance(node, FUNCTION):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


# A test for each room: with one for each file, running a thousand tests took longer than they did.
@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room: str) -> None:
    for path in ROOMS[room]:
        for module, inside_a_function in imports_of(path):
            where = f"{path.relative_to(ROOT)}: "
            assert not inside_a_function, f"{where}{module} is imported inside a function"
            parts = module.split(".")
            if parts[0] in VENDORS:
                assert room in VENDORS[parts[0]], f"{where}{room} may not know {parts[0]}"
            if parts[0] == "telesec" and len(parts) > 1:
                may_import(room, parts[1], where)


def may_import(room: str, other: str, where: str) -> None:
    if room == "simulator":
        assert other == "simulator", f"{where}the simulator imports nothing of the product"
    elif other == "simulator":
        assert room == "demonstration", f"{where}only the demonstration knows the simulator"
    elif room not in {other, "__init__"}:
        assert LEVEL[other] < LEVEL[room], f"{where}{room} may not import {other}"


def test_scripts_are_pure() -> None:
    for path in FILES:
        if room_of(path) == "scripts":
            for module, _ in imports_of(path):
                assert "sqlalchemy" not in module, f"{path.name} knows the database"


@pytest.mark.parametrize("room", ROOMS)
def test_files_and_functions_stay_small(room: str) -> None:
    for path in ROOMS[room]:
        assert len(path.read_text().splitlines()) <= 400, f"{path}: two modules?"
        assert path.stem not in BANNED_NAMES, path
        for name, lines in functions_of(path):
            assert lines <= 60, f"{path}: {name} has {lines} lines"


@pytest.mark.parametrize("room", ROOMS)
def test_a_value_has_its_name_once_in_a_file(room: str) -> None:
    """A merge that keeps both sides leaves a second copy, which no linter minds."""
    for path in ROOMS[room]:
        named = re.findall(r"^(\w+) = ", path.read_text(), re.MULTILINE)
        twice = {name for name in named if named.count(name) > 1}
        assert not twice, f"{path.relative_to(ROOT)}: {twice}"


def test_most_functions_are_short() -> None:
    lengths = sorted(lines for path in FILES for _, lines in functions_of(path))
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
