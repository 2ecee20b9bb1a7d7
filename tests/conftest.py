"""For all tests: what is printed after the run, and which suites are left out where a package of the system is missing.

Printed are the mutants of the rules and their killers, also from several processes, and the suites that are left out;
under CI=true there may be none.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

# Here and not beside the tests of mutants: the process that gathers reports loads no conftest below this one.
MUTANTS: list[str] = []


def has_spark() -> bool:
    """Whether Java is there, and PySpark, which `make test` installs where it is."""
    java = Path(os.environ.get("JAVA_HOME", ""), "bin", "java").is_file() or shutil.which("java") is not None
    return java and find_spec("pyspark") is not None


LEFT_OUT = {} if has_spark() else {"spark": "it needs Java 17 and PySpark"}
"""Folders of suites that cannot run here, and what they need."""
collect_ignore = sorted(LEFT_OUT)


def pytest_configure() -> None:
    if LEFT_OUT and os.environ.get("CI") == "true":
        raise pytest.UsageError("; ".join(f"tests/{suite} would be left out: {why}" for suite, why in LEFT_OUT.items()))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        MUTANTS.extend(str(value) for name, value in report.user_properties if name == "mutant")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LEFT_OUT:
        terminalreporter.section("suites left out")
        for suite, why in LEFT_OUT.items():
            terminalreporter.write_line(f"tests/{suite}: {why}")
    if MUTANTS:
        terminalreporter.section("mutants and the cases that kill them")
        for line in sorted(MUTANTS):
            terminalreporter.write_line(line)
