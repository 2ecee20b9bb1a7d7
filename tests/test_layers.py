"""Each layer of the package imports only those below it, so that it can be read, and changed, without those above."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "api" / "regelgraph"
LAYERS = (
    {"__main__", "cli", "docs"},
    {"site"},
    {"gateway", "mcp", "web"},
    {"spark"},
    {
        "answers",
        "asked",
        "checks",
        "comparing",
        "explanations",
        "exports",
        "formatting",
        "linked",
        "lint",
        "network_explanations",
    }
    | {"networks", "pair_explanations", "participations", "questions", "shipping"},
    {"engines", "judge", "tables", "workers"},
    {"knowledge"},
    {"client", "days", "errors", "folding", "rights", "rulebook", "settings", "terms", "values"},
)
"""From those whom nobody imports to those who import nobody; within a layer all may."""
PARTS = sorted({part for layer in LAYERS for part in layer})


def level(part: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if part in layer)


def imported(path: Path) -> set[str]:
    """The parts of the package that a file imports, also within functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("regelgraph"):
            rest = (node.module or "").split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("regelgraph.")}
    return found & set(PARTS)


def files(part: str) -> list[Path]:
    folder = PACKAGE / part
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{part}.py"]


def test_every_part_of_the_package_has_a_layer() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert parts - {"__init__"} == set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_its_own_layer_and_those_below(part: str) -> None:
    upwards = {
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in files(part)
        for other in imported(path)
        if level(other) < level(part)
    }
    assert upwards == set()
