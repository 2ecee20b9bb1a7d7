"""The project as a whole: what README promises, what no file may hold, one version everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import regelgraph

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ("data", "ontology", "queries", "shapes")
# Written apart, so that this file does not hold what it looks for.
REGISTRY_HOSTS = tuple(".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")))
MACHINE_PATHS = tuple("/" + "/".join(parts) for parts in (("work", ""), ("tmp", "w", ""), ("root", ""), ("home", "")))


@cache
def tracked() -> tuple[str, ...]:
    """Paths of all files under version control that are there, relative to the checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def text_of(name: str) -> str:
    """The words of a file of the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_no_python_stands_in_the_knowledge_folders() -> None:
    assert [name for name in tracked() if name.split("/")[0] in KNOWLEDGE and name.endswith(".py")] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/start.md", "bench/README.md"])
def test_every_make_command_of_a_page_is_a_target(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    code = re.findall(r"`([^`]+)`", text_of(page).replace("```", "`"))
    named = {
        word
        for snippet in code
        for line in snippet.splitlines()
        if line.strip().startswith("make ")
        for word in re.match(r"[a-z ]*", line.split("#")[0].strip().removeprefix("make "))[0].split()  # type: ignore[index]
    }
    assert named
    assert named - targets == set()


def test_every_top_level_folder_is_explained_in_the_readme() -> None:
    folders = {name.split("/")[0] for name in tracked() if "/" in name}
    assert {folder for folder in folders if f"| `{folder}/` |" not in text_of("README.md")} == set()


def test_every_folder_that_the_readme_explains_is_there() -> None:
    explained = re.findall(r"^\| `([^`]+)/` \|", text_of("README.md"), re.MULTILINE)
    assert [folder for folder in explained if not (ROOT / folder).is_dir()] == []


def test_every_relative_link_of_a_page_leads_somewhere() -> None:
    dead = [
        f"{name}: {target}"
        for name in tracked()
        if name.endswith(".md")
        for target in re.findall(r"\]\(([^)#\s]+)", text_of(name))
        if "://" not in target and not ((ROOT / name).parent / target).exists()
    ]
    assert dead == []


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{name}: {word}"
        for name in tracked()
        for words in [(ROOT / name).read_bytes().decode("utf-8", "replace")]
        for word in (*REGISTRY_HOSTS, *MACHINE_PATHS)
        if re.search(rf"(?<![\w.~]){re.escape(word)}" if word.startswith("/") else re.escape(word), words)
    ]
    assert found == []


def test_the_result_that_the_readme_shows_is_what_the_list_of_the_start_page_gives(tmp_path: Path) -> None:
    (listed,) = re.findall(r"```csv\n(.*?)```", text_of("docs/start.md"), re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", text_of("README.md"), re.DOTALL)
    (tmp_path / "list.csv").write_text(listed, encoding="utf-8")
    command = [sys.executable, "-c", "from regelgraph.cli import main; main()", "check", "persons", "list.csv"]
    options = ["--round", "win-win-2", "--format", "table", "--lang", "en"]
    done = subprocess.run([*command, *options], cwd=tmp_path, check=True, capture_output=True, text=True)
    said = done.stdout.replace("─", "").partition("as of:")[0].split()
    assert shown.replace("─", "").split() == said


def test_package_ontology_and_changelog_have_one_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert re.findall(r'owl:versionInfo "([^"]+)"', text_of("ontology/core.ttl"))[:1] == [version]
    assert re.findall(r"^## (\S+)", text_of("CHANGELOG.md"), re.MULTILINE)[:1] == [version]
    assert regelgraph.__version__ == version


def test_the_lock_pins_every_dependency_with_a_hash() -> None:
    locks = [text_of(f"requirements/{name}.txt").partition("make lock\n")[2].strip() for name in ("lock", "spark")]
    blocks = re.split(r"\n(?=[A-Za-z0-9])", "\n".join(locks))
    assert [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
    pinned = {re.split(r"==", block)[0].lower() for block in blocks}
    project = tomllib.loads(text_of("pyproject.toml"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *(each for extra in extras for each in extra)]
    names = {re.split(r"[\[>=<~! ;]", each)[0].lower() for each in wanted} - {"regelgraph"}
    assert names - pinned == set()
