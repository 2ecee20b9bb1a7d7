"""The wheel: it holds all code and knowledge, and what is made of them, and needs to make nothing where it runs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.kept.runs import PERSONS, USES, Ran, Run
from tests.test_project import KNOWLEDGE, ROOT, tracked

INSIDE = "regelgraph/knowledge_files/"
MINE = "@prefix my: <https://example.org/> .\nmy:a my:b my:c .\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel built from this checkout holds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    # Not from the checkout: a folder named build there would be taken for the module.
    built = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


@pytest.fixture(scope="module")
def names(installed: Path) -> frozenset[str]:
    """What it holds."""
    return frozenset(path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that cannot be made."""
    file = tmp_path_factory.mktemp("cache") / "file"
    file.write_text("in the way")
    return file / "cache"


def test_the_wheel_holds_every_knowledge_file(names: frozenset[str]) -> None:
    expected = {
        INSIDE + name for name in tracked() if name.split("/")[0] in KNOWLEDGE and name.endswith((".ttl", ".rq"))
    }
    assert expected
    assert expected - names == set()
    assert [name for name in names if name.startswith(INSIDE) and name.endswith(".py")] == []


def test_the_wheel_holds_every_module_and_what_is_made_of_the_knowledge(names: frozenset[str]) -> None:
    modules = {name.removeprefix("api/") for name in tracked() if name.startswith("api/regelgraph/")}
    assert modules - names == set()
    brought = [Path(name).name.split("-")[0] for name in names if name.startswith(INSIDE + "kept/")]
    assert sorted(brought) == ["closure", "pairs", "provisions", "rulebook", "tables", "titles"]


@pytest.mark.parametrize("use", USES)
def test_an_installation_makes_nothing_on_its_first_run_even_where_nothing_can_be_kept(
    installed: Path, nowhere: Path, tmp_path: Path, use: str
) -> None:
    ran = Run(USES[use], tmp_path, nowhere, installed).end()
    assert ran.package.is_relative_to(installed)
    assert ran.made_by == ()
    assert ran.out


@pytest.fixture(scope="module")
def made_here(installed: Path, nowhere: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What an installation answers that brought nothing along."""
    bare = copy(installed, tmp_path_factory.mktemp("bare") / "installed")
    for file in (bare / INSIDE / "kept").iterdir():
        file.unlink()
    return Run(PERSONS, tmp_path_factory.mktemp("run"), nowhere, bare).end()


def test_what_it_brings_gives_what_it_would_make(
    installed: Path, nowhere: Path, tmp_path: Path, made_here: Ran
) -> None:
    assert made_here.made_by == ("pyshacl", "rdflib")
    assert Run(PERSONS, tmp_path, nowhere, installed).end().out == made_here.out


SHAPE = ("knowledge_files/shapes/persons/age.ttl", b"sh:maxInclusive 35", b"sh:maxInclusive 45")
DATA = ("knowledge_files/data/countries.ttl", b'"syrisch"', b'"syrizch"')
CODE = ("judge/validate.py", b'"""', b'""" ')


@pytest.mark.parametrize(("name", "old", "new"), [SHAPE, DATA, CODE], ids=["shape", "data", "code"])
def test_a_change_of_an_installation_is_never_answered_from_what_it_brought(
    installed: Path, nowhere: Path, tmp_path: Path, made_here: Ran, name: str, old: bytes, new: bytes
) -> None:
    changed = copy(installed, tmp_path / "installed")
    file = changed / "regelgraph" / name
    whole = file.read_bytes()
    assert old in whole
    file.write_bytes(whole.replace(old, new))
    ran = Run(PERSONS, tmp_path / "run", nowhere, changed).end()
    assert "pyshacl" in ran.made_by
    assert (ran.out == made_here.out) == (name == CODE[0])


@pytest.mark.parametrize("use", ["knowledge", "spoilt"])
def test_own_knowledge_and_a_damaged_file_are_made_where_it_runs(
    installed: Path, nowhere: Path, tmp_path: Path, made_here: Ran, use: str
) -> None:
    place, more = installed, []
    if use == "knowledge":
        (tmp_path / "mine.ttl").write_text(MINE)
        more = ["--knowledge", tmp_path / "mine.ttl"]
    else:
        place = copy(installed, tmp_path / "installed")
        for file in (place / INSIDE / "kept").iterdir():
            file.write_bytes(file.read_bytes()[:-1])
    ran = Run([*PERSONS, *more], tmp_path / "run", nowhere, place).end()
    assert "pyshacl" in ran.made_by
    assert unmarked(ran.out) == unmarked(made_here.out)


def copy(installed: Path, to: Path) -> Path:
    """An installation to change, without compiled files, which would hide a change of the same second."""
    import shutil

    return Path(shutil.copytree(installed, to, ignore=shutil.ignore_patterns("__pycache__")))


def unmarked(out: bytes) -> list[bytes]:
    """Lines of a report without the column that names the knowledge."""
    return [line.rpartition(b",")[0] for line in out.splitlines()]
