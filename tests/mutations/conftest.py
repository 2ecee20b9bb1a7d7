"""Prints the list of mutants and their killers after the run, also when tests ran in several processes."""

from __future__ import annotations

import pytest

MUTANTS: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        MUTANTS.extend(str(value) for name, value in report.user_properties if name == "mutant")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MUTANTS:
        terminalreporter.section("mutants and the cases that kill them")
        for line in sorted(MUTANTS):
            terminalreporter.write_line(line)
