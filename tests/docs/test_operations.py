"""What the page for operators and its examples say agrees with the settings, the metrics, the log and the commands."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from regelgraph.cli.commands import regelgraph
from regelgraph.gateway import columns, metrics
from regelgraph.gateway.logs import Log
from regelgraph.gateway.metrics import Metrics
from regelgraph.gateway.routes import NAMES
from regelgraph.settings import SETTINGS, ServiceSettings

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "operations.md").read_text(encoding="utf-8")
DEPLOY = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "deploy").iterdir()}
UNIT = re.findall(r"^(\w+)=(.*)$", DEPLOY["regelgraph.service"], re.MULTILINE)
VARIABLE = re.compile(r"\bREGELGRAPH_[A-Z_]+\b")
SERIES = re.compile(r"\bregelgraph_[a-z_]+\b")
DEFAULTS = ServiceSettings()
WAITING = 30
"""Seconds that work may wait for a place."""


@pytest.fixture(scope="module")
def figures() -> str:
    file = metrics.make(1)
    mine = Metrics(file, 1)
    os.close(file)
    mine.began()
    mine.answered("/questions", "GET", 200, 0.1, 1, cached=False)
    return mine.text().decode()


@pytest.mark.parametrize("name", ["operations.md", *sorted(DEPLOY)])
def test_every_environment_variable_that_is_named_exists(name: str) -> None:
    text = PAGE if name == "operations.md" else DEPLOY[name]
    assert {*VARIABLE.findall(text)} - {setting.variable for setting in SETTINGS} == set()


def test_the_page_of_settings_names_every_variable() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [
        each.variable for each in SETTINGS if f"| `{each.variable}` | {each.default} | {each.help} |" not in page
    ] == []


def test_every_setting_of_the_service_is_spoken_of(figures: str) -> None:
    general = {"REGELGRAPH_LANG"}
    assert {setting.variable for setting in SETTINGS} - {*VARIABLE.findall(PAGE)} == general


def test_the_defaults_that_the_page_names_are_the_defaults() -> None:
    said = dict(re.findall(r"\| `(REGELGRAPH_[A-Z_]+)` ([0-9]+(?: [KMG]iB)?)", PAGE))
    assert len(said) == 6
    defaults = {setting.variable: setting.default for setting in SETTINGS}
    assert said == {variable: defaults[variable] for variable in said}


def test_every_example_is_named_by_the_page() -> None:
    assert [name for name in DEPLOY if f"(deploy/{name})" not in PAGE] == []


def test_every_series_is_on_the_page_and_every_series_on_the_page_or_in_the_alerts_exists(figures: str) -> None:
    families = {line.split()[2] for line in figures.splitlines() if line.startswith("# TYPE ")}
    samples = {SERIES.match(line)[0] for line in figures.splitlines() if SERIES.match(line)}  # type: ignore[index]
    named = {*SERIES.findall(PAGE.partition("## Metrics")[2].partition("## Container")[0])}
    assert families - named == set()
    assert {*SERIES.findall(PAGE), *SERIES.findall(DEPLOY["alerts.yaml"])} - families - samples == set()
    said = {word for words in (columns.LANES, columns.CAUSES, columns.REFUSALS) for word in words}
    assert [word for word in said if f"`{word}`" not in PAGE] == []


def test_labels_in_the_alerts_can_occur() -> None:
    ranges = {
        "status": columns.STATUSES,
        "why": columns.REFUSALS,
        "cause": columns.CAUSES,
        "result": columns.RELOADS,
        "route": NAMES,
    }
    found = re.findall(r'(\w+)(=~?)"([^"]*)"', DEPLOY["alerts.yaml"])
    asked = [(label, sign, value) for label, sign, value in found if label in ranges]
    assert len(asked) >= 5
    for label, sign, value in asked:
        for part in value.split("|") if sign == "=~" else [value]:
            assert any(re.fullmatch(part, word) if sign == "=~" else part == word for word in ranges[label]), value


def test_the_lines_of_the_log_on_the_page_have_the_members_that_the_log_gives() -> None:
    shown = [json.loads(line) for line in re.findall(r"^\{\"time.*\}$", PAGE, re.MULTILINE)]
    reading, writing = os.pipe()
    log = Log(writing)
    log.request(log.name(), "GET", "/questions/{…}", 200, 0.0012, 3456, cached=True)
    log.fault(log.name(), "POST", "/check/persons", KeyError("x"))
    log.close(10)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as file:
        given = [json.loads(line) for line in file]
    assert [[*line] for line in shown] == [[*line] for line in given]
    assert [{key: type(value) for key, value in line.items()} for line in shown] == [
        {key: type(value) for key, value in line.items()} for line in given
    ]
    assert {line["route"] for line in shown} <= {*NAMES}


def of_unit(name: str) -> list[str]:
    return [value for key, value in UNIT if key == name]


def test_the_unit_starts_a_command_that_exists_and_waits_longer_than_the_service_does() -> None:
    (start,) = of_unit("ExecStart")
    words = start.split()
    assert words[:2] == ["/opt/regelgraph/bin/regelgraph", "serve"]
    serve = regelgraph.get_command(None, "serve")  # type: ignore[arg-type]
    assert serve is not None
    options = {name for parameter in serve.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} - options == set()
    assert of_unit("ExecReload") == ["/bin/kill -HUP $MAINPID"]
    assert int(of_unit("TimeoutStopSec")[0]) >= DEFAULTS.stop_seconds + 10
    assert int(of_unit("LimitNOFILE")[0]) > 10 * DEFAULTS.max_connections


@pytest.mark.parametrize(
    "line",
    ["NoNewPrivileges=yes", "ProtectSystem=strict", "DynamicUser=yes", "OOMPolicy=continue", "KillMode=mixed",
     "IPAddressDeny=any", "CapabilityBoundingSet=", "MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service"],
)  # fmt: skip
def test_the_unit_is_hardened(line: str) -> None:
    assert line in DEPLOY["regelgraph.service"].splitlines()
    assert of_unit("MemoryMax") == ["4G"]


def test_the_values_in_the_unit_are_values_that_the_settings_take() -> None:
    given = dict(value.split("=", 1) for value in of_unit("Environment"))
    found = ServiceSettings.from_environment({**given, "REGELGRAPH_TOKEN_FILE": ""})
    assert found.public_url == "https://rules.example.org"
    assert found.trusted_proxies == ("127.0.0.1/32", "::1/128")
    assert found.fair_use == (600, 60)
    assert "`REGELGRAPH_FAIR_USE=600/60`" in PAGE


def nginx(name: str) -> str:
    (value,) = re.findall(rf"^\s*{name}\s+([^;]+);", DEPLOY["nginx.conf"], re.MULTILINE)
    return str(value)


def test_nginx_has_the_limits_of_the_service() -> None:
    assert nginx("client_max_body_size") == f"{DEFAULTS.body_bytes >> 20}m"
    assert nginx("client_header_timeout") == f"{DEFAULTS.header_seconds:g}s"
    assert nginx("client_body_timeout") == f"{DEFAULTS.body_seconds:g}s"
    assert nginx("send_timeout") == f"{DEFAULTS.write_seconds:g}s"
    assert int(nginx("keepalive_timeout")[:-1]) < DEFAULTS.idle_seconds
    assert int(nginx("proxy_read_timeout")[:-1]) > DEFAULTS.check_seconds + WAITING
    assert DEPLOY["nginx.conf"].count("{") == DEPLOY["nginx.conf"].count("}")


@pytest.mark.parametrize(
    "line",
    ["proxy_set_header X-Forwarded-For $remote_addr;", 'proxy_set_header Forwarded "";', "proxy_request_buffering off;",
     "proxy_max_temp_file_size 0;", "location = /metrics {", "access_log off;"],
)  # fmt: skip
def test_nginx_hides_forged_addresses_writes_no_upload_to_a_file_and_keeps_metrics_in(line: str) -> None:
    assert line in DEPLOY["nginx.conf"]


def test_caddy_has_the_limits_of_the_service() -> None:
    said = dict(re.findall(r"^\s*(max_size|read_header|idle|keepalive|response_header_timeout) (\S+)$",
                           DEPLOY["Caddyfile"], re.MULTILINE))  # fmt: skip
    assert said["max_size"] == f"{DEFAULTS.body_bytes >> 20}MiB"
    assert said["read_header"] == f"{DEFAULTS.header_seconds:g}s"
    assert int(said["keepalive"][:-1]) < DEFAULTS.idle_seconds
    assert int(said["response_header_timeout"][:-1]) > DEFAULTS.check_seconds + WAITING
    assert "header_up -Forwarded" in DEPLOY["Caddyfile"]
    assert "header_up X-Forwarded-For {remote_host}" in DEPLOY["Caddyfile"]


def test_the_container_is_built_in_two_stages_and_runs_without_root_what_it_has() -> None:
    text = DEPLOY["Containerfile"]
    assert text.count("\nFROM ") + text.startswith("FROM ") == 2
    assert re.search(r"^USER [1-9][0-9]*:[1-9][0-9]*$", text, re.MULTILINE)
    assert "requirements/lock.txt" in text
    (command,) = re.findall(r"^CMD (\[\"serve.*\])$", text, re.MULTILINE)
    serve = regelgraph.get_command(None, "serve")  # type: ignore[arg-type]
    assert serve is not None
    options = {name for parameter in serve.params for name in parameter.opts}
    assert {word for word in json.loads(command) if word.startswith("--")} - options == set()
