"""What pytest reads first. The fixtures of every test are in fixtures.py."""

import gc

import pytest


@pytest.hookimpl(trylast=True)  # after xdist has made up its mind
def pytest_configure(config: pytest.Config) -> None:
    """Whoever only hands out tests to other processes starts them at once, without the house."""
    if config.pluginmanager.hasplugin("dsession"):
        gc.enable()  # see tests/__init__.py
    else:
        config.pluginmanager.import_plugin("tests.fixtures")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How well callers are understood, kind by kind: see tests/assistant/understanding/corpora."""
    reports = [
        report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])
    ]
    figures = sorted(
        str(value)
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "understood"
    )
    if figures:
        terminalreporter.section("callers understood")
        for figure in figures:
            terminalreporter.write_line(figure)
