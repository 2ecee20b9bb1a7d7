"""A small knowledge without fault in a folder of its own, and what lint says about changed copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from regelgraph.knowledge import load
from regelgraph.lint import Fault, run

ROOT = Path(__file__).parents[2]
SOUND = Path(__file__).parent / "sound.ttl"
_KEPT = (
    *(f"ontology/{name}.ttl" for name in ("actors", "core", "facts", "schemes")),
    "data/texts/lint.ttl",
    "shapes/registry.ttl",
)

Lint = Callable[..., list[Fault]]


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Copies the small knowledge, replaces `old` by `new` in it once, adds files, and returns the faults."""
    monkeypatch.setenv("REGELGRAPH_CACHE", "off")
    root = tmp_path / "root"
    for name in _KEPT:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "shapes" / "hygiene", root / "shapes" / "hygiene")

    def broken(old: str = "", new: str = "", *, files: dict[str, str] | None = None, lang: str = "en") -> list[Fault]:
        text = SOUND.read_text(encoding="utf-8")
        assert old in text
        (root / "data" / "sound.ttl").write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        for name, content in (files or {}).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return run(load(root=root, compiled=False), lang)

    return broken
