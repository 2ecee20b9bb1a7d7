"""schemathesis holds /openapi.json against the running service, with data that fit it and data that do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.served import WAIT, Served, await_ready, served

HERE = Path(__file__).parent
SECONDS = float(os.environ.get("REGELGRAPH_SOAK", "0"))
"""With a time given, every question is asked, and random data are drawn for as long."""


def test_the_service_does_what_its_description_says(tmp_path: Path) -> None:
    with served("--workers", "2", "--examples") as service:
        await_ready(service)
        asked = every_type_of_parameter(service)
        only = rf"^/(check/persons|explain/person|health/.*|docs|sparql|metrics|questions(/({'|'.join(asked)}))?|)$"
        bounds = ["--max-time", str(SECONDS)] if SECONDS else ["--max-examples", "2", "--include-path-regex", only]
        program = Path(sys.executable).with_name("schemathesis")
        command = [program, "--config-file", HERE / "schemathesis.toml", "run", f"{service.url}/openapi.json", *bounds]
        done = subprocess.run(
            [*map(str, command), "--checks", "all", "--request-timeout", "20", "--no-color"],
            cwd=tmp_path,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.web.schemathesis_hooks", "PYTHONPATH": python_path()},
            capture_output=True,
            text=True,
            check=False,
            timeout=4 * WAIT + 2 * SECONDS,
        )
        assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
        assert "Tested: 0" not in done.stdout
        assert service.stop() == 0
    assert "Traceback" not in service.log


def every_type_of_parameter(service: Served) -> list[str]:
    """Few questions that together have every type of parameter that there is."""
    listed = httpx.get(f"{service.url}/questions", timeout=WAIT).json()["questions"]
    chosen: list[str] = []
    seen: set[str] = set()
    for each in sorted(listed, key=lambda question: -len(question["parameters"])):
        types = {one["type"] for one in each["parameters"]}
        if types - seen:
            seen |= types
            chosen.append(each["id"])
    return chosen


def python_path() -> str:
    """Where the hooks are found, beside what is on the path already."""
    return os.pathsep.join(filter(None, (str(HERE.parents[1]), os.environ.get("PYTHONPATH", ""))))
