"""The simulator stands by itself: it must not share a mistake with what it tests."""

import ast
import sys
from pathlib import Path

import pytest

import telesec.simulator

FOLDER = Path(telesec.simulator.__file__).parent
VENDORS = {"twilio", "requests", "werkzeug", "aiosmtpd"}


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.name)
def test_it_imports_nothing_of_the_product(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            top = name.partition(".")[0]
            allowed = name.startswith("telesec.simulator.") or top in VENDORS
            assert allowed or top in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_the_page_asks_nobody_else() -> None:
    for path in sorted((FOLDER / "page").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert "https://" not in text, path.name
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", ""), path.name
