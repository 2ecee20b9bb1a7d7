"""schemathesis holds /openapi.json against the running service, with data that fit it and data that do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
from regelgraph.questions.model import TYPES as QUESTION_TYPES

from tests.served import WAIT, Served, await_ready, served

HERE = Path(__file__).parent
SECONDS = float(os.environ.get("REGELGRAPH_SOAK", "0"))
"""With a time given, every question is asked, and random data are drawn for as long."""


TYPES = {"iri": "DEU", "string": "a", "integer": "2", "decimal": "0.5", "date": "2026-11-24", "boolean": "true"}
BUILT_IN = "members-of-network"
_PARAMETER = """#+ [[parameters]]
#+ name = "a_{type}"
#+ type = "{type}"
#+ {more}
#+ help.de = "a"
#+ help.en = "a"
"""
OWN = (
    '#+ id = "every-type"\n#+ title.de = "a"\n#+ title.en = "a"\n#+ help.de = "a"\n#+ help.en = "a"\n'
    + "".join(
        _PARAMETER.format(
            type=type_,
            more='of = "https://w3id.org/regelgraph/id/scheme/countries"' if type_ == "iri" else "required = false",
        )
        for type_ in TYPES
    )
    + '#+ [[columns]]\n#+ name = "x"\n#+ label.de = "x"\n#+ label.en = "x"\n#+ [example]\n'
    + "".join(f'#+ a_{type_} = "{example}"\n' for type_, example in TYPES.items())
    + "SELECT ?x { "
    + " UNION ".join(f"{{ BIND ($a_{type_} AS ?x) }}" for type_ in TYPES)
    + " }\n"
)
"""A question with every type of parameter, which costs nothing to answer."""


def test_the_service_does_what_its_description_says(tmp_path: Path) -> None:
    (tmp_path / "every-type.rq").write_text(OWN)
    with served("--workers", "2", "--examples", "--knowledge", str(tmp_path / "every-type.rq")) as service:
        await_ready(service)
        assert_every_type(service)
        asked = f"questions(/(every-type|{BUILT_IN}))?"
        only = rf"^/(check/persons|explain/person|health/.*|docs|sparql|metrics|{asked}|)$"
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


def assert_every_type(service: Served) -> None:
    """The own question has every type of parameter that there is, and an answer."""
    listed = httpx.get(f"{service.url}/questions", timeout=WAIT).json()["questions"]
    types = {each["id"]: {one["type"] for one in each["parameters"]} for each in listed}
    assert types["every-type"] == set().union(*types.values()) == set(QUESTION_TYPES)
    assert len(types[BUILT_IN]) > 1
    answer = httpx.get(f"{service.url}/questions/every-type", params={f"a_{t}": v for t, v in TYPES.items()})
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["rows"]) == len(TYPES)


def python_path() -> str:
    """Where the hooks are found, beside what is on the path already."""
    return os.pathsep.join(filter(None, (str(HERE.parents[1]), os.environ.get("PYTHONPATH", ""))))
