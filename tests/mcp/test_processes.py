"""The server as a process: only the protocol on stdout, nothing logged, and a prompt end that leaves nobody behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client
from regelgraph.client import AsyncClient
from regelgraph.mcp.server import server

from tests.mcp.conftest import COMMAND

WAIT = 60
HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


def call(id_: int, tool: str, **arguments: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": id_, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = subprocess.Popen([*COMMAND, *arguments], **pipes)
    watch = Timer(WAIT, process.kill)
    watch.start()
    try:
        yield process
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        for file in (process.stdin, process.stdout, process.stderr):
            with suppress(BrokenPipeError):
                file.close()  # type: ignore[union-attr]


def say(process: subprocess.Popen[bytes], *messages: dict[str, Any] | bytes) -> None:
    assert process.stdin
    for each in messages:
        process.stdin.write((each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert process.stdout
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def assert_gone(pids: list[int]) -> None:
    """Each ends by itself: its end is waited for, not asked for often."""
    import select

    for pid in pids:
        try:
            file = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        assert select.select([file], [], [], WAIT)[0], f"{pid} is still there"
        os.close(file)


def test_it_answers_what_can_be_read_and_ends_when_nobody_asks_any_more() -> None:
    with started() as process:
        say(process, HELLO)
        assert heard(process)["result"]["serverInfo"]["name"] == "regelgraph"
        below = children(process.pid)
        assert len(below) == 1
        say(
            process,
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            b"no JSON, Mustermann",
            b"\xff\xfe",
            b"[]",
        )
        half = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "\\ud800 Mustermann"}}'
        odd = call(2, "check_persons", persons=[{"person_id": "\x00\x1b[31m", "sex": "\u2028"}], rounds=["win-win-2"])
        say(process, half, odd, call(3, "list_questions", search="Mustermann"))
        answers: dict[Any, Any] = {}
        while not {2, 3} <= set(answers):
            found = heard(process)
            answers[found.get("id")] = found
        assert answers[3]["result"]["structuredContent"]["questions"] == []
        assert answers[2]["result"]["structuredContent"]["results"][0]["person_id"] == "\x00\x1b[31m"
        assert process.stdin
        process.stdin.close()
        assert process.wait(WAIT) == 0
        assert process.stdout
        assert process.stderr
        for line in process.stdout.read().splitlines():
            json.loads(line)
        assert process.stderr.read() == b""
        assert_gone(below)


def test_ctrl_c_ends_it_at_once_and_its_workers_with_it() -> None:
    with started() as process:
        say(process, HELLO)
        heard(process)
        below = children(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(WAIT) == 130
        assert process.stderr
        assert process.stderr.read() == b""
        assert_gone(below)


def test_a_signal_ends_it_at_once_while_it_waits_for_a_service(url: str) -> None:
    with started("--url", url) as process:
        say(process, HELLO)
        heard(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT) == 143
        assert process.stderr
        assert process.stderr.read() == b""


def test_it_ends_in_order_when_nobody_reads_its_answers(url: str) -> None:
    with started("--url", url) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        say(process, HELLO)
        assert process.stdin
        process.stdin.close()
        assert process.wait(WAIT) == 0
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--url", "http://127.0.0.1:1"], "no answer from http://127.0.0.1:1/"),
        (["--url", "ftp://127.0.0.1"], "expected the address of a service"),
        (["--url", "http://127.0.0.1:1", "--examples"], "leave them out with --url"),
        (["--token-file", __file__], "--token-file goes with --url"),
        (["--url", "http://service.example", "--token-file", "TOKEN"], "use https"),
        (["--knowledge", "BROKEN"], "BROKEN, line 1"),
    ],
)
def test_what_cannot_work_is_one_sentence(arguments: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "TOKEN").write_text("s3cret\n")
    (tmp_path / "BROKEN.ttl").write_text("broken")
    named = [str(tmp_path / each) if each == "TOKEN" else each for each in arguments]
    named = [str(tmp_path / "BROKEN.ttl") if each == "BROKEN" else each for each in named]
    ended = subprocess.run([*COMMAND, *named], check=False, capture_output=True, input=b"", timeout=WAIT)
    assert ended.returncode == 2
    assert ended.stdout == b""
    said = ended.stderr.decode().replace("BROKEN.ttl", "BROKEN")
    assert said.startswith("Error: ")
    assert words in said
    assert said.count("\n") == 1
    assert "s3cret" not in said


def test_without_the_package_it_names_the_extra() -> None:
    code = "import sys; sys.modules['mcp'] = None; from regelgraph.cli import main; main(['mcp'])"
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=WAIT)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "Error: regelgraph mcp needs the extra `mcp`: pip install 'regelgraph[mcp]'\n"


class Failing:
    """A service that first says what it is and then does as it is told."""

    def __init__(self) -> None:
        self.fails: Exception | httpx.Response | None = None

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if isinstance(self.fails, Exception):
            raise self.fails
        if self.fails is not None:
            return self.fails
        return httpx.Response(200, json={"/questions": {"questions": []}}.get(request.url.path, {}))


def asked(failing: Failing, how: Exception | httpx.Response, what: str, **arguments: Any) -> tuple[Any, list[str]]:
    """The result of a call while the service fails, and the tools that are listed then."""

    async def run() -> tuple[Any, list[str]]:
        client = AsyncClient("http://localhost", transport=httpx.MockTransport(failing), retries=0)
        async with client, Client(await server(client, "en")) as session:
            await session.list_tools()
            failing.fails = how
            return await session.call_tool(what, arguments), [each.name for each in (await session.list_tools()).tools]

    return anyio.run(run)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (httpx.ConnectError("refused"), "no answer from http://localhost/"),
        (httpx.Response(200, content=b"{", headers={"Content-Type": "application/json"}), "no JSON"),
        (httpx.Response(200, text="page"), "of the type text/plain"),
        (httpx.Response(302, headers={"Location": "http://other.example/"}), "another host"),
        (httpx.Response(503, text="busy"), "503"),
        (RuntimeError("Mustermann"), "something went wrong here"),
    ],
)
def test_a_service_that_fails_is_an_error_of_the_tool(how: Exception | httpx.Response, words: str) -> None:
    found, listed = asked(Failing(), how, "check_persons", persons=[{"person_id": "A"}])
    assert found.is_error
    assert words in found.content[0].text
    assert "Mustermann" not in found.model_dump_json()
    assert len(listed) == 7


def test_answers_to_sparql_are_told_as_rows_triples_or_yes_and_no() -> None:
    bindings = [
        {"a": {"type": "uri", "value": f"http://x/{n}"}, "b": {"type": "bnode", "value": "n"}} for n in range(120)
    ]
    rows = {"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}}
    kind = {"Content-Type": "application/sparql-results+json"}
    found, _ = asked(
        Failing(), httpx.Response(200, json=rows, headers=kind), "sparql_query", query="SELECT", offset=100
    )
    assert found.structured_content["rows"][0] == {"a": "http://x/100", "b": "_:n"}
    assert (found.structured_content["shown"], found.structured_content["next_offset"]) == (20, None)
    assert "http://x/119 | _:n" in found.content[0].text
    found, _ = asked(Failing(), httpx.Response(200, json={"boolean": False}, headers=kind), "sparql_query", query="ASK")
    assert (found.structured_content, found.content[0].text) == ({"boolean": False}, "false")
    graph = httpx.Response(
        200, text="<a> <b> <c> .\n<a> <b> <d> .\n", headers={"Content-Type": "application/n-triples"}
    )
    found, _ = asked(Failing(), graph, "sparql_query", query="CONSTRUCT", limit=1)
    assert found.structured_content["triples"] == ["<a> <b> <c> ."]
    assert "offset=1" in found.content[0].text


def test_the_example_of_the_page_runs(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "mcp.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    environment = {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}
    ours = f"command={sys.executable!r}, env={environment!r}, args=['-m', 'regelgraph', "
    exec(code.replace('command="regelgraph", args=[', ours), {})  # noqa: S102 - our own page
    assert "'not_eligible': 1" in capfd.readouterr().out
