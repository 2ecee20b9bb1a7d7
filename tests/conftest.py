"""For all tests: what is printed after the run, which suites are left out where a package of the system is missing, and
which stay with one process, since their beginnings are dear.

Printed are the mutants of the rules and their killers, also from several processes, and the suites that are left out;
under CI=true there may be none.
"""

from __future__ import annotations

import gc
import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

# Here and not beside the tests of mutants: the process that gathers reports loads no conftest below this one.
MUTANTS: list[str] = []


def has_spark() -> bool:
    """Whether Java is there, and PySpark, which `make test` installs where it is."""
    java = Path(os.environ.get("JAVA_HOME", ""), "bin", "java").is_file() or shutil.which("java") is not None
    return java and find_spec("pyspark") is not None


def has_httpd() -> bool:
    """Whether Apache's httpd is there, where Debian puts it."""
    return Path("/usr/sbin/apache2").is_file()


CHROMIUM = Path("/usr/bin/chromium")
"""Where Debian puts it."""


def has_chromium() -> bool:
    """Whether Chromium is there, and playwright, which drives it."""
    return CHROMIUM.is_file() and find_spec("playwright") is not None


NEEDED = {
    "browser": (has_chromium, "it needs the package chromium"),
    "spark": (has_spark, "it needs Java 17 and PySpark"),
    "site/test_httpd.py": (has_httpd, "it needs the package apache2-bin"),
}
LEFT_OUT = {suite: why for suite, (is_there, why) in NEEDED.items() if not is_there()}
"""Suites that cannot run here, and what they need."""
collect_ignore = sorted(LEFT_OUT)

TOGETHER = (
    "tests/attacks/",
    "tests/browser/",
    "tests/client/",
    "tests/engines/",
    "tests/gateway/",
    "tests/kept/",
    "tests/linked/test_catalogue.py",
    "tests/lint/test_whole.py",
    "tests/mcp/",
    "tests/ontology/",
    "tests/questions/",
    "tests/readers/test_kept_index.py",
    "tests/single/",
    "tests/site/",
    "tests/spark/",
    "tests/reuse/",
    "tests/sparql/",
    "tests/tables/test_blocks.py",
    "tests/territory/",
    "tests/test_wheel.py",
    "tests/web/",
    "tests/workers/",
)
"""What two processes would begin twice: a wheel built, a cache filled, a Spark or a server waited for."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deals tests to processes one by one, but those that begin alike to the same one, and these first."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)

    return Together(config, log)


def pytest_configure() -> None:
    if LEFT_OUT and os.environ.get("CI") == "true":
        raise pytest.UsageError("; ".join(f"tests/{suite} would be left out: {why}" for suite, why in LEFT_OUT.items()))


def pytest_collection_finish() -> None:
    """Tests and modules, all there now, stand to the end: no search for garbage need go through them.

    Neither need it come as often as usual: graphs are many small objects, and hardly any is garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


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
