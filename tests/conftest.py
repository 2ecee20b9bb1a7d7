"""For all tests: prints the mutants of the rules and their killers after the run, also from several processes."""

from __future__ import annotations

import pytest

# Here and not beside the tests of mutants: the process that gathers reports loads no conftest below this one.
MUTANTS: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        MUTANTS.extend(str(value) for name, value in report.user_properties if name == "mutant")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if MUTANTS:
        terminalreporter.section("mutants and the cases that kill them")
        for line in sorted(MUTANTS):
            terminalreporter.write_line(line)
